"""Tables without lines: rows whose pieces keep to the same columns, told apart from header and signature blocks."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from indexer.extract.lines import Segment

    Span = tuple[float, float]
    Row = tuple[tuple[str, ...], float]

_GUTTER: Final = 6.0  # points between two columns
_FAR: Final = 3.2  # ems between two rows that end a table
_ALIGNED: Final = 2.0  # points
_ROW_GAP: Final = 1.15  # line pitches: a cell's lines stand closer than two rows do
_PAIRS: Final = 3  # rows that make a table of two columns
_MARK: Final = re.compile(r"[-–+*•]|\[\d{1,3}\]|\(?[a-zđ]\)|\(?\d{1,2}[.)]|\d{1,2}(?:\.\d{1,2}){1,2}\.?")
_HEAD: Final = re.compile(r"(?:STT|TT|Số TT|Số thứ tự|Stt)\b")  # a table that a page break cut may keep one row
_SUM: Final = re.compile(r"\d{1,3}(?:[.,]\d{3})+(?:\s?(?:đồng|đ|VNĐ))?")
_OFFICIAL: Final = re.compile(
    "CỘNG H|T[OÒ][AÀ] [AÁ]N|VIỆN KIỂM|NH[AÂ]N DANH|Độc lập|Nơi nhận|THẨM PH[AÁ]N|HỘI ĐỒNG|TM\\.|KT\\.|CH[AÁ]NH [AÁ]N"
    "|THƯ K[YÝ]|Bản án số|Quyết định số|Thẩm phán"
)


def with_marks(row: list[Segment]) -> list[Segment]:
    """The row, a list mark that stands apart joined to its text: a hanging list is no table."""
    if len(row) < 2 or not _MARK.fullmatch(row[0].text):  # noqa: PLR2004  the mark and its text
        return row
    mark, first = row[:2]
    return [replace(first, x0=mark.x0, text=f"{mark.text} {first.text}"), *row[2:]]


def unruled(lines: Sequence[list[Segment]], first: int) -> tuple[int, list[Row]] | None:
    """The table that starts with this row: its last row, and for each table row its cells and baseline."""
    found = _table(lines, first, lines[first])
    if found is None and first + 1 < len(lines) and len(lines[first + 1]) > len(lines[first]):
        # the heads of narrow columns stand so close that they were taken for one piece
        found = _table(lines, first, _split(lines[first], lines[first + 1]))
    return found


def _table(lines: Sequence[list[Segment]], first: int, head: list[Segment]) -> tuple[int, list[Row]] | None:
    last, columns = _run(lines, first, head)
    rows = [head, *lines[first + 1 : last + 1]]
    return (last, _rows(rows, columns)) if _is_table(rows, len(columns)) else None


def _split(row: list[Segment], below: list[Segment]) -> list[Segment]:
    """The row, its pieces cut at a space where the row below has a gap."""
    gaps = [(left.x1 + right.x0) / 2 for left, right in pairwise(below)]
    found: list[Segment] = []
    for piece in row:
        rest = piece
        for gap in gaps:
            width = (rest.x1 - rest.x0) / len(rest.text)
            spaces = [n for n, letter in enumerate(rest.text) if letter == " "]
            cut = min(spaces, key=lambda n: abs(rest.x0 + (n + 0.5) * width - gap), default=None)
            if cut is None or abs(rest.x0 + (cut + 0.5) * width - gap) > 2 * rest.size:
                continue
            edge = rest.x0 + (cut + 0.5) * width
            found.append(replace(rest, x1=edge - _GUTTER / 2, text=rest.text[:cut]))
            rest = replace(rest, x0=edge + _GUTTER / 2, text=rest.text[cut + 1 :])
        found.append(rest)
    return found


def _run(lines: Sequence[list[Segment]], first: int, head: list[Segment]) -> tuple[int, list[Span]]:
    """How far the columns of this row stay free of bridges, and what they take in."""
    columns = _merged((piece.x0, piece.x1) for piece in head)
    last = first
    while last + 1 < len(lines) and not _is_official(lines[last]):
        row, above = lines[last + 1], lines[last]
        if _is_official(row) or above[0].y - row[0].y > _FAR * max(piece.size for piece in row):
            break
        merged = _merged([*columns, *((piece.x0, piece.x1) for piece in row)])
        if len(merged) < len(columns) or (len(merged) > len(columns) and last > first):
            break
        columns, last = merged, last + 1
    while last > first and len(lines[last]) == 1 and lines[last][0].x0 <= columns[0][1]:
        last -= 1  # a lone short line below the table is text again
    return last, columns


def _is_official(row: list[Segment]) -> bool:
    """Whether the row belongs to a court's header or signature block."""
    return any(_OFFICIAL.search(piece.text) for piece in row)


