"""Files of an operator: what is taken, what is refused, and that a refused line leaves everything as it was."""

import json
import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from records import courts, events, precedents, statutes
from records.database import Store
from records.imports import ImportRefused, import_courts, import_precedents, import_statutes
from records.imports.lines import BadLine, Line, read_lines
from records.precedents import PrecedentState
from vietnamese.addresses import act_code

SHARED = Path(os.environ.get("BANAN_TEST_SHARED", Path(__file__).parents[4] / "shared")) / "data"
DEMO = Path(__file__).parents[3] / "demo" / "precedents.jsonl"


@pytest.fixture
def seeded(store: Store) -> Store:
    """The store with every court of the seed."""
    courts.seed_courts(store)
    return store


def _file(folder: Path, text: str, name: str = "tep.csv") -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def _lines(folder: Path, *values: dict[str, Any]) -> Path:
    return _file(folder, "\n".join(json.dumps(value, ensure_ascii=False) for value in values), "tep.jsonl")


def test_acts_and_articles_come_from_csv_and_a_second_run_changes_nothing(store: Store, tmp_path: Path) -> None:
    path = _file(
        tmp_path,
        "so_hieu;van_ban;dieu;tieu_de;noi_dung;hieu_luc_tu;thay_the_boi;viet_tat\n"
        "33/2005/QH11;Bộ luật Dân sự;;;;1/1/2006;91/2015/QH13;BLDS\n"
        "91/2015/QH13;Bộ luật Dân sự;;;;2017-01-01;;BLDS\n"
        '91/2015/QH13;;Điều 468;Lãi suất;"Dòng một\nDòng hai";;;\n'
        "91/2015/QH13;;217a;;;;;\n",
    )
    first, second = import_statutes(store, path), import_statutes(store, path)
    assert (first.added, first.changed, first.unchanged, first.refused) == (4, 0, 0, ())
    assert first.sentence == "Đã nhập: thêm 4, sửa 0, giữ nguyên 0."
    assert (second.added, second.changed, second.unchanged) == (0, 0, 4)
    act = statutes.find_act(store, "33-2005-qh11")
    assert act is not None
    assert (act.title, act.kind, act.replaced_by, act.valid_from) == (
        "Bộ luật Dân sự 2005", "bo-luat", "91/2015/QH13", date(2006, 1, 1),
    )  # fmt: skip
    article = statutes.find_article(store, "91-2015-qh13", "468")
    assert article is not None
    assert (article.title, article.text) == ("Lãi suất", "Dòng một\nDòng hai")
    assert [one.number for one in statutes.list_articles(store, "91-2015-qh13")] == ["217a", "468"]
    assert statutes.find_alias(store, "blds-2015") == "91-2015-qh13"
    assert events.verify(store).ok


def test_several_lines_about_one_article_are_its_parts(store: Store, tmp_path: Path) -> None:
    act = {"act": "LUẬT VÍ DỤ", "number": "7", "year": "2011", "kind": "qh13", "article": "3"}
    path = _lines(
        tmp_path,
        act | {"text": "[07_2011_QH13]\n\nLUẬT VÍ DỤ\nĐiều 3. Tên\n1. Một."},
        act | {"text": "2. Hai."},
        act | {"text": "2. Hai."},
    )
    assert import_statutes(store, path).added == 2
    article = statutes.find_article(store, "07-2011-qh13", "3")
    assert article is not None
    assert article.text == "Điều 3. Tên\n1. Một.\n\n2. Hai."
    found = statutes.find_act(store, "07-2011-qh13")
    assert found is not None
    assert (found.name, found.number) == ("Luật ví dụ", "7/2011/QH13")


def test_one_bad_line_and_nothing_is_written(store: Store, tmp_path: Path) -> None:
    good = {"act_number": "91/2015/QH13", "act": "Bộ luật Dân sự"}
    path = _lines(
        tmp_path,
        good,
        good | {"article": "mười"},
        {"article": "3"},
        {"act_number": "abc"},
        {"act_number": "92/2015/QH13"},
        good | {"valid_from": "32/13/2015"},
        good | {"valid_from": "hôm qua"},
        good | {"valid_from": "2/1/2017", "valid_to": "1/1/2017"},
        good | {"general": "có thể"},
        good | {"act": "x" * 401},
        good | {"act": {"ten": "x"}},
        good | {"article": "4", "title": ["x"]},
    )
    path.write_text(path.read_text("utf-8") + "\nkhông phải JSON", "utf-8")
    report = import_statutes(store, path)
    assert not report.written
    assert [line.line for line in report.refused] == [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13]
    assert all(line.sentence.endswith((".", ").")) for line in report.refused)
    assert report.sentence.startswith("Không nhập gì: 12 dòng")
    assert statutes.list_acts(store) == []


