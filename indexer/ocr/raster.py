"""Pages to grey rasters, at the resolution they were scanned in: enlarging a scan only blurs its marks."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import pypdfium2
from pypdfium2 import raw

from indexer.ocr.image import without_seal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import BinaryIO

    from indexer.ocr.image import Grey

DRAWN_DPI: Final = 300.0  # for a page that is drawn, not scanned
LOWEST_DPI: Final = 150.0
HIGHEST_DPI: Final = 300.0
MAX_PIXELS: Final = 40_000_000
_POINTS: Final = 72
_SCAN: Final = 0.3  # share of the page that a scan covers at least
_FORMS_DEEP: Final = 4


@dataclass(frozen=True, slots=True)
class Raster:
    """A page in grey and its pixels an inch."""

    grey: Grey
    dpi: float


def rasters(file: BinaryIO, numbers: Sequence[int]) -> Iterator[tuple[int, Raster]]:
    """The pages asked for, counted from 1, one at a time.

    :param file: a PDF that has passed inspection.check
    """
    document = pypdfium2.PdfDocument(file)
    try:
        for number in numbers:
            page = document[number - 1]
            dpi = resolution(page)
            # a hair less, so that a scan keeps its own pixels instead of one more row of blurred ones
            image = page.render(scale=dpi / _POINTS * (1 - 1e-6))
            yield number, Raster(without_seal(image.to_numpy()), dpi)
            page.close()
    finally:
        document.close()


def resolution(page: Any) -> float:  # noqa: ANN401  pypdfium2 has no types
    """The pixels an inch that the page's scan has, within what reads well; DRAWN_DPI when it is no scan."""
    width, height = page.get_size()
    native = [
        math.sqrt(pixels / area) * _POINTS
        for pixels, area in map(_measures, page.get_objects(filter=(raw.FPDF_PAGEOBJ_IMAGE,), max_depth=_FORMS_DEEP))
        if area > _SCAN * width * height
    ]
    dpi = min(max(max(native, default=DRAWN_DPI), LOWEST_DPI), HIGHEST_DPI)
    return min(dpi, math.sqrt(MAX_PIXELS / (width * height)) * _POINTS)


def _measures(image: Any) -> tuple[int, float]:  # noqa: ANN401  pypdfium2 has no types
    """An image's pixels, and its area on the page in square points."""
    left, bottom, right, top = image.get_bounds()
    columns, rows = image.get_px_size()
    return columns * rows, (right - left) * (top - bottom)
