"""Uploading: several files at once, each answered by its own row, one bad file never stopping the others."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Final

import structlog
from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import FileStorage

from portal.desk import batches
from portal.desk.batches import Answer
from portal.desk.context import acting, desk, signed_in
from portal.desk.entry import UNPROCESSABLE, field_errors
from portal.filters import short_date
from portal.forms import UploadForm
from records import errors
from records.courts import list_courts
from records.desk.queries import BatchLine, upload_batch
from records.desk.receive import receive
from records.lifecycle import DraftState

log = structlog.get_logger()

blueprint = Blueprint("uploads", __name__)

MEGABYTE: Final = 1024 * 1024
WHOLE_FILES: Final = 20
LONGEST_NAME: Final = 200
AT_WORK: Final = frozenset({DraftState.RECEIVED, DraftState.PROCESSING})
# what of a file that was read its uploader is told (the sentences of design/pdf.md section 6)
FLAG_WORDS: Final[Mapping[str, str]] = {
    "REPAIRED": "Tệp có lỗi nhỏ, hệ thống đã tự sửa. Hãy đối chiếu số trang.",
    "SIGNED": "Bản gốc có chữ ký số được lưu nguyên vẹn; bản công bố là bản mới, không mang chữ ký.",
    "ANNOTATIONS": "Tệp có ghi chú; ghi chú không được công bố. Kiểm tra xem có nội dung cần giữ không.",
    **dict.fromkeys(
        ("JAVASCRIPT", "ACTION", "ATTACHMENT", "XFA", "MACROS"),
        "Tệp có mã lệnh/tệp đính kèm; chúng sẽ không được công bố.",
    ),
    "TRACKED_CHANGES": (
        "Tệp Word còn thay đổi chưa được chấp nhận: phần đã xóa bị bỏ, phần thêm vào được giữ. Hãy kiểm tra lại."
    ),
    "PICTURES": "Tệp Word có ảnh lớn hoặc phần nhúng; chữ trong đó không được đọc.",
    "HIDDEN_TEXT": (
        "Có chữ bị che hoặc ẩn. Chữ ẩn không được đưa vào bản công bố. Nếu bạn đã che tay, hãy kiểm tra lại."
    ),
    "OCR": "Có trang là ảnh quét: đã nhận dạng chữ tự động. Hãy đối chiếu các từ tô vàng.",
    "NOT_VIETNAMESE": "Có trang không nhận ra tiếng Việt. Hãy kiểm tra tệp.",
}
REFRESH_SECONDS: Final = 10
BUSY: Final = "Hệ thống chưa nhận được tệp này; lỗi không phải ở tệp. Hãy tải lại tệp sau ít phút."


def request_bytes() -> int:
    """How large one upload may be in all: twenty files of the largest size, so that one too large is still answered."""
    return WHOLE_FILES * desk().settings.upload_mb * MEGABYTE


@dataclass(frozen=True)
class Row:
    """A line of the table of a batch: tone ok, warn, err or work, the words, the link to go on with."""

    file_name: str
    size: int
    pages: int
    tone: str
    words: str
    href: str | None = None
    link: str = ""


@blueprint.route("/tai-len", methods=["GET", "POST"])
def choose() -> ResponseReturnValue:
    """The form; sent, every file gets its answer and the batch its page."""
    form = UploadForm()
    account = signed_in()
    form.toa.choices = _courts(account.court_code)
    faults: list[tuple[str, str]] = []
    if form.validate_on_submit():
        files = [file for file in request.files.getlist("tep") if file.filename]
        if files:
            answers = [_answer_or_fault(file, form.toa.data) for file in files]
            name = batches.save(desk().batches, account.id, answers)
            return redirect(url_for("uploads.batch", name=name), 303)
        faults = [("tep", "Chọn ít nhất một tệp PDF hoặc Word (.docx).")]
    faults = faults or field_errors(form)
    page = render_template(
        "desk/upload.html", form=form, errors=faults, limit=desk().settings.upload_mb, chosen=account.court_code
    )
    return page, UNPROCESSABLE if faults else 200


@blueprint.get("/tai-len/<name>")
def batch(name: str) -> ResponseReturnValue:
    """What became of each file; loads itself again while there is work to be done."""
    answers = batches.load(desk().batches, signed_in().id, name)
    if answers is None:
        abort(404)
    rows = _rows(answers)
    at_work = sum(row.tone == "work" for row in rows)
    return render_template(
        "desk/batch.html",
        rows=rows,
        done=len(rows) - at_work,
        wrong=sum(row.tone == "err" for row in rows),
        refresh=REFRESH_SECONDS if at_work else None,
    )


def _courts(own: str | None) -> list[tuple[str, str]]:
    """The courts one may upload for: the own one, or all for someone who works for all courts."""
    return [(one.code, one.name) for one in list_courts(desk().store) if own in {None, one.code}]


def _file_name(name: str | None) -> str:
    """The last part of the name a browser sent, without control characters, not longer than the records take."""
    last = (name or "").replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(letter for letter in last if letter.isprintable()).strip()[:LONGEST_NAME] or "khong-ten"


def _answer_or_fault(file: FileStorage, court_code: str) -> Answer:
    """The answer of one file; a fault of ours is its answer too, so that those of the other files are not lost."""
    try:
        return _answer(file, court_code)
    except Exception as fault:
        log.exception("upload.failed", kind=type(fault).__name__)
        return Answer(_file_name(file.filename), 0, "fault", BUSY)


def _answer(file: FileStorage, court_code: str) -> Answer:
    """Check one file and receive it; whatever is wrong with it becomes its answer."""
    name = _file_name(file.filename)
    # a Word file that is called .pdf is refused by its name, so the copy keeps the kind of name
    ending = ".pdf" if name.lower().endswith(".pdf") else ".docx"
    with NamedTemporaryFile(prefix=f"banan-{os.getpid()}-", suffix=ending) as copy:
        file.save(copy)
        copy.flush()
        path = Path(copy.name)
        size = path.stat().st_size
        refusal = desk().check_upload(name, path, size)
        if refusal is not None:
            return Answer(name, size, refusal.code, refusal.sentence)
        try:
            got = receive(
                desk().store, acting(), file_name=name, content=path.read_bytes(), court_code=court_code, typed={}
            )
        except errors.Duplicate as twin:
            words = f"Trùng với hồ sơ số {twin.judgment_id} (đã nhận {short_date(twin.received_on)})."
            return Answer(name, size, "duplicate", words, twin.judgment_id)
        except errors.Permanent as error:
            return Answer(name, size, "refused", error.sentence)
    return Answer(name, size, "received", "", got.judgment_id, got.draft_id)


def _rows(answers: Sequence[Answer]) -> list[Row]:
    """The table of a batch: what was answered at once, and for what was received how it goes now."""
    drafts = [answer.draft_id for answer in answers if answer.draft_id is not None]
    lines = {line.draft_id: line for line in upload_batch(desk().store, drafts, acting())}
    return [
        _line_row(answer, lines[answer.draft_id]) if answer.draft_id in lines else _answer_row(answer)
        for answer in answers
    ]


def _answer_row(answer: Answer) -> Row:
    if answer.judgment_id is not None:
        href = url_for("record.summary", number=answer.judgment_id)
        return Row(answer.file_name, answer.size, 0, "warn", answer.sentence, href, "Xem")
    return Row(answer.file_name, answer.size, 0, "err", answer.sentence, url_for("uploads.choose"), "Chọn lại")


def _line_row(answer: Answer, line: BatchLine) -> Row:
    href = url_for("record.summary", number=line.judgment_id)
    day = short_date(line.decided_on) if line.decided_on else None
    named = ", ".join(filter(None, (line.case_number, day)))
    told = [FLAG_WORDS[flag] for flag in line.flags if flag in FLAG_WORDS]
    if line.differs:
        told.append("Thông tin nhập khác thông tin trong văn bản.")
    if line.state in AT_WORK:
        tone, words, link = "work", "Đang đọc và mã hóa…", "Xem"
    elif line.state in {DraftState.FAILED, DraftState.REJECTED}:
        tone, words, link = "err", line.sentence or "Không xử lý được tệp này.", "Xem"
        return Row(answer.file_name, answer.size, line.pages, tone, words, url_for("uploads.choose"), "Chọn lại")
    elif line.state == DraftState.WAITING:
        tone, words, link = "warn", line.sentence or "Đang chờ.", "Xem"
    elif line.closed_hearing:
        tone, words, link = "warn", "Xử kín: không công bố.", "Quyết định"
    else:
        tone, words, link = "warn" if told else "ok", f"Đã nhận: {named or 'chưa đọc được số'}.", "Rà soát"
        href = url_for("review.page", number=line.judgment_id)
    return Row(answer.file_name, answer.size, line.pages, tone, " ".join([words, *told]), href, link)
