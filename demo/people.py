"""Invented people: names put together at random from lists, so that nobody is meant."""

import random
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from vietnamese.letters import fold, nfc

LISTS: Final[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "lists.toml").read_text(encoding="utf-8"))
FOUR_SYLLABLES: Final = 0.25  # the share of names with two middle names
OLD: Final = 45  # the age from which courts write ông, bà


@dataclass(frozen=True)
class Person:
    """A private person or an official: `str()` is the short mention, "ông Huy"."""

    name: str
    sex: str
    born: int
    title: str
    alias: str = ""

    def __str__(self) -> str:
        return f"{self.title} {self.given}"

    @property
    def given(self) -> str:
        """The given name alone."""
        return self.name.split()[-1]

    @property
    def full(self) -> str:
        """Title and whole name: "ông Nguyễn Văn Huy"."""
        return f"{self.title} {self.name}"

    @property
    def caps(self) -> str:
        """The whole name in capitals, as in headings."""
        return self.name.upper()


class NameBook:
    """Gives out names of which none is part of another, marks and case left aside."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._taken: list[str] = []

    def name(self, sex: str, *, word: bool = False, initial: str = "", surname: str = "") -> str:
        """A new name; `word` asks for a given name that is an ordinary word, `initial` for its first letter."""
        givens, words = LISTS["givens"][sex], LISTS["word_givens"][sex]
        pool = words if word else [*givens, *words[:2]]
        fitting = [given for given in pool if not initial or given.startswith(initial)] or givens
        for _ in range(1000):
            parts = [surname or self._chance.choice(LISTS["surnames"]), self._chance.choice(LISTS["middles"][sex])]
            if self._chance.random() < FOUR_SYLLABLES:
                parts.append(self._chance.choice(LISTS["second_middles"][sex]))
            name = nfc(" ".join([*parts, self._chance.choice(fitting)]))
            if len(set(name.split())) == len(name.split()) and self._is_free(fold(name)):
                self._taken.append(fold(name))
                return name
        message = "the lists of names are used up"
        raise RuntimeError(message)

    def _is_free(self, folded: str) -> bool:
        return not any(folded in other or other in folded for other in self._taken)


def adult(
    book: NameBook,
    chance: random.Random,
    year: int,
    *,
    sex: str = "",
    word: bool = False,
    initial: str = "",
    surname: str = "",
) -> Person:
    """A person of 24 to 74 years in the given year, titled by age: ông, bà, anh or chị."""
    sex = sex or chance.choice(("nam", "nữ"))
    born = year - chance.randint(24, 74)
    old = year - born > OLD
    title = {("nam", True): "ông", ("nữ", True): "bà", ("nam", False): "anh", ("nữ", False): "chị"}[sex, old]
    return Person(book.name(sex, word=word, initial=initial, surname=surname), sex, born, title)


def pick(chance: random.Random, name: str) -> str:
    """One entry of a list of that name in lists.toml."""
    entry: str = chance.choice(LISTS[name])
    return entry