def _merged(spans: Iterable[Span]) -> list[Span]:
    """The spans from left to right, those that nearly touch made one."""
    found: list[Span] = []
    for left, right in sorted(spans):
        if found and left - found[-1][1] < _GUTTER:
            found[-1] = (found[-1][0], max(right, found[-1][1]))
        else:
            found.append((left, right))
    return found


def _is_table(rows: Sequence[list[Segment]], columns: int) -> bool:
    """Whether enough rows fill all columns and stand under each other; columns of offices and names do not count."""
    whole = [row for row in rows if len(row) == columns]
    if columns < 2 or len(whole) < (2 if columns > 2 or _is_cut(rows) else _PAIRS):  # noqa: PLR2004  two columns prove less than three
        return False
    if columns == 2 and _HEAD.match(rows[0][0].text):  # noqa: PLR2004
        return _is_aligned([row[1] for row in whole])  # the numbers stand under the middle of their head
    if columns == 2:  # noqa: PLR2004
        return _are_pairs(whole) or (len(whole) > _PAIRS and _are_pairs(whole[1:]))  # heads may stand in the middle
    aligned = sum(_is_aligned([row[place] for row in whole]) for place in range(columns))
    return 2 * aligned > columns


def _is_cut(rows: Sequence[list[Segment]]) -> bool:
    """Whether two rows are what a page break left of a table: its heads, or sums only in the last column."""
    return _HEAD.match(rows[0][0].text) is not None or all(_SUM.fullmatch(row[-1].text) for row in rows)


def _are_pairs(rows: Sequence[list[Segment]]) -> bool:
    """Whether two columns stand under each other, the second by its left or, as sums do, by its right edge."""
    if _spread(row[0].x0 for row in rows) > _ALIGNED:
        return False
    return min(_spread(row[1].x0 for row in rows), _spread(row[1].x1 for row in rows)) <= _ALIGNED


def _is_aligned(pieces: list[Segment]) -> bool:
    """Whether the pieces share their left edge, their right edge or their middle."""
    return (
        _spread(piece.x0 for piece in pieces) <= _ALIGNED
        or _spread(piece.x1 for piece in pieces) <= _ALIGNED
        or _spread(piece.x0 + piece.x1 for piece in pieces) <= 2 * _ALIGNED
    )


def _spread(places: Iterable[float]) -> float:
    known = list(places)
    return max(known) - min(known)


def _rows(lines: Sequence[list[Segment]], columns: list[Span]) -> list[Row]:
    """The table rows: a line that fills the first column starts one, unless it stands as close as a cell's lines."""
    gaps = [above[0].y - line[0].y for above, line in pairwise(lines)]
    close = min(gaps, default=0.0)
    found: list[tuple[list[str], float]] = []
    for place, line in enumerate(lines):
        starts = line[0].x0 <= columns[0][1]
        whole = len(line) == len(columns)
        if not found or (starts and (whole or gaps[place - 1] > _ROW_GAP * close)):
            found.append(([""] * len(columns), line[0].y))
        cells = found[-1][0]
        for piece in line:
            column = next(n for n, (left, right) in enumerate(columns) if left <= piece.x0 <= right)
            cells[column] = f"{cells[column]} {piece.text}".strip()
    return [(tuple(cells), y) for cells, y in found]
