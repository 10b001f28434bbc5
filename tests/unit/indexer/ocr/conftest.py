"""Scans made once for all tests of this folder, and a desk that receives them."""

import importlib.util
import logging
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[4]
SAMPLES = ROOT.parent / "shared" / "data" / "pdfs"

collect_ignore = [] if SAMPLES.is_dir() else ["test_samples.py"]


def _loaded(name: str) -> ModuleType:
    known = sys.modules.get(f"pdfs_{name}")
    if known is not None:
        return known
    spec = importlib.util.spec_from_file_location(f"pdfs_{name}", ROOT / "tests" / "pdfs" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def make() -> ModuleType:
    return _loaded("make")


@pytest.fixture(scope="session")
def scans() -> ModuleType:
    return _loaded("scans")


@pytest.fixture(scope="session")
def accuracy() -> ModuleType:
    return _loaded("accuracy")


@pytest.fixture(scope="session")
def judgment(make: ModuleType) -> Any:
    """An invented judgment of two pages."""
    return make.judgment(9)


@pytest.fixture(scope="session")
def digital(make: ModuleType, judgment: Any) -> bytes:
    return make.typeset(judgment)


@pytest.fixture(autouse=True)
def _logging_stays_on() -> Iterator[None]:
    """The child turns logging off for good, which is right for a child and wrong for the other tests."""
    yield
    logging.disable(logging.NOTSET)
