"""A copy of the text in which patterns are looked for: letters without marks, one kind of dash and of space.

The courts write the same words with old and new tone places, decomposed, with look-alike letters and four kinds of
dash; in the copy they are all alike, and each of its characters knows its place in the text.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from vietnamese.letters import attach_marks, fold, nfc, visible

_DASHES: Final = frozenset("-‐‑‒–—―−")
_INVISIBLE: Final = re.compile(r"[\u00ad\u200b-\u200f\u2060\ufeff]")


@dataclass(frozen=True, slots=True)
class Plain:
    """The copy, its places in the source (one more than it has characters), and the source."""

    text: str
    places: list[int]
    source: str

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where a piece of the copy stands in the source; marks that follow its last letter belong to it."""
        return self.places[start], self.places[end - 1] + 1 + self._marks_after(self.places[end - 1] + 1)

    def printed(self, start: int, end: int) -> str:
        """A piece of the copy as the source writes it: NFC, single spaces, nothing invisible."""
        first, last = self.span(start, end)
        return " ".join(visible(nfc(attach_marks(nfc(self.source[first:last])))).split())

    def _marks_after(self, place: int) -> int:
        count = 0
        while place + count < len(self.source) and unicodedata.combining(self.source[place + count]):
            count += 1
        return count


def plain(source: str) -> Plain:
    """The copy of a text for patterns, case kept, without marks and invisible characters.

    A run of white space is one space, or one line break when it holds one: patterns cannot be made to search long.
    """
    letters: list[str] = []
    places: list[int] = []
    for place, (character, folded) in enumerate(zip(source, fold(source), strict=True)):
        if character.isspace():
            _add_space(letters, places, character, place)
        elif character.isascii():
            letters.append(character)
            places.append(place)
        elif unicodedata.combining(character):
            _forget_space(letters, places)
        elif not _INVISIBLE.match(character):
            letters.append(_unmarked(character, folded))
            places.append(place)
    places.append(len(source))
    return Plain("".join(letters), places, source)


def _unmarked(character: str, folded: str) -> str:
    """One character without its marks, its case kept."""
    if character in _DASHES:
        return "-"
    return folded.upper() if character.isupper() and len(folded.upper()) == 1 else folded


def _add_space(letters: list[str], places: list[int], character: str, place: int) -> None:
    broken = character in "\n\r\f\v\u2028\u2029"
    if letters and letters[-1] in " \n":
        if broken:
            letters[-1] = "\n"
        return
    letters.append("\n" if broken else " ")
    places.append(place)


def _forget_space(letters: list[str], places: list[int]) -> None:
    """A mark torn from its letter ("viê ̣c") leaves a space that was never typed."""
    if len(letters) > 1 and letters[-1] == " " and letters[-2].isalpha():
        letters.pop()
        places.pop()
