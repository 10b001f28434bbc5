"""Recognised words to lines in reading order, by the column code that digital pages go through.

tesseract's own order mixes the two columns of a court's header; ours on its word boxes makes a tenth of the errors.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import chain
from math import inf
from statistics import median
from typing import TYPE_CHECKING, Final

from indexer.extract.grids import cells
from indexer.extract.layout import Line, TableRow, arrange
from indexer.extract.lines import SEGMENT_GAP, Segment, clean
from indexer.ocr.repairs import repaired

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from indexer.extract.grids import Grid
    from indexer.extract.layout import Item


DOUBTFUL: Final = 85.0  # percent of confidence below which a person should look (design/pdf.md section 4)
NOISE: Final = 30.0  # below this a piece without a letter or digit is a speck
_RULES: Final = "|¦_"  # lines of a table that stand beside a word
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

    @property
    def size(self) -> float:
        """The height above the baseline, in points."""
        return self.top - self.y


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
    """A line or table row in reading order and the doubtful words in it."""

    line: Item
    doubts: tuple[Doubt, ...] = ()

    @property
    def column(self) -> int:
        """The column block's side that a line belongs to; 0 for the full width and for tables."""
        return self.line.column if isinstance(self.line, Line) else 0


def read_lines(words: Sequence[Word], tables: Sequence[Grid] = ()) -> list[ReadLine]:
    """The lines and table rows of a page in reading order; all lines get the page's usual size of letters.

    :param tables: the ruled tables on the page
    """
    size = letter_size(words)
    blocks: list[tuple[float, list[ReadLine]]] = []
    rest = list(words)
    for grid in tables:
        blocks.append((grid.ys[-1], _table(grid, [word for word in rest if grid.holds(word)], size)))
        rest = [word for word in rest if not grid.holds(word)]
    by_row = rows_of(rest, size)
    for top, items in arrange([_segments(row, size) for row in by_row]):
        blocks.append((top, [ReadLine(item, _doubts(item, of_it)) for item, of_it in _with_words(items, by_row)]))
    return list(chain.from_iterable(items for _, items in sorted(blocks, key=lambda block: -block[0])))


def _table(grid: Grid, words: Sequence[Word], size: float) -> list[ReadLine]:
    """The rows of a ruled table, cell by cell."""
    found: list[ReadLine] = []
    for row in cells(grid, words):
        inside = [[word for line in rows_of(cell, size) for word in line] for cell in row]
        of_row = [word for cell in inside for word in cell]
        if of_row:
            texts = tuple(" ".join(word.text for word in cell) for cell in inside)
            item = TableRow(texts, max(word.y for word in of_row))
            found.append(ReadLine(item, _doubts(item, of_row)))
    return found


def _with_words(items: list[Item], by_row: list[list[Word]]) -> Iterator[tuple[Item, list[Word]]]:
    """Each line or table row with the words it was made of; a table row takes in lines down to the next one."""
    at = {row[0].y: row for row in by_row}
    of_lines = {item.segment.y for item in items if isinstance(item, Line)}
    of_tables = [row for row in by_row if row[0].y not in of_lines]
    heads = sorted((item.y for item in items if isinstance(item, TableRow)), reverse=True)
    for item in items:
        if isinstance(item, Line):
            yield item, words_of(item, at.get(item.segment.y, []))
            continue
        low = next((y for y in heads if y < item.y), -inf)
        yield item, [word for row in of_tables if low < row[0].y <= item.y for word in row]


def letter_size(words: Sequence[Word]) -> float:
    """The usual size of a page's letters in points."""
    heights = [word.top - word.y for word in words if len(word.text) > 1 and word.top > word.y]
    return median(heights) / _RISE if heights else _USUAL_SIZE


def confidence(words: Sequence[Word]) -> float | None:
    """The mean confidence of a page from 0 to 1, each word by its length; None for a page without words."""
    letters = sum(len(word.text) for word in words)
    return sum(word.confidence * len(word.text) for word in words) / letters / 100 if letters else None


def _cleaned(word: Word) -> Word | None:
    """The word as it is kept; None for a speck or the line of a table that was taken for a sign."""
    text = clean(word.text).strip(_RULES)
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


def _doubts(item: Item, words: list[Word]) -> tuple[Doubt, ...]:
    """The doubtful ones of an item's words at their places; cells may hold the words in another order."""
    doubts: list[Doubt] = []
    text, place = item.text, 0
    for word in words:
        start = text.find(word.text, place)
        if start < 0:
            start = text.find(word.text)
        elif isinstance(item, Line):
            place = start + len(word.text)
        if start >= 0 and (word.confidence < DOUBTFUL or word.other is not None):
            doubts.append(Doubt(start, start + len(word.text), round(word.confidence, 1), word.other))
    return tuple(sorted(doubts, key=lambda doubt: doubt.start))
