from collections.abc import Callable

import pytest
from sqlalchemy import select

from records import jobs, sources
from records.desk import decisions, review, worker
from records.errors import NotAllowed, NotFound, Permanent, StaleRevision, UnknownCourt
from records.lifecycle import DraftState
from records.models import Event
from tests.unit.records.office import COURT, OTHER_COURT, PUBLIC, TEXT, Office


def test_the_view_shows_the_draft_its_source_and_writes_a_look(office: Office) -> None:
    received = office.to_review()
    view = review.record_view(office.store, office.act("reviewer"), received.judgment_id)
    assert view.source.text == TEXT
    assert view.source.draft_text == PUBLIC
    assert view.draft.ready
    assert [mention.entity for mention in view.mentions] == ["e1", "e2", ""]
    assert [mention.undecided for mention in view.mentions] == [False, True, False]
    assert view.judgment.court_name == "TAND khu vực 1 - Hà Nội"
    assert {"edit", "submit", "reject"} <= view.actions
    assert {blocker.code for blocker in view.blockers} >= {"undecided", "parties", "number", "effective-missing"}
    assert view.people[received.draft_id * 0 + office.people["clerk"].id] == "Thư ký An"
    looks = [event for event in _chain(office, "views") if event == "record.view"]
    assert len(looks) == 1


def _chain(office: Office, chain: str) -> list[str]:
    with office.store.reading() as session:
        return list(session.scalars(select(Event.action).where(Event.chain == chain).order_by(Event.sequence)))


@pytest.mark.parametrize("who", ["stranger", "president2", "admin", "editor"])
def test_restricted_text_is_for_staff_of_the_court_and_auditors_only(office: Office, who: str) -> None:
    received = office.to_review()
    with pytest.raises(NotAllowed):
        review.record_view(office.store, office.act(who), received.judgment_id)
    assert review.record_view(office.store, office.act("auditor"), received.judgment_id).actions == frozenset()
    with pytest.raises(NotFound):
        review.record_view(office.store, office.act("auditor"), 999)


def test_a_decision_on_one_mention_covers_its_whole_entity(office: Office) -> None:
    received = office.to_review()
    who = office.act("reviewer")
    with office.store.sources_writing() as session:
        session.add(
            sources.Mention(
                draft_id=received.draft_id, start=0, end=6, label="PERSON_PRIVATE", entity="e2", action="review"
            )
        )
    before = worker.load_mentions(office.store, received.draft_id)
    chosen = next(view.id for view in before if view.entity == "e2")
    revision = review.decide(office.store, who, received.draft_id, [chosen], "keep", revision=1, reason="từ thường")
    after = [view for view in worker.load_mentions(office.store, received.draft_id) if view.entity == "e2"]
    assert [(view.decision, view.decided_by, view.reason) for view in after] == [("keep", who.id, "từ thường")] * 2
    assert revision == 2
    draft = office.draft(received.draft_id)
    assert (draft.undecided, draft.editors, draft.revision) == (0, [who.id], 2)
    only = review.decide(office.store, who, received.draft_id, [chosen], "undecided", revision=2, scope="one")
    states = [view.decision for view in worker.load_mentions(office.store, received.draft_id) if view.entity == "e2"]
    assert sorted(states, key=str) == [None, "keep"]
    assert only == 3
    assert office.draft(received.draft_id).undecided == 1


def test_each_save_is_one_event_and_one_new_draft_and_the_old_draft_blocks(office: Office) -> None:
    received = office.to_review()
    (chosen,) = [view.id for view in worker.load_mentions(office.store, received.draft_id) if view.undecided]
    office_actions = len(office.actions(received.judgment_id))
    review.decide(office.store, office.act("reviewer"), received.draft_id, [chosen], "mask", revision=1)
    assert office.actions(received.judgment_id)[office_actions:] == ["mention.decided"]
    view = review.record_view(office.store, office.act("reviewer"), received.judgment_id)
    assert not view.draft.ready
    assert "draft-old" in {blocker.code for blocker in view.blockers}
    assert len(jobs.waiting(office.store)) == 1
    office.redraft()
    assert review.record_view(office.store, office.act("reviewer"), received.judgment_id).draft.ready


