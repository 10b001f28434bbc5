"""Ruled tables: boxes of touching horizontal and vertical lines, read cell by cell."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from indexer.extract.ink import Shape

_THIN: Final = 3.0  # points
_LONG: Final = 20.0
_HIGH: Final = 6.0
_BOX_HIGH: Final = 8.0
_TOUCH: Final = 3.0
_SAME_LINE: Final = 4.0
_MAX_PAIRS: Final = 200_000


class Placed(Protocol):
    """A character or a recognised word: left, right, baseline and size in points."""

    @property
    def x0(self) -> float:
        """Left."""
        ...

    @property
    def x1(self) -> float:
        """Right."""
        ...

    @property
    def y(self) -> float:
        """Baseline."""
        ...

    @property
    def size(self) -> float:
        """Height above the baseline."""
        ...


PlacedT = TypeVar("PlacedT", bound=Placed)


class Rule(NamedTuple):
    """A drawn line: it runs from `start` to `end`, at `at` on the other axis."""

    start: float
    end: float
    at: float


class Grid(NamedTuple):
    """A table's vertical lines from left to right and horizontal lines from bottom to top, in points."""

    xs: list[float]
    ys: list[float]

    def holds(self, char: Placed) -> bool:
        """Whether the character stands inside the table."""
        middle = (char.x0 + char.x1) / 2
        return self.xs[0] - 1 <= middle <= self.xs[-1] + 1 and self.ys[0] - 1 <= char.y <= self.ys[-1] + 1


def grids(paths: Sequence[Shape]) -> list[Grid]:
    """The ruled tables among a page's painted paths: at least two columns and one row each."""
    across, down = _rules(paths)
    if len(down) < 3 or len(across) < 2 or len(down) * len(across) > _MAX_PAIRS:  # noqa: PLR2004  the smallest grid
        return []
    found = []
    for verticals, horizontals in _touching(across, down):
        xs, ys = _distinct(rule.at for rule in verticals), _distinct(rule.at for rule in horizontals)
        if len(xs) >= 3 and len(ys) >= 2:  # noqa: PLR2004  the smallest grid
            found.append(Grid(xs, ys))
    return found


def cells(grid: Grid, chars: Sequence[PlacedT]) -> list[list[list[PlacedT]]]:
    """The characters of each cell, rows from top to bottom, cells from left to right."""
    return [
        [
            [
                char
                for char in chars
                if left <= (char.x0 + char.x1) / 2 < right and low <= char.y + 0.2 * char.size < high
            ]
            for left, right in pairwise(grid.xs)
        ]
        for high, low in pairwise(reversed(grid.ys))
    ]


def _rules(paths: Sequence[Shape]) -> tuple[list[Rule], list[Rule]]:
    """The horizontal and the vertical lines: thin boxes, and the sides of stroked ones."""
    across: list[Rule] = []
    down: list[Rule] = []
    for path in paths:
        width, height = path.x1 - path.x0, path.y1 - path.y0
        if width > _LONG and height < _THIN:
            across.append(Rule(path.x0, path.x1, (path.y0 + path.y1) / 2))
        elif height > _HIGH and width < _THIN:
            down.append(Rule(path.y0, path.y1, (path.x0 + path.x1) / 2))
        elif width > _LONG and height > _BOX_HIGH and path.stroked:
            across += [Rule(path.x0, path.x1, path.y0), Rule(path.x0, path.x1, path.y1)]
            down += [Rule(path.y0, path.y1, path.x0), Rule(path.y0, path.y1, path.x1)]
    return across, down


def _touching(across: list[Rule], down: list[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Groups of lines that hang together, as (verticals, horizontals)."""
    parent = list(range(len(down) + len(across)))

    def top(item: int) -> int:
        while parent[item] != item:
            parent[item] = parent[parent[item]]
            item = parent[item]
        return item

    for i, vertical in enumerate(down):
        for j, horizontal in enumerate(across, len(down)):
            if (
                horizontal.start - _TOUCH <= vertical.at <= horizontal.end + _TOUCH
                and vertical.start - _TOUCH <= horizontal.at <= vertical.end + _TOUCH
            ):
                parent[top(i)] = top(j)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = defaultdict(lambda: ([], []))
    for i, vertical in enumerate(down):
        groups[top(i)][0].append(vertical)
    for j, horizontal in enumerate(across, len(down)):
        groups[top(j)][1].append(horizontal)
    return list(groups.values())


def _distinct(places: Iterable[float]) -> list[float]:
    found: list[float] = []
    for place in sorted(places):
        if not found or place - found[-1] > _SAME_LINE:
            found.append(place)
    return found
