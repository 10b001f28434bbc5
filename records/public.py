"""The repository of the public surface: current publications only. It knows nothing of the restricted database.

A judgment that was withdrawn or hidden is absent from every list here from the moment of its commit, whatever a stale
search index says.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from sqlalchemy import ColumnElement, Row, Select, and_, extract, func, select
from sqlalchemy.orm import Session

from records import models
from records.database import COURT_ZONE, Store
from records.lifecycle import WITHDRAW_REASONS, PublicationState
from vietnamese.texts import PublicText

_BATCH = 200
_FIELDS = frozenset({"year", "case_type", "instance", "kind", "court_code", "month"})
_SECOND_PART = re.compile(r"0*([0-9]+)/([0-9]{4})/(.+)")

P, J, C = models.Publication, models.Judgment, models.Court
_CURRENT = and_(
    J.publication_state == PublicationState.PUBLISHED, J.publication_version == P.version, J.id == P.judgment_id
)


@dataclass(frozen=True, slots=True)
class PublicJudgment:
    """The current version of a published judgment; `court_note` says when the court ended and who took over."""

    public_id: str
    version: int
    title: str
    case_number: str
    court_code: str
    court_name: str
    court_note: str | None
    kind: str | None
    instance: str | None
    case_type: str | None
    legal_relation: str | None
    decided_on: date
    published_at: datetime
    presiding_judge: str | None
    paragraphs: tuple[str, ...]
    text: PublicText
    text_sha256: str
    pdf_sha256: str
    pdf_bytes: int
    policy: str
    model: str
    note: str | None
    citations: tuple[Any, ...]
    result: str | None = None


@dataclass(frozen=True, slots=True)
class Tombstone:
    """What is left of a judgment that was taken down or is hidden for now; never its title, subject or text."""

    public_id: str
    court_name: str
    status: Literal["withdrawn", "hidden"]
    on: date | None
    reason_code: str | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class Version:
    """One line of the table of versions: hashes and reason, never older text."""

    version: int
    published_at: datetime
    note: str | None
    text_sha256: str
    pdf_sha256: str


@dataclass(frozen=True, slots=True)
class Totals:
    """How many judgments and courts are public, and when that last changed."""

    judgments: int
    courts: int
    changed_at: datetime | None


@dataclass(frozen=True, slots=True)
class BrowsePage:
    """One page of a browse list, newest decisions first."""

    judgments: tuple[PublicJudgment, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Change:
    """Something that happened to a public judgment."""

    public_id: str
    change: Literal["created", "corrected", "withdrawn", "hidden", "restored"]
    version: int
    at: datetime


@dataclass(frozen=True, slots=True)
class PublishedCount:
    """How many judgments of a case type were published in a month ("2026-11")."""

    month: str
    case_type: str | None
    count: int


@dataclass(frozen=True, slots=True)
class Statistics:
    """Counts for the statistics page; `days_to_publication` is from effect to first publication, unordered."""

    published: tuple[PublishedCount, ...]
    withdrawn: Mapping[str, int]
    withheld: Mapping[int, int]
    days_to_publication: tuple[int, ...]


_COLUMNS = (
    J.public_id,
    P.version,
    P.title,
    P.case_number,
    P.court_code,
    C.name,
    C.note,
    P.kind,
    P.instance,
    P.case_type,
    P.legal_relation,
    P.decided_on,
    P.published_at,
    P.presiding_judge,
    P.paragraphs,
    P.text,
    P.text_sha256,
    P.pdf_sha256,
    P.pdf_bytes,
    P.policy,
    P.model,
    P.note.label("public_note"),
    P.citations,
    P.result,
)
_JOINED = select(*_COLUMNS).join(J, J.id == P.judgment_id).join(C, C.code == P.court_code)
_PUBLIC: Select[Any] = _JOINED.where(_CURRENT)
# Lists are ordered by key first and read whole after: sorting rows with their text costs ten times as much.
_KEYS: Select[Any] = select(P.judgment_id).join(J, _CURRENT)


def find(store: Store, public_id: str) -> PublicJudgment | Tombstone | None:
    """Return the judgment at this address, its tombstone, or None when there never was one."""
    with store.reading() as session:
        row = session.execute(_PUBLIC.where(J.public_id == public_id)).first()
        if row is not None:
            return _public(row)
        query = select(J, C.name).join(C, C.code == J.court_code).where(J.public_id == public_id)
        gone = session.execute(query).first()
    return None if gone is None else _tombstone(*gone)


def find_many(store: Store, ids: Sequence[str]) -> list[PublicJudgment]:
    """Return those of these judgments that are public now, in the order of `ids`, in one query."""
    with store.reading() as session:
        found = {row[0]: row for row in session.execute(_PUBLIC.where(J.public_id.in_(ids)))}
    return [_public(found[public_id]) for public_id in dict.fromkeys(ids) if public_id in found]


def version_list(store: Store, public_id: str) -> list[Version]:
    """Return all versions of a public judgment, newest first."""
    query = (
        select(P.version, P.published_at, P.note, P.text_sha256, P.pdf_sha256)
        .join(J, J.id == P.judgment_id)
        .where(J.public_id == public_id, J.publication_state == PublicationState.PUBLISHED)
        .order_by(P.version.desc())
    )
    with store.reading() as session:
        return [Version(*row) for row in session.execute(query)]


def newest(store: Store, limit: int) -> list[PublicJudgment]:
    """Return what was published last."""
    with store.reading() as session:
        query = _KEYS.order_by(P.published_at.desc(), P.judgment_id.desc()).limit(limit)
        return _whole(session, session.scalars(query).all())


def totals(store: Store) -> Totals:
    """Return how much is public and when anything last changed, withdrawals included."""
    with store.reading() as session:
        counted = select(func.count(), func.count(P.court_code.distinct())).select_from(P).join(J, _CURRENT)
        judgments, courts = session.execute(counted).one()
        changed = session.scalar(select(func.max(J.publication_changed_at)).where(J.publication_version > 0))
    return Totals(judgments, courts, changed)


def counts_by(store: Store, field: str) -> list[tuple[Any, int]]:
    """Return (value, number of public judgments) for year, month, case_type, instance, kind or court_code.

    Years and months (of the decision) newest first, the others most first.
    """
    if field not in _FIELDS:
        raise ValueError(f"no such field: {field}")
    timed = field in {"year", "month"}
    column: ColumnElement[Any] = extract(field, P.decided_on) if timed else getattr(P, field)
    count = func.count()
    query = select(column, count).select_from(P).join(J, _CURRENT).group_by(column)
    query = query.order_by(column.desc()) if timed else query.order_by(count.desc(), column)
    with store.reading() as session:
        return [(int(value) if timed else value, number) for value, number in session.execute(query)]


def browse(
    store: Store,
    *,
    year: int | None = None,
    month: int | None = None,
    court: str | None = None,
    case_type: str | None = None,
    page: int = 1,
    size: int = 100,
) -> BrowsePage:
    """Return one page of the public judgments decided in this year and month, by this court, of this case type."""
    conditions: list[ColumnElement[bool]] = []
    if year is not None:
        conditions.append(extract("year", P.decided_on) == year)
    if month is not None:
        conditions.append(extract("month", P.decided_on) == month)
    if court is not None:
        conditions.append(P.court_code == court)
    if case_type is not None:
        conditions.append(P.case_type == case_type)
    with store.reading() as session:
        total = session.scalar(select(func.count()).select_from(P).join(J, _CURRENT).where(*conditions)) or 0
        query = _KEYS.where(*conditions).order_by(P.decided_on.desc(), P.judgment_id.desc())
        keys = session.scalars(query.limit(size).offset((page - 1) * size)).all()
        return BrowsePage(tuple(_whole(session, keys)), total)


def by_case_number(store: Store, number: int | str, year: int | str, code: str | None = None) -> list[PublicJudgment]:
    """Return the public judgments with exactly this number and year ("17/2018" is not "217/2018"), and this code.

    Leading zeros, blanks and the case of the code do not count.
    """
    like = P.case_number.like(f"%{int(number)}/{int(year)}/%")
    query = _KEYS.add_columns(P.case_number).where(like).order_by(P.decided_on.desc(), P.judgment_id.desc())
    with store.reading() as session:
        found = session.execute(query).all()
        keys = [key for key, printed in found if _same_number(printed, int(number), int(year), code)]
        return _whole(session, keys)


def changes(store: Store, since: str | None, limit: int) -> tuple[list[Change], str]:
    """Return what happened after the cursor (empty: from the beginning), oldest first, and the next cursor.

    Raises ValueError when the cursor is not one of ours.
    """
    if since and not re.fullmatch(r"[0-9]{1,18}", since):
        raise ValueError("not a cursor")
    start = int(since or 0)
    kinds = [f"judgment.{action}" for action in ("publish", "withdraw", "hide", "unhide")]
    query = (
        select(models.Event, J.public_id)
        .join(J, J.id == models.Event.judgment_id)
        .where(models.Event.chain == "changes", models.Event.sequence > start, models.Event.action.in_(kinds))
        .order_by(models.Event.sequence)
        .limit(limit)
    )
    with store.reading() as session:
        rows = session.execute(query).all()
    found = [change_of(event, public_id or "") for event, public_id in rows]
    return found, str(rows[-1][0].sequence if rows else start)


def statistics(store: Store) -> Statistics:
    """Return the counts of the statistics page."""
    month = func.strftime("%Y-%m", P.published_at, "+7 hours")  # the zone of the courts
    with store.reading() as session:
        if session.get_bind().dialect.name == "postgresql":
            month = func.to_char(func.timezone("Asia/Ho_Chi_Minh", P.published_at), "YYYY-MM")
        published = session.execute(
            select(month, P.case_type, func.count()).select_from(P).join(J, _CURRENT).group_by(month, P.case_type)
        ).all()
        gone = session.scalars(
            select(J.withdrawn_reason).where(J.publication_state == PublicationState.WITHDRAWN)
        ).all()
        held = session.scalars(select(J.withheld_reason).where(J.publication_state == PublicationState.WITHHELD)).all()
        first = session.execute(
            select(P.effective_on, func.min(P.published_at)).group_by(P.judgment_id, P.effective_on)
        ).all()
    return Statistics(
        tuple(PublishedCount(*row) for row in published),
        dict(Counter(reason for reason in gone if reason)),
        dict(Counter(reason for reason in held if reason)),
        tuple((at.astimezone(COURT_ZONE).date() - day).days for day, at in first if day is not None and at is not None),
    )


def index_documents(store: Store, ids: Sequence[str] | None = None) -> Iterator[PublicJudgment]:
    """Give what the search index is made from: all public judgments, or those of `ids`; few in memory at a time."""
    if ids is not None:
        yield from find_many(store, ids)
        return
    last = 0
    while True:
        with store.reading() as session:
            query = _PUBLIC.add_columns(P.judgment_id).where(P.judgment_id > last)
            rows = session.execute(query.order_by(P.judgment_id).limit(_BATCH)).all()
        if not rows:
            return
        last = rows[-1][-1]
        yield from (_public(row) for row in rows)


def versions(store: Store, ids: Sequence[str] | None = None) -> dict[str, int]:
    """Return the current version of every public judgment (of `ids`), by public id."""
    query = select(J.public_id, J.publication_version).where(J.publication_state == PublicationState.PUBLISHED)
    if ids is not None:
        query = query.where(J.public_id.in_(list(ids)))
    with store.reading() as session:
        return {public_id: version for public_id, version in session.execute(query) if public_id is not None}


def _whole(session: Session, keys: Sequence[int]) -> list[PublicJudgment]:
    rows = session.execute(_PUBLIC.add_columns(P.judgment_id).where(P.judgment_id.in_(keys)))
    found = {row[-1]: _public(row) for row in rows}
    return [found[key] for key in keys]


def _public(row: Row[Any]) -> PublicJudgment:
    values = list(row[: len(_COLUMNS)])
    values[14], values[22] = tuple(values[14]), tuple(values[22])
    return PublicJudgment(*values)


def _tombstone(judgment: models.Judgment, court: str) -> Tombstone | None:
    public_id = judgment.public_id or ""
    if judgment.publication_state is PublicationState.HIDDEN:
        changed = judgment.publication_changed_at
        return Tombstone(
            public_id, court, "hidden", changed.astimezone(COURT_ZONE).date() if changed else None, None, None
        )
    if judgment.publication_state is not PublicationState.WITHDRAWN:
        return None
    code = judgment.withdrawn_reason
    reason = WITHDRAW_REASONS.get(code or "")
    if code == "chanh-an" and judgment.withdrawn_decision:
        reason = f"{reason} số {judgment.withdrawn_decision}"
    return Tombstone(public_id, court, "withdrawn", judgment.withdrawn_on, code, reason)


def change_of(event: models.Event, public_id: str) -> Change:
    """Return what an event of the changes chain says happened to a public judgment."""
    detail = event.detail
    names: dict[str, Literal["withdrawn", "hidden", "restored"]]
    names = {"judgment.withdraw": "withdrawn", "judgment.hide": "hidden", "judgment.unhide": "restored"}
    version = int(detail.get("version", 0))
    if event.action in names:
        return Change(public_id, names[event.action], version, event.at)
    return Change(public_id, "created" if version == 1 else "corrected", version, event.at)


def _same_number(printed: str, number: int, year: int, code: str | None) -> bool:
    match = _SECOND_PART.fullmatch(printed.replace(" ", ""))
    if match is None or int(match[1]) != number or int(match[2]) != year:
        return False
    return not code or match[3].casefold().replace("–", "-") == code.replace(" ", "").casefold()
