"""The engine outside the process: an Elasticsearch 9 server or cluster.

Readers ask the alias NAME, writers `NAME-write`; while a rebuild runs `NAME-building` leads to the new index and
writers write to both. The records decide the order of writes: a put carries twice the version of the publication, a
removal one more than what it removes, and the server refuses what is older (external versions). A restart empties that
memory (measured: an old version is then accepted), so `banan index check` follows each restart of the server.
"""

from __future__ import annotations

import time
from contextlib import suppress
from datetime import UTC, datetime
from itertools import islice
from typing import TYPE_CHECKING, Any

import structlog
from elasticsearch import BadRequestError
from elasticsearch.helpers import streaming_bulk

from search.analysis import day_number, id_number, number_id
from search.elastic_client import CHANGED, MISSING, RETRIED, RETRIES, address, connect, faults, writing
from search.elastic_index import body, fits, layout, plain, source
from search.elastic_query import Compiler, counting, listed, restricted
from search.engine import EngineStatus, IndexOutdated, SearchPage, SearchUnavailable
from search.nodes import relaxed
from search.ranking import TOTAL_LIMIT, WINDOW, Candidate, ordered

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from search.elastic_query import Json
    from search.engine import FacetValue, Load, SearchDocument
    from search.nodes import Node
    from search.query import SearchQuery

log = structlog.get_logger()

CHUNK = 300
"""Documents of one bulk request (measured: 300 keep one node busy without filling its queue)."""
CHUNK_BYTES = 8_000_000
_CONFLICT = 409
_NOT_FOUND = 404
_PAGE = 10_000
_TRUSTED_SECONDS = 60.0
_SAFE = {"refresh_interval": "5s", "translog.durability": "request", "gc_deletes": "1h"}
_FAST = {"refresh_interval": "-1", "translog.durability": "async", "gc_deletes": "30d"}
"""While an index is built, a loss costs nothing and what is taken out must stay out for as long as that lasts."""
_SORTS: dict[str, list[dict[str, str]]] = {
    "lien-quan": [{"_score": "desc"}, {"date_key": "desc"}],
    "moi-nhat": [{"date_key": "desc"}],
    "cu-nhat": [{"date_key": "asc"}],
    "moi-cong-bo": [{"published_key": "desc"}],
}


