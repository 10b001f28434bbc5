"""An invented judgment and its file, made once for all tests of this folder."""

from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

SAMPLES = Path(__file__).resolve().parents[5] / "shared" / "data" / "pdfs"

collect_ignore = [] if SAMPLES.is_dir() else ["test_samples.py"]


@pytest.fixture(scope="session")
def judgment(make: ModuleType) -> Any:
    """An invented judgment of two pages."""
    return make.judgment(9)


@pytest.fixture(scope="session")
def digital(make: ModuleType, judgment: Any) -> bytes:
    return make.typeset(judgment)
