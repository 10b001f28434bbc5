"""The shared samples with their ground truth; collected only where that folder stands beside the checkout."""

import io
import json
from pathlib import Path

import pytest

from indexer.extract import extract_file
from indexer.extract.child import TextStage, text_stage
from indexer.extract.inspection import check
from indexer.extract.sight import Sight

SAMPLES = Path(__file__).resolve().parents[5] / "shared" / "data" / "pdfs"


def words(text: str) -> str:
    return " ".join(text.split())


def truth(name: str) -> list[str]:
    blocks = json.loads((SAMPLES / "gt" / f"{name.split('_', maxsplit=1)[0]}.json").read_text())
    found: list[str] = []
    for kind, *parts in blocks:
        if kind == "p":
            found.append(parts[0])
        elif kind == "cols":
            found += parts[0] + parts[1]
        else:
            found += [" ".join(row) for row in parts[0]]
    return [words(text) for text in found]


def files(folder: str) -> list[Path]:
    return sorted((SAMPLES / folder).glob("*.pdf"))


def read(path: Path) -> TextStage:
    copy = check(path, 500).copy
    with Sight(copy) as sight:
        return text_stage(io.BytesIO(copy), sight)


@pytest.mark.parametrize("path", files("a_digital"), ids=lambda path: path.stem)
def test_a_digital_file_reads_without_an_error_and_in_order(path: Path) -> None:
    stage = read(path)
    assert [words(paragraph.text) for paragraph in stage.paragraphs] == truth(path.stem)
    assert stage.hidden == []


@pytest.mark.parametrize("path", files("b_legacy"), ids=lambda path: path.stem)
def test_a_legacy_file_reads_right_but_for_case(path: Path) -> None:
    stage = read(path)
    found = words(" ".join(paragraph.text for paragraph in stage.paragraphs))
    expected = " ".join(truth(path.stem))
    assert stage.hidden == []
    assert found.casefold() == expected.casefold()
    assert sum(a != b for a, b in zip(found, expected, strict=True)) <= 0.0005 * len(expected)


@pytest.mark.parametrize("path", files("b_garbled") + files("c_scans"), ids=lambda path: path.stem)
def test_garbled_and_scanned_pages_are_all_found(path: Path) -> None:
    stage = read(path)
    assert {page.source for page in stage.pages} == {"needs_ocr"}


def test_a_mixed_file_is_judged_page_by_page() -> None:
    stage = read(files("d_mixed")[0])
    assert [page.source for page in stage.pages] == ["text", "needs_ocr"] * 3


BAD = {
    "01_text_renamed": "NOT_PDF",
    "02_docx_renamed": "NOT_PDF",
    "03_jpg_renamed": "NOT_PDF",
    "05_html_error_page": "NOT_PDF",
    "06_truncated_60pct": "DAMAGED",
    "07_truncated_tail": "OK REPAIRED",
    "09_zero_pages": "ZERO_PAGES",
    "10_encrypted_user": "ENCRYPTED",
    "11_encrypted_owner_only": "OK OWNER_LOCKED",
    "13_flate_bomb_1GB": "BOMB_STREAM",
    "13b_flate_bomb_text": "BOMB_STREAM",
    "14_double_flate_1GB": "BOMB_STREAM",
    "14c_runlength_bomb": "BOMB_STREAM",
    "15_nested_arrays_200k": "DAMAGED",
    "15b_nested_in_content": "OK",
    "16b_circular_page_tree": "DAMAGED",
    "16c_count_lies_1e9": "OK",
    "18_billion_laughs_xobject": "TOO_COMPLEX",
    "19_javascript": "OK JAVASCRIPT",
    "20_attachment": "OK ATTACHMENT",
    "21_huge_page": "PAGE_SIZE",
    "21b_page_200in": "PAGE_SIZE",
    "21c_zero_size_page": "PAGE_SIZE",
    "23_render_mode3": "OK HIDDEN_TEXT",
    "23b_tiny_text": "OK HIDDEN_TEXT",
    "23c_off_page": "OK HIDDEN_TEXT",
    "23e_clipped_text": "OK HIDDEN_TEXT",
    "24_text_under_black_box": "OK HIDDEN_TEXT",
    "24b_text_under_white_box": "OK HIDDEN_TEXT",
    "24d_text_under_black_image": "OK HIDDEN_TEXT",
    "24e_legit_white_on_black": "OK HIDDEN_TEXT",  # its last word runs off the black box: white on white
    "24f_legit_grey_shading": "OK",
    "26_metadata_names": "OK",
    "39_hidden_layer_ocg": "OK LAYERS HIDDEN_TEXT",
    "27_annotations": "OK ANNOTATIONS",
    "28_incremental_old_version": "OK REVISIONS",
    "30_image_bomb_30000px": "IMAGE_TOO_BIG",
    "31_60k_scattered_chars": "TOO_COMPLEX",
    "33_portfolio": "PORTFOLIO",
    "34_xfa": "OK XFA",
    "35_rotated_pages": "OK",
    "40_cmap_path_traversal": "OK",
    "41_junk_before_header": "OK",
    "45_bad_length": "OK REPAIRED",
    "47_blank_page": "OK",
}


@pytest.mark.parametrize(("name", "expected"), BAD.items(), ids=BAD)
def test_a_bad_file_gets_its_verdict(name: str, expected: str) -> None:
    found = extract_file(SAMPLES / "e_bad" / f"{name}.pdf")
    assert " ".join((found.code, *found.flags)) == expected
    assert found.message if found.verdict == "refused" else found.pages
    if name[:2] in {"23", "24", "39"}:
        assert "066193451450" not in found.text
        assert bool(found.hidden) == ("HIDDEN_TEXT" in found.flags)
