import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vietnamese.case import is_capitalized, is_upper, title_case
from vietnamese.letters import nfc
from vietnamese.syllables import is_syllable, marked_share, valid_share
from vietnamese.texts import PublicText, SourceText
from vietnamese.tokens import Token, tokens, words

SENTENCE = words(
    "Tòa án nhân dân khu vực xét xử sơ thẩm công khai vụ án tranh chấp quyền sử dụng đất giữa nguyên đơn và bị "
    "đơn người có quyền lợi nghĩa vụ liên quan quyết định của giám đốc thẩm hủy bản án phúc thẩm giết người "
    "cướp tài sản gìn giữ giếng nước quốc gia quýt quỳnh quên khuỷu tay ngoằn ngoèo nghiêng kiểm sát khoẻ hoà "
    "thuỷ uỷ ban gì già yêu ý yếm xoong huỵch tuýp quay quang quận quyền quyết khuya thuở thuê xuân nguyệt "
    "nghỉ ghế được đường rượu hươu "
)
NOT_SYLLABLES = [
    "viet",
    "cât",
    "toàn1",
    "kông",
    "ca̖t",
    "xyz",
    "ngi",
    "gế",
    "ce",
    "ngha",
    "b",
    "",
    "trươg",
    "cac",
    "quoi2",
]


@pytest.mark.parametrize("word", SENTENCE)
def test_ordinary_words_are_syllables_in_any_case_and_form(word: str) -> None:
    assert is_syllable(word)
    assert is_syllable(word.upper())
    assert is_syllable(unicodedata.normalize("NFD", word))


@pytest.mark.parametrize("word", [*NOT_SYLLABLES, "càt", "mả̀"])
def test_what_the_orthography_forbids_is_no_syllable(word: str) -> None:
    assert not is_syllable(word)


def test_shares_tell_text_from_noise() -> None:
    assert valid_share(" ".join(SENTENCE)) == 1.0
    assert valid_share("Céng hoµ x· héi") < 0.7
    assert valid_share("") == 0.0
    assert marked_share("tòa an 12") == 0.5
    assert marked_share("12") == 0.0


def test_tokens_are_runs_of_letters_and_digits_with_their_places() -> None:
    assert tokens("Số 17/2018/HS-ST.") == [
        Token("Số", 0, 2),
        Token("17", 3, 5),
        Token("2018", 6, 10),
        Token("HS", 11, 13),
        Token("ST", 14, 16),
    ]
    assert words("a_b") == ["a", "b"]


def test_combining_marks_stay_inside_their_word() -> None:
    text = unicodedata.normalize("NFD", "mà tủy")
    assert [nfc(word) for word in words(text)] == ["mà", "tủy"]


@given(st.text(max_size=120))
@settings(deadline=None)
def test_each_token_stands_where_it_says(text: str) -> None:
    found = tokens(text)
    assert all(text[token.start : token.end] == token.text for token in found)
    assert all(before.end <= after.start for before, after in pairwise(found))
    assert words(text) == [token.text for token in found]


def test_case_of_names() -> None:
    assert is_upper("NGUYỄN")
    assert not is_upper("12")
    assert is_capitalized("Huy")
    assert is_capitalized("A")
    assert not is_capitalized("HUY")
    assert not is_capitalized("huy")
    assert title_case("NGUYỄN VĂN HUY") == "Nguyễn Văn Huy"
    assert title_case("H'LAN ÊBAN") == "H'lan Êban"


def test_the_two_kinds_of_text_are_strings() -> None:
    assert SourceText("a") == PublicText("a") == "a"
