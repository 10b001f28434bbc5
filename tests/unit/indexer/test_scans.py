"""The step for scanned pages: its share of pages, pages kept, what fails a file, who resumes it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import typst

from indexer import draft, ocr, scans, worker
from indexer.context import Context
from indexer.extract.results import Extraction, Limits, Page, Paragraph
from indexer.ocr.assembly import Doubtful, Recognised
from indexer.worker import work_until_idle
from records import courts, jobs
from records.accounts import actor_of, add_account
from records.database import migrate, open_store
from records.desk import recognition, review
from records.desk.receive import receive
from records.desk.views import RecordView, ocr_progress
from records.lifecycle import DraftState
from search.engine import open_engine

COURT = "tand-huyen-ba-tri-ben-tre"
PAGES = 6


class Line:
    """A received file of which every page is a scan, and what the children answer for its pages."""

    def __init__(self, folder: Path) -> None:
        self.store = open_store(
            f"sqlite:///{folder}/records.sqlite3", f"sqlite:///{folder}/sources.sqlite3", folder / "files", b"k" * 32
        )
        migrate(self.store)
        courts.seed_courts(self.store)
        self.context = Context(self.store, open_engine(f"tantivy:{folder / 'index'}"), "http://127.0.0.1:8000")
        account = add_account(self.store, "a@vidu.vn", "clerk", COURT, name="Người Mẫu", password="mot-mat-khau-du-dai")
        self.clerk = actor_of(account)
        content = typst.compile(b"quet", format="pdf")
        self.received = receive(self.store, self.clerk, file_name="a.pdf", content=content, court_code=COURT, typed={})
        self.asked: list[list[int]] = []
        self.unread: dict[int, ocr.PageUnread] = {}

    def extract(self, _path: Path, _limits: Limits) -> Extraction:
        return Extraction("ok", "OK", pages=tuple(Page(number, "needs_ocr", "") for number in range(1, PAGES + 1)))

    def pages(self, _path: Path, numbers: Any, _limits: Limits, keep: Any) -> dict[int, ocr.PageUnread]:
        self.asked.append(list(numbers))
        for number in numbers:
            if number not in self.unread:
                keep({"number": number, "lines": []})
        return {number: self.unread[number] for number in numbers if number in self.unread}

    def whole(self, _path: Path, _limits: Limits, known: Any) -> Recognised:
        text = "Bị đơn: Ông Đỗ Hữu Phước"
        pages = tuple(Page(page["number"], "ocr", text, 0.9) for page in known)
        found = Extraction("ok", "OK", flags=("OCR",), pages=pages, paragraphs=(Paragraph(1, text),), text=text)
        return Recognised(
            found, (Doubtful(1, 8, 11, 60.0, None, named=True), Doubtful(1, 0, 2, 80.0, "Bì", named=False))
        )

    def view(self) -> RecordView:
        return review.record_view(self.store, self.clerk, self.received.judgment_id)


@pytest.fixture
def line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Line]:
    made = Line(tmp_path)
    monkeypatch.setattr(draft, "extract_file", made.extract)
    monkeypatch.setattr(ocr, "recognise_pages", made.pages)
    monkeypatch.setattr(ocr, "recognise", made.whole)
    monkeypatch.setattr(ocr, "installed", lambda: True)
    yield made
    made.context.engine.close()
    made.store.close()


def test_a_long_scan_is_read_in_shares_so_that_others_get_a_turn(line: Line) -> None:
    work_until_idle(line.context)
    assert line.asked == [[1, 2, 3, 4], [5, 6]]
    view = line.view()
    assert view.draft.state is DraftState.IN_REVIEW
    assert (view.draft.ocr_done, view.draft.ocr_total, view.draft.hidden_open) == (PAGES, PAGES, 2)
    assert [word["other"] for word in view.source.doubtful] == [None, "Bì"]
    assert ocr_progress(view.draft) is None


def test_a_killed_worker_loses_no_page_that_was_read(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    real, read = recognition.keep_page, []

    def killed(*about: Any) -> None:
        if len(read) == 3:
            raise KeyboardInterrupt
        real(*about)
        read.append(about)

    with monkeypatch.context() as dying:
        dying.setattr(recognition, "keep_page", killed)
        with pytest.raises(KeyboardInterrupt):
            work_until_idle(line.context)
    assert ocr_progress(line.view().draft) == "Đang nhận dạng chữ: trang 4/6."
    now = line.store.clock()
    later = replace(line.store, clock=lambda: now + timedelta(minutes=2))
    work_until_idle(replace(line.context, store=later, worker_id="other"))
    assert line.asked == [[1, 2, 3, 4], [4, 5, 6]]
    assert line.view().draft.state is DraftState.IN_REVIEW


def test_a_page_that_cannot_be_read_fails_the_file_with_its_number(line: Line) -> None:
    line.unread[5] = ocr.PageUnread(5, "TOO_COMPLEX")
    work_until_idle(line.context)
    failed = line.view().draft
    assert (failed.state, failed.failure_code) == (DraftState.FAILED, "TOO_COMPLEX")
    assert "trang 5" in (failed.failure_sentence or "")
    assert recognition.load_pages(line.store, line.received.draft_id) == []


def test_recognition_removed_meanwhile_lets_the_file_wait_and_the_sweep_resumes_it(
    line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = [True, False]
    monkeypatch.setattr(ocr, "installed", lambda: answers.pop(0) if answers else False)
    work_until_idle(line.context)
    waiting = line.view().draft
    assert (waiting.state, waiting.waiting_reason, waiting.pages) == (DraftState.WAITING, ocr.MISSING, PAGES)
    worker._sweep(line.context, lambda _: None)
    assert jobs.waiting(line.store) == []

    monkeypatch.setattr(ocr, "installed", lambda: True)
    woken: list[int] = []
    worker._sweep(line.context, woken.append)
    assert woken == jobs.waiting(line.store) != []
    work_until_idle(line.context)
    assert line.view().draft.state is DraftState.IN_REVIEW


def test_an_overtaken_job_reads_nothing(line: Line) -> None:
    work_until_idle(line.context)
    with line.store.writing() as session:
        late = jobs.enqueue(
            session, "ocr", line.received.judgment_id, draft_id=line.received.draft_id, payload={"pages": [1], "of": 1}
        )
    taken = jobs.claim(line.store, line.context.worker_id, late.id)
    assert taken is not None
    line.asked.clear()
    scans.recognise(line.context, taken)
    assert line.asked == []
