"""A search as files: the table of its judgments, and the feed that follows it."""

import csv
from io import StringIO
from typing import Final

from flask import Blueprint, Response, render_template, request

from portal import words
from portal.filters import iso_date
from portal.i18n import _
from portal.public import searching
from portal.public.cards import card, subject
from portal.public.feeds import ATOM, BEGINNING
from portal.public.parameters import Asked, address, read
from portal.public.search_pages import PRIVATE
from portal.public.site import site
from records.public import PublicJudgment
from search.engine import SearchUnavailable

pages = Blueprint("search-files", __name__)

ROWS: Final = 1000
ENTRIES: Final = 50
RETRY_SECONDS: Final = 120
BYTE_ORDER_MARK: Final = "\ufeff"
"""Spreadsheets know by it that the table is UTF-8."""
FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


@pages.get("/tim-kiem.csv")
def table() -> Response:
    """Number, kind, day, court, subject and address of the first 1,000 judgments of a search."""
    asked = read(request.args)
    if asked.errors:
        return _problem(400, " ".join(str(sentence) for _id, sentence in asked.errors))
    try:
        found = searching.listed(site(), asked, ROWS)
    except SearchUnavailable:
        return _away()
    body = StringIO()
    lines = csv.writer(body)
    lines.writerow(
        (
            _("Số"),
            _("Loại văn bản"),
            _("Ngày tuyên"),
            _("Tòa án"),
            _("Cấp xét xử"),
            _("Loại án"),
            _("Quan hệ pháp luật, tội danh"),
            _("Địa chỉ"),
        )
    )
    lines.writerows(map(_row, found))
    answer = Response(BYTE_ORDER_MARK + body.getvalue(), mimetype="text/csv")
    answer.headers["Content-Disposition"] = 'attachment; filename="tim-kiem.csv"'
    return _private(answer)


@pages.get("/tim-kiem.atom")
def feed() -> Response:
    """The judgments of a search, last published first: a saved search without an account."""
    asked = read(request.args)
    if asked.errors:
        return _problem(400, " ".join(str(sentence) for _id, sentence in asked.errors))
    newest = Asked(**{**vars(asked), "sort": "moi-cong-bo", "page": 1})
    try:
        found = searching.listed(site(), newest, ENTRIES)
    except SearchUnavailable:
        return _away()
    title = _("Tìm kiếm: %(q)s", q=asked.q.strip()[:120]) if asked.q.strip() else _("Bản án, quyết định đã công bố")
    body = render_template(
        "public/feed.xml",
        title=title,
        path=address(asked, "/tim-kiem.atom", page=1),
        page=address(asked, page=1),
        entries=[(one, card(one)) for one in found],
        updated=max((one.published_at for one in found), default=BEGINNING).isoformat(),
    )
    return _private(Response(body, mimetype=ATOM))


def _row(one: PublicJudgment) -> list[str]:
    values = (
        one.case_number,
        words.kind(one.kind),
        iso_date(one.decided_on) or "",
        one.court_name,
        words.instance(one.instance),
        words.case_type(one.case_type),
        subject(one),
        f"{site().settings.public_url}/ban-an/{one.public_id}",
    )
    return [_inert(str(value or "")) for value in values]


def _inert(value: str) -> str:
    """A value that no spreadsheet takes for a formula."""
    return f"'{value}" if value.startswith(FORMULA) else value


def _problem(code: int, sentence: str) -> Response:
    return _private(Response(sentence, code, mimetype="text/plain"))


def _away() -> Response:
    answer = _problem(503, _("Máy tìm kiếm không trả lời. Hãy thử lại sau 2 phút."))
    answer.headers["Retry-After"] = str(RETRY_SECONDS)
    return answer


def _private(answer: Response) -> Response:
    answer.headers["Cache-Control"] = PRIVATE
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer
