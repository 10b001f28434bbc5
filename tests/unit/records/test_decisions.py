"""Four eyes, withdrawal, hiding, withholding, correction."""

from datetime import date, timedelta
from hashlib import sha256

import pytest
from sqlalchemy import select

from records import jobs, models, public, sources
from records.desk import decisions, queries, review, worker
from records.errors import NotAllowed, NotPublishable, Permanent, StaleRevision
from records.lifecycle import WITHDRAW_REASONS, DraftState, PublicationState
from tests.unit.records.office import PUBLIC, Clock, Office

SHA = sha256(PUBLIC.encode()).hexdigest()


def test_the_presiding_judge_and_the_president_may_approve(office: Office) -> None:
    for who in ("judge", "president"):
        received, revision = office.to_submitted()
        view = review.record_view(office.store, office.act(who), received.judgment_id)
        assert "approve" in view.actions
        assert view.refusals == {}
        office.approve(received, revision, who)
        draft = office.draft(received.draft_id)
        assert (draft.state, draft.approved_by, draft.approved_sha256) == (
            DraftState.APPROVED,
            office.people[who].id,
            SHA,
        )
        office.render(who.encode())
        office.drain()


@pytest.mark.parametrize(
    ("who", "words"),
    [
        ("clerk", "tải lên"),
        ("reviewer", "rà soát"),
        ("judge2", "chủ tọa"),
        ("stranger", "tòa án khác"),
        ("president2", "tòa án khác"),
        ("auditor", "tòa án khác"),
        ("admin", "tòa án khác"),
    ],
)
def test_nobody_else_may(office: Office, who: str, words: str) -> None:
    received, revision = office.to_submitted()
    with pytest.raises(NotAllowed, match=words):
        office.approve(received, revision, who)
    assert office.draft(received.draft_id).state is DraftState.SUBMITTED
    assert "draft.approve" not in office.actions(received.judgment_id)


def test_a_judge_who_decided_in_the_draft_may_not_approve_it(office: Office) -> None:
    received = office.to_review()
    mention = worker.load_mentions(office.store, received.draft_id)[0].id
    review.decide(office.store, office.act("judge"), received.draft_id, [mention], "mask", revision=1)
    office.redraft()
    revision = office.decide_all(received)
    decisions.submit(office.store, office.act("reviewer"), received.draft_id, revision)
    view = review.record_view(office.store, office.act("judge"), received.judgment_id)
    assert view.refusals == {"approve": "Bạn đã rà soát bản nháp này nên không thể duyệt."}
    assert "approve" not in view.actions
    with pytest.raises(NotAllowed, match="rà soát"):
        office.approve(received, revision)
    office.approve(received, revision, "president")


def test_a_president_who_uploaded_may_not_approve(office: Office) -> None:
    received, revision = office.to_submitted()
    with office.store.writing() as session:
        session.get_one(models.Draft, received.draft_id).uploaded_by = office.people["president"].id
    with pytest.raises(NotAllowed, match="tải lên"):
        office.approve(received, revision, "president")


def test_approval_is_of_exactly_this_text_and_revision(office: Office) -> None:
    received, revision = office.to_submitted()
    judge = office.act("judge")
    with pytest.raises(StaleRevision, match=f"đã đổi thành {SHA[:6]}"):
        decisions.approve(office.store, judge, received.draft_id, "0" * 64, revision)
    with pytest.raises(StaleRevision):
        decisions.approve(office.store, judge, received.draft_id, SHA, revision - 1)
    with office.store.sources_writing() as session:
        session.get_one(sources.Source, received.draft_id).draft_sha256 = "1" * 64
    with pytest.raises(StaleRevision):
        decisions.approve(office.store, judge, received.draft_id, SHA, revision)
    assert jobs.pending(office.store) == 0


def test_submitting_needs_empty_blockers_and_the_right_revision(office: Office) -> None:
    received = office.to_review()
    who = office.act("reviewer")
    with pytest.raises(NotPublishable) as blocked:
        decisions.submit(office.store, who, received.draft_id, 1)
    assert {blocker.code for blocker in blocked.value.blockers} >= {"undecided", "parties"}
    revision = office.decide_all(received)
    with pytest.raises(StaleRevision):
        decisions.submit(office.store, who, received.draft_id, revision - 1)
    decisions.submit(office.store, who, received.draft_id, revision)
    with pytest.raises(NotAllowed):
        decisions.submit(office.store, who, received.draft_id, revision)
    assert office.actions(received.judgment_id).count("draft.submit") == 1


