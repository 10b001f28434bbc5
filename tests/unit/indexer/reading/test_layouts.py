"""Parties in layouts that were written apart from the rules: name, role and place of each."""

import pytest

from indexer.reading import read_document
from tests.unit.indexer.reading.headers import Header
from tests.unit.indexer.reading.kinds import Values, kinds
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


KINDS = kinds()


@pytest.mark.parametrize(("header", "values"), KINDS, ids=[header.layout for header, _ in KINDS])
def test_a_judgment_of_every_kind_says_what_it_is(header: Header, values: Values) -> None:
    reading = read_document(header.text)
    read = {name: reading["metadata"].get(name, {}).get("value") for name in values}
    assert read == values
    parties = {(one["role"], one["name"], one["start"], one["end"]) for one in reading["parties"]}
    assert parties == set(header.parties)
