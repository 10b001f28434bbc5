"""The steps on real databases, files and engine, with what goes wrong in each."""

import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import typst
from sqlalchemy import update
from structlog.testing import capture_logs

import anonymizer
from indexer import draft, ocr, pipeline, publish, redaction
from indexer import index as search_index
from indexer.context import Context
from indexer.gate import Check, GateReport
from indexer.values import coded
from indexer.worker import work_until_idle
from records import courts, jobs, models, public, sources
from records.accounts import actor_of, add_account, list_accounts
from records.actors import Actor
from records.database import Store, migrate, open_store
from records.desk import decisions, review
from records.desk.receive import Received, receive
from records.errors import Permanent
from records.lifecycle import DraftState, PublicationState
from search.engine import open_engine

COURT = "tand-huyen-ba-tri-ben-tre"
FONTS = Path(__file__).parents[3] / "templates" / "print" / "fonts"
TEXT = """TÒA ÁN NHÂN DÂN HUYỆN BA TRI, TỈNH BẾN TRE
Bản án số: 17/2024/DS-ST
Ngày: 12-3-2024
V/v tranh chấp hợp đồng vay tài sản
NHÂN DANH NƯỚC CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
TÒA ÁN NHÂN DÂN HUYỆN BA TRI, TỈNH BẾN TRE
- Thành phần Hội đồng xét xử sơ thẩm gồm có:
Thẩm phán - Chủ tọa phiên tòa: Ông Tạ Quang Vinh
Ngày 12 tháng 3 năm 2024, tại trụ sở Tòa án nhân dân huyện Ba Tri, tỉnh Bến Tre xét xử sơ thẩm công khai vụ án \
thụ lý số 5/2024/TLST-DS giữa các đương sự:
1. Nguyên đơn: Bà Trịnh Thị Ngọc Mai, sinh ngày 05/6/1970; địa chỉ: ấp Phước Thạnh, xã An Hiệp, huyện Ba Tri, tỉnh \
Bến Tre.
2. Bị đơn: Ông Đỗ Hữu Phước, sinh năm 1968; địa chỉ: ấp An Bình, xã An Hiệp, huyện Ba Tri, tỉnh Bến Tre.
NỘI DUNG VỤ ÁN:
Bà Mai cho ông Phước vay 15.000.000 đồng. Ông Đỗ Hữu Phước không trả.
QUYẾT ĐỊNH:
Buộc ông Đỗ Hữu Phước trả cho bà Trịnh Thị Ngọc Mai 15.000.000 đồng."""


def pdf_of(text: str) -> bytes:
    source = b'#set text(font: "Liberation Serif", lang: "vi")\n#for line in json(bytes(sys.inputs.text)) [#par(line)]'
    return typst.compile(
        source,
        format="pdf",
        font_paths=[FONTS],
        ignore_system_fonts=True,
        sys_inputs={"text": json.dumps(text.split("\n"))},
    )


class Desk:
    """A court with a clerk and a president, on real places."""

    def __init__(self, folder: Path) -> None:
        self.store: Store = open_store(
            f"sqlite:///{folder}/records.sqlite3", f"sqlite:///{folder}/sources.sqlite3", folder / "files", b"k" * 32
        )
        migrate(self.store)
        if not courts.list_courts(self.store):
            courts.seed_courts(self.store)
        self.context = Context(self.store, open_engine(f"tantivy:{folder / 'index'}"), "http://127.0.0.1:8000")
        self.clerk = self._engage("clerk", president=False)
        self.president = self._engage("judge", president=True)

    def _engage(self, role: str, *, president: bool) -> Actor:
        email = f"{role}@vidu.vn"
        for known in list_accounts(self.store):
            if known.email == email:
                return actor_of(known)
        return actor_of(
            add_account(self.store, email, role, COURT, president, "Người Mẫu", password="mot-mat-khau-du-dai")
        )

    def close(self) -> None:
        self.context.engine.close()
        self.store.close()

    def receive(self, content: bytes, typed: dict[str, Any] | None = None) -> Received:
        return receive(self.store, self.clerk, file_name="a.pdf", content=content, court_code=COURT, typed=typed or {})

    def view(self, received: Received) -> Any:
        return review.record_view(self.store, self.clerk, received.judgment_id)

    def to_review(self, text: str = TEXT) -> Received:
        received = self.receive(pdf_of(text))
        work_until_idle(self.context)
        return received

    def to_approval(self, received: Received) -> None:
        view = self.view(received)
        revision = view.draft.revision
        doubtful = [mention.id for mention in view.mentions if mention.undecided]
        if doubtful:
            revision = review.decide(
                self.store, self.clerk, received.draft_id, doubtful, "mask", revision=revision, scope="one"
            )
        for number, item in enumerate(view.source.residual):
            if not item.get("resolution"):
                revision = review.resolve_residual(
                    self.store, self.clerk, received.draft_id, number, "word", "từ thường", revision=revision
                )
        values = {
            "effective_on": date(2024, 4, 12),
            "effective_confirmed": True,
            "number_confirmed": True,
            "court_confirmed": True,
        }
        revision = review.save_metadata(self.store, self.clerk, received.judgment_id, values, revision=revision)
        review.confirm_parties(self.store, self.clerk, received.draft_id, revision=revision, minor=False)
        work_until_idle(self.context)
        decisions.submit(self.store, self.clerk, received.draft_id, self.view(received).draft.revision)

    def approve(self, received: Received) -> None:
        ready = self.view(received).draft
        decisions.approve(self.store, self.president, received.draft_id, ready.draft_sha256, ready.revision)

    def publish(self, text: str = TEXT) -> Received:
        received = self.to_review(text)
        self.to_approval(received)
        self.approve(received)
        work_until_idle(self.context)
        return received