def test_the_second_of_two_reviewers_gets_both_versions(office: Office) -> None:
    received = office.to_review()
    (chosen,) = [view.id for view in worker.load_mentions(office.store, received.draft_id) if view.undecided]
    review.decide(office.store, office.act("reviewer"), received.draft_id, [chosen], "mask", revision=1)
    with pytest.raises(StaleRevision) as stale:
        review.decide(
            office.store, office.act("judge"), received.draft_id, [chosen], "keep", revision=1, reason="từ thường"
        )
    assert stale.value.mine["decision"] == "keep"
    assert stale.value.mine["reason"] == "từ thường"
    assert stale.value.theirs["mentions"][0]["decision"] == "mask"
    assert stale.value.theirs["mentions"][0]["decided_by"] == office.people["reviewer"].id
    assert (stale.value.mine["revision"], stale.value.theirs["revision"]) == (1, 2)
    with pytest.raises(StaleRevision) as metadata:
        review.save_metadata(
            office.store, office.act("judge"), received.judgment_id, {"kind": "quyết định"}, revision=1
        )
    assert metadata.value.theirs["kind"] == "bản án"
    assert office.draft(received.draft_id).editors == [office.people["reviewer"].id]


@pytest.mark.parametrize("who", ["stranger", "auditor", "admin", "editor"])
def test_only_staff_of_the_court_decides(office: Office, who: str) -> None:
    received = office.to_review()
    with pytest.raises(NotAllowed):
        review.decide(office.store, office.act(who), received.draft_id, [1], "mask", revision=1)
    with pytest.raises(NotAllowed):
        review.save_metadata(office.store, office.act(who), received.judgment_id, {"kind": "x"}, revision=1)
    with pytest.raises(NotAllowed):
        review.confirm_parties(office.store, office.act(who), received.draft_id, revision=1)


def test_some_decisions_need_a_reason_and_all_need_to_make_sense(office: Office) -> None:
    received = office.to_review()
    who, number = office.act("reviewer"), received.draft_id
    mentions = worker.load_mentions(office.store, number)
    identity = next(view.id for view in mentions if view.label == "ID_NUMBER")
    with pytest.raises(Permanent, match="lý do giữ"):
        review.decide(office.store, who, number, [identity], "keep", revision=1)
    review.decide(office.store, who, number, [identity], "keep", revision=1, reason="số bản đồ", label="LAND")
    review.decide(office.store, who, number, [identity], "keep", revision=2, label="PERSON_OFFICIAL")
    with pytest.raises(Permanent, match="Người tiến hành tố tụng"):
        review.decide(office.store, who, number, [identity], "mask", revision=3)
    for decision, label, scope in (("drop", None, "one"), ("mask", "NAME", "one"), ("mask", None, "all")):
        with pytest.raises(Permanent):
            review.decide(office.store, who, number, [identity], decision, revision=3, label=label, scope=scope)
    for unknown in ([], [identity, 999]):
        with pytest.raises(NotFound):
            review.decide(office.store, who, number, unknown, "mask", revision=3)
    with pytest.raises(NotFound):
        review.decide(office.store, who, 999, [1], "mask", revision=1)


def test_an_added_mention_swallows_what_it_overlaps(office: Office) -> None:
    received = office.to_review()
    who, number = office.act("reviewer"), received.draft_id
    revision = review.add_mention(
        office.store, who, number, [(12, 20), (18, 25), (33, 40)], "PERSON_PRIVATE", revision=1
    )
    found = worker.load_mentions(office.store, number)
    assert [(view.start, view.end) for view in found] == [(12, 31), (33, 40), (44, 56), (61, 65)]
    assert (found[0].origin, found[0].decision, found[0].entity) == ("person", "mask", "added-2")
    review.add_mention(office.store, who, number, [(40, 66)], "ADDRESS", "e9", revision=revision, role="witness")
    found = worker.load_mentions(office.store, number)
    assert [(view.start, view.end, view.entity) for view in found[2:]] == [(40, 66, "e9")]
    assert office.actions(received.judgment_id)[-1] == "mention.added"


