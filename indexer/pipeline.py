"""The line from a received file to a public page: a list of steps, one for each kind of job.

A step begins in the records, works, and ends in one transaction that holds its result, its event, the next job and
the end of its own job. So it may run twice, and a killed worker leaves nothing half done (design/architecture.md 4).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

import structlog

from indexer import draft, publish, scans
from indexer.context import Context
from indexer.lease import kept_alive
from records import jobs
from records.desk import worker
from records.errors import LeaseLost, Permanent
from records.jobs import Job

log = structlog.get_logger()

READING_LINE: Final = frozenset({"extract", "ocr", "read", "anonymize"})
WORN_OUT: Final = "Hệ thống không xử lý được tệp này sau nhiều lần thử. Người vận hành đã được báo."

Outcome = Literal["done", "failed", "retried", "lost"]


@dataclass(frozen=True)
class Step:
    """One kind of job and what is done for it."""

    kind: str
    run: Callable[[Context, Job], None]


STEPS: Final = (
    Step("extract", draft.extract),
    Step("ocr", scans.recognise),  # only for a file with scanned pages
    Step("read", draft.read),
    Step("anonymize", draft.anonymize),
    Step("redraft", draft.redraft),  # the first draft, and again after each save of a review
    Step("render", publish.render),
    Step("publish", publish.publish),
    Step("index", publish.index),
    Step("unindex", publish.unindex),
    Step("purge", publish.purge),
)


def run_job(context: Context, job: Job, steps: Sequence[Step] = STEPS) -> Outcome:
    """Run a claimed job to its end and say how it ended; nothing is raised for what a job can bring about.

    A permanent fault fails the draft with its sentence; anything else is tried again later, and for good after the
    last attempt. Only the class of an error is logged: its message may quote a judgment.
    """
    about = {"job": job.id, "kind": job.kind, "judgment": job.judgment_id, "attempt": job.attempt}
    try:
        outcome = _run(context, job, steps)
    except LeaseLost:
        # Another worker has the job by now; whatever this run did not commit never happened.
        outcome = "lost"
    log.info("job.ended", **about, outcome=outcome)
    return outcome


def _run(context: Context, job: Job, steps: Sequence[Step]) -> Outcome:
    step = next(step for step in steps if step.kind == job.kind)
    try:
        with kept_alive(context, job):
            step.run(context, job)
    except LeaseLost:
        raise
    except Permanent as error:
        log.warning("job.refused", job=job.id, kind=job.kind, error=type(error).__name__)
        return _give_up(context, job, type(error).__name__, error.sentence)
    except Exception as error:  # noqa: BLE001  the one edge where a fault of ours becomes another attempt
        name = type(error).__name__
        log.error("job.faulted", job=job.id, kind=job.kind, error=name)  # noqa: TRY400  a trace may quote a judgment
        if job.attempt >= jobs.MAX_ATTEMPTS:
            return _give_up(context, job, name, WORN_OUT)
        jobs.retry(context.store, job, name)
        return "retried"
    return "done"


def _give_up(context: Context, job: Job, code: str, sentence: str) -> Outcome:
    """A draft on its way to review fails with the sentence; a later job fails alone and an operator looks."""
    if job.kind in READING_LINE:
        worker.fail(context.store, job, code, sentence)
    else:
        jobs.give_up(context.store, job, code)
    return "failed"
