"""The search of one request, for the page and for the API: asked → engine → records, in that order.

The engine gives ids only; what is shown of them comes from the current records, so a stale index cannot leak.
"""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import urlencode

from portal import words
from portal.i18n import _
from portal.public.cards import Card, Excerpt, card
from portal.public.layout import zones
from portal.public.marks import marked
from portal.public.parameters import FACETS, LAST_HIT, Asked
from portal.public.site import Site
from records import courts, public, statutes
from records.public import PublicJudgment
from search.engine import FacetValue
from search.query import Query, SearchQuery, parse
from search.snippet import snippets

SHOWN_VALUES: Final = 10
LABELS: Final = {
    "loai-an": words.case_type,
    "xet-xu": words.instance,
    "van-ban": words.kind,
    "cap": words.level,
}


@dataclass(frozen=True)
class Found:
    """The answer to a search. hits stand in the order of the engine; facets: (value, label, count) by name."""

    asked: Asked
    query: Query
    hits: Sequence[PublicJudgment]
    total: int
    total_capped: bool
    relation: str
    took_ms: float
    facets: Mapping[str, Sequence[tuple[str, str, int]]]


def run(here: Site, asked: Asked) -> Found:
    """Search as asked. Raises SearchUnavailable when the engine does not answer."""
    started = time.perf_counter()
    query = parse(asked.q)
    page = here.engine.search(
        SearchQuery(
            query=query,
            filters=with_predecessors(here, asked),
            decided_from=asked.since,
            decided_to=asked.until,
            sort=asked.sort or "lien-quan",
            page=asked.page,
            page_size=asked.per_page,
        )
    )
    hits = public.find_many(here.store, page.ids)
    return Found(
        asked=asked,
        query=query,
        hits=hits,
        total=page.total,
        total_capped=page.total_capped,
        relation=page.relation,
        took_ms=round((time.perf_counter() - started) * 1000, 1),
        facets={name: labelled(here, name, page.facets.get(name, ()), asked) for name in FACETS},
    )


def with_predecessors(here: Site, asked: Asked) -> dict[str, tuple[str, ...]]:
    """The chosen filters; with `tien-than=1` each chosen court brings the courts that it succeeded."""
    filters = dict(asked.filters)
    chosen = filters.get("toa", ())
    if asked.predecessors and chosen:
        filters["toa"] = courts.with_predecessors(all_courts(here).values(), chosen)
    return filters


def all_courts(here: Site) -> dict[str, courts.Court]:
    """Every court by its code, remembered for some minutes."""
    return here.counts.get("courts", lambda: {court.code: court for court in courts.list_courts(here.store)})


def all_acts(here: Site) -> dict[str, statutes.Act]:
    """Every act by its code, remembered for some minutes."""
    return here.counts.get("acts", lambda: {act.code: act for act in statutes.list_acts(here.store)})


def label(here: Site, name: str, value: str) -> str:
    """The words for one value of a facet."""
    if name in LABELS:
        return LABELS[name](value)
    if name == "toa":
        court = all_courts(here).get(value)
        return court.name if court else value
    if name == "tinh":
        return provinces(here).get(value, value)
    if name == "an-le":
        return _("Án lệ %(number)s", number=value)
    if name == "dieu":
        code, _dot, article = value.rpartition(".")
        act = all_acts(here).get(code)
        return _("Điều %(article)s %(act)s", article=article, act=act.title) if act else value
    return value[:1].upper() + value[1:]


def provinces(here: Site) -> dict[str, str]:
    """Names of provinces by code."""
    return {
        court.province_code: court.province
        for court in all_courts(here).values()
        if court.province_code and court.province
    }


def labelled(here: Site, name: str, values: Sequence[FacetValue], asked: Asked) -> list[tuple[str, str, int]]:
    """The values of a facet with their words: those that count something, and those that are chosen."""
    chosen = asked.filters.get(name, ())
    counted = {item.value: item.count for item in values if item.count or item.value in chosen}
    for value in chosen:
        counted.setdefault(value, 0)
    return [(value, label(here, name, value), count) for value, count in counted.items()]


def card_of(judgment: PublicJudgment, query: Query) -> Card:
    """The card of one hit, with the words around its hits."""
    carried = urlencode({"q": query.text}) if query.text.strip() else ""
    return card(judgment, query=carried, snippets=excerpts(judgment, query, carried))


def excerpts(judgment: PublicJudgment, query: Query, carried: str) -> list[Excerpt]:
    """The best two excerpts of a hit, escaped, each with its zone and paragraph; none for a search without words."""
    found = snippets(judgment.paragraphs, query)
    outline = zones(judgment.paragraphs) if found else []
    excerpts_found = []
    for one in found:
        zone = next((zone.words for zone in reversed(outline) if zone.first <= one.paragraph), "")
        place = _("đoạn %(number)s", number=one.paragraph)
        href = f"/ban-an/{judgment.public_id}?{carried}&doan={one.paragraph}#d{one.paragraph}"
        excerpts_found.append(Excerpt(f"{zone}, {place}" if zone else place.capitalize(), marked(one.spans), href))
    return excerpts_found


def exact_number(here: Site, query: Query) -> tuple[str, list[PublicJudgment]] | None:
    """The number that was typed and the published judgments that carry exactly it; None when none was typed."""
    number = query.case_number
    if number is None or number.year is None:
        return None
    found = public.by_case_number(here.store, number.number, number.year, number.code or None)
    return number.label, list(found)


def last_page(found: Found) -> int:
    """The last page that can be asked for: pages end at 10,000 hits."""
    return max(1, -(-min(found.total, LAST_HIT) // found.asked.per_page))


def first_page(asked: Asked) -> Asked:
    """The same search from its beginning."""
    return replace(asked, page=1)
