"""Text that is no judgment, and letters that only look like ours: an answer, in a time that grows with the length."""

import random

import pytest

import anonymizer

TEXT = "Nguyên đơn: bà Lê Thị Hương, sinh năm 1980. Bà Hương kiện ông Trần Văn Khoa và chị Đỗ Kim Oanh."
NAMES = ("Hương", "Khoa", "Oanh")


@pytest.mark.parametrize(
    ("letters", "other"),
    [
        ("ươ", "ư\u200bơ"),
        ("Kh", "K\ufeffh"),
        ("oa", "o\u00ada"),
        ("Kh", "\u041ah"),
        ("Kh", "\u039ah"),
        ("oa", "\u043ea"),
        ("oa", "\u03bf\u0430"),
        ("H", "\u041d"),
        ("H", "\u0397"),
        ("Tr", "\u0422r"),
        ("O", "\u041e"),
        ("n", "\u200dn\u2060"),
    ],
)
def test_invisible_and_lookalike_letters_hide_no_name(letters: str, other: str) -> None:
    text = TEXT.replace(letters, other)
    public = anonymizer.anonymize(text)["public_text"]
    assert not [name for name in (*NAMES, *(name.replace(letters, other) for name in NAMES)) if name in public]


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\t" * 300,
        "\x00\x01\x02\x7f" * 2000,
        "\u200b" * 3000,
        "北京市高级人民法院" * 300,
        "Суд Москвы рассмотрел дело. Το δικαστήριο αποφάσισε. " * 100,
        "The quick brown fox jumps over the lazy dog. " * 200,
        random.Random(1).randbytes(8000).decode("latin-1"),  # noqa: S311  not for secrets
    ],
    ids=["empty", "blanks", "control", "invisible", "chinese", "russian and greek", "english", "binary"],
)
def test_what_is_no_vietnamese_judgment_gives_an_answer(text: str) -> None:
    answer = anonymizer.anonymize(text)
    assert answer["public_text"].count("\n") == text.count("\n")
