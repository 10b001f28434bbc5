"""One record from outside its text: how it stands, what may be done next, its history, its publication."""

from collections.abc import Mapping
from typing import Any, Final

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue

from portal.desk.access import allowed, needed
from portal.desk.context import desk, signed_in
from portal.desk.events import of_record
from portal.desk.heads import Head, blocker_lines, due_of, head_of, states_of
from portal.desk.words import capital, short_hash
from portal.filters import moment, short_date, size
from portal.words import case_type, instance
from records.desk.views import DraftView, ocr_progress
from records.lifecycle import WITHDRAW_REASONS, WITHHOLD_REASONS, DraftState, PublicationState

blueprint = Blueprint("record", __name__, url_prefix="/ho-so/<int:number>")

REVIEWABLE: Final = frozenset({DraftState.IN_REVIEW, DraftState.SUBMITTED, DraftState.APPROVED, DraftState.DONE})
OPEN_TO_WITHHOLD: Final = frozenset({PublicationState.NONE, PublicationState.WITHHELD})
REFRESH_SECONDS: Final = 5
Fact = tuple[str, str | None, str | None, bool]


@blueprint.get("")
def summary(number: int) -> ResponseReturnValue:
    """How the record stands and what may be done next."""
    head = head_of(number)
    judgment, draft = head.judgment, head.draft
    trouble, title = _trouble(head)
    return render_template(
        "desk/summary.html",
        heading=head.heading,
        states=states_of(draft.state, judgment.publication_state),
        due=due_of(
            judgment.deadline_on, judgment.effective_confirmed, judgment.publication_state, desk().store.today()
        ),
        trouble=trouble,
        trouble_title=title,
        facts=_facts(head),
        show_blockers=draft.state in {DraftState.IN_REVIEW, DraftState.SUBMITTED, DraftState.APPROVED},
        blocker_list=blocker_lines(number, head.blockers),
        steps=_steps(head),
    )


@blueprint.get("/lich-su")
def history(number: int) -> ResponseReturnValue:
    """The events of the record, newest first; ids and facts, never text."""
    head = head_of(number)
    return render_template(
        "desk/history.html",
        heading=head.heading,
        lines=of_record(desk().store, number),
        back=url_for("record.summary", number=number),
    )


@blueprint.get("/cong-bo")
def publication(number: int) -> ResponseReturnValue:
    """What of the record is public, or how far the work towards it has come."""
    head = head_of(number)
    judgment, draft = head.judgment, head.draft
    gate = draft.gate or {}
    tone, title, words, at_work = _standing(head)
    return render_template(
        "desk/publication.html",
        heading=head.heading,
        states=states_of(draft.state, judgment.publication_state),
        refresh=REFRESH_SECONDS if at_work else None,
        tone=tone,
        title=title,
        words=words,
        facts=[*_address(head), *_facts(head)],
        gate_words=f"Cổng kiểm tra tệp: {gate_words(gate)}",
        gate_lines=gate_lines(gate),
        back=url_for("record.summary", number=number),
    )


def gate_words(gate: Mapping[str, Any]) -> str:
    """The result of the gate in words, “đạt 14/14”."""
    checks = gate.get("checks", ())
    passed = sum(bool(check.get("passed")) for check in checks)
    return str(gate.get("summary") or f"đạt {passed}/{len(checks)}")


def gate_lines(gate: Mapping[str, Any]) -> list[tuple[bool, str]]:
    """Each check of the gate with whether it held."""
    return [
        (
            bool(check.get("passed")),
            " – ".join(filter(None, (str(check.get("name", "")), str(check.get("detail", ""))))),
        )
        for check in gate.get("checks", ())
    ]


def _standing(head: Head) -> tuple[str, str, str, bool]:
    """Tone, title and words of the publication, and whether work towards it goes on."""
    judgment, draft = head.judgment, head.draft
    if draft.state == DraftState.APPROVED:
        return _underway(draft)
    until = f" đến {short_date(judgment.hidden_until)}" if judgment.hidden_until else ""
    day = f" ngày {short_date(judgment.withdrawn_on)}" if judgment.withdrawn_on else ""
    removed = WITHDRAW_REASONS.get(judgment.withdrawn_reason or "", "")
    kept = WITHHOLD_REASONS.get(judgment.withheld_reason or 0, "")
    return {
        PublicationState.PUBLISHED: ("ok", "Đã công bố", f"Đã công bố: {public_address(head.public_id)}", False),
        PublicationState.HIDDEN: ("warn", "Tạm ẩn", f"Bản án đang được tạm ẩn{until}.", False),
        PublicationState.WITHDRAWN: ("err", "Đã hạ", f"Đã hạ{day}: {removed}. Địa chỉ cũ trả lời 410.", False),
        PublicationState.WITHHELD: ("warn", "Không công bố", kept, False),
    }.get(judgment.publication_state, ("info", "Chưa công bố", "Hồ sơ chưa được duyệt.", False))


