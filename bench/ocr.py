"""Reading scans: errors a letter, names found, doubts that hold an error, and pages a minute; on scans made here.

`python -m bench ocr`; without recognition on this machine the figures say so.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench import pdf_maker
from indexer import ocr
from indexer.extract import extract_file
from indexer.extract.results import Limits

if TYPE_CHECKING:
    from types import ModuleType

CONDITIONS = ("clean300", "noisy300", "noisy200", "fax200", "bad150", "seal300")
CASES = 2
TIMED = "noisy200"


@dataclass(frozen=True)
class Case:
    """A digital file, what it says, and whom it names."""

    content: bytes
    truth: str
    names: tuple[str, ...]


def run() -> dict[str, Any]:
    """Return the figures of each condition, the clock time of one long scan, and what this machine is."""
    if not ocr.installed():
        return {"installed": False, "sentence": ocr.MISSING}
    scans, accuracy = pdf_maker("scans"), pdf_maker("accuracy")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        cases = _cases(folder)
        figures = {condition: _condition(folder, condition, cases, scans, accuracy) for condition in CONDITIONS}
        speed = _speed(folder, cases, scans)
    return {
        "installed": True,
        "second_model": ocr.second_model(),
        "conditions": figures,
        "speed": {"condition": TIMED, **speed},
    }


def _cases(folder: Path) -> list[Case]:
    from demo import generate, write_pdf  # noqa: PLC0415  the line behind it is only needed here

    found = []
    for case in [case for case in generate(44) if case.slug.startswith(("ds-", "hs-"))][: CASES * 4 : 4]:
        path = folder / f"{case.slug}.pdf"
        write_pdf(case, "indented", path)
        found.append(Case(path.read_bytes(), extract_file(path).text, (*case.canaries, case.presiding_judge)))
    return found


def _condition(
    folder: Path, condition: str, cases: list[Case], scans: ModuleType, accuracy: ModuleType
) -> dict[str, Any]:
    errors, found, exact, stated, pages, doubts, words = accuracy.Errors(0, 0), 0, 0, 0, 0, 0, 0
    for number, case in enumerate(cases):
        path = folder / "scan.pdf"
        path.write_bytes(scans.scan(case.content, condition, seed=number))
        done = ocr.recognise(path, Limits())
        text = done.extraction.text
        errors += accuracy.errors(case.truth, text)
        got, of = accuracy.names_found(case.truth, text, _full(case.names))
        found, stated = found + got, stated + of
        exact += sum(min(case.truth.count(name), text.count(name)) for name in _full(case.names))
        pages += len(done.extraction.pages)
        doubts, words = doubts + len(done.doubtful), words + len(text.split())
    return {
        "pages": pages,
        "cer_percent": round(100 * errors.rate, 3),
        "names": stated,
        "names_found_percent": round(100 * found / max(1, stated), 2),
        "names_exact_percent": round(100 * exact / max(1, stated), 2),
        "doubtful_words_percent": round(100 * doubts / max(1, words), 2),
    }


def _full(names: tuple[str, ...]) -> list[str]:
    """The names of more than one word: shorter ones are everyday words too."""
    return sorted({name for name in names if len(name.split()) > 1 and not any(map(str.isdigit, name))})


def _speed(folder: Path, cases: list[Case], scans: ModuleType) -> dict[str, Any]:
    """How long scans take with two pages at a time: clock, processor, and the load that others put on the machine."""
    path = folder / "scan.pdf"
    steps: list[float] = []
    pages, clock = 0, 0.0
    load = os.getloadavg()[0]
    for case in cases:
        path.write_bytes(scans.scan(case.content, TIMED))
        began = time.perf_counter()
        steps.append(began)
        done = ocr.recognise(path, Limits(), lambda *_: steps.append(time.perf_counter()))
        clock += time.perf_counter() - began
        pages += len(done.extraction.pages)
    used, start = _costs(path)
    return {
        "pages": pages,
        "pages_per_minute": round(60 * pages / clock, 1),
        "cpu_s_per_page": round(used, 2),
        "start_of_a_child_s": round(start, 2),
        "pages_per_minute_on_two_idle_cores": round(2 * 60 / (used + start), 1),
        "longest_wait_for_progress_s": round(max(after - before for before, after in pairwise(steps)), 2),
        "load_of_the_machine": round(load, 2),
    }


def _costs(path: Path) -> tuple[float, float]:
    """Processor seconds of a page, and of starting a child and loading the models; in this process, one page a time."""
    from indexer.ocr import child  # noqa: PLC0415  it fixes the threads of the libraries when it loads

    options: dict[str, Any] = {"pages": 500, "models": str(ocr.models_folder()), "second": ocr.second_model()}
    numbers = list(range(1, len(extract_file(path).pages) + 1))
    before = time.process_time()
    read = list(child.recognise(str(path), options | {"numbers": numbers, "seconds": 60}))
    used = time.process_time() - before
    assert len(read) == len(numbers)
    program = "import indexer.ocr.child, time; print(time.process_time())"
    answer = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True)  # noqa: S603  our own
    return used / len(numbers), float(answer.stdout)
