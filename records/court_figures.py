"""What one court has published: by year of decision and case type, and how soon after the day of effect."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import and_, extract, func, select

from records import models
from records.database import COURT_ZONE, Store
from records.lifecycle import PublicationState

P, J = models.Publication, models.Judgment
_PUBLISHED = and_(J.id == P.judgment_id, J.publication_state == PublicationState.PUBLISHED)
_CURRENT = and_(_PUBLISHED, J.publication_version == P.version)


@dataclass(frozen=True, slots=True)
class CourtFigures:
    """by_year: number of public judgments by year of decision and case type (None: not known).

    delays: days from effect to first publication of each judgment whose day of effect is known, in order.
    """

    by_year: Mapping[int, Mapping[str | None, int]]
    delays: tuple[int, ...]


def court_figures(store: Store, code: str) -> CourtFigures:
    """Return the figures of one court over its judgments that are public now."""
    year = extract("year", P.decided_on)
    with store.reading() as session:
        counted = session.execute(
            select(year, P.case_type, func.count())
            .select_from(P)
            .join(J, _CURRENT)
            .where(P.court_code == code)
            .group_by(year, P.case_type)
            .order_by(year)
        ).all()
        # The first version, not the current one: a correction is not a late publication.
        first = session.execute(
            select(P.effective_on, P.published_at)
            .join(J, _PUBLISHED)
            .where(P.court_code == code, P.version == 1, P.effective_on.is_not(None))
        ).all()
    by_year: dict[int, dict[str | None, int]] = {}
    for number, case_type, count in counted:
        by_year.setdefault(int(number), {})[case_type] = count
    delays = ((at.astimezone(COURT_ZONE).date() - day).days for day, at in first if day is not None)
    return CourtFigures(by_year, tuple(sorted(delays)))
