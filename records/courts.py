"""Courts over time: who they were from when to when, who took over, and which one a printed name means.

The seed holds only what is stated in the sources of the project; where a successor is not stated it is unknown.
"""

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from records import models
from records.database import STARTING_SECONDS, Store
from records.errors import UnknownCourt
from records.lifecycle import PublicationState
from vietnamese.letters import fold, nfc
from vietnamese.tokens import words

_SEED = Path(__file__).parent / "data" / "courts.csv"
_FULL = "Tòa án nhân dân"
_REFORM = date(2025, 7, 1)
_STATED = {
    "huyen": "Nghị quyết 81/2025/UBTVQH15",
    "tinh": "Luật 81/2025/QH15",
    "cap-cao": "Nghị quyết 85/2025/UBTVQH15",
}
"""Where the successions of 1/7/2025 in the seed are stated, by the level of the court that ended."""
_NAMED = 4  # successors that a note names; a district split by commune may have more
COURT_LEVELS = ("toi-cao", "phuc-tham", "cap-cao", "tinh", "khu-vuc", "quan-su", "chuyen-biet", "huyen")


@dataclass(frozen=True, slots=True)
class Succession:
    """A court that took over; `known` is False when nobody wrote down which one. `source`: where it is stated."""

    code: str | None
    name: str | None
    scope: str
    known: bool
    since: date | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Court:
    """A court under one name; `level` is one of toi-cao phuc-tham cap-cao tinh huyen khu-vuc quan-su chuyen-biet."""

    code: str
    name: str
    level: str
    province_code: str | None
    province: str | None
    valid_from: date | None
    valid_to: date | None
    successors: tuple[Succession, ...]
    note: str | None

    @property
    def full_name(self) -> str:
        """The name without the abbreviation TAND."""
        return self.name.replace("TAND", _FULL, 1)


@dataclass(frozen=True, slots=True)
class CourtCount:
    """How many judgments of a court are public."""

    code: str
    name: str
    count: int


def seed_courts(store: Store) -> int:
    """Write the courts of the seed that are not there yet and bring the others up to date; return how many there are.

    Safe to run twice; nothing is deleted.
    """
    with _SEED.open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    with store.reading() as session, session.no_autoflush:
        _plant(session, lines)
        due = session.new or any(session.is_modified(row) for row in session.dirty)
    if due:  # nothing to write is the usual start: it must not wait for those who write
        with store.writing(STARTING_SECONDS) as session:
            _plant(session, lines)
    return len(lines)


def _plant(session: Session, lines: Sequence[Mapping[str, str]]) -> None:
    """Bring the courts of a session to what the lines of the seed say."""
    names = {line["code"]: line["name"] for line in lines}
    before = {row.code: row for row in session.scalars(select(models.Court))}
    stated = _succession_lines(session)
    for line in lines:
        row = before.get(line["code"]) or models.Court(code=line["code"])
        if row.imported:
            continue  # an operator's file goes before the seed
        row.name, row.level = line["name"], line["level"]
        row.province_code, row.province = line["province_code"] or None, line["province"] or None
        row.valid_from, row.valid_to = _day(line["valid_from"]), _day(line["valid_to"])
        successors = stated.get(row.code) or list(_successors(line["successors"], names))
        row.note = ended_note(row.valid_to, [one.name for one in successors if one.name])
        session.add(row)
    if session.autoflush:
        session.flush()
    for line in lines:
        if line["code"] not in stated:
            session.add_all(_rows(line, _successors(line["successors"], names)))


def court(store: Store, code: str) -> Court:
    """Return the court with this code; raise UnknownCourt."""
    with store.reading() as session:
        row = session.get(models.Court, code)
        if row is None:
            raise UnknownCourt(code)
        return _court(row, _succession_lines(session, code).get(code, ()))


def predecessors(store: Store, code: str) -> list[Court]:
    """Return the courts that this one took over from."""
    with store.reading() as session:
        query = (
            select(models.Court)
            .join(models.CourtSuccession, models.CourtSuccession.court_code == models.Court.code)
            .where(models.CourtSuccession.successor_code == code)
            .order_by(models.Court.code)
        )
        rows = list(session.scalars(query).unique())
        lines = _succession_lines(session) if rows else {}
        return [_court(row, lines.get(row.code, ())) for row in rows]


def with_predecessors(known: Iterable[Court], chosen: Sequence[str]) -> tuple[str, ...]:
    """Return the chosen courts' codes and those of every court they took over from, directly or through others."""
    before: dict[str, list[str]] = defaultdict(list)
    for one in known:
        for succession in one.successors:
            if succession.code:
                before[succession.code].append(one.code)
    codes = dict.fromkeys(chosen)
    waiting = list(chosen)
    while waiting:
        for code in before.get(waiting.pop(0), ()):
            if code not in codes:
                codes[code] = None
                waiting.append(code)
    return tuple(codes)


def list_courts(store: Store) -> list[Court]:
    """Return all courts, by level and name."""
    with store.reading() as session:
        lines = _succession_lines(session)
        rows = session.scalars(select(models.Court).order_by(models.Court.level, models.Court.code))
        return [_court(row, lines.get(row.code, ())) for row in rows]


def court_counts(store: Store) -> list[CourtCount]:
    """Return the courts that have public judgments with their number, most first."""
    count = func.count()
    query = (
        select(models.Court.code, models.Court.name, count)
        .join(models.Publication, models.Publication.court_code == models.Court.code)
        .join(models.Judgment, models.Judgment.id == models.Publication.judgment_id)
        .where(
            models.Judgment.publication_state == PublicationState.PUBLISHED,
            models.Judgment.publication_version == models.Publication.version,
        )
        .group_by(models.Court.code, models.Court.name)
        .order_by(count.desc(), models.Court.code)
    )
    with store.reading() as session:
        return [CourtCount(code, name, number) for code, name, number in session.execute(query)]


