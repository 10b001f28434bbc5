"""Lines to paragraphs, across pages: running headers and page numbers go, broken lines come together."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import groupby, pairwise
from statistics import median, median_low, mode
from typing import TYPE_CHECKING, Final

from indexer.extract.carried import carried
from indexer.extract.columns import belongs, column_width
from indexer.extract.furniture import PageItems, split_notes, starts_note, without_furniture
from indexer.extract.layout import Item, Line
from indexer.extract.lines import SUPERSCRIPTS
from indexer.extract.results import Paragraph
from vietnamese.letters import LOWER, UPPER

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.extract.lines import Segment

INDENT: Final = 0.8  # ems from the left edge
FULL: Final = 3.2  # ems from the right edge within which a line counts as full
PITCH: Final = 1.22  # a larger gap than this many usual line pitches starts a paragraph
_WIDE: Final = 0.72
_USUAL_PITCH: Final = 20.0
_FURTHEST: Final = 60.0  # points
_ENOUGH: Final = 4  # pitches
_SHORT: Final = 0.2  # of the width; a line that ends so early and is followed by a capital was ended by hand
_GAP: Final = 3.0  # line pitches; a wider gap is no paragraph's
_SPACE: Final = 0.2  # em
_ROOM: Final = 0.3  # em; the width of a word is only estimated
_HANG: Final = (0.4, 4.0)  # ems
_SAME_EDGE: Final = 1.5  # points

_NUMBER: Final = re.compile(f"[{SUPERSCRIPTS}]+")
_MARKED: Final = re.compile(rf"(?<!\b[mM])(?<!\b[ckdh]m)(?<!\bmm){_NUMBER.pattern}")  # "m²" bears no footnote
_PLAIN: Final = str.maketrans(SUPERSCRIPTS, "0123456789")
_MARK: Final = re.compile(rf"[-–*+•]\s|\[\d+(?:\.\d+)*\]|\d{{1,2}}(?:\.\d{{1,2}})*\.?\s+[{UPPER}]|[a-zđ]\)\s")
_ENDED: Final = re.compile(r"[.;:,)]$")
_BROKEN: Final = re.compile(r"[^\s\-–][-/]$")
_GOES_ON: Final = re.compile(r"[0-9A-Za-zÀ-ỹĐđ]")


@dataclass(frozen=True, slots=True)
class Body:
    """The measures of the running text in points: left and right edge, line pitch, font size.

    `flush`: paragraphs are not indented; `justified`: full lines reach the right edge; `gapped`: paragraphs stand
    apart from each other.
    """

    left: float
    right: float
    pitch: float
    size: float
    flush: bool
    justified: bool
    gapped: bool
    indent: float = 0.0

    def indented(self, segment: Segment) -> bool:
        """Whether the line starts right of the left edge."""
        return segment.x0 > self.left + INDENT * segment.size

    def centred(self, segment: Segment) -> bool:
        """Whether the line stands in the middle, clearly off the left edge."""
        middle = (segment.x0 + segment.x1) / 2 - (self.left + self.right) / 2
        return (
            self.indented(segment)
            and not (
                abs(segment.x0 - self.indent) < _SAME_EDGE and segment.x1 - segment.x0 > 0.6 * (self.right - self.left)
            )
            and abs(middle) < 0.6 * segment.size
            and segment.x0 - self.left > 1.8 * 1.27 * segment.size
        )

    def full(self, right: float, size: float) -> bool:
        """Whether a line that ends there is full."""
        return right > self.right - FULL * size

    def at_edge(self, line: Segment) -> bool:
        """Whether a justified line was stretched to the right edge: then its paragraph goes on."""
        return line.x1 > self.right - _SAME_EDGE

    def fits(self, above: Segment, line: Segment) -> bool:
        """Whether the first word of the line would have had room at the end of the line above."""
        word = line.text.split(maxsplit=1)[0]
        width = len(word) / len(line.text) * (line.x1 - line.x0)
        return above.x1 + _SPACE * line.size + width < self.right - _ROOM * line.size


def measure(pages: Sequence[PageItems]) -> Body:
    """The measures of the running text over all pages, taken from the lines outside columns and tables."""
    lines = [item.segment for page in pages for item in page.items if isinstance(item, Line) and not item.column]
    if not lines:
        return Body(0, 0, _USUAL_PITCH, 0, flush=False, justified=False, gapped=False)
    longest = max(line.x1 - line.x0 for line in lines)
    wide = [line for line in lines if line.x1 - line.x0 > _WIDE * longest] or lines
    lefts = [round(line.x0) for line in wide]
    rights = sorted(line.x1 for line in wide)
    usual = mode(map(round, rights))
    at_edge = sum(abs(right - usual) < _SAME_EDGE for right in rights)
    justified = 2 * at_edge > len(rights)
    pitches = [above.y - below.y for above, below in pairwise(lines) if 0 < above.y - below.y < _FURTHEST]
    inside = _inside(lines, rights[-1], min(line.x0 for line in wide))
    pitch = median_low(inside if len(inside) >= _ENOUGH else pitches or [_USUAL_PITCH])
    gaps = sum(PITCH * pitch <= step < _GAP * pitch for step in pitches)
    left = min(mode(lefts), *lefts)
    right = usual if justified else rights[-1]
    indented = 1 + sum(
        line.x0 > left + INDENT * line.size and above.x1 < right - FULL * above.size for above, line in pairwise(lines)
    )  # a line set in below a full one hangs under a list mark
    inner = [round(line.x0) for line in lines if line.x0 > left + INDENT * line.size]
    return Body(
        left,
        right,
        pitch,
        median(line.size for line in lines),
        flush=indented < 0.06 * len(lines) + 4,
        justified=justified,
        gapped=gaps > 0.08 * len(lines) + 2,
        indent=mode(inner) if inner else left,
    )


def _inside(lines: Sequence[Segment], right: float, left: float) -> list[float]:
    """The line pitches below full lines: the gap between two paragraphs is no pitch, however many are short."""
    return [
        above.y - line.y
        for above, line in pairwise(lines)
        if 0 < above.y - line.y < _FURTHEST
        and above.x1 > right - FULL * above.size
        and line.x0 < left + INDENT * line.size
    ]


def glue(text: str, more: str) -> str:
    """Two lines of a paragraph as one; a number broken after its "-" or "/" ("TLST-", "DS") comes together."""
    if _BROKEN.search(text) and _GOES_ON.match(more):
        return text + more
    return f"{text} {more}"


@dataclass(slots=True)
class _Open:
    """The paragraph being built, its first line, and the last line that went into it."""

    page: int
    text: str
    first: Segment
    last: Segment
    centred: bool


@dataclass(slots=True)
class _Writing:
    """The paragraphs so far, the one still open, and the footnotes that wait until it is closed."""

    body: Body
    found: list[Paragraph] = field(default_factory=list)
    current: _Open | None = None
    notes: list[Paragraph] = field(default_factory=list)

    def add(self, made: Sequence[Paragraph]) -> None:
        """Paragraphs that nothing continues."""
        self.found += [*self.notes, *made]
        self.notes, self.current = [], None

    def line(self, page: int, line: Segment, *, first: bool) -> None:
        """A line of the running text: the rest of the open paragraph, or the start of another."""
        current = self.current
        if current is not None and _continues(current, line, self.body, first=first):
            current.text = glue(current.text, line.text)
            self.found[-1] = Paragraph(current.page, current.text)
            current.last = line
        else:
            self.add([Paragraph(page, line.text)])
            self.current = _Open(page, line.text, line, line, self.body.centred(line))


def paragraphs(pages: Sequence[PageItems]) -> list[Paragraph]:
    """The paragraphs of a file in reading order, each with the page where it begins; footnotes follow their page."""
    pages = without_furniture(pages)
    writing = _Writing(measure(pages))
    parted = [split_notes(page, writing.body.size) for page in pages]
    for page, notes in zip(carried([page for page, _ in parted]), (notes for _, notes in parted), strict=True):
        numbers = {match[0] for note in notes if (match := _NUMBER.match(note.text))}
        for kind, group in groupby(page.items, _column_of):
            if kind == 0:
                for item in group:
                    if isinstance(item, Line):
                        line = _without_marks(item.segment, numbers)
                        writing.line(page.number, line, first=item is page.items[0])
            elif kind is None:
                writing.add([Paragraph(page.number, item.text) for item in group])
            else:
                writing.add(_stated(page.number, [item.segment for item in group if isinstance(item, Line)]))
        writing.notes += _noted(page.number, notes)
    writing.add([])
    return writing.found


def _column_of(item: Item) -> int | None:
    """0 for running text, 1 and 2 for the sides of a column block, None for a table."""
    return item.column if isinstance(item, Line) else None


def _stated(page: int, lines: list[Segment]) -> list[Paragraph]:
    """The statements of one column."""
    width = column_width(lines)
    texts: list[str] = []
    for place, line in enumerate(lines):
        if place and belongs(lines[place - 1], line, texts[-1], width):
            texts[-1] = glue(texts[-1], line.text)
        else:
            texts.append(line.text)
    return [Paragraph(page, text) for text in texts]


def _without_marks(line: Segment, numbers: set[str]) -> Segment:
    """The line without the marks of these footnotes: glued to a name or a date they would change it."""
    if not numbers:
        return line
    text = _MARKED.sub(lambda mark: "" if mark[0] in numbers else mark[0], line.text).strip()
    return replace(line, text=text) if text else line


def _noted(page: int, lines: Sequence[Line]) -> list[Paragraph]:
    """The footnotes of a page."""
    texts: list[str] = []
    for line in lines:
        if texts and not starts_note(line.text):
            texts[-1] = glue(texts[-1], line.text)
        else:
            texts.append(line.text)
    return [Paragraph(page, _NUMBER.sub(_plain_number, text, count=1)) for text in texts]


def _plain_number(mark: re.Match[str]) -> str:
    return f"{mark[0].translate(_PLAIN)} " if mark.start() == 0 else mark[0]


def _continues(current: _Open, line: Segment, body: Body, *, first: bool) -> bool:
    """Whether the line belongs to the paragraph above it; `first`: it is the first line of its page."""
    last = current.last
    apart = not first and last.y - line.y >= PITCH * body.pitch
    if _hangs(current, line):
        return not apart and (body.full(last.x1, line.size) or not body.fits(last, line))
    if current.centred or body.centred(line):
        return current.centred and body.centred(line) and _heading_continues(last, line, body)
    if apart or body.indented(line):
        return False
    if _BROKEN.search(last.text) and _GOES_ON.match(line.text):
        return True
    if not body.flush:
        return body.full(last.x1, line.size) or not body.fits(last, line)
    return _flush_continues(current.text, last, line, body, first=first)


def _flush_continues(text: str, last: Segment, line: Segment, body: Body, *, first: bool) -> bool:
    """Whether a line goes on where no indent shows new paragraphs: by its words, by gaps, by the room above."""
    ended = _ENDED.search(text) is not None
    if ended and _MARK.match(line.text):
        return False
    fits = body.fits(last, line)
    if line.text[0] in LOWER and not text.endswith((".", ";", ":")):
        return True
    if body.gapped and not first:
        return not ended or not fits or body.full(last.x1, line.size)
    if body.justified:
        return body.at_edge(last) or not (ended or fits)
    short = last.x1 < body.right - _SHORT * (body.right - body.left)
    return not (fits and (ended or (short and line.text[0] in UPPER)))


def _hangs(current: _Open, line: Segment) -> bool:
    """Whether the line stands under the text of a list item whose mark hangs out to its left, or of a block set in."""
    if _MARK.match(line.text):
        return False
    inset = line.x0 - current.first.x0
    if not _MARK.match(current.first.text) or not _HANG[0] * line.size < inset < _HANG[1] * line.size:
        return False
    return current.last is current.first or abs(line.x0 - current.last.x0) < _SAME_EDGE


def _heading_continues(above: Segment, line: Segment, body: Body) -> bool:
    """Whether a centred line is the short rest of a nearly full heading."""
    width = body.right - body.left
    return (
        above.bold == line.bold
        and above.x1 - above.x0 > 0.85 * width
        and line.x1 - line.x0 < 0.35 * width
        and above.y - line.y < 1.1 * body.pitch
    )
