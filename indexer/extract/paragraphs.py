"""Lines to paragraphs, across pages: running headers and page numbers go, broken lines come together."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby, pairwise
from statistics import median_low, mode
from typing import TYPE_CHECKING, Final

from indexer.extract.columns import belongs, column_width
from indexer.extract.furniture import PageItems, without_furniture
from indexer.extract.layout import Item, Line
from indexer.extract.results import Paragraph

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.extract.lines import Segment

INDENT: Final = 0.8  # ems from the left edge
FULL: Final = 3.2  # ems from the right edge within which a line counts as full
PITCH: Final = 1.22  # a larger gap than this many usual line pitches starts a paragraph
_WIDE: Final = 0.72
_USUAL_PITCH: Final = 20.0

_MARK: Final = re.compile(r"[-–*+•]\s|\[\d+(?:\.\d+)*\]|\d+(?:\.\d+)*\.?\s+[A-ZÀ-ỸĐ]|[a-zđ]\)\s")
_ENDED: Final = re.compile(r"[.;:,)]$")
_BROKEN: Final = re.compile(r"[^\s\-–][-/]$")
_GOES_ON: Final = re.compile(r"[0-9A-Za-zÀ-ỹĐđ]")


@dataclass(frozen=True, slots=True)
class Body:
    """The measures of the running text: left and right edge, line pitch, and whether paragraphs are not indented."""

    left: float
    right: float
    pitch: float
    flush: bool

    def indented(self, segment: Segment) -> bool:
        """Whether the line starts right of the left edge."""
        return segment.x0 > self.left + INDENT * segment.size

    def centred(self, segment: Segment) -> bool:
        """Whether the line stands in the middle, clearly off the left edge."""
        middle = (segment.x0 + segment.x1) / 2 - (self.left + self.right) / 2
        return (
            self.indented(segment)
            and abs(middle) < 0.6 * segment.size
            and segment.x0 - self.left > 1.8 * 1.27 * segment.size
        )

    def full(self, right: float, size: float) -> bool:
        """Whether a line that ends there is full."""
        return right > self.right - FULL * size


def measure(pages: Sequence[PageItems]) -> Body:
    """The measures of the running text over all pages, taken from the lines outside columns and tables."""
    lines = [item.segment for page in pages for item in page.items if isinstance(item, Line) and not item.column]
    if not lines:
        return Body(0, 0, _USUAL_PITCH, flush=False)
    longest = max(line.x1 - line.x0 for line in lines)
    wide = [line for line in lines if line.x1 - line.x0 > _WIDE * longest] or lines
    lefts = [round(line.x0) for line in wide]
    left = min(mode(lefts), *lefts)
    right = mode([round(line.x1) for line in wide])
    pitches = [above.y - below.y for above, below in pairwise(lines) if 0 < above.y - below.y < 60]  # noqa: PLR2004  points
    indented = sum(line.x0 > left + INDENT * line.size for line in lines)
    return Body(left, right, median_low(pitches) if pitches else _USUAL_PITCH, flush=indented < 0.06 * len(lines) + 4)


def glue(text: str, more: str) -> str:
    """Two lines of a paragraph as one; a number broken after its "-" or "/" ("TLST-", "DS") comes together."""
    if _BROKEN.search(text) and _GOES_ON.match(more):
        return text + more
    return f"{text} {more}"


@dataclass(slots=True)
class _Open:
    """The paragraph being built and the last line that went into it."""

    page: int
    text: str
    last: Segment
    centred: bool


def paragraphs(pages: Sequence[PageItems]) -> list[Paragraph]:
    """The paragraphs of a file in reading order, each with the page where it begins."""
    pages = without_furniture(pages)
    body = measure(pages)
    found: list[Paragraph] = []
    current: _Open | None = None
    for page in pages:
        for kind, group in groupby(page.items, _column_of):
            if kind == 0:
                current = _flowing(
                    found, current, page, [item.segment for item in group if isinstance(item, Line)], body
                )
                continue
            current = None
            if kind is None:
                found += [Paragraph(page.number, item.text) for item in group]
            else:
                found += _stated(page.number, [item.segment for item in group if isinstance(item, Line)])
    return found


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


def _flowing(
    found: list[Paragraph], current: _Open | None, page: PageItems, lines: list[Segment], body: Body
) -> _Open | None:
    """Add the lines of the running text to the paragraphs; the paragraph that is still open."""
    for line in lines:
        first = getattr(page.items[0], "segment", None) is line
        if current is not None and _continues(current, line, body, first=first):
            current.text = glue(current.text, line.text)
            found[-1] = Paragraph(current.page, current.text)
        else:
            current = _Open(page.number, line.text, line, body.centred(line))
            found.append(Paragraph(page.number, line.text))
        current.last = line
    return current


def _continues(current: _Open, line: Segment, body: Body, *, first: bool) -> bool:
    """Whether the line belongs to the paragraph above it; `first`: it is the first line of its page."""
    if current.centred or body.centred(line):
        return current.centred and body.centred(line) and _heading_continues(current.last, line, body)
    if body.indented(line) or not body.full(current.last.x1, line.size):
        return False
    if not first and current.last.y - line.y >= PITCH * body.pitch:
        return False
    return not (body.flush and _MARK.match(line.text) and _ENDED.search(current.text))


def _heading_continues(above: Segment, line: Segment, body: Body) -> bool:
    """Whether a centred line is the short rest of a nearly full heading."""
    width = body.right - body.left
    return (
        above.bold == line.bold
        and above.x1 - above.x0 > 0.85 * width
        and line.x1 - line.x0 < 0.35 * width
        and above.y - line.y < 1.1 * body.pitch
    )
