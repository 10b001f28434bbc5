"""Whole files that nobody should send, through the sandbox: always a verdict, within the limits."""

from pathlib import Path
from types import ModuleType

import pytest

from indexer.extract import Limits, extract_file
from indexer.extract.messages import CODES

KINDS = (
    *("04 empty", "08 noise behind a header", "12 two thousand pages", "14b predictor of a billion columns"),
    *("16 ten thousand levels of pages", "17 four hundred thousand objects", "20b launch action", "22 white text"),
    *("23d transparent text", "24c text under a line", "25 text under a note", "29 signature field"),
    *("36 text for readers aloud", "43 cross-references in a loop", "48 another language"),
)
STRICT = Limits(seconds=6, megabytes=1200)  # what the worst file may cost
MUTANTS = 60
SHARE = 10


def test_every_made_kind_is_tried(hostile: ModuleType) -> None:
    assert set(KINDS) == set(hostile.BAD)


@pytest.mark.parametrize("kind", KINDS)
def test_a_made_bad_file_gets_its_verdict(hostile: ModuleType, tmp_path: Path, kind: str) -> None:
    content, expected = hostile.BAD[kind]
    path = tmp_path / "file.pdf"
    path.write_bytes(content())
    found = extract_file(path, STRICT)
    assert " ".join((found.code, *found.flags)) == expected
    assert hostile.SECRET not in found.text
    assert found.message or found.code == "OK"


@pytest.mark.parametrize("first", range(0, MUTANTS, SHARE))
def test_a_mutated_file_always_gets_a_verdict(
    mutate: ModuleType, sound: list[bytes], tmp_path: Path, first: int
) -> None:
    path = tmp_path / "mutant.pdf"
    for name, content in mutate.mutants(sound, SHARE, seed=first):
        path.write_bytes(content)
        assert mutate.fault(extract_file(path, STRICT), CODES) is None, name


@pytest.mark.parametrize("change", ["cut", "flip", "splice", "lie"])
def test_a_mutation_changes_the_file_the_same_way_each_time(mutate: ModuleType, change: str) -> None:
    sound = b"%PDF-1.7 1 0 obj stream\nabc\nendstream stream\nxyz\nendstream 22 33"
    names = [name for name, _ in mutate.mutants([sound], 8, seed=1)]
    assert sum(change in name for name in names) == 2
    assert list(mutate.mutants([sound], 8, seed=1)) == list(mutate.mutants([sound], 8, seed=1))
    assert all(content != sound for name, content in mutate.mutants([sound], 8, seed=1) if change in name)
