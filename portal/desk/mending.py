"""Where the record, the text and the scan are put right: differences, hidden words, words in doubt, names, pages."""

import re

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.desk import doubts, pages
from portal.desk.context import acting, desk
from portal.desk.pieces import place
from portal.desk.review import refused, told
from portal.desk.rows import paragraph_of
from portal.forms import CorrectionForm, DoubtForm, HiddenForm, NamesForm, PartiesForm, RevisionForm, SettleForm
from records.desk import corrections, evidence, looking
from records.desk import review as desk_review
from records.desk.record import page_original, whole_original
from records.desk.shifting import Change
from records.desk.views import RecordView

blueprint = Blueprint("mending", __name__, url_prefix="/ho-so/<int:number>")

AGAIN = "Đã sửa. Hệ thống đang đọc lại văn bản và tạo bản nháp mới."
SAVED = "Đã lưu."
MOST_PARTIES = 200
PDF = ("application/pdf", ".pdf")
WORD = ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".docx")
ZIP = b"PK\3\4"
"""How a Word file begins; also one with macros is sent as .docx, under which name Word runs none."""


def _view(number: int) -> RecordView:
    return desk_review.record_view(desk().store, acting(), number)


def _back(number: int, anchor: str, message: str) -> ResponseReturnValue:
    flash(message)
    return redirect(url_for("review.page", number=number) + f"#{anchor}", 303)


@blueprint.get("/trang/<int:page>")
def picture(number: int, page: int) -> ResponseReturnValue:
    """One page of the original, drawn now and kept nowhere; the look is an event."""
    content = page_original(desk().store, acting(), number, page)
    image = desk().page_image(content, page)
    if image is None:
        abort(404)
    return Response(image, mimetype="image/jpeg")


@blueprint.get("/tep-goc")
def original(number: int) -> ResponseReturnValue:
    """The file as it was received, to be saved under the number of its record; the look is an event."""
    content = whole_original(desk().store, acting(), number)
    kind, ending = WORD if content.startswith(ZIP) else PDF
    answer = Response(content, mimetype=kind)
    answer.headers.set("Content-Disposition", "attachment", filename=f"ho-so-{number}{ending}")
    return answer


@blueprint.post("/ra-soat/ban-an-noi")
def settle(number: int) -> ResponseReturnValue:
    """Take the text's value of a field, or say that the record's stays."""
    form = SettleForm()
    if wrong := told(form, number):
        return wrong
    name, choice = form.truong.data, form.viec.data
    draft_id = _view(number).draft.id
    evidence.settle_difference(desk().store, acting(), draft_id, name, choice, revision=form.revision.data)
    if name == "court_code" and choice == "read":
        flash("Hồ sơ đã chuyển sang tòa án ghi trong bản án.")
        return redirect(url_for("lists.dashboard"), 303)
    return _back(number, "ban-an-noi", SAVED)


@blueprint.post("/ra-soat/chu-an")
def hidden(number: int) -> ResponseReturnValue:
    """Say whether hidden words belong to the judgment."""
    form = HiddenForm()
    if wrong := told(form, number):
        return wrong
    draft_id = _view(number).draft.id
    looking.decide_hidden(desk().store, acting(), draft_id, form.nhom.data, form.viec.data, revision=form.revision.data)
    return _back(number, "chu-an", SAVED)


@blueprint.post("/ra-soat/ban-quet")
def scan(number: int) -> ResponseReturnValue:
    """Note that the text of the scan was compared with its pages."""
    form = RevisionForm()
    if wrong := told(form, number):
        return wrong
    looking.compare_scan(desk().store, acting(), _view(number).draft.id, revision=form.revision.data)
    return _back(number, "tu-ngo", SAVED)


@blueprint.post("/ra-soat/tu-ngo")
def doubt(number: int) -> ResponseReturnValue:
    """Keep a word as it was read, take the other reading, or put in what a person typed."""
    form = DoubtForm()
    if wrong := told(form, number):
        return wrong
    view, index = _view(number), form.muc.data
    words = view.source.doubtful
    if index >= len(words):
        return refused(number, ["Không có từ còn ngờ này."])
    store, actor, revision, word = desk().store, acting(), form.revision.data, words[index]
    if form.viec.data == "keep":
        looking.keep_words(store, actor, view.draft.id, [index], revision=revision)
        return _back(number, "tu-ngo", SAVED)
    new = word.get("other") if form.viec.data == "other" else form.chu.data
    if not new:
        return refused(number, ["Nhập chữ đúng như trong ảnh trang."])
    change = Change(int(word["start"]), int(word["end"]), str(new))
    corrections.correct(store, actor, view.draft.id, [change], revision=revision)
    return _back(number, "tu-ngo", AGAIN)


