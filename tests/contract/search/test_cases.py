"""One table of cases: what is typed, under which filters, and which documents answer."""

from datetime import date
from typing import Any

import pytest

from search.query import SearchQuery, parse

LAND, LOAN, DRUG, SPINE, BARE, DIVORCE, BORDER, QU, HIDDEN, ODD = "a1 a2 a3 a4 a5 a6 a7 a8 a9 aa".split()  # noqa: SIM905  ten names for ten ids

CASES: list[tuple[str, set[str]]] = [
    ("toa an", {LAND, LOAN, DIVORCE}),
    ("tòa án", {LAND, LOAN, DIVORCE}),
    ("toà án", {LAND, LOAN, DIVORCE}),
    ("TOÀ ÁN", {LAND, LOAN, DIVORCE}),
    ("thủy lợi", {LOAN}),
    ("thuỷ loi", {LOAN}),
    ("tranh chap dat", {LAND}),
    ("đất", {LAND, SPINE, QU}),
    ("ma túy", {DRUG, SPINE, BARE, BORDER, HIDDEN}),
    ("ma tuy", {DRUG, SPINE, BARE, BORDER, HIDDEN}),
    ('"ma túy"', {DRUG, HIDDEN}),
    ("“ma tuý”", {DRUG, HIDDEN}),
    ('"MA TÚY"', {DRUG, HIDDEN}),
    ('"mà tủy"', {SPINE}),
    ('"ma tuy"', {DRUG, SPINE, BARE, HIDDEN}),
    ('ma tuy -"ma túy"', {SPINE, BARE, BORDER}),
    ("ma tuy KHÔNG giám", {DRUG, BARE, BORDER, HIDDEN}),
    ("ly OR vay", {LOAN, DIVORCE}),
    ("ly hôn HOẶC vay tài sản", {LOAN, DIVORCE}),
    ("(ly OR vay) toa", {LOAN, DIVORCE}),
    ("(ly OR vay) -toa", set()),
    ("nhượng*", {QU}),
    ("nhu*", {QU}),
    ("quy", {QU, LAND, DRUG} - {LAND, DRUG}),
    ('"quý"', {QU}),
    ("17/2018/DS-ST", {LAND, LOAN}),
    ("số:17/2018/DS-ST", {LAND}),
    ("số: 17 / 2018 / DS – ST", {LAND}),
    ("số:17/2018/dsst", {LAND}),
    ("số:17/2018", {LAND}),
    ("số:17", {LAND}),
    ("so:217/2018", {LOAN}),
    ("17/2018", {LAND, LOAN}),
    ("7/2018", set()),
    ("8/2020/HS-ST", {DRUG}),
    ("08/2020", {DRUG}),
    ("09/2020/HS-ST", {SPINE}),
    ("5/2021/HNGD-ST", {DIVORCE}),
    ("15.000.000", {LAND}),
    ("15000000", set()),
    ("m2", {LAND}),
    ("3 ab x", {ODD}),
    ("½", {ODD}),
    ("khongcotunay", set()),
    ("-ma -toa", {QU, ODD}),
    ("ly OR -ma", {LAND, LOAN, DIVORCE, QU, ODD}),
]


def ids(engine: Any, text: str, **search: Any) -> set[str]:
    page = engine.search(SearchQuery(parse(text), facets=(), **search))
    assert page.total == len(page.ids)
    return {one[:2] for one in page.ids} if page.relation == "exact" else set()


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_a_query_of_the_table_finds_exactly_the_documents_it_names(filled: Any, text: str, expected: set[str]) -> None:
    assert ids(filled, text) == expected


@pytest.mark.parametrize(
    ("search", "expected"),
    [
        ({"filters": {"loai-an": ("hs",)}}, {DRUG, SPINE, BARE}),
        ({"filters": {"loai-an": ("hs", "hngd")}}, {DRUG, SPINE, BARE, DIVORCE}),
        ({"filters": {"loai-an": ("hs",), "toa": ("h1",)}}, {DRUG}),
        ({"filters": {"dieu": ("91-2015-qh13.584",)}}, {LAND}),
        ({"filters": {"nam": ("2018",)}}, {LAND, LOAN}),
        ({"filters": {"loai-an": ()}}, {LAND, LOAN, DRUG, SPINE, BARE, DIVORCE, BORDER, QU, HIDDEN, ODD}),
        ({"decided_from": date(2018, 5, 5), "decided_to": date(2020, 2, 2)}, {LOAN, DRUG, SPINE}),
        ({"decided_to": date(1969, 12, 31)}, {QU}),
        ({"decided_from": date(2022, 7, 1)}, {HIDDEN, ODD}),
    ],
)
def test_filters_and_dates_narrow_the_results(filled: Any, search: dict[str, Any], expected: set[str]) -> None:
    assert ids(filled, "", **search) == expected


