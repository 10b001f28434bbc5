"""Case numbers and dates as courts print them (design/domain.md 4.4)."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from indexer.reading.plain import Plain

# On the plain copy: "07/2021/DS-ST", "05/2018/ST - DS", "34/2017/HSPT", "02/ 2017/DS - S T", "860/2024/QD-PT"
_PART: Final = r"[A-Z](?:\ ?[A-Z]){1,7}(?![A-Za-z])"
CASE_NUMBER: Final = (
    r"(?<![\w/])\d{1,5}\s*/\s*(?:(?:19|20)\d{2})\s*/\s*[A-Z](?:[ ]?&[ ]?[A-Z]|[A-Z]){1,8}(?![a-z&])"
    rf"(?:[ ]?-\s?{_PART}){{0,2}}(?![\w&])"
)
BARE_NUMBER: Final = r"\d{1,5}(?:(?:/(?:19|20)\d{2})?(?![\d/])|\s?/\s?[A-Z]{2,6}(?:\s?-\s?[A-Z]{2,4})?(?![\w/]))"
DATE: Final = (
    r"(?<!\d)(?P<day>\d{1,2})(?:\s*[/.-]\s*(?P<month>\d{1,2})\s*[/.-]\s*|\s+(?i:thang)\s+(?P<month_word>\d{1,2})\s*,?"
    r"\s*(?i:nam)\s+)(?P<year>(?:19|20)\d{2})(?!\d)"
)

_MATTERS: Final = (
    ("HNGD", "hôn nhân và gia đình"),
    ("HN", "hôn nhân và gia đình"),
    ("KDTM", "kinh doanh thương mại"),
    ("KT", "kinh doanh thương mại"),
    ("HS", "hình sự"),
    ("LD", "lao động"),  # before DS: LDST holds both
    ("DS", "dân sự"),
    ("HC", "hành chính"),
    ("PS", "phá sản"),
)
_PROCEDURES: Final = (
    ("GDT", "giám đốc thẩm"),
    ("ST", "sơ thẩm"),
    ("PT", "phúc thẩm"),
)
_REOPENED: Final = re.compile(r"[A-Z]\s?-\s?TT(?![A-Z])|(?:DS|HS|HNGD|KDTM|LD|HC)TT(?![A-Z])")
_EARLIEST, _LATEST = 1945, 2100


class Code(NamedTuple):
    """What the letters of a case number mean; None for what they do not say."""

    case_type: str | None
    instance: str | None
    decision: bool


def written(copy: Plain, start: int, end: int) -> str:
    """A case number as printed without blanks, every dash as "-"."""
    return re.sub(r"[‐‑‒–—―−]", "-", copy.printed(start, end)).replace(" ", "")


def code_of(plain_number: str) -> Code:
    """The meaning of a case number of the plain copy: matter, procedure, judgment or decision."""
    letters = re.sub(r"[^A-Z]", "", plain_number)
    decision = letters.startswith("QD") or letters.endswith("QD")
    letters = letters.replace("QD", " ")
    matter = next(((code, name) for code, name in _MATTERS if code in letters), None)
    if matter is not None:
        letters = letters.replace(matter[0], " ", 1)
    instance = next((name for code, name in _PROCEDURES if code in letters), None)
    if instance is None and _REOPENED.search(plain_number):
        instance = "tái thẩm"
    return Code(matter[1] if matter else None, instance, decision)


def iso_date(match: re.Match[str]) -> str | None:
    """The ISO form of a match of DATE; None when there is no such day."""
    month = match["month"] or match["month_word"]
    try:
        found = date(int(match["year"]), int(month), int(match["day"]))
    except ValueError:
        return None
    return found.isoformat() if _EARLIEST <= found.year <= _LATEST else None
