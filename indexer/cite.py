"""Who cites what: reads the citations of a published text and stores them as the graph that pages and search ask.

Only the public text is read; nothing of the restricted database comes near.
"""

import re
import tomllib
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate
from pathlib import Path
from typing import Any, Final

import structlog

from indexer.reading import read_document
from records import citations, public, statutes
from records.case_keys import case_key
from records.citations import Citation
from records.courts import find_court
from records.database import Store
from records.public import PublicJudgment
from records.statutes import KnownAct, article_number
from vietnamese.addresses import act_code

log = structlog.get_logger()

READER: Final = "1"
"""Changes when the reading of citations does: every text is then read again by `cite`."""
BATCH: Final = 100
_ACTS: Final = Path(__file__).parent / "reading" / "data" / "acts.toml"
_GENERAL: Final = frozenset({"26/2008/QH12", "326/2016/UBTVQH14", "10/2009/PL-UBTVQH12"})
"""Acts on enforcement and court fees: they stand in nearly every judgment and say nothing about the case."""
_NUMBER: Final = re.compile(r"[0-9]{1,4}[a-z]?/(?:19|20)[0-9]{2}/[\w-]*\w")
_BRACKETED: Final = re.compile(r"\(([^()]+)\)\s*$")
_PRECEDENT: Final = re.compile(r"0*([1-9][0-9]{0,2})(?:\s*/\s*((?:19|20)[0-9]{2}))?")
_SURE: Final = 0.9
_OUTCOMES: Final = (("hủy", "annulled"), ("sửa", "amended"), ("giữ nguyên", "upheld"))
"""A ruling that sets aside one part and upholds another sets aside: the gravest word counts."""
Read = Callable[[str], Mapping[str, Any]]


@dataclass(frozen=True)
class _Paragraphs:
    """Where each paragraph starts in the text of a judgment."""

    starts: Sequence[int]
    lengths: Sequence[int]

    def place(self, start: int, end: int) -> tuple[int, int, int]:
        """The number of the paragraph, from 1, and the place in it; what runs over its end is cut there."""
        index = max(0, bisect_right(self.starts, start) - 1)
        first = self.starts[index]
        return index + 1, start - first, min(end - first, self.lengths[index])


def cite(store: Store, ids: Sequence[str] | None = None, read: Read = read_document) -> int:
    """Read the citations of the public judgments (of `ids`) that were not read yet; forget those not public any more.

    Safe to run twice and beside itself. Returns how many texts were read.
    """
    count = 0
    if ids is not None:
        citations.forget(store, ids)
    due = citations.unread(store, READER, ids)
    for start in range(0, len(due), BATCH):
        for judgment in public.find_many(store, due[start : start + BATCH]):
            found = list(_found(store, judgment, read))
            _know(store, found)
            count += citations.save(store, judgment.public_id, judgment.version, found, READER)
            log.info("judgment.cited", id=judgment.public_id, version=judgment.version, citations=len(found))
    return count


def seed_acts(store: Store) -> int:
    """Write the acts that reading knows by name and number into the records; return how many; safe to run twice."""
    return statutes.seed_acts(store, known_acts())


def known_acts() -> list[KnownAct]:
    """The acts that reading knows, each version by its number with the one that came after it."""
    table = tomllib.loads(_ACTS.read_text("utf-8"))
    known = []
    for family in table["act"]:
        later: str | None = None
        for version in family["versions"]:
            number = version["number"]
            known.append(
                KnownAct(
                    number=number,
                    name=family["name"],
                    names=tuple(family["names"]),
                    abbreviations=tuple(family["abbreviations"]),
                    valid_from=version.get("from"),
                    valid_to=version.get("to"),
                    replaced_by=later if version.get("to") else None,
                    general=number in _GENERAL,
                )
            )
            later = number
    return known


