"""Decrypted originals on disk: only while a child reads them, only for us, and gone after a crash too."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from indexer.receive import suffix_of


@contextmanager
def private_copy(content: bytes) -> Iterator[Path]:
    """The decrypted original in a file that only we can read (mode 0600), gone when the child has read it."""
    handle, name = tempfile.mkstemp(prefix=f"banan-{os.getpid()}-", suffix=suffix_of(content))
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        yield Path(name)
    finally:
        Path(name).unlink(missing_ok=True)


def sweep_copies() -> int:
    """Remove the private copies (and uploads at hand) of processes that were killed; return how many."""
    left = [path for path in Path(tempfile.gettempdir()).glob("banan-*-*.*") if _abandoned(path)]
    for path in left:
        path.unlink(missing_ok=True)
    return len(left)


def _abandoned(path: Path) -> bool:
    process = path.name.split("-")[1]
    try:
        return process.isdecimal() and path.stat().st_uid == os.getuid() and not _runs(int(process))
    except FileNotFoundError:  # its owner was faster
        return False


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:  # somebody's process, so the number is taken
        return True
    return True
