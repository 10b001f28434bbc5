"""Judgments like another one, on a page of their own: the page of a judgment is finished without asking the engine.

With scripts the list is fetched into the judgment's page when the reader comes near its end.
"""

from collections import Counter
from collections.abc import Sequence
from typing import Final

from flask import Blueprint, Response, abort, make_response, render_template

from portal.i18n import _
from portal.public import searching
from portal.public.cards import Card, card, short_title
from portal.public.judgments import ID, stone
from portal.public.names import all_acts
from portal.public.search_pages import PRIVATE, away
from portal.public.site import Site, site
from records import citations, public
from records.public import PublicJudgment, Tombstone
from search.engine import SearchUnavailable
from search.similar import similar_to
from vietnamese.letters import canonical, fold

pages = Blueprint("similar", __name__)

MOST_SHARED: Final = 2  # articles and precedents that a reason names
Cited = tuple[tuple[str, ...], tuple[str, ...]]


@pages.get("/ban-an/<public_id>/tuong-tu")
def similar(public_id: str) -> Response:
    """The page of at most five judgments of the same case type, each with what it shares; 410 after a withdrawal."""
    found = public.find(site().store, public_id) if ID.fullmatch(public_id) else None
    if found is None:
        abort(404)
    if isinstance(found, Tombstone):
        return stone(found, as_json=False)
    try:
        items = listed(site(), found)
    except SearchUnavailable as fault:
        return away(fault)
    answer = make_response(
        render_template(
            "public/similar.html",
            section="ban-an",
            href=f"/ban-an/{found.public_id}",
            short=short_title(found),
            items=items,
        )
    )
    answer.headers["Cache-Control"] = PRIVATE
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer


def listed(here: Site, one: PublicJudgment) -> list[tuple[Card, str]]:
    """The judgments most like this one, each with the reason: what it shares. Raises SearchUnavailable."""
    query = similar_to(
        one.public_id,
        one.paragraphs,
        _telling_articles(here, one),
        one.legal_relation or "",
        one.case_type or "",
        here.engine.status().documents,
        here.engine.frequencies,
    )
    if query is None:
        return []
    others = public.find_many(here.store, here.engine.search(query).ids)
    cited = citations.facets(here.store, [one.public_id, *(other.public_id for other in others)])
    return [(card(other), _reason(here, one, other, cited)) for other in others]


def _telling_articles(here: Site, one: PublicJudgment) -> list[str]:
    """The articles that the judgment cites, most often cited first; those that stand in nearly every one left out."""
    acts = all_acts(here)
    times = Counter(
        f"{place.act}.{place.article}"
        for place in citations.of_judgment(here.store, one.public_id, one.version)
        if place.act and place.article and not (place.act in acts and acts[place.act].general)
    )
    return [article for article, _times in times.most_common()]


def _reason(here: Site, one: PublicJudgment, other: PublicJudgment, cited: dict[str, Cited]) -> str:
    (articles, precedents), (of_articles, of_precedents) = cited[one.public_id], cited[other.public_id]
    telling = set(_telling(here, articles)) & set(of_articles)
    shared = [searching.label(here, "an-le", number) for number in precedents if number in of_precedents]
    shared += [searching.label(here, "dieu", article) for article in articles if article in telling]
    shared = shared[:MOST_SHARED]
    if one.legal_relation and _same(one.legal_relation, other.legal_relation or ""):
        shared.append(_("quan hệ pháp luật"))
    if not shared:
        return _("Lời văn gần nhau")
    return _("Cùng %(things)s", things=", ".join(shared))


def _telling(here: Site, articles: Sequence[str]) -> list[str]:
    acts = all_acts(here)
    return [one for one in articles if (act := acts.get(one.rpartition(".")[0])) is None or not act.general]


def _same(one: str, other: str) -> bool:
    return fold(canonical(one)).strip() == fold(canonical(other)).strip()
