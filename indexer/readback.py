"""What two independent readers find in a finished PDF, in the order of its content.

pdfium draws what browsers show and honours /ActualText; pdfminer reads the fonts' own tables. Where they differ,
the file says one thing to the eye and another to a machine.
"""

import ctypes
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Final

import pypdfium2
import pypdfium2.raw as pdfium
from pdfminer.converter import PDFLayoutAnalyzer
from pdfminer.layout import LTChar, LTContainer, LTPage
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage

WORD_GAP: Final = 0.15  # of the font size: the least distance that is a blank
LINE_STEP: Final = 0.3  # of the font size: the least change of baseline that is a new line
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
    """Read the file with pdfminer. Raises what pdfminer raises on a damaged or encrypted file."""
    resources = PDFResourceManager()
    device = _Reader(resources)
    interpreter = PDFPageInterpreter(resources, device)
    for page in PDFPage.get_pages(BytesIO(pdf)):
        interpreter.process_page(page)
    parts = []
    for artifact in (False, True):
        pages = ([one for one in page if (id(one) in device.artifacts) == artifact] for page in device.pages)
        parts.append("\n".join("".join(_spaced(page)) for page in pages))
    return Readback(len(device.pages), parts[0], parts[1])


class _Reader(PDFLayoutAnalyzer):
    """A pdfminer device that keeps the characters of each page in content order and knows the marked artifacts."""

    def __init__(self, resources: PDFResourceManager) -> None:
        super().__init__(resources, laparams=None)
        self.pages: list[list[LTChar]] = []
        self.artifacts: set[int] = set()
        self.marks: list[str] = []

    def begin_tag(self, tag: object, _props: object = None) -> None:
        self.marks.append(str(getattr(tag, "name", tag)))

    def end_tag(self) -> None:
        if self.marks:
            self.marks.pop()

    def render_char(self, *args: Any) -> float:  # noqa: ANN401  handed through as pdfminer gives it
        before = len(self.cur_item)
        advance = super().render_char(*args)
        if "Artifact" in self.marks:
            self.artifacts.update(id(item) for item in self.cur_item._objs[before:])  # noqa: SLF001  the only access
        return advance

    def receive_layout(self, ltpage: LTPage) -> None:
        self.pages.append(list(_characters(ltpage)))
        self.marks.clear()


def _characters(container: Iterable[object]) -> Iterable[LTChar]:
    for item in container:
        if isinstance(item, LTChar):
            yield item
        elif isinstance(item, LTContainer):
            yield from _characters(item)


def _spaced(characters: Iterable[LTChar]) -> Iterable[str]:
    previous: LTChar | None = None
    for one in characters:
        if previous is not None:
            if abs(one.y0 - previous.y0) > LINE_STEP * max(one.size, 1):
                yield "\n"
            elif one.x0 - previous.x1 > WORD_GAP * max(one.size, 1) or one.x0 < previous.x0:
                yield " "
        yield one.get_text()
        previous = one
