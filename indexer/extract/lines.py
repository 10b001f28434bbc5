"""Characters to lines: rows of one baseline, cut into segments where a gap is wider than a word space."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from indexer.extract.encodings import UNICODE, decode
from indexer.extract.ink import UPRIGHT, Char
from vietnamese.letters import attach_marks, nfc, visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from indexer.extract.encodings import Encoding
    from indexer.extract.ink import Outlines

SUPERSCRIPTS: Final = "⁰¹²³⁴⁵⁶⁷⁸⁹"
SPACE_GAP: Final = 0.18  # em; measured: words set one by one have no space characters
SEGMENT_GAP: Final = 1.5  # em
_KERNED_GAP: Final = 0.08  # em; a space that was not drawn, after a letter that leans over it
_BRACKET_GAP: Final = 0.08  # em; nothing is kerned against a closing bracket
_LETTERS: Final = 5  # letters that stand alone make a spaced-out word
_WORD_GAP: Final = 1.5  # times the gap between spaced-out letters
_SAME_ROW: Final = 0.33  # em, at least 1.5 pt: a superscript stays on its line
_RISE: Final = 0.2  # em; a raised letter is at least that high
_SUPERSCRIPTS: Final = str.maketrans("0123456789", SUPERSCRIPTS)
_RAISED: Final = 0.6  # em
_SMALL: Final = 0.8  # of the letters beside
_MARKS: Final = 6  # footnote marks on one line
_LOOKALIKES: Final = str.maketrans("ÐƢƣ", "ĐƯư")


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a line without wide gaps: left, right, baseline (points), font size, text, whether it is bold."""

    x0: float
    x1: float
    y: float
    size: float
    text: str
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Fonts:
    """The name and the encoding of each font number, and where its outlines are."""

    names: Sequence[str]
    encodings: Sequence[Encoding]
    outlines: Sequence[Outlines]


def rows(chars: Iterable[Char], fonts: Fonts, gap: float = SEGMENT_GAP) -> list[list[Segment]]:
    """The rows of upright characters from top to bottom, each a list of segments from left to right.

    :param gap: em between two segments
    """
    return [segments for _, segments in inked_rows(chars, fonts, gap)]


def inked_rows(chars: Iterable[Char], fonts: Fonts, gap: float = SEGMENT_GAP) -> list[tuple[list[Char], list[Segment]]]:
    """As rows, each with its characters, which `segments` can cut again."""
    upright = [char for char in chars if char.turn == UPRIGHT]
    if all(char.text.isspace() for char in upright):
        return []
    found = []
    for row in _with_raised(_by_baseline(upright)):
        _mark_raised(row, fonts)
        if pieces := segments(row, fonts, gap):
            found.append((row, pieces))
    return found


def segments(row: list[Char], fonts: Fonts, gap: float) -> list[Segment]:
    """The pieces of a row, cut where more than `gap` ems are free."""
    return [segment for part in _cut(row, gap) if (segment := _segment(part, fonts)).text]


def _by_baseline(chars: list[Char]) -> list[list[Char]]:
    found: list[list[Char]] = []
    baseline = 0.0
    for char in sorted(chars, key=lambda char: (-char.y, char.x0)):
        if found and baseline - char.y <= max(1.5, _SAME_ROW * char.size):
            found[-1].append(char)
        else:
            found.append([char])
            baseline = char.y
    return found


def _with_raised(found: list[list[Char]]) -> list[list[Char]]:
    """The rows, one that is only raised small letters (the mark of a footnote) joined to the row that it stands on."""
    kept: list[list[Char]] = []
    raised: list[Char] = []
    for row in found:
        size = max(char.size for char in row)
        if raised and raised[0].y - row[0].y <= _RAISED * size and max(char.size for char in raised) <= _SMALL * size:
            row.extend(raised)
            raised = []
        if raised:
            kept.append(raised)
            raised = []
        if len(row) <= _MARKS:
            raised = row
        else:
            kept.append(row)
    return [*kept, raised] if raised else kept


