"""The queue that nothing is lost from: jobs are rows, written in the transaction of the change they are about.

A worker holds a job by a lease it renews; a compare-and-set on worker and attempt decides who may write the result.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, cast

import structlog
from sqlalchemy import ColumnElement, CursorResult, and_, func, or_, select, update
from sqlalchemy.orm import Session

from records import events, models
from records.actors import WORKER
from records.database import Store
from records.errors import LeaseLost

log = structlog.get_logger(__name__)

KINDS = frozenset({"extract", "ocr", "read", "anonymize", "redraft", "render", "publish", "index", "unindex", "purge"})
MAX_ATTEMPTS = 8


@dataclass(frozen=True, slots=True)
class Job:
    """A job as its worker sees it."""

    id: int
    kind: str
    judgment_id: int | None
    draft_id: int | None
    payload: Mapping[str, Any]
    attempt: int
    worker: str | None
    lease_until: datetime | None
    run_after: datetime


@dataclass(frozen=True, slots=True)
class QueueStatus:
    """How the queue stands: counts by state, the run time of the oldest waiting job, and the failed ones."""

    waiting: int
    running: int
    failed: int
    oldest_waiting: datetime | None
    failures: tuple[tuple[int, str, int | None, str | None], ...]


def enqueue(
    session: Session,
    kind: str,
    judgment_id: int | None,
    *,
    draft_id: int | None = None,
    payload: Mapping[str, Any] | None = None,
    run_after: datetime | None = None,
    key: str | None = None,
) -> Job:
    """Write a job in the caller's transaction; with a key that was used before, return the job of that time.

    `run_after` (UTC) is the earliest moment; without it the job is due at once.
    """
    if kind not in KINDS:
        raise ValueError(f"no such kind of job: {kind}")
    if key is not None:
        known = session.scalar(select(models.Job).where(models.Job.key == key))
        if known is not None:
            return _job(known)
    moment = _session_clock(session)
    row = models.Job(
        kind=kind,
        judgment_id=judgment_id,
        draft_id=draft_id,
        payload=dict(payload or {}),
        key=key,
        state="waiting",
        attempt=0,
        run_after=run_after or moment,
        created_at=moment,
    )
    session.add(row)
    session.flush()
    session.info.setdefault("enqueued", []).append(row.id)
    return _job(row)


def claim(store: Store, worker_id: str, job_id: int | None = None, lease_seconds: float = 60) -> Job | None:
    """Take a job that is due (this one, or the oldest) for `lease_seconds`; None when there is none to take."""
    with store.writing() as session:
        now = store.clock()
        while True:
            query = select(models.Job).where(_due(now)).order_by(models.Job.run_after, models.Job.id).limit(1)
            if job_id is not None:
                query = query.where(models.Job.id == job_id)
            row = session.scalar(query)
            if row is None:
                return None
            if row.attempt < MAX_ATTEMPTS:
                break
            # Its worker died each time: running it again would only kill one more.
            _give_up(session, store, row, "worker_died")
            session.flush()
        taken = _run(
            session,
            update(models.Job)
            .where(models.Job.id == row.id, models.Job.attempt == row.attempt, _due(now))
            .values(
                state="running",
                attempt=row.attempt + 1,
                worker=worker_id,
                lease_until=now + timedelta(seconds=lease_seconds),
            ),
        )
        if not taken:
            return None
        session.refresh(row)
        return _job(row)


def renew(store: Store, job: Job, worker_id: str, lease_seconds: float = 60) -> Job:
    """Prolong the lease from now; raise LeaseLost when the job went to another worker."""
    with store.writing() as session:
        until = store.clock() + timedelta(seconds=lease_seconds)
        if job.worker != worker_id or not _run(session, _held(job).values(lease_until=until)):
            raise LeaseLost(job.id)
    return replace(job, lease_until=until)


def hold(session: Session, job: Job) -> None:
    """Make sure in the caller's transaction that this run still owns the job; raise LeaseLost when not."""
    if not _run(session, _held(job).values(lease_until=models.Job.lease_until)):
        raise LeaseLost(job.id)


