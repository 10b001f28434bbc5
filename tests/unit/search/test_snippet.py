import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.query import parse
from search.snippet import LENGTH, highlight, snippet, snippet_html, snippets

FILLER = "Hội đồng xét xử nhận định như sau về toàn bộ các tình tiết của vụ việc này. "


def marked(text: str, query: str) -> list[str]:
    return [piece for piece, hit in highlight(text, parse(query)) if hit]


@pytest.mark.parametrize(
    ("text", "query", "hits"),
    [
        ("Toà án và tòa án", "toa an", ["Toà", "án", "tòa", "án"]),
        ("mua bán ma tuý, mà tủy", '"ma túy"', ["ma tuý"]),
        ("má ma má", '"ma má"', ["ma má"]),
        ("ma, túy", '"ma túy"', ["ma, túy"]),
        ("dát đất", "đất", ["dát", "đất"]),
        ("khoản 17/2018/HS - ST và 217/2018/HS-ST", "17/2018/HS-ST", ["17/2018/HS - ST"]),
        ("số 08/2020 và 8/2020", "8/2020", ["08/2020", "8/2020"]),
        ("số 17 và 170", "số:17", ["17"]),
        ("nhượng lại nhường", "nhu*", ["nhượng", "nhường"]),
        ("vay mượn lãi", "(vay OR mượn) -lãi", ["vay", "mượn"]),
        ("m² đất", "m2", ["m²"]),
        ("ma\u00ad tú\u200by đó", '"ma túy"', ["ma\u00ad tú\u200by"]),
        ("đấtđai _đất_", "đất", ["đất"]),
        ("không có gì", "", []),
        ("ab", "a", []),
        ("a b c", '"a b" "b c"', ["a b c"]),
    ],
)
def test_words_are_marked_as_they_stand(text: str, query: str, hits: list[str]) -> None:
    assert marked(text, query) == hits
    assert "".join(piece for piece, _ in highlight(text, parse(query))) == text


def test_decomposed_text_is_marked_in_its_own_letters() -> None:
    text = unicodedata.normalize("NFD", "bị cáo mua ma túy")
    assert [unicodedata.normalize("NFC", one) for one in marked(text, '"ma túy" bị')] == ["bị", "ma túy"]


PARTS = st.sampled_from(
    ["ma", "túy", "tuý", "đất", " ", " ", "\u00ad", "a\u0301", "\u0323", "²", "/", "17", "2018", "<", "x"]
)


@given(st.lists(PARTS, max_size=30).map("".join), st.sampled_from(["ma", '"ma túy"', "17/2018", "x*", "đất OR tuy"]))
@settings(deadline=None, max_examples=100)
def test_spans_are_the_paragraph_again(text: str, query: str) -> None:
    spans = highlight(text, parse(query))
    assert "".join(piece for piece, _ in spans) == text
    assert all(piece for piece, _ in spans)
    found = snippet([text], parse(query), 20)
    assert (found is None) == (not any(hit for _, hit in spans))


def test_the_paragraph_with_most_of_the_words_is_shown() -> None:
    paragraphs = ["đất", "tranh đất tranh đất", "quyền: tranh chấp đất", "tranh chap dat"]
    found = snippet(paragraphs, parse("tranh chấp đất"))
    assert found is not None
    assert found.paragraph == 3
    assert [one.paragraph for one in snippets(paragraphs, parse("tranh chấp đất"), 2)] == [3, 4]


def test_the_piece_is_short_starts_and_ends_with_a_word_and_says_where_it_was_cut() -> None:
    paragraph = FILLER * 10 + "tranh chấp quyền sử dụng đất " + FILLER * 10
    found = snippet([paragraph], parse("tranh chấp đất"))
    assert found is not None
    text = "".join(piece for piece, _ in found.spans)
    assert text.startswith("… ")
    assert text.endswith(" …")
    assert text[2:-2] in paragraph
    assert f" {text[2:-2]} " in paragraph
    assert len(text) <= LENGTH + 4
    assert [piece for piece, hit in found.spans if hit] == ["tranh", "chấp", "đất"]


def test_a_short_paragraph_is_shown_whole() -> None:
    found = snippet(["đất ở"], parse("dat"))
    assert found is not None
    assert found.spans == [("đất", True), (" ở", False)]


def test_a_phrase_longer_than_the_piece_is_shown_alone() -> None:
    phrase = "một hai ba bốn năm sáu bảy"
    found = snippet([f"{FILLER}{phrase} {FILLER}"], parse(f'"{phrase}"'), 10)
    assert found is not None
    assert [piece for piece, hit in found.spans if hit] == [phrase]


def test_the_hits_nearest_to_each_other_are_chosen() -> None:
    paragraph = "tranh " + FILLER * 5 + "tranh chấp đất. " + FILLER * 5 + " đất"
    found = snippet([paragraph], parse("tranh chấp đất"))
    assert found is not None
    assert [piece for piece, hit in found.spans if hit] == ["tranh", "chấp", "đất"]


def test_without_a_word_of_the_query_there_is_nothing_to_show() -> None:
    assert snippet(["đất"], parse("nhà")) is None
    assert snippet([], parse("nhà")) is None
    assert snippets(["đất"], parse("")) == []


def test_html_is_escaped_and_hits_are_in_mark() -> None:
    spans = highlight("<b>đất & 'nhà'</b>", parse("đất"))
    assert snippet_html(spans) == "&lt;b&gt;<mark>đất</mark> &amp; &#x27;nhà&#x27;&lt;/b&gt;"
