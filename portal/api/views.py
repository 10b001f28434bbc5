"""The API's answers. Reading is free; counts are limited by address, bulk use goes by `changes`."""

import re
from typing import Any, Final

from flask import Blueprint, Response, jsonify, request

from portal.api.openapi import document
from portal.filters import iso_date
from portal.i18n import _
from portal.public import searching
from portal.public.judgments import ID, as_json, stone
from portal.public.marks import marked
from portal.public.names import suggester_of
from portal.public.parameters import CODE, read
from portal.public.precedent_pages import summary as precedent_summary
from portal.public.site import site
from records import citations, precedents, public
from records.public import PublicJudgment, Tombstone
from search.engine import IndexOutdated, SearchUnavailable
from search.snippet import snippet
from search.suggest import MOST

pages = Blueprint("api", __name__, url_prefix="/api/v1")

NO_CACHE: Final = "public, no-cache"
RETRY_SECONDS: Final = 120
MOST_ROWS: Final = 100
LONGEST_TYPED: Final = 100
MOST_CHANGES: Final = 1000
LAST_YEAR: Final = 9999
MONTHS: Final = 12


@pages.after_request
def open_to_programs(answer: Response) -> Response:
    """Any page may read the API: it has no session and nothing that is not public."""
    answer.headers["Access-Control-Allow-Origin"] = "*"
    answer.headers.setdefault("Cache-Control", "private, no-cache")
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer


def problem(code: int, message: str) -> Response:
    """A refusal of the API: `{"error", "message"}`."""
    answer = jsonify(error=code, message=message)
    answer.status_code = code
    return answer


@pages.get("/search")
def search() -> Response:
    """Search with the parameters of `/tim-kiem`."""
    asked = read(request.args)
    if asked.errors:
        return problem(400, " ".join(str(sentence) for _field, sentence in asked.errors))
    try:
        found = searching.run(site(), asked)
    except IndexOutdated:
        answer = problem(503, _("Chỉ mục tìm kiếm đang được dựng lại (banan index rebuild). Hãy thử lại sau 2 phút."))
        answer.headers["Retry-After"] = str(RETRY_SECONDS)
        return answer
    except SearchUnavailable:
        answer = problem(503, _("Máy tìm kiếm không trả lời. Hãy thử lại sau 2 phút."))
        answer.headers["Retry-After"] = str(RETRY_SECONDS)
        return answer
    return jsonify(search_json(found, site().settings.public_url))


@pages.get("/suggest")
def suggest() -> Response:
    """What may be meant by what was typed so far; an engine that is away only takes the case numbers from it."""
    typed = request.args.get("q", "")[:LONGEST_TYPED]
    lines = [*searching.numbers(site(), typed), *suggester_of(site()).suggest(typed)][:MOST]
    return jsonify(query=typed, suggestions=[{"kind": one.kind, "text": one.text, "query": one.query} for one in lines])


def search_json(found: searching.Found, public_url: str) -> dict[str, Any]:
    """The answer to a search in the shape of contract 3.4."""
    return {
        "query": found.asked.q,
        "understood": list(found.query.understood),
        "notes": list(found.query.notes),
        "total": found.total,
        "total_capped": found.total_capped,
        "relation": found.relation,
        "page": found.asked.page,
        "took_ms": found.took_ms,
        "hits": [_hit(hit, found, public_url) for hit in found.hits],
        "facets": {
            name: [{"value": value, "label": label, "count": count} for value, label, count in values]
            for name, values in found.facets.items()
        },
    }


def _hit(hit: PublicJudgment, found: searching.Found, public_url: str) -> dict[str, Any]:
    excerpt = snippet(hit.paragraphs, found.query)
    return {**summary(hit, public_url), "snippet_html": str(marked(excerpt.spans)) if excerpt else ""}


