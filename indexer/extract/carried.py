"""Signature blocks that a page break cuts: the rest on the next page goes on under its own column."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from indexer.extract.layout import Line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.extract.furniture import PageItems
    from indexer.extract.layout import Item
    from indexer.extract.lines import Segment

_ROWS: Final = 14
_SLACK: Final = 6.0  # points; the middle of a page parts columns whose gutter the first lines leave wide


def carried(pages: Sequence[PageItems]) -> list[PageItems]:
    """The pages, what is left of a cut block moved to its sides; only where nothing but it stands on the next page."""
    found = list(pages)
    for place in range(len(found) - 1, 0, -1):
        above, below = found[place - 1], found[place]
        lines = [item for item in below.items if isinstance(item, Line)]
        start = _start(above.items)
        if start is None or not lines or len(lines) != len(below.items) or len(lines) > _ROWS:
            continue
        sides = _sides(lines, above.items[start:])
        if sides is None:
            continue
        left, right = sides
        block = [item for item in above.items[start:] if isinstance(item, Line)]
        found[place - 1] = replace(
            above,
            items=[
                *above.items[:start],
                *(item for item in block if item.column == 1),
                *(Line(segment, 1) for segment in left),
                *(item for item in block if item.column > 1),
                *(Line(segment, 2) for segment in right),
            ],
        )
        found[place] = replace(below, items=[])
    return found


def _start(items: Sequence[Item]) -> int | None:
    """Where the column block at the end of a page begins; None when the page ends otherwise."""
    start = len(items)
    while start and isinstance(item := items[start - 1], Line) and item.column:
        start -= 1
    return start if start < len(items) else None


def _sides(lines: Sequence[Line], block: Sequence[Item]) -> tuple[list[Segment], list[Segment]] | None:
    """The pieces left and right of the block's gutter; None when one crosses it or stands far off its side."""
    known = [item for item in block if isinstance(item, Line)]
    edge = max((item.segment.x1 for item in known if item.column == 1), default=0.0)
    other = min((item.segment.x0 for item in known if item.column > 1), default=0.0)
    if not edge or other <= edge:
        return None
    left: list[Segment] = []
    right: list[Segment] = []
    for line in lines:
        for piece in line.pieces or (line.segment,):
            if piece.x1 <= other and piece.x0 < edge and (piece.x0 + piece.x1) / 2 < (edge + other) / 2:
                left.append(piece)
            elif piece.x0 >= edge - _SLACK:
                right.append(piece)
            else:
                return None
    return left, right
