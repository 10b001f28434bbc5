"""Searches that go on in a thread while a test does something else to the server."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from search.engine import SearchUnavailable
from search.query import SearchQuery, parse

if TYPE_CHECKING:
    from collections.abc import Iterator

QUERY = SearchQuery(parse("đất"), facets=())


@dataclass
class Load:
    """What the searches gave: their number, those that failed twice running, totals below what must be there."""

    searches: int = 0
    failed: list[str] = field(default_factory=list)
    short: list[int] = field(default_factory=list)


@contextmanager
def searching(engine: Any, least: int, *, retries: int = 0) -> Iterator[Load]:
    """Search without pause until the block ends; each answer must have `least` judgments or more."""
    found, done = Load(), threading.Event()

    def one(tries: int) -> None:
        try:
            total = engine.search(QUERY).total
        except SearchUnavailable as fault:
            if tries:
                one(tries - 1)
            else:
                found.failed.append(str(fault))
        else:
            if total < least:
                found.short.append(total)

    def run() -> None:
        while not done.is_set():
            one(retries)
            found.searches += 1

    thread = threading.Thread(target=run)
    thread.start()
    try:
        yield found
    finally:
        done.set()
        thread.join()
