import re

from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup

from portal.public.layout import Part, Zone, body, part_with, parts, plain, zones

JUDGMENT = [
    "TÒA ÁN NHÂN DÂN KHU VỰC 1",
    "NỘI DUNG VỤ ÁN:",
    "Nguyên đơn trình bày <b>như sau</b>.",
    "quyết định",
    "NHẬN ĐỊNH CỦA TÒA ÁN",
    "[1] Về tố tụng.",
    "[2] Về nội dung.",
    "[1] Nhắc lại.",
    "QUYẾT ĐỊNH:",
    "1. Chấp nhận yêu cầu.",
]


def test_zones_are_found_by_their_headings_only() -> None:
    assert zones(JUDGMENT) == [
        Zone("mo-dau", "Phần mở đầu", 1),
        Zone("noi-dung-vu-an", "Nội dung vụ án", 2),
        Zone("nhan-dinh", "Nhận định của Tòa án", 5),
        Zone("quyet-dinh", "Quyết định", 9),
    ]
    assert zones(["Không có đề mục nào ở đây.", "", "Quyết định đưa vụ án ra xét xử số 1"]) == []


def test_older_headings_are_known_too() -> None:
    found = zones(["NHẬN THẤY:", "a", "XÉT THẤY:", "b", "QUYẾT ĐỊNH"])
    assert [zone.anchor for zone in found] == ["noi-dung-vu-an", "nhan-dinh", "quyet-dinh"]


def test_every_paragraph_has_its_number_its_link_and_the_courts_own_anchor_once() -> None:
    outline = zones(JUDGMENT)
    html = body(JUDGMENT, Part(1, 1, 10), outline, link="Liên kết đến đoạn {}")
    assert re.findall(r'id="d(\d+)"', html) == [str(n) for n in range(1, 11)]
    assert html.count('id="nd1"') == 1
    assert html.count('id="nd2"') == 1
    assert 'href="#d7" aria-label="Liên kết đến đoạn 7"' in html
    assert "&lt;b&gt;như sau&lt;/b&gt;" in html
    ids = re.findall(r'id="([^"]+)"', html)
    assert len(ids) == len(set(ids))


def test_a_later_part_does_not_repeat_an_anchor_of_an_earlier_one() -> None:
    html = body(JUDGMENT, Part(2, 7, 10), zones(JUDGMENT), link="{}")
    assert 'id="nd1"' not in html
    assert re.findall(r'id="d(\d+)"', html) == ["7", "8", "9", "10"]


def test_the_writer_of_a_paragraph_gets_its_number_and_its_lines_stay_lines() -> None:
    html = body(["a\nb"], Part(1, 1, 1), [], link="{}", inner=lambda number, text: Markup("{}{}").format(number, text))
    assert "1a<br>b" in html


@settings(max_examples=60, deadline=None)
@given(lengths=st.lists(st.integers(0, 30), min_size=1, max_size=40), limit=st.integers(10, 60))
def test_parts_hold_every_paragraph_once_and_none_is_too_long(lengths: list[int], limit: int) -> None:
    paragraphs = ["x" * length for length in lengths]
    found = parts(paragraphs, [Zone("z", "z", max(1, len(paragraphs) // 2))], limit)
    assert [n for part in found for n in range(part.first, part.last + 1)] == list(range(1, len(paragraphs) + 1))
    for part in found:
        inside = [length for length in lengths[part.first - 1 : part.last] if length]
        assert sum(inside) <= limit or len(inside) == 1
    assert part_with(found, len(paragraphs)) == found[-1]
    assert part_with(found, 10_000) == found[0]


def test_plain_text_carries_the_numbers() -> None:
    assert plain(["a", "b"]) == "[¶1] a\n\n[¶2] b\n"
