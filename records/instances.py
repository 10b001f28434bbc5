"""One case through its instances: which judgment decided about which, followed both ways over what is public."""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import select

from records import citations, models
from records.database import Store
from records.lifecycle import PublicationState

_MOST: Final = 12  # judgments of one case; more can only come of wrong readings
_CITING: Final = 200

J = models.Judgment


@dataclass(frozen=True, slots=True)
class Decision:
    """What a later judgment did (`outcome`, a key of citations.OUTCOMES) to an earlier one, in which paragraph of it.

    earlier: its public id; None when it is not public here, then `case_key`, `court_code` and `decided_on` are what
    the later one prints of it, and `withdrawn` tells whether it once was.
    """

    later: str
    outcome: str
    paragraph: int
    earlier: str | None
    case_key: str | None = None
    court_code: str | None = None
    decided_on: date | None = None
    withdrawn: bool = False


def decisions_around(store: Store, public_id: str) -> list[Decision]:
    """Return the decisions that tie a public judgment to the other instances of its case, each once.

    Only citations that were resolved to one judgment, and of which it was read what became of it, are followed.
    """
    found: dict[tuple[str, str | None, str | None], Decision] = {}
    seen = {public_id}
    waiting = deque([public_id])
    while waiting and len(seen) <= _MOST:
        here = waiting.popleft()
        for one in (*_below(store, here), *_above(store, here)):
            found.setdefault((one.later, one.earlier, one.case_key if one.earlier is None else None), one)
            for other in (one.later, one.earlier):
                if other is not None and other not in seen:
                    seen.add(other)
                    waiting.append(other)
    return list(found.values())


def _below(store: Store, public_id: str) -> Iterable[Decision]:
    with store.reading() as session:
        version = session.scalar(
            select(J.publication_version).where(
                J.public_id == public_id, J.publication_state == PublicationState.PUBLISHED
            )
        )
    deciding = [
        one
        for one in citations.of_judgment(store, public_id, version or 0)
        if one.kind == "judgment" and one.outcome and one.case_key
    ]
    targets = citations.resolve(store, deciding)
    for one in deciding:
        target = targets.get(one)
        if target is not None and target.public_id == public_id:
            continue
        yield Decision(
            later=public_id,
            outcome=one.outcome or "",
            paragraph=one.paragraph,
            earlier=target.public_id if target is not None and target.public else None,
            case_key=one.case_key,
            court_code=one.court_code,
            decided_on=one.decided_on,
            withdrawn=target is not None and not target.public,
        )


def _above(store: Store, public_id: str) -> Iterable[Decision]:
    for one in citations.cited_by(store, public_id, _CITING).items:
        if one.outcome:
            yield Decision(one.public_id, one.outcome, one.paragraph, public_id)
