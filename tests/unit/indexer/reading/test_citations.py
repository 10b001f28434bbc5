"""Citations in the forms that courts write. Every sentence is invented; the numbers of acts are real."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.reading.articles import articles_in
from indexer.reading.document import read_document
from indexer.reading.legacy import decoded
from indexer.reading.plain import plain
from indexer.reading.references import bounds, judgments_in, precedents_in

DAY = date(2021, 5, 4)
CIVIL, PROCEDURE, CRIMINAL = "91/2015/QH13", "92/2015/QH13", "100/2015/QH13"
CRIMINAL_PROCEDURE, ENFORCEMENT, FEES = "101/2015/QH13", "26/2008/QH12", "326/2016/UBTVQH14"
FAMILY, LAND = "52/2014/QH13", "45/2013/QH13"


def cited(text: str, day: date | None = DAY, case_type: str | None = None) -> list[tuple[str, str | None]]:
    found = articles_in(plain(decoded(text).text), day, case_type)
    return [(one.article, one.version.number if one.version else None) for one in found]


FORMS = {
    "Điều 463 Bộ luật Dân sự năm 2015": [("463", CIVIL)],
    "Điều 463 của Bộ luật dân sự 2015": [("463", CIVIL)],
    "Điều\n463 Bộ luật\nDân sự": [("463", CIVIL)],
    "các Điều 584, 590 BLDS": [("584", CIVIL), ("590", CIVIL)],
    "các điều 6,7,7a, 7b và 9 Luật thi hành án dân sự": [(n, ENFORCEMENT) for n in ("6", "7", "7a", "7b", "9")],
    "Điều 26, Điều 35 và Điều 39 Bộ luật tố tụng dân sự": [("26", PROCEDURE), ("35", PROCEDURE), ("39", PROCEDURE)],
    "điểm a khoản 1 Điều 35 BLTTDS": [("35", PROCEDURE)],
    "Điều 51 khoản 1 điểm s Bộ luật Hình sự": [("51", CRIMINAL)],
    "điểm g, k1, Đ52 BLHS": [("52", CRIMINAL)],
    "Điều 27 Nghị quyết số 326/2016/UBTVQH14 ngày 30/12/2016": [("27", FEES)],
    "Điều 27 Nghị quyết 326/2016/NQ-UBTVQH14": [("27", FEES)],
    "khoản 2 Điều 26 NQ 326": [("26", FEES)],
    "Điều 12 NQ326/2016": [("12", FEES)],
    "Điều 55 Luật HN&GĐ": [("55", FAMILY)],
    "Điều 55 Luật Hôn nhân gia đình": [("55", FAMILY)],
    "Điều 166 LĐĐ": [("166", LAND)],
    "Điều 21 Nghị định số 21/2021/NĐ-CP": [("21", "21/2021/NĐ-CP")],
    "Điều 5 Thông tư liên tịch số 01/2016/TTLT-BTP-BTNMT": [("5", "01/2016/TTLT-BTP-BTNMT")],
    "Ðiều 357 Bộ luật Dân sự": [("357", CIVIL)],
    "§iÒu 357 Bé luËt D©n sù": [("357", CIVIL)],
    "Điều 217a BLTTDS": [("217a", PROCEDURE)],
    "Điều 217A, 217đ và 9E BLTTDS": [(n, PROCEDURE) for n in ("217a", "217đ", "9e")],
    "Điều 46G BLTTDS": [],
    "các điều 14I, 147 và 2O BLTTDS": [],
    "khoản 1 Điều 35, 3g BLTTDS": [("35", PROCEDURE)],
    "Điều 31 Luật Đất đai 2024": [("31", "31/2024/QH15")],
    "Điều 8 Luật số 91/2025/QH15": [("8", "91/2025/QH15")],
    "Điều 2 Nghị quyết của Hội đồng Thẩm phán số 01/2019/NQ-HĐTP": [("2", "01/2019/NQ-HĐTP")],
}


@pytest.mark.parametrize("text", FORMS)
def test_an_article_is_read_in_every_form(text: str) -> None:
    assert cited(f"Căn cứ {text}.") == FORMS[text]


@pytest.mark.parametrize(
    "text",
    [
        "Điều tra viên đã lập 02 biên bản",
        "theo Điều 5 Hợp đồng tín dụng số 12/2019",
        "vi phạm Điều 2.1 của Hợp đồng thế chấp",
        "các bên thỏa thuận tại Điều 4 và Điều 5 hợp đồng đặt cọc",
        "Khoản tiền 5 triệu đồng",
        "địa điểm a, thửa đất D52",
        "\nĐiều 1. Công nhận sự thỏa thuận của các đương sự",
    ],
)
def test_what_only_looks_like_an_article_is_none(text: str) -> None:
    assert cited(text + ".\nCăn cứ Điều 463 Bộ luật Dân sự.") == [("463", CIVIL)]


def test_an_act_is_inherited_over_a_list_and_marked() -> None:
    text = "Áp dụng Điều 26, Điều 147 Bộ luật tố tụng dân sự năm 2015; Điều 357, Điều 468 Bộ luật dân sự năm 2015."
    found = articles_in(plain(text), DAY, None)
    assert [(one.article, one.version.number, one.inferred) for one in found if one.version] == [
        ("26", PROCEDURE, True),
        ("147", PROCEDURE, False),
        ("357", CIVIL, True),
        ("468", CIVIL, False),
    ]
    assert found[0].confidence < found[1].confidence == 1.0


def test_a_criminal_list_with_semicolons_takes_the_act_at_its_end() -> None:
    text = (
        "Căn cứ điểm c khoản 1 Điều 173; điểm i, s khoản 1 Điều 51; Điều 65 Bộ luật Hình sự; Điều 106, Điều 136 BLTTHS"
    )
    assert cited(text) == [
        ("173", CRIMINAL), ("51", CRIMINAL), ("65", CRIMINAL), ("106", CRIMINAL_PROCEDURE), ("136", CRIMINAL_PROCEDURE),
    ]  # fmt: skip


def test_an_article_alone_takes_the_act_of_the_same_article_elsewhere() -> None:
    text = "Theo Điều 604 Bộ luật Dân sự thì bên gây thiệt hại bồi thường. Luật Đất đai không khác. Vì Điều 604 nêu rõ."
    assert cited(text)[-1] == ("604", CIVIL)


def test_an_act_named_before_its_articles_counts() -> None:
    assert cited("Căn cứ Bộ luật Dân sự 2015 (Điều 463, Điều 466).") == [("463", CIVIL), ("466", CIVIL)]


def test_an_article_that_an_act_does_not_have_is_not_given_to_it() -> None:
    text = "Luật Thi hành án dân sự đã quy định. Theo quy định tại Điều 584 và Bộ luật Dân sự."
    assert cited(text) == [("584", CIVIL)]


@pytest.mark.parametrize(
    ("day", "number"),
    [(date(2015, 3, 1), "33/2005/QH11"), (date(2018, 3, 1), CIVIL), (None, CIVIL), (date(2003, 1, 1), "44-L/CTN")],
)
def test_without_a_year_the_act_in_force_on_the_day_is_meant(day: date | None, number: str) -> None:
    found = articles_in(plain("Căn cứ Điều 305 Bộ luật Dân sự."), day, None)
    assert [(one.version.number, one.inferred) for one in found if one.version] == [(number, True)]


def test_without_a_year_the_version_that_the_text_names_elsewhere_is_meant() -> None:
    text = "Điều 474 Bộ luật Dân sự 2005 và Điều 476 Bộ luật Dân sự năm 2005 áp dụng. Theo Điều 471 Bộ luật Dân sự."
    assert cited(text)[-1] == ("471", "33/2005/QH11")


def test_a_version_that_has_no_such_article_is_left_out() -> None:
    assert cited("Căn cứ Điều 733 Bộ luật Dân sự.") == [("733", "33/2005/QH11")]


def test_the_code_of_procedure_alone_is_that_of_the_matter() -> None:
    assert cited("Căn cứ Điều 26 Bộ luật tố tụng.", case_type="dân sự") == [("26", PROCEDURE)]
    assert cited("Căn cứ Điều 26 Bộ luật tố tụng.", case_type="hình sự") == [("26", CRIMINAL_PROCEDURE)]


@pytest.mark.parametrize(
    ("text", "act", "target"),
    [
        (
            "khoản 2 Điều 1 Luật sửa đổi, bổ sung một số điều của Bộ luật Tố tụng dân sự số 85/2025/QH15",
            "Luật sửa đổi, bổ sung một số điều của Bộ luật Tố tụng dân sự (85/2025/QH15)",
            "85-2025-qh15.1",
        ),
        (
            "Điều 1 Luật sửa đổi bổ sung một số điều của Luật Đất đai",
            "Luật sửa đổi, bổ sung một số điều của Luật Đất đai",
            None,
        ),
        ("Điều 584 Bộ luật Dân sự 2015", "Bộ luật Dân sự 2015 (91/2015/QH13)", "91-2015-qh13.584"),
        ("Điều 3 Nghị định 21/2021/NĐ-CP", "Nghị định 21/2021/NĐ-CP", "21-2021-nd-cp.3"),
        ("Điều 12 của phần đầu", None, None),
    ],
)
def test_a_citation_names_its_act_and_its_target(text: str, act: str | None, target: str | None) -> None:
    (found,) = read_document(f"Căn cứ {text}.")["citations"]
    assert (found["act"], found["target"]) == (act, target)


def test_law_of_the_same_name_in_a_quotation_is_meant_by_this_law() -> None:
    text = "Luật Doanh nghiệp 2020 quy định: “theo khoản 2 Điều 122 của Luật này”."
    assert cited(text) == [("122", "59/2020/QH14")]


def test_rules_issued_by_a_decision_are_cited_by_its_number() -> None:
    text = (
        "Theo khoản 2 Điều 6 Quy chế cho vay (ban hành kèm theo Quyết định số 1627/2001/QĐ-NHNN ngày 31-12-2001). "
        "Căn cứ Điều 13 Quy chế cho vay thì được."
    )
    assert cited(text) == [("6", "1627/2001/QĐ-NHNN"), ("13", "1627/2001/QĐ-NHNN")]


def test_clauses_and_points_belong_to_their_article() -> None:
    text = "điểm i, s khoản 1, khoản 2 Điều 51 và điểm đ khoản 1 Điều 12; Điều 26 khoản 9, Điều 147 khoản 1 và 2 BLHS"
    found = [(one.article, one.clause, one.point) for one in articles_in(plain(text), DAY, None)]
    assert found == [("51", "1, 2", "i, s"), ("12", "1", "đ"), ("26", "9", None), ("147", "1, 2", None)]


def test_each_article_stands_where_it_says() -> None:
    text = "Căn cứ khoản 1 Điều 26 và các Điều 35, 39 Bộ luật Tố tụng dân sự."
    found = [text[one.start : one.end] for one in articles_in(plain(text), DAY, None)]
    assert found == ["khoản 1 Điều 26", "Điều 35", "39"]


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        ("Án lệ số 08/2016/AL", ["08/2016/AL"]),
        ("án lệ 04/2016/AL", ["04/2016/AL"]),
        ("Án lệ số: 04", ["04/2016/AL"]),
        ("Án lệ số 43/2021/AL và 55/2022/AL", ["43/2021/AL", "55/2022/AL"]),
        ("AÙn leä soá 08/2016/AL được Tòa án công bố", ["08/2016/AL"]),
        ("án lệ này được áp dụng", []),
        ("không có án lệ nào", []),
    ],
)
def test_precedents_are_read_in_every_spelling(text: str, targets: list[str]) -> None:
    assert [one.target for one in precedents_in(plain(decoded(text).text))] == targets


def test_a_precedent_is_known_by_its_number_and_a_wrong_year_is_told() -> None:
    found = read_document("Căn cứ Án lệ số 08/2018/AL.")
    assert [(one["target"], one["kind"]) for one in found["citations"]] == [("08/2016/AL", "precedent")]
    assert any("Án lệ số 08" in warning for warning in found["warnings"])


def test_years_between_two_certain_ones_are_possible() -> None:
    assert bounds(35) == (2020, 2021)
    assert bounds(500)[1] is None


def test_a_precedent_that_is_not_applied_is_marked() -> None:
    text = "Án lệ số 43/2021/AL có tình huống khác nên không áp dụng. Căn cứ Án lệ số 55/2022/AL để giải quyết."
    assert [one.applied for one in precedents_in(plain(text))] == [False, True]


@pytest.mark.parametrize(
    ("text", "number", "day", "court"),
    [
        (
            "Bản án dân sự sơ thẩm số: 27/2017/DS-ST ngày 09/05/2017 của TAND huyện Thí Dụ bị kháng cáo",
            "27/2017/DS-ST", "2017-05-09", "Tòa án nhân dân huyện Thí Dụ",
        ),
        (
            "tại bản án số 212/2015/HSPT ngày 28 tháng 9 năm 2015 của Tòa án nhân dân tỉnh Ví Dụ xử phạt 04 năm tù",
            "212/2015/HSPT", "2015-09-28", "Tòa án nhân dân tỉnh Ví Dụ",
        ),
        (
            "Quyết định công nhận sự thỏa thuận của các đương sự số 12/2019/QĐST-DS ngày 3-4-2019",
            "12/2019/QĐST-DS", "2019-04-03", None,
        ),
        ("Quyết định giám đốc thẩm số 02/2020/DS-GĐT ngày 5/6/2020", "02/2020/DS-GĐT", "2020-06-05", None),
    ],
)  # fmt: skip
def test_other_judgments_are_read_with_day_and_court(text: str, number: str, day: str, court: str | None) -> None:
    found = list(judgments_in(plain(text + "."), None))
    assert [(one.number, one.decided_on, one.court) for one in found] == [(number, day, court)]


@pytest.mark.parametrize(
    "text",
    [
        "Quyết định đưa vụ án ra xét xử số 21/2017/QĐXXST-DS ngày 11/9/2017",
        "Quyết định hoãn phiên tòa số 31/2018/QĐST-DS ngày 12-11-2018",
        "thụ lý số: 43/2017/TLST-DS ngày 21/7/2017",
        "Quyết định số 2547/QĐ-UBND ngày 30/11/2016",
        "Bản án số: 13/2017/DS-ST",
    ],
)
def test_papers_of_the_case_itself_are_not_cited(text: str) -> None:
    assert list(judgments_in(plain(text), "13/2017/DS-ST")) == []


WORDS = st.sampled_from(
    [
        *["Điều", "điều", "khoản", "điểm", "1", "26", "7a", ",", "và", ";", ".", "\n", "-", "(", ")", "§", "®", "của"],
        *["Bộ luật Dân sự 2015", "Luật Đất đai", "số", "326/2016/UBTVQH14", "Án lệ", "08/2016/AL", "bản án", "ngày"],
        *["27/2017/DS-ST", "9/5/2017", "Tòa án nhân dân huyện", "Hợp đồng", "quyết định", "2005"],
    ]
)


@settings(max_examples=100, deadline=None)
@given(st.lists(WORDS, max_size=60).map(" ".join))
def test_citations_always_stand_inside_the_text_and_in_order(text: str) -> None:
    found = read_document(text)["citations"]
    assert all(0 <= one["start"] < one["end"] <= len(text) for one in found)
    assert [one["start"] for one in found] == sorted(one["start"] for one in found)
    assert all(0 < one["confidence"] <= 1 for one in found)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_old_letters_are_read_without_moving_anything(text: str) -> None:
    assert len(decoded(text).text) == len(text)


def test_a_law_of_no_table_is_named_rather_than_another_law() -> None:
    text = "Căn cứ Điều 468 Bộ luật Dân sự năm 2015. Theo khoản 5 Điều 26 Luật Thí dụ năm 2014, cơ quan có trách nhiệm."
    found = [(one["article"], one["act"], one["target"]) for one in read_document(text)["citations"]]
    assert found == [
        ("468", "Bộ luật Dân sự 2015 (91/2015/QH13)", "91-2015-qh13.468"),
        ("26", "Luật Thí dụ 2014", None),
    ]
