"""What stands on a page beside its text: page numbers, running headers and footers."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median, median_low
from typing import TYPE_CHECKING, Final

from indexer.extract.layout import Item, Line

if TYPE_CHECKING:
    from collections.abc import Sequence

BOTTOM: Final = 0.11  # share of the page height where running footers stand
TOP: Final = 0.90
_NUMBER_BOTTOM: Final = 0.09
_NUMBER_TOP: Final = 0.92
_REPEATED: Final = 3  # a running line stands on this many pages and on half of them
_PAIR: Final = 2
_OUTER: Final = 0.065  # share of the page height
_LEADING: Final = 1.6  # sizes; widely spaced text is no measure of what a running line keeps away
_OTHER_SIZE: Final = 0.6  # points
_APART: Final = 1.22  # usual line pitches
_USUAL_PITCH: Final = 20.0
_NOTE_SMALLER: Final = 0.9  # points
_NOTE_PLACE: Final = 0.6  # share of the page height
_NOTE: Final = re.compile(r"(?:[⁰¹²³⁴-⁹]{1,2}|\(?\d{1,2}\)?|\[\d{1,2}\]|\*{1,3})\s*[^\W\d_]")
_PAGE_NUMBER: Final = re.compile(r"[-–\s]*(?:Trang\s*)?\d{1,4}(?:\s*/\s*\d{1,4})?[-–\s]*")


@dataclass(frozen=True, slots=True)
class PageItems:
    """What a page holds in reading order, its number and its height in points."""

    number: int
    height: float
    items: list[Item] = field(default_factory=list)


def without_furniture(pages: Sequence[PageItems]) -> list[PageItems]:
    """The pages without running headers and footers and page numbers.

    A line set like the text and standing in it must repeat on all pages but one: a phrase may well end three pages.
    """
    size, pitch = _usual(pages)
    seen: Counter[str] = Counter()
    apart: Counter[str] = Counter()
    for page in pages:
        texts = {_masked(item) for item in _marginal(page)}
        seen.update(texts)
        apart.update({_masked(item) for item in _marginal(page) if _set_apart(item, page, size, pitch)})
    running = {
        text
        for text, count in seen.items()
        if count >= _REPEATED and (2 * apart[text] >= len(pages) or count >= len(pages) - 1)
    }
    if len(pages) == _PAIR:
        running |= {text for text, count in apart.items() if count == _PAIR}
    if len(pages) == 1:
        running |= {_masked(item) for item in _marginal(pages[0]) if _is_outside(item, pages[0], size, pitch)}
    return [
        PageItems(page.number, page.height, [item for item in page.items if not _is_furniture(item, page, running)])
        for page in pages
    ]


def split_notes(page: PageItems, size: float) -> tuple[PageItems, list[Line]]:
    """The page without its footnotes, and their lines: smaller than the text, at its foot, the first with a number.

    :param size: the usual font size in points
    """
    first = len(page.items)
    while first and _is_small(page.items[first - 1], size, page.height):
        first -= 1
    lines = [item for item in page.items[first:] if isinstance(item, Line)]
    while lines and not starts_note(lines[0].text):
        lines.pop(0)
        first += 1
    return PageItems(page.number, page.height, page.items[:first]), lines


def _is_small(item: Item, size: float, height: float) -> bool:
    return (
        isinstance(item, Line)
        and not item.column
        and item.segment.size <= size - _NOTE_SMALLER
        and item.segment.y < _NOTE_PLACE * height
    )


def starts_note(text: str) -> bool:
    """Whether a line starts a footnote: its number, or an asterisk, then a word."""
    return _NOTE.match(text) is not None


def _usual(pages: Sequence[PageItems]) -> tuple[float, float]:
    """The usual font size and line pitch, in points."""
    lines = [item.segment for page in pages for item in page.items if isinstance(item, Line)]
    pitches = [above.y - below.y for above, below in pairwise(lines) if 0 < above.y - below.y < 60]  # noqa: PLR2004  points
    return (
        median(line.size for line in lines) if lines else 0.0,
        median_low(pitches) if pitches else _USUAL_PITCH,
    )


def _marginal(page: PageItems) -> list[Line]:
    """The lines in the top and bottom margins."""
    return [
        item
        for item in page.items
        if isinstance(item, Line) and not BOTTOM * page.height <= item.segment.y <= TOP * page.height
    ]


def _set_apart(line: Line, page: PageItems, size: float, pitch: float) -> bool:
    """Whether the line has another size than the text, or stands away from it."""
    if abs(line.segment.size - size) > _OTHER_SIZE:
        return True
    y = line.segment.y
    gaps = [abs(item.segment.y - y) for item in page.items if isinstance(item, Line) and item is not line]
    return min((gap for gap in gaps if gap > 1), default=page.height) > _APART * pitch


def _is_outside(line: Line, page: PageItems, size: float, pitch: float) -> bool:
    """Whether a line of a lone page, which nothing repeats, stands small in the outer margin, away from the text."""
    outer = not _OUTER * page.height <= line.segment.y <= (1 - _OUTER) * page.height
    return (
        outer
        and line.segment.size <= size - _NOTE_SMALLER
        and _set_apart(line, page, line.segment.size, min(pitch, _LEADING * line.segment.size))
    )


def _is_furniture(item: Item, page: PageItems, running: set[str]) -> bool:
    if not isinstance(item, Line):
        return False
    y = item.segment.y
    if _PAGE_NUMBER.fullmatch(item.text) and not _NUMBER_BOTTOM * page.height <= y <= _NUMBER_TOP * page.height:
        return True
    return not BOTTOM * page.height <= y <= TOP * page.height and _masked(item) in running


def _masked(item: Line) -> str:
    return re.sub(r"\d+", "#", item.text)
