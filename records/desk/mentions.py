"""Mentions made by the machine: new rows, and rows made again from a text that a person has corrected."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from records import models, sources
from records.desk import views

_GIVEN: Final = ("start", "end", "label", "entity", "role", "action", "evidence", "score", "replacement")
_DECIDED: Final = ("decision", "decided_by", "decided_at", "reason")


def new_mention(draft: models.Draft, line: Mapping[str, Any]) -> sources.Mention:
    """Return a row for a mention as the analysis gives it (keys of contract.md 3.2)."""
    given = {name: line[name] for name in _GIVEN if line.get(name) is not None}
    return sources.Mention(draft_id=draft.id, origin="machine", revision=draft.revision, **given)


def merge(session: Session, draft: models.Draft, found: Sequence[Mapping[str, Any]]) -> None:
    """Replace the machine's mentions by those found again; what a person decided or added stays.

    A decision stays on the mention at the same place. What a person masked and the analysis no longer finds stays as
    that person's. Entities keep apart: the new names of entities are taken, older ones are carried over by place.
    """
    query = select(sources.Mention).where(sources.Mention.draft_id == draft.id)
    before = list(session.scalars(query.order_by(sources.Mention.start)))
    fresh = {(int(line["start"]), int(line["end"])): line for line in found}
    names = _renamed(before, fresh)
    stay = [row for row in before if _stays(row, fresh)]
    decided = {(row.start, row.end): row for row in before if _carries(row) and row not in stay}
    for row in stay:
        row.entity = _entity(row.entity, names)
    for row in before:
        if row not in stay:
            session.delete(row)
    for place, line in fresh.items():
        if any(row.action != views.DROPPED and row.start < place[1] and place[0] < row.end for row in stay):
            continue
        row = new_mention(draft, line)
        if place in decided:
            for name in _DECIDED:
                setattr(row, name, getattr(decided[place], name))
            row.label = decided[place].label
        session.add(row)
    session.flush()


def _carries(row: sources.Mention) -> bool:
    return row.decision is not None and row.action != views.DROPPED


def _stays(row: sources.Mention, fresh: Mapping[tuple[int, int], Any]) -> bool:
    """What a person added; and what a person masked where the analysis finds nothing like it any more."""
    if row.action == views.DROPPED:
        return False
    return row.origin == "person" or (row.decision == "mask" and (row.start, row.end) not in fresh)


def _renamed(before: Sequence[sources.Mention], fresh: Mapping[tuple[int, int], Mapping[str, Any]]) -> dict[str, str]:
    """Former entity → the one that now stands at most of its places."""
    votes: dict[str, Counter[str]] = {}
    for row in before:
        line = fresh.get((row.start, row.end))
        if row.entity and line is not None and line.get("entity"):
            votes.setdefault(row.entity, Counter())[str(line["entity"])] += 1
    return {former: counted.most_common(1)[0][0] for former, counted in votes.items()}


def _entity(former: str, names: Mapping[str, str]) -> str:
    """The entity under its new name; one that is gone gets a name that no new one can have."""
    if not former or former.startswith(("added-", "kept-")):
        return names.get(former, former)
    return names.get(former, f"kept-{former}"[:80])
