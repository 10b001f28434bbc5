"""The head of a record: what is known of it without opening its text, for the pages that need no text."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from flask import url_for

from portal.desk.context import acting, desk
from portal.desk.words import Deadline, deadline_words
from records import models
from records.desk.access import blockers_of, check_record, judgment_of, newest_draft
from records.desk.views import DraftView, JudgmentView, draft_view, judgment_view
from records.lifecycle import STATE_WORDS, Blocker, DraftState, PublicationState

TONES = {
    "PUBLISHED": "ok",
    "DONE": "ok",
    "APPROVED": "ok",
    "FAILED": "err",
    "WITHDRAWN": "err",
    "HIDDEN": "warn",
    "WITHHELD": "warn",
}


@dataclass(frozen=True)
class Head:
    """A record as its summary shows it; `revision` is the judgment's."""

    judgment: JudgmentView
    draft: DraftView
    blockers: tuple[Blocker, ...]

    @property
    def heading(self) -> str:
        """The case number, or the number of the record while that is not known."""
        return heading_of(self.judgment)

    @property
    def revision(self) -> int:
        """The judgment's revision, for forms that change the judgment."""
        return self.judgment.revision

    @property
    def public_id(self) -> str | None:
        """The public address's id, None before the first publication."""
        return self.judgment.public_id

    @property
    def court(self) -> str:
        """The court's name."""
        return self.judgment.court_name or "chưa rõ tòa án"


def head_of(number: int) -> Head:
    """The head of a record; raises NotFound, or NotAllowed for someone who may not know of it."""
    store = desk().store
    with store.reading() as session:
        judgment = judgment_of(session, number)
        check_record(acting(), judgment)
        draft = newest_draft(session, number)
        row = session.get(models.Court, judgment.court_code) if judgment.court_code else None
        return Head(
            judgment_view(judgment, row.name if row else None),
            draft_view(draft),
            tuple(blockers_of(store, judgment, draft)),
        )


def heading_of(judgment: JudgmentView) -> str:
    """The case number, or the number of the record while that is not known."""
    return judgment.case_number or f"số {judgment.id}"


def due_of(deadline_on: date | None, confirmed: bool, state: PublicationState, today: date) -> Deadline:
    """The deadline of a record in words; a record that is settled has none."""
    if state in {PublicationState.PUBLISHED, PublicationState.HIDDEN}:
        return Deadline("đã công bố", "ok")
    if state in {PublicationState.WITHHELD, PublicationState.WITHDRAWN}:
        return Deadline("không còn hạn", "ok")
    return deadline_words(deadline_on if confirmed else None, today)


def states_of(draft: DraftState, publication: PublicationState) -> list[tuple[str, str]]:
    """Both states as (word, tone), the second only when it says more than “not published”."""
    found = [(STATE_WORDS[draft], TONES.get(draft, ""))]
    if publication != PublicationState.NONE:
        found.append((STATE_WORDS[publication], TONES.get(publication, "")))
    return found


@dataclass(frozen=True)
class BlockerLine:
    """Something that blocks, with the place where it is settled."""

    sentence: str
    href: str


def blocker_lines(number: int, blockers: Iterable[Blocker]) -> list[BlockerLine]:
    """The blockers of a record, each linked to its place."""
    return [BlockerLine(one.sentence, place_address(number, one.place)) for one in blockers]


def place_address(number: int, place: str) -> str:
    """Where on the review page, or on a page of its own, a blocker is settled."""
    if place == "khong-cong-bo":
        return url_for("removal.withhold", number=number)
    return url_for("review.page", number=number) + f"#{place}"
