"""The characters of each page as they stand on the paper: pdfminer's interpreter with a device of our own.

pdfminer's layout analysis is not used: it loses the order of two-column headers, and costs more than ours.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, BinaryIO, Final, TypeAlias

from pdfminer.pdfdevice import PDFTextDevice
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdffont import PDFCIDFont, PDFType3Font, PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.utils import MATRIX_IDENTITY, Matrix, apply_matrix_pt, mult_matrix

from indexer.extract.ink import SIDEWAYS, UPRIGHT, UPSIDE_DOWN, Char, Ink, PageInk, Shape
from indexer.extract.results import Refused
from indexer.extract.tokens import Interpreter

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indexer.extract.ink import Outlines

MAX_CHARS: Final = 30_000
MAX_PATHS: Final = 60_000
Drawing: TypeAlias = Any  # what pdfminer hands its devices; its own types are loose
_STROKED: Final = frozenset((1, 2, 5, 6))
_TINTS: Final = frozenset(("Separation", "DeviceN", "Indexed", "Pattern", "Lab"))  # their numbers are no shades


class InkDevice(PDFTextDevice):
    """Writes down what the interpreter draws."""

    def __init__(self, resources: PDFResourceManager) -> None:
        super().__init__(resources)
        self.page = PageInk(0, 0)
        self.number = 0
        self.fonts: list[str] = []
        self.outlines: list[Outlines] = []
        self._numbers: dict[int, int] = {}
        self._kept: list[Any] = []  # a font must live as long as its id() is a key
        self._glyphs: list[dict[int, tuple[str, float, bool]]] = []
        self._outer: list[Any] = []
        self._mode = 0
        self._color: Any = None
        self._order = 0

    def begin_page(self, page: PDFPage, ctm: Drawing) -> None:
        """Start an empty page."""
        left, bottom, right, top = page.mediabox
        width, height = abs(right - left), abs(top - bottom)
        if page.rotate in {90, 270}:
            width, height = height, width
        self.page = PageInk(width, height, page.rotate, _shown(page, ctm, width, height))
        self._order = 0

    def begin_figure(self, name: str, bbox: Drawing, matrix: Drawing) -> None:  # noqa: ARG002  the device's interface
        """Enter a form or an image: its matrix applies until it ends."""
        self._outer.append(self.ctm)
        self.set_ctm(mult_matrix(matrix, self._matrix()))

    def end_figure(self, name: str) -> None:  # noqa: ARG002  the device's interface
        """Leave the form or image."""
        self.set_ctm(self._outer.pop())

    def render_string(self, textstate: Drawing, seq: Drawing, ncs: Drawing, graphicstate: Drawing) -> None:
        """Remember the render mode and colour, which the characters need, and draw."""
        self._mode = textstate.render
        stroked = self._mode in _STROKED
        space, color = (graphicstate.scs, graphicstate.scolor) if stroked else (graphicstate.ncs, graphicstate.ncolor)
        self._color = None if getattr(space, "name", "") in _TINTS else color
        super().render_string(textstate, seq, ncs, graphicstate)

    def render_char(  # noqa: PLR0917  the device's interface
        self,
        matrix: Drawing,
        font: Drawing,
        fontsize: float,
        scaling: float,
        rise: float,
        cid: int,
        ncs: Drawing,  # noqa: ARG002  the device's interface
        graphicstate: Drawing,  # noqa: ARG002  the device's interface
    ) -> float:
        """Write down one character; how far the pen moves."""
        number = self._numbers.get(id(font))
        if number is None:
            number = self._new_font(font)
        glyph = self._glyphs[number].get(cid)
        if glyph is None:
            glyph = self._glyphs[number][cid] = _glyph(font, cid)
        text, width, unknown = glyph
        advance = width * fontsize * scaling
        a, b, c, d, x, y = matrix
        turn = UPRIGHT
        if abs(b) > abs(a):
            turn = SIDEWAYS
        elif a < 0:
            turn = UPSIDE_DOWN
        size = abs(fontsize * (d if abs(d) > abs(b) else b))
        x += c * rise
        y += d * rise
        chars = self.page.chars
        if len(chars) >= MAX_CHARS:
            raise Refused("TOO_COMPLEX", page=self.number)
        chars.append(
            Char(x, y, x + advance * a, size, text, number, self._mode, self._color, self._order, turn, unknown)
        )
        self._order += 1
        return advance

    def _new_font(self, font: Drawing) -> int:
        """A number for each font object: subsetters give several fonts one name, so the name is no key."""
        number = self._numbers[id(font)] = len(self.fonts)
        name = getattr(font, "fontname", "") or ""
        self.fonts.append(name if isinstance(name, str) else str(name))
        self.outlines.append(_outlines(font))
        self._kept.append(font)
        self._glyphs.append({})
        return number

    def paint_path(self, graphicstate: Drawing, stroke: bool, fill: bool, evenodd: bool, path: Drawing) -> None:  # noqa: ARG002  the device's interface
        """Write down the box of a painted path."""
        ctm = self._matrix()
        points = [
            apply_matrix_pt(ctm, (part[i], part[i + 1]))
            for part in path
            for i in range(1, len(part) - 1, 2)
            if isinstance(part[i], (int, float)) and isinstance(part[i + 1], (int, float))
        ]
        if not points:
            return
        if len(self.page.paths) >= MAX_PATHS:
            raise Refused("TOO_COMPLEX", page=self.number)
        color = graphicstate.ncolor if fill else graphicstate.scolor
        self.page.paths.append(self._boxed(points, stroke, fill, color)._replace(segments=len(path)))

    def render_image(self, name: str, stream: Drawing) -> None:  # noqa: ARG002  the device's interface
        """Write down the place of an image; it is never decoded."""
        ctm = self._matrix()
        corners = [apply_matrix_pt(ctm, corner) for corner in ((0, 0), (1, 0), (0, 1), (1, 1))]
        self.page.images.append(self._boxed(corners, stroke=False, fill=True, color=None))

    def _matrix(self) -> Matrix:
        """What turns coordinates into points on the page."""
        return MATRIX_IDENTITY if self.ctm is None else self.ctm

    def _boxed(self, points: list[Any], stroke: bool, fill: bool, color: Drawing) -> Shape:
        xs, ys = [point[0] for point in points], [point[1] for point in points]
        self._order += 1
        return Shape(min(xs), min(ys), max(xs), max(ys), stroke, fill, color, self._order - 1)


def _shown(page: PDFPage, ctm: Drawing, width: float, height: float) -> tuple[float, float, float, float]:
    """The crop box, in points of the page as it is read; the whole page when the crop box is none."""
    corners = [apply_matrix_pt(ctm, (page.cropbox[i], page.cropbox[j])) for i, j in ((0, 1), (2, 3))]
    (x0, x1), (y0, y1) = (sorted(corner[axis] for corner in corners) for axis in (0, 1))
    left, bottom, right, top = max(0.0, x0), max(0.0, y0), min(width, x1), min(height, y1)
    return (left, bottom, right, top) if left < right and bottom < top else (0.0, 0.0, width, height)


def _outlines(font: Drawing) -> Outlines:
    """Where the font's outlines come from: a font that the file itself draws (Type 3) counts as held."""
    descriptor = getattr(font, "descriptor", None) or {}
    if isinstance(font, PDFType3Font) or any(key in descriptor for key in ("FontFile", "FontFile2", "FontFile3")):
        return "embedded"
    return "unknown" if isinstance(font, PDFCIDFont) else "substituted"


