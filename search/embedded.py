"""The engine inside the process: tantivy in a folder, no server.

House rules, each one measured (tantivy 0.27): ids are signed integers and deletes go by query (by term, an unsigned id
deletes nothing, silently); one writer at a time under a file lock, on a fresh index object, waiting for its merges
(else files are orphaned); readers reload when meta.json changed and reopen after a fork; nothing is stored but keys;
a rebuild makes a new generation beside the live one and then switches.
"""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Self, cast

import structlog
from tantivy import Order, Query

from search.analysis import day_number, facet_field, id_number, number_id
from search.embedded_query import Compiler, restricted
from search.embedded_store import (
    WORD_FIELD,
    Reader,
    create,
    current,
    faults,
    fill,
    locked,
    prepare,
    schema,
    switch,
)
from search.engine import EngineStatus, FacetValue, SearchPage
from search.nodes import relaxed
from search.ranking import FACET_LIMIT, TOTAL_LIMIT, WINDOW, order

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from tantivy import DocAddress, Searcher, SearchResult

    from search.engine import Load, SearchDocument
    from search.nodes import Node
    from search.query import SearchQuery

log = structlog.get_logger()

_ORDERS = {
    "moi-nhat": ("date_key", Order.Desc),
    "cu-nhat": ("date_key", Order.Asc),
    "moi-cong-bo": ("published_key", Order.Desc),
}
_SPARE, _MANY = 56, TOTAL_LIMIT + 1
"""Documents beyond the window that are asked for in case they equal its last one; how many in all if these do."""
_WINDOW_COLUMNS = ("date_key", "importance", "day")
_FIRST_BUCKETS = 200
_ALL_BUCKETS = 65_000


