"""One judgment in all its forms, and what is left when it is gone."""

import re
from typing import Any

import pytest

from portal.public import create_public_app
from records import public
from records.lifecycle import PublicationState

HERE = "/ban-an/7k3m2q9x"


def test_paragraphs_are_numbered_linkable_and_escaped(full: Any) -> None:
    body = full.client.get(HERE).text
    assert re.findall(r'id="d(\d+)"', body) == [str(n) for n in range(1, 11)]
    assert 'href="#d4" aria-label="Liên kết đến đoạn 4">¶4</a>' in body
    assert '<span id="nd2"></span>[2] Về nội dung' in body
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in body
    assert '<a href="#nhan-dinh">Nhận định của Tòa án</a>' in body
    assert "Bản án số" in body
    assert "Bản án số 13/2026/DS-ST ngày 22/9/2026 của TAND khu vực 1 - Hà Nội<span data-cite>" in body
    assert "Thẩm phán Trần Thị Mẫu" in body


def test_hits_are_marked_numbered_and_listed(full: Any) -> None:
    body = full.client.get(f"{HERE}?q=tranh+ch%E1%BA%A5p").text
    assert re.findall(r'<mark id="tu-(\d+)">', body) == ["1", "2", "3", "4", "5"]
    assert '<a href="#tu-5" data-prev>' in re.sub(r"\s+", " ", body)
    assert "Danh sách các chỗ khớp" in body
    assert "<mark" not in full.client.get(f"{HERE}?q=ph%C3%A1+s%E1%BA%A3n").text


def test_a_query_with_a_script_in_it_is_only_text(full: Any) -> None:
    for path in (f"{HERE}?q=<script>alert(1)</script>", "/tim-kiem?q=<script>alert(1)</script> đất"):
        body = full.client.get(path).text
        assert "<script>alert" not in body


def test_an_unchanged_page_is_not_sent_again(full: Any) -> None:
    for path in (HERE, f"{HERE}.json", f"{HERE}.txt", f"{HERE}.pdf", f"{HERE}?q=dat"):
        tag = full.client.get(path).headers["ETag"]
        again = full.client.get(path, headers={"If-None-Match": tag})
        assert again.status_code == 304
        assert again.data == b""
        assert "Content-Security-Policy" in again.headers


def test_files_say_what_they_are(full: Any) -> None:
    pdf = full.client.get(f"{HERE}.pdf")
    assert pdf.data.startswith(b"%PDF-")
    assert pdf.mimetype == "application/pdf"
    assert pdf.headers["Content-Disposition"] == "inline; filename=ban-an-13-2026-DS-ST-7k3m2q9x.pdf"
    text = full.client.get(f"{HERE}.txt")
    assert text.mimetype == "text/plain"
    assert "[¶7] [2] Về nội dung" in text.text
    data = full.client.get(f"{HERE}.json").json
    assert data["id"] == "7k3m2q9x"
    assert data["paragraphs"][6] == {
        "number": 7,
        "text": "[2] Về nội dung: việc tranh chấp đất là có thật.",
        "url": f"https://congbo.example.vn{HERE}?doan=7#d7",
    }
    assert data["pdf"]["url"] == f"https://congbo.example.vn{HERE}.pdf"


def test_a_part_of_a_pdf_can_be_asked_for(full: Any) -> None:
    answer = full.client.get(f"{HERE}.pdf", headers={"Range": "bytes=0-4"})
    assert (answer.status_code, answer.data) == (206, b"%PDF-")


def test_an_upper_case_id_moves_to_its_lower_case(full: Any) -> None:
    for ending in ("", ".pdf", ".json", ".txt"):
        answer = full.client.get(f"/ban-an/7K3M2Q9X{ending}?q=a")
        assert answer.status_code == 301
        assert answer.headers["Location"] == f"/ban-an/7k3m2q9x{ending}?q=a"


@pytest.mark.parametrize("ending", ["", ".pdf", ".json", ".txt"])
def test_a_withdrawn_judgment_is_gone_in_every_form(full: Any, page_of: Any, ending: str) -> None:
    tag = full.client.get(HERE + ending).headers["ETag"]
    full.withdraw("7k3m2q9x")
    answer = full.client.get(HERE + ending, headers={"If-None-Match": tag})
    assert answer.status_code == 410
    assert answer.headers["Cache-Control"] == "public, no-cache"
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert "Set-Cookie" not in answer.headers
    if ending == ".json":
        assert answer.json == {"status": "withdrawn", "withdrawn_on": "2026-11-20", "reason_code": "loi-ma-hoa"}
    else:
        assert page_of(answer.text).faults == []
        assert "lỗi mã hóa đang được sửa" in answer.text.lower()
        assert "20/11/2026" in answer.text
    for gone in ("13/2026", "Tranh chấp", "312 m²"):
        assert gone not in answer.text


