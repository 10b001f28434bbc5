"""What the record says about the judgment: read by the pipeline, confirmed by people."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from records import events, jobs, models, sources
from records.actors import Actor
from records.database import Store
from records.desk import access, views
from records.desk.differences import differences, open_fields
from records.desk.readings import current_values
from records.errors import NotAllowed, Permanent, UnknownCourt
from records.lifecycle import STATE_WORDS, DraftState, Role, deadline

_TEXTS = frozenset({"case_number", "kind", "instance", "case_type", "legal_relation", "presiding_judge", "result"})
_DAYS = frozenset({"decided_on", "effective_on"})
_FLAGS = frozenset(
    {
        "effective_confirmed",
        "appeal_pending",
        "closed_hearing",
        "minor_participant",
        "number_confirmed",
        "court_confirmed",
        "parties_confirmed",
    }
)
_OTHER = frozenset({"court_code", "presiding_account_id"})
_STOPS = frozenset({"appeal_pending", "closed_hearing", "minor_participant"})
"""What may be said as long as nothing is published: it can only stop a publication."""
_OPEN = frozenset({DraftState.IN_REVIEW, DraftState.SUBMITTED, DraftState.APPROVED})
_UNCONFIRMS = {
    "case_number": "number_confirmed",
    "decided_on": "number_confirmed",
    "effective_on": "effective_confirmed",
    "court_code": "court_confirmed",
}


def save_metadata(store: Store, actor: Actor, judgment_id: int, values: Mapping[str, Any], *, revision: int) -> int:
    """Save fields of the judgment under the newest draft's lock; return the draft's new revision.

    A value that changes loses its confirmation unless the same save confirms it. After review only what stops a
    publication may be set (appeal, closed hearing, minor). Raises StaleRevision, NotAllowed, UnknownCourt, Permanent.
    """
    clean = _clean(values)
    with store.writing() as session:
        judgment = access.judgment_of(session, judgment_id)
        access.check_change(actor, judgment)
        draft = access.newest_draft(session, judgment_id)
        _check_state(draft, clean)
        theirs = {name: getattr(judgment, name) for name in clean}
        access.check_revision(draft, revision, dict(values), theirs)
        _check_references(session, judgment, clean)
        changed = [name for name in sorted(clean) if getattr(judgment, name) != clean[name]]
        for name in changed:
            if _UNCONFIRMS.get(name) not in clean:
                unconfirm(judgment, name)
            setattr(judgment, name, clean[name])
        judgment.deadline_on = None if judgment.effective_on is None else deadline(judgment.effective_on)
        with store.sources_reading() as restricted:
            reading = views.source_view(restricted.get_one(sources.Source, draft.id), draft).reading
        draft.differs_open = open_fields(differences(reading, current_values(judgment)))
        _saved(session, store, actor, judgment, draft, action="metadata.saved", fields=changed)
        return draft.revision


def confirm_parties(
    store: Store,
    actor: Actor,
    draft_id: int,
    *,
    revision: int,
    minor: bool | None = None,
    parties: Sequence[Mapping[str, Any]] | None = None,
) -> int:
    """Say that the parties were compared with the opening of the text; return the draft's new revision.

    `minor`: a participant is under 18 (or, False, none is); `parties` replaces the list as it was corrected.
    """
    with store.writing() as session:
        draft = access.draft_of(session, draft_id)
        judgment = access.judgment_of(session, draft.judgment_id)
        access.check_change(actor, judgment)
        _check_state(draft, {"parties_confirmed": True})
        access.check_revision(draft, revision, {"parties_confirmed": True, "minor_participant": minor}, {})
        judgment.parties_confirmed = True
        if minor is not None:
            judgment.minor_participant = minor
        with store.sources_writing() as restricted:
            source = views.settle(restricted, draft)
            if parties is not None:
                views.keep_source(source, draft.revision + 1, parties=[dict(party) for party in parties])
            _saved(session, store, actor, judgment, draft, action="parties.confirmed", minor=minor)
            session.flush()
        return draft.revision


def unconfirm(judgment: models.Judgment, name: str) -> None:
    """Take back the confirmation that belongs to a field, because its value changes."""
    confirmation = _UNCONFIRMS.get(name)
    if confirmation is not None:
        setattr(judgment, confirmation, False)


def check_court(session: Session, code: str | None) -> None:
    """Raise UnknownCourt unless the list of courts has this one."""
    if code is None or session.get(models.Court, code) is None:
        raise UnknownCourt(str(code))


def _clean(values: Mapping[str, Any]) -> dict[str, Any]:
    unknown = set(values) - _TEXTS - _DAYS - _FLAGS - _OTHER
    if unknown:
        raise Permanent("Có trường thông tin không biết: " + ", ".join(sorted(unknown)) + ".")
    return {name: _value(name, value) for name, value in values.items()}


def _value(name: str, value: object) -> object:
    if name in _FLAGS:
        return bool(value)
    if name in _DAYS and isinstance(value, str) and value.strip():
        try:
            return date.fromisoformat(value.strip())
        except ValueError as error:
            raise Permanent("Ngày không đúng dạng năm-tháng-ngày.") from error
    if isinstance(value, str):
        return value.strip() or None
    return value


def _check_state(draft: models.Draft, clean: Mapping[str, Any]) -> None:
    only_stops = set(clean) <= _STOPS and all(clean.values())
    if draft.state is DraftState.IN_REVIEW or (only_stops and draft.state in _OPEN):
        return
    raise NotAllowed(f"Không sửa được khi hồ sơ ở trạng thái “{STATE_WORDS[draft.state]}”.")


def _check_references(session: Session, judgment: models.Judgment, clean: Mapping[str, Any]) -> None:
    code = clean.get("court_code", judgment.court_code)
    if "court_code" in clean:
        check_court(session, code)
    number = clean.get("presiding_account_id")
    if number is not None:
        account = session.get(models.Account, number)
        if account is None or account.role != Role.JUDGE or account.court_code != code:
            raise Permanent("Chủ tọa phải là thẩm phán của tòa án này.")


def _saved(
    session: Session,
    store: Store,
    actor: Actor,
    judgment: models.Judgment,
    draft: models.Draft,
    *,
    action: str,
    **detail: Any,  # noqa: ANN401  facts of an event
) -> None:
    judgment.revision += 1
    current = draft.drafted_revision == draft.revision
    draft.revision += 1
    if actor.id not in draft.editors and draft.state is DraftState.IN_REVIEW:
        draft.editors = [*draft.editors, actor.id]
    if current:
        draft.drafted_revision = draft.revision  # the text of the draft does not hang on these fields
    else:
        jobs.enqueue(
            session,
            "redraft",
            judgment.id,
            draft_id=draft.id,
            payload={"revision": draft.revision},
            key=f"redraft:{draft.id}:{draft.revision}",
        )
    facts = {"draft": draft.id, "revision": draft.revision, **detail}
    events.append(session, store, actor=actor, action=action, judgment_id=judgment.id, detail=facts)
