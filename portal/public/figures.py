"""The statistics page: every number counted from the records, each figure a chart and the same numbers as a table."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from flask import Blueprint, Response, make_response, render_template

from portal import words
from portal.filters import number
from portal.i18n import _
from portal.public.site import site
from records import public
from records.lifecycle import WITHDRAW_REASONS, WITHHOLD_REASONS

pages = Blueprint("figures", __name__)

HOUR: Final = "public, max-age=3600"
WITHIN_DAYS: Final = 30


@dataclass(frozen=True)
class Figure:
    """One section. bars: (label, value as written, share of the longest from 0 to 100); rows: cells of the table."""

    id: str
    heading: str
    finding: str
    bars: Sequence[tuple[str, str, float]]
    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    numeric: Sequence[int] = (1,)


def figure(id_: str, heading: str, finding: str, counted: Iterable[tuple[str, int]], head: Sequence[str]) -> Figure:
    """A figure of counts by label; a chart is drawn only when something was counted."""
    lines = list(counted)
    longest = max((count for _label, count in lines), default=0)
    bars = [(label, number(count), count * 100 / longest) for label, count in lines] if longest else []
    return Figure(id_, heading, finding, bars, head, [[label, number(count)] for label, count in lines])


@pages.get("/thong-ke")
def statistics() -> Response:
    """Published by month and case type, withdrawn and withheld by reason, days to publication."""
    here = site()
    found = here.counts.get("statistics", lambda: public.statistics(here.store))
    body = render_template("public/statistics.html", section="thong-ke", figures=figures(found))
    answer = make_response(body)
    answer.headers["Cache-Control"] = HOUR
    return answer


def figures(found: public.Statistics) -> list[Figure]:
    """The sections of the page, in order."""
    by_month: Counter[str] = Counter()
    by_type: Counter[str] = Counter()
    for line in found.published:
        by_month[line.month] += line.count
        by_type[words.case_type(line.case_type) or _("Chưa rõ")] += line.count
    total = sum(by_month.values())
    month = [_("Tháng"), _("Số văn bản")]
    withdrawn = [
        (reason[:1].upper() + reason[1:], found.withdrawn.get(code, 0)) for code, reason in WITHDRAW_REASONS.items()
    ]
    withheld = [(f"{code}. {reason}", found.withheld.get(code, 0)) for code, reason in WITHHOLD_REASONS.items()]
    return [
        figure(
            "thang",
            _("Công bố theo tháng"),
            _("Cổng đang công bố %(count)s bản án, quyết định.", count=number(total)),
            [(_month(name), by_month[name]) for name in sorted(by_month, reverse=True)[:24]],
            month,
        ),
        figure(
            "loai-an",
            _("Công bố theo loại án"),
            _("Nhiều nhất: %(kind)s.", kind=by_type.most_common(1)[0][0].lower())
            if by_type
            else _("Chưa có bản án nào được công bố."),
            by_type.most_common(),
            [_("Loại án"), _("Số văn bản")],
        ),
        _days(found),
        figure(
            "ha",
            _("Đã hạ, theo lý do"),
            _("Đã hạ %(count)s văn bản.", count=number(sum(count for _reason, count in withdrawn))),
            withdrawn,
            [_("Lý do"), _("Số văn bản")],
        ),
        figure(
            "khong-cong-bo",
            _("Không công bố, theo bảy lý do"),
            _("Không công bố %(count)s văn bản.", count=number(sum(count for _reason, count in withheld))),
            withheld,
            [_("Lý do"), _("Số văn bản")],
        ),
    ]


def _days(found: public.Statistics) -> Figure:
    """How long it took from the day of effect to the day of publication."""
    buckets = [(_("0-7 ngày"), 0, 7), (_("8-15 ngày"), 8, 15), (_("16-30 ngày"), 16, 30), (_("Trên 30 ngày"), 31, None)]
    days = sorted(found.days_to_publication)
    counted = [
        (label, sum(first <= day and (last is None or day <= last) for day in days)) for label, first, last in buckets
    ]
    finding = _("Chưa có số liệu.")
    if days:
        share = round(100 * sum(day <= WITHIN_DAYS for day in days) / len(days))
        finding = _(
            "Trung vị %(days)s ngày; %(share)s %% được công bố trong 30 ngày kể từ ngày có hiệu lực.",
            days=days[len(days) // 2],
            share=share,
        )
    return figure(
        "thoi-han", _("Số ngày từ khi có hiệu lực đến khi công bố"), finding, counted, [_("Khoảng"), _("Số văn bản")]
    )


def _month(name: str) -> str:
    """2026-09 → 9/2026."""
    year, _dash, month = name.partition("-")
    return f"{int(month)}/{year}"
