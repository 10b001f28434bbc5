"""Decisions about a record: submit, approve, send back, withdraw, hide, withhold, correct; four eyes included."""

from datetime import date, datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from records import events, jobs, models, sources
from records.actors import Actor
from records.database import Store
from records.desk import access, views
from records.desk.record import four_eyes
from records.errors import NotAllowed, NotPublishable, Permanent, StaleRevision
from records.lifecycle import (
    HIDDEN_WORKING_DAYS,
    WITHDRAW_REASONS,
    WITHHOLD_NEEDS_REQUESTER,
    WITHHOLD_REASONS,
    DraftState,
    PublicationState,
    Role,
    working_days_after,
)

_EVERYWHERE = frozenset({Role.ADMIN, Role.EDITOR})
_CLOSED = frozenset({DraftState.DONE, DraftState.FAILED, DraftState.REJECTED})


def submit(store: Store, actor: Actor, draft_id: int, revision: int) -> None:
    """Hand a reviewed draft to the judge; raise NotPublishable with the blockers, StaleRevision, NotAllowed."""
    with store.writing() as session:
        draft, judgment = _rows(session, draft_id)
        access.check_change(actor, judgment)
        access.check_revision(draft, revision, {"action": "submit"}, {})
        _check_open(store, judgment, draft)
        access.move(session, store, draft, "submit", actor, sha256=draft.draft_sha256)
        draft.submitted_by, draft.sent_back = actor.id, False


def send_back(store: Store, actor: Actor, draft_id: int, reason: str, revision: int) -> None:
    """Give a draft back to review with words (required), also one that was approved but is not public yet."""
    if not reason.strip():
        raise Permanent("Hãy nêu lý do trả lại.")
    with store.writing() as session:
        draft, judgment = _rows(session, draft_id)
        access.check_change(actor, judgment)
        access.check_revision(draft, revision, {"action": "send_back"}, {})
        access.move(session, store, draft, "send_back", actor)
        draft.sent_back, draft.submitted_by = True, None
        draft.approved_by = draft.approved_sha256 = draft.approved_at = draft.publish_at = None
        draft.pdf_sha256 = draft.gate = None
        access.write_note(
            store, actor, judgment.id, kind="send_back", key=f"{draft.id}:{_last_event(session)}", text=reason
        )


def approve(
    store: Store,
    actor: Actor,
    draft_id: int,
    draft_sha256: str,
    revision: int,
    *,
    cooling_off: timedelta = timedelta(0),
    publish_at: datetime | None = None,
) -> None:
    """Approve exactly this text; it is published after `cooling_off`, or at `publish_at` (UTC) when that is later.

    Raises NotAllowed for the uploader, a person who decided in this draft, and anyone but the presiding judge or the
    president of the court; StaleRevision when the text is another one by now; NotPublishable with the blockers.
    """
    with store.writing() as session:
        draft, judgment = _rows(session, draft_id)
        refusal = four_eyes(actor, judgment, draft)
        if refusal is not None:
            raise NotAllowed(refusal)
        _check_text(store, draft, draft_sha256)
        access.check_revision(draft, revision, {"draft_sha256": draft_sha256}, {"draft_sha256": draft.draft_sha256})
        _check_open(store, judgment, draft)
        access.move(session, store, draft, "approve", actor, sha256=draft_sha256, revision=revision)
        now = store.clock()
        draft.approved_by, draft.approved_sha256, draft.approved_at = actor.id, draft_sha256, now
        draft.publish_at = max(now + cooling_off, publish_at or now)
        jobs.enqueue(session, "render", judgment.id, draft_id=draft.id)


def reject_draft(store: Store, actor: Actor, draft_id: int, reason: str) -> None:
    """Refuse a draft for good (not a judgment, wrong file); the same file may be uploaded again afterwards."""
    if not reason.strip():
        raise Permanent("Hãy nêu lý do không nhận.")
    with store.writing() as session:
        draft, judgment = _rows(session, draft_id)
        access.check_change(actor, judgment)
        access.move(session, store, draft, "reject", actor)
        access.write_note(store, actor, judgment.id, kind="reject", key=str(draft.id), text=reason)


