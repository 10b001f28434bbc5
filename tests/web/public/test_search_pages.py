"""The results page: what is found, how it is said, and what happens when it cannot be searched."""

from datetime import date
from typing import Any

import pytest

from portal.public import create_public_app, search_files
from search.engine import SearchPage, SearchUnavailable
from search.query import SearchQuery


class Away:
    """An engine that does not answer."""

    def search(self, query: SearchQuery) -> SearchPage:
        raise SearchUnavailable(str(query.page))

    def status(self) -> None:
        raise SearchUnavailable


def test_marks_and_tone_placement_do_not_decide_what_is_found(full: Any) -> None:
    for q in ("toa an", "tòa án", "toà án"):
        assert "7k3m2q9x" in full.client.get("/tim-kiem", query_string={"q": q}).text


def test_hits_are_marked_and_lead_to_their_paragraph(full: Any) -> None:
    body = full.client.get("/tim-kiem", query_string={"q": "tranh chap dat"}).text
    assert "<mark>tranh</mark>" in body.lower()
    assert 'href="/ban-an/7k3m2q9x?q=tranh+chap+dat&amp;doan=' in body
    assert "Nhận định của Tòa án, đoạn 7" in body
    assert "tranh + chap + dat, không phân biệt dấu" in body
    assert "2 kết quả" in body


def test_a_filter_narrows_and_its_chip_takes_it_away(full: Any) -> None:
    body = full.client.get("/tim-kiem?q=toa+an&loai-an=hs&loai-an=ld").text
    assert "9b5p6s3z" in body
    assert "7k3m2q9x" not in body
    assert 'href="/tim-kiem?q=toa+an&amp;loai-an=ld"' in body
    assert "Lao động" in body


def test_days_narrow_and_are_kept_in_the_form(full: Any) -> None:
    body = full.client.get("/tim-kiem?q=tranh+chap&tu=1/2024&den=2024").text
    assert "8a4n5r2y" in body
    assert "7k3m2q9x" not in body
    assert 'value="1/2024"' in body


def test_a_court_brings_its_predecessors_when_asked(full: Any) -> None:
    one = full.client.get("/tim-kiem?toa=tand-tinh-vinh-long&tien-than=1")
    assert one.status_code == 200


def test_the_order_is_chosen(full: Any) -> None:
    newest = full.client.get("/tim-kiem?q=tranh+chap&sap-xep=moi-nhat").text
    oldest = full.client.get("/tim-kiem?q=tranh+chap&sap-xep=cu-nhat").text
    assert newest.index("7k3m2q9x") < newest.index("8a4n5r2y")
    assert oldest.index("8a4n5r2y") < oldest.index("7k3m2q9x")


def test_results_come_in_pages(world: Any) -> None:
    ids = [f"aaaaaa{n:02d}" for n in range(11)]
    for n, public_id in enumerate(ids, 1):
        world.publish(public_id, f"{n}/2026/DS-ST", decided_on=date(2026, 1, n), indexed=False)
    world.index(*ids)
    first = world.client.get("/tim-kiem?so-dong=10")
    assert "11 kết quả" in first.text
    assert "trang 1/2" in first.text
    assert "/tim-kiem?so-dong=10&amp;trang=2" in first.text
    second = world.client.get("/tim-kiem?so-dong=10&trang=2")
    assert second.text.count('<article class="card">') == 1
    past = world.client.get("/tim-kiem?so-dong=10&trang=3")
    assert past.status_code == 404
    assert "/tim-kiem?so-dong=10&amp;trang=2" in past.text


def test_a_typed_number_stands_on_top_and_lists_its_courts(full: Any) -> None:
    one = full.client.get("/tim-kiem", query_string={"q": "04/2026/HS-ST"}).text
    assert "Đúng số bạn gõ" in one
    two = full.client.get("/tim-kiem", query_string={"q": "13/2026/DS-ST"}).text
    assert "Số 13/2026/DS-ST có ở 2 bản án" in two
    none = full.client.get("/tim-kiem", query_string={"q": "99/2026/DS-ST"}).text
    assert "Không có số 99/2026/DS-ST trong dữ liệu công bố" in none


