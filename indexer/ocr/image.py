"""A page's raster made ready for reading: the red channel (a red seal turns white), then straight lines.

Nothing else: filters against noise and enlarging were measured and eat the marks of Vietnamese letters
(design/pdf.md section 4).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
from PIL import Image, ImageFilter

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Grey = NDArray[np.uint8]
    Column = NDArray[np.float64]

WHITE: Final = 255
_BRIGHT: Final = 130  # black letters under a seal stay black
_REDDER: Final = 40
MAX_ANGLE: Final = 5.0  # degrees
MIN_ANGLE: Final = 0.12  # turning blurs; below this the blur costs more than the slope
_WIDTH: Final = 1000  # pixels; the slope is measured on a small copy
_COARSE: Final = 0.5
_FINE: Final = 0.05
_PAPER: Final = 12  # pixels of blur that leave the paper and its shading only
_PALE: Final = 20.0  # grey levels by which ink is darker than its paper
_PLAIN: Final = 45  # grey levels that no grain of the paper reaches
_MAX_DOTS: Final = 400_000  # a darker page is a photograph


def without_seal(raster: NDArray[np.uint8]) -> Grey:
    """The grey values of the red channel, in which a red seal is pale, and white where the ink is plainly red.

    :param raster: height × width × 3 as blue, green, red (what pdfium renders), or × 1 grey
    """
    if raster.shape[2] < 3:  # noqa: PLR2004  blue, green, red
        return np.ascontiguousarray(raster[:, :, 0])
    red = raster[:, :, 2].copy()
    other = np.maximum(raster[:, :, 0], raster[:, :, 1])
    red[(red > _BRIGHT) & (red - np.minimum(red, other) > _REDDER)] = WHITE
    return red


def straight(grey: Grey) -> tuple[Grey, float]:
    """The page turned so that its lines lie level, and by how many degrees (anticlockwise) it was turned."""
    angle = slope(grey)
    if abs(angle) < MIN_ANGLE:
        return grey, 0.0
    turned = Image.fromarray(grey).rotate(angle, Image.Resampling.BILINEAR, fillcolor=WHITE)
    return np.asarray(turned), angle


def ink(grey: Grey) -> NDArray[np.bool_]:
    """Where the page is plainly darker than the paper around it."""
    image = Image.fromarray(grey)
    size = (_WIDTH, max(1, round(image.height * _WIDTH / image.width)))
    small = image.resize(size, Image.Resampling.BOX).filter(ImageFilter.GaussianBlur(_PAPER))
    paper = small.resize(image.size, Image.Resampling.NEAREST)  # it is smooth already
    dark: NDArray[np.bool_] = np.asarray(paper).astype(np.int16) - grey >= _PLAIN
    return dark


def only_ink(grey: Grey) -> Grey:
    """The page with everything white that is not ink.

    For nearly empty pages: there the grain of the paper would be taken for letters. It eats marks on a full page.
    """
    return np.where(ink(grey), grey, np.uint8(WHITE))


def slope(grey: Grey) -> float:
    """The angle in degrees that levels the lines of a page: where the ink of its rows differs most from row to row."""
    down, across, ink = _dots(grey)
    if not down.size:
        return 0.0
    coarse = np.arange(-MAX_ANGLE, MAX_ANGLE + _COARSE / 2, _COARSE)
    best = _sharpest(down, across, ink, coarse)
    return _sharpest(down, across, ink, np.arange(best - _COARSE, best + _COARSE + _FINE / 2, _FINE))


def _dots(grey: Grey) -> tuple[Column, Column, Column]:
    """Row, column and darkness of each inked dot of a small copy; none of a page that is no writing."""
    image = Image.fromarray(grey)
    image = image.resize((_WIDTH, max(1, round(image.height * _WIDTH / image.width))), Image.Resampling.BOX)
    paper = np.asarray(image.filter(ImageFilter.GaussianBlur(_PAPER))).astype(np.float64)
    ink = paper - np.asarray(image) - _PALE
    down, across = np.nonzero(ink > 0)
    if down.size > _MAX_DOTS:
        return np.empty(0), np.empty(0), np.empty(0)
    return down.astype(np.float64), across.astype(np.float64), ink[down, across]


def _sharpest(down: Column, across: Column, ink: Column, angles: Column) -> float:
    """The angle of these at which the rows differ most."""

    def contrast(angle: float) -> float:
        # turning anticlockwise by the angle lifts the right side
        rows = np.round(down - across * np.tan(np.radians(angle)))
        profile = np.bincount((rows - rows.min()).astype(np.int64), weights=ink)
        return float((np.diff(profile) ** 2).sum())

    return float(angles[int(np.argmax([contrast(angle) for angle in angles]))])