def withdraw(  # noqa: PLR0917  the order of the form
    store: Store,
    actor: Actor,
    judgment_id: int,
    reason: str,
    decision_number: str = "",
    note: str = "",
    revision: int | None = None,
) -> None:
    """Take a judgment down: text blanked, version raised, ledger line, jobs to unindex and to delete the files.

    President of the court or admin. `reason` is a code of WITHDRAW_REASONS; "chanh-an" needs the decision's number.
    `revision` is the judgment's. Raises NotAllowed, StaleRevision, Permanent.
    """
    if reason not in WITHDRAW_REASONS:
        raise Permanent("Hãy chọn lý do hạ.")
    if reason == "chanh-an" and not decision_number.strip():
        raise Permanent("Hãy ghi số quyết định của Chánh án.")
    with store.writing() as session:
        judgment = access.judgment_of(session, judgment_id)
        _check_court(actor, judgment)
        if revision is not None and revision != judgment.revision:
            theirs = {"revision": judgment.revision, "publication_state": judgment.publication_state.value}
            raise StaleRevision({"revision": revision, "reason": reason}, theirs)
        judgment.publication_version += 1
        judgment.withdrawn_on, judgment.withdrawn_reason = store.today(), reason
        judgment.withdrawn_decision, judgment.hidden_until = decision_number.strip() or None, None
        version = judgment.publication_version
        access.move_publication(session, store, judgment, "withdraw", actor, reason=reason, version=version)
        files = _blank(session, judgment_id)
        _ledger(session, store, judgment, reason)
        jobs.enqueue(session, "unindex", judgment_id, payload={"version": version})
        jobs.enqueue(session, "purge", judgment_id, payload={"files": files})
        if note.strip():
            access.write_note(store, actor, judgment.id, kind="withdraw", key=f"{judgment_id}:{version}", text=note)


def hide(store: Store, actor: Actor, judgment_id: int, reason: str, until: date | None = None) -> None:
    """Take a judgment out of sight at once, for at most five working days; its text is kept."""
    if not reason.strip():
        raise Permanent("Hãy nêu lý do tạm ẩn.")
    with store.writing() as session:
        judgment = access.judgment_of(session, judgment_id)
        _check_court(actor, judgment)
        last = working_days_after(store.today(), HIDDEN_WORKING_DAYS)
        if until is not None and not store.today() <= until <= last:
            raise Permanent(f"Chỉ được tạm ẩn tối đa {HIDDEN_WORKING_DAYS} ngày làm việc.")
        judgment.hidden_until = until or last
        access.move_publication(session, store, judgment, "hide", actor, until=judgment.hidden_until.isoformat())
        jobs.enqueue(session, "unindex", judgment_id, payload={"version": judgment.publication_version})
        access.write_note(store, actor, judgment.id, kind="hide", key=f"{judgment_id}:{judgment.revision}", text=reason)


def unhide(store: Store, actor: Actor, judgment_id: int, reason: str = "") -> None:
    """Show a hidden judgment again."""
    with store.writing() as session:
        judgment = access.judgment_of(session, judgment_id)
        _check_court(actor, judgment)
        judgment.hidden_until = None
        access.move_publication(session, store, judgment, "unhide", actor)
        jobs.enqueue(session, "index", judgment_id, payload={"version": judgment.publication_version})
        if reason.strip():
            access.write_note(
                store, actor, judgment.id, kind="unhide", key=f"{judgment_id}:{judgment.revision}", text=reason
            )


def check_reason(reason: int, note: str, requester: str) -> None:
    """Raise Permanent unless this is one of the seven reasons, with who asked and why where it stands on a request."""
    if reason not in WITHHOLD_REASONS:
        raise Permanent("Hãy chọn một trong bảy lý do không công bố.")
    if reason in WITHHOLD_NEEDS_REQUESTER and not (note.strip() and requester.strip()):
        raise Permanent("Yêu cầu không nêu lý do thì không đủ căn cứ.")


def withhold(  # noqa: PLR0917  the order of the form
    store: Store, actor: Actor, judgment_id: int, reason: int, note: str = "", requester: str = ""
) -> None:
    """Enter a judgment into the register of what is not published, for one of the seven reasons.

    Reasons 3 and 6 stand only on a request: who asked and why are required.
    """
    check_reason(reason, note, requester)
    with store.writing() as session:
        judgment = access.judgment_of(session, judgment_id)
        _check_court(actor, judgment)
        judgment.withheld_reason, judgment.withheld_on, judgment.withhold_proposed = reason, store.today(), None
        access.move_publication(session, store, judgment, "withhold", actor, reason=reason)
        access.write_note(
            store,
            actor,
            judgment.id,
            kind="withhold",
            key=f"{judgment_id}:{judgment.revision}",
            text=note,
            requester=requester,
        )


def unwithhold(store: Store, actor: Actor, judgment_id: int) -> None:
    """Take a judgment out of that register."""
    with store.writing() as session:
        judgment = access.judgment_of(session, judgment_id)
        _check_court(actor, judgment)
        judgment.withheld_reason = judgment.withheld_on = None
        access.move_publication(session, store, judgment, "unwithhold", actor)


