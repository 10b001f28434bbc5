"""A court for the tests of the pipeline, furnished once and copied; the makers of test files."""

import importlib
import logging
import shutil
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tests.unit.indexer.line import Desk


@pytest.fixture(scope="module")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with migrated databases, courts and accounts, to be copied: making them costs more than a step does."""
    folder = tmp_path_factory.mktemp("furnished")
    Desk(folder).close()
    return folder


@pytest.fixture
def desk(furnished: Path, tmp_path: Path) -> Iterator[Desk]:
    shutil.copytree(furnished, tmp_path, dirs_exist_ok=True)
    opened = Desk(tmp_path)
    yield opened
    opened.close()


def _maker(name: str) -> Any:
    """A fixture that is a module of tests/pdfs: it imports much, so only the tests that ask for it load it."""

    @pytest.fixture(scope="session", name=name)
    def module() -> ModuleType:
        return importlib.import_module(f"tests.pdfs.{name}")

    return module


make, hostile, layouts, scans, verdicts, mixtures, mutate, accuracy, courts = map(
    _maker, ("make", "hostile", "layouts", "scans", "verdicts", "mixtures", "mutate", "accuracy", "courts")
)


@pytest.fixture(autouse=True)
def _logging_stays_on() -> Iterator[None]:
    """The child turns logging off for good, which is right for a child and wrong for the other tests."""
    yield
    logging.disable(logging.NOTSET)
