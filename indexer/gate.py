"""The publication gate: the finished file is read back and refused when anything protected survives in it.

It trusts nothing of how the file was made (design/pdf.md section 7): two readers, every string and stream, and a list
of what a published file must not have. It says which check failed and how often, never what it found.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from typing import Final

import pikepdf
import pypdfium2
from pdfminer.pdfdocument import PDFEncryptionError, PDFTextExtractionNotAllowed
from pdfminer.pdfexceptions import PDFException
from pdfminer.psexceptions import PSException

from indexer.content import BadContent
from indexer.inventory import Inventory, readable, take_inventory
from indexer.protected import Watchlist
from indexer.readback import Readback, letters_only, read_pdfium, read_pdfminer

_UNREADABLE = (
    BadContent, pikepdf.PdfError, pypdfium2.PdfiumError,
    PDFException, PSException, PDFEncryptionError, PDFTextExtractionNotAllowed,
)  # fmt: skip

_STREAMS: Final = re.compile(rb"\bstream\r?\n.*?\bendstream\b", re.DOTALL)
_PARTED: Final = "\n|\n"  # between strings that stand apart in the file, so that no name is made of two


@dataclass(frozen=True)
class Check:
    """One thing that must hold of a published file: its name on the desk, whether it holds, a detail without text."""

    name: str
    passed: bool
    detail: str = ""


@dataclass(frozen=True)
class GateReport:
    """The answer of the gate: passed when every check passed."""

    passed: bool
    checks: tuple[Check, ...]

    @property
    def summary(self) -> str:
        """The line of the desk, "đạt 14/14"."""
        return f"đạt {sum(check.passed for check in self.checks)}/{len(self.checks)}"


def check_pdf(pdf: bytes, watch: Watchlist, expected_text: str | None = None) -> GateReport:
    """Read a finished PDF back and check it for protected forms, for what it must not carry and for its declarations.

    watch: the forms of every draft that the file is made from; without any, nothing was looked for and nothing passes.
    expected_text: `render.printed_text` of what was approved; without it that one check is left out. A file that
    cannot be read is refused, not an error.
    """
    try:
        first, second = read_pdfium(pdf), read_pdfminer(pdf)
        with pikepdf.open(BytesIO(pdf)) as document:
            found = take_inventory(document)
            checks = (
                _agreement(first, second, document),
                *([] if expected_text is None else [_as_approved(first, second, expected_text)]),
                _without(
                    "Văn bản không còn dữ liệu được bảo vệ",
                    (first.body, first.margins, second.body, second.margins),
                    watch,
                ),
                _without("Siêu dữ liệu không còn dữ liệu được bảo vệ", _metadata(document), watch),
                _clean_objects(found, pdf, watch),
                *_nothing_carried(found),
                _one_revision(document, pdf),
                *_declared(document, found),
            )
    except _UNREADABLE as error:
        checks = (Check("Đọc được bằng hai bộ đọc độc lập", passed=False, detail=type(error).__name__),)
    return GateReport(all(check.passed for check in checks), checks)


def _agreement(first: Readback, second: Readback, document: pikepdf.Pdf) -> Check:
    same = letters_only(first.text) == letters_only(second.text)
    passed = same and first.pages == second.pages == len(document.pages) and not document.is_encrypted
    return Check("Đọc được, hai bộ đọc độc lập cho cùng nội dung", passed, f"{first.pages} và {second.pages} trang")


def _as_approved(first: Readback, second: Readback, expected: str) -> Check:
    wanted = letters_only(expected)
    passed = letters_only(first.body) == wanted and letters_only(second.body) == wanted
    return Check("Đúng văn bản đã được duyệt", passed, f"{len(wanted)} chữ")


def _without(name: str, texts: Iterable[str], watch: Watchlist) -> Check:
    hits = watch.count(texts)
    return Check(name, bool(watch) and hits == 0, f"{hits} chỗ" if hits else "")


def _metadata(document: pikepdf.Pdf) -> list[str]:
    entries = [str(value) for value in document.docinfo.values()]
    if "/Metadata" in document.Root:
        entries.append(document.Root.Metadata.read_bytes().decode("utf-8", errors="replace"))
    return entries


def _clean_objects(found: Inventory, pdf: bytes, watch: Watchlist) -> Check:
    name = "Mọi chuỗi và luồng trong tệp đều sạch"
    if found.unreadable_streams:
        return Check(name, passed=False, detail=f"{found.unreadable_streams} luồng không giải nén được")
    # The bytes between the streams too: a comment or a word behind the last object belongs to no object.
    outside = readable(_STREAMS.sub(b"", pdf))
    return _without(name, [_PARTED.join(found.strings), _PARTED.join(found.streams), outside], watch)


def _nothing_carried(found: Inventory) -> tuple[Check, ...]:
    counts = {
        "Không có tệp đính kèm": found.attachments,
        "Không có mã lệnh, hành động tự chạy": found.actions,
        "Không có chú thích ngoài liên kết": found.annotations,
        "Không có trường biểu mẫu": found.form_fields,
        "Không có lớp ẩn hay chữ vô hình": found.layers + found.invisible_texts,
    }
    return tuple(Check(name, count == 0, f"{count} mục" if count else "") for name, count in counts.items())


def _one_revision(document: pikepdf.Pdf, pdf: bytes) -> Check:
    end = pdf.rfind(b"%%EOF") + len(b"%%EOF")
    once = pdf.count(b"startxref") == pdf.count(b"%%EOF") == 1 and "/Prev" not in document.trailer
    return Check("Không có phiên bản cũ trong tệp", once and not pdf[end:].strip())


def _declared(document: pikepdf.Pdf, found: Inventory) -> tuple[Check, ...]:
    metadata = document.open_metadata()
    archive, accessible = metadata.pdfa_status, str(metadata.get("pdfuaid:part", ""))
    root = document.Root
    language = str(root.get("/Lang", "")).lower().startswith("vi")
    tagged = "/StructTreeRoot" in root and "/MarkInfo" in root and bool(root.MarkInfo.get("/Marked"))
    titled = bool(str(document.docinfo.get("/Title", "")).strip()) and bool(metadata.get("dc:title", ""))
    return (
        Check("Khai báo PDF/A-2a và PDF/UA-1", archive == "2A" and accessible == "1"),
        Check("Có tiêu đề, ngôn ngữ tiếng Việt và cấu trúc thẻ", language and tagged and titled),
        Check("Phông chữ được nhúng và đọc được thành chữ", found.bad_fonts == 0),
    )
