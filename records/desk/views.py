"""What the desk reads: frozen copies of rows, with unfinished saves left out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast

from sqlalchemy import select
from sqlalchemy.orm import Session

from records import models, sources
from records.events import EventLine
from records.lifecycle import Blocker, DraftState, PublicationState
from vietnamese.texts import PublicText, SourceText

MENTION_FIELDS = (
    "start",
    "end",
    "label",
    "entity",
    "role",
    "action",
    "evidence",
    "score",
    "replacement",
    "origin",
    "decision",
    "decided_by",
    "reason",
    "revision",
)
"""What of a mention a person may change; kept aside so that an unfinished save can be undone."""
DROPPED = "drop"
"""The action of a mention that another one has swallowed."""


@dataclass(frozen=True, slots=True)
class MentionView:
    """A mention; offsets are code points of the source text. `decision` None leaves it to `action`."""

    id: int
    draft_id: int
    start: int
    end: int
    label: str
    entity: str
    role: str
    action: str
    evidence: str
    score: float
    replacement: str | None
    origin: str
    decision: str | None
    decided_by: int | None
    decided_at: datetime | None
    reason: str
    revision: int

    @property
    def undecided(self) -> bool:
        """A person has still to look."""
        return self.action == "review" and self.decision is None


@dataclass(frozen=True, slots=True)
class SourceView:
    """What one draft is made from; restricted text, never to be shown outside of the record's own pages."""

    draft_id: int
    judgment_id: int
    file_name: str
    original_sha256: str
    pages: list[Any]
    text: SourceText
    paragraphs: list[Any]
    hidden: list[Any]
    doubtful: list[Any]
    typed: Mapping[str, Any]
    reading: Mapping[str, Any]
    parties: list[Any]
    zones: list[Any]
    draft_text: PublicText
    draft_paragraphs: list[str]
    draft_sha256: str | None
    codes: Mapping[str, Any]
    residual: list[Any]
    forms: list[Any]
    policy: str | None
    model: str | None
    corrections: list[Any]
    looked: Mapping[str, Any]
    text_version: int
    analysed_version: int
    revision: int


@dataclass(frozen=True, slots=True)
class JudgmentView:
    """A judgment as the desk sees it."""

    id: int
    public_id: str | None
    court_code: str | None
    court_name: str | None
    case_number: str | None
    kind: str | None
    instance: str | None
    case_type: str | None
    legal_relation: str | None
    result: str | None
    decided_on: date | None
    effective_on: date | None
    effective_confirmed: bool
    deadline_on: date | None
    appeal_pending: bool
    closed_hearing: bool
    minor_participant: bool
    number_confirmed: bool
    court_confirmed: bool
    parties_confirmed: bool
    presiding_judge: str | None
    presiding_account_id: int | None
    publication_state: PublicationState
    publication_version: int
    hidden_until: date | None
    withdrawn_on: date | None
    withdrawn_reason: str | None
    withheld_reason: int | None
    withhold_proposed: int | None
    uploaded_by: int
    created_at: datetime
    revision: int


@dataclass(frozen=True, slots=True)
class DraftView:
    """A draft; `ready` says that the draft text is the one of this revision."""

    id: int
    judgment_id: int
    version: int
    state: DraftState
    ready: bool
    waiting_reason: str | None
    failure_code: str | None
    failure_sentence: str | None
    draft_failed: str | None
    original_bytes: int
    pages: int
    ocr_total: int
    ocr_done: int
    flags: tuple[str, ...]
    draft_sha256: str | None
    drafted_at: datetime | None
    undecided: int
    residual_open: int
    hidden_open: int
    differs_open: tuple[str, ...]
    uploaded_by: int
    editors: tuple[int, ...]
    submitted_by: int | None
    sent_back: bool
    approved_by: int | None
    approved_at: datetime | None
    publish_at: datetime | None
    pdf_sha256: str | None
    gate: Mapping[str, Any] | None
    note: str | None
    created_at: datetime
    revision: int


@dataclass(frozen=True, slots=True)
class RecordView:
    """All that the review and approval pages show; `refusals` says why an action is not open to this actor."""

    judgment: JudgmentView
    draft: DraftView
    versions: tuple[DraftView, ...]
    source: SourceView
    mentions: tuple[MentionView, ...]
    blockers: tuple[Blocker, ...]
    timeline: tuple[EventLine, ...]
    actions: frozenset[str]
    refusals: Mapping[str, str]
    people: Mapping[int, str]
    notes: tuple[tuple[str, str], ...]


def judgment_view(row: models.Judgment, court_name: str | None) -> JudgmentView:
    """Return the frozen copy of a judgment."""
    names = (name for name in JudgmentView.__slots__ if name != "court_name")
    return JudgmentView(court_name=court_name, **{name: getattr(row, name) for name in names})


def ocr_progress(draft: models.Draft | DraftView) -> str | None:
    """The sentence that says which scanned page is being read; None when no page is."""
    if draft.state is not DraftState.PROCESSING or not draft.ocr_total or draft.ocr_done >= draft.ocr_total:
        return None
    return f"Đang nhận dạng chữ: trang {draft.ocr_done + 1}/{draft.ocr_total}."


