"""The files of the embedded engine: layout of a generation, the pointer to the live one, reading and writing.

FOLDER/current                     the name of the live generation, replaced in one step
FOLDER/<layout>-<time>/            a generation: nothing but tantivy's files
FOLDER/journal                     ids written while a rebuild is running, one a line
FOLDER/write.lock, rebuild.lock    one writer, one rebuild at a time
"""

from __future__ import annotations

import hashlib
import os
import shutil
import threading
import time
from contextlib import contextmanager
from functools import cache
from importlib.metadata import version
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout
from tantivy import Document, Index, Query, SchemaBuilder, TextAnalyzerBuilder, Tokenizer

from search.analysis import (
    ZONES,
    article_keys,
    case_keys,
    date_key,
    day_number,
    facet_field,
    facet_values,
    id_number,
    judge_rows,
    published_key,
    rows,
)
from search.engine import IndexOutdated, SearchUnavailable
from search.query import FACETS
from search.ranking import importance

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from tantivy import IndexWriter, Schema, Searcher

    from search.engine import SearchDocument

WRITER_HEAP = 64_000_000
"""Bytes of memory of a writer; one thread, so that small commits make one segment."""
REBUILD_HEAP = 128_000_000
LOCK_SECONDS = 30.0
"""How long a writer waits for another one before it gives up for now."""
_TRIES = 5

WORD_FIELD = "all"
"""Folded words of everything, without their places: what decides whether a document matches, for half the cost."""
ROW_FIELDS = ("title", *ZONES, "title_exact", "body_exact", "judge")
"""Words with their places: folded by part, with marks for the title and for everything else."""
KEY_FIELDS = ("id", "version", "day", "date_key", "published_key", "importance")
RAW_FIELDS = ("case", "article")


def schema() -> Schema:
    """Return the fields of the index; nothing is stored."""
    builder = SchemaBuilder()
    builder.add_text_field(WORD_FIELD, tokenizer_name="blanks", index_option="freq")
    for name in ROW_FIELDS:
        builder.add_text_field(name, tokenizer_name="blanks", index_option="position")
    for name in KEY_FIELDS:
        builder.add_integer_field(name, indexed=True, fast=True)
    for name in RAW_FIELDS:
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for facet in FACETS:
        builder.add_text_field(facet_field(facet), tokenizer_name="raw", index_option="basic", fast=True)
    return builder.build()


@cache
def layout() -> str:
    """Return a name for the fields and the version of tantivy: a generation with another one cannot be read."""
    described = repr((2, WORD_FIELD, ROW_FIELDS, KEY_FIELDS, RAW_FIELDS, FACETS, version("tantivy")))
    return hashlib.sha256(described.encode()).hexdigest()[:12]


@contextmanager
def faults() -> Iterator[None]:
    """Turn what tantivy and the file system raise into SearchUnavailable."""
    try:
        yield
    except (ValueError, OSError) as fault:
        raise SearchUnavailable(f"the search index cannot be used now: {fault}") from fault


@contextmanager
def locked(root: Path, name: str, seconds: float | None = None) -> Iterator[None]:
    """Hold one of the two locks. Raises SearchUnavailable when another process keeps it too long."""
    lock = FileLock(root / f"{name}.lock", timeout=LOCK_SECONDS if seconds is None else seconds, poll_interval=0.02)
    try:
        lock.acquire()
    except Timeout as fault:
        raise SearchUnavailable(f"another process holds {name}.lock of the search index") from fault
    try:
        yield
    finally:
        lock.release()


def open_index(path: Path) -> Index:
    """Open a generation; tokenizers are not stored in it, so they are registered each time."""
    index = Index(schema(), str(path))
    index.register_tokenizer("blanks", TextAnalyzerBuilder(Tokenizer.whitespace()).build())
    index.config_reader("manual")  # no watcher thread: it would not survive a fork
    return index


def create(root: Path) -> Path:
    """Make an empty generation that nothing points to yet."""
    path = root / f"{layout()}-{time.time_ns():x}"
    path.mkdir(parents=True)
    with faults():
        open_index(path)
    return path


def prepare(root: Path) -> None:
    """Make the folder and a first, empty generation when there is none."""
    root.mkdir(parents=True, exist_ok=True)
    if (root / "current").exists():
        return
    with locked(root, "write"):
        if not (root / "current").exists():
            switch(root, create(root))


