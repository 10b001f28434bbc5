"""Precedents and other judgments cited in a text (design/domain.md 2.3, 4.4, 6.1)."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from indexer.reading.names import court_name
from indexer.reading.numbers import DATE, iso_date, written

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indexer.reading.plain import Plain

_YEARS: Final = Path(__file__).parent / "data" / "precedents.toml"
_ONE: Final = r"\d{1,3}(?:\s?/\s?(?:19|20)\d\d\s?/\s?(?i:AL))?(?![\d/])"
_PRECEDENT: Final = re.compile(
    rf"(?:\b(?i:an\s+le)\s+(?:(?i:so)\s*:?\s*)?(?P<list>{_ONE}(?:(?:\s*,\s*(?:va\s+)?|\s+va\s+|\s*;\s*)(?:(?i:an\s+le)\s+)?"
    rf"(?:(?i:so)\s*:?\s*)?\d{{1,3}}\s?/\s?(?:19|20)\d\d\s?/\s?AL\b)*)"
    r"|(?<![\w/])(?P<bare>\d{1,3}\s?/\s?(?:19|20)\d\d\s?/\s?AL)\b)"
)
_PRECEDENT_ONE: Final = re.compile(r"(\d{1,3})(?:\s?/\s?((?:19|20)\d\d))?")
_NOT_APPLIED: Final = re.compile(
    r"khong\s+(?:co\s+can\s+cu\s+(?:de\s+)?)?(?:duoc\s+)?ap\s+dung|khong\s+(?:the|nen)\s+ap\s+dung|khong\s+tuong\s+(?:tu|dong)"
    r"|khong\s+thuoc\s+truong\s+hop|khong\s+(?:co\s+)?(?:cung\s+)?tinh\s+(?:chat|huong)|khong\s+phu\s+hop",
    re.IGNORECASE,
)
_MATTER: Final = (
    r"(?:(?:hinh\s+su|dan\s+su|hanh\s+chinh|lao\s+dong|hon\s+nhan(?:\s+(?:va\s+)?gia\s+dinh|\s+va\s+gd)?"
    r"|kinh\s+doanh,?\s+thuong\s+mai|kinh\s+te|thuong\s+mai|ly\s+hon)\s+)?"
)
_STAGE: Final = r"(?P<stage>so\s+tham|phuc\s+tham|giam\s+doc\s+tham|tai\s+tham)?"
_PART: Final = r"[A-Z]{2,8}(?:\s?-\s?[A-Z]{2,6}){0,2}"
_CASE: Final = re.compile(
    rf"\b(?P<kind>(?i:ban\s+an|quyet\s+dinh))\s+(?i:{_MATTER}{_STAGE})\s*(?P<about>(?i:dinh\s+chi[^\n.;:,\d]{{0,40}}|cong\s+nhan[^\n.;:\d]"
    rf"{{0,70}}|tuyen\s+bo[^\n.;:\d]{{0,40}}))?\s*(?i:so)?\s*:?\s*"
    rf"(?P<number>\d{{1,5}}(?:\s?/\s?(?:19|20)\d\d)?(?:\s?/\s?{_PART})?)(?![\w/])"
    rf"(?:,?\s*(?:(?i:ngay)\s*:?\s*)?{DATE})?(?:,?\s*(?i:cua)\s+(?P<court>(?i:toa\s+an|tand\b|ta\s+|toa\s+phuc\s+tham)"
    r"(?:(?!\b(?i:ban\s+an|quyet\s+dinh)\s+(?i:hinh|dan|hanh|lao|hon|kinh|so|phuc|giam)\b)[^\n.;:()\"”]){2,90}))?"
)
_COURT_END: Final = re.compile(
    r"\s+(?:va|da|ve|thi|xu|xet|bi|tuyen|giua|theo|xac|quyet|buoc|co|duoc|de|la|cong|giu|nay|trong|nhan(?!\s+dan)|tai\s+phien|do|sua|huy|giai|chap|ap|se|khong|cho|nhung|ghi|gui|thu|doi|phat)\b"
    r"|,(?!\s*(?i:tinh|thanh\s+pho|tp|huyen|quan|thi\s+xa)\b)"
)
_SENTENCE_ENDS: Final = re.compile(r"[.;]\s|\n")


@dataclass(frozen=True, slots=True)
class Precedent:
    """A precedent cited: its number, the year as written, whether the court says that it does not apply it."""

    start: int
    end: int
    number: int
    year: int | None
    applied: bool

    @property
    def target(self) -> str:
        """The canonical number where the year is certain or written, "08/2016/AL"; else "08"."""
        low, high = bounds(self.number)
        year = low if low is not None and low == high else self.year
        return f"{self.number:02}/{year}/AL" if year else f"{self.number:02}"

    @property
    def doubtful(self) -> bool:
        """Whether the year written cannot be that of this number."""
        low, high = bounds(self.number)
        return self.year is not None and ((low or 0) > self.year or (high or 9999) < self.year)


@dataclass(frozen=True, slots=True)
class Judgment:
    """Another judgment or decision cited: number as printed without blanks, day (ISO) and court where written."""

    start: int
    end: int
    number: str
    stage: str | None
    decided_on: str | None
    court: str | None
    confidence: float


@cache
def _known() -> list[tuple[int, int]]:
    return sorted((number, year) for number, year in tomllib.loads(_YEARS.read_text(encoding="utf-8"))["years"])


def bounds(number: int) -> tuple[int | None, int | None]:
    """The first and last year in which a precedent of this number can have been published."""
    low = max((year for known, year in _known() if known <= number), default=None)
    high = min((year for known, year in _known() if known >= number), default=None)
    return low, high


def precedents_in(copy: Plain) -> Iterator[Precedent]:
    """Every precedent cited, in order; "án lệ" without a number is none."""
    for match in _PRECEDENT.finditer(copy.text):
        group = "list" if match["list"] else "bare"
        for index, one in enumerate(_PRECEDENT_ONE.finditer(match[group])):
            first = match.start() if index == 0 else match.start(group) + one.start()
            last = match.start(group) + one.end()
            tail = re.match(r"\s?/\s?AL\b", copy.text[last : last + 6], re.IGNORECASE)
            last += tail.end() if tail else 0
            yield Precedent(
                *copy.span(first, last), int(one[1]), int(one[2]) if one[2] else None, _applied(copy.text, first)
            )


def _applied(text: str, place: int) -> bool:
    start = max((match.end() for match in _SENTENCE_ENDS.finditer(text, max(0, place - 300), place)), default=place)
    after = _SENTENCE_ENDS.search(text, place + 20, place + 400)
    return _NOT_APPLIED.search(text[start : after.start() if after else place + 300]) is None


def judgments_in(copy: Plain, own: str | None) -> Iterator[Judgment]:
    """Every other judgment or decision cited with its number; papers of the case itself are none.

    :param own: the number of the judgment that is read
    """
    for match in _CASE.finditer(copy.text):
        number = written(copy, match.start("number"), match.end("number"))
        letters = re.sub(r"[^A-Z-]", "", match["number"].upper())
        day = iso_date(match) if match["day"] else None
        if (own or "").startswith(number) or not _is_judgment(match, letters, day):
            continue
        court = _court(copy, match)
        end = match.end("number") if not match["year"] else match.end("year")
        sure = 0.95 if "/" in match["number"] and letters else 0.85 if day and court else 0.7
        yield Judgment(*copy.span(match.start(), end), number, _stage(match), day, court, sure)


def _is_judgment(match: re.Match[str], letters: str, day: str | None) -> bool:
    if match["kind"].lower().startswith("ban"):
        return bool(letters or day or match["court"]) and not re.search(r"TL|TB", letters)
    told = match["stage"] or match["about"]
    court = re.search(r"(?:DS|HNGD|KDTM|LD|HC|HS|DSST|PT|GDT|TT)(?:-(?:GDT|TT|PT))?$|QDST-|QDPT-", letters) is not None
    return bool(told and (letters or day) and not re.search(r"QDXX|TL|TB|UBND", letters)) or (
        court and bool(re.search(r"GDT|QD-?PT|QDST-(?:HNGD|DS|KDTM|LD)", letters)) and told is not None
    )


def _stage(match: re.Match[str]) -> str | None:
    stages = {"so": "sơ thẩm", "phuc": "phúc thẩm", "giam": "giám đốc thẩm", "tai": "tái thẩm"}
    return stages[match["stage"].lower().split()[0]] if match["stage"] else None


def _court(copy: Plain, match: re.Match[str]) -> str | None:
    if not match["court"]:
        return None
    words = match["court"]
    ended = _COURT_END.search(words)
    length = ended.start() if ended else len(words)
    return court_name(copy.printed(match.start("court"), match.start("court") + length)) if length else None
