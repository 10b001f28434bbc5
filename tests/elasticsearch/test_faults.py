"""A server of its own that is stopped, hangs, loses power and comes back."""

import signal
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from indexer import index
from indexer.worker import _watcher
from portal.public import create_public_app
from search.elastic import Elastic
from search.engine import SearchDocument, SearchUnavailable
from settings import Settings
from tests.e2e.office import close_office, open_office
from tests.elasticsearch.assembly import assemble
from tests.elasticsearch.load import QUERY
from tests.elasticsearch.server import Node, start
from tests.elasticsearch.shared import FOLDER

Make = Callable[..., SearchDocument]


class Power:
    """A node that can lose its power and come back under the same address with the same data."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.node: Node = start(assemble(FOLDER), data, heap_mb=256)

    @property
    def url(self) -> str:
        return self.node.url

    def lose(self) -> None:
        self.node.kill()

    def back(self) -> None:
        self.node = start(assemble(FOLDER), self.data, port=urlsplit(self.url).port or 0, heap_mb=256)


@pytest.fixture(scope="module")
def power(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Power]:
    found = Power(tmp_path_factory.mktemp("power"))
    yield found
    found.node.stop()


def test_a_server_that_hangs_is_given_up_within_three_seconds(power: Power, make: Make) -> None:
    engine = Elastic(f"{power.url}/hangs")
    engine.put([make(1)])
    power.node.process.send_signal(signal.SIGSTOP)
    try:
        began = time.monotonic()
        with pytest.raises(SearchUnavailable, match="does not answer in time"):
            engine.search(QUERY)
        assert time.monotonic() - began < 3
    finally:
        power.node.process.send_signal(signal.SIGCONT)
    assert engine.search(QUERY).total == 1
    engine.close()


def test_a_server_that_is_gone_is_noticed_at_once_and_found_again(power: Power, make: Make) -> None:
    engine = Elastic(f"{power.url}/gone")
    engine.put([make(1)])
    power.lose()
    try:
        began = time.monotonic()
        with pytest.raises(SearchUnavailable, match="cannot be reached"):
            engine.search(QUERY)
        assert time.monotonic() - began < 1
    finally:
        power.back()
    assert engine.search(QUERY).total == 1
    engine.close()


def test_after_a_restart_the_worker_takes_out_what_a_late_write_brought_back(
    power: Power, make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = Elastic(f"{power.url}/late")
    office = open_office(tmp_path)
    watch = _watcher(replace(office.context, engine=engine))
    watch()
    engine.put([make(1, version=3), make(2)])
    public_now = {"00000002": (1, engine.importances()["00000002"])}

    def recorded(_store: object, ids: list[str] | None = None) -> dict[str, tuple[int, int]]:
        return {one: found for one, found in public_now.items() if ids is None or one in ids}

    monkeypatch.setattr(index, "_recorded", recorded)
    engine.remove(["00000001"])
    engine.put([make(1, version=2)])
    assert engine.search(QUERY).total == 1
    engine._writer.indices.flush(index="late")  # what is not in the segments yet, a restart would read again
    power.lose()
    watch()  # the worker goes on without the server
    power.back()
    engine.put([make(1, version=2)])
    assert engine.search(QUERY).total == 2  # the server has forgotten that it was taken out
    watch()
    assert set(engine.versions()) == {"00000002"}
    engine.put([make(1, version=2)])
    watch()  # nothing was restarted: nothing is looked at
    assert engine.search(QUERY).total == 2
    engine.close()
    close_office(office)


@pytest.fixture
def dead() -> Iterator[Elastic]:
    """An engine whose server does not exist."""
    engine = Elastic("http://127.0.0.1:9/judgments")
    yield engine
    engine.close()


def test_without_search_the_page_leads_to_the_lists_and_the_interface_says_so(dead: Elastic, tmp_path: Path) -> None:
    office = open_office(tmp_path)
    settings = Settings(surfaces="public", secret_key="k" * 40, rate_limit_url="")
    with create_public_app(settings, office.store, dead).test_client() as client:
        began = time.monotonic()
        page = client.get("/tim-kiem?q=dat")
        assert time.monotonic() - began < 3
        assert page.status_code == 503
        assert 'href="/toa-an"' in page.text
        answer = client.get("/api/v1/search?q=dat")
        assert answer.status_code == 503
        assert answer.get_json()
    close_office(office)
