"""The citation graph on the pages: who cites what, and that a judgment that was taken down is nowhere in it."""

import re
from datetime import date
from typing import Any

import pytest

from indexer import cite as citing
from indexer.cite import cite
from portal.public.tables import csv_file
from records import citations, precedents, public
from records.lifecycle import Actor, PublicationState, Role
from records.precedents import PrecedentState

HERE = "/ban-an/5m8n7p6q"
ARTICLE = "/dieu-luat/91-2015-qh13/dieu-468"
APPEAL = (
    "TÒA ÁN NHÂN DÂN THÀNH PHỐ HÀ NỘI",
    "Bản án số: 31/2026/DS-PT",
    "Ngày 20-11-2026",
    "NHẬN ĐỊNH CỦA TÒA ÁN:",
    "[1] Bản án dân sự sơ thẩm số 21/2026/DS-ST ngày 12/10/2026 của Tòa án nhân dân khu vực 1 - Hà Nội có căn cứ.",
    "QUYẾT ĐỊNH:",
    "Căn cứ khoản 2 Điều 308 Bộ luật Tố tụng dân sự năm 2015;",
    "Sửa bản án dân sự sơ thẩm số 21/2026/DS-ST ngày 12/10/2026 của Tòa án nhân dân khu vực 1 - Hà Nội.",
)


def _appeal(site: Any) -> str:
    found: str = site.publish(
        "6n9p8q7r", "31/2026/DS-PT", indexed=False, instance="pt", court_code="tand-tp-ha-noi", paragraphs=APPEAL,
        decided_on=date(2026, 11, 20),
    )  # fmt: skip
    cite(site.store)
    return found


def test_citations_are_links_and_an_inferred_act_is_marked(cited: Any) -> None:
    page = cited.client.get(HERE).text
    assert f'<a class="cite" href="{ARTICLE}">khoản 2 Điều 468</a>' in page
    assert (
        '<a class="cite guess" href="/dieu-luat/91-2015-qh13/dieu-466">Điều 466</a>'
        '<span class="approx" aria-hidden="true">≈</span><span class="vh"> (văn bản do hệ thống suy ra)</span>' in page
    )
    assert '<a class="cite" href="/an-le/902">Án lệ số 902/2025/AL</a>' in page
    assert '<a class="cite" href="/ban-an/7k3m2q9x">Bản án dân sự sơ thẩm số 13/2026/DS-ST ngày 22/9/2026</a>' in page
    assert "(án lệ đã bị bãi bỏ từ 1/3/2026)" in page
    assert "Viện dẫn nhưng không áp dụng" in page
    assert "Điều khoản chung (1)" in page


def test_the_court_or_the_day_tells_which_of_two_judgments_with_one_number_is_meant(cited: Any) -> None:
    found = citations.of_judgment(cited.store, "5m8n7p6q", 1)
    targets = citations.resolve(cited.store, found)
    assert [(one.case_key, target.public_id) for one, target in targets.items()] == [("13/2026/DS-ST", "7k3m2q9x")]
    vague = [citations.Citation(1, 0, 5, "judgment", case_key="13/2026/DS-ST")]
    assert citations.resolve(cited.store, vague) == {}


