"""Makes the PDFs that tests and benchmarks read: layouts, hidden text, damage. Everybody in them is invented.

`pdf()` writes glyphs where it is told, in fonts that name their letters and carry no outlines; `typeset()` has typst
set a judgment with real fonts, as a court's printer would.
"""

from __future__ import annotations

import io
import json
import unicodedata
from dataclasses import dataclass, field, fields, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pikepdf
import typst
from pdfminer.pdffont import TrueTypeFont
from pikepdf import Array, Dictionary, Name, Pdf, Stream

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

FONTS = Path(__file__).resolve().parents[2] / "templates" / "print" / "fonts"
SERIF = "LiberationSerif"  # drawn with real outlines, so that what hides it can be seen
EM = 0.5  # every glyph of a made font is half an em wide
A4 = (595.0, 842.0)
LEFT, RIGHT, TOP, BOTTOM = 85.0, 540.0, 770.0, 80.0
SIZE, PITCH, INDENT = 13.0, 19.0, 36.0


@dataclass(frozen=True)
class Put:
    """A string whose first glyph stands at x, y (points from the lower left corner).

    `around` are operators before it, undone after it: a colour, a clip, a layer.
    """

    x: float
    y: float
    text: str
    size: float = SIZE
    font: str = "Tinos"
    mode: int = 0
    around: str = ""

    @property
    def width(self) -> float:
        return _length(self.text) * EM * self.size


@dataclass(frozen=True)
class Sheet:
    """A page: strings in stream order, painted rectangles (x, y, width, height), an image's place, /Rotate.

    `before` and `after` are operators drawn under and over all of it, `late` strings on top of these.
    """

    puts: tuple[Put, ...] = ()
    rules: tuple[tuple[float, float, float, float], ...] = ()
    image: tuple[float, float, float, float] | None = None
    size: tuple[float, float] = A4
    rotate: int = 0
    before: str = ""
    after: str = ""
    late: tuple[Put, ...] = ()


def pdf(sheets: Sequence[Sheet], change: Callable[[Pdf], None] | None = None, **save: object) -> bytes:
    """The PDF of the sheets; `change` may do anything to it before it is written, `save` goes to pikepdf."""
    made = Pdf.new()
    fonts: dict[str, object] = {}
    for sheet in sheets:
        made.add_blank_page(page_size=sheet.size)
        page = made.pages[-1]
        names = {
            name: f"F{number}" for number, name in enumerate(sorted({put.font for put in (*sheet.puts, *sheet.late)}))
        }
        for name in names:
            fonts.setdefault(name, made.make_indirect(_font(made, name)))
        resources = Dictionary(Font=Dictionary({f"/{names[name]}": fonts[name] for name in names}))
        if sheet.image is not None:
            resources.XObject = Dictionary(Im=made.make_indirect(_image(made)))
        page.Resources = resources
        page.Contents = Stream(made, _content(sheet, names))
        if sheet.rotate:
            page.Rotate = sheet.rotate
    if change is not None:
        change(made)
    out = io.BytesIO()
    made.save(out, **save)
    return out.getvalue()


def _content(sheet: Sheet, names: dict[str, str]) -> bytes:
    parts = [sheet.before]
    parts += [f"{x} {y} {width} {height} re f" for x, y, width, height in sheet.rules]
    if sheet.image is not None:
        x, y, width, height = sheet.image
        parts.append(f"q {width} 0 0 {height} {x} {y} cm /Im Do Q")
    parts += [_string(put, names) for put in sheet.puts]
    parts.append(sheet.after)
    parts += [_string(put, names) for put in sheet.late]
    return "\n".join(parts).encode()


def _string(put: Put, names: dict[str, str]) -> str:
    codes = put.text.encode("utf-16-be").hex()
    text = f"BT /{names[put.font]} {put.size} Tf {put.mode} Tr 1 0 0 1 {put.x} {put.y} Tm <{codes}> Tj ET"
    ends = "EMC " * put.around.count("BDC")
    return f"q {put.around} {text} {ends}Q" if put.around else text


def _font(made: Pdf, name: str) -> Dictionary:
    """A font whose codes are the letters' own numbers, and which says so; the one named SERIF carries its outlines."""
    ranges = "\n".join(f"<{high:02x}00> <{high:02x}ff> <{high:02x}00>" for high in range(0xD8))
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Own def /CMapType 2 def\n"
        "1 begincodespacerange <0000> <ffff> endcodespacerange\n"
        f"216 beginbfrange\n{ranges}\nendbfrange endcmap end end"
    )
    descendant = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType2,
        BaseFont=Name("/" + name),
        CIDSystemInfo=Dictionary(Registry=pikepdf.String("Adobe"), Ordering=pikepdf.String("Identity"), Supplement=0),
        FontDescriptor=Dictionary(
            Type=Name.FontDescriptor, FontName=Name("/" + name), Flags=4, FontBBox=[0, -200, 500, 800], ItalicAngle=0
        ),
        DW=round(EM * 1000),
        W=Array([0x300, 0x36F, 0]),
    )
    if name == SERIF:
        outlines, glyphs = _serif()
        descendant.FontDescriptor.FontFile2 = made.make_indirect(Stream(made, outlines))
        descendant.CIDToGIDMap = made.make_indirect(Stream(made, glyphs))
    return Dictionary(
        Type=Name.Font,
        Subtype=Name.Type0,
        BaseFont=Name("/" + name),
        Encoding=Name("/Identity-H"),
        DescendantFonts=Array([made.make_indirect(descendant)]),
        ToUnicode=made.make_indirect(Stream(made, cmap.encode())),
    )


