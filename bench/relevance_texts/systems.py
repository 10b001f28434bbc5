"""What is compared: our engine, plain BM25 over one field of folded words (tantivy), SQLite's FTS5. Built once."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from tantivy import Document, Index, Occur, Query, SchemaBuilder

from bench.corpus import documents
from search.analysis import fold_terms, id_number, number_id, terms
from search.embedded import Embedded
from search.query import SearchQuery, parse

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from search.engine import SearchDocument
    from search.lexicon import Lexicon

TOP = 10
_FIELD = "body"


class System(Protocol):
    """Anything that answers a query with public ids, best first."""

    def first(self, query: str) -> Sequence[str]:
        """Return the first TOP public ids."""
        ...


class Ours:
    """Our query language and ranking over the embedded engine."""

    def __init__(self, folder: Path, names: Lexicon) -> None:
        self.engine = Embedded(str(folder / "ours"))
        self.names = names

    def first(self, query: str) -> Sequence[str]:
        """Return the first TOP public ids."""
        return self.engine.search(SearchQuery(parse(query, self.names), facets=(), page_size=TOP)).ids


class Plain:
    """Any of the folded words over the whole text, BM25 as tantivy has it: no query understanding."""

    def __init__(self, folder: Path) -> None:
        self.index = Index.open(str(folder / "plain"))
        self.schema = self.index.schema
        self.searcher = self.index.searcher()

    def first(self, query: str) -> Sequence[str]:
        """Return the first TOP public ids."""
        words = dict.fromkeys(fold_terms(terms(query)))
        any_of = [(Occur.Should, Query.term_query(self.schema, _FIELD, word, index_option="freq")) for word in words]
        hits = self.searcher.search(Query.boolean_query(any_of), limit=TOP, count=False).hits
        numbers = self.searcher.fast_field_values("id", [address for _, address in hits])
        return [number_id(int(number)) for number in numbers]


class Fts5:
    """Any of the folded words, BM25 as SQLite's FTS5 has it."""

    def __init__(self, folder: Path) -> None:
        self.base = sqlite3.connect(folder / "fts5.sqlite3")

    def first(self, query: str) -> Sequence[str]:
        """Return the first TOP public ids."""
        words = " OR ".join(f'"{word}"' for word in dict.fromkeys(fold_terms(terms(query))))
        asked = "SELECT rowid FROM t WHERE t MATCH ? ORDER BY bm25(t) LIMIT ?"
        return [number_id(number) for (number,) in self.base.execute(asked, (words, TOP))]


def build(folder: Path, real: Sequence[SearchDocument], invented: int) -> None:
    """Index the real documents among so many invented ones for all three; what is there already is kept.

    The invented ones lose the subject from their titles, which the real ones have not either.
    """
    marker = folder / "built"
    if marker.exists() and marker.read_text("utf-8") == str(invented):
        return
    folder.mkdir(parents=True, exist_ok=True)

    def every() -> Iterator[SearchDocument]:
        yield from real
        for one in documents(invented):
            yield replace(one, title=f"Bản án {one.case_number}")

    with Embedded(str(folder / "ours")) as engine:
        engine.rebuild(every(), lambda _ids: ())
    _write_plain(folder, every())
    marker.write_text(str(invented), "utf-8")


def _write_plain(folder: Path, every: Iterator[SearchDocument]) -> None:
    """One field of folded words with everything that is text, in tantivy and in SQLite."""
    (folder / "plain").mkdir()
    builder = SchemaBuilder().add_integer_field("id", indexed=True, fast=True)
    schema = builder.add_text_field(_FIELD, tokenizer_name="whitespace", index_option="freq").build()
    writer = Index(schema, str(folder / "plain")).writer(200_000_000, 1)
    with closing(sqlite3.connect(folder / "fts5.sqlite3")) as base:
        base.execute(f"CREATE VIRTUAL TABLE t USING fts5({_FIELD}, content='', tokenize='unicode61')")
        for one in every:
            texts = [one.title, *one.other, *one.facts, *one.reasoning, *one.decision]
            body = " ".join(fold_terms(terms("\n".join(texts))))
            added = Document()
            added.add_integer("id", id_number(one.id))
            added.add_text(_FIELD, body)
            writer.add_document(added)
            base.execute("INSERT INTO t (rowid, body) VALUES (?, ?)", (id_number(one.id), body))
        base.commit()
    writer.commit()
    writer.wait_merging_threads()
