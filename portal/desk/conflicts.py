"""Refusals of the records as pages: not allowed, not found, changed meanwhile, blocked; each with its way back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from flask import Flask, Response, make_response, render_template, request, url_for

from portal.desk.context import desk
from portal.desk.words import FIELD_NAMES, LABELS
from portal.errors import refuse
from portal.filters import short_date
from records import errors
from records.accounts import account
from records.lifecycle import STATE_WORDS

FRAME: Final = "desk/frame.html"
FORBIDDEN, NOT_FOUND, CONFLICT, UNPROCESSABLE = 403, 404, 409, 422
CARRIED: Final = frozenset({"csrf_token", "revision", "ma"})

# what a value of a version is called on the page; a value without a name here is not shown
NAMES: Final[Mapping[str, str]] = {
    "state": "Trạng thái",
    "doubtful": "Số từ còn ngờ",
    "corrections": "Số chỗ sửa",
    "decision": "Quyết định",
    "label": "Loại",
    "scope": "Phạm vi",
    "mention_ids": "Số mục",
    "reason": "Lý do",
    "index": "Mục",
    "resolution": "Kết luận",
    "spans": "Số chỗ",
    "residual": "Mục",
    "draft_sha256": "Bản nháp",
    "undecided": "Mục chưa quyết",
    "residual_open": "Chỗ có thể còn sót",
    **FIELD_NAMES,
}
WORDS: Final[Mapping[str, str]] = {
    "mask": "Mã hóa",
    "keep": "Giữ nguyên",
    "undecided": "Chưa quyết",
    "word": "Là từ thường",
    "entity": "mọi chỗ",
    "one": "chỉ chỗ này",
}


@dataclass(frozen=True)
class Line:
    """One value of a version: its name, what it is in words, whether the other version has another."""

    name: str
    value: str
    differs: bool


def handle_refusals(app: Flask) -> None:
    """Answer what the records refuse: 403, 404, 409 with both versions, else 422, each with the records' sentence."""
    app.register_error_handler(errors.NotAllowed, lambda error: refuse(FORBIDDEN, frame=FRAME, text=error.sentence))
    app.register_error_handler(errors.NotFound, lambda error: refuse(NOT_FOUND, frame=FRAME, text=error.sentence))
    app.register_error_handler(errors.StaleRevision, _both_versions)
    app.register_error_handler(errors.NotPublishable, _blocked)
    app.register_error_handler(errors.Permanent, _told)


def back_address() -> str:
    """The page a form was sent from: review, approval, else the record; the dashboard when it was none of a record."""
    number = (request.view_args or {}).get("number")
    if not number:
        return url_for("lists.dashboard")
    part = (request.endpoint or "").partition(".")[0]
    return url_for(
        {"review": "review.page", "mending": "review.page", "approval": "approval.page"}.get(part, "record.summary"),
        number=number,
    )


def in_words(value: object) -> str:
    """A value of a version as a person reads it."""
    if value is None or value == "":
        return "–"
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, date | datetime):
        return short_date(value)
    if isinstance(value, list | tuple | set | frozenset):
        return str(len(value))
    text = str(value)
    label = LABELS.get(text)
    return label.name if label else STATE_WORDS.get(text, WORDS.get(text, text))


def lines_of(version: Mapping[str, object], other: Mapping[str, object]) -> list[Line]:
    """The values of one version that have a name, each marked when the other version says otherwise."""
    lines = [
        Line(NAMES[key], in_words(value), key in other and other[key] != value)
        for key, value in version.items()
        if key in NAMES and value not in (None, "")
    ]
    return [*lines, *_mention_lines(version.get("mentions"))]


def _mention_lines(found: object) -> list[Line]:
    """The mentions of a version: by number alone, or with what was decided and by whom."""
    lines = []
    for one in found if isinstance(found, list) else ():
        if not isinstance(one, Mapping):
            lines.append(Line("Mục", str(one), differs=False))
            continue
        who = one.get("decided_by")
        by = account(desk().store, who).name if isinstance(who, int) and who else ""
        parts = (in_words(one.get("decision")), in_words(one.get("label")), str(one.get("reason") or ""), by)
        lines.append(Line(f"Mục {one.get('id')}", " · ".join(filter(None, parts)), differs=True))
    return lines


def _both_versions(error: errors.StaleRevision) -> Response:
    """Both versions side by side; the reader's own can be sent again upon the revision that stands now."""
    sent = [(name, value) for name, values in request.form.lists() for value in values if name not in CARRIED]
    page = render_template(
        "desk/conflict.html",
        sentence=error.sentence,
        mine=lines_of(error.mine, error.theirs),
        theirs=lines_of(error.theirs, error.mine),
        sent=sent,
        revision=error.theirs.get("revision"),
        action=request.script_root + request.path,
        asks_code="ma" in request.form,
        back=back_address(),
    )
    return make_response(page, CONFLICT)


def _blocked(error: errors.NotPublishable) -> Response:
    page = render_template(
        "desk/refused.html",
        heading="Chưa thể công bố",
        text="Còn việc chặn. Hãy xử lý từng việc rồi thử lại.",
        items=[blocker.sentence for blocker in error.blockers],
        back=back_address(),
        back_words="Về hồ sơ",
    )
    return make_response(page, UNPROCESSABLE)


def _told(error: errors.Permanent) -> Response:
    page = render_template(
        "desk/refused.html",
        heading="Chưa làm được",
        text=error.sentence,
        items=[],
        back=back_address(),
        back_words="Về hồ sơ",
    )
    return make_response(page, UNPROCESSABLE)
