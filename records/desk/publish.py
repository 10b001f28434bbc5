"""From an approved draft to a public version: the finished file, then one transaction that makes it public."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import structlog
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from records import events, jobs, models, sources
from records.actors import WORKER
from records.database import Store
from records.desk import access
from records.errors import NotPublishable
from records.jobs import Job
from records.lifecycle import DraftState
from records.titles import title_of

log = structlog.get_logger(__name__)

PUBLIC_ID_LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"
PUBLIC_ID_LENGTH = 8


class DraftChanged(Exception):
    """The text in the restricted database is not the one that was approved."""


@dataclass(frozen=True, slots=True)
class Published:
    """The public address of a judgment and its version."""

    public_id: str
    version: int


def save_pdf(store: Store, job: Job, *, pdf_sha256: str, gate: Mapping[str, Any]) -> None:
    """Keep the name of the finished file (stored before with `put_published`) and queue the publication."""
    with store.writing() as session:
        jobs.finish(session, job)
        draft = access.draft_of(session, _draft_id(job))
        if draft.state is not DraftState.APPROVED:
            return
        draft.pdf_sha256, draft.gate = pdf_sha256, dict(gate)
        _event(session, store, draft, "draft.rendered", sha256=pdf_sha256)
        jobs.enqueue(session, "publish", draft.judgment_id, draft_id=draft.id, run_after=draft.publish_at)


def refuse_pdf(store: Store, job: Job, gate: Mapping[str, Any]) -> None:
    """Keep why the gate refused the finished file; the draft stays APPROVED and nothing is published."""
    with store.writing() as session:
        jobs.finish(session, job)
        draft = access.draft_of(session, _draft_id(job))
        draft.pdf_sha256, draft.gate = None, dict(gate)
        _event(session, store, draft, "draft.gate_refused")
    log.error("pdf.refused", draft=job.draft_id, job=job.id)


def publish(store: Store, job: Job) -> Published:
    """Make the approved draft public in one transaction and return its address; running twice gives the same answer.

    Raises NotPublishable when something stands in the way by now, DraftChanged when the text is not the approved one.
    """
    with store.writing() as session:
        jobs.finish(session, job)
        draft = access.draft_of(session, _draft_id(job))
        judgment = access.judgment_of(session, draft.judgment_id)
        if draft.state is DraftState.DONE:
            version = session.scalars(
                select(models.Publication.version).where(models.Publication.draft_id == draft.id)
            ).one()
            return Published(judgment.public_id or "", version)
        found = access.blockers_of(store, judgment, draft)
        if found:
            raise NotPublishable(found)
        row = _publication(session, store, judgment, draft)
        purged = _blank_older(session, judgment.id, row)
        access.move_publication(
            session, store, judgment, "publish", WORKER, version=row.version, draft=draft.id, sha256=row.text_sha256
        )
        access.move(session, store, draft, "publish", WORKER, version=row.version)
        jobs.enqueue(session, "index", judgment.id, draft_id=draft.id, payload={"version": row.version})
        if purged:
            jobs.enqueue(session, "purge", judgment.id, payload={"files": purged})
        published = Published(judgment.public_id or "", row.version)
    log.info("judgment.published", judgment=judgment.id, version=published.version)
    return published


def _publication(session: Session, store: Store, judgment: models.Judgment, draft: models.Draft) -> models.Publication:
    with store.sources_reading() as restricted:
        source = restricted.get_one(sources.Source, draft.id)
        text, paragraphs = source.draft_text, list(source.draft_paragraphs)
    if draft.approved_sha256 != sha256(text.encode()).hexdigest() or draft.pdf_sha256 is None:
        raise DraftChanged(draft.id)
    court = session.get_one(models.Court, judgment.court_code)
    if judgment.case_number is None or judgment.decided_on is None:
        raise NotPublishable(access.blockers_of(store, judgment, draft))
    if judgment.public_id is None:
        judgment.public_id = new_public_id(session)
    judgment.publication_version += 1
    judgment.hidden_until = judgment.withdrawn_on = judgment.withdrawn_reason = judgment.withdrawn_decision = None
    row = models.Publication(
        judgment_id=judgment.id,
        version=judgment.publication_version,
        draft_id=draft.id,
        title=title_of(judgment.kind, judgment.case_number, judgment.decided_on, court.name),
        court_code=court.code,
        case_number=judgment.case_number,
        kind=judgment.kind,
        instance=judgment.instance,
        case_type=judgment.case_type,
        legal_relation=judgment.legal_relation,
        result=judgment.result,
        decided_on=judgment.decided_on,
        effective_on=judgment.effective_on,
        presiding_judge=judgment.presiding_judge,
        citations=list(judgment.citations),
        paragraphs=paragraphs,
        text=text,
        text_sha256=draft.approved_sha256,
        pdf_sha256=draft.pdf_sha256,
        pdf_bytes=store.files.published_path(draft.pdf_sha256).stat().st_size,
        policy=draft.policy or "",
        model=draft.model or "",
        note=draft.note,
        published_at=store.clock(),
    )
    session.add(row)
    session.flush()
    return row


def _blank_older(session: Session, judgment_id: int, row: models.Publication) -> list[str]:
    older = (models.Publication.judgment_id == judgment_id, models.Publication.version < row.version)
    files = session.scalars(select(models.Publication.pdf_sha256).where(*older, models.Publication.text != ""))
    purged = [name for name in files if name != row.pdf_sha256]
    session.execute(update(models.Publication).where(*older).values(text="", paragraphs=[], citations=[]))
    return purged


def new_public_id(session: Session) -> str:
    """Return a random public id that was never used, also not by a judgment that was removed."""
    while True:
        found = "".join(secrets.choice(PUBLIC_ID_LETTERS) for _ in range(PUBLIC_ID_LENGTH))
        taken = session.scalar(select(models.Judgment.id).where(models.Judgment.public_id == found))
        removed = session.scalar(select(models.Removed.id).where(models.Removed.public_id == found).limit(1))
        if taken is None and removed is None:
            return found


def _event(session: Session, store: Store, draft: models.Draft, action: str, **detail: Any) -> None:  # noqa: ANN401  facts of an event
    facts = {"draft": draft.id, **detail}
    events.append(session, store, actor=WORKER, action=action, judgment_id=draft.judgment_id, detail=facts)


def _draft_id(job: Job) -> int:
    if job.draft_id is None:
        raise ValueError("this step needs a job about a draft")
    return job.draft_id