def test_a_link_to_a_judgment_that_is_taken_down_becomes_plain_text_at_once(cited: Any) -> None:
    before = cited.client.get(HERE)
    cited.withdraw("7k3m2q9x")
    after = cited.client.get(HERE, headers={"If-None-Match": before.headers["ETag"]})
    assert after.status_code == 200
    assert '"/ban-an/7k3m2q9x' not in after.text
    assert 'ngày 22/9/2026 <span class="approx">(đã hạ)</span>' in after.text
    again = cited.client.get(HERE, headers={"If-None-Match": after.headers["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("state", [PublicationState.WITHDRAWN, PublicationState.HIDDEN])
def test_a_judgment_that_is_gone_counts_nowhere_from_that_moment(cited: Any, state: PublicationState) -> None:
    assert "21/2026/DS-ST" in cited.client.get(ARTICLE).text
    cited.change("5m8n7p6q", state, withdrawn_on=date(2026, 11, 20), withdrawn_reason="loi-ma-hoa")
    for path in (ARTICLE, "/an-le/902", "/an-le", "/dieu-luat/91-2015-qh13"):
        page = cited.client.get(path).text
        assert "21/2026/DS-ST" not in page, path
        assert "Được viện dẫn trong 1" not in page, path
    assert "Chưa có bản án công bố nào áp dụng điều này." in cited.client.get(ARTICLE).text
    assert citations.act_counts(cited.store) == {}
    assert citations.precedent_counts(cited.store) == {}
    assert cited.client.get("/an-le/902.json").json["cited_by"] == 0
    cite(cited.store, ["5m8n7p6q"])
    with cited.store.reading() as session:
        assert session.query(citations.X).join(citations.R).filter(citations.R.judgment_id == 4).count() == 0


def test_a_judgment_that_comes_back_is_read_again(cited: Any) -> None:
    cited.change("5m8n7p6q", PublicationState.HIDDEN)
    cite(cited.store, ["5m8n7p6q"])
    cited.change("5m8n7p6q", PublicationState.PUBLISHED)
    assert cite(cited.store, ["5m8n7p6q"]) == 1
    assert citations.article_count(cited.store, "91-2015-qh13", "468").total == 1


def test_reading_twice_changes_nothing_and_another_reader_reads_again(cited: Any, monkeypatch: Any) -> None:
    before = citations.of_judgment(cited.store, "5m8n7p6q", 1)
    assert cite(cited.store) == 0
    monkeypatch.setattr(citing, "READER", "2")
    assert cite(cited.store) == 4
    assert citations.of_judgment(cited.store, "5m8n7p6q", 1) == before


def test_a_corrected_judgment_cites_only_what_its_new_text_cites(cited: Any) -> None:
    cited.correct("5m8n7p6q", "Theo Điều 357 Bộ luật Dân sự năm 2015.", "Sửa đoạn 5.")
    assert citations.article_counts(cited.store, "91-2015-qh13") == {}
    assert cite(cited.store, ["5m8n7p6q"]) == 1
    assert set(citations.article_counts(cited.store, "91-2015-qh13")) == {"357"}
    assert citations.save(cited.store, "5m8n7p6q", 1, [], "1") is False


def test_search_finds_judgments_by_article_and_precedent(cited: Any) -> None:
    for query in ("dieu=91-2015-qh13.468", "an-le=902"):
        found = cited.client.get(f"/api/v1/search?{query}").json
        assert [hit["id"] for hit in found["hits"]] == ["5m8n7p6q"], query


def test_what_a_later_instance_did_stands_on_top_of_the_page(cited: Any) -> None:
    assert "Đã bị sửa bởi" not in cited.client.get(HERE).text
    appeal = _appeal(cited)
    page = cited.client.get(f"{HERE}?doan=1").text
    assert "Đã bị sửa bởi" in page
    assert f'href="/ban-an/{appeal}?doan=' in page
    assert "Được trích dẫn bởi (1)" in page
    cited.withdraw(appeal)
    assert "Đã bị sửa bởi" not in cited.client.get(f"{HERE}?doan=1").text


def test_hits_of_a_search_are_marked_inside_links_too(cited: Any) -> None:
    page = cited.client.get(HERE + "?q=%22khoản+2%22").text
    assert f'href="{ARTICLE}"><mark id="tu-1">khoản 2</mark> Điều 468</a>' in page


@pytest.mark.parametrize(
    ("path", "target"),
    [
        ("/an-le/902-2025", "/an-le/902"),
        ("/an-le/902-2024-al", "/an-le/902"),
        ("/an-le/0902", "/an-le/902"),
        ("/an-le/902-2024.json", "/an-le/902.json"),
        ("/dieu-luat/blds-2015", "/dieu-luat/91-2015-qh13"),
        ("/dieu-luat/326-2016-nq-ubtvqh14/dieu-26", "/dieu-luat/326-2016-ubtvqh14/dieu-26"),
        ("/dieu-luat/91-2015-qh13/dieu-0468", ARTICLE),
    ],
)
def test_other_spellings_of_an_address_lead_to_the_one_that_stays(cited: Any, path: str, target: str) -> None:
    answer = cited.client.get(path)
    assert (answer.status_code, answer.location) == (301, target)


def test_an_article_page_has_years_clauses_and_the_sentence_that_cites(cited: Any) -> None:
    page = cited.client.get(ARTICLE).text
    assert "1 bản án áp dụng Điều 468; trong 0 bản án, văn bản do hệ thống suy ra." in page
    assert "Khoản 2 (1)" in page
    assert "[1] Việc vay tiền có lãi theo <b>khoản 2 Điều 468</b> Bộ luật Dân sự năm 2015" in page
    assert "Án lệ số 902/2025/AL" in page
    assert "Điều khoản chung, có trong hầu hết bản án." in cited.client.get("/dieu-luat/326-2016-ubtvqh14").text


def test_an_inferred_citation_can_be_left_out(cited: Any) -> None:
    page = cited.client.get("/dieu-luat/91-2015-qh13/dieu-466").text
    assert "Do hệ thống suy ra" in page
    assert "bỏ 1 do hệ thống suy ra" in page
    assert "21/2026/DS-ST" not in cited.client.get("/dieu-luat/91-2015-qh13/dieu-466?ro=1").text


def test_precedents_say_how_they_stand(cited: Any) -> None:
    page = cited.client.get("/an-le").text
    for words in (
        "Đang có hiệu lực từ 10/3/2025", "Đã công bố, áp dụng từ 15/12/2026", "Đã bị bãi bỏ từ 1/3/2026",
        "Đang lấy ý kiến đến hết 20/12/2026 (còn 27 ngày)", "Chưa rõ", "Có hiệu lực (3)", "Dự thảo (1)", "Bãi bỏ (1)",
    ):  # fmt: skip
        assert words in page, words
    assert "902/2025/AL" not in cited.client.get("/an-le?tinh-trang=bai-bo").text
    assert "902/2025/AL" in cited.client.get("/an-le?dieu=91-2015-qh13.468").text
    assert "902/2025/AL" not in cited.client.get("/an-le?linh-vuc=Lao+động").text
    assert "Chưa có dữ liệu về hiệu lực" in cited.client.get("/an-le/906").text
    refused = cited.client.get("/an-le/904").text
    assert "0 bản án viện dẫn" not in refused
    assert "Viện dẫn nhưng không áp dụng" in refused


def test_a_doubt_of_an_editor_is_shown_with_its_ground(cited: Any) -> None:
    precedents.doubt(cited.store, Actor(1, Role.EDITOR, None), 902, "Luật ví dụ được thay từ 1/8/2026.")
    for path in ("/an-le/902", "/an-le"):
        page = cited.client.get(path).text
        assert "Có thể không còn phù hợp" in page
        assert "Luật ví dụ được thay từ 1/8/2026." in page
    assert cited.client.get("/an-le/902.json").json["state"] == PrecedentState.POSSIBLY_OUTDATED


def test_tables_can_be_taken_along_and_hold_no_formula(cited: Any) -> None:
    for path, words in (("/an-le?dang=csv", "902/2025/AL"), ("/dieu-luat?dang=csv", "91/2015/QH13")):
        answer = cited.client.get(path)
        assert answer.mimetype == "text/csv"
        assert answer.data.startswith(b"\xef\xbb\xbf")
        assert words in answer.text
    assert "'=1+1" in csv_file("x", ["a"], [["=1+1"]]).get_data(as_text=True)


def test_pages_without_any_catalogue_say_so(world: Any) -> None:
    assert "Cổng chưa có án lệ nào." in world.client.get("/an-le").text
    assert "Cổng chưa có danh mục văn bản pháp luật." in world.client.get("/dieu-luat").text


def test_an_act_that_replaced_another_names_it_and_is_named_by_it(cited: Any) -> None:
    assert 'href="/dieu-luat/33-2005-qh11"' in cited.client.get("/dieu-luat/91-2015-qh13").text
    old = cited.client.get("/dieu-luat/33-2005-qh11").text
    assert "Hết hiệu lực từ 1/1/2017" in old
    assert "Bộ luật Dân sự 2015" in old


def test_an_old_court_leads_to_the_one_that_took_over(cited: Any) -> None:
    found = cited.client.get("/toa-an?ten=ba+dinh").text
    assert re.search(r"TAND quận Ba Đình[^<]* đã sáp nhập vào TAND khu vực 1 - Hà Nội\.", found)
    assert "TAND quận Ba Đình" in cited.client.get("/toa-an/tand-kv-1-ha-noi").text
    assert public.totals(cited.store).judgments == 4
