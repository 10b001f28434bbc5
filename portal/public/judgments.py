"""One judgment: its page, its files, and the stone that stands where it was withdrawn."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any, Final
from urllib.parse import urlencode

from flask import Blueprint, Response, abort, jsonify, make_response, redirect, render_template, request, send_file
from markupsafe import Markup, escape
from werkzeug.wrappers import Response as AnyResponse

from portal import words
from portal.filters import iso_date, short_date, time_tag
from portal.i18n import _
from portal.public import layout
from portal.public.cards import court_with_note, short_title, subject
from portal.public.graph import Graph, graph_of
from portal.public.kept import KeptPage
from portal.public.linked import judgment_data
from portal.public.links import write
from portal.public.marks import Hits, marker
from portal.public.site import Site, site
from portal.words import slug
from records import public
from records.public import PublicJudgment, Tombstone
from search.query import parse
from vietnamese.letters import fold

pages = Blueprint("judgments", __name__)

ID: Final = re.compile(r"[0-9abcdefghjkmnpqrstvwxyz]{8}")
FORMATS: Final = ("pdf", "json", "txt")
LANGUAGE: Final = "vi"
NO_CACHE: Final = "public, no-cache"


@dataclass(frozen=True)
class Place:
    """Where in a judgment the reader wants to be. paragraph: 0 when the address names none."""

    q: str
    paragraph: int
    part: int


@pages.get("/ban-an/<name>")
def judgment(name: str) -> AnyResponse:
    """The page, `.pdf`, `.json` or `.txt` of a judgment; 410 in each of them once it is not public any more."""
    public_id, _dot, form = name.partition(".")
    if _dot and form not in FORMATS:
        abort(404)
    if public_id != public_id.lower() and ID.fullmatch(public_id.lower()):
        return _moved(public_id.lower() + _dot + form)
    if not ID.fullmatch(public_id):
        abort(404)
    if not form and not request.query_string and (kept := kept_page(public_id)):
        return kept
    found = public.find(site().store, public_id)
    if found is None:
        abort(404)
    if isinstance(found, Tombstone):
        return stone(found, as_json=form == "json")
    try:
        answer = {"": page, "pdf": pdf, "json": data, "txt": text}[form](found)
    except FileNotFoundError:  # withdrawn since the look above: its file goes last
        gone = public.find(site().store, public_id)
        if not isinstance(gone, Tombstone):
            raise
        return stone(gone, as_json=False)
    if not site().settings.index_judgments:
        answer.headers["X-Robots-Tag"] = "noindex"
    answer.headers["Cache-Control"] = NO_CACHE
    return answer


def _moved(name: str) -> AnyResponse:
    query = request.query_string.decode("ascii", "replace")
    return redirect(f"/ban-an/{name}" + (f"?{query}" if query else ""), 301)


def kept_page(public_id: str) -> Response | None:
    """The finished page of a judgment, if it was made from what is public at this moment."""
    here = site()
    version = here.current(public_id)
    if version is None:
        return None
    kept = here.pages.get((public_id, version, here.as_of()))
    # A page must not lead to a judgment that was withdrawn since it was made.
    if kept is None or any(here.current(other) != then for other, then in kept.depends):
        return None
    return _as_page(here, kept)


def page(found: PublicJudgment) -> Response:
    """The HTML page; kept when the address asks for nothing special."""
    here = site()
    graph = graph_of(here.store, found)
    body = _html(here, found, _place() if request.query_string else Place("", 0, 0), graph).encode()
    # What surrounds a judgment changes without a new version of it.
    around = sha256(repr(graph).encode()).hexdigest()[:8]
    tag = f'"{found.version}-{here.look}-{LANGUAGE}-{around}"'
    made = KeptPage(body, tag, tuple(graph.depends))
    if not request.query_string:
        here.pages.put((found.public_id, found.version, here.as_of()), made)
    return _as_page(here, made)


def _as_page(here: Site, made: KeptPage) -> Response:
    headers = {"Cache-Control": NO_CACHE, "ETag": made.tag}
    if not here.settings.index_judgments:
        headers["X-Robots-Tag"] = "noindex"
    answer = Response(made.body, headers=headers, mimetype="text/html")
    return _unless_known(answer) if request.headers.get("If-None-Match") else answer


def _unless_known(answer: Response) -> Response:
    """304 without a body when the reader already has this version."""
    answer.make_conditional(request)
    return answer


def _place() -> Place:
    def whole(name: str) -> int:
        text_value = request.args.get(name, "")
        return int(text_value) if re.fullmatch(r"[0-9]{1,5}", text_value) else 0

    return Place(request.args.get("q", "")[:500].strip(), whole("doan"), whole("phan"))


def _html(here: Site, found: PublicJudgment, place: Place, graph: Graph) -> str:
    contents = layout.zones(found.paragraphs)
    all_parts = layout.parts(found.paragraphs, contents)
    part = layout.part_with(all_parts, place.paragraph)
    if not place.paragraph and 1 <= place.part <= len(all_parts):
        part = all_parts[place.part - 1]
    href = f"/ban-an/{found.public_id}"
    hits = None
    if place.q:
        hits = marker(found.paragraphs, parse(place.q), part, lambda number: _address(href, Place(place.q, number, 0)))
    return render_template(
        "public/judgment.html",
        section="ban-an",
        public_id=found.public_id,
        href=href,
        title=found.title,
        heading=_heading(found),
        short=found.case_number,
        subject=subject(found),
        description=_description(found),
        linked=judgment_data(found, graph, here.settings.public_url),
        court_name=found.court_name,
        court_href=f"/toa-an/{found.court_code}",
        facts=_facts(found, graph),
        graph=graph,
        pdf_bytes=found.pdf_bytes,
        indexable=here.settings.index_judgments,
        hits=hits,
        plain_href=_address(href, Place("", 0, part.number if len(all_parts) > 1 else 0)),
        contents=_outline(contents, part, href, place.q, graph),
        part_links=_part_links(all_parts, part, href, place.q),
        text=layout.body(
            found.paragraphs,
            part,
            contents,
            link=_("Liên kết đến đoạn {}"),
            inner=_writer(graph, hits),
        ),
        versions=[
            [str(one.version), short_date(one.published_at), one.note or "–", one.text_sha256, one.pdf_sha256]
            for one in public.version_list(here.store, found.public_id)
        ],
        note=found.note,
        cites=_cites(here, found, href),
        print_head=f"{short_title(found)} · {here.settings.public_url}{href} · "
        + _("Phiên bản %(version)s", version=found.version),
    )


def _writer(graph: Graph, hits: Hits | None) -> Callable[[int, str], Markup] | None:
    """How a paragraph is written: with its citations as links and the hits of the search marked."""
    if not graph.links:
        return hits.write if hits else None

    def inner(number: int, text: str) -> Markup:
        spans = hits.spans.get(number) if hits else None
        return write(text, graph.links.get(number, ()), spans, hits.numbers[number] if hits and spans else 0)

    return inner


def _address(href: str, place: Place) -> str:
    query = urlencode(
        [(n, v) for n, v in (("q", place.q), ("phan", place.part or ""), ("doan", place.paragraph or "")) if v]
    )
    return f"{href}?{query}" if query else href


def _outline(contents: list[layout.Zone], part: layout.Part, href: str, q: str, graph: Graph) -> list[tuple[str, str]]:
    """Links of the outline: to an anchor of this part, or to the part that holds the zone."""
    inner = [
        (
            f"#{zone.anchor}"
            if part.first <= zone.first <= part.last
            else _address(href, Place(q, zone.first, 0)) + f"#{zone.anchor}",
            zone.words,
        )
        for zone in contents
    ]
    if graph.applies:
        inner.append(("#ap-dung", _("Áp dụng")))
    if graph.case:
        inner.append(("#vu-an-nay", _("Vụ án này")))
    if graph.cited_total:
        inner.append(("#trich-dan-boi", _("Được trích dẫn bởi (%(count)s)", count=graph.cited_total)))
    last = ("#phien-ban", _("Phiên bản và tệp")), ("#trich-dan", _("Trích dẫn")), ("#tuong-tu", _("Bản án tương tự"))
    return [*inner, *last]


def _part_links(all_parts: list[layout.Part], part: layout.Part, href: str, q: str) -> list[tuple[str, str, bool]]:
    if len(all_parts) == 1:
        return []
    return [
        (
            _("Phần %(number)s/%(last)s", number=one.number, last=len(all_parts)),
            _address(href, Place(q, 0, one.number)),
            one == part,
        )
        for one in all_parts
    ]


def _heading(found: PublicJudgment) -> Markup:
    """“Bản án số 13/2017/DS-ST ngày 22/9/2017”; the number is never broken."""
    return Markup('{} <span class="nowrap">{}</span> {}').format(
        _("%(kind)s số", kind=words.kind(found.kind) or _("Văn bản")),
        found.case_number,
        Markup(_("ngày %(day)s", day=time_tag(found.decided_on))),  # noqa: S704  a tag of ours
    )


def _description(found: PublicJudgment) -> str:
    pieces = (subject(found), found.court_name, short_date(found.decided_on), words.instance(found.instance))
    return "; ".join(piece for piece in pieces if piece)[:160]


def _facts(found: PublicJudgment, graph: Graph) -> list[tuple[str, Any, str | None, bool]]:
    published = Markup('{} · <a href="#phien-ban">{}</a>').format(
        time_tag(found.published_at), _("Phiên bản %(version)s", version=found.version)
    )
    return [
        (_("Tòa án"), court_with_note(found), f"/toa-an/{found.court_code}", True),
        (_("Cấp xét xử"), words.instance(found.instance), None, False),
        (_("Loại án"), words.case_type(found.case_type), None, False),
        (_("Quan hệ pháp luật"), subject(found), None, False),
        (_("Chủ tọa"), found.presiding_judge or "", None, False),
        (_("Áp dụng án lệ"), _applied(graph), None, False),
        (_("Công bố"), published, None, False),
    ]


def _applied(graph: Graph) -> Markup:
    links = [
        Markup('<a href="{}">{}</a>').format(one.href, one.label) if one.href else escape(one.label)
        for one in graph.precedents
        if one.applied is not False
    ]
    return Markup(", ").join(links)


def _cites(here: Site, found: PublicJudgment, href: str) -> list[tuple[str, Markup | str, bool]]:
    """Three ready texts; the empty slots are filled by the script when the address names a paragraph."""
    plain = _(
        "%(kind)s số %(number)s ngày %(day)s của %(court)s",
        kind=words.kind(found.kind) or _("Văn bản"),
        number=found.case_number,
        day=short_date(found.decided_on),
        court=found.court_name,
    )
    address = f"{here.settings.public_url}{href}"
    court_style = Markup("{}<span data-cite></span>").format(plain)
    bibtex = (
        f"@misc{{ba-{found.public_id},\n  title = {{{short_title(found)}}},\n  author = {{{{{found.court_name}}}}},\n"
        f"  date = {{{iso_date(found.decided_on)}}},\n  url = {{{address}}}\n}}"
    )
    return [
        (_("Theo cách viết của tòa án"), court_style, False),
        (_("Kèm địa chỉ"), Markup("{}, {}<span data-cite-hash></span>").format(court_style, address), False),
        ("BibTeX", bibtex, True),
    ]


def pdf(found: PublicJudgment) -> Response:
    """The published PDF, shown in the browser under a name that says what it is."""
    path = site().store.files.published_path(found.pdf_sha256)
    answer = send_file(
        path,
        mimetype="application/pdf",
        as_attachment=False,
        download_name=_file_name(found),
        etag=False,
        conditional=False,
    )
    answer.set_etag(f"{found.version}-{found.pdf_sha256[:16]}")
    answer.make_conditional(request, accept_ranges=True, complete_length=path.stat().st_size)
    return answer


def _file_name(found: PublicJudgment) -> str:
    """What a saved file is called: ban-an-13-2017-DS-ST-7k3m2q9x.pdf; letters without marks, Đ as D."""
    number = "".join(
        folded.upper() if letter.isupper() else folded
        for letter, folded in zip(found.case_number, fold(found.case_number), strict=True)
    )
    plain = re.sub(r"[^0-9A-Za-z]+", "-", number).strip("-")
    return f"{slug(words.kind(found.kind) or 'van-ban')}-{plain}-{found.public_id}.pdf"


def text(found: PublicJudgment) -> Response:
    """Plain text with paragraph numbers, under a head that says what it is and where it stands."""
    head = f"{found.title}\n{site().settings.public_url}/ban-an/{found.public_id}\n" + _(
        "Phiên bản %(version)s. Tên người, tổ chức, địa chỉ đã được mã hóa bằng chữ cái.", version=found.version
    )
    answer = Response(f"{head}\n\n{layout.plain(found.paragraphs)}", mimetype="text/plain")
    answer.set_etag(f"{found.version}-{found.text_sha256[:16]}")
    return _unless_known(answer)


def data(found: PublicJudgment) -> Response:
    """The judgment as JSON, the shape of `/api/v1/judgments/<id>`."""
    answer = jsonify(as_json(found, site().settings.public_url))
    answer.set_etag(f"{found.version}-{found.text_sha256[:16]}")
    answer.headers["Access-Control-Allow-Origin"] = "*"
    return _unless_known(answer)


def as_json(found: PublicJudgment, public_url: str) -> dict[str, Any]:
    """The public facts, paragraphs and files of a judgment, for programs."""
    address = f"{public_url}/ban-an/{found.public_id}"
    return {
        "id": found.public_id,
        "url": address,
        "version": found.version,
        "title": found.title,
        "case_number": found.case_number,
        "court": {"code": found.court_code, "name": found.court_name},
        "kind": found.kind,
        "instance": found.instance,
        "case_type": found.case_type,
        "legal_relation": found.legal_relation,
        "decided_on": iso_date(found.decided_on),
        "published_at": found.published_at.isoformat(),
        "presiding_judge": found.presiding_judge,
        "paragraphs": [
            {"number": number, "text": paragraph, "url": f"{address}?doan={number}#d{number}"}
            for number, paragraph in enumerate(found.paragraphs, 1)
        ],
        "text_sha256": found.text_sha256,
        "pdf": {"url": f"{address}.pdf", "sha256": found.pdf_sha256, "bytes": found.pdf_bytes},
        "policy": found.policy,
        "model": found.model,
        "note": found.note,
    }


def stone(found: Tombstone, *, as_json: bool) -> Response:
    """410: what is gone, since when and why; never its title, subject or text."""
    if as_json:
        answer = jsonify(status=str(found.status), withdrawn_on=_day(found.on), reason_code=found.reason_code)
        answer.headers["Access-Control-Allow-Origin"] = "*"
    else:
        hidden = str(found.status) == "hidden"
        heading = (
            _("Bản án này đang được tạm ẩn để kiểm tra") if hidden else _("Bản án này đã được hạ khỏi Cổng thông tin")
        )
        reason = found.reason or ""
        facts = [
            (_("Mã"), found.public_id, None, True),
            (_("Tòa án công bố"), found.court_name, None, True),
            (_("Từ ngày") if hidden else _("Ngày hạ"), time_tag(found.on) if found.on else "", None, True),
            (_("Lý do"), f"{reason[:1].upper()}{reason[1:]}." if reason else "", None, True),
        ]
        answer = make_response(
            render_template(
                "public/tombstone.html", section="ban-an", heading=heading, public_id=found.public_id, facts=facts
            )
        )
    answer.status_code = 410
    answer.headers["Cache-Control"] = NO_CACHE
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer


def _day(value: date | None) -> str | None:
    return iso_date(value) if value else None
