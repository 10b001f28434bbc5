from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, text, update

from records import events, models
from records.actors import WORKER
from records.database import Store
from records.events import append, sign_head, verify, verify_head
from tests.unit.records.office import Clock

KEY = b"audit key"


def _write(store: Store, count: int, chain: str = "changes") -> None:
    with store.writing() as session:
        for number in range(count):
            append(
                session,
                store,
                actor=WORKER,
                action="draft.read",
                judgment_id=number % 3,
                detail={"draft": number, "fields": ["kind"], "sha256": "ab12"},
                chain=chain,
            )


def _change(store: Store, statement: Any) -> None:
    with store.writing() as session:
        session.execute(statement)


def test_an_untouched_chain_is_whole_and_knows_its_length(store: Store) -> None:
    _write(store, 5)
    report = verify(store)
    assert (report.ok, report.count, report.broken_at) == (True, 5, None)
    assert verify(store, "views").count == 0


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("action", "draft.approve"),
        ("actor_id", 7),
        ("actor_role", "judge"),
        ("judgment_id", 9),
        ("detail", {"draft": 99}),
        ("hash", "0" * 64),
        ("previous_hash", "0" * 64),
    ],
)
def test_a_changed_event_breaks_the_chain_where_it_stands(store: Store, column: str, value: object) -> None:
    _write(store, 5)
    _change(store, update(models.Event).where(models.Event.sequence == 3).values({column: value}))
    report = verify(store)
    assert (report.ok, report.broken_at) == (False, 3)


def test_a_moved_moment_breaks_the_chain(store: Store, clock: Clock) -> None:
    _write(store, 3)
    clock.move(seconds=1)
    _change(store, update(models.Event).where(models.Event.sequence == 2).values(at=clock()))
    assert verify(store).broken_at == 2


def test_an_event_taken_out_of_the_middle_is_found(store: Store) -> None:
    _write(store, 5)
    _change(store, delete(models.Event).where(models.Event.sequence == 3))
    assert verify(store).broken_at == 3


def test_an_event_taken_out_and_the_rest_moved_up_is_found(store: Store) -> None:
    _write(store, 5)
    _change(store, delete(models.Event).where(models.Event.sequence == 3))
    _change(store, update(models.Event).where(models.Event.sequence == 4).values(sequence=3))
    assert verify(store).broken_at == 3


def test_two_events_that_change_places_are_found(store: Store) -> None:
    _write(store, 5)
    for before, after in ((2, 99), (3, 2), (99, 3)):
        _change(store, update(models.Event).where(models.Event.sequence == before).values(sequence=after))
    assert verify(store).broken_at == 2


def test_an_inserted_event_is_found(store: Store, clock: Clock) -> None:
    _write(store, 3)
    _change(store, text("UPDATE events SET sequence = sequence + 10 WHERE sequence > 1"))
    _change(store, text("UPDATE events SET sequence = sequence - 9 WHERE sequence > 10"))
    with store.writing() as session:
        row = models.Event(
            chain="changes",
            sequence=2,
            at=clock(),
            actor_id=0,
            actor_role="worker",
            action="draft.read",
            detail={},
            previous_hash="0" * 64,
        )
        row.hash = events._digest(row)
        session.add(row)
    assert verify(store).broken_at == 2


def test_a_cut_tail_is_found_with_the_signed_head_only(store: Store) -> None:
    _write(store, 5)
    head = sign_head(store, KEY)
    _change(store, delete(models.Event).where(models.Event.sequence > 3))
    assert verify(store).ok
    report = verify_head(store, head, KEY)
    assert (report.ok, report.broken_at) == (False, 4)


def test_a_chain_built_anew_is_found_with_the_signed_head(store: Store) -> None:
    _write(store, 4)
    head = sign_head(store, KEY)
    _change(store, delete(models.Event))
    _write(store, 2)
    _write(store, 4)
    assert verify(store).ok
    assert not verify_head(store, head, KEY).ok


def test_a_head_stays_good_while_the_chain_grows_and_a_forged_head_is_refused(store: Store) -> None:
    empty = sign_head(store, KEY)
    _write(store, 2)
    _write(store, 1, "views")
    head = sign_head(store, KEY)
    _write(store, 3)
    assert verify_head(store, empty, KEY).ok
    report = verify_head(store, head, KEY)
    assert (report.ok, report.count) == (True, 5)
    with pytest.raises(ValueError, match="signed"):
        verify_head(store, head, b"another key")
    with pytest.raises(ValueError, match="signed"):
        verify_head(store, head | {"at": "2020-01-01"}, KEY)


def test_a_broken_middle_is_found_through_a_head_too(store: Store) -> None:
    _write(store, 5)
    head = sign_head(store, KEY)
    _change(store, update(models.Event).where(models.Event.sequence == 2).values(actor_id=5))
    assert verify_head(store, head, KEY).broken_at == 2


@pytest.mark.parametrize("detail", [{"name": "Nguyễn Văn Khải"}, {"words": ["one two"]}, {"x": 1.5}, {"x": {"y": 1}}])
def test_running_text_is_not_let_into_an_event(store: Store, detail: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="never text"), store.writing() as session:
        append(session, store, actor=WORKER, action="draft.read", detail=detail)
    assert verify(store).count == 0


def test_a_transaction_that_fails_writes_no_event(store: Store) -> None:
    def fails_later() -> None:
        with store.writing() as session:
            append(session, store, actor=WORKER, action="draft.read")
            raise RuntimeError("fails later")

    with pytest.raises(RuntimeError, match="fails later"):
        fails_later()
    assert verify(store).count == 0


def test_the_time_line_is_of_one_record_newest_first_without_views(store: Store) -> None:
    _write(store, 7)
    _write(store, 3, "views")
    lines = events.timeline(store, 1)
    assert [line.detail["draft"] for line in lines] == [4, 1]
    assert lines[0].actor_role == "worker"


FACTS = st.one_of(st.none(), st.booleans(), st.integers(-5, 10**9), st.from_regex(r"[\w.:/+@-]{0,40}", fullmatch=True))


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.from_regex(r"[a-z_]{1,8}", fullmatch=True), FACTS, max_size=4), st.data())
def test_any_two_different_contents_have_different_hashes(detail: dict[str, Any], data: st.DataObject) -> None:
    clock = Clock()

    def row(facts: dict[str, Any]) -> models.Event:
        return models.Event(
            chain="changes",
            sequence=1,
            at=clock(),
            actor_id=0,
            actor_role="worker",
            action="a",
            judgment_id=1,
            detail=facts,
            previous_hash="0" * 64,
        )

    other = data.draw(st.dictionaries(st.sampled_from(["a", "b", "draft"]), FACTS, max_size=4))
    same = events._canonical(detail) == events._canonical(other)
    assert (events._digest(row(detail)) == events._digest(row(other))) == same
