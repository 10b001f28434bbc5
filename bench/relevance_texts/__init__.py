"""Real cases, articles and precedents from the shared folder, as documents of the engine, with queries for them.

None of these texts is part of the repository; results name documents by the ids of the shared folder only.
"""

from __future__ import annotations

import csv
import json
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from indexer.cite import known_acts
from indexer.reading import read_document
from search.analysis import number_id
from search.engine import SearchDocument
from search.lexicon import Lexicon, lexicon
from search.nodes import case_parts
from vietnamese.addresses import act_code
from vietnamese.letters import LOWER, UPPER, canonical

if TYPE_CHECKING:
    from collections.abc import Mapping

DATA = Path(__file__).parents[3] / "shared" / "data"
_PUBLISHED = datetime(2024, 1, 1, tzinfo=UTC)
_LEGACY = frozenset({"alqac_case_5236", "alqac_case_2705"})
"""Texts in a legacy encoding read wrongly: no words of Vietnamese."""
_ZONES = {"facts": "facts", "reasoning": "reasoning", "decision": "decision"}
_FIRST_ID = 2**39
"""Ids of real documents start here, those of the invented ones are elsewhere by chance of their numbers."""

_NAME = rf"[{UPPER}][{LOWER}]+"
_CODE = r"[A-ZĐ]{1,2}\d{0,2}"
_ROLE = r"[Ôô]ng|[Bb]à|[Aa]nh|[Cc]hị|[Cc]háu|[Ee]m|[Cc]ụ|[Bb]ị cáo"
_PERSON = re.compile(rf"\b(?:(?P<role>{_ROLE})\s+)?(?:{_NAME}\s+){{1,4}}{_CODE}(?![\w/.-])")
_NO_PERSON = re.compile(r"(?:Ngân|Công|Tòa|Luật|Bộ|Điều|Khoản|Nghị|Tổng|Hợp|Doanh|Trường|Bệnh|Văn|Ủy|Quyết|Viện)\b")
_CODED = re.compile(rf"(?<![\w/.-]){_CODE}(?![\w/.-])")


@dataclass(frozen=True, slots=True)
class Case:
    """A real case: its id in the shared folder, its document, the queries that must find it."""

    key: str
    document: SearchDocument
    queries: tuple[str, ...] = ()

    @property
    def held(self) -> bool:
        """Whether it is of the half on which results are reported; weights are set on the other."""
        return sha256(self.key.encode()).digest()[0] % 2 == 1


@dataclass(frozen=True, slots=True)
class Question:
    """A question and the ids of the articles and precedents that answer it; `case` decides its half."""

    case: Case
    text: str
    answers: frozenset[str] = field(default_factory=frozenset)


def _lines(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (DATA / name).read_text("utf-8").splitlines()]


@cache
def _asked() -> list[dict[str, Any]]:
    return sorted(_lines("questions/questions-dev.jsonl"), key=lambda row: (str(row["doc_id"]), str(row["qa_id"])))


def cases() -> list[Case]:
    """Return every real case with its queries, coded names taken out of them."""
    groups = [(key, list(rows)) for key, rows in groupby(_asked(), key=lambda row: str(row["doc_id"]))]
    found = [_told(key, place, rows) for place, (key, rows) in enumerate(groups)]
    return [*found, *judgments(len(found))]


def _told(key: str, place: int, rows: list[dict[str, Any]]) -> Case:
    """The case as its questions tell it: situations and reasoning, each once."""
    facts = list(dict.fromkeys(part for row in rows for part in row["situation"].split("\n")))
    reasoning = list(dict.fromkeys(part for row in rows for part in row["legal_reasoning"].split("\n")))
    number = rows[0]["case_number"]
    made = _document(place, f"Bản án {number}", number, facts=facts, reasoning=reasoning)
    return Case(key, made, tuple(without_codes(row["question"]) for row in rows))


