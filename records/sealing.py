"""Encryption at rest: AES-256-GCM with a key of its own for each purpose, bound to what is sealed."""

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_VERSION = b"BA1"
_NONCE = 12


class Damaged(Exception):
    """The sealed bytes were changed, belong to something else, or the key is another one."""


def seal(key: bytes, purpose: str, plain: bytes) -> bytes:
    """Return the bytes sealed for this purpose ("original:<hash>"); the key has 32 bytes."""
    nonce = os.urandom(_NONCE)
    return _VERSION + nonce + _cipher(key, purpose).encrypt(nonce, plain, purpose.encode())


def unseal(key: bytes, purpose: str, sealed: bytes) -> bytes:
    """Return what was sealed for this purpose; raise Damaged when it is not that, to the last bit."""
    start = len(_VERSION)
    if sealed[:start] != _VERSION:
        raise Damaged("not sealed by this program")
    try:
        return _cipher(key, purpose).decrypt(sealed[start : start + _NONCE], sealed[start + _NONCE :], purpose.encode())
    except (InvalidTag, ValueError) as error:
        raise Damaged("does not open") from error


def _cipher(key: bytes, purpose: str) -> AESGCM:
    if len(key) != 32:  # noqa: PLR2004  AES-256
        raise ValueError("the key for files has 32 bytes")
    kind = purpose.partition(":")[0].encode()
    return AESGCM(HKDF(algorithm=SHA256(), length=32, salt=None, info=b"banan-" + kind).derive(key))