def test_a_blocker_that_came_after_submission_stops_the_approval(office: Office) -> None:
    received, revision = office.to_submitted()
    revision = review.save_metadata(
        office.store, office.act("clerk"), received.judgment_id, {"minor_participant": True}, revision=revision
    )
    with pytest.raises(NotPublishable, match="dưới 18 tuổi"):
        office.approve(received, revision)


def test_a_draft_sent_back_returns_with_words_that_stay_restricted(office: Office) -> None:
    received, revision = office.to_submitted()
    with pytest.raises(Permanent, match="lý do"):
        decisions.send_back(office.store, office.act("judge"), received.draft_id, "  ", revision)
    with pytest.raises(NotAllowed):
        decisions.send_back(office.store, office.act("clerk"), received.draft_id, "x", revision)
    decisions.send_back(office.store, office.act("judge"), received.draft_id, "còn tên bà Mẫu ở đoạn 2", revision)
    view = review.record_view(office.store, office.act("reviewer"), received.judgment_id)
    assert (view.draft.state, view.draft.sent_back) == (DraftState.IN_REVIEW, True)
    assert view.notes == (("send_back", "còn tên bà Mẫu ở đoạn 2"),)
    assert queries.dashboard(office.store, office.act("reviewer")).sent_back == 1
    with office.store.reading() as session:
        details = session.scalars(select(models.Event.detail)).all()
    assert all("Mẫu" not in str(detail) for detail in details)


def test_the_waiting_time_of_a_court_delays_the_publication(office: Office, clock: Clock) -> None:
    received, revision = office.to_submitted()
    decisions.approve(
        office.store, office.act("judge"), received.draft_id, SHA, revision, cooling_off=timedelta(hours=24)
    )
    office.render()
    assert jobs.claim(office.store, "w1") is None
    clock.move(hours=24)
    assert worker.publish(office.store, office.claim("publish")).version == 1


def test_a_withdrawal_blanks_every_version_and_leaves_a_tombstone(office: Office) -> None:
    public_id = office.publish()
    heard: list[tuple[object, ...]] = []
    office.store.on_withdraw.append(lambda *line: heard.append(line))
    judgment = office.judgment(1)
    decisions.withdraw(office.store, office.act("president"), 1, "chanh-an", "12/QĐ-CA", "theo đơn", judgment.revision)
    gone = public.find(office.store, public_id)
    assert gone == public.Tombstone(
        public_id,
        "TAND khu vực 1 - Hà Nội",
        "withdrawn",
        date(2026, 11, 23),
        "chanh-an",
        "theo quyết định của Chánh án số 12/QĐ-CA",
    )
    assert public.find_many(office.store, [public_id]) == []
    assert public.versions(office.store) == {}
    assert list(public.index_documents(office.store)) == []
    with office.store.reading() as session:
        row = session.scalars(select(models.Publication)).one()
        assert (row.text, row.paragraphs, row.text_sha256) == ("", [], SHA)
        ledger = session.scalars(select(models.Removed)).one()
        assert (ledger.public_id, ledger.version, ledger.reason) == (public_id, 2, "chanh-an")
    assert heard == [(public_id, 2, "chanh-an", office.clock())]
    published = office.store.files.published_path(sha256(b"%PDF finished").hexdigest())
    assert published.exists()
    assert office.drain() == ["unindex", "purge"]
    assert not published.exists()


@pytest.mark.parametrize("who", ["clerk", "judge", "editor", "auditor", "president2"])
def test_only_the_president_of_the_court_and_an_admin_withdraw(office: Office, who: str) -> None:
    office.publish()
    with pytest.raises(NotAllowed):
        decisions.withdraw(office.store, office.act(who), 1, "loi-ma-hoa")
    assert len(public.versions(office.store)) == 1


