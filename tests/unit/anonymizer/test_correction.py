"""The confirmed party list mends names that recognition of a scan has damaged."""

import pytest

import anonymizer


@pytest.mark.parametrize(
    ("written", "confirmed"),
    [
        ("Nguyén Vàn Khoat", "Nguyễn Văn Khoát"),
        ("Nguyễn Vãn Khoát", "Nguyễn Văn Khoát"),
        ("Nguyễn Văn Kh0át", "Nguyễn Văn Khoát"),
        ("NGUYEN VAN KHOAT", "NGUYỄN VĂN KHOÁT"),
    ],
)
def test_a_damaged_name_is_found_with_what_should_stand_there(written: str, confirmed: str) -> None:
    text = f"Bị đơn là ông {written} đã nhận tiền."
    (found,) = anonymizer.corrections(text, ["Nguyễn Văn Khoát", "Trần Thị Mơ"])
    assert text[found.start : found.end] == written
    assert found.name == confirmed


def test_a_name_that_is_right_or_another_confirmed_name_stays() -> None:
    names = ["Phan Hoài Hận", "Phan Hoài Hân"]
    assert anonymizer.corrections("Ông Phan Hoài Hận và ông Phan Hoài Hân cùng ký.", names) == ()


def test_a_place_that_fits_two_names_or_is_no_name_stays() -> None:
    names = ["Phan Hoài Hận", "Phan Hoài Hân"]
    assert anonymizer.corrections("Ông Phan Hoài Hấn ký; nguyên văn khoá học.", names) == ()
    assert anonymizer.corrections("theo nguyện vọng khoat", ["Nguyễn Vọng Khoát"]) == ()
