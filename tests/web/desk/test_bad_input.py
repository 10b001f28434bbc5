"""Every kind of bad input (design/pdf.md section 6) through the three doors: the same code and sentence at each."""

import io
import json
import random
import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from click.testing import CliRunner
from pikepdf import Array, Dictionary, Name, Stream
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

import cli
from indexer.context import Context
from indexer.extract import Limits
from indexer.extract.messages import sentence
from indexer.ingest import ingest_paths
from indexer.receive import checked_upload
from portal.desk.context import EXTENSION
from search.engine import open_engine
from tests.pdfs import hostile, make
from tests.web.desk.world import settings_at

LIMITS = Limits()
SHEET = make.Sheet(hostile.LINES)
NOISE = random.Random(1).randbytes(4000)  # noqa: S311  no secret


def pdf(change: Callable[[pikepdf.Pdf], None] | None = None, sheets: int = 1, **save: Any) -> bytes:
    return make.pdf([SHEET] * sheets, change, **save)


def entry(**entries: Any) -> bytes:
    """A page in a file whose catalogue has these entries."""

    def change(made: pikepdf.Pdf) -> None:
        for name, value in entries.items():
            made.Root[Name("/" + name)] = made.make_indirect(value)

    return pdf(change)


def contents(data: bytes, **entries: Any) -> bytes:
    def change(made: pikepdf.Pdf) -> None:
        made.pages[0].Contents = Stream(made, data, **entries)

    return pdf(change)


def huge_image(made: pikepdf.Pdf) -> None:
    image = Stream(made, b"\0", Subtype=Name.Image, Width=30_000, Height=30_000)
    made.pages[0].Resources = Dictionary(XObject=Dictionary(Im=made.make_indirect(image)))


def nested(made: pikepdf.Pdf) -> None:
    form = None
    for _ in range(5):
        stream = Stream(made, b" /Fm Do" * 10, Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 9, 9]))
        if form is not None:
            stream.Resources = Dictionary(XObject=Dictionary(Fm=form))
        form = made.make_indirect(stream)
    made.pages[0].Resources = Dictionary(XObject=Dictionary(Fm=form))


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1500)
SOUND = pdf(sheets=12)