def current(root: Path) -> Path:
    """Return the live generation. Raises SearchUnavailable when it was made with another layout."""
    with faults():
        name = (root / "current").read_text(encoding="ascii").strip()
    if not name.startswith(f"{layout()}-"):
        raise IndexOutdated("the search index has the layout of another release: run `banan index rebuild`")
    return root / name


def switch(root: Path, path: Path) -> None:
    """Point to a generation and delete all others; readers keep the files they have open."""
    pointer = root / "current.new"
    with pointer.open("w", encoding="ascii") as file:
        file.write(path.name + "\n")
        file.flush()
        os.fsync(file.fileno())
    pointer.replace(root / "current")
    for other in root.iterdir():
        if other.is_dir() and other != path:
            shutil.rmtree(other)


def fill(path: Path, documents: Iterable[SearchDocument], removed: Iterable[str] = (), *, fresh: bool = False) -> int:
    """Write one batch into a generation and commit it; return the number of documents put.

    `fresh` says that the generation is empty, so that nothing needs to be taken out first. The caller holds the write
    lock or is the only one that knows the generation.
    """
    with faults():
        index = open_index(path)  # a fresh object: a long-lived one would bring merged files back
        writer = index.writer(REBUILD_HEAP if fresh else WRITER_HEAP, 1)
    put: set[int] = set()
    try:
        for public_id in removed:
            _delete(writer, index.schema, id_number(public_id))
        for document in documents:
            number = id_number(document.id)
            made = _document(document)
            if not fresh or number in put:
                _delete(writer, index.schema, number)
            put.add(number)
            with faults():
                writer.add_document(made)
        with faults():
            writer.commit()
    except BaseException:
        writer.rollback()
        raise
    finally:
        with faults():
            writer.wait_merging_threads()
    return len(put)


def _delete(writer: IndexWriter, fields: Schema, number: int) -> None:
    with faults():
        writer.delete_documents_by_query(Query.term_query(fields, "id", number))


def _document(document: SearchDocument) -> Document:
    made = Document()
    made.add_integer("id", id_number(document.id))
    made.add_integer("version", document.version)
    if document.decided_on:
        made.add_integer("day", day_number(document.decided_on))
    made.add_integer("date_key", date_key(document))
    made.add_integer("published_key", published_key(document))
    made.add_integer("importance", importance(document))
    zoned = [(zone, text) for zone in ZONES for text in getattr(document, zone)]
    title, *found = rows([document.title, *(text for _, text in zoned)])
    _add_row(made, "title", title, exact="title_exact")
    for (zone, _), row in zip(zoned, found, strict=True):  # one value each: phrases end with their paragraph
        _add_row(made, zone, row, exact="body_exact")
    for name in judge_rows(document):
        made.add_text("judge", " ".join(name))
    for key in case_keys(document):
        made.add_text("case", key)
    for key in article_keys(document):
        made.add_text("article", key)
    for facet, values in facet_values(document).items():
        for value in values:
            made.add_text(facet_field(facet), value)
    return made


def _add_row(made: Document, name: str, row: tuple[str, str], *, exact: str) -> None:
    words, folded = row
    if words:
        made.add_text(exact, words)
        made.add_text(name, folded)
        made.add_text(WORD_FIELD, folded)


class Reader:
    """The open index of this process: follows the pointer, commits of other processes, and forks."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._guard = threading.Lock()
        self._index: Index | None = None
        self._opened: tuple[int, Path] | None = None
        self._stamp: tuple[int, int] | None = None

    def searcher(self) -> Searcher:
        """Return a searcher over the last commit. Raises SearchUnavailable."""
        with self._guard:
            for left in reversed(range(_TRIES)):
                try:
                    return self._fresh()
                except SearchUnavailable:  # a rebuild may have replaced the generation between two of our steps
                    self._opened = None
                    if not left:
                        raise
        raise AssertionError  # the loop returns or raises

    def close(self) -> None:
        """Let go of the files."""
        with self._guard:
            self._index = self._opened = self._stamp = None

    def _fresh(self) -> Searcher:
        path = current(self._root)
        with faults():
            meta = (path / "meta.json").stat()  # before the reload: a later commit then shows as a change
            stamp = (meta.st_mtime_ns, meta.st_ino)
            if self._index is None or self._opened != (os.getpid(), path):
                self._index, self._opened, self._stamp = open_index(path), (os.getpid(), path), None
            if stamp != self._stamp:
                self._index.reload()
                self._stamp = stamp
            return self._index.searcher()
