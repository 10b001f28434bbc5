"""Who is who: links names to persons and short names to full ones."""

# ruff: noqa: PLR2004  the numbers count syllables and digits: they are the grammar itself

from __future__ import annotations

from bisect import bisect_right, insort
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from anonymizer.lexicon import ALIAS_CUES, COMMON_FAMILY_NAMES, MIDDLE_NAMES, is_family_name
from anonymizer.types import ADDRESS, OFFICIAL, ORGANISATION, PERSON, Candidate
from anonymizer.zones import zone_at
from vietnamese.letters import fold, has_marks
from vietnamese.syllables import is_syllable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from anonymizer.types import Zone

Name = tuple[str, ...]
PREFIXES = {
    PERSON: "P",
    OFFICIAL: "P",
    ORGANISATION: "O",
    ADDRESS: "A",
    "DOB": "D",
    "ID_NUMBER": "I",
    "PHONE": "T",
    "EMAIL": "E",
    "BANK_ACCOUNT": "B",
    "PLATE": "X",
    "LAND": "L",
    "TAX_CODE": "M",
    "VEHICLE_CODE": "V",
    "ACCOUNT_NAME": "N",
    "OTHER_CODE": "C",
}
_PARTY_ROLES = {
    "accused",
    "victim",
    "plaintiff",
    "defendant",
    "related",
    "witness",
    "guardian",
    "representative",
    "lawyer",
}
_MALE = {"ông", "anh", "chú", "bác", "cậu", "bố", "cha", "chồng"}
_FEMALE = {"bà", "chị", "cô", "dì", "mợ", "thím", "mẹ", "vợ"}


@dataclass
class Individual:
    """One person while names are being linked: `name` is the longest form, lower case with marks."""

    name: Name
    official: bool
    role: str = ""
    titles: set[str] = field(default_factory=set)
    forms: set[Name] = field(default_factory=set)
    places: list[int] = field(default_factory=list)


def words_of(text: str) -> Name:
    """Return the lower-case words of a name."""
    return tuple(text.casefold().replace("-", " ").split())


def folded(name: Iterable[str]) -> Name:
    """Return the words of a name without marks."""
    return tuple(fold(word) for word in name)


def is_full(name: Name) -> bool:
    """Say whether a name has a family name or is too long for a given name."""
    return len(name) >= 3 or (len(name) == 2 and is_family_name(name[0]) and name[0] not in {"thị", "văn"})


class Register:
    """The persons of one document."""

    def __init__(self) -> None:
        self.persons: list[Individual] = []
        self._exact: dict[tuple[Name, bool], Individual] = {}
        self._folded: dict[tuple[Name, bool], Individual] = {}
        self._by_given: dict[str, list[Individual]] = {}

    def full(self, name: Name, *, official: bool) -> Individual:
        """Return the person of a full name, made when new; a form without any marks is the marked one's."""
        person = self.known(name, official=official)
        if person is None:
            person = Individual(name, official, forms={name})
            self.persons.append(person)
            self._exact[name, official] = person
            self._folded.setdefault((folded(name), official), person)
            self._by_given.setdefault(name[-1], []).append(person)
        return person

    def known(self, name: Name, *, official: bool) -> Individual | None:
        """Return the person of a full name, or None."""
        person = self._exact.get((name, official))
        if person is None:
            person = self._folded.get((folded(name), official))
            if person is not None and any(has_marks(word) for word in name) and not _same_slip(name, person.name):
                person = None
        return person

    def alias(self, person: Individual, name: Name) -> None:
        """Make a further name lead to the person."""
        person.forms.add(name)
        self._exact.setdefault((name, person.official), person)
        self._by_given.setdefault(name[-1], []).append(person)

    def ending(self, name: Name) -> list[Individual]:
        """Return the private persons one of whose names ends in the words, or has the same family and given name."""
        found = []
        for person in self._by_given.get(name[-1], ()):
            if person.official or person in found:
                continue
            if any(form[-len(name) :] == name for form in person.forms) or (
                len(name) == 2
                and any(form[0] == name[0] and len(form) > 2 for form in person.forms if form[-1] == name[-1])
            ):
                found.append(person)
        return found or [person for person in self.persons if not person.official and _begins(name, person.name)]


def _begins(name: Name, full: Name) -> bool:
    """Say whether a short name is the beginning of a full one, as of "H'Lan Niê", "Y Phôn Mlô" and "Wong Kam Fai"."""
    if len(name) >= len(full) or full[: len(name)] != name:
        return False
    if "'" in name[0] or (len(name) == 2 and name[0] in {"y", "a", "h", "k"}):
        return True
    return len(name) == 1 and len(full) > 2 and not _vietnamese(full)


def _vietnamese(name: Name) -> bool:
    """Say whether a name is built as a Vietnamese one: family name first, syllables of the language."""
    return (
        is_family_name(name[0])
        and all(is_syllable(word) for word in name)
        and len(name) <= 5
        and (any(has_marks(word) for word in name))
    )