def summary(one: PublicJudgment, public_url: str) -> dict[str, Any]:
    """A judgment in a list."""
    return {
        "id": one.public_id,
        "url": f"{public_url}/ban-an/{one.public_id}",
        "title": one.title,
        "case_number": one.case_number,
        "court": one.court_name,
        "kind": one.kind,
        "decided_on": iso_date(one.decided_on),
    }


@pages.get("/judgments/<public_id>")
def judgment(public_id: str) -> Response:
    """One judgment; 410 with the reason once it was withdrawn."""
    if not ID.fullmatch(public_id):
        return problem(404, _("Không có bản án với mã này."))
    found = public.find(site().store, public_id)
    if found is None:
        return problem(404, _("Không có bản án với mã này."))
    if isinstance(found, Tombstone):
        return stone(found, as_json=True)
    answer = jsonify(as_json(found, site().settings.public_url))
    answer.headers["Cache-Control"] = NO_CACHE
    answer.set_etag(f"{found.version}-{found.text_sha256[:16]}")
    answer.make_conditional(request)
    return answer


@pages.get("/judgments")
def judgments() -> Response:
    """What is published now, newest decisions first, 100 a page; `nam`, `thang`, `toa`, `loai-an` narrow the list."""
    page, year, month = _whole("trang"), _whole("nam", LAST_YEAR), _whole("thang", MONTHS)
    if -1 in {page, year, month}:
        return problem(400, _("Trang, năm, tháng là số nguyên dương."))
    court, case_type = request.args.get("toa") or None, request.args.get("loai-an") or None
    if any(code and not CODE.fullmatch(code) for code in (court, case_type)):
        return problem(400, _("Mã tòa án hoặc loại án không đúng dạng."))
    found = public.browse(
        site().store,
        year=year,
        month=month,
        court=court,
        case_type=case_type,
        page=page or 1,
        size=MOST_ROWS,
    )
    public_url = site().settings.public_url
    return jsonify(
        total=found.total,
        page=page or 1,
        per_page=MOST_ROWS,
        judgments=[{**summary(one, public_url), "version": one.version} for one in found.judgments],
    )


def _whole(name: str, highest: int = 10**6) -> int | None:
    """A positive number up to `highest`; None when absent, -1 when it is something else."""
    text = request.args.get(name, "")
    if not text:
        return None
    return int(text) if re.fullmatch(r"[0-9]{1,6}", text) and 1 <= int(text) <= highest else -1


@pages.get("/precedents")
def precedent_list() -> Response:
    """Precedents, highest number first, 100 a page; an unknown day is null, an unknown state “unknown”."""
    page = _whole("trang")
    if page == -1:
        return problem(400, _("Trang là số nguyên dương."))
    here = site()
    found = precedents.list_precedents(here.store)
    counts = citations.precedent_counts(here.store)
    first = ((page or 1) - 1) * MOST_ROWS
    return jsonify(
        total=len(found),
        page=page or 1,
        per_page=MOST_ROWS,
        precedents=[
            precedent_summary(one, counts.get(one.number, (0, 0)), here.store.today(), here.settings.public_url)
            for one in found[first : first + MOST_ROWS]
        ],
    )


@pages.get("/changes")
def changes() -> Response:
    """Created, corrected, withdrawn since a cursor, oldest first; an absent cursor means from the beginning."""
    try:
        found, cursor = public.changes(site().store, request.args.get("since") or None, MOST_CHANGES)
    except ValueError:
        return problem(400, _("Con trỏ “since” không đúng; dùng giá trị “cursor” của lần gọi trước."))
    public_url = site().settings.public_url
    return jsonify(
        changes=[
            {
                "id": one.public_id,
                "url": f"{public_url}/ban-an/{one.public_id}",
                "change": str(one.change),
                "version": one.version,
                "at": one.at.isoformat(),
            }
            for one in found
        ],
        cursor=cursor,
    )


@pages.get("/openapi.json")
def openapi() -> Response:
    """What this API offers, for programs."""
    answer = jsonify(document(site().settings.site_name, site().settings.public_url))
    answer.headers["Cache-Control"] = "public, max-age=300"
    return answer
