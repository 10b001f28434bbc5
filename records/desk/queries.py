"""Lists of the desk: what is mine, what is late, what stands where. No list holds a party's name."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast

from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.orm import Session, aliased

from records import events, models, sources
from records.actors import Actor
from records.database import Store
from records.desk import access, views
from records.events import EventLine
from records.lifecycle import DraftState, PublicationState, Role

PAGE_SIZE = 50
_NEAREST = 10
_SETTLED = (PublicationState.WITHHELD, PublicationState.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class RecordLine:
    """A record in a list: the judgment and its newest draft; `days_left` until the deadline, negative when late."""

    judgment_id: int
    draft_id: int
    version: int
    case_number: str | None
    court_code: str | None
    court_name: str | None
    decided_on: date | None
    effective_on: date | None
    effective_confirmed: bool
    deadline_on: date | None
    days_left: int | None
    state: DraftState
    publication_state: PublicationState
    public_id: str | None
    undecided: int
    sent_back: bool
    failure_sentence: str | None
    presiding_judge: str | None
    uploaded_by: int
    uploader: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class RecordPage:
    """One page of a list."""

    lines: tuple[RecordLine, ...]
    total: int
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class Dashboard:
    """What waits for this person: counts, and the records whose deadline is nearest."""

    to_review: int
    to_approve: int
    sent_back: int
    failed: int
    waiting: int
    late: int
    nearest: tuple[RecordLine, ...]


@dataclass(frozen=True, slots=True)
class BatchLine:
    """One file of an upload and how it goes; the file name is for its uploader only."""

    draft_id: int
    judgment_id: int
    file_name: str
    state: DraftState
    pages: int
    flags: tuple[str, ...]
    sentence: str | None
    case_number: str | None
    decided_on: date | None
    closed_hearing: bool
    differs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WithheldLine:
    """A line of the register of what is not published."""

    judgment_id: int
    case_number: str | None
    court_code: str | None
    court_name: str | None
    reason: int
    on: date | None
    note: str
    requester: str


def dashboard(store: Store, actor: Actor) -> Dashboard:
    """Return what waits for the actor in the records that they may see."""
    with store.reading() as session:
        open_ = models.Judgment.publication_state.not_in(_SETTLED)

        def count(*conditions: ColumnElement[bool]) -> int:
            return _count(session, and_(access.visible_to(actor), *conditions))

        review = models.Draft.state == DraftState.IN_REVIEW
        mine = [models.Draft.state == DraftState.SUBMITTED, models.Draft.uploaded_by != actor.id]
        if not actor.president:
            mine.append(models.Judgment.presiding_account_id == actor.id)
        decides = actor.role == Role.JUDGE or actor.president
        lines = _lines(store, session, and_(access.visible_to(actor), _unpublished(), open_), limit=_NEAREST)
        return Dashboard(
            to_review=count(review, open_),
            to_approve=count(*mine) if decides else 0,
            sent_back=count(review, models.Draft.sent_back.is_(True)),
            failed=count(models.Draft.state == DraftState.FAILED),
            waiting=count(models.Draft.state == DraftState.WAITING),
            late=count(_late(store)),
            nearest=lines,
        )


def list_records(
    store: Store, actor: Actor, state: str | None = None, court: str | None = None, page: int = 1
) -> RecordPage:
    """Return the records the actor may see, newest first, 50 a page; `state` is a draft or a publication state.

    DONE and published are different questions: "PUBLISHED", "HIDDEN", "WITHDRAWN", "WITHHELD" ask for the judgment.
    An unknown state gives an empty page.
    """
    condition = access.visible_to(actor)
    if state:
        condition = and_(condition, _state(state))
    if court:
        condition = and_(condition, models.Judgment.court_code == court)
    with store.reading() as session:
        total = _count(session, condition)
        newest = models.Judgment.id.desc()
        lines = _lines(store, session, condition, order=newest, limit=PAGE_SIZE, offset=(page - 1) * PAGE_SIZE)
    return RecordPage(lines, total, page, max(1, -(-total // PAGE_SIZE)))


def upload_batch(store: Store, draft_ids: Sequence[int], actor: Actor | None = None) -> list[BatchLine]:
    """Return how the files of one upload go, in the order given; with an actor only what that person uploaded."""
    with store.reading() as session, store.sources_reading() as restricted:
        rows = {
            draft.id: (draft, judgment)
            for draft, judgment in session.execute(
                select(models.Draft, models.Judgment)
                .join(models.Judgment, models.Judgment.id == models.Draft.judgment_id)
                .where(models.Draft.id.in_(draft_ids))
            )
            if actor is None or draft.uploaded_by == actor.id
        }
        found = restricted.scalars(select(sources.Source).where(sources.Source.draft_id.in_(list(rows))))
        said = {source.draft_id: source for source in found}
        return [_batch_line(*rows[number], said[number]) for number in draft_ids if number in rows]


def late(store: Store, actor: Actor) -> list[RecordLine]:
    """Return what is past its deadline and not public: a judge's own, a president's court, auditors all."""
    condition = and_(access.visible_to(actor), _late(store))
    if actor.role == Role.JUDGE and not actor.president:
        condition = and_(condition, models.Judgment.presiding_account_id == actor.id)
    with store.reading() as session:
        return list(_lines(store, session, condition, limit=1000))


def history(store: Store, actor: Actor, judgment_id: int) -> list[EventLine]:
    """Return the time line of a record, newest first; raise NotAllowed for staff of another court."""
    with store.reading() as session:
        access.check_record(actor, access.judgment_of(session, judgment_id))
        return events.lines(session, judgment_id)


def summary(store: Store, actor: Actor, judgment_id: int) -> tuple[views.JudgmentView, views.DraftView]:
    """Return a record without any restricted text, for those who decide about it without reading it (admin, editor)."""
    with store.reading() as session:
        judgment = access.judgment_of(session, judgment_id)
        access.check_record(actor, judgment)
        court = None if judgment.court_code is None else session.get_one(models.Court, judgment.court_code).name
        draft = access.newest_draft(session, judgment_id)
        return views.judgment_view(judgment, court), views.draft_view(draft)


def withheld_register(store: Store, actor: Actor) -> list[WithheldLine]:
    """Return what is not published and why, newest first; notes only for staff of the court and auditors."""
    with store.reading() as session:
        rows = session.execute(
            select(models.Judgment, models.Court.name)
            .outerjoin(models.Court, models.Court.code == models.Judgment.court_code)
            .where(models.Judgment.publication_state == PublicationState.WITHHELD, access.visible_to(actor))
            .order_by(models.Judgment.withheld_on.desc(), models.Judgment.id.desc())
        ).all()
    reads = actor.role in access.COURT_STAFF | {Role.AUDITOR}
    notes = _withheld_notes(store, [judgment.id for judgment, _ in rows]) if reads else {}
    return [
        WithheldLine(
            judgment.id,
            judgment.case_number,
            judgment.court_code,
            name,
            judgment.withheld_reason or 0,
            judgment.withheld_on,
            *notes.get(judgment.id, ("", "")),
        )
        for judgment, name in rows
    ]


def _withheld_notes(store: Store, ids: Sequence[int]) -> dict[int, tuple[str, str]]:
    query = (
        select(sources.Note)
        .where(sources.Note.kind == "withhold", sources.Note.judgment_id.in_(ids))
        .order_by(sources.Note.written_at)
    )
    with store.sources_reading() as restricted:
        return {note.judgment_id: (note.text, note.requester) for note in restricted.scalars(query)}


def _state(name: str) -> ColumnElement[bool]:
    if name in PublicationState.__members__:
        return models.Judgment.publication_state == PublicationState(name)
    if name in DraftState.__members__:
        return models.Draft.state == DraftState(name)
    return models.Judgment.id.is_(None)


def _unpublished() -> ColumnElement[bool]:
    open_states = [state for state in DraftState if state not in {DraftState.DONE, DraftState.REJECTED}]
    return models.Draft.state.in_(open_states)


def _late(store: Store) -> ColumnElement[bool]:
    return and_(
        models.Judgment.deadline_on < store.today(),
        models.Judgment.publication_state == PublicationState.NONE,
        models.Draft.state != DraftState.REJECTED,
    )


def _newest(query: Select[Any]) -> Select[Any]:
    later = aliased(models.Draft)
    newer = select(later.id).where(later.judgment_id == models.Draft.judgment_id, later.version > models.Draft.version)
    return query.join(models.Judgment, models.Judgment.id == models.Draft.judgment_id).where(~newer.exists())


def _count(session: Session, condition: ColumnElement[bool]) -> int:
    query = _newest(select(func.count(models.Draft.id)).select_from(models.Draft)).where(condition)
    return session.scalar(query) or 0


def _lines(
    store: Store,
    session: Session,
    condition: ColumnElement[bool],
    *,
    order: ColumnElement[Any] | None = None,
    limit: int,
    offset: int = 0,
) -> tuple[RecordLine, ...]:
    columns = (models.Draft, models.Judgment, models.Court.name, models.Account.name, models.Account.email)
    chosen = cast("Select[Any]", select(*columns).select_from(models.Draft))
    query = _newest(chosen).outerjoin(models.Court, models.Court.code == models.Judgment.court_code)
    query = query.outerjoin(models.Account, models.Account.id == models.Draft.uploaded_by).where(condition)
    if order is None:
        missing = models.Judgment.deadline_on.is_(None)
        query = query.order_by(missing, models.Judgment.deadline_on, models.Judgment.id)
    else:
        query = query.order_by(order)
    today = store.today()
    return tuple(_line(today, *row) for row in session.execute(query.limit(limit).offset(offset)))


def _line(
    today: date, draft: models.Draft, judgment: models.Judgment, court: str | None, *uploader: str | None
) -> RecordLine:
    name, email = uploader
    return RecordLine(
        judgment_id=judgment.id,
        draft_id=draft.id,
        version=draft.version,
        case_number=judgment.case_number,
        court_code=judgment.court_code,
        court_name=court,
        decided_on=judgment.decided_on,
        effective_on=judgment.effective_on,
        effective_confirmed=judgment.effective_confirmed,
        deadline_on=judgment.deadline_on,
        days_left=None if judgment.deadline_on is None else (judgment.deadline_on - today).days,
        state=draft.state,
        publication_state=judgment.publication_state,
        public_id=judgment.public_id,
        undecided=draft.undecided,
        sent_back=draft.sent_back,
        failure_sentence=draft.failure_sentence,
        presiding_judge=judgment.presiding_judge,
        uploaded_by=draft.uploaded_by,
        uploader=name or email or "",
        created_at=draft.created_at,
    )


def _batch_line(draft: models.Draft, judgment: models.Judgment, source: sources.Source) -> BatchLine:
    return BatchLine(
        draft_id=draft.id,
        judgment_id=judgment.id,
        file_name=source.file_name,
        state=draft.state,
        pages=draft.pages,
        flags=tuple(draft.flags),
        sentence=draft.failure_sentence or draft.waiting_reason or views.ocr_progress(draft),
        case_number=judgment.case_number,
        decided_on=judgment.decided_on,
        closed_hearing=judgment.closed_hearing,
        differs=tuple(source.reading.get("differs", ())),
    )
