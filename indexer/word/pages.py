"""Lines of pieces to paragraphs, pages and hidden words: decoded font by font, broken where the author broke them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING, Final

from indexer.extract.capitals import with_capitals
from indexer.extract.results import Hidden, Page, Paragraph, Refused
from indexer.word.legacy import encoding_of, encodings, is_blank, read
from indexer.word.runs import BREAK, PAGE, TURNED
from vietnamese.letters import LOWER

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from indexer.extract.encodings import Encoding
    from indexer.word.story import Para

_STOPS: Final = re.compile(f"([{BREAK}{PAGE}{TURNED}])")
_BLANKS: Final = re.compile(r"[ \t\xa0\u2000-\u200a\u202f\u3000]+")
_WIDE: Final = re.compile(r" {6,}")
_SIDE_BY_SIDE: Final = re.compile(r"CỘNG H[OÒ][AÀ]|Độc lập|^T\.?M\.|^T/M|^KT\.|HỘI ĐỒNG XÉT XỬ|Nơi nhận")
_GOES_ON: Final = re.compile(r"[0-9A-Za-zÀ-ỹĐđ]")
_BROKEN: Final = re.compile(r"[^\s\-–][-/]$")
_ENDED: Final = (".", ";", ":")
_MOST_APART: Final = 12  # lines of a block that two columns of tabs make


@dataclass(frozen=True, slots=True)
class Written:
    """What a document gave."""

    pages: list[Page]
    paragraphs: list[Paragraph]
    hidden: list[Hidden]


@dataclass(slots=True)
class _Open:
    """A paragraph on its way: what of it stands on which page, tabs still in it."""

    parts: list[tuple[int, str]] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(text for _, text in self.parts)


@dataclass(slots=True)
class _Writing:
    """The paragraphs so far, and the page the pen is on."""

    most_pages: int
    page: int = 1
    page_has_text: bool = False
    done: list[_Open] = field(default_factory=list)
    hidden: list[Hidden] = field(default_factory=list)

    def turn(self) -> None:
        """Go on at the top of the next page."""
        self.page += 1
        self.page_has_text = False
        if self.page > self.most_pages:
            raise Refused("TOO_MANY_PAGES", count=self.page, limit=self.most_pages)

    def paragraph(self, stretches: Sequence[tuple[str, str | None]]) -> None:
        """Take in one paragraph as (text, why it cannot be seen)."""
        open_one = _Open()
        for text, why in stretches:
            for part in _STOPS.split(text):
                if part == TURNED:
                    if self.page_has_text:
                        self.turn()
                elif part in {PAGE, BREAK} and part:
                    open_one = self._ended(open_one)
                    if part == PAGE:
                        self.turn()
                elif part and why is not None:
                    self._hide(part, why)
                elif part:
                    self.page_has_text = self.page_has_text or not is_blank(part)
                    open_one.parts.append((self.page, part))
        self._ended(open_one)

    def _ended(self, made: _Open) -> _Open:
        if not is_blank(made.text):
            self.done.append(made)
        return _Open()

    def _hide(self, text: str, why: str) -> None:
        if not is_blank(text):
            self.hidden.append(Hidden(self.page, _BLANKS.sub(" ", text).strip(), why))


def write(paras: Sequence[Para], notes: Mapping[tuple[str, str], Sequence[Para]], most_pages: int) -> Written:
    """Paragraphs, pages and hidden words of a document.

    :param notes: the paragraphs of each foot- and endnote by (part, id); they follow the page that refers to them
    :raises Refused: TOO_MANY_PAGES
    """
    fonts = encodings(
        piece for one in [*paras, *(para for note in notes.values() for para in note)] for piece in one.pieces
    )
    writing = _Writing(most_pages)
    due: list[tuple[str, str]] = []
    page = 1
    for para in paras:
        if writing.page != page or (para.pieces and para.pieces[0].text.startswith(PAGE)):
            _write_notes(writing, due, notes, fonts)
            due = []
        page = writing.page
        first = len(writing.done)
        writing.paragraph(list(_stretches(para, fonts)))
        _rejoin(writing.done, first)
        due += [note for note in para.notes if note in notes]
    _write_notes(writing, due, notes, fonts)
    return _finished(writing, fonts)


def _write_notes(
    writing: _Writing,
    due: list[tuple[str, str]],
    notes: Mapping[tuple[str, str], Sequence[Para]],
    fonts: dict[str, Encoding],
) -> None:
    for note in due:
        for para in notes[note]:
            writing.paragraph([(text.replace(PAGE, " "), why) for text, why in _stretches(para, fonts)])


def _stretches(para: Para, fonts: dict[str, Encoding]) -> Iterator[tuple[str, str | None]]:
    """The text of a paragraph in stretches of one encoding, case and visibility: a VNI letter may span two runs."""
    keyed = groupby(para.pieces, key=lambda piece: (encoding_of(piece, fonts), piece.look.capitals, piece.look.hidden))
    for (encoding, capitals, hidden), group in keyed:
        text = read("".join(piece.text for piece in group), encoding)
        yield (text.upper() if capitals else text), hidden


def _rejoin(done: list[_Open], first: int) -> None:
    """Lines that a soft break cut in the middle of a sentence come together again."""
    place = first + 1
    while place < len(done):
        above, below = done[place - 1].text.rstrip(), done[place].text.lstrip()
        if _BROKEN.search(above) and _GOES_ON.match(below):
            between = ""
        elif below[0] in LOWER and not above.endswith(_ENDED):
            between = " "
        else:
            place += 1
            continue
        done[place - 1].parts += [(done[place].parts[0][0], between), *done[place].parts]
        del done[place]


def _finished(writing: _Writing, fonts: dict[str, Encoding]) -> Written:
    found = [_tidy(made) for made in in_columns(writing.done)]
    texts = ["".join(text for _, text in parts).strip() for parts in found]
    if any(encoding.startswith("tcvn3") for encoding in fonts.values()):
        texts = with_capitals(texts)
    paragraphs = [Paragraph(parts[0][0], text) for parts, text in zip(found, texts, strict=True)]
    on_pages: dict[int, list[str]] = {number: [] for number in range(1, writing.page + 1)}
    for parts in found:
        for number, group in groupby(parts, key=lambda part: part[0]):
            if text := "".join(text for _, text in group).strip():
                on_pages[number].append(text)
    pages = [Page(number, "text" if texts else "blank", "\n".join(texts)) for number, texts in sorted(on_pages.items())]
    return Written(pages, paragraphs, writing.hidden)


def in_columns(lines: Sequence[_Open]) -> list[_Open]:
    """Lines whose two sides tabs hold apart (header, signatures): all left sides, then all right sides."""
    found: list[_Open] = []
    place = 0
    while place < len(lines):
        block = _block(lines, place)
        if not block:
            found.append(lines[place])
            place += 1
            continue
        page = lines[place].parts[0][0]
        for side in (0, 1):
            found += [_Open([(page, text)]) for sides in block if (text := sides[side])]
        place += len(block)
    return found


def _block(lines: Sequence[_Open], first: int) -> list[tuple[str, str]]:
    """The lines from there as their left and right sides; none unless what is on the right is a header or signatures.

    It begins with a line of two sides. What then stands alone after tabs is on the side that so many tabs lead to.
    """
    block: list[tuple[str, str]] = []
    to_left = to_right = 0
    for line in lines[first : first + _MOST_APART]:
        cells = [
            (tabs, cell.strip()) for tabs, cell in enumerate(_WIDE.sub("\t", line.text).split("\t")) if cell.strip()
        ]
        if len(cells) == 2 and (not block or cells[0][0] == to_left):  # noqa: PLR2004  two sides
            to_left = cells[0][0]
            to_right = min(to_right or cells[1][0], cells[1][0])
            block.append((cells[0][1], cells[1][1]))
        elif block and len(cells) == 1 and cells[0][0] > 0:
            tabs, text = cells[0]
            block.append(("", text) if tabs >= to_right else (text, ""))
        else:
            break
    return block if any(_SIDE_BY_SIDE.search(right) for _, right in block) else []


def _tidy(made: _Open) -> list[tuple[int, str]]:
    """The parts of a paragraph with single blanks, none at its ends."""
    parts: list[tuple[int, str]] = []
    last = " "
    for page, text in made.parts:
        bare = _BLANKS.sub(" ", text)
        if last == " ":
            bare = bare.lstrip(" ")
        if bare:
            last = bare[-1]
            parts.append((page, bare))
    return parts
