"""A scan with a red seal: it waits where it cannot be read, is read page by page where it can, and keeps its doubts."""

import io
import re
from typing import Any

import pikepdf
import pytest

from demo import DemoCase, generate, write_pdf
from indexer import ocr
from records.desk import corrections, looking, recognition, review
from records.desk.receive import Received, receive
from records.desk.shifting import Change
from records.desk.spellings import misread_names
from records.desk.views import ocr_progress
from records.lifecycle import DraftState
from tests.e2e.office import Office
from tests.pdfs import accuracy, scans
from vietnamese.letters import fold


def sealed(office: Office, case: DemoCase, pages: int) -> bytes:
    """The case printed, signed, sealed and scanned: its first pages and its last."""
    path = office.folder / "in.pdf"
    write_pdf(case, "indented", path)
    content = path.read_bytes()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        count = len(pdf.pages)
    return scans.scan(content, "seal300", sorted({*range(pages - 1), count - 1}))


def taken(office: Office, case: DemoCase, content: bytes) -> Received:
    clerk = office.staff_of(case).clerk
    return receive(office.store, clerk, file_name="quet.pdf", content=content, court_code=case.court_code, typed={})


def test_a_sealed_scan_waits_for_recognition_and_is_then_read_page_by_page(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = next(case for case in generate(44) if case.slug.startswith("ds-") and "ST" in case.case_number)
    received = taken(office, case, sealed(office, case, 3))

    with monkeypatch.context() as without:
        without.setattr(ocr, "installed", lambda: False)
        office.work()
        waiting = office.record(case, received).draft
        assert waiting.state is DraftState.WAITING
        assert "apt-get install tesseract-ocr-vie" in (waiting.waiting_reason or "")

    assert recognition.resume_all(office.store) == [received.draft_id]
    assert recognition.resume_all(office.store) == []  # once is enough
    seen: list[str | None] = []
    keep = recognition.keep_page

    def watched(*about: Any) -> None:
        keep(*about)
        seen.append(ocr_progress(office.record(case, received).draft))

    monkeypatch.setattr(recognition, "keep_page", watched)
    office.work()

    assert seen == ["Đang nhận dạng chữ: trang 2/3.", "Đang nhận dạng chữ: trang 3/3.", None]
    view = office.record(case, received)
    assert view.draft.state is DraftState.IN_REVIEW
    assert view.draft.flags == ("OCR",)
    assert view.judgment.case_number == case.case_number
    assert view.judgment.decided_on == case.decided_on
    assert view.judgment.court_code == case.court_code
    assert recognition.load_pages(office.store, received.draft_id) == []

    text = view.source.text
    signed = text.split("\n")[-1]
    assert accuracy.distance(fold(signed), fold(case.presiding_judge)) <= 1
    listed = [name for _, name in case.parties]
    assert accuracy.names_found("\n".join(listed), text, listed)[0] == len(listed)
    named = [word for word in view.source.doubtful if word["named"]]
    assert all(text[word["start"] : word["end"]].strip() for word in view.source.doubtful)
    assert view.draft.hidden_open == len(named) + 1 > 1  # the words, and the scan beside its text
    assert "hidden" in {blocker.code for blocker in view.blockers}
    assert fold(case.parties[0][1]) in fold(text)

    _the_clerk_mends_the_scan(office, case, received)


def _the_clerk_mends_the_scan(office: Office, case: DemoCase, received: Received) -> None:
    """One mark of a party is misread in every place; the confirmed list puts it right everywhere in one step."""
    clerk, store, draft_id = office.staff_of(case).clerk, office.store, received.draft_id
    role, name = case.parties[0]
    view = office.record(case, received)
    text = view.source.text
    assert name in text
    wrong = name[:-1] + {"g": "q", "n": "m"}.get(name[-1], "n")
    places = [found.span() for found in re.finditer(re.escape(name), text)]
    spoilt = [Change(start, end, wrong) for start, end in places]
    revision = corrections.correct(store, clerk, draft_id, spoilt, revision=view.draft.revision)
    office.work()
    view = office.record(case, received)
    assert name not in view.source.text
    assert wrong not in view.source.draft_text  # misread or not, it is coded

    listed = [
        {**party, "name": name if fold(party["name"]) == fold(wrong) else party["name"]}
        for party in view.source.parties
    ]
    assert name in [party["name"] for party in listed], role
    revision = review.confirm_parties(store, clerk, draft_id, revision=revision, minor=False, parties=listed)
    view = office.record(case, received)
    names = [party["name"] for party in view.source.parties]
    found = misread_names(view.source.text, names, [(0, len(view.source.text))])
    of_him = [one for one in found if one.old == wrong]
    assert len(of_him) == len(places)
    mended = [Change(one.start, one.end, one.new) for one in of_him]
    revision = corrections.correct(store, clerk, draft_id, mended, revision=revision, kind="names")
    office.work()
    view = office.record(case, received)
    assert view.source.text == text
    assert view.draft.ready
    assert name not in view.source.draft_text

    revision = view.draft.revision
    assert "hidden" in {blocker.code for blocker in view.blockers}
    doubts = [index for index, word in enumerate(view.source.doubtful) if not word.get("settled")]
    revision = looking.keep_words(store, clerk, draft_id, doubts, revision=revision)
    assert "hidden" in {blocker.code for blocker in office.record(case, received).blockers}
    looking.compare_scan(store, clerk, draft_id, revision=revision)
    assert "hidden" not in {blocker.code for blocker in office.record(case, received).blockers}
