"""How much of a hand-made gold the reader finds, on invented judgments and on the shared ones where they are present.

The gold of shared judgments is kept as places and labels without their text; seven of them ("held") were not read
by anyone before the rules were written and first measured.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from indexer.reading import Document, understand
from indexer.reading.legacy import decoded
from records.desk.differences import alike
from vietnamese.letters import fold

ROOT = Path(__file__).resolve().parents[1]
GOLD = ROOT / "tests" / "gold" / "reading"
_COURT_WORDS = frozenset(
    [
        "toa",
        "an",
        "nhan",
        "dan",
        "tand",
        "thanh",
        "pho",
        "tp",
        "tinh",
        "huyen",
        "quan",
        "thi",
        "xa",
        "tx",
        "khu",
        "vuc",
        "cap",
        "cao",
        "tai",
    ]
)
SHARED = ROOT.parent / "shared" / "data" / "judgments"


@dataclass
class Score:
    """Counts by name (right, wrong, missing, extra …) and the ids with what was wrong in each."""

    counts: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def share(self, right: str, *whole: str) -> float:
        """Return right / (right + whole); 1.0 where there is nothing."""
        total = self.counts[right] + sum(self.counts[name] for name in whole)
        return self.counts[right] / total if total else 1.0


def shared_gold(split: str | None = None) -> list[dict[str, Any]]:
    """Return the gold of the shared judgments, of one split ("dev", "held") or all."""
    found = [json.loads(path.read_text(encoding="utf-8")) for path in sorted((GOLD / "shared").glob("*.json"))]
    return [gold for gold in found if split is None or gold["split"] == split]


def invented_gold() -> list[dict[str, Any]]:
    """Return the gold of the invented judgments, each with its text."""
    lines = (GOLD / "invented.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def shared_text(gold: dict[str, Any]) -> str:
    """Return the text that the places of a gold stand in."""
    return (SHARED / f"{gold['id']}.txt").read_text(encoding="utf-8")


def same_value(name: str, told: str, read: str) -> bool:
    """Whether a value as written in a text or a list is the one that was read: days in words, courts by their place."""
    if name.endswith("_on"):
        return _iso(told) == read
    if name == "court":
        left, right = _place(told), _place(read)
        return left <= right or right <= left
    return alike(name, told, read)


def _iso(told: str) -> str:
    parts = [int(part) for part in re.findall(r"\d+", told)]
    if len(parts) != 3:
        return told
    year, month, day = parts if parts[0] > 31 else parts[::-1]
    return f"{year:04}-{month:02}-{day:02}"


def _place(name: str) -> set[str]:
    """The words of a court's name that say which: without its rank and the words that every court bears."""
    return set(re.findall(r"[a-z0-9]{2,}", fold(name))) - _COURT_WORDS


def score(gold: dict[str, Any], text: str, total: Score) -> Document:
    """Add the counts of one document to the total; return what was read."""
    found = understand(text)
    _articles(gold, found, total)
    _metadata(gold, text, found, total)
    _parties(gold, found, total)
    _zones(gold, found, total)
    numbers = {_written(text, place).replace(" ", "") for place in gold["judgments"]}
    for name, told, read in (
        ("precedent", {number for _, number in gold["precedents"]}, {one.target for one in found.precedents}),
        (
            "judgment",
            numbers,
            {one.number for one in found.judgments},
        ),
    ):
        total.counts[f"{name}_found"] += len(told & read)
        total.counts[f"{name}_missing"] += len(told - read)
        total.faults += [f"{gold['id']} {name} missing {one}" for one in told - read]
    return found


def _articles(gold: dict[str, Any], found: Document, total: Score) -> None:
    used: set[int] = set()
    for told in gold["articles"]:
        match = next(
            (
                index
                for index, one in enumerate(found.articles)
                if index not in used and one.article == told["article"] and one.start <= told["start"] < one.end
            ),
            None,
        )
        where = f"{gold['id']} @{told['start']} Điều {told['article']}"
        if match is None:
            total.counts["article_missing"] += 1
            total.faults.append(f"{where} missing")
            continue
        used.add(match)
        total.counts["article_found"] += 1
        version = found.articles[match].version
        right = version is not None and (
            version.number == told["act"] or (told["act"].endswith("*") and told["act"][:-1] in version.name.lower())
        )
        total.counts["act_right" if right else "act_wrong"] += 1
        if not right:
            total.faults.append(f"{where}: {version.number if version else None} instead of {told['act']}")
    for index, one in enumerate(found.articles):
        if index not in used:
            total.counts["article_extra"] += 1
            total.faults.append(f"{gold['id']} @{one.start} Điều {one.article} extra")


