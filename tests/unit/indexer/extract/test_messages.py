"""Every refusal and warning has its sentence in both languages."""

import pytest

from indexer.extract.messages import CODES, Language, flag_sentences, sentence

FACTS = {"limit": 500, "count": 2000, "page": 3, "width": 5080, "height": 5080, "seen": "word"}


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("code", [code for code in CODES if code != "OK"])
def test_every_code_has_a_sentence_without_holes(code: str, language: Language) -> None:
    text = sentence(code, language, **FACTS)
    assert text.endswith(".")
    assert "{" not in text


def test_numbers_are_grouped_as_the_language_groups_them() -> None:
    assert "2.000 trang" in sentence("TOO_MANY_PAGES", "vi", **FACTS)
    assert "2,000 pages" in sentence("TOO_MANY_PAGES", "en", **FACTS)


def test_an_unknown_kind_of_file_is_not_guessed() -> None:
    assert sentence("NOT_PDF", "vi", seen=None) == (
        "Tệp này không phải PDF hay Word (.docx). Hãy xuất ra PDF hoặc lưu thành .docx rồi tải lên lại."
    )


def test_warnings_name_their_pages_and_come_once() -> None:
    pages = {"NEEDS_OCR": [2, 4]}
    found = flag_sentences(("JAVASCRIPT", "ATTACHMENT", "OWNER_LOCKED", "NEEDS_OCR"), pages)
    assert len(found) == 2
    assert "Trang 2, 4" in found[1]
    assert "Page 2, 4" in flag_sentences(("NEEDS_OCR",), pages, "en")[0]