@pytest.mark.parametrize("spans", [[], [(5, 5)], [(-1, 3)], [(0, 10_000)]])
def test_a_place_outside_the_text_is_refused(office: Office, spans: list[tuple[int, int]]) -> None:
    received = office.to_review()
    with pytest.raises(Permanent):
        review.add_mention(office.store, office.act("reviewer"), received.draft_id, spans, "ADDRESS", revision=1)
    with pytest.raises(Permanent):
        review.add_mention(office.store, office.act("reviewer"), received.draft_id, [(0, 3)], "NAME", revision=1)


def test_residual_findings_are_settled_once_and_stay_settled_over_new_drafts(office: Office) -> None:
    findings = ({"start": 1, "end": 4, "reason": "capital", "text": "Hoa"}, {"start": 9, "end": 12, "reason": "number"})
    received = office.receive()
    office.extract()
    office.read()
    office.analyse()
    office.redraft(residual=findings)
    who, number = office.act("reviewer"), received.draft_id
    assert office.draft(number).residual_open == 2
    with pytest.raises(Permanent, match="lý do"):
        review.resolve_residual(office.store, who, number, 0, "word", revision=1)
    with pytest.raises(Permanent):
        review.resolve_residual(office.store, who, number, 0, "later", "x", revision=1)
    with pytest.raises(NotFound):
        review.resolve_residual(office.store, who, number, 7, "mask", revision=1)
    review.resolve_residual(office.store, who, number, 0, "word", "tên loài hoa", revision=1)
    assert office.draft(number).residual_open == 1
    office.redraft(residual=({**findings[0], "start": 2, "end": 5}, findings[1]))
    assert office.draft(number).residual_open == 1
    review.resolve_residual(office.store, who, number, 1, "mask", revision=2)
    kept = worker.load_source(office.store, number).residual
    assert [item.get("resolution") for item in kept] == ["word", "mask"]


def test_hidden_places_wait_for_a_person(office: Office) -> None:
    received = office.receive()
    job = office.claim("extract")
    worker.begin_step(office.store, job)
    worker.save_extraction(
        office.store,
        job,
        pages=[],
        text=TEXT,
        paragraphs=[],
        hidden=[{"page": 1, "reason": "tiny"}, {"page": 2, "reason": "tiny"}],
    )
    office.read()
    office.analyse()
    office.redraft()
    who = office.act("reviewer")
    view = review.record_view(office.store, who, received.judgment_id)
    assert "hidden" in {blocker.code for blocker in view.blockers}
    review.resolve_hidden(office.store, who, received.draft_id, revision=1)
    view = review.record_view(office.store, who, received.judgment_id)
    assert "hidden" not in {blocker.code for blocker in view.blockers}


def test_a_value_that_changes_loses_its_confirmation(office: Office) -> None:
    received = office.to_review()
    who, number = office.act("reviewer"), received.judgment_id
    confirmed = {"number_confirmed": True, "court_confirmed": True, "effective_on": "2026-10-23"}
    review.save_metadata(office.store, who, number, confirmed | {"effective_confirmed": True}, revision=1)
    judgment = office.judgment(number)
    assert judgment.deadline_on is not None
    assert judgment.deadline_on.isoformat() == "2026-11-22"
    assert (judgment.number_confirmed, judgment.effective_confirmed) == (True, True)
    changed = {"case_number": "14/2026/DS-ST", "effective_on": "2026-10-30", "legal_relation": " "}
    review.save_metadata(office.store, who, number, changed, revision=2)
    judgment = office.judgment(number)
    assert (judgment.number_confirmed, judgment.effective_confirmed, judgment.court_confirmed) == (False, False, True)
    assert judgment.legal_relation is None
    assert office.draft(received.draft_id).drafted_revision == 3, "the text does not hang on the metadata"
    assert jobs.waiting(office.store) == []
    review.save_metadata(office.store, who, number, {"effective_on": None}, revision=3)
    assert office.judgment(number).deadline_on is None


def test_metadata_saved_over_an_old_draft_asks_for_a_new_one(office: Office) -> None:
    received = office.to_review()
    who = office.act("reviewer")
    mentions = [view.id for view in worker.load_mentions(office.store, received.draft_id)]
    review.decide(office.store, who, received.draft_id, mentions[:1], "mask", revision=1)
    review.save_metadata(office.store, who, received.judgment_id, {"kind": "quyết định"}, revision=2)
    overtaken = office.claim("redraft")
    assert not worker.begin_step(office.store, overtaken)
    office.redraft()
    assert office.draft(received.draft_id).drafted_revision == 3


