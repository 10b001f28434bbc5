"""From a received file to a public page: each step once, also when it runs twice or dies in the middle."""

from collections.abc import Callable
from hashlib import sha256

import pytest
from sqlalchemy import select

from records import jobs, models, public, sources
from records.actors import WORKER
from records.database import Store
from records.desk import decisions, queries, review, worker
from records.desk.publish import DraftChanged
from records.desk.receive import receive, sweep_orphans
from records.errors import Duplicate, LeaseLost, NotAllowed, NotFound, NotPublishable, Permanent, UnknownCourt
from records.events import verify
from records.lifecycle import DraftState
from tests.unit.records.office import COURT, MENTIONS, PUBLIC, TEXT, Clock, Office

WHOLE_LINE = [
    "draft.receive",
    "draft.begin",
    "draft.extracted",
    "draft.read",
    "draft.analysed",
    "draft.draft",
    "mention.decided",
    "draft.redrafted",
    "metadata.saved",
    "parties.confirmed",
    "draft.submit",
    "draft.approve",
    "draft.rendered",
    "judgment.publish",
    "draft.publish",
]


class Killed(BaseException):
    """The process ends here."""


def _killed(_session: object) -> None:
    raise Killed


def test_the_whole_line_writes_each_event_once_and_ends_public(office: Office) -> None:
    public_id = office.publish()
    found = public.find(office.store, public_id)
    assert isinstance(found, public.PublicJudgment)
    assert found.title == "Bản án 13/2026/DS-ST ngày 22/9/2026 – TAND khu vực 1 - Hà Nội"
    assert (found.text, found.paragraphs, found.version) == (PUBLIC, tuple(PUBLIC.split("\n")), 1)
    assert found.text_sha256 == sha256(PUBLIC.encode()).hexdigest()
    assert found.pdf_bytes == len(b"%PDF finished")
    assert found.citations == ({"target": "91/2015/QH13"},)
    assert office.actions(1) == WHOLE_LINE
    assert verify(office.store).ok
    assert jobs.pending(office.store) == 0


def test_receiving_keeps_the_original_sealed_and_the_name_restricted(office: Office) -> None:
    received = office.receive(b"%PDF one", case_number="1/2026/DS-ST", effective_on="2026-10-01")
    assert worker.load_original(office.store, received.draft_id) == b"%PDF one"
    judgment = office.judgment(received.judgment_id)
    assert (judgment.case_number, str(judgment.deadline_on)) == ("1/2026/DS-ST", "2026-10-31")
    (line,) = queries.upload_batch(office.store, [received.draft_id])
    assert (line.file_name, line.state) == ("ba.pdf", DraftState.RECEIVED)


def test_a_second_copy_of_a_file_shows_its_twin_until_the_first_is_rejected(office: Office) -> None:
    first = office.receive(b"%PDF one")
    with pytest.raises(Duplicate) as twin:
        office.receive(b"%PDF one")
    assert (twin.value.judgment_id, str(twin.value.received_on)) == (first.judgment_id, "2026-11-23")
    assert twin.value.sentence == "Trùng với hồ sơ số 1 (đã nhận 23/11/2026)."
    with pytest.raises(Permanent, match="lý do"):
        decisions.reject_draft(office.store, office.act("clerk"), first.draft_id, " ")
    decisions.reject_draft(office.store, office.act("clerk"), first.draft_id, "không phải bản án")
    assert office.receive(b"%PDF one").judgment_id != first.judgment_id


@pytest.mark.parametrize(
    ("who", "court", "typed", "error"),
    [
        ("stranger", COURT, {}, NotAllowed),
        ("auditor", COURT, {}, NotAllowed),
        ("clerk", None, {}, NotAllowed),
        ("admin", "tand-nowhere", {}, UnknownCourt),
        ("clerk", COURT, {"colour": "red"}, Permanent),
        ("clerk", COURT, {"decided_on": "22/9/2026"}, Permanent),
    ],
)
def test_a_file_that_may_not_be_received_leaves_no_record(
    office: Office, who: str, court: str | None, typed: dict[str, object], error: type[Permanent]
) -> None:
    with pytest.raises(error):
        receive(office.store, office.act(who), file_name="a", content=b"%PDF", court_code=court, typed=typed)
    assert jobs.pending(office.store) == 0
    with office.store.sources_reading() as session:
        assert session.scalars(select(sources.Source.draft_id)).all() == []


