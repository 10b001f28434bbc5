"""Who may see and move what: rows by id, courts, the one way to change a state."""

from datetime import datetime
from typing import Any, cast

from sqlalchemy import ColumnElement, CursorResult, false, select, true, update
from sqlalchemy.orm import Session

from records import events, models, sources
from records.actors import Actor
from records.database import Store
from records.errors import NotAllowed, NotFound, StaleRevision
from records.lifecycle import (
    Blocker,
    DraftState,
    Facts,
    PublicationState,
    Role,
    blockers,
    next_publication_state,
    next_state,
)

COURT_STAFF = frozenset({Role.CLERK, Role.JUDGE})
_SEES_TEXT = frozenset({Role.AUDITOR, Role.WORKER})
_SEES_RECORDS = frozenset({Role.AUDITOR, Role.WORKER, Role.ADMIN, Role.EDITOR})


def draft_of(session: Session, draft_id: int) -> models.Draft:
    """Return the draft; raise NotFound."""
    row = session.get(models.Draft, draft_id)
    if row is None:
        raise NotFound
    return row


def judgment_of(session: Session, judgment_id: int) -> models.Judgment:
    """Return the judgment; raise NotFound."""
    row = session.get(models.Judgment, judgment_id)
    if row is None:
        raise NotFound
    return row


def newest_draft(session: Session, judgment_id: int) -> models.Draft:
    """Return the newest draft of a judgment; raise NotFound."""
    query = select(models.Draft).where(models.Draft.judgment_id == judgment_id).order_by(models.Draft.version.desc())
    row = session.scalars(query.limit(1)).first()
    if row is None:
        raise NotFound
    return row


def check_text(actor: Actor, judgment: models.Judgment) -> None:
    """Raise NotAllowed unless the actor may see the restricted text: staff of the court, and auditors."""
    if actor.role not in _SEES_TEXT:
        _check_court(actor, judgment)


def check_record(actor: Actor, judgment: models.Judgment) -> None:
    """Raise NotAllowed unless the actor may see that the record exists and how it stands."""
    if actor.role not in _SEES_RECORDS:
        _check_court(actor, judgment)


def check_change(actor: Actor, judgment: models.Judgment) -> None:
    """Raise NotAllowed unless the actor is clerk or judge of the judgment's court."""
    if actor.role not in COURT_STAFF:
        raise NotAllowed("Tài khoản của bạn không có quyền này. Vai trò cần có: Thư ký, Thẩm phán.")
    _check_court(actor, judgment)


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """Return the condition on judgments whose records the actor may see listed."""
    if actor.role in _SEES_RECORDS:
        return true()
    return models.Judgment.court_code == actor.court_code if actor.role in COURT_STAFF else false()


def move(session: Session, store: Store, draft: models.Draft, action: str, actor: Actor, **detail: Any) -> None:  # noqa: ANN401  facts of an event
    """Take a draft to its next state by compare-and-set and write the event; raise NotAllowed."""
    before = draft.state
    after = next_state(before, action, actor.role, actor.president)
    changed = update(models.Draft).where(models.Draft.id == draft.id, models.Draft.state == before)
    session.flush()
    result = cast("CursorResult[Any]", session.execute(changed.values(state=after)))
    if result.rowcount != 1:
        raise NotAllowed("Hồ sơ vừa đổi trạng thái. Hãy tải lại trang.")
    session.refresh(draft)
    facts = {"draft": draft.id, "from": before, "to": after, **detail}
    events.append(session, store, actor=actor, action=f"draft.{action}", judgment_id=draft.judgment_id, detail=facts)


