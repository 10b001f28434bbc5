"""Court headers and signature blocks: two columns told by what courts write in them, however close they stand.

Between the lines of a narrow header or beside a signature the gap may be hardly wider than a space, and where the
cells are centred in their row one side starts above the other. So the rows are cut at every gap wider than a space,
and the gutter is what the rows around an official phrase leave free.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from indexer.extract.lines import SUPERSCRIPTS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from indexer.extract.lines import Segment

    Rows = Sequence[Sequence[Segment]]

FINE_GAP: Final = 0.42  # em; wider than a space that nothing stretches
_GUTTER: Final = 5.0  # points
_LEAST: Final = 1.0  # points that all rows together leave free; each row with two sides leaves more
_EDGE: Final = 0.1
_FAR: Final = 3.6  # ems; a lone piece on the left so far below is text again
_CENTRED: Final = 1.0  # ems between twice two middles
_NAME: Final = 6  # words
_SIGNED: Final = 12.0  # ems that a signature and a seal may take
REACH: Final = 12  # rows around an official phrase where its block is looked for
_OPENS: Final = re.compile(
    r"""(?: T[OÒ][AÀ]\ [AÁ]N\ NH | CỘNG\ H[OÒ][AÀ]\ X | Độc\ lập\ [-–] | N[ơƠ][iI]\ (?:nhận|NHẬN)\s*:
    | T\.?\ ?/?\ ?M\b[.\s] | KT\. | TL\. | TUQ\. | (?:C[AÁ]C\ )?HỘI\ THẨM\ NH | (?:C[AÁ]C\ )?THẨM\ PH[AÁ]N\b
    | CH[AÁ]NH\ [AÁ]N\b | PH[OÓ]\ CH[AÁ]NH\ [AÁ]N
    | HỘI\ ĐỒNG\ X[EÉ]T\ XỬ\b | (?:NGƯỜI\ )?THƯ\ K[YÝ]\b | C[AÁ]C\ THÀNH\ VI[EÊ]N )""",
    re.VERBOSE,
)
_TITLE: Final = re.compile(
    r"NH[AÂ]N\s*DANH|NƯỚC\ CỘNG|BẢN\ [AÁ]N$|QUYẾT\ ĐỊNH(?!\ S)|B\ ?Ả\ ?N\ +[AÁ]\ ?N|TH[OÔ]NG\ B[AÁ]O$"
)


class Official(NamedTuple):
    """Rows first to last of a two-column block, and its gutter from `left` to `right` in points."""

    first: int
    last: int
    left: float
    right: float


def is_opening(text: str) -> bool:
    """Whether a piece of a line opens a court's header or signature."""
    return _OPENS.match(text) is not None


def officials(lines: Rows) -> Iterator[Official]:
    """The headers and signature blocks among rows that were cut at FINE_GAP, from top to bottom."""
    opening = [place for place, row in enumerate(lines) if any(is_opening(piece.text) for piece in row)]
    after = 0
    for place in opening:
        if place < after:
            continue
        best = _best(lines, place, after)
        if best is not None:
            yield best
            after = best.last + 1


def sides(lines: Rows, block: Official) -> tuple[list[Segment], list[Segment]]:
    """The left and the right lines of a block, the pieces of each line made one."""
    left: list[Segment] = []
    right: list[Segment] = []
    for row in lines[block.first : block.last + 1]:
        for side, pieces in (
            (left, [piece for piece in row if piece.x1 <= block.left + _EDGE]),
            (right, [piece for piece in row if piece.x1 > block.left + _EDGE]),
        ):
            if pieces:
                text = " ".join(piece.text for piece in pieces)
                side.append(replace(pieces[0], x1=max(piece.x1 for piece in pieces), text=text))
    return left, right


def _best(lines: Rows, place: int, after: int) -> Official | None:
    """The block around an opening row that takes in most rows, then the one with the widest gutter."""
    found = [
        block
        for left, right in _gaps(lines, place)
        if (block := _grown(lines, place, after, left, right)) is not None and _has_sides(lines, block)
    ]
    return max(found, key=lambda block: (block.last - block.first, block.right - block.left), default=None)


def _gaps(lines: Rows, place: int) -> set[tuple[float, float]]:
    """Gaps between pieces of one row, or of two rows that stand beside each other, from the opening row on."""
    found: set[tuple[float, float]] = set()
    for number in range(place, min(len(lines), place + REACH)):
        row = lines[number]
        found.update((one.x1, other.x0) for one, other in pairwise(row))
        if number + 1 < len(lines) and len(row) == len(lines[number + 1]) == 1:
            one, other = sorted((row[0], lines[number + 1][0]), key=lambda piece: piece.x0)
            found.add((one.x1, other.x0))
    return {(left, right) for left, right in found if right - left >= _GUTTER}


def _grown(lines: Rows, place: int, after: int, left: float, right: float) -> Official | None:
    """The block that this gap makes: down as far as its gutter stays free, up to the topmost row that opens."""
    start = _narrowed(lines[place], left, right)
    if start is None:
        return None
    first = last = place
    gutter = start
    while last + 1 < len(lines):
        row, above = lines[last + 1], lines[last]
        wider = _narrowed(row, *gutter)
        far = above[0].y - row[0].y > _FAR * row[0].size
        alone = len(row) == 1
        if wider is None or (alone and _TITLE.match(row[0].text)) or row[0].text[0] in SUPERSCRIPTS:
            break
        if far and alone and row[0].x0 < gutter[1] - _EDGE and not _signs(row[0], lines[first : last + 1], gutter[0]):
            break
        gutter, last = wider, last + 1
    number, kept = place, gutter
    while number > after and place - number < REACH:
        row, below = lines[number - 1], lines[number]
        wider = _narrowed(row, *kept)
        if wider is None or row[0].y - below[0].y > _FAR * row[0].size:
            break
        kept, number = wider, number - 1
        if any(is_opening(piece.text) for piece in row):
            gutter, first = kept, number
    return Official(first, last, *gutter)


def _signs(line: Segment, above: Rows, edge: float) -> bool:
    """Whether a short line far below stands under the middle of the left column, as the name under an office does."""
    middles = [piece.x0 + piece.x1 for row in above for piece in row if piece.x1 <= edge + _EDGE]
    near = any(abs(middle - line.x0 - line.x1) < _CENTRED * line.size for middle in middles)
    return near and len(line.text.split()) <= _NAME and above[-1][0].y - line.y < _SIGNED * line.size


def _has_sides(lines: Rows, block: Official) -> bool:
    pieces = [piece for row in lines[block.first : block.last + 1] for piece in row]
    left = [piece for piece in pieces if piece.x1 <= block.left + _EDGE]
    right = [piece for piece in pieces if piece.x0 >= block.right - _EDGE]
    return any(is_opening(piece.text) for piece in left) and any(is_opening(piece.text) for piece in right)


def _narrowed(row: Sequence[Segment], left: float, right: float) -> tuple[float, float] | None:
    """What this row leaves of the gutter; None when that is too narrow."""
    edges = [-1e6, *(edge for piece in row for edge in (piece.x0, piece.x1)), 1e6]
    free = [
        (max(left, edges[n]), min(right, edges[n + 1]))
        for n in range(0, len(edges), 2)
        if min(right, edges[n + 1]) - max(left, edges[n]) >= _LEAST
    ]
    return max(free, key=lambda gap: gap[1] - gap[0], default=None)
