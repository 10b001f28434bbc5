"""Who is who: links names to persons, short names to full ones, and finds every further place of a known name."""

# ruff: noqa: PLR2004  the numbers count syllables and digits: they are the grammar itself

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from anonymizer.lexicon import (
    ALIAS_CUES,
    JOINING,
    PLACE_CUES,
    STARTERS,
    STRONG_TITLES,
    VERBS,
    is_family_name,
    ordinary,
    units,
)
from anonymizer.recognizers.persons import blocked, follows_as_person, is_mask, title_before
from anonymizer.types import ADDRESS, OFFICIAL, ORGANISATION, PERSON, Candidate
from anonymizer.zones import zone_at
from vietnamese.letters import fold, has_marks

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from anonymizer.reading import Reading
    from anonymizer.types import Action, Zone

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
        if person is None and not any(has_marks(word) for word in name):
            person = self._folded.get((folded(name), official))
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
        return found


def link_persons(
    candidates: list[Candidate], zones: tuple[Zone, ...]
) -> tuple[Register, list[tuple[Candidate, Individual]]]:
    """Return the register and each candidate with its person: full names first, then what only a full name explains."""
    register = Register()
    linked: dict[int, Individual] = {}
    private = _party_names(candidates, zones)
    officials = {words_of(c.link) for c in candidates if c.label == OFFICIAL}
    for position, candidate in enumerate(candidates):
        name = words_of(candidate.link)
        if not name or not is_full(name):
            continue
        official = candidate.label == OFFICIAL
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
    person.places.append(candidate.start)
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


def _alias_of(candidates: list[Candidate], position: int, linked: dict[int, Individual]) -> Individual | None:
    candidate = candidates[position]
    if tuple(candidate.title.split()) not in ALIAS_CUES or not position:
        return None
    previous = candidates[position - 1]
    return linked.get(position - 1) if candidate.start - previous.end < 40 else None


def _link_short(register: Register, candidates: list[Candidate], linked: dict[int, Individual]) -> None:
    for position, candidate in enumerate(candidates):
        if position in linked:
            continue
        name = words_of(candidate.link)
        if not name:
            continue
        before = _alias_of(candidates, position, linked)
        if before is not None:
            register.alias(before, name)
            person = before
        else:
            choices = register.ending(name)
            person = _nearest(choices, candidate) if choices else register.full(name, official=False)
        person.forms.add(name)
        linked[position] = person
        _note(person, candidate)


def _nearest(choices: list[Individual], candidate: Candidate) -> Individual:
    """Return the person meant by a short name: same sex by title, then the one named last before it."""
    if len(choices) == 1:
        return choices[0]
    sex = _MALE if candidate.title in _MALE else _FEMALE if candidate.title in _FEMALE else set()
    fitting = [person for person in choices if person.titles & sex] or choices
    exact = [person for person in fitting if candidate.title in person.titles] or fitting

    def distance(person: Individual) -> tuple[bool, int]:
        before = [place for place in person.places if place <= candidate.start]
        return (not before, candidate.start - max(before)) if before else (True, min(person.places, default=0))

    return min(exact, key=distance)


def propagate_persons(
    reading: Reading, register: Register, covered: bytearray
) -> Iterator[tuple[Candidate, Individual]]:
    """Yield every further place of a known name that no candidate covers yet; longest names first."""
    by_first: dict[str, list[tuple[Name, Name, Individual]]] = {}
    for person in register.persons:
        for form in person.forms:
            for name in _spellings(form, person):
                by_first.setdefault(fold(name[0]), []).append((folded(name), name, person))
    for forms in by_first.values():
        forms.sort(key=lambda form: -len(form[0]))
    singles = _given_names(register)
    index = 0
    while index < len(reading):
        step = 1
        if not covered[reading.start[index]]:
            match = _long_match(reading, index, by_first.get(fold(reading.low[index]), []))
            if match is not None and not any(covered[reading.start[index] : reading.end[index + match[0] - 1]]):
                size, person = match
                step = size
                yield _again(reading, index, index + size, person, "name again"), person
            elif reading.low[index] in singles and _stands_alone(reading, index):
                person = _nearest(singles[reading.low[index]], Candidate(reading.start[index], 0, PERSON, "", "", 0))
                yield _again(reading, index, index + 1, person, "given name again"), person
        index += step


def _spellings(form: Name, person: Individual) -> list[Name]:
    if len(form) < 2:
        return []
    if person.official or not is_full(form):
        return [form]
    return [
        form[start:] for start in range(len(form) - 1) if start == 0 or form[start : start + 1] not in STRONG_TITLES
    ]


def _given_names(register: Register) -> dict[str, list[Individual]]:
    names: dict[str, list[Individual]] = {}
    for person in register.persons:
        if not person.official:
            for form in person.forms:
                if person not in names.setdefault(form[-1], []):
                    names[form[-1]].append(person)
    return {name: persons for name, persons in names.items() if len(name) > 1 or name in "ýôơê"}


