"""What is checked before an upload is stored: size, first bytes, and a quick look inside (in the sandbox)."""

from __future__ import annotations

import hashlib
from typing import IO, TYPE_CHECKING, Final

from indexer.extract import Refusal, preflight
from indexer.extract.messages import sentence

if TYPE_CHECKING:
    from pathlib import Path

    from indexer.extract import Limits

HEADER_BYTES: Final = 1024  # "%PDF-" must stand in the first 1,024 bytes (PDF 1.7, implementation note 13)
_BLOCK: Final = 1 << 20

_KINDS: Final = (
    (b"\xff\xd8\xff", "image"),
    (b"\x89PNG\r\n\x1a\n", "image"),
    (b"II*\0", "image"),
    (b"MM\0*", "image"),
    (b"GIF8", "image"),
    (b"BM", "image"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "word"),
    (b"{\\rtf", "word"),
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


def kind_of(head: bytes, name: str = "") -> str | None:
    """What a file that is no PDF looks like: word, image, html, text, archive, or None when its bytes say nothing."""
    for magic, kind in _KINDS:
        if head.startswith(magic):
            return kind
    if head.startswith(b"PK"):
        office = b"word/" in head or b"[Content_Types]" in head or name.lower().endswith((".docx", ".docx.pdf"))
        return "word" if office else "archive"
    text = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if text.startswith(b"<"):
        return "html"
    return "text" if text and b"\0" not in head else None


def check_upload(name: str, head: bytes | IO[bytes] | Path, size: int, upload_megabytes: int = 50) -> None:
    """Refuse an upload that cannot be a PDF or is too large, by its first bytes and its size alone.

    :param name: the file name as sent; only a hint to what the file is
    :param head: at least the first 1,024 bytes, or a stream (left where it stood), or the file's path
    :param size: bytes of the whole file
    :raises UploadRefused: EMPTY, TOO_BIG or NOT_PDF with the sentence for the form
    """
    if size == 0:
        raise UploadRefused("EMPTY", sentence("EMPTY"))
    if size > upload_megabytes << 20:
        raise UploadRefused("TOO_BIG", sentence("TOO_BIG", limit=upload_megabytes))
    first = _first_bytes(head)
    if b"%PDF-" not in first[:HEADER_BYTES]:
        raise UploadRefused("NOT_PDF", sentence("NOT_PDF", seen=kind_of(first, name)))


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
    if hasattr(head, "open"):
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
