"""Approval of one exact draft by a person who neither uploaded nor edited it; or back to review, with words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.desk import pages
from portal.desk.context import acting, desk, signed_in
from portal.desk.entry import UNPROCESSABLE, WRONG_CODE, field_errors
from portal.desk.heads import blocker_lines, heading_of
from portal.desk.pieces import Piece
from portal.desk.rows import is_masked
from portal.desk.words import LABELS, short_hash
from portal.filters import short_date
from portal.forms import ApproveForm, SendBackForm
from records import accounts
from records.desk import decisions
from records.desk.review import record_view
from records.desk.views import MentionView, RecordView
from records.errors import StaleRevision
from records.lifecycle import STATE_WORDS

blueprint = Blueprint("approval", __name__, url_prefix="/ho-so/<int:number>/duyet")

WITHOUT_CODE: Final = "Tài khoản chưa bật mã xác thực nên không thể duyệt. Đăng xuất rồi đăng nhập lại để cài mã."
SHOWN_FIELDS: Final = (
    "Số, tòa án, ngày tuyên, cấp xét xử, loại án, quan hệ pháp luật, chủ tọa. "
    "Không hiển thị tên đương sự ngoài văn bản."
)


@dataclass(frozen=True)
class Run:
    """A run of the public text; `old` is what it stands for in the original, None where both are the same."""

    new: str
    old: str | None = None


def runs_of(paragraph: Sequence[Piece[MentionView]]) -> list[Run]:
    """A paragraph of the original as runs of the public text, each replaced mention with its original words."""
    runs = []
    for piece in paragraph:
        if piece.spot is None or not is_masked(piece.spot) or piece.spot.replacement is None:
            runs.append(Run(piece.text))
        else:
            runs.append(Run(piece.spot.replacement if piece.first else "", piece.text))
    return runs


@blueprint.route("", methods=["GET", "POST"])
def page(number: int) -> ResponseReturnValue:
    """The exact draft, what was changed, the checks; sent, the approval with the code asked again."""
    view = record_view(desk().store, acting(), number)
    form = ApproveForm()
    faults: list[tuple[str, str]] = []
    if form.validate_on_submit():
        faults = _approve(view, form)
        if not faults:
            flash(f"Đã duyệt bản nháp {short_hash(form.ban_nhap.data)}. Hệ thống đang tạo tệp và công bố.")
            return redirect(url_for("record.publication", number=number), 303)
    return _page(view, faults or field_errors(form))


def _approve(view: RecordView, form: ApproveForm) -> list[tuple[str, str]]:
    """Approve; the records check person, hash, revision and blockers. The code is used up only when the rest holds."""
    draft = view.draft
    if draft.draft_sha256 != form.ban_nhap.data:
        raise StaleRevision(
            {"draft_sha256": short_hash(form.ban_nhap.data), "revision": form.revision.data},
            {"draft_sha256": short_hash(draft.draft_sha256), "revision": draft.revision},
        )
    if refused := view.refusals.get("approve"):
        return [("ma", refused)]
    if not accounts.check_totp(desk().store, signed_in().id, form.ma.data):
        return [("ma", WRONG_CODE)]
    wait = timedelta(hours=desk().settings.cooling_off_hours)
    decisions.approve(desk().store, acting(), draft.id, form.ban_nhap.data, form.revision.data, cooling_off=wait)
    return []


@blueprint.post("/tra-lai")
def send_back(number: int) -> ResponseReturnValue:
    """Back to review; the reason goes to who reviewed."""
    form = SendBackForm()
    view = record_view(desk().store, acting(), number)
    if not form.validate_on_submit():
        return _page(view, field_errors(form))
    decisions.send_back(desk().store, acting(), view.draft.id, form.ly_do.data, form.revision.data)
    flash("Đã trả lại để rà soát, kèm lý do.")
    return redirect(url_for("record.summary", number=number), 303)


def _page(view: RecordView, faults: list[tuple[str, str]]) -> ResponseReturnValue:
    judgment, draft, number = view.judgment, view.draft, view.judgment.id
    work = pages.work_of(view)
    changes = [(at, runs_of(paragraph)) for at, paragraph in enumerate(work.paragraphs, 1)]
    changed = [line for line in changes if any(run.old is not None for run in line[1])]
    public = [(at, [Run(text)]) for at, text in enumerate(view.source.draft_paragraphs, 1)]
    mode = request.args.get("xem", "cong-bo")
    found = dict(faults)
    page_text = render_template(
        "desk/approve.html",
        number=number,
        heading=heading_of(judgment),
        state_words=STATE_WORDS[draft.state],
        draft=draft,
        hash=short_hash(draft.draft_sha256),
        count=len(public),
        views=[
            ("cong-bo", "Bản công bố"),
            ("so-sanh", "So với bản gốc"),
            ("thay-doi", f"Chỉ đoạn thay đổi ({len(changed)})"),
        ],
        mode=mode,
        shown={"so-sanh": changes, "thay-doi": changed}.get(mode, public),
        checks=_checks(view),
        blocker_list=blocker_lines(number, view.blockers),
        people=_people(view),
        shown_fields=SHOWN_FIELDS,
        obstacle=_obstacle(view),
        may_send_back="send_back" in view.actions,
        effective=short_date(judgment.effective_on) if judgment.effective_on else "–",
        self_href=url_for("approval.page", number=number),
        errors=faults,
        code_error=found.get("ma"),
        reason_error=found.get("ly_do"),
    )
    return page_text, UNPROCESSABLE if faults else 200


def _obstacle(view: RecordView) -> str | None:
    """Why this person may not approve this draft, None when nothing stands in the way."""
    if "approve" not in view.actions:
        return view.refusals.get("approve", "Bạn không thể duyệt bản nháp này.")
    return None if signed_in().totp_enrolled else WITHOUT_CODE


def _checks(view: RecordView) -> list[tuple[bool, str]]:
    draft = view.draft
    counts: dict[str, int] = {}
    for mention in view.mentions:
        if is_masked(mention):
            counts[mention.label] = counts.get(mention.label, 0) + 1
    masked = " · ".join(f"{LABELS[label].name} {count}" for label, count in counts.items() if label in LABELS)
    return [
        (not view.blockers, "Không còn việc chặn" if not view.blockers else f"Còn {len(view.blockers)} việc chặn"),
        (draft.residual_open == 0, f"Quét lại độc lập: {draft.residual_open} chỗ sót"),
        (draft.undecided == 0, f"Mục chưa quyết: {draft.undecided}"),
        (draft.ready, "Bản nháp đúng với mọi quyết định đã lưu" if draft.ready else "Bản nháp đang được tạo lại"),
        (True, f"Đã mã hóa: {masked or 'không có chỗ nào'}"),
    ]


def _people(view: RecordView) -> list[str]:
    def name(account_id: int | None) -> str:
        return view.people.get(account_id, "–") if account_id is not None else "–"

    draft = view.draft
    lines = [f"Tải lên: {name(draft.uploaded_by)}"]
    lines += [f"Rà soát: {name(editor)}" for editor in draft.editors]
    if draft.submitted_by is not None:
        lines.append(f"Trình duyệt: {name(draft.submitted_by)}")
    if draft.approved_by is not None:
        lines.append(f"Duyệt: {name(draft.approved_by)}")
    return lines
