"""The text stage, alone and with the pixel test, against stock pdfminer on the same PDFs, interleaved in one run."""

from __future__ import annotations

import gc
import io
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from pdfminer.high_level import extract_text

from bench import pdf_maker
from indexer.extract import extract_file
from indexer.extract.child import text_stage
from indexer.extract.inspection import check
from indexer.extract.sight import Sight

if TYPE_CHECKING:
    from collections.abc import Callable

ROUNDS = 5
REASONS = (55, 60, 80)


def run() -> dict[str, Any]:
    """Pages per CPU second of all three, and ours over stock: text stage (aim 1.1), preflight to hidden words (0.7).

    Also the clock seconds of six pages from upload to text through the sandbox (aim 2).
    """
    make = pdf_maker("make")
    made = [make.typeset(make.judgment(reasons)) for reasons in REASONS]
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / f"{number}.pdf" for number in range(len(made))]
        for path, content in zip(paths, made, strict=True):
            path.write_bytes(content)
        files = [check(path, 500) for path in paths]
        pages = sum(file.pages for file in files)
        ours, complete, stock = [], [], []
        for _ in range(ROUNDS):
            ours.append(sum(_cpu(lambda file=file: text_stage(io.BytesIO(file.copy))) for file in files))
            complete.append(sum(_cpu(lambda path=path: _complete(path)) for path in paths))
            stock.append(sum(_cpu(lambda file=file: extract_text(io.BytesIO(file.copy))) for file in files))
        whole = extract_file(paths[0])
        seconds = median(extract_file(paths[0]).seconds for _ in range(ROUNDS))
    return {
        "pages": pages,
        "rounds": ROUNDS,
        "ours_cpu_s": round(median(ours), 4),
        "complete_cpu_s": round(median(complete), 4),
        "stock_cpu_s": round(median(stock), 4),
        "ours_pages_per_cpu_s": round(pages / median(ours), 2),
        "complete_pages_per_cpu_s": round(pages / median(complete), 2),
        "stock_pages_per_cpu_s": round(pages / median(stock), 2),
        "ratio": round(median(other / own for own, other in zip(ours, stock, strict=True)), 3),
        "ratio_complete": round(median(other / own for own, other in zip(complete, stock, strict=True)), 3),
        "sandboxed_file": {"pages": len(whole.pages), "seconds": round(seconds, 3)},
    }


def _complete(path: Path) -> object:
    """Everything that the child does: preflight, copy, text, pixel test."""
    copy = check(path, 500).copy
    with Sight(copy) as sight:
        return text_stage(io.BytesIO(copy), sight)


def _cpu(work: Callable[[], object]) -> float:
    """CPU seconds of one call, what earlier calls left behind collected first."""
    gc.collect()
    started = time.process_time()
    work()
    return time.process_time() - started
