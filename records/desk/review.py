"""The heart of the desk: what reviewers decide, under an optimistic lock, with one event and one new draft a save."""

from collections.abc import Sequence

from sqlalchemy import select

from records import sources
from records.actors import Actor
from records.database import Store
from records.desk import views
from records.desk.editing import Edit, edit, save
from records.desk.looking import resolve_hidden
from records.desk.metadata import confirm_parties, save_metadata
from records.desk.record import record_view
from records.errors import NotFound, Permanent

__all__ = [
    "LABELS",
    "add_mention",
    "confirm_parties",
    "decide",
    "record_view",
    "resolve_hidden",
    "resolve_residual",
    "save_metadata",
]

LABELS = frozenset(
    {
        "PERSON_PRIVATE",
        "PERSON_OFFICIAL",
        "ORG_PRIVATE",
        "ADDRESS",
        "DOB",
        "ID_NUMBER",
        "PHONE",
        "EMAIL",
        "BANK_ACCOUNT",
        "PLATE",
        "LAND",
        "TAX_CODE",
        "VEHICLE_CODE",
        "ACCOUNT_NAME",
        "OTHER_CODE",
    }
)
_KEEP_NEEDS_REASON = frozenset({"ID_NUMBER", "PHONE", "BANK_ACCOUNT"})
_DECISIONS = {"mask": "mask", "keep": "keep", "undecided": None}
_LISTED = 50


def decide(
    store: Store,
    actor: Actor,
    draft_id: int,
    mention_ids: Sequence[int],
    decision: str,
    *,
    revision: int,
    reason: str = "",
    label: str | None = None,
    scope: str = "entity",
) -> int:
    """Mask, keep or leave undecided the mentions (and, with scope "entity", all of theirs); return the new revision.

    Raises StaleRevision, NotAllowed, NotFound for a mention of another draft, Permanent for an unknown decision or
    label and where a reason is needed: keeping an identity, phone or account number, masking an official.
    """
    if decision not in _DECISIONS or scope not in {"entity", "one"} or (label is not None and label not in LABELS):
        raise Permanent("Quyết định không đúng dạng.")
    mine = {"mentions": list(mention_ids), "decision": decision, "label": label, "reason": reason}
    with edit(store, actor, draft_id, revision, mine) as change:
        rows = _targets(change, mention_ids, scope)
        for row in rows:
            _check_reason(row, decision, label, reason)
            views.keep_former(row, change.revision)
            row.label = label or row.label
            row.decision, row.reason = _DECISIONS[decision], reason.strip()
            row.decided_by, row.decided_at = actor.id, store.clock()
        facts = {"mentions": [row.id for row in rows][:_LISTED], "count": len(rows), "decision": decision}
        save(change, store, actor, "mention.decided", **facts, scope=scope, label=label)
        return change.revision


def add_mention(  # noqa: PLR0917  the order of the form
    store: Store,
    actor: Actor,
    draft_id: int,
    spans: Sequence[tuple[int, int]],
    label: str,
    entity: str | None = None,
    *,
    revision: int,
    role: str = "",
) -> int:
    """Mask these places (offsets of the source text) as one entity, a new one without `entity`; return the revision.

    What was marked inside or across a place before is taken into the new mention. Raises Permanent for a place
    outside the text or an unknown label, else as `decide`.
    """
    if label not in LABELS:
        raise Permanent("Không có loại này.")
    mine = {"spans": [list(span) for span in spans], "label": label, "entity": entity}
    with edit(store, actor, draft_id, revision, mine) as change:
        named = entity or f"added-{change.revision}"
        rows = [_mark(change, span, label, named, role) for span in _whole(spans, len(change.source.text))]
        for row in rows:
            row.decision, row.decided_by, row.decided_at = "mask", actor.id, store.clock()
        change.restricted.flush()
        facts = {"mentions": [row.id for row in rows][:_LISTED], "count": len(rows), "label": label}
        save(change, store, actor, "mention.added", **facts)
        return change.revision


