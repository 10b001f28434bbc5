"""Judgments drawn by seeds in the ways courts print them, and the blocks of offices and names in them."""

import io
from difflib import SequenceMatcher
from types import ModuleType

import pytest

from indexer.extract.carried import carried
from indexer.extract.child import text_stage
from indexer.extract.columns import belongs
from indexer.extract.furniture import PageItems
from indexer.extract.layout import Line, TableRow, arrange
from indexer.extract.lines import Segment
from indexer.extract.officials import officials, sides

SEEDS = range(36)


def piece(x0: float, x1: float, y: float, text: str, *, bold: bool = False) -> Segment:
    return Segment(x0, x1, y, 12.0, text, bold)


def test_judgments_of_many_courts_read_in_order(courts: ModuleType, accuracy: ModuleType) -> None:
    made = [courts.made(seed) for seed in SEEDS]
    errors = accuracy.Errors(0, 0)
    same = total = 0
    for case in made:
        found = [paragraph.text for paragraph in text_stage(io.BytesIO(case.content)).paragraphs]
        notes = [f"{number} {note}" for number, note in enumerate(case.drawn["notes"].values(), 1)]
        assert [text for text in found if text in notes] == notes
        found = [text for text in found if text not in notes]
        text, expected = " ".join(found), " ".join(case.expected)
        assert text.startswith(" ".join(case.header)), case.drawn["seed"]
        assert text.endswith(" ".join(case.signature)), case.drawn["seed"]
        errors += accuracy.Errors(0, len(expected)) if text == expected else accuracy.errors(expected, text)
        blocks = SequenceMatcher(None, case.expected, found, autojunk=False).get_matching_blocks()
        same, total = same + sum(block.size for block in blocks), total + max(len(found), len(case.expected))
    assert errors.rate <= 0.0001
    assert same >= 0.99 * total


