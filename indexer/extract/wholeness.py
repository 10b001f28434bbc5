"""Did a file lose something? What a repair can mend, and what it would only cover up. Runs in the child.

A file whose end is missing can be read when everything that its pages need is there. One that points to objects which
are not there, or whose last object was cut, would be read with text missing and nobody told.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import pikepdf

from indexer.extract.results import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indexer.extract.streams import PdfObject, StreamBudget

MAX_REFERENCES: Final = 300_000
_END: Final = b"%%EOF"
_OBJECT: Final = re.compile(rb"(?<!\d)(\d{1,10})\s+(\d{1,5})\s+obj\b")
_REFERENCE: Final = re.compile(rb"(?:/(\w+)\s*)?(?<!\d)(\d{1,10})\s+(\d{1,5})\s+R\b")
_LINEARIZED: Final = (b"/Linearized", 2048)
_ASIDE: Final = frozenset(
    b"Info Metadata StructTreeRoot ParentTree P Outlines Names Dests Dest PageLabels ViewerPreferences Thumb PieceInfo "
    b"OutputIntents Prev Next First Last Popup MarkInfo Threads Perms DSS Encrypt".split()
)
"""Entries on which no text of a page hangs."""
_FONT_PARTS: Final = ("/FontFile", "/FontFile2", "/FontFile3", "/ToUnicode", "/CIDToGIDMap", "/Encoding")


def check_end(raw: bytes) -> None:
    """Refuse a file that was being changed when it was cut off: its older state is whole, the newer one is not.

    :raises Refused: DAMAGED
    """
    last = raw.rfind(_END)
    if last < 0 or _OBJECT.search(raw, last) is None:
        return
    mark, reach = _LINEARIZED
    if mark in raw[:reach] and raw.count(_END) == 1:
        return  # its first end stands behind its first page; what is missing is looked for object by object
    raise Refused("DAMAGED", fault="the last change to the file is not finished")


def check_nothing_lost(pdf: pikepdf.Pdf, raw: bytes) -> None:
    """Refuse a repaired file that points to objects which are not there, or whose last object is a part of one.

    :raises Refused: DAMAGED; TOO_COMPLEX for a file with more references than the limit
    """
    cut = _cut_object(raw)
    seen: set[tuple[int, int]] = set()
    for place in _references(pdf, raw):
        if place in seen:
            continue
        seen.add(place)
        if len(seen) > MAX_REFERENCES:
            raise Refused("TOO_COMPLEX")
        if place == cut or pdf.get_object(place) is None:
            raise Refused("DAMAGED", fault="something that the file needs is missing")


def check_count(root: PdfObject, found: int) -> None:
    """Refuse a repaired file that states more pages than it has, when what it states is believable.

    :raises Refused: DAMAGED
    """
    stated = root.Pages.get("/Count", 0)
    if isinstance(stated, int) and found < stated <= MAX_REFERENCES:
        raise Refused("DAMAGED", fault="pages are missing")


def check_readable(streams: list[PdfObject], budget: StreamBudget) -> None:
    """Refuse damage inside what a page draws or what draws its letters: readers skip it and say nothing.

    :raises Refused: DAMAGED, BOMB_STREAM
    """
    for stream in streams:
        budget.decoded(stream)
        if stream.objgen in budget.broken:
            raise Refused("DAMAGED", fault="page contents or a font are damaged")


def font_parts(item: PdfObject) -> Iterator[PdfObject]:
    """The streams of a font or its descriptor that letters depend on."""
    for key in _FONT_PARTS:
        part = item.get(key)
        if isinstance(part, pikepdf.Stream):
            yield part


def _cut_object(raw: bytes) -> tuple[int, int] | None:
    """The object during which the file ends; None when its last one is whole."""
    start = raw.rfind(b"obj")
    if start < 0 or raw[max(0, start - 3) : start] == b"end":
        return None
    head = _OBJECT.search(raw, max(0, start - 20), start + 3)
    return (int(head[1]), int(head[2])) if head else None


def _references(pdf: pikepdf.Pdf, raw: bytes) -> Iterator[tuple[int, int]]:
    """The objects that the file points to, as far as text may hang on them; those in object streams included."""
    yield from _pointed(raw)
    for item in pdf.objects:
        if isinstance(item, pikepdf.Stream) and item.get("/Type") == "/ObjStm":
            yield from _pointed(item.read_bytes())


def _pointed(data: bytes) -> Iterator[tuple[int, int]]:
    for match in _REFERENCE.finditer(data):
        if match[1] not in _ASIDE:
            yield int(match[2]), int(match[3])
