"""What a person must have looked at: hidden words, words in doubt, the scan beside its text."""

from collections.abc import Collection
from typing import Any

from records.actors import Actor
from records.database import Store
from records.desk import views
from records.desk.editing import edit, save
from records.errors import NotFound, Permanent

HIDDEN_DECISIONS = frozenset({"drop", "belongs"})
"""What hidden words are: no part of the judgment; or a part of it, so that another file is needed."""


def resolve_hidden(store: Store, actor: Actor, draft_id: int, *, revision: int) -> int:
    """Say that everything hidden or doubtful was looked at and stays as it is; return the new revision."""
    with edit(store, actor, draft_id, revision, {"hidden": True}) as change:
        count = change.draft.hidden_open
        views.keep_source(
            change.source,
            change.revision,
            hidden=[{**item, "decision": "drop"} for item in change.source.hidden],
            doubtful=[_kept(word, actor) for word in change.source.doubtful],
            looked={**change.source.looked, "scan": actor.id},
        )
        save(change, store, actor, "hidden.seen", count=count)
        return change.revision


def decide_hidden(store: Store, actor: Actor, draft_id: int, group: int, decision: str, *, revision: int) -> int:
    """Say what a group of hidden words is ("drop", "belongs"); return the new revision.

    `group` counts `views.hidden_groups` from 0. Raises NotFound, Permanent, and as any save of a reviewer.
    """
    if decision not in HIDDEN_DECISIONS:
        raise Permanent("Quyết định không đúng dạng.")
    with edit(store, actor, draft_id, revision, {"hidden": group}) as change:
        groups = views.hidden_groups(change.source.hidden)
        if not 0 <= group < len(groups):
            raise NotFound("Không có nhóm chữ ẩn này.")
        page, _, places = groups[group]
        hidden = [
            {**item, "decision": decision} if index in places else dict(item)
            for index, item in enumerate(change.source.hidden)
        ]
        views.keep_source(change.source, change.revision, hidden=hidden)
        save(change, store, actor, "hidden.decided", page=page, index=group, decision=decision)
        return change.revision


def keep_words(store: Store, actor: Actor, draft_id: int, places: Collection[int], *, revision: int) -> int:
    """Say that these words in doubt (indices of the source's list) are right as read; return the new revision."""
    with edit(store, actor, draft_id, revision, {"doubtful": sorted(places)}) as change:
        words = change.source.doubtful
        if not places or not all(0 <= place < len(words) for place in places):
            raise NotFound("Không có từ còn ngờ này.")
        kept = [_kept(word, actor) if index in places else dict(word) for index, word in enumerate(words)]
        views.keep_source(change.source, change.revision, doubtful=kept)
        save(change, store, actor, "doubt.kept", count=len(places))
        return change.revision


def compare_scan(store: Store, actor: Actor, draft_id: int, *, revision: int) -> int:
    """Say that the text of the scanned pages was compared with their image; return the new revision."""
    with edit(store, actor, draft_id, revision, {"scan": True}) as change:
        views.keep_source(change.source, change.revision, looked={**change.source.looked, "scan": actor.id})
        save(change, store, actor, "scan.compared")
        return change.revision


def _kept(word: dict[str, Any], actor: Actor) -> dict[str, Any]:
    return word if word.get("settled") else {**word, "settled": "kept", "settled_by": actor.id}
