"""The directory of courts, before and after 1/7/2025, and the page of one court."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final
from urllib.parse import urlencode

from flask import Blueprint, Response, abort, render_template, request

from portal import words
from portal.filters import number, short_date
from portal.i18n import _
from portal.public.cards import card
from portal.public.figures import WITHIN_DAYS, Figure, figure
from portal.public.linked import court_data
from portal.public.lists import shared
from portal.public.names import all_courts
from portal.public.site import site
from records import courts, public
from records.court_figures import CourtFigures, court_figures
from records.courts import Court
from records.errors import UnknownCourt
from vietnamese.letters import fold

pages = Blueprint("courts", __name__)

COURT_NEWEST: Final = 20
MOST_FOUND: Final = 300
MOST_SENTENCES: Final = 5
MOST_YEARS: Final = 30
UNKNOWN_TYPE: Final = "Chưa rõ"


@dataclass(frozen=True)
class CourtLine:
    """A court in the directory, or a province whose ended courts are one click away."""

    href: str
    name: str
    ended: date | None
    count: int


@dataclass(frozen=True)
class CourtGroup:
    """The courts of one level."""

    heading: str
    size: int
    courts: list[CourtLine]


@pages.get("/toa-an")
def court_list() -> Response:
    """Courts of today, or those that ended, by level; a name, old or new, is looked for among all of them."""
    here = site()
    wanted = request.args.get("ten", "").strip()[:120]
    before = request.args.get("thoi-ky", "") == "truoc"
    counts = {one.code: one.count for one in here.court_counts()}
    known = all_courts(here).values()
    if wanted:
        chosen = [one for one in known if _named(one, wanted)][:MOST_FOUND]
    else:
        chosen = [one for one in known if (one.valid_to is not None) == before]
    groups = [
        CourtGroup(
            words.level(level), len(of_level), _lines(of_level, counts, by_province=level == "huyen" and not wanted)
        )
        for level in courts.COURT_LEVELS
        if (of_level := [one for one in chosen if one.level == level])
    ]
    body = render_template(
        "public/courts.html",
        section="toa-an",
        wanted=wanted,
        became=succession_sentences(chosen)[:MOST_SENTENCES] if wanted else [],
        groups=groups,
        tabs=[
            (_("Từ 1/7/2025"), "/toa-an", not wanted and not before),
            (_("Trước 1/7/2025"), "/toa-an?thoi-ky=truoc", not wanted and before),
        ],
    )
    return shared(body)


def _lines(found: list[Court], counts: dict[str, int], *, by_province: bool) -> list[CourtLine]:
    """One line a court; of the 700 district courts one line a province, so that the page stays light."""
    if not by_province:
        return [CourtLine(f"/toa-an/{one.code}", one.name, one.valid_to, counts.get(one.code, 0)) for one in found]
    published: Counter[str] = Counter()
    for one in found:
        published[_place(one)] += counts.get(one.code, 0)
    return [
        CourtLine(f"/toa-an?{urlencode({'ten': place})}", place, None, published[place])
        for place in sorted(published, key=fold)
    ]


def _place(one: Court) -> str:
    """The province as the district court's name gives it: “TAND huyện Ba Tri, tỉnh Bến Tre” → “tỉnh Bến Tre”."""
    return one.name.partition(",")[2].strip() or one.province or one.name


def _named(one: Court, wanted: str) -> bool:
    name = fold(f"{one.full_name} {one.name}")
    return all(part in name for part in fold(wanted).split())


@pages.get("/toa-an/<code>")
def court_page(code: str) -> Response:
    """One court: from when to when, who took over, what it published; an ended court stays."""
    here = site()
    try:
        found = courts.court(here.store, code)
    except UnknownCourt:
        abort(404)
    listed = public.browse(here.store, court=code, size=COURT_NEWEST)
    before = courts.predecessors(here.store, code)
    counts = {one.code: one.count for one in here.court_counts()}
    figures = here.counts.get(f"court-{code}", lambda: court_figures(here.store, code))
    body = render_template(
        "public/court.html",
        section="toa-an",
        court=found,
        linked=court_data(found, here.settings.public_url),
        years=years_figure(figures),
        total=listed.total,
        facts=_court_facts(found, listed.total, figures),
        successions=[_succession_row(one) for one in found.successors],
        predecessors=[_predecessor_row(one, code, counts) for one in before],
        earlier=sum(counts.get(one.code, 0) for one in before),
        newest=[card(judgment) for judgment in listed.judgments],
    )
    return shared(body)


