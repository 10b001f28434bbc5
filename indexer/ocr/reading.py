"""One page read: the whole page first, then again each narrow column in which a word is doubtful.

Where two columns have lines at different heights (a signature block), the first pass cuts letters in two; alone, each
column reads right.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import groupby
from typing import TYPE_CHECKING, Final

import numpy as np

from indexer.extract.layout import Line
from indexer.ocr.image import only_ink
from indexer.ocr.repairs import respelled
from indexer.ocr.rules import tables
from indexer.ocr.words import DOUBTFUL, Box, ReadLine, Word, confidence, letter_size, pieces_of, read_lines, rows_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.ocr.engine import Engine
    from indexer.ocr.image import Grey

_ABOVE: Final = 1.15  # ems around a column's baselines that its letters and marks need
_BELOW: Final = 0.45
_BESIDE: Final = 1.0
_STOPS: Final = (".", ":", ";", "?", "!")
_CLOSING: Final = (".", ":", ";", "?", "!", ",", ")")
_OPENING: Final = "(“\"'[-–"
_POINTS: Final = 72
_USUAL: Final = frozenset(
    ("Bộ", "Chi", "Cơ", "Điều", "Hội", "Khoản", "Kiểm", "Luật", "Nhà", "Nghị", "Quyết", "Tòa", "Toà", "Ủy", "Viện")
)
_MARGIN: Final = 0.2  # ems around a single line
_TAIL: Final = 0.35
_UNSURE: Final = 0.6  # mean confidence
_FEW: Final = 12  # words; with so few, the first pass may have thrown a lone name away as no text
_LOST: Final = 0.6  # a second reading with fewer letters than this share has lost words


@dataclass(frozen=True, slots=True)
class Scan:
    """A straight grey page and its pixels an inch."""

    grey: Grey
    dpi: float

    def cut(self, box: Box) -> Grey:
        """The part of the page in a box of points; at least one pixel of it."""
        scale, (height, width) = self.dpi / _POINTS, self.grey.shape
        left, top = max(0, round(box.x0 * scale)), max(0, round(height - box.y1 * scale))
        left, top = min(left, width - 1), min(top, height - 1)
        right, bottom = max(left + 1, round(box.x1 * scale)), max(top + 1, round(height - box.y0 * scale))
        return np.ascontiguousarray(self.grey[top:bottom, left:right])


@dataclass(frozen=True, slots=True)
class ReadPage:
    """The lines of a page in reading order, and the mean confidence of its words, 0 to 1 (None: no words)."""

    lines: list[ReadLine]
    confidence: float | None


def read_page(engine: Engine, grey: Grey, dpi: float, seconds: float = 0, second: Engine | None = None) -> ReadPage:
    """The text of a straight grey page.

    :param dpi: pixels an inch
    :param seconds: how long one pass may take on the clock; 0: as long as it needs
    :param second: a model that reads names again; a word on which the two disagree is doubtful
    :raises TimeoutError: it took longer
    """
    ruled, grey = tables(grey, dpi)
    engine.open(grey, dpi)
    words = engine.read(seconds)
    if len(words) < _FEW or (confidence(words) or 0) < _UNSURE:
        grey = only_ink(grey)
        engine.open(grey, dpi)
        words = max(words, engine.read(seconds), engine.read(seconds, sparse=True), key=_letters)
    for box in _doubtful_columns(read_lines(words, ruled), letter_size(words)):
        words = _better(words, engine.reread(box, seconds), box)
    if second is not None:
        words = _compared(words, second, Scan(grey, dpi), seconds)
    return ReadPage(read_lines(words, ruled), confidence(words))


def _compared(words: list[Word], second: Engine, scan: Scan, seconds: float) -> list[Word]:
    """The words, those that may name somebody with what the second model reads there, where it reads otherwise."""
    size = letter_size(words)
    found: list[Word] = []
    begins = True
    for row in rows_of(words, size):
        for whole in pieces_of(row, size):
            piece = list(whole)
            for first, end in may_name([word.text for word in piece], begins=begins):
                again = second.line(scan.cut(_around(piece, first, end, size)), scan.dpi, seconds)
                piece[first:end] = _disputed(piece[first:end], respelled(again))
            found += piece
        begins = row[-1].text.endswith(_STOPS)
    return found


def may_name(words: Sequence[str], *, begins: bool) -> list[tuple[int, int]]:
    """Where the words may name somebody: first and end of each run of capitalised words.

    A lone word that begins a sentence is none, nor are the usual words of courts.
    :param begins: whether the words begin a sentence
    """
    found: list[tuple[int, int]] = []
    first, began = None, False
    for place, word in enumerate([*words, ""]):
        bare = word.lstrip(_OPENING)
        if bare[:1].isupper():
            if first is None:
                first, began = place, begins
            if not word.endswith(_CLOSING):
                begins = False
                continue
            place += 1  # noqa: PLW2901  the run ends behind this word
        if first is not None and not (began and place - first == 1) and not _all_usual(words[first:place]):
            found.append((first, place))
        first = None
        begins = word.endswith(_STOPS) or not any(letter.isalpha() for letter in word)
    return found


def _all_usual(words: Sequence[str]) -> bool:
    return all(word.strip(_OPENING + ".,:;)") in _USUAL for word in words)


def _disputed(words: list[Word], others: list[str]) -> list[Word]:
    """The words, with the other reading where it differs."""
    found = list(words)
    texts = [word.text for word in words]
    for kind, start, end, first, last in SequenceMatcher(None, texts, others, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        paired = end - start == last - first
        for place in range(start, end):
            other = others[first + place - start] if paired else " ".join(others[first:last])
            found[place] = replace(words[place], other=other)
    return found


def _around(piece: list[Word], first: int, end: int, size: float) -> Box:
    """The box of some words of a line with the room that marks and tails need, up to the middle of the spaces beside.

    :param first: the first of the words, `end` the one behind the last
    """
    words = piece[first:end]
    left, right = words[0].x0 - _MARGIN * size, max(word.x1 for word in words) + _MARGIN * size
    if first:
        left = max(left, (piece[first - 1].x1 + words[0].x0) / 2)
    if end < len(piece):
        right = min(right, (words[-1].x1 + piece[end].x0) / 2)
    y = words[0].y
    return Box(left, y - _TAIL * size, right, max(*(word.top for word in words), y + size) + _MARGIN * size)


def _doubtful_columns(lines: list[ReadLine], size: float) -> list[Box]:
    """Where the narrow columns lie in which a word is doubtful."""
    found: list[Box] = []
    for column, group in groupby(lines, lambda item: item.column):
        side = list(group)
        if not column or not any(item.doubts for item in side):
            continue
        segments = [item.line.segment for item in side if isinstance(item.line, Line)]
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
