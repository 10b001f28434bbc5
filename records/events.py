"""The event log: one hash chain for changes, one for views of restricted text.

Each event's hash covers its content and the hash before it, so a changed, inserted, moved or missing event breaks the
chain; a cut tail or a chain built anew is found with a signed head that was kept elsewhere.
"""

import hmac
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from records import models
from records.actors import Actor
from records.database import Store

CHAINS = ("changes", "views")
START = "0" * 64
_FACT = re.compile(r"[\w.:/+@-]{0,128}")
_BATCH = 2000
_LOCK = {"changes": 7_201, "views": 7_202}


@dataclass(frozen=True, slots=True)
class Event:
    """An event as it was written."""

    id: int
    chain: str
    sequence: int
    at: datetime
    actor_id: int
    actor_role: str
    action: str
    judgment_id: int | None
    detail: Mapping[str, Any]
    hash: str


@dataclass(frozen=True, slots=True)
class EventLine:
    """An event as the time line of a record shows it."""

    at: datetime
    actor_id: int
    actor_name: str
    actor_role: str
    action: str
    detail: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ChainReport:
    """Whether a chain is whole: how many events, the last hash, and the first sequence number that does not fit."""

    ok: bool
    count: int
    head: str
    broken_at: int | None = None


def append(
    session: Session,
    store: Store,
    *,
    actor: Actor,
    action: str,
    judgment_id: int | None = None,
    detail: Mapping[str, Any] | None = None,
    chain: str = "changes",
) -> Event:
    """Write one event in the caller's writing transaction; raise ValueError when the detail holds running text."""
    facts = dict(detail or {})
    for value in facts.values():
        _check_fact(value)
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK[chain]})
    last = session.execute(
        select(models.Event.sequence, models.Event.hash)
        .where(models.Event.chain == chain)
        .order_by(models.Event.sequence.desc())
        .limit(1)
    ).first()
    sequence, previous = (last.sequence + 1, last.hash) if last else (1, START)
    row = models.Event(
        chain=chain,
        sequence=sequence,
        at=store.clock(),
        actor_id=actor.id,
        actor_role=actor.role,
        action=action,
        judgment_id=judgment_id,
        detail=facts,
        previous_hash=previous,
    )
    row.hash = _digest(row)
    session.add(row)
    session.flush()
    return Event(row.id, chain, sequence, row.at, row.actor_id, row.actor_role, action, judgment_id, facts, row.hash)


def verify(store: Store, chain: str = "changes") -> ChainReport:
    """Walk the whole chain and say whether every event is where and as it was written."""
    previous, count = START, 0
    query = select(models.Event).where(models.Event.chain == chain).order_by(models.Event.sequence)
    with store.reading() as session:
        for row in session.scalars(query.execution_options(yield_per=_BATCH)):
            if row.sequence != count + 1 or row.previous_hash != previous or row.hash != _digest(row):
                return ChainReport(ok=False, count=count, head=previous, broken_at=count + 1)
            previous, count = row.hash, count + 1
            session.expunge(row)
    return ChainReport(ok=True, count=count, head=previous)


def timeline(store: Store, judgment_id: int) -> list[EventLine]:
    """Return the changes of one record, newest first."""
    with store.reading() as session:
        return lines(session, judgment_id)


def lines(session: Session, judgment_id: int) -> list[EventLine]:
    """The same in the caller's session."""
    query = (
        select(models.Event, models.Account.name)
        .outerjoin(models.Account, models.Account.id == models.Event.actor_id)
        .where(models.Event.judgment_id == judgment_id, models.Event.chain == "changes")
        .order_by(models.Event.sequence.desc())
    )
    return [
        EventLine(event.at, event.actor_id, name or "", event.actor_role, event.action, event.detail)
        for event, name in session.execute(query)
    ]


def sign_head(store: Store, key: bytes) -> dict[str, Any]:
    """Return count and last hash of each chain with a MAC, to be kept outside the database."""
    head: dict[str, Any] = {"at": store.clock().isoformat(), "chains": {}}
    with store.reading() as session:
        for chain in CHAINS:
            last = session.execute(
                select(models.Event.sequence, models.Event.hash)
                .where(models.Event.chain == chain)
                .order_by(models.Event.sequence.desc())
                .limit(1)
            ).first()
            head["chains"][chain] = {"count": last.sequence if last else 0, "hash": last.hash if last else START}
    head["mac"] = _mac(head, key)
    return head


def verify_head(store: Store, head: Mapping[str, Any], key: bytes) -> ChainReport:
    """Check both chains against a signed head: a cut tail and a chain built anew are found.

    Returns the report of the first chain that fails, else of the chain of changes. Raises ValueError when the head
    itself was not signed with this key.
    """
    if not hmac.compare_digest(str(head.get("mac", "")), _mac(head, key)):
        raise ValueError("the head was not signed with this key")
    reports = []
    with store.reading() as session:
        for chain, then in head["chains"].items():
            known = session.scalar(
                select(models.Event.hash).where(models.Event.chain == chain, models.Event.sequence == then["count"])
            )
            count = session.scalar(select(func.count()).where(models.Event.chain == chain)) or 0
            if (known or START) != then["hash"] or count < then["count"]:
                return ChainReport(ok=False, count=count, head=known or START, broken_at=min(count + 1, then["count"]))
            reports.append(chain)
    checked = [verify(store, chain) for chain in reports]
    return next((report for report in checked if not report.ok), checked[0])


def _digest(row: models.Event) -> str:
    content = {
        "chain": row.chain,
        "sequence": row.sequence,
        "at": row.at.isoformat(),
        "actor": [row.actor_id, row.actor_role],
        "action": row.action,
        "judgment": row.judgment_id,
        "detail": row.detail,
    }
    return sha256((row.previous_hash + _canonical(content)).encode()).hexdigest()


def _mac(head: Mapping[str, Any], key: bytes) -> str:
    signed = {name: value for name, value in head.items() if name != "mac"}
    return hmac.new(key, _canonical(signed).encode(), sha256).hexdigest()


def _canonical(content: Mapping[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def _check_fact(value: object) -> None:
    if isinstance(value, list | tuple):
        for item in value:
            _check_fact(item)
    elif not (value is None or isinstance(value, bool | int) or (isinstance(value, str) and _FACT.fullmatch(value))):
        raise ValueError("an event holds ids and facts, never text")