class Elastic:
    """A SearchEngine over the server at `url`, with its certificate authority and key where they are needed."""

    def __init__(
        self,
        url: str,
        *,
        ca_file: str | None = None,
        api_key: str | None = None,
        codec: str = "default",
        shards: int = 2,
        replicas: int = 0,
    ) -> None:
        where = address(url)
        self._alias = where.alias
        self._client = connect(where, ca_file=ca_file, api_key=api_key)
        self._writer = writing(self._client)
        self._body = body(codec=codec, shards=shards, replicas=replicas)
        self._known_until = 0.0

    def search(self, query: SearchQuery) -> SearchPage:
        """Return one page of results."""
        with faults():
            self._checked()
            page = self._page(query, query.query.ast, "exact")
            looser = relaxed(query.query.ast)
            if page.total or looser is None:
                return page
            instead = self._page(query, looser, "relaxed")
        return instead if instead.total else page

    def put(self, documents: Iterable[SearchDocument]) -> None:
        """Index the documents, each in place of what its id had."""
        batch = list(documents)
        with faults():
            self._prepared()
            for name in self._targets() if batch else ():
                late = self._bulk(name, _puts(batch))
                # Refused and not there: it was taken out and is public again under the same version.
                again = set(late) - self._indexed(name, late).keys()
                self._bulk(name, _puts((one for one in batch if one.id in again), after_removal=True))
                self._writer.indices.refresh(index=name)
        if batch:
            log.info("index.written", put=len(batch), removed=0)

    def remove(self, ids: Iterable[str]) -> None:
        """Take the documents out; what comes late with an older version is refused."""
        wanted = list(ids)
        for public_id in wanted:
            id_number(public_id)  # a wrong id is refused before anything is written
        if not wanted:
            return
        with faults():
            self._prepared()
            known: dict[str, int] = {}
            for name in self._targets():
                known |= self._indexed(name, wanted)
                self._bulk(name, _removals(known))
                self._writer.indices.refresh(index=name)
        log.info("index.written", put=0, removed=len(known))

    def rebuild(self, documents: Iterable[SearchDocument], load: Load) -> int:  # noqa: ARG002  writers write to both
        """Build an index beside the live one, to which writers write as well, then switch.

        A rebuild that was killed leaves its index behind; the next one takes its place.
        """
        with faults():
            name = self._building()
            try:
                count = self._filled(name, documents)
                self._switch(name)
            except BaseException:
                self._writer.indices.delete(index=name, ignore_unavailable=True)
                raise
        log.info("index.rebuilt", generation=name, documents=count)
        return count

    def frequencies(self, words: Sequence[str], *, marks: bool = False) -> dict[str, int]:
        """Return in how many documents each word stands."""
        name = "body_exact" if marks else "all"
        if not words:
            return {}
        asked: list[dict[str, Any]] = []
        for word in words:
            found = {"constant_score": {"filter": {"match": {name: {"query": plain(word), "operator": "and"}}}}}
            asked += [{}, {"query": found, "size": 0, "track_total_hits": True}]
        with faults():
            answers = self._answers(asked)
        return {word: int(answer["hits"]["total"]["value"]) for word, answer in zip(words, answers, strict=True)}

    def versions(self) -> dict[str, int]:
        """Return the version of every document in the index by id."""
        return self._each("version")

    def importances(self) -> dict[str, int]:
        """Return the importance that every document in the index was written with, by id."""
        return self._each("importance")

    def _each(self, name: str) -> dict[str, int]:
        found: dict[str, int] = {}
        after: list[Any] | None = None
        with faults():
            self._checked()
            self._writer.indices.refresh(index=self._alias)
            while True:
                answer = self._writer.search(
                    index=self._alias,
                    size=_PAGE,
                    source=False,
                    sort="id:asc",
                    docvalue_fields=[{"field": name}],
                    search_after=after,
                )
                hits = answer["hits"]["hits"]
                found |= {number_id(hit["sort"][0]): int(hit["fields"][name][0]) for hit in hits}
                if len(hits) < _PAGE:
                    return found
                after = hits[-1]["sort"]

    def status(self) -> EngineStatus:
        """Return what an operator wants to know."""
        with faults():
            self._checked()
            documents = int(self._client.count(index=self._alias)["count"])
            stats = self._client.indices.stats(index=self._alias, metric="store")
            size = int(stats["_all"]["primaries"]["store"]["size_in_bytes"])
            generation = ", ".join(self._client.indices.get_alias(name=self._alias).body)
        return EngineStatus("elasticsearch", documents, generation, size)

    def started(self) -> str:
        """Return what changes when a node of the server was restarted: then the index is to be checked."""
        with faults():
            nodes = self._client.nodes.info(metric="jvm")["nodes"]
        return ",".join(f"{name}:{node['jvm']['start_time_in_millis']}" for name, node in sorted(nodes.items()))

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def _page(self, query: SearchQuery, ast: Node | None, relation: str) -> SearchPage:
        ranked = query.order == "lien-quan"
        found = Compiler(query.field).query(ast)
        wanted = max(min(query.page_size, TOTAL_LIMIT - query.offset), 0)
        windowed = ranked and wanted > 0 and query.offset < WINDOW
        first = 0 if windowed or not wanted else query.offset
        main = {
            "query": restricted(found, query, ranked=ranked),
            "from": first,
            "size": max(query.offset + wanted, WINDOW) if windowed else wanted,
            "sort": _SORTS[query.order],
            "track_total_hits": TOTAL_LIMIT + 1,
            "_source": False,
            "docvalue_fields": ["day", "importance"] if windowed else [],
        }
        answer, facets = self._asked(main, found, query, ranked=ranked)
        hits = answer["hits"]["hits"]
        ids = self._ordered(query, ast, hits)[query.offset :] if windowed else [hit["_id"] for hit in hits]
        total = int(answer["hits"]["total"]["value"])
        return SearchPage(tuple(ids[:wanted]), min(total, TOTAL_LIMIT), total > TOTAL_LIMIT, relation, facets)

    def _ordered(self, query: SearchQuery, ast: Node | None, hits: list[Json]) -> list[str]:
        """Settle the order of the window; what stands behind it keeps its place."""
        window, rest = hits[:WINDOW], hits[WINDOW:]
        candidates = [_candidate(hit) for hit in window]
        closer = Compiler(query.field).closeness(ast, [one.key for one in candidates])
        closeness: dict[str, float] = {}
        if closer and len(candidates) > 1:
            answer = self._client.search(
                index=self._alias,
                query=closer,
                size=len(candidates),
                source=False,
                track_total_hits=False,
                search_type="dfs_query_then_fetch",
            )
            closeness = {hit["_id"]: hit["_score"] for hit in answer["hits"]["hits"]}
        today = day_number(datetime.now(UTC).date())
        return [*ordered(candidates, closeness, today), *(hit["_id"] for hit in rest)]

    def _asked(
        self, main: Json, found: Json, query: SearchQuery, *, ranked: bool
    ) -> tuple[Json, dict[str, tuple[FacetValue, ...]]]:
        """Ask for the page and the facets in one request: each chosen facet is counted under the other filters."""
        chosen = [name for name in query.facets if query.filters.get(name)]
        open_ones = [name for name in query.facets if name not in chosen]
        # one scoring over all shards, so that two shards rank as one
        header = {"search_type": "dfs_query_then_fetch"} if ranked else {}
        asked: list[Json] = [header, main | {"aggs": counting(open_ones)}]
        for name in chosen:
            alone = {"query": restricted(found, query, but=name), "size": 0, "track_total_hits": False}
            values = query.filters[name]
            asked += [{}, alone | {"aggs": counting([name], values)}]
        first, *others = self._answers(asked)
        counted = {name: listed(first["aggregations"], name, ()) for name in open_ones}
        for name, answer in zip(chosen, others, strict=True):
            counted[name] = listed(answer["aggregations"], name, query.filters[name])
        return first, {name: counted[name] for name in query.facets}

    def _answers(self, asked: list[Json]) -> list[Json]:
        """Ask several searches at once; once more when an index or a node went away in the middle of it.

        Raises SearchUnavailable when one of them failed or saw a part of the index only.
        """
        for _ in range(2):
            answers: list[Json] = self._client.msearch(index=self._alias, searches=asked)["responses"]
            if all("error" not in answer and not answer["_shards"]["failed"] for answer in answers):
                return answers
        status = [answer["status"] for answer in answers]
        if _NOT_FOUND in status:
            raise IndexOutdated(MISSING)
        log.warning("search.partial", status=max(status))
        raise SearchUnavailable("Elasticsearch answered for a part of the index only")

    def _checked(self) -> None:
        """Make sure, now and then, that the live index was made for this release."""
        if time.monotonic() < self._known_until:
            return
        found = self._client.indices.get(index=self._alias).body
        if not all(map(fits, found.values())):
            raise IndexOutdated(CHANGED)
        self._known_until = time.monotonic() + _TRUSTED_SECONDS

    def _prepared(self) -> None:
        """Make an empty index when there is none under the alias."""
        if time.monotonic() < self._known_until:
            return
        if not self._writer.indices.exists_alias(name=self._alias):
            aliases: Json = {self._alias: {}, f"{self._alias}-write": {}}
            with suppress(BadRequestError):  # another process was quicker: its index is the same
                self._writer.indices.create(index=f"{self._alias}-{layout()}-0", aliases=aliases, **self._body)
        self._checked()

    def _building(self) -> str:
        """Make the index of a rebuild, in place of one that was left behind."""
        alias = f"{self._alias}-building"
        for left in self._generations(alias):
            log.warning("index.abandoned", generation=left)
            self._writer.indices.delete(index=left, ignore_unavailable=True)
        name = f"{self._alias}-{layout()}-{time.time_ns():x}"
        self._writer.indices.create(index=name, aliases={alias: {}}, **self._body)
        return name

    def _filled(self, name: str, documents: Iterable[SearchDocument]) -> int:
        """Write everything into the index of the rebuild; writes are safe on disk again before it is used."""
        self._writer.indices.put_settings(index=name, settings={"index": _FAST})
        several = iter(documents)
        while batch := list(islice(several, CHUNK)):
            self._bulk(f"{self._alias}-building", _puts(batch))
        self._writer.indices.put_settings(index=name, settings={"index": _SAFE})
        self._writer.indices.flush(index=name)
        self._writer.indices.refresh(index=name)
        return int(self._writer.count(index=name)["count"])

    def _switch(self, name: str) -> None:
        """Lead the aliases to the new index and delete what they led to, in one step."""
        actions: list[Json] = [
            {"add": {"index": name, "alias": self._alias}},
            {"add": {"index": name, "alias": f"{self._alias}-write"}},
            {"remove": {"index": name, "alias": f"{self._alias}-building"}},
            *({"remove_index": {"index": other}} for other in self._generations(self._alias)),
        ]
        self._writer.indices.update_aliases(actions=actions)
        self._known_until = 0.0

    def _generations(self, alias: str) -> list[str]:
        if not self._writer.indices.exists_alias(name=alias):
            return []
        return sorted(self._writer.indices.get_alias(name=alias).body)

    def _targets(self) -> list[str]:
        building = f"{self._alias}-building"
        return [f"{self._alias}-write", *([building] if self._writer.indices.exists_alias(name=building) else [])]

    def _indexed(self, name: str, ids: Sequence[str]) -> dict[str, int]:
        """Return the server's own version of each of these documents that is there."""
        if not ids:
            return {}
        answer = self._writer.mget(index=name, ids=list(ids), source=False)
        return {one["_id"]: int(one["_version"]) for one in answer["docs"] if one.get("found")}

    def _bulk(self, name: str, actions: Iterable[Json]) -> list[str]:
        """Send writes to an alias; return the ids that the server refused as older than what it knows.

        A server that is too busy is asked again, more and more slowly.
        """
        late = []
        for fine, item in streaming_bulk(
            self._writer,
            actions,
            chunk_size=CHUNK,
            max_chunk_bytes=CHUNK_BYTES,
            raise_on_error=False,
            max_retries=RETRIES,
            retry_on_status=RETRIED,
            initial_backoff=0.2,
            max_backoff=10,
            index=name,
            require_alias=True,  # no index is ever made by a write
        ):
            answer = next(iter(item.values()))
            if fine or answer.get("result") == "not_found":
                continue
            if answer["status"] != _CONFLICT:
                log.error("index.refused", index=name, status=answer["status"])
                raise SearchUnavailable(f"Elasticsearch refused a write with {answer['status']}")
            late.append(answer["_id"])
        return late


def _puts(documents: Iterable[SearchDocument], *, after_removal: bool = False) -> Iterator[Json]:
    for document in documents:
        yield {
            "_op_type": "index",
            "_id": document.id,
            "version": 2 * document.version + after_removal,
            "version_type": "external_gte",
            "_source": source(document),
        }


def _removals(known: Mapping[str, int]) -> Iterator[Json]:
    for public_id, version in known.items():
        yield {"_op_type": "delete", "_id": public_id, "version": version | 1, "version_type": "external_gte"}


def _candidate(hit: Json) -> Candidate:
    values = hit.get("fields", {})
    return Candidate(
        key=hit["_id"],
        score=hit["_score"],
        date_key=hit["sort"][1],
        importance=values["importance"][0],
        day=values["day"][0] if "day" in values else None,
    )
