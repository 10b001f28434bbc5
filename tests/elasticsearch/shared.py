"""The server that a test process uses: one for all its tests, or the one that BANAN_TEST_ELASTICSEARCH_URL names."""

from __future__ import annotations

import atexit
import os
from contextlib import ExitStack
from functools import cache
from itertools import count
from pathlib import Path

from elasticsearch import Elasticsearch

from tests.elasticsearch.server import server

FOLDER = Path(__file__).resolve().parents[2] / ".es"
_numbers = count(1)


@cache
def url() -> str:
    """Start the server at the first call; it ends with this process."""
    if given := os.environ.get("BANAN_TEST_ELASTICSEARCH_URL"):
        return given.rstrip("/")
    stack = ExitStack()
    atexit.register(stack.close)
    return stack.enter_context(server(FOLDER)).url


def fresh() -> str:
    """Return the address of an index that nobody has used."""
    return f"{url()}/test-{os.getpid()}-{next(_numbers)}"


def forget(address: str) -> None:
    """Delete the indices of such an address."""
    base, _, alias = address.rpartition("/")
    with Elasticsearch(base, request_timeout=60) as client:
        # the list first: the server refuses to delete by a pattern
        names = list(client.indices.get(index=f"{alias}*").body)
        for name in names:
            client.indices.delete(index=name, ignore_unavailable=True)
