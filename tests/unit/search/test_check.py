from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from search.check import Difference, compare, repair
from search.engine import SearchDocument, open_engine


def document(public_id: str, version: int = 1) -> SearchDocument:
    return SearchDocument(public_id, version, "Bản án", datetime(2024, 1, 1, tzinfo=UTC), facts=("nội dung",))


def test_missing_stale_and_extra_documents_are_found() -> None:
    assert compare({"a": 1, "b": 1, "d": 1}, {"a": 1, "b": 2, "c": 1}) == Difference(("c",), ("b",), ("d",))
    assert not compare({"a": 1}, {"a": 1})
    assert compare({}, {"a": 1})


def test_repair_makes_the_index_what_the_records_are(tmp_path: Path) -> None:
    engine = open_engine(f"tantivy:{tmp_path}")
    engine.put([document("aaaaaaaa"), document("bbbbbbbb"), document("cccccccc")])
    published = {"aaaaaaaa": 1, "bbbbbbbb": 2, "dddddddd": 1, "eeeeeeee": 1}

    def load(ids: Sequence[str]) -> list[SearchDocument]:
        return [document(one, published[one]) for one in ids if one != "eeeeeeee"]  # withdrawn a moment ago

    difference = compare(engine.versions(), published)
    assert difference == Difference(("dddddddd", "eeeeeeee"), ("bbbbbbbb",), ("cccccccc",))
    repair(engine, difference, load)
    assert engine.versions() == {"aaaaaaaa": 1, "bbbbbbbb": 2, "dddddddd": 1}
    repair(engine, Difference(), load)
    engine.close()