def start_correction(store: Store, actor: Actor, judgment_id: int, note: str = "") -> views.DraftView:
    """Open a new version of a public or withdrawn judgment for review; the old one stays as it is meanwhile.

    `note` is the reason that readers will see beside the new version. Raises NotAllowed while another draft is open.
    """
    with store.writing() as session:
        judgment = access.judgment_of(session, judgment_id)
        access.check_change(actor, judgment)
        old = access.newest_draft(session, judgment_id)
        standing = judgment.publication_state
        if standing in {PublicationState.NONE, PublicationState.WITHHELD} or old.state not in _CLOSED:
            raise NotAllowed("Chỉ đính chính được bản án đã công bố và không có bản nháp khác đang mở.")
        last = session.scalars(
            select(models.Draft)
            .where(models.Draft.judgment_id == judgment_id, models.Draft.state == DraftState.DONE)
            .order_by(models.Draft.version.desc())
            .limit(1)
        ).one()
        new = _copy_draft(store, actor, old.version + 1, last, note)
        session.add(new)
        session.flush()
        detail = {"draft": new.id, "of": last.id, "version": new.version}
        events.append(session, store, actor=actor, action="draft.correct", judgment_id=judgment_id, detail=detail)
        payload = {"revision": new.revision}
        jobs.enqueue(session, "redraft", judgment_id, draft_id=new.id, payload=payload)
        _copy_source(store, last, new)
        return views.draft_view(new)


def _rows(session: Session, draft_id: int) -> tuple[models.Draft, models.Judgment]:
    draft = access.draft_of(session, draft_id)
    return draft, access.judgment_of(session, draft.judgment_id)


def _check_open(store: Store, judgment: models.Judgment, draft: models.Draft) -> None:
    found = access.blockers_of(store, judgment, draft)
    if found:
        raise NotPublishable(found)


def _check_text(store: Store, draft: models.Draft, draft_sha256: str) -> None:
    with store.sources_reading() as restricted:
        written = restricted.get_one(sources.Source, draft.id).draft_sha256
    if not draft_sha256 == draft.draft_sha256 == written:
        shown = (draft.draft_sha256 or "")[:6]
        theirs = {"draft_sha256": draft.draft_sha256, "revision": draft.revision}
        raise StaleRevision({"draft_sha256": draft_sha256}, theirs, f"Bản nháp đã đổi thành {shown}. Hãy đọc lại.")


def _check_court(actor: Actor, judgment: models.Judgment) -> None:
    own = actor.court_code is not None and actor.court_code == judgment.court_code
    if not own and actor.role not in _EVERYWHERE:
        raise NotAllowed("Hồ sơ này thuộc tòa án khác.")


def _blank(session: Session, judgment_id: int) -> list[str]:
    rows = models.Publication.judgment_id == judgment_id
    files = sorted(set(session.scalars(select(models.Publication.pdf_sha256).where(rows))))
    session.execute(update(models.Publication).where(rows).values(text="", paragraphs=[], citations=[]))
    return files


def _ledger(session: Session, store: Store, judgment: models.Judgment, reason: str) -> None:
    line = (judgment.public_id or "", judgment.publication_version, reason, store.clock())
    session.add(models.Removed(judgment_id=judgment.id, public_id=line[0], version=line[1], reason=line[2], at=line[3]))
    session.info.setdefault("withdrawn", []).append(line)


def _last_event(session: Session) -> int:
    query = select(models.Event.id).order_by(models.Event.id.desc()).limit(1)
    return session.scalars(query).one()


def _copy_draft(store: Store, actor: Actor, version: int, last: models.Draft, note: str) -> models.Draft:
    return models.Draft(
        judgment_id=last.judgment_id,
        version=version,
        correction_of=last.id,
        state=DraftState.IN_REVIEW,
        original_sha256=last.original_sha256,
        original_bytes=last.original_bytes,
        pages=last.pages,
        flags=list(last.flags),
        undecided=last.undecided,
        residual_open=last.residual_open,
        hidden_open=last.hidden_open,
        differs_open=list(last.differs_open),
        uploaded_by=actor.id,
        editors=list(last.editors),  # their decisions are copied, so they count here too
        note=note.strip()[:500] or None,
        created_at=store.clock(),
        revision=1,
    )


def _copy_source(store: Store, last: models.Draft, new: models.Draft) -> None:
    with store.sources_writing() as restricted:
        for table, own in ((sources.Mention, sources.Mention.draft_id), (sources.Source, sources.Source.draft_id)):
            restricted.query(table).where(own == new.id).delete()  # left by a run that died here
        old = restricted.get_one(sources.Source, last.id)
        names = [column.key for column in sources.Source.__table__.columns]
        values = {name: getattr(old, name) for name in names}
        restricted.add(sources.Source(**{**values, "draft_id": new.id, "revision": 1, "previous": None}))
        kept = [column.key for column in sources.Mention.__table__.columns if column.key != "id"]
        for row in restricted.scalars(select(sources.Mention).where(sources.Mention.draft_id == last.id)):
            copied = {name: getattr(row, name) for name in kept}
            restricted.add(sources.Mention(**{**copied, "draft_id": new.id, "revision": 1, "previous": None}))
