"""One page read: the whole page first, then again each narrow column in which a word is doubtful.

Where two columns have lines at different heights (a signature block), the first pass cuts letters in two; alone, each
column reads right.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Final

from indexer.ocr.words import DOUBTFUL, Box, ReadLine, Word, confidence, letter_size, read_lines

if TYPE_CHECKING:
    from indexer.ocr.engine import Engine
    from indexer.ocr.image import Grey

_ABOVE: Final = 1.15  # ems around a column's baselines that its letters and marks need
_BELOW: Final = 0.45
_BESIDE: Final = 1.0
_LOST: Final = 0.6  # a second reading with fewer letters than this share has lost words


@dataclass(frozen=True, slots=True)
class ReadPage:
    """The lines of a page in reading order, and the mean confidence of its words, 0 to 1 (None: no words)."""

    lines: list[ReadLine]
    confidence: float | None


def read_page(engine: Engine, grey: Grey, dpi: float, seconds: float = 0) -> ReadPage:
    """The text of a straight grey page.

    :param dpi: pixels an inch
    :param seconds: how long one pass may take on the clock; 0: as long as it needs
    :raises TimeoutError: it took longer
    """
    engine.open(grey, dpi)
    words = engine.read(seconds)
    for box in _doubtful_columns(read_lines(words), letter_size(words)):
        words = _better(words, engine.reread(box, seconds), box)
    return ReadPage(read_lines(words), confidence(words))


def _doubtful_columns(lines: list[ReadLine], size: float) -> list[Box]:
    """Where the narrow columns lie in which a word is doubtful."""
    found: list[Box] = []
    for column, group in groupby(lines, lambda item: item.line.column):
        side = list(group)
        if not column or not any(item.doubts for item in side):
            continue
        segments = [item.line.segment for item in side]
        found.append(
            Box(
                min(segment.x0 for segment in segments) - _BESIDE * size,
                min(segment.y for segment in segments) - _BELOW * size,
                max(segment.x1 for segment in segments) + _BESIDE * size,
                max(segment.y for segment in segments) + _ABOVE * size,
            )
        )
    return found


def _better(words: list[Word], again: list[Word], box: Box) -> list[Word]:
    """All words, those of the box as read again where that reading is surer."""
    before = [word for word in words if box.holds(word)]
    if _letters(again) < _LOST * _letters(before) or (confidence(again) or 0) <= (confidence(before) or 0):
        return words
    return [word for word in words if not box.holds(word)] + again


def _letters(words: list[Word]) -> int:
    """The letters of the words that are sure."""
    return sum(len(word.text) for word in words if word.confidence >= DOUBTFUL)
