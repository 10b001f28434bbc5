from dataclasses import replace
from datetime import date
from itertools import product

import pytest

from records.lifecycle import (
    PUBLICATION_TRANSITIONS,
    STATE_WORDS,
    TRANSITIONS,
    WITHDRAW_REASONS,
    WITHHOLD_REASONS,
    DraftState,
    Facts,
    NotAllowed,
    PublicationState,
    Role,
    blockers,
    deadline,
    next_publication_state,
    next_state,
    working_days_after,
)

ACCOUNTS = [
    (role, president)
    for role in ("clerk", "judge", "editor", "admin", "auditor", "worker")
    for president in (False, True)
    if not (role == "worker" and president)
]
DRAFT_ACTIONS = sorted({action for _, action in TRANSITIONS} | {"unknown"})
PUBLICATION_ACTIONS = sorted({action for _, action in PUBLICATION_TRANSITIONS} | {"unknown"})

# Written down a second time, by hand, in words: who may do what.
EXPECTED = {
    "RECEIVED begin PROCESSING": "worker",
    "WAITING begin PROCESSING": "worker",
    "PROCESSING wait WAITING": "worker",
    "PROCESSING fail FAILED": "worker",
    "PROCESSING draft IN_REVIEW": "worker",
    "IN_REVIEW submit SUBMITTED": "clerk judge",
    "SUBMITTED send_back IN_REVIEW": "judge president",
    "SUBMITTED approve APPROVED": "judge president",
    "APPROVED send_back IN_REVIEW": "judge president",
    "APPROVED publish DONE": "worker",
    "RECEIVED reject REJECTED": "clerk judge",
    "PROCESSING reject REJECTED": "clerk judge",
    "WAITING reject REJECTED": "clerk judge",
    "FAILED reject REJECTED": "clerk judge",
    "IN_REVIEW reject REJECTED": "clerk judge",
    "SUBMITTED reject REJECTED": "judge president",
    "APPROVED reject REJECTED": "judge president",
    "NONE publish PUBLISHED": "worker",
    "PUBLISHED publish PUBLISHED": "worker",
    "HIDDEN publish PUBLISHED": "worker",
    "WITHDRAWN publish PUBLISHED": "worker",
    "PUBLISHED hide HIDDEN": "judge president editor admin",
    "HIDDEN unhide PUBLISHED": "judge president editor admin",
    "PUBLISHED withdraw WITHDRAWN": "president admin",
    "HIDDEN withdraw WITHDRAWN": "president admin",
    "NONE withhold WITHHELD": "judge president",
    "WITHHELD unwithhold NONE": "judge president",
}


def _expected(state: str, action: str) -> tuple[str, set[str]] | None:
    for line, roles in EXPECTED.items():
        before, name, after = line.split()
        if (before, name) == (state, action):
            return after, set(roles.split())
    return None


@pytest.mark.parametrize(("state", "action"), list(product(DraftState, DRAFT_ACTIONS)))
def test_every_draft_state_action_and_role_ends_as_the_table_says(state: DraftState, action: str) -> None:
    expected = _expected(state, action)
    for role, president in ACCOUNTS:
        own = {role, "president"} if president else {role}
        if expected is not None and own & expected[1]:
            assert next_state(state, action, role, president) == expected[0]
        else:
            with pytest.raises(NotAllowed):
                next_state(state, action, role, president)


@pytest.mark.parametrize(("state", "action"), list(product(PublicationState, PUBLICATION_ACTIONS)))
def test_every_publication_state_action_and_role_ends_as_the_table_says(state: PublicationState, action: str) -> None:
    expected = _expected(state, action)
    for role, president in ACCOUNTS:
        own = {role, "president"} if president else {role}
        if expected is not None and own & expected[1]:
            assert next_publication_state(state, action, role, president) == expected[0]
        else:
            with pytest.raises(NotAllowed):
                next_publication_state(state, action, role, president)


