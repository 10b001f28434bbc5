"""Everything a judgment says about itself, in the shape of `banan read` (design/contract.md 3.6)."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from anonymizer.reading import read as read_words
from anonymizer.zones import find_zones
from indexer.reading.articles import Article, articles_in
from indexer.reading.checks import warnings_about
from indexer.reading.findings import Finding
from indexer.reading.legacy import decoded
from indexer.reading.metadata import read
from indexer.reading.outcome import read_offences, read_outcome
from indexer.reading.panel import read_panel, read_signature
from indexer.reading.party_block import Listed, parties_in
from indexer.reading.plain import plain
from indexer.reading.references import Judgment, Precedent, judgments_in, precedents_in
from vietnamese.addresses import act_code

if TYPE_CHECKING:
    from anonymizer.types import Zone
    from indexer.reading.plain import Plain

ADULT_YEARS: Final = 18
_ORDER: Final = (
    "case_number", "court", "decided_on", "hearing_on", "kind", "instance", "case_type", "legal_relation",
    "presiding_judge", "panel", "clerk", "prosecutor", "accepted_number", "closed_hearing", "minors",
    "appealed_number", "appealed_on", "appealed_court", "result", "effective_hint", "appeal_days",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Document:
    """What was read: findings by name, zones and parties by place, citations, and sentences for a person."""

    metadata: dict[str, Finding]
    zones: tuple[Zone, ...]
    parties: tuple[Listed, ...]
    articles: tuple[Article, ...]
    precedents: tuple[Precedent, ...]
    judgments: tuple[Judgment, ...]
    warnings: tuple[str, ...]


def read_document(text: str, id: str | None = None) -> dict[str, Any]:  # noqa: A002  the name in the contract
    """Read a judgment: one JSON-ready object as `banan read` prints it; all places are code points of `text`.

    Works on any text; what is not stated is absent, what contradicts itself is in `warnings`.
    """
    found = understand(text)
    citations = [*map(_article, found.articles), *map(_precedent, found.precedents), *map(_judgment, found.judgments)]
    return {
        "id": id,
        "metadata": {name: _finding(found.metadata[name]) for name in _ORDER if name in found.metadata},
        "zones": [{"name": zone.name, "start": zone.start, "end": zone.end} for zone in found.zones],
        "parties": [
            {"role": party.role, "name": party.name, "start": party.start, "end": party.end} for party in found.parties
        ],
        "citations": sorted(citations, key=lambda one: (one["start"], one["end"])),
        "warnings": list(found.warnings),
    }


def understand(text: str) -> Document:
    """Read a judgment into values; `read_document` is the same as plain data."""
    legacy = decoded(text)
    copy = plain(legacy.text)
    words = read_words(legacy.text)
    zones = find_zones(words)
    metadata = dict(read(legacy.text).metadata)
    panel, parties_zone, decision = (_bounds(copy, words, zones, name) for name in ("panel", "parties", "decision"))
    if panel:
        metadata |= read_panel(copy, *panel)
    if "presiding_judge" not in metadata and (signed := read_signature(copy)):
        metadata["presiding_judge"] = signed
    parties = parties_in(copy, *parties_zone) if parties_zone else ()
    decided = _day(metadata.get("hearing_on")) or _day(metadata.get("decided_on"))
    _add_minors(metadata, parties, decided)
    instance, case_type, own = (_text(metadata.get(name)) for name in ("instance", "case_type", "case_number"))
    if decision:
        offences = read_offences(copy, *decision) if case_type == "hình sự" else None
        if offences and "legal_relation" not in metadata:
            metadata["legal_relation"] = offences
        metadata |= read_outcome(copy, *decision, instance, case_type)
    precedents, judgments = tuple(precedents_in(copy)), tuple(judgments_in(copy, own))
    _add_appealed(metadata, instance, judgments)
    articles = tuple(articles_in(copy, _day(metadata.get("decided_on")), case_type))
    warnings = warnings_about(copy, metadata, precedents, legacy.lines)
    return Document(
        metadata, tuple(_in_source(words, zone) for zone in zones), parties, articles, precedents, judgments, warnings
    )


def _in_source(words: Any, zone: Zone) -> Zone:  # noqa: ANN401  anonymizer.reading.Reading, named as ours
    start, end = words.plain.source_span(zone.start, zone.end)
    return type(zone)(zone.name, start, end)


def _bounds(copy: Plain, words: Any, zones: tuple[Zone, ...], name: str) -> tuple[int, int] | None:  # noqa: ANN401
    zone = next((zone for zone in zones if zone.name == name), None)
    if zone is None:
        return None
    start, end = words.plain.source_span(zone.start, zone.end)
    return bisect_left(copy.places, start), min(bisect_left(copy.places, end), len(copy.text))


def _add_minors(metadata: dict[str, Finding], parties: tuple[Listed, ...], hearing: date | None) -> None:
    """Parties who may have been under 18 on the day; with a year only, the youngest age it allows counts."""
    if hearing is None:
        return
    young = [party for party in parties if (born := _youngest(party)) and not _grown(born, hearing)]
    if young:
        names = ", ".join(party.name for party in young)
        metadata["minors"] = Finding(names, young[0].start, young[0].end, "birth")


def _youngest(party: Listed) -> date | None:
    return party.birth_date or (date(party.birth_year, 12, 31) if party.birth_year else None)


def _grown(born: date, day: date) -> bool:
    return (day.year - born.year, day.month, day.day) >= (ADULT_YEARS, born.month, born.day)


def _add_appealed(metadata: dict[str, Finding], instance: str | None, judgments: tuple[Judgment, ...]) -> None:
    """The judgment that is appealed: the first one of a lower instance that the text names."""
    lower = {"phúc thẩm": {"sơ thẩm"}, "giám đốc thẩm": {"phúc thẩm", "sơ thẩm"}, "tái thẩm": {"phúc thẩm", "sơ thẩm"}}
    stages = lower.get(instance or "")
    if not stages:
        metadata.pop("appealed_number", None)
        return
    below = next((one for one in judgments if one.stage == "phúc thẩm" and one.stage in stages), None)
    below = below or next((one for one in judgments if one.stage in stages), None)
    if below is None:
        return
    metadata["appealed_number"] = Finding(below.number, below.start, below.end, "appealed")
    if below.decided_on:
        metadata["appealed_on"] = Finding(below.decided_on, below.start, below.end, "appealed")
    if below.court:
        metadata["appealed_court"] = Finding(below.court, below.start, below.end, "appealed")


def _day(finding: Finding | None) -> date | None:
    return date.fromisoformat(finding.value) if finding and isinstance(finding.value, str) else None


def _text(finding: Finding | None) -> str | None:
    return finding.value if finding and isinstance(finding.value, str) else None


def _finding(finding: Finding) -> dict[str, Any]:
    return {"value": finding.value, "start": finding.start, "end": finding.end, "rule": finding.rule}


def _citation(one: Article | Precedent | Judgment, kind: str, target: str | None, confidence: float) -> dict[str, Any]:
    return {
        "start": one.start, "end": one.end, "kind": kind, "target": target, "act": None, "article": None,
        "clause": None, "point": None, "inferred": False, "confidence": confidence,
    }  # fmt: skip


def _article(one: Article) -> dict[str, Any]:
    target = f"{act_code(one.version.number)}.{one.article}" if one.version and one.version.number else None
    return _citation(one, "statute", target, one.confidence) | {
        "act": one.version.label if one.version else None, "article": one.article, "clause": one.clause,
        "point": one.point, "inferred": one.inferred,
    }  # fmt: skip


def _precedent(one: Precedent) -> dict[str, Any]:
    return _citation(one, "precedent", one.target, 0.7 if one.doubtful else 1.0) | {"applied": one.applied}


def _judgment(one: Judgment) -> dict[str, Any]:
    return _citation(one, "judgment", one.number, one.confidence) | {"court": one.court, "decided_on": one.decided_on}