@cache
def _serif() -> tuple[bytes, bytes]:
    """A real font, and for each letter's number the number of its glyph."""
    outlines = (FONTS / "LiberationSerif-Regular.ttf").read_bytes()
    letters = TrueTypeFont(SERIF, io.BytesIO(outlines)).create_unicode_map().cid2unichr
    glyphs = bytearray(2 << 16)
    for glyph, letter in letters.items():
        if len(letter) == 1 and ord(letter) < 1 << 16:
            glyphs[2 * ord(letter) : 2 * ord(letter) + 2] = glyph.to_bytes(2, "big")
    return outlines, bytes(glyphs)


def _image(made: Pdf) -> Stream:
    image = Stream(made, b"\x80")
    image.update(
        {
            "/Type": Name.XObject,
            "/Subtype": Name.Image,
            "/Width": 1,
            "/Height": 1,
            "/ColorSpace": Name.DeviceGray,
            "/BitsPerComponent": 8,
        }
    )
    return image


# ---- an invented judgment, and its pages in several styles


@dataclass(frozen=True)
class Judgment:
    """What an invented judgment says: header columns, paragraphs of the body, signature columns."""

    left: tuple[str, ...]
    right: tuple[str, ...]
    titles: tuple[str, ...]
    body: tuple[str, ...]
    copies: tuple[str, ...]
    signature: tuple[str, ...]

    @property
    def paragraphs(self) -> list[str]:
        """The paragraphs in reading order."""
        return [*self.left, *self.right, *self.titles, *self.body, *self.copies, *self.signature]

    def encoded(self, encode: Callable[[str], str]) -> Judgment:
        """The same judgment typed in another encoding."""
        return Judgment(*(tuple(map(encode, getattr(self, part.name))) for part in fields(self)))


def judgment(repeat: int = 12) -> Judgment:
    """An invented civil judgment; `repeat` makes its reasons longer."""
    reasons = tuple(
        f"[{number}] Xét yêu cầu của nguyên đơn về việc buộc bị đơn trả số tiền {number}.500.000 đồng theo giấy vay "
        f"ngày {number % 28 + 1:02d}/3/2022, Hội đồng xét xử thấy rằng các bên đều thừa nhận có việc giao nhận tiền, "
        f"phù hợp với thông báo thụ lý số {number}/2022/TLST-DS và lời khai của những người làm chứng."
        for number in range(1, repeat + 1)
    )
    return Judgment(
        left=("TÒA ÁN NHÂN DÂN", "HUYỆN THÍ DỤ", "TỈNH ĐẮK LẮK", "Bản án số: 17/2022/DS-ST", "Ngày: 12-9-2022"),
        right=("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"),
        titles=(
            "NHÂN DANH",
            "NƯỚC CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "TÒA ÁN NHÂN DÂN HUYỆN THÍ DỤ, TỈNH ĐẮK LẮK",
        ),
        body=(
            "Thẩm phán - Chủ tọa phiên tòa: Bà Lò Thị Ví Dụ.",
            (
                "Ngày 12 tháng 9 năm 2022, tại trụ sở Tòa án nhân dân huyện Thí Dụ xét xử sơ thẩm công khai vụ án "
                "dân sự thụ lý số: 54/2021/TLST-DS ngày 01 tháng 11 năm 2021 về tranh chấp hợp đồng vay tài sản."
            ),
            *reasons,
            "Vì các lẽ trên,",
        ),
        copies=("Nơi nhận:", "- Các đương sự;", "- Lưu hồ sơ."),
        signature=("TM. HỘI ĐỒNG XÉT XỬ SƠ THẨM", "THẨM PHÁN - CHỦ TỌA PHIÊN TÒA", "Lò Thị Ví Dụ"),
    )


@dataclass(frozen=True)
class Style:
    """How a judgment is set: first-line indent, gap between paragraphs, each word a string of its own, heads."""

    indent: float = INDENT
    gap: float = 0.0
    words: bool = False
    running: str = ""
    font: str = "Tinos"
    encode: Callable[[str], str] = field(default=lambda text: text)


