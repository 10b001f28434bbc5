"""Shared scans with their ground truth; collected only where that folder stands beside the checkout."""

import json
from pathlib import Path
from types import ModuleType

import pytest

from indexer import ocr

SAMPLES = Path(__file__).resolve().parents[5] / "shared" / "data" / "pdfs"


@pytest.mark.parametrize(
    ("path", "limit"),
    [("c_scans/hn33_noisy200.pdf", 0.005), ("c_scans/hn33_bad150.pdf", 0.01)],
)
def test_a_shared_scan_reads_within_its_target(path: str, limit: float, accuracy: ModuleType) -> None:
    found = ocr.read_file(SAMPLES / path)
    truth = (SAMPLES / "gt" / "hn33.txt").read_text("utf-8")
    names = json.loads((SAMPLES / "gt" / "hn33.persons.json").read_text("utf-8"))
    assert {page.source for page in found.pages} == {"ocr"}
    assert accuracy.errors(truth, found.text).rate <= limit
    mentioned, stated = accuracy.names_found(truth, found.text, names)
    assert mentioned >= 0.98 * stated
