from search.check import Difference, compare


def test_missing_stale_and_extra_documents_are_found() -> None:
    assert compare({"a": 1, "b": 1, "d": 1}, {"a": 1, "b": 2, "c": 1}) == Difference(("c",), ("b",), ("d",))
    assert not compare({"a": 1}, {"a": 1})
    assert compare({}, {"a": 1})
