"""Browse lists, courts, statistics and files for programs."""

import re
from typing import Any
from xml.etree import ElementTree as ET

ATOM = "{http://www.w3.org/2005/Atom}"


def test_home_counts_what_is_there(full: Any) -> None:
    body = " ".join(full.client.get("/").text.split())
    assert "<b>3</b> bản án, quyết định" in body
    assert "<b>2</b> tòa án đã công bố" in body
    assert "Hình sự" in body
    assert 'href="/ban-an?nam=2024"' in body


def test_lists_narrow_by_year_month_case_type_and_court(full: Any) -> None:
    def ids(path: str) -> set[str]:
        return set(re.findall(r'href="/ban-an/(\w{8})"', full.client.get(path).text))

    assert ids("/ban-an") == {"7k3m2q9x", "8a4n5r2y", "9b5p6s3z"}
    assert ids("/ban-an?nam=2024") == {"8a4n5r2y"}
    assert ids("/ban-an?nam=2026&thang=9") == {"7k3m2q9x", "9b5p6s3z"}
    assert ids("/ban-an?loai-an=hs") == {"9b5p6s3z"}
    assert ids("/ban-an?toa=tand-huyen-ba-tri-ben-tre") == {"8a4n5r2y"}
    assert ids("/ban-an?nam=2025") == set()


def test_wrong_choices_of_a_list_are_named(full: Any) -> None:
    for path in ("/ban-an?toa=khong-co", "/ban-an?loai-an=xx", "/ban-an?thang=13"):
        answer = full.client.get(path)
        assert answer.status_code == 400
        assert "Có lỗi trong biểu mẫu" in answer.text


def test_an_ended_court_stays_and_says_what_became_of_it(full: Any) -> None:
    body = full.client.get("/toa-an/tand-huyen-ba-tri-ben-tre").text
    assert "Tòa án này đã kết thúc hoạt động" in body
    assert "30/6/2025" in body
    assert "8a4n5r2y" in body
    assert "Chưa có dữ liệu" in body


def test_courts_are_found_by_an_old_name_without_marks(full: Any) -> None:
    body = full.client.get("/toa-an?ten=huyen+ba+tri").text
    assert "TAND huyện Ba Tri" in body
    assert "TAND khu vực 1 - Hà Nội" not in body
    assert "Không có tòa án nào" in full.client.get("/toa-an?ten=xyzxyz").text
    now = full.client.get("/toa-an?thoi-ky=nay").text
    assert "TAND huyện Ba Tri" not in now


def test_statistics_are_counted_and_drawn(full: Any, page_of: Any) -> None:
    full.withdraw("9b5p6s3z")
    body = full.client.get("/thong-ke").text
    assert "Cổng đang công bố 2 bản án, quyết định." in body
    assert "Đã hạ 1 văn bản." in body
    assert "Trung vị 31 ngày" in body
    assert '<svg class="chart" role="img"' in body
    assert page_of(body).faults == []


def test_the_feed_is_atom_and_tells_the_newest_first(full: Any) -> None:
    feed = ET.fromstring(full.client.get("/feed.atom").data)  # noqa: S314  our own feed
    ids = [entry.findtext(f"{ATOM}id") for entry in feed.iter(f"{ATOM}entry")]
    assert ids == [f"https://congbo.example.vn/ban-an/{one}" for one in ("9b5p6s3z", "8a4n5r2y", "7k3m2q9x")]
    again = full.client.get("/feed.atom", headers={"If-None-Match": full.client.get("/feed.atom").headers["ETag"]})
    assert again.status_code == 304


def test_files_for_programs_are_well_formed(full: Any) -> None:
    for path in ("/sitemap.xml", "/opensearch.xml"):
        ET.fromstring(full.client.get(path).data)  # noqa: S314  our own files
    robots = full.client.get("/robots.txt").text
    assert "Disallow: /tim-kiem\n" in robots
    assert "Sitemap: https://congbo.example.vn/sitemap.xml" in robots
    contact = full.client.get("/.well-known/security.txt").text
    assert "Contact: https://congbo.example.vn/gop-y" in contact
    assert "Expires: 2027-05-22T00:00:00Z" in contact


def test_a_report_names_the_judgment_and_nothing_else_from_the_address(full: Any) -> None:
    body = full.client.get("/gop-y?ban-an=7k3m2q9x&doan=4").text
    assert "<code>7k3m2q9x</code>" in body
    assert "đoạn 4" in body
    assert "&lt;b&gt;" not in full.client.get("/gop-y?ban-an=<b>&doan=x").text