def _glyph(font: Drawing, cid: int) -> tuple[str, float, bool]:
    """Text, width (in text space) and whether the font does not say which character this is."""
    try:
        text, unknown = font.to_unichr(cid), False
    except PDFUnicodeNotDefined:
        text, unknown = f"(cid:{cid})", True
    width = font.char_width(cid)
    return text or "\ufffd", float(width) if isinstance(width, (int, float)) else 0.0, unknown or not text


def read_ink(file: BinaryIO) -> Ink:
    """All characters, paths and image places of a PDF, page by page.

    :param file: a normalised copy (preflight), open for reading
    :raises Refused: TOO_COMPLEX with the page, above 30,000 characters or 60,000 paths on one page
    """
    device = InkDevice(PDFResourceManager(caching=True))
    interpreter = Interpreter(device.rsrcmgr, device)
    pages = [_upright(device, interpreter, page) for page in _pages(device, file)]
    return Ink(pages, device.fonts, device.outlines)


def _pages(device: InkDevice, file: BinaryIO) -> Iterator[PDFPage]:
    for number, page in enumerate(PDFPage.create_pages(PDFDocument(PDFParser(file))), 1):
        device.number = number
        yield page


def _upright(device: InkDevice, interpreter: Drawing, page: PDFPage) -> PageInk:
    """The page as drawn, turned so that most characters stand upright when its /Rotate has them lying."""
    interpreter.process_page(page)
    drawn = device.page
    turns = Counter(char.turn for char in drawn.chars)
    if 2 * turns[UPRIGHT] >= len(drawn.chars):
        return drawn
    stated, best, most = page.rotate, drawn, turns[UPRIGHT]
    for angle in (0, 90, 180, 270):
        if angle == stated:
            continue
        page.rotate = angle
        interpreter.process_page(page)
        upright = sum(char.turn == UPRIGHT for char in device.page.chars)
        if upright > most:
            best, most = device.page, upright
    return best