class Embedded:
    """A SearchEngine over tantivy in `folder`."""

    def __init__(self, folder: str) -> None:
        self._root = Path(folder)
        self._schema = schema()
        with faults():
            prepare(self._root)
        self._reader = Reader(self._root)

    def search(self, query: SearchQuery) -> SearchPage:
        """Return one page of results."""
        searcher = self._reader.searcher()
        with faults():
            page = self._page(searcher, query, query.query.ast, "exact")
            looser = relaxed(query.query.ast)
            if page.total or looser is None:
                return page
            instead = self._page(searcher, query, looser, "relaxed")
        return instead if instead.total else page

    def prepared(self, query: SearchQuery) -> Callable[[], object]:
        """Return the bare calls of tantivy for the first answer to a search, compiled: for measuring our layer."""
        searcher = self._reader.searcher()
        ranked = query.order == "lien-quan"
        compiler = Compiler(self._schema, query.field, ranked=ranked)
        asked = restricted(self._schema, compiler.query(query.query.ast), query)
        name, order = _ORDERS.get(query.order, (None, Order.Desc))
        limit = WINDOW if ranked else query.page_size
        counted = restricted(
            self._schema, Compiler(self._schema, query.field, ranked=False).query(query.query.ast), query
        )
        hits = searcher.search(asked, limit=limit, order_by_field=name, order=order).hits
        ids = _keys(searcher, "id", [address for _, address in hits])
        raises = compiler.closeness(query.query.ast, ids) if ranked else None
        open_facets = [name for name in query.facets if not query.filters.get(name)]

        def calls() -> None:
            found = searcher.search(asked, limit=limit, order_by_field=name, order=order)
            addresses = [address for _, address in found.hits]
            for column in ("id", *_WINDOW_COLUMNS) if ranked else ("id",):
                searcher.fast_field_values(column, addresses)
            if raises is not None and ids:
                closer = searcher.search(raises, limit=len(ids), count=False)
                searcher.fast_field_values("id", [address for _, address in closer.hits])
            if open_facets:
                _counts(searcher, counted, open_facets)
            for facet in set(query.facets) - set(open_facets):
                one = restricted(self._schema, counted_all, query, but=facet)
                _counts(searcher, one, [facet])

        counted_all = Compiler(self._schema, query.field, ranked=False).query(query.query.ast)
        return calls

    def put(self, documents: Iterable[SearchDocument]) -> None:
        """Index the documents, each in place of what its id had."""
        batch = list(documents)
        self._write(batch, [])

    def remove(self, ids: Iterable[str]) -> None:
        """Take the documents out."""
        self._write([], list(ids))

    def rebuild(self, documents: Iterable[SearchDocument], load: Load) -> int:
        """Build a generation beside the live one, catch up with what was written meanwhile, switch."""
        journal = self._root / "journal"
        with locked(self._root, "rebuild", 0.0):
            with locked(self._root, "write"), faults():
                journal.write_text("", encoding="ascii")
            path = create(self._root)
            try:
                fill(path, documents, fresh=True)
                with locked(self._root, "write"):
                    written = sorted(set(journal.read_text(encoding="ascii").split()))
                    if written:
                        fill(path, load(written), written)
                    with faults():
                        switch(self._root, path)
                        journal.unlink()
            except BaseException:
                shutil.rmtree(path, ignore_errors=True)
                raise
        count = int(self._reader.searcher().num_docs)
        log.info("index.rebuilt", generation=path.name, documents=count, caught_up=len(written))
        return count

    def frequencies(self, words: Sequence[str], *, marks: bool = False) -> dict[str, int]:
        """Return in how many documents each word stands."""
        searcher = self._reader.searcher()
        name = "body_exact" if marks else WORD_FIELD
        with faults():
            return {word: searcher.doc_freq(name, word) for word in words}

    def versions(self) -> dict[str, int]:
        """Return the version of every document in the index by id."""
        return self._each("version")

    def importances(self) -> dict[str, int]:
        """Return the importance that every document in the index was written with, by id."""
        return self._each("importance")

    def _each(self, name: str) -> dict[str, int]:
        searcher = self._reader.searcher()
        with faults():
            hits = searcher.search(Query.all_query(), limit=max(searcher.num_docs, 1), count=False).hits
            addresses = [address for _, address in hits]
            values = _keys(searcher, name, addresses)
            return dict(zip(map(number_id, _keys(searcher, "id", addresses)), values, strict=True))

    def status(self) -> EngineStatus:
        """Return what an operator wants to know."""
        documents = self._reader.searcher().num_docs
        path = current(self._root)
        with faults():
            size = sum(file.stat().st_size for file in path.iterdir())
        return EngineStatus("tantivy", documents, path.name, size)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_fault: object) -> None:
        self.close()

    def started(self) -> str:
        """Return "": there is no server."""
        return ""

    def close(self) -> None:
        """Let go of the files."""
        self._reader.close()

    def _write(self, documents: list[SearchDocument], removed: list[str]) -> None:
        ids = [*removed, *(document.id for document in documents)]
        for public_id in ids:
            id_number(public_id)  # a wrong id is refused before anything is written
        if not ids:
            return
        with locked(self._root, "write"):
            fill(current(self._root), documents, removed)
            journal = self._root / "journal"
            if journal.exists():
                with faults(), journal.open("a", encoding="ascii") as file:
                    file.write("".join(f"{public_id}\n" for public_id in ids))
        log.info("index.written", put=len(documents), removed=len(removed))

    def _page(self, searcher: Searcher, query: SearchQuery, ast: Node | None, relation: str) -> SearchPage:
        ranked = query.order == "lien-quan"
        compiler = Compiler(self._schema, query.field, ranked=ranked)
        asked = restricted(self._schema, compiler.query(ast), query)
        wanted = max(min(query.page_size, TOTAL_LIMIT - query.offset), 0)
        if ranked:
            numbers, total = self._ranked(searcher, compiler, asked, ast, query.offset + wanted)
            numbers = numbers[query.offset :]
        else:
            name, order = _ORDERS[query.order]
            offset = query.offset if wanted else 0
            result = searcher.search(asked, limit=max(wanted, 1), offset=offset, order_by_field=name, order=order)
            numbers = _keys(searcher, "id", [address for _, address in result.hits[:wanted]])
            total = _total(result)
        ids = tuple(map(number_id, numbers))
        facets = self._facets(searcher, query, ast)
        return SearchPage(ids, min(total, TOTAL_LIMIT), total > TOTAL_LIMIT, relation, facets)

    def _ranked(
        self, searcher: Searcher, compiler: Compiler, asked: Query, ast: Node | None, needed: int
    ) -> tuple[list[int], int]:
        """Return the id numbers of the first `needed` documents in order of relevance, and how many there are."""
        scores, addresses, total = _window(searcher, asked, max(needed, WINDOW))
        ids = _keys(searcher, "id", addresses)
        first = ids[:WINDOW]
        raises = compiler.closeness(ast, first) if len(first) > 1 else None
        closer: dict[int, float] = {}
        if raises is not None:
            hits = searcher.search(raises, limit=len(first), count=False).hits
            closer = dict(
                zip(_keys(searcher, "id", [one for _, one in hits]), [score for score, _ in hits], strict=True)
            )
        keys, importances = (_keys(searcher, name, addresses[:WINDOW]) for name in _WINDOW_COLUMNS[:2])
        days = cast("list[int | None]", searcher.fast_field_values("day", addresses[:WINDOW]))
        nearer = [closer.get(one, 0.0) for one in first]
        places = order(scores[:WINDOW], nearer, keys, importances, days, today())
        return [*(first[place] for place in places), *ids[WINDOW:]][:needed], total

    def _facets(self, searcher: Searcher, query: SearchQuery, ast: Node | None) -> dict[str, tuple[FacetValue, ...]]:
        """Count the facets asked for: those without a choice together, each with one under the other filters."""
        if not query.facets:
            return {}
        found = Compiler(self._schema, query.field, ranked=False).query(ast)
        chosen = [name for name in query.facets if query.filters.get(name)]
        groups = [[name for name in query.facets if name not in chosen], *([name] for name in chosen)]
        counted: dict[str, tuple[FacetValue, ...]] = {}
        for names in filter(None, groups):
            but = names[0] if names[0] in chosen else ""
            asked = restricted(self._schema, found, query, but=but)
            for name, counts in _counts(searcher, asked, names).items():
                for value in query.filters.get(name, ()):
                    if value not in counts:
                        term = Query.term_query(self._schema, facet_field(name), value)
                        counts[value] = _total(searcher.search(asked.and_must_match(term), limit=1))
                counted[name] = _listed(counts, query.filters.get(name, ()))
        return {name: counted[name] for name in query.facets}


