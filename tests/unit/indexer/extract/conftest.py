"""The samples when this checkout stands beside them, and sound files to be mutated."""

from pathlib import Path
from types import ModuleType

import pytest

SAMPLES = Path(__file__).resolve().parents[5] / "shared" / "data" / "pdfs"

collect_ignore = [] if SAMPLES.is_dir() else ["test_samples.py"]


@pytest.fixture(scope="session")
def sound(make: ModuleType, hostile: ModuleType, mutate: ModuleType) -> list[bytes]:
    return mutate.seeds(make, hostile)


@pytest.fixture(scope="session")
def samples() -> Path:
    return SAMPLES
