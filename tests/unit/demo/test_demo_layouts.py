import csv
import re
from pathlib import Path

import pypdfium2
import pytest

import demo
from demo.layouts import layout_of
from vietnamese.letters import nfc


@pytest.fixture(scope="module")
def cases() -> list[demo.DemoCase]:
    return demo.generate(4)


def text_of(path: Path) -> tuple[str, int]:
    with path.open("rb") as file:
        document = pypdfium2.PdfDocument(file.read())
    text = "\n".join(page.get_textpage().get_text_range() for page in document)
    pages = len(document)
    document.close()
    return nfc(text).replace("\x02", "-").replace("\ufffe", "-"), pages


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


@pytest.mark.parametrize("layout", demo.LAYOUTS)
def test_each_layout_holds_every_paragraph(cases: list[demo.DemoCase], layout: str, tmp_path: Path) -> None:
    path = tmp_path / "case.pdf"
    demo.write_pdf(cases[0], layout, path)
    text, pages = text_of(path)
    assert pages >= 3
    # A page number may stand inside a paragraph that goes on over the page.
    found = squeezed(text)
    missing = [one for one in cases[0].paragraphs if squeezed(one)[:40] not in found]
    assert missing == []


def test_layouts_differ_in_size_and_page_number(cases: list[demo.DemoCase], tmp_path: Path) -> None:
    sizes = set()
    for layout in demo.LAYOUTS:
        demo.write_pdf(cases[1], layout, tmp_path / f"{layout}.pdf")
        sizes.add((tmp_path / f"{layout}.pdf").stat().st_size)
    assert len(sizes) == len(demo.LAYOUTS)


def test_an_unknown_layout_is_an_error(cases: list[demo.DemoCase], tmp_path: Path) -> None:
    with pytest.raises(KeyError):
        demo.write_pdf(cases[0], "sideways", tmp_path / "x.pdf")


def test_the_same_case_gives_the_same_bytes(cases: list[demo.DemoCase], tmp_path: Path) -> None:
    for name in ("one", "two"):
        demo.write_pdf(cases[2], "ragged", tmp_path / name)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_all_are_written_with_what_is_typed_at_upload(tmp_path: Path) -> None:
    paths = demo.write_all(tmp_path / "pdfs", count=7)
    assert [path.exists() for path in paths] == [True] * 7
    with (tmp_path / "pdfs" / "metadata.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    cases = demo.generate(7)
    assert [row["file"] for row in rows] == [path.name for path in paths]
    assert [row["case_number"] for row in rows] == [case.case_number for case in cases]
    assert [row["court_code"] for row in rows] == [case.court_code for case in cases]
    assert [row["effective_on"] for row in rows] == [case.effective_on.isoformat() for case in cases]
    assert {layout_of(index) for index in range(7)} == set(demo.LAYOUTS)
