"""Policies have dates, switches for each court, and a preview of what a switch changes."""

from datetime import date

import pytest

import anonymizer
from anonymizer.policy import P1, UnknownPolicy, for_court, parse_policy, policy_on, preview, with_switches
from vietnamese.texts import SourceText

TEXT = SourceText("Luật sư Đặng Thế Vinh bảo vệ bà Lê Thị Sáu; thửa đất số 12, tờ bản đồ số 3.")
POLICY = """
name = "t1"
valid_from = 2020-01-01
valid_to = 2020-12-31
[actions]
PERSON_PRIVATE = "replace"
[switches.lawyers]
title = "Luật sư"
actions = { "PERSON_PRIVATE.lawyer" = "keep" }
[courts]
TS = ["lawyers"]
"""


def test_a_switch_keeps_lawyers_and_says_so_in_the_name() -> None:
    mentions = anonymizer.detect(TEXT).mentions
    switched = with_switches(P1, ["lawyers"])
    changes = preview(mentions, P1, switched)
    assert switched.name == "p1+lawyers"
    assert [TEXT[change.start : change.end] for change in changes] == ["Đặng Thế Vinh"]
    assert (changes[0].before, changes[0].after) == ("replace", "keep")


def test_a_switch_codes_parcels() -> None:
    changes = preview(anonymizer.detect(TEXT).mentions, P1, with_switches(P1, ["parcels"]))
    assert {change.role for change in changes} == {"parcel", "sheet"}


def test_a_court_has_the_switches_of_its_line() -> None:
    policy = parse_policy(POLICY)
    assert for_court(policy, "TS").action("PERSON_PRIVATE", "lawyer") == "keep"
    assert for_court(policy, "KHAC") is policy


def test_a_policy_holds_on_its_days_only() -> None:
    policy = parse_policy(POLICY)
    assert policy.holds_on(date(2020, 12, 31))
    assert not policy.holds_on(date(2021, 1, 1))
    assert policy_on(date(2026, 11, 23)).name == "p1"
    with pytest.raises(UnknownPolicy):
        policy_on(date(2001, 1, 1))


@pytest.mark.parametrize(
    "wrong", [POLICY.replace('["lawyers"]', '["other"]'), POLICY.replace('"keep"', '"hide"'), 'name = "x"']
)
def test_a_policy_with_an_unknown_line_is_refused(wrong: str) -> None:
    with pytest.raises(UnknownPolicy):
        parse_policy(wrong)


def test_an_unknown_switch_is_refused() -> None:
    with pytest.raises(UnknownPolicy):
        with_switches(P1, ["everything"])
