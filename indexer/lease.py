"""The sign of life of a worker: while a job runs, its lease is prolonged from a thread beside it."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import structlog
from sqlalchemy.exc import SQLAlchemyError

from indexer.context import Context
from records import jobs
from records.errors import LeaseLost
from records.jobs import Job

log = structlog.get_logger()

BEATS: Final = 3  # renewals in one lease: two may fail before the job is anybody's


@contextmanager
def kept_alive(context: Context, job: Job) -> Iterator[None]:
    """Prolong the lease of a job for as long as the block runs.

    A lost lease is not raised here: the transaction of the result checks it again and is the only judge of it.
    """
    done = threading.Event()
    beat = threading.Thread(target=_beat, args=(context, job, done), name=f"lease-{job.id}", daemon=True)
    beat.start()
    try:
        yield
    finally:
        done.set()
        beat.join()


def _beat(context: Context, job: Job, done: threading.Event) -> None:
    while not done.wait(context.lease_seconds / BEATS):
        try:
            jobs.renew(context.store, job, context.worker_id, context.lease_seconds)
        except LeaseLost:
            log.warning("lease.lost", job=job.id)
            return
        except SQLAlchemyError as error:
            # A busy database: the next beat may get through, and there is time for two.
            log.warning("lease.not_renewed", job=job.id, error=type(error).__name__)
