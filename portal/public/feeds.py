"""Files for programs that follow the site: Atom feed, sitemap, robots.txt, OpenSearch, security.txt."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Final

from flask import Blueprint, Response, render_template, request

from portal.i18n import _
from portal.public.cards import card
from portal.public.site import Site, site
from records import followed, public

pages = Blueprint("feeds", __name__)

FEED_ENTRIES: Final = 50
ATOM: Final = "application/atom+xml"
BEGINNING: Final = datetime(2026, 1, 1, tzinfo=UTC)  # of a feed that has no entry yet
CHANGES: Final = {
    "corrected": "Đính chính", "withdrawn": "Đã hạ", "hidden": "Tạm ẩn", "restored": "Đăng lại",
}  # fmt: skip
SITEMAP_LIMIT: Final = 50_000
NO_CACHE: Final = "public, no-cache"
DAY: Final = "public, max-age=86400"
CONTACT_DAYS: Final = 180
INDEXED_PAGES: Final = (
    "/",
    "/ban-an",
    "/an-le",
    "/dieu-luat",
    "/toa-an",
    "/thong-ke",
    "/tro-giup",
    "/gioi-thieu",
    "/gioi-thieu/chat-luong",
    "/pham-vi",
    "/dieu-khoan",
    "/tiep-can",
)


def _answer(body: str, mimetype: str, caching: str) -> Response:
    answer = Response(body, mimetype=mimetype)
    answer.headers["Cache-Control"] = caching
    if caching == NO_CACHE:
        answer.add_etag()
        answer.make_conditional(request)
    return answer


@pages.get("/feed.atom")
def feed() -> Response:
    """The newest publications; what was withdrawn is not in it any more."""
    here = site()
    newest = public.newest(here.store, FEED_ENTRIES)
    updated = max((one.published_at for one in newest), default=BEGINNING)
    body = render_template(
        "public/feed.xml",
        title=_("Mới công bố"),
        path="/feed.atom",
        page="/ban-an",
        entries=[(one, card(one)) for one in newest],
        updated=updated.isoformat(),
    )
    return _answer(body, ATOM, NO_CACHE)


def citing_feed(here: Site, title: str, page: str, ids: Sequence[str]) -> Response:
    """The feed beside a page that lists judgments: those of `ids`, last published first."""
    found = public.find_many(here.store, ids)
    updated = max((one.published_at for one in found), default=BEGINNING)
    body = render_template(
        "public/feed.xml",
        title=title,
        path=f"{page}.atom",
        page=page,
        entries=[(one, card(one)) for one in found],
        updated=updated.isoformat(),
    )
    return _answer(body, ATOM, NO_CACHE)


@pages.get("/thay-doi.atom")
def changes_feed() -> Response:
    """Corrections, withdrawals and what came back; of a judgment that is gone only its code is said."""
    here = site()
    found = followed.last_changes(here.store, FEED_ENTRIES)
    titles = {one.public_id: one.title for one in public.find_many(here.store, [one.public_id for one in found])}
    updated = max((one.at for one in found), default=BEGINNING)
    body = render_template(
        "public/changes.xml",
        entries=[(one, CHANGES[one.change], titles.get(one.public_id, one.public_id)) for one in found],
        updated=updated.isoformat(),
    )
    return _answer(body, ATOM, NO_CACHE)


@pages.get("/sitemap.xml")
def sitemap() -> Response:
    """What web search engines may list: judgments only when the settings say so."""
    here = site()
    ids = (
        sorted(public.versions(here.store))[: SITEMAP_LIMIT - len(INDEXED_PAGES)]
        if here.settings.index_judgments
        else []
    )
    paths = [*INDEXED_PAGES, *(f"/ban-an/{public_id}" for public_id in ids)]
    return _answer(render_template("public/sitemap.xml", paths=paths), "application/xml", NO_CACHE)


@pages.get("/robots.txt")
def robots() -> Response:
    """Searches and the API are not for crawlers; everything else says for itself whether it may be listed."""
    lines = ["User-agent: *", "Disallow: /tim-kiem", "Disallow: /hoi-dap", "Disallow: /api/"]
    body = "\n".join([*lines, f"Sitemap: {site().settings.public_url}/sitemap.xml", ""])
    return _answer(body, "text/plain", DAY)


@pages.get("/opensearch.xml")
def opensearch() -> Response:
    """How a browser adds the site to its search box."""
    return _answer(render_template("public/opensearch.xml"), "application/opensearchdescription+xml", DAY)


@pages.get("/.well-known/security.txt")
def security_txt() -> Response:
    """Where to report a weakness (RFC 9116)."""
    here = site()
    expires = (here.store.clock() + timedelta(days=CONTACT_DAYS)).astimezone(UTC).strftime("%Y-%m-%dT00:00:00Z")
    url = here.settings.public_url
    lines = [
        f"Contact: {url}/gop-y",
        f"Expires: {expires}",
        "Preferred-Languages: vi, en",
        f"Canonical: {url}/.well-known/security.txt",
        "",
    ]
    return _answer("\n".join(lines), "text/plain", DAY)
