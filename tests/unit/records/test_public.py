from datetime import date

import pytest
from sqlalchemy import event, update

from records import courts, models, public
from records.desk import decisions
from tests.unit.records.office import COURT, PUBLIC, Clock, Office


@pytest.fixture
def three(office: Office, clock: Clock) -> list[str]:
    """Three public judgments of September 2026, March 2024 and March 2025."""
    ids = []
    for number, (case, day) in enumerate(
        (("13/2026/DS-ST", "2026-09-22"), ("217/2018/HS-ST", "2024-03-01"), ("017/2018/HS-ST", "2025-03-05"))
    ):
        ids.append(office.publish())
        with office.store.writing() as session:
            values = {"case_number": case, "decided_on": date.fromisoformat(day)}
            if number:
                values["case_type"] = "hình sự"
            session.execute(
                update(models.Publication).where(models.Publication.judgment_id == number + 1).values(values)
            )
        clock.move(days=1)
    return ids


def test_find_and_find_many_are_one_query_each(office: Office, three: list[str]) -> None:
    statements: list[str] = []
    engine = office.store.records.kw["bind"]
    event.listen(engine, "before_cursor_execute", lambda *arguments: statements.append(arguments[2]))
    public.find(office.store, three[0])
    public.find_many(office.store, three)
    assert len([statement for statement in statements if statement.startswith("SELECT")]) == 2


def test_many_come_in_the_order_asked_without_what_is_gone(office: Office, three: list[str]) -> None:
    decisions.withdraw(office.store, office.act("admin"), 2, "loi-ma-hoa")
    asked = [three[2], "00000000", three[1], three[0], three[2]]
    found = public.find_many(office.store, asked)
    assert [one.public_id for one in found] == [three[2], three[0]]
    assert found[0].paragraphs == tuple(PUBLIC.split("\n"))
    assert public.find_many(office.store, []) == []
    assert public.find(office.store, "00000000") is None


def test_newest_totals_and_counts_follow_what_is_public(office: Office, three: list[str]) -> None:
    assert [one.public_id for one in public.newest(office.store, 2)] == [three[2], three[1]]
    totals = public.totals(office.store)
    assert (totals.judgments, totals.courts) == (3, 1)
    assert public.counts_by(office.store, "year") == [(2026, 1), (2025, 1), (2024, 1)]
    assert public.counts_by(office.store, "case_type") == [("hình sự", 2), ("dân sự", 1)]
    assert [(one.code, one.count) for one in courts.court_counts(office.store)] == [(COURT, 3)]
    decisions.withdraw(office.store, office.act("admin"), 1, "loi-ma-hoa")
    after = public.totals(office.store)
    assert after.judgments == 2
    assert after.changed_at == office.clock()
    assert public.counts_by(office.store, "month") == [(3, 2)]
    with pytest.raises(ValueError, match="no such field"):
        public.counts_by(office.store, "text")


def test_an_empty_collection_is_no_fault(office: Office) -> None:
    assert public.totals(office.store) == public.Totals(0, 0, None)
    assert public.browse(office.store).judgments == ()
    assert public.changes(office.store, None, 5) == ([], "0")
    assert public.statistics(office.store) == public.Statistics((), {}, {}, ())
    assert list(public.index_documents(office.store)) == []


def test_browsing_narrows_by_year_month_court_and_case_type(office: Office, three: list[str]) -> None:
    def ids(**wanted: object) -> list[str]:
        return [one.public_id for one in public.browse(office.store, **wanted).judgments]  # type: ignore[arg-type]

    assert ids() == [three[0], three[2], three[1]]
    assert ids(month=3) == [three[2], three[1]]
    assert ids(year=2025, month=3) == [three[2]]
    assert ids(case_type="dân sự", court=COURT) == [three[0]]
    assert ids(court="tand-kv-2-ha-noi") == []
    assert ids(page=2, size=2) == [three[1]]
    assert public.browse(office.store, page=2, size=2).total == 3


def test_a_case_number_is_compared_as_a_number(office: Office, three: list[str]) -> None:
    def ids(number: int | str, year: int | str, code: str | None = None) -> list[str]:
        return [one.public_id for one in public.by_case_number(office.store, number, year, code)]

    assert ids(17, 2018, "HS-ST") == [three[2]]
    assert ids("017", "2018") == [three[2]]
    assert ids(217, 2018, "hs-st") == [three[1]]
    assert ids(17, 2018, "DS-ST") == []
    assert ids(17, 2019) == []


def test_changes_are_read_with_a_cursor_of_ours(office: Office, three: list[str]) -> None:
    decisions.hide(office.store, office.act("editor"), 1, "báo lộ")
    decisions.unhide(office.store, office.act("editor"), 1)
    decisions.withdraw(office.store, office.act("admin"), 2, "trung")
    seen, cursor = [], None
    while True:
        page, cursor = public.changes(office.store, cursor, 2)
        if not page:
            break
        seen += [(one.public_id, one.change) for one in page]
    created = [(public_id, "created") for public_id in three]
    assert seen == [*created, (three[0], "hidden"), (three[0], "restored"), (three[1], "withdrawn")]
    for wrong in ("x", "-1", "1 OR 1"):
        with pytest.raises(ValueError, match="cursor"):
            public.changes(office.store, wrong, 5)


def test_statistics_count_months_reasons_and_days(office: Office, three: list[str]) -> None:
    decisions.withdraw(office.store, office.act("admin"), 2, "trung")
    found = public.statistics(office.store)
    assert sorted((line.month, line.case_type, line.count) for line in found.published) == [
        ("2026-11", "dân sự", 1),
        ("2026-11", "hình sự", 1),
    ]
    assert found.withdrawn == {"trung": 1}
    assert sorted(found.days_to_publication) == [31, 32, 33]
    assert len(three) == 3


def test_the_index_is_made_from_what_is_public(
    office: Office, three: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(public, "_BATCH", 2)
    assert [one.public_id for one in public.index_documents(office.store)] == three
    assert [one.public_id for one in public.index_documents(office.store, [three[1]])] == [three[1]]
    decisions.hide(office.store, office.act("editor"), 2, "báo lộ")
    assert [one.public_id for one in public.index_documents(office.store)] == [three[0], three[2]]
    assert public.versions(office.store) == {three[0]: 1, three[2]: 1}


def test_the_note_of_an_ended_court_stands_beside_its_name(office: Office, three: list[str]) -> None:
    with office.store.writing() as session:
        session.get_one(models.Court, COURT).note = "Kết thúc hoạt động 30/6/2025"
    found = public.find(office.store, three[0])
    assert isinstance(found, public.PublicJudgment)
    assert found.court_note == "Kết thúc hoạt động 30/6/2025"
    assert found.court_name == "TAND khu vực 1 - Hà Nội"
