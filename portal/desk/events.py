"""Events in the words of the desk: who did what to which record, with ids and facts, never text."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import select

from portal.desk.doubts import REASONS as HIDDEN_REASONS
from portal.desk.words import FIELD_NAMES, LABELS, short_hash
from records import events, models
from records.lifecycle import ROLE_WORDS, STATE_WORDS

if TYPE_CHECKING:
    from records.database import Store

NEWEST: Final = 200

ACTIONS: Final[Mapping[str, str]] = {
    "account.added": "thêm tài khoản",
    "account.disabled": "khóa tài khoản",
    "account.locked": "khóa tạm tài khoản vì nhập sai nhiều lần",
    "account.totp_made": "tạo khóa xác thực",
    "account.totp_enrolled": "bật mã xác thực",
    "draft.receive": "nhận tệp",
    "draft.begin": "bắt đầu đọc tệp",
    "draft.extracted": "đọc xong chữ của tệp",
    "draft.read": "đọc xong thông tin",
    "draft.analysed": "tìm xong các chỗ cần mã hóa",
    "draft.draft": "tạo bản nháp đầu tiên",
    "draft.redrafted": "tạo bản nháp mới",
    "draft.wait": "để hồ sơ chờ",
    "draft.fail": "dừng vì lỗi tệp",
    "draft.reject": "không nhận",
    "draft.submit": "trình duyệt",
    "draft.send_back": "trả lại để rà soát",
    "draft.approve": "duyệt bản nháp",
    "draft.rendered": "tạo tệp công bố, qua cổng kiểm tra",
    "draft.gate_refused": "bị cổng kiểm tra tệp từ chối",
    "draft.publish": "hoàn tất bản nháp",
    "draft.correct": "mở bản đính chính",
    "judgment.publish": "công bố",
    "judgment.hide": "tạm ẩn",
    "judgment.unhide": "hiện lại",
    "judgment.withdraw": "hạ khỏi Cổng",
    "judgment.withhold": "quyết định không công bố",
    "judgment.unwithhold": "bỏ quyết định không công bố",
    "mention.decided": "quyết định về mục",
    "mention.added": "thêm mục",
    "residual.settled": "xử lý chỗ có thể còn sót",
    "hidden.seen": "đã xem chữ ẩn, từ nghi ngờ",
    "metadata.saved": "lưu thông tin",
    "parties.confirmed": "đối chiếu đương sự",
    "hidden.decided": "quyết định về chữ ẩn",
    "doubt.kept": "giữ từ còn ngờ như đã đọc",
    "scan.compared": "đã đối chiếu bản quét với văn bản",
    "text.corrected": "sửa chữ nhận dạng",
    "text.correction_undone": "hoàn tác lần sửa chữ",
    "difference.settled": "chọn giữa bản án và thông tin nhập",
    "precedent.enter": "thêm án lệ",
    "precedent.edit": "sửa án lệ",
    "precedent.move": "đổi trạng thái án lệ",
    "judgment.propose_withhold": "đề nghị không công bố",
    "judgment.decline_withhold": "không đồng ý với đề nghị không công bố",
    "account.password_changed": "đổi mật khẩu",
    "account.codes_made": "tạo mã dự phòng",
    "account.code_used": "dùng một mã dự phòng",
    "record.view": "mở hồ sơ",
    "page.view": "xem ảnh trang",
    "original.view": "tải tệp gốc",
}
KEYS: Final[Mapping[str, str]] = {
    "draft": "bản",
    "revision": "lần lưu",
    "mentions": "mục",
    "count": "số chỗ",
    "fields": "trường",
    "version": "phiên bản",
    "reason": "lý do",
    "account": "tài khoản",
    "role": "vai trò",
    "job": "việc",
    "pages": "số trang",
    "bytes": "byte",
    "index": "mục",
    "until": "đến",
    "number": "số",
    "correction": "lần sửa",
    "field": "trường",
    "choice": "chọn",
    "kind": "cách",
    "page": "trang",
}
VALUES: Final[Mapping[str, str]] = {
    **FIELD_NAMES,
    **ROLE_WORDS,
    **STATE_WORDS,
    "mask": "mã hóa",
    "keep": "giữ nguyên",
    "undecided": "hoàn tác",
    "word": "từ thường",
    "entity": "cả mục",
    "one": "một chỗ",
    "read": "theo bản án",
    "kept": "như đã nhập",
    "drop": "không thuộc bản án",
    "belongs": "thuộc bản án",
    "names": "theo danh sách đương sự",
    **HIDDEN_REASONS,
}
CHAINS: Final[Mapping[str, str]] = {"changes": "Chuỗi sự kiện", "views": "Chuỗi lượt xem"}


@dataclass(frozen=True)
class Line:
    """An event on a page."""

    at: datetime
    who: str
    what: str
    detail: str


@dataclass(frozen=True)
class Chain:
    """The state of one chain in words."""

    ok: bool
    title: str
    words: str


def of_record(store: "Store", judgment_id: int) -> list[Line]:
    """The events of one record, newest first."""
    lines = [
        Line(one.at, _who(one.actor_role, one.actor_name), _what(one.action), _detail(one.detail))
        for one in events.timeline(store, judgment_id)
    ]
    return sorted(lines, key=lambda line: line.at, reverse=True)


def latest(store: "Store", limit: int = NEWEST) -> list[Line]:
    """The newest changes of all records."""
    query = (
        select(models.Event, models.Account.name)
        .outerjoin(models.Account, models.Account.id == models.Event.actor_id)
        .where(models.Event.chain == "changes")
        .order_by(models.Event.sequence.desc())
        .limit(limit)
    )
    with store.reading() as session:
        rows = session.execute(query).all()
    return [
        Line(
            row.at, _who(row.actor_role, name or ""), _what(row.action), _record(row.judgment_id) + _detail(row.detail)
        )
        for row, name in rows
    ]


def chain_lines(store: "Store") -> list[Chain]:
    """Both chains, checked now."""
    lines = []
    for chain, title in CHAINS.items():
        report = events.verify(store, chain)
        words = f"Nguyên vẹn đến sự kiện {report.count}." if report.ok else f"ĐỨT tại sự kiện {report.broken_at}."
        lines.append(Chain(report.ok, title, words))
    return lines


def _who(role: str, name: str) -> str:
    return " ".join(filter(None, (ROLE_WORDS.get(role, role), name if role != "worker" else "")))


def _what(action: str) -> str:
    return ACTIONS.get(action, action)


def _record(judgment_id: int | None) -> str:
    return f"hồ sơ {judgment_id} · " if judgment_id else ""


def _detail(detail: Mapping[str, Any]) -> str:
    """The facts of an event: both states as “from → to”, then the others by name; empty ones are left out."""
    parts = []
    if "from" in detail and "to" in detail:
        parts.append(f"{_value(detail['from'])} → {_value(detail['to'])}")
    for key, value in detail.items():
        if key in {"from", "to"} or value is None or value in ([], ""):
            continue
        if key.endswith("sha256"):
            parts.append(f"mã băm {short_hash(str(value))}")
        elif key in {"decision", "resolution", "scope", "label"}:
            parts.append(_value(value))
        else:
            parts.append(f"{KEYS.get(key, key)}: {_value(value)}")
    return " · ".join(parts)


def _value(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(_value(one) for one in value)
    if isinstance(value, bool):
        return "có" if value else "không"
    text = str(value)
    return LABELS[text].name if text in LABELS else VALUES.get(text, text)
