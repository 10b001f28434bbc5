"""The list of precedents and the page of one: how it stands, what it says, who applied it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from urllib.parse import urlencode

from flask import Blueprint, Response, abort, jsonify, redirect, render_template, request
from markupsafe import Markup
from werkzeug.wrappers import Response as AnyResponse

from portal.filters import number, short_date, time_tag
from portal.i18n import _
from portal.public.citing_lists import FRESH, PER_PAGE, cards_of, paged, years_of
from portal.public.feeds import FEED_ENTRIES, citing_feed
from portal.public.linked import precedent_data
from portal.public.links import article_href
from portal.public.lists import shared
from portal.public.paging import pages as page_links
from portal.public.site import Site, site
from portal.public.standing import DRAFTS, IN_FORCE, Badge, standing_badge
from portal.public.tables import csv_file
from records import citations, followed, precedents, statutes
from records.precedents import BASES, Precedent, PrecedentState
from records.statutes import Act
from vietnamese.letters import fold

pages = Blueprint("precedents", __name__)

LISTED: Final = 50
NAME: Final = re.compile(r"0*([1-9][0-9]{0,2})(?:-((?:19|20)[0-9]{2})(?:-al)?)?")
REFERENCE: Final = re.compile(r"[0-9a-z-]+\.[0-9]{1,4}[a-zđ]?")
TABS: Final = {
    "hieu-luc": IN_FORCE,
    "du-thao": DRAFTS,
    "bai-bo": frozenset({PrecedentState.ABOLISHED}),
    "": frozenset(PrecedentState),
}


@dataclass(frozen=True)
class PrecedentLine:
    """A precedent in a list. articles: (words, address or none); count: judgments that cite it."""

    href: str
    label: str
    title: str
    badge: Badge
    articles: Sequence[tuple[str, str | None]]
    count: int
    ground: str


@pages.get("/an-le")
def precedent_list() -> Response:
    """Precedents, highest number first, by standing, field and article, found by their words."""
    here = site()
    everything = precedents.list_precedents(here.store)
    asked = {name: request.args.get(name, "").strip()[:120] for name in ("q", "tinh-trang", "linh-vuc", "dieu")}
    if asked["tinh-trang"] not in TABS:
        abort(404)
    matching = [one for one in everything if _matches(one, asked)]
    today = here.store.today()
    found = [one for one in matching if one.standing(today) in TABS[asked["tinh-trang"]]]
    counts = citations.precedent_counts(here.store)
    if request.args.get("dang") == "csv":
        return _csv(found, counts, today)
    page = int(request.args["trang"]) if re.fullmatch(r"[1-9][0-9]{0,3}", request.args.get("trang", "")) else 1
    if page > max(1, -(-len(found) // LISTED)):
        abort(404)

    def href(target: int) -> str:
        return _address(asked | ({"trang": str(target)} if target > 1 else {}))

    body = render_template(
        "public/precedents.html",
        section="an-le",
        asked=asked,
        known=len(everything),
        items=lines_of(here, found[(page - 1) * LISTED : page * LISTED], counts),
        total=len(found),
        tabs=[_tab(name, matching, asked, today) for name in TABS],
        fields=[("", _("Tất cả")), *((one, one) for one in sorted({one.field for one in everything if one.field}))],
        open_drafts=[
            (one.title or one.name, f"/an-le/{one.number}", standing_badge(one, today).words)
            for one in everything
            if one.state is PrecedentState.CONSULTATION and (one.consultation_until or today) >= today
        ],
        pages=page_links(page, len(found), LISTED, href),
        canonical=href(page),
        csv_href=_address(asked | {"dang": "csv"}),
    )
    return shared(body)


def _address(asked: Mapping[str, str]) -> str:
    query = urlencode({name: value for name, value in asked.items() if value})
    return f"/an-le?{query}" if query else "/an-le"


def _tab(name: str, matching: Sequence[Precedent], asked: dict[str, str], today: date) -> tuple[str, str, bool]:
    words = {"hieu-luc": _("Có hiệu lực"), "du-thao": _("Dự thảo"), "bai-bo": _("Bãi bỏ"), "": _("Tất cả")}
    count = sum(one.standing(today) in TABS[name] for one in matching)
    return f"{words[name]} ({number(count)})", _address(asked | {"tinh-trang": name}), asked["tinh-trang"] == name


def _matches(one: Precedent, asked: Mapping[str, str]) -> bool:
    if asked["linh-vuc"] and one.field != asked["linh-vuc"]:
        return False
    if asked["dieu"] and asked["dieu"] not in one.related:
        return False
    words = fold(" ".join([one.name, one.title, one.situation, one.solution, *one.keywords]))
    return all(part in words for part in fold(asked["q"]).split())


def _csv(found: Sequence[Precedent], counts: Mapping[int, tuple[int, int]], today: date) -> Response:
    head = ["so", "ten", "tinh_trang", "ap_dung_tu", "bai_bo_tu", "so_ban_an_vien_dan", "khong_ap_dung"]
    return csv_file(
        "an-le",
        head,
        [
            [
                one.name,
                one.title,
                standing_badge(one, today).words,
                one.effective_from.isoformat() if one.effective_from else "",
                one.abolished_from.isoformat() if one.abolished_from else "",
                *(str(count) for count in counts.get(one.number, (0, 0))),
            ]
            for one in found
        ],
    )


def lines_of(here: Site, found: Sequence[Precedent], counts: Mapping[int, tuple[int, int]]) -> list[PrecedentLine]:
    """The lines of a list of precedents."""
    codes = {
        reference.partition(".")[0] for one in found for reference in one.related if REFERENCE.fullmatch(reference)
    }
    acts = statutes.acts_by_code(here.store, codes)
    today = here.store.today()
    return [
        PrecedentLine(
            href=f"/an-le/{one.number}",
            label=_("Án lệ số %(name)s", name=one.name),
            title=one.title,
            badge=standing_badge(one, today),
            articles=[_article(reference, acts) for reference in one.related],
            count=counts.get(one.number, (0, 0))[0],
            ground=one.ground if one.state is PrecedentState.POSSIBLY_OUTDATED else "",
        )
        for one in found
    ]


def related_lines(here: Site, reference: str) -> list[PrecedentLine]:
    """The precedents that name an article ("91-2015-qh13.468") among their provisions."""
    found = [one for one in precedents.list_precedents(here.store) if reference in one.related]
    return lines_of(here, found, citations.precedent_counts(here.store)) if found else []


def _article(reference: str, acts: Mapping[str, Act]) -> tuple[str, str | None]:
    """A provision as an editor wrote it: an article's address becomes its name and a link."""
    code, _dot, article = reference.partition(".")
    if not REFERENCE.fullmatch(reference) or code not in acts:
        return reference, None
    return _("Điều %(article)s %(act)s", article=article, act=acts[code].title), article_href(code, article)


