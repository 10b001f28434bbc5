"""How right a reading is: errors a letter in order, names found, against a text that is known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from vietnamese.letters import fold, nfc

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True)
class Errors:
    """Wrong, missing and additional letters of a reading, and the letters of the truth."""

    wrong: int
    letters: int

    @property
    def rate(self) -> float:
        """Character error rate, 0 to 1."""
        return self.wrong / max(1, self.letters)

    def __add__(self, other: Errors) -> Errors:
        return Errors(self.wrong + other.wrong, self.letters + other.letters)


def errors(truth: str, reading: str) -> Errors:
    """The least number of changes that make the reading the truth, order included; runs of space count as one."""
    expected, found = (" ".join(nfc(text).split()) for text in (truth, reading))
    return Errors(distance(expected, found), len(expected))


def distance(one: str, other: str) -> int:
    """The edit distance of two strings (Levenshtein, 1966), a row of the table at a time."""
    if not other:
        return len(one)
    codes = np.array([ord(letter) for letter in other])
    steps = np.arange(len(other) + 1)
    row = steps.copy()
    for number, letter in enumerate(one, 1):
        changed = np.empty_like(row)
        changed[0] = number
        changed[1:] = np.minimum(row[:-1] + (codes != ord(letter)), row[1:] + 1)
        row = np.minimum.accumulate(changed - steps) + steps
    return int(row[-1])


def names_found(truth: str, reading: str, names: Iterable[str], edits: int = 1) -> tuple[int, int]:
    """How many mentions of the names the reading holds up to so many edits, marks and case ignored; and of how many."""
    found = total = 0
    there, here = fold(nfc(truth)).split(), fold(nfc(reading)).split()
    for name in names:
        wanted = fold(nfc(name)).split()
        stated = _mentions(there, wanted, 0)
        total += stated
        found += min(stated, _mentions(here, wanted, edits))
    return found, total


def _mentions(words: list[str], name: list[str], edits: int) -> int:
    size, text = len(name), " ".join(name)
    windows = (" ".join(word.strip(".,;:()“”'*-") for word in words[at : at + size]) for at in range(len(words)))
    return sum(abs(len(window) - len(text)) <= edits and distance(text, window) <= edits for window in windows)
