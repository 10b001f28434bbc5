"""The arrows that import-linter cannot hold, because app, cli and settings are single modules."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("anonymizer", "demo", "indexer", "portal", "records", "search", "vietnamese")
OURS = {*PACKAGES, "app", "cli", "commands", "settings"}


def imported(file: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            names.add(node.module.split(".")[0])
    return names & OURS


def sources(package: str) -> list[Path]:
    return [file for file in (ROOT / package).rglob("*.py") if "migrations" not in file.parts]


@pytest.mark.parametrize("package", ["anonymizer", "indexer", "portal", "records", "search", "vietnamese"])
def test_nothing_below_knows_the_composition_roots(package: str) -> None:
    for file in sources(package):
        assert not imported(file) & {"app", "cli", "commands", "demo"}, file


@pytest.mark.parametrize("package", ["anonymizer", "indexer", "records", "search", "vietnamese"])
def test_only_the_portal_and_the_roots_are_handed_settings(package: str) -> None:
    for file in sources(package):
        assert "settings" not in imported(file), file


def test_settings_stand_on_nothing_of_ours() -> None:
    assert imported(ROOT / "settings.py") == set()


def test_only_settings_reads_the_environment() -> None:
    readers = {
        str(file.relative_to(ROOT))
        for package in PACKAGES
        for file in sources(package)
        if re.search(r"\bos\.(environ|getenv)\b|from os import .*(environ|getenv)", file.read_text("utf-8"))
    }
    # The demonstration hands an environment to the processes it starts; TESSDATA_PREFIX is tesseract's own, and the
    # numbers of threads (OMP_…) are those of the libraries under tesseract and the recogniser.
    assert readers <= {"demo/run.py", "indexer/ocr/models.py", "indexer/ocr/child.py", "anonymizer/ner.py"}


def test_only_the_anonymizer_makes_public_text() -> None:
    makers = set()
    for package in PACKAGES:
        for file in sources(package):
            for node in ast.walk(ast.parse(file.read_text("utf-8"))):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "PublicText":
                    makers.add(str(file.relative_to(ROOT)))
    assert makers == {"anonymizer/redact.py"}
