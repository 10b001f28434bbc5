"""The embedded engine on invented judgments: each class of query through our layer and as bare calls of tantivy.

python -m bench.search [--documents 100000] [--growth] [--readers SECONDS]

`raw` are the calls that the engine makes of tantivy for the same tree, compiled before the clock starts: search, the
second query over the window, facets. Queries of one class take turns; times are of searches that return ids (`page`:
the whole HTML of the results page with 20 cards and their snippets). SQLite's FTS5 answers the common words over the
same documents beside it, up to SQLITE_DOCUMENTS of them.
"""

import argparse
import json
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from bench.corpus import document, documents, vocabulary
from bench.corpus.load import results_page, under_load
from search.analysis import fold_term, fold_terms, terms
from search.embedded import Embedded
from search.engine import SearchDocument
from search.query import SearchQuery, parse

DOCUMENTS = 100_000
GROWTH = (10_000, 50_000)
SQLITE_DOCUMENTS = 3_000
QUERIES, ROUNDS = 30, 2
FIVE = ("cap", "loai-an", "xet-xu", "nam", "dieu")
Row = dict[str, float | None]


def run(count: int = DOCUMENTS, *, growth: bool = True, seconds: float = 30.0) -> dict[str, Any]:
    """Return the figures of contract 3.5 for `count` documents, and what they grow from when `growth` is asked."""
    began = time.perf_counter()
    smaller = {str(size): measured(size)["classes"] for size in GROWTH if growth and size < count}
    figures = measured(count, whole=True, seconds=seconds)
    table = {**smaller, str(count): figures["classes"]} if smaller else {}
    return {
        **figures,
        "growth_p50_ms": {size: {name: row["p50_ms"] for name, row in rows.items()} for size, rows in table.items()},
        "growth_cpu_ms": {size: {name: row["cpu_ms"] for name, row in rows.items()} for size, rows in table.items()},
        "minutes": round((time.perf_counter() - began) / 60, 1),
    }


def measured(count: int, *, whole: bool = False, seconds: float = 0.0) -> dict[str, Any]:
    """Index `count` documents and ask every class of query."""
    with tempfile.TemporaryDirectory() as folder:
        engine = Embedded(folder)
        index, words = indexed(engine, count, Path(folder))
        asked = queries(engine)
        rows = {name: timed(engine, some) for name, some in asked.items()}
        extra: dict[str, Any] = {}
        errors = 0
        if whole:
            rows["page"] = results_page(engine, count, asked)
            index["visible_s"] = visible(engine, count)
            extra["sqlite_fts5"] = sqlite(asked["common"], min(count, SQLITE_DOCUMENTS))
            extra["suggest"] = suggested()
            extra["load"] = under_load(folder, count, seconds)
            errors = int(extra["load"]["errors"]) + int(extra["load"]["wrong_totals"])
        engine.close()
    return {
        "engine": "tantivy",
        "documents": count,
        "words_per_document": round(words, 1),
        "classes": rows,
        "index": index,
        "errors": errors,
        **extra,
    }


def indexed(engine: Embedded, count: int, folder: Path) -> tuple[dict[str, float], float]:
    """Fill the engine; figures of the index and the mean number of words. Making the documents is taken off."""
    made = {"seconds": 0.0, "bytes": 0.0, "words": 0.0}

    def counted() -> Iterator[SearchDocument]:
        source = documents(count)
        while True:
            began = time.thread_time()
            one = next(source, None)
            if one is None:
                return
            texts = [one.title, *one.other, *one.facts, *one.reasoning, *one.decision]
            made["bytes"] += sum(len(text.encode()) for text in texts)
            made["words"] += sum(len(text.split()) for text in texts)
            made["seconds"] += time.thread_time() - began
            yield one

    began = time.process_time()
    engine.rebuild(counted(), lambda _ids: ())
    cpu = time.process_time() - began - made["seconds"]
    size = sum(one.stat().st_size for one in folder.rglob("*") if one.is_file())
    return {
        "docs_per_cpu_s": round(count / cpu),
        "bytes": size,
        "index_to_text": round(size / made["bytes"], 3),
    }, made["words"] / count


def queries(engine: Embedded) -> dict[str, list[SearchQuery]]:
    """The queries of each class; words are drawn from the head of the vocabulary, where they stand in most texts."""
    draw = np.random.default_rng(7)
    head = [str(word) for word in vocabulary().words[:400]]
    syllables = list(dict.fromkeys(part for word in head for part in word.split() if part.isalpha()))
    often = engine.frequencies(sorted({fold_term(word) for word in syllables}))
    common = sorted(often, key=lambda word: -often[word])[:QUERIES]
    phrases = [word for word in head if 2 <= word.count(" ") + 1 <= 4]
    typed = [str(word) for word in draw.choice(head, 4 * QUERIES)]

    def some(source: list[str], size: int) -> list[list[str]]:
        return [[str(word) for word in draw.choice(source, size, replace=False)] for _ in range(QUERIES)]

    def asked(texts: Iterable[str], **search: Any) -> list[SearchQuery]:  # noqa: ANN401  fields of SearchQuery
        return [SearchQuery(parse(text), **{"facets": (), **search}) for text in texts]

    bare = [fold_term(word) for word in syllables]
    filters = [{"loai-an": ("ds",)}, {"loai-an": ("hs",)}, {"xet-xu": ("st",)}]
    two = [" ".join(words) for words in some(bare, 2)]
    return {
        "common": asked(common),
        "and3": asked(" ".join(words) for words in some(bare, 3)),
        "and3_marks": asked(" ".join(words) for words in some(syllables, 3)),
        "phrase": asked(f'"{words[0]}"' for words in some(phrases, 1)),
        "filter_facets": [
            replace(one, filters=filters[place % 3], facets=FIVE) for place, one in enumerate(asked(two))
        ],
        "date_sort": asked(two, sort="moi-nhat", decided_from=date(2018, 1, 1), decided_to=date(2020, 12, 31)),
        "prefix": asked(f"{fold_term(word.split()[0])[:2]}*" for word in typed[:QUERIES]),
        "question": asked(" ".join(typed[place : place + 12]) + "?" for place in range(0, 3 * QUERIES, 3)),
        "eleven_facets": [replace(one, facets=SearchQuery().facets) for one in asked(two)],
    }


