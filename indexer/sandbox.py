"""Run our own code on a hostile file in a child process: limited, without network, dead or alive always an answer."""

from __future__ import annotations

import functools
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final, Literal

from indexer.sandboxed import PART, STARTED

if TYPE_CHECKING:
    from collections.abc import Callable

Outcome = Literal["answered", "timeout", "out_of_memory", "crashed"]

_LOOK: Final = 0.1  # seconds between two looks at what a child has written
_CHUNK: Final = 1 << 20
WALL_FACTOR: Final = 2  # a loaded machine may give the child half a core

_LIBRARIES: Final = (
    "indexer",
    "vietnamese",
    "pdfminer",
    "pikepdf",
    "charset_normalizer",
    "cryptography",
    "cffi",
    "pypdfium2",
    "pypdfium2_raw",
)
_SYSTEM: Final = ("/usr", "/lib", "/lib64", "/bin", "/etc/ld.so.cache")
_BOOT: Final = "import sys, json; sys.path[:0] = json.loads(sys.argv[1]); from indexer.sandboxed import child; child()"


class SandboxUnavailable(Exception):
    """The child did not even start: a fault of this installation, not of the file; worth another try."""


@dataclass(frozen=True, slots=True)
class Answer:
    """How the child ended; `value` is what it wrote as JSON and None unless it answered."""

    outcome: Outcome
    value: dict[str, Any] | None = None


def run(
    task: str,
    path: Path,
    options: dict[str, Any],
    *,
    seconds: float,
    megabytes: int,
    also: Path | None = None,
    each: Callable[[dict[str, Any]], None] | None = None,
) -> Answer:
    """What `task` says about the file, run in a child of its own.

    :param task: "package.module:function"; called there with (path, options), returns what json.dumps takes
    :param seconds: CPU seconds; twice as many on the clock, then the whole group of processes is killed
    :param megabytes: address space of the child
    :param also: a folder that the child may read beside its own program and the file
    :param each: called with each part that the task yields before it returns its answer, as soon as it is there; what
        it raises ends the child
    :raises SandboxUnavailable: the child did not start
    """
    path = path.resolve()
    walls = _walls(path, also)
    order = {
        "task": task,
        "path": str(path),
        "options": options,
        "seconds": seconds,
        "megabytes": megabytes,
        "walls": bool(walls),
    }
    command = [*walls, sys.executable, "-I", "-S", "-B", "-c", _BOOT, json.dumps(_roots()), json.dumps(order)]
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(  # noqa: S603  our own program, arguments are a list
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.DEVNULL,
            env={},
            cwd="/",
            start_new_session=True,
        )
        try:
            status = _ended(process, seconds * WALL_FACTOR, _Parts(output, each) if each else None)
        except subprocess.TimeoutExpired:
            return Answer("timeout")
        finally:
            _end(process)
        return _answer(output, status)


class _Parts:
    """Hands on the parts of its answer that a child writes before its end."""

    def __init__(self, output: IO[bytes], each: Callable[[dict[str, Any]], None]) -> None:
        self._output, self._each = output, each
        self._place, self._held = 0, b""

    def hand_on(self) -> None:
        """Call with what is new and whole."""
        # pread: reading with seek would move the place where the child writes
        while new := os.pread(self._output.fileno(), _CHUNK, self._place):
            self._place += len(new)
            self._held += new
        *whole, self._held = self._held.split(b"\n")
        for line in whole:
            if line.startswith(PART):
                self._each(json.loads(line[len(PART) :]))


def _ended(process: subprocess.Popen[bytes], seconds: float, parts: _Parts | None) -> int:
    """The child's status at its end, its answers handed on meanwhile.

    :raises subprocess.TimeoutExpired: it takes longer
    """
    if parts is None:
        return process.wait(timeout=seconds)
    deadline = time.monotonic() + seconds
    while True:
        try:
            status = process.wait(timeout=min(_LOOK, max(0.0, deadline - time.monotonic())))
        except subprocess.TimeoutExpired:
            parts.hand_on()
            if time.monotonic() >= deadline:
                raise
        else:
            parts.hand_on()
            return status


def _end(process: subprocess.Popen[bytes]) -> None:
    """Kill what is left of the child's session and reap the child."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _answer(output: IO[bytes], status: int) -> Answer:
    output.seek(0)
    if output.readline() != STARTED:
        raise SandboxUnavailable(f"the child ended with status {status} before it read the file")
    *lines, rest = output.read().split(b"\n")
    if status == 0 and lines and not rest:
        return Answer("answered", json.loads(lines[-1]))
    # bwrap reports a signal as 128 + its number, a plain child as its negative
    number = -status if status < 0 else status - 128
    if number == signal.SIGXCPU:
        return Answer("timeout")
    # the kernel kills with SIGKILL when memory ends; qpdf and malloc abort when the address space ends
    return Answer("out_of_memory" if number in {signal.SIGKILL, signal.SIGABRT} else "crashed")


@functools.cache
def _roots() -> list[str]:
    """The folders that the child imports from; without site the child finds nothing by itself."""
    found: dict[str, None] = {}
    for name in _LIBRARIES:
        spec = find_spec(name)
        if spec is not None and spec.origin is not None:
            found.setdefault(str(Path(spec.origin).resolve().parent.parent))
    return list(found)


@functools.cache
def _bubblewrap() -> str | None:
    """The path of bubblewrap when this machine lets us use it (containers often forbid user namespaces)."""
    program = shutil.which("bwrap")
    if program is None:
        return None
    probe = subprocess.run(  # noqa: S603  our own program, arguments are a list
        [program, "--unshare-all", "--ro-bind", "/", "/", "--proc", "/proc", "--dev", "/dev", "/bin/true"],
        check=False,
        capture_output=True,
        env={},
    )
    return program if probe.returncode == 0 else None


def _walls(path: Path, also: Path | None = None) -> list[str]:
    """The front of the command that takes away network and file system; empty where bubblewrap does not work."""
    program = _bubblewrap()
    if program is None:
        return []
    python = {sys.base_prefix, sys.prefix, str(Path(sys.executable).parent.parent)}
    packages = {
        str(Path(spec.origin).parent) for name in ("indexer", "vietnamese") if (spec := find_spec(name)) and spec.origin
    }
    libraries = {root for root in _roots() if root.endswith("-packages")}
    places = [*_SYSTEM, *sorted(python | packages | libraries, key=len), str(path)]
    places += [] if also is None else [str(also)]
    binds = [part for place in places for part in ("--ro-bind-try", place, place)]
    return [program, "--unshare-all", "--die-with-parent", *binds, "--proc", "/proc", "--dev", "/dev", "--chdir", "/"]