def test_a_withdrawal_needs_a_reason_a_number_and_the_present_revision(office: Office) -> None:
    office.publish()
    admin = office.act("admin")
    with pytest.raises(Permanent, match="lý do"):
        decisions.withdraw(office.store, admin, 1, "vì thế")
    with pytest.raises(Permanent, match="số quyết định"):
        decisions.withdraw(office.store, admin, 1, "chanh-an")
    with pytest.raises(StaleRevision):
        decisions.withdraw(office.store, admin, 1, "trung", revision=1)
    decisions.withdraw(office.store, admin, 1, "trung")
    with pytest.raises(NotAllowed):
        decisions.withdraw(office.store, admin, 1, "trung")
    assert office.actions(1).count("judgment.withdraw") == 1
    assert WITHDRAW_REASONS["trung"].startswith("công bố trùng")


def test_a_hidden_judgment_is_gone_and_comes_back_unchanged(office: Office) -> None:
    public_id = office.publish()
    with pytest.raises(Permanent, match="lý do"):
        decisions.hide(office.store, office.act("editor"), 1, "")
    with pytest.raises(Permanent, match="5 ngày làm việc"):
        decisions.hide(office.store, office.act("editor"), 1, "báo lộ", date(2026, 12, 1))
    with pytest.raises(NotAllowed):
        decisions.hide(office.store, office.act("clerk"), 1, "báo lộ")
    decisions.hide(office.store, office.act("editor"), 1, "báo lộ", date(2026, 11, 30))
    gone = public.find(office.store, public_id)
    assert isinstance(gone, public.Tombstone)
    assert (gone.status, gone.reason_code, gone.on) == ("hidden", None, date(2026, 11, 23))
    assert public.find_many(office.store, [public_id]) == []
    with pytest.raises(NotAllowed):
        decisions.unhide(office.store, office.act("president2"), 1)
    decisions.unhide(office.store, office.act("judge"), 1, "không phải lỗi")
    back = public.find(office.store, public_id)
    assert isinstance(back, public.PublicJudgment)
    assert (back.text, back.version) == (PUBLIC, 1)
    assert office.drain() == ["unindex", "index"]


def test_the_last_day_of_hiding_is_five_working_days_off(office: Office) -> None:
    office.publish()
    decisions.hide(office.store, office.act("admin"), 1, "báo lộ")
    assert office.judgment(1).hidden_until == date(2026, 11, 30)


def test_withholding_needs_one_of_seven_reasons_and_a_stated_request_where_the_law_asks(office: Office) -> None:
    received = office.to_review()
    judge, number = office.act("judge"), received.judgment_id
    with pytest.raises(Permanent, match="bảy lý do"):
        decisions.withhold(office.store, judge, number, 8)
    for note, requester in (("", ""), ("vì bí mật", ""), ("", "bị đơn")):
        with pytest.raises(Permanent, match="không nêu lý do"):
            decisions.withhold(office.store, judge, number, 6, note, requester)
    for who in ("clerk", "editor", "president2"):
        with pytest.raises(NotAllowed):
            decisions.withhold(office.store, office.act(who), number, 1)
    decisions.withhold(office.store, judge, number, 3, "bí quyết sản xuất", "công ty của bị đơn")
    (line,) = queries.withheld_register(office.store, office.act("clerk"))
    assert (line.reason, line.note, line.requester) == (3, "bí quyết sản xuất", "công ty của bị đơn")
    assert queries.withheld_register(office.store, office.act("stranger")) == []
    assert queries.withheld_register(office.store, office.act("admin"))[0].note == ""
    assert public.statistics(office.store).withheld == {3: 1}
    view = review.record_view(office.store, judge, number)
    assert "withheld" in {blocker.code for blocker in view.blockers}
    decisions.unwithhold(office.store, judge, number)
    assert queries.withheld_register(office.store, office.act("clerk")) == []
    assert office.judgment(number).publication_state is PublicationState.NONE


def test_a_withheld_judgment_is_never_published(office: Office) -> None:
    received = office.to_approved()
    office.render()
    decisions.withhold(office.store, office.act("president"), received.judgment_id, 1)
    with pytest.raises(NotPublishable):
        worker.publish(office.store, office.claim("publish"))


def _corrected(office: Office, text: str, pdf: bytes) -> str:
    draft = decisions.start_correction(office.store, office.act("clerk"), 1, "sửa lỗi mã hóa")
    office.redraft(text)
    decisions.submit(office.store, office.act("reviewer"), draft.id, 1)
    decisions.approve(office.store, office.act("judge"), draft.id, sha256(text.encode()).hexdigest(), 1)
    office.render(pdf)
    return worker.publish(office.store, office.claim("publish")).public_id


