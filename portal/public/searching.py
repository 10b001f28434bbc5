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
from portal.public.names import all_acts, all_courts, names_of
from portal.public.parameters import FACETS, LAST_HIT, Asked
from portal.public.site import Site
from records import courts, public
from records.public import PublicJudgment
from search.engine import FacetValue, SearchUnavailable
from search.query import Query, SearchQuery, parse
from search.snippet import snippets
from search.spelling import FEW_HITS, corrected, marked_form
from search.suggest import MOST, Suggestion

SHOWN_VALUES: Final = 10
ROWS_AT_ONCE: Final = 100
LONGEST_CARRIED: Final = 200  # characters of a query that the links of a card carry, three to a card
LABELS: Final = {
    "loai-an": words.case_type,
    "xet-xu": words.instance,
    "van-ban": words.kind,
    "cap": words.level,
}


@dataclass(frozen=True)
class Found:
    """The answer to a search. hits stand in the order of the engine; facets: (value, label, count) by name.

    marked: the words with their marks where they were typed without; corrected: what was perhaps meant.
    """

    asked: Asked
    query: Query
    hits: Sequence[PublicJudgment]
    total: int
    total_capped: bool
    relation: str
    took_ms: float
    facets: Mapping[str, Sequence[tuple[str, str, int]]]
    marked: str = ""
    corrected: str = ""


@dataclass(frozen=True)
class ExactNumber:
    """The published judgments that bear the number that was typed: how many, some of them, by court."""

    label: str
    total: int
    judgments: Sequence[PublicJudgment]
    by_court: Sequence[FacetValue]


def run(here: Site, asked: Asked) -> Found:
    """Search as asked. Raises SearchUnavailable when the engine does not answer."""
    started = time.perf_counter()
    query = parse(asked.q, names_of(here))
    page = here.engine.search(engine_query(here, asked, query))
    hits = public.find_many(here.store, page.ids)
    few = page.total < FEW_HITS or page.relation == "relaxed"
    return Found(
        asked=asked,
        query=query,
        hits=hits,
        total=page.total,
        total_capped=page.total_capped,
        relation=page.relation,
        took_ms=round((time.perf_counter() - started) * 1000, 1),
        facets={name: labelled(here, name, page.facets.get(name, ()), asked) for name in FACETS},
        marked=marked_form(query, here.engine.frequencies),
        corrected=corrected(query, here.engine.frequencies) if few else "",
    )


def engine_query(here: Site, asked: Asked, query: Query) -> SearchQuery:
    """What is asked of the engine."""
    return SearchQuery(
        query=query,
        filters=with_predecessors(here, asked),
        decided_from=asked.since,
        decided_to=asked.until,
        published_from=asked.published_since,
        published_to=asked.published_until,
        zone=asked.part,
        sort=asked.sort or "lien-quan",
        page=asked.page,
        page_size=asked.per_page,
    )


def listed(here: Site, asked: Asked, most: int) -> list[PublicJudgment]:
    """The first `most` judgments of a search, without counts. Raises SearchUnavailable."""
    query = parse(asked.q, names_of(here))
    ids: list[str] = []
    for page in range(1, -(-most // ROWS_AT_ONCE) + 1):
        wanted = replace(engine_query(here, asked, query), page=page, page_size=min(ROWS_AT_ONCE, most), facets=())
        found = here.engine.search(wanted)
        ids += found.ids
        if len(ids) >= min(found.total, most):
            break
    return public.find_many(here.store, ids[:most])


def without_each(here: Site, found: Found) -> list[tuple[Asked, str, int]]:
    """The same search without one of its filters: as asked, the name of the filter, its total.

    The name is "" for the days of the decision, "cong-bo" for those of the publication, "phan" for the part.
    """
    asked = found.asked
    looser = [(replace(asked, filters={**asked.filters, name: ()}, page=1), name) for name in asked.filters]
    if asked.tu or asked.den:
        looser.append((replace(asked, tu="", den="", since=None, until=None, page=1), ""))
    if asked.cong_bo_tu or asked.cong_bo_den:
        changed = replace(asked, cong_bo_tu="", cong_bo_den="", published_since=None, published_until=None, page=1)
        looser.append((changed, "cong-bo"))
    if asked.part:
        looser.append((replace(asked, part="", page=1), "phan"))
    counted = []
    for one, name in looser:
        page = here.engine.search(replace(engine_query(here, one, found.query), page_size=1, facets=()))
        counted.append((one, name, page.total if page.relation == "exact" else 0))
    return [one for one in counted if one[2]]


def with_predecessors(here: Site, asked: Asked) -> dict[str, tuple[str, ...]]:
    """The chosen filters; with `tien-than=1` each chosen court brings the courts that it succeeded."""
    filters = dict(asked.filters)
    chosen = filters.get("toa", ())
    if asked.predecessors and chosen:
        filters["toa"] = courts.with_predecessors(all_courts(here).values(), chosen)
    return filters


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
    carried = urlencode({"q": query.text[:LONGEST_CARRIED]}) if query.text.strip() else ""
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


def exact_number(here: Site, query: Query) -> ExactNumber | None:
    """The judgments that bear the number that was typed; None when none was typed. Raises SearchUnavailable."""
    number = query.case_number
    if number is None or number.year is None:
        return None
    own = replace(number, cited=None)
    page = here.engine.search(SearchQuery(Query(own.label, own), page_size=SHOWN_VALUES, facets=("toa",)))
    return ExactNumber(own.label, page.total, public.find_many(here.store, page.ids), page.facets.get("toa", ()))


def numbers(here: Site, typed: str) -> list[Suggestion]:
    """The case numbers that begin with what was typed, once number and year stand there; none when search is away."""
    number = parse(typed, names_of(here)).case_number
    if number is None or number.year is None:
        return []
    try:
        exact = here.engine.search(SearchQuery(Query(typed, replace(number, cited=None)), page_size=MOST, facets=()))
    except SearchUnavailable:
        return []
    printed = dict.fromkeys(one.case_number for one in public.find_many(here.store, exact.ids))
    return [Suggestion("number", text, f"số:{text}") for text in printed]


def last_page(found: Found) -> int:
    """The last page that can be asked for: pages end at 10,000 hits."""
    return max(1, -(-min(found.total, LAST_HIT) // found.asked.per_page))
