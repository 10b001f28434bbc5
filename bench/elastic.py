"""Elasticsearch and tantivy on the same invented judgments, in one run: equal answers, and what our layer adds.

python -m bench.elastic [--documents 20000]

One node with 1 GB heap, put together and started by tests/elasticsearch (no native code, no vector API: a packaged
server is faster). `bare` are the very requests that our layer sends for a search, sent again by the same client;
`added` is the median of the differences, query by query: on the clock, and in CPU time of our process, which other work
on the machine does not blur. tantivy answers the same queries in between.
"""

import argparse
import json
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from bench.corpus import document, documents
from bench.search import queries
from search.elastic import Elastic
from search.embedded import Embedded
from search.query import SearchQuery, parse
from tests.elasticsearch.server import server

DOCUMENTS = 20_000
ROUNDS = 2
HEAP_MB = 1024
TOP = 10


def run(count: int = DOCUMENTS) -> dict[str, Any]:
    """Return the figures of both engines for `count` documents."""
    with ExitStack() as stack:
        node = stack.enter_context(server(".es", heap_mb=HEAP_MB))
        embedded = stack.enter_context(Embedded(stack.enter_context(TemporaryDirectory())))
        elastic = Elastic(f"{node.url}/bench")
        stack.callback(elastic.close)
        embedded.rebuild(documents(count), lambda _ids: ())
        began = time.perf_counter()
        elastic.rebuild(documents(count), lambda _ids: ())
        seconds = time.perf_counter() - began
        rows = {name: _class(embedded, elastic, some) for name, some in queries(embedded).items()}
        status = elastic.status()
        return {
            "engine": "elasticsearch 9.2.0, one node, 2 shards",
            "heap_mb": HEAP_MB,
            "documents": count,
            "classes": rows,
            "unequal_totals": sum(row["queries"] - row["equal_totals"] for row in rows.values()),
            "index": {
                "docs_per_s": round(count / seconds),
                "bytes_per_document": round(status.size / count),
                "visible_s": _visible(elastic, count),
            },
        }


def _class(embedded: Embedded, elastic: Elastic, asked: list[SearchQuery]) -> dict[str, Any]:
    ours: list[tuple[float, float]] = []
    bare: list[tuple[float, float]] = []
    inside: list[tuple[float, float]] = []
    equal = 0
    overlaps = []
    for query in asked:
        again = _recorded(elastic, query)
        first, second = embedded.search(query), elastic.search(query)
        equal += (first.total, first.relation) == (second.total, second.relation)
        if first.ids:
            overlaps.append(len(set(first.ids[:TOP]) & set(second.ids[:TOP])) / len(first.ids[:TOP]))
        for _ in range(ROUNDS):
            inside.append(_milliseconds(lambda query=query: embedded.search(query)))
            ours.append(_milliseconds(lambda query=query: elastic.search(query)))
            bare.append(_milliseconds(again))
    added = np.median(np.array(ours) - np.array(bare), axis=0).round(2).tolist()
    return {
        "queries": len(asked),
        "equal_totals": equal,
        "top10_overlap": round(float(np.mean(overlaps)), 3) if overlaps else None,
        "p50_ms": _percentile(ours, 50),
        "p95_ms": _percentile(ours, 95),
        "bare_p50_ms": _percentile(bare, 50),
        "bare_p95_ms": _percentile(bare, 95),
        "added_ms": added[0],
        "added_cpu_ms": added[1],
        "tantivy_p50_ms": _percentile(inside, 50),
        "tantivy_p95_ms": _percentile(inside, 95),
    }


def _recorded(elastic: Elastic, query: SearchQuery) -> Callable[[], None]:
    """Return what sends the requests of this search again, without our layer around them."""
    client = elastic._client  # noqa: SLF001  the same client, so that only our layer differs
    sent: list[tuple[Callable[..., Any], dict[str, Any]]] = []

    class Recorder:
        def __getattr__(self, name: str) -> Any:  # noqa: ANN401  stands for the client
            call = getattr(client, name)
            if name not in {"search", "msearch"}:
                return call

            def recorded(**arguments: Any) -> Any:  # noqa: ANN401  likewise
                sent.append((call, arguments))
                return call(**arguments)

            return recorded

    elastic._client = Recorder()  # type: ignore[assignment]  # noqa: SLF001  likewise
    try:
        elastic.search(query)
    finally:
        elastic._client = client  # noqa: SLF001  likewise

    def again() -> None:
        for call, arguments in sent:
            call(**arguments)

    return again


def _milliseconds(call: Callable[[], object]) -> tuple[float, float]:
    """Time on the clock and CPU time of this process."""
    wall, cpu = time.perf_counter(), time.process_time()
    call()
    return (time.perf_counter() - wall) * 1000, (time.process_time() - cpu) * 1000


def _percentile(figures: list[tuple[float, float]], share: int) -> float:
    return round(float(np.percentile([wall for wall, _ in figures], share)), 2)


def _visible(elastic: Elastic, count: int) -> float:
    """Seconds from the call that puts one more judgment until a search finds it."""
    one = replace(document(count + 1), title="Bản án mới nhất zzmoinhat")
    began = time.perf_counter()
    elastic.put([one])
    while not elastic.search(SearchQuery(parse("zzmoinhat"), facets=())).total:
        pass
    return round(time.perf_counter() - began, 3)


if __name__ == "__main__":
    line = argparse.ArgumentParser()
    line.add_argument("--documents", type=int, default=DOCUMENTS)
    print(json.dumps(run(line.parse_args().documents), ensure_ascii=False, indent=2))
