from datetime import date
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from portal.public.parameters import Asked, address, pairs, read, read_day, without_value


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("01/7/2025", date(2025, 7, 1), date(2025, 7, 1)),
        ("1-7-2025", date(2025, 7, 1), date(2025, 7, 1)),
        ("2025-07-01", date(2025, 7, 1), date(2025, 7, 1)),
        ("7/2025", date(2025, 7, 1), date(2025, 7, 31)),
        ("2/2024", date(2024, 2, 1), date(2024, 2, 29)),
        ("2025", date(2025, 1, 1), date(2025, 12, 31)),
        ("31/2/2025", None, None),
        ("13/2025", None, None),
        ("hôm qua", None, None),
        ("0000", None, None),
    ],
)
def test_a_day_a_month_and_a_year_are_read_as_their_first_or_last_day(
    text: str, first: date | None, last: date | None
) -> None:
    assert read_day(text, last=False) == first
    assert read_day(text, last=True) == last


def test_what_was_typed_is_kept_beside_its_error() -> None:
    asked = read(MultiDict({"q": "đất", "tu": "32/13/2020", "trang": "0", "sap-xep": "dep-nhat", "so-dong": "11"}))
    assert asked.tu == "32/13/2020"
    assert asked.q == "đất"
    assert [field for field, _sentence in asked.errors] == ["tu", "q", "q", "sap-xep"]


def test_pages_end_at_ten_thousand_results() -> None:
    assert read(MultiDict({"trang": "500"})).page == 500
    assert [field for field, _ in read(MultiDict({"trang": "501"})).errors] == ["q"]
    assert [field for field, _ in read(MultiDict({"trang": "201", "so-dong": "50"})).errors] == ["q"]


def test_an_end_before_the_beginning_is_an_error() -> None:
    assert [field for field, _ in read(MultiDict({"tu": "2025", "den": "2024"})).errors] == ["tu"]
    assert [field for field, _ in read(MultiDict({"den": "x"})).errors] == ["den"]


@pytest.mark.parametrize(
    ("name", "value"), [("nam", "năm ngoái"), ("toa", "<script>"), ("loai-an", "a" * 200), ("phan", "giua")]
)
def test_a_filter_value_of_the_wrong_form_is_an_error(name: str, value: str) -> None:
    assert len(read(MultiDict({name: value})).errors) == 1


def test_query_text_is_never_an_error() -> None:
    assert read(MultiDict({"q": '"((( OR -'})).errors == ()
    assert len(read(MultiDict({"q": "a" * 5000})).q) == 500


def test_repeated_filters_are_kept_once_in_their_order() -> None:
    asked = read(MultiDict([("loai-an", "ds"), ("loai-an", "hs"), ("loai-an", "ds"), ("quan-he", "Ly hôn")]))
    assert asked.filters == {"loai-an": ("ds", "hs"), "quan-he": ("Ly hôn",)}
    assert asked.narrowed
    assert not asked.empty
    assert Asked().empty


def test_a_changed_filter_starts_at_page_one_and_paging_keeps_the_filters() -> None:
    asked = Asked(q="đất", filters={"loai-an": ("ds", "hs")}, page=3, per_page=50, tu="2024", predecessors=True)
    assert address(asked, page=4).endswith("tien-than=1&tu=2024&so-dong=50&trang=4")
    assert "trang" not in address(asked, tu="")
    assert without_value(asked, "loai-an", "ds").count("loai-an=") == 1
    assert address(Asked()) == "/tim-kiem"
    assert pairs(asked, without=("q", "loai-an")) == [
        ("tien-than", "1"),
        ("tu", "2024"),
        ("so-dong", "50"),
        ("trang", "3"),
    ]


@settings(max_examples=60, deadline=None)
@given(
    q=st.text(max_size=30),
    tu=st.sampled_from(["", "2024", "7/2024"]),
    page=st.integers(1, 500),
    chosen=st.lists(st.sampled_from(["ds", "hs", "ld"]), unique=True),
)
def test_an_address_reads_back_as_the_same_search(q: str, tu: str, page: int, chosen: list[str]) -> None:
    asked = read(MultiDict([("q", q), ("tu", tu), ("trang", str(page)), *(("loai-an", one) for one in chosen)]))
    again = read(MultiDict(parse_qsl(urlsplit(address(asked)).query)))
    assert again == asked
