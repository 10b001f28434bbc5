"""The workers and their clock: huey wakes them, `records.jobs` says what there is to do (design/architecture.md, Jobs).

huey's own queue may lose anything: a wake-up is only a hint. Workers claim jobs from the records by
compare-and-set, and a sweep at the start and each minute wakes whatever waits.
"""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote, urlsplit

import structlog
from huey import SqliteHuey, crontab
from huey.exceptions import HueyException

from indexer import index, ocr
from indexer.context import Context
from indexer.copies import sweep_copies
from indexer.pipeline import run_job
from records import jobs
from records.desk import recognition
from records.desk.receive import sweep_orphans
from search.engine import SearchUnavailable

log = structlog.get_logger()

WORKERS: Final = 2
SWEEP_MOST: Final = 200  # jobs woken by one sweep; a long queue is woken in parts, not twice over
POLL_SECONDS: Final = 1.0  # longest pause between two looks at an empty queue
SHUTDOWN_SECONDS: Final = 30.0  # a job that takes longer is taken up again when its lease ends

Wake = Callable[[int], None]


class UnknownQueue(ValueError):
    """The address of the queue is none that this installation can use."""


def open_queue(url: str) -> SqliteHuey:
    """The huey queue at an address such as `sqlite:///var/queue.sqlite3`; the file is its owner's alone.

    Raises UnknownQueue, with a sentence for the operator, for any other kind of address.
    """
    parts = urlsplit(url)
    if parts.scheme != "sqlite" or parts.netloc or not parts.path.strip("/"):
        raise UnknownQueue(f"BANAN_QUEUE_URL chưa hỗ trợ loại “{parts.scheme}”. Hãy dùng sqlite:///đường/dẫn/tệp.")
    # As in SQLAlchemy: three slashes begin a relative path, four an absolute one.
    path = Path(unquote(parts.path[1:]))
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    path.touch(mode=0o600)  # before SQLite makes it for everybody to read; its journals take the mode from it
    return SqliteHuey("banan", filename=str(path), results=False, timeout=15)


def waker(queue_url: str) -> Wake:
    """What a process that does no work itself (the web, the command line) calls to wake a worker for a job.

    A queue that cannot be reached is logged, not raised: the job is safe in the records and the sweep finds it.
    """
    return _register(open_queue(queue_url), _not_here)


def run_worker(context: Context, queue_url: str, *, workers: int = WORKERS) -> None:
    """Work on waiting jobs until SIGTERM or SIGINT; then finish the jobs at hand and return.

    The composition root puts `waker(queue_url)` into `store.on_enqueue`, as in every process that makes jobs.
    workers: threads; extraction runs in child processes anyway, and pdfium is guarded by a lock.
    """
    queue = open_queue(queue_url)
    wake = _register(queue, lambda job_id: _work(context, job_id))
    sweep = queue.periodic_task(crontab(minute="*"), name="sweep")(lambda: _sweep(context, wake))
    tidy = queue.periodic_task(crontab(minute="23"), name="sweep_orphans")(lambda: _tidy(context))
    watch = queue.periodic_task(crontab(minute="*"), name="watch_index")(_watcher(context))
    log.info("worker.started", worker=context.worker_id, workers=workers)
    # Put into the queue, not called: a database that is busy at this moment must not end the worker.
    sweep()
    tidy()
    watch()
    queue.create_consumer(
        workers=workers,
        worker_type="thread",
        max_delay=POLL_SECONDS,
        graceful_signal="TERM",
        shutdown_timeout=SHUTDOWN_SECONDS,
    ).run()
    log.info("worker.stopped", worker=context.worker_id)


def work_until_idle(context: Context) -> int:
    """Run in this process, without huey, every job that may run now and all that follows from it; how many ran.

    Jobs that wait for a later time or are leased to another worker are left alone.
    """
    ran = 0
    while True:
        before = ran
        for job_id in jobs.waiting(context.store):
            ran += _work(context, job_id)
        if ran == before:
            return ran


def _work(context: Context, job_id: int) -> bool:
    """Run one job if it is still to be had; whether it was ours."""
    job = jobs.claim(context.store, context.worker_id, job_id, context.lease_seconds)
    if job is None:
        return False
    run_job(context, job)
    return True


def _sweep(context: Context, wake: Wake) -> None:
    if ocr.installed():
        recognition.resume_all(context.store)
    waiting = jobs.waiting(context.store)
    for job_id in waiting[:SWEEP_MOST]:
        wake(job_id)
    if waiting:
        log.info("jobs.swept", waiting=len(waiting))


def _tidy(context: Context) -> None:
    """Remove what killed processes left: restricted rows and originals without a record, decrypted copies."""
    sweep_orphans(context.store)
    if copies := sweep_copies():
        log.info("copies.swept", files=copies)


def _watcher(context: Context) -> Callable[[], None]:
    """Each call checks the index if the search server was started since the last one that could."""
    seen = ""

    def watch() -> None:
        nonlocal seen
        try:
            seen = index.follow(context, seen)
        except SearchUnavailable:
            log.warning("index.unwatched")

    return watch


def _register(queue: SqliteHuey, work: Callable[[int], object]) -> Wake:
    """Register the one task `wake(job_id)`, so that both sides of the queue know it by the same name."""

    def body(job_id: int) -> None:
        work(job_id)

    task: Any = queue.task(name="wake")(body)

    def wake(job_id: int) -> None:
        try:
            task(job_id)
        except (HueyException, sqlite3.Error) as error:
            log.warning("queue.unreachable", job=job_id, error=type(error).__name__)

    return wake


def _not_here(job_id: int) -> None:
    raise RuntimeError(f"job {job_id} was handed to a process that only wakes workers")
