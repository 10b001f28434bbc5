"""Results, advanced form and help of the search."""

from dataclasses import dataclass, replace
from typing import Any, Final

import structlog
from flask import Blueprint, Response, make_response, render_template, request

from portal.errors import SEARCH_RETRY_SECONDS, new_reference
from portal.filters import number
from portal.i18n import _
from portal.public import searching
from portal.public.cards import card
from portal.public.paging import pages as paged
from portal.public.parameters import Asked, address, pairs, read, without_value
from portal.public.searching import Found
from portal.public.site import site
from search.engine import SearchUnavailable

log = structlog.get_logger()
pages = Blueprint("search", __name__)

PRIVATE: Final = "private, no-cache"
OPEN_GROUPS: Final = ("loai-an", "xet-xu")
LONGEST_ECHO: Final = 120  # characters of a query that the heading repeats
FEW_CARDS: Final = 3  # judgments with one number that are shown each; more are shown by their courts


@dataclass(frozen=True)
class Group:
    """One group of filters. options: (value, words, count or None)."""

    name: str
    legend: str
    options: list[tuple[str, str, int | None]]
    chosen: tuple[str, ...]
    open: bool


def legends() -> dict[str, str]:
    """The words over each group of filters, in the order of the page."""
    return {
        "loai-an": _("Loại án"),
        "xet-xu": _("Cấp xét xử"),
        "cap": _("Cấp tòa"),
        "toa": _("Tòa án"),
        "tinh": _("Tỉnh, thành phố"),
        "van-ban": _("Loại văn bản"),
        "nam": _("Năm"),
        "dieu": _("Điều luật áp dụng"),
        "an-le": _("Án lệ áp dụng"),
        "quan-he": _("Quan hệ pháp luật, tội danh"),
        "ket-qua": _("Kết quả"),
    }


def parts() -> dict[str, str]:
    """The parts of a judgment that can be searched alone."""
    return {"noi-dung": _("Nội dung vụ án"), "nhan-dinh": _("Nhận định"), "quyet-dinh": _("Quyết định")}


@pages.get("/tim-kiem")
def results() -> Response:
    """The results page; 400 when a parameter is not of its form, 503 when the engine is away."""
    asked = read(request.args)
    if asked.errors:
        return _answer(render_template("public/results.html", **_nothing(asked)), 400)
    try:
        found = searching.run(site(), asked)
        if asked.page > searching.last_page(found):
            last = replace(asked, page=searching.last_page(found))
            return _answer(render_template("public/past_end.html", last_href=address(last), section="ban-an"), 404)
        shown = _shown(found)
    except SearchUnavailable as fault:
        return away(fault)
    return _answer(render_template("public/results.html", **shown), 200)


def away(fault: Exception) -> Response:
    """503 with ways to go on without the engine; the fault is logged under the number the reader sees."""
    reference = new_reference()
    log.warning("search.unavailable", reference=reference, kind=type(fault).__name__)
    asked = read(request.args)
    body = render_template("public/search_away.html", retry_href=address(asked), reference=reference, section="ban-an")
    answer = _answer(body, 503)
    answer.headers["Retry-After"] = str(SEARCH_RETRY_SECONDS)
    return answer


def _answer(body: str, status: int) -> Response:
    answer = make_response(body, status)
    answer.headers["Cache-Control"] = PRIVATE
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer


def _nothing(asked: Asked) -> dict[str, Any]:
    """What the page shows when the search was not run: the form with what was typed."""
    return {
        **_frame(asked),
        "title": _("Lỗi: ") + _("tìm kiếm"),
        "heading": _("Tìm kiếm"),
        "understood": (),
        "notes": (),
        "number_card": None,
        "marked": None,
        "corrected": None,
        "without": [],
        "relaxed": False,
        "total": 0,
        "count_words": _("Chưa tìm"),
        "pages": paged(1, 0, asked.per_page, lambda _page: ""),
        "groups": [
            Group(name, legend, [(v, searching.label(site(), name, v), None) for v in chosen], chosen, open=True)
            for name, legend in legends().items()
            if (chosen := asked.filters.get(name, ()))
        ],
        "items": [],
        "too_many": False,
        "unquoted_href": None,
    }


