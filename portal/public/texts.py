"""Pages of plain words."""

import re
from typing import Final

from flask import Blueprint, Response, make_response, render_template, request

from portal.public.judgments import ID
from portal.public.quality import measured
from portal.public.site import site
from records import public

pages = Blueprint("texts", __name__)

SHARED: Final = "public, max-age=300"
PLAIN: Final = {
    "/tro-giup": ("help", "tro-giup"),
    "/gioi-thieu": ("about", ""),
    "/dieu-khoan": ("terms", ""),
    "/tiep-can": ("accessibility", ""),
    "/api": ("api", ""),
}


def _answer(body: str, caching: str = SHARED) -> Response:
    answer = make_response(body)
    answer.headers["Cache-Control"] = caching
    return answer


def add_plain_pages() -> None:
    """Give each page of plain words its address."""
    for path, (name, section) in PLAIN.items():

        def page(name: str = name, section: str = section, path: str = path) -> Response:
            return _answer(render_template(f"public/{name}.html", section=section, path=path))

        pages.add_url_rule(path, name, page)


add_plain_pages()


@pages.get("/gioi-thieu/chat-luong")
def quality() -> Response:
    """What the masking was measured at, by kind of data, with the test sets; says so while there are no figures."""
    body = render_template(
        "public/quality.html", section="", path="/gioi-thieu/chat-luong", sets=measured(site().quality)
    )
    return _answer(body)


@pages.get("/pham-vi")
def coverage() -> Response:
    """What the collection covers, counted from the records."""
    here = site()
    by_year = here.counts.get("by-year", lambda: public.counts_by(here.store, "year"))
    by_court = here.court_counts()
    body = render_template(
        "public/coverage.html",
        section="",
        years=[[str(year), str(count)] for year, count in by_year if year],
        courts=[[(one.name, f"/toa-an/{one.code}"), str(one.count)] for one in by_court],
    )
    return _answer(body)


@pages.get("/gop-y")
def feedback() -> Response:
    """Whom to tell about a leak or an error; the judgment and paragraph in the address are named on the page."""
    public_id = request.args.get("ban-an", "")
    paragraph = request.args.get("doan", "")
    body = render_template(
        "public/feedback.html",
        section="",
        public_id=public_id if ID.fullmatch(public_id) else "",
        paragraph=paragraph if re.fullmatch(r"[0-9]{1,5}", paragraph) else "",
    )
    return _answer(body, "no-store")