def move_publication(
    session: Session,
    store: Store,
    judgment: models.Judgment,
    action: str,
    actor: Actor,
    **detail: Any,  # noqa: ANN401  facts of an event
) -> None:
    """Take a judgment to its next publication state by compare-and-set and write the event; raise NotAllowed."""
    before = judgment.publication_state
    after = next_publication_state(before, action, actor.role, actor.president)
    session.flush()
    changed = update(models.Judgment).where(
        models.Judgment.id == judgment.id,
        models.Judgment.publication_state == before,
        models.Judgment.revision == judgment.revision,
    )
    values = {"publication_state": after, "revision": judgment.revision + 1, "publication_changed_at": store.clock()}
    result = cast("CursorResult[Any]", session.execute(changed.values(values)))
    if result.rowcount != 1:
        raise NotAllowed("Hồ sơ vừa đổi trạng thái. Hãy tải lại trang.")
    session.refresh(judgment)
    facts = {"from": before, "to": after, **detail}
    events.append(session, store, actor=actor, action=f"judgment.{action}", judgment_id=judgment.id, detail=facts)


def check_revision(draft: models.Draft, revision: int, mine: dict[str, Any], theirs: dict[str, Any]) -> None:
    """Raise StaleRevision when the draft was saved by somebody else since `revision` was read."""
    if draft.revision != revision:
        raise StaleRevision(
            {**mine, "revision": revision},
            {**theirs, "revision": draft.revision, "state": draft.state.value, "editors": list(draft.editors)},
        )


def facts_of(store: Store, judgment: models.Judgment, draft: models.Draft) -> Facts:
    """Return what decides whether this draft may be published now."""
    return Facts(
        undecided=draft.undecided,
        residual_open=draft.residual_open,
        effective_on=judgment.effective_on,
        effective_confirmed=judgment.effective_confirmed,
        appeal_pending=judgment.appeal_pending,
        closed_hearing=judgment.closed_hearing,
        minor_participant=judgment.minor_participant,
        number_confirmed=judgment.number_confirmed and bool(judgment.case_number) and judgment.decided_on is not None,
        court_confirmed=judgment.court_confirmed and judgment.court_code is not None,
        parties_confirmed=judgment.parties_confirmed,
        hidden_unresolved=draft.hidden_open,
        draft_ready=draft.draft_sha256 is not None and draft.drafted_revision == draft.revision,
        draft_failed=draft.draft_failed,
        today=store.today(),
        differs=tuple(draft.differs_open),
        withhold_proposed=judgment.withhold_proposed is not None,
        withheld=judgment.publication_state is PublicationState.WITHHELD,
    )


def blockers_of(store: Store, judgment: models.Judgment, draft: models.Draft) -> list[Blocker]:
    """Return what stands in the way of publishing this draft now."""
    found = blockers(facts_of(store, judgment, draft))
    if draft.state is DraftState.APPROVED and _removed_since(judgment, draft.approved_at):
        sentence = "Bản án đã bị ẩn hoặc hạ sau khi duyệt. Hãy duyệt lại."
        found.append(Blocker("removed-since", sentence, "ban-nhap"))
    return found


def write_note(
    store: Store, actor: Actor, judgment_id: int, *, kind: str, key: str, text: str, requester: str = ""
) -> None:
    """Keep what a person wrote in the restricted database; the same key overwrites (a save that runs again)."""
    with store.sources_writing() as session:
        session.merge(
            sources.Note(
                key=f"{kind}:{key}",
                judgment_id=judgment_id,
                kind=kind,
                text=text.strip(),
                requester=requester.strip(),
                written_by=actor.id,
                written_at=store.clock(),
            )
        )


def _removed_since(judgment: models.Judgment, moment: datetime | None) -> bool:
    removed = judgment.publication_state in {PublicationState.HIDDEN, PublicationState.WITHDRAWN}
    changed = judgment.publication_changed_at
    return removed and moment is not None and changed is not None and changed > moment


def _check_court(actor: Actor, judgment: models.Judgment) -> None:
    own = actor.court_code is not None and actor.court_code == judgment.court_code
    if actor.role not in COURT_STAFF or not own:
        raise NotAllowed("Hồ sơ này thuộc tòa án khác hoặc tài khoản của bạn không có quyền xem.")
