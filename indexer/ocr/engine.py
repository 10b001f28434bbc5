"""tesseract through tesserocr: a grey page in, words with boxes and confidence out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Self

import tesserocr
from PIL import Image

from indexer.ocr.models import LANGUAGE
from indexer.ocr.words import Box, Word

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from indexer.ocr.image import Grey

_POINTS: Final = 72


class Engine:
    """One loaded model; reads page after page, not for two threads at once."""

    def __init__(self, models: Path, language: str = LANGUAGE) -> None:
        self._api = tesserocr.PyTessBaseAPI(path=str(models), lang=language, oem=tesserocr.OEM.LSTM_ONLY)
        self._scale, self._height = 1.0, 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._api.End()

    def open(self, grey: Grey, dpi: float) -> None:
        """Take the page that is read next.

        :param dpi: pixels an inch
        """
        self._scale, self._height = _POINTS / dpi, grey.shape[0]
        self._api.SetImage(Image.fromarray(grey))
        self._api.SetSourceResolution(round(dpi))

    def read(self, seconds: float = 0, *, sparse: bool = False) -> list[Word]:
        """The words of the open page.

        :param sparse: look for scattered words, not for blocks of text
        :param seconds: how long it may take on the clock; 0: as long as it needs
        :raises TimeoutError: it took longer
        """
        self._api.SetPageSegMode(tesserocr.PSM.SPARSE_TEXT if sparse else tesserocr.PSM.AUTO)
        return self._found(seconds)

    def reread(self, box: Box, seconds: float = 0) -> list[Word]:
        """The words of a part of the open page that is one block of text; as `read`."""
        left, right = (max(0, round(x / self._scale)) for x in (box.x0, box.x1))
        top, bottom = (min(self._height, max(0, round(self._height - y / self._scale))) for y in (box.y1, box.y0))
        self._api.SetPageSegMode(tesserocr.PSM.SINGLE_BLOCK)
        self._api.SetRectangle(left, top, right - left, bottom - top)
        return self._found(seconds)

    def line(self, grey: Grey, dpi: float, seconds: float = 0) -> list[str]:
        """The words of an image that holds one piece of one line and nothing else; the open page is closed.

        :raises TimeoutError: it took longer
        """
        self._api.SetImage(Image.fromarray(grey))
        self._api.SetSourceResolution(round(dpi))
        self._api.SetPageSegMode(tesserocr.PSM.RAW_LINE)
        if not self._api.Recognize(round(seconds * 1000)):
            raise TimeoutError
        text: str = self._api.GetUTF8Text()
        return text.split()

    def _found(self, seconds: float) -> list[Word]:
        if not self._api.Recognize(round(seconds * 1000)):
            raise TimeoutError
        return list(_words(self._api.GetIterator(), self._height, self._scale))


def _words(found: object, height: int, scale: float) -> Iterator[Word]:
    level = tesserocr.RIL.WORD
    if found is None:
        return
    for item in tesserocr.iterate_level(found, level):
        if item.Empty(level):
            continue
        left, top, right, bottom = item.BoundingBox(level)
        line = item.Baseline(tesserocr.RIL.TEXTLINE)
        base = _at((left + right) / 2, line) if line else bottom
        yield Word(
            x0=left * scale,
            x1=right * scale,
            y=(height - base) * scale,
            top=(height - top) * scale,
            text=item.GetUTF8Text(level),
            confidence=item.Confidence(level),
        )


def _at(x: float, line: tuple[tuple[float, float], tuple[float, float]]) -> float:
    """The row of a baseline at a column."""
    (x0, y0), (x1, y1) = line
    return y0 + (y1 - y0) * (x - x0) / (x1 - x0) if x1 > x0 else y0
