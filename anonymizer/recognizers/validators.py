"""Checks that numbers pass or fail: a pass raises confidence, a failure never hides a number that follows its cue."""


# ruff: noqa: PLR2004  the numbers count syllables and digits: they are the grammar itself

from __future__ import annotations

_TAX_WEIGHTS = (31, 29, 23, 19, 17, 13, 7, 5, 3)
_CITIZEN_PROVINCES = range(1, 97)


def digits(text: str) -> str:
    """Return the digits of a text."""
    return "".join(character for character in text if character.isdecimal())


def is_citizen_number(number: str) -> bool:
    """Say whether twelve digits can be a citizen number: province 001-096, sex and century, year (no check digit)."""
    return len(number) == 12 and number.isdecimal() and int(number[:3]) in _CITIZEN_PROVINCES and number[3] in "0123"


def is_tax_code(number: str) -> bool:
    """Say whether the tenth digit of a tax code is its check digit (weights 31 29 23 19 17 13 7 5 3)."""
    if len(number) not in {10, 13} or not number.isdecimal():
        return False
    total = sum(weight * int(digit) for weight, digit in zip(_TAX_WEIGHTS, number, strict=False))
    return 10 - total % 11 == int(number[9])


def is_phone_number(number: str) -> bool:
    """Say whether the digits are a Vietnamese mobile (03 05 07 08 09) or land line (02) number."""
    if number.startswith("84") and len(number) in {11, 12}:
        number = "0" + number[2:]
    return (len(number) == 10 and number[:2] in {"03", "05", "07", "08", "09"}) or (
        len(number) in {10, 11} and number.startswith("02")
    )


def passes_luhn(number: str) -> bool:
    """Say whether the digits pass the Luhn check (bank cards, IMEI)."""
    total = 0
    for position, digit in enumerate(reversed(number)):
        value = int(digit) * (2 if position % 2 else 1)
        total += value - 9 if value > 9 else value
    return bool(number) and total % 10 == 0
