"""Words printed in one place: the same word twice is bold made by hand, two different ones hide one another."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from indexer.extract.ink import Char

_COPY: Final = 0.15  # em; two like letters that follow each other stand further apart
_SAME_PLACE: Final = 0.3  # em between the baselines of two words that cross each other's letters
_SAME_LETTER: Final = 0.1
_TOUCH: Final = 0.1  # em by which words side by side may run into each other
_HALF: Final = 0.5
_OTHER_SIZE: Final = 1.6  # a stamp or a watermark over the text is larger
_BAND: Final = 8.0  # points

Word = tuple[int, ...]
"""The places of its characters in the stream."""


def second_prints(chars: Sequence[Char], places: Sequence[int]) -> set[int]:
    """The places of characters that stand where the same one stands already."""
    found: set[int] = set()
    known: dict[tuple[str, int, int], Char] = {}
    for place in places:
        char = chars[place]
        cell = _COPY * char.size or 1.0
        x, y = char.x0 / cell, char.y / cell
        column, line = int(x), int(y)
        columns = (column, column + 1 if x - column > _HALF else column - 1)
        lines = (line, line + 1 if y - line > _HALF else line - 1)
        others = (known.get((char.text, one, other)) for one in columns for other in lines)
        if any(other is not None and _is_copy(other, char) for other in others):
            found.add(place)
        else:
            known[char.text, column, line] = char
    return found


def crossings(words: Sequence[Word], chars: Sequence[Char]) -> list[tuple[Word, Word, float]]:
    """Pairs of words that lie over each other, the one drawn first in front, and by how many points."""
    found: list[tuple[Word, Word, float]] = []
    for one, other in _neighbours(words, chars):
        first, second = (one, other) if one < other else (other, one)
        points = _crossing(first, second, chars)
        if points > 0:
            found.append((first, second, points))
    return found


def _neighbours(words: Sequence[Word], chars: Sequence[Char]) -> Iterator[tuple[Word, Word]]:
    """Pairs of words whose boxes overlap and whose baselines lie close; each pair once."""
    bands: defaultdict[int, list[tuple[float, float, int]]] = defaultdict(list)
    for number, word in enumerate(words):
        band = int(chars[word[0]].y // _BAND)
        bands[band].append((chars[word[0]].x0, chars[word[-1]].x1, number))
    for band, own in list(bands.items()):
        spans = sorted(own + [(*span[:2], -span[2] - 1) for span in bands.get(band + 1, [])])
        active: list[tuple[float, int]] = []
        for left, right, number in spans:
            active = [(end, other) for end, other in active if end > left]
            for _, other in active:
                if number >= 0 or other >= 0:  # two of the band above meet there
                    yield words[_number(number)], words[_number(other)]
            active.append((right, number))


def _number(number: int) -> int:
    return number if number >= 0 else -number - 1


def _is_copy(first: Char, second: Char) -> bool:
    most = _COPY * first.size
    return abs(first.x0 - second.x0) <= most and abs(first.y - second.y) <= most


def _crossing(first: Word, second: Word, chars: Sequence[Char]) -> float:
    """By how many points two words lie over each other; marks, signs and letters of another size do not count."""
    one, other = chars[first[0]], chars[second[0]]
    if max(one.size, other.size) > _OTHER_SIZE * min(one.size, other.size):
        return 0.0
    if not all(any(chars[place].text.isalnum() for place in word) for word in (first, second)):
        return 0.0
    apart = _SAME_LETTER if len(first) == 1 or len(second) == 1 else _SAME_PLACE
    if abs(one.y - other.y) > apart * max(one.size, other.size):
        return 0.0
    left, right = max(one.x0, other.x0), min(chars[first[-1]].x1, chars[second[-1]].x1)
    return right - left - _TOUCH * one.size
