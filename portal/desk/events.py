"""Events in the words of the desk: who did what to which record, with ids and facts, never text."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import select

from portal.desk.words import LABELS, short_hash
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
    parts = []
    for key, value in detail.items():
        if key.endswith("sha256"):
            parts.append(f"bản nháp {short_hash(str(value))}")
        elif str(value) in STATE_WORDS:
            parts.append(STATE_WORDS[str(value)])
        elif str(value) in LABELS:
            parts.append(LABELS[str(value)].name)
        elif isinstance(value, list):
            parts.append(f"{key}: {', '.join(map(str, value))}")
        else:
            parts.append(f"{key}: {value}")
    return " · ".join(parts)
