"""One save of a reviewer: an optimistic lock, one event, and a new draft by the worker."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from records import events, jobs, models, sources
from records.actors import Actor
from records.database import Store
from records.desk import access, views
from records.errors import NotAllowed
from records.lifecycle import STATE_WORDS, DraftState


@dataclass(slots=True)
class Edit:
    """One save: both sessions, the rows, and the revision it makes."""

    session: Session
    restricted: Session
    draft: models.Draft
    judgment: models.Judgment
    source: sources.Source
    revision: int


@contextmanager
def edit(store: Store, actor: Actor, draft_id: int, revision: int, mine: Mapping[str, Any]) -> Iterator[Edit]:
    """One save of a reviewer under the optimistic lock; raise NotAllowed, StaleRevision with both versions."""
    with store.writing() as session:
        draft = access.draft_of(session, draft_id)
        judgment = access.judgment_of(session, draft.judgment_id)
        access.check_change(actor, judgment)
        if draft.state is not DraftState.IN_REVIEW:
            raise NotAllowed(f"Không sửa được khi hồ sơ ở trạng thái “{STATE_WORDS[draft.state]}”.")
        with store.sources_writing() as restricted:
            source = views.settle(restricted, draft)
            access.check_revision(draft, revision, dict(mine), _theirs(restricted, draft, mine))
            yield Edit(session, restricted, draft, judgment, source, draft.revision + 1)
            session.flush()  # a fault in records must show before sources are committed


def save(edit: Edit, store: Store, actor: Actor, action: str, **detail: Any) -> None:  # noqa: ANN401  facts of an event
    """End the save: counts, who edited, one event, and the job that makes the draft anew."""
    edit.restricted.flush()
    draft = edit.draft
    draft.revision = edit.revision
    draft.undecided, draft.residual_open = views.open_points(
        views.mention_views(edit.restricted, draft), edit.source.residual
    )
    draft.hidden_open = views.to_see(edit.source)
    if actor.id not in draft.editors:
        draft.editors = [*draft.editors, actor.id]
    facts = {"draft": draft.id, "revision": draft.revision, **detail}
    events.append(edit.session, store, actor=actor, action=action, judgment_id=draft.judgment_id, detail=facts)
    jobs.enqueue(
        edit.session,
        "redraft",
        draft.judgment_id,
        draft_id=draft.id,
        payload={"revision": draft.revision},
        key=f"redraft:{draft.id}:{draft.revision}",
    )


def _theirs(restricted: Session, draft: models.Draft, mine: Mapping[str, Any]) -> dict[str, Any]:
    wanted = set(mine.get("mentions", ()))
    found = [view for view in views.mention_views(restricted, draft) if view.id in wanted]
    return {
        "mentions": [
            {
                "id": view.id,
                "label": view.label,
                "decision": view.decision or "undecided",
                "reason": view.reason,
                "decided_by": view.decided_by,
            }
            for view in found
        ]
    }
