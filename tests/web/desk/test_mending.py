"""Differences, hidden words, words in doubt, names and page images on the review page."""

import re
from typing import Any

import pytest

from portal.desk import mending
from records.desk import worker
from records.events import verify


def send(world: Any, record: Any, part: str, **values: Any) -> Any:
    return world.as_("clerk").post(f"{record.path}/ra-soat/{part}", {"revision": record.draft.revision, **values})


def text_of(record: Any) -> str:
    return str(worker.load_source(record.world.store, record.draft_id).text)


def page_of(world: Any, record: Any, query: str = "") -> str:
    answer = world.as_("clerk").get(f"{record.path}/ra-soat{query}")
    assert answer.status_code == 200
    return str(answer.text)


def test_the_panel_says_what_the_judgment_says_and_where(world: Any, record: Any) -> None:
    page = page_of(world, record)
    assert "Bản án nói gì" in page
    assert "?noi=case_number#noi" in page
    assert "khớp" in page
    marked = page_of(world, record, "?noi=case_number")
    assert '<mark class="found" id="noi">41/2026/DS-ST</mark>' in marked
    assert 'id="noi"' not in page_of(world, record, "?noi=nothing")


def test_a_difference_is_settled_by_one_click(world: Any, record: Any) -> None:
    sent = {**record.metadata(so="14/2026/DS-ST"), "revision": record.draft.revision}
    world.as_("clerk").post(record.path + "/ra-soat/thong-tin", sent)
    page = page_of(world, record)
    assert "Lấy theo bản án" in page
    assert "Số trong bản án khác số đã nhập: hãy chọn một." in page
    assert send(world, record, "ban-an-noi", truong="case_number", viec="kept").status_code == 303
    assert "giữ như đã nhập" in page_of(world, record)
    assert record.judgment.case_number == "14/2026/DS-ST"
    assert send(world, record, "ban-an-noi", truong="case_number", viec="read").status_code == 303
    assert record.judgment.case_number == "41/2026/DS-ST"
    assert send(world, record, "ban-an-noi", truong="x", viec="read").status_code == 422
    assert send(world, record, "ban-an-noi", truong="case_number", viec="read").status_code == 404


def test_a_page_of_the_original_is_shown_to_those_who_may_read_it(world: Any, record: Any) -> None:
    before = verify(world.store, "views").count
    answer = world.as_("clerk").get(record.path + "/trang/1")
    assert (answer.status_code, answer.mimetype, answer.data) == (200, "image/jpeg", b"JPEG 1")
    assert answer.headers["Cache-Control"] == "no-store"
    assert verify(world.store, "views").count == before + 1
    assert world.as_("clerk").get(record.path + "/trang/2").status_code == 404
    assert world.as_("stranger").get(record.path + "/trang/1").status_code == 403
    assert world.as_("admin").get(record.path + "/trang/1").status_code == 403
    assert f'src="/noi-bo{record.path}/trang/1"' in page_of(world, record)


def test_the_original_is_saved_under_the_number_of_its_record(world: Any, record: Any) -> None:
    before = verify(world.store, "views").count
    address = record.path + "/tep-goc"
    answer = world.as_("clerk").get(address)
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    assert answer.data.startswith(b"%PDF")
    number = record.path.rpartition("/")[2]
    assert answer.headers["Content-Disposition"] == f"attachment; filename=ho-so-{number}.pdf"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"
    assert verify(world.store, "views").count == before + 1
    for who in ("stranger", "admin"):
        assert world.as_(who).get(address).status_code == 403
    assert f'href="/noi-bo{address}"' in page_of(world, record)


def test_a_word_file_is_saved_as_one(world: Any, record: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mending, "whole_original", lambda *_: b"PK\3\4 ...")
    answer = world.as_("clerk").get(record.path + "/tep-goc")
    assert answer.mimetype == "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    assert answer.headers["Content-Disposition"].endswith(".docx")