def test_what_the_project_knows_stays_until_an_operator_writes_it(store: Store, tmp_path: Path) -> None:
    known = [statutes.KnownAct("91/2015/QH13", "Bộ luật Dân sự", abbreviations=("BLDS",))]
    assert statutes.seed_acts(store, known) == 1
    import_statutes(store, _lines(tmp_path, {"act": "LUẬT DÂN SỰ", "act_number": "91/2015/QH13", "article": "1"}))
    assert [act.name for act in statutes.list_acts(store)] == ["Bộ luật Dân sự"]
    import_statutes(store, _lines(tmp_path, {"act_number": "91/2015/QH13", "act": "Bộ luật Dân sự mới"}))
    statutes.seed_acts(store, known)
    assert [act.name for act in statutes.list_acts(store)] == ["Bộ luật Dân sự mới"]


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("91/2015/QH13", "91-2015-qh13"),
        ("326/2016/NQ-UBTVQH14", "326-2016-ubtvqh14"),
        ("2/2011/QH13", "02-2011-qh13"),
        ("21/2021/NĐ-CP", "21-2021-nd-cp"),
        ("44-L/CTN", "44-l-ctn"),
        ("Hiến pháp 2013", "hien-phap-2013"),
        ("15", "15"),
    ],
)
def test_the_number_of_an_act_becomes_its_address(number: str, code: str) -> None:
    assert act_code(number) == code
    assert act_code(code) == code


def test_articles_are_ordered_as_they_stand_in_the_act() -> None:
    assert sorted(["10", "7a", "7", "2", "7b"], key=statutes.article_key) == ["2", "7", "7a", "7b", "10"]
    assert statutes.article_number("Điều 07a.") == "7a"
    assert statutes.article_number("468b2") is None


def test_a_day_of_force_that_nobody_entered_is_unknown() -> None:
    today = date(2026, 11, 23)
    assert statutes.in_force(None, None, today) is None
    assert statutes.in_force(None, date(2020, 1, 1), today) is False
    assert statutes.in_force(date(2020, 1, 1), None, today) is True
    assert statutes.in_force(date(2027, 1, 1), None, today) is False


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Tệp không có dòng nào."),
        ("cột lạ,cột khác\n1,2\n", "Dòng đầu không có cột nào được biết"),
        ('act_number,act\n91/2015/QH13,"mở\n', "Tệp CSV bị hỏng ở dòng"),
    ],
)
def test_a_file_that_is_no_table_is_refused_whole(store: Store, tmp_path: Path, text: str, sentence: str) -> None:
    with pytest.raises(ImportRefused) as refused:
        import_statutes(store, _file(tmp_path, text))
    assert refused.value.sentence.startswith(sentence)


def test_a_file_that_is_not_there_or_not_utf8_is_refused(store: Store, tmp_path: Path, monkeypatch: Any) -> None:
    with pytest.raises(ImportRefused, match="Không tìm thấy tệp"):
        import_statutes(store, tmp_path / "khong-co.csv")
    path = tmp_path / "cu.csv"
    path.write_bytes("act,số".encode("utf-16"))
    with pytest.raises(ImportRefused, match="UTF-8"):
        import_statutes(store, path)
    monkeypatch.setattr("records.imports.lines.MOST_BYTES", 3)
    with pytest.raises(ImportRefused, match="lớn hơn"):
        import_statutes(store, path)


def test_a_csv_line_is_named_by_its_place_in_the_file(tmp_path: Path) -> None:
    path = _file(tmp_path, 'act_number,act\n"1/2015/QH13","Luật\nA"\n1/2016/QH13\n2/2016/QH13,Luật B\n\n')
    lines, refused = read_lines(path, {"act_number": (), "act": ()})
    assert [line.number for line in lines] == [2, 5]
    assert [(line.line, line.sentence) for line in refused] == [(4, "Dòng này có 1 ô, dòng đầu có 2 cột.")]


@given(st.dictionaries(st.sampled_from(["a", "b"]), st.one_of(st.text(), st.integers(), st.none(), st.booleans())))
@settings(deadline=None, max_examples=80)
def test_any_value_of_a_line_is_read_or_refused_in_words(values: dict[str, Any]) -> None:
    line = Line(1, values)
    for read in (line.text, line.long, line.day, line.flag, line.whole, line.items, line.needed):
        sentence = "."
        try:
            read("a")
        except BadLine as error:
            sentence = error.sentence
        assert sentence.endswith(".")


