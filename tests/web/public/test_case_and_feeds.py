"""One case through its instances, courts in figures, feeds, JSON-LD and the measured quality of masking."""

import json
import re
from datetime import date
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from indexer.cite import cite
from portal.public import create_public_app
from portal.public.court_pages import on_time
from portal.public.quality import measured
from records import citations, courts, events, instances
from records.accounts import WORKER
from records.courts import Court, Succession

FIRST, APPEAL, REVIEW = "5m8n7p6q", "6n9p8q7r", "7p1q9r8s"
APPEALED = (
    "TÒA ÁN NHÂN DÂN THÀNH PHỐ HÀ NỘI",
    "Bản án số: 31/2026/DS-PT",
    "Ngày 20-11-2026",
    "NHẬN ĐỊNH CỦA TÒA ÁN:",
    "[1] Bản án dân sự sơ thẩm số 21/2026/DS-ST ngày 12/10/2026 của Tòa án nhân dân khu vực 1 - Hà Nội có căn cứ.",
    "QUYẾT ĐỊNH:",
    "Sửa bản án dân sự sơ thẩm số 21/2026/DS-ST ngày 12/10/2026 của Tòa án nhân dân khu vực 1 - Hà Nội.",
)
REVIEWED = (
    "TÒA ÁN NHÂN DÂN TỐI CAO",
    "Quyết định giám đốc thẩm số: 02/2026/DS-GĐT",
    "Ngày 22-11-2026",
    "NHẬN ĐỊNH CỦA TÒA ÁN:",
    "[1] Bản án dân sự phúc thẩm số 31/2026/DS-PT ngày 20/11/2026 của Tòa án nhân dân thành phố Hà Nội chưa đúng.",
    "QUYẾT ĐỊNH:",
    "Hủy bản án dân sự phúc thẩm số 31/2026/DS-PT ngày 20/11/2026 của Tòa án nhân dân thành phố Hà Nội.",
)
ATOM = {"a": "http://www.w3.org/2005/Atom"}


@pytest.fixture
def case(cited: Any) -> Any:
    """First instance, appeal that amends it, review that annuls the appeal."""
    cited.publish(
        APPEAL, "31/2026/DS-PT", indexed=False, instance="pt", court_code="tand-tp-ha-noi", paragraphs=APPEALED,
        decided_on=date(2026, 11, 20),
    )  # fmt: skip
    cited.publish(
        REVIEW, "02/2026/DS-GĐT", indexed=False, instance="gdt", kind="quyet-dinh", court_code="tandtc",
        paragraphs=REVIEWED, decided_on=date(2026, 11, 22),
    )  # fmt: skip
    cite(cited.store)
    annulled = citations.Citation(
        7, 4, 60, "judgment", case_key="31/2026/DS-PT", decided_on=date(2026, 11, 20), outcome="annulled"
    )
    assert citations.save(cited.store, REVIEW, 1, [annulled], "test")
    return cited


