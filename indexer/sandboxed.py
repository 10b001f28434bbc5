"""The child's side of the sandbox: takes the limits, does one task, writes one answer; imports little."""

from __future__ import annotations

import json
import os
import resource
import sys
from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

STARTED: Final = b"started\n"
OUTPUT_BYTES: Final = 128 << 20
OPEN_FILES: Final = 64


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


def child() -> None:
    """The other side: obey the limits, then do the task named in the last argument and print its answer."""
    order = json.loads(sys.argv[-1])
    limit_this_process(order["seconds"], order["megabytes"])
    output = sys.stdout.buffer
    module, function = order["task"].split(":")
    task = getattr(import_module(module), function)
    output.write(STARTED)
    output.flush()
    answer = json.dumps(task(order["path"], order["options"]), ensure_ascii=False)
    output.write(answer.encode("utf-8", "replace") + b"\n")  # an unpaired surrogate of a hostile font becomes "?"
    output.flush()
    os._exit(0)  # tearing down a million objects costs more than reading them