def finish(session: Session, job: Job) -> None:
    """End the job in the transaction of its result; raise LeaseLost when this run does not own it any more."""
    moment = _session_clock(session)
    if not _run(session, _held(job).values(state="done", lease_until=None, last_error=None, finished_at=moment)):
        raise LeaseLost(job.id)


def retry(store: Store, job: Job, error_code: str) -> bool:
    """Put the job back for 2^attempt minutes later; after the last attempt it fails, with an event. True: it waits."""
    with store.writing() as session:
        hold(session, job)
        row = session.get_one(models.Job, job.id)
        if row.attempt >= MAX_ATTEMPTS:
            _give_up(session, store, row, error_code)
            return False
        row.state, row.lease_until, row.worker = "waiting", None, None
        row.last_error = error_code[:80]
        row.run_after = store.clock() + timedelta(minutes=2**row.attempt)
        return True


def give_up(store: Store, job: Job, error_code: str) -> None:
    """End the job as failed, with an event: trying again would not help, a person must look."""
    with store.writing() as session:
        hold(session, job)
        _give_up(session, store, session.get_one(models.Job, job.id), error_code)


def waiting(store: Store, limit: int = 1000) -> list[int]:
    """Return the ids of jobs that are due now, those with a dead worker included."""
    with store.reading() as session:
        query = select(models.Job.id).where(_due(store.clock())).order_by(models.Job.run_after, models.Job.id)
        return list(session.scalars(query.limit(limit)))


def pending(store: Store) -> int:
    """Return how many jobs are not at their end yet, due or not."""
    with store.reading() as session:
        return session.scalar(select(func.count()).where(models.Job.state.in_(("waiting", "running")))) or 0


def queue_status(store: Store) -> QueueStatus:
    """Return how the queue stands."""
    with store.reading() as session:
        grouped = session.execute(select(models.Job.state, func.count()).group_by(models.Job.state))
        counts: dict[str, int] = {state: count for state, count in grouped}  # noqa: C416  keeps the types of a row
        oldest = session.scalar(select(func.min(models.Job.run_after)).where(models.Job.state == "waiting"))
        failed = session.scalars(
            select(models.Job).where(models.Job.state == "failed").order_by(models.Job.id.desc()).limit(50)
        )
        failures = tuple((row.id, row.kind, row.judgment_id, row.last_error) for row in failed)
    return QueueStatus(counts.get("waiting", 0), counts.get("running", 0), counts.get("failed", 0), oldest, failures)


def _session_clock(session: Session) -> datetime:
    clock = session.info.get("clock")
    if clock is None:
        raise RuntimeError("jobs are written in a session of Store.writing()")
    moment: datetime = clock()
    return moment


def _due(now: datetime) -> ColumnElement[bool]:
    abandoned = and_(models.Job.state == "running", models.Job.lease_until < now)
    return and_(or_(models.Job.state == "waiting", abandoned), models.Job.run_after <= now)


def _held(job: Job) -> Any:  # noqa: ANN401  SQLAlchemy's Update; its generic parameters say nothing here
    return update(models.Job).where(
        models.Job.id == job.id,
        models.Job.state == "running",
        models.Job.worker == job.worker,
        models.Job.attempt == job.attempt,
    )


def _run(session: Session, statement: Any) -> bool:  # noqa: ANN401  any UPDATE
    result = cast("CursorResult[Any]", session.execute(statement.execution_options(synchronize_session=False)))
    return result.rowcount == 1


def _give_up(session: Session, store: Store, row: models.Job, error_code: str) -> None:
    row.state, row.lease_until, row.last_error = "failed", None, error_code[:80]
    row.finished_at = store.clock()
    detail = {"job": row.id, "kind": row.kind, "draft": row.draft_id, "attempt": row.attempt}
    events.append(session, store, actor=WORKER, action="job.failed", judgment_id=row.judgment_id, detail=detail)
    log.error("job.failed", **detail, error=row.last_error)


def _job(row: models.Job) -> Job:
    return Job(
        row.id,
        row.kind,
        row.judgment_id,
        row.draft_id,
        dict(row.payload),
        row.attempt,
        row.worker,
        row.lease_until,
        row.run_after,
    )