def test_some_of_the_words_are_offered_and_said_to_be_some(full: Any) -> None:
    body = full.client.get("/tim-kiem", query_string={"q": "tranh chấp vũ trụ"}).text
    assert "Không có kết quả cho đủ các từ" in body
    assert "7k3m2q9x" in body


def test_nothing_found_gives_ways_on(full: Any) -> None:
    answer = full.client.get("/tim-kiem", query_string={"q": '"xyz abc"', "loai-an": "ds"})
    assert answer.status_code == 200
    assert "Không tìm thấy." in answer.text
    assert "Bỏ dấu ngoặc kép" in answer.text
    assert "Bỏ bộ lọc “Loại án”" not in answer.text  # without it nothing is found either


def test_each_filter_tells_what_would_be_found_without_it(full: Any) -> None:
    body = full.client.get("/tim-kiem", query_string={"q": '"tranh chấp"', "loai-an": "ps", "tu": "2020"}).text
    assert "Không tìm thấy." in body
    assert "Bỏ bộ lọc “Loại án”</a>: 2 kết quả" in " ".join(body.split())
    assert "Bỏ bộ lọc “Ngày tuyên”" not in body


def test_what_was_typed_without_marks_or_wrongly_is_offered_in_its_right_form(full: Any) -> None:
    bare = full.client.get("/tim-kiem", query_string={"q": "tranh chap dat dai"}).text
    assert "Bạn gõ không dấu" in bare
    assert ">tranh chấp đất đai</a>" in bare
    fine = full.client.get("/tim-kiem", query_string={"q": "tranh chấp"}).text
    assert "Bạn gõ không dấu" not in fine
    assert "Có phải bạn muốn tìm" not in fine


def test_a_search_in_one_part_finds_only_there(full: Any) -> None:
    anywhere = full.client.get("/tim-kiem?q=nguyên+đơn").text
    ruling = full.client.get("/tim-kiem?q=nguyên+đơn&phan=quyet-dinh").text
    assert "Trong phần Quyết định" in ruling
    assert anywhere.count('class="card"') > ruling.count('class="card"')


def test_a_search_is_a_table_and_a_feed(full: Any) -> None:
    table = full.client.get("/tim-kiem.csv", query_string={"q": "tranh chấp", "loai-an": "ds"})
    lines = table.data.decode("utf-8-sig").splitlines()
    assert table.data.startswith(b"\xef\xbb\xbf")
    assert lines[0].startswith("Số,Loại văn bản,Ngày tuyên")
    assert any(line.endswith("/ban-an/7k3m2q9x") for line in lines[1:])
    feed = full.client.get("/tim-kiem.atom", query_string={"q": 'tranh chấp "<b>"'})
    assert feed.mimetype == "application/atom+xml"
    assert "&lt;b&gt;" in feed.text
    assert full.client.get("/tim-kiem.csv?tu=x").status_code == 400
    assert full.client.get("/tim-kiem.atom?tu=x").status_code == 400


def test_no_cell_of_the_table_is_a_formula() -> None:
    assert search_files._inert("=1+1") == "'=1+1"
    assert search_files._inert("17/2018") == "17/2018"


@pytest.mark.parametrize("path", ["/tim-kiem.csv?q=a", "/tim-kiem.atom?q=a"])
def test_files_of_a_search_say_when_search_is_away(full: Any, path: str) -> None:
    app = create_public_app(full.settings, full.store, Away())
    answer = app.test_client().get(path)
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "120"


@pytest.mark.parametrize(
    ("typed", "kind", "text"),
    [
        ("tranh chap quyen", "phrase", "tranh chấp quyền sử dụng đất"),
        ("điều 468 blds", "article", "Điều 468 Bộ luật Dân sự 2015"),
        ("13/2026", "number", "13/2026/DS-ST"),
        ("khu vuc 1", "court", "TAND khu vực 1 - Hà Nội"),
        ("bo luat dan", "act", "Bộ luật Dân sự 2015"),
    ],
)
def test_numbers_courts_acts_and_phrases_are_suggested(cited: Any, typed: str, kind: str, text: str) -> None:
    lines = cited.client.get("/api/v1/suggest", query_string={"q": typed}).json["suggestions"]
    assert any(line["kind"] == kind and line["text"] == text for line in lines)
    assert len(lines) <= 8


