"""Cost of a published file: typesetting, size, and the gate, on a judgment of six pages made up by the demonstration.

python -m bench publish
"""

import json
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from hashlib import sha256
from typing import Any

import pypdfium2

from anonymizer import detect, protected_forms, redact
from demo.cases import generate
from indexer.gate import check_pdf
from indexer.protected import Watchlist, watchlist
from indexer.render import PrintDocument, printed_text, render_pdf
from vietnamese.texts import SourceText

PAGES = 6
CASES = 12
ROUNDS = 5


def documents() -> list[tuple[PrintDocument, Watchlist]]:
    """Return invented judgments, anonymised, each repeated until it fills six pages, with their protected forms."""
    found = []
    for number, case in enumerate(generate(CASES)):
        source = SourceText("\n".join(case.paragraphs))
        done = redact(source, detect(source).mentions)
        paragraphs = tuple(str(done.public_text).split("\n"))
        document = _document(number, paragraphs)
        while pages(render_pdf(document)) < PAGES:
            document = _document(number, (*document.paragraphs, *paragraphs[: max(1, len(paragraphs) // 8)]))
        found.append((document, watchlist([protected_forms(source, done.mentions)])))
    return found


def _document(number: int, paragraphs: tuple[str, ...]) -> PrintDocument:
    return PrintDocument(
        title=f"Bản án {number + 1}/2026/DS-ST ngày 2/3/2026 – TAND khu vực 1",
        court="Tòa án nhân dân khu vực 1",
        case_number=f"{number + 1}/2026/DS-ST",
        decided_on=date(2026, 3, 2),
        public_url="https://banan.example/ban-an/7k3m2q9x",
        public_id="7k3m2q9x",
        version=1,
        published_on=date(2026, 11, 23),
        paragraphs=paragraphs,
    )


def pages(pdf: bytes) -> int:
    """Return how many pages a PDF has."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return len(document)
    finally:
        document.close()


def _seconds(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def run() -> dict[str, Any]:
    """Return CPU seconds to typeset and to check a file, its bytes, and a ratio.

    gate_to_1000_hashes: the gate to hashing the same file a thousand times in the same run: compares machines.
    """
    made = documents()
    files = [render_pdf(document) for document, _watch in made]
    # Another version each time: typst keeps what it has set before.
    render = [
        min(_seconds(partial(render_pdf, replace(document, version=number))) for number in range(2, 2 + ROUNDS))
        for document, _watch in made
    ]
    checks = [partial(check_pdf, f, watch, printed_text(one)) for f, (one, watch) in zip(files, made, strict=True)]
    gate = [min(_seconds(check) for _ in range(ROUNDS)) for check in checks]
    hashed = _seconds(lambda: [sha256(files[0]) for _ in range(1000)])
    return {
        "files": len(files),
        "pages": PAGES,
        "passed": sum(check().passed for check in checks),
        "render_cpu_seconds": {"mean": _mean(render), "worst": round(max(render), 4)},
        "bytes": {"mean": sum(map(len, files)) // len(files), "largest": max(map(len, files))},
        "gate_cpu_seconds": {"mean": _mean(gate), "worst": round(max(gate), 4)},
        "gate_to_1000_hashes": round(sum(gate) / len(gate) / hashed, 2),
        "same_bytes": all(render_pdf(d) == pdf for (d, _watch), pdf in zip(made, files, strict=True)),
    }


def _mean(values: list[float]) -> float:
    return round(sum(values) / len(values), 4)


if __name__ == "__main__":
    print(json.dumps(run(), ensure_ascii=False))
