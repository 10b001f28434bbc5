"""From a received file to a draft in review, with what goes wrong in each step."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import typst
from structlog.testing import capture_logs

import anonymizer
from indexer import draft, ocr, redaction
from indexer import index as search_index
from indexer.page_image import page_image
from indexer.reading import understand
from indexer.worker import work_until_idle
from records import courts, jobs, public, sources
from records.desk import corrections, decisions, review
from records.desk.shifting import Change
from records.lifecycle import DraftState
from tests.unit.indexer.line import COURT, TEXT, Desk, pdf_of


def test_a_file_becomes_a_draft_with_what_it_says_about_itself(desk: Desk) -> None:
    view = desk.view(desk.to_review())
    assert view.draft.state is DraftState.IN_REVIEW
    judgment = view.judgment
    assert (judgment.case_number, judgment.decided_on, judgment.court_code) == (
        "17/2024/DS-ST",
        date(2024, 3, 12),
        COURT,
    )
    assert (judgment.kind, judgment.instance, judgment.case_type) == ("bản án", "st", "ds")
    assert judgment.effective_on is None
    assert "Trịnh Thị Ngọc M" in view.source.draft_text
    assert "Ngọc Mai" not in view.source.draft_text
    assert "Tạ Quang Vinh" in view.source.draft_text
    for place in view.source.paragraphs:
        assert "\n" not in view.source.text[place["start"] : place["end"]]
        assert place["page"] == 1


def test_what_was_typed_stays_and_what_differs_is_told(desk: Desk) -> None:
    received = desk.receive(pdf_of(TEXT), {"case_number": "71/2024/DS-ST"})
    work_until_idle(desk.context)
    view = desk.view(received)
    assert view.judgment.case_number == "71/2024/DS-ST"
    assert view.source.reading["differs"] == ["case_number"]


def test_no_private_copy_of_the_original_is_left_behind(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    modes = []
    real = draft.extract_file

    def watched(path: Path, limits: Any) -> Any:
        modes.append((path, path.stat().st_mode & 0o777))
        return real(path, limits)

    monkeypatch.setattr(draft, "extract_file", watched)
    desk.to_review()
    [(path, mode)] = modes
    assert mode == 0o600
    assert not path.exists()


@pytest.mark.parametrize(("content", "code"), [(b"%PDF-1.4 cut off", "DAMAGED"), (b"not a pdf at all", "NOT_PDF")])
def test_a_file_that_cannot_be_read_fails_with_its_sentence(desk: Desk, content: bytes, code: str) -> None:
    received = desk.receive(content)
    work_until_idle(desk.context)
    failed = desk.view(received).draft
    assert (failed.state, failed.failure_code) == (DraftState.FAILED, code)
    assert "." in failed.failure_sentence


def test_a_file_without_letters_fails(desk: Desk) -> None:
    received = desk.receive(typst.compile(b"#pagebreak()", format="pdf"))
    work_until_idle(desk.context)
    assert desk.view(received).draft.failure_code == "NO_TEXT"


def scan_of(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every file look as if its first page were a scan."""
    real = draft.extract_file

    def scanned(path: Path, limits: Any) -> Any:
        found = real(path, limits)
        return replace(found, pages=(replace(found.pages[0], source="needs_ocr"),))

    monkeypatch.setattr(draft, "extract_file", scanned)


