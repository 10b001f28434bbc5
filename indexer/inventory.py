"""What a PDF holds besides its pages' text: every string and stream, and whatever could act, hide or carry along."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

import pikepdf

from vietnamese.letters import LOWER, UPPER

LINK_ACTIONS: Final = frozenset({"/URI", "/GoTo"})
ATTACHMENT_TYPES: Final = frozenset({"/EmbeddedFile", "/Filespec", "/F"})
INVISIBLE_MODES: Final = frozenset({"3", "7"})  # text render modes that leave no ink
# A run of letters that may be words; shorter ones stand by chance in the bytes of every font.
READABLE: Final = re.compile(rf"[A-Za-z0-9{LOWER}{UPPER}\u0300-\u036f .,'@+\-/()]{{8,}}")
CONTENT: Final = re.compile(rb"\bBT\b.*\bET\b|\bbegincmap\b", re.DOTALL)
NAMES: Final = re.compile(rb"/[^\s/<>\[\]()]+")
STRUCTURE: Final = re.compile(rb"/[^\s/<>\[\]()]*|(?<![\d.])\d{1,6}(?:\.\d+)?(?![\d.])(?: 0 R\b)?|[<>\[\]]+")
COMMENT: Final = re.compile(rb"%[^\r\n]*")
DEEPEST: Final = 40


@dataclass
class Inventory:
    """Strings, decoded streams and counts of what a published file must not have."""

    strings: set[str] = field(default_factory=set)
    streams: list[str] = field(default_factory=list)
    attachments: int = 0
    actions: int = 0
    annotations: int = 0
    form_fields: int = 0
    layers: int = 0
    invisible_texts: int = 0
    unreadable_streams: int = 0
    bad_fonts: int = 0


def take_inventory(document: pikepdf.Pdf) -> Inventory:
    """Walk every object of the file, referenced or not, decompressed."""
    found = Inventory()
    _catalogue(document.Root, found)
    _walk(document.trailer, found, 0)
    for item in document.objects:
        _walk(item, found, 0)
    for page in document.pages:
        _content(page.obj, found)
    return found


def _catalogue(root: pikepdf.Object, found: Inventory) -> None:
    names = root.get("/Names", pikepdf.Dictionary())
    found.attachments += sum(key in names for key in ("/EmbeddedFiles",))
    found.attachments += sum(key in root for key in ("/AF", "/Collection"))
    found.actions += sum(key in names for key in ("/JavaScript",))
    found.actions += sum(key in root for key in ("/OpenAction",))
    found.form_fields += "/AcroForm" in root
    found.layers += "/OCProperties" in root


def _walk(item: object, found: Inventory, depth: int) -> None:
    if depth > DEEPEST:
        found.unreadable_streams += 1
        return
    if isinstance(item, pikepdf.String):
        found.strings.add(str(item))
    elif isinstance(item, pikepdf.Name):
        found.strings.add(str(item)[1:])
    elif isinstance(item, pikepdf.Stream):
        _stream(item, found)
        _dictionary(item.stream_dict, found, depth)
    elif isinstance(item, pikepdf.Dictionary):
        _dictionary(item, found, depth)
    elif isinstance(item, pikepdf.Array):
        for part in item:
            _child(part, found, depth)


def _dictionary(item: pikepdf.Object, found: Inventory, depth: int) -> None:
    _judge(item, found)
    for key, value in item.items():
        found.strings.add(key[1:])
        _child(value, found, depth)


def _child(item: object, found: Inventory, depth: int) -> None:
    # An indirect child is an object of its own and is walked as one; following it here would never end.
    if not (isinstance(item, pikepdf.Object) and item.is_indirect):
        _walk(item, found, depth + 1)


def _judge(item: pikepdf.Object, found: Inventory) -> None:
    kind, subtype = str(item.get("/Type", "")), str(item.get("/Subtype", ""))
    found.attachments += kind in ATTACHMENT_TYPES or "/EF" in item
    found.layers += kind in {"/OCG", "/OCMD"}
    found.actions += "/JS" in item or "/AA" in item
    if kind == "/Action" or ("/S" in item and str(item["/S"]) in {"/JavaScript", "/Launch", "/SubmitForm", "/GoToR"}):
        found.actions += str(item.get("/S", "")) not in LINK_ACTIONS
    if (kind == "/Annot" or ("/Rect" in item and subtype)) and subtype != "/Link":
        found.annotations += 1
    found.form_fields += "/FT" in item
    if kind == "/Font":
        found.bad_fonts += _font_is_bad(item, subtype)


def _font_is_bad(font: pikepdf.Object, subtype: str) -> bool:
    if subtype == "/Type0":
        return "/ToUnicode" not in font
    if subtype == "/Type3":
        return True
    descriptor = font.get("/FontDescriptor", pikepdf.Dictionary())
    return not any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3"))


def _stream(item: pikepdf.Stream, found: Inventory) -> None:
    try:
        data = item.read_bytes()
    except pikepdf.PdfError:
        found.unreadable_streams += 1
        return
    if str(item.get("/Type", "")) == "/ObjStm":
        # Its objects are walked as what they are; here only what stands between them can be new.
        found.strings.update(name[1:].decode("latin-1") for name in NAMES.findall(data))
        data = b" ".join(STRUCTURE.sub(b" ", data).split())
    found.streams.append(readable(_without_numbers(data)))
    if str(item.get("/Subtype", "")) == "/Form":
        _content(item, found)


def _without_numbers(data: bytes) -> bytes:
    # Coordinates, glyph numbers and code tables are digits in thousands: some five of them are any document's number.
    # What glyphs mean is the readers' part; of page content and character maps only comments can hold words.
    if CONTENT.search(data):
        return b"\n".join(COMMENT.findall(data))
    return data


def _content(item: pikepdf.Object, found: Inventory) -> None:
    # The text itself stands here as glyph numbers and is the readers' part; properties may carry plain strings.
    for instruction in pikepdf.parse_content_stream(item):
        name = str(instruction.operator)
        if name in {"BDC", "DP"}:
            for operand in instruction.operands:
                _walk(operand, found, 1)
        elif name == "Tr":
            found.invisible_texts += str(instruction.operands[0]) in INVISIBLE_MODES


def readable(data: bytes) -> str:
    """The bytes as text when they are UTF-8, else what may be words in UTF-8, Latin-1 and UTF-16, once each."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return "\n".join(dict.fromkeys(run for text in _decodings(data) for run in READABLE.findall(text)))


def _decodings(data: bytes) -> Iterator[str]:
    yield data.decode("utf-8", errors="replace")
    yield data.decode("latin-1")
    if b"\x00" in data:
        for start in (0, 1):
            for codec in ("utf-16-be", "utf-16-le"):
                yield data[start:].decode(codec, errors="replace")