def resolve_residual(  # noqa: PLR0917  the order of the form
    store: Store,
    actor: Actor,
    draft_id: int,
    index: int,
    resolution: str,
    reason: str = "",
    *,
    revision: int,
) -> int:
    """Settle a finding of the second scan as "word" (an ordinary word, with the reason) or "mask"; return the revision.

    "mask" only notes it: the place itself is masked with `add_mention`.
    """
    if resolution not in {"word", "mask"}:
        raise Permanent("Quyết định không đúng dạng.")
    if resolution == "word" and not reason.strip():
        raise Permanent("Hãy nêu lý do vì sao đây là từ thường.")
    mine = {"residual": index, "resolution": resolution, "reason": reason}
    with edit(store, actor, draft_id, revision, mine) as change:
        found = [dict(item) for item in change.source.residual]
        if not 0 <= index < len(found):
            raise NotFound("Không có mục còn sót này.")
        found[index] |= {"resolution": resolution, "resolution_reason": reason.strip(), "resolved_by": actor.id}
        views.keep_source(change.source, change.revision, residual=found)
        save(change, store, actor, "residual.settled", index=index, resolution=resolution)
        return change.revision


def _targets(change: Edit, mention_ids: Sequence[int], scope: str) -> list[sources.Mention]:
    query = select(sources.Mention).where(
        sources.Mention.draft_id == change.draft.id, sources.Mention.action != views.DROPPED
    )
    rows = list(change.restricted.scalars(query.order_by(sources.Mention.start)))
    named = [row for row in rows if row.id in set(mention_ids)]
    if not named or len(named) != len(set(mention_ids)):
        raise NotFound("Không có mục này trong bản nháp.")
    if scope == "one":
        return named
    entities = {row.entity for row in named if row.entity}
    return [row for row in rows if row in named or row.entity in entities]


def _check_reason(row: sources.Mention, decision: str, label: str | None, reason: str) -> None:
    if reason.strip():
        return
    if decision == "keep" and (label or row.label) in _KEEP_NEEDS_REASON:
        raise Permanent("Hãy nêu lý do giữ nguyên số này.")
    if decision == "mask" and row.label == "PERSON_OFFICIAL" and label in {None, "PERSON_OFFICIAL"}:
        raise Permanent("Người tiến hành tố tụng được giữ nguyên. Hãy nêu lý do mã hóa.")


def _whole(spans: Sequence[tuple[int, int]], length: int) -> list[tuple[int, int]]:
    if not spans:
        raise Permanent("Hãy chọn ít nhất một chỗ.")
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if not 0 <= start < end <= length:
            raise Permanent("Chỗ được chọn nằm ngoài văn bản.")
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _mark(change: Edit, span: tuple[int, int], label: str, entity: str, role: str) -> sources.Mention:
    overlapped = list(
        change.restricted.scalars(
            select(sources.Mention)
            .where(
                sources.Mention.draft_id == change.draft.id,
                sources.Mention.action != views.DROPPED,
                sources.Mention.start < span[1],
                sources.Mention.end > span[0],
            )
            .order_by(sources.Mention.start)
        )
    )
    for row in overlapped:
        views.keep_former(row, change.revision)
    start = min([span[0], *(row.start for row in overlapped)])
    end = max([span[1], *(row.end for row in overlapped)])
    for row in overlapped[1:]:
        row.action = views.DROPPED
    if overlapped:
        kept = overlapped[0]
    else:
        kept = sources.Mention(draft_id=change.draft.id, revision=change.revision)
        change.restricted.add(kept)
    kept.start, kept.end, kept.label, kept.entity, kept.role = start, end, label, entity, role or kept.role or ""
    kept.action, kept.origin, kept.evidence, kept.score = "replace", "person", "người rà soát", 1.0
    return kept
