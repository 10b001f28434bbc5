"""What is printed of an approved draft: public values only, under the address it is going to have."""

from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from sqlalchemy import select

from records import models, sources
from records.database import COURT_ZONE, Store
from records.desk import access
from records.desk.publish import DraftChanged, new_public_id
from records.errors import NotPublishable
from records.lifecycle import DraftState
from records.titles import title_of
from vietnamese.texts import PublicText


@dataclass(frozen=True, slots=True)
class Approved:
    """An approved draft as the next public version; `forms` are the protected forms for the gate, never shown."""

    draft_id: int
    public_id: str
    version: int
    title: str
    court_name: str
    case_number: str
    decided_on: date
    legal_relation: str
    presiding_judge: str
    paragraphs: tuple[str, ...]
    text: PublicText
    note: str | None
    published_on: date
    forms: list[Any]


def load_approved(store: Store, draft_id: int) -> Approved:
    """Return the approved draft with its public address, which is reserved on the first call and shown to nobody yet.

    Raises DraftChanged when the text is not the approved one, NotPublishable when something stands in the way by now.
    """
    with store.writing() as session:
        draft = access.draft_of(session, draft_id)
        judgment = access.judgment_of(session, draft.judgment_id)
        found = access.blockers_of(store, judgment, draft)
        if (
            found
            or draft.state is not DraftState.APPROVED
            or judgment.case_number is None
            or judgment.decided_on is None
        ):
            raise NotPublishable(found)
        with store.sources_reading() as restricted:
            source = restricted.get_one(sources.Source, draft.id)
        if draft.approved_sha256 != sha256(source.draft_text.encode()).hexdigest():
            raise DraftChanged(draft.id)
        if judgment.public_id is None:
            judgment.public_id = new_public_id(session)
        court = session.get_one(models.Court, judgment.court_code)
        return Approved(
            draft_id=draft.id,
            public_id=judgment.public_id,
            version=judgment.publication_version + 1,
            title=title_of(judgment.kind, judgment.case_number, judgment.decided_on, court.name),
            court_name=court.name.replace("TAND", "Tòa án nhân dân", 1),
            case_number=judgment.case_number,
            decided_on=judgment.decided_on,
            legal_relation=judgment.legal_relation or "",
            presiding_judge=judgment.presiding_judge or "",
            paragraphs=tuple(source.draft_paragraphs),
            text=source.draft_text,
            note=draft.note,
            published_on=(draft.publish_at or store.clock()).astimezone(COURT_ZONE).date(),
            forms=source.forms,
        )


def public_id_of(store: Store, judgment_id: int | None) -> str | None:
    """Return the public id of a judgment, reserved or shown; None when it has none."""
    with store.reading() as session:
        return session.scalar(select(models.Judgment.public_id).where(models.Judgment.id == judgment_id))