def test_a_file_from_the_command_line_gets_the_court_of_its_text(office: Office) -> None:
    received = receive(office.store, WORKER, file_name="a", content=b"%PDF", court_code=None)
    office.extract()
    office.read()
    assert office.judgment(received.judgment_id).court_code == COURT


def test_what_was_typed_stays_and_what_differs_is_named(office: Office) -> None:
    received = office.receive(case_number="99/2026/DS-ST", decided_on="2026-09-22")
    office.extract()
    office.read(closed_hearing=True)
    judgment = office.judgment(received.judgment_id)
    assert judgment.case_number == "99/2026/DS-ST"
    assert judgment.closed_hearing
    assert judgment.presiding_account_id == office.people["judge"].id
    assert worker.load_source(office.store, received.draft_id).reading["differs"] == ["case_number"]


def test_a_failed_draft_says_why_and_can_only_be_rejected(office: Office) -> None:
    received = office.receive()
    job = office.claim("extract")
    worker.begin_step(office.store, job)
    assert office.draft(received.draft_id).failure_code == "extract-unfinished"
    worker.fail(office.store, job, "ENCRYPTED", "Tệp có mật khẩu mở.")
    draft = office.draft(received.draft_id)
    assert (draft.state, draft.failure_code, draft.failure_sentence) == (
        DraftState.FAILED,
        "ENCRYPTED",
        "Tệp có mật khẩu mở.",
    )
    assert jobs.pending(office.store) == 0
    decisions.reject_draft(office.store, office.act("clerk"), received.draft_id, "gửi lại sau")
    assert office.draft(received.draft_id).state is DraftState.REJECTED


def test_a_waiting_draft_goes_on_when_it_is_resumed(office: Office) -> None:
    received = office.receive()
    job = office.claim("extract")
    worker.begin_step(office.store, job)
    worker.wait(office.store, job, "Chưa có phần nhận dạng chữ.")
    assert office.draft(received.draft_id).state is DraftState.WAITING
    assert jobs.pending(office.store) == 0
    worker.resume(office.store, received.draft_id)
    office.extract()
    assert office.draft(received.draft_id).state is DraftState.PROCESSING
    worker.resume(office.store, received.draft_id)
    assert jobs.pending(office.store) == 1


def test_a_draft_that_could_not_be_made_safe_blocks_until_one_is(office: Office) -> None:
    received = office.receive()
    office.extract()
    office.read()
    office.analyse()
    job = office.claim("redraft")
    worker.begin_step(office.store, job)
    worker.save_draft_failure(office.store, job, "Bản nháp còn tên riêng.")
    view = review.record_view(office.store, office.act("reviewer"), received.judgment_id)
    assert view.draft.state is DraftState.IN_REVIEW
    assert "Bản nháp còn tên riêng." in [blocker.sentence for blocker in view.blockers]
    review.add_mention(office.store, office.act("reviewer"), received.draft_id, [(0, 6)], "ADDRESS", revision=1)
    office.redraft()
    assert office.draft(received.draft_id).draft_failed is None


def test_jobs_of_a_rejected_draft_end_without_a_trace(office: Office) -> None:
    received = office.receive()
    decisions.reject_draft(office.store, office.act("clerk"), received.draft_id, "nhầm tệp")
    assert not worker.begin_step(office.store, office.claim("extract"))
    assert jobs.pending(office.store) == 0
    assert office.actions(received.judgment_id) == ["draft.receive", "draft.reject"]


def test_new_mentions_of_the_proof_are_kept_with_the_draft(office: Office) -> None:
    received = office.receive()
    office.extract()
    office.read()
    office.analyse()
    job = office.claim("redraft")
    worker.begin_step(office.store, job)
    worker.save_draft(
        office.store,
        job,
        draft_text=PUBLIC,  # type: ignore[arg-type]
        draft_paragraphs=["one", "two"],
        mentions_replacements={},
        codes={},
        residual=[],
        forms=[],
        policy="p1",
        model="rules",
        new_mentions=[{"start": 33, "end": 39, "label": "PERSON_PRIVATE", "entity": "e7", "action": "review"}],
    )
    assert len(worker.load_mentions(office.store, received.draft_id)) == len(MENTIONS) + 1
    assert office.draft(received.draft_id).undecided == 2
    assert worker.load_source(office.store, received.draft_id).draft_paragraphs == ["one", "two"]


