"""Makes the Word files that tests read: legacy fonts, tables, lists, changes, hidden words, damage. Nobody lives.

A paragraph is written as XML by `p()`, a run by `r()`; `docx()` puts parts together into a file.
"""

from __future__ import annotations

import io
import random
import re
import zipfile
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
MACROS = "application/vnd.ms-word.document.macroEnabled.main+xml"
SPACES = (
    f'xmlns:w="{W}" xmlns:r="{OFFICE}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
TCVN3 = dict(
    zip(
        "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵĂÂĐÊÔƠƯ",
        "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\xadõøö÷ùúýûüþ¡¢§£¤¥¦",
        strict=True,
    )
)


def tcvn3(text: str) -> str:
    """The codes of a text in a .VnTime font; capitals with a tone are lost, as they are on the keyboard."""
    return "".join(TCVN3.get(letter, TCVN3.get(letter.lower(), letter)) for letter in text)


def r(text: str = "", look: str = "", font: str = "", inside: str = "") -> str:
    """A run: its text, the XML of its properties, its font, other XML in it."""
    fonts = f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}"/>' if font else ""
    letters = f'<w:t xml:space="preserve">{escape(text)}</w:t>' if text else ""
    return f"<w:r><w:rPr>{fonts}{look}</w:rPr>{letters}{inside}</w:r>"


def p(*runs: str, look: str = "") -> str:
    """A paragraph of runs; plain words become a run. `look` is the XML of its properties."""
    inner = "".join(run if run.startswith("<") else r(run) for run in runs)
    return f"<w:p><w:pPr>{look}</w:pPr>{inner}</w:p>"


def table(*rows: Sequence[str], ruled: bool = False) -> str:
    """A table of cells of XML; plain words become a paragraph."""
    lines = '<w:insideH w:val="single"/><w:insideV w:val="single"/>' if ruled else '<w:insideV w:val="nil"/>'
    body = "".join(
        "<w:tr>" + "".join(f"<w:tc>{cell if cell.startswith('<') else p(cell)}</w:tc>" for cell in row) + "</w:tr>"
        for row in rows
    )
    return f"<w:tbl><w:tblPr><w:tblBorders>{lines}</w:tblBorders></w:tblPr>{body}</w:tbl>"


def listed(depth: int = 0, name: int = 1) -> str:
    """The properties of a paragraph of a list."""
    return f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{name}"/></w:numPr>'


def levels(*kinds: tuple[str, str], extra: str = "") -> str:
    """A numbering part with one list: for each level its form and its text."""
    inner = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{escape(text)}"/></w:lvl>'
        for depth, (form, text) in enumerate(kinds)
    )
    return (
        f'<w:abstractNum w:abstractNumId="0">{inner}</w:abstractNum>'
        f'<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>{extra}'
    )


def docx(*body: str, kind: str = MAIN, more: Mapping[str, bytes] | None = None, **parts: str) -> bytes:
    """The file: XML of its body, the inner XML of other parts (styles, numbering …), other entries as they are."""
    relations = "".join(
        f'<Relationship Id="r{name}" Type="{OFFICE}/{name.rstrip("1")}" Target="{name}.xml"/>' for name in parts
    )
    packed = "http://schemas.openxmlformats.org/package/2006"
    entries = {
        "[Content_Types].xml": f'<Types xmlns="{packed}/content-types"><Override PartName="/word/document.xml" '
        f'ContentType="{kind}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{packed}/relationships"><Relationship Id="a" '
        f'Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{packed}/relationships">{relations}</Relationships>',
        "word/document.xml": f"<w:document {SPACES}><w:body>{''.join(body)}</w:body></w:document>",
    }
    entries |= {f"word/{name}.xml": f"<w:{name} {SPACES}>{inner}</w:{name}>" for name, inner in parts.items()}
    return packed_up({name: text.encode() for name, text in entries.items()} | dict(more or {}))


def packed_up(entries: Mapping[str, bytes]) -> bytes:
    """A zip of these entries."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def judgment(font: str = "") -> tuple[bytes, list[str]]:
    """A whole short judgment, in Unicode or set in a TCVN3 font, and its paragraphs as a reader sees them."""
    left = ["TÒA ÁN NHÂN DÂN", "HUYỆN KHE SÂU", "Bản án số: 12/2025/DS-ST", "Ngày: 14-3-2025"]
    right = ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]
    body = [
        "NHÂN DANH",
        "- Thành phần Hội đồng xét xử sơ thẩm gồm có:",
        "Thẩm phán - Chủ tọa phiên tòa: Bà Lò Thúy Vàng.",
        "1. Nguyên đơn: Ông Cù Đức Bưởi, sinh năm 1961; nơi cư trú: thôn Đá Mài, xã Khe Sâu.",
        "2. Bị đơn: Bà Mạc Thị Trường, sinh năm 1970; nơi cư trú: thôn Bãi Ngô, xã Khe Sâu.",
        "[1] Xét yêu cầu của nguyên đơn thì thấy số tiền vay là có thật, được các bên thừa nhận.",
        "Buộc bị đơn trả cho nguyên đơn 45.000.000 đồng và tiền lãi chậm trả theo quy định của pháp luật.",
    ]

    def line(text: str) -> str:
        if not font:
            return p(text)
        return p(r(tcvn3(text.lower()), font=f"{font}H") if text.isupper() else r(tcvn3(text), font=font))

    header = table(["".join(map(line, left)), "".join(map(line, right))])
    return docx(header, *map(line, body)), [*left, *right, *body]


def mutants(content: bytes, count: int, seed: int) -> Iterator[bytes]:
    """Files made unsound: cut, with flipped bits, or with pieces of their XML in each other's place."""
    chance = random.Random(seed)  # noqa: S311  the same mutants each time
    for _ in range(count):
        kind = chance.choice(("cut", "flip", "splice", "splice"))
        if kind == "cut":
            first, last = sorted(chance.randrange(len(content)) for _ in range(2))
            yield chance.choice((content[:last], content[first:], content[:first] + content[last:]))
        elif kind == "flip":
            out = bytearray(content)
            for _ in range(chance.choice((1, 5, 40))):
                out[chance.randrange(len(out))] ^= 1 << chance.randrange(8)
            yield bytes(out)
        else:
            yield _spliced(content, chance)


def _spliced(content: bytes, chance: random.Random) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        entries = {info.filename: archive.read(info) for info in archive.infolist()}
    name = chance.choice(list(entries))
    tags = re.findall(rb"<[^<>]+>", entries[name])
    if not tags:
        return content
    for _ in range(chance.choice((1, 3, 10))):
        one, other = chance.choice(tags), chance.choice(tags)
        entries[name] = entries[name].replace(one, chance.choice((other, one * 2, b"", b"\0", b'"-9999999999"')), 1)
    return packed_up(entries)