def test_a_correction_keeps_the_old_version_public_until_the_new_one_replaces_it(office: Office) -> None:
    public_id = office.publish()
    draft = decisions.start_correction(office.store, office.act("clerk"), 1, "sửa lỗi mã hóa")
    assert (draft.version, draft.state) == (2, DraftState.IN_REVIEW)
    assert draft.editors == (office.people["reviewer"].id,), "copied decisions count for four eyes"
    assert [view.decision for view in worker.load_mentions(office.store, draft.id)] == [None, "mask", None]
    with pytest.raises(NotAllowed):
        decisions.start_correction(office.store, office.act("clerk"), 1)
    still = public.find(office.store, public_id)
    assert isinstance(still, public.PublicJudgment)
    assert still.version == 1


def test_a_corrected_version_blanks_the_old_text_and_keeps_its_hash(office: Office) -> None:
    public_id = office.publish()
    text = PUBLIC + "\nĐã đính chính."
    assert _corrected(office, text, b"%PDF second") == public_id
    found = public.find(office.store, public_id)
    assert isinstance(found, public.PublicJudgment)
    assert (found.version, found.text, found.note) == (2, text, "sửa lỗi mã hóa")
    with office.store.reading() as session:
        old = session.get_one(models.Publication, (1, 1))
        assert (old.text, old.paragraphs, old.citations, old.text_sha256) == ("", [], [], SHA)
    assert [line.version for line in public.version_list(office.store, public_id)] == [2, 1]
    first = office.store.files.published_path(sha256(b"%PDF finished").hexdigest())
    assert first.exists()
    assert office.drain() == ["index", "purge"]
    assert not first.exists()
    assert office.store.files.published_path(found.pdf_sha256).exists()


def test_a_withdrawn_judgment_comes_back_only_as_a_higher_version_at_its_address(office: Office) -> None:
    public_id = office.publish()
    decisions.withdraw(office.store, office.act("admin"), 1, "loi-ma-hoa")
    assert office.drain() == ["unindex", "purge"]
    assert _corrected(office, PUBLIC + "\nHai.", b"%PDF second") == public_id
    assert public.versions(office.store) == {public_id: 3}
    changes, cursor = public.changes(office.store, "", 10)
    assert [(one.change, one.version) for one in changes] == [("created", 1), ("withdrawn", 2), ("corrected", 3)]
    assert public.changes(office.store, cursor, 10) == ([], cursor)


@pytest.mark.parametrize("how", ["hide", "withdraw"])
def test_a_correction_approved_before_the_judgment_was_taken_away_is_not_published(
    office: Office, clock: Clock, how: str
) -> None:
    office.publish()
    draft = decisions.start_correction(office.store, office.act("clerk"), 1, "sửa")
    office.redraft()
    decisions.submit(office.store, office.act("reviewer"), draft.id, 1)
    decisions.approve(office.store, office.act("judge"), draft.id, SHA, 1)
    office.render()
    clock.move(minutes=1)
    if how == "hide":
        decisions.hide(office.store, office.act("editor"), 1, "báo lộ")
    else:
        decisions.withdraw(office.store, office.act("admin"), 1, "loi-ma-hoa")
    with pytest.raises(NotPublishable, match="sau khi duyệt"):
        worker.publish(office.store, office.claim("publish"))


def test_what_was_never_public_cannot_be_corrected(office: Office) -> None:
    received = office.to_review()
    with pytest.raises(NotAllowed):
        decisions.start_correction(office.store, office.act("clerk"), received.judgment_id)


def test_a_file_that_a_newer_version_still_shows_is_not_deleted(office: Office) -> None:
    public_id = office.publish()
    _corrected(office, PUBLIC + "\nHai.", b"%PDF finished")
    assert office.drain() == ["index"]
    with office.store.writing() as session:
        jobs.enqueue(session, "purge", 1, payload={"files": [sha256(b"%PDF finished").hexdigest()]})
    assert worker.purge(office.store, office.claim("purge")) == []
    assert public.versions(office.store) == {public_id: 2}