Step = Callable[[Office], object]

READING: list[tuple[str, Step]] = [
    ("extract", Office.extract),
    ("read", Office.read),
    ("anonymize", Office.analyse),
    ("redraft", Office.redraft),
]


@pytest.mark.parametrize("place", range(len(READING)))
def test_a_step_killed_between_the_two_databases_runs_again_and_counts_once(
    office: Office, clock: Clock, place: int
) -> None:
    received = office.receive()
    for _, step in READING[:place]:
        step(office)
    kind, step = READING[place]
    with pytest.MonkeyPatch.context() as patch:
        real = office.store.records.class_.commit
        calls = iter([real, real, _killed])  # claim, begin, save

        def commit(session: object) -> None:
            next(calls)(session)  # type: ignore[arg-type]

        patch.setattr(office.store.records.class_, "commit", commit)
        with pytest.raises(Killed):
            step(office)
    assert jobs.claim(office.store, "w2") is None, "the dead worker's lease still runs"
    clock.move(seconds=61)
    for name, again in READING[place:]:
        assert jobs.waiting(office.store), name
        again(office)
    assert kind in dict(READING)
    assert office.draft(received.draft_id).state is DraftState.IN_REVIEW
    assert office.actions(received.judgment_id) == WHOLE_LINE[:6]
    assert len(worker.load_mentions(office.store, received.draft_id)) == len(MENTIONS)
    assert verify(office.store).ok


@pytest.mark.parametrize("place", range(len(READING)))
def test_a_step_that_lost_its_lease_writes_nothing(office: Office, clock: Clock, place: int) -> None:
    received = office.receive()
    for _, step in READING[:place]:
        step(office)
    stale = jobs.claim(office.store, "w0")
    assert stale is not None
    worker.begin_step(office.store, stale)
    clock.move(seconds=61)
    READING[place][1](office)
    before = worker.load_source(office.store, received.draft_id), worker.load_mentions(office.store, received.draft_id)
    late: dict[str, Callable[[], object]] = {
        "extract": lambda: worker.save_extraction(office.store, stale, pages=[], text=TEXT, paragraphs=[]),  # type: ignore[arg-type]
        "read": lambda: worker.save_reading(office.store, stale, metadata={"kind": "quyết định"}),
        "anonymize": lambda: worker.save_analysis(office.store, stale, mentions=[]),
        "redraft": lambda: worker.save_draft_failure(office.store, stale, "late"),
    }
    with pytest.raises(LeaseLost):
        late[stale.kind]()
    with pytest.raises(LeaseLost):
        worker.begin_step(office.store, stale)
    after = worker.load_source(office.store, received.draft_id), worker.load_mentions(office.store, received.draft_id)
    assert after == before


def test_a_publication_that_is_killed_or_repeated_happens_once(office: Office, clock: Clock) -> None:
    received = office.to_approved()
    office.render()
    job = office.claim("publish")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(office.store.records.class_, "commit", _killed)
        with pytest.raises(Killed):
            worker.publish(office.store, job)
    assert public.totals(office.store).judgments == 0
    clock.move(seconds=61)
    again = office.claim("publish")
    published = worker.publish(office.store, again)
    with pytest.raises(LeaseLost):
        worker.publish(office.store, again)
    with office.store.writing() as session:
        jobs.enqueue(session, "publish", received.judgment_id, draft_id=received.draft_id)
    office_jobs = []
    while (job_next := jobs.claim(office.store, "w1")) is not None:
        office_jobs.append(job_next.kind)
        if job_next.kind == "publish":
            assert worker.publish(office.store, job_next) == published
        else:
            worker.complete(office.store, job_next)
    assert sorted(office_jobs) == ["index", "publish"]
    assert office.actions(received.judgment_id).count("judgment.publish") == 1
    assert public.versions(office.store) == {published.public_id: 1}