# name of the file, its content, the code, words of the sentence
REFUSED: dict[str, tuple[bytes | Callable[[], bytes], str, str]] = {
    "word.pdf": (b"PK\3\4 [Content_Types].xml word/document.xml", "NOT_PDF", "có vẻ là tệp Word"),
    "anh.pdf": (b"\xff\xd8\xff\xe0 JFIF", "NOT_PDF", "có vẻ là ảnh"),
    "trang.pdf": (b"<!doctype html><title>404</title>", "NOT_PDF", "có vẻ là trang web"),
    "chu.pdf": ("Bản án số 17".encode(), "NOT_PDF", "có vẻ là tệp văn bản thuần"),
    "cu.doc": (OLE, "NOT_PDF", "Tệp này là tệp Word cũ (.doc). Hãy lưu lại thành .docx hoặc PDF"),
    "cu-khac.pdf": (OLE + "WordDocument".encode("utf-16-le"), "NOT_PDF", "tệp Word cũ (.doc)"),
    "rong.pdf": (b"", "EMPTY", "Tệp rỗng (0 byte). Hãy chọn lại tệp."),
    "to.pdf": (lambda: b"%PDF-1.7" + bytes(51 << 20), "TOO_BIG", "Tệp lớn hơn 50 MB. Hãy nén hoặc tách tệp"),
    "cut.pdf": (SOUND[: len(SOUND) * 6 // 10], "DAMAGED", "Tệp PDF bị hỏng hoặc tải lên chưa xong."),
    "nhieu.pdf": (NOISE, "DAMAGED", "Tệp PDF bị hỏng"),
    "nhieu-2.pdf": (b"%PDF-1.7\n" + NOISE, "DAMAGED", "Tệp PDF bị hỏng"),
    "khong-trang.pdf": (make.pdf([]), "ZERO_PAGES", "Tệp PDF không có trang nào."),
    "khoa.pdf": (pdf(encryption=pikepdf.Encryption(user="a", owner="b")), "ENCRYPTED", "Không gửi mật khẩu"),
    "dai.pdf": (lambda: make.pdf([make.Sheet()] * 2000), "TOO_MANY_PAGES", "Tệp có 2.000 trang, giới hạn là 500."),
    "bom.pdf": (
        lambda: contents(zlib.compress(zlib.compress(bytes(80 << 20))), Filter=Array([Name.FlateDecode] * 2)),
        "BOMB_STREAM",
        "Tệp quá phức tạp để xử lý an toàn",
    ),
    "long.pdf": (pdf(nested), "TOO_COMPLEX", "Tệp quá phức tạp để xử lý an toàn (trang 1)."),
    "doi-tuong.pdf": (hostile._many_objects, "TOO_COMPLEX", "Tệp quá phức tạp để xử lý an toàn."),
    "cay.pdf": (hostile._deep_tree, "DAMAGED", "Tệp PDF bị hỏng"),
    "kho.pdf": (make.pdf([make.Sheet(size=(14400, 14400))]), "PAGE_SIZE", "Trang 1 có khổ giấy bất thường (5.080 ×"),
    "anh-lon.pdf": (pdf(huge_image), "IMAGE_TOO_BIG", "Ảnh ở trang 1 quá lớn. Hãy quét lại ở 300 dpi."),
    "bo-suu-tap.pdf": (entry(Collection=Dictionary()), "PORTFOLIO", "Đây là bộ sưu tập PDF."),
}
ACTIVE = "Tệp có mã lệnh/tệp đính kèm; chúng sẽ không được công bố."
# name of the file, its content, the flag, words of the sentence (None: noted in the record only)
TAKEN: dict[str, tuple[bytes, str, str | None]] = {
    "thieu-cuoi.pdf": (SOUND[: SOUND.rindex(b"xref\n0")], "REPAIRED", "Tệp có lỗi nhỏ, hệ thống đã tự sửa."),
    "vong.pdf": (hostile._looped_xref(), "REPAIRED", "Hãy đối chiếu số trang."),
    "chu-so-huu.pdf": (pdf(encryption=pikepdf.Encryption(user="", owner="b")), "OWNER_LOCKED", None),
    "ma-lenh.pdf": (entry(OpenAction=Dictionary(S=Name.JavaScript, JS=pikepdf.String("x"))), "JAVASCRIPT", ACTIVE),
    "chay.pdf": (entry(OpenAction=Dictionary(S=Name.Launch)), "ACTION", ACTIVE),
    "kem.pdf": (entry(AF=Array([Dictionary(Type=Name.Filespec)])), "ATTACHMENT", ACTIVE),
    "xfa.pdf": (entry(AcroForm=Dictionary(XFA=pikepdf.String("x"))), "XFA", ACTIVE),
    "ky.pdf": (hostile.BAD["29 signature field"][0](), "SIGNED", "Bản gốc có chữ ký số được lưu nguyên vẹn"),
    "ghi-chu.pdf": (hostile.HIDDEN["under a note"], "ANNOTATIONS", "Tệp có ghi chú; ghi chú không được công bố."),
    "an.pdf": (hostile.HIDDEN["white"], "HIDDEN_TEXT", "Trang 1 có chữ bị che hoặc ẩn."),
    "che.pdf": (hostile.HIDDEN["under a black box"], "HIDDEN_TEXT", "Nếu bạn đã che tay, hãy kiểm tra lại."),
    "trang-thai-cu.pdf": (SOUND + b"\n" + SOUND[SOUND.rindex(b"startxref") :], "REVISIONS", None),
    "hinh-trang-den.pdf": (hostile.SEEN["white on a black box"], "", None),
    "trang-trong.pdf": (make.pdf([make.Sheet()]), "", None),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("bad")
    for name, (content, _, _) in (REFUSED | TAKEN).items():
        (made / name).write_bytes(content() if callable(content) else content)
    return made


@pytest.mark.parametrize("name", REFUSED)
def test_extract_refuses_with_code_sentence_and_exit_3(folder: Path, name: str) -> None:
    _, code, words = REFUSED[name]
    done = CliRunner().invoke(cli.main, ["extract", str(folder / name)])
    found = json.loads(done.stdout)
    assert (done.exit_code, found["verdict"], found["code"]) == (3, "refused", code)
    assert words in found["message"]


@pytest.mark.parametrize("name", TAKEN)
def test_extract_takes_with_flag_and_sentence(folder: Path, name: str) -> None:
    _, flag, words = TAKEN[name]
    done = CliRunner().invoke(cli.main, ["extract", str(folder / name)])
    found = json.loads(done.stdout)
    assert (done.exit_code, found["verdict"], found["code"]) == (0, "ok", "OK")
    assert flag in found["flags"] if flag else found["flags"] == []
    assert words in found["message"] if words else found["message"] is None


def test_ingest_answers_every_file_with_the_same_sentences(world: Any, folder: Path) -> None:
    context = Context(world.store, open_engine(f"tantivy:{world.folder / 'index'}"), "http://127.0.0.1:8000")
    try:
        paths = [folder / name for name in REFUSED | TAKEN]
        lines = list(ingest_paths(context, paths, court_code=world.court))
    finally:
        context.engine.close()
    for name, line in zip(REFUSED | TAKEN, lines, strict=True):
        assert line.sentence.startswith(f"{name}: ")
        assert line.received == (name in TAKEN), line.sentence
        assert (REFUSED[name][2] if name in REFUSED else "đã nhận") in line.sentence


def test_the_upload_page_answers_every_file_with_the_same_sentences(world: Any, folder: Path) -> None:
    desk = world.app.extensions[EXTENSION]
    world.app.extensions[EXTENSION] = replace(
        desk,
        check_upload=lambda name, path, size: checked_upload(name, path, size, LIMITS),
        settings=settings_at(world.folder, upload_mb=50),
    )
    browser = world.as_("clerk")
    names = [name for name in REFUSED | TAKEN if name != "to.pdf"]
    for some in (names[:18], names[18:], ["to.pdf"]):
        sent = [FileStorage(io.BytesIO((folder / name).read_bytes()), filename=name) for name in some]
        data = {"csrf_token": browser.token(), "toa": world.court, "tep": sent}
        boundary, body = encode_multipart(data)
        kind = f'multipart/form-data; boundary="{boundary}"'
        answer = browser.client.post("/noi-bo/tai-len", data=body, content_type=kind)
        assert answer.status_code == 303, answer.text
        rows = browser.client.get(answer.location).text.split("<code>")[1:]
        for name, row in zip(some, rows, strict=True):
            assert row.startswith(f"{name}</code>")
            assert (REFUSED[name][2] if name in REFUSED else "Đang đọc và mã hóa") in row, name


@pytest.mark.parametrize("name", REFUSED)
def test_every_refusal_has_its_english_sentence(name: str) -> None:
    _, code, words = REFUSED[name]
    facts = {"limit": 50, "count": 2000, "page": 1, "width": 5080, "height": 5080, "seen": "image"}
    english = sentence(code, "en", **facts)
    assert english.isascii() or "×" in english
    assert english.endswith(".")
    assert words not in english