def sheets(made: Judgment, style: Style = Style()) -> list[Sheet]:
    """The pages of a judgment in a style, page numbers at the foot."""
    made = made.encoded(style.encode)
    pages: list[list[Put]] = [[*_column(made.left, LEFT, TOP), *_column(made.right, 300.0, TOP)]]
    y = TOP - len(made.left) * PITCH - 2 * PITCH
    for title in made.titles:
        pages[0].append(Put((LEFT + RIGHT - len(title) * EM * SIZE) / 2, y, title))
        y -= PITCH
    for paragraph in made.body:
        y -= style.gap
        for number, line in enumerate(_lines(paragraph, style.indent)):
            if y < BOTTOM:
                pages.append([])
                y = TOP
            pages[-1].append(Put(LEFT + (style.indent if number == 0 else 0), y, line))
            y -= PITCH
    if y < BOTTOM + 6 * PITCH:
        pages.append([])
        y = TOP
    pages[-1] += [*_column(made.copies, LEFT, y - PITCH), *_column(made.signature, 300.0, y - PITCH)]
    return [_finished(puts, number, style) for number, puts in enumerate(pages, 1)]


def _column(lines: Sequence[str], x: float, y: float) -> list[Put]:
    return [Put(x, y - number * PITCH, line, size=11.0) for number, line in enumerate(lines)]


def _lines(paragraph: str, indent: float) -> list[str]:
    """The paragraph broken where the next word would cross the right edge; after "-" and "/" as printers do."""
    lines, room = [""], (RIGHT - LEFT - indent) / (EM * SIZE)
    for word in paragraph.split(" "):
        if lines[-1] and _length(lines[-1]) + 1 + _length(word) > room:
            lines.append("")
            room = (RIGHT - LEFT) / (EM * SIZE)
        lines[-1] += (" " if lines[-1] else "") + word
    return lines


def _length(text: str) -> int:
    """The glyphs that take room."""
    return sum(not unicodedata.combining(letter) for letter in text)


def _finished(puts: list[Put], number: int, style: Style) -> Sheet:
    foot = Put(300.0, 40.0, str(number))
    head = [Put(LEFT, 815.0, f"{style.running} {number}", size=9.0)] if style.running else []
    done = [*head, *puts, foot]
    if style.words:
        done = [piece for put in done for piece in _pieces(put)]
        done.sort(key=lambda put: len(put.text))  # a bad printer: not in reading order
    return Sheet(tuple(replace(put, font=style.font) for put in done))


def _pieces(put: Put) -> list[Put]:
    """One string for each word, without spaces."""
    found, x = [], put.x
    for word in put.text.split(" "):
        found.append(replace(put, x=x, text=word))
        x += (_length(word) + 1) * EM * put.size
    return found


def table_sheet() -> tuple[Sheet, list[str]]:
    """A ruled table of two columns and two rows between two lines of text, and its text in reading order."""
    puts = (
        Put(LEFT, 700, "Nguyên đơn giao nộp các tài liệu sau đây:"),
        Put(105, 655, "Giấy vay tiền"),
        Put(305, 655, "01 bản chính"),
        Put(105, 615, "Biên bản"),
        Put(105, 600, "làm việc"),
        Put(305, 615, "02 bản sao"),
        Put(LEFT, 550, "Bị đơn không có ý kiến gì về tài liệu này."),
    )
    rules = tuple((100.0, y, 400.0, 1.0) for y in (680.0, 635.0, 590.0)) + tuple(
        (x, 590.0, 1.0, 91.0) for x in (100.0, 300.0, 500.0)
    )
    texts = [puts[0].text, "Giấy vay tiền 01 bản chính", "Biên bản làm việc 02 bản sao", puts[-1].text]
    return Sheet(puts, rules), texts


TYPST = """
#set page(paper: "a4", margin: (left: 3cm, rest: 2cm), numbering: "1")
#set text(font: "Liberation Serif", size: 13pt, lang: "vi")
#set par(justify: true, first-line-indent: (amount: 1.27cm, all: true), spacing: 0.65em)
#let made = json(bytes(sys.inputs.judgment))
#let side(lines) = align(center)[#for line in lines [#par(first-line-indent: 0pt, justify: false, line)]]
#grid(columns: (1fr, 1.3fr), gutter: 12pt, side(made.left), side(made.right))
#for line in made.titles [#align(center)[#line]]
#for line in made.body [#par(line)]
#grid(columns: (1fr, 1.3fr), gutter: 12pt, align(left)[#for line in made.copies [#par(first-line-indent: 0pt, line)]],
  side(made.signature))
"""


def typeset(made: Judgment) -> bytes:
    """The judgment set by typst with embedded fonts, as a PDF."""
    value = {name: list(getattr(made, name)) for name in ("left", "right", "titles", "body", "copies", "signature")}
    return typst.compile(
        TYPST.encode(),
        sys_inputs={"judgment": json.dumps(value, ensure_ascii=False)},
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
    )
