"""Names of people, places and firms that nobody bears: drawn from parts, with the rare kinds that rules miss."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from anonymizer.lexicon import units
from vietnamese.letters import fold
from vietnamese.syllables import is_syllable

if TYPE_CHECKING:
    import random

_RANDOM_SYLLABLE = 0.45
_UNUSUAL = 0.06
_TRIES = 40

_TONED = {
    "a": "aàáảãạ", "ă": "ăằắẳẵặ", "â": "âầấẩẫậ", "e": "eèéẻẽẹ", "ê": "êềếểễệ", "i": "iìíỉĩị", "o": "oòóỏõọ",
    "ô": "ôồốổỗộ", "ơ": "ơờớởỡợ", "u": "uùúủũụ", "ư": "ưừứửữự", "y": "yỳýỷỹỵ",
}  # fmt: skip
_VOWELS = "".join(_TONED)


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name in syllables and the part of it that stands alone in the text ("Huy", "H'Nghiêm")."""

    parts: tuple[str, ...]
    short: str

    @property
    def full(self) -> str:
        """The whole name."""
        return " ".join(self.parts)


@dataclass(frozen=True, slots=True)
class Names:
    """Draws names; `forbidden` holds folded given names that must not be drawn (those of a test set)."""

    draw: random.Random
    forbidden: frozenset[str] = field(default=frozenset())

    def person(self, initial: str = "", *, surname: str = "", middles: tuple[str, ...] | None = None) -> PersonName:
        """Return a name; `initial` asks for the first letters of the given name, the rest may be given."""
        if middles is None and not surname and not initial and self.draw.random() < _UNUSUAL:
            return self._unusual()
        given = self.given(initial)
        surname = surname or self.surname()
        if middles is None:
            middles = self.middles()
        return PersonName((surname, *middles, given), given)

    def surname(self) -> str:
        """Return a family name, a rare one in four of ten."""
        return self.draw.choice(parts()["common_surnames" if self.draw.random() < 0.6 else "surnames"])  # noqa: PLR2004

    def middles(self) -> tuple[str, ...]:
        """Return no, one or two syllables between family and given name."""
        kind = self.draw.random()
        if kind < 0.06:  # noqa: PLR2004  shares of the kinds
            return ()
        if kind < 0.2:  # noqa: PLR2004
            return tuple(self.draw.choice(parts()["middle_pairs"]).split())
        if kind < 0.24:  # noqa: PLR2004
            return (self.syllable(),)
        return (self.draw.choice(parts()[self.draw.choice(("male", "female"))]),)

    def given(self, initial: str = "") -> str:
        """Return a given name, a syllable at random in 45 of 100, that begins with the letters where there is one."""
        pool = [name for name in _given() if _begins(name, initial)] if initial else _given()
        for attempt in range(_TRIES):
            random_one = not pool or self.draw.random() < _RANDOM_SYLLABLE or attempt > _TRIES // 2
            name = self.syllable(initial) if random_one else self.draw.choice(pool)
            if fold(name) not in self.forbidden:
                return name
        return self._allowed(initial)

    def _allowed(self, initial: str) -> str:
        """Return a made-up name where chance found none that is allowed."""
        while True:
            name = (initial or "T").capitalize() + self.draw.choice("aeiouy") + self.draw.choice("nmlr")
            if fold(name) not in self.forbidden:
                return name
            initial = name

    def syllable(self, initial: str = "") -> str:
        """Return a syllable that Vietnamese spelling allows, capitalized, most of them no name of anyone."""
        onsets = [onset for onset in parts()["onsets"] if not initial or _begins(onset or "a", initial)] or [
            initial.lower()
        ]
        for _ in range(_TRIES):
            onset = self.draw.choice(onsets)
            rhyme = self.draw.choice(parts()["rhymes"])
            if not onset and initial and not _begins(rhyme, initial):
                continue
            word = onset + self._toned(rhyme)
            if is_syllable(word) and len(word) > 1:
                return word[0].upper() + word[1:]
        rest = self._toned(self.draw.choice(("a", "an", "ang", "ao", "ai")))
        return (initial.capitalize() or "T") + rest

    def place(self, initials: str = "") -> str:
        """Return the name of a village, street, commune or district; `initials`: the first letters of its syllables."""
        if not initials and self.draw.random() < 0.5:  # noqa: PLR2004
            return self.draw.choice(_places())
        letters = list(initials) or [""]
        if len(letters) == 1 and self.draw.random() < 0.75:  # noqa: PLR2004
            letters.append("")
        if not initials and self.draw.random() < 0.06:  # noqa: PLR2004
            return self.draw.choice(("Ea ", "Buôn ", "Đắk ", "Krông ", "Plei ", "Ia ")) + self.draw.choice(
                parts()["plateau_names"]
            )
        return " ".join(self.given(letter) for letter in letters)

    def firm(self, initials: str = "") -> str:
        """Return the distinctive words of a firm's or bank's name."""
        kind = self.draw.random()
        if initials:
            letters = list(initials) if len(initials) > 1 else [initials, *[""] * self.draw.choice((0, 1, 1, 2))]
            return " ".join(self.syllable(letter) for letter in letters)
        if kind < 0.15:  # noqa: PLR2004
            return "".join(self.draw.choice("ABCDEGHIKLMNPQSTVX") for _ in range(self.draw.choice((2, 3, 3, 4))))
        if kind < 0.3:  # noqa: PLR2004
            return self._brand()
        return " ".join(self.given() for _ in range(self.draw.choice((1, 2, 2, 2, 3))))

    def business(self) -> str:
        """Return lines of business as they stand before the name of a firm, blank at the end; in most cases nothing."""
        if self.draw.random() > 0.3:  # noqa: PLR2004
            return ""
        kinds = self.draw.sample(parts()["businesses"], self.draw.choice((1, 1, 2, 2, 3)))
        if self.draw.random() < 0.3:  # noqa: PLR2004
            kinds = [kind.lower() for kind in kinds]
        last = self.draw.choice((" ", " và ", " - ")) if len(kinds) > 1 else ""
        return " ".join(kinds[:-1]) + last + kinds[-1] + " "

    def _brand(self) -> str:
        onset = self.draw.choice(("Vina", "Sai", "Pro", "Meka", "Dona", "Tech", "Euro", "Thai", "Nam", "Petro", "Agri"))
        return onset + self.draw.choice(("tex", "land", "food", "co", "mex", "link", "bank", "nova", "soft", "trans"))

    def _unusual(self) -> PersonName:
        """Return a name of a minority, of a foreigner, or one without family name."""
        kind = self.draw.randrange(6)
        if kind < 2:  # noqa: PLR2004
            return self._plateau(woman=kind == 0)
        if kind == 2:  # noqa: PLR2004
            return self._of(tuple(self._part(f"highland_{part}") for part in ("surnames", "middles", "names")))
        if kind == 3:  # noqa: PLR2004
            return self._of((self._part("khmer_surnames"), self._part("khmer_names"), self._part("khmer_names")))
        if kind == 4:  # noqa: PLR2004
            parts = tuple(self._part("western") for _ in range(self.draw.choice((2, 2, 3))))
            return PersonName(parts, self.draw.choice(parts))
        return self._of(("Thị", self.given()))

    def _plateau(self, *, woman: bool) -> PersonName:
        """Return a name as in the Central Highlands: "H'Lan Niê", "Y Thin"."""
        name = self._part("plateau_names")
        family = () if self.draw.random() < 0.3 else (self._part("plateau_surnames"),)  # noqa: PLR2004
        if woman:
            own = self.draw.choice(("H'", "H’", "K'", "H", "K’")) + name
            return PersonName((own, *family), own)
        return PersonName(("Y", name, *family), f"Y {name}")

    def _of(self, syllables: tuple[str, ...]) -> PersonName:
        return PersonName(syllables, syllables[-1])

    def _part(self, kind: str) -> str:
        return self.draw.choice(parts()[kind])

    def _toned(self, rhyme: str) -> str:
        marked = [index for index, letter in enumerate(rhyme) if letter in "ăâêôơư"]
        places = marked or [index for index, letter in enumerate(rhyme) if letter in _VOWELS]
        at = places[-1] if marked else places[min(1, len(places) - 1)] if rhyme[-1] not in _VOWELS else places[0]
        stop = rhyme.endswith(("c", "ch", "p", "t"))
        tone = self.draw.choice((2, 5) if stop else (0, 0, 1, 2, 3, 4, 5))
        return rhyme[:at] + _TONED[rhyme[at]][tone] + rhyme[at + 1 :]


def _begins(name: str, initial: str) -> bool:
    """Say whether a name may stand behind the letters of a mask: Đ is not D, tone marks do not count."""
    base = "".join(_UNTONED.get(letter, letter) for letter in name.lower())
    return base.startswith(initial.lower())


_UNTONED = {toned: plain for plain, row in _TONED.items() for toned in row}


@cache
def parts() -> dict[str, list[str]]:
    """Return the parts of the data file by kind."""
    content = files("anonymizer.training").joinpath("data", "parts.toml").read_text(encoding="utf-8")
    found = {
        kind: value if isinstance(value, list) else value.split() for kind, value in tomllib.loads(content).items()
    }
    return found | {"onsets": ["" if onset == "-" else onset for onset in found["onsets"]]}


@cache
def _given() -> list[str]:
    content = files("anonymizer.training").joinpath("data", "given.txt").read_text(encoding="utf-8")
    return [name for line in content.splitlines() if not line.startswith("#") for name in line.split()]


@cache
def _places() -> list[str]:
    found = sorted(
        name for name in units().communes | units().districts if not any(letter.isdigit() for letter in name)
    )
    return [" ".join(word[:1].upper() + word[1:] for word in name.split()) for name in found]
