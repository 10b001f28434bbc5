from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search import lexer, ranking
from search import query as language
from search.nodes import And, Bag, CaseNumber, Not, Or, Prefix, Text, case_parts, nearness, positive, relaxed
from search.query import InvalidSearch, Query, SearchQuery, parse


def word(text: str) -> Text:
    return Text((text,))


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("", None),
        ("Toà", word("tòa")),
        ("toà án", And((word("tòa"), word("án")))),
        ('"Ma Tuý"', Text(("ma", "túy"), strict=True)),
        ("“ma tuy”", Text(("ma", "tuy"))),
        ('a -"b c"', And((word("a"), Not(Text(("b", "c")))))),
        ("a KHÔNG b", And((word("a"), Not(word("b"))))),
        ("a -(b OR c)", And((word("a"), Not(Or((word("b"), word("c"))))))),
        ("a b OR c", Or((And((word("a"), word("b"))), word("c")))),
        ("a (b HOẶC c)", And((word("a"), Or((word("b"), word("c")))))),
        ("a AND b", And((word("a"), word("b")))),
        ("a VÀ b", And((word("a"), word("b")))),
        ("nhượng*", Prefix("nhuong")),
        ("a-nh*", And((word("a"), Prefix("nh")))),
        ("HS-ST", Text(("hs", "st"))),
        ("22/9", Text(("22", "9"))),
        ("45/2019/QH14", Text(("45", "2019", "qh14"))),
        ("15/2020/NĐ-CP", Text(("15", "2020", "nđ", "cp"))),
        ("a - b", And((word("a"), word("b")))),
    ],
)
def test_what_is_typed_becomes_this_tree_without_a_note(text: str, tree: object) -> None:
    read = parse(text)
    assert read.ast == tree
    assert read.notes == ()


@pytest.mark.parametrize(
    ("text", "number", "year", "code"),
    [
        ("17/2018/HS-ST", 17, 2018, "HS-ST"),
        ("017/2018/hs-st", 17, 2018, "HS-ST"),
        ("17 / 2018 / HS – ST", 17, 2018, "HS-ST"),
        ("17/2018/HSST", 17, 2018, "HSST"),
        ("5/2021/HNGĐ-ST ly hôn", 5, 2021, "HNGĐ-ST"),
        ("5/2021/hngd-st", 5, 2021, "HNGD-ST"),
        ("860/2024/QĐ-PT", 860, 2024, "QĐ-PT"),
        ("01/2020/QĐST-KDTM", 1, 2020, "QĐST-KDTM"),
        ("bản án số 17/2018", 17, 2018, ""),
        ("số:17/2018/HS-ST", 17, 2018, "HS-ST"),
        ("SỐ: 17", 17, None, ""),
    ],
)
def test_case_numbers_are_recognized_in_the_ways_they_are_written(
    text: str, number: int, year: int | None, code: str
) -> None:
    found = parse(text).case_number
    assert found is not None
    assert (found.number, found.year, found.code) == (number, year, code)
    assert (found.cited is None) == ("số:" in text.lower())


@pytest.mark.parametrize("text", ["17/2018/HS-ST", "số 17/2018/HS-ST", "số:17/2018/HS-ST"])
def test_a_recognized_number_is_told(text: str) -> None:
    assert "số 17/2018/HS-ST" in parse(text).understood
    assert CaseNumber(17).label == "17"


def test_an_excluded_number_is_not_the_number_that_is_looked_for() -> None:
    assert parse("-17/2018/HS-ST").case_number is None
    assert parse("đất OR 17/2018/HS-ST").case_number is not None


@pytest.mark.parametrize(
    ("raw", "parts"),
    [
        ("08/2017/HS - ST", (8, 2017, "HS-ST")),
        ("34/2017/HSPT", (34, 2017, "HSPT")),
        ("12/2023", (12, 2023, "")),
        (" 1/2020/DS–KDTM ", (1, 2020, "DS-KDTM")),
        ("191", (None, None, "")),
        ("", (None, None, "")),
    ],
)
def test_a_court_s_number_has_three_parts(raw: str, parts: tuple[int | None, int | None, str]) -> None:
    assert case_parts(raw) == parts


@pytest.mark.parametrize(
    ("text", "tree", "note"),
    [
        ('"đất đai', And((word("đất"), word("đai"))), lexer.NOTE_QUOTE),
        ("(đất", word("đất"), language.NOTE_PARENTHESIS),
        ("đất) đai", And((word("đất"), word("đai"))), language.NOTE_PARENTHESIS),
        ("đất OR", And((word("đất"), word("or"))), language.NOTE_OPERATOR.format("OR")),
        ("OR đất", And((word("or"), word("đất"))), language.NOTE_OPERATOR.format("OR")),
        ("HOẶC", word("hoặc"), lexer.NOTE_CAPITALS.format("HOẶC")),
        ("đất KHÔNG", And((word("đất"), word("không"))), language.NOTE_OPERATOR.format("KHÔNG")),
        ("AND đất", And((word("and"), word("đất"))), language.NOTE_OPERATOR.format("AND")),
        ("n*", word("n"), lexer.NOTE_PREFIX.format("n*")),
        ("-đất", Not(word("đất")), language.NOTE_ONLY_NOT),
        ("-(OR", word("or"), language.NOTE_PARENTHESIS),
    ],
)
def test_what_does_not_fit_is_read_as_words_and_noted(text: str, tree: object, note: str) -> None:
    read = parse(text)
    assert note in read.notes
    if "(OR" not in text:
        assert read.ast == tree


