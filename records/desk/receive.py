"""Take in a court file: stored encrypted, recorded, and put into the queue in one transaction."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from typing import Any

import structlog
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from records import events, jobs, models, sources
from records.actors import Actor
from records.database import COURT_ZONE, Store
from records.desk.access import COURT_STAFF
from records.errors import Duplicate, NotAllowed, Permanent, UnknownCourt
from records.lifecycle import DraftState, Role, deadline

log = structlog.get_logger(__name__)

TYPED_FIELDS = frozenset(
    {
        "case_number",
        "kind",
        "instance",
        "case_type",
        "legal_relation",
        "decided_on",
        "effective_on",
        "effective_confirmed",
        "appeal_pending",
        "closed_hearing",
        "minor_participant",
        "presiding_judge",
        "presiding_account_id",
    }
)
"""What may be typed at upload; it is checked against the text later."""
_ORPHAN_AGE = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Received:
    """A file that was taken in."""

    judgment_id: int
    draft_id: int


def receive(
    store: Store,
    actor: Actor,
    *,
    file_name: str,
    content: bytes,
    court_code: str | None,
    typed: Mapping[str, Any] | None = None,
) -> Received:
    """Store the file and record judgment, draft, event and first job together.

    Without a court (system and admin only) the one named in the text is taken. Raises Duplicate with the record that
    holds the same file, UnknownCourt, NotAllowed for another court than the actor's (an admin may receive for all),
    Permanent for a typed field that does not exist.
    """
    values = _typed(typed or {})
    if actor.role not in COURT_STAFF | {Role.ADMIN, Role.WORKER} or (
        actor.role in COURT_STAFF and actor.court_code != court_code
    ):
        raise NotAllowed("Bạn chỉ được tải tệp lên cho tòa án của mình.")
    name = sha256(content).hexdigest()
    with store.reading() as session:
        _check_new(session, name)
    store.files.put_original(content)
    with store.writing() as session:
        _check_new(session, name)
        if court_code is not None and session.get(models.Court, court_code) is None:
            raise UnknownCourt(court_code)
        judgment = models.Judgment(court_code=court_code, uploaded_by=actor.id, created_at=store.clock(), **values)
        if judgment.effective_on is not None:
            judgment.deadline_on = deadline(judgment.effective_on)
        session.add(judgment)
        session.flush()
        draft = models.Draft(
            judgment_id=judgment.id,
            state=DraftState.RECEIVED,
            original_sha256=name,
            original_bytes=len(content),
            uploaded_by=actor.id,
            created_at=store.clock(),
        )
        session.add(draft)
        session.flush()
        detail = {"draft": draft.id, "sha256": name, "bytes": len(content)}
        events.append(session, store, actor=actor, action="draft.receive", judgment_id=judgment.id, detail=detail)
        jobs.enqueue(session, "extract", judgment.id, draft_id=draft.id)
        _write_source(store, draft, file_name, values)
    log.info("judgment.received", judgment=judgment.id, draft=draft.id, bytes=len(content))
    return Received(judgment.id, draft.id)


def sweep_orphans(store: Store) -> int:
    """Remove restricted rows and originals that no record knows (a process died while receiving); return how many."""
    with store.writing() as session:
        known = set(session.scalars(select(models.Draft.id)))
        originals = set(session.scalars(select(models.Draft.original_sha256)))
        with store.sources_writing() as restricted:
            orphans = set(restricted.scalars(select(sources.Source.draft_id))) - known
            for draft_id in orphans:
                restricted.execute(delete(sources.Mention).where(sources.Mention.draft_id == draft_id))
                restricted.execute(delete(sources.RecognisedPage).where(sources.RecognisedPage.draft_id == draft_id))
                restricted.execute(delete(sources.Source).where(sources.Source.draft_id == draft_id))
        # A file is written before its record: what is new may still be on its way.
        old = store.files.originals_before((store.clock() - _ORPHAN_AGE).timestamp())
        lost = [name for name in old if name not in originals]
        for name in lost:
            store.files.delete_original(name)
    if orphans or lost:
        log.info("sources.swept", rows=len(orphans), files=len(lost))
    return len(orphans) + len(lost)


def _typed(typed: Mapping[str, Any]) -> dict[str, Any]:
    unknown = set(typed) - TYPED_FIELDS
    if unknown:
        raise Permanent("Có trường thông tin không biết: " + ", ".join(sorted(unknown)) + ".")
    values = {name: value for name, value in typed.items() if value not in (None, "")}
    for name in ("decided_on", "effective_on"):
        if isinstance(values.get(name), str):
            try:
                values[name] = date.fromisoformat(values[name])
            except ValueError as error:
                raise Permanent("Ngày không đúng dạng năm-tháng-ngày.") from error
    return values


def _check_new(session: Session, name: str) -> None:
    query = select(models.Draft).where(models.Draft.original_sha256 == name, models.Draft.state != DraftState.REJECTED)
    twin = session.scalars(query.order_by(models.Draft.id).limit(1)).first()
    if twin is not None:
        raise Duplicate(twin.judgment_id, twin.created_at.astimezone(COURT_ZONE).date())


def _write_source(store: Store, draft: models.Draft, file_name: str, typed: Mapping[str, Any]) -> None:
    plain = {name: value.isoformat() if isinstance(value, date) else value for name, value in typed.items()}
    with store.sources_writing() as session:
        # The number may have been used by a run that died before its record was written.
        session.execute(delete(sources.Mention).where(sources.Mention.draft_id == draft.id))
        session.execute(delete(sources.RecognisedPage).where(sources.RecognisedPage.draft_id == draft.id))
        session.execute(delete(sources.Source).where(sources.Source.draft_id == draft.id))
        session.add(
            sources.Source(draft_id=draft.id, judgment_id=draft.judgment_id, file_name=file_name[-400:], typed=plain)
        )
