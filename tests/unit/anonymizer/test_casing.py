"""Text in capitals gets small letters, names keep a capital; the length never changes."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import anonymizer
from anonymizer.casing import truecased
from vietnamese.letters import UPPER


def test_names_after_titles_and_family_names_keep_their_capitals() -> None:
    shouted = "NGUYÊN ĐƠN BÀ LÝ THỊ RẠNG TRÌNH BÀY VIỆC ÔNG HUỲNH NGỌC SANG LÀ CHỦ CÔNG TY TNHH BẢO SƠN VAY TIỀN"
    text = truecased(shouted)
    for name in ("Lý Thị Rạng", "Huỳnh Ngọc Sang", "Bảo Sơn"):
        assert name in text
    assert "trình bày việc" in text


def test_a_short_heading_and_mixed_text_stay() -> None:
    for text in ("NHẬN ĐỊNH CỦA TÒA ÁN:", "Ông Nguyễn Văn Huy khởi kiện bà Trần Thị Hoa đòi lại tài sản đã cho vay."):
        assert truecased(text) == text


def test_a_judgment_in_capitals_is_coded(judgment: str) -> None:
    shouted = "\n".join(line.upper() for line in judgment.splitlines())
    public = anonymizer.anonymize(shouted)["public_text"]
    for name in ("NGUYỄN VĂN HUY", "LÊ THỊ HOA", "ÔNG HUY", "BÀ HOA"):
        assert name not in public


@settings(deadline=None, max_examples=60)
@given(st.lists(st.text(alphabet=UPPER + "0123456789.,-", min_size=1, max_size=7), min_size=14, max_size=30))
def test_the_length_never_changes(words: list[str]) -> None:
    text = " ".join(words)
    changed = truecased(text)
    assert len(changed) == len(text)
    assert unicodedata.normalize("NFC", changed).upper() == unicodedata.normalize("NFC", text).upper()


@pytest.mark.parametrize("text", ["", " \n ", "A" * 5000, "ß" * 40 + " " + "ŒUVRE " * 20])
def test_odd_text_comes_back_with_its_length(text: str) -> None:
    assert len(truecased(text)) == len(text)
