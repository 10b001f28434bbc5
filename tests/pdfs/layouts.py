"""Judgments set by typst in the manners of many offices, with their paragraphs: written without a look at the rules.

`STYLES` maps a name to what typst is told; `set_in()` gives the PDF and the paragraphs in reading order.
"""

from __future__ import annotations

import io
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pikepdf
import typst

if TYPE_CHECKING:
    from collections.abc import Sequence

FONTS = Path(__file__).resolve().parents[2] / "templates" / "print" / "fonts"

_START = """
#let made = json(bytes(sys.inputs.made))
#set text(font: "Liberation Serif", size: 13pt, lang: "vi", hyphenate: false)
#let side(lines, size) = align(center, text(size, stack(spacing: 0.55em, ..lines.map(line => [#line]))))
#let heads() = {
  grid(columns: (2fr, 3fr), column-gutter: 10pt, side(made.left, 12pt), side(made.right, 12pt))
  v(10pt)
  for line in made.titles { align(center, par(first-line-indent: 0pt, strong(line))) }
}
#let ends() = {
  v(12pt)
  grid(columns: (2fr, 3fr), column-gutter: 10pt,
    align(left, text(11pt, stack(spacing: 0.5em, ..made.copies.map(line => [#line])))), side(made.signature, 13pt))
}
"""
_BODY = "#heads()\n#for block in made.body { par(block) }\n#ends()"


@dataclass(frozen=True)
class Style:
    """How pages look: what typst is told before the body, the body itself, and the rotation of the pages."""

    rules: str
    body: str = _BODY
    rotate: int = 0
    repeat: int = 1


_HANG = """#heads()
#for block in made.body {
  let mark = block.match(regex("^(?:[-+–]|\\\\[\\\\d+\\\\]|[a-zđ]\\\\)|\\\\d+\\\\.) "))
  if mark == none { par(block) } else {
    grid(columns: (0.9cm, 1fr), [#mark.text.trim()], par(first-line-indent: 0pt, block.slice(mark.end)))
  }
}
#ends()"""
_NOTES = """#heads()
#for (place, block) in made.body.enumerate() {
  par(if calc.rem(place, 5) == 3 and place < 24 [#block#footnote(made.notes.at(calc.quo(place, 5)))] else [#block])
}
#ends()"""
_TABLE = """#heads()
#for (place, block) in made.body.enumerate() {
  par(block)
  if place == 4 {
    table(columns: (1.2cm, 1fr, 3.5cm), stroke: none, align: (center, left, right), ..made.table.flatten())
  }
}
#ends()"""
_PAIRS = """#heads()
#for (place, block) in made.body.enumerate() {
  par(block)
  if place == 4 { table(columns: (4cm, 1fr), stroke: none, ..made.pairs.flatten()) }
}
#ends()"""

STYLES: dict[str, Style] = {
    "ragged, flush, no gaps": Style(
        '#set page(paper: "a4", margin: 2.5cm, numbering: "1")\n'
        "#set par(justify: false, leading: 0.7em, spacing: 0.7em)"
    ),
    "justified, flush, no gaps": Style(
        '#set page(paper: "a4", margin: 2.5cm)\n#set par(justify: true, leading: 0.6em, spacing: 0.6em)'
    ),
    "tight, large, gaps": Style(
        '#set page(paper: "a4", margin: (left: 3cm, rest: 2cm), numbering: "1")\n#set text(size: 14pt)\n'
        "#set par(justify: true, leading: 0.45em, spacing: 0.95em)"
    ),
    "indented, running head and foot": Style(
        '#set page(paper: "a4", margin: 2.5cm, header: text(10pt)[Bản án số 17/2022/DS-ST #h(1fr) Lưu hành công khai],'
        " footer: text(10pt)[Tòa án nhân dân huyện Thí Dụ #h(1fr) Trang #context counter(page).display()])\n"
        "#set par(justify: true, first-line-indent: (amount: 1.2cm, all: true), leading: 0.7em, spacing: 0.7em)"
    ),
    "ragged, indented": Style(
        '#set page(paper: "a4", margin: (left: 3.5cm, rest: 2cm), number-align: right, numbering: "1/1")\n'
        "#set par(justify: false, first-line-indent: (amount: 1cm, all: true), leading: 0.8em, spacing: 1em)"
    ),
    "hanging marks": Style(
        '#set page(paper: "a4", margin: 2.5cm, numbering: "- 1 -")\n'
        "#set par(justify: true, leading: 0.65em, spacing: 0.9em)\n"
        "#set grid(row-gutter: 0pt)",
        _HANG,
    ),
    "footnotes": Style(
        '#set page(paper: "a4", margin: 2.5cm, numbering: "1")\n'
        "#set par(justify: true, first-line-indent: (amount: 1.2cm, all: true), leading: 0.7em, spacing: 0.7em)\n"
        "#set super(typographic: false)\n#show footnote.entry: set par(first-line-indent: 0pt)",
        _NOTES,
    ),
    "unruled table": Style(
        '#set page(paper: "a4", margin: 2.5cm, numbering: "1")\n'
        "#set par(justify: true, first-line-indent: (amount: 1.2cm, all: true), leading: 0.7em, spacing: 0.7em)\n"
        "#show table: set par(first-line-indent: 0pt, justify: false)",
        _TABLE,
    ),
    "unruled pairs": Style(
        '#set page(paper: "a4", margin: 2.5cm, numbering: "1")\n'
        "#set par(justify: true, first-line-indent: (amount: 1.2cm, all: true), leading: 0.7em, spacing: 0.7em)\n"
        "#show table: set par(first-line-indent: 0pt, justify: false)",
        _PAIRS,
    ),
    "lying pages": Style(
        '#set page(paper: "a4", margin: 2.5cm)\n'
        "#set par(justify: true, first-line-indent: (amount: 1.2cm, all: true), leading: 0.7em, spacing: 0.7em)",
        rotate=90,
    ),
}


