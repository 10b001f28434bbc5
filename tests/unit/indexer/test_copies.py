"""Decrypted copies of originals do not outlive the process that made them."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from indexer.copies import private_copy, sweep_copies


def test_copies_of_dead_processes_are_removed_and_those_in_use_stay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    child = subprocess.Popen([sys.executable, "-c", ""])
    child.wait()
    dead = tmp_path / f"banan-{child.pid}-abc.pdf"
    foreign = tmp_path / "banan-an-9-2020.pdf"
    other = tmp_path / "banan-1-abc.pdf"
    for path in (dead, foreign, other):
        path.write_bytes(b"%PDF-")
    with private_copy(b"%PDF-") as mine:
        assert mine.name.startswith(f"banan-{os.getpid()}-")
        assert sweep_copies() == 1
        assert mine.exists()
    assert sorted(tmp_path.iterdir()) == sorted([foreign, other])