def _underway(draft: DraftView) -> tuple[str, str, str, bool]:
    """The same for an approved draft: on its way, or refused by the gate."""
    if draft.gate is not None and draft.pdf_sha256 is None:
        words = "Cổng kiểm tra từ chối tệp. Hồ sơ ở lại “Đã duyệt”; người vận hành đã được báo."
        return "err", "Chưa công bố", words, False
    when = f"từ {moment(draft.publish_at)}" if draft.publish_at else "ngay khi tệp qua cổng kiểm tra"
    return "info", "Đã duyệt, đang công bố", f"Bản nháp {short_hash(draft.draft_sha256)} được công bố {when}.", True


def public_address(public_id: str | None) -> str:
    """The path readers use."""
    return f"/ban-an/{public_id}"


def _address(head: Head) -> list[Fact]:
    if head.public_id is None:
        return []
    path = public_address(head.public_id)
    return [("Địa chỉ công khai", path, desk().settings.public_url + path, False)]


def _facts(head: Head) -> list[Fact]:
    judgment, draft = head.judgment, head.draft
    decided = short_date(judgment.decided_on) if judgment.decided_on else None
    effective = short_date(judgment.effective_on) if judgment.effective_on else None
    return [
        ("Hồ sơ số", str(judgment.id), None, False),
        ("Tòa án", judgment.court_name, None, False),
        ("Ngày tuyên", decided, None, False),
        (
            "Ngày có hiệu lực",
            effective and effective + ("" if judgment.effective_confirmed else " (chưa xác nhận)"),
            None,
            False,
        ),
        ("Loại văn bản", capital(judgment.kind or ""), None, False),
        ("Loại án", case_type(judgment.case_type), None, False),
        ("Cấp xét xử", instance(judgment.instance), None, False),
        ("Phiên bản", str(draft.version), None, False),
        ("Bản nháp", short_hash(draft.draft_sha256), None, False),
        ("Tệp gốc", f"{draft.pages} trang, {size(draft.original_bytes)}", None, False),
    ]


def _trouble(head: Head) -> tuple[str, str]:
    """What went wrong with the file or keeps it waiting, with its title; empty when nothing did."""
    draft = head.draft
    if draft.state == DraftState.FAILED:
        return draft.failure_sentence or "Không xử lý được tệp này.", "Lỗi tệp"
    if draft.state == DraftState.WAITING:
        return draft.waiting_reason or "Hồ sơ đang chờ.", "Đang chờ"
    progress = ocr_progress(draft)
    return (progress, "Đang xử lý") if progress else ("", "")


def _steps(head: Head) -> list[tuple[str, str, str]]:
    """What this person may open next: words, address, look of the button."""
    judgment, draft, number = head.judgment, head.draft, head.judgment.id
    public = judgment.publication_state in {PublicationState.PUBLISHED, PublicationState.HIDDEN}
    offers = [
        ("Rà soát", "review.page", " btn-p", draft.state in REVIEWABLE),
        ("Duyệt", "approval.page", " btn-p", draft.state == DraftState.SUBMITTED),
        ("Công bố", "record.publication", "", draft.state in {DraftState.APPROVED, DraftState.DONE} or public),
        ("Lịch sử", "record.history", "", True),
        ("Không công bố", "removal.withhold", "", judgment.publication_state in OPEN_TO_WITHHOLD),
        ("Tạm ẩn", "removal.hide", "", public),
        ("Hạ khỏi Cổng", "removal.withdraw", " btn-d", public),
    ]
    account = signed_in()
    return [
        (words, url_for(endpoint, number=number), look)
        for words, endpoint, look, open_now in offers
        if open_now and allowed(account, needed(endpoint, "GET"))
    ]
