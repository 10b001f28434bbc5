"""What the feeds follow: the judgments that were published last among those that cite something, and what changed."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import ColumnElement, and_, select

from records import catalogue, models
from records.database import Store
from records.lifecycle import PublicationState
from records.public import Change, change_of

P, J, X = models.Publication, models.Judgment, catalogue.Citation
_LIVE: Final = and_(
    J.id == X.judgment_id, J.publication_state == PublicationState.PUBLISHED, J.publication_version == X.version
)
_CHANGES: Final = tuple(f"judgment.{action}" for action in ("publish", "withdraw", "hide", "unhide"))


def citing_article(store: Store, act: str, article: str, limit: int) -> list[str]:
    """Return the public ids of judgments that cite an article, last published first."""
    return _citing(store, and_(X.act == act, X.article == article), limit)


def citing_precedent(store: Store, number: int, limit: int) -> list[str]:
    """Return the public ids of judgments that cite a precedent, last published first."""
    return _citing(store, X.precedent == number, limit)


def _citing(store: Store, which: ColumnElement[bool], limit: int) -> list[str]:
    query = (
        select(J.public_id, P.published_at, J.id)
        .select_from(X)
        .join(J, _LIVE)
        .join(P, and_(P.judgment_id == J.id, P.version == J.publication_version))
        .where(which)
        .distinct()
        .order_by(P.published_at.desc(), J.id.desc())
        .limit(limit)
    )
    with store.reading() as session:
        return [row[0] for row in session.execute(query) if row[0]]


def last_changes(store: Store, limit: int) -> Sequence[Change]:
    """Return what happened last to public judgments other than their first publication, newest first."""
    query = (
        select(models.Event, J.public_id)
        .join(J, J.id == models.Event.judgment_id)
        .where(models.Event.chain == "changes", models.Event.action.in_(_CHANGES))
        .order_by(models.Event.sequence.desc())
    )
    found: list[Change] = []
    with store.reading() as session:
        for event, public_id in session.execute(query).yield_per(limit):
            change = change_of(event, public_id or "")
            if change.change != "created":
                found.append(change)
            if len(found) == limit:
                break
    return found