def _metadata(gold: dict[str, Any], text: str, found: Document, total: Score) -> None:
    source = decoded(text).text
    typed = gold.get("values") or {name: _written(source, place) for name, place in gold["metadata"].items()}
    read = {name: one.value for name, one in found.metadata.items() if isinstance(one.value, str)}
    for name, value in typed.items():
        alias = "case_number" if name == "accepted_number" else name
        right = name not in read or same_value(alias, str(value), read[name])
        _count(total, gold, name, present=name in read, right=right)
    for name, value in gold["labels"].items():
        present = name in found.metadata
        _count(
            total, gold, name, present=present, right=value is True or (present and found.metadata[name].value == value)
        )
    if "panel" in gold:
        names = ", ".join(_written(source, place) for place in gold["panel"])
        panel = read.get("panel", "")
        _count(total, gold, "panel", present=bool(panel), right=fold(panel) == fold(names))


def _written(source: str, place: list[int]) -> str:
    return " ".join(source[slice(*place)].split())


def _count(total: Score, gold: dict[str, Any], name: str, *, present: bool, right: bool) -> None:
    kind = "field_right" if present and right else "field_wrong" if present else "field_missing"
    total.counts[kind] += 1
    if kind != "field_right":
        total.faults.append(f"{gold['id']} {name} {kind}")


def _parties(gold: dict[str, Any], found: Document, total: Score) -> None:
    used: set[int] = set()
    for told in gold["parties"]:
        match = next(
            (
                index
                for index, one in enumerate(found.parties)
                if index not in used and one.start < told["end"] and told["start"] < one.end
            ),
            None,
        )
        if match is None:
            total.counts["party_missing"] += 1
            total.faults.append(f"{gold['id']} @{told['start']} party missing")
            continue
        used.add(match)
        right = found.parties[match].role == told["role"]
        total.counts["party_right" if right else "party_wrong"] += 1
        if not right:
            total.faults.append(f"{gold['id']} @{told['start']} role {found.parties[match].role}")
    extra = [one for index, one in enumerate(found.parties) if index not in used]
    total.counts["party_extra"] += len(extra)
    total.faults += [f"{gold['id']} @{one.start} party extra ({one.role})" for one in extra]


def _zones(gold: dict[str, Any], found: Document, total: Score) -> None:
    starts = {zone.name: zone.start for zone in found.zones}
    for name, start in gold["zones"].items():
        right = name in starts and abs(starts[name] - start) <= 4
        total.counts["zone_right" if right else "zone_wrong"] += 1
        if not right:
            total.faults.append(f"{gold['id']} zone {name} {starts.get(name)} instead of {start}")


def figures(total: Score) -> dict[str, float]:
    """Return the shares that the project promises: articles, acts, fields, parties, zones, other citations."""
    return {
        "article_recall": total.share("article_found", "article_missing"),
        "article_precision": total.share("article_found", "article_extra"),
        "act_right": total.share("act_right", "act_wrong"),
        "field_right": total.share("field_right", "field_wrong", "field_missing"),
        "party_right": total.share("party_right", "party_wrong", "party_missing"),
        "party_precision": total.share("party_right", "party_wrong", "party_extra"),
        "zone_right": total.share("zone_right", "zone_wrong"),
        "precedent_recall": total.share("precedent_found", "precedent_missing"),
        "judgment_recall": total.share("judgment_found", "judgment_missing"),
    }


def measure_gold(documents: list[tuple[dict[str, Any], str]]) -> Score:
    """Return the counts over documents, each a gold and its text."""
    total = Score()
    for gold, text in documents:
        score(gold, text, total)
    return total


def run() -> dict[str, Any]:
    """Return the figures on the invented judgments and, where the shared ones are present, on their two parts."""
    sets = {"invented": [(gold, gold["text"]) for gold in invented_gold()]}
    if SHARED.is_dir():
        sets |= {split: [(gold, shared_text(gold)) for gold in shared_gold(split)] for split in ("dev", "held")}
    report: dict[str, Any] = {}
    for name, documents in sets.items():
        total = measure_gold(documents)
        shares = {key: round(value, 4) for key, value in figures(total).items()}
        report[name] = {"documents": len(documents), "articles": total.counts["article_found"], **shares}
    return report


if __name__ == "__main__":
    print(json.dumps(run(), ensure_ascii=False, indent=1))