@pytest.mark.parametrize(
    ("rows", "left", "right"),
    [
        (
            [
                [piece(90, 255, 770, "TÒA ÁN NHÂN DÂN TỈNH"), piece(262, 520, 770, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT")],
                [piece(120, 225, 755, "THỪA THIÊN HUẾ"), piece(375, 405, 755, "NAM")],
            ],
            ["TÒA ÁN NHÂN DÂN TỈNH", "THỪA THIÊN HUẾ"],
            ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT", "NAM"],
        ),
        (
            [
                [piece(320, 500, 300, "TM. HỘI ĐỒNG XÉT XỬ")],
                [piece(90, 150, 288, "Nơi nhận:")],
                [piece(330, 490, 276, "THẨM PHÁN")],
                [piece(90, 240, 270, "- Các đương sự;")],
            ],
            ["Nơi nhận:", "- Các đương sự;"],
            ["TM. HỘI ĐỒNG XÉT XỬ", "THẨM PHÁN"],
        ),
        (
            [[piece(90, 150, 90, "Nơi nhận:"), piece(320, 500, 90, "T/M HỘI ĐỒNG XÉT XỬ")]],
            ["Nơi nhận:"],
            ["T/M HỘI ĐỒNG XÉT XỬ"],
        ),
        (
            [
                [piece(90, 250, 300, "CÁC HỘI THẨM NHÂN DÂN"), piece(320, 420, 300, "THẨM PHÁN")],
                [piece(130, 210, 240, "Vàng Thị Mẫu"), piece(330, 410, 240, "Giàng A Thí")],
                [piece(132, 208, 180, "Đặng Ví Thử")],
            ],
            ["CÁC HỘI THẨM NHÂN DÂN", "Vàng Thị Mẫu", "Đặng Ví Thử"],
            ["THẨM PHÁN", "Giàng A Thí"],
        ),
    ],
    ids=["narrow gap", "centred cells", "last row of a page", "names far below"],
)
def test_the_sides_of_an_official_block_stay_apart(
    rows: list[list[Segment]], left: list[str], right: list[str]
) -> None:
    (block,) = officials(rows)
    assert [[line.text for line in side] for side in sides(rows, block)] == [left, right]


@pytest.mark.parametrize(
    "rows",
    [
        [
            [piece(90, 300, 700, "TÒA ÁN NHÂN DÂN HUYỆN MẪU")],
            [piece(90, 100, 680, "-"), piece(110, 400, 680, "Bà Mẫu")],
        ],
        [[piece(90, 160, 700, "Thẩm phán:"), piece(200, 300, 700, "Ông Giàng A Thí")]],
        [[piece(90, 500, 700, "Nơi nhận: kho của Chi cục Thi hành án")], [piece(90, 200, 680, "Bị đơn vắng mặt.")]],
    ],
)
def test_a_title_a_panel_and_a_sentence_are_no_official_block(rows: list[list[Segment]]) -> None:
    assert list(officials(rows)) == []


def test_a_signature_cut_by_a_page_break_goes_on_in_its_columns() -> None:
    first = [
        Line(piece(90, 150, 100, "Nơi nhận:"), 1),
        Line(piece(90, 240, 85, "- Các đương sự;"), 1),
        Line(piece(320, 500, 100, "THẨM PHÁN"), 2),
    ]
    rest = (piece(90, 190, 780, "- Lưu hồ sơ."), piece(370, 450, 780, "Lò Thị Ví Dụ"))
    cut = Line(piece(90, 450, 780, "- Lưu hồ sơ. Lò Thị Ví Dụ"), pieces=rest)
    pages = carried([PageItems(1, 842, [*first]), PageItems(2, 842, [cut])])
    assert [item.text for item in pages[0].items] == [
        "Nơi nhận:",
        "- Các đương sự;",
        "- Lưu hồ sơ.",
        "THẨM PHÁN",
        "Lò Thị Ví Dụ",
    ]
    assert pages[1].items == []


@pytest.mark.parametrize(
    "below",
    [
        [Line(piece(90, 500, 780, "Văn bản này có giá trị pháp lý từ ngày ký và gửi cho các bên."))],
        [TableRow(("1", "Xe mô tô"), 700.0)],
        [Line(piece(90, 200, 780 - 15 * n, "Phụ lục")) for n in range(20)],
    ],
    ids=["a line across", "a table", "too much"],
)
def test_other_text_after_a_signature_stays_on_its_page(below: list[Line | TableRow]) -> None:
    pages = [
        PageItems(1, 842, [Line(piece(90, 150, 100, "Nơi nhận:"), 1), Line(piece(320, 500, 100, "THẨM PHÁN"), 2)]),
        PageItems(2, 842, below),
    ]
    assert carried(pages) == pages


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("Bản án số: 126/2024/KDTM-", "ST"),
        ("Quyết định số: 12/2025/", "QĐST-HNGĐ"),
        ("THÀNH PHỐ MẪU TỈNH BÀ RỊA -", "VŨNG TÀU"),
        ("TÒA ÁN NHÂN DÂN CẤP CAO TẠI", "ĐÀ NẴNG"),
        ("TÒA ÁN NHÂN DÂN KHU VỰC 7 -", "LÂM ĐỒNG"),
    ],
)
def test_a_statement_that_cannot_end_there_goes_on(above: str, below: str) -> None:
    assert belongs(piece(90, 200, 700, above), piece(90, 120, 685, below), above, 200.0)


def test_a_table_of_one_row_below_its_heads_is_known_by_them() -> None:
    lines = [
        [piece(80, 150, 100, "STT Tài sản"), piece(470, 540, 100, "Giá trị")],
        [piece(86, 300, 80, "1 Xe mô tô hai bánh"), piece(480, 540, 80, "18.500.000")],
    ]
    items = [item for _, block in arrange(lines) for item in block]
    assert [item.text for item in items] == ["STT Tài sản Giá trị", "1 Xe mô tô hai bánh 18.500.000"]


@pytest.mark.parametrize(("one", "other"), [("120.000.000", "45.000.000"), ("1.500.000 đồng", "3.250.000 đồng")])
def test_two_rows_of_sums_left_by_a_page_break_are_a_table(one: str, other: str) -> None:
    lines = [
        [piece(86, 300, 780, "3 Tiền gửi"), piece(470, 540, 780, one)],
        [piece(86, 200, 762, "4 Ba con bò"), piece(480, 540, 762, other)],
    ]
    items = [item for _, block in arrange(lines) for item in block]
    assert [item.text for item in items] == [f"3 Tiền gửi {one}", f"4 Ba con bò {other}"]