@blueprint.post("/ra-soat/tu-ngo/con-lai")
def keep_rest(number: int) -> ResponseReturnValue:
    """Say that all words still in doubt were compared with the pages and are right."""
    form = RevisionForm()
    if wrong := told(form, number):
        return wrong
    view = _view(number)
    left = [index for index, word in enumerate(view.source.doubtful) if not word.get("settled")]
    looking.keep_words(desk().store, acting(), view.draft.id, left, revision=form.revision.data)
    return _back(number, "tu-ngo", SAVED)


@blueprint.post("/ra-soat/sua-chu/hoan-tac")
def undo(number: int) -> ResponseReturnValue:
    """Take a correction back."""
    form = CorrectionForm()
    if wrong := told(form, number):
        return wrong
    draft_id = _view(number).draft.id
    corrections.undo(desk().store, acting(), draft_id, form.so.data, revision=form.revision.data)
    return _back(number, "tu-ngo", AGAIN)


@blueprint.post("/ra-soat/duong-su")
def parties(number: int) -> ResponseReturnValue:
    """Confirm the parties with their names as a person put them right, or take the confirmation back."""
    form = PartiesForm()
    if wrong := told(form, number):
        return wrong
    store, actor, revision = desk().store, acting(), form.revision.data
    if not form.doi_chieu.data:
        desk_review.save_metadata(store, actor, number, {"parties_confirmed": False}, revision=revision)
        return _back(number, "nguoi", SAVED)
    view = _view(number)
    named = [{**party, "name": _name(index, party)} for index, party in enumerate(view.source.parties)]
    added = " ".join(request.form.get("ten-moi", "").split())[:200]
    if added:
        named.append({"role": "other", "name": added, "added": True})
    desk_review.confirm_parties(store, actor, view.draft.id, revision=revision, parties=named[:MOST_PARTIES])
    return _back(number, "nguoi", "Đã xác nhận danh sách đương sự.")


def _name(index: int, party: dict[str, object]) -> str:
    sent = " ".join(request.form.get(f"ten-{index}", "").split())[:200]
    return sent if sent and sent.isprintable() else str(party.get("name") or "")


@blueprint.get("/ra-soat/theo-danh-sach")
def names(number: int) -> ResponseReturnValue:
    """What would be put right by the confirmed list of parties; nothing is changed yet."""
    return _names_page(_view(number), [])


@blueprint.post("/ra-soat/theo-danh-sach")
def mend_names(number: int) -> ResponseReturnValue:
    """Put the ticked places right in one step."""
    form = NamesForm()
    if wrong := told(form, number):
        return wrong
    view = _view(number)
    ticked = {value for value in form.cho.data or [] if re.fullmatch(r"[0-9]{1,9}-[0-9]{1,9}", value)}
    chosen = [one for one in doubts.misread_parties(view.source) if f"{one.start}-{one.end}" in ticked]
    if not chosen:
        return _names_page(view, [("cho", "Chọn ít nhất một chỗ.")])
    changes = [Change(one.start, one.end, one.new) for one in chosen]
    corrections.correct(desk().store, acting(), view.draft.id, changes, revision=form.revision.data, kind="names")
    return _back(number, "tu-ngo", f"Đã sửa {len(chosen)} chỗ theo danh sách đương sự. Hệ thống đang tạo bản nháp mới.")


def _names_page(view: RecordView, faults: list[tuple[str, str]]) -> ResponseReturnValue:
    source, number = view.source, view.judgment.id
    text, starts = str(source.text), pages.starts_of(source.paragraphs)
    found = doubts.misread_parties(source) if view.judgment.parties_confirmed else []
    lines = [(one, place(text, one.start, one.end), paragraph_of(starts, one.start)) for one in found]
    page_text = render_template(
        "desk/names.html",
        number=number,
        confirmed=view.judgment.parties_confirmed,
        lines=lines,
        counts=doubts.counted(found),
        revision=view.draft.revision,
        errors=faults,
        back=url_for("review.page", number=number) + "#nguoi",
    )
    return page_text, 422 if faults else 200
