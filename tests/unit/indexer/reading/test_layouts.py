"""Parties in layouts that were written apart from the rules: name, role and place of each."""

import pytest

from indexer.reading import read_document
from tests.unit.indexer.reading.headers import Header
from tests.unit.indexer.reading.layouts_first import first
from tests.unit.indexer.reading.layouts_second import second

PROMISED = 0.98


def shares(headers: list[Header]) -> tuple[float, float]:
    """Return which part of the parties is found with role and exact bounds, and which part of what is found is one."""
    told = right = found = 0
    for header in headers:
        read = {(one["role"], one["name"], one["start"], one["end"]) for one in read_document(header.text)["parties"]}
        told += len(header.parties)
        found += len(read)
        right += len(read & set(header.parties))
    return right / told, right / found


@pytest.mark.parametrize("family", [first, second])
def test_parties_of_a_hundred_headers_are_right(family) -> None:
    recall, precision = shares(family(100))
    assert recall >= PROMISED
    assert precision >= PROMISED
