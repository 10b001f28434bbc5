"""Look inside a PDF before anything reads its text: bounded sizes, a page tree that ends, and what it carries.

Runs in the child. The limits are those measured on 64 hostile files (design/pdf.md sections 5 and 6).
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pikepdf

from indexer.extract.forms import FormBudget
from indexer.extract.results import Refused
from indexer.extract.streams import StreamBudget, entry
from indexer.extract.wholeness import check_count, check_end, check_nothing_lost, check_readable, font_parts

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import BinaryIO

    from indexer.extract.streams import PdfObject

MAX_OBJECTS: Final = 300_000
MAX_TREE_DEPTH: Final = 50
MAX_PAGE_CONTENT: Final = 16 << 20
MAX_IMAGE_PIXELS: Final = 120_000_000
PAGE_POINTS: Final = (72.0, 3000.0)
MM_PER_POINT: Final = 25.4 / 72
_TAIL: Final = 64

_NOTES: Final = frozenset(
    ("/Text", "/FreeText", "/Popup", "/Highlight", "/StrikeOut", "/Ink", "/Redact", "/Square", "/Line", "/Stamp")
)
_ACTIONS: Final = frozenset(("/Launch", "/SubmitForm", "/ImportData"))
_REPAIR: Final = re.compile(r"xref|damaged|reconstruct|recover|stream length|trailer")


@dataclass(frozen=True, slots=True)
class Checked:
    """A file that passed: a normalised copy of it, its number of pages, and the flags of what it carries."""

    copy: bytes
    pages: int
    flags: tuple[str, ...]


def check(path: Path, max_pages: int, *, copy: bool = True) -> Checked:
    """Bound everything that a later step would decode, and rewrite the file without damage or locks.

    :param copy: whether the normalised copy is wanted; without it `copy` is empty
    :raises Refused: with the code and facts of the first thing that forbids reading the file
    """
    pdf = _opened(path)
    root = _root(pdf)
    if "/Collection" in root:
        raise Refused("PORTFOLIO")
    pages = _pages(root, max_pages)
    _check_sizes(pages)
    budget = StreamBudget()
    flags = _carried(pdf, root, budget)
    _check_contents(pages, budget)
    raw = path.read_bytes()
    check_end(raw)
    if any(_REPAIR.search(str(warning)) for warning in pdf.get_warnings()):
        flags.add("REPAIRED")
        check_count(root, len(pages))
        check_nothing_lost(pdf, raw)
    if pdf.is_encrypted:
        flags.add("OWNER_LOCKED")
    if _revisions(raw):
        flags.add("REVISIONS")
    return Checked(_rewritten(pdf) if copy else b"", len(pages), tuple(sorted(flags)))


def _opened(path: Path) -> pikepdf.Pdf:
    try:
        pdf = pikepdf.open(_readable(path), suppress_warnings=True)
    except pikepdf.PasswordError:
        raise Refused("ENCRYPTED") from None
    except pikepdf.PdfError as error:
        raise Refused("DAMAGED", fault=type(error).__name__) from error
    if len(pdf.objects) > MAX_OBJECTS:
        raise Refused("TOO_COMPLEX")
    return pdf


def _readable(path: Path) -> Path | BinaryIO:
    """The file as qpdf takes it: one cut right behind an object lacks that object for it unless something follows."""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - _TAIL))
        cut = file.read().rstrip().endswith(b"endobj")
    return io.BytesIO(path.read_bytes() + b"\n%\n") if cut else path


def _root(pdf: pikepdf.Pdf) -> PdfObject:
    root = pdf.trailer.get("/Root")
    if not isinstance(root, pikepdf.Dictionary) or not isinstance(root.get("/Pages"), pikepdf.Dictionary):
        raise Refused("DAMAGED")
    return root


def _pages(root: PdfObject, max_pages: int) -> list[PdfObject]:
    """The pages of the tree in order, by a walk that ends: its own /Count may lie."""
    found: list[PdfObject] = []
    waiting = [(root.Pages, 0)]
    seen: set[tuple[int, int]] = set()
    while waiting:
        node, depth = waiting.pop()
        if not isinstance(node, pikepdf.Dictionary) or depth > MAX_TREE_DEPTH:
            raise Refused("DAMAGED")
        if "/Kids" not in node:
            if node.get("/Type") != "/Pages":
                found.append(node)
        else:
            if node.objgen != (0, 0) and node.objgen in seen:
                raise Refused("DAMAGED")
            seen.add(node.objgen)
            kids = node.Kids
            if len(found) + len(kids) > max_pages:
                raise Refused("TOO_MANY_PAGES", count=_stated(root, len(found) + len(kids)), limit=max_pages)
            waiting.extend((kid, depth + 1) for kid in reversed(list(kids)))
        if len(found) > max_pages:
            raise Refused("TOO_MANY_PAGES", count=_stated(root, len(found)), limit=max_pages)
    if not found:
        raise Refused("ZERO_PAGES")
    return found


def _stated(root: PdfObject, counted: int) -> int:
    """The number of pages that the file states when that is believable, else what was counted so far."""
    stated = root.Pages.get("/Count", 0)
    return int(stated) if isinstance(stated, int) and counted <= stated <= 10 * MAX_OBJECTS else counted


def _check_sizes(pages: list[PdfObject]) -> None:
    low, high = PAGE_POINTS
    for number, page in enumerate(pages, 1):
        box = inherited(page, "/MediaBox")
        if not isinstance(box, pikepdf.Array) or len(box) != 4:  # noqa: PLR2004  left, bottom, right, top
            continue  # readers take US Letter
        left, bottom, right, top = (float(side) for side in box)
        width, height = abs(right - left), abs(top - bottom)
        if not (low <= width <= high and low <= height <= high):
            raise Refused(
                "PAGE_SIZE", page=number, width=round(width * MM_PER_POINT), height=round(height * MM_PER_POINT)
            )


def inherited(page: PdfObject, key: str) -> PdfObject:
    """An entry of the page or of the nearest node above it; None when there is none."""
    for _ in range(MAX_TREE_DEPTH):
        if key in page:
            return page[key]
        page = page.get("/Parent")
        if not isinstance(page, pikepdf.Dictionary):
            return None
    return None


def _check_contents(pages: list[PdfObject], budget: StreamBudget) -> None:
    """Bound what page contents, forms and images decode to."""
    forms = FormBudget(budget)
    for number, page in enumerate(pages, 1):
        contents = page.get("/Contents")
        parts = list(contents) if isinstance(contents, pikepdf.Array) else [contents]
        streams = [part for part in parts if isinstance(part, pikepdf.Stream)]
        size = sum(map(budget.decoded, streams))
        check_readable(streams, budget)
        if size > MAX_PAGE_CONTENT:
            raise Refused("TOO_COMPLEX", page=number)
        resources = inherited(page, "/Resources")
        forms.check(resources, number)
        _check_images(resources, number)


def _check_images(resources: PdfObject, number: int) -> None:
    drawn = resources.get("/XObject") if isinstance(resources, pikepdf.Dictionary) else None
    for item in entry(drawn):
        if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == "/Image":
            width, height = item.get("/Width", 0), item.get("/Height", 0)
            if int(width) * int(height) > MAX_IMAGE_PIXELS:
                raise Refused("IMAGE_TOO_BIG", page=number)


def _carried(pdf: pikepdf.Pdf, root: PdfObject, budget: StreamBudget) -> set[str]:
    """The flags of what the file carries beside its pages; bounds fonts and every other stream that is no image."""
    flags: set[str] = set()
    letters: list[PdfObject] = []
    for item in pdf.objects:
        if isinstance(item, pikepdf.Stream):
            if item.get("/Subtype") != "/Image":
                budget.decoded(item)
            continue
        for part in _parts(item, 0):
            flags.update(_flags_of(part))
            letters += font_parts(part)
    check_readable(letters, budget)
    form = root.get("/AcroForm")
    if isinstance(form, pikepdf.Dictionary) and "/XFA" in form:
        flags.add("XFA")
    return flags


def _parts(item: PdfObject, depth: int) -> Iterator[PdfObject]:
    """The dictionaries inside one object, as far as they are written in place."""
    if isinstance(item, pikepdf.Dictionary):
        yield item
    if depth > 4 or not isinstance(item, (pikepdf.Dictionary, pikepdf.Array)) or len(item) > 2000:  # noqa: PLR2004
        return
    inner = item.values() if isinstance(item, pikepdf.Dictionary) else item
    for part in inner:
        if isinstance(part, (pikepdf.Dictionary, pikepdf.Array)) and not part.is_indirect:
            yield from _parts(part, depth + 1)


def _flags_of(item: PdfObject) -> Iterator[str]:
    action, kind = item.get("/S"), item.get("/Type")
    if "/JS" in item or action == "/JavaScript":
        yield "JAVASCRIPT"
    if isinstance(action, pikepdf.Name) and str(action) in _ACTIONS:
        yield "ACTION"
    if kind == "/Filespec" or "/EF" in item:
        yield "ATTACHMENT"
    if kind == "/Sig" or item.get("/FT") == "/Sig":
        yield "SIGNED"
    if kind == "/OCG":
        yield "LAYERS"
    note = item.get("/Subtype")
    if "/Rect" in item and isinstance(note, pikepdf.Name) and str(note) in _NOTES:
        yield "ANNOTATIONS"


def _revisions(raw: bytes) -> bool:
    """Whether the file holds an older state of itself; a linearised file has two ends by design."""
    return raw.count(b"startxref") > (2 if b"/Linearized" in raw[:2048] else 1)


def _rewritten(pdf: pikepdf.Pdf) -> bytes:
    """The same document, repaired, unlocked, with a plain cross-reference table."""
    copy = io.BytesIO()
    pdf.save(copy, object_stream_mode=pikepdf.ObjectStreamMode.disable, compress_streams=True)
    return copy.getvalue()
