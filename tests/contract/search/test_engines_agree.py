"""The same collection in the oracle, in tantivy and in Elasticsearch: the same answers."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.analysis import streams
from search.engine import SearchPage
from search.query import SORTS, SearchQuery, parse
from tests.contract.search.conftest import opened
from tests.contract.search.generated import collection, searches
from tests.contract.search.test_oracle_agrees import documents, queries

DOCUMENTS = collection()
SEARCHES = searches(DOCUMENTS)
TOP = 10


@dataclass(frozen=True)
class Three:
    oracle: Any
    tantivy: Any
    elastic: Any

    def answers(self, search: SearchQuery) -> tuple[SearchPage, SearchPage, SearchPage]:
        return self.oracle.search(search), self.tantivy.search(search), self.elastic.search(search)


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Three]:
    by_id = {document.id: document for document in DOCUMENTS}
    with (
        opened("oracle", tmp_path_factory.mktemp("oracle")) as oracle,
        opened("tantivy", tmp_path_factory.mktemp("tantivy")) as tantivy,
        opened("elasticsearch", tmp_path_factory.mktemp("elastic")) as elastic,
        pytest.MonkeyPatch.context() as patch,
    ):
        # The oracle reads each judgment anew for every word of a query; here it may remember.
        known = cache(lambda public_id: streams(by_id[public_id]))
        patch.setattr(
            "search.oracle.streams",
            lambda document: known(document.id) if by_id.get(document.id) is document else streams(document),
        )
        for one in (oracle, tantivy, elastic):
            one.put(DOCUMENTS)
        yield Three(oracle, tantivy, elastic)


def counted(page: SearchPage) -> tuple[Any, ...]:
    return page.total, page.total_capped, page.relation, dict(page.facets)


def test_the_collection_and_the_searches_are_large_enough() -> None:
    found = [search.query.text for search in SEARCHES.values()]
    assert len({document.id for document in DOCUMENTS}) >= 300
    assert len(SEARCHES) >= 200
    assert len(set(found)) >= 180


@pytest.mark.parametrize("name", SEARCHES)
def test_three_engines_give_one_answer(three: Three, name: str) -> None:
    search = SEARCHES[name]
    expected, embedded, served = three.answers(search)
    assert counted(embedded) == counted(expected)
    assert counted(served) == counted(expected)
    if search.order == "lien-quan":
        first, second = embedded.ids[:TOP], served.ids[:TOP]
        assert len(first) == len(second)
        assert len(set(first) & set(second)) >= 0.9 * len(first)
    else:
        assert embedded.ids == served.ids == expected.ids
    dated = replace(search, sort="moi-nhat", page=1, page_size=100, facets=())
    ids, *others = (page.ids for page in three.answers(dated))
    assert others == [ids, ids]


def test_the_order_of_relevance_is_nearly_always_the_same_one(three: Three) -> None:
    same = total = 0
    for search in SEARCHES.values():
        ranked = replace(search, sort="lien-quan", facets=())
        if ranked.order == "lien-quan":
            first, second = three.tantivy.search(ranked).ids[:TOP], three.elastic.search(ranked).ids[:TOP]
            same += len(set(first) & set(second))
            total += len(first)
    assert total > 500
    assert same >= 0.98 * total


@given(
    text=queries(),
    sort=st.sampled_from(SORTS),
    filters=st.fixed_dictionaries({}, optional={"loai-an": st.just(("ds",)), "tinh": st.just(("01", "07", "zz"))}),
    zone=st.sampled_from(["", "", "nhan-dinh", "quyet-dinh"]),
    first=st.none() | st.dates(date(2014, 1, 1), date(2023, 12, 31)),
)
@settings(deadline=None, max_examples=60)
def test_any_search_has_one_answer(
    three: Three, text: str, sort: str, filters: dict[str, tuple[str, ...]], zone: str, first: date | None
) -> None:
    search = SearchQuery(parse(text), sort=sort, filters=filters, zone=zone, decided_from=first)
    expected, embedded, served = three.answers(search)
    assert counted(embedded) == counted(served) == counted(expected)
    if search.order != "lien-quan":
        assert embedded.ids == served.ids == expected.ids


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Any, Any]]:
    """Oracle and Elasticsearch apart from the large collection: what is taken out counts in scores until a merge."""
    with (
        opened("oracle", tmp_path_factory.mktemp("small")) as oracle,
        opened("elasticsearch", tmp_path_factory.mktemp("small")) as elastic,
    ):
        yield oracle, elastic


@given(collected=documents(), texts=st.lists(queries(), min_size=1, max_size=6))
@settings(deadline=None, max_examples=20)
def test_any_small_collection_has_one_answer(pair: tuple[Any, Any], collected: list[Any], texts: list[str]) -> None:
    oracle, elastic = pair
    for one in pair:
        one.put(collected)
    try:
        for text in texts:
            search = SearchQuery(parse(text), sort="moi-nhat", facets=("toa", "loai-an"))
            expected, served = oracle.search(search), elastic.search(search)
            assert (served.ids, counted(served)) == (expected.ids, counted(expected))
    finally:
        for one in pair:
            one.remove([document.id for document in collected])


@pytest.mark.parametrize("kind", ["tantivy", "elasticsearch"])
def test_of_equally_good_judgments_the_newer_and_then_the_higher_id_comes_first(
    kind: str, make: Any, tmp_path: Any
) -> None:
    days = [date(2020, 1, 2), date(2021, 1, 2), date(2020, 1, 2), date(2022, 1, 2), None, date(2020, 1, 2)]
    with opened(kind, tmp_path) as engine:
        engine.put([make(f"b{place}", "đất", "đất đai", decided_on=day) for place, day in enumerate(days)])
        found = engine.search(SearchQuery(parse("đất"), facets=()))
        assert [one[:2] for one in found.ids] == ["b3", "b1", "b5", "b2", "b0", "b4"]
