"""Three nodes, two shards, one copy of each: what a lost node may cost, which is nothing that was acknowledged."""

import threading
from collections.abc import Callable, Iterator

import pytest
from elasticsearch import Elasticsearch

from search.elastic import Elastic
from search.engine import SearchDocument, SearchUnavailable
from tests.elasticsearch.load import QUERY, searching
from tests.elasticsearch.server import Cluster, cluster
from tests.elasticsearch.shared import FOLDER

Make = Callable[..., SearchDocument]
BATCH = 40


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    with cluster(FOLDER, tmp_path_factory.mktemp("cluster"), heap_mb=384) as group:
        yield group


def whole(group: Cluster) -> None:
    """Wait until every copy of every shard is there."""
    with Elasticsearch(group.urls, request_timeout=130) as client:
        health = client.cluster.health(wait_for_status="green", wait_for_nodes=str(len(group.nodes)), timeout="120s")
        assert not health["timed_out"]


def opened(group: Cluster, alias: str) -> Elastic:
    hosts = ",".join(url.removeprefix("http://") for url in group.urls)
    return Elastic(f"http://{hosts}/{alias}", shards=2, replicas=1)


def master(group: Cluster) -> str:
    with Elasticsearch(group.urls, request_timeout=60) as client:
        return str(client.cat.master(h="node").body).strip()


class Writing:
    """Puts batch after batch in a thread; `acknowledged` are the ids whose put returned."""

    def __init__(self, engine: Elastic, make: Make, first: int) -> None:
        self.acknowledged: set[str] = set()
        self.failed = 0
        self.some = threading.Event()
        self._done = threading.Event()
        self._engine, self._make, self._next = engine, make, first
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def _run(self) -> None:
        while not self._done.is_set():
            batch = [self._make(number) for number in range(self._next, self._next + BATCH)]
            try:
                self._engine.put(batch)
            except SearchUnavailable:  # the job would be run again
                self.failed += 1
                continue
            self._next += BATCH
            self.acknowledged |= {document.id for document in batch}
            self.some.set()

    def wait(self) -> None:
        """Wait until some more was acknowledged."""
        self.some.clear()
        assert self.some.wait(120)

    def end(self) -> None:
        self._done.set()
        self._thread.join()


def test_losing_the_master_costs_no_search_and_no_acknowledged_judgment(three: Cluster, make: Make) -> None:
    engine = opened(three, "loss")
    engine.put([make(number) for number in range(200)])
    whole(three)
    lost = master(three)
    with searching(engine, least=200, retries=1) as load:
        writing = Writing(opened(three, "loss"), make, 1000)
        writing.wait()
        three.kill_node(lost)
        writing.wait()
        writing.wait()
        writing.end()
    assert (load.failed, load.short) == ([], [])
    assert load.searches > 3
    assert writing.acknowledged <= engine.versions().keys()
    assert engine.search(QUERY).total >= 200 + len(writing.acknowledged)
    three.start_node(lost)
    whole(three)
    engine.close()


def test_a_rebuild_under_searches_costs_no_search(three: Cluster, make: Make) -> None:
    engine = opened(three, "rebuilt")
    everything = [make(number) for number in range(700)]
    engine.put(everything)
    whole(three)
    with searching(engine, least=700) as load:
        for _ in range(3):
            assert engine.rebuild(iter(everything), lambda _ids: []) == 700
    assert (load.failed, load.short) == ([], [])
    engine.close()


def test_after_a_power_cut_of_all_nodes_everything_acknowledged_is_there(
    tmp_path_factory: pytest.TempPathFactory, make: Make
) -> None:
    with cluster(FOLDER, tmp_path_factory.mktemp("power-cut"), heap_mb=384) as group:
        engine = opened(group, "cut")
        engine.put([make(number) for number in range(100)])
        whole(group)
        writing = Writing(opened(group, "cut"), make, 1000)
        writing.wait()
        names = list(group.nodes)
        for name in names:
            group.nodes[name].process.kill()
        writing.end()
        for name in names:
            group.kill_node(name)
        group.start()
        whole(group)
        again = opened(group, "cut")
        assert {f"{number:08}" for number in range(100)} | writing.acknowledged <= again.versions().keys()
        again.close()