def test_hidden_words_stand_apart_and_are_decided(world: Any, record: Any) -> None:
    page = page_of(world, record)
    assert "1: 2 từ ẩn" in page
    assert "chữ cùng màu với nền" in page
    assert "chữ trắng" not in page.partition('id="khung-danh-sach"')[0]
    assert send(world, record, "chu-an", nhom=0, viec="belongs").status_code == 303
    assert "cần tệp khác" in page_of(world, record)
    assert record.draft.hidden_open == 1
    assert send(world, record, "chu-an", nhom=0, viec="drop").status_code == 303
    assert record.draft.hidden_open == 0
    assert send(world, record, "chu-an", nhom=7, viec="drop").status_code == 404
    assert send(world, record, "chu-an", nhom=0, viec="x").status_code == 422


def test_words_in_doubt_are_marked_and_kept_or_changed(world: Any, scan: Any) -> None:
    page = page_of(world, scan)
    assert '<mark class="doubt" id="n1">Hoa</mark>' in page
    assert "cách đọc khác: <b>Hòa</b>" in page
    assert send(world, scan, "tu-ngo", muc=1, viec="other").status_code == 303
    assert "Trần Thị Hòa" in text_of(scan)
    page = page_of(world, scan)
    assert "“Hoa” → <b>“Hòa”</b>" in page
    assert 'id="n1"' not in page
    assert send(world, scan, "sua-chu/hoan-tac", so=1).status_code == 303
    assert "Trần Thị Hoa" in text_of(scan)
    assert send(world, scan, "tu-ngo", muc=1, viec="type", chu="Hoà").status_code == 303
    assert send(world, scan, "tu-ngo", muc=0, viec="keep").status_code == 303
    assert "Không còn từ nào phải xem" in page_of(world, scan)


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"muc": 0, "viec": "other"}, 422),
        ({"muc": 0, "viec": "type", "chu": " "}, 422),
        ({"muc": 9, "viec": "keep"}, 422),
        ({"muc": 0, "viec": "burn"}, 422),
    ],
)
def test_a_forged_word_is_refused(world: Any, scan: Any, sent: dict[str, Any], status: int) -> None:
    assert send(world, scan, "tu-ngo", **sent).status_code == status


def test_the_rest_is_kept_at_once_and_the_scan_compared(world: Any, scan: Any) -> None:
    assert "Bản quét: chưa đối chiếu" in page_of(world, scan)
    assert send(world, scan, "tu-ngo/con-lai").status_code == 303
    assert send(world, scan, "ban-quet").status_code == 303
    page = page_of(world, scan)
    assert "Bản quét: đã đối chiếu" in page
    assert send(world, scan, "tu-ngo/con-lai").status_code == 404
    assert scan.draft.hidden_open == 1  # the hidden words


def test_names_are_put_right_by_the_confirmed_list(world: Any, scan: Any) -> None:
    path = "theo-danh-sach"
    clerk = world.as_("clerk")
    assert "Hãy xác nhận danh sách đương sự trước." in clerk.get(f"{scan.path}/ra-soat/{path}").text
    sent = {"doi_chieu": "y", "ten-0": "Nguyễn Văn Khái", "ten-moi": "Trần Thị Hòa"}
    assert send(world, scan, "duong-su", **sent).status_code == 303
    assert scan.judgment.parties_confirmed
    page = clerk.get(f"{scan.path}/ra-soat/{path}").text
    assert "<del>Nguyễn Văn Khải</del> <ins>Nguyễn Văn Khái</ins>" in page
    assert "<b>Nguyễn Văn Khái</b> 1" in page
    spans = re.findall(r'name="cho"\s+value="(\d+-\d+)"\s+checked', page)
    assert len(spans) == 4  # both names in full and after a title
    assert send(world, scan, path).status_code == 422
    assert send(world, scan, path, cho=spans).status_code == 303
    assert "ông Khái cho bà Hòa vay" in text_of(scan).replace("Ông", "ông")
    assert "Không còn chỗ nào" in clerk.get(f"{scan.path}/ra-soat/{path}").text
    assert send(world, scan, "sua-chu/hoan-tac", so=1).status_code == 303
    assert "Nguyễn Văn Khải" in text_of(scan)


def test_an_auditor_reads_and_decides_nothing(world: Any, scan: Any) -> None:
    page = world.as_("auditor").get(scan.path + "/ra-soat").text
    assert "cách đọc khác" in page
    assert "/ra-soat/tu-ngo" not in page
    assert "Lấy theo bản án" not in page
