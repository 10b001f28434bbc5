from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from elasticsearch import Elasticsearch

from search.elastic import Elastic
from search.engine import SearchDocument
from tests.elasticsearch import shared


def judgment(number: int, text: str = "tranh chấp đất đai", *, version: int = 1, **facts: Any) -> SearchDocument:
    facts = {"decided_on": date(2020, 1, 2), "published_at": datetime(2024, 1, 1, tzinfo=UTC)} | facts
    return SearchDocument(id=f"{number:08}", version=version, title=f"Bản án {number}", facts=(text,), **facts)


@pytest.fixture
def make() -> Callable[..., SearchDocument]:
    return judgment


@pytest.fixture
def address() -> Iterator[str]:
    """The address of an index of its own; it is gone after the test."""
    found = shared.fresh()
    yield found
    shared.forget(found)


@pytest.fixture
def engine(address: str) -> Iterator[Elastic]:
    opened = Elastic(address)
    yield opened
    opened.close()


@pytest.fixture
def client(address: str) -> Iterator[Elasticsearch]:
    with Elasticsearch(address.rpartition("/")[0], request_timeout=60) as opened:
        yield opened


@pytest.fixture
def alias(address: str) -> str:
    return address.rpartition("/")[2]
