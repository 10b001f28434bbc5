"""Lists of records: what is mine, what is late, all of a court, the register of what is not published."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import BadRequest

from portal.desk.access import allowed, needed
from portal.desk.context import acting, desk, signed_in
from portal.desk.frame import place_of
from portal.desk.heads import due_of, states_of
from portal.desk.words import Deadline
from portal.filters import short_date
from records.courts import list_courts
from records.desk import queries
from records.desk.queries import RecordLine
from records.lifecycle import ROLE_WORDS, STATE_WORDS, WITHHOLD_REASONS, DraftState, PublicationState

blueprint = Blueprint("lists", __name__)

PAGE_NUMBER: Final = re.compile(r"[1-9][0-9]{0,6}")

FILTERS = ("IN_REVIEW", "SUBMITTED", "APPROVED", "FAILED", "WAITING", "PUBLISHED", "HIDDEN", "WITHDRAWN", "WITHHELD")


@dataclass(frozen=True)
class Line:
    """A record in a list; `next` is what is to be done with it."""

    href: str
    heading: str
    court: str
    decided: str
    effective: str
    effective_confirmed: bool
    due: Deadline
    state: str
    next: str
    next_href: str | None


@dataclass(frozen=True)
class Pages:
    """Links to the other pages of a list."""

    page: int
    items: list[tuple[str, int | None]]
    previous: str | None
    next: str | None


@dataclass(frozen=True)
class WithheldLine:
    """A line of the register."""

    href: str
    heading: str
    court: str
    on: str
    reason: str


@blueprint.get("/")
def dashboard() -> ResponseReturnValue:
    """What waits for this person, the nearest deadlines first."""
    found, account = queries.dashboard(desk().store, acting()), signed_in()
    tiles = [(found.to_review, "Cần rà soát", _list_address("IN_REVIEW"), False)]
    if account.role == "judge" or account.president:
        tiles.append((found.to_approve, "Chờ tôi duyệt", _list_address("SUBMITTED"), False))
    tiles += [
        (found.sent_back, "Bị trả lại", _list_address("IN_REVIEW"), False),
        (found.failed, "Lỗi tệp", _list_address("FAILED"), False),
        (found.late, "Quá hạn", url_for("lists.late"), True),
    ]
    may_upload = allowed(account, needed("uploads.choose", "GET"))
    return render_template("desk/dashboard.html", tiles=tiles, rows=_lines(found.nearest), may_upload=may_upload)


@blueprint.get("/danh-sach")
def records() -> ResponseReturnValue:
    """All records this person may know of, newest first, by state and court."""
    state, court, page = request.args.get("trang-thai", ""), request.args.get("toa", ""), request.args.get("trang", "1")
    if not PAGE_NUMBER.fullmatch(page) or state not in {"", *STATE_WORDS} or not court.isprintable():
        raise BadRequest
    found = queries.list_records(desk().store, acting(), state or None, court or None, int(page))
    own = signed_in().court_code
    return render_template(
        "desk/records.html",
        heading="Danh sách",
        caption="Hồ sơ, mới trước",
        total=found.total,
        rows=_lines(found.lines),
        states=[("", "Tất cả"), *((code, STATE_WORDS[code]) for code in FILTERS)],
        chosen_state=state,
        courts=[
            ("", "Tất cả"),
            *((one.code, one.name) for one in list_courts(desk().store) if own in {None, one.code}),
        ],
        chosen_court=court,
        pages=_pages(int(page), found.pages, state, court),
        self_href=url_for("lists.records"),
        empty="Không có hồ sơ nào.",
    )


@blueprint.get("/cham-han")
def late() -> ResponseReturnValue:
    """Records past their deadline: a judge's own, a president's court, auditors all."""
    rows = _lines(queries.late(desk().store, acting()))
    return render_template(
        "desk/records.html",
        heading="Chậm hạn",
        caption="Hồ sơ quá hạn công bố",
        total=len(rows),
        rows=rows,
        states=None,
        pages=None,
        empty="Không có hồ sơ nào quá hạn.",
    )


@blueprint.get("/khong-cong-bo")
def withheld() -> ResponseReturnValue:
    """The register of what is not published."""
    rows = [
        WithheldLine(
            url_for("record.summary", number=line.judgment_id),
            line.case_number or f"Hồ sơ số {line.judgment_id}",
            line.court_name or "–",
            short_date(line.on) if line.on else "–",
            f"{line.reason} {WITHHOLD_REASONS.get(line.reason, '')}",
        )
        for line in queries.withheld_register(desk().store, acting())
    ]
    return render_template("desk/withheld.html", rows=rows)


@blueprint.get("/tai-khoan")
def account() -> ResponseReturnValue:
    """What the desk knows of the reader's own account."""
    one = signed_in()
    facts = [
        ("Thư điện tử", one.email, None, False),
        ("Tên", one.name, None, False),
        ("Vai trò", ROLE_WORDS[one.role] + (", Chánh án" if one.president else ""), None, False),
        ("Tòa án", place_of(one), None, False),
        ("Mã xác thực", "đã bật" if one.totp_enrolled else "chưa bật", None, False),
        ("Mã dự phòng", f"còn {one.recovery_codes} mã" if one.totp_enrolled else None, None, False),
    ]
    return render_template("desk/account.html", facts=facts, enrolled=one.totp_enrolled)


