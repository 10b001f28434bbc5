import multiprocessing
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest
from filelock import FileLock

from search import embedded_store
from search.embedded import Embedded
from search.engine import IndexOutdated, SearchDocument, SearchUnavailable, open_engine
from search.query import SearchQuery, parse
from search.ranking import TOTAL_LIMIT


def document(number: int, text: str = "nội dung", version: int = 1) -> SearchDocument:
    return SearchDocument(f"{number:08}", version, "Bản án", datetime(2024, 1, 1, tzinfo=UTC), facts=(text,))


def nothing(_ids: Sequence[str]) -> list[SearchDocument]:
    return []


def found(engine: Embedded, text: str) -> list[str]:
    return sorted(engine.search(SearchQuery(parse(text), facets=())).ids)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "index"


@pytest.fixture
def engine(folder: Path) -> Iterator[Embedded]:
    opened = Embedded(str(folder))
    yield opened
    opened.close()


def test_an_address_names_the_engine(folder: Path) -> None:
    assert isinstance(open_engine(f"tantivy:{folder}"), Embedded)
    with pytest.raises(ValueError, match="no search engine"):
        open_engine("whoosh:x")
    with pytest.raises(ValueError, match="no search engine"):
        open_engine("tantivy:")


def test_another_process_s_commit_is_seen_by_the_next_search(engine: Embedded, folder: Path) -> None:
    assert found(engine, "dung") == []
    Embedded(str(folder)).put([document(1)])
    assert found(engine, "dung") == ["00000001"]
    Embedded(str(folder)).remove(["00000001"])
    assert found(engine, "dung") == []


def test_an_index_of_another_release_says_so(engine: Embedded, folder: Path) -> None:
    (folder / "current").write_text("aaaaaaaaaaaa-1\n", "ascii")
    with pytest.raises(IndexOutdated, match="banan index rebuild"):
        engine.search(SearchQuery())


def test_versions_status_and_a_second_opening_tell_what_is_there(engine: Embedded, folder: Path) -> None:
    assert engine.versions() == {}
    engine.put([document(1), document(2, version=7)])
    assert engine.versions() == {"00000001": 1, "00000002": 7}
    status = Embedded(str(folder)).status()
    assert (status.engine, status.documents) == ("tantivy", 2)
    assert status.size > 0
    assert (folder / status.generation).is_dir()


def test_many_small_writes_leave_no_orphaned_files(engine: Embedded, folder: Path) -> None:
    for number in range(30):
        engine.put([document(number % 7, f"lần {number}")])
    path = folder / engine.status().generation
    meta = (path / "meta.json").read_text(encoding="utf-8")
    stems = {file.name.partition(".")[0] for file in path.iterdir() if len(file.name.partition(".")[0]) == 32}
    assert all(stem in meta.replace("-", "") for stem in stems)
    assert len(engine.versions()) == 7


def test_nothing_to_write_writes_nothing(engine: Embedded, folder: Path) -> None:
    before = (folder / engine.status().generation / "meta.json").stat().st_mtime_ns
    engine.put([])
    engine.remove([])
    assert (folder / engine.status().generation / "meta.json").stat().st_mtime_ns == before


def test_a_wrong_id_is_refused_before_anything_is_written(engine: Embedded) -> None:
    wrong = SearchDocument("WRONG", 1, "x", datetime(2024, 1, 1, tzinfo=UTC))
    with pytest.raises(ValueError, match="not a public id"):
        engine.put([document(1), wrong])
    with pytest.raises(ValueError, match="not a public id"):
        engine.remove(["WRONG"])
    assert engine.versions() == {}


def test_a_rebuild_replaces_the_index_and_deletes_the_old_files(engine: Embedded, folder: Path) -> None:
    engine.put([document(1, "cũ"), document(2, "cũ")])
    assert engine.rebuild(iter([document(2, "mới"), document(3, "mới"), document(3, "mới nữa")]), nothing) == 2
    assert found(engine, "moi") == ["00000002", "00000003"]
    assert found(engine, "nua") == ["00000003"]
    assert found(engine, "cu") == []
    assert sum(one.is_dir() for one in folder.iterdir()) == 1
    assert not (folder / "journal").exists()


def test_the_live_index_answers_and_takes_writes_during_a_rebuild_and_none_is_lost(engine: Embedded) -> None:
    engine.put([document(1), document(2)])
    truth = {1: document(1), 2: document(2)}
    asked: list[list[str]] = []

    def documents() -> Iterator[SearchDocument]:
        yield document(1)
        truth[1] = document(1, "sửa", 2)
        truth[4] = document(4, "thêm")
        del truth[2]
        engine.put([truth[1], truth[4]])
        engine.remove(["00000002"])
        assert found(engine, "sua") == ["00000001"]
        yield document(2)

    def load(ids: Sequence[str]) -> list[SearchDocument]:
        asked.append(list(ids))
        return [truth[int(one)] for one in ids if int(one) in truth]

    assert engine.rebuild(documents(), load) == 2
    assert asked == [["00000001", "00000002", "00000004"]]
    assert engine.versions() == {"00000001": 2, "00000004": 1}
    assert found(engine, "them") == ["00000004"]


def test_a_rebuild_that_fails_leaves_the_live_index_as_it_was(engine: Embedded, folder: Path) -> None:
    engine.put([document(1)])

    def broken() -> Iterator[SearchDocument]:
        yield document(2)
        raise RuntimeError("the database went away")

    with pytest.raises(RuntimeError, match="went away"):
        engine.rebuild(broken(), nothing)
    assert engine.versions() == {"00000001": 1}
    assert sum(one.is_dir() for one in folder.iterdir()) == 1
    assert engine.rebuild([document(5)], nothing) == 1


