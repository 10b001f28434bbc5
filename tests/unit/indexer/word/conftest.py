"""The maker of Word files, and a way to read what it makes in this process."""

import importlib
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from indexer.extract import Limits
from indexer.word import child


@pytest.fixture(scope="session")
def make() -> ModuleType:
    """The maker of Word files, in place of that of PDFs."""
    return importlib.import_module("tests.docx.make")


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
