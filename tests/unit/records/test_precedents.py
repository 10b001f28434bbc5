"""Every state, action and role of a precedent; what only an editor may write."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from records import events, precedents
from records.database import Store
from records.errors import NotAllowed, NotFound, Permanent
from records.imports import import_precedents
from records.lifecycle import WORKER, Actor, Role
from records.precedents import TRANSITIONS, Precedent, PrecedentState, next_state

DEMO = Path(__file__).parents[3] / "demo" / "precedents.jsonl"
EDITOR = Actor(5, Role.EDITOR, None)
ADMIN = Actor(6, Role.ADMIN, None)
CLERK = Actor(7, Role.CLERK, "tand-kv-1-ha-noi")


@pytest.fixture
def filled(store: Store) -> Store:
    assert import_precedents(store, DEMO).written
    return store


@pytest.mark.parametrize("state", PrecedentState)
def test_what_stands_not_in_the_table_is_not_allowed(state: PrecedentState) -> None:
    actions = {action for _state, action in TRANSITIONS}
    for action in actions:
        for role in Role:
            if role is Role.PRESIDENT:
                continue
            actor = Actor(1, role, None)
            line = TRANSITIONS.get((state, action))
            if line and role in line[1]:
                assert next_state(state, action, actor) is line[0]
            else:
                with pytest.raises(NotAllowed):
                    next_state(state, action, actor)


def test_only_an_editor_doubts_and_only_with_a_ground(filled: Store) -> None:
    for actor in (ADMIN, CLERK, WORKER):
        with pytest.raises(NotAllowed):
            precedents.doubt(filled, actor, 902, "Luật đã thay đổi.")
    with pytest.raises(Permanent, match="căn cứ"):
        precedents.doubt(filled, EDITOR, 902, "  ")
    found = precedents.doubt(filled, EDITOR, 902, "Luật ví dụ được thay\nbằng luật khác.")
    assert (found.state, found.ground) == (PrecedentState.POSSIBLY_OUTDATED, "Luật ví dụ được thay bằng luật khác.")
    assert precedents.doubt(filled, EDITOR, 902, "Căn cứ rõ hơn.").ground == "Căn cứ rõ hơn."
    assert precedents.clear(filled, EDITOR, 902).ground == ""
    assert events.verify(filled).ok


def test_abolishing_needs_a_day_and_a_basis(filled: Store) -> None:
    with pytest.raises(Permanent, match="căn cứ bãi bỏ"):
        precedents.abolish(filled, EDITOR, 902, abolished_from=date(2026, 12, 1), basis="khác")
    found = precedents.abolish(filled, EDITOR, 902, abolished_from=date(2026, 12, 1), basis="nguon-bi-huy-sua")
    assert (found.state, found.abolished_from) == (PrecedentState.ABOLISHED, date(2026, 12, 1))
    with pytest.raises(NotAllowed):
        precedents.clear(filled, EDITOR, 902)
    with pytest.raises(NotFound):
        precedents.clear(filled, EDITOR, 1)


def test_a_published_precedent_takes_effect_on_its_day_by_itself(filled: Store) -> None:
    found = precedents.find_precedent(filled, 903)
    assert found is not None
    assert found.effective_from is not None
    assert found.standing(found.effective_from - timedelta(days=1)) is PrecedentState.PUBLISHED
    assert found.standing(found.effective_from) is PrecedentState.IN_FORCE


def test_nothing_else_is_inferred() -> None:
    for state in set(PrecedentState) - {PrecedentState.PUBLISHED}:
        known = Precedent(1, 2016, state=state, effective_from=date(2016, 6, 1), abolished_from=date(2020, 1, 1))
        assert known.standing(date(2026, 1, 1)) is state


def test_a_draft_is_advanced_step_by_step(filled: Store) -> None:
    precedents.advance(filled, EDITOR, 905, "advise", advisory_on=date(2026, 12, 22))
    precedents.advance(filled, EDITOR, 905, "adopt", adopted_on=date(2026, 12, 24))
    found = precedents.advance(filled, EDITOR, 905, "publish", published_on=date(2027, 1, 10))
    assert (found.state, found.adopted_on) == (PrecedentState.PUBLISHED, date(2026, 12, 24))
    assert precedents.precedents_by_number(filled, [905, 1]) == {905: found}
