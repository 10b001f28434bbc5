"""Reading order of a page: two-column blocks left before right, tables row by row, the rest top to bottom."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import chain, pairwise
from typing import TYPE_CHECKING, Final

from indexer.extract.grids import cells, grids
from indexer.extract.lines import Segment, inked_rows, rows, segments
from indexer.extract.officials import FINE_GAP, REACH, is_opening, officials, sides
from indexer.extract.unruled import unruled, with_marks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.extract.grids import Grid
    from indexer.extract.ink import Char, PageInk
    from indexer.extract.lines import Fonts

GUTTER: Final = 6.0  # points; no piece of a column block crosses it
_FAR: Final = 3.6  # ems between a lone piece and the row above it that end a column block
_EDGE: Final = 0.1
_TOP: Final = 0.92  # share of the page height
_BOTTOM: Final = 0.09
_APART: Final = 1.9  # ems
_ONE_LINE: Final = 99.0  # a gap in ems that no cell has


@dataclass(frozen=True, slots=True)
class Line:
    """One line in reading order; column 0 is the full width, 1 and 2 the left and right of a column block.

    `pieces`: what a line of the full width was put together from, when a wide gap was in it.
    """

    segment: Segment
    column: int = 0
    pieces: tuple[Segment, ...] = ()

    @property
    def text(self) -> str:
        """The line's text."""
        return self.segment.text


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row of a table: the text of its cells, and its baseline."""

    cells: tuple[str, ...]
    y: float

    @property
    def text(self) -> str:
        """The row as one line."""
        return " ".join(cell for cell in self.cells if cell)


@dataclass(frozen=True, slots=True)
class _Block:
    """Rows first to last with a free gutter between `left` and `right`."""

    first: int
    last: int
    left: float
    right: float

    @property
    def rows(self) -> int:
        return self.last - self.first + 1


Item = Line | TableRow


def layout(page: PageInk, fonts: Fonts) -> list[Item]:
    """The lines and table rows of a page in reading order."""
    chars = page.chars
    blocks: list[tuple[float, list[Item]]] = []
    for grid in grids(page.paths):
        inside = [char for char in chars if grid.holds(char)]
        chars = [char for char in chars if not grid.holds(char)]
        blocks.append((grid.ys[-1], _table(grid, inside, fonts)))
    inked = inked_rows(chars, fonts)
    lines = [row for _, row in inked]
    edges = _margin_rows(lines, page.height)
    blocks += [(edge[0].y, [_whole(edge)]) for edge in edges]
    inner = slice(bool(edges) and edges[0] is lines[0], len(lines) - (bool(edges) and edges[-1] is lines[-1]))
    blocks += _with_officials(inked[inner], fonts)
    blocks.sort(key=lambda block: -block[0])
    return list(chain.from_iterable(items for _, items in blocks))


def _with_officials(inked: list[tuple[list[Char], list[Segment]]], fonts: Fonts) -> list[tuple[float, list[Item]]]:
    """The blocks of the rows within the margins: headers and signatures first, the rest between them."""
    lines = [row for _, row in inked]
    opening = [place for place, row in enumerate(lines) if any(is_opening(segment.text) for segment in row)]
    if not opening:
        return arrange(lines)
    start, end = max(0, opening[0] - REACH), opening[-1] + 2 * REACH
    fine = [segments(chars, fonts, FINE_GAP) for chars, _ in inked[start:end]]
    found: list[tuple[float, list[Item]]] = []
    place = 0
    for block in officials(fine):
        left, right = sides(fine, block)
        found += arrange(lines[place : start + block.first])
        found.append((fine[block.first][0].y, [*(Line(line, 1) for line in left), *(Line(line, 2) for line in right)]))
        place = start + block.last + 1
    return found + arrange(lines[place:])


def _margin_rows(lines: list[list[Segment]], height: float) -> list[list[Segment]]:
    """The first and last row when they stand apart in the margins: a running line with a tab in it is no column."""
    if len(lines) < 2:  # noqa: PLR2004  the line and the text
        return []
    top, second, above, bottom = lines[0][0], lines[1][0], lines[-2][0], lines[-1][0]
    found = []
    if top.y > _TOP * height and top.y - second.y > _APART * top.size:
        found.append(lines[0])
    name = len(lines[-1]) == 1 and bottom.size > above.size - 1 and not any(map(str.isdigit, bottom.text))
    if (
        bottom.y < _BOTTOM * height
        and above.y - bottom.y > _APART * bottom.size
        and len(lines) > 2  # noqa: PLR2004
        and not name  # under a signature
    ):
        found.append(lines[-1])
    return [row for row in found if not any(is_opening(segment.text) for segment in row)]


def _table(grid: Grid, chars: Sequence[Char], fonts: Fonts) -> list[Item]:
    found: list[Item] = []
    for row in cells(grid, chars):
        texts = tuple(
            " ".join(segment.text for line in rows(cell, fonts, _ONE_LINE) for segment in line) for cell in row
        )
        if any(texts):
            found.append(TableRow(texts, max(char.y for cell in row for char in cell)))
    return found


def arrange(lines: list[list[Segment]]) -> list[tuple[float, list[Item]]]:
    """Rows of segments (from characters or from recognised words) as blocks in reading order, with their tops."""
    found: list[tuple[float, list[Item]]] = []
    lines = [with_marks(row) for row in lines]
    place = 0
    while place < len(lines):
        table = unruled(lines, place) if len(lines[place]) > 1 else None
        if table is not None:
            found.append((lines[place][0].y, [TableRow(texts, y) for texts, y in table[1]]))
            place = table[0] + 1
            continue
        block = _widest_block(lines, place)
        if block is None:
            found.append((lines[place][0].y, [_whole(lines[place])]))
            place += 1
        else:
            found.append((lines[place][0].y, _columns(lines, block)))
            place = block.last + 1
    return found


def _whole(row: list[Segment]) -> Line:
    """The row as one line."""
    return Line(_joined(row), pieces=tuple(row) if len(row) > 1 else ())


def _joined(row: list[Segment]) -> Segment:
    """The segments of a row as one."""
    if len(row) == 1:
        return row[0]
    return replace(row[0], x1=max(segment.x1 for segment in row), text=" ".join(segment.text for segment in row))


def _columns(lines: list[list[Segment]], block: _Block) -> list[Item]:
    pieces = [segment for row in lines[block.first : block.last + 1] for segment in row]
    left: list[Item] = [Line(segment, 1) for segment in pieces if segment.x1 <= block.left + _EDGE]
    right: list[Item] = [Line(segment, 2) for segment in pieces if segment.x0 >= block.right - _EDGE]
    return left + right


def _widest_block(lines: list[list[Segment]], first: int) -> _Block | None:
    """The longest column block that starts with this row, trying each gap of the row as its gutter."""
    row = lines[first]
    best: _Block | None = None
    for left, right in pairwise(row):
        block = _grown(lines, _Block(first, first, left.x1, right.x0))
        if best is None or block.rows > best.rows:
            best = block
    if best is None:
        return None
    pieces = [segment for line in lines[best.first : best.last + 1] for segment in line]
    on_left = sum(segment.x1 <= best.left + _EDGE for segment in pieces)
    on_right = sum(segment.x0 >= best.right - _EDGE for segment in pieces)
    # one piece on each side is a line with a tab in it
    return best if on_left and on_right and max(on_left, on_right) > 1 else None


def _grown(lines: list[list[Segment]], block: _Block) -> _Block:
    """The block with every following row that leaves its gutter free."""
    while block.last + 1 < len(lines):
        row, above = lines[block.last + 1], lines[block.last]
        gutter = _narrowed(row, block.left, block.right)
        if gutter is None:
            break
        far = above[0].y - row[0].y > _FAR * row[0].size
        if far and len(row) == 1 and row[0].x0 < gutter[1] - _EDGE:
            break
        block = _Block(block.first, block.last + 1, *gutter)
    return block


def _narrowed(row: list[Segment], left: float, right: float) -> tuple[float, float] | None:
    """What this row leaves of the gutter; None when that is too narrow."""
    for segment in row:
        if segment.x1 <= left + _EDGE or segment.x0 >= right - _EDGE:
            continue
        middle = (left + right) / 2
        if segment.x1 <= middle or (segment.x0 < left and segment.x1 < right - GUTTER):
            left = max(left, segment.x1)
        elif segment.x0 >= middle or (segment.x1 > right and segment.x0 > left + GUTTER):
            right = min(right, segment.x0)
        else:
            return None
    return (left, right) if right - left >= GUTTER else None
