"""Precedents and where they stand. A precedent is known by its running number; the year only belongs to its name.

The states are data, like those of judgments. Nothing is inferred: that a precedent may be outdated is written by an
editor with the ground, that it was abolished with the day and the basis.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from sqlalchemy import select

from records import catalogue, events
from records.database import Store
from records.errors import NotAllowed, NotFound, Permanent
from records.lifecycle import Actor, Role
from records.precedent_sources import reindex_sources


class PrecedentState(StrEnum):
    """The states of a precedent."""

    UNKNOWN = "unknown"
    PROPOSED = "proposed"
    CONSULTATION = "consultation"
    ADVISORY = "advisory"
    ADOPTED = "adopted"
    PUBLISHED = "published"
    IN_FORCE = "in_force"
    POSSIBLY_OUTDATED = "possibly_outdated"
    ABOLISHED = "abolished"


S = PrecedentState
_EDITORS = frozenset({Role.EDITOR, Role.ADMIN})
_EDITOR = frozenset({Role.EDITOR})
_ANY: Final = tuple(PrecedentState)

TRANSITIONS: Mapping[tuple[PrecedentState, str], tuple[PrecedentState, frozenset[Role]]] = MappingProxyType(
    {
        (S.PROPOSED, "consult"): (S.CONSULTATION, _EDITORS),
        (S.CONSULTATION, "advise"): (S.ADVISORY, _EDITORS),
        # The Council may adopt what never went through consultation or the advisory council (Điều 6 khoản 2).
        (S.PROPOSED, "adopt"): (S.ADOPTED, _EDITORS),
        (S.ADVISORY, "adopt"): (S.ADOPTED, _EDITORS),
        (S.ADOPTED, "publish"): (S.PUBLISHED, _EDITORS),
        (S.PUBLISHED, "take_effect"): (S.IN_FORCE, _EDITORS | {Role.WORKER}),
        (S.IN_FORCE, "doubt"): (S.POSSIBLY_OUTDATED, _EDITOR),
        (S.POSSIBLY_OUTDATED, "doubt"): (S.POSSIBLY_OUTDATED, _EDITOR),  # with a better ground
        (S.POSSIBLY_OUTDATED, "clear"): (S.IN_FORCE, _EDITOR),
        (S.PUBLISHED, "abolish"): (S.ABOLISHED, _EDITORS),
        (S.IN_FORCE, "abolish"): (S.ABOLISHED, _EDITORS),
        (S.POSSIBLY_OUTDATED, "abolish"): (S.ABOLISHED, _EDITORS),
        # What nobody knew yet may turn out to stand anywhere but in doubt, which is an editor's judgment.
        **{(S.UNKNOWN, f"know:{state}"): (state, _EDITORS) for state in _ANY if state is not S.POSSIBLY_OUTDATED},
        (S.UNKNOWN, "doubt"): (S.POSSIBLY_OUTDATED, _EDITOR),
    }
)
"""(state, action) → (next state, roles that may); what is absent is not allowed."""

BASES: Mapping[str, str] = MappingProxyType(
    {
        "thay-doi-luat": "đương nhiên bãi bỏ do pháp luật thay đổi",
        "quyet-dinh": "theo quyết định của Hội đồng Thẩm phán",
        "nguon-bi-huy-sua": "bản án nguồn bị hủy, sửa",
    }
)
"""Why a precedent was abolished (Điều 9 NQ 04/2019/NQ-HĐTP): code → words."""


@dataclass(frozen=True, slots=True)
class Precedent:
    """A precedent as it was entered; empty strings and None stand for what nobody entered."""

    number: int
    year: int
    title: str = ""
    field: str = ""
    state: PrecedentState = S.UNKNOWN
    proposed_on: date | None = None
    consultation_until: date | None = None
    advisory_on: date | None = None
    adopted_on: date | None = None
    published_on: date | None = None
    decision: str = ""
    effective_from: date | None = None
    abolished_from: date | None = None
    basis: str = ""
    ground: str = ""
    source: str = ""
    passage: str = ""
    situation: str = ""
    solution: str = ""
    related: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    content: str = ""
    facts: str = ""
    reasoning: str = ""
    ruling: str = ""
    scanned: bool = False

    @property
    def name(self) -> str:
        """How it is cited: "30/2020/AL"."""
        return f"{self.number:02d}/{self.year}/AL"

    def standing(self, today: date) -> PrecedentState:
        """Where it stands today: what was published takes effect on its day by itself, nothing else does."""
        begun = self.effective_from is not None and self.effective_from <= today
        return S.IN_FORCE if self.state is S.PUBLISHED and begun else self.state


NAMES: Final = tuple(field.name for field in fields(Precedent))


def next_state(state: PrecedentState, action: str, actor: Actor) -> PrecedentState:
    """Return the state after the action; raise NotAllowed where the table has no such line or not for this role."""
    line = TRANSITIONS.get((state, action))
    if line is None:
        raise NotAllowed("Án lệ đang ở trạng thái không cho phép việc này.")
    if not actor.roles & line[1]:
        raise NotAllowed("Tài khoản của bạn không có quyền làm việc này.")
    return line[0]


def action_to(state: PrecedentState, wanted: PrecedentState) -> str | None:
    """Return the action that leads from one state to another, None when no single one does."""
    return next((action for (start, action), line in TRANSITIONS.items() if start == state and line[0] == wanted), None)


def doubt(store: Store, actor: Actor, number: int, ground: str) -> Precedent:
    """Write that a precedent may be outdated, with its ground: an editor only; raises NotAllowed, Permanent, NotFound.

    A ground already written is replaced.
    """
    words = " ".join(ground.split())
    if not words:
        raise Permanent("Cần ghi căn cứ cho thấy án lệ có thể không còn phù hợp.")
    return _move(store, actor, number, "doubt", ground=words[:600])


def clear(store: Store, actor: Actor, number: int) -> Precedent:
    """Take the doubt back: an editor only; raises NotAllowed, NotFound."""
    return _move(store, actor, number, "clear", ground="")


def abolish(store: Store, actor: Actor, number: int, *, abolished_from: date, basis: str, note: str = "") -> Precedent:
    """Write that a precedent is abolished from a day, with its basis; raises NotAllowed, Permanent, NotFound."""
    if basis not in BASES:
        raise Permanent("Cần chọn căn cứ bãi bỏ: " + "; ".join(BASES.values()) + ".")
    words = " ".join(note.split())[:600]
    return _move(store, actor, number, "abolish", abolished_from=abolished_from, basis=basis, ground=words)


def advance(store: Store, actor: Actor, number: int, action: str, **values: date | str) -> Precedent:
    """Move a precedent by one line of the table with the days that belong to it; raises NotAllowed, NotFound."""
    return _move(store, actor, number, action, **values)


def _move(store: Store, actor: Actor, number: int, action: str, **values: object) -> Precedent:
    with store.writing() as session:
        row = session.get(catalogue.Precedent, number)
        if row is None:
            raise NotFound("Không có án lệ mang số này.")
        before = _precedent(row).standing(store.today())
        row.state = next_state(before, action, actor)
        for name, value in values.items():
            setattr(row, name, value)
        row.revision += 1
        detail = {"number": number, "from": str(before), "to": str(row.state)}
        events.append(session, store, actor=actor, action="precedent.move", detail=detail)
        reindex_sources(session, [row.source])
        return _precedent(row)


def list_precedents(store: Store) -> list[Precedent]:
    """Return all precedents, highest number first."""
    with store.reading() as session:
        rows = session.scalars(select(catalogue.Precedent).order_by(catalogue.Precedent.number.desc()))
        return [_precedent(row) for row in rows]


def find_precedent(store: Store, number: int) -> Precedent | None:
    """Return the precedent with this number, None when it was not entered."""
    with store.reading() as session:
        row = session.get(catalogue.Precedent, number)
        return None if row is None else _precedent(row)


def precedents_by_number(store: Store, numbers: Iterable[int]) -> dict[int, Precedent]:
    """Return those of these precedents that were entered, by number."""
    with store.reading() as session:
        rows = session.scalars(select(catalogue.Precedent).where(catalogue.Precedent.number.in_(set(numbers))))
        return {row.number: _precedent(row) for row in rows}


def _precedent(row: catalogue.Precedent) -> Precedent:
    values = {name: getattr(row, name) for name in NAMES}
    values |= {"state": PrecedentState(row.state), "related": tuple(row.related), "keywords": tuple(row.keywords)}
    return Precedent(**values)
