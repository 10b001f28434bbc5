"""The zip that a .docx is: bounded before anything is unpacked, parts looked up by name and never written anywhere."""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING, Final
from urllib.parse import unquote

from indexer.extract.results import Refused
from indexer.word.markup import parse

if TYPE_CHECKING:
    from pathlib import Path
    from xml.etree.ElementTree import Element

MAX_ENTRIES: Final = 20_000
MAX_DIRECTORY: Final = 4 << 20
MAX_PART: Final = 32 << 20
MAX_READ: Final = 64 << 20
MAX_DECLARED: Final = 1 << 30

_END: Final = b"PK\5\6"
_END_BYTES: Final = 22
_LONGEST_TAIL: Final = _END_BYTES + 0xFFFF  # the comment of an archive has 16 bits for its length
_SCRAMBLED: Final = 1
_METHODS: Final = frozenset((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED))
_MAIN: Final = ("wordprocessingml.document.main+xml", "wordprocessingml.template.main+xml")
_WITH_MACROS: Final = ("ms-word.document.macroenabled.main+xml", "ms-word.template.macroenabledtemplate.main+xml")


@dataclass(slots=True)
class Package:
    """An opened .docx: its archive, the entry of each part by its name in small letters, the name of the main part."""

    archive: zipfile.ZipFile
    entries: dict[str, zipfile.ZipInfo]
    main: str = ""
    left: int = MAX_READ
    targets: dict[str, dict[str, Target]] = field(default_factory=dict)

    def part(self, name: str) -> Element | None:
        """The root element of a part; None when there is no such part.

        :raises Refused: BOMB_STREAM, TOO_COMPLEX, ENCRYPTED or DAMAGED
        """
        entry = self.entries.get(name.lower())
        if entry is None:
            return None
        if entry.flag_bits & _SCRAMBLED:
            raise Refused("ENCRYPTED")
        if entry.file_size > MAX_PART:
            raise Refused("BOMB_STREAM")
        if entry.compress_type not in _METHODS:
            raise Refused("DAMAGED", fault="an unusual compression", word=True)
        try:
            with self.archive.open(entry) as stream:
                return parse(_Bounded(stream, self))
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as error:
            raise Refused("DAMAGED", fault=type(error).__name__, word=True) from error

    def related(self, part: str, kind: str) -> list[str]:
        """The names of the parts of that kind which a part names, in the order of its relationships."""
        return [target.name for target in self._targets(part).values() if target.kind == kind and not target.outside]

    def named(self, part: str, identifier: str | None) -> str | None:
        """The part that a relationship of `part` leads to; None when it leads nowhere or out of the file."""
        target = self._targets(part).get(identifier or "")
        return None if target is None or target.outside else target.name

    def leads_out(self, part: str, kind: str) -> bool:
        """Whether a part names something of that kind outside of the file."""
        return any(target.outside and target.kind == kind for target in self._targets(part).values())

    def _targets(self, part: str) -> dict[str, Target]:
        if part not in self.targets:
            folder, name = posixpath.split(part)
            root = self.part(posixpath.join(folder, "_rels", f"{name}.rels"))
            found = {} if root is None else {item.get("Id", ""): _target(item, folder) for item in root}
            self.targets[part] = found
        return self.targets[part]


@dataclass(frozen=True, slots=True)
class Target:
    """Where a relationship leads: its kind (the last word of its type), the part, whether that is outside."""

    kind: str
    name: str
    outside: bool


class _Bounded:
    """A stream that stops when a part, or all parts together, unpack to more than they may."""

    def __init__(self, stream: IO[bytes], package: Package) -> None:
        self._stream = stream
        self._package = package
        self._part = MAX_PART

    def read(self, size: int) -> bytes:
        block = self._stream.read(size)
        self._part -= len(block)
        self._package.left -= len(block)
        if self._part < 0 or self._package.left < 0:
            raise Refused("BOMB_STREAM")
        return block


def open_package(path: Path) -> tuple[Package, bool]:
    """The package of a .docx, and whether it says that it carries macros.

    :raises Refused: NOT_PDF with the kind that another archive is, ENCRYPTED, BOMB_STREAM, TOO_COMPLEX or DAMAGED
    """
    _check_directory(path)
    try:
        archive = zipfile.ZipFile(path)  # the child ends with os._exit; nothing is left open in the parent
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise Refused("DAMAGED", fault=type(error).__name__, word=True) from error
    infos = archive.infolist()
    if len(infos) > MAX_ENTRIES:
        raise Refused("TOO_COMPLEX")
    if sum(info.file_size for info in infos) > MAX_DECLARED:
        raise Refused("BOMB_STREAM")
    entries = {info.filename.lstrip("/").lower(): info for info in infos}
    package = Package(archive, entries)
    types = package.part("[content_types].xml")
    if types is None:
        raise Refused("NOT_PDF", seen=_other(package))
    if len(entries) < len(infos):
        raise Refused("DAMAGED", fault="two parts of one name", word=True)
    mains = {item.get("PartName", "").lstrip("/").lower(): item.get("ContentType", "").lower() for item in types}
    wanted = next(iter(package.related("", "officeDocument")), "word/document.xml")
    kind = mains.get(wanted.lower(), "")
    if kind and not kind.endswith(_MAIN + _WITH_MACROS):
        raise Refused("NOT_PDF", seen=_other(package, kind))
    if wanted.lower() not in entries:
        other = _other(package)
        raise (
            Refused("DAMAGED", fault="no main part", word=True)
            if other == "archive"
            else Refused("NOT_PDF", seen=other)
        )
    package.main = wanted
    return package, kind.endswith(_WITH_MACROS)


def _check_directory(path: Path) -> None:
    """Bound the list of entries before the reader makes an object of each."""
    size = path.stat().st_size
    with path.open("rb") as file:
        file.seek(max(0, size - _LONGEST_TAIL))
        tail = file.read()
    place = tail.rfind(_END)
    record = tail[place : place + _END_BYTES] if place >= 0 else b""
    if len(record) < _END_BYTES:
        raise Refused("DAMAGED", fault="no list of entries", word=True)
    entries = int.from_bytes(record[10:12], "little")
    length = int.from_bytes(record[12:16], "little")
    if entries > MAX_ENTRIES or length > MAX_DIRECTORY:  # an archive of the 64-bit kind says 65,535 and 2**32 - 1
        raise Refused("TOO_COMPLEX")


def _target(item: Element, folder: str) -> Target:
    kind = item.get("Type", "").rpartition("/")[2]
    name = unquote(item.get("Target", ""))
    place = name if name.startswith("/") else posixpath.join("/", folder, name)
    outside = item.get("TargetMode", "").lower() == "external"
    return Target(kind, posixpath.normpath(place).lstrip("/"), outside)  # ".." ends at the root: names, not paths


def _other(package: Package, kind: str = "") -> str:
    """What kind of archive a file is that is no Word file."""
    names = package.entries
    if "spreadsheetml" in kind or "ms-excel" in kind or any(name.startswith("xl/") for name in names):
        return "spreadsheet"
    if "presentationml" in kind or any(name.startswith("ppt/") for name in names):
        return "presentation"
    return "opendocument" if "mimetype" in names and "content.xml" in names else "archive"
