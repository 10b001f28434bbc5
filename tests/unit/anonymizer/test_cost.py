"""What an unusual text may cost, and that what is found in it does not change by it."""

import time

import pytest

import anonymizer


@pytest.mark.parametrize("unit", ["a", "1", "Đ", " ", ". ", "1.", "a.", "@", "a@", "_", "-", "("])
def test_a_long_run_of_one_thing_costs_its_length_and_not_its_square(unit: str) -> None:
    text = unit * (40_000 // len(unit))
    begun = time.process_time()
    answer = anonymizer.anonymize(text, "x")
    assert time.process_time() - begun < 6, "a second for 40,000 characters is plenty; the square took minutes"
    assert "error" not in answer


@pytest.mark.parametrize(
    "address",
    ["van.huy+1@toaan.example", "v-h_2@a.b.example", "ông.mẫu@thư.example", "huy @ thu.example"],
)
def test_an_address_is_replaced_as_a_whole(address: str) -> None:
    answer = anonymizer.anonymize(f"Thư điện tử: ({address}), liên hệ trước.", "x")
    assert answer["public_text"] == "Thư điện tử: ([…]), liên hệ trước."


def test_two_addresses_without_a_blank_between_them_are_both_replaced() -> None:
    answer = anonymizer.anonymize("Liên hệ a@b.example+huy@thu.example hoặc huy@thu.example;khai@thu.example.", "x")
    for rest in ("@", "huy", "khai"):
        assert rest not in answer["public_text"]
