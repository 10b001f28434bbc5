"""Batches of uploaded files: what each file was answered, kept for a day for the person who sent them.

A refused file leaves nothing in the records, yet its sentence must still stand there after the page is loaded again.
File names may name people, so a batch lies encrypted on the disk, never in an address, a cookie or a log.
"""

import base64
import hashlib
import json
import re
import secrets
import time
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from cryptography.fernet import Fernet, InvalidToken

KEPT_SECONDS: Final = 24 * 3600
_NAME: Final = re.compile(r"[A-Za-z0-9_-]{16}")


@dataclass(frozen=True)
class Answer:
    """What one uploaded file was answered.

    code: "received", "duplicate" or the code of a refusal. sentence: for the person ("" when received).
    judgment_id: the record made, or the twin of a duplicate that this person may open.
    """

    file_name: str
    size: int
    code: str
    sentence: str = ""
    judgment_id: int | None = None
    draft_id: int | None = None


@dataclass(frozen=True)
class Batches:
    """The folder of batches and the key they are encrypted with."""

    folder: Path
    key: bytes


def open_batches(folder: Path, secret: str) -> Batches:
    """Make the folder if it is not there; the key is derived from the desk's secret."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    digest = hashlib.sha256(b"desk batches\0" + secret.encode()).digest()
    return Batches(folder, base64.urlsafe_b64encode(digest))


def save(batches: Batches, account_id: int, answers: Iterable[Answer]) -> str:
    """Write a batch of this account and return its name; batches older than a day are deleted."""
    _sweep(batches)
    name = secrets.token_urlsafe(12)
    content = json.dumps({"account": account_id, "answers": [asdict(answer) for answer in answers]})
    part = batches.folder / f"{name}.part"
    part.write_bytes(Fernet(batches.key).encrypt(content.encode()))
    part.replace(batches.folder / name)
    return name


def load(batches: Batches, account_id: int, name: str) -> list[Answer] | None:
    """The answers of a batch, None when there is none of this name for this account (any more)."""
    path = batches.folder / name
    if not _NAME.fullmatch(name) or not path.is_file():
        return None
    try:
        content = json.loads(Fernet(batches.key).decrypt(path.read_bytes(), ttl=KEPT_SECONDS))
    except InvalidToken:
        return None
    return [Answer(**answer) for answer in content["answers"]] if content["account"] == account_id else None


def _sweep(batches: Batches) -> None:
    oldest = time.time() - KEPT_SECONDS
    for path in batches.folder.iterdir():
        if path.stat().st_mtime < oldest:
            path.unlink(missing_ok=True)