def test_a_reception_killed_between_the_two_databases_is_swept_and_can_be_repeated(
    office: Office, clock: Clock
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(office.store.records.class_, "commit", _killed)
        with pytest.raises(Killed):
            office.receive(b"%PDF one")
    assert _sources(office.store) == [1]
    clock.move(days=3650)
    assert sweep_orphans(office.store) == 2, "the row and the original"
    assert _sources(office.store) == []
    assert sweep_orphans(office.store) == 0
    received = office.receive(b"%PDF one")
    assert sweep_orphans(office.store) == 0
    assert worker.load_original(office.store, received.draft_id) == b"%PDF one"


def test_a_row_left_by_a_killed_reception_is_replaced_by_the_next_with_its_number(office: Office) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(office.store.records.class_, "commit", _killed)
        with pytest.raises(Killed):
            office.receive(b"%PDF one", case_number="1/2026/DS-ST")
    received = office.receive(b"%PDF two")
    assert worker.load_source(office.store, received.draft_id).typed == {}
    assert sweep_orphans(office.store) == 0, "what is new may still be on its way"


def _sources(store: Store) -> list[int]:
    with store.sources_reading() as session:
        return list(session.scalars(select(sources.Source.draft_id)))


def test_the_gate_keeps_a_refused_file_from_being_published(office: Office) -> None:
    received = office.to_approved()
    job = office.claim("render")
    worker.begin_step(office.store, job)
    worker.refuse_pdf(office.store, job, {"found": 1})
    draft = office.draft(received.draft_id)
    assert (draft.state, draft.gate, draft.pdf_sha256) == (DraftState.APPROVED, {"found": 1}, None)
    assert jobs.pending(office.store) == 0
    decisions.send_back(office.store, office.act("judge"), received.draft_id, "cổng từ chối", draft.revision)
    assert office.draft(received.draft_id).gate is None


def test_a_finished_file_of_a_draft_sent_back_meanwhile_is_dropped(office: Office) -> None:
    received = office.to_approved()
    job = office.claim("render")
    worker.begin_step(office.store, job)
    revision = office.draft(received.draft_id).revision
    decisions.send_back(office.store, office.act("judge"), received.draft_id, "đọc lại", revision)
    worker.save_pdf(office.store, job, pdf_sha256="0" * 64, gate={})
    assert office.draft(received.draft_id).pdf_sha256 is None
    assert jobs.pending(office.store) == 0


def test_an_appeal_entered_after_approval_stops_the_publication(office: Office) -> None:
    received = office.to_approved()
    office.render()
    revision = office.draft(received.draft_id).revision
    review.save_metadata(
        office.store, office.act("reviewer"), received.judgment_id, {"appeal_pending": True}, revision=revision
    )
    job = office.claim("publish")
    with pytest.raises(NotPublishable) as blocked:
        worker.publish(office.store, job)
    assert [blocker.code for blocker in blocked.value.blockers] == ["appeal"]
    jobs.give_up(office.store, job, "not_publishable")
    assert public.totals(office.store).judgments == 0


def test_a_text_changed_behind_the_approval_is_never_published(office: Office) -> None:
    received = office.to_approved()
    office.render()
    with office.store.sources_writing() as session:
        session.get_one(sources.Source, received.draft_id).draft_text = TEXT
    with pytest.raises(DraftChanged):
        worker.load_approved(office.store, received.draft_id)
    with pytest.raises(DraftChanged):
        worker.publish(office.store, office.claim("publish"))
    assert public.totals(office.store).judgments == 0


def test_the_address_is_reserved_before_it_is_public(office: Office) -> None:
    received = office.to_approved()
    first = worker.load_approved(office.store, received.draft_id)
    assert worker.load_approved(office.store, received.draft_id).public_id == first.public_id
    assert first.court_name == "Tòa án nhân dân khu vực 1 - Hà Nội"
    assert public.find(office.store, first.public_id) is None
    assert public.find_many(office.store, [first.public_id]) == []
    assert office.publish(received) == first.public_id
    with pytest.raises(NotPublishable):
        worker.load_approved(office.store, received.draft_id)


def test_steps_ask_for_a_draft_and_the_unknown_is_not_found(office: Office) -> None:
    with office.store.writing() as session:
        jobs.enqueue(session, "render", None)
        jobs.enqueue(session, "index", None)
    job = office.claim("render")
    for call in (
        lambda: worker.save_pdf(office.store, job, pdf_sha256="", gate={}),
        lambda: worker.fail(office.store, job, "x", "y"),
    ):
        with pytest.raises(ValueError, match="draft"):
            call()
    assert worker.begin_step(office.store, office.claim("index"))
    for missing in (worker.load_source, worker.load_mentions, worker.load_original):
        with pytest.raises(NotFound):
            missing(office.store, 999)
    with office.store.reading() as session:
        assert session.get(models.Draft, 999) is None
