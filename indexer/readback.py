"""What two independent readers find in a finished PDF, in the order of its content.

pdfium draws what browsers show and honours /ActualText; pdfminer reads the fonts' own tables. Where they differ,
the file says one thing to the eye and another to a machine.
"""

import ctypes
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Final

import pypdfium2
import pypdfium2.raw as pdfium
from pdfminer.pdfdevice import PDFTextDevice
from pdfminer.pdffont import PDFFont, PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager, PDFTextState
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import stream_value
from pdfminer.utils import Matrix, apply_matrix_pt, mult_matrix

from indexer.content import BadContent, text_instructions

WORD_GAP: Final = 0.15  # of the font size: the least distance that is a blank
LINE_STEP: Final = 0.3  # of the font size: the least change of baseline that is a new line
SPACE: Final = 32  # the code that word spacing widens
LINE_END_HYPHENS: Final = str.maketrans({"\x02": "-", "\ufffe": "-"})  # pdfium's sign for a hyphen that ends a line


@dataclass(frozen=True)
class Readback:
    """The number of pages, the body, and the margins: what is marked as running header or footer.

    They are apart because a name or its code may go on over a page break.
    """

    pages: int
    body: str
    margins: str

    @property
    def text(self) -> str:
        """Body and margins."""
        return f"{self.body}\n{self.margins}"


def letters_only(text: str) -> str:
    """The text in NFC without any white space: how two readings are compared."""
    return "".join(unicodedata.normalize("NFC", text).split())


def read_pdfium(pdf: bytes) -> Readback:
    """Read the file with pdfium. Raises pypdfium2.PdfiumError when it is no PDF or needs a password."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        bodies: list[str] = []
        margins: list[str] = []
        for index in range(len(document)):
            page = document[index]
            textpage = page.get_textpage()
            for kept, characters in zip((bodies, margins), _pdfium_parts(textpage), strict=True):
                kept.append("".join(characters).translate(LINE_END_HYPHENS))
            textpage.close()
            page.close()
        return Readback(len(bodies), "\n".join(bodies), "\n".join(margins))
    finally:
        document.close()


def _pdfium_parts(textpage: pypdfium2.PdfTextPage) -> tuple[list[str], list[str]]:
    artifacts: dict[int, bool] = {}
    body: list[str] = []
    margins: list[str] = []
    into = body
    for index in range(textpage.count_chars()):
        owner = pdfium.FPDFText_GetTextObject(textpage.raw, index)
        address = ctypes.cast(owner, ctypes.c_void_p).value or 0
        if address:  # a blank that pdfium put in itself belongs to nothing and stays with what stood before it
            if address not in artifacts:
                artifacts[address] = _is_artifact(owner)
            into = margins if artifacts[address] else body
        into.append(chr(pdfium.FPDFText_GetUnicode(textpage.raw, index)))
    return body, margins


def _is_artifact(owner: object) -> bool:
    for number in range(pdfium.FPDFPageObj_CountMarks(owner)):
        mark = pdfium.FPDFPageObj_GetMark(owner, number)
        size = ctypes.c_ulong()
        buffer = (ctypes.c_ushort * 64)()
        pdfium.FPDFPageObjMark_GetName(mark, buffer, ctypes.sizeof(buffer), size)
        if bytes(buffer)[: max(size.value - 2, 0)].decode("utf-16-le") == "Artifact":
            return True
    return False


def read_pdfminer(pdf: bytes) -> Readback:
    """Read the file with pdfminer. Raises BadContent or what pdfminer and qpdf raise on a damaged one."""
    resources = PDFResourceManager()
    device = _Reader(resources)
    interpreter = _Interpreter(resources, device)
    pages = 0
    for page in PDFPage.get_pages(BytesIO(pdf)):
        interpreter.process_page(page)
        pages += 1
    return Readback(pages, "".join(device.body), "".join(device.margins))


class _Interpreter(PDFPageInterpreter):
    """pdfminer's interpreter of the operators of text, with content that qpdf has lexed."""

    def dup(self) -> "_Interpreter":
        return _Interpreter(self.rsrcmgr, self.device)

    def execute(self, streams: Sequence[object]) -> None:
        parts = [stream_value(stream) for stream in streams]
        self.stream_ids.clear()
        self.stream_ids.update(part.objid for part in parts if part.objid is not None)
        if self.stream_ids & self.parent_stream_ids:
            raise BadContent("a form that shows itself")
        for method, operands in text_instructions(b"\n".join(part.get_data() for part in parts)):
            getattr(self, method)(*operands)


class _Reader(PDFTextDevice):
    """A pdfminer device that keeps the letters in content order, with the blanks that a reader sees between them."""

    def __init__(self, resources: PDFResourceManager) -> None:
        super().__init__(resources)
        self.body: list[str] = []
        self.margins: list[str] = []
        self.marks: list[str] = []
        self.last: dict[bool, tuple[float, float, float]] = {}  # start, end and baseline of the letter before, by place

    def begin_page(self, _page: PDFPage, _ctm: object) -> None:
        self.last.clear()
        self.marks.clear()

    def end_page(self, _page: PDFPage) -> None:
        self.body.append("\n")
        self.margins.append("\n")

    def begin_tag(self, tag: object, _props: object = None) -> None:
        self.marks.append(str(getattr(tag, "name", tag)))

    def end_tag(self) -> None:
        if self.marks:
            self.marks.pop()

    def render_string(
        self, textstate: PDFTextState, seq: Iterable[object], _ncs: object, _graphicstate: object
    ) -> None:
        font, size = textstate.font, textstate.fontsize
        if font is None or self.ctm is None:
            raise BadContent("text without a font")
        matrix = mult_matrix(textstate.matrix, self.ctm)
        stretch = textstate.scaling * 0.01
        blank = 0.0 if font.is_multibyte() else textstate.wordspace
        artifact = "Artifact" in self.marks
        scale = max(abs(size * matrix[3]), 1.0)
        x, y = textstate.linematrix
        for item in seq:
            if isinstance(item, float):
                x -= item * 0.001 * size * stretch
            elif isinstance(item, bytes):
                for cid in font.decode(item):
                    width = font.char_width(cid) * size * stretch
                    self._letter(font, cid, (matrix, x, y, width), artifact, scale)
                    x += width + (textstate.charspace + (blank if cid == SPACE else 0.0)) * stretch
            else:
                raise BadContent("TJ")
        textstate.linematrix = (x, y)

    def _letter(
        self, font: PDFFont, cid: int, place: tuple[Matrix, float, float, float], artifact: bool, scale: float
    ) -> None:
        matrix, x, y, width = place
        start, base = apply_matrix_pt(matrix, (x, y))
        end, _base = apply_matrix_pt(matrix, (x + width, y))
        into = self.margins if artifact else self.body
        before = self.last.get(artifact)
        if before is not None:
            if abs(base - before[2]) > LINE_STEP * scale:
                into.append("\n")
            elif start - before[1] > WORD_GAP * scale or start < before[0]:
                into.append(" ")
        into.append(_meaning(font, cid))
        self.last[artifact] = (start, end, base)


def _meaning(font: PDFFont, cid: int) -> str:
    try:
        return font.to_unichr(cid)
    except PDFUnicodeNotDefined:
        return f"(cid:{cid})"
