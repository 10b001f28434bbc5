"""How well what people type finds what they need: our engine, plain BM25 and SQLite's FTS5 on the same texts.

python -m bench.relevance [--folder FOLDER] [--development]

Real cases (shared folder; ids and figures only are written) among INVENTED made-up ones. Weights were set on one half
of the cases (`--development`), figures are of the other. MRR@10: mean of 1 / place of the right document, 0 behind the
tenth. `--folder` keeps the indices for the next run.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
import time
import tomllib
from collections import defaultdict
from pathlib import Path
from statistics import mean
from typing import TYPE_CHECKING, Any

from bench.corpus import document
from bench.relevance_texts import Case, cases, laws, names, questions
from bench.relevance_texts.lawyers import Asked, by_article, by_number, by_phrase
from bench.relevance_texts.systems import TOP, Fts5, Ours, Plain, System, build
from bench.relevance_texts.typing import mistyped, old_tones, unmarked

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from search.engine import SearchDocument

INVENTED = 20_000
_HERE = Path(__file__).parent
NEEDS, JUDGED = _HERE / "relevance_needs.toml", _HERE / "relevance_judged.json"
_FIVE = 5
_NUMBERED = 100
_VARIANTS: dict[str, Callable[[str], str]] = {
    "a_as_asked": str,
    "b_without_marks": unmarked,
    "b_typing_errors": mistyped,
    "b_old_tones": old_tones,
}


def run(folder: Path | None = None, *, held: bool = True) -> dict[str, Any]:
    """Return the table of issue 7, item 9, for the held half of the cases or for the other."""
    if folder is None:
        with tempfile.TemporaryDirectory() as made:
            return run(Path(made), held=held)
    real = cases()
    articles = laws()
    documents = [case.document for case in real]
    for name, texts, invented in (
        ("cases", documents, INVENTED),
        ("real", documents, 0),
        ("laws", list(articles.values()), 0),
    ):
        build(folder / name, texts, invented)
    half = [case for case in real if case.held == held]
    large = _systems(folder / "cases")
    return {
        "documents": {"real": len(real), "invented": INVENTED, "laws": len(articles)},
        "half": "reported" if held else "development",
        "known_item": {
            name: _known_item(large if name == "a_as_asked" else _both(large), half, typed)
            for name, typed in _VARIANTS.items()
        },
        "c_lawyers": _lawyers(_both(large), half, documents),
        "d_articles": _answers(_systems(folder / "laws"), real, half),
        "e_needs": _needs(_systems(folder / "real"), real),
    }


def _systems(folder: Path) -> dict[str, System]:
    return {"ours": Ours(folder, names()), "plain_bm25": Plain(folder), "sqlite_fts5": Fts5(folder)}


def _both(systems: Mapping[str, System]) -> dict[str, System]:
    """Without FTS5, which needs half a second for a long query and differs from plain BM25 in nothing but speed."""
    return {name: system for name, system in systems.items() if name != "sqlite_fts5"}


def _known_item(systems: Mapping[str, System], half: Sequence[Case], typed: Callable[[str], str]) -> dict[str, Any]:
    """MRR@10 of each system over the queries of the cases; CPU milliseconds a query."""
    asked = [(typed(query), {case.document.id}) for case in half for query in case.queries]
    return _compared(systems, asked, _reciprocal)


def _compared(
    systems: Mapping[str, System],
    asked: Sequence[tuple[str, set[str]]],
    measure: Callable[[Sequence[str], set[str]], float],
) -> dict[str, Any]:
    rows: dict[str, Any] = {"queries": len(asked)}
    for name, system in systems.items():
        began = time.process_time()
        found = [measure(system.first(query), right) for query, right in asked]
        cpu = (time.process_time() - began) / len(asked) * 1000
        rows[name] = {"value": round(mean(found), 4), "cpu_ms": round(cpu, 2)}
    rows["ratio_to_plain"] = round(rows["ours"]["value"] / rows["plain_bm25"]["value"], 3)
    return rows


def _reciprocal(found: Sequence[str], right: set[str]) -> float:
    return next((1 / place for place, one in enumerate(found, 1) if one in right), 0.0)


def _recall(found: Sequence[str], right: set[str]) -> float:
    return len(right & set(found[:TOP])) / len(right)


def _lawyers(
    systems: Mapping[str, System], half: Sequence[Case], documents: Sequence[SearchDocument]
) -> dict[str, Any]:
    """MRR@10 for case numbers, articles and quoted phrases; right is every document that fits what was asked."""
    every = [*documents, *(document(number) for number in range(INVENTED))]
    draw = random.Random(9)  # noqa: S311  the same queries at each call
    own = [case.document for case in half]
    numbered = [*(one for one in own if one.year), *draw.sample(every[-INVENTED:], _NUMBERED)]
    kinds: dict[str, list[Asked]] = {
        "number": by_number(numbered, every),
        "article": by_article(own, every, draw),
        "phrase": by_phrase(own, documents, draw),
    }
    rows = {name: _compared(systems, asked, _reciprocal) for name, asked in kinds.items()}
    rows["all"] = _compared(systems, [one for asked in kinds.values() for one in asked], _reciprocal)
    return rows


def _answers(systems: Mapping[str, System], real: Sequence[Case], half: Sequence[Case]) -> dict[str, Any]:
    """Mean share of the articles and precedents that answer a question among the first ten."""
    number = {key: one.id for key, one in laws().items()}
    keys = {case.key for case in half}
    known = {case.key: case for case in real}
    asked = [(one.text, {number[key] for key in one.answers}) for one in questions(known) if one.case.key in keys]
    return _compared(systems, asked, _recall)


def _needs(systems: Mapping[str, System], real: Sequence[Case]) -> dict[str, Any]:
    """Share of the lay phrasings with a judgment among the first five that a reader found useful for the need."""
    judged = json.loads(JUDGED.read_text("utf-8")) if JUDGED.exists() else {}
    keys = {case.document.id: case.key for case in real}
    rows: dict[str, Any] = {}
    for name, system in systems.items():
        hits: list[float] = []
        without: list[str] = []
        unjudged: dict[str, set[str]] = defaultdict(set)
        for need in tomllib.loads(NEEDS.read_text("utf-8"))["need"]:
            seen = judged.get(need["id"], {"useful": [], "other": []})
            for query in need["queries"]:
                first = [keys[one] for one in system.first(query)[:_FIVE]]
                hits.append(float(any(key in seen["useful"] for key in first)))
                without += [] if hits[-1] else [query]
                unjudged[need["id"]] |= set(first) - {*seen["useful"], *seen["other"]}
        rows[name] = {"value": round(mean(hits), 4), "unjudged": sum(map(len, unjudged.values()))}
        if name == "ours":
            rows["queries"], rows["without"] = len(hits), without
    return rows


if __name__ == "__main__":
    line = argparse.ArgumentParser()
    line.add_argument("--folder", type=Path)
    line.add_argument("--development", action="store_true")
    given = line.parse_args()
    print(json.dumps(run(given.folder, held=not given.development), ensure_ascii=False, indent=2))