def find_court(store: Store, text: str, on: date | None = None) -> Court | None:
    """Return the court that a printed name means, None when no court or more than one fits.

    Marks, case, dashes, abbreviations (TAND, TP, TX, Q.1) and a left-out province are read as a person would; `on` is
    the day of the document, without it a court that still exists goes before one that ended.
    """
    wanted = _key(text)
    if not wanted:
        return None
    courts = list_courts(store)
    for keys in (_long_keys(courts), _short_keys(courts)):
        fitting = _at(keys.get(wanted, []), on)
        if fitting:
            return fitting[0] if len(fitting) == 1 else None
    return None


def _at(fitting: list[Court], on: date | None) -> list[Court]:
    if on is None:
        latest = max((found.valid_to or date.max for found in fitting), default=date.max)
        return [found for found in fitting if (found.valid_to or date.max) == latest]
    return [
        found
        for found in fitting
        if (found.valid_from is None or found.valid_from <= on) and (found.valid_to is None or on <= found.valid_to)
    ]


def _long_keys(courts: Iterable[Court]) -> Mapping[str, list[Court]]:
    keys = defaultdict(list)
    for known in courts:
        keys[_key(known.name)].append(known)
        if known.level == "khu-vuc" and known.province:
            keys[f"{_key(known.name)} {_key(known.province)}"].append(known)
    return keys


def _short_keys(courts: Iterable[Court]) -> Mapping[str, list[Court]]:
    keys = defaultdict(list)
    for known in courts:
        if known.level == "huyen":
            keys[_key(known.name.partition(",")[0])].append(known)
        elif known.level == "tinh" and known.province:
            # A province that became a city is printed both ways.
            for kind in ("tinh", "thanh pho"):
                keys[_key(f"{kind} {known.province}")].append(known)
    return keys


_ABBREVIATIONS = (
    (re.compile(r"\btp ?hcm\b|\btphcm\b|\bhcm\b"), "thanh pho ho chi minh"),
    (re.compile(r"\bt p\b|\btp\b"), "thanh pho"),
    (re.compile(r"\bt x\b|\btx\b"), "thi xa"),
    (re.compile(r"\bq (?=\d)|\bq(?=\d)"), "quan "),
    (re.compile(r"\bkv ?(?=\d)"), "khu vuc "),
    (re.compile(r"\bh (?=[a-z]{2})"), "huyen "),
    (re.compile(r"\b(?:toa an nhan dan|toa an nd|tand|ta nd|toa an|ta)\b"), " "),
    (re.compile(r"\btoi cao\b"), "toi cao "),
    (re.compile(r"\btai\b"), " "),
    (re.compile(r"(?<=\S) +(?:tinh|thanh pho)\b"), " "),
    (re.compile(r"\b0+(?=\d)"), ""),
)


@lru_cache(maxsize=8192)  # the names of all courts, read again for each document
def _key(text: str) -> str:
    key = " ".join(words(fold(nfc(text))))
    for pattern, plain in _ABBREVIATIONS:
        key = " ".join(pattern.sub(plain, key).split())
    return key


def _succession_lines(session: Session, code: str | None = None) -> dict[str, tuple[Succession, ...]]:
    query = (
        select(models.CourtSuccession, models.Court.name)
        .outerjoin(models.Court, models.Court.code == models.CourtSuccession.successor_code)
        .order_by(models.CourtSuccession.id)
    )
    if code is not None:
        query = query.where(models.CourtSuccession.court_code == code)
    lines: dict[str, tuple[Succession, ...]] = {}
    for row, name in session.execute(query):
        said = name or row.successor_name
        succession = Succession(row.successor_code, said, row.scope, said is not None, row.since, row.source)
        lines[row.court_code] = (*lines.get(row.court_code, ()), succession)
    return lines


def _successors(field: str, names: Mapping[str, str]) -> Iterable[Succession]:
    """Read "code|scope;=name|scope;?" of the seed."""
    for part in filter(None, field.split(";")):
        who, _, scope = part.partition("|")
        if who == "?":
            yield Succession(None, None, scope, known=False)
        elif who.startswith("="):
            yield Succession(None, who[1:], scope, known=True)
        else:
            yield Succession(who, names[who], scope, known=True)


def _rows(line: Mapping[str, str], successors: Iterable[Succession]) -> list[models.CourtSuccession]:
    reform = line["valid_to"] == "2025-06-30"
    return [
        models.CourtSuccession(
            court_code=line["code"],
            successor_code=one.code,
            successor_name=None if one.code else one.name,
            scope=one.scope,
            since=_REFORM if reform and one.known else None,
            source=_STATED.get(line["level"], "") if reform and one.known else "",
        )
        for one in successors
    ]


def ended_note(valid_to: date | None, successors: list[str]) -> str | None:
    """Return what is said beside the name of an ended court: since when, and who took over; None for one of today."""
    if valid_to is None:
        return None
    ended = f"Kết thúc hoạt động {valid_to.day}/{valid_to.month}/{valid_to.year}"
    if not successors:
        return f"{ended}; tòa án kế thừa: chưa có dữ liệu"
    more = len(successors) - _NAMED
    rest = f" và {more} tòa án khác" if more > 0 else ""
    return f"{ended}; nay: {', '.join(successors[:_NAMED])}{rest}"[:300]


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _court(row: models.Court, successors: Iterable[Succession]) -> Court:
    return Court(
        row.code,
        row.name,
        row.level,
        row.province_code,
        row.province,
        row.valid_from,
        row.valid_to,
        tuple(successors),
        row.note,
    )
