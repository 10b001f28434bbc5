"""The maker of test PDFs, and the samples when this checkout stands beside them."""

import importlib.util
import logging
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[4]
SAMPLES = ROOT.parent / "shared" / "data" / "pdfs"

collect_ignore = [] if SAMPLES.is_dir() else ["test_samples.py"]


def loaded(name: str) -> ModuleType:
    """A maker of test PDFs: they are no package, so each is loaded from its file, under the name the others import."""
    known = sys.modules.get(f"{name}_pdfs")
    if known is not None:
        return known
    spec = importlib.util.spec_from_file_location(f"{name}_pdfs", ROOT / "tests" / "pdfs" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def make() -> ModuleType:
    return loaded("make")


@pytest.fixture(scope="session")
def hostile(make: ModuleType) -> ModuleType:
    assert make
    return loaded("hostile")


@pytest.fixture(scope="session")
def layouts() -> ModuleType:
    return loaded("layouts")


@pytest.fixture(scope="session")
def scans() -> ModuleType:
    return loaded("scans")


@pytest.fixture(scope="session")
def verdicts() -> ModuleType:
    return loaded("verdicts")


@pytest.fixture(scope="session")
def mutate() -> ModuleType:
    return loaded("mutate")


@pytest.fixture(scope="session")
def sound(make: ModuleType, hostile: ModuleType, mutate: ModuleType) -> list[bytes]:
    return mutate.seeds(make, hostile)


@pytest.fixture(scope="session")
def samples() -> Path:
    return SAMPLES


@pytest.fixture(autouse=True)
def _logging_stays_on() -> Iterator[None]:
    """The child turns logging off for good, which is right for a child and wrong for the other tests."""
    yield
    logging.disable(logging.NOTSET)