def test_a_scan_waits_where_recognition_is_missing(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    scan_of(monkeypatch)
    monkeypatch.setattr(ocr, "installed", lambda: False)
    waiting = desk.view(desk.to_review()).draft
    assert (waiting.state, waiting.waiting_reason) == (DraftState.WAITING, ocr.MISSING)
    assert (waiting.pages, waiting.ocr_total, waiting.ocr_done) == (1, 1, 0)


def test_a_crash_of_the_anonymizer_stops_the_line_and_logs_no_word(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(text: str, **_: Any) -> None:
        raise ValueError(text)

    monkeypatch.setattr(draft, "detect", broken)
    with capture_logs() as log:
        failed = desk.view(desk.to_review()).draft
    assert (failed.state, failed.failure_code) == (DraftState.FAILED, "AnonymizerFailed")
    assert "Mai" not in str(log)
    assert {"event": "anonymizer.crashed", "error": "ValueError", "log_level": "error"} in log


@pytest.mark.parametrize("fault", [MemoryError, OSError])
def test_a_passing_fault_in_the_anonymizer_is_tried_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, fault: type[Exception]
) -> None:
    def faulty(*_: Any, **__: Any) -> None:
        raise fault

    monkeypatch.setattr(draft, "detect", faulty)
    received = desk.to_review()
    assert desk.view(received).draft.state is DraftState.PROCESSING
    assert jobs.pending(desk.store) == 1
    monkeypatch.setattr(redaction, "redact", faulty)
    with pytest.raises(fault):
        redaction.make_draft("Ông A", [], anonymizer.P1)  # type: ignore[arg-type]


def test_a_name_kept_in_one_place_and_masked_in_another_makes_no_draft(desk: Desk) -> None:
    received = desk.to_review()
    view = desk.view(received)
    place = view.source.text.index("Trịnh Thị Ngọc Mai")
    one = next(mention for mention in view.mentions if mention.start == place)
    review.decide(
        desk.store, desk.clerk, received.draft_id, [one.id], "keep", revision=view.draft.revision, scope="one"
    )
    work_until_idle(desk.context)
    after = desk.view(received)
    assert "đoạn" in after.draft.draft_failed
    assert "draft-failed" in {blocker.code for blocker in after.blockers}
    review.decide(
        desk.store, desk.clerk, received.draft_id, [one.id], "mask", revision=after.draft.revision, scope="one"
    )
    work_until_idle(desk.context)
    assert desk.view(received).draft.draft_failed is None


def test_a_newer_save_makes_an_older_redraft_needless(desk: Desk) -> None:
    received = desk.to_review()
    view = desk.view(received)
    revision = view.draft.revision
    for decision in ("mask", "keep", "mask"):
        mention = view.mentions[-1].id
        revision = review.decide(
            desk.store, desk.clerk, received.draft_id, [mention], decision, revision=revision, reason="kiểm tra"
        )
    work_until_idle(desk.context)
    assert desk.view(received).draft.ready
    drafted = [line for line in desk.view(received).timeline if line.action == "draft.redrafted"]
    assert len(drafted) == 1


def test_mentions_that_contradict_each_other_or_break_the_anonymizer_make_no_draft(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    received = desk.to_review()
    views = desk.view(received).mentions
    text = desk.view(received).source.text
    twice = [*views, replace(views[0], id=0)]
    with pytest.raises(redaction.Unproved, match="chồng"):
        redaction.make_draft(text, twice, anonymizer.P1)

    def broken(*_: Any, **__: Any) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(redaction, "redact", broken)
    with pytest.raises(redaction.Unproved, match="Người vận hành"):
        redaction.make_draft(text, views, anonymizer.P1)


def test_an_official_whom_a_person_masks_becomes_a_private_person(desk: Desk) -> None:
    received = desk.to_review()
    view = desk.view(received)
    judge = next(mention for mention in view.mentions if mention.label == "PERSON_OFFICIAL")
    assert redaction._decided(replace(judge, decision="mask")).label == "PERSON_PRIVATE"
    assert redaction._decided(replace(judge, decision="keep")).action == "keep"


def test_what_the_proof_finds_at_first_is_masked_for_review(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Bà Trịnh Thị Ngọc Mai. Sau đó Trịnh Thị Ngọc Mai về."
    first = text.index("Trịnh")
    mention = anonymizer.Mention(first, first + 18, "PERSON_PRIVATE", "P1", "other", "replace", "test", 1.0)
    done = redaction.settled(text, (mention,), anonymizer.P1)  # type: ignore[arg-type]
    assert [(item.start, item.action) for item in done] == [(first, "replace"), (text.rindex("Trịnh"), "review")]

    def never(*_: Any, **__: Any) -> None:
        raise anonymizer.LeakFound([])

    monkeypatch.setattr(redaction, "redact", never)
    assert redaction.settled(text, (mention,), anonymizer.P1) == (mention,)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("birth_date", "birth_year", "hearing", "minor"),
    [
        (date(2008, 3, 13), 2008, date(2026, 3, 12), True),
        (date(2008, 3, 12), 2008, date(2026, 3, 12), False),
        (date(2008, 2, 29), 2008, date(2026, 2, 28), True),
        (date(2008, 2, 29), 2008, date(2026, 3, 1), False),
        (None, 2008, date(2026, 3, 12), True),
        (None, 2007, date(2026, 3, 12), False),
        (None, None, date(2026, 3, 12), False),
        (None, 2020, None, False),
    ],
)
def test_a_party_that_may_be_under_eighteen_at_the_hearing_is_a_minor(
    birth_date: date | None, birth_year: int | None, hearing: date | None, minor: bool
) -> None:
    party = anonymizer.Party("bị hại", "Tên Mẫu", 0, 7, birth_year, birth_date, "P1")
    assert draft.has_minor([party], hearing) is minor


def test_a_child_among_the_parties_and_a_closed_hearing_block_publication(desk: Desk) -> None:
    text = TEXT.replace("sinh năm 1968", "sinh ngày 01/02/2010").replace("công khai vụ án", "kín vụ án")
    view = desk.view(desk.to_review(text))
    assert view.judgment.minor_participant
    assert view.judgment.closed_hearing
    assert {"minor", "closed"} <= {blocker.code for blocker in view.blockers}


@pytest.mark.parametrize("kind", ["extract", "read", "anonymize", "redraft", "render"])
def test_a_job_that_was_overtaken_ends_without_work(desk: Desk, kind: str) -> None:
    received = desk.to_review()
    decisions.reject_draft(desk.store, desk.clerk, received.draft_id, "tải nhầm")
    with desk.store.writing() as session:
        jobs.enqueue(session, kind, received.judgment_id, draft_id=received.draft_id)
    before = len(desk.view(received).timeline)
    assert work_until_idle(desk.context) == 1
    assert len(desk.view(received).timeline) == before
    assert jobs.pending(desk.store) == 0


RULING = "Chấp nhận toàn bộ yêu cầu khởi kiện của bà Trịnh Thị Ngọc Mai.\nBuộc"


def test_the_whole_reading_is_kept_with_its_places_and_reaches_the_index(desk: Desk) -> None:
    received = desk.publish(TEXT.replace("\nBuộc", f"\n{RULING}"))
    view = desk.view(received)
    findings = view.source.reading["findings"]
    assert {"case_number", "court", "decided_on", "hearing_on", "presiding_judge", "result"} <= set(findings)
    for name, finding in findings.items():
        assert finding["rule"], name
        assert 0 <= finding["start"] < finding["end"] <= len(view.source.text), name
    assert view.judgment.result == "chấp nhận"
    [found] = public.newest(desk.store, 1)
    assert found.result == "chấp nhận"
    assert found.presiding_judge.startswith("Tạ Quang Vinh")
    facts = search_index.document(found, courts.court(desk.store, COURT))
    assert facts.result == "chấp nhận"
    assert (facts.case_type, facts.instance, facts.court) == ("ds", "st", COURT)


def test_a_text_that_contradicts_itself_is_told_and_not_guessed(desk: Desk) -> None:
    view = desk.view(desk.to_review(TEXT.replace("17/2024/DS-ST", "17/2019/DS-ST")))
    assert any("năm 2019" in line for line in view.source.reading["warnings"])


def test_a_child_in_the_party_block_is_found_by_the_reading_too(desk: Desk) -> None:
    read = draft.reading_of(desk.store, understand(TEXT.replace("sinh năm 1968", "sinh năm 2012")))
    assert read["metadata"]["minor_participant"] is True
    assert read["metadata"]["legal_relation"] == "tranh chấp hợp đồng vay tài sản"
    assert read["court_code"] == COURT


def test_a_corrected_text_is_read_and_searched_again(desk: Desk) -> None:
    received = desk.to_review()
    with desk.store.sources_writing() as session:
        source = session.get_one(sources.Source, received.draft_id)
        source.pages = [{**page, "source": "ocr"} for page in source.pages]
    view = desk.view(received)
    text = str(view.source.text)
    number = text.index("17/2024")
    changes = [Change(number, number + 2, "18")]
    changes += [Change(found.start(), found.end(), "Mây") for found in re.finditer(r"\bMai\b", text)]
    corrections.correct(desk.store, desk.clerk, received.draft_id, changes, revision=view.draft.revision)
    work_until_idle(desk.context)
    view = desk.view(received)
    assert view.draft.ready
    assert view.judgment.case_number == "18/2024/DS-ST"
    assert "Mây" not in view.source.draft_text
    assert "Mai" not in view.source.draft_text
    assert view.source.text_version == view.source.analysed_version
    names = {view.source.text[one.start : one.end] for one in view.mentions}
    assert "Trịnh Thị Ngọc Mây" in names


def test_a_page_is_drawn_for_the_reviewer_and_only_what_is_there() -> None:
    content = pdf_of(TEXT)
    assert (page_image(content, 1) or b"").startswith(b"\xff\xd8")
    assert page_image(content, 9) is None
    assert page_image(b"PK\x03\x04 a Word file", 1) is None
    assert page_image(b"%PDF-1.4 cut off", 1) is None