def test_the_tables_hold_nothing_that_was_not_written_down() -> None:
    lines = {f"{state} {action} {after}" for (state, action), (after, _) in TRANSITIONS.items()}
    lines |= {f"{state} {action} {after}" for (state, action), (after, _) in PUBLICATION_TRANSITIONS.items()}
    assert lines == set(EXPECTED)


def test_done_rejected_and_a_role_of_nobody_lead_nowhere() -> None:
    assert not [line for line in TRANSITIONS if line[0] in {DraftState.DONE, DraftState.REJECTED}]
    with pytest.raises(ValueError, match="reader"):
        next_state(DraftState.SUBMITTED, "approve", "reader", president=False)


def test_a_refusal_says_the_state_or_the_role_that_is_needed() -> None:
    with pytest.raises(NotAllowed, match="Đang rà soát"):
        next_state(DraftState.IN_REVIEW, "approve", "judge", president=False)
    with pytest.raises(NotAllowed, match="Vai trò cần có: Thẩm phán, Chánh án"):
        next_state(DraftState.SUBMITTED, "approve", "clerk", president=False)


def test_every_state_and_role_has_its_word_and_the_reasons_are_those_of_the_law() -> None:
    assert set(STATE_WORDS) == {*DraftState, *PublicationState}
    assert sorted(WITHHOLD_REASONS) == [1, 2, 3, 4, 5, 6, 7]
    assert set(WITHDRAW_REASONS) == {"loi-ma-hoa", "khong-cong-bo", "trung", "chanh-an"}
    assert Role("clerk") is Role.CLERK


CLEAR = Facts(
    undecided=0,
    residual_open=0,
    effective_on=date(2026, 10, 23),
    effective_confirmed=True,
    appeal_pending=False,
    closed_hearing=False,
    minor_participant=False,
    number_confirmed=True,
    court_confirmed=True,
    parties_confirmed=True,
    hidden_unresolved=0,
    draft_ready=True,
    draft_failed=None,
    today=date(2026, 11, 23),
)


def test_nothing_stands_in_the_way_of_a_clear_draft() -> None:
    assert blockers(CLEAR) == []
    assert blockers(replace(CLEAR, effective_on=CLEAR.today)) == []


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"undecided": 3}, "undecided"),
        ({"residual_open": 1}, "residual"),
        ({"hidden_unresolved": 2}, "hidden"),
        ({"draft_ready": False}, "draft-old"),
        ({"draft_failed": "Không tạo được bản nháp."}, "draft-failed"),
        ({"effective_on": None}, "effective-missing"),
        ({"effective_confirmed": False}, "effective-unconfirmed"),
        ({"effective_on": date(2026, 11, 24)}, "effective-future"),
        ({"appeal_pending": True}, "appeal"),
        ({"closed_hearing": True}, "closed"),
        ({"minor_participant": True}, "minor"),
        ({"withheld": True}, "withheld"),
        ({"number_confirmed": False}, "number"),
        ({"court_confirmed": False}, "court"),
        ({"parties_confirmed": False}, "parties"),
    ],
)
def test_each_fact_alone_blocks_with_its_own_sentence_and_place(change: dict[str, object], code: str) -> None:
    found = blockers(replace(CLEAR, **change))
    assert [blocker.code for blocker in found] == [code]
    assert found[0].sentence.endswith(".")
    assert found[0].place


def test_counts_stand_in_the_sentence() -> None:
    assert blockers(replace(CLEAR, undecided=3))[0].sentence == "Còn 3 mục chưa quyết."


def test_the_deadline_is_thirty_calendar_days_after_the_effective_date() -> None:
    assert deadline(date(2026, 10, 24)) == date(2026, 11, 23)
    assert deadline(date(2028, 1, 31)) == date(2028, 3, 1)


def test_five_working_days_jump_over_the_weekend() -> None:
    assert working_days_after(date(2026, 11, 23), 5) == date(2026, 11, 30)
    assert working_days_after(date(2026, 11, 27), 1) == date(2026, 11, 30)