def _long_match(
    reading: Reading, index: int, forms: list[tuple[Name, Name, Individual]]
) -> tuple[int, Individual] | None:
    for shape, name, person in forms:
        size = len(shape)
        if index + size > len(reading) or any(gap > 1 for gap in reading.gap[index : index + size - 1]):
            continue
        if tuple(fold(low) for low in reading.low[index : index + size]) != shape:
            continue
        exact = tuple(reading.low[index : index + size]) == name
        if person.official and not exact:
            continue
        capitals = all(reading.capital[index : index + size])
        if size == 2 and not capitals and (title_before(reading, index) is None or not exact):
            continue
        if size == 2 and not exact and " ".join(reading.low[index : index + size]) in ordinary():
            continue
        if size == 2 and len(name) == 2 and exact and _in_longer_name(reading, index, size, person):
            continue
        if capitals or size > 2 or exact:
            return size, person
    return None


def _in_longer_name(reading: Reading, index: int, size: int, person: Individual) -> bool:
    """Say whether two syllables are the beginning or the inside of a longer run that is not this person's name."""
    after = index + size
    follows = (
        after < len(reading) and reading.capital[after] and not reading.gap[after - 1] and not blocked(reading, after)
    )
    before = (
        index > 0
        and reading.capital[index - 1]
        and not reading.gap[index - 1]
        and reading.low[index - 1] not in STARTERS
    )
    shouted = reading.word[index].isupper()
    return (follows or before) and not shouted and tuple(reading.low[index : index + size]) not in person.forms


def _stands_alone(reading: Reading, index: int) -> bool:
    """Say whether a capitalized given name is the person and not a word of another phrase."""
    if not reading.capital[index] or blocked(reading, index):
        return False
    if title_before(reading, index) is not None:
        return True
    word, low = reading.word[index], reading.low[index]
    if len(word) > 1 and word.isupper() and not reading.mostly_upper:
        return False
    if index and not reading.gap[index - 1]:
        before = reading.low[index - 1]
        if before in PLACE_CUES or (reading.capital[index - 1] and before not in STARTERS):
            return False
    following = index + 1
    if following < len(reading) and reading.gap[index] == 0:
        if reading.capital[following] and not blocked(reading, following):
            return False
        if reading.low[following] not in VERBS | JOINING and f"{low} {reading.low[following]}" in ordinary():
            return False
    return not (reading.starts_sentence(index) and low in ordinary()) or follows_as_person(reading, index)


def _again(reading: Reading, index: int, end: int, person: Individual, evidence: str) -> Candidate:
    start, stop = reading.start[index], reading.end[end - 1]
    label = OFFICIAL if person.official else PERSON
    action: Action = "keep" if person.official else "replace"
    return Candidate(start, stop, label, person.role, evidence, 0.9, 7, reading.text[start:stop], action=action)


def propagate_names(
    reading: Reading, known: list[Candidate], covered: bytearray
) -> Iterator[tuple[Candidate, Candidate]]:
    """Yield bare names of known organisations and places: whole runs of capitalized words, with whom they name."""
    names: dict[Name, Candidate] = {}
    for candidate in known:
        for name in _bare_names(reading, candidate):
            names.setdefault(name, candidate)
    if not names:
        return
    longest = max(len(name) for name in names)
    index = 0
    while index < len(reading):
        step = 1
        if reading.capital[index] and not covered[reading.start[index]]:
            for size in range(longest, 0, -1):
                source = names.get(tuple(reading.low[index : index + size]))
                if source is None or not _whole_run(reading, index, size):
                    continue
                start, end = reading.start[index], reading.end[index + size - 1]
                parts = ((start, end),)
                yield (
                    Candidate(start, end, source.label, source.role, "name again", 0.85, 8, source.link, parts=parts),
                    source,
                )
                step = size
                break
        index += step


def _bare_names(reading: Reading, candidate: Candidate) -> Iterator[Name]:
    """Yield the names that may stand alone: of organisations the distinctive words, of places two syllables and more."""
    if candidate.label == ORGANISATION and candidate.parts:
        text = reading.text[candidate.parts[0][0] : candidate.parts[-1][1]]
        name = words_of(text)
        acronym = len(name) == 1 and len(text) > 2 and text.isupper()
        joined = " ".join(name)
        if (
            len(name) == len(candidate.parts) >= 2 and not units().known(joined) and joined not in ordinary()
        ) or acronym:
            yield name
    elif candidate.label == ADDRESS and candidate.role == "below_district":
        for start, end in candidate.parts:
            name = words_of(reading.text[start:end])
            joined = " ".join(name)
            if len(name) >= 2 and joined not in units().provinces | units().districts and joined not in ordinary():
                yield name


def _whole_run(reading: Reading, index: int, size: int) -> bool:
    end = index + size
    if not all(reading.capital[index:end]) or any(gap > 1 for gap in reading.gap[index : end - 1]):
        return False
    before = (
        index > 0
        and reading.capital[index - 1]
        and not reading.gap[index - 1]
        and reading.low[index - 1] not in STARTERS
    )
    after = end < len(reading) and reading.capital[end] and not reading.gap[end - 1]
    return not before and not after and not is_mask(reading, index, end)