@pages.get("/an-le/<name>")
def precedent_page(name: str) -> AnyResponse:
    """One precedent, by its number; a year in the address, right or wrong, leads to the number."""
    bare, _dot, form = name.lower().partition(".")
    match = NAME.fullmatch(bare)
    if match is None or form not in {"", "json", "atom"}:
        abort(404)
    here = site()
    found = precedents.find_precedent(here.store, int(match[1]))
    if found is None:
        abort(404)
    canonical = f"{found.number}.{form}" if form else str(found.number)
    if name != canonical:
        return redirect(f"/an-le/{canonical}", 301)
    if form == "atom":
        newest = followed.citing_precedent(here.store, found.number, FEED_ENTRIES)
        title = _("Bản án viện dẫn Án lệ số %(name)s", name=found.name)
        return citing_feed(here, title, f"/an-le/{found.number}", newest)
    return _json(here, found) if form else _page(here, found)


def _page(here: Site, found: Precedent) -> Response:
    page = int(request.args["trang"]) if re.fullmatch(r"[1-9][0-9]{0,4}", request.args.get("trang", "")) else 1
    citing = citations.precedent_page(here.store, found.number, page=page, size=PER_PAGE)
    if page > max(1, -(-citing.total // PER_PAGE)):
        abort(404)
    total, refused = citations.precedent_counts(here.store, found.number).get(found.number, (0, 0))
    links, href = paged(f"/an-le/{found.number}", {}, page, citing.total)
    codes = {reference.partition(".")[0] for reference in found.related}
    acts = statutes.acts_by_code(here.store, codes)
    today = here.store.today()
    related = [(*_article(reference, acts), _note(reference, acts, today)) for reference in found.related]
    body = render_template(
        "public/precedent.html",
        section="an-le",
        linked=precedent_data(found, [href for _words, href, _said in related if href], here.settings.public_url),
        precedent=found,
        badge_=standing_badge(found, today),
        doubted=found.state is PrecedentState.POSSIBLY_OUTDATED,
        facts=_facts(found),
        related=related,
        zones=[
            (_("Nội dung vụ án"), found.facts),
            (_("Nhận định của Tòa án"), found.reasoning),
            (_("Quyết định"), found.ruling),
        ],
        history=history(found, today),
        years=years_of(citations.precedent_years(here.store, found.number), _finding(total, refused)),
        total=citing.total,
        items=cards_of(here.store, citing),
        pages=links,
        canonical=href(page),
    )
    return shared(body, FRESH)


def _finding(total: int, refused: int) -> str:
    return _(
        "Được viện dẫn trong %(total)s bản án; %(refused)s bản án viện dẫn nhưng không áp dụng.",
        total=number(total),
        refused=number(refused),
    )


def _note(reference: str, acts: Mapping[str, Act], today: date) -> str:
    act = acts.get(reference.partition(".")[0])
    if act is None or not act.valid_to or act.valid_to >= today:
        return ""
    if act.replaced_by:
        return _("(văn bản đã được thay thế bởi %(act)s)", act=act.replaced_by)
    return _("(đã hết hiệu lực)")


def _facts(one: Precedent) -> list[tuple[str, Any, str | None, bool]]:
    published = Markup("{} {}").format(one.decision, time_tag(one.published_on) if one.published_on else "")
    basis = BASES.get(one.basis, "")
    abolished = (
        Markup("{} {}").format(time_tag(one.abolished_from), f"({basis})" if basis else "")
        if one.abolished_from
        else ""
    )
    return [
        (_("Thông qua"), time_tag(one.adopted_on) if one.adopted_on else "", None, False),
        (_("Công bố"), published.strip(), None, False),
        (_("Áp dụng từ"), time_tag(one.effective_from) if one.effective_from else "", None, False),
        (_("Bãi bỏ từ"), abolished, None, False),
        (_("Nguồn"), one.source, None, True),
        (_("Vị trí"), one.passage, None, True),
    ]


def history(one: Precedent, today: date) -> list[tuple[str, bool]]:
    """The steps that are known, in order; the last one that has begun is where the precedent stands."""
    steps = [
        (_("Đề xuất"), one.proposed_on),
        (_("Lấy ý kiến đến"), one.consultation_until),
        (_("Hội đồng tư vấn án lệ"), one.advisory_on),
        (_("Thông qua"), one.adopted_on),
        (_("Công bố"), one.published_on),
        (_("Áp dụng từ"), one.effective_from),
        (_("Bãi bỏ từ"), one.abolished_from),
    ]
    known = [(words, day) for words, day in steps if day is not None]
    begun = max((index for index, (_words, day) in enumerate(known) if day <= today), default=-1)
    return [(f"{words} {short_date(day)}", index == begun) for index, (words, day) in enumerate(known)]


def _json(here: Site, one: Precedent) -> Response:
    total, refused = citations.precedent_counts(here.store, one.number).get(one.number, (0, 0))
    answer = jsonify(as_json(one, (total, refused), here.store.today(), here.settings.public_url))
    answer.headers["Access-Control-Allow-Origin"] = "*"
    answer.headers["Cache-Control"] = "public, no-cache"
    return answer


def as_json(one: Precedent, counts: tuple[int, int], today: date, public_url: str) -> dict[str, Any]:
    """A precedent for programs. counts: judgments that cite it, and those of them that say they do not apply it."""
    return {
        **summary(one, counts, today, public_url),
        "basis": one.basis or None,
        "ground": one.ground or None,
        "source": one.source,
        "passage": one.passage,
        "situation": one.situation,
        "solution": one.solution,
        "keywords": list(one.keywords),
        "content": one.content,
    }


def summary(one: Precedent, counts: tuple[int, int], today: date, public_url: str) -> dict[str, Any]:
    """A precedent in a list for programs; an unknown day is null, an unknown state “unknown”."""
    return {
        "number": one.number,
        "year": one.year,
        "name": one.name,
        "url": f"{public_url}/an-le/{one.number}",
        "title": one.title,
        "state": str(one.standing(today)),
        "published_on": _iso(one.published_on),
        "effective_from": _iso(one.effective_from),
        "abolished_from": _iso(one.abolished_from),
        "articles": list(one.related),
        "cited_by": counts[0],
        "not_applied": counts[1],
    }


def _iso(value: date | None) -> str | None:
    return value.isoformat() if value else None
