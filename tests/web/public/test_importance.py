"""A judgment that others cite stands higher, and the index learns of each citation that comes or goes."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import pytest
from sqlalchemy import event

from indexer import index
from indexer.context import Context
from indexer.worker import work_until_idle
from records import citations, importance, jobs, models, precedents
from records.importance import Weight
from records.lifecycle import Actor, Role
from records.precedent_entries import edit, enter
from records.precedent_sources import source_of
from tests.web.public.conftest import COURT, World

EDITOR = Actor(1, Role.EDITOR, None)
OLD, NEW, CITING = "7k3m2q9x", "8a4n5r2y", "9b5p6s3z"
CITES = "Nguyên đơn dẫn Bản án dân sự sơ thẩm số 13/2026/DS-ST ngày 22/9/2026 của Tòa án nhân dân khu vực 1 - Hà Nội."


def job(world: World, public_id: str, kind: str = "index") -> int:
    with world.store.writing() as session:
        judgment = session.query(models.Judgment).filter_by(public_id=public_id).one()
        jobs.enqueue(session, kind, judgment.id)
    return work_until_idle(Context(world.store, world.engine, world.settings.public_url))


def order(world: World) -> list[str]:
    hits = world.client.get("/api/v1/search?q=tranh+chấp+đất&sap-xep=lien-quan").get_json()["hits"]
    return [hit["id"] for hit in hits if hit["id"] != CITING]


@pytest.fixture
def pair(world: World) -> World:
    """Two judgments with one text, the newer one first; a third that cites the older one is published but not read."""
    world.publish(OLD, "13/2026/DS-ST")
    world.publish(NEW, "14/2026/DS-ST", decided_on=date(2026, 9, 23))
    assert order(world) == [NEW, OLD]
    world.publish(CITING, "15/2026/DS-ST", indexed=False, paragraphs=("NHẬN ĐỊNH CỦA TÒA ÁN:", CITES))
    return world


def test_a_judgment_rises_when_one_that_cites_it_is_published_and_sinks_when_that_is_withdrawn(pair: World) -> None:
    assert job(pair, CITING) == 2
    assert order(pair) == [OLD, NEW]
    assert pair.engine.importances()[OLD] > pair.engine.importances()[NEW]
    pair.withdraw(CITING)
    assert job(pair, CITING, "unindex") == 2
    assert order(pair) == [NEW, OLD]
    assert importance.weights(pair.store, [OLD])[OLD].cited_by == 0


def test_a_correction_that_drops_the_citation_takes_the_weight_away(pair: World) -> None:
    job(pair, CITING)
    pair.correct(CITING, "Không dẫn bản án nào.", "sửa")
    job(pair, CITING)
    assert pair.engine.importances()[OLD] == pair.engine.importances()[NEW]


def test_the_check_of_the_index_finds_a_weight_that_is_not_true_any_more(pair: World) -> None:
    context = Context(pair.store, pair.engine, pair.settings.public_url)
    job(pair, CITING)
    assert not index.check(context)
    pair.withdraw(CITING)  # and its job is lost
    found = index.check(context)
    assert (found.stale, found.extra) == ((OLD,), (CITING,))
    assert not index.check(context)
    assert order(pair) == [NEW, OLD]


def test_judgments_that_cite_each_other_end_their_jobs(world: World) -> None:
    back = CITES.replace("13/2026", "14/2026").replace("22/9", "23/9")
    world.publish(OLD, "13/2026/DS-ST", indexed=False, paragraphs=("NHẬN ĐỊNH CỦA TÒA ÁN:", back))
    day = date(2026, 9, 23)
    world.publish(NEW, "14/2026/DS-ST", indexed=False, paragraphs=("NHẬN ĐỊNH CỦA TÒA ÁN:", CITES), decided_on=day)
    assert job(world, OLD) == 2
    assert job(world, NEW) == 3  # its own, and for what it cited as it was already read and as it is now
    assert {one: weight.cited_by for one, weight in importance.weights(world.store, [OLD, NEW]).items()} == {
        OLD: 1,
        NEW: 1,
    }


def test_many_are_weighed_with_as_many_questions_as_one_and_as_their_pages_say(cited: World) -> None:
    ids = ["7k3m2q9x", "8a4n5r2y", "9b5p6s3z", "5m8n7p6q", "00000000"]
    with counted(cited) as one:
        importance.weights(cited.store, ids[:1])
    with counted(cited) as many:
        found = importance.weights(cited.store, ids)
    assert len(one) == len(many) <= 3
    assert {public_id: weight.cited_by for public_id, weight in found.items()} == {
        public_id: citations.cited_by(cited.store, public_id).total for public_id in ids[:4]
    }
    assert found["7k3m2q9x"] == Weight(cited_by=1, court_level="khu-vuc")


@contextmanager
def counted(world: World) -> Iterator[list[str]]:
    said: list[str] = []
    bind = world.store.records.kw["bind"]

    def listen(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.startswith("SELECT"):
            said.append(statement)

    event.listen(bind, "before_cursor_execute", listen)
    yield said
    event.remove(bind, "before_cursor_execute", listen)


def test_the_judgment_that_a_precedent_was_made_from_weighs_more_until_it_is_abolished(pair: World) -> None:
    context = Context(pair.store, pair.engine, pair.settings.public_url)
    words = "Bản án số 13/2026/DS-ST ngày 22-9-2026 của Tòa án nhân dân khu vực 1 - Hà Nội"
    enter(pair.store, EDITOR, 910, 2026, {"title": "Ví dụ", "source": words}, known=True)
    work_until_idle(context)
    assert order(pair) == [NEW, OLD]  # proposed only
    precedents.advance(pair.store, EDITOR, 910, "adopt", adopted_on=date(2026, 10, 1))
    work_until_idle(context)
    assert order(pair) == [OLD, NEW]
    edit(pair.store, EDITOR, 910, {"source": ""}, revision=2)
    work_until_idle(context)
    assert order(pair) == [NEW, OLD]
    edit(pair.store, EDITOR, 910, {"source": words}, revision=3)
    precedents.advance(pair.store, EDITOR, 910, "publish", published_on=date(2026, 10, 2))
    precedents.abolish(pair.store, EDITOR, 910, abolished_from=date(2026, 11, 1), basis="quyet-dinh")
    work_until_idle(context)
    assert order(pair) == [NEW, OLD]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Quyết định giám đốc thẩm số 04/2018/DS-GĐT ngày 5-2-2018 về vụ án", ("4/2018/DS-GĐT", date(2018, 2, 5))),
        ("Bản án số 12/2019/HS–PT, tuyên ngày 07 tháng 8 năm 2019", ("12/2019/HS-PT", date(2019, 8, 7))),
        ("QĐ số: 3 / 2017 / KDTM - GĐT ngày 1.12.2017", ("3/2017/KDTM", None)),
        ("BA 21/2020/HNGĐ-PT (30/4/2020) hủy bản án 5/2019/HNGĐ-ST ngày 1/1/2019",
         ("21/2020/HNGĐ-PT", date(2020, 4, 30))),
        ("Bản án số 12/2019/HS-PT ngày 31/2/2019", None),
        ("Bản án số 12/2019/HS-PT", None),
        ("Nguồn: một bản án ngày 1/2/2020", None),
        ("", None),
    ],
)  # fmt: skip
def test_the_source_of_a_precedent_is_the_judgment_named_first_with_its_day(
    words: str, expected: tuple[str, date | None] | None
) -> None:
    found = source_of(words)
    if expected and expected[1] is None:
        assert found is not None
        assert found[0].startswith(expected[0])
    else:
        assert found == expected


def test_the_court_of_the_world_is_what_the_citation_prints(pair: World) -> None:
    job(pair, CITING)
    [found] = [one for one in citations.of_judgment(pair.store, CITING, 1) if one.kind == "judgment"]
    assert found.court_code == COURT