def _shown(found: Found) -> dict[str, Any]:
    asked, total = found.asked, found.total
    count = _count_words(found)
    last = searching.last_page(found)
    typed = _short(asked.q.strip())
    heading = _("Kết quả cho “%(q)s”", q=typed) if typed else _("Bản án, quyết định đã công bố")
    return {
        **_frame(asked),
        "title": f"{typed or heading} – {count} – " + _("trang %(page)s", page=asked.page),
        "heading": heading,
        "understood": found.query.understood,
        "notes": found.query.notes,
        "number_card": _number_card(found) if asked.page == 1 else None,
        "marked": _other(found, found.marked),
        "corrected": _other(found, found.corrected),
        "without": _without(found) if not found.total or found.relation == "relaxed" else [],
        "relaxed": found.relation == "relaxed",
        "total": total,
        "count_words": count,
        "pages": paged(asked.page, last * asked.per_page, asked.per_page, lambda page: address(asked, page=page)),
        "groups": [_group(found, name, legend) for name, legend in legends().items() if found.facets[name]],
        "items": [searching.card_of(judgment, found.query) for judgment in found.hits],
        "too_many": found.total_capped and asked.page == last,
        "unquoted_href": address(asked, q=asked.q.replace('"', "")) if '"' in asked.q else None,
    }


def _frame(asked: Asked) -> dict[str, Any]:
    """What the page always has around the answer: the form, the chips, the links."""
    return {
        "section": "ban-an",
        "asked": asked,
        "sort": asked.sort or ("lien-quan" if asked.q.strip() else "moi-nhat"),
        "sorts": [
            ("lien-quan", _("Liên quan nhất")),
            ("moi-nhat", _("Mới nhất")),
            ("cu-nhat", _("Cũ nhất")),
            ("moi-cong-bo", _("Mới công bố")),
        ],
        "active": _chips(asked),
        "clear_href": address(cleared(asked)),
        "parts": [("", _("Toàn văn")), *((value, label) for value, label in parts().items())],
        "with_predecessors": asked.predecessors or not asked.filters.get("toa"),
        "permalink": address(asked),
        "feed_href": address(asked, "/tim-kiem.atom", page=1),
        "csv_href": address(asked, "/tim-kiem.csv", page=1),
        "advanced_href": address(asked, "/tim-kiem/nang-cao", page=1),
        "api_href": address(asked, "/api/v1/search"),
        "keep_filters": pairs(asked, without=("q", "trang")),
        "keep_sort": pairs(asked, without=("sap-xep", "trang")),
        "keep_query": [(n, v) for n, v in pairs(asked) if n in {"q", "sap-xep", "so-dong"}],
    }


def cleared(asked: Asked) -> Asked:
    """The same words without anything that narrows them."""
    return Asked(q=asked.q, sort=asked.sort, per_page=asked.per_page)


def _chips(asked: Asked) -> list[tuple[str, str]]:
    found = [
        (searching.label(site(), name, value), without_value(asked, name, value))
        for name, chosen in asked.filters.items()
        for value in chosen
    ]
    if asked.part:
        found.append((_("Trong phần %(part)s", part=parts()[asked.part]), address(asked, part="")))
    if asked.tu:
        found.append((_("Từ %(day)s", day=asked.tu), address(asked, tu="")))
    if asked.den:
        found.append((_("Đến %(day)s", day=asked.den), address(asked, den="")))
    if asked.cong_bo_tu:
        found.append((_("Công bố từ %(day)s", day=asked.cong_bo_tu), address(asked, cong_bo_tu="")))
    if asked.cong_bo_den:
        found.append((_("Công bố đến %(day)s", day=asked.cong_bo_den), address(asked, cong_bo_den="")))
    return found


def _count_words(found: Found) -> str:
    if found.total_capped:
        return _("hơn %(count)s kết quả", count=number(found.total))
    return _("%(count)s kết quả", count=number(found.total))


