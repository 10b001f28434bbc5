"""What the reading of scanned pages writes: one page at a time, so that a person sees how far it is and none is lost.

Pages read are kept apart until the last one is there; then the whole text is saved as that of any other file.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import exists, select

from records import jobs, models, sources
from records.actors import WORKER
from records.database import Store
from records.desk import access
from records.desk.steps import end_step, next_job, writing_step
from records.jobs import Job
from records.lifecycle import DraftState


def begin(store: Store, job: Job, *, pages: int, numbers: Sequence[int]) -> None:
    """Note which pages need recognition (counted from 1) and how many there are in all; next job: ocr."""
    with writing_step(store, job) as step:
        step.draft.pages, step.draft.ocr_total, step.draft.ocr_done = pages, len(numbers), 0
        end_step(step, store, job, "draft.scanned", pages=pages, scanned=len(numbers))
        next_job(step, "ocr", {"pages": list(numbers), "of": pages})


def postpone(store: Store, job: Job, reason: str, *, pages: int, scanned: int) -> None:
    """Let the draft wait until this machine can read scans; `resume_all` goes on. Counts of pages: all, scanned."""
    with writing_step(store, job) as step:
        draft = step.draft
        draft.pages, draft.ocr_total = pages, scanned
        access.move(step.session, store, draft, "wait", WORKER)
        draft.failure_code, draft.waiting_reason = None, reason
        jobs.finish(step.session, job)


def keep_page(store: Store, job: Job, answer: Mapping[str, Any]) -> None:
    """Keep one page as it was read (plain data with its `number`); raise LeaseLost when the job is another's by now."""
    with writing_step(store, job) as step:
        draft, restricted = step.draft, step.restricted
        restricted.merge(sources.RecognisedPage(draft_id=draft.id, number=answer["number"], answer=dict(answer)))
        restricted.flush()
        draft.ocr_done = len(_numbers(restricted, draft.id))


def go_on(store: Store, job: Job) -> None:
    """End a job that has read its share of the pages and queue the others, behind what other files wait for."""
    with writing_step(store, job) as step:
        step.draft.failure_code = None
        jobs.finish(step.session, job)
        next_job(step, "ocr", job.payload)


def load_pages(store: Store, draft_id: int) -> list[dict[str, Any]]:
    """Return the pages read so far, as they were given to `keep_page`."""
    query = select(sources.RecognisedPage).where(sources.RecognisedPage.draft_id == draft_id)
    with store.sources_reading() as restricted:
        return [row.answer for row in restricted.scalars(query.order_by(sources.RecognisedPage.number))]


def resume_all(store: Store) -> list[int]:
    """Queue every draft that waits for recognition and has no job yet; return their ids."""
    busy = exists().where(models.Job.draft_id == models.Draft.id, models.Job.state.in_(("waiting", "running")))
    query = select(models.Draft).where(models.Draft.state == DraftState.WAITING, models.Draft.ocr_total > 0, ~busy)
    with store.writing() as session:
        waiting = list(session.scalars(query.order_by(models.Draft.id)))
        for draft in waiting:
            jobs.enqueue(session, "extract", draft.judgment_id, draft_id=draft.id)
        return [draft.id for draft in waiting]


def _numbers(restricted: Any, draft_id: int) -> Sequence[int]:  # noqa: ANN401  a session
    found: Sequence[int] = restricted.scalars(
        select(sources.RecognisedPage.number).where(sources.RecognisedPage.draft_id == draft_id)
    ).all()
    return found