def _paragraphs(text: str) -> tuple[str, ...]:
    """The paragraphs of a text: blank lines stand between them."""
    return tuple(" ".join(part.split()) for part in text.strip().split("\n\n"))


NOTES = _paragraphs("""
Giấy vay tiền lập ngày 02/3/2021, bút lục số 14.

Biên bản hòa giải ngày 05/7/2022, bút lục từ số 40 đến số 43; các bên không thỏa thuận được với nhau về cách
trả tiền lãi nên Tòa án lập biên bản hòa giải không thành.

Điều 466 Bộ luật Dân sự.

Đơn đề nghị xét xử vắng mặt.

Bản tự khai của người làm chứng.
""")
TABLE = (
    ("STT", "Tài sản", "Giá trị (đồng)"),
    ("1", "Quyền sử dụng đất thửa số 12, tờ bản đồ số 5, diện tích 250 m2 và nhà cấp bốn trên đất", "850.000.000"),
    ("2", "Xe mô tô hai bánh", "18.500.000"),
    ("3", "Tiền gửi tiết kiệm", "120.000.000"),
)
PAIRS = (
    ("Họ và tên", "Lò Thị Ví Dụ"),
    (
        "Nơi cư trú",
        "Thôn Một, xã Hai, huyện Thí Dụ, tỉnh Đắk Lắk, trước đây ở xã Ba cùng huyện từ khi lập gia đình",
    ),
    ("Nghề nghiệp", "Làm ruộng"),
    ("Tiền án", "Không"),
)
BODY = _paragraphs("""
Thẩm phán - Chủ tọa phiên tòa: Bà Lò Thị Ví Dụ.

Các Hội thẩm nhân dân:

1. Ông Giàng A Thí;

2. Bà Vàng Thị Mẫu.

Ngày 12 tháng 9 năm 2022, tại trụ sở Tòa án nhân dân huyện Thí Dụ xét xử sơ thẩm công khai vụ án dân sự thụ lý
số: 54/2021/TLST-DS ngày 01 tháng 11 năm 2021 về tranh chấp hợp đồng vay tài sản giữa các đương sự:

- Nguyên đơn: Ông Giàng A Thí, sinh năm 1979; nơi cư trú: thôn Một, xã Hai, huyện Thí Dụ, tỉnh Đắk Lắk. Có
mặt.

- Bị đơn: Bà Vàng Thị Mẫu, sinh năm 1983; nơi cư trú: thôn Ba, xã Bốn, huyện Thí Dụ, tỉnh Đắk Lắk; chỗ ở hiện
nay: số 15, đường Thứ Năm, phường Sáu, thành phố Bảy. Vắng mặt không có lý do.

Theo đơn khởi kiện và các lời khai trong quá trình giải quyết vụ án, nguyên đơn trình bày:

Ngày 02/3/2021 ông cho bị đơn vay 150.000.000 đồng, lãi suất 1%/tháng, hẹn trả trong thời hạn 06 tháng.

Đến hạn bị đơn không trả nên ông nhiều lần đến nhà yêu cầu. Bị đơn có hẹn nhưng không thực hiện, vì vậy ông
khởi kiện yêu cầu Tòa án buộc bị đơn trả số tiền gốc 150.000.000 đồng và tiền lãi theo quy định của pháp luật
kể từ ngày vay đến ngày xét xử sơ thẩm, theo Quyết định số 54/2021/QĐST-DS và Thông báo thụ lý số
54/2021/TLST-DS.

a) Về tiền gốc, hai bên thống nhất là 150.000.000 đồng;

b) Về tiền lãi, nguyên đơn yêu cầu tính từ ngày 02/3/2021, bị đơn cho rằng chỉ phải trả lãi từ ngày hết hạn
vay là ngày 02/9/2021 vì trong giấy vay không ghi lãi suất.

Bị đơn thừa nhận có vay tiền.

Tại phiên tòa, đại diện Viện kiểm sát phát biểu ý kiến về việc tuân theo pháp luật của Thẩm phán, Hội đồng xét
xử, Thư ký và người tham gia tố tụng; đề nghị chấp nhận yêu cầu khởi kiện của nguyên đơn.

[1] Về tố tụng: Bị đơn được triệu tập hợp lệ lần thứ hai mà vẫn vắng mặt nên Hội đồng xét xử căn cứ điểm b
khoản 2 Điều 227 Bộ luật Tố tụng dân sự xét xử vắng mặt bị đơn.

[2] Về nội dung: Giấy vay tiền ngày 02/3/2021 có chữ ký của bị đơn. Bị đơn không đưa ra được chứng cứ chứng
minh đã trả tiền. Do đó có căn cứ chấp nhận yêu cầu của nguyên đơn.

[3] Về án phí: Bị đơn phải chịu án phí dân sự sơ thẩm.

Vì các lẽ trên,

Căn cứ Điều 463, Điều 466 và Điều 468 Bộ luật Dân sự; Nghị quyết số 326/2016/UBTVQH14 ngày 30/12/2016.

1. Chấp nhận yêu cầu khởi kiện của nguyên đơn. Buộc bị đơn trả cho nguyên đơn 150.000.000 đồng tiền gốc và
27.450.000 đồng tiền lãi.

2. Án phí: Bị đơn phải chịu 8.872.500 đồng.

3. Quyền kháng cáo: Nguyên đơn có quyền kháng cáo trong thời hạn 15 ngày kể từ ngày tuyên án. Bị đơn vắng mặt
có quyền kháng cáo trong thời hạn 15 ngày kể từ ngày nhận được bản án hoặc bản án được niêm yết.
""")
LEFT = (
    "TÒA ÁN NHÂN DÂN",
    "HUYỆN THÍ DỤ - TỈNH ĐẮK LẮK",
    "Bản án số: 17/2022/DS-ST",
    "Ngày: 12-9-2022",
    "V/v Tranh chấp vay tài sản",
)
RIGHT = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
TITLES = ("NHÂN DANH", "NƯỚC CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "TÒA ÁN NHÂN DÂN HUYỆN THÍ DỤ")
COPIES = ("Nơi nhận:", "- Viện kiểm sát nhân dân huyện Thí Dụ, tỉnh Đắk Lắk;", "- Các đương sự;", "- Lưu hồ sơ vụ án.")
SIGNATURE = ("TM. HỘI ĐỒNG XÉT XỬ SƠ THẨM", "THẨM PHÁN - CHỦ TỌA PHIÊN TÒA", "Lò Thị Ví Dụ")


def set_in(style: Style, body: Sequence[str] = BODY) -> tuple[bytes, list[str]]:
    """The judgment in that style as a PDF, and its paragraphs; footnotes follow the paragraph they stand under."""
    made = {"left": LEFT, "right": RIGHT, "titles": TITLES, "body": body, "copies": COPIES, "signature": SIGNATURE}
    made |= {"notes": NOTES, "table": TABLE, "pairs": PAIRS}
    content = typst.compile(
        (_START + style.rules + "\n" + style.body).encode(),
        sys_inputs={"made": json.dumps(made, ensure_ascii=False)},
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
    )
    texts = [*LEFT, *RIGHT, *TITLES, *body, *COPIES, *SIGNATURE]
    start = len(LEFT) + len(RIGHT) + len(TITLES)
    if style.body in {_TABLE, _PAIRS}:
        rows = TABLE if style.body is _TABLE else PAIRS
        texts[start + 5 : start + 5] = [" ".join(row) for row in rows]
    if style.rotate:
        content = _turned(content, style.rotate)
    return content, texts


def _turned(content: bytes, angle: int) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as made:
        for page in made.pages:
            page.Rotate = angle
        made.save(out)
    return out.getvalue()