def test_a_file_that_goes_while_it_is_asked_for_is_a_tombstone(full: Any, monkeypatch: Any) -> None:
    look, looked = public.find, []

    def then_it_is_withdrawn(store: Any, public_id: str) -> Any:
        found = look(store, public_id)
        if not looked:
            looked.append(public_id)
            full.withdraw(public_id)
            store.files.delete_published(found.pdf_sha256)
        return found

    monkeypatch.setattr(public, "find", then_it_is_withdrawn)
    assert full.client.get("/ban-an/7k3m2q9x.pdf").status_code == 410


def test_a_withdrawn_judgment_is_gone_from_every_list_although_the_index_still_has_it(full: Any) -> None:
    assert "7k3m2q9x" in full.client.get("/tim-kiem?q=tranh+chap").text
    full.withdraw("7k3m2q9x")
    assert "7k3m2q9x" in full.engine.versions()
    for path in (
        "/", "/ban-an", "/toa-an/tand-kv-1-ha-noi", "/tim-kiem?q=tranh+chap", "/tim-kiem?q=13/2026/DS-ST",
        "/feed.atom", "/sitemap.xml", "/api/v1/search?q=tranh+chap", "/api/v1/judgments",
    ):  # fmt: skip
        assert "7k3m2q9x" not in full.client.get(path).text, path
    assert full.client.get("/api/v1/judgments/7k3m2q9x").status_code == 410


def test_a_hidden_judgment_says_so_and_comes_back(full: Any) -> None:
    full.change("7k3m2q9x", PublicationState.HIDDEN)
    answer = full.client.get(HERE)
    assert answer.status_code == 410
    assert "tạm ẩn" in answer.text
    assert full.client.get(f"{HERE}.json").json["status"] == "hidden"
    full.change("7k3m2q9x", PublicationState.PUBLISHED)
    assert full.client.get(HERE).status_code == 200


def test_judgments_are_not_for_web_search_engines_unless_the_settings_say_so(full: Any) -> None:
    for ending in ("", ".pdf", ".json", ".txt"):
        assert full.client.get(HERE + ending).headers["X-Robots-Tag"] == "noindex"
    assert "7k3m2q9x" not in full.client.get("/sitemap.xml").text
    open_settings = full.settings.model_copy(update={"index_judgments": True})
    client = create_public_app(open_settings, full.store, full.engine).test_client()
    assert "X-Robots-Tag" not in client.get(HERE).headers
    assert "/ban-an/7k3m2q9x" in client.get("/sitemap.xml").text


def test_a_very_long_judgment_comes_in_parts_and_a_paragraph_finds_its_part(world: Any, page_of: Any) -> None:
    long = ["NỘI DUNG VỤ ÁN:", *(f"Đoạn dài số {n}. " + "lời khai " * 200 for n in range(60)), "QUYẾT ĐỊNH:", "Xong."]
    world.publish("7k3m2q9x", "13/2026/DS-ST", paragraphs=long)
    first = world.client.get(HERE)
    assert len(first.data) <= 150 * 1024 - 34 * 1024
    assert "Phần 1/3" in first.text
    assert 'id="d63"' not in first.text
    last = world.client.get(f"{HERE}?doan=63")
    assert 'id="d63"' in last.text
    assert page_of(last.text).faults == []
    assert 'id="d63"' in world.client.get(f"{HERE}?phan=3").text
    assert f'href="{HERE}?doan=62#quyet-dinh"' in first.text
    assert "tu-1" in world.client.get(f"{HERE}?q=xong").text


def test_a_corrected_judgment_is_a_new_page_at_once(full: Any) -> None:
    before = full.client.get(HERE)
    full.correct("7k3m2q9x", "Đính chính số thửa đất.", note="Sửa số thửa đất")
    after = full.client.get(HERE, headers={"If-None-Match": before.headers["ETag"]})
    assert after.status_code == 200
    assert "Đính chính số thửa đất." in after.text
    assert "Sửa số thửa đất" in after.text
    assert "Phiên bản 2" in after.text
    assert "Có đính chính" in full.client.get("/tim-kiem?q=13/2026/DS-ST").text
