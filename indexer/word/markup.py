"""XML of a hostile package as elements with short names: no DTD, so no entities; bounded in number and in depth.

`w.p` (not `w:p`, which find() would take for a prefix to look up) is a paragraph in either of the two
namespaces that ECMA-376 has for it (transitional and strict).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from indexer.extract.results import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Protocol

    class Readable(Protocol):
        """What bytes come from."""

        def read(self, size: int, /) -> bytes:
            """At most so many bytes; none at the end."""
            ...


MAX_ELEMENTS: Final = 1_500_000
MAX_DEPTH: Final = 200  # a text box in a cell of a table in a table is some 40 deep
_BLOCK: Final = 1 << 16

_OFFICE: Final = "http://schemas.openxmlformats.org/"
_STRICT: Final = "http://purl.oclc.org/ooxml/"
_SPACES: Final = {
    f"{_OFFICE}wordprocessingml/2006/main": "w.",
    f"{_STRICT}wordprocessingml/main": "w.",
    f"{_OFFICE}officeDocument/2006/relationships": "r.",
    f"{_STRICT}officeDocument/relationships": "r.",
    f"{_OFFICE}officeDocument/2006/math": "m.",
    f"{_STRICT}officeDocument/math": "m.",
    f"{_OFFICE}drawingml/2006/wordprocessingDrawing": "wp.",
    f"{_STRICT}drawingml/wordprocessingDrawing": "wp.",
    f"{_OFFICE}drawingml/2006/main": "a.",
    f"{_STRICT}drawingml/main": "a.",
    f"{_OFFICE}markup-compatibility/2006": "mc.",
    f"{_OFFICE}package/2006/relationships": "rel.",
    f"{_OFFICE}package/2006/content-types": "ct.",
    "urn:schemas-microsoft-com:vml": "v.",
    "urn:schemas-microsoft-com:office:office": "o.",
    "http://www.w3.org/XML/1998/namespace": "xml.",
}
_OFF: Final = frozenset(("0", "false", "off", "none"))


def parse(stream: Readable) -> Element:
    """The root element of one part.

    :raises Refused: BOMB_STREAM for a DTD, TOO_COMPLEX for too many or too deep elements, DAMAGED for what is no XML
    """
    builder = TreeBuilder()
    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    names: dict[str, str] = {}
    count = depth = 0

    def short(name: str) -> str:
        found = names.get(name)
        if found is None:
            space, _, local = name.rpartition("}")
            found = names[name] = _SPACES.get(space, "?:" if space else "") + local
        return found

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal count, depth
        count += 1
        depth += 1
        if count > MAX_ELEMENTS or depth > MAX_DEPTH:
            raise Refused("TOO_COMPLEX")
        builder.start(short(name), {short(key): value for key, value in attributes.items()})

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        builder.end(short(name))

    def declared(*_: object) -> None:
        raise Refused("BOMB_STREAM", fault="a DTD")

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = builder.data
    parser.StartDoctypeDeclHandler = declared
    try:
        while block := stream.read(_BLOCK):
            parser.Parse(block, False)  # noqa: FBT003  pyexpat takes it by place
        parser.Parse(b"", True)  # noqa: FBT003  as above
    except (expat.ExpatError, LookupError) as error:  # LookupError: an encoding that nobody knows
        raise Refused("DAMAGED", fault=type(error).__name__) from error
    return builder.close()


def value(parent: Element | None, name: str, attribute: str = "w.val") -> str | None:
    """The attribute of the child of that name; None when either is missing."""
    child = None if parent is None else parent.find(name)
    return None if child is None else child.get(attribute)


def number(parent: Element | None, name: str, attribute: str = "w.val") -> int | None:
    """The attribute of the child as a whole number; None when it is missing or no number."""
    return whole(value(parent, name, attribute))


def whole(text: str | None) -> int | None:
    """A whole number of at most nine digits; None for anything else."""
    bare = (text or "").strip()
    return int(bare) if bare.lstrip("-").isdecimal() and len(bare) <= 9 and bare.isascii() else None  # noqa: PLR2004


def switched(parent: Element | None, name: str) -> bool | None:
    """Whether a property is on; None when it is not named."""
    child = None if parent is None else parent.find(name)
    return None if child is None else child.get("w.val", "1").lower() not in _OFF


def chosen(element: Element) -> Iterator[Element]:
    """The children of an element, of alternatives only the one that a reader of today takes."""
    for child in element:
        if child.tag != "mc.AlternateContent":
            yield child
            continue
        choice = child.find("mc.Choice")
        taken = child.find("mc.Fallback") if choice is None else choice
        if taken is not None:
            yield from chosen(taken)