@pytest.mark.parametrize(
    "typed",
    [
        "x" * 10_000,
        "đ" * 500,
        "AND OR NOT",
        '"' * 99,
        "\0",
        "\u202e\u200f",
        "(" * 300,
        "*" * 50,
        "ngày:31/2/2020",
        "số:",
        "-",
    ],
)
def test_no_query_is_too_odd_for_an_answer(full: Any, typed: str) -> None:
    for path in ("/tim-kiem", "/api/v1/search", "/api/v1/suggest", "/tim-kiem.csv", "/tim-kiem.atom"):
        answer = full.client.get(path, query_string={"q": typed})
        assert answer.status_code == 200
        assert len(answer.data) < 60_000


@pytest.mark.parametrize(
    "query", ["trang=1000000000", "nam=x", "&".join(f"toa=t{n}" for n in range(1000)), "tu=31/2/2020"]
)
def test_parameters_out_of_form_are_named_not_fatal(full: Any, query: str) -> None:
    answer = full.client.get(f"/tim-kiem?q=a&{query}")
    assert answer.status_code == 400
    assert len(answer.data) < 60_000


def test_a_wrong_parameter_is_named_at_the_top_and_what_was_typed_stays(full: Any) -> None:
    answer = full.client.get("/tim-kiem?q=tranh+chap&tu=hom+qua&loai-an=ds")
    assert answer.status_code == 400
    assert '<a href="#tu">Ngày bắt đầu không đúng' in answer.text
    assert 'value="hom qua"' in answer.text
    assert 'value="tranh chap"' in answer.text
    assert "<title>Lỗi: " in " ".join(answer.text.split())
    assert "7k3m2q9x" not in answer.text


@pytest.fixture
def away(full: Any) -> Any:
    return create_public_app(full.settings, full.store, Away()).test_client()  # type: ignore[arg-type]


def test_without_the_engine_search_says_so_and_the_rest_keeps_working(away: Any, page_of: Any) -> None:
    answer = away.get("/tim-kiem?q=tranh+chap")
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "120"
    assert page_of(answer.text).faults == []
    assert "không phải là “không có kết quả”" in answer.text
    for path in ("/ban-an/7k3m2q9x", "/ban-an", "/toa-an", "/thong-ke", "/feed.atom", "/"):
        assert away.get(path).status_code == 200, path
    assert "tạm ngừng" in away.get("/").text
    api = away.get("/api/v1/search?q=a")
    assert (api.status_code, api.headers["Retry-After"]) == (503, "120")


def test_readiness_names_what_does_not_answer(full: Any, away: Any) -> None:
    assert full.client.get("/readyz").json == {"status": "ok", "database": "ok", "search": "ok"}
    answer = away.get("/readyz")
    assert answer.status_code == 503
    assert answer.json == {"status": "unavailable", "database": "ok", "search": "away"}
    assert away.get("/healthz").status_code == 200


def test_a_number_opens_its_judgment_without_the_engine(away: Any) -> None:
    one = away.get("/ban-an", query_string={"so": "04/2026/HS-ST"})
    assert (one.status_code, one.headers["Location"]) == (303, "/ban-an/9b5p6s3z")
    several = away.get("/ban-an", query_string={"so": "13/2026/DS-ST"})
    assert several.headers["Location"].startswith("/tim-kiem?q=13%2F2026")
    assert away.get("/ban-an", query_string={"so": "99/2026/DS-ST"}).status_code == 400


def test_the_advanced_form_is_filled_from_the_search(full: Any) -> None:
    body = " ".join(full.client.get("/tim-kiem/nang-cao?q=abc&loai-an=hs&toa=tand-kv-1-ha-noi&tu=2020").text.split())
    assert 'name="loai-an" value="hs" checked' in body
    assert '<option value="tand-kv-1-ha-noi" selected' in body
    assert 'value="abc"' in body