def _found(store: Store, judgment: PublicJudgment, read: Read) -> Iterator[Citation]:
    text = "\n".join(judgment.paragraphs)
    lengths = [len(paragraph) for paragraph in judgment.paragraphs]
    places = _Paragraphs(list(accumulate((length + 1 for length in lengths[:-1]), initial=0)), lengths)
    own = case_key(judgment.case_number)
    courts: dict[tuple[str, date | None], str | None] = {}
    document = read(text)
    below, outcome = _outcome(document.get("metadata", {}))
    for raw in document["citations"]:
        paragraph, start, end = places.place(raw["start"], raw["end"])
        shared = {
            "paragraph": paragraph,
            "start": start,
            "end": end,
            "kind": raw["kind"],
            "target": _short(raw.get("act") if raw["kind"] == "statute" else raw.get("target"), 120),
            "inferred": bool(raw.get("inferred")),
            "confidence": float(raw.get("confidence", 1.0)),
            "applied": raw.get("applied"),
        }
        match raw["kind"]:
            case "statute":
                special = _statute(raw)
            case "precedent":
                special = _precedent(raw)
            case _:
                special = _judgment(store, raw, own, courts)
                if special and special["case_key"] is not None and special["case_key"] == below:
                    special["outcome"] = outcome
        if special is not None:
            yield Citation(**shared, **special)


def _statute(raw: Mapping[str, Any]) -> dict[str, Any] | None:
    article = article_number(str(raw.get("article") or ""))
    act = _act(raw)
    if act is None:
        return None
    return {
        "act": act,
        "article": article,
        "clause": _short(raw.get("clause"), 12),
        "point": _short(raw.get("point"), 12),
    }


def _act(raw: Mapping[str, Any]) -> str | None:
    """The act by its number, however reading names it: bare, in brackets after the name, or in an article's address."""
    for value in (raw.get("target"), raw.get("act")):
        if not value:
            continue
        text = str(value)
        number = _NUMBER.search(text)
        bracketed = _BRACKETED.search(text)
        if number or bracketed:
            return act_code(number[0] if number else bracketed[1])[:80]  # type: ignore[index]
    act = raw.get("act")
    return act_code(str(act))[:80] if act else None


def _precedent(raw: Mapping[str, Any]) -> dict[str, Any] | None:
    match = _PRECEDENT.search(str(raw.get("target") or ""))
    if match is None:
        return None
    year = raw.get("year") or match[2]
    return {"precedent": int(match[1]), "year": int(year) if year else None}


def _judgment(
    store: Store, raw: Mapping[str, Any], own: str | None, courts: dict[tuple[str, date | None], str | None]
) -> dict[str, Any] | None:
    key = case_key(str(raw.get("number") or raw.get("target") or ""))
    if key is not None and key == own:
        return None
    day = date.fromisoformat(raw["decided_on"]) if raw.get("decided_on") else None
    printed = (str(raw.get("court") or ""), day)
    if printed not in courts:
        court = find_court(store, *printed) if printed[0] else None
        courts[printed] = court.code if court else None
    return {"case_key": _short(key, 60), "court_code": courts[printed], "decided_on": day}


def _outcome(metadata: Mapping[str, Any]) -> tuple[str | None, str | None]:
    """The judgment of the lower instance and what became of it, as the reading of the whole text says."""
    below, result = (str(metadata[name]["value"]) if name in metadata else "" for name in ("appealed_number", "result"))
    found = next((outcome for word, outcome in _OUTCOMES if word in result.lower()), None)
    return case_key(below), found


def _know(store: Store, found: Iterable[Citation]) -> None:
    """Acts that stand in no table get a record by the number they are cited with, when that is sure."""
    cited = {one.act: one.target for one in found if one.act and one.target and one.confidence >= _SURE}
    missing = set(cited) - set(statutes.acts_by_code(store, cited))
    known = []
    for code in sorted(missing):
        label = str(cited[code])
        number = _NUMBER.search(label)
        if number and act_code(number[0]) == code:
            known.append(KnownAct(number=number[0], name=label))
    if known:
        statutes.seed_acts(store, known)


def _short(value: object, most: int) -> str | None:
    return None if value is None else str(value)[:most] or None