def _group(found: Found, name: str, legend: str) -> Group:
    chosen = found.asked.filters.get(name, ())
    values = found.facets[name]
    kept = [item for place, item in enumerate(values) if place < searching.SHOWN_VALUES or item[0] in chosen]
    return Group(name, legend, [(v, w, c) for v, w, c in kept], chosen, open=name in OPEN_GROUPS)


def _short(typed: str) -> str:
    return typed if len(typed) <= LONGEST_ECHO else typed[:LONGEST_ECHO].rstrip() + "…"


def _other(found: Found, words: str) -> tuple[str, str] | None:
    """Another way to write the query, with the address of its search."""
    return (words, address(found.asked, q=words)) if words else None


def _without(found: Found) -> list[tuple[str, str, int]]:
    """For each filter its name, the address of the search without it, and how many judgments that finds."""
    names = {**legends(), "": _("Ngày tuyên"), "cong-bo": _("Ngày công bố"), "phan": _("Tìm trong phần")}
    return [(names[name], address(asked), total) for asked, name, total in searching.without_each(site(), found)]


def _number_card(found: Found) -> dict[str, Any] | None:
    """The card over the results when a whole case number was typed."""
    exact = searching.exact_number(site(), found.query)
    if exact is None:
        return None
    if not exact.total:
        title = _("Không có số %(number)s trong dữ liệu công bố", number=exact.label)
    elif exact.total == 1:
        title = _("Đúng số bạn gõ")
    else:
        title = _("Số %(number)s có ở %(count)s bản án. Chọn tòa án:", number=exact.label, count=exact.total)
    by_court = [
        (searching.label(site(), "toa", one.value), address(found.asked, filters={"toa": (one.value,)}), one.count)
        for one in exact.by_court
    ]
    return {
        "title": title,
        "judgments": [card(judgment) for judgment in exact.judgments] if exact.total <= FEW_CARDS else [],
        "courts": by_court if exact.total > FEW_CARDS else [],
        "none": not exact.total,
    }


@pages.get("/tim-kiem/cu-phap")
def syntax() -> Response:
    """What can be typed, each line a link that runs its example."""
    lines = [
        ("tranh chấp đất", _("Có đủ các từ, ở đâu cũng được")),
        ('"hợp đồng vô hiệu"', _("Đúng cụm từ; gõ có dấu thì phải đúng dấu")),
        ("trộm OR cướp", _("Có một trong hai; viết HOẶC cũng được")),
        ('đất -"thu hồi"', _("Không có cụm từ sau dấu trừ; viết KHÔNG cũng được")),
        ("(vay OR mượn) lãi", _("Nhóm các từ")),
        ("nhượng*", _("Bắt đầu bằng các chữ này, ít nhất 2 chữ cái")),
        ("17/2018/HS-ST", _("Bản án mang số này, rồi các bản án nhắc đến nó")),
        ("số:17/2018/HS-ST", _("Chỉ bản án mang số này")),
        ("Điều 584 BLDS", _("Bản án áp dụng điều luật này hoặc viết đúng như vậy")),
        ("điều:468", _("Chỉ bản án áp dụng Điều 468 của một văn bản nào đó")),
        ('điều:"468 BLDS"', _("Chỉ bản án áp dụng Điều 468 Bộ luật Dân sự")),
        ("án lệ:30", _("Bản án viện dẫn Án lệ số 30")),
        ('tòa:"khu vực 1"', _("Bản án của các tòa án có tên như vậy")),
        ('thẩm phán:"Nguyễn Văn Mẫu"', _("Thẩm phán chủ tọa có tên này")),
        ("ngày:2024", _("Tuyên trong năm, tháng (9/2024) hoặc ngày (22/9/2024) này")),
        ('phan:nhan-dinh "lỗi hỗn hợp"', _("Chỉ tìm trong phần nhận định; cũng có noi-dung, quyet-dinh")),
        ("hàng xóm lấn đất nhà tôi thì tôi phải làm gì?", _("Câu hỏi: càng nhiều từ khớp càng đứng trước")),
    ]
    rows = [[(typed, address(Asked(q=typed))), meaning] for typed, meaning in lines]
    answer = make_response(render_template("public/syntax.html", section="tro-giup", rows=rows))
    answer.headers["Cache-Control"] = "public, max-age=300"
    return answer
