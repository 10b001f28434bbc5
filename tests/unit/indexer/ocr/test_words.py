"""Words to lines, certain repairs, doubtful places."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.ocr.reading import may_name
from indexer.ocr.repairs import FORMULAS, repaired
from indexer.ocr.words import Word, confidence, letter_size, read_lines

PIECES = ("Bà", "Thí", "Dụ", "1", "15.000", "TÒA", "-", "đồng")


def word(text: str, x: float, y: float = 700.0, sure: float = 96.0, other: str | None = None) -> Word:
    return Word(x, x + 6.0 * len(text), y, y + 9.4, text, sure, other)


def row(text: str, x: float = 85.0, y: float = 700.0) -> list[Word]:
    found = []
    for part in text.split():
        found.append(word(part, x, y))
        x += 6.0 * len(part) + 4.0
    return found


def texts(words: list[Word]) -> list[str]:
    return [item.line.text for item in read_lines(words)]


def test_words_of_two_columns_read_left_before_right() -> None:
    left = row("TÒA ÁN NHÂN DÂN", 90, 770) + row("HUYỆN THÍ DỤ", 95, 752)
    right = row("CỘNG HÒA XÃ HỘI", 330, 770) + row("Độc lập - Tự do", 335, 752)
    assert texts(right + left) == ["TÒA ÁN NHÂN DÂN", "HUYỆN THÍ DỤ", "CỘNG HÒA XÃ HỘI", "Độc lập - Tự do"]


def test_words_a_little_off_their_line_stay_on_it() -> None:
    first, second, third = row("bà Thí Dụ")
    words = [first, Word(second.x0, second.x1, second.y - 2, second.top, second.text, 96.0), third]
    assert texts(words) == ["bà Thí Dụ"]


def test_a_speck_taken_for_a_sign_is_dropped_but_no_letter() -> None:
    words = [*row("bà Thí"), word("~", 130, sure=12.0), word("D", 150, sure=12.0)]
    assert texts(words) == ["bà Thí D"]


def test_an_unsure_word_and_a_disputed_one_are_doubtful_at_their_places() -> None:
    words = [word("ông", 85), word("Đinh", 110, sure=60.04), word("Văn", 145), word("Định", 170, other="Đỉnh")]
    (item,) = read_lines(words)
    places = [(item.line.text[doubt.start : doubt.end], doubt.confidence, doubt.other) for doubt in item.doubts]
    assert places == [("Đinh", 60.0, None), ("Định", 96.0, "Đỉnh")]


@pytest.mark.parametrize(
    ("read", "right"),
    [
        ("xét xử sơ thấm công khai", "xét xử sơ thẩm công khai"),
        ("TÒA ÁN NHẦN DÂN HUYỆN", "TÒA ÁN NHÂN DÂN HUYỆN"),
        ("Thấm phán - Chủ tọa phiên toà:", "Thẩm phán - Chủ tọa phiên toà:"),
        ("“Toà án nhân dân", "“Toà án nhân dân"),
        ("điểm b, ø khoản 1", "điểm b, g khoản 1"),
        ("điểm gø khoản 1", "điểm g khoản 1"),
        ("diện tích 348 m? tại", "diện tích 348 m² tại"),
        ("15.000 đồng/m?; ngôi", "15.000 đồng/m²; ngôi"),
        ("~ Các đương sự;", "- Các đương sự;"),
        ("hỏi thăm bà con", "hỏi thăm bà con"),
        ("thấm nước vào nhà", "thấm nước vào nhà"),
        ("họ làm gì? có m? không", "họ làm gì? có m? không"),
    ],
)
def test_only_what_is_certain_is_put_right(read: str, right: str) -> None:
    assert " ".join(item.text for item in repaired(row(read))) == right


@given(st.sampled_from(FORMULAS), st.booleans())
def test_a_formula_read_right_stays(formula: str, upper: bool) -> None:
    text = formula.upper() if upper else formula
    assert " ".join(item.text for item in repaired(row(text))) == text


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text("aăâbcdđeê ~?øm²1-", min_size=1, max_size=8), min_size=1, max_size=8))
def test_repairs_keep_the_number_of_words_and_read_lines_never_fails(parts: list[str]) -> None:
    words = [word(part, 80 + 60 * number, sure=40 + number) for number, part in enumerate(parts)]
    cleaned = [item for item in words if item.text.strip()]
    assert len(repaired(cleaned)) == len(cleaned)
    for item in read_lines(words):
        for doubt in item.doubts:
            assert 0 <= doubt.start < doubt.end <= len(item.line.text)


def test_confidence_weighs_words_by_their_letters() -> None:
    assert confidence([word("aaa", 0, sure=90.0), word("a", 20, sure=50.0)]) == pytest.approx(0.8)
    assert confidence([]) is None


def test_a_page_without_words_has_the_usual_size() -> None:
    assert letter_size([]) == 13.0
    assert letter_size(row("chữ thường")) == pytest.approx(9.4 / 0.72)


@pytest.mark.parametrize(
    ("line", "begins", "named"),
    [
        ("trả cho bà Lò Thị Ví Dụ số tiền", False, ["Lò Thị Ví Dụ"]),
        ("Giàng A Thí, Vàng Thị Mẫu và chị (Ví", True, ["Giàng A Thí,", "Vàng Thị Mẫu", "(Ví"]),
        ("Dụ - Kiểm sát viên.", False, ["Dụ"]),
        ("Căn cứ vào các tài liệu trong hồ sơ", True, []),
        ("thì Tòa án và Viện kiểm sát", False, []),
        ("có căn cứ. Xét thấy yêu cầu là đúng", False, []),
        ("- Các đương sự;", True, []),
        ("không có chữ hoa nào", False, []),
    ],
)
def test_capitalised_words_inside_a_sentence_may_name_somebody(line: str, begins: bool, named: list[str]) -> None:
    words = line.split()
    assert [" ".join(words[first:end]) for first, end in may_name(words, begins=begins)] == named


def table() -> list[Word]:
    """Three columns, three rows, between two lines of text."""
    rows = (("Số", "Ngày", "Tiền"), ("1", "25/08/2019", "105.000"), ("2", "15/10/2018", "83.000"))
    words = row("Các khoản vay được tính như sau và không ai có ý kiến khác:", y=700)
    for number, cells in enumerate(rows):
        words += [word(cell, x, 680 - 20 * number) for cell, x in zip(cells, (85, 200, 400), strict=True)]
    return words + row("Bị đơn không có ý kiến gì về các khoản vay nói trên của mình.", y=600)


def test_a_table_on_a_scan_reads_row_by_row_with_its_doubts() -> None:
    words = [replace(item, confidence=50.0) if item.text == "83.000" else item for item in table()]
    found = read_lines(words)
    assert [item.line.text for item in found][1:-1] == ["Số Ngày Tiền", "1 25/08/2019 105.000", "2 15/10/2018 83.000"]
    (doubtful,) = (item for item in found if item.doubts)
    (doubt,) = doubtful.doubts
    assert doubtful.line.text[doubt.start : doubt.end] == "83.000"
    assert doubtful.column == 0


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(PIECES), st.integers(0, 9), st.integers(0, 8)),
        min_size=1,
        max_size=40,
        unique_by=lambda place: place[1:],
    )
)
def test_no_word_is_lost_however_words_stand(places: list[tuple[str, int, int]]) -> None:
    words = [word(text, 60.0 + 48 * column, 700.0 - 19 * line) for text, column, line in places]
    read = " ".join(texts(words)).split()
    assert sorted(read) == sorted(text for text, _, _ in places)


@pytest.mark.parametrize(
    ("line", "doubtful"),
    [
        ("theo Điều 46G Bộ luật Dân sự", {"46G": "466"}),
        ("các điều 14I, 147 và 2O, Nghị quyết", {"14I,": "141,", "2O,": "20,"}),
        ("khoản 1 Điều 46B; khoản 3q", {"46B;": "468;", "3q": "39"}),
        ("Điều 217a, Điều 56đ và Điều 9e", {}),
        ("thửa số 46G tờ bản đồ số 9", {}),
        ("Điều 3M Bộ luật", {"3M": "3"}),
    ],
)
def test_a_digit_read_as_a_letter_in_an_article_is_doubtful(line: str, doubtful: dict[str, str]) -> None:
    (read,) = read_lines(row(line))
    assert {read.line.text[doubt.start : doubt.end]: doubt.other for doubt in read.doubts} == doubtful


def test_what_the_second_model_read_stands_before_the_guess() -> None:
    words = [word("Điều", 85), word("46G", 120, other="469")]
    assert [doubt.other for doubt in read_lines(words)[0].doubts] == ["469"]
