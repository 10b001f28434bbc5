"""Recognised words to lines in reading order, by the column code that digital pages go through.

tesseract's own order mixes the two columns of a court's header; ours on its word boxes makes a tenth of the errors.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import chain
from statistics import median
from typing import TYPE_CHECKING, Final

from indexer.extract.layout import Line, arrange
from indexer.extract.lines import SEGMENT_GAP, Segment, clean
from indexer.ocr.repairs import repaired

if TYPE_CHECKING:
    from collections.abc import Sequence


DOUBTFUL: Final = 85.0  # percent of confidence below which a person should look (design/pdf.md section 4)
NOISE: Final = 30.0  # below this a piece without a letter or digit is a speck
_SAME_ROW: Final = 0.33  # ems
_USUAL_SIZE: Final = 13.0
_RISE: Final = 0.72  # ems from the baseline to the top of a usual word


@dataclass(frozen=True, slots=True)
class Word:
    """A word as read: box and baseline in points from the page's lower left corner, text, percent of confidence.

    `other` is what a second model reads where it disagrees; empty when it reads nothing there.
    """

    x0: float
    x1: float
    y: float
    top: float
    text: str
    confidence: float
    other: str | None = None


@dataclass(frozen=True, slots=True)
class Box:
    """A part of a page: left, bottom, right, top in points from its lower left corner."""

    x0: float
    y0: float
    x1: float
    y1: float

    def holds(self, word: Word) -> bool:
        """Whether the middle of the word lies inside."""
        return self.x0 <= (word.x0 + word.x1) / 2 <= self.x1 and self.y0 <= word.y <= self.y1


@dataclass(frozen=True, slots=True)
class Doubt:
    """Part of a line that may be misread: offsets in the line's text, percent of confidence, another reading of it."""

    start: int
    end: int
    confidence: float
    other: str | None = None


@dataclass(frozen=True, slots=True)
class ReadLine:
    """A line in reading order and the doubtful words in it."""

    line: Line
    doubts: tuple[Doubt, ...] = ()


def read_lines(words: Sequence[Word]) -> list[ReadLine]:
    """The lines of a page in reading order; they all get the page's usual size of letters."""
    size = letter_size(words)
    by_row = rows_of(words, size)
    blocks = sorted(arrange([_segments(row, size) for row in by_row]), key=lambda block: -block[0])
    found = chain.from_iterable(items for _, items in blocks)
    place = {row[0].y: row for row in by_row}
    return [_with_doubts(item, place[item.segment.y]) for item in found if isinstance(item, Line)]


def letter_size(words: Sequence[Word]) -> float:
    """The usual size of a page's letters in points."""
    heights = [word.top - word.y for word in words if len(word.text) > 1 and word.top > word.y]
    return median(heights) / _RISE if heights else _USUAL_SIZE


def confidence(words: Sequence[Word]) -> float | None:
    """The mean confidence of a page from 0 to 1, each word by its length; None for a page without words."""
    letters = sum(len(word.text) for word in words)
    return sum(word.confidence * len(word.text) for word in words) / letters / 100 if letters else None


def _cleaned(word: Word) -> Word | None:
    """The word as it is kept; None for a speck that was taken for a sign."""
    text = clean(word.text)
    if not text or (word.confidence < NOISE and not any(letter.isalnum() for letter in text)):
        return None
    return replace(word, text=text)


def rows_of(words: Sequence[Word], size: float) -> list[list[Word]]:
    """Words of one baseline, from top to bottom and left to right; cleaned, and all with the row's baseline."""
    kept = [cleaned for word in words if (cleaned := _cleaned(word)) is not None]
    found: list[list[Word]] = []
    for word in sorted(kept, key=lambda word: (-word.y, word.x0)):
        if found and found[-1][0].y - word.y <= _SAME_ROW * size:
            found[-1].append(word)
        else:
            found.append([word])
    leveled = []
    for row in found:
        y = median(word.y for word in row)
        leveled.append(repaired(sorted((replace(word, y=y) for word in row), key=lambda word: word.x0)))
    return leveled


def pieces_of(row: Sequence[Word], size: float) -> list[list[Word]]:
    """The pieces of a row between which there is more room than a word space."""
    pieces: list[list[Word]] = []
    for word in row:
        if pieces and word.x0 - pieces[-1][-1].x1 <= SEGMENT_GAP * size:
            pieces[-1].append(word)
        else:
            pieces.append([word])
    return pieces


def _segments(row: list[Word], size: float) -> list[Segment]:
    return [
        Segment(piece[0].x0, max(word.x1 for word in piece), piece[0].y, size, " ".join(word.text for word in piece))
        for piece in pieces_of(row, size)
    ]


def words_of(line: Line, words: Sequence[Word]) -> list[Word]:
    """The words that a line was made of, from left to right, among words that lie on rows already."""
    segment = line.segment
    return [word for word in words if word.y == segment.y and segment.x0 <= word.x0 and word.x1 <= segment.x1]


def _with_doubts(line: Line, row: list[Word]) -> ReadLine:
    """The line with its doubtful words; the words are those of its row between its ends."""
    doubts: list[Doubt] = []
    place = 0
    for word in words_of(line, row):
        start = line.text.find(word.text, place)
        place = start + len(word.text)
        if word.confidence < DOUBTFUL or word.other is not None:
            doubts.append(Doubt(start, place, round(word.confidence, 1), word.other))
    return ReadLine(line, tuple(doubts))
