"""Names are drawn from parts: nobody's, with the letters asked for, never a forbidden one."""

# ruff: noqa: S311  seeds of draws, not secrets

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anonymizer.training.names import Names
from vietnamese.letters import fold
from vietnamese.syllables import is_syllable


@settings(deadline=None, max_examples=60)
@given(st.integers(0, 10_000), st.sampled_from(["T", "Tr", "Đ", "D", "Y", "Ng", "Â", "Ph", "H"]))
def test_a_given_name_begins_with_the_letters_of_its_mask(seed: int, letters: str) -> None:
    name = Names(Random(seed)).given(letters)
    assert fold(name).startswith(fold(letters))
    assert (name[0] == "Đ") == (letters == "Đ")


def test_a_forbidden_given_name_is_never_drawn_for_anyone() -> None:
    forbidden = frozenset({"lan", "huy", "nga", "tam", "dung", "hoa"})
    names = Names(Random(1), forbidden)
    assert not {fold(names.given()) for _ in range(600)} & forbidden
    assert not {fold(names.given("L")) for _ in range(300)} & forbidden


def test_a_name_is_found_even_where_all_usual_ones_are_forbidden() -> None:
    everything = frozenset(fold(Names(Random(seed)).given("X")) for seed in range(800))
    assert fold(Names(Random(1), everything).given("X")) not in everything


def test_about_half_of_the_given_names_are_syllables_that_no_list_holds() -> None:
    names = Names(Random(2))
    drawn = {names.given() for _ in range(400)}
    assert len(drawn) > 300


@settings(deadline=None, max_examples=60)
@given(st.integers(0, 10_000))
def test_a_made_up_syllable_keeps_vietnamese_spelling(seed: int) -> None:
    assert is_syllable(Names(Random(seed)).syllable())


def test_the_rare_kinds_of_names_come_up() -> None:
    names = Names(Random(3))
    drawn = [names.person() for _ in range(3000)]
    assert any(name.short.startswith(("H'", "H’", "K'", "K’")) for name in drawn)
    assert any(name.short.startswith("Y ") for name in drawn)
    assert any(name.parts[0] == "Thị" for name in drawn)
    assert any(name.full.isascii() for name in drawn)


def test_family_and_middle_name_can_be_kept() -> None:
    name = Names(Random(4)).person("T", surname="Lò", middles=("Thị", "Mai"))
    assert name.full.startswith("Lò Thị Mai T")
    assert name.short == name.parts[-1]


@pytest.mark.parametrize("initials", ["T", "TC", "HB"])
def test_places_and_firms_keep_the_initials_of_their_mask(initials: str) -> None:
    for seed in range(40):
        names = Names(Random(seed))
        for name in (names.place(initials), names.firm(initials)):
            heads = [fold(word[0]).upper() for word in name.split()]
            assert heads[: len(initials)] == list(initials)


def test_firms_without_a_mask_are_initials_brands_or_names() -> None:
    names = Names(Random(5))
    drawn = [names.firm() for _ in range(200)]
    assert any(firm.isupper() for firm in drawn)
    assert any(" " in firm for firm in drawn)
    assert any(names.business() for _ in range(50))
    assert all(names.place() for _ in range(200))
