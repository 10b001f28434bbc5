"""Letters that a court put for names: what stood there follows from the words on their left. All texts are invented."""

import pytest

from anonymizer.training.draft import ADDR, ORG, PER, UNKNOWN, Slot
from anonymizer.training.masks import from_masked


def slots(text: str) -> list[tuple[str, str]]:
    return [(piece.label, piece.surface) for piece in from_masked(text) if isinstance(piece, Slot)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nguyên đơn: Bà Tô Thị K1, sinh năm 1974.", (PER, "Tô Thị K1")),
        ("Bị đơn: Anh Chử Lương D và người nhà.", (PER, "Chử Lương D")),
        ("Sau đó chị Tr bỏ đi.", (PER, "Tr")),
        ("Ông NVP có mặt.", (PER, "NVP")),
        ("Lê Văn Ng khai như sau.", (PER, "Lê Văn Ng")),
        ("trú tại ấp T, xã Đ, huyện B, tỉnh Bến Tre.", (ADDR, "ấp T, xã Đ, huyện B, tỉnh Bến Tre")),
        ("ở Thôn KL, xã TL, huyện LN.", (ADDR, "Thôn KL, xã TL, huyện LN")),
        ("Uỷ ban nhân dân xã Đ, huyện TC trả lời.", (UNKNOWN, "xã Đ, huyện TC")),
        ("sinh sống ở huyện B từ nhỏ.", (UNKNOWN, "huyện B")),
        ("nợ Ngân hàng B từ lâu.", (ORG, "Ngân hàng B")),
        (
            "ký với Công ty TNHH Thương mại và Xuất nhập khẩu H ngày",
            (ORG, "Công ty TNHH Thương mại và Xuất nhập khẩu H"),
        ),
    ],
)
def test_the_left_context_says_what_a_letter_stood_for(text: str, expected: tuple[str, str]) -> None:
    assert expected in slots(text)


@pytest.mark.parametrize(
    "text",
    [
        "Căn cứ Điều 5, khoản B của hợp đồng.",
        "UBND và TAND đã trả lời, HĐXX xét thấy.",
        "vụ án thụ lý số 12/2020/TLST-DS ngày 1/2/2020",
        "biển số 24B1-857.82 và loại A",
        "Thông báo số 41/TB của chi cục",
        "Công ty trên đều không thể hiện gì.",
        "",
    ],
)
def test_what_is_no_name_is_left_alone(text: str) -> None:
    assert not [slot for slot in slots(text) if slot[0]]


def test_a_lone_letter_is_the_person_that_bears_it_elsewhere_else_undecided() -> None:
    found = slots("Chị T khởi kiện. Nay T yêu cầu trả tiền cho Q.")
    assert (PER, "T") in found
    assert found.count((PER, "T")) == 2
    assert (UNKNOWN, "Q") in found


def test_a_short_form_means_the_last_person_with_its_letter() -> None:
    draft = from_masked("Ông Lê Văn T và bà Đỗ Thị T. Bà T nói. Ông Lê Văn T đáp, ông T im lặng.")
    entities = [piece.entity for piece in draft if isinstance(piece, Slot)]
    assert entities == ["Lê Văn T", "Đỗ Thị T", "Đỗ Thị T", "Lê Văn T", "Lê Văn T"]


def test_the_pieces_of_a_draft_are_the_whole_text() -> None:
    text = "Chị Lê Thị T (trú ấp X, xã Y) vay Ngân hàng B; Q làm chứng."
    assert "".join(piece.surface if isinstance(piece, Slot) else piece for piece in from_masked(text)) == text
