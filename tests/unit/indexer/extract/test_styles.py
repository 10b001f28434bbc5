"""Paragraphs of judgments in the manners of many offices, set with real fonts, apart from the rules that read them."""

import io
from difflib import SequenceMatcher
from types import ModuleType

import pytest

from indexer.extract.child import text_stage
from indexer.extract.layout import TableRow, arrange
from indexer.extract.lines import Segment
from indexer.extract.unruled import unruled, with_marks

STYLES = (
    *("ragged, flush, no gaps", "justified, flush, no gaps", "tight, large, gaps", "indented, running head and foot"),
    *("ragged, indented", "hanging marks", "footnotes", "unruled table", "unruled pairs", "lying pages"),
)
LONG = ("ragged, flush, no gaps", "justified, flush, no gaps", "hanging marks", "footnotes")
LENGTHS = ("usual", "long", "one page")


def body(layouts: ModuleType, length: str) -> tuple[str, ...]:
    """Bodies of two, four and one page."""
    if length == "one page":
        return layouts.BODY[4:9]
    if length == "usual":
        return layouts.BODY
    lender = tuple(
        text.replace("guyên đơn", "gười cho vay").replace("xét xử", "giải quyết") for text in layouts.BODY[7:]
    )
    borrower = tuple(text.replace("Bị đơn", "Bên vay").replace("Tòa", "Cơ quan") for text in layouts.BODY[5:])
    return layouts.BODY + borrower + lender


def test_every_style_is_tried(layouts: ModuleType) -> None:
    assert set(STYLES) == set(layouts.STYLES)


@pytest.mark.parametrize(
    ("style", "length"),
    [(style, length) for style in STYLES for length in LENGTHS if length != "long" or style in LONG],
)
def test_paragraphs_of_an_office_come_out_whole_and_in_order(layouts: ModuleType, style: str, length: str) -> None:
    content, expected = layouts.set_in(layouts.STYLES[style], body(layouts, length))
    found = [paragraph.text for paragraph in text_stage(io.BytesIO(content)).paragraphs]
    notes = [f"{number} {note}" for number, note in enumerate(layouts.NOTES, 1)]
    if style == "footnotes":
        assert [text for text in found if text in notes] == notes[: {"usual": 4, "long": 5, "one page": 1}[length]]
        found = [text for text in found if text not in notes]
    assert " ".join(found) == " ".join(expected)
    same = sum(block.size for block in SequenceMatcher(None, expected, found, autojunk=False).get_matching_blocks())
    assert same >= 0.99 * max(len(expected), len(found))


def row(*pieces: tuple[float, float, str], y: float) -> list[Segment]:
    return [Segment(x0, x1, y, 12.0, text) for x0, x1, text in pieces]


def test_a_cell_of_two_lines_stays_one_cell() -> None:
    lines = [
        row((80, 100, "STT"), (150, 200, "Tên"), (400, 440, "Số"), y=700),
        row((80, 100, "1"), (150, 260, "Giấy vay tiền"), (400, 440, "01"), y=680),
        row((150, 240, "viết tay"), y=666),
        row((80, 100, "2"), (150, 230, "Biên bản"), (400, 440, "02"), y=646),
    ]
    items = [item for _, block in arrange(lines) for item in block]
    assert [item.cells for item in items if isinstance(item, TableRow)] == [
        ("STT", "Tên", "Số"),
        ("1", "Giấy vay tiền viết tay", "01"),
        ("2", "Biên bản", "02"),
    ]


def test_heads_that_stand_close_are_cut_where_the_rows_have_gaps() -> None:
    lines = [
        row((80, 200, "STT Tên vật"), (400, 440, "Số"), y=700),
        row((80, 90, "1"), (130, 260, "Giấy vay tiền"), (400, 440, "01"), y=680),
        row((80, 90, "2"), (130, 230, "Biên bản"), (400, 440, "02"), y=660),
    ]
    found = unruled(lines, 0)
    assert found is not None
    assert next(cells for cells, _ in found[1]) == ("STT", "Tên vật", "Số")


def test_a_court_header_is_no_table_and_a_hanging_list_neither() -> None:
    header = [
        row((80, 200, "TÒA ÁN NHÂN DÂN"), (300, 500, "CỘNG HÒA XÃ HỘI"), y=700 - 20 * place) for place in range(4)
    ]
    assert unruled(header, 0) is None
    assert [piece.text for piece in with_marks(row((80, 86, "a)"), (110, 300, "Về tiền gốc"), y=700))] == [
        "a) Về tiền gốc"
    ]