def test_demo_precedents_are_taken_and_unknown_stays_unknown(store: Store) -> None:
    first, second = import_precedents(store, DEMO), import_precedents(store, DEMO)
    assert (first.added, second.unchanged) == (6, 6)
    assert all(one.title.startswith("(Ví dụ dựng sẵn)") for one in precedents.list_precedents(store))
    unknown = precedents.find_precedent(store, 906)
    assert unknown is not None
    assert unknown.state is PrecedentState.UNKNOWN


def test_a_precedent_is_its_number_and_a_second_year_is_refused(store: Store, tmp_path: Path) -> None:
    assert import_precedents(store, _lines(tmp_path, {"name": "Án lệ số 07/2016/AL", "title": "Một"})).added == 1
    again = import_precedents(store, _lines(tmp_path, {"number": "7", "year": "2017"}))
    assert again.refused[0].sentence == "Án lệ số 7 đã có với năm 2016; số án lệ là duy nhất qua các năm."
    both = import_precedents(store, _lines(tmp_path, {"name": "8/2016/AL"}, {"name": "08/2016/AL"}))
    assert both.refused[0].line == 2
    found = precedents.find_precedent(store, 7)
    assert found is not None
    assert (found.name, found.title) == ("07/2016/AL", "Một")


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"state": "possibly_outdated"}, "chỉ do biên tập viên"),
        ({"state": "abolished"}, "cần ngày"),
        ({"state": "consultation"}, "cần ngày hết hạn"),
        ({"state": "lạ"}, "Không có trạng thái"),
        ({"basis": "lạ"}, "Căn cứ bãi bỏ"),
        ({"name": "lạ"}, "không phải là số án lệ"),
        ({"name": "7/2016/AL"}, "không khớp"),
        ({"number": "", "year": ""}, "Thiếu số án lệ"),
        ({"year": "1999"}, "không thể là năm"),
        ({"number": "không"}, "không phải là số"),
        ({"published_on": "2/2/2020", "effective_from": "1/2/2020"}, "đứng trước ngày công bố"),
    ],
)
def test_a_precedent_that_cannot_be_is_refused(store: Store, tmp_path: Path, values: Any, words: str) -> None:
    report = import_precedents(store, _lines(tmp_path, {"number": "30", "year": "2020"} | values))
    assert words in report.refused[0].sentence
    assert precedents.list_precedents(store) == []


def test_the_state_of_a_precedent_moves_only_along_the_table(store: Store, tmp_path: Path) -> None:
    one = {"number": "30", "year": "2020"}
    import_precedents(store, _lines(tmp_path, one | {"state": "adopted"}))
    back = import_precedents(store, _lines(tmp_path, one | {"state": "proposed"}))
    assert back.refused[0].sentence == "Án lệ số 30 không thể chuyển từ “adopted” sang “proposed”."
    assert import_precedents(store, _lines(tmp_path, one | {"state": "published"})).changed == 1


def test_a_whole_text_is_cut_at_its_headings(store: Store, tmp_path: Path) -> None:
    text = (
        "[Án lệ]\n\nNỘI DUNG VỤ ÁN\nHai bên tranh chấp.\nHội đồng Thẩm phán Tòa án nhân dân tối cao nhận định:\n"
        "[1] Lời thừa nhận.\nQUYẾT ĐỊNH:\nHủy bản án.\nNỘI DUNG ÁN LỆ:\n“[1] Lời thừa nhận.”"
    )
    import_precedents(store, _lines(tmp_path, {"number": "30", "year": "2020", "text": text}))
    found = precedents.find_precedent(store, 30)
    assert found is not None
    assert (found.facts, found.reasoning, found.ruling, found.content) == (
        "Hai bên tranh chấp.", "[1] Lời thừa nhận.", "Hủy bản án.", "“[1] Lời thừa nhận.”",
    )  # fmt: skip


COURTS = """code,name,level,province_code,valid_from,valid_to,predecessor,successor,scope,source,since
tand-kv-9-vi-du,Tòa án nhân dân khu vực 9 - Ví dụ,khu-vuc,01,1/7/2025,,,,,,
,,,,,,tand-huyen-ba-tri-ben-tre,tand-kv-9-vi-du,các xã phía đông,Nghị quyết ví dụ,1/7/2025
,,,,,,"TAND huyện Ba Tri, tỉnh Bến Tre",TAND khu vực 1 - Hà Nội,các xã còn lại,Nghị quyết ví dụ,1/7/2025
"""


