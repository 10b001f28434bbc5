"""Whole scans through the sandboxed child: how right they are, and what is done when a page cannot be read."""

import io
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from types import ModuleType
from typing import Any

import pikepdf
import pytest

from indexer import ocr, sandbox
from indexer.extract.results import Limits
from indexer.ocr import assembly, child, engine
from indexer.ocr.raster import rasters

LIMITS = Limits()
NAMES = ("Lò Thị Ví Dụ",)
TARGETS = {"noisy200": 0.005, "fax200": 0.01, "bad150": 0.01}


@pytest.fixture(scope="session")
def scanned(tmp_path_factory: pytest.TempPathFactory, scans: ModuleType, digital: bytes) -> Callable[[str], Path]:
    folder = tmp_path_factory.mktemp("scans")

    def path(condition: str) -> Path:
        place = folder / f"{condition}.pdf"
        if not place.exists():
            place.write_bytes(scans.scan(digital, condition))
        return place

    return path


@dataclass(frozen=True)
class Read:
    """A scan as it was read, what was told on the way, and its pages as they were kept."""

    done: assembly.Recognised
    steps: list[tuple[int, int]]
    kept: list[dict[str, Any]]


@pytest.fixture(scope="session")
def read(scanned: Callable[[str], Path]) -> Callable[[str], Read]:
    """Each scan is read once for all tests: a page costs two seconds."""
    known: dict[str, Read] = {}

    def reading(condition: str) -> Read:
        if condition not in known:
            steps: list[tuple[int, int]] = []
            kept: list[dict[str, Any]] = []
            done = ocr.recognise(scanned(condition), LIMITS, lambda *now: steps.append(now), keep=kept.append)
            known[condition] = Read(done, steps, kept)
        return known[condition]

    return reading


@pytest.mark.parametrize("condition", sorted(TARGETS))
def test_a_scan_reads_within_its_target(
    condition: str, read: Callable[[str], Read], judgment: Any, accuracy: ModuleType
) -> None:
    found, steps = read(condition).done.extraction, read(condition).steps
    truth = "\n".join(judgment.paragraphs)
    assert {page.source for page in found.pages} == {"ocr"}
    assert accuracy.errors(truth, found.text).rate <= TARGETS[condition]
    mentioned, total = accuracy.names_found(truth, found.text, NAMES)
    assert mentioned == total == 2
    assert steps == [(number, len(found.pages)) for number in range(len(found.pages) + 1)]
    assert found.flags == ("OCR",)
    assert found.metadata["case_number"].value == "17/2022/DS-ST"
    assert all(page.confidence is not None and page.confidence > 0.8 for page in found.pages)


def test_the_name_under_a_seal_and_the_columns_of_the_signature_are_read(
    scans: ModuleType, make: ModuleType, judgment: Any, tmp_path: Path
) -> None:
    path = tmp_path / "seal.pdf"
    path.write_bytes(scans.scan(make.typeset(replace(judgment, body=judgment.body[:2])), "seal300"))
    found = ocr.read_file(path)
    lines = [paragraph.text for paragraph in found.paragraphs]
    assert lines[:7] == [*judgment.left, *judgment.right]
    assert lines[-6:] == [*judgment.copies, *judgment.signature]


def mixed(digital: bytes, scan: Path) -> bytes:
    """The first page with its text layer, the second as a scan."""
    with pikepdf.open(io.BytesIO(digital)) as one, pikepdf.open(scan) as other:
        del one.pages[1:]
        one.pages.extend(other.pages[1:])
        out = io.BytesIO()
        one.save(out)
    return out.getvalue()


def test_paragraphs_run_from_a_digital_page_into_a_scanned_one(
    scanned: Callable[[str], Path], digital: bytes, judgment: Any, tmp_path: Path
) -> None:
    path = tmp_path / "mixed.pdf"
    path.write_bytes(mixed(digital, scanned("noisy200")))
    done = ocr.recognise(path, LIMITS)
    found = done.extraction
    assert [page.source for page in found.pages] == ["text", "ocr"]
    assert len(found.paragraphs) == len(judgment.paragraphs)
    assert found.message is not None
    assert found.message.startswith("Trang 2 là ảnh quét")
    assert all(word.page == 2 and found.text[word.start : word.end].strip() for word in done.doubtful)


def test_without_recognition_scanned_pages_wait_and_add_nothing(
    scanned: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ocr, "installed", lambda: False)
    found = ocr.read_file(scanned("noisy200"))
    assert (found.verdict, found.text) == ("ok", "")
    assert [(page.source, page.text) for page in found.pages] == [("needs_ocr", "")] * 2


def answering(*outcomes: sandbox.Answer) -> Callable[..., sandbox.Answer]:
    waiting, lock = list(outcomes), threading.Lock()

    def run(*_: Any, **__: Any) -> sandbox.Answer:
        with lock:
            return waiting.pop(0)

    return run


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (sandbox.Answer("timeout"), "TIMEOUT"),
        (sandbox.Answer("out_of_memory"), "OUT_OF_MEMORY"),
        (sandbox.Answer("answered", {"code": "DAMAGED", "facts": {}, "fault": "ValueError x.py:1"}), "DAMAGED"),
    ],
)
def test_a_page_that_cannot_be_read_says_why(
    answer: sandbox.Answer, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sandbox, "run", answering(answer))
    unread = ocr.recognise_pages(Path("x.pdf"), [3], LIMITS, lambda _: None)
    assert (unread[3].page, unread[3].code) == (3, code)
    assert unread[3].sentence


