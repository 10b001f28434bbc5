"""One page read: the whole page first, then again each narrow column in which a word is doubtful.

Where two columns have lines at different heights (a signature block), the first pass cuts letters in two; alone, each
column reads right.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import groupby
from typing import TYPE_CHECKING, Final

from indexer.extract.layout import Line
from indexer.ocr.image import only_ink
from indexer.ocr.rules import tables
from indexer.ocr.words import DOUBTFUL, Box, ReadLine, Word, confidence, letter_size, pieces_of, read_lines, rows_of

if TYPE_CHECKING:
    from indexer.ocr.engine import Engine
    from indexer.ocr.image import Grey

_ABOVE: Final = 1.15  # ems around a column's baselines that its letters and marks need
_BELOW: Final = 0.45
_BESIDE: Final = 1.0
_STOPS: Final = (".", ":", ";", "?", "!")
_USUAL: Final = frozenset(
    ("Bộ", "Chi", "Cơ", "Điều", "Hội", "Khoản", "Kiểm", "Luật", "Nhà", "Nghị", "Quyết", "Tòa", "Toà", "Ủy", "Viện")
)
_MARGIN: Final = 0.2  # ems around a single line
_TAIL: Final = 0.35
_UNSURE: Final = 0.6  # mean confidence
_FEW: Final = 12  # words; with so few, the first pass may have thrown a lone name away as no text
_LOST: Final = 0.6  # a second reading with fewer letters than this share has lost words


@dataclass(frozen=True, slots=True)
class ReadPage:
    """The lines of a page in reading order, and the mean confidence of its words, 0 to 1 (None: no words)."""

    lines: list[ReadLine]
    confidence: float | None


def read_page(engine: Engine, grey: Grey, dpi: float, seconds: float = 0, second: Engine | None = None) -> ReadPage:
    """The text of a straight grey page.

    :param dpi: pixels an inch
    :param seconds: how long one pass may take on the clock; 0: as long as it needs
    :param second: a model that reads lines with names again; a word on which the two disagree is doubtful
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
        second.open(grey, dpi)
        words = _compared(words, second, seconds)
    return ReadPage(read_lines(words, ruled), confidence(words))


def _compared(words: list[Word], second: Engine, seconds: float) -> list[Word]:
    """The words, with the other reading of those on lines with a capitalised word that the second model reads so."""
    size = letter_size(words)
    found: list[Word] = []
    ended = True
    for row in rows_of(words, size):
        named, ended = may_name([word.text for word in row], begins=ended), row[-1].text.endswith(_STOPS)
        if not named:
            found += row
            continue
        for piece in pieces_of(row, size):
            again = rows_of(second.reread(_around(piece, size), seconds, line=True), size)
            found += _disputed(piece, [word.text for other in again for word in other])
    return found


def may_name(words: list[str], *, begins: bool) -> bool:
    """Whether a line may name somebody: a capitalised word inside a sentence that is no usual one.

    :param begins: whether the line begins a sentence
    """
    for word in words:
        if word[0].isupper() and not begins and word.strip(".,;:)") not in _USUAL:
            return True
        begins = word.endswith(_STOPS) or not any(letter.isalpha() for letter in word)
    return False


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


def _around(piece: list[Word], size: float) -> Box:
    """The box of a piece of a line with the room that its marks and tails need."""
    return Box(
        piece[0].x0 - _MARGIN * size,
        piece[0].y - _TAIL * size,
        max(word.x1 for word in piece) + _MARGIN * size,
        max(*(word.top for word in piece), piece[0].y + size) + _MARGIN * size,
    )


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