def _list_address(state: str, court: str = "", page: int = 1) -> str:
    """The list of records with this state and court, at this page."""
    wanted: dict[str, Any] = {"trang-thai": state or None, "toa": court or None, "trang": page if page > 1 else None}
    return url_for("lists.records", **wanted)


def _pages(page: int, count: int, state: str, court: str) -> Pages | None:
    """Links to the first, the last and the neighbouring pages, None when there is one page."""
    if count <= 1:
        return None

    shown = sorted({1, count, *range(max(1, page - 2), min(count, page + 2) + 1)})
    items: list[tuple[str, int | None]] = []
    for before, number in zip([0, *shown], shown, strict=False):
        if number > before + 1:
            items.append(("", None))
        items.append((_list_address(state, court, number), number))
    previous = _list_address(state, court, page - 1) if page > 1 else None
    following = _list_address(state, court, page + 1) if page < count else None
    return Pages(page, items, previous, following)


def _lines(found: Iterable[RecordLine]) -> list[Line]:
    today = desk().store.today()
    return [
        Line(
            href=url_for("record.summary", number=one.judgment_id),
            heading=one.case_number or f"Hồ sơ số {one.judgment_id}",
            court=one.court_name or "–",
            decided=short_date(one.decided_on) if one.decided_on else "–",
            effective=short_date(one.effective_on) if one.effective_on else "–",
            effective_confirmed=one.effective_confirmed,
            due=due_of(one.deadline_on, one.effective_confirmed, one.publication_state, today),
            state=", ".join(word for word, _ in states_of(one.state, one.publication_state)),
            next=(step := _next(one))[0],
            next_href=step[1],
        )
        for one in found
    ]


def _next(one: RecordLine) -> tuple[str, str | None]:
    """What is to be done next with a record, for someone who may do it."""
    words, endpoint = {
        DraftState.IN_REVIEW: ("Sửa theo góp ý" if one.sent_back else "Rà soát", "review.page"),
        DraftState.SUBMITTED: ("Duyệt", "approval.page"),
        DraftState.APPROVED: ("Xem công bố", "record.publication"),
        DraftState.FAILED: ("Xem lỗi", "record.summary"),
        DraftState.WAITING: ("Xem", "record.summary"),
    }.get(one.state, ("", ""))
    settled = one.publication_state in {PublicationState.WITHHELD, PublicationState.WITHDRAWN}
    if not endpoint or settled or not allowed(signed_in(), needed(endpoint, "GET")):
        return "", None
    return words, url_for(endpoint, number=one.judgment_id)
