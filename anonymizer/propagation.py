"""Finds every further place of a known name: full, short, given, in capitals, without marks, across lines."""

# ruff: noqa: PLR2004  the numbers count syllables: they are the grammar itself

from __future__ import annotations

from typing import TYPE_CHECKING

from anonymizer.entities import Individual, Name, Register, folded, is_full, nearest, words_of
from anonymizer.lexicon import JOINING, PLACE_CUES, STARTERS, STRONG_TITLES, VERBS, ordinary, units
from anonymizer.recognizers.names import blocked, follows_as_person, is_mask, title_before
from anonymizer.types import ADDRESS, OFFICIAL, ORGANISATION, PERSON, Candidate
from vietnamese.letters import fold, has_marks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from anonymizer.reading import Reading
    from anonymizer.types import Action


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
    unmarked = {fold(name): people for name, people in singles.items() if len(name) > 1}
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
                person = nearest(singles[reading.low[index]], Candidate(reading.start[index], 0, PERSON, "", "", 0))
                yield _again(reading, index, index + 1, person, "given name again"), person
            elif reading.low[index] in unmarked and _in_unmarked_run(reading, index) and _stands_alone(reading, index):
                people = unmarked[reading.low[index]]
                person = nearest(people, Candidate(reading.start[index], 0, PERSON, "", "", 0))
                yield _again(reading, index, index + 1, person, "given name without marks"), person
        index += step


def _in_unmarked_run(reading: Reading, index: int) -> bool:
    """Say whether the words around were typed without marks: of three to each side none has any, and some are small."""
    around = reading.word[max(0, index - 3) : index] + reading.word[index + 1 : index + 4]
    small = [word for word in around if word.isalpha() and word.islower()]
    return len(small) >= 3 and not any(has_marks(word) for word in around)


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
        if size == 2 and not exact and _is_place(reading, index, size):
            continue
        if size == 2 and not exact and " ".join(reading.low[index : index + size]) in ordinary():
            continue
        if size == 2 and len(name) == 2 and exact and _in_longer_name(reading, index, size, person):
            continue
        if capitals or size > 2 or exact:
            return size, person
    return None


def _is_place(reading: Reading, index: int, size: int) -> bool:
    """Say whether words that are a name but for their marks are a unit here ("huyện Ba Tri" beside Lý Bá Trí)."""
    before = reading.low[index - 1] if index else ""
    return before in PLACE_CUES or units().known(" ".join(reading.low[index : index + size]))


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


def _stands_alone(reading: Reading, index: int) -> bool:  # noqa: PLR0911  one return a rule
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
        asked = before == "cầu" and reading.low[index - 2 : index - 1] in (["yêu"], ["nhu"])
        office = reading.word[index - 1].isupper() and len(before) > 2 and not word.isupper()  # "Chủ tịch HĐQT Tuấn"
        if (before in PLACE_CUES and not asked) or (
            reading.capital[index - 1] and before not in STARTERS and not office
        ):
            return False
    following = index + 1
    if following < len(reading) and reading.gap[index] == 0:
        if reading.capital[following] and not blocked(reading, following):
            return False
        if reading.low[following] not in VERBS | JOINING and f"{low} {reading.low[following]}" in ordinary():
            return False
    if not (reading.starts_sentence(index) and low in ordinary()) or follows_as_person(reading, index):
        return True
    return _acts_elsewhere(reading, index)


def _acts_elsewhere(reading: Reading, index: int) -> bool:
    """Say whether an everyday word that begins a sentence is a given name that stands bare inside sentences too.

    "… thì Thưởng bỏ chạy. Thưởng từng …": the next word makes no phrase with it.
    """
    following = index + 1
    if following >= len(reading) or reading.gap[index] or reading.low[following] in {"ngày", "năm", "tháng"}:
        return False
    if f"{reading.low[index]} {reading.low[following]}" in ordinary() or not reading.word[following].islower():
        return False
    return reading.word[index] in reading.bare


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
    """Yield the names that may stand alone: distinctive words of a firm, places of two syllables and more."""
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
