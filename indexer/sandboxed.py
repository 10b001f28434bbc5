"""The child's side of the sandbox: takes the limits, does one task, writes one answer; imports little."""

from __future__ import annotations

import json
import os
import resource
import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any, BinaryIO, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

STARTED: Final = b"started\n"
PART: Final = b"+"
OUTPUT_BYTES: Final = 128 << 20
OPEN_FILES: Final = 64
_NEW_USER: Final = 0x10000000  # CLONE_NEWUSER and CLONE_NEWNET of sched.h
_NEW_NETWORK: Final = 0x40000000


def limit_this_process(seconds: float, megabytes: int) -> None:
    """Bound CPU seconds, address space, output and open files of this process for good; no core dumps."""
    cpu = max(1, round(seconds))
    bounds: Sequence[tuple[int, int, int]] = (
        (resource.RLIMIT_CPU, cpu, cpu + 1),
        (resource.RLIMIT_AS, megabytes << 20, megabytes << 20),
        (resource.RLIMIT_FSIZE, OUTPUT_BYTES, OUTPUT_BYTES),
        (resource.RLIMIT_NOFILE, OPEN_FILES, OPEN_FILES),
        (resource.RLIMIT_CORE, 0, 0),
    )
    for kind, soft, hard in bounds:
        _, ceiling = resource.getrlimit(kind)
        if ceiling != resource.RLIM_INFINITY:
            soft, hard = min(soft, ceiling), min(hard, ceiling)  # noqa: PLW2901  the machine's own bound stays
        resource.setrlimit(kind, (soft, hard))


def leave_the_network() -> bool:
    """Move this process into a network of its own, which reaches nothing; whether the machine allowed it."""
    import ctypes  # noqa: PLC0415  behind the walls of bubblewrap there is no network to leave

    return bool(ctypes.CDLL(None).unshare(_NEW_USER | _NEW_NETWORK) == 0)


def child() -> None:
    """The other side: obey the limits, then do the task named in the last argument and print its answer.

    A generator's parts are printed as they come, each behind PART; what it returns is the answer.
    """
    order = json.loads(sys.argv[-1])
    if not order["walls"]:
        leave_the_network()  # a machine that forbids it has no second wall: docs/operations.md asks for bubblewrap
    limit_this_process(order["seconds"], order["megabytes"])
    output = sys.stdout.buffer
    module, function = order["task"].split(":")
    task = getattr(import_module(module), function)
    output.write(STARTED)
    output.flush()
    answer = task(order["path"], order["options"])
    while not isinstance(answer, dict):
        try:
            _write(output, PART, next(answer))
        except StopIteration as end:
            answer = end.value
    _write(output, b"", answer)
    os._exit(0)  # tearing down a million objects costs more than reading them


def _write(output: BinaryIO, mark: bytes, answer: dict[str, Any]) -> None:
    # an unpaired surrogate of a hostile font becomes "?"
    output.write(mark + json.dumps(answer, ensure_ascii=False).encode("utf-8", "replace") + b"\n")
    output.flush()
