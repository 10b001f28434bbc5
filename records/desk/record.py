"""The whole record for the people who work on it; each look is an event of its own chain."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from records import events, models, sources
from records.actors import Actor
from records.database import Store
from records.desk import access, views
from records.errors import NotFound
from records.events import EventLine
from records.lifecycle import (
    PUBLICATION_TRANSITIONS,
    TRANSITIONS,
    DraftState,
    PublicationState,
    Role,
    blockers,
)

_CORRECTABLE = frozenset({PublicationState.PUBLISHED, PublicationState.HIDDEN, PublicationState.WITHDRAWN})
_CLOSED = frozenset({DraftState.DONE, DraftState.FAILED, DraftState.REJECTED})


def record_view(store: Store, actor: Actor, judgment_id: int) -> views.RecordView:
    """Return what the record's pages show and write the look into the chain of views.

    Raises NotFound, and NotAllowed for anyone but staff of the judgment's court and auditors.
    """
    with store.writing() as session:
        judgment = access.judgment_of(session, judgment_id)
        access.check_text(actor, judgment)
        drafts = list(
            session.scalars(
                select(models.Draft)
                .where(models.Draft.judgment_id == judgment_id)
                .order_by(models.Draft.version.desc())
            )
        )
        draft = drafts[0]
        events.append(
            session,
            store,
            actor=actor,
            action="record.view",
            judgment_id=judgment_id,
            detail={"draft": draft.id, "revision": draft.revision},
            chain="views",
        )
        with store.sources_reading() as restricted:
            source = views.source_view(restricted.get_one(sources.Source, draft.id), draft)
            mentions = views.mention_views(restricted, draft)
            notes = _notes(restricted, judgment_id)
        timeline = events.lines(session, judgment_id)
        court = None if judgment.court_code is None else session.get_one(models.Court, judgment.court_code).name
        actions = allowed_actions(actor, judgment, draft)
        return views.RecordView(
            judgment=views.judgment_view(judgment, court),
            draft=views.draft_view(draft),
            versions=tuple(views.draft_view(row) for row in drafts),
            source=source,
            mentions=tuple(mentions),
            blockers=tuple(blockers(access.facts_of(store, judgment, draft))),
            timeline=tuple(timeline),
            actions=frozenset(actions),
            refusals=_refusals(actor, judgment, draft),
            people=_people(session, judgment, draft, timeline),
            notes=tuple(notes),
        )


def page_original(store: Store, actor: Actor, judgment_id: int, page: int) -> bytes:
    """Return the file that the newest draft was read from, for a look at one page, which the chain of views notes.

    Raises NotFound for a page (from 1) that the file has not, and NotAllowed as `record_view`.
    """
    with store.writing() as session:
        judgment = access.judgment_of(session, judgment_id)
        access.check_text(actor, judgment)
        draft = access.newest_draft(session, judgment_id)
        if not 1 <= page <= draft.pages:
            raise NotFound("Tệp không có trang này.")
        detail = {"draft": draft.id, "page": page}
        events.append(
            session, store, actor=actor, action="page.view", judgment_id=judgment_id, detail=detail, chain="views"
        )
        name = draft.original_sha256
    return store.files.get_original(name)


def whole_original(store: Store, actor: Actor, judgment_id: int) -> bytes:
    """Return the file that the newest draft was read from, to be saved by the actor, which the chain of views notes.

    Raises NotFound, and NotAllowed as `record_view`.
    """
    with store.writing() as session:
        judgment = access.judgment_of(session, judgment_id)
        access.check_text(actor, judgment)
        draft = access.newest_draft(session, judgment_id)
        detail = {"draft": draft.id}
        events.append(
            session, store, actor=actor, action="original.view", judgment_id=judgment_id, detail=detail, chain="views"
        )
        name = draft.original_sha256
    return store.files.get_original(name)


def four_eyes(actor: Actor, judgment: models.Judgment, draft: models.Draft) -> str | None:
    """Return why this actor may not approve this draft, None when they may (state and blockers aside)."""
    if actor.court_code is None or actor.court_code != judgment.court_code:
        return "Hồ sơ này thuộc tòa án khác."
    if actor.id in {draft.uploaded_by, judgment.uploaded_by}:
        return "Bạn đã tải lên hồ sơ này nên không thể duyệt."
    if actor.id in draft.editors:
        return "Bạn đã rà soát bản nháp này nên không thể duyệt."
    presiding = actor.role == Role.JUDGE and judgment.presiding_account_id == actor.id
    if not (presiding or actor.president):
        return "Chỉ thẩm phán chủ tọa hoặc Chánh án của tòa án này được duyệt."
    return None


def allowed_actions(actor: Actor, judgment: models.Judgment, draft: models.Draft) -> set[str]:
    """Return the actions that tables, court and four eyes leave to the actor; blockers are not looked at."""
    own = actor.court_code is not None and actor.court_code == judgment.court_code
    everywhere = actor.role in {Role.ADMIN, Role.EDITOR}
    found = {
        action
        for (state, action), (_, roles) in TRANSITIONS.items()
        if state is draft.state and own and actor.roles & roles
    }
    found |= {
        action
        for (standing, action), (_, roles) in PUBLICATION_TRANSITIONS.items()
        if standing is judgment.publication_state and (own or everywhere) and actor.roles & roles
    }
    if "approve" in found and four_eyes(actor, judgment, draft) is not None:
        found.discard("approve")
    staff = own and actor.role in access.COURT_STAFF
    if staff and draft.state is DraftState.IN_REVIEW:
        found.add("edit")
    if staff and draft.state in _CLOSED and judgment.publication_state in _CORRECTABLE:
        found.add("correct")
    return found


def _refusals(actor: Actor, judgment: models.Judgment, draft: models.Draft) -> dict[str, str]:
    why = four_eyes(actor, judgment, draft)
    return {} if why is None else {"approve": why}


def _notes(restricted: Session, judgment_id: int) -> list[tuple[str, str]]:
    query = select(sources.Note).where(sources.Note.judgment_id == judgment_id).order_by(sources.Note.written_at.desc())
    return [(note.kind, note.text) for note in restricted.scalars(query)]


def _people(
    session: Session, judgment: models.Judgment, draft: models.Draft, timeline: list[EventLine]
) -> dict[int, str]:
    ids = {judgment.uploaded_by, draft.uploaded_by, *draft.editors, *(line.actor_id for line in timeline)}
    ids |= {draft.submitted_by or 0, draft.approved_by or 0, judgment.presiding_account_id or 0}
    rows = session.scalars(select(models.Account).where(models.Account.id.in_(ids)))
    return {row.id: row.name or row.email for row in rows}
