"""Uploading: every file its own answer, bad ones among good ones, twins, limits, names that stay private."""

import json
import os
from dataclasses import replace
from io import BytesIO
from typing import Any

from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from portal.desk import batches
from records import jobs
from records.desk import worker


def files(*pairs: tuple[bytes, str]) -> list[FileStorage]:
    return [FileStorage(BytesIO(content), filename=name) for content, name in pairs]


def send(world: Any, *pairs: tuple[bytes, str], who: str = "clerk", court: str | None = None) -> Any:
    browser = world.as_(who)
    data = {"csrf_token": browser.token(), "toa": court or world.court, "tep": files(*pairs)}
    boundary, body = encode_multipart(data)  # the client's own way leaves its temporary file to the collector
    return browser.client.post("/noi-bo/tai-len", data=body, content_type=f'multipart/form-data; boundary="{boundary}"')


def follow(world: Any, answer: Any, who: str = "clerk") -> str:
    assert answer.status_code == 303, answer.text
    return str(world.as_(who).client.get(answer.location).text)


def test_each_file_gets_its_answer_and_bad_ones_stop_no_other(world: Any) -> None:
    page = follow(
        world,
        send(
            world,
            (b"%PDF-1.7 a", "mot.pdf"),
            (b"", "rong.pdf"),
            (b"PK word", "word.pdf"),
            (b"%PDF-" + b"x" * (3 * 1024 * 1024), "to.pdf"),
            (b"%PDF-1.7 a", "mot-lan-nua.pdf"),
            (b"%PDF-1.7 b", "hai.pdf"),
        ),
    )
    assert "Tệp rỗng (0 byte). Hãy chọn lại tệp." in page
    assert "Tệp này không phải PDF (có vẻ là tệp Word)." in page
    assert "Tệp lớn hơn 2 MB." in page
    assert "Trùng với hồ sơ số 1 (đã nhận 23/11/2026)." in page
    assert page.count("Đang đọc và mã hóa…") == 2
    assert "Đã xong 4/6 tệp" in page
    assert 'http-equiv="refresh"' in page
    order = ["mot.pdf", "rong.pdf", "word.pdf", "to.pdf", "mot-lan-nua.pdf", "hai.pdf"]
    assert [page.index(f"<code>{name}</code>") for name in order] == sorted(
        page.index(f"<code>{name}</code>") for name in order
    )


def test_the_batch_shows_what_became_of_the_files(world: Any, record: Any) -> None:
    answer = send(world, (b"%PDF-1.7 c", "ba.pdf"))
    record.draft_id = 2
    record.work()
    page = follow(world, answer)
    assert "Đã nhận: 41/2026/DS-ST, 2/10/2026." in page
    assert "Bản gốc có chữ ký số được lưu nguyên vẹn" in page
    assert "1 trang" in page
    assert "http-equiv" not in page


def test_a_file_that_failed_later_shows_its_sentence(world: Any) -> None:
    answer = send(world, (b"%PDF-1.7 hong", "hong.pdf"))
    world.clock.pass_time(seconds=1)
    job = jobs.claim(world.store, "w")
    worker.begin_step(world.store, job)
    worker.fail(world.store, job, "ENCRYPTED", "Tệp có mật khẩu mở. Hãy bỏ mật khẩu rồi tải lên lại.")
    assert "Tệp có mật khẩu mở." in follow(world, answer)
    summary = world.as_("clerk").get("/ho-so/1").text
    assert "Lỗi tệp" in summary
    assert "Tệp có mật khẩu mở." in summary


def test_a_batch_belongs_to_its_uploader_for_a_day(world: Any) -> None:
    answer = send(world, (b"%PDF-1.7 d", "rieng.pdf"))
    path = answer.location.removeprefix("/noi-bo")
    assert world.as_("second").get(path).status_code == 404
    assert world.as_("clerk").get("/tai-len/" + "x" * 16).status_code == 404
    assert world.as_("clerk").get("/tai-len/..%2f..%2fetc").status_code == 404
    assert "rieng" not in path


def test_a_batch_lies_encrypted_and_is_swept_after_a_day(world: Any) -> None:
    send(world, (b"%PDF-1.7 e", "ten-nguoi.pdf"))
    (kept,) = (world.folder / "batches").iterdir()
    assert b"ten-nguoi" not in kept.read_bytes()
    os.utime(kept, (0, 0))
    other = batches.open_batches(world.folder / "batches", "another secret")
    name = batches.save(other, 1, [])
    assert not kept.exists()
    own = batches.open_batches(world.folder / "batches", world.settings.secret_key)
    assert batches.load(own, 1, name) is None
    assert batches.load(other, 2, name) is None
    assert batches.load(other, 1, name) == []


def test_no_file_and_a_foreign_court_are_said_in_the_form(world: Any) -> None:
    none = world.as_("clerk").post("/tai-len", {"toa": world.court})
    assert none.status_code == 422
    assert "Chọn ít nhất một tệp PDF hoặc Word (.docx)." in none.text
    foreign = send(world, (b"%PDF-1.7 f", "f.pdf"), court=world.other_court)
    assert foreign.status_code == 422
    assert "Chọn một mục trong danh sách." in foreign.text


def test_the_own_court_is_chosen_and_the_only_one(world: Any) -> None:
    page = world.as_("clerk").get("/tai-len").text
    assert f'<option value="{world.court}" selected>' in page
    assert world.other_court not in page
    assert "Mỗi tệp không quá 2 MB" in page


def test_a_whole_request_that_is_too_large_is_told_so(world: Any) -> None:
    browser = world.as_("clerk")
    token = browser.token()
    answer = browser.client.post(
        "/noi-bo/tai-len",
        data=b"x",
        headers={"Content-Type": "multipart/form-data; boundary=b", "X-CSRFToken": token},
        environ_overrides={"CONTENT_LENGTH": str(1 << 40)},
    )
    assert answer.status_code == 413
    assert "Cả lần tải lên" in answer.text


def test_a_large_body_elsewhere_is_refused(world: Any) -> None:
    browser = world.as_("clerk")
    data = {"csrf_token": browser.token(), "ly_do": "x" * (3 * 1024 * 1024)}
    assert browser.client.post("/noi-bo/dang-xuat", data=data).status_code == 413


def test_the_file_name_is_reduced_to_its_last_part(world: Any, capsys: Any) -> None:
    page = follow(world, send(world, (b"%PDF-1.7 g", "../../Nguyễn Văn Mẫu.pdf"), (b"%PDF-1.7 h", "x" * 500 + ".pdf")))
    assert "<code>Nguyễn Văn Mẫu.pdf</code>" in page, page.partition("<tbody>")[2][:1500]
    assert "x" * 201 not in page
    logged = capsys.readouterr()
    assert "Nguyễn" not in logged.out + logged.err
    assert json.dumps("Nguyễn") not in logged.out + logged.err


def test_a_fault_of_ours_loses_no_other_file(world: Any, monkeypatch: Any) -> None:
    def busy(name: str, path: Any, size: int) -> None:
        if name == "ban.pdf":
            raise OSError(path, size)

    held = world.app.extensions["banan-desk"]
    monkeypatch.setitem(world.app.extensions, "banan-desk", replace(held, check_upload=busy))
    page = follow(world, send(world, (b"%PDF-1.7 i", "ban.pdf"), (b"%PDF-1.7 j", "tot.pdf")))
    assert "Hệ thống chưa nhận được tệp này" in page
    assert page.count("Đang đọc và mã hóa…") == 1
