"""An invented judgment as the Word file a court's clerk would send: header as a table without lines, one run a line.

As real ones do, it carries more than its page shows: a hidden remark, a deleted sentence, a comment, its author.
"""

import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Final
from xml.sax.saxutils import escape

from demo.cases import DemoCase

_OFFICE: Final = "http://schemas.openxmlformats.org"
_WORD: Final = f"{_OFFICE}/wordprocessingml/2006/main"
_TYPES: Final = (
    f'<Types xmlns="{_OFFICE}/package/2006/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS: Final = (
    f'<Relationships xmlns="{_OFFICE}/package/2006/relationships"><Relationship Id="r1" '
    f'Type="{_OFFICE}/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>'
)

_COMMENTED: Final = (
    f'<Relationships xmlns="{_OFFICE}/package/2006/relationships"><Relationship Id="r1" '
    f'Type="{_OFFICE}/officeDocument/2006/relationships/comments" Target="comments.xml"/></Relationships>'
)


def write_docx(case: DemoCase, path: Path) -> None:
    """Write a case as a Word file; the same case gives the same bytes."""
    name = case.canaries[0]
    body = [
        _side_by_side(case.header_left, case.header_right),
        *(_line(block.text, centred=block.kind != "body") for block in case.blocks),
        _side_by_side(case.recipients, case.signature),
        _unseen(name),
    ]
    document = f'<w:document xmlns:w="{_WORD}"><w:body>{"".join(body)}</w:body></w:document>'
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _RELATIONS,
        "word/document.xml": document,
        "word/_rels/document.xml.rels": _COMMENTED,
        "word/comments.xml": f'<w:comments xmlns:w="{_WORD}"><w:comment w:id="1" w:author="{escape(name)}">'
        f"{_line(f'Kiểm tra lại lời khai của {name}.')}</w:comment></w:comments>",
        "docProps/core.xml": f'<cp:coreProperties xmlns:cp="{_OFFICE}/package/2006/metadata/core-properties" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>{escape(name)}</dc:creator></cp:coreProperties>',
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(zipfile.ZipInfo(name), f'<?xml version="1.0" encoding="UTF-8"?>{text}'.encode())


def _line(text: str, *, centred: bool = False) -> str:
    place = '<w:jc w:val="center"/>' if centred else '<w:jc w:val="both"/>'
    return (
        f'<w:p><w:pPr>{place}</w:pPr><w:r><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman"/>'
        f'<w:sz w:val="28"/></w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'
    )


def _unseen(name: str) -> str:
    """A line with a remark in hidden letters and a sentence that was deleted with its trace kept; nothing is seen."""
    remark, deleted = (escape(f"{said} {name}.") for said in ("Gọi lại cho", "Bản trước ghi tên"))
    return (
        f'<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t xml:space="preserve">{remark}</w:t></w:r>'
        f'<w:del w:id="2" w:author="{escape(name)}"><w:r><w:delText>{deleted}</w:delText></w:r></w:del></w:p>'
    )


def _side_by_side(left: Iterable[str], right: Iterable[str]) -> str:
    cells = ("".join(_line(text, centred=True) for text in side) for side in (left, right))
    return f"<w:tbl><w:tblPr/><w:tr>{''.join(f'<w:tc>{cell}</w:tc>' for cell in cells)}</w:tr></w:tbl>"
