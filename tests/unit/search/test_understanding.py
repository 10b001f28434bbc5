"""Facts recognised in what is typed, synonyms, questions, corrections, suggestions, similar judgments."""

from datetime import date

import pytest

from search.lexicon import lexicon
from search.nodes import Alike, And, Article, Bag, Court, Days, Judge, Precedent, Text
from search.query import parse
from search.similar import similar_to
from search.spelling import corrected, marked_form
from search.suggest import suggester
from search.synonyms import table

NAMES = lexicon(
    [("kv1", "TAND khu vực 1 - Hà Nội", ()), ("gl", "TAND tỉnh Gia Lai", ()), ("tc", "Tòa án nhân dân tối cao", ())],
    [
        ("91-2015-qh13", "Bộ luật Dân sự", ("bộ luật dân sự", "BLDS")),
        ("33-2005-qh11", "Bộ luật Dân sự", ("bộ luật dân sự", "BLDS")),
    ],
)


@pytest.mark.parametrize(
    ("typed", "keys"),
    [
        ("Điều 584 Bộ luật Dân sự", ("91-2015-qh13.584", "33-2005-qh11.584")),
        ("khoản 2 Điều 584 BLDS năm 2015", ("91-2015-qh13.584",)),
        ("dieu 584 cua blds 2005", ("33-2005-qh11.584",)),
        ("điều 584", ("584",)),
        ('điều:"584 blds"', ("91-2015-qh13.584", "33-2005-qh11.584")),
        ("điều:91-2015-qh13.468", ("91-2015-qh13.468",)),
    ],
)
def test_articles_are_recognised_with_their_acts(typed: str, keys: tuple[str, ...]) -> None:
    found = parse(typed, NAMES).ast
    assert isinstance(found, Article)
    assert found.keys == keys
    assert (found.cited is None) == (":" in typed)


@pytest.mark.parametrize("typed", ["Án lệ số 25", "an le 25", "25/2018/AL", "án lệ số 25/2018/AL", "án lệ:25"])
def test_precedents_are_recognised(typed: str) -> None:
    found = parse(typed).ast
    assert isinstance(found, Precedent)
    assert found.number == "25"


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("TAND tỉnh Gia Lai", "gl"),
        ("tòa án nhân dân tỉnh gia lai", "gl"),
        ("tòa án tỉnh Gia Lai", "gl"),
        ("TANDTC", "tc"),
    ],
)
def test_courts_are_recognised_by_any_of_their_names(typed: str, code: str) -> None:
    found = parse(typed, NAMES).ast
    assert isinstance(found, Court)
    assert found.codes == (code,)


def test_fields_ask_for_the_facts_alone() -> None:
    assert parse('tòa:"khu vực 1"', NAMES).ast == Court(("kv1",), "khu vực 1")
    assert parse("thẩm phán:Nguyễn Văn An").ast == Judge(("nguyen", "van", "an"))
    assert parse("ngày:2/2024").ast == Days(date(2024, 2, 1), date(2024, 2, 29), "2/2024")
    assert parse("phan:nhan-dinh lỗi").zone == "nhan-dinh"
    for odd in ("tòa:khongco x", "ngày:31/2/2020", "điều:abc", "án lệ:x", "phan:gi"):
        assert parse(odd, NAMES).notes


def test_days_that_exist_are_recognised_and_others_noted() -> None:
    found = parse("ngày 22 tháng 9 năm 2017").ast
    assert isinstance(found, Days)
    assert found.first == date(2017, 9, 22)
    assert "31/2/2020" in parse("31/2/2020").notes[0]


def test_synonyms_are_many_and_respect_the_typed_marks() -> None:
    pairs = sum(len(means) for entries in table().values() for _, means in entries)
    assert pairs >= 300
    found = parse("sổ đỏ").ast
    assert isinstance(found, Alike)
    assert Text(("giấy", "chứng", "nhận", "quyền", "sử", "dụng", "đất"), strict=True) in found.others
    assert isinstance(parse("số đo").ast, And)
    assert not any(isinstance(item, Alike) for item in parse('"sổ đỏ" x').ast.items)  # type: ignore[union-attr]


def test_a_question_asks_for_some_of_its_words() -> None:
    read = parse("chồng tôi đánh tôi rồi đuổi ra khỏi nhà và giữ hết giấy tờ")
    assert read.question
    assert isinstance(read.ast, Bag)
    assert Text(("tôi",)) not in read.ast.items
    few = parse("hàng xóm lấn đất nhà tôi thì phải làm sao?").ast
    assert isinstance(few, Bag)
    assert few.minimum == 2
    assert isinstance(parse("ly hôn?").ast, Alike)
    assert not parse('một hai ba bốn năm sáu bảy tám chín "mười một"').question


COUNTS = {"tranh": 90, "chap": 90, "hop": 80, "dong": 80, "dat": 70, "đất": 60, "đạt": 2}


def frequencies(words: list[str], *, marks: bool = False) -> dict[str, int]:  # noqa: ARG001  as engines have it
    return {word: COUNTS.get(word, 0) for word in words}


def test_slips_are_corrected_and_marks_restored() -> None:
    assert corrected(parse("tranh trap hop dong"), frequencies) == "tranh chấp hợp đồng"
    assert marked_form(parse("tranh chap dat dai"), frequencies) == "tranh chấp đất đai"
    assert marked_form(parse("tranh chấp"), frequencies) == ""
    assert corrected(parse('"tranh trap" -x'), frequencies) == ""


def test_suggestions_are_lines_of_law_not_names() -> None:
    offered = suggester(["TAND tỉnh Gia Lai"], [("Bộ luật Dân sự 2015", ("BLDS",))], [("25", "đặt cọc")])
    assert offered.suggest("gia l")[0].text == "TAND tỉnh Gia Lai"
    assert offered.suggest("Điều 468 bl")[0].query == "Điều 468 Bộ luật Dân sự 2015"
    assert offered.suggest("an le 2")[0].kind == "precedent"
    assert offered.suggest("x") == []
    assert len(offered.suggest("tranh")) == 8


def test_similar_judgments_are_asked_for_by_telling_words_articles_and_relation() -> None:
    text = ["Con bò của ông A phá vườn; con bò bị giữ.", "Thiệt hại do con bò gây ra."]
    search = similar_to(
        "00000001",
        text,
        ["91-2015-qh13.603"],
        "bồi thường thiệt hại",
        "ds",
        1000,
        lambda words: dict.fromkeys(words, 30),
    )
    assert search is not None
    assert search.excluded == ("00000001",)
    assert search.filters == {"loai-an": ("ds",)}
    assert isinstance(search.query.ast, Bag)
    assert Text(("bo",)) in search.query.ast.items
    assert similar_to("00000001", [], [], "", "", 10, frequencies) is None
