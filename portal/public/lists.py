"""Pages that come from the records alone and work when search is away: home and browse lists."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

import structlog
from flask import Blueprint, Response, abort, make_response, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from portal import words
from portal.i18n import _
from portal.public.cards import card
from portal.public.names import all_courts
from portal.public.paging import pages as paged
from portal.public.parameters import Asked, address
from portal.public.site import Site, site
from records import public
from records.public import PublicJudgment
from search.engine import SearchUnavailable
from search.nodes import case_parts

log = structlog.get_logger()
pages = Blueprint("lists", __name__)

SHARED: Final = "public, max-age=300"
PER_PAGE: Final = 100
NEWEST: Final = 5
FIRST_YEAR: Final = 1945


def shared(body: str, caching: str = SHARED, status: int = 200) -> Response:
    """A page that anyone may keep for some minutes."""
    answer = make_response(body, status)
    answer.headers["Cache-Control"] = caching
    return answer


@dataclass(frozen=True)
class Link:
    """A link with the number of judgments behind it."""

    href: str
    label: str
    count: int


@pages.get("/")
def home() -> Response:
    """The search box, what was published last, ways to browse."""
    here = site()
    totals = here.counts.get("totals", lambda: public.totals(here.store))
    by_type = here.counts.get("by-type", lambda: public.counts_by(here.store, "case_type"))
    by_year = here.counts.get("by-year", lambda: public.counts_by(here.store, "year"))
    newest = [card(judgment) for judgment in public.newest(here.store, NEWEST)]
    examples = [(q, address(Asked(q=q))) for q in ("tranh chap quyen su dung dat", "trộm cắp tài sản", "17/2018/HS-ST")]
    body = render_template(
        "public/home.html",
        examples=[{"text": q, "href": href} for q, href in examples],
        search_away=_search_away(here),
        judgments=totals.judgments,
        courts=len(here.court_counts()),
        latest=totals.changed_at,
        newest=newest,
        case_types=[
            Link(
                f"/ban-an?{urlencode({'loai-an': words.code(words.CASE_TYPES, value)})}", words.case_type(value), count
            )
            for value, count in by_type
            if value
        ],
        years=[Link(f"/ban-an?nam={year}", _("Năm %(year)s", year=year), count) for year, count in by_year if year],
    )
    return shared(body)


def _search_away(here: Site) -> bool:
    """Whether the engine does not answer; asked again after some minutes."""

    def ask() -> bool:
        try:
            here.engine.status()
        except SearchUnavailable:
            return True
        return False

    return here.counts.get("search-away", ask)


@pages.get("/ban-an")
def browse() -> AnyResponse:
    """Judgments by year, month, court and case type; `so=` goes straight to the judgment with that number."""
    here = site()
    errors: list[tuple[str, str]] = []
    wanted = request.args.get("so", "").strip()[:60]
    if wanted and (straight := _by_number(here, wanted, errors)):
        return straight
    year = _whole("nam", FIRST_YEAR, here.store.today().year, errors)
    month = _whole("thang", 1, 12, errors)
    court = request.args.get("toa", "")
    if court and court not in all_courts(here):
        errors.append(("toa", _("Không có tòa án với mã này trong danh mục.")))
    case_type = request.args.get("loai-an", "")
    if case_type and case_type not in words.CASE_TYPES:
        errors.append(("loai-an", _("Loại án này không có trong danh sách.")))
    page = _whole("trang", 1, 10**6, errors) or 1
    if errors:
        return shared(_browse_page(here, errors, [], 0, 1, wanted=wanted), "no-store", 400)
    found = public.browse(
        here.store,
        year=year,
        month=month,
        court=court or None,
        case_type=case_type or None,
        page=page,
        size=PER_PAGE,
    )
    if page > max(1, -(-found.total // PER_PAGE)):
        abort(404)
    return shared(_browse_page(here, [], found.judgments, found.total, page, wanted=""))


def _by_number(here: Site, wanted: str, errors: list[tuple[str, str]]) -> AnyResponse | None:
    """A redirect to the one judgment with this number, or to a search for it; an error that says what is wrong."""
    value, year, code = case_parts(wanted)
    if value is None or year is None:
        errors.append(("so", _("Số bản án cần có dạng 47/2021/DS-ST.")))
        return None
    judgments = public.by_case_number(here.store, value, year, code or None)
    if len(judgments) == 1:
        return redirect(f"/ban-an/{judgments[0].public_id}", 303)
    if judgments:
        return redirect(address(Asked(q=wanted)), 303)
    errors.append(("so", _("Không có số %(number)s trong dữ liệu công bố.", number=wanted)))
    return None


def _whole(name: str, lowest: int, highest: int, errors: list[tuple[str, str]]) -> int | None:
    text = request.args.get(name, "").strip()
    if not text:
        return None
    if re.fullmatch(r"[0-9]{1,7}", text) and lowest <= int(text) <= highest:
        return int(text)
    errors.append(("nam" if name == "trang" else name, _("Giá trị của “%(name)s” không đúng.", name=name)))
    return None


def _browse_page(
    here: Site,
    errors: list[tuple[str, str]],
    judgments: Sequence[PublicJudgment],
    total: int,
    page: int,
    *,
    wanted: str,
) -> str:
    chosen = {name: request.args.get(name, "") for name in ("nam", "thang", "toa", "loai-an")}
    kept = {name: value for name, value in chosen.items() if value}

    def href(target: int) -> str:
        query = urlencode(kept | ({"trang": str(target)} if target > 1 else {}))
        return f"/ban-an?{query}" if query else "/ban-an"

    years = here.counts.get("by-year", lambda: public.counts_by(here.store, "year"))
    return render_template(
        "public/browse.html",
        section="ban-an",
        heading=_heading(here, chosen, errors),
        errors=errors,
        canonical=href(page),
        years=[("", _("Mọi năm")), *((str(year), str(year)) for year, _count in years if year)],
        months=[("", _("Mọi tháng")), *((str(n), str(n)) for n in range(1, 13))],
        case_types=[("", _("Mọi loại án")), *words.CASE_TYPES.items()],
        courts=[("", _("Mọi tòa án")), *((one.code, one.name) for one in here.court_counts())],
        year=chosen["nam"],
        month=chosen["thang"],
        case_type=chosen["loai-an"],
        court=chosen["toa"],
        number=wanted,
        total=total,
        items=[card(judgment) for judgment in judgments],
        pages=paged(page, total, PER_PAGE, href),
    )


def _heading(here: Site, chosen: dict[str, str], errors: list[tuple[str, str]]) -> str:
    """“Bản án, quyết định đã công bố, năm 2024, tháng 9”."""
    pieces = [_("Bản án, quyết định đã công bố")]
    if errors:
        return pieces[0]
    if chosen["loai-an"]:
        pieces.append(words.case_type(chosen["loai-an"]))
    if chosen["nam"]:
        pieces.append(_("năm %(year)s", year=chosen["nam"]))
    if chosen["thang"]:
        pieces.append(_("tháng %(month)s", month=chosen["thang"]))
    if chosen["toa"]:
        pieces.append(all_courts(here)[chosen["toa"]].name)
    return ", ".join(pieces)