def _succession_row(one: courts.Succession) -> list[object]:
    name: object = one.name or _("Chưa có dữ liệu")
    since = short_date(one.since) if one.since else "–"
    return [(name, f"/toa-an/{one.code}") if one.code else name, one.scope or _("chưa rõ"), since, one.source or "–"]


def _predecessor_row(one: Court, code: str, counts: dict[str, int]) -> list[object]:
    succession = next((line for line in one.successors if line.code == code), None)
    scope = succession.scope if succession and succession.scope else _("chưa rõ")
    source = succession.source if succession and succession.source else "–"
    until = _("đến %(day)s", day=short_date(one.valid_to)) if one.valid_to else "–"
    return [(one.name, f"/toa-an/{one.code}"), scope, until, number(counts.get(one.code, 0)), source]


def years_figure(figures: CourtFigures) -> Figure | None:
    """Published judgments by year of decision, newest first, the table by case type too; None when there are none."""
    by_year = sorted(figures.by_year.items(), reverse=True)[:MOST_YEARS]
    if not by_year:
        return None
    types = [*words.CASE_TYPES.values(), UNKNOWN_TYPE]
    said = [(str(year), _by_type(counts)) for year, counts in by_year]
    shown = [name for name in types if any(counts.get(name) for _year, counts in said)]
    totals = {year: sum(counts.values()) for year, counts in said}
    most = max(totals, key=lambda year: totals[year])
    rows = [
        [year, *(number(counts[n]) if counts[n] else "–" for n in shown), number(totals[year])] for year, counts in said
    ]
    finding = _("Nhiều nhất là năm %(year)s: %(count)s bản án, quyết định.", year=most, count=number(totals[most]))
    drawn = figure("nam", _("Theo năm tuyên"), finding, totals.items(), [])
    head = [_("Năm"), *shown, _("Cộng")]
    return replace(drawn, head=head, rows=rows, numeric=tuple(range(1, len(head))))


def _by_type(counts: Mapping[str | None, int]) -> Counter[str]:
    named: Counter[str] = Counter()
    for case_type, count in counts.items():
        name = words.case_type(case_type)
        named[name if name in words.CASE_TYPES.values() else UNKNOWN_TYPE] += count
    return named


def on_time(delays: Sequence[int]) -> str:
    """The share that was published within 30 days of taking effect, over the judgments whose day of effect is known."""
    if not delays:
        return _("Chưa rõ: chưa có bản án nào được ghi ngày có hiệu lực.")
    return _(
        "%(share)s %%; trung vị %(days)s ngày kể từ ngày có hiệu lực (tính trên %(known)s bản án biết ngày đó).",
        share=round(100 * sum(day <= WITHIN_DAYS for day in delays) / len(delays)),
        days=delays[len(delays) // 2],
        known=number(len(delays)),
    )


def succession_sentences(found: list[Court]) -> list[str]:
    """What became of the ended courts among those that were looked for: “… đã sáp nhập vào …”."""
    return [
        _("%(old)s đã sáp nhập vào %(new)s.", old=one.name, new=", ".join(names))
        for one in found
        if one.valid_to and (names := [line.name for line in one.successors if line.name])
    ]


def _court_facts(found: Court, total: int, figures: CourtFigures) -> list[tuple[str, str, str | None, bool]]:
    since = _("từ %(day)s", day=short_date(found.valid_from)) if found.valid_from else ""
    until = _("đến %(day)s", day=short_date(found.valid_to)) if found.valid_to else ""
    return [
        (_("Tên đầy đủ"), found.full_name, None, True),
        (_("Cấp"), words.level(found.level), None, False),
        (_("Tỉnh, thành phố"), found.province or "", None, False),
        (_("Hoạt động"), " ".join(piece for piece in (since, until) if piece), None, False),
        (_("Đã công bố"), number(total), f"/ban-an?toa={found.code}" if total else None, False),
        (_("Công bố đúng hạn"), on_time(figures.delays) if total else "", None, True),
        (_("Ghi chú"), found.note or "", None, True),
    ]
