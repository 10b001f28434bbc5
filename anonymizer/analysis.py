"""From text to mentions: runs detectors, settles overlaps, links entities, finds further places, asks the policy."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from anonymizer import firms
from anonymizer.detector import LEARNED, RULES, Detector
from anonymizer.entities import PREFIXES, folded, link_persons, words_of
from anonymizer.parties import find_parties
from anonymizer.policy import P1
from anonymizer.propagation import propagate_names, propagate_persons
from anonymizer.reading import read
from anonymizer.types import ADDRESS, OFFICIAL, ORGANISATION, PERSON, Analysis, Candidate, Mention
from anonymizer.union import joined
from anonymizer.zones import find_zones

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from anonymizer.policy import Policy
    from anonymizer.reading import Reading
    from anonymizer.types import Zone
    from vietnamese.texts import SourceText

_NAMED = frozenset({PERSON, OFFICIAL})
DETECTORS: tuple[Detector, ...] = (*RULES, LEARNED)
"""What finds mentions when nothing else is asked for: the rules, and the trained recogniser behind them."""


def detect(text: SourceText, *, policy: Policy = P1, detectors: Sequence[Detector] = DETECTORS) -> Analysis:
    """Return mentions (sorted, apart from each other), parties and zones of a source text; offsets are the source's."""
    reading = read(text)
    zones = find_zones(reading)
    settled = _settle(_candidates(reading, zones, detectors), len(reading.text))
    keyed = _link(reading, settled, zones)
    keyed = _apart(keyed)
    numbers: dict[Hashable, str] = {}
    counts: dict[str, int] = {}
    mentions = []
    for candidate, key in keyed:
        if key not in numbers:
            prefix = PREFIXES[candidate.label]
            counts[prefix] = counts.get(prefix, 0) + 1
            numbers[key] = f"{prefix}{counts[prefix]}"
        mentions.append(_mention(reading, candidate, numbers[key], policy))
    found = tuple(mentions)
    return Analysis(found, find_parties(text, reading, zones, found), _source_zones(reading, zones))


def _candidates(reading: Reading, zones: tuple[Zone, ...], detectors: Sequence[Detector]) -> list[Candidate]:
    found: list[Candidate] = []
    for detector in detectors:
        taken = [(candidate.start, candidate.end) for candidate in found]
        more = detector.find(reading, zones, taken)
        found = joined(reading, found, more) if detector is LEARNED else found + more
    return found


def _settle(candidates: list[Candidate], length: int) -> list[Candidate]:
    """Return candidates that do not overlap: lower rank first, then longer."""
    used = bytearray(length)
    kept = []
    for candidate in sorted(candidates, key=lambda c: (c.rank, c.start - c.end, c.start)):
        if candidate.end > candidate.start and not any(used[candidate.start : candidate.end]):
            used[candidate.start : candidate.end] = b"\1" * (candidate.end - candidate.start)
            kept.append(candidate)
    kept.sort(key=lambda candidate: candidate.start)
    return kept


def _link(reading: Reading, settled: list[Candidate], zones: tuple[Zone, ...]) -> list[tuple[Candidate, Hashable]]:
    """Return each candidate, propagated ones included, with the key of its entity."""
    covered = bytearray(len(reading.text) + 1)
    for candidate in settled:
        covered[candidate.start : candidate.end] = b"\1" * (candidate.end - candidate.start)
    register, linked = link_persons([candidate for candidate in settled if candidate.label in _NAMED], zones)
    keyed: list[tuple[Candidate, Hashable]] = []
    for found, person in linked:
        candidate = _with_first_syllable(reading, found, person.name)
        label = OFFICIAL if person.official else PERSON
        action = "keep" if person.official else candidate.action if candidate.label == PERSON else "replace"
        keyed.append((replace(candidate, label=label, action=action, role=person.role or candidate.role), id(person)))
    for candidate, person in propagate_persons(reading, register, covered):
        keyed.append((candidate, id(person)))
        covered[candidate.start : candidate.end] = b"\1" * (candidate.end - candidate.start)
    others = [candidate for candidate in settled if candidate.label not in _NAMED]
    rest = firms.apart(reading, _without_public_bodies(reading, others))
    known = firms.Firms(reading, rest)
    keyed += [(candidate, _key(candidate, known)) for candidate in rest]
    keyed += [(again, _key(source, known)) for again, source in propagate_names(reading, rest, covered)]
    return keyed


def _apart(keyed: list[tuple[Candidate, Hashable]]) -> list[tuple[Candidate, Hashable]]:
    """Return the candidates in order; one that runs into the one before it begins where that ends."""
    apart: list[tuple[Candidate, Hashable]] = []
    at = 0
    for candidate, key in sorted(keyed, key=lambda pair: (pair[0].start, pair[0].end)):
        if candidate.end > at:
            apart.append((replace(candidate, start=max(at, candidate.start)), key))
            at = candidate.end
    return apart


def _with_first_syllable(reading: Reading, candidate: Candidate, name: tuple[str, ...]) -> Candidate:
    """Return the candidate with the "Anh" of a given name "Anh Điền", which looks like a title."""
    index = reading.at(candidate.start) - 1
    size = len(words_of(candidate.link))
    if (
        index > 0
        and size < len(name)
        and reading.capital[index]
        and reading.gap[index] == 0
        and reading.low[index] == name[-size - 1]
        and not reading.starts_sentence(index)
    ):
        return replace(candidate, start=reading.start[index])
    return candidate


def _without_public_bodies(reading: Reading, candidates: list[Candidate]) -> list[Candidate]:
    """Return the candidates without districts of public bodies, but for those that an address of the text codes too."""
    coded = {
        folded(words_of(reading.text[start:end]))
        for candidate in candidates
        if candidate.label == ADDRESS and candidate.role == "below_district"
        for start, end in candidate.parts
    }
    return [
        candidate
        for candidate in candidates
        if candidate.role != "body_district"
        or any(folded(words_of(reading.text[start:end])) in coded for start, end in candidate.parts)
    ]


def _key(candidate: Candidate, known: firms.Firms) -> Hashable:
    if candidate.label == ORGANISATION:
        return ORGANISATION, known.key(candidate)
    if candidate.label == ADDRESS:
        return ADDRESS, folded(words_of(candidate.link.replace(",", " ")))
    return candidate.label, candidate.role, candidate.link


def _mention(reading: Reading, candidate: Candidate, entity: str, policy: Policy) -> Mention:
    start, end = reading.plain.source_span(candidate.start, candidate.end)
    action = policy.action(candidate.label, candidate.role)
    if action == "replace" and candidate.action == "review":
        action = "review"
    role = candidate.role or ("other" if candidate.label in _NAMED else "")
    return Mention(start, end, candidate.label, entity, role, action, candidate.evidence, round(candidate.score, 2))


def _source_zones(reading: Reading, zones: tuple[Zone, ...]) -> tuple[Zone, ...]:
    moved = []
    for zone in zones:
        start, end = reading.plain.source_span(zone.start, zone.end)
        moved.append(replace(zone, start=start, end=end))
    return tuple(moved)
