"""What runs inside the sandbox: pages of a hostile file to rasters to lines."""

from __future__ import annotations

import io
import os
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

# Threads of the libraries would fight for the two cores (measured: 3.7 times slower); they read this when they load.
os.environ.update({"OMP_THREAD_LIMIT": "1", "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"})

import numpy as np

from indexer.extract.child import answered
from indexer.extract.inspection import check
from indexer.extract.verdict import reads_as_vietnamese
from indexer.ocr.engine import Engine
from indexer.ocr.image import straight
from indexer.ocr.raster import Raster, rasters
from indexer.ocr.reading import ReadPage, read_page

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Sequence

_POINTS: Final = 72
_UNSURE: Final = 0.6  # mean confidence below which a page may lie on its side
_QUARTERS: Final = (0, 1, 3, 2)  # turns of 90 degrees, the likeliest first


def recognise(path: str, options: dict[str, Any]) -> Generator[dict[str, Any], None, dict[str, Any]]:
    """Each page as it is read; at last the answer of the child: code OK, or code and facts of what ended it.

    A page that took too long has its number and `unread`, the code.

    :param options: `pages` (most that a file may have), `numbers` (which to read, from 1), `models` (their folder),
        `second` (name of a second model or None), `seconds` (on the clock for one pass over a page)
    """
    pages = _recognised(Path(path), options)
    while "code" not in (page := answered(lambda: next(pages, {"code": "OK"}))):
        yield page
    return page


def _recognised(path: Path, options: dict[str, Any]) -> Iterator[dict[str, Any]]:
    checked = check(path, options["pages"])
    models = Path(options["models"])
    with Engine(models) as engine:
        second = Engine(models, options["second"]) if options["second"] else None
        for number, raster in rasters(io.BytesIO(checked.copy), options["numbers"]):
            try:
                page, height = _upright(engine, raster, options["seconds"], second)
            except TimeoutError:
                yield {"number": number, "unread": "TIMEOUT"}
            else:
                yield _answer(number, page, height)


def _upright(engine: Engine, raster: Raster, seconds: float, second: Engine | None) -> tuple[ReadPage, float]:
    """The page read the way up it makes most sense, and its height in points that way up."""
    best: tuple[ReadPage, float] | None = None
    for quarters in _QUARTERS:
        grey, _ = straight(np.ascontiguousarray(np.rot90(raster.grey, quarters)))
        page = read_page(engine, grey, raster.dpi, seconds, second)
        if best is None or (page.confidence or 0) > (best[0].confidence or 0):
            best = page, grey.shape[0] * _POINTS / raster.dpi
        if _makes_sense(page):
            break
    assert best is not None  # noqa: S101  there is a first way up
    return best


def _makes_sense(page: ReadPage) -> bool:
    """Whether there is no reason to try the page another way up."""
    if page.confidence is None or page.confidence >= _UNSURE:
        return page.confidence is None or reads_as_vietnamese(_text(page.lines))
    return False


def _text(lines: Sequence[Any]) -> str:
    return "\n".join(item.line.text for item in lines)


def _answer(number: int, page: ReadPage, height: float) -> dict[str, Any]:
    return {
        "number": number,
        "height": height,
        "confidence": page.confidence,
        "lines": [asdict(item) for item in page.lines],
    }
