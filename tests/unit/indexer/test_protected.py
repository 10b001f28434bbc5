import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anonymizer import ProtectedForms, find_protected
from anonymizer.forms import Form
from indexer.protected import watchlist

FORMS = ProtectedForms(
    (
        Form("P1.1", "PERSON_PRIVATE", "words", ("nguyễn", "văn", "hòa")),
        Form("P1.2", "PERSON_PRIVATE", "words", ("hòa",)),
        Form("P2.1", "PERSON_PRIVATE", "words", ("đinh", "k'thơ")),
        Form("P2.2", "PERSON_PRIVATE", "words", ("k'thơ",)),
        Form("A1.1", "ADDRESS", "unit", ("ấp", "ba")),
        Form("C1.1", "PHONE", "code", ("0951234567",)),
        Form("D1.1", "DOB", "birth", ("20", "8", "1975")),
    )
)
WATCH = watchlist([FORMS])
PIECES = (
    "ông", "Nguyễn", "NGUYỄN", "nguyen", "Văn", "van", "Hoà", "Hòa", "HOA", "bà", "Đinh", "Ðinh", "K'Thơ", "K’Thơ",
    "ấp Ba", "Ấp Ba", "0951234567", "0951.234.567", "sinh ngày", "20/8/1975", "20-08-1975", "-", "_", ".", ",", "\n",
    "\u200b", "\u00a0", "hòa giải", "ba", "trình bày", "1975",
)  # fmt: skip


@settings(deadline=None, max_examples=100)
@given(st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from(["", " ", " ", "  "])), max_size=12), st.booleans())
def test_the_quick_look_never_hides_what_the_rule_would_find(pieces: list[tuple[str, str]], decomposed: bool) -> None:
    text = "".join(piece + blank for piece, blank in pieces)
    if decomposed:
        text = unicodedata.normalize("NFD", text)
    if find_protected(text, FORMS):
        assert WATCH.may_stand_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "ông Nguyễn Văn Hòa",
        "tệp nguyen-van-hoa.pdf",
        "tệp nguyen_van_hoa.pdf",
        "?q=Nguy%E1%BB%85n+V%C4%83n+Ho%C3%A0",
        "ông\nHoà",
        "gọi 0951.234.567",
        "sinh ngày 20/8/1975",
        f"{'chữ ' * 100}xem nguyen.van.hoa {'chữ ' * 100}",
    ],
)
def test_each_way_to_write_a_form_is_counted(text: str) -> None:
    assert WATCH.count([text]) > 0


def test_equal_texts_count_once_and_clean_ones_not_at_all() -> None:
    assert WATCH.count(["ông Nguyễn Văn Hòa", "ông  Nguyễn\nVăn Hòa"]) == WATCH.count(["ông Nguyễn Văn Hòa"]) == 1
    assert WATCH.count(["hòa giải thành ngày 21/8/1975", "", "ba người"]) == 0


def test_without_forms_there_is_nothing_to_find_and_the_list_says_so() -> None:
    assert not watchlist([])
    assert watchlist([ProtectedForms(())])
    assert watchlist([ProtectedForms(())]).count(["ông Nguyễn Văn Hòa"]) == 0
