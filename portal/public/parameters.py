"""What a reader asked for in the address of a search: read, checked, and written back. Pure."""

import calendar
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final, Protocol
from urllib.parse import urlencode

from flask_babel import lazy_gettext as _

FACETS: Final = ("loai-an", "xet-xu", "cap", "toa", "tinh", "van-ban", "nam", "dieu", "an-le", "quan-he", "ket-qua")
SORTS: Final = ("lien-quan", "moi-nhat", "cu-nhat", "moi-cong-bo")
PARTS: Final = ("noi-dung", "nhan-dinh", "quyet-dinh")
PER_PAGE: Final = (10, 20, 50)
USUAL_PER_PAGE: Final = 20
LAST_HIT: Final = 10_000
LONGEST_QUERY: Final = 500  # its address may take nine times as many characters, and servers take 8,190
LONGEST_VALUE: Final = 120
MOST_VALUES: Final = 50
DATE_FORMS: Final = (
    re.compile(r"(?P<day>\d{1,2})[/.-](?P<month>\d{1,2})[/.-](?P<year>\d{4})"),
    re.compile(r"(?P<month>\d{1,2})[/.-](?P<year>\d{4})"),
    re.compile(r"(?P<year>\d{4})"),
    re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})"),
)
CODE: Final = re.compile(r"[0-9A-Za-z][0-9A-Za-z.\-]*")


class Values(Protocol):
    """The parameters of an address: werkzeug's MultiDict is one."""

    def get(self, key: str, default: str, /) -> str:
        """The first value of a name."""
        ...

    def getlist(self, key: str, /) -> list[str]:
        """Every value of a name."""
        ...


@dataclass(frozen=True)
class Asked:
    """A search as it was asked: what was typed is kept even when it cannot be used.

    filters: facet name → chosen values. since, until: the days meant by `tu` and `den`, both included; those of the
    publication likewise by `cong-bo-tu` and `cong-bo-den`.
    errors: (id of the control on the page, Vietnamese sentence); with any, the search is not run.
    """

    q: str = ""
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    part: str = ""
    tu: str = ""
    den: str = ""
    since: date | None = None
    until: date | None = None
    cong_bo_tu: str = ""
    cong_bo_den: str = ""
    published_since: date | None = None
    published_until: date | None = None
    predecessors: bool = False
    sort: str = ""
    page: int = 1
    per_page: int = USUAL_PER_PAGE
    errors: tuple[tuple[str, object], ...] = ()

    @property
    def narrowed(self) -> bool:
        """Whether anything but the words narrows the search."""
        return bool(
            any(self.filters.values()) or self.tu or self.den or self.cong_bo_tu or self.cong_bo_den or self.part
        )

    @property
    def empty(self) -> bool:
        """Whether nothing at all was asked."""
        return not self.q.strip() and not self.narrowed


def read(values: Values) -> Asked:
    """Read a search from the parameters of an address.

    A parameter that is not of its form (date, page, code, sort) becomes an error; the query text never is one.
    """
    errors: list[tuple[str, object]] = []
    tu, den, since, until = _days(values, "tu", "den", errors)
    published = _days(values, "cong-bo-tu", "cong-bo-den", errors)
    page, per_page = _whole(values.get("trang", ""), 1, errors), _per_page(values.get("so-dong", ""), errors)
    if page > LAST_HIT // per_page:  # engines keep everything before a page in memory
        errors.append(("q", _("Chỉ xem được 10.000 kết quả đầu. Hãy thu hẹp theo ngày hoặc tòa án, hoặc dùng API.")))
        page = 1
    filters = {name: _codes(name, values.getlist(name), errors) for name in FACETS}
    return Asked(
        q=values.get("q", "")[:LONGEST_QUERY],
        filters={name: chosen for name, chosen in filters.items() if chosen},
        part=_one_of("phan", values.get("phan", ""), PARTS, errors),
        tu=tu,
        den=den,
        since=since,
        until=until,
        cong_bo_tu=published[0],
        cong_bo_den=published[1],
        published_since=published[2],
        published_until=published[3],
        predecessors=values.get("tien-than", "") == "1",
        sort=_one_of("sap-xep", values.get("sap-xep", ""), SORTS, errors),
        page=page,
        per_page=per_page,
        errors=tuple(errors),
    )


