import csv
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from records import courts
from records.courts import Court, court, court_counts, find_court, list_courts, predecessors, seed_courts
from records.database import Store, migrate, open_store
from records.errors import UnknownCourt


@pytest.fixture(scope="module")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    folder = tmp_path_factory.mktemp("courts")
    store = open_store(f"sqlite:///{folder}/records.sqlite3", None, folder / "files", None)
    migrate(store)
    seed_courts(store)
    yield store
    store.close()


@pytest.fixture(autouse=True)
def listed_once(seeded: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """The list of courts is read once: each test asks for a name, not for the query."""
    monkeypatch.setattr(courts, "list_courts", lambda _store: _listed(seeded))


_KEPT: list[Court] = []


def _listed(store: Store) -> list[Court]:
    _KEPT.extend([] if _KEPT else list_courts(store))
    return _KEPT


def _seed() -> list[dict[str, str]]:
    with Path(courts.__file__).with_name("data").joinpath("courts.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_seed_has_the_courts_before_and_after_the_reform() -> None:
    lines = _seed()
    provincial = [line for line in lines if line["level"] == "tinh"]
    assert len({line["code"] for line in lines}) == len(lines)
    assert len([line for line in provincial if not line["valid_to"]]) == 34
    # 63 provinces, one of them under two names: Thừa Thiên Huế became Huế on 1/1/2025.
    before = [line for line in provincial if line["valid_from"] in {"", "2025-01-01"}]
    assert len(before) == 64
    assert len([line for line in lines if line["level"] == "huyen" and line["valid_to"] == "2025-06-30"]) == 705
    assert all(line["successors"] for line in lines if line["valid_to"])


def test_every_named_successor_is_itself_a_court() -> None:
    lines = _seed()
    codes = {line["code"] for line in lines}
    for line in lines:
        for part in filter(None, line["successors"].split(";")):
            who = part.partition("|")[0]
            assert who == "?" or who.startswith("=") or who in codes, part


def test_seeding_twice_changes_nothing(open_folder: Callable[[], Store]) -> None:
    store = open_folder()
    migrate(store)
    count = seed_courts(store)
    first = list_courts(store)
    assert seed_courts(store) == count == len(first)
    assert list_courts(store) == first


@pytest.mark.parametrize(
    ("printed", "on", "code"),
    [
        ("TÒA ÁN NHÂN DÂN HUYỆN BA TRI – TỈNH BẾN TRE", None, "tand-huyen-ba-tri-ben-tre"),
        ("TÒA ÁN NHÂN DÂN\nHUYỆN BA TRI\nTỈNH BẾN TRE", None, "tand-huyen-ba-tri-ben-tre"),
        ("toa an nhan dan huyen ba tri", None, "tand-huyen-ba-tri-ben-tre"),
        ("TAND TX. Gò Công, tỉnh Tiền Giang", None, "tand-thi-xa-go-cong-tien-giang"),
        ("Toà án nhân dân quận 1", None, "tand-quan-1-ho-chi-minh"),
        ("TAND Q.1, TP.HCM", None, "tand-quan-1-ho-chi-minh"),
        ("TAND Q. 1 - Tp Hồ Chí Minh", None, "tand-quan-1-ho-chi-minh"),
        ("TAND tp. HCM", None, "tand-tp-ho-chi-minh"),
        ("TAND TP. Cần Thơ", date(2020, 1, 1), "tand-tp-can-tho-truoc-2025"),
        ("TAND TP. Cần Thơ", date(2025, 7, 1), "tand-tp-can-tho"),
        ("Tòa án nhân dân tỉnh Vĩnh Long", date(2025, 6, 30), "tand-tinh-vinh-long-truoc-2025"),
        ("Tòa án nhân dân tỉnh Vĩnh Long", None, "tand-tinh-vinh-long"),
        ("TÒA ÁN NHÂN DÂN KHU VỰC 1 - VĨNH LONG, TỈNH VĨNH LONG", None, "tand-kv-1-vinh-long"),
        ("Tòa án nhân dân khu vực 1 – Thành phố Hồ Chí Minh", None, "tand-kv-1-ho-chi-minh"),
        ("TAND KV2 - Hà Nội", None, "tand-kv-2-ha-noi"),
        ("TAND thành phố Huế", date(2024, 6, 1), "tand-tp-hue-thua-thien-hue"),
        ("TAND thành phố Huế", date(2025, 6, 1), "tand-tp-hue"),
        ("TAND tỉnh Đồng Nai", date(2025, 12, 1), "tand-tinh-dong-nai"),
        ("TAND tỉnh Đồng Nai", date(2026, 5, 1), "tand-tp-dong-nai"),
        ("Tòa án nhân dân cấp cao tại Hà Nội", date(2024, 1, 1), "tand-cap-cao-ha-noi"),
        ("TÒA PHÚC THẨM TÒA ÁN NHÂN DÂN TỐI CAO TẠI ĐÀ NẴNG", None, "phuc-tham-tandtc-da-nang"),
        ("Tòa án nhân dân tối cao", None, "tandtc"),
    ],
)
def test_a_printed_name_finds_its_court(seeded: Store, printed: str, on: date | None, code: str) -> None:
    found = find_court(seeded, printed, on)
    assert found is not None
    assert found.code == code


@pytest.mark.parametrize(
    "printed",
    ["", "TÒA ÁN NHÂN DÂN", "TAND huyện Y, tỉnh Ninh Bình", "TAND huyện Châu Thành", "Ủy ban nhân dân huyện Ba Tri"],
)
def test_what_fits_no_court_or_several_finds_none(seeded: Store, printed: str) -> None:
    assert find_court(seeded, printed) is None


def test_a_court_that_ended_is_not_found_for_a_later_day(seeded: Store) -> None:
    assert find_court(seeded, "TAND huyện Ba Tri, tỉnh Bến Tre", date(2025, 7, 1)) is None


def test_every_court_is_found_by_its_own_name_on_a_day_of_its_own(seeded: Store) -> None:
    for known in courts.list_courts(seeded)[::23]:
        day = known.valid_to or date(2026, 6, 1)
        for name in (known.name, known.full_name.upper()):
            found = find_court(seeded, name, day)
            assert found is not None, name
            assert found.code == known.code


def test_a_known_successor_is_named_and_a_missing_one_is_unknown(seeded: Store) -> None:
    known = court(seeded, "tand-quan-ba-dinh-ha-noi")
    assert [(line.code, line.known) for line in known.successors] == [("tand-kv-1-ha-noi", True)]
    assert known.note == "Kết thúc hoạt động 30/6/2025; nay: TAND khu vực 1 - Hà Nội"
    unknown = court(seeded, "tand-huyen-ba-tri-ben-tre")
    assert [(line.code, line.name, line.known) for line in unknown.successors] == [(None, None, False)]
    assert unknown.note == "Kết thúc hoạt động 30/6/2025; tòa án kế thừa: chưa có dữ liệu"
    high = court(seeded, "tand-cap-cao-ha-noi")
    assert [line.name for line in high.successors] == [
        "các Tòa Phúc thẩm Tòa án nhân dân tối cao",
        "Tòa án nhân dân tối cao",
    ]


def test_a_court_knows_its_predecessors_and_its_full_name(seeded: Store) -> None:
    names = [one.code for one in predecessors(seeded, "tand-kv-2-ha-noi")]
    assert names == ["tand-quan-dong-da-ha-noi", "tand-quan-thanh-xuan-ha-noi"]
    assert court(seeded, "tand-kv-2-ha-noi").full_name == "Tòa án nhân dân khu vực 2 - Hà Nội"
    assert court(seeded, "tand-kv-2-ha-noi").note is None


def test_an_unknown_code_is_said_to_be_unknown(seeded: Store) -> None:
    with pytest.raises(UnknownCourt):
        court(seeded, "tand-nowhere")
    assert court_counts(seeded) == []


def test_a_shipped_succession_of_the_reform_says_where_it_is_stated(seeded: Store) -> None:
    [taken] = court(seeded, "tand-tinh-ben-tre").successors
    assert (taken.code, taken.since, taken.source) == ("tand-tinh-vinh-long", date(2025, 7, 1), "Luật 81/2025/QH15")
    [unknown] = court(seeded, "tand-huyen-ba-tri-ben-tre").successors
    assert (unknown.known, unknown.since, unknown.source) == (False, None, "")