def history(page: str) -> str:
    match = re.search(r'<ol class="history">(.*?)</ol>', page, re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", match[1])) if match else ""


@pytest.mark.parametrize("here", [FIRST, APPEAL, REVIEW])
def test_every_instance_shows_the_whole_case_in_order(case: Any, here: str, page_of: Any) -> None:
    answer = case.client.get(f"/ban-an/{here}")
    assert page_of(answer.text).faults == []
    said = history(answer.text)
    order = ["21/2026/DS-ST", "31/2026/DS-PT", "Sửa 21/2026/DS-ST", "02/2026/DS-GĐT", "Hủy 31/2026/DS-PT"]
    places = [said.index(words) for words in order]
    assert places == sorted(places)
    assert said.count("(trang này)") == 1
    assert answer.text.count('<li class="here">') == 1
    for other in {FIRST, APPEAL, REVIEW} - {here}:
        assert f'href="/ban-an/{other}"' in answer.text


def test_an_instance_that_is_taken_down_is_named_without_a_link_at_once(case: Any) -> None:
    assert f'"/ban-an/{FIRST}"' in case.client.get(f"/ban-an/{APPEAL}").text
    case.withdraw(FIRST)
    page = case.client.get(f"/ban-an/{APPEAL}").text
    assert f'"/ban-an/{FIRST}' not in page
    assert "Sơ thẩm: số 21/2026/DS-ST · 12/10/2026 · TAND khu vực 1 - Hà Nội (đã hạ)" in re.sub(
        r" +", " ", history(page)
    ).replace(" :", ":")


def test_an_instance_that_was_never_published_is_said_to_be_missing(world: Any) -> None:
    world.publish(
        APPEAL, "31/2026/DS-PT", indexed=False, instance="pt", court_code="tand-tp-ha-noi", paragraphs=APPEALED,
        decided_on=date(2026, 11, 20),
    )  # fmt: skip
    cite(world.store)
    assert "(không có trên Cổng)" in history(world.client.get(f"/ban-an/{APPEAL}").text)


def test_a_judgment_that_stands_alone_has_no_case_line(cited: Any) -> None:
    assert "vu-an-nay" not in cited.client.get(f"/ban-an/{FIRST}").text
    assert instances.decisions_around(cited.store, FIRST) == []
    assert instances.decisions_around(cited.store, "00000000") == []


def test_each_decision_is_told_once(case: Any) -> None:
    found = instances.decisions_around(case.store, APPEAL)
    assert sorted((one.later, one.outcome, one.earlier) for one in found) == [
        (APPEAL, "amended", FIRST),
        (REVIEW, "annulled", APPEAL),
    ]


def test_a_court_shows_its_years_and_how_soon_it_published(cited: Any) -> None:
    page = cited.client.get("/toa-an/tand-kv-1-ha-noi").text
    assert 'role="img"' in page
    assert "Nhiều nhất là năm 2026: 3 bản án, quyết định." in page
    assert "trung vị 31 ngày kể từ ngày có hiệu lực (tính trên 3 bản án biết ngày đó)" in page
    assert "Chưa rõ" not in page
    assert on_time([0, 5, 30, 31]).startswith("75 %; trung vị 30 ngày")
    assert on_time([]).startswith("Chưa rõ")


def test_a_court_without_judgments_has_no_figures(cited: Any) -> None:
    page = cited.client.get("/toa-an/tand-kv-2-ha-noi").text
    assert "Theo năm tuyên" not in page
    assert "Công bố đúng hạn" not in page


def test_predecessors_are_followed_through_courts_that_were_themselves_merged() -> None:
    def court(code: str, *successors: str) -> Court:
        lines = tuple(Succession(one, one, "", known=True) for one in successors)
        return Court(code, code, "huyen", None, None, None, None, lines, None)

    known = [court("a", "b"), court("b", "c", "a"), court("c"), court("d", "c"), court("e")]
    assert courts.with_predecessors(known, ["c"]) == ("c", "b", "d", "a")
    assert courts.with_predecessors(known, ["e"]) == ("e",)
    assert courts.with_predecessors(known, []) == ()


@pytest.mark.parametrize("path", ["/dieu-luat/91-2015-qh13/dieu-468.atom", "/an-le/902.atom", "/feed.atom"])
def test_a_feed_lists_what_cites_and_forgets_what_is_taken_down(cited: Any, path: str) -> None:
    feed = ET.fromstring(cited.client.get(path).data)  # noqa: S314  our own answer
    assert feed.find("a:id", ATOM).text == f"https://congbo.example.vn{path}"  # type: ignore[union-attr]
    assert any(FIRST in (one.text or "") for one in feed.iterfind("a:entry/a:id", ATOM))
    cited.withdraw(FIRST)
    assert FIRST not in cited.client.get(path).text


def test_a_feed_of_what_nobody_cites_is_empty_and_well_formed(cited: Any) -> None:
    feed = ET.fromstring(cited.client.get("/an-le/906.atom").data)  # noqa: S314  our own answer
    assert feed.findall("a:entry", ATOM) == []


@pytest.mark.parametrize(
    ("path", "target"),
    [
        ("/an-le/902-2025.atom", "/an-le/902.atom"),
        ("/dieu-luat/91-2015-qh13/dieu-0468.atom", "/dieu-luat/91-2015-qh13/dieu-468.atom"),
        ("/dieu-luat/blds-2015/dieu-468.atom", "/dieu-luat/91-2015-qh13/dieu-468.atom"),
    ],
)
def test_another_address_of_a_feed_leads_to_the_feed(cited: Any, path: str, target: str) -> None:
    answer = cited.client.get(path)
    assert (answer.status_code, answer.location) == (301, target)


def test_the_feed_of_changes_names_only_the_code_of_what_is_gone(cited: Any) -> None:
    cited.withdraw("7k3m2q9x")
    with cited.store.writing() as session:
        for number, action, version in ((1, "withdraw", 1), (2, "publish", 2)):
            events.append(
                session, cited.store, actor=WORKER, action=f"judgment.{action}", judgment_id=number,
                detail={"version": version},
            )  # fmt: skip
    text = cited.client.get("/thay-doi.atom").text
    titles = [one.text for one in ET.fromstring(text.encode()).iterfind("a:entry/a:title", ATOM)]  # noqa: S314
    assert titles[0].startswith("Đính chính: Bản án 13/2026/DS-ST")  # type: ignore[union-attr]
    assert titles[1:] == ["Đã hạ: 7k3m2q9x"]


def linked(page: str) -> dict[str, Any]:
    match = re.search(r'<script type="application/ld\+json">(.*?)</script>', page)
    assert match
    found: dict[str, Any] = json.loads(match[1])
    return found


def test_a_judgment_describes_itself_without_naming_any_person(cited: Any) -> None:
    data = linked(cited.client.get(f"/ban-an/{FIRST}").text)
    assert data["@type"] == "CreativeWork"
    assert data["identifier"] == ["21/2026/DS-ST", FIRST]
    assert data["encoding"]["contentUrl"].endswith(f"/ban-an/{FIRST}.pdf")
    assert "https://congbo.example.vn/dieu-luat/91-2015-qh13/dieu-468" in data["citation"]
    assert "https://congbo.example.vn/dieu-luat/91-2015-qh13/dieu-466" not in data["citation"]
    said = json.dumps(data, ensure_ascii=False)
    for person in ("Mẫu", "Nguyễn", "Trần", "Thẩm phán"):
        assert person not in said


def test_articles_precedents_and_courts_describe_themselves(cited: Any) -> None:
    article = linked(cited.client.get("/dieu-luat/91-2015-qh13/dieu-468").text)
    assert article["@type"] == "Legislation"
    assert article["legislationLegalForce"] == "https://schema.org/InForce"
    old = linked(cited.client.get("/dieu-luat/33-2005-qh11/dieu-476").text)
    assert old["legislationLegalForce"] == "https://schema.org/NotInForce"
    unknown = linked(cited.client.get("/dieu-luat/326-2016-ubtvqh14/dieu-26").text)
    assert "legislationLegalForce" not in unknown
    assert linked(cited.client.get("/an-le/902").text)["identifier"] == "902/2025/AL"
    court = linked(cited.client.get("/toa-an/tand-huyen-ba-tri-ben-tre").text)
    assert (court["@type"], court["dissolutionDate"]) == ("GovernmentOrganization", "2025-06-30")


def test_an_article_says_what_replaced_its_act(cited: Any) -> None:
    page = cited.client.get("/dieu-luat/33-2005-qh11/dieu-476").text
    assert "Văn bản được thay thế bởi" in page
    assert '<a href="/dieu-luat/91-2015-qh13">Bộ luật Dân sự 2015</a>' in page
    assert "Hết hiệu lực từ 1/1/2017" in page


def test_precedents_for_programs_say_what_is_unknown(cited: Any) -> None:
    found = cited.client.get("/api/v1/precedents").json
    by_number = {one["number"]: one for one in found["precedents"]}
    assert found["total"] == len(by_number)
    assert (by_number[902]["cited_by"], by_number[902]["not_applied"]) == (1, 0)
    assert (by_number[904]["cited_by"], by_number[904]["not_applied"]) == (1, 1)
    assert by_number[906]["state"] == "unknown"
    assert by_number[906]["effective_from"] is None
    assert cited.client.get("/api/v1/precedents?trang=2").json["precedents"] == []


FIGURES = {
    "documents": 600,
    "words": 1900000,
    "by_label": {
        "PERSON_PRIVATE": {"gold": 12410, "leaked": 9, "rate": 9 / 12410, "upper95": 0.00138},
        "PHONE": {"gold": 0, "leaked": 0, "rate": 0, "upper95": 1},
        "NEW_KIND": {"gold": 10, "leaked": 0, "rate": 0, "upper95": 0.26},
    },
    "documents_clean": 0.973,
    "over_redaction": 0.005,
    "officials_redacted": {"gold": 400, "redacted": 2},
}


def test_measured_figures_are_shown_with_their_bounds(cited: Any, page_of: Any) -> None:
    card = {"date": "2026-11-02", "model": {"sha256": "ab12" * 16}, "figures": {"tên thay thế": FIGURES}}
    app = create_public_app(cited.settings, cited.store, cited.engine, card)
    page = app.test_client().get("/gioi-thieu/chat-luong").text
    assert page_of(page).faults == []
    for words in (
        "Bộ kiểm tra: tên thay thế", "600 văn bản, 1.900.000 từ", "2/11/2026", "ab12ab12ab12", "97,30 %", "0,50 %",
        "2/400", "Máy để sót 9 trong 12.420 chỗ", "0,14 %", "26,00 %", "NEW_KIND",
    ):  # fmt: skip
        assert words in page, words
    assert "Số điện thoại" not in page
    assert "Chưa có số liệu đo" not in page


@pytest.mark.parametrize("card", [None, {}, {"figures": {}}, {"figures": {"x": {"by_label": {}}}}])
def test_without_figures_the_page_says_so(card: Any) -> None:
    assert measured(card) == []


def test_one_set_without_a_name_is_read_too() -> None:
    figures = {"by_label": {"DOB": {"gold": 5, "leaked": 0, "rate": 0.0, "upper95": 0.0}}, "date": "soon"}
    (found,) = measured({"figures": figures})
    assert found.heading == "Bộ kiểm tra"
    assert found.bars == []
    assert found.rows[0] == ["Ngày, tháng sinh", "5", "0", "0,00 %", "0,00 %"]
    assert found.facts[1][1] == ""
