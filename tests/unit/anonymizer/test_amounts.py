"""Amounts are never cut, whatever number their groups look like."""

import pytest

import anonymizer


@pytest.mark.parametrize(
    "amount",
    [
        "1.008.852.082 đồng",
        "19.005.805.519 đồng",
        "2.001.300.000đ",
        "7,009,120,450 đồng",
        "1.035.799.123 VNĐ",
        "12.0084.512.770 đồng",
        "3.091.234.567 đồng",
        "100.000.000.000 đồng",
    ],
)
def test_groups_of_an_amount_are_no_number_of_a_person(amount: str) -> None:
    text = f"Bị đơn phải trả cả gốc và lãi là {amount}, trong đó nợ gốc đã quá hạn."
    assert anonymizer.anonymize(text)["public_text"] == text


@pytest.mark.parametrize("number", ["+82 10 1234 5678", "0082 10 1234 5678", "+1 408 555 0143", "0084 912 345 678"])
def test_numbers_from_abroad_are_still_hidden(number: str) -> None:
    assert (
        number
        not in anonymizer.anonymize(f"Bà Hoa gọi cho chồng ở nước ngoài qua số {number} vào buổi tối.")["public_text"]
    )
