"""Ruled tables on a scan: found, read cell by cell, their lines gone before the letters are read."""

from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
import typst
from PIL import Image, ImageDraw

from indexer import ocr
from indexer.ocr import child
from indexer.ocr.rules import tables
from indexer.ocr.words import Word, read_lines

TYPST = """#set page(paper: "a4", margin: 2cm)
#set text(font: "Liberation Serif", size: 13pt, lang: "vi")
Tiền lãi được tính như sau:
#table(columns: (1cm, 3cm, 3.4cm), [STT], [Ngày vay], [Số tiền (đồng)],
  [1], [25/08/2019], [105.000.000 và lãi chậm trả], [2], [15/10/2018], [83.000.000])
Bị đơn không có ý kiến gì khác."""


def ruled() -> np.ndarray:
    page = Image.new("L", (1654, 2339), 235)
    draw = ImageDraw.Draw(page)
    for x in (200, 600, 1200):
        draw.line((x, 500, x, 800), fill=60, width=2)
    for y in (500, 600, 800):
        draw.line((200, y, 1200, y), fill=60, width=2)
    draw.rectangle((300, 540, 320, 560), fill=20)
    return np.asarray(page)


def test_the_lines_of_a_table_are_found_and_the_upright_ones_taken_away() -> None:
    page = ruled()
    (grid,), clean = tables(page, 200)
    assert grid.xs == pytest.approx([72, 216, 432], abs=1)
    assert grid.ys == pytest.approx([(2339 - y) * 0.36 for y in (800, 600, 500)], abs=1)
    assert clean[700, 598:604].min() >= 235
    assert clean[550, 310] == 20
    assert page[700, 600] < 100  # the page that was given stays as it is


@pytest.mark.parametrize("lines", [0, 1, 2])
def test_a_page_with_fewer_lines_is_given_back(lines: int) -> None:
    page = Image.new("L", (1654, 2339), 255)
    for number in range(lines):
        ImageDraw.Draw(page).line((300 + 300 * number, 500, 300 + 300 * number, 900), fill=0, width=3)
    grey = np.asarray(page)
    found, same = tables(grey, 200)
    assert found == []
    assert same is grey


def test_a_picture_full_of_lines_is_no_table() -> None:
    page = Image.new("L", (1654, 2339), 255)
    draw = ImageDraw.Draw(page)
    for x in range(20, 1640, 12):
        for y in (100, 500, 900):
            draw.line((x, y, x, y + 200), fill=0, width=2)
    assert tables(np.asarray(page), 200)[0] == []


def test_words_between_lines_read_cell_by_cell() -> None:
    (grid,), _ = tables(ruled(), 200)
    words = [
        Word(80, 110, 640, 650, "Bên", 95.0),
        Word(80, 110, 600, 610, "vay", 40.0),
        Word(230, 300, 630, 640, "100.000", 95.0),
        Word(80, 110, 700, 710, "Trên", 95.0),
    ]
    found = read_lines(words, [grid])
    assert [item.line.text for item in found] == ["Trên", "Bên 100.000", "vay"]
    assert [len(item.doubts) for item in found] == [0, 0, 1]


@pytest.mark.parametrize("condition", ["noisy200", "bad150"])
def test_a_scanned_table_keeps_its_cells_together(
    condition: str, make: ModuleType, scans: ModuleType, accuracy: ModuleType, tmp_path: Path
) -> None:
    content = typst.compile(TYPST.encode(), font_paths=[str(make.FONTS)], ignore_system_fonts=True)
    path = tmp_path / "table.pdf"
    path.write_bytes(scans.scan(content, condition))
    options = {"pages": 5, "numbers": [1], "models": str(ocr.models_folder()), "second": None, "seconds": 30}
    lines = next(child.recognise(str(path), options))["lines"]
    rows = [item["line"]["cells"] for item in lines if "cells" in item["line"]]
    assert [len(row) for row in rows] == [3, 3, 3]
    expected = "STT Ngày vay Số tiền (đồng) 1 25/08/2019 105.000.000 và lãi chậm trả 2 15/10/2018 83.000.000"
    assert accuracy.distance(expected, " ".join(cell for row in rows for cell in row)) <= 1
