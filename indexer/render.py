"""The published PDF: typeset afresh from public text, PDF/A-2a and PDF/UA-1 in one file (design/pdf.md section 7).

Nothing of the court's file enters it. Text goes to typst as JSON data, never as markup, so `#read(...)`, `*` or `$`
in a judgment print literally. The same document always gives the same bytes.
"""

import json
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Final, Literal

import pikepdf
import typst

from vietnamese.letters import UPPER, fold, nfc

PRINT: Final = Path(__file__).resolve().parents[1] / "templates" / "print"
NOTE: Final = "Bản công bố này đã được thay thế thông tin cá nhân; không dùng thay bản chính của Tòa án."
# Section headings of forms 52-DS, 27-HS and their older variants, letters only, without marks.
SECTIONS: Final = frozenset({
    "noidungvuan", "noidungvuviec", "nhandinhcuatoaan", "nhandinhcuahoidongxetxu", "xetthay", "nhanthay", "quyetdinh",
})  # fmt: skip
LONGEST_CENTRED: Final = 110  # characters; a longer paragraph in capitals is a paragraph, not a title line

Kind = Literal["heading", "centred", "body"]


class UnprintableText(ValueError):
    """The text cannot be typeset as an accessible archive file, for example a character that no font of ours has."""


@dataclass(frozen=True)
class PrintDocument:
    """What is printed of one version of a judgment; every string is public text already."""

    title: str
    court: str
    case_number: str
    decided_on: date
    public_url: str
    public_id: str
    version: int
    published_on: date
    paragraphs: tuple[str, ...]
    note: str = NOTE


def render_pdf(document: PrintDocument) -> bytes:
    """The document as one PDF/A-2a and PDF/UA-1 file, byte for byte the same for the same input.

    Raises UnprintableText when typst cannot keep the two standards with this text.
    """
    published = datetime.combine(document.published_on, datetime.min.time(), tzinfo=UTC)
    inputs = {"doc": json.dumps(_data(document), ensure_ascii=False)}
    try:
        return _packed(
            typst.compile(
                PRINT / "judgment.typ",
                root=PRINT,
                format="pdf",
                font_paths=_fonts(),
                ignore_system_fonts=True,
                sys_inputs=inputs,
                pdf_standards=["a-2a", "ua-1"],
                timestamp=published,
            )
        )
    except typst.TypstError as error:
        sentence = "Không dựng được tệp công bố: văn bản có ký tự không in được. Hãy kiểm tra văn bản công bố."
        raise UnprintableText(sentence) from error


def _packed(pdf: bytes) -> bytes:
    """The same file with the tags and tables of its pages in packed object streams: a third smaller, same content."""
    packed = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as document:
        document.save(
            packed,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            deterministic_id=True,
            fix_metadata_version=False,
        )
    return packed.getvalue()


def printed_text(document: PrintDocument) -> str:
    """What a reader of the finished file must find outside running headers and footers, in reading order.

    One line for the title, the court, each line of the notice, the address, then number and text of each paragraph.
    The gate compares it with the file, spaces left aside.
    """
    lines = [_line(document.title), _line(document.court), *_notice(document), document.public_url]
    for number, paragraph in enumerate(document.paragraphs, start=1):
        lines.append(f"{number} {_line(paragraph)}")
    return "\n".join(lines)


@cache
def _fonts() -> typst.Fonts:
    # Reading the font files costs more than typesetting a judgment; typst's own fonts stay as fallback for symbols.
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[PRINT / "fonts"])


def _data(document: PrintDocument) -> dict[str, object]:
    day = document.published_on
    return {
        "title": _line(document.title),
        "court": _line(document.court),
        "number_line": _line(document.case_number),
        "notice": _notice(document),
        "public_url": document.public_url,
        "year": day.year,
        "month": day.month,
        "day": day.day,
        "paragraphs": [{"kind": kind_of(text), "text": _line(text)} for text in document.paragraphs],
    }


def _notice(document: PrintDocument) -> list[str]:
    decided, published = (f"{day.day}/{day.month}/{day.year}" for day in (document.decided_on, document.published_on))
    version = f"{document.case_number} · tuyên ngày {decided} · công bố ngày {published}"
    return [_line(document.note), _line(f"{version} · phiên bản {document.version} · mã {document.public_id}")]


def _line(text: str) -> str:
    # A control character has no glyph and would make the whole file unprintable; each is a blank to a reader.
    return re.sub(r"[\s\x00-\x1f\x7f-\x9f]+", " ", nfc(text)).strip()


def kind_of(paragraph: str) -> Kind:
    """How a paragraph is set: a section heading, a short line all in capitals (centred), or body text."""
    text = _line(paragraph)
    if re.sub(r"[^a-z]", "", fold(text)) in SECTIONS:
        return "heading"
    if len(text) <= LONGEST_CENTRED and _capitals(text) and not text[0].isdigit():
        return "centred"
    return "body"


def _capitals(text: str) -> bool:
    letters = [letter for letter in text if letter.isalpha()]
    return bool(letters) and all(letter in UPPER for letter in letters)
