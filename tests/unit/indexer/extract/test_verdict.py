"""Pages whose text layer is not what a reader sees."""

import io
from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest

from indexer.extract.child import TextStage, text_stage
from indexer.extract.verdict import garbled_in_part, reads_as_vietnamese

LINE = "Hội đồng xét xử thấy rằng các bên đều thừa nhận có việc giao nhận tiền theo giấy vay"


def page(make: ModuleType, text: str, **options: Any) -> TextStage:
    lines = [text[place : place + 60] for place in range(0, len(text), 60)]
    mode = options.pop("mode", 0)
    puts = tuple(make.Put(85, 700 - 20 * row, line, mode=mode) for row, line in enumerate(lines))
    return text_stage(io.BytesIO(make.pdf([make.Sheet(puts, **options)])))


def source(stage: TextStage) -> str:
    return stage.pages[0].source


def test_a_page_of_vietnamese_is_text(make: ModuleType) -> None:
    assert source(page(make, LINE * 3)) == "text"


def test_a_page_image_without_letters_waits_for_recognition(make: ModuleType) -> None:
    stage = page(make, "", image=(0, 0, 595, 842))
    assert source(stage) == "needs_ocr"
    assert stage.paragraphs == []


def test_a_short_page_keeps_its_text(make: ModuleType) -> None:
    assert source(page(make, "Lưu hồ sơ.")) == "text"


@pytest.mark.parametrize(
    "damage",
    [
        lambda text: "".join(chr(0xE000 + ord(letter) % 90) if letter != " " else " " for letter in text),
        lambda text: text.translate(str.maketrans("aeiouôơêâư", "qxzwkqxzwk")),
        lambda text: "".join(letter for letter in text if ord(letter) < 0x100 or letter == " "),
    ],
    ids=["private-use letters", "shuffled letters", "missing letters"],
)
def test_a_garbled_text_layer_waits_for_recognition(make: ModuleType, damage: Callable[[str], str]) -> None:
    assert source(page(make, damage(LINE * 4))) == "needs_ocr"


def test_an_old_recognition_layer_is_not_trusted(make: ModuleType) -> None:
    assert source(page(make, LINE * 3, mode=3, image=(0, 0, 595, 842))) == "needs_ocr"


@pytest.mark.parametrize(
    ("put", "reason"),
    [
        ({"x": 85, "y": 300, "mode": 3}, "invisible"),
        ({"x": 85, "y": 300, "size": 1.0}, "tiny"),
        ({"x": 85, "y": 2000}, "off_page"),
        ({"x": 900, "y": 300}, "off_page"),
    ],
    ids=["invisible mode", "tiny", "above the page", "beside the page"],
)
def test_hidden_words_stay_out_of_the_text_and_are_reported(make: ModuleType, put: dict[str, Any], reason: str) -> None:
    secret = make.Put(text="Lò Thị Ví Dụ", **put)
    puts = tuple(make.Put(85, 700 - 20 * row, LINE[:60]) for row in range(4))
    stage = text_stage(io.BytesIO(make.pdf([make.Sheet((*puts, secret))])))
    assert [(item.text, item.reason) for item in stage.hidden] == [("Lò Thị Ví Dụ", reason)]
    assert "Ví Dụ" not in "".join(paragraph.text for paragraph in stage.paragraphs)
    assert "Ví Dụ" not in stage.pages[0].text


def test_a_text_in_another_language_does_not_read_as_vietnamese() -> None:
    assert not reads_as_vietnamese("the court finds that both parties agree about every payment made so far")
    assert not reads_as_vietnamese("Hoi dong xet xu thay rang cac ben deu thua nhan " * 3)
    assert reads_as_vietnamese("Page 1")


def wrong(report: dict[str, Any]) -> set[str]:
    return {kind for part in report.values() for kind, count in part["kinds"].items() if count["wrong"]}


def test_no_page_of_any_kind_is_taken_for_another(
    make: ModuleType, layouts: ModuleType, scans: ModuleType, verdicts: ModuleType
) -> None:
    bad = verdicts.bad(make, layouts, scans, 1, ["noisy200", "fax200"])  # drawing the scans costs most
    assert wrong(verdicts.report(verdicts.good(make, layouts, 1), bad)) == set()


def test_no_page_of_other_mixtures_is_taken_for_another(
    make: ModuleType, layouts: ModuleType, verdicts: ModuleType, mixtures: ModuleType
) -> None:
    assert wrong(verdicts.report(mixtures.good(make, layouts, 1), mixtures.bad(make, layouts, 1))) == set()


RIGHT = "Hội đồng xét xử thấy rằng các bên đều thừa nhận có việc giao nhận tiền theo giấy vay " * 4


@pytest.mark.parametrize(
    ("stretch", "garbled"),
    [
        ("Hoi dong xet xu thay rang cac ben deu thua nhan co viec giao nhan tien theo giay vay " * 4, True),
        ("tkốt vbệt cgắp dlồn hxấu pbợ ktữ mnẻ rvộng jếc wảt sđường cfần bsửn zậpt " * 4, True),
        ("Hqx dzng xkt xw thqy rzng cwc bxn dxz thwz nhqn cz vxqc gxzw nhqn txzn thxz gxzy vwy " * 4, True),
        ("the seller shall deliver the goods to the carrier named by the buyer at the agreed place " * 4, False),
        ("anh oi em da chuyen tien cho anh roi nhe", False),
        ("STT GCN QSDĐ UBND TK CK VND HĐTD " * 12, False),
    ],
    ids=["marks lost", "marks in wrong places", "no vowels", "English", "short message", "abbreviations"],
)
def test_a_garbled_stretch_is_told_from_other_words(stretch: str, garbled: bool) -> None:
    assert garbled_in_part(RIGHT + stretch) is garbled
    assert garbled_in_part(stretch + RIGHT) is garbled


def test_letters_that_became_question_marks_are_missed_and_questions_are_not() -> None:
    assert not reads_as_vietnamese(RIGHT + "ng?y 12 th?ng 9 n?m 2022, t?i tr? s? T?a ?n nh?n d?n huy?n Th? D?")
    assert reads_as_vietnamese(RIGHT + "Có hay không? Vì sao? Ai trả? Khi nào? Ở đâu? Bao nhiêu? Thế nào?")


def test_a_list_mark_that_no_font_names_makes_no_page_garbled(make: ModuleType) -> None:
    rows = ["Chấp nhận yêu cầu của nguyên đơn;", "Buộc bị đơn trả nợ gốc;", "Trả lại tài liệu cho các bên."]
    text = tuple(make.Put(85, 700 - 20 * row, words) for row, words in enumerate(rows))
    marks = [make.Put(60, 700 - 20 * row, "\uf0b7", font="Symbol") for row in range(3)]
    others = [make.Put(60, 700 - 20 * row, mark, font="Symbol") for row, mark in enumerate("\uf0b7\uf0a7\uf0d8")]
    for lead, expected in ((marks, "text"), (others, "needs_ocr")):
        assert source(text_stage(io.BytesIO(make.pdf([make.Sheet((*text, *lead))])))) == expected