def test_only_one_rebuild_runs_at_a_time(engine: Embedded, folder: Path) -> None:
    with FileLock(folder / "rebuild.lock"), pytest.raises(SearchUnavailable, match=r"rebuild\.lock"):
        engine.rebuild([], nothing)


def test_a_writer_that_waits_too_long_gives_up_for_now(
    engine: Embedded, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(embedded_store, "LOCK_SECONDS", 0.05)
    with FileLock(folder / "write.lock"), pytest.raises(SearchUnavailable, match=r"write\.lock"):
        engine.put([document(1)])


def test_an_index_of_another_layout_is_unavailable_until_it_is_rebuilt(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Embedded(str(folder)).put([document(1)])
    monkeypatch.setattr(embedded_store, "layout", lambda: "another")
    engine = Embedded(str(folder))
    for refused in (lambda: found(engine, "x"), lambda: engine.put([document(2)]), engine.status, engine.versions):
        with pytest.raises(SearchUnavailable, match="rebuild"):
            refused()
    assert engine.rebuild([document(2)], nothing) == 1
    assert engine.versions() == {"00000002": 1}


@pytest.mark.parametrize("damage", ["meta.json", "current"])
def test_a_damaged_index_is_unavailable_not_a_crash(engine: Embedded, folder: Path, damage: str) -> None:
    engine.put([document(1)])
    target = folder / "current" if damage == "current" else folder / engine.status().generation / damage
    target.unlink()
    with pytest.raises(SearchUnavailable):
        found(engine, "x")


def test_broken_segment_files_are_a_fault_of_the_engine(folder: Path) -> None:
    engine = Embedded(str(folder))
    engine.put([document(1)])
    path = folder / engine.status().generation
    (path / "meta.json").write_text("{", encoding="utf-8")
    with pytest.raises(SearchUnavailable):
        found(Embedded(str(folder)), "x")
    with pytest.raises(SearchUnavailable):
        engine.put([document(2)])


def test_after_close_the_next_search_opens_again(engine: Embedded) -> None:
    engine.put([document(1)])
    engine.close()
    assert found(engine, "dung") == ["00000001"]


def test_totals_are_exact_up_to_ten_thousand_and_capped_above(engine: Embedded) -> None:
    engine.rebuild((document(number, "x") for number in range(TOTAL_LIMIT + 1)), nothing)
    page = engine.search(SearchQuery(parse("x"), page_size=100, page=100, facets=()))
    assert (page.total, page.total_capped, len(page.ids)) == (TOTAL_LIMIT, True, 100)
    assert engine.search(SearchQuery(parse("x"), page_size=100, page=101, facets=())).ids == ()
    engine.remove(["00000000"])
    page = engine.search(SearchQuery(parse("x"), facets=()))
    assert (page.total, page.total_capped) == (TOTAL_LIMIT, False)


def test_words_with_the_typed_marks_and_side_by_side_come_first(engine: Embedded) -> None:
    filler = "vụ án xét xử công khai tại trụ sở "
    engine.put(
        [
            document(1, filler + "bi cao cat giau ma tuy"),
            document(2, filler + "mà tủy sống bị chấn thương"),
            document(3, filler + "ma đó và túy kia ở xa nhau"),
            document(4, filler + "bị cáo cất giấu ma tuý trái"),
        ]
    )
    ranked = engine.search(SearchQuery(parse("ma túy"), facets=())).ids
    assert ranked[0] == "00000004"
    assert set(ranked[2:]) == {"00000001", "00000002"}


def test_the_judgment_with_the_number_comes_before_those_that_cite_it(engine: Embedded) -> None:
    citing = document(1, "bản án 17/2018/HS-ST; 17/2018/HS-ST; 17/2018/HS-ST")
    own = SearchDocument(
        "00000002", 1, "Bản án", citing.published_at, facts=("dài " * 50,), number=17, year=2018, code="HSST"
    )
    engine.put([citing, own])
    assert engine.search(SearchQuery(parse("17/2018/HS-ST"), facets=())).ids == ("00000002", "00000001")


def _search_in_child(folder: str, numbers: "multiprocessing.Queue[list[str]]") -> None:
    numbers.put(found(Embedded(folder), "dung"))


def test_another_process_reads_while_this_one_writes(engine: Embedded, folder: Path) -> None:
    engine.put([document(1)])
    context = multiprocessing.get_context("spawn")
    numbers: multiprocessing.Queue[list[str]] = context.Queue()
    child = context.Process(target=_search_in_child, args=(str(folder), numbers))
    child.start()
    engine.put([document(2)])
    answer = numbers.get(timeout=60)
    child.join(timeout=60)
    assert "00000001" in answer
    assert child.exitcode == 0


def test_the_bytes_of_the_index_hold_no_sentence(engine: Embedded, folder: Path) -> None:
    engine.put([document(1, "câu này không được lưu nguyên văn")])
    stored = b"".join(one.read_bytes() for one in folder.rglob("*") if one.is_file())
    assert "không được lưu".encode() not in stored


def test_words_with_a_star_cannot_burn_the_processor(engine: Embedded) -> None:
    letters = "abcdefghij"
    words = [f"th{a}{b}{c}{d}" for a in letters for b in letters for c in letters for d in letters]  # 10,000 words
    engine.put([document(number, " ".join(words[number::100])) for number in range(100)])
    began = time.process_time()
    for hostile in ("th*", " ".join(f"th{letter}*" for letter in letters), " OR ".join(["th*"] * 60)):
        engine.search(SearchQuery(parse(hostile)))
    assert time.process_time() - began < 2, "CPU seconds for three searches over 10,000 words that begin alike"
