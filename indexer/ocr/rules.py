"""The drawn lines of tables on a scan: found by long runs of ink, taken away before letters are read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from indexer.extract.grids import grids
from indexer.extract.ink import Shape
from indexer.ocr.image import WHITE, ink

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from indexer.extract.grids import Grid
    from indexer.ocr.image import Grey

_POINTS: Final = 72
_SHORTEST: Final = 18.0  # points; taller than any letter with its marks
_THICKEST: Final = 4.0
_WHOLE: Final = 0.9  # share of a line that a scan may have left of it
_MOST: Final = 400  # lines; a page with more is a picture
_AROUND: Final = 1.0  # points beside a line that its grey edge takes

Run = tuple[int, int, int, int]  # first and last column, first and last row


def tables(grey: Grey, dpi: float) -> tuple[list[Grid], Grey]:
    """The ruled tables of a level page (points from its lower left corner), and the page without their upright lines.

    The same page is given back when there is no table.
    """
    dark = ink(grey)
    length = round(_SHORTEST * dpi / _POINTS)
    thick = _THICKEST * dpi / _POINTS
    down = _runs(dark, length, thick)
    if len(down) < 3:  # noqa: PLR2004  two columns have three lines
        return [], grey
    across = [(left, right, top, bottom) for top, bottom, left, right in _runs(dark.T, length, thick)]
    if len(down) + len(across) > _MOST:
        return [], grey
    scale = _POINTS / dpi
    height = grey.shape[0]
    found = grids([_shape(run, height, scale) for run in (*down, *across)])
    return (found, _without(grey, down, round(_AROUND / scale))) if found else ([], grey)


def _runs(dark: NDArray[np.bool_], length: int, thick: float) -> list[Run]:
    """The upright lines: columns side by side that are dark for so many rows in a row."""
    wide = dark.copy()  # a line that is not quite upright steps from one column to the next
    wide[:, 1:] |= dark[:, :-1]
    wide[:, :-1] |= dark[:, 1:]
    columns = np.flatnonzero(_may_hold(wide, length))
    whole = np.zeros((max(0, dark.shape[0] - length), dark.shape[1]), dtype=np.bool_)
    sums = np.cumsum(wide[:, columns], axis=0, dtype=np.int32)
    whole[:, columns] = sums[length:] - sums[:-length] >= _WHOLE * length
    found: list[Run] = []
    for left, right in _stretches(np.asarray(whole.any(axis=0))):
        if right - left + 1 <= thick + 2:
            rows = _stretches(np.asarray(whole[:, left : right + 1].any(axis=1)))
            found += [(left, right, top + 1, bottom + length) for top, bottom in rows]
    return found


def _may_hold(wide: NDArray[np.bool_], length: int) -> NDArray[np.bool_]:
    """The columns in which a line can be: most have none, and adding up all of them costs more than all else here.

    A line holds two whole blocks of a third of its length, one below the other; what it lacks, it lacks there at most.
    """
    block = max(1, length // 3)
    rows = wide.shape[0] // block
    filled = wide[: rows * block].view(np.uint8).reshape(rows, block, -1).sum(axis=1, dtype=np.uint16)
    pairs = filled[:-1] + filled[1:]
    possible: NDArray[np.bool_] = (pairs >= 2 * block - (1 - _WHOLE) * length).any(axis=0)
    return possible


def _stretches(mask: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """First and last place of each stretch of true values."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], mask.astype(np.int8), [0]))))
    return [(int(first), int(end) - 1) for first, end in zip(edges[::2], edges[1::2], strict=True)]


def _shape(run: Run, height: int, scale: float) -> Shape:
    """The line as the code for digital tables takes it: a box without thickness."""
    left, right, top, bottom = run
    x0, x1, y0, y1 = left * scale, right * scale, (height - bottom) * scale, (height - top) * scale
    if y1 - y0 > x1 - x0:
        x0 = x1 = (x0 + x1) / 2
    else:
        y0 = y1 = (y0 + y1) / 2
    return Shape(x0, y0, x1, y1, stroked=True, filled=False, color=None, order=0)


def _without(grey: Grey, down: list[Run], around: int) -> Grey:
    clean = grey.copy()
    for left, right, top, bottom in down:
        clean[max(0, top - around) : bottom + around, max(0, left - around) : right + around + 1] = WHITE
    return clean