def timed(engine: Embedded, asked: list[SearchQuery]) -> Row:
    """Wall time and CPU of our layer and of the bare calls, taking turns query by query, after one round unmeasured."""
    ours: list[tuple[float, float]] = []
    bare: list[tuple[float, float]] = []
    prepared = [engine.prepared(query) for query in asked]
    for turn in range(ROUNDS + 1):
        for query, raw in zip(asked, prepared, strict=True):
            for into, call in ((ours, partial(engine.search, query)), (bare, raw)):
                figure = _once(call)
                if turn:
                    into.append(figure)
    return {**_row(ours), **{f"raw_{name}": value for name, value in _row(bare).items() if name != "p50_ms"}}


def _once(call: Callable[[], object]) -> tuple[float, float]:
    wall, cpu = time.perf_counter(), time.process_time()
    call()
    return time.perf_counter() - wall, time.process_time() - cpu


def _row(figures: list[tuple[float, float]]) -> Row:
    wall = np.array([one[0] for one in figures]) * 1000
    cpu = np.array([one[1] for one in figures]) * 1000
    return {
        "p50_ms": round(float(np.percentile(wall, 50)), 3),
        "p95_ms": round(float(np.percentile(wall, 95)), 3),
        "cpu_ms": round(float(cpu.mean()), 3),
    }


def visible(engine: Embedded, count: int) -> float:
    """Seconds from the call that puts one more judgment until a search finds it."""
    one = replace(document(count + 1), title="Bản án mới nhất zzmoinhat")
    began = time.perf_counter()
    engine.put([one])
    while not engine.search(SearchQuery(parse("zzmoinhat"), facets=())).total:
        pass
    found = time.perf_counter() - began
    engine.remove([one.id])
    return round(found, 3)


def sqlite(asked: list[SearchQuery], count: int) -> dict[str, float]:
    """CPU of SQLite's FTS5 and of a tantivy index of the same size for the common words, with totals."""
    with tempfile.TemporaryDirectory() as folder, Embedded(f"{folder}/index") as engine:
        base = sqlite3.connect(f"{folder}/fts.sqlite3")
        base.execute("CREATE VIRTUAL TABLE t USING fts5(title, body, tokenize='unicode61')")

        def both() -> Iterator[SearchDocument]:
            for one in documents(count):
                texts = [*one.other, *one.facts, *one.reasoning, *one.decision]
                body = " ".join(" ".join(fold_terms(terms(text))) for text in texts)
                base.execute("INSERT INTO t VALUES (?, ?)", (" ".join(fold_terms(terms(one.title))), body))
                yield one

        engine.rebuild(both(), lambda _ids: ())
        base.commit()
        fts = ours = 0.0
        equal = 0
        for query in asked:
            word = query.query.text
            fts += _once(partial(_fts, base, word))[1]
            ours += _once(partial(engine.search, query))[1]
            equal += _fts(base, word) == engine.search(query).total
        base.close()
    return {
        "documents": count,
        "cpu_ms": round(fts / len(asked) * 1000, 2),
        "our_cpu_ms": round(ours / len(asked) * 1000, 2),
        "ratio": round(fts / ours, 1),
        "equal_totals": equal,
    }


def _fts(base: sqlite3.Connection, word: str) -> int:
    base.execute("SELECT rowid FROM t WHERE t MATCH ? ORDER BY bm25(t, 3, 1) LIMIT 20", (f'"{word}"',)).fetchall()
    total: int = base.execute("SELECT count(*) FROM t WHERE t MATCH ?", (f'"{word}"',)).fetchone()[0]
    return min(total, 10_000)


def suggested() -> dict[str, float]:
    """Milliseconds of a suggestion, over courts, acts and phrases as many as there are in life."""
    from search.suggest import suggester  # noqa: PLC0415  only this figure needs it

    courts = [f"TAND khu vực {place} - {word}" for place, word in enumerate(vocabulary().words[:1000])]
    offered = suggester(courts, [("Bộ luật Dân sự 2015", ("BLDS",))], [(str(n), "") for n in range(1, 91)])
    typed = ("tr", "tranh chap", "khu vuc", "dieu 468", "an le", "toa an nhan dan", "bo", "vay tien", "17/2018")
    wall = [_once(partial(offered.suggest, text))[0] * 1000 for text in typed for _ in range(20)]
    return {"p50_ms": round(float(np.percentile(wall, 50)), 3), "p95_ms": round(float(np.percentile(wall, 95)), 3)}


def report(figures: Mapping[str, Any]) -> str:
    """Return the figures as text."""
    return json.dumps(figures, ensure_ascii=False, indent=2)


if __name__ == "__main__":
    line = argparse.ArgumentParser()
    line.add_argument("--documents", type=int, default=DOCUMENTS)
    line.add_argument("--growth", action="store_true")
    line.add_argument("--readers", type=float, default=30.0)
    given = line.parse_args()
    print(report(run(given.documents, growth=given.growth, seconds=given.readers)))
