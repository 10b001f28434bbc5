"""The step for files with scanned pages: read them, a few a job, so that other files need not wait for a long scan."""

from typing import Any, Final

from indexer import ocr
from indexer.context import Context
from indexer.copies import private_copy
from indexer.draft import draft_of, save
from records.desk import recognition, worker
from records.jobs import Job

SHARE: Final = 4  # pages one job reads; a text file that came in meanwhile waits for no more than these


def recognise(context: Context, job: Job) -> None:
    """Read the next scanned pages; after the last one make one text of the whole file.

    Each page is kept as soon as it is read: a killed worker loses one page, and a person sees how far it is.
    """
    store = context.store
    if not worker.begin_step(store, job):
        return
    if not ocr.installed():  # removed since the file was looked at
        recognition.postpone(store, job, ocr.MISSING, pages=job.payload["of"], scanned=len(job.payload["pages"]))
        return
    done = {page["number"] for page in recognition.load_pages(store, draft_of(job))}
    left = [number for number in job.payload["pages"] if number not in done]
    with private_copy(worker.load_original(store, draft_of(job))) as path:

        def keep(page: dict[str, Any]) -> None:
            recognition.keep_page(store, job, page)

        unread = ocr.recognise_pages(path, left[:SHARE], context.limits, keep)
        if unread:
            first = unread[min(unread)]
            worker.fail(store, job, first.code, first.sentence)
        elif left[SHARE:]:
            recognition.go_on(store, job)
        else:
            found = ocr.recognise(path, context.limits, known=recognition.load_pages(store, draft_of(job)))
            save(store, job, found.extraction, found.doubtful)
