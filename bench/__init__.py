"""Benchmarks: each module has `run() -> dict` with CPU time and a ratio taken in the same run."""

import importlib
import platform
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from typing import Any

HERE = Path(__file__).parent


def names() -> list[str]:
    """The benchmarks there are."""
    return sorted(path.stem for path in HERE.glob("[a-z]*.py"))


def measure(name: str) -> dict[str, Any]:
    """Return the figures of one benchmark with the machine, the date and the commit they belong to."""
    figures: dict[str, Any] = importlib.import_module(f"bench.{name}").run()
    commit = subprocess.run(  # noqa: S603  our own repository
        ["git", "-C", str(HERE), "rev-parse", "--short", "HEAD"],  # noqa: S607  git is found as the shell finds it
        capture_output=True,
        text=True,
        check=False,
    ).stdout.strip()
    return {
        "benchmark": name,
        "machine": f"{platform.machine()}, Python {platform.python_version()}",
        "date": datetime.now(UTC).date().isoformat(),
        "commit": commit,
        **figures,
    }


def pdf_maker(name: str) -> ModuleType:
    """Return a module of tests/pdfs; the tests are not installed, so `banan bench` finds them beside this folder."""
    root = str(HERE.parent)
    if root not in sys.path:
        sys.path.append(root)
    return importlib.import_module(f"tests.pdfs.{name}")
