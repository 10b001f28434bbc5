"""Which public judgment a precedent was made from: the one that the words about its source name first."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from records import catalogue, jobs, models
from records.case_keys import case_key, spellings
from records.lifecycle import PublicationState

_NUMBER: Final = re.compile(r"(?<![0-9/])[0-9]{1,6}\s*/\s*(?:19|20)[0-9]{2}\s*/\s*[\w\u2010-\u2015-]*\w")
_DAY: Final = re.compile(
    r"(?<![0-9])([0-9]{1,2})(?:\s*[-/.]\s*([0-9]{1,2})\s*[-/.]\s*|\s+tháng\s+([0-9]{1,2})\s+năm\s+)([0-9]{4})(?![0-9])"
)
_NOT_ADOPTED: Final = ("proposed", "consultation", "advisory", "abolished")
"""States in which nothing is a precedent yet, or any more."""


def source_of(words: str) -> tuple[str, date] | None:
    """Return case key and day of the judgment that the words about a source name first; None without both.

    The number alone would not do: it stands in many courts.
    """
    number = _NUMBER.search(words)
    key = case_key(number[0]) if number else None
    day = _DAY.search(words, number.end()) if number else None
    if key is None or day is None:
        return None
    try:
        return key, date(int(day[4]), int(day[2] or day[3]), int(day[1]))
    except ValueError:
        return None


def adopted_sources(session: Session) -> set[tuple[str, date]]:
    """Return case key and day of the judgments that precedents were made from which were not abolished."""
    found = session.scalars(
        select(catalogue.Precedent.source).where(
            catalogue.Precedent.source != "", catalogue.Precedent.state.not_in(_NOT_ADOPTED)
        )
    )
    return {source for words in found if (source := source_of(words))}


def reindex_sources(session: Session, sources: Iterable[str]) -> None:
    """Write a job in the caller's transaction for each public judgment that these sources name.

    To be called with what stood there before a change and what stands there after it.
    """
    J = models.Judgment  # noqa: N806  the name of the table everywhere in records
    for key, day in sorted({source for words in sources if (source := source_of(words))}):
        query = select(J.id).where(
            J.case_number.in_(spellings(key)),
            J.decided_on == day,
            J.publication_state == PublicationState.PUBLISHED,
        )
        for judgment_id in session.scalars(query):
            jobs.enqueue(session, "index", judgment_id, payload={"alone": True})