@pytest.fixture(scope="module")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with migrated databases, courts and accounts, to be copied: making them costs more than a step does."""
    folder = tmp_path_factory.mktemp("furnished")
    Desk(folder).close()
    return folder


@pytest.fixture
def desk(furnished: Path, tmp_path: Path) -> Iterator[Desk]:
    shutil.copytree(furnished, tmp_path, dirs_exist_ok=True)
    opened = Desk(tmp_path)
    yield opened
    opened.close()


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
    one = next(mention for mention in view.mentions if mention.label == "PERSON_PRIVATE")
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


def test_a_judgment_without_an_address_has_nothing_to_index(desk: Desk) -> None:
    received = desk.to_review()
    with desk.store.writing() as session:
        jobs.enqueue(session, "unindex", received.judgment_id)
    assert work_until_idle(desk.context) == 1
    assert desk.context.engine.versions() == {}


def test_an_approved_draft_becomes_a_page_a_file_and_a_search_entry(desk: Desk) -> None:
    received = desk.publish()
    view = desk.view(received)
    assert view.draft.state is DraftState.DONE
    assert view.draft.gate["passed"]
    found = public.find(desk.store, view.judgment.public_id)
    assert isinstance(found, public.PublicJudgment)
    assert found.title == "Bản án 17/2024/DS-ST ngày 12/3/2024 – TAND huyện Ba Tri, tỉnh Bến Tre"
    assert desk.store.files.published_path(found.pdf_sha256).read_bytes().startswith(b"%PDF")
    assert desk.context.engine.versions() == {found.public_id: 1}
    assert search_index.status(desk.context).documents == 1


def test_a_file_that_the_gate_refuses_leaves_the_draft_approved(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    refused = GateReport(passed=False, checks=(Check("Mọi chuỗi", passed=False, detail="1 chỗ"),))
    monkeypatch.setattr(publish, "check_pdf", lambda *_: refused)
    received = desk.publish()
    view = desk.view(received)
    assert view.draft.state is DraftState.APPROVED
    assert view.draft.gate["checks"][0] == {"name": "Mọi chuỗi", "passed": False, "detail": "1 chỗ"}
    assert view.judgment.publication_state is PublicationState.NONE
    assert not list((desk.store.files.root).glob("published/*/*"))
    assert desk.context.engine.versions() == {}


def test_a_name_in_what_the_page_shows_beside_the_file_is_refused(desk: Desk) -> None:
    received = desk.to_review()
    revision = desk.view(received).draft.revision
    values = {"legal_relation": "Tranh chấp với Đỗ Hữu Phước"}
    review.save_metadata(desk.store, desk.clerk, received.judgment_id, values, revision=revision)
    work_until_idle(desk.context)
    desk.to_approval(received)
    desk.approve(received)
    work_until_idle(desk.context)
    view = desk.view(received)
    assert view.draft.state is DraftState.APPROVED
    assert [check["name"] for check in view.draft.gate["checks"] if not check["passed"]] == [publish.PAGE]


def test_a_text_changed_behind_the_approval_is_neither_rendered_nor_published(desk: Desk) -> None:
    received = desk.to_review()
    desk.to_approval(received)
    desk.approve(received)
    with desk.store.sources_writing() as session:
        session.execute(update(sources.Source).values(draft_text="Ông Đỗ Hữu Phước"))
    work_until_idle(desk.context)
    view = desk.view(received)
    assert view.draft.state is DraftState.APPROVED
    assert [check["name"] for check in view.draft.gate["checks"]] == ["Đúng văn bản đã được duyệt"]


def test_what_stands_in_the_way_at_the_last_moment_stops_rendering_and_publication(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    received = desk.to_review()
    desk.to_approval(received)
    desk.approve(received)
    real = publish.publication.save_pdf

    def appeal_first(*arguments: Any, **named: Any) -> None:
        real(*arguments, **named)
        with desk.store.writing() as session:
            session.execute(update(models.Judgment).values(appeal_pending=True))

    monkeypatch.setattr(publish.publication, "save_pdf", appeal_first)
    work_until_idle(desk.context)
    view = desk.view(received)
    assert view.draft.state is DraftState.APPROVED
    assert view.draft.gate["checks"][0]["detail"] == "Còn kháng cáo, kháng nghị."
    with desk.store.writing() as session:
        jobs.enqueue(session, "render", received.judgment_id, draft_id=received.draft_id)
    work_until_idle(desk.context)
    assert not desk.view(received).draft.gate["passed"]


def test_a_character_without_a_shape_is_told_to_the_approver(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def unprintable(_: Any) -> bytes:
        raise publish.UnprintableText("Không dựng được tệp công bố.")

    monkeypatch.setattr(publish, "render_pdf", unprintable)
    view = desk.view(desk.publish())
    assert view.draft.gate["checks"][0]["detail"] == "Không dựng được tệp công bố."


def test_a_withdrawn_judgment_leaves_index_and_files(desk: Desk) -> None:
    received = desk.publish()
    decisions.withdraw(desk.store, desk.president, received.judgment_id, "trung")
    work_until_idle(desk.context)
    assert desk.context.engine.versions() == {}
    assert not [path for path in desk.store.files.root.glob("published/*/*") if path.is_file()]


def test_the_check_finds_and_mends_every_difference(desk: Desk) -> None:
    received = desk.publish()
    [public_id] = desk.context.engine.versions()
    desk.context.engine.remove([public_id])
    assert search_index.check(desk.context, repair=False).missing == (public_id,)
    assert search_index.check(desk.context).missing == (public_id,)
    assert search_index.check(desk.context).empty
    [judgment] = public.find_many(desk.store, [public_id])
    entry = next(search_index._documents(desk.store, [judgment]))
    desk.context.engine.put([replace(entry, version=7), replace(entry, id="zzzzzzzz")])
    found = search_index.check(desk.context)
    assert (found.stale, found.extra) == ((public_id,), ("zzzzzzzz",))
    assert desk.context.engine.versions() == {public_id: 1}
    assert received.judgment_id


def test_a_rebuild_reads_everything_from_the_records(desk: Desk) -> None:
    desk.publish()
    [public_id] = desk.context.engine.versions()
    desk.context.engine.remove([public_id])
    seen: list[tuple[int, int]] = []
    assert search_index.rebuild(desk.context, lambda done, total: seen.append((done, total))) == 1
    assert seen == [(1, 1)]
    assert search_index.rebuild(desk.context) == 1
    assert desk.context.engine.versions() == {public_id: 1}


def test_a_withdrawal_during_indexing_wins(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    received = desk.publish()
    [public_id] = desk.context.engine.versions()
    real = type(desk.context.engine).put

    def slow(engine: Any, documents: Any) -> None:
        monkeypatch.undo()
        decisions.withdraw(desk.store, desk.president, received.judgment_id, "trung")
        real(engine, documents)

    monkeypatch.setattr(type(desk.context.engine), "put", slow)
    search_index.refresh(desk.context, [public_id])
    assert desk.context.engine.versions() == {}


def test_a_judgment_that_never_stands_still_is_left_to_the_check(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.publish()
    [public_id] = desk.context.engine.versions()
    [judgment] = public.find_many(desk.store, [public_id])
    versions = iter(range(100))
    monkeypatch.setattr(
        search_index.public, "find_many", lambda _store, _ids: [replace(judgment, version=next(versions))]
    )
    search_index.refresh(desk.context, [public_id])
    assert next(versions) == 2 * search_index.ROUNDS


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("instance", "Sơ thẩm", "st"),
        ("case_type", "kinh doanh, thương mại", "kdtm"),
        ("case_type", "ds", "ds"),
        ("kind", "bản án", "ban-an"),
        ("case_number", "17/2024/DS-ST", "17/2024/DS-ST"),
    ],
)
def test_printed_words_have_short_values(name: str, value: str, expected: str) -> None:
    assert coded(name, value) == expected


def test_a_refusal_for_good_after_the_approval_fails_the_job_alone(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any) -> None:
        raise Permanent("Không được.")

    received = desk.to_review()
    desk.to_approval(received)
    desk.approve(received)
    monkeypatch.setattr(publish.approvals, "load_approved", refuse)
    work_until_idle(desk.context)
    assert desk.view(received).draft.state is DraftState.APPROVED
    assert jobs.queue_status(desk.store).failed == 1


def test_a_draft_whose_reading_is_worn_out_fails_with_a_sentence(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def faulty(*_: Any) -> None:
        raise OSError

    monkeypatch.setattr(draft, "extract_file", faulty)
    monkeypatch.setattr(jobs, "MAX_ATTEMPTS", 1)
    failed = desk.view(desk.to_review()).draft
    assert (failed.state, failed.failure_sentence) == (DraftState.FAILED, pipeline.WORN_OUT)


def test_a_step_about_a_draft_needs_one(desk: Desk) -> None:
    job = jobs.Job(1, "render", 1, None, {}, 1, None, None, desk.store.clock())
    for draft_of in (draft.draft_of, publish._draft):
        with pytest.raises(ValueError, match="draft"):
            draft_of(job)
