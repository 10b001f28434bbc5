"""Content-addressed files: originals encrypted, published ones plain, in folders that never meet.

Writing the same content twice is harmless; a file appears under its name only when it is whole on the disk.
"""

import contextlib
import os
import re
import tempfile
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from records.errors import OriginalDamaged, Restricted
from records.sealing import Damaged, seal, unseal

_NAME = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Files:
    """The file store under `root`; `key` (32 bytes) opens originals, a public process has none."""

    root: Path
    key: bytes | None

    def put_original(self, content: bytes | Path) -> str:
        """Store an original encrypted and return its SHA-256 (of the plain content)."""
        key = self._key()
        plain = content if isinstance(content, bytes) else content.read_bytes()
        name = sha256(plain).hexdigest()
        _write(self._place("originals", name), seal(key, f"original:{name}", plain))
        return name

    def get_original(self, name: str) -> bytes:
        """Return the original; raise OriginalDamaged when what is stored is not what was put there."""
        try:
            plain = unseal(self._key(), f"original:{name}", self._place("originals", name).read_bytes())
        except Damaged as error:
            raise OriginalDamaged(name) from error
        if sha256(plain).hexdigest() != name:
            raise OriginalDamaged(name)
        return plain

    def delete_original(self, name: str) -> None:
        """Remove an original; nothing happens when it is not there."""
        self._place("originals", name).unlink(missing_ok=True)

    def originals_before(self, moment: float) -> list[str]:
        """Return the names of originals stored before the moment (seconds since 1970)."""
        folder = self.root / "originals"
        found = (path for path in folder.glob("??/*") if _NAME.fullmatch(path.parent.name + path.name))
        return sorted(path.parent.name + path.name for path in found if path.stat().st_mtime < moment)

    def put_published(self, content: bytes) -> str:
        """Store a file for everyone and return its SHA-256."""
        name = sha256(content).hexdigest()
        _write(self.published_path(name), content)
        return name

    def published_path(self, name: str) -> Path:
        """Return where the published file of this name is (or would be)."""
        return self._place("published", name)

    def delete_published(self, name: str) -> None:
        """Remove a published file; nothing happens when it is not there."""
        self.published_path(name).unlink(missing_ok=True)

    def _place(self, kind: str, name: str) -> Path:
        if not _NAME.fullmatch(name):
            raise ValueError("a file is named by its SHA-256")
        return self.root / kind / name[:2] / name[2:]

    def _key(self) -> bytes:
        if self.key is None:
            raise Restricted("this process has no key for originals")
        return self.key


def _write(place: Path, content: bytes) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=place.parent, prefix=".part-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(place)
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            Path(name).unlink()
        raise
    folder = os.open(place.parent, os.O_RDONLY)
    try:
        os.fsync(folder)  # the new name itself must survive a power cut
    finally:
        os.close(folder)