def judgments(start: int = 0) -> list[Case]:
    """Return the whole judgments with the query of each, ids counted from `start`."""
    asked = {row["id"]: row["query"] for row in json.loads((DATA / "judgments/queries.json").read_text("utf-8"))}
    with (DATA / "judgments/index.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["id"] not in _LEGACY and "header" not in row["file"]]
    found = []
    for place, row in enumerate(rows, start):
        text = canonical((DATA / "judgments" / row["file"]).read_text("utf-8"))
        read = read_document(text)
        zones: dict[str, list[str]] = {name: [] for name in (*_ZONES, "other")}
        for zone in read["zones"]:
            zones[_ZONES.get(zone["name"], "other")] += text[zone["start"] : zone["end"]].split("\n")
        made = _document(place, f"Bản án {row['case_number']}", row["case_number"], **zones)
        queries = (without_codes(asked[row["id"]]),) if row["id"] in asked else ()
        found.append(Case(row["id"], made, queries))
    return found


def _document(place: int, title: str, case_number: str, **zones: list[str]) -> SearchDocument:
    number, year, code = case_parts(case_number)
    kept = {name: [part for part in parts if part.strip()] for name, parts in zones.items()}
    articles, precedents = _cited("\n".join(part for parts in kept.values() for part in parts))
    return SearchDocument(
        id=number_id(_FIRST_ID + place),
        version=1,
        title=title,
        published_at=_PUBLISHED,
        case_number=case_number,
        number=number,
        year=year,
        code=code,
        articles=articles,
        precedents=precedents,
        **kept,
    )


def _cited(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Articles and precedents that the reader of judgments finds in the text, as facets have them."""
    found = read_document(text)["citations"]
    articles = [one["target"] for one in found if one["kind"] == "statute" and one["target"] and one["article"]]
    precedents = [one["target"].partition("/")[0] for one in found if one["kind"] == "precedent" and one["target"]]
    return tuple(dict.fromkeys(articles)), tuple(dict.fromkeys(precedents))


def laws() -> dict[str, SearchDocument]:
    """Return the articles of acts and the precedents by their ids."""
    found = {}
    for place, row in enumerate([*_lines("statutes/articles.jsonl"), *_lines("precedents/precedents.jsonl")]):
        head, _, text = row["text"].partition("\n")
        title = f"{head} {row['act']}" if "article" in row else row["act"]
        found[row["chunk_id"]] = SearchDocument(
            id=number_id(_FIRST_ID + place),
            version=1,
            title=title,
            published_at=_PUBLISHED,
            reasoning=[part for part in text.split("\n") if part.strip()],
            articles=(f"{act_code('/'.join((row['number'], row['year'], row['kind'])))}.{row['article']}",)
            if "article" in row
            else (),
            precedents=() if "article" in row else (row["number"],),
        )
    return found


def questions(known: Mapping[str, Case]) -> list[Question]:
    """Return the questions that articles or precedents answer; `known` are the cases by their ids."""
    return [
        Question(known[str(row["doc_id"])], without_codes(row["question"]), frozenset(row["positives"]))
        for row in _asked()
        if row["positives"]
    ]


def names() -> Lexicon:
    """Return the acts that a query may name; the courts of these cases are no part of the documents."""
    acts = [(act_code(act.number), act.name, (*act.names, *act.abbreviations, act.number)) for act in known_acts()]
    return lexicon((), acts)


def without_codes(text: str) -> str:
    """Return the text without coded names: "bà Trần Ngọc D1 kiện Công ty B" → "bà kiện Công ty"."""

    def taken(match: re.Match[str]) -> str:
        role = match["role"]
        named = match[0][len(role) if role else 0 :].strip()
        return match[0] if _NO_PERSON.match(named) else role or ""

    return re.sub(r"\s+", " ", _CODED.sub("", _PERSON.sub(taken, canonical(text)))).replace(" ,", ",").strip()
