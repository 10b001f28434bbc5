from datetime import timedelta

import pytest
from sqlalchemy import update

from records import models
from records.desk import decisions, queries
from records.errors import NotAllowed
from records.lifecycle import DraftState, PublicationState
from tests.unit.records.office import Clock, Office


def test_the_dashboard_counts_what_waits_for_this_person(office: Office) -> None:
    office.to_submitted()
    office.to_review()
    office.receive()
    mine = queries.dashboard(office.store, office.act("judge"))
    assert (mine.to_review, mine.to_approve, mine.failed, mine.waiting) == (1, 1, 0, 0)
    assert queries.dashboard(office.store, office.act("judge2")).to_approve == 0
    assert queries.dashboard(office.store, office.act("president")).to_approve == 1
    assert queries.dashboard(office.store, office.act("clerk")).to_approve == 0
    other = queries.dashboard(office.store, office.act("stranger"))
    assert (other.to_review, other.nearest) == (0, ())


def test_the_nearest_deadline_comes_first_and_unknown_ones_last(office: Office) -> None:
    office.to_review()
    received = office.receive()
    with office.store.writing() as session:
        late = office.clock().date() - timedelta(days=2)
        session.execute(
            update(models.Judgment).where(models.Judgment.id == received.judgment_id).values(deadline_on=late)
        )
    board = queries.dashboard(office.store, office.act("clerk"))
    assert [line.judgment_id for line in board.nearest] == [received.judgment_id, 1]
    assert [line.days_left for line in board.nearest] == [-2, None]
    assert board.late == 1


def test_the_late_list_is_the_judges_own_the_courts_or_everything(office: Office, clock: Clock) -> None:
    office.to_submitted()
    clock.move(days=60)
    for who, count in (("judge", 1), ("judge2", 0), ("president", 1), ("auditor", 1), ("stranger", 0)):
        assert len(queries.late(office.store, office.act(who))) == count, who
    (line,) = queries.late(office.store, office.act("president"))
    assert line.days_left is not None
    assert line.days_left < 0
    assert line.uploader == "Thư ký An"


def test_lists_are_filtered_by_state_and_court_and_cut_into_pages(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.publish()
    office.to_review()
    last = office.receive()
    clerk = office.act("clerk")
    everything = queries.list_records(office.store, clerk)
    assert [line.judgment_id for line in everything.lines] == [3, 2, 1]
    for state, expected in (("PUBLISHED", [1]), ("DONE", [1]), ("IN_REVIEW", [2]), ("RECEIVED", [3]), ("ODD", [])):
        found = queries.list_records(office.store, clerk, state)
        assert [line.judgment_id for line in found.lines] == expected
    assert queries.list_records(office.store, clerk, court="tand-kv-2-ha-noi").total == 0
    assert queries.list_records(office.store, office.act("stranger")).total == 0
    assert queries.list_records(office.store, office.act("auditor")).total == 3
    monkeypatch.setattr(queries, "PAGE_SIZE", 2)
    second = queries.list_records(office.store, clerk, page=2)
    assert ([line.judgment_id for line in second.lines], second.total, second.pages) == ([1], 3, 2)
    assert last.judgment_id == 3


def test_a_corrected_judgment_is_listed_once_with_its_newest_draft(office: Office) -> None:
    office.publish()
    decisions.start_correction(office.store, office.act("clerk"), 1)
    (line,) = queries.list_records(office.store, office.act("clerk")).lines
    assert (line.version, line.state, line.publication_state) == (2, DraftState.IN_REVIEW, PublicationState.PUBLISHED)


def test_an_upload_shows_its_files_in_order_and_only_to_its_uploader(office: Office) -> None:
    first, second = office.receive(), office.receive()
    office.extract()
    ids = [second.draft_id, first.draft_id, 99]
    lines = queries.upload_batch(office.store, ids, office.act("clerk"))
    assert [line.draft_id for line in lines] == ids[:2]
    assert (lines[1].pages, lines[1].flags, lines[1].sentence) == (1, ("SIGNED",), None)
    assert queries.upload_batch(office.store, ids, office.act("reviewer")) == []


def test_history_and_summary_show_no_text_and_keep_to_the_court(office: Office) -> None:
    received = office.to_review()
    lines = queries.history(office.store, office.act("clerk"), received.judgment_id)
    assert lines[-1].action == "draft.receive"
    assert lines[-1].actor_name == "Thư ký An"
    judgment, draft = queries.summary(office.store, office.act("admin"), received.judgment_id)
    assert (judgment.case_number, draft.state) == ("13/2026/DS-ST", DraftState.IN_REVIEW)
    for call in (queries.history, queries.summary):
        with pytest.raises(NotAllowed):
            call(office.store, office.act("stranger"), received.judgment_id)
