import re
from collections.abc import Sequence
from datetime import date
from itertools import combinations
from typing import Any, cast

import pytest

import demo
from demo.courts import COURTS
from demo.people import LISTS, NameBook
from vietnamese.letters import fold, nfc

TODAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def cases() -> list[demo.DemoCase]:
    return demo.generate()


def words(text: str) -> str:
    return f" {' '.join(re.findall(r'[a-z0-9]+', fold(nfc(text))))} "


def test_the_same_seed_gives_the_same_judgments_and_another_seed_others() -> None:
    assert demo.generate(6, 3) == demo.generate(6, 3)
    assert demo.generate(6, 3) != demo.generate(6, 4)


def test_every_matter_both_instances_several_provinces_and_both_court_systems_are_there(
    cases: list[demo.DemoCase],
) -> None:
    assert len(cases) == 44
    assert {case.case_type for case in cases} == {"ds", "hngd", "kdtm", "ld", "hc", "hs"}
    appeals = {case.case_type for case in cases if case.instance == "phúc thẩm"}
    assert appeals == {"ds", "hngd", "kdtm", "ld", "hc", "hs"}
    assert len({case.court_code for case in cases}) >= 12
    assert len({case.decided_on.year for case in cases}) >= 4
    for case in cases:
        old = not next(court for court in COURTS if court.code == case.court_code).since_2025
        assert old == (case.decided_on < date(2025, 7, 1))


def test_no_two_judgments_share_a_number_of_one_court_or_a_file_name(cases: list[demo.DemoCase]) -> None:
    assert len({(case.court_code, case.case_number) for case in cases}) == len(cases)
    assert len({case.slug for case in cases}) == len(cases)


def test_effective_dates_are_past_and_follow_the_judgment(cases: list[demo.DemoCase]) -> None:
    for case in cases:
        days = (case.effective_on - case.decided_on).days
        assert case.effective_on < TODAY
        assert days == 0 if case.instance == "phúc thẩm" else 31 <= days <= 40
        assert case.decided_on.weekday() < 5


def test_each_matter_has_at_least_five_different_stories(cases: list[demo.DemoCase]) -> None:
    for matter in ("ds", "hngd", "kdtm", "ld", "hc", "hs"):
        assert len({case.relation for case in cases if case.case_type == matter}) >= 5


def test_texts_have_the_length_and_the_parts_of_a_judgment(cases: list[demo.DemoCase]) -> None:
    for case in cases:
        assert 700 <= len(" ".join(case.paragraphs).split()) <= 2000
        heads = [fold(block.text) for block in case.blocks if block.kind == "head"]
        assert heads == ["noi dung vu an:", "nhan dinh cua toa an:", "quyet dinh:"]
        assert "cong khai" in fold(" ".join(case.paragraphs))
        assert not re.search(r"[{}]", " ".join(case.paragraphs))


def test_texts_are_not_clones_of_each_other(cases: list[demo.DemoCase]) -> None:
    def shingles(case: demo.DemoCase) -> set[tuple[str, ...]]:
        body = " ".join(block.text for block in case.blocks).split()
        return {tuple(body[index : index + 5]) for index in range(len(body) - 4)}

    sets = {case.slug: (case.relation, shingles(case)) for case in cases}
    for (_, (first, left)), (_, (second, right)) in combinations(sets.items(), 2):
        share = len(left & right) / min(len(left), len(right))
        assert share < (0.8 if first == second else 0.45)


def test_an_appeal_names_its_first_instance_by_number_and_court(cases: list[demo.DemoCase]) -> None:
    for case in cases:
        if case.instance == "phúc thẩm":
            text = fold(" ".join(case.paragraphs))
            assert re.search(r"so tham so \d+/20\d\d/[a-zđ]+-st ngay \d\d/\d+/20\d\d cua toa an nhan dan", text)


def test_every_canary_stands_in_its_own_judgment_and_in_no_other_text(cases: list[demo.DemoCase]) -> None:
    texts = {case.slug: words(" \n ".join(case.paragraphs)) for case in cases}
    for case in cases:
        assert len(case.canaries) >= 3
        for name in case.canaries:
            assert len(name.split()) >= 3
            holders = [slug for slug, text in texts.items() if fold(name) in text]
            assert holders == [case.slug]


def test_a_canary_is_never_an_ordinary_phrase_beside_its_true_mentions(cases: list[demo.DemoCase]) -> None:
    for case in cases:
        text = " \n ".join(case.paragraphs)
        for name in case.canaries:
            true = len(re.findall(re.escape(fold(name)), fold(text)))
            spelled = {name, demo.cases.old_tones(name), name.upper(), demo.cases.old_tones(name).upper()}
            assert true == sum(text.count(form) for form in spelled)


def test_officials_are_no_canaries(cases: list[demo.DemoCase]) -> None:
    names = demo.canaries(cases)
    for case in cases:
        assert case.presiding_judge not in names
        assert case.presiding_judge.split()[0] in LISTS["surnames"]
    assert names == sorted(set(names))


def test_secrets_stand_in_the_text_and_every_kind_occurs(cases: list[demo.DemoCase]) -> None:
    kinds = set()
    for case in cases:
        text = demo.cases.old_tones(" \n ".join(case.paragraphs))
        for kind, values in case.secrets.items():
            kinds.add(kind)
            assert all(demo.cases.old_tones(value) in text for value in values)
    wanted = {"organisation", "address", "phone", "cccd", "account", "plate", "cert", "book", "birth", "alias", "frame"}
    assert kinds >= wanted


def test_some_courts_write_the_old_tone_place_and_some_people_are_called_by_ordinary_words(
    cases: list[demo.DemoCase],
) -> None:
    text = " ".join(" ".join(case.paragraphs) for case in cases)
    assert "toà" in text
    assert "tòa" in text
    assert "(tức" in text
    given = {name.split()[-1] for name in demo.canaries(cases)}
    assert given & {*LISTS["word_givens"]["nam"], *LISTS["word_givens"]["nữ"]}
    assert any(name.upper() in text for case in cases for name in case.canaries)
    assert any(len({name.split()[-1][0] for name in case.canaries}) < len(case.canaries) for case in cases)


def test_more_judgments_than_the_plan_go_round_with_new_people() -> None:
    cases = demo.generate(50)
    assert cases[44].case_type == cases[0].case_type
    assert not set(cases[44].canaries) & set(cases[0].canaries)


def test_a_name_book_that_is_used_up_says_so() -> None:
    class Same:
        def choice(self, values: Sequence[str]) -> str:
            return values[0]

        def random(self) -> float:
            return 1.0

    book = NameBook(cast("Any", Same()))
    book.name("nam")
    with pytest.raises(RuntimeError, match="used up"):
        book.name("nam")
