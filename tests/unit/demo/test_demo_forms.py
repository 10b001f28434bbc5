"""The other forms of a few judgments: they look the same and are read the same."""

from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

import demo
from demo.forms import ENOUGH, LEGACY, WORD, in_other_forms, with_citation
from demo.layouts import write_all
from indexer.extract import extract_file


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[demo.DemoCase], list[Path]]:
    folder = tmp_path_factory.mktemp("forms")
    cases = demo.generate(ENOUGH)
    return cases, in_other_forms(cases, write_all(folder, ENOUGH), scan=True)


def test_the_legacy_font_and_the_word_file_are_read_paragraph_by_paragraph(made) -> None:
    cases, files = made
    assert files[WORD].suffix == ".docx"
    for place in (LEGACY, WORD):
        found = extract_file(files[place])
        assert found.code == "OK"
        assert [one.text.lower() for one in found.paragraphs] == [text.lower() for text in cases[place].paragraphs]


def test_the_letters_of_the_legacy_file_have_the_codes_of_tcvn3(made) -> None:
    with pypdfium2.PdfDocument(made[1][LEGACY]) as document:
        text = document[0].get_textpage().get_text_range()
    assert "µ" in text
    assert "à" not in text


def test_the_scan_has_no_text(made) -> None:
    assert {page.source for page in extract_file(made[1][-1]).pages} == {"needs_ocr"}


def test_a_citation_is_one_more_point_of_the_reasoning() -> None:
    case = demo.generate(1)[0]
    cited = with_citation(case, 902)
    added = [block.text for block in cited.blocks if block not in case.blocks]
    assert len(added) == 1
    assert "Án lệ số 902/2025/AL" in added[0]
    assert replace(cited, blocks=case.blocks) == case


def test_a_small_demonstration_has_usual_files_only(tmp_path: Path) -> None:
    cases = demo.generate(2)
    files = write_all(tmp_path, 2)
    assert in_other_forms(cases, files, scan=True) == files
