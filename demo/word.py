"""An invented judgment as the Word file a court's clerk would send: header as a table without lines, one run a line."""

import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Final
from xml.sax.saxutils import escape

from demo.cases import DemoCase

_OFFICE: Final = "http://schemas.openxmlformats.org"
_TYPES: Final = (
    f'<Types xmlns="{_OFFICE}/package/2006/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS: Final = (
    f'<Relationships xmlns="{_OFFICE}/package/2006/relationships"><Relationship Id="r1" '
    f'Type="{_OFFICE}/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>'
)


def write_docx(case: DemoCase, path: Path) -> None:
    """Write a case as a Word file; the same case gives the same bytes."""
    body = [
        _side_by_side(case.header_left, case.header_right),
        *(_line(block.text, centred=block.kind != "body") for block in case.blocks),
        _side_by_side(case.recipients, case.signature),
    ]
    document = (
        f'<w:document xmlns:w="{_OFFICE}/wordprocessingml/2006/main"><w:body>{"".join(body)}</w:body></w:document>'
    )
    parts = {"[Content_Types].xml": _TYPES, "_rels/.rels": _RELATIONS, "word/document.xml": document}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(zipfile.ZipInfo(name), f'<?xml version="1.0" encoding="UTF-8"?>{text}'.encode())


def _line(text: str, *, centred: bool = False) -> str:
    place = '<w:jc w:val="center"/>' if centred else '<w:jc w:val="both"/>'
    return (
        f'<w:p><w:pPr>{place}</w:pPr><w:r><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman"/>'
        f'<w:sz w:val="28"/></w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'
    )


def _side_by_side(left: Iterable[str], right: Iterable[str]) -> str:
    cells = ("".join(_line(text, centred=True) for text in side) for side in (left, right))
    return f"<w:tbl><w:tblPr/><w:tr>{''.join(f'<w:tc>{cell}</w:tc>' for cell in cells)}</w:tr></w:tbl>"
