"""A court for the tests of the pipeline, furnished once and copied."""

import shutil
from collections.abc import Iterator
from pathlib import Path

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