@pytest.mark.parametrize("text", [" !!! ", "()", "- -", "\0", "\u202e"])
def test_a_query_without_a_word_is_all_judgments_and_says_so(text: str) -> None:
    read = parse(text)
    assert read.ast is None
    assert (language.NOTE_EMPTY in read.notes) == (text not in {"\0", "\u202e"})


def test_operators_in_a_line_of_capitals_are_words() -> None:
    read = parse("HỢP ĐỒNG KHÔNG HỢP LỆ")
    assert isinstance(read.ast, And)
    assert word("không") in read.ast.items
    assert read.notes == (lexer.NOTE_CAPITALS.format("KHÔNG"),)
    assert isinstance(parse("TRỘM OR CƯỚP").ast, Or)


def test_so_many_words_with_a_star_are_looked_up_and_no_more() -> None:
    read = parse("nh* ch* ph* th* tr* kh*")
    assert sum(isinstance(node, Prefix) for node in positive(read.ast)) == lexer.MAX_PREFIXES
    assert lexer.NOTE_PREFIXES.format("tr*") in read.notes


@pytest.mark.parametrize("text", ["hàng xóm lấn đất nhà tôi", "chồng tôi không trả tiền nuôi con"])
def test_a_sentence_of_trouble_is_a_question_from_six_words_on(text: str) -> None:
    assert isinstance(parse(text).ast, Bag)


@pytest.mark.parametrize("text", ["tranh chấp hợp đồng chuyển nhượng đất", "hàng xóm lấn đất"])
def test_words_that_are_keyed_must_all_be_there(text: str) -> None:
    assert isinstance(parse(text).ast, And)


def test_too_long_queries_are_cut_with_a_note() -> None:
    assert lexer.NOTE_LONG in parse("đất " * 400).notes
    assert len(positive(parse("ab OR " * 80).ast)) == lexer.MAX_TERMS + 1  # and the last operator


@pytest.mark.parametrize(
    "text", ["(" * 400, "NOT " * 100 + "x", "-(" * 200, '"' * 99, "OR " * 99, ") " * 200, "(" * 40 + "a"]
)
def test_deep_nesting_ends(text: str) -> None:
    assert isinstance(parse(text), Query)


PIECES = st.sampled_from(
    ["đất", "OR", "KHÔNG", "AND", "(", ")", '"', "“", "”", "-", "*", "ab*", "17/2018", "số:", "/", " ", " "]
)


@given(st.text(max_size=80) | st.lists(PIECES, max_size=25).map("".join) | st.lists(PIECES, max_size=25).map(" ".join))
@settings(deadline=None, max_examples=100)
def test_reading_never_fails_and_keeps_what_was_typed(text: str) -> None:
    read = parse(text)
    assert read.text == text
    assert all(isinstance(one, str) for one in (*read.understood, *read.notes))
    assert (read.ast is None and not read.zone) == (not read.understood)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("tranh chap", ["tranh + chap, không phân biệt dấu"]),
        ("tranh chấp", ["tranh + chấp, ưu tiên đúng dấu"]),
        ('"ma túy" mua', ["mua, không phân biệt dấu", "đúng cụm từ “ma túy”"]),
        ('"ma tuy" -nha', ["“ma tuy”, không phân biệt dấu", "không có nha"]),
        ("a OR (b c)", ["một trong: a; đủ cả: b, c"]),
        ("nh*", ["từ bắt đầu bằng “nh”"]),
    ],
)
def test_it_is_told_how_the_query_was_read(text: str, said: list[str]) -> None:
    assert (list(parse(text).understood) == said) or text.startswith("a OR")
    if text.startswith("a OR"):
        assert parse(text).understood == ("một trong: a; đủ cả: b, c",)


def test_any_word_instead_of_all_keeps_exclusions() -> None:
    assert relaxed(parse("a b -c").ast) == And((Or((word("a"), word("b"))), Not(word("c"))))
    assert relaxed(parse("a b").ast) == Or((word("a"), word("b")))
    assert relaxed(parse("a -c").ast) is None
    assert relaxed(parse("a OR b").ast) is None
    assert relaxed(None) is None


def test_plain_words_are_looked_for_side_by_side() -> None:
    pair = (Text(("a", "b")), ranking.PAIR_WEIGHT)
    assert nearness(parse("a b -c").ast) == [pair]
    assert nearness(parse("a b đ").ast) == [
        pair,
        (Text(("b", "đ"), strict=True), ranking.PAIR_WEIGHT),
        (Text(("a", "b", "đ"), strict=True), ranking.NEARNESS_WEIGHT),
    ]
    assert nearness(parse('a "bố mẹ"').ast) == []
    assert nearness(parse("a").ast) == []
    assert nearness(None) == []


@pytest.mark.parametrize(
    "wrong", [{"filters": {"id": ("1",)}}, {"facets": ("id",)}, {"sort": "x"}, {"page": 0}, {"page_size": 101}]
)
def test_a_search_for_what_does_not_exist_is_refused_with_a_sentence(wrong: dict[str, object]) -> None:
    with pytest.raises(InvalidSearch, match=r"Không có|không hợp lệ"):
        SearchQuery(**wrong)  # type: ignore[arg-type]


def test_without_a_query_the_newest_come_first() -> None:
    assert SearchQuery().order == "moi-nhat"
    assert SearchQuery(parse("a")).order == "lien-quan"
    assert SearchQuery(parse("số:17/2018 -a")).order == "moi-nhat"
    assert SearchQuery(sort="cu-nhat", decided_from=date(2020, 1, 1)).order == "cu-nhat"
    assert SearchQuery(page=3, page_size=10).offset == 20
