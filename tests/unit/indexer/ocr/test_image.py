"""Pages made ready: level, without the seal."""

from types import ModuleType
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageDraw

from indexer.ocr.image import only_ink, slope, straight, without_seal


def lines(width: int = 900, height: int = 1200) -> np.ndarray:
    """Rows of short black bars, as words stand on a page."""
    page = Image.new("L", (width, height), 255)
    draw = ImageDraw.Draw(page)
    for y in range(100, height - 100, 34):
        for x in range(80, width - 120, 70):
            draw.rectangle((x, y, x + 52, y + 12), fill=20)
    return np.asarray(page)


def turned(grey: np.ndarray, angle: float) -> np.ndarray:
    return np.asarray(Image.fromarray(grey).rotate(angle, Image.Resampling.BICUBIC, fillcolor=255))


@pytest.mark.parametrize("angle", [-4.0, -1.3, 0.0, 0.6, 2.2])
def test_the_slope_of_a_turned_page_is_found(angle: float) -> None:
    assert slope(turned(lines(), angle)) == pytest.approx(-angle, abs=0.1)


def test_a_levelled_page_is_level() -> None:
    level, angle = straight(turned(lines(), 1.7))
    assert angle == pytest.approx(-1.7, abs=0.1)
    assert abs(slope(level)) < 0.12


def test_a_level_page_is_left_as_it_is() -> None:
    page = lines()
    same, angle = straight(page)
    assert angle == 0.0
    assert same is page


def test_a_page_of_one_shade_or_of_speckle_has_no_slope() -> None:
    assert slope(np.full((1200, 900), 200, np.uint8)) == 0.0
    chance = np.random.default_rng(1)
    assert slope(chance.integers(0, 255, (1200, 900)).astype(np.uint8)) == 0.0


def test_red_turns_white_and_black_under_it_stays() -> None:
    page = np.full((4, 4, 3), 255, np.uint8)
    page[0, 0] = (45, 30, 205)  # blue, green, red
    page[1, 1] = (10, 10, 40)
    page[2, 2] = (90, 90, 90)
    grey = without_seal(page)
    assert (grey[0, 0], grey[1, 1], grey[2, 2], grey[3, 3]) == (255, 40, 90, 255)


def test_a_grey_raster_keeps_its_values() -> None:
    page = np.arange(12, dtype=np.uint8).reshape(3, 4, 1)
    assert (without_seal(page) == page[:, :, 0]).all()


def test_grain_of_an_empty_page_turns_white() -> None:
    chance = np.random.default_rng(2)
    page = (225 + chance.normal(0, 9, (1200, 900))).clip(0, 255).astype(np.uint8)
    page[500:520, 300:420] = 30
    clean = only_ink(page)
    assert clean[510, 350] == 30
    assert (clean[:400] == 255).mean() > 0.999


def test_a_seal_leaves_no_trace_of_its_ring(scans: ModuleType) -> None:
    blank: Any = Image.new("RGB", (2480, 3508), (255, 255, 255))
    sealed = scans._sealed(blank, 300, np.random.default_rng(3))
    raster = np.asarray(sealed)[:, :, ::-1]
    assert (raster < 128).any()
    assert without_seal(np.ascontiguousarray(raster)).min() > 190
