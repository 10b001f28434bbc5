import re

from hypothesis import given, settings
from hypothesis import strategies as st

from portal.public.layout import Part
from portal.public.marks import marked, marker
from search.query import parse

PARAGRAPHS = ["Tranh chấp đất đai", "không có gì", "đất <script>alert(1)</script> đất", "Đất cuối"]


def test_hits_are_numbered_through_the_whole_judgment() -> None:
    hits = marker(PARAGRAPHS, parse("đất"), Part(2, 3, 4), lambda number: f"/x?doan={number}")
    assert hits is not None
    assert (hits.count, hits.first, hits.last) == (4, 2, 4)
    assert hits.places == [("tu-1", 1, "/x?doan=1"), ("tu-2", 3, ""), ("tu-3", 3, ""), ("tu-4", 4, "")]
    written = hits.write(3, PARAGRAPHS[2])
    assert re.findall(r'<mark id="(tu-\d)">đất</mark>', written) == ["tu-2", "tu-3"]
    assert "<script>" not in written
    assert hits.write(2, "không <b>") == "không &lt;b&gt;"


def test_hits_outside_this_part_leave_nothing_to_step_to() -> None:
    hits = marker(PARAGRAPHS, parse("tranh chấp"), Part(2, 2, 4), str)
    assert hits is not None
    assert (hits.count, hits.first, hits.last) == (2, 0, 0)


def test_nothing_found_means_no_hits() -> None:
    assert marker(PARAGRAPHS, parse("phá sản"), Part(1, 1, 4), str) is None
    assert marker(PARAGRAPHS, parse(""), Part(1, 1, 4), str) is None


@settings(max_examples=60, deadline=None)
@given(pieces=st.lists(st.tuples(st.text(alphabet="<>&\"'ađ ", max_size=8), st.booleans()), max_size=6))
def test_marked_text_is_escaped_whatever_it_is(pieces: list[tuple[str, bool]]) -> None:
    html = str(marked(pieces))
    left = html.replace("<mark>", "").replace("</mark>", "")
    assert "<" not in left
    assert ">" not in left
    assert '"' not in left
