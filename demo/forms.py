"""A few of the judgments in the other forms that courts send: a legacy font, a Word file, a scan.

Some of them cite an invented precedent, so that its page has judgments to show.
"""

import io
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

import pikepdf
import pypdfium2

from demo.cases import Block, DemoCase
from demo.layouts import layout_of, write_pdf
from demo.word import write_docx

ENOUGH: Final = 12  # judgments; a smaller demonstration has only usual ones
LEGACY, WORD = 6, 7  # places in the list
CITING: Final = range(8, 40, 7)
SINCE: Final = 2025  # the precedents hold from March of that year, so only later ones cite them
_CITATION: Final = (
    "Tình huống này tương tự tình huống của Án lệ số {number}/2025/AL, nên cần áp dụng án lệ nói trên khi giải quyết "
    "vụ án theo quy định tại khoản 2 Điều 8 Nghị quyết số 04/2019/NQ-HĐTP."
)
_POINT: Final = re.compile(r"\[(\d+)\]")
_DPI: Final = 200
_POINTS: Final = 72

# what a .VnTime font has for each Vietnamese letter; capitals with a tone have no code of their own
_TCVN3: Final = dict(
    zip(
        "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵĂÂĐÊÔƠƯ",
        "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\xadõøö÷ùúýûüþ¡¢§£¤¥¦",
        strict=True,
    )
)
_MEANING: Final = re.compile(rb"(<[0-9A-Fa-f]+>\s*)<([0-9A-Fa-f]{4})>(?=\s*[\r\n])")


def with_citation(case: DemoCase, number: int) -> DemoCase:
    """The case with one more point in its reasoning, which applies the precedent of that number."""
    last = max(place for place, block in enumerate(case.blocks) if _POINT.match(block.text))
    point = int(case.blocks[last].text[1:].partition("]")[0])
    added = Block("body", f"[{point + 1}] {_CITATION.format(number=number)}")
    return replace(case, blocks=(*case.blocks[: last + 1], added, *case.blocks[last + 1 :]))


def in_other_forms(cases: Sequence[DemoCase], files: Sequence[Path], *, scan: bool) -> list[Path]:
    """Write some of the cases again in their other form; the files as they are now to be received.

    :param scan: whether the last one is to be a scan
    """
    made = list(files)
    if len(cases) < ENOUGH:
        return made
    for place in CITING:
        if place < len(cases) - 1 and cases[place].decided_on.year > SINCE and cases[place].case_type != "hs":
            write_pdf(with_citation(cases[place], 901 + place % 2), layout_of(place), files[place])
    files[LEGACY].write_bytes(in_legacy_font(files[LEGACY].read_bytes()))
    made[WORD] = files[WORD].with_suffix(".docx")
    write_docx(cases[WORD], made[WORD])
    if scan:
        files[-1].write_bytes(scanned(files[-1].read_bytes()))
    return made


def in_legacy_font(content: bytes) -> bytes:
    """The PDF as if it were set in .VnTime (bold: .VnTimeH): it looks the same, its letters have the codes of TCVN3."""
    with pikepdf.open(io.BytesIO(content)) as document:
        for font in document.objects:
            if not isinstance(font, pikepdf.Dictionary) or "/ToUnicode" not in font:
                continue
            bold = b"Bold" in bytes(font.BaseFont)
            name = pikepdf.Name("/ABCDEF+.VnTimeH" if bold else "/ABCDEF+.VnTime")
            font.BaseFont = font.DescendantFonts[0].BaseFont = name
            font.ToUnicode.write(_recoded(font.ToUnicode.read_bytes(), bold=bold))
        out = io.BytesIO()
        document.save(out, deterministic_id=True)
        return out.getvalue()


def _recoded(table: bytes, *, bold: bool) -> bytes:
    return _MEANING.sub(lambda found: found[1] + _code(found[2], bold=bold), table)


def _code(meaning: bytes, *, bold: bool) -> bytes:
    letter = chr(int(meaning, 16))
    letter = letter.lower() if bold else letter
    code = _TCVN3.get(letter) or _TCVN3.get(letter.lower(), letter)
    return b"<%04X>" % ord(code)


def scanned(content: bytes) -> bytes:
    """The pages as grey pictures of 200 dpi, without any text."""
    document = pypdfium2.PdfDocument(content)
    made = pikepdf.Pdf.new()
    for page in document:
        width, height = page.get_size()
        out = io.BytesIO()
        picture = page.render(scale=_DPI / _POINTS, grayscale=True).to_pil().convert("L")
        picture.save(out, "JPEG", quality=70)
        made.add_blank_page(page_size=(width, height))
        image = pikepdf.Stream(made, out.getvalue())
        image.update(
            pikepdf.Dictionary(
                Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=picture.width, Height=picture.height,
                ColorSpace=pikepdf.Name.DeviceGray, BitsPerComponent=8, Filter=pikepdf.Name.DCTDecode,
            )
        )  # fmt: skip
        target = made.pages[-1]
        target.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im=made.make_indirect(image)))
        target.Contents = pikepdf.Stream(made, f"q {width} 0 0 {height} 0 0 cm /Im Do Q".encode())
    document.close()
    out = io.BytesIO()
    made.save(out, deterministic_id=True)
    return out.getvalue()
