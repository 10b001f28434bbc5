"""What a query says without or with a field name: articles, precedents, courts, days, judges, case numbers.

Every recogniser looks at one place of the query and returns what stands there, or nothing; patterns are for folded
text, which keeps every place.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from search.analysis import fold_terms, terms
from search.lexicon import normal_court
from search.nodes import CASE_NUMBER, Article, Court, Days, Judge, Node, Precedent, Text, case_number
from vietnamese.tokens import tokens

if TYPE_CHECKING:
    from search.lexicon import Lexicon, Name

NOTE_DAY = "Không có ngày “{}”; phần này được tìm như từ thường."
NOTE_COURT = "Không có tòa án nào tên “{}”; phần này được tìm như từ thường."
NOTE_FIELD = "Không hiểu “{}”; phần này được tìm như từ thường."
PARTS = {
    "noi dung": "noi-dung",
    "noi dung vu an": "noi-dung",
    "noi-dung": "noi-dung",
    "nhan dinh": "nhan-dinh",
    "nhan-dinh": "nhan-dinh",
    "quyet dinh": "quyet-dinh",
    "quyet-dinh": "quyet-dinh",
}
"""Folded names of the parts of a judgment, with the values of `phan`."""

_ARTICLE = re.compile(
    r"(?:(?:diem\s+[a-z]\d?|khoan\s+\d{1,2}[a-z]?)\s*,?\s*(?:va\s+)?)*(?P<word>dieu)\s+(?P<number>\d{1,4}[a-z]?)(?!\w|[/.]\d)"
)
_ARTICLE_VALUE = re.compile(r"(?:dieu\s+)?(?P<number>\d{1,4}[a-z]?)(?:\s+(?P<act>.+))?")
_ARTICLE_KEY = re.compile(r"[a-z0-9-]+\.\d{1,4}[a-z]?")
_LINK = re.compile(r"\s*,?\s*(?:cua\s+|theo\s+|trong\s+)?")
_YEAR = re.compile(r"\s*,?\s*(?:nam\s+)?(?P<year>(?:19|20)\d\d)(?![\w/])")
_PRECEDENT = re.compile(
    r"an\s+le\s+(?:so\s*:?\s*)?0*(?P<number>[1-9]\d{0,2})(?:\s*/\s*(?:19|20)\d\d(?:\s*/\s*al)?)?(?![\w/])"
    r"|(?:an\s+le\s+)?0*(?P<whole>[1-9]\d{0,2})\s*/\s*(?:19|20)\d\d\s*/\s*al(?!\w)"
)
_DAY = re.compile(
    r"(?:ngay\s+)?(?P<d>\d{1,2})(?:\s*/\s*(?P<m>\d{1,2})\s*/\s*|\s*-\s*(?P<m2>\d{1,2})\s*-\s*|\s*\.\s*(?P<m3>\d{1,2})\s*\.\s*"
    r"|\s+thang\s+(?P<m4>\d{1,2})\s+nam\s+)(?P<y>(?:19|20)\d\d)(?![\w/])"
)
_DAY_VALUES = (
    re.compile(r"(?P<d>\d{1,2})[/.-](?P<m>\d{1,2})[/.-](?P<y>\d{4})"),
    re.compile(r"(?P<m>\d{1,2})[/.-](?P<y>\d{4})"),
    re.compile(r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})"),
    re.compile(r"(?P<y>\d{4})"),
)
_COURT = re.compile(r"(?:toa\s+an|tand|tandtc|tandcc)(?!\w)")
_FIELD = re.compile(r"(?P<name>so|dieu|an\s+le|toa(?:\s+an)?|tham\s+phan|ngay|phan)\s*:\s*(?=[^\s)])")
_VALUE = re.compile(r"[\"“”„«»](?P<quoted>[^\"“”„«»]*)[\"“”„«»]|(?P<bare>[^\s()\"“”„«»]+)")
_CAPITALS = re.compile(r"(?:[^\W\d_]+)(?:\s+[^\W\d_]+)*")
_SHOWN = 60
"""Characters of what was typed that a note repeats."""
_MOST_COURT_WORDS = 16


@dataclass(frozen=True, slots=True)
class Found:
    """What was recognised: its node (None: only `zone` or nothing), where it ends, the part that `phan:` asks for."""

    node: Node | None
    end: int
    zone: str = ""


def fact(source: str, folded: str, place: int, names: Lexicon) -> Found | None:
    """Return what is recognised at this place without any field name."""
    for recogniser in (_number, _precedent, _article, _day, _court):
        found = recogniser(source, folded, place, names)
        if found:
            return found
    return None


def field_value(source: str, folded: str, place: int, names: Lexicon, notes: list[str]) -> Found | None:
    """Return what is asked by `field:value` at this place; a value that means nothing is left to the words."""
    head = _FIELD.match(folded, place)
    value = _VALUE.match(source, head.end()) if head else None
    if not head or not value:
        return None
    name = head["name"].split()[0]
    if name == "tham":
        return _judge_value(source, value)
    start, end = value.span("bare") if value["bare"] else value.span("quoted")
    if name == "phan":
        zone = PARTS.get(" ".join(folded[start:end].split()), "")
        found: Node | None = None
    else:
        zone, found = "", _valued(name, source[start:end], folded[start:end], names, notes)
    if zone or found:
        return Found(found, value.end(), zone)
    if name not in {"ngay", "toa"}:
        notes.append(NOTE_FIELD.format(source[head.start() : end][:_SHOWN]))
    return Found(None, head.end())


def _valued(name: str, typed: str, folded: str, names: Lexicon, notes: list[str]) -> Node | None:
    match name:
        case "an":
            return _precedent_value(folded)
        case "dieu":
            return _article_value(folded, names)
        case "ngay":
            return _day_value(typed, notes)
        case "toa":
            return _court_value(typed, names, notes)
        case _:  # a number that is none
            return None


def _number(source: str, folded: str, place: int, _names: Lexicon) -> Found | None:
    match = CASE_NUMBER.match(folded, place)
    if not match:
        return None
    cited = Text(tuple(terms(source[match.start("number") : match.end()]))) if match["number"] else Text(())
    return Found(case_number(match, source, cited), match.end())


def _precedent(source: str, folded: str, place: int, _names: Lexicon) -> Found | None:
    match = _PRECEDENT.match(folded, place)
    if not match:
        return None
    number = match["number"] or match["whole"]
    return Found(Precedent(number, Text(tuple(terms(source[match.start() : match.end()])))), match.end())


def _precedent_value(folded: str) -> Node | None:
    match = re.match(r"0*([1-9]\d{0,2})(?!\d)", folded.strip())
    return Precedent(match[1]) if match else None


def _article(source: str, folded: str, place: int, names: Lexicon) -> Found | None:
    match = _ARTICLE.match(folded, place)
    if not match:
        return None
    act, end = _act(folded, match.end(), names)
    cited = Text(tuple(terms(source[match.start("word") : end])))
    return Found(_article_node(match["number"], act, cited), end)


def _article_node(number: str, act: Name | None, cited: Text | None) -> Article:
    if act is None:
        return Article((number,), f"Điều {number}", cited)
    return Article(tuple(f"{code}.{number}" for code in act.codes), f"Điều {number} {act.label}", cited)


def _article_value(folded: str, names: Lexicon) -> Node | None:
    if _ARTICLE_KEY.fullmatch(folded.strip()):
        return Article((folded.strip(),), folded.strip())
    match = _ARTICLE_VALUE.fullmatch(folded.strip())
    if not match:
        return None
    act = None
    if match["act"]:
        act, _ = _act(folded.strip(), match.end("number"), names)
        if act is None:
            return None
    return _article_node(match["number"], act, None)


def _act(folded: str, place: int, names: Lexicon) -> tuple[Name | None, int]:
    """Return the act that is named from here on, with the year that follows it, and where that ends."""
    link = _LINK.match(folded, place)
    start = link.end() if link else place
    following = tokens(folded[start : start + 160])[: names.longest_act]
    if not following or following[0].start:
        return None, place
    for count in range(len(following), 0, -1):
        words = tuple(token.text for token in following[:count])
        name = names.acts.get(words)
        if name:
            return _of_year(name, folded, start + following[count - 1].end)
    return None, place


def _of_year(name: Name, folded: str, end: int) -> tuple[Name, int]:
    year = _YEAR.match(folded, end)
    codes = tuple(code for code in name.codes if year and f"-{year['year']}-" in f"-{code}-")
    return (
        (type(name)(codes, f"{name.label.removesuffix(year['year']).strip()} {year['year']}"), year.end())
        if year and codes
        else (name, end)
    )


def _day(source: str, folded: str, place: int, _names: Lexicon) -> Found | None:
    match = _DAY.match(folded, place)
    if not match:
        return None
    month = next(match[name] for name in ("m", "m2", "m3", "m4") if match[name])
    day = _as_day(match["y"], month, match["d"])
    if day is None:
        return None
    cited = Text(tuple(terms(source[match.start("d") : match.end()])))
    return Found(Days(day, day, _said_day(day), cited), match.end())


def _day_value(text: str, notes: list[str]) -> Node | None:
    for form in _DAY_VALUES:
        match = form.fullmatch(text.strip())
        if match:
            given = match.groupdict()
            first = _as_day(given["y"], given.get("m") or "1", given.get("d") or "1")
            month = given.get("m") or "12"
            last = first and _as_day(given["y"], month, given.get("d") or str(_days_in(first.year, int(month))))
            if first and last:
                return Days(first, last, text.strip())
    notes.append(NOTE_DAY.format(text.strip()[:_SHOWN]))
    return None


def _days_in(year: int, month: int) -> int:
    return calendar.monthrange(year, month)[1]


def _as_day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _said_day(day: date) -> str:
    return f"{day.day}/{day.month}/{day.year}"


def _court(source: str, folded: str, place: int, names: Lexicon) -> Found | None:
    if not names.courts or not _COURT.match(folded, place):
        return None
    following = tokens(folded[place : place + 200])[:_MOST_COURT_WORDS]
    for count in range(len(following), 0, -1):
        name = names.courts.get(normal_court([token.text for token in following[:count]]))
        if name:
            end = place + following[count - 1].end
            return Found(Court(name.codes, name.label, _court_words(name, source[place:end])), end)
    return None


def _court_words(name: Name, typed: str) -> Text:
    """The name as judgments write it; the words as typed where several courts share it."""
    full = name.label if len(name.codes) == 1 else typed
    return Text(tuple(terms(full.replace("TAND", "Tòa án nhân dân"))))


def _court_value(text: str, names: Lexicon, notes: list[str]) -> Node | None:
    wanted = normal_court(fold_terms(terms(text)))
    codes: dict[str, None] = {}
    for words, name in names.courts.items():
        inside = any(words[at : at + len(wanted)] == wanted for at in range(len(words)))
        if (wanted and inside) or text.strip() in name.codes:
            codes.update(dict.fromkeys(name.codes))
    if codes:
        return Court(tuple(codes), text.strip())
    notes.append(NOTE_COURT.format(text.strip()[:_SHOWN]))
    return None


def _judge_value(source: str, value: re.Match[str]) -> Found:
    """A name in quotes, or all the capitalized words that follow."""
    if value["bare"] is None:
        words, end = value["quoted"], value.end()
    else:
        run = _CAPITALS.match(source, value.start())
        words, end = value["bare"], value.end()
        if run:
            parts = tokens(run[0])
            kept = next((at for at, token in enumerate(parts) if at and not token.text[0].isupper()), len(parts))
            end = value.start() + parts[kept - 1].end
            words = source[value.start() : end]
    folded = tuple(fold_terms(terms(words)))
    return Found(Judge(folded) if folded else None, end)


def impossible_day(folded: str, place: int) -> str:
    """Return the day that is written at this place and does not exist; "" when there is none."""
    match = _DAY.match(folded, place)
    return match[0] if match else ""