@pytest.mark.parametrize(
    ("values", "error"),
    [
        ({"colour": "red"}, Permanent),
        ({"decided_on": "22/9/2026"}, Permanent),
        ({"court_code": "tand-nowhere"}, UnknownCourt),
        ({"court_code": None}, UnknownCourt),
        ({"presiding_account_id": 999}, Permanent),
        ({"presiding_account_id": 1}, Permanent),
    ],
)
def test_metadata_that_cannot_be_is_refused(office: Office, values: dict[str, object], error: type[Permanent]) -> None:
    received = office.to_review()
    with pytest.raises(error) as refused:
        review.save_metadata(office.store, office.act("reviewer"), received.judgment_id, values, revision=1)
    assert refused.value.sentence
    assert office.draft(received.draft_id).revision == 1


def test_a_judgment_may_be_handed_to_the_court_it_belongs_to(office: Office) -> None:
    received = office.to_review()
    who = office.act("reviewer")
    review.save_metadata(office.store, who, received.judgment_id, {"court_code": OTHER_COURT}, revision=1)
    with pytest.raises(NotAllowed):
        review.record_view(office.store, who, received.judgment_id)
    assert review.record_view(office.store, office.act("stranger"), received.judgment_id).judgment.court_code != COURT


def test_parties_are_confirmed_with_their_corrected_list(office: Office) -> None:
    received = office.to_review()
    who = office.act("reviewer")
    parties = [{"role": "victim", "born": 2011}]
    review.confirm_parties(office.store, who, received.draft_id, revision=1, minor=True, parties=parties)
    judgment = office.judgment(received.judgment_id)
    assert (judgment.parties_confirmed, judgment.minor_participant) == (True, True)
    assert worker.load_source(office.store, received.draft_id).parties == parties


def test_after_review_only_what_stops_a_publication_may_be_said(office: Office) -> None:
    received, revision = office.to_submitted()
    who, number = office.act("reviewer"), received.judgment_id
    for values in ({"kind": "quyết định"}, {"appeal_pending": False}, {"appeal_pending": True, "kind": "x"}):
        with pytest.raises(NotAllowed):
            review.save_metadata(office.store, who, number, values, revision=revision)
    with pytest.raises(NotAllowed):
        review.decide(office.store, who, received.draft_id, [1], "mask", revision=revision)
    review.save_metadata(office.store, who, number, {"appeal_pending": True}, revision=revision)
    assert office.judgment(number).appeal_pending
    decisions.send_back(office.store, office.act("judge"), received.draft_id, "có kháng cáo", revision + 1)
    assert office.draft(received.draft_id).state is DraftState.IN_REVIEW


class Killed(BaseException):
    """The process ends here."""


def _killed(_session: object) -> None:
    raise Killed


def test_what_a_save_that_never_finished_left_behind_is_not_seen_and_is_undone(office: Office) -> None:
    received = office.to_review()
    who, number = office.act("reviewer"), received.draft_id
    before = worker.load_mentions(office.store, number)
    source_before = worker.load_source(office.store, number)

    def die_between(call: Callable[[], object]) -> None:
        # Sources are committed, then the process is gone before records are.
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(office.store.records.class_, "commit", _killed)
            with pytest.raises(Killed):
                call()

    die_between(lambda: review.decide(office.store, who, number, [before[1].id], "keep", revision=1, scope="one"))
    die_between(lambda: review.add_mention(office.store, who, number, [(0, 6)], "ADDRESS", revision=1))
    die_between(
        lambda: review.confirm_parties(office.store, who, number, revision=1, parties=[{"role": "somebody else"}])
    )
    assert worker.load_mentions(office.store, number) == before
    assert worker.load_source(office.store, number) == source_before
    assert office.draft(number).revision == 1
    review.decide(office.store, who, number, [before[0].id], "mask", revision=1, scope="one")
    after = worker.load_mentions(office.store, number)
    assert [view.decision for view in after] == ["mask", None, None]
    assert worker.load_source(office.store, number).parties == source_before.parties
    assert office.actions(received.judgment_id).count("mention.decided") == 1
