"""Precedents entered and edited at the desk: what they say, under an optimistic lock; standing is moved apart."""

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy.exc import IntegrityError

from records import catalogue, events
from records.database import Store
from records.errors import NotAllowed, NotFound, Permanent, StaleRevision
from records.lifecycle import Actor, Role
from records.precedent_sources import reindex_sources
from records.precedents import Precedent, PrecedentState, find_precedent

EDITORS: Final = frozenset({Role.EDITOR, Role.ADMIN})
FIELDS: Final = {
    "title": 500, "field": 60, "source": 600, "passage": 300, "situation": None, "solution": None, "content": None,
    "facts": None, "reasoning": None, "ruling": None, "related": None, "keywords": None,
}  # fmt: skip
"""What may be written of a precedent and how long it may be; lists of words for `related` and `keywords`."""
STARTS: Final = frozenset({PrecedentState.PROPOSED, PrecedentState.UNKNOWN})
_HIGHEST: Final = 999
_YEARS: Final = range(2016, 2101)  # the first precedents are of 2016


def enter(store: Store, actor: Actor, number: int, year: int, values: Mapping[str, Any], *, known: bool) -> Precedent:
    """Enter a new precedent, proposed, or (not `known`) with an unknown standing; return it.

    Raises NotAllowed for anyone but editors and admins, Permanent for a number that is taken or cannot be.
    """
    _check(actor)
    if not 1 <= number <= _HIGHEST or year not in _YEARS:
        raise Permanent("Số án lệ từ 1 đến 999, năm từ 2016.")
    state = PrecedentState.PROPOSED if known else PrecedentState.UNKNOWN
    taken = Permanent(f"Đã có án lệ mang số {number:02d}.")
    try:
        with store.writing() as session:
            if session.get(catalogue.Precedent, number) is not None:
                raise taken
            row = catalogue.Precedent(number=number, year=year, state=state, **_clean(values))
            row.proposed_on = store.today() if known else None
            session.add(row)
            session.flush()
            detail = {"number": number, "to": str(state)}
            events.append(session, store, actor=actor, action="precedent.enter", detail=detail)
            reindex_sources(session, [row.source])
    except IntegrityError as error:
        raise taken from error
    found = find_precedent(store, number)
    if found is None:
        raise NotFound("Không có án lệ mang số này.")
    return found


def edit(store: Store, actor: Actor, number: int, values: Mapping[str, Any], *, revision: int) -> int:
    """Change what a precedent says; return its new revision. Raises NotAllowed, NotFound, StaleRevision, Permanent."""
    _check(actor)
    with store.writing() as session:
        row = session.get(catalogue.Precedent, number)
        if row is None:
            raise NotFound("Không có án lệ mang số này.")
        if row.revision != revision:
            raise StaleRevision({"revision": revision}, {"revision": row.revision}, "Người khác vừa sửa án lệ này.")
        clean = _clean(values)
        before = row.source
        changed = [name for name in sorted(clean) if getattr(row, name) != clean[name]]
        for name in changed:
            setattr(row, name, clean[name])
        row.revision += 1
        detail = {"number": number, "fields": changed, "revision": row.revision}
        events.append(session, store, actor=actor, action="precedent.edit", detail=detail)
        if "source" in changed:
            reindex_sources(session, [before, row.source])
        return row.revision


def revision_of(store: Store, number: int) -> int:
    """Return the revision of a precedent; raise NotFound."""
    with store.reading() as session:
        row = session.get(catalogue.Precedent, number)
        if row is None:
            raise NotFound("Không có án lệ mang số này.")
        return row.revision


def _check(actor: Actor) -> None:
    if not actor.roles & EDITORS:
        raise NotAllowed("Tài khoản của bạn không có quyền này. Vai trò cần có: Biên tập.")


def _clean(values: Mapping[str, Any]) -> dict[str, Any]:
    unknown = set(values) - set(FIELDS)
    if unknown:
        raise Permanent("Có trường thông tin không biết: " + ", ".join(sorted(unknown)) + ".")
    for name, longest in FIELDS.items():
        if longest is not None and len(values.get(name) or "") > longest:
            raise Permanent(f"Mục này dài quá {longest} ký tự.")
    lists = {name: [str(word) for word in values[name] or ()] for name in ("related", "keywords") if name in values}
    return {name: value or "" for name, value in values.items()} | lists
