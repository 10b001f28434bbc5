"""Lists of the judgments that cite an article or a precedent, each with the sentence that does."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from portal.filters import number
from portal.i18n import _
from portal.public.cards import Card, Excerpt, card
from portal.public.layout import zones
from portal.public.links import sentence
from portal.public.paging import Pages, pages
from records import public
from records.citations import Citing, CitingPage, YearCount
from records.database import Store

PER_PAGE: Final = 20
FRESH: Final = "public, no-cache"
"""A page with sentences of judgments is asked for each time: one of them may have been withdrawn."""
Marked = tuple[Card, str, str | None, str]
"""A card with the words, tone and sign of its badge; no words: no badge."""


@dataclass(frozen=True)
class Years:
    """Counts by year as a chart and a table. bars: (label, value as written, share of the longest)."""

    finding: str
    bars: Sequence[tuple[str, str, float]]
    rows: Sequence[Sequence[str]]


def cards_of(store: Store, page: CitingPage) -> list[Marked]:
    """The cards of one page, in its order; a judgment that was withdrawn meanwhile is left out."""
    found = {one.public_id: one for one in public.find_many(store, [one.public_id for one in page.items])}
    marked = []
    for one in page.items:
        judgment = found.get(one.public_id)
        if judgment is not None:
            zone = next(
                (zone.words for zone in reversed(zones(judgment.paragraphs)) if zone.first <= one.paragraph), ""
            )
            place = _("đoạn %(number)s", number=one.paragraph)
            excerpt = Excerpt(
                f"{zone}, {place}" if zone else place.capitalize(),
                sentence(judgment.paragraphs, one.paragraph, one.start, one.end),
                f"/ban-an/{one.public_id}?doan={one.paragraph}#d{one.paragraph}",
            )
            marked.append((card(judgment, snippets=[excerpt]), *_badge(one)))
    return marked


def _badge(one: Citing) -> tuple[str, str | None, str]:
    if one.applied is False:
        return _("Viện dẫn nhưng không áp dụng"), "warn", "flag"
    return (_("Do hệ thống suy ra"), None, "info") if one.inferred else ("", None, "")


def years_of(counts: Sequence[YearCount], finding: str) -> Years:
    """The counts of each year: the chart of all, the table of plain ones, others and all."""
    longest = max((one.total for one in counts), default=0)
    bars = [(str(one.year), number(one.total), one.total * 100 / longest) for one in counts] if longest else []
    rows = [[str(one.year), *_cells(one.plain, one.total)] for one in counts]
    if len(counts) > 1:
        rows.append([_("Cộng"), *_cells(sum(one.plain for one in counts), sum(one.total for one in counts))])
    return Years(finding, bars, rows)


def _cells(plain: int, total: int) -> list[str]:
    return [number(value) if value else "–" for value in (plain, total - plain, total)]


def paged(path: str, kept: dict[str, str], page: int, total: int) -> tuple[Pages, Callable[[int], str]]:
    """The links around one page of a list, and how the address of a page is made."""

    def href(target: int) -> str:
        query = urlencode(kept | ({"trang": str(target)} if target > 1 else {}))
        return f"{path}?{query}" if query else path

    return pages(page, total, PER_PAGE, href), href