def test_pages_behind_one_that_ends_the_child_are_read_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    kept: list[int] = []

    def run(*args: Any, each: Callable[[dict[str, Any]], None], **_: Any) -> sandbox.Answer:
        for number in args[2]["numbers"]:
            if number == 3:
                return sandbox.Answer("crashed")
            each({"number": number, "unread": "TIMEOUT"} if number == 4 else {"number": number})
        return sandbox.Answer("answered", {"code": "OK"})

    monkeypatch.setattr(sandbox, "run", run)
    unread = ocr.recognise_pages(Path("x.pdf"), range(1, 21), LIMITS, lambda page: kept.append(page["number"]))
    assert {number: page.code for number, page in unread.items()} == {3: "TOO_COMPLEX", 4: "TIMEOUT"}
    assert sorted(kept) == [1, 2, *range(5, 21)]


def test_nothing_more_is_read_when_a_page_cannot_be_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    def run(*args: Any, each: Callable[[dict[str, Any]], None], **_: Any) -> sandbox.Answer:
        for number in args[2]["numbers"]:
            each({"number": number})
        return sandbox.Answer("answered", {"code": "OK"})

    def keep(page: dict[str, Any]) -> None:
        raise LookupError(page["number"])

    monkeypatch.setattr(sandbox, "run", run)
    with pytest.raises(LookupError):
        ocr.recognise_pages(Path("x.pdf"), range(1, 9), LIMITS, keep)


def test_a_page_read_before_is_not_read_again(
    scanned: Callable[[str], Path], read: Callable[[str], Read], monkeypatch: pytest.MonkeyPatch
) -> None:
    first, kept = read("fax200").done, read("fax200").kept
    monkeypatch.setattr(ocr, "_some_pages", lambda *_: pytest.fail("read again"))
    again = ocr.recognise(scanned("fax200"), LIMITS, known=kept)
    assert replace(again.extraction, seconds=0) == replace(first.extraction, seconds=0)
    assert again.doubtful == first.doubtful


def options(number: int) -> dict[str, Any]:
    return {
        "pages": 10,
        "numbers": [number],
        "models": str(ocr.models_folder()),
        "second": ocr.second_model(),
        "seconds": 30,
    }


def test_a_page_on_its_side_and_a_lone_name_are_read(scans: ModuleType, make: ModuleType, tmp_path: Path) -> None:
    content = make.typeset(make.Judgment((), (), (), make.judgment(3).body, (), ()))
    lone = make.typeset(make.Judgment((), (), (), (), (), ("Lò Thị Ví Dụ",)))
    pages = []
    for source in (content, lone):
        with pikepdf.open(io.BytesIO(scans.scan(source, "noisy200", [0]))) as pdf:
            if source is content:
                pdf.pages[0].Rotate = 270
            path = tmp_path / f"{len(pages)}.pdf"
            pdf.save(path)
            pages.append(next(child.recognise(str(path), options(1))))
    sideways = " ".join(item["line"]["segment"]["text"] for item in pages[0]["lines"])
    assert "Xét yêu cầu của nguyên đơn" in sideways
    assert pages[0]["height"] == pytest.approx(842, abs=2)
    assert "Lò Thị Ví Dụ" in [item["line"]["segment"]["text"] for item in pages[1]["lines"]]


def test_a_page_that_takes_too_long_ends_as_a_verdict(
    scanned: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    def slow(*_: Any, **__: Any) -> Any:
        raise TimeoutError

    monkeypatch.setattr(engine.Engine, "_found", slow)
    assert list(child.recognise(str(scanned("fax200")), options(1))) == [{"number": 1, "unread": "TIMEOUT"}]


def test_a_doubtful_word_stands_where_it_is_said_to(read: Callable[[str], Read]) -> None:
    done = read("bad150").done
    text = done.extraction.text
    assert done.doubtful
    for word in done.doubtful:
        assert text[word.start : word.end]
        assert 0 <= word.confidence <= 100
    assert assembly.assembled(done.extraction, [], []) == assembly.Recognised(done.extraction)


@pytest.mark.parametrize(("condition", "dpi"), [("fax200", 200), ("bad150", 150)])
def test_a_scan_is_drawn_at_its_own_resolution(condition: str, dpi: int, scanned: Callable[[str], Path]) -> None:
    ((number, page),) = rasters(io.BytesIO(scanned(condition).read_bytes()), [2])
    assert number == 2
    assert page.dpi == pytest.approx(dpi, rel=0.002)
    assert page.grey.dtype == "uint8"


def test_a_drawn_page_gets_300_dpi_and_a_huge_one_fewer_pixels(digital: bytes, make: ModuleType) -> None:
    ((_, page),) = rasters(io.BytesIO(digital), [1])
    assert page.dpi == 300
    huge = make.pdf([make.Sheet(size=(3000.0, 3000.0))])
    ((_, page),) = rasters(io.BytesIO(huge), [1])
    assert page.grey.size <= 40_100_000
