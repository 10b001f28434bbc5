"""What is checked before an upload is stored: size, first bytes, and a quick look inside (in the sandbox)."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final, Literal

from indexer.extract import Refusal, preflight
from indexer.extract.messages import sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indexer.extract import Limits

Format = Literal["pdf", "docx"]
SUFFIXES: Final = (".pdf", ".docx", ".docm")
"""The names under which a folder is searched for judgments."""

HEADER_BYTES: Final = 1024  # "%PDF-" must stand in the first 1,024 bytes (PDF 1.7, implementation note 13)
_BLOCK: Final = 1 << 20
_ZIP: Final = b"PK\3\4"
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# the names of streams in an OLE file, as its directory has them (MS-CFB 2.6.1); the first also wraps a locked .docx
_LOCKED: Final = "EncryptedPackage".encode("utf-16-le")
_OLE_KINDS: Final = (
    ("WordDocument".encode("utf-16-le"), "old_word"),
    ("Workbook".encode("utf-16-le"), "spreadsheet"),
    ("PowerPoint Document".encode("utf-16-le"), "presentation"),
)

_OLD_WORD_NAMES: Final = (".doc", ".dot", ".doc.pdf", ".doc.docx")
_BLANKS: Final = b"\t\n\r\f"
_PLAIN: Final = 0.6  # of the bytes of a text in a one-byte code
_CONTROLS: Final = 0.02

_KINDS: Final = (
    (b"\xff\xd8\xff", "image"),
    (b"\x89PNG\r\n\x1a\n", "image"),
    (b"II*\0", "image"),
    (b"MM\0*", "image"),
    (b"GIF8", "image"),
    (b"BM", "image"),
    (b"{\\rtf", "rtf"),
    (b"Rar!", "archive"),
    (b"7z\xbc\xaf", "archive"),
    (b"\x1f\x8b", "archive"),
)


class UploadRefused(Exception):
    """The upload is wrong for good: `code` for programs, `message` the Vietnamese sentence for a person."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


def format_of(head: bytes) -> Format | None:
    """What a file of ours is by its first 1,024 bytes: a PDF, or an archive that may be a .docx; None for neither."""
    if head.startswith(_ZIP):
        return "docx"
    return "pdf" if b"%PDF-" in head[:HEADER_BYTES] else None


def suffix_of(content: bytes) -> str:
    """The ending that a copy of a received file must have to be read again: .pdf or .docx."""
    return ".docx" if format_of(content[:HEADER_BYTES]) == "docx" else ".pdf"


def kind_of(head: bytes, name: str = "") -> str | None:
    """What a file that is not ours looks like: a key of messages.KINDS, or None when its bytes say nothing."""
    for magic, kind in _KINDS:
        if head.startswith(magic):
            return kind
    if head.startswith(b"PK"):
        office = b"word/" in head or b"[Content_Types]" in head or name.lower().endswith((".docx", ".docx.pdf"))
        return "word" if office else "archive"
    text = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if text.startswith(b"<"):
        return "html"
    return "text" if text and _is_text(text) else None


def _is_text(head: bytes) -> bool:
    """Whether these bytes are written text: hardly any control codes, and UTF-8 or mostly plain letters."""
    controls = sum(byte < 32 and byte not in _BLANKS for byte in head)  # noqa: PLR2004  the first that is shown
    plain = sum(32 <= byte < 127 or byte in _BLANKS for byte in head)  # noqa: PLR2004  ASCII
    try:
        head[:-3].decode()  # the last letter may be cut
    except UnicodeDecodeError:
        return controls == 0 and plain > _PLAIN * len(head)
    return controls <= _CONTROLS * len(head)


def check_upload(name: str, head: bytes | IO[bytes] | Path, size: int, upload_megabytes: int = 50) -> None:
    """Refuse an upload that can be neither PDF nor .docx or is too large, by its name, its bytes and its size.

    Whether an archive is a Word file is seen inside, in the sandbox; one that is named .pdf is refused here.

    :param name: the file name as sent
    :param head: at least the first 1,024 bytes, or a stream (left where it stood), or the file's path
    :param size: bytes of the whole file
    :raises UploadRefused: EMPTY, TOO_BIG, ENCRYPTED (a .docx with a password), NOT_PDF, or DAMAGED for a .pdf whose
        bytes are nothing that we know; with the sentence for the form
    """
    if size == 0:
        raise UploadRefused("EMPTY", sentence("EMPTY"))
    if size > upload_megabytes << 20:
        raise UploadRefused("TOO_BIG", sentence("TOO_BIG", limit=upload_megabytes))
    first = _first_bytes(head)
    found = format_of(first)
    if first.startswith(_OLE):
        raise _old_office(head, name)
    if found == "docx" and name.lower().endswith(".pdf"):
        kind = kind_of(first, name)
        raise UploadRefused("NOT_PDF", sentence("NOT_PDF", seen="renamed_word" if kind == "word" else kind))
    if found is None:
        kind = kind_of(first, name)
        if kind is None and name.lower().endswith(".pdf"):
            raise UploadRefused("DAMAGED", sentence("DAMAGED"))
        raise UploadRefused("NOT_PDF", sentence("NOT_PDF", seen=kind))


def _old_office(head: bytes | IO[bytes] | Path, name: str) -> UploadRefused:
    """Why an OLE file is refused: a .docx with a password, an old Word file, or another one of that family."""
    kind = "old_word" if name.lower().endswith(_OLD_WORD_NAMES) else "office"
    before = b""
    for block in _blocks(head):
        held = before + block
        if _LOCKED in held:
            return UploadRefused("ENCRYPTED", sentence("ENCRYPTED"))
        kind = next((name for mark, name in _OLE_KINDS if mark in held), kind)
        before = held[-64:]  # longer than any of the names
    return UploadRefused("NOT_PDF", sentence("NOT_PDF", seen=kind))


def _blocks(head: bytes | IO[bytes] | Path) -> Iterator[bytes]:
    """The whole of what was given, in blocks; a stream is left where it stood."""
    if isinstance(head, Path):
        with head.open("rb") as file:
            yield from iter(lambda: file.read(_BLOCK), b"")
        return
    stream: IO[bytes] = io.BytesIO(head) if isinstance(head, bytes) else head
    place = stream.tell()
    yield from iter(lambda: stream.read(_BLOCK), b"")
    stream.seek(place)


def checked_upload(name: str, path: Path, size: int, limits: Limits) -> Refusal | None:
    """Why this upload is refused on the form, its inside looked at in the sandbox; None when it is taken.

    :raises indexer.sandbox.SandboxUnavailable: the child could not start (temporary, not the file's fault)
    """
    try:
        check_upload(name, path, size, limits.upload_megabytes)
    except UploadRefused as refused:
        return Refusal(refused.code, refused.message)
    return preflight(path, limits)


def _first_bytes(head: bytes | IO[bytes] | Path) -> bytes:
    if isinstance(head, bytes):
        return head[: 2 * HEADER_BYTES]
    if isinstance(head, Path):
        with head.open("rb") as stream:
            return stream.read(2 * HEADER_BYTES)
    place = head.tell()
    first = head.read(2 * HEADER_BYTES)
    head.seek(place)
    return first


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file as 64 hexadecimal digits; reads it in blocks."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while block := stream.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()
