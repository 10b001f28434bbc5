import sys
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.analysis import (
    ID_ALPHABET,
    MAX_TERM,
    case_key,
    case_keys,
    code_key,
    date_key,
    facet_values,
    fold_term,
    fold_terms,
    id_number,
    number_id,
    published_key,
    rows,
    terms,
)
from search.engine import SearchDocument


def document(**facts: object) -> SearchDocument:
    given_facts = {"id": "00000000", "version": 1, "title": "", "published_at": datetime(2024, 1, 1)}  # noqa: DTZ001  a moment without zone is a case
    return SearchDocument(**(given_facts | facts))  # type: ignore[arg-type]


def test_no_letter_or_digit_folds_to_something_that_splits_a_word() -> None:
    wrong = [
        code for code in range(sys.maxunicode + 1) if chr(code).isalnum() and not fold_term(chr(code)[:1]).isalnum()
    ]
    assert wrong == []


@given(st.text(max_size=120))
@settings(deadline=None)
def test_words_with_and_without_marks_go_together_one_for_one(text: str) -> None:
    exact = terms(text)
    folded = fold_terms(exact)
    assert len(exact) == len(folded)
    assert folded == [fold_term(one) for one in exact]
    assert not any(character.isspace() for one in exact + folded for character in one)
    assert all(one and len(one) <= MAX_TERM for one in exact + folded)


@given(st.lists(st.text(max_size=60) | st.sampled_from(["Toà án", "m²\u0301", "x_y–z", "", "½ Ǆ ﬁ", "y" * 70, "a\nb"])))
@settings(deadline=None)
def test_whole_texts_give_the_same_words_as_single_ones(texts: list[str]) -> None:
    found = [(exact.split(), folded.split()) for exact, folded in rows(texts)]
    assert found == [(terms(text), fold_terms(terms(text))) for text in texts]


def test_very_long_words_are_cut_the_same_way_in_text_and_query() -> None:
    assert terms("x" * 100) == ["x" * MAX_TERM]


@given(st.text(alphabet=ID_ALPHABET, min_size=8, max_size=8))
def test_ids_and_their_numbers_are_the_same_thing(public_id: str) -> None:
    assert number_id(id_number(public_id)) == public_id
    assert 0 <= id_number(public_id) < 2**40


@pytest.mark.parametrize("wrong", ["", "short", "toolonggg", "abcdefgi", "ABCDEFGH"])
def test_anything_else_is_no_public_id(wrong: str) -> None:
    with pytest.raises(ValueError, match="not a public id"):
        id_number(wrong)


def test_symbols_of_case_numbers_are_compared_by_their_letters() -> None:
    assert {code_key(one) for one in ("HS-ST", "hs – st", "HSST", "HS - ST")} == {"hsst"}
    assert code_key("HNGĐ-ST") == "hngdst"
    assert case_key(17, None, "HS") == "17"
    assert case_keys(document(number=17, year=2018, code="HS-ST")) == ["17", "17/2018", "17/2018/hsst"]
    assert case_keys(document()) == []


def test_date_keys_order_by_day_then_id_and_fit_sixty_four_bits() -> None:
    days = [None, date(1945, 9, 2), date(1970, 1, 1), date(2025, 7, 1), date(9999, 12, 31)]
    keys = [date_key(document(decided_on=day, id=one)) for day in days for one in ("00000000", "zzzzzzzz")]
    assert keys == sorted(set(keys))
    assert all(-(2**63) <= key < 2**63 for key in keys)


def test_publication_keys_order_by_moment_in_any_zone() -> None:
    first = datetime(2024, 1, 1, 12, tzinfo=UTC)
    local = datetime(2024, 1, 1, 19, tzinfo=timezone(timedelta(hours=7)))
    assert published_key(document(published_at=first)) == published_key(document(published_at=local))
    assert published_key(document(published_at=datetime(2024, 1, 1, 12))) == published_key(  # noqa: DTZ001  means UTC
        document(published_at=first)
    )
    assert published_key(document(published_at=first)) < published_key(
        document(published_at=first + timedelta(seconds=1))
    )


def test_unknown_facts_are_no_facet_values() -> None:
    assert facet_values(document()) == {}
    assert facet_values(document(court="h1", articles=("a", "a", ""), decided_on=date(2020, 1, 1))) == {
        "toa": ("h1",),
        "dieu": ("a",),
        "nam": ("2020",),
    }