def _same_slip(name: Name, other: Name) -> bool:
    """Say whether two names differ only by a mark that makes a family or middle name of none ("Trân Thị Hương")."""
    if len(name) != len(other) or name[-1] != other[-1] or folded(name) != folded(other):
        return False
    return all(
        one == two or (_usual(one, place) != _usual(two, place))
        for place, (one, two) in enumerate(zip(name[:-1], other[:-1], strict=True))
    )


def _usual(word: str, place: int) -> bool:
    return word in COMMON_FAMILY_NAMES if place == 0 else word in MIDDLE_NAMES


def link_persons(
    candidates: list[Candidate], zones: tuple[Zone, ...]
) -> tuple[Register, list[tuple[Candidate, Individual]]]:
    """Return the register and each candidate with its person: full names first, then what only a full name explains."""
    register = Register()
    linked: dict[int, Individual] = {}
    private = _party_names(candidates, zones)
    officials = {words_of(c.link) for c in candidates if c.label == OFFICIAL}
    endings = _endings(candidates) - private
    for position, candidate in enumerate(candidates):
        name = words_of(candidate.link)
        official = candidate.label == OFFICIAL
        # the evidence of an office makes two words a whole name, whatever the family ("Điểu Khuê", "K' Brép")
        whole = is_full(name) or (official and len(name) > 1)
        if not name or not whole or (candidate.label == PERSON and name in endings):
            continue
        if not official and name in officials and name not in private:
            official = True
        if official and name in private and candidate.evidence not in {"panel", "signature"}:
            official = False
        before = _alias_of(candidates, position, linked)
        if before is not None and not official:
            register.alias(before, name)
            linked[position] = before
            continue
        linked[position] = register.full(name, official=official)
    for position, candidate in enumerate(candidates):
        if position in linked:
            _note(linked[position], candidate)
    _link_short(register, candidates, linked)
    return register, [
        (candidate, linked[position]) for position, candidate in enumerate(candidates) if position in linked
    ]


def _note(person: Individual, candidate: Candidate) -> None:
    insort(person.places, candidate.start)
    if candidate.title:
        person.titles.add(candidate.title.rsplit(" ", maxsplit=1)[-1])
    if candidate.role and not person.role:
        person.role = candidate.role


def _party_names(candidates: list[Candidate], zones: tuple[Zone, ...]) -> set[Name]:
    """Return full names with the evidence of a party: such a name is never exempt."""
    return {
        words_of(candidate.link)
        for candidate in candidates
        if candidate.label == PERSON
        and (candidate.role in _PARTY_ROLES or (zone_at(zones, candidate.start) == "parties" and candidate.title))
    }


def _endings(candidates: list[Candidate]) -> set[Name]:
    """Return two-word forms of longer private names: "Mai Ý" is Đỗ Thị Mai Ý, "Y Phôn" is Y Phôn Mlô."""
    names = [words_of(candidate.link) for candidate in candidates if candidate.label == PERSON]
    shortened = {name[:2] for name in names if len(name) == 3 and name[0] in {"y", "a"}}
    return shortened | {name[-2:] for name in names if len(name) > 3 and is_family_name(name[0])}


def _alias_of(candidates: list[Candidate], position: int, linked: dict[int, Individual]) -> Individual | None:
    return linked.get(position - 1) if _is_alias(candidates, position) else None


def _is_alias(candidates: list[Candidate], position: int) -> bool:
    """Say whether a name stands behind "tức", "tên gọi khác" and the like, just after another name."""
    candidate = candidates[position]
    if tuple(candidate.title.split()) not in ALIAS_CUES or not position:
        return False
    return candidate.start - candidates[position - 1].end < 40


def _link_short(register: Register, candidates: list[Candidate], linked: dict[int, Individual]) -> None:
    names = [words_of(candidate.link) for candidate in candidates]
    waiting = [position for position, name in enumerate(names) if name and position not in linked]
    # longer names first, after the aliases of linked ones: "Tư Doanh" explains the "ông Doanh" that stands before it
    early = {at for at in waiting if _alias_of(candidates, at, linked) is not None}
    late = {at for at in waiting if len(names[at]) == 1 or _is_alias(candidates, at)} - early
    for position in sorted(waiting, key=lambda at: (at in late, at not in early, at)):
        candidate, name = candidates[position], names[position]
        before = _alias_of(candidates, position, linked)
        if before is not None:
            register.alias(before, name)
            person = before
        else:
            choices = register.ending(name)
            person = nearest(choices, candidate) if choices else register.full(name, official=False)
        person.forms.add(name)
        linked[position] = person
        _note(person, candidate)


def nearest(choices: list[Individual], candidate: Candidate) -> Individual:
    """Return the person meant by a short name: same sex by title, then the one named last before it."""
    if len(choices) == 1:
        return choices[0]
    sex = _MALE if candidate.title in _MALE else _FEMALE if candidate.title in _FEMALE else set()
    fitting = [person for person in choices if person.titles & sex] or choices
    exact = [person for person in fitting if candidate.title in person.titles] or fitting

    def distance(person: Individual) -> tuple[bool, int]:
        last = bisect_right(person.places, candidate.start) - 1
        if last >= 0:
            return False, candidate.start - person.places[last]
        return True, person.places[0] if person.places else 0

    return min(exact, key=distance)
