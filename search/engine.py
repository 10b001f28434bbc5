"""What an engine is: the documents it takes, the pages it gives, and how to open one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from datetime import date, datetime

    from search.query import SearchQuery


class SearchUnavailable(Exception):
    """The engine cannot answer or write just now: try again later, show the page that says so."""


class IndexOutdated(SearchUnavailable):
    """The index was made by another release: it must be built again, `banan index rebuild`."""


@dataclass(frozen=True, slots=True)
class SearchDocument:
    """What is searched of one published judgment: public text and public facts only.

    `id` is the public id, `version` that of the publication. The text is in its parts, each a sequence of paragraphs:
    `facts`, `reasoning`, `decision`, and `other` (heading, panel, parties, signatures). `number`, `year`, `code` are
    the parts of the case number (`search.nodes.case_parts`), the other facts the values of their facets ("" and ()
    where unknown); `articles` are like "91-2015-qh13.468", `precedents` like "33", `judges` names of officials as
    printed. `cited_by` counts the public judgments that cite this one; `is_precedent`: a precedent was made from it.
    """

    id: str
    version: int
    title: str
    published_at: datetime
    facts: Sequence[str] = ()
    reasoning: Sequence[str] = ()
    decision: Sequence[str] = ()
    other: Sequence[str] = ()
    decided_on: date | None = None
    case_number: str = ""
    number: int | None = None
    year: int | None = None
    code: str = ""
    court: str = ""
    court_level: str = ""
    province: str = ""
    case_type: str = ""
    doc_kind: str = ""
    instance: str = ""
    articles: tuple[str, ...] = ()
    precedents: tuple[str, ...] = ()
    legal_relation: str = ""
    result: str = ""
    judges: tuple[str, ...] = ()
    cited_by: int = 0
    is_precedent: bool = False


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value of a facet and the number of documents that have it."""

    value: str
    count: int


@dataclass(frozen=True, slots=True)
class SearchPage:
    """One page of results: public ids in order, the total (10,000 when `total_capped`), facet counts by facet name.

    `relation` is "relaxed" when no document had all the words and those with any of them are given instead.
    """

    ids: tuple[str, ...]
    total: int
    total_capped: bool = False
    relation: str = "exact"
    facets: Mapping[str, tuple[FacetValue, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class EngineStatus:
    """What an operator wants to know: the engine's name, documents in it, the name of the live index, its bytes."""

    engine: str
    documents: int
    generation: str
    size: int


Load = Callable[[Sequence[str]], Iterable[SearchDocument]]
"""Gives the documents that are public now among these ids; what it leaves out is not public."""


class SearchEngine(Protocol):
    """What every engine can do. Each method raises SearchUnavailable when the engine cannot answer just now."""

    def search(self, query: SearchQuery) -> SearchPage:
        """Return one page of results."""
        ...

    def put(self, documents: Iterable[SearchDocument]) -> None:
        """Index the documents, each in place of what its id had; they are found when the call returns."""
        ...

    def remove(self, ids: Iterable[str]) -> None:
        """Take the documents out; they are not found any more when the call returns. Unknown ids are no error."""
        ...

    def rebuild(self, documents: Iterable[SearchDocument], load: Load) -> int:
        """Build a new index beside the live one from all documents, then switch; return the number of documents.

        Pass an iterable that starts reading when it is asked: ids written from then on are loaded again just before
        the switch, so that no write is lost.
        """
        ...

    def frequencies(self, words: Sequence[str], *, marks: bool = False) -> dict[str, int]:
        """Return in how many documents each word stands, 0 for none: folded words or, with `marks`, words as typed.

        Documents that were taken out may count until the engine has cleaned up.
        """
        ...

    def versions(self) -> dict[str, int]:
        """Return the version of every document in the index by id."""
        ...

    def importances(self) -> dict[str, int]:
        """Return the `ranking.importance` that every document in the index was written with, by id."""
        ...

    def status(self) -> EngineStatus:
        """Return what an operator wants to know."""
        ...

    def started(self) -> str:
        """Return what is another text after a restart of the engine's server, "" when the engine has none.

        A restarted server has forgotten which writes came too late: the index is to be checked then.
        """
        ...

    def close(self) -> None:
        """Give up what is held open."""
        ...


def open_engine(
    url: str,
    *,
    ca_file: str | None = None,
    api_key: str | None = None,
    codec: str = "default",
    shards: int = 2,
    replicas: int = 0,
) -> SearchEngine:
    """Open the engine that an address names: "tantivy:FOLDER" or "https://[user:password@]host:9200/judgments".

    The folder is made when it is not there; a server is not asked before the first search. Certificate authority and
    key are for Elasticsearch alone, codec, shards and replicas for the indices that it makes. Raises ValueError for
    an address that names no engine.
    """
    kind, _, rest = url.partition(":")
    if kind == "tantivy" and rest:
        from search.embedded import Embedded  # noqa: PLC0415  only who uses the engine pays for it

        return Embedded(rest)
    if kind in {"http", "https"}:
        from search.elastic import Elastic  # noqa: PLC0415  likewise

        return Elastic(url, ca_file=ca_file, api_key=api_key, codec=codec, shards=shards, replicas=replicas)
    raise ValueError("no search engine has this address; use tantivy:FOLDER or https://host:9200/judgments")
