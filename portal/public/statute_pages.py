"""Acts, one act with its articles, and the judgments that apply one article."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from flask import Blueprint, Response, abort, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from portal.filters import number, short_date
from portal.i18n import _
from portal.public.citing_lists import FRESH, PER_PAGE, cards_of, paged, years_of
from portal.public.feeds import FEED_ENTRIES, citing_feed
from portal.public.linked import article_data
from portal.public.lists import shared
from portal.public.precedent_pages import PrecedentLine, related_lines
from portal.public.site import Site, site
from portal.public.tables import csv_file
from records import citations, followed, statutes
from records.citations import ArticleCount
from records.statutes import Act, Article
from vietnamese.addresses import act_code
from vietnamese.letters import fold

pages = Blueprint("statutes", __name__)

MOST_YEARS: Final = 60
Cell = str | tuple[str, str]


@dataclass(frozen=True)
class ActGroup:
    """The acts of one kind as rows of a table."""

    heading: str
    rows: Sequence[Sequence[Cell]]


@pages.get("/dieu-luat")
def act_list() -> Response:
    """All acts by kind, from when to when, replaced by which, cited in how many judgments."""
    here = site()
    wanted = request.args.get("ten", "").strip()[:120]
    found = [act for act in statutes.list_acts(here.store) if _named(act, wanted)]
    by_code = {act.code: act for act in statutes.list_acts(here.store)}
    counts = citations.act_counts(here.store)
    if request.args.get("dang") == "csv":
        return csv_file(
            "van-ban",
            ["so_hieu", "ten", "loai", "hieu_luc_tu", "hieu_luc_den", "thay_the_boi", "so_ban_an"],
            [
                [act.number, act.name, act.kind, _iso(act.valid_from), _iso(act.valid_to), act.replaced_by or "",
                 str(counts.get(act.code, 0))]
                for act in found
            ],
        )  # fmt: skip
    groups = [
        ActGroup(heading, [_act_row(act, counts, by_code, here.store.today()) for act in of_kind])
        for kind, heading in statutes.KIND_WORDS.items()
        if (of_kind := [act for act in found if act.kind == kind])
    ]
    return shared(
        render_template("public/acts.html", section="dieu-luat", wanted=wanted, groups=groups, total=len(by_code))
    )


def _named(act: Act, wanted: str) -> bool:
    name = fold(" ".join([act.title, act.number, act.code, *act.names, *act.abbreviations, *act.aliases]))
    return all(part in name for part in fold(wanted).split())


def _act_row(act: Act, counts: Mapping[str, int], by_code: Mapping[str, Act], today: date) -> list[Cell]:
    return [
        (act.title, f"/dieu-luat/{act.code}"),
        act.number,
        validity(act.valid_from, act.valid_to, today),
        _later(act, by_code),
        number(counts.get(act.code, 0)),
    ]


def _later(act: Act, by_code: Mapping[str, Act]) -> Cell:
    if act.replaced_by is None:
        return "–"
    code = act_code(act.replaced_by)
    return (by_code[code].title, f"/dieu-luat/{code}") if code in by_code else act.replaced_by


def validity(valid_from: date | None, valid_to: date | None, today: date) -> str:
    """Whether something is in force, in words; what nobody entered is said to be unknown."""
    if valid_to is not None and valid_to < today:
        return _("Hết hiệu lực từ %(day)s", day=short_date(date.fromordinal(valid_to.toordinal() + 1)))
    if valid_from is None:
        return _("Chưa rõ")
    words = _("Có hiệu lực từ %(day)s") if valid_from <= today else _("Sẽ có hiệu lực từ %(day)s")
    return words % {"day": short_date(valid_from)}


def _iso(value: date | None) -> str:
    return value.isoformat() if value else ""


def _act_or_redirect(here: Site, code: str, rest: str = "") -> Act | AnyResponse:
    found = statutes.find_act(here.store, code)
    if found is not None:
        return found
    other = statutes.find_alias(here.store, code)
    if other is None or other == code:
        abort(404)
    return redirect(f"/dieu-luat/{other}{rest}", 301)


@pages.get("/dieu-luat/<code>")
def act_page(code: str) -> AnyResponse:
    """One act: its articles that are cited or were entered, with the judgments that cite each."""
    here = site()
    act = _act_or_redirect(here, code)
    if not isinstance(act, Act):
        return act
    entered = {article.number: article for article in statutes.list_articles(here.store, act.code)}
    counts = citations.article_counts(here.store, act.code)
    rows = [
        [
            (_("Điều %(number)s", number=one), f"/dieu-luat/{act.code}/dieu-{one}"),
            entered[one].title if one in entered else "",
            number(counts[one].total) if one in counts else "0",
        ]
        for one in sorted(entered.keys() | counts.keys(), key=statutes.article_key)
    ]
    by_code = {one.code: one for one in statutes.list_acts(here.store)}
    body = render_template(
        "public/act.html",
        section="dieu-luat",
        act=act,
        facts=_act_facts(act, by_code, here.store.today()),
        rows=rows,
        cited=citations.act_counts(here.store).get(act.code, 0),
        before=[
            (one.title, f"/dieu-luat/{one.code}")
            for one in by_code.values()
            if one.replaced_by and act_code(one.replaced_by) == act.code
        ],
    )
    return shared(body)


def _act_facts(act: Act, by_code: Mapping[str, Act], today: date) -> list[tuple[str, str, str | None, bool]]:
    later = _later(act, by_code)
    words, href = later if isinstance(later, tuple) else (later, None)
    return [
        (_("Số hiệu"), act.number, None, False),
        (_("Hiệu lực"), validity(act.valid_from, act.valid_to, today), None, False),
        (_("Thay thế bởi"), words if act.replaced_by else "", href, False),
        (_("Viết tắt"), ", ".join(act.abbreviations), None, False),
    ]


@pages.get("/dieu-luat/<code>/dieu-<article>")
def article_page(code: str, article: str) -> AnyResponse:
    """One article: the judgments that apply it, by year and clause, the precedents about it, its text if entered."""
    here = site()
    act = _act_or_redirect(here, code, f"/dieu-{article}")
    if not isinstance(act, Act):
        return act
    name, dot, form = article.partition(".")
    bare = statutes.article_number(name)
    if bare is None or (dot and form != "atom"):
        abort(404)
    if bare != name:
        return redirect(f"/dieu-luat/{act.code}/dieu-{bare}{dot}{form}", 301)
    if form:
        newest = followed.citing_article(here.store, act.code, bare, FEED_ENTRIES)
        title = _("Bản án áp dụng Điều %(article)s %(act)s", article=bare, act=act.title)
        return citing_feed(here, title, f"/dieu-luat/{act.code}/dieu-{bare}", newest)
    return _article_page(here, act, bare)


def _article_page(here: Site, act: Act, bare: str) -> Response:
    path = f"/dieu-luat/{act.code}/dieu-{bare}"
    clauses = citations.clause_counts(here.store, act.code, bare)
    clause = request.args.get("khoan", "")
    if clause and clause not in {name for name, _count in clauses}:
        abort(404)
    clear = request.args.get("ro") == "1"
    page = int(request.args["trang"]) if re.fullmatch(r"[1-9][0-9]{0,4}", request.args.get("trang", "")) else 1
    found = citations.article_page(
        here.store, act.code, bare, clause=clause or None, clear=clear, page=page, size=PER_PAGE
    )
    if page > max(1, -(-found.total // PER_PAGE)):
        abort(404)
    kept = {name: value for name, value in (("khoan", clause), ("ro", "1" if clear else "")) if value}
    links, href = paged(path, kept, page, found.total)
    counts = citations.article_count(here.store, act.code, bare)
    record = statutes.find_article(here.store, act.code, bare)
    years = citations.article_years(here.store, act.code, bare)[-MOST_YEARS:]
    body = render_template(
        "public/article.html",
        section="dieu-luat",
        linked=article_data(
            act,
            bare,
            statutes.in_force(act.valid_from, act.valid_to, here.store.today()),
            here.settings.public_url,
        ),
        act=act,
        article=bare,
        record=record,
        general=act.general or bool(record and record.general),
        facts=_article_facts(here, act, record),
        text=(record.text or "").split("\n") if record else [],
        related=_related(here, record),
        precedents=_precedents(here, act.code, bare),
        counts=counts,
        years=years_of(years, _finding(bare, counts)),
        tabs=_tabs(path, clauses, counts.total, clause),
        clause=clause,
        clear=clear,
        items=cards_of(here.store, found),
        total=found.total,
        pages=links,
        canonical=href(page),
    )
    return shared(body, FRESH)


def _finding(article: str, counts: ArticleCount) -> str:
    return _(
        "%(total)s bản án áp dụng Điều %(article)s; trong %(inferred)s bản án, văn bản do hệ thống suy ra.",
        total=number(counts.total),
        article=article,
        inferred=number(counts.total - counts.clear),
    )


def _tabs(path: str, clauses: Sequence[tuple[str, int]], total: int, chosen: str) -> list[tuple[str, str, bool]]:
    tabs = [(_("Tất cả (%(count)s)", count=number(total)), path, not chosen)]
    for clause, count in clauses:
        label = _("Khoản %(clause)s (%(count)s)", clause=clause, count=number(count))
        tabs.append((label, f"{path}?khoan={clause}", clause == chosen))
    return tabs if clauses else []


def _article_facts(here: Site, act: Act, record: Article | None) -> list[tuple[str, str, str | None, bool]]:
    first = record.valid_from if record and record.valid_from else act.valid_from
    last = record.valid_to if record and record.valid_to else act.valid_to
    source = ""
    if record and record.source:
        day = f", {short_date(record.source_on)}" if record.source_on else ""
        source = f"{record.source}{day}"
    code = act_code(act.replaced_by) if act.replaced_by else ""
    words, href = "", None
    if code:
        later = statutes.find_act(here.store, code)
        words, href = (later.title, f"/dieu-luat/{code}") if later else (act.replaced_by or "", None)
    return [
        (_("Văn bản"), f"{act.title} ({act.number})", f"/dieu-luat/{act.code}", False),
        (_("Hiệu lực"), validity(first, last, here.store.today()), None, False),
        (_("Văn bản được thay thế bởi"), words, href, False),
        (_("Nguồn của nội dung"), source, None, True),
    ]


def _related(here: Site, record: Article | None) -> list[tuple[str, str]]:
    """Articles of other acts that an editor named, each with its address where the act is known."""
    references = [one for one in record.related if "." in one] if record else []
    acts = statutes.acts_by_code(here.store, {one.partition(".")[0] for one in references})
    return [
        (_("Điều %(number)s %(act)s", number=article, act=acts[code].title), f"/dieu-luat/{code}/dieu-{article}")
        for code, _dot, article in (one.partition(".") for one in references)
        if code in acts
    ]


def _precedents(here: Site, code: str, article: str) -> list[PrecedentLine]:
    return related_lines(here, f"{code}.{article}")
