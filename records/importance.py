"""How much a public judgment weighs for others: how many cite it, whether a precedent was made from it.

Asked for many at once, when they are indexed; `citations.cited_by` answers the same for the page of one.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from records import citations, jobs, models
from records.case_keys import case_key, spellings
from records.database import Store
from records.lifecycle import PublicationState
from records.precedent_sources import adopted_sources

J, P, C, X = models.Judgment, models.Publication, models.Court, citations.X
_PLACED = or_(X.decided_on.is_not(None), X.court_code.is_not(None))
_CASE = tuple[str, str | None, date | None]


@dataclass(frozen=True, slots=True)
class Weight:
    """How many public judgments cite one, whether a precedent was made from it, and the level of its court."""

    cited_by: int = 0
    is_precedent: bool = False
    court_level: str = ""


def weights(store: Store, ids: Sequence[str]) -> dict[str, Weight]:
    """Return the weight of each of these judgments that is public, by public id, in a fixed number of queries."""
    about = (
        select(J.public_id, J.case_number, J.court_code, J.decided_on, C.level)
        .join(P, (P.judgment_id == J.id) & (P.version == J.publication_version))
        .join(C, C.code == P.court_code)
        .where(J.public_id.in_(list(ids)), J.publication_state == PublicationState.PUBLISHED)
    )
    with store.reading() as session:
        known: list[Any] = list(session.execute(about))
        keys = {row[0]: case_key(row[1] or "") for row in known}
        citing = _citing(session, {key for key in keys.values() if key})
        sources = adopted_sources(session)
    return {
        public_id: Weight(
            len(
                {
                    one[0]
                    for one in citing.get(keys[public_id] or "", ())
                    if one[0] != public_id and citations.agree(one[1:], (court, day))
                }
            ),
            (keys[public_id], day) in sources,
            level or "",
        )
        for public_id, _number, court, day, level in known
    }


def _citing(session: Session, keys: Iterable[str]) -> dict[str, list[_CASE]]:
    """By case key: the public judgments that cite it, each with the court and the day that it prints."""
    query = (
        select(X.case_key, J.public_id, X.court_code, X.decided_on)
        .join(J, citations.LIVE)
        .where(X.case_key.in_(list(keys)), _PLACED)
        .distinct()
    )
    found: dict[str, list[_CASE]] = {}
    rows: Any = session.execute(query)
    for key, *one in rows:
        found.setdefault(key, []).append(tuple(one))
    return found


def reindex_cited(store: Store, public_id: str, key: str) -> int:
    """Write a job for each public judgment that the stored citations of this one name; return how many.

    Also citations of a version that is not public any more count: whom it cited weighs less by now. `key` names the
    occasion: the same one writes nothing twice.
    """
    query = (
        select(X.case_key, X.court_code, X.decided_on)
        .where(X.judgment_id.in_(select(J.id).where(J.public_id == public_id)), X.case_key.is_not(None), _PLACED)
        .distinct()
    )
    with store.reading() as session:
        cited: list[Any] = list(session.execute(query))
        wanted = {spelled for row in cited for spelled in spellings(row[0])}
        known: list[Any] = []
        if wanted:
            which = (J.case_number.in_(wanted), J.publication_state == PublicationState.PUBLISHED)
            known = list(session.execute(select(J.id, J.case_number, J.court_code, J.decided_on).where(*which)))
    touched = {
        row[0]
        for row in known
        if any(case_key(row[1]) == one[0] and citations.agree(one[1:], row[2:]) for one in cited)
    }
    if touched:
        with store.writing() as session:
            for judgment_id in sorted(touched):
                jobs.enqueue(session, "index", judgment_id, payload={"alone": True}, key=f"{key}:{judgment_id}")
    return len(touched)
