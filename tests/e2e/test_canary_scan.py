"""The scan itself must see what it is there to see."""

import io
from datetime import date
from pathlib import Path

import flask
import pikepdf
import pytest

from indexer.render import PrintDocument, render_pdf
from tests.e2e.canary_scan import Hit, canaries, scan_bytes, scan_folder, scan_log, scan_pdf, scan_site, scan_text

NAMES = ["Trịnh Thị Ngọc Mai", "Đỗ Hữu Phước"]
WANTED = canaries(NAMES)


@pytest.mark.parametrize(
    "text",
    [
        "bà Trịnh Thị Ngọc Mai trình bày",
        "TRINH THI NGOC MAI",
        "trịnh thị\nngọc  mai",
        "trinh-thi-ngoc-mai.pdf",
        "trinhthingocmai@vidu.vn",
        "Tri\u0323nh Thi\u0323 Ngo\u0323c Mai",
        "Trịnh\u200b Thị Ng\u00adọc Mai",
    ],
)
def test_a_name_is_seen_with_and_without_marks_case_and_separators(text: str) -> None:
    assert scan_text("trang", text, WANTED) == [Hit("trang", 0)]


@pytest.mark.parametrize("text", ["bà Trịnh Thị Ngọc M", "ông Đỗ Hữu P hước", "Đỗ Hữu Phước1", ""])
def test_a_code_or_another_word_is_no_name(text: str) -> None:
    assert scan_text("trang", text, WANTED) == []


def test_without_names_nothing_is_found() -> None:
    assert scan_text("trang", "Trịnh Thị Ngọc Mai", canaries([])) == []
    assert scan_text("trang", "Mai", canaries(["Mai"])) == []


@pytest.mark.parametrize("code", ["utf-8", "utf-16-be", "utf-16-le"])
def test_a_name_is_seen_in_bytes_of_any_encoding_and_at_odd_places(code: str) -> None:
    for start in (b"\0\1", b"\0\1\2"):
        assert scan_bytes("tệp", start + "ông Đỗ Hữu Phước,".encode(code), WANTED) == [Hit("tệp", 1)]


def test_a_name_is_seen_in_files_of_a_folder_and_in_their_names(tmp_path: Path) -> None:
    (tmp_path / "index").mkdir()
    (tmp_path / "index" / "seg").write_bytes(b"\xff\xfe do huu phuoc \x00")
    (tmp_path / "index" / "do-huu-phuoc").mkdir()
    assert scan_folder(tmp_path / "index", WANTED) == [Hit("file name", 1), Hit("index/seg", 1)]


def test_a_name_is_seen_in_a_log_entry() -> None:
    assert scan_log([{"event": "job.failed", "detail": ["Đỗ Hữu Phước"]}], WANTED) == [Hit("log", 1)]


def _pdf(paragraph: str) -> bytes:
    return render_pdf(
        PrintDocument(
            title="Bản án 1/2026/DS-ST",
            court="TAND tỉnh A",
            case_number="1/2026/DS-ST",
            decided_on=date(2026, 1, 2),
            public_url="http://127.0.0.1/ban-an/abcd1234",
            public_id="abcd1234",
            version=1,
            published_on=date(2026, 3, 4),
            paragraphs=(paragraph,),
        )
    )


def test_a_name_is_seen_in_the_text_the_metadata_and_a_stream_of_a_pdf() -> None:
    assert scan_pdf("tệp", _pdf("Ông Đỗ Hữu P trình bày."), WANTED) == []
    assert {hit.number for hit in scan_pdf("tệp", _pdf("Ông Đỗ Hữu Phước trình bày."), WANTED)} == {1}
    with pikepdf.open(io.BytesIO(_pdf("Ông Đỗ Hữu P trình bày."))) as document:
        document.docinfo["/Subject"] = "Trịnh Thị Ngọc Mai"
        stream = document.make_stream("Đỗ Hữu Phước".encode("utf-16-be"))
        document.Root.PieceInfo = document.make_indirect(pikepdf.Dictionary(Old=stream))
        changed = io.BytesIO()
        document.save(changed, compress_streams=True, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    assert {hit.number for hit in scan_pdf("tệp", changed.getvalue(), WANTED)} == {0, 1}


def test_the_walk_reads_pages_formats_and_feeds_that_are_linked() -> None:
    app = flask.Flask("invented")
    pages = {
        "/": ("text/html", '<a href="/ban-an/abcd1234?doan=3#d3">1</a><a href="https://example.org/">2</a>'),
        "/ban-an/abcd1234": ("text/html", "<p>Đỗ <mark>Hữu</mark> P</p>"),
        "/ban-an/abcd1234.json": ("application/json", '{"text": "\\u0110\\u1ed7 H\\u1eefu Ph\\u01b0\\u1edbc"}'),
        "/sitemap.xml": ("application/xml", "<loc>http://localhost/ban-an?trang=2</loc>"),
        "/ban-an": ("text/html", "Đỗ Hữu <b>Ph</b>ước"),
    }

    @app.get("/", defaults={"path": ""})
    @app.get("/<path:path>")
    def page(path: str) -> flask.Response:
        kind, body = pages.get(f"/{path}", ("text/plain", "không có"))
        return flask.Response(body, mimetype=kind)

    hits, read = scan_site(app.test_client(), WANTED, starts=["/", "/sitemap.xml"])
    assert {hit.place for hit in hits} == {"/ban-an/abcd1234.json", "/ban-an?trang=2"}
    assert "/ban-an/abcd1234?doan=3" in read
    assert len(read) == len(set(read))