def _mark_raised(row: list[Char], fonts: Fonts) -> None:
    """Write raised small digits as what they are: "2021" and the mark of a footnote are not one number."""
    size = max(char.size for char in row)
    base = min(char.y for char in row if char.size == size)
    for place, char in enumerate(row):
        raised = char.size <= _SMALL * size and char.y - base > _RISE * char.size
        if raised and char.text.isdigit() and fonts.encodings[char.font] == UNICODE:
            row[place] = char._replace(text=char.text.translate(_SUPERSCRIPTS))


def _cut(row: list[Char], gap: float) -> list[list[Char]]:
    """The row's characters from left to right, in pieces; spaces belong to the piece before them."""
    row.sort(key=lambda char: (round(char.x0, 1), char.order))
    found: list[list[Char]] = []
    right = 0.0
    for char in row:
        if char.text.isspace():
            if found:
                found[-1].append(char)
            continue
        if not found or char.x0 - right > gap * char.size:
            found.append([])
            right = char.x1
        found[-1].append(char)
        right = max(right, char.x1)
    return found


def _segment(chars: list[Char], fonts: Fonts) -> Segment:
    bold = sum("bold" in fonts.names[char.font].lower() for char in chars)
    return Segment(
        x0=chars[0].x0,
        x1=max(char.x1 for char in chars),
        y=min(char.y for char in chars),
        size=max(char.size for char in chars),
        text=text_of(chars, fonts),
        bold=2 * bold > len(chars),
    )


def text_of(chars: Sequence[Char], fonts: Fonts) -> str:
    """The text of characters in reading order, with spaces where gaps are; letters set apart make words again."""
    text = _written(chars, fonts, SPACE_GAP if any(char.text == " " for char in chars) else _KERNED_GAP)
    if text[:1] == "[":
        return _with_bracket_space(text, chars)
    if text[1:2] == text[3:4] == " " and len(text) >= 2 * _LETTERS - 1 and all(len(word) == 1 for word in text.split()):
        drawn = sum(char.text.isspace() for char in chars)
        return _written(chars, fonts, _word_gap(chars)) if 2 * drawn < len(chars) - drawn else text
    return text


def _with_bracket_space(text: str, chars: Sequence[Char]) -> str:
    """The text with a space after "[12]" where the paper has one: a hanging number may nearly touch its text."""
    place = next((n for n, char in enumerate(chars[:-1]) if char.text == "]"), None)
    if place is None or chars[place + 1].x0 - chars[place].x1 <= _BRACKET_GAP * chars[place].size:
        return text
    number, bracket, rest = text.partition("]")
    return f"{number}{bracket} {rest.lstrip()}".rstrip()


def _word_gap(chars: Sequence[Char]) -> float:
    """The gap in ems that parts words where every letter stands apart."""
    gaps = sorted(
        (right.x0 - left.x1) / right.size
        for left, right in pairwise(chars)
        if not (left.text.isspace() or right.text.isspace())
    )
    if not gaps:
        return SPACE_GAP
    wide = [gap for gap in gaps if gap > _WORD_GAP * gaps[len(gaps) // 4]]
    return (max((gap for gap in gaps if gap < wide[0]), default=wide[0]) + wide[0]) / 2 if wide else gaps[-1] + 1


def _written(chars: Sequence[Char], fonts: Fonts, gap: float) -> str:
    """The text of characters, a space where more than `gap` ems are free.

    It is decoded run by run: a run has one encoding and no space inside.
    """
    parts: list[str] = []
    run: list[str] = []
    encoding = UNICODE
    right: float | None = None
    baseline = 0.0

    def close() -> None:
        if run:
            parts.append(decode("".join(run), encoding))
            run.clear()

    for char in chars:
        if char.text.isspace():
            close()
            parts.append(" ")
            right = char.x1
            continue
        if right is not None and (char.x0 - right > gap * char.size or abs(char.y - baseline) > char.size):
            close()
            parts.append(" ")
        if fonts.encodings[char.font] != encoding:
            close()
            encoding = fonts.encodings[char.font]
        run.append(char.text)
        baseline = char.y
        right = char.x1 if right is None else max(right, char.x1)
    close()
    return clean("".join(parts))


def clean(text: str) -> str:
    """Decoded text as it is kept: NFC, marks back on their letters, Đ and Ư for their look-alikes, single spaces."""
    text = " ".join(text.split())
    return text if text.isascii() else visible(nfc(attach_marks(nfc(text)))).translate(_LOOKALIKES)