def _days(
    values: Values, first: str, last: str, errors: list[tuple[str, object]]
) -> tuple[str, str, date | None, date | None]:
    """What was typed as first and last day, and the days meant."""
    tu, den = (values.get(name, "").strip()[:LONGEST_VALUE] for name in (first, last))
    since, until = read_day(tu, last=False), read_day(den, last=True)
    if tu and since is None:
        errors.append((first, _("Ngày bắt đầu không đúng. Nhập như 01/7/2025, 7/2025 hoặc 2025.")))
    if den and until is None:
        errors.append((last, _("Ngày kết thúc không đúng. Nhập như 01/7/2025, 7/2025 hoặc 2025.")))
    if since and until and since > until:
        errors.append((first, _("Ngày bắt đầu đứng sau ngày kết thúc.")))
    return tu, den, since, until


def read_day(text: str, *, last: bool) -> date | None:
    """The day meant by 01/7/2025, 7/2025, 2025 or 2025-07-01; the last day of a month or year with `last`."""
    for form in DATE_FORMS:
        if match := form.fullmatch(text.strip()):
            given = match.groupdict()
            year = int(given["year"])
            month = int(given.get("month") or (12 if last else 1))
            try:
                end = calendar.monthrange(year, month)[1]
                return date(year, month, int(given.get("day") or (end if last else 1)))
            except (ValueError, calendar.IllegalMonthError):
                return None
    return None


def _codes(name: str, given: Sequence[str], errors: list[tuple[str, object]]) -> tuple[str, ...]:
    chosen = tuple(dict.fromkeys(value.strip() for value in given if value.strip()))
    usable = len(chosen) <= MOST_VALUES and all(len(value) <= LONGEST_VALUE for value in chosen)
    if name == "nam":
        usable = usable and all(re.fullmatch(r"\d{4}", value) for value in chosen)
    elif name not in {"quan-he", "an-le"}:
        usable = usable and all(CODE.fullmatch(value) for value in chosen)
    if not usable:
        errors.append(("bo-loc", _("Giá trị của bộ lọc “%(name)s” không đúng dạng.", name=name)))
        return ()
    return chosen


def _one_of(name: str, value: str, known: Iterable[str], errors: list[tuple[str, object]]) -> str:
    if not value or value in known:
        return value
    errors.append(
        ("sap-xep" if name == "sap-xep" else "q", _("Giá trị của “%(name)s” không có trong danh sách.", name=name))
    )
    return ""


def _whole(text: str, default: int, errors: list[tuple[str, object]]) -> int:
    if not text:
        return default
    if re.fullmatch(r"[0-9]{1,6}", text) and int(text) >= 1:
        return int(text)
    errors.append(("q", _("Số trang không đúng. Nhập một số từ 1 trở lên.")))
    return default


def _per_page(text: str, errors: list[tuple[str, object]]) -> int:
    if not text:
        return USUAL_PER_PAGE
    if text in {str(n) for n in PER_PAGE}:
        return int(text)
    errors.append(("q", _("Số dòng mỗi trang chỉ có thể là 10, 20 hoặc 50.")))
    return USUAL_PER_PAGE


def pairs(asked: Asked, *, without: Iterable[str] = ()) -> list[tuple[str, str]]:
    """The parameters of a search in one fixed order, defaults left out. without: names to leave out."""
    left_out = set(without)
    found = [("q", asked.q)] if asked.q else []
    found += [(name, value) for name in FACETS for value in asked.filters.get(name, ())]
    single = [
        ("tien-than", "1" if asked.predecessors else ""),
        ("phan", asked.part),
        ("tu", asked.tu),
        ("den", asked.den),
        ("cong-bo-tu", asked.cong_bo_tu),
        ("cong-bo-den", asked.cong_bo_den),
        ("sap-xep", asked.sort),
        ("so-dong", "" if asked.per_page == USUAL_PER_PAGE else str(asked.per_page)),
        ("trang", "" if asked.page == 1 else str(asked.page)),
    ]
    found += [(name, value) for name, value in single if value]
    return [(name, value) for name, value in found if name not in left_out]


def address(asked: Asked, path: str = "/tim-kiem", **changes: Any) -> str:  # noqa: ANN401  fields of Asked
    """The address of a search, with some of its fields changed; any change but of the page goes back to page 1."""
    if changes and "page" not in changes:
        changes["page"] = 1
    query = urlencode(pairs(replace(asked, **changes)))
    return f"{path}?{query}" if query else path


def without_value(asked: Asked, name: str, value: str) -> str:
    """The address of the same search without one chosen value of one filter."""
    kept = tuple(v for v in asked.filters.get(name, ()) if v != value)
    return address(asked, filters={**asked.filters, name: kept})
