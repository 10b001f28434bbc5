"""Does a character leave ink? Each page is drawn twice by pdfium, with its text and without, and compared.

Text that changes nothing where it stands is white, clear, clipped, on a layer that is off, or under a box, an image or
a note: no reader sees it, so republishing it would publish what somebody meant to hide. Runs in the child.
"""

from __future__ import annotations

from dataclasses import dataclass
from operator import sub
from typing import TYPE_CHECKING, Any, Final, Self, TypeAlias

import pypdfium2
from pypdfium2 import raw

from indexer.extract.hidden import is_light
from indexer.extract.results import Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import TracebackType

    from indexer.extract.ink import Char, PageInk

SCALE: Final = 100 / 72  # dots per point: measured at 100 dpi
MAX_DOTS: Final = 6_000_000
INK: Final = 40  # of 255 grey levels: fainter text than this is not meant to be read
_ABOVE: Final = 0.75  # em over the baseline
_BELOW: Final = 0.2
_FORM_DEPTH: Final = 8
Handle: TypeAlias = Any  # ctypes pointers of pdfium


@dataclass(frozen=True, slots=True)
class Picture:
    """A page in grey levels: bytes a row, rows, and how a point of the page becomes a dot."""

    dots: bytes
    stride: int
    width: int
    height: int
    left: float
    top: float
    scale: float

    def box(self, char: Char) -> tuple[int, int, int, int] | None:
        """First and last column and row of the character's body; None when that lies outside the picture."""
        x0 = max(0, int((char.x0 - self.left) * self.scale))
        x1 = min(self.width, int((char.x1 - self.left) * self.scale) + 1)
        y0 = max(0, int((self.top - char.y - _ABOVE * char.size) * self.scale))
        y1 = min(self.height, int((self.top - char.y + _BELOW * char.size) * self.scale) + 1)
        return (x0, x1, y0, y1) if x0 < x1 and y0 < y1 else None


class Sight:
    """A document opened for drawing; a context manager, since pdfium's memory is not Python's."""

    def __init__(self, copy: bytes) -> None:
        try:
            self._document = pypdfium2.PdfDocument(copy)
        except pypdfium2.PdfiumError as error:
            raise Refused("DAMAGED", fault="the file cannot be drawn") from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._document.close()

    def inked(self, number: int, page: PageInk) -> Callable[[Char], bool]:
        """What tells whether a character of this page leaves ink.

        :param number: the page's number from 1
        :raises Refused: DAMAGED when the page cannot be drawn
        """
        try:
            drawn = self._document[number - 1]
        except (pypdfium2.PdfiumError, IndexError) as error:
            raise Refused("DAMAGED", fault="a page cannot be drawn") from error
        try:
            whole = _drawn(drawn, page)
            texts = list(_texts(drawn.raw, raw.FPDFPage_GetObject, raw.FPDFPage_CountObjects(drawn), 0))
            without = _without(drawn, page, texts)
        finally:
            drawn.close()

        return lambda char: _differs(whole, without, char, lighter=is_light(char.color))


def _drawn(drawn: pypdfium2.PdfPage, page: PageInk) -> Picture:
    """The page as it is now, turned as its characters were read."""
    scale = min(SCALE, (MAX_DOTS / max(1.0, page.width * page.height)) ** 0.5)
    bitmap = drawn.render(
        scale=scale, rotation=(page.turned - drawn.get_rotation()) % 360, grayscale=True, may_draw_forms=False
    )
    try:
        return Picture(
            bytes(bitmap.buffer), bitmap.stride, bitmap.width, bitmap.height, page.crop[0], page.crop[3], scale
        )
    finally:
        bitmap.close()


def _without(drawn: pypdfium2.PdfPage, page: PageInk, texts: list[Handle]) -> Picture:
    """The page drawn while these text objects are switched off."""
    for text in texts:
        raw.FPDFPageObj_SetIsActive(text, 0)
    try:
        return _drawn(drawn, page)
    finally:
        for text in texts:
            raw.FPDFPageObj_SetIsActive(text, 1)


def _texts(holder: Handle, get: Callable[[Handle, int], Handle], count: int, depth: int) -> Iterator[Handle]:
    """The text objects of a page or form, those inside its forms too."""
    for place in range(count):
        item = get(holder, place)
        kind = raw.FPDFPageObj_GetType(item)
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            yield item
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _FORM_DEPTH:
            yield from _texts(item, raw.FPDFFormObj_GetObject, raw.FPDFFormObj_CountObjects(item), depth + 1)


def _differs(whole: Picture, without: Picture, char: Char, *, lighter: bool) -> bool:
    """Whether the body of the character looks clearly different with the text.

    :param lighter: pale letters must be lighter than their ground; over dark words they would borrow their ink
    """
    box = whole.box(char)
    if box is None:
        return False
    x0, x1, y0, y1 = box
    middle = (y0 + y1) // 2
    for row in (*range(middle, y1), *range(middle - 1, y0 - 1, -1)):  # most letters have ink in the middle
        first, last = row * whole.stride + x0, row * whole.stride + x1
        here, there = whole.dots[first:last], without.dots[first:last]
        if here == there:
            continue
        steps = map(sub, here, there)
        if max(steps if lighter else map(abs, steps)) >= INK:
            return True
    return False
