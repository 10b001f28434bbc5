"""Citations in a text: whatever links and hits there are, the words stay the same."""

import re
from html import unescape
from itertools import pairwise
from typing import Any

import pytest
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.i18n import speak_vietnamese
from portal.public.links import Link, sentence, write


@pytest.fixture(autouse=True, scope="module")
def spoken() -> Any:
    app = Flask(__name__)
    speak_vietnamese(app)
    with app.test_request_context():
        yield


def _spans(text: str, cuts: list[int]) -> list[tuple[str, bool]]:
    places = [0, *sorted({cut % (len(text) + 1) for cut in cuts}), len(text)]
    return [(text[a:b], bool(i % 2)) for i, (a, b) in enumerate(pairwise(places)) if a < b]


@given(
    st.text("abc <&>\"'đ.", max_size=40),
    st.lists(st.tuples(st.integers(0, 45), st.integers(0, 12)), max_size=4),
    st.lists(st.integers(0, 45), max_size=6),
)
@settings(deadline=None, max_examples=100)
def test_without_its_tags_the_text_is_what_it_was(text: str, places: list[Any], cuts: list[int]) -> None:
    links = [Link(start, start + length, f"/x/{start}") for start, length in sorted(places)]
    spans = _spans(text, cuts)
    written = str(write(text, links, spans, 1))
    assert unescape(re.sub("<[^>]*>", "", written)) == text
    hits = sum(hit for _piece, hit in spans)
    assert sum(f'id="tu-{number}"' in written for number in range(1, hits + 1)) == hits


def test_a_hit_over_the_edge_of_a_link_keeps_one_anchor() -> None:
    written = write("theo Điều 5 luật", [Link(5, 11, "/d")], [("theo Đi", True), ("ều 5 luật", False)], 3)
    assert written == ('<mark id="tu-3">theo </mark><a class="cite" href="/d"><mark>Đi</mark>ều 5</a> luật')


def test_links_that_overlap_or_lie_outside_are_left_out() -> None:
    written = write("Điều 5", [Link(0, 6, "/a"), Link(2, 4, "/b"), Link(4, 99, "/c"), Link(3, 3, "/d")])
    assert written == '<a class="cite" href="/a">Điều 5</a>'


def test_a_sentence_is_cut_at_its_ends_or_between_words() -> None:
    text = "Câu đầu. Theo khoản 2 Điều 468 của bộ luật thì phải trả. Câu cuối."
    start = text.index("khoản")
    assert sentence([text], 1, start, start + 16) == "…Theo <b>khoản 2 Điều 468</b> của bộ luật thì phải trả…"
    long = "từ " * 100 + "Điều 5" + " nữa" * 100
    found = sentence([long], 1, 300, 306).striptags()
    assert found.startswith("…từ")
    assert found.endswith("nữa…")
    assert len(found) < 260
    assert sentence([text], 2, 0, 3) == ""
