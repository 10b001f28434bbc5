"""The transaction of one step of the pipeline: its result, its event, the end of its job and the next job."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from records import events, jobs, models, sources
from records.actors import WORKER
from records.database import Store
from records.desk import access
from records.jobs import Job
from records.lifecycle import DraftState

_PIPELINE = frozenset({"extract", "ocr", "read", "anonymize"})
_OPEN = frozenset({DraftState.RECEIVED, DraftState.WAITING, DraftState.PROCESSING})


@dataclass(slots=True)
class Step:
    """One transaction of a step: both sessions and the rows it is about."""

    session: Session
    restricted: Session
    draft: models.Draft
    judgment: models.Judgment
    source: sources.Source


def begin_step(store: Store, job: Job) -> bool:
    """Take the draft into PROCESSING where the job is of the reading line; say whether the step has work to do.

    False: the job was overtaken (a newer redraft is queued, or the draft left the state the job is for) and is ended.
    """
    with store.writing() as session:
        jobs.hold(session, job)
        if job.draft_id is None:
            return True
        draft = access.draft_of(session, job.draft_id)
        if not _has_work(job, draft):
            jobs.finish(session, job)
            return False
        if job.kind in _PIPELINE:
            if draft.state is not DraftState.PROCESSING:
                access.move(session, store, draft, "begin", WORKER, job=job.id)
            # Written first and taken back on success: a run that dies leaves a draft that says so.
            draft.failure_code, draft.waiting_reason = f"{job.kind}-unfinished", None
        return True


@contextmanager
def writing_step(store: Store, job: Job) -> Iterator[Step]:
    """One transaction in both databases for a job about a draft; raise LeaseLost when the job is another's by now."""
    with store.writing() as session:
        jobs.hold(session, job)
        if job.draft_id is None:
            raise ValueError("this step needs a job about a draft")
        draft = access.draft_of(session, job.draft_id)
        judgment = access.judgment_of(session, draft.judgment_id)
        with store.sources_writing() as restricted:
            source = restricted.get_one(sources.Source, draft.id)
            yield Step(session, restricted, draft, judgment, source)
            session.flush()  # a fault in records must show before sources are committed


def end_step(step: Step, store: Store, job: Job, action: str, **detail: Any) -> None:  # noqa: ANN401  facts of an event
    """End the job with an event."""
    step.draft.failure_code = None
    jobs.finish(step.session, job)
    facts = {"draft": step.draft.id, "job": job.id, **detail}
    events.append(step.session, store, actor=WORKER, action=action, judgment_id=step.judgment.id, detail=facts)


def next_job(step: Step, kind: str, payload: Mapping[str, Any] | None = None) -> None:
    """Queue the next job about the draft."""
    jobs.enqueue(step.session, kind, step.judgment.id, draft_id=step.draft.id, payload=payload)


def revision_of(job: Job, draft: models.Draft) -> int:
    """Return the revision of the draft that the job is about."""
    return int(job.payload.get("revision", draft.revision))


def _has_work(job: Job, draft: models.Draft) -> bool:
    if job.kind in _PIPELINE:
        return draft.state in _OPEN
    if job.kind == "redraft":
        wanted = draft.state in {DraftState.PROCESSING, DraftState.IN_REVIEW}
        return wanted and revision_of(job, draft) == draft.revision
    if job.kind == "render":
        return draft.state is DraftState.APPROVED
    return True