def today() -> int:
    """Return this day as the index counts days."""
    return day_number(datetime.now(UTC).date())


def _window(searcher: Searcher, asked: Query, size: int) -> tuple[list[float], list[DocAddress], int]:
    """Return scores and addresses of the first `size` documents by score, then date; and how many there are.

    tantivy leaves open which of several equal ones it gives, so all that equal the last one are asked for.
    """
    for limit in (size + _SPARE, _MANY, searcher.num_docs):
        result = searcher.search(asked, limit=limit)
        hits = result.hits
        if len(hits) < limit or hits[-1][0] != hits[size - 1][0]:
            break
    scores = [score for score, _ in hits]
    addresses = [address for _, address in hits]
    if len(hits) > size and scores[size] == scores[size - 1]:
        first, last = scores.index(scores[size]), len(scores) - scores[::-1].index(scores[size])
        keys = _keys(searcher, "date_key", addresses[first:last])
        group = sorted(zip(keys, addresses[first:last], strict=True), key=itemgetter(0), reverse=True)
        addresses[first:last] = [address for _, address in group]
    return scores[:size], addresses[:size], _total(result)


def _total(result: SearchResult) -> int:
    return int(result.count)  # type: ignore[attr-defined]  # the stubs leave it out


def _keys(searcher: Searcher, name: str, addresses: list[DocAddress]) -> list[int]:
    return [int(value) for value in searcher.fast_field_values(name, addresses) if value is not None]


def _counts(
    searcher: Searcher, asked: Query, names: list[str], size: int = _FIRST_BUCKETS
) -> dict[str, dict[str, int]]:
    """Count the values of the facets: at least all that belong into the list, ties at its end included."""
    terms = {
        facet_field(name): {"terms": {"field": facet_field(name), "size": size, "segment_size": _ALL_BUCKETS}}
        for name in names
    }
    answer = searcher.aggregate(asked, terms)
    counted = {}
    for name in names:
        buckets = answer[facet_field(name)]["buckets"]
        counted[name] = {bucket["key"]: int(bucket["doc_count"]) for bucket in buckets}
        tied = len(buckets) == size and buckets[-1]["doc_count"] == buckets[FACET_LIMIT - 1]["doc_count"]
        if tied and size < _ALL_BUCKETS:
            counted.update(_counts(searcher, asked, [name], _ALL_BUCKETS))
    return counted


def _listed(counts: dict[str, int], chosen: tuple[str, ...]) -> tuple[FacetValue, ...]:
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    kept = [item for place, item in enumerate(ordered) if place < FACET_LIMIT or item[0] in chosen]
    return tuple(FacetValue(value, count) for value, count in kept)