def draft_view(row: models.Draft) -> DraftView:
    """Return the frozen copy of a draft."""
    names = (name for name in DraftView.__slots__ if name not in {"ready", "flags", "editors", "differs_open"})
    ready = row.draft_sha256 is not None and row.drafted_revision == row.revision and row.draft_failed is None
    values = {name: getattr(row, name) for name in names}
    lists: dict[str, Any] = {name: tuple(getattr(row, name)) for name in ("flags", "editors", "differs_open")}
    return DraftView(ready=ready, **lists, **values)


def source_view(row: sources.Source, draft: models.Draft) -> SourceView:
    """Return the frozen copy of a source as it stood at the draft's revision."""
    former = (row.previous or {}) if row.revision > draft.revision else {}
    own: dict[str, Any] = {"original_sha256": draft.original_sha256, "revision": draft.revision}
    kept: dict[str, Any] = {
        name: former.get(name, getattr(row, name)) for name in SourceView.__slots__ if name not in own
    }
    return SourceView(**own, **kept)


def mention_views(session: Session, draft: models.Draft) -> list[MentionView]:
    """Return the mentions of a draft in text order as they stood at its revision."""
    query = select(sources.Mention).where(sources.Mention.draft_id == draft.id)
    found = (_mention(row, draft.revision) for row in session.scalars(query))
    kept = [view for view in found if view is not None and view.action != DROPPED]
    return sorted(kept, key=lambda view: (view.start, view.end, view.id))


def settle(session: Session, draft: models.Draft) -> sources.Source:
    """Undo in the restricted database what a save that never finished has left; return the source row."""
    unfinished = select(sources.Mention).where(
        sources.Mention.draft_id == draft.id, sources.Mention.revision > draft.revision
    )
    for row in session.scalars(unfinished):
        if row.previous is None:
            session.delete(row)
        else:
            _restore(row, row.previous)
            row.previous = None
    source = session.get_one(sources.Source, draft.id)
    if source.revision > draft.revision:
        _restore(source, source.previous or {})
        source.revision, source.previous = draft.revision, None
    session.flush()
    return source


def keep_former(row: sources.Mention, revision: int) -> None:
    """Put aside what a mention says before it is changed for `revision`."""
    if row.revision < revision:
        former: dict[str, Any] = {name: getattr(row, name) for name in MENTION_FIELDS}
        former["decided_at"] = None if row.decided_at is None else row.decided_at.isoformat()
        row.previous, row.revision = former, revision


def keep_source(row: sources.Source, revision: int, **values: Any) -> None:  # noqa: ANN401  columns of the row
    """Change columns of a source for `revision`, keeping aside what they said before."""
    former = (row.previous or {}) if row.revision == revision else {}
    row.previous = {**{name: getattr(row, name) for name in values}, **former}
    row.revision = revision
    for name, value in values.items():
        setattr(row, name, value)


def hidden_groups(hidden: Iterable[Mapping[str, Any]]) -> list[tuple[int, str, list[int]]]:
    """Return page, reason and indices of the hidden runs that a person decides about together, in their order."""
    found: dict[tuple[int, str], list[int]] = {}
    for index, item in enumerate(hidden):
        found.setdefault((int(item.get("page", 0)), str(item.get("reason", ""))), []).append(index)
    return [(page, reason, places) for (page, reason), places in found.items()]


def to_see(source: sources.Source) -> int:
    """Return how many things a person must still look at: hidden words, named words in doubt, the scan as a whole."""
    groups = hidden_groups(item for item in source.hidden if item.get("decision") != "drop")
    doubts = sum(bool(word.get("named")) and not word.get("settled") for word in source.doubtful)
    scanned = any(isinstance(page, Mapping) and page.get("source") == "ocr" for page in source.pages)
    return len(groups) + doubts + (scanned and not source.looked.get("scan"))


def open_points(mentions: Iterable[MentionView], residual: Iterable[Mapping[str, Any]]) -> tuple[int, int]:
    """Return how many mentions and how many residual findings still wait for a person."""
    return sum(view.undecided for view in mentions), sum(not item.get("resolution") for item in residual)


def _mention(row: sources.Mention, revision: int) -> MentionView | None:
    values = {name: getattr(row, name) for name in MENTION_FIELDS}
    values["decided_at"] = row.decided_at
    if row.revision > revision:
        if row.previous is None:
            return None
        values = {**row.previous, "decided_at": _moment(row.previous)}
    return MentionView(id=row.id, draft_id=row.draft_id, **values)


def _restore(row: sources.Mention | sources.Source, former: Mapping[str, Any]) -> None:
    for name, value in former.items():
        setattr(row, name, _moment(former) if name == "decided_at" else value)


def _moment(former: Mapping[str, Any]) -> datetime | None:
    written = cast("str | None", former.get("decided_at"))
    return None if written is None else datetime.fromisoformat(written)