def test_courts_succeed_each_other_many_to_many_with_scope_and_source(seeded: Store, tmp_path: Path) -> None:
    path = _file(tmp_path, COURTS)
    first, second = import_courts(seeded, path), import_courts(seeded, path)
    assert first.refused == ()
    assert (first.added, second.unchanged, second.added, second.changed) == (3, 3, 0, 0)
    courts.seed_courts(seeded)
    ended = courts.court(seeded, "tand-huyen-ba-tri-ben-tre")
    assert [(one.code, one.scope, one.source, one.since, one.known) for one in ended.successors] == [
        ("tand-kv-9-vi-du", "các xã phía đông", "Nghị quyết ví dụ", date(2025, 7, 1), True),
        ("tand-kv-1-ha-noi", "các xã còn lại", "Nghị quyết ví dụ", date(2025, 7, 1), True),
    ]
    assert ended.note is not None
    assert ended.note.endswith("nay: TAND khu vực 9 - Ví dụ, TAND khu vực 1 - Hà Nội")
    before = courts.predecessors(seeded, "tand-kv-9-vi-du")
    assert [(one.code, len(one.successors)) for one in before] == [("tand-huyen-ba-tri-ben-tre", 2)]
    changed = COURTS.replace("phía đông", "phía tây")
    assert import_courts(seeded, _file(tmp_path, changed)).changed == 1


def test_a_court_that_an_operator_wrote_goes_before_the_seed(seeded: Store, tmp_path: Path) -> None:
    lines = {"code": "tand-kv-1-ha-noi", "name": "TAND khu vực 1 - Thành phố Hà Nội"}
    assert import_courts(seeded, _lines(tmp_path, lines)).changed == 1
    courts.seed_courts(seeded)
    assert courts.court(seeded, "tand-kv-1-ha-noi").name == "TAND khu vực 1 - Thành phố Hà Nội"


def test_a_note_names_few_successors_of_many() -> None:
    names = [f"TAND khu vực {number} - Ví dụ" for number in range(1, 8)]
    note = courts.ended_note(date(2025, 6, 30), names)
    assert note is not None
    assert note.endswith("TAND khu vực 4 - Ví dụ và 3 tòa án khác")


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"code": "Mã Lạ"}, "chữ thường"),
        ({"code": "tand-moi"}, "cần cột “name” và “level”"),
        ({"code": "tand-moi", "name": "TAND mới", "level": "xã"}, "Cấp tòa án là một trong"),
        ({"code": "tandtc", "valid_from": "2/2/2020", "valid_to": "1/2/2020"}, "đứng trước"),
        ({"name": "không mã"}, "Thiếu cột “code”"),
        ({"predecessor": "tandtc", "successor": "tandtc", "source": "x"}, "kế thừa chính nó"),
        ({"predecessor": "tandtc", "successor": "TAND hành tinh X", "source": "x"}, "Không có tòa án"),
        ({"predecessor": "tandtc", "successor": "tand-kv-1-ha-noi"}, "Thiếu cột “source”"),
        ({"successor": "tand-kv-1-ha-noi", "source": "x"}, "Thiếu cột “predecessor”"),
    ],
)
def test_a_court_line_that_cannot_be_is_refused(seeded: Store, tmp_path: Path, values: Any, words: str) -> None:
    report = import_courts(seeded, _lines(tmp_path, values))
    assert words in report.refused[0].sentence


def test_the_same_court_or_succession_twice_is_refused(seeded: Store, tmp_path: Path) -> None:
    court = {"code": "tandtc"}
    pair = {"predecessor": "tand-huyen-ba-tri-ben-tre", "successor": "tand-kv-1-ha-noi", "source": "x"}
    report = import_courts(seeded, _lines(tmp_path, court, court, pair, pair))
    assert [line.line for line in report.refused] == [2, 4]


if SHARED.is_dir():

    def test_the_acts_and_precedents_of_the_shared_data_are_taken_whole(store: Store) -> None:
        acts = import_statutes(store, SHARED / "statutes" / "articles.jsonl")
        assert acts.refused == ()
        assert len(statutes.list_acts(store)) == 130
        assert len(statutes.list_articles(store, "91-2015-qh13")) == 226
        again = import_statutes(store, SHARED / "statutes" / "articles.jsonl")
        assert (again.added, again.changed) == (0, 0)
        found = import_precedents(store, SHARED / "precedents" / "precedents.jsonl")
        assert (found.added, found.refused) == (10, ())
        assert {one.state for one in precedents.list_precedents(store)} == {PrecedentState.UNKNOWN}
