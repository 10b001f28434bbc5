"""Reading scanned pages: in sandboxed children, a few pages each, at most two at a time, then one text with the others.

This module is the parent's side; the child imports the package too, so what only the parent needs is imported late.
"""

from __future__ import annotations

import contextlib
import threading
import time
from dataclasses import replace
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any, Final

from indexer.extract.messages import sentence
from indexer.extract.results import Limits
from indexer.ocr.models import MISSING, OcrMissing, installed, models_folder, second_model

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from indexer.extract.results import Extraction
    from indexer.ocr.assembly import Recognised

__all__ = ["MISSING", "OcrMissing", "PageUnread", "installed", "read_file", "recognise", "recognise_pages", "waiting"]

WORKERS: Final = 2
PAGE_SECONDS: Final = 30  # on the clock for one pass over a page
CHILD_SECONDS: Final = 90  # of the processor for one page with its second look, the other ways up, and the preflight
NEXT_SECONDS: Final = 30  # of the processor for each further page of the same child
CHILD_PAGES: Final = 8
CHILD_MEGABYTES: Final = 2000

_slots = threading.BoundedSemaphore(WORKERS)  # of the whole process, however many files are read at once


class PageUnread(Exception):
    """A page could not be recognised within its limits: a fault of the file, with the sentence for a person."""

    def __init__(self, page: int, code: str) -> None:
        super().__init__(f"page {page}: {code}")
        self.page = page
        self.code = code
        self.sentence = sentence(code, "vi", page=page)


def waiting(found: Extraction) -> list[int]:
    """The numbers of the pages that need recognition."""
    return [page.number for page in found.pages if page.source == "needs_ocr"]


def read_file(
    path: Path,
    limits: Limits = Limits(),  # noqa: B008  frozen, so one is enough
    progress: Callable[[int, int], None] = lambda done, total: None,  # noqa: ARG005
) -> Extraction:
    """As extract_file, scanned pages read at once; where recognition is not installed they stay `needs_ocr`.

    A page that cannot be read within its limits stays `needs_ocr` too.
    :param progress: called with pages done and pages to do
    :raises indexer.sandbox.SandboxUnavailable: the child could not start (temporary, not the file's fault)
    """
    started = time.monotonic()
    found = recognise(path, limits, progress).extraction
    return replace(found, seconds=time.monotonic() - started)


def recognise(
    path: Path,
    limits: Limits,
    progress: Callable[[int, int], None] = lambda done, total: None,  # noqa: ARG005
    known: Sequence[dict[str, Any]] = (),
    keep: Callable[[dict[str, Any]], None] = lambda page: None,  # noqa: ARG005
) -> Recognised:
    """One text of all pages, and the doubtful words in it.

    :param known: pages that were read before, as `keep` was given them
    :param keep: called with each page as it is read (plain data)
    """
    from indexer.extract import extract_lines  # noqa: PLC0415  not for the child
    from indexer.ocr.assembly import assembled  # noqa: PLC0415

    found, lines = extract_lines(path, limits)
    wanted = waiting(found)
    read = {page["number"]: page for page in known if page["number"] in wanted}
    if wanted and installed():
        progress(len(read), len(wanted))

        def one_more(page: dict[str, Any]) -> None:
            read[page["number"]] = page
            keep(page)
            progress(len(read), len(wanted))

        recognise_pages(path, [number for number in wanted if number not in read], limits, one_more)
    return assembled(found, lines, list(read.values()))


def recognise_pages(
    path: Path, numbers: Sequence[int], limits: Limits, keep: Callable[[dict[str, Any]], None]
) -> dict[int, PageUnread]:
    """Read these pages, two at a time; those that could not be read, and why.

    :param numbers: counted from 1
    :param keep: called in this thread with each page as soon as it is read
    :raises OcrMissing: recognition is not installed here
    :raises indexer.sandbox.SandboxUnavailable: a child could not start
    """
    from concurrent.futures import Future, ThreadPoolExecutor  # noqa: PLC0415  not for the child

    models_folder()
    unread: dict[int, PageUnread] = {}
    heard: SimpleQueue[dict[str, Any] | PageUnread | Future[None]] = SimpleQueue()
    stopped = threading.Event()
    with ThreadPoolExecutor(WORKERS, thread_name_prefix="ocr") as pool:
        running = [pool.submit(_some_pages, path, share, limits, heard, stopped) for share in _shares(numbers)]
        for future in running:
            future.add_done_callback(heard.put)
        try:
            ended = 0
            while ended < len(running):
                item = heard.get()
                if isinstance(item, Future):
                    item.result()
                    ended += 1
                elif isinstance(item, PageUnread):
                    unread[item.page] = item
                else:
                    keep(item)
        finally:
            stopped.set()
            for future in running:
                future.cancel()
    return unread


def _shares(numbers: Sequence[int]) -> list[Sequence[int]]:
    """The pages in shares for one child each: starting a child costs a third of a page, so it reads several."""
    size = min(CHILD_PAGES, -(-len(numbers) // WORKERS))
    return [numbers[first : first + size] for first in range(0, len(numbers), size)] if numbers else []


class _Stopped(Exception):
    """Nobody wants the other pages any more."""


def _some_pages(
    path: Path, numbers: Sequence[int], limits: Limits, heard: SimpleQueue[Any], stopped: threading.Event
) -> None:
    """Read these pages in one child, and those behind a page that ended it in another."""
    left = list(numbers)

    def hear(answer: dict[str, Any]) -> None:
        if stopped.is_set():
            raise _Stopped
        left.remove(answer["number"])
        heard.put(_unread(answer["number"], answer["unread"]) if "unread" in answer else answer)

    with contextlib.suppress(_Stopped):
        while left and not stopped.is_set():
            code, fault = _child(path, left, limits, hear)
            if left:  # the page at which the child ended is the fault
                heard.put(_unread(left.pop(0), "DAMAGED" if code == "OK" else code, fault))


def _child(
    path: Path, numbers: Sequence[int], limits: Limits, hear: Callable[[dict[str, Any]], None]
) -> tuple[str, str | None]:
    """How the child that read these pages ended: its code, and where it failed."""
    from indexer import sandbox  # noqa: PLC0415  not for the child
    from indexer.extract import DEATHS  # noqa: PLC0415

    folder = models_folder()
    options = {
        "pages": limits.pages,
        "numbers": list(numbers),
        "models": str(folder),
        "second": second_model(),
        "seconds": PAGE_SECONDS,
    }
    with _slots:
        answer = sandbox.run(
            "indexer.ocr.child:recognise",
            path,
            options,
            seconds=CHILD_SECONDS + NEXT_SECONDS * (len(numbers) - 1),
            megabytes=CHILD_MEGABYTES,
            also=folder,
            each=hear,
        )
    if answer.value is None:
        return DEATHS[answer.outcome], None
    return answer.value["code"], answer.value.get("fault")


def _unread(number: int, code: str, fault: str | None = None) -> PageUnread:
    import structlog  # noqa: PLC0415  not for the child

    structlog.get_logger().warning("ocr.page_unread", page=number, code=code, fault=fault)
    return PageUnread(number, code)