def test_date_orders_are_the_same_everywhere_and_ids_decide_within_a_day(filled: Any) -> None:
    def order(sort: str, text: str = "") -> str:
        return " ".join(one[:2] for one in filled.search(SearchQuery(parse(text), sort=sort, facets=())).ids)

    newest = "aa a9 a7 a6 a4 a3 a2 a1 a8 a5"
    assert order("moi-nhat") == newest
    assert order("lien-quan") == newest  # nothing typed: no relevance
    assert order("cu-nhat") == " ".join(reversed(newest.split()))
    assert order("moi-cong-bo").startswith("a1 a2 aa")
    assert order("moi-nhat", "toa an") == "a6 a2 a1"


def test_pages_walk_through_all_results_once(filled: Any) -> None:
    pages = [filled.search(SearchQuery(page=number, page_size=4, facets=())) for number in (1, 2, 3, 4)]
    assert [len(page.ids) for page in pages] == [4, 4, 2, 0]
    assert {page.total for page in pages} == {10}
    assert len({one for page in pages for one in page.ids}) == 10


def test_a_page_beyond_ten_thousand_results_is_empty(filled: Any) -> None:
    page = filled.search(SearchQuery(page=501, page_size=20, facets=()))
    assert (page.ids, page.total, page.total_capped) == ((), 10, False)


def test_each_facet_counts_under_the_other_filters(filled: Any) -> None:
    search = SearchQuery(
        parse("ma"), filters={"loai-an": ("hs",), "tinh": ("01",)}, facets=("loai-an", "tinh", "nam", "toa")
    )
    page = filled.search(search)
    counted = {name: [(one.value, one.count) for one in values] for name, values in page.facets.items()}
    assert page.total == 0
    assert counted == {"loai-an": [("hs", 0)], "tinh": [("79", 3), ("01", 0)], "nam": [], "toa": []}


def test_facets_list_values_by_count_then_by_value(filled: Any) -> None:
    page = filled.search(SearchQuery(facets=("loai-an", "dieu")))
    assert [(one.value, one.count) for one in page.facets["loai-an"]] == [("ds", 3), ("hs", 3), ("hngd", 1)]
    assert [one.value for one in page.facets["dieu"]] == ["91-2015-qh13.468", "91-2015-qh13.584"]


def test_a_facet_lists_twenty_values_and_those_chosen(engine: Any, make: Any) -> None:
    courts = [f"c{number:03}" for number in range(230) for _ in range(1 + (number % 50 == 0))]
    engine.put([make(f"b{place:03}", "x", "y", court=court) for place, court in enumerate(courts)])
    listed = engine.search(SearchQuery(facets=("toa",), filters={"toa": ("c222", "không-có")})).facets["toa"]
    expected = ["c000", "c050", "c100", "c150", "c200", *(f"c{number:03}" for number in range(1, 16))]
    assert [one.value for one in listed] == [*expected, "c222", "không-có"]
    assert [one.count for one in listed] == [2] * 5 + [1] * 16 + [0]


def test_when_no_document_has_all_the_words_those_with_any_are_shown(filled: Any) -> None:
    page = filled.search(SearchQuery(parse("ly khongcotunay -vay"), facets=()))
    assert (page.relation, {one[:2] for one in page.ids}) == ("relaxed", {DIVORCE})
    nothing = filled.search(SearchQuery(parse("khongcotunay cungkhong"), facets=()))
    assert (nothing.relation, nothing.total) == ("exact", 0)


def test_a_document_put_again_is_there_once_and_a_removed_one_never(engine: Any, make: Any) -> None:
    for title, version in (("lần một", 1), ("lần hai", 3), ("lần ba", 3)):
        engine.put([make("a1", title, "nội dung mới", version=version)])
    assert ids(engine, "lan mot") == set()
    assert ids(engine, "lan ba") == {"a1"}
    assert ids(engine, "lan hai") == set()
    engine.remove(["a1000000", "zzzzzzzz"])
    assert ids(engine, "lan ba") == set()


def test_two_versions_in_one_batch_leave_the_last(engine: Any, make: Any) -> None:
    engine.put([make("a1", "cũ", "x"), make("a1", "mới", "x")])
    assert ids(engine, "x") == {"a1"}
    assert ids(engine, "cu") == set()
