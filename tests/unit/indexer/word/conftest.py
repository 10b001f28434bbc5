"""The maker of Word files, and a way to read what it makes in this process."""

import importlib.util
import logging
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from indexer.extract import Limits
from indexer.word import child

ROOT = Path(__file__).resolve().parents[4]


@pytest.fixture(scope="session")
def make() -> ModuleType:
    known = sys.modules.get("make_docx")
    if known is not None:
        return known
    spec = importlib.util.spec_from_file_location("make_docx", ROOT / "tests" / "docx" / "make.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def answer(tmp_path: Path) -> Callable[..., dict[str, Any]]:
    """What the child answers to these bytes, asked in this process."""

    def ask(content: bytes, task: str = "extract", **limits: int) -> dict[str, Any]:
        path = tmp_path / "file.docx"
        path.write_bytes(content)
        return getattr(child, task)(str(path), asdict(Limits(**limits)))

    return ask


@pytest.fixture
def lines(answer: Callable[..., dict[str, Any]]) -> Callable[[bytes], list[str]]:
    """The paragraphs of these bytes."""

    def read(content: bytes) -> list[str]:
        found = answer(content)
        assert found["code"] == "OK", found
        return [paragraph["text"] for paragraph in found["paragraphs"]]

    return read


@pytest.fixture(autouse=True)
def _logging_stays_on() -> Iterator[None]:
    """The child turns logging off for good, which is right for a child and wrong for the other tests."""
    yield
    logging.disable(logging.NOTSET)
