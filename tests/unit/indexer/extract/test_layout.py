"""Order and paragraphs of pages that we make ourselves."""

import io
import unicodedata
from dataclasses import replace
from types import ModuleType
from typing import Any

import pikepdf
import pytest

from indexer.extract.child import text_stage
from indexer.extract.columns import belongs
from indexer.extract.furniture import PageItems
from indexer.extract.layout import Line, arrange
from indexer.extract.lines import Segment, clean
from indexer.extract.paragraphs import paragraphs


def texts(content: bytes) -> list[str]:
    return [paragraph.text for paragraph in text_stage(io.BytesIO(content)).paragraphs]


STYLES = {
    "indented": {},
    "words set one by one": {"words": True},
    "flush with gaps": {"indent": 0.0, "gap": 10.0},
    "running header": {"running": "Bản án số 17/2022/DS-ST trang"},
}


@pytest.mark.parametrize("style", STYLES.values(), ids=STYLES)
@pytest.mark.parametrize("reasons", [14])
def test_a_judgment_reads_in_order_with_its_paragraphs_whole(
    make: ModuleType, style: dict[str, Any], reasons: int
) -> None:
    made = make.judgment(reasons)
    assert texts(make.pdf(make.sheets(made, make.Style(**style)))) == made.paragraphs


def test_a_judgment_set_with_real_fonts_reads_in_order(make: ModuleType) -> None:
    made = make.judgment(30)
    assert texts(make.typeset(made)) == made.paragraphs


def test_decomposed_letters_come_out_composed(make: ModuleType) -> None:
    made = make.judgment(4)
    style = make.Style(encode=lambda text: unicodedata.normalize("NFD", text).replace("Đ", "Ð"))
    assert texts(make.pdf(make.sheets(made, style))) == made.paragraphs
    assert clean("tri\u0323  vie\u0302 \u0323c") == "trị việc"


def test_a_ruled_table_is_read_cell_by_cell(make: ModuleType) -> None:
    sheet, expected = make.table_sheet()
    assert texts(make.pdf([sheet])) == expected


@pytest.mark.parametrize("angle", [90, 180, 270])
def test_a_page_whose_rotation_lays_its_text_down_is_turned(make: ModuleType, angle: int) -> None:
    made = make.judgment(3)
    turned = [replace(sheet, rotate=angle) for sheet in make.sheets(made)]
    assert texts(make.pdf(turned)) == made.paragraphs


def test_text_inside_a_form_keeps_its_spaces_and_places(make: ModuleType) -> None:
    made = make.judgment(3)

    def wrap(pdf: pikepdf.Pdf) -> None:
        for page in pdf.pages:
            form = pikepdf.Stream(pdf, page.Contents.read_bytes())
            form.Type, form.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
            form.BBox, form.Matrix = page.MediaBox, [1, 0, 0, 1, 0, 0]
            form.Resources = page.Resources
            page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Fm=pdf.make_indirect(form)))
            page.Contents = pikepdf.Stream(pdf, b"q /Fm Do Q")

    assert texts(make.pdf(make.sheets(made), wrap)) == made.paragraphs


def test_a_phrase_that_ends_three_pages_is_not_a_running_footer(make: ModuleType) -> None:
    line = "Hội đồng xét xử thấy rằng các bên đều thừa nhận có việc giao nhận tiền,"
    pages = [
        make.Sheet(tuple(make.Put(make.LEFT, 770 - 19 * row, line) for row in range(37)))
        if number < 3
        else make.Sheet((make.Put(make.LEFT, 770, f"Trang thứ {number} không có dòng ấy ở cuối trang này."),))
        for number in range(6)
    ]
    found = texts(make.pdf(pages))
    assert " ".join(found).count("giao nhận tiền") == 3 * 37


def segment(text: str, x0: float, y: float, x1: float | None = None, size: float = 11.0) -> Segment:
    return Segment(x0, x0 + 0.5 * size * len(text) if x1 is None else x1, y, size, text)


@pytest.mark.parametrize(
    ("above", "below", "joined"),
    [
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT", "NAM", True),
        ("V/v: “Tranh chấp hợp đồng vay", "tài sản”", True),
        ("TÒA ÁN NHÂN DÂN", "HUYỆN THÍ DỤ", False),
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", False),
        ("- Chi cục Thi hành án dân sự;", "- Lưu hồ sơ.", False),
        ("TM. HỘI ĐỒNG XÉT XỬ SƠ THẨM", "THẨM PHÁN - CHỦ TỌA PHIÊN TÒA", False),
    ],
)
def test_a_column_line_joins_the_next_only_when_it_was_too_long(above: str, below: str, joined: bool) -> None:
    first, second = segment(above, 300, 700), segment(below, 300, 685)
    width = max(first.x1 - first.x0, second.x1 - second.x0) if joined else 400.0
    assert belongs(first, second, above, width) is joined


def test_a_tab_inside_one_line_is_no_column() -> None:
    row = [segment("Người ký", 85, 500), segment("Ngày ký", 400, 500)]
    blocks = arrange([row, [segment("x" * 80, 85, 480)]])
    assert next(item.text for _, items in blocks for item in items) == "Người ký Ngày ký"


def test_an_empty_file_of_pages_has_no_paragraphs(make: ModuleType) -> None:
    stage = text_stage(io.BytesIO(make.pdf([make.Sheet()])))
    assert stage.paragraphs == []
    assert [page.source for page in stage.pages] == ["blank"]


def test_short_lines_of_a_ragged_page_that_begin_with_a_capital_stay_apart() -> None:
    long = ("Tòa án đã xem xét toàn bộ tài liệu trong hồ sơ và kết quả hỏi tại phiên tòa", 500.0)
    written = [
        long, ("của hai bên;", 120.0), ("Nguyên đơn: chị Bàn Thị Kim, sinh năm 1993", 320.0),
        ("Nơi cư trú: ấp Bưng, tỉnh Minh Họa", 260.0), ("Bị đơn: Công ty TNHH Giày Da Sao Mai", 270.0),
        ("Địa chỉ: thành phố Sông Bé", 220.0), (long[0], 488.0), ("của hai bên.", 120.0),
    ]  # fmt: skip
    lines = [Line(Segment(57, 57 + width, 800 - 20 * place, 13, text)) for place, (text, width) in enumerate(written)]
    told = [one.text for one in paragraphs([PageItems(1, 842, [*lines])])]
    assert told[1:5] == [text for text, _ in written[2:6]]
    assert told[0] == f"{long[0]} của hai bên;"
    assert told[5] == f"{long[0]} của hai bên."
