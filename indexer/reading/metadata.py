"""Rules that find what a judgment states about itself, in the order in which they are tried.

All patterns run on the plain copy (no marks, one dash), so one spelling of each word is enough.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Final

from indexer.reading.findings import Finding, Reading
from indexer.reading.names import court_name, judge_name, relation_text
from indexer.reading.numbers import BARE_NUMBER, CASE_NUMBER, DATE, code_of, iso_date, written
from indexer.reading.plain import plain
from vietnamese.case import title_case
from vietnamese.letters import fold

if TYPE_CHECKING:
    from collections.abc import Callable

    from indexer.reading.plain import Plain

HEAD: Final = 40_000  # characters; everything a judgment says about itself stands before its reasons
_HEADER: Final = 6_000
_NEAR: Final = 150

_NUMBER_LABEL: Final = r"^[^\w\n]{0,3}(?P<label>(?i:(?P<kind>ban an|quyet dinh)\s*(?:so)?|so))\s*[:.]?\s*"
_FULL_NUMBER: Final = re.compile(rf"{_NUMBER_LABEL}(?P<number>{CASE_NUMBER})", re.MULTILINE)
_SHORT_NUMBER: Final = re.compile(
    rf"^[^\w\n]{{0,3}}(?P<label>(?i:(?P<kind>ban an|quyet dinh)(?:\s+so)?|so"
    rf"|ba\s+so))\s*[:.]?[ ]*(?P<number>{BARE_NUMBER})"
    r"(?=[ .,;]*(?:$|(?i:ngay\b)))",
    re.MULTILINE,
)
_INLINE_NUMBER: Final = re.compile(
    rf"(?P<label>(?i:(?P<kind>ban an|quyet dinh)\s*(?:so)?))\s*[:.]?\s*(?P<number>{CASE_NUMBER})"
)
_UNLABELLED_NUMBER: Final = re.compile(
    rf"^(?P<label>(?P<kind>)[^\n\d]{{0,20}}?[ :])(?P<number>{CASE_NUMBER})[^\w\n]*$", re.MULTILINE
)
_DECIDED: Final = re.compile(
    rf"^[^\w\n]{{0,3}}(?:(?i:ngay)(?:\s+(?i:tuyen an|xet xu))?\s*:?\s*|[A-Z][\w .-]{{1,40}},\s*(?i:ngay)\s+){DATE}",
    re.MULTILINE,
)
_AFTER_NUMBER: Final = re.compile(rf"^[^\n\d]{{0,12}}{DATE}", re.MULTILINE)
_SHORT_YEAR: Final = re.compile(
    r"^[^\n\d]{0,12}(?P<day>\d{1,2})\s*(?P<mark>[/.-])\s*(?P<month>\d{1,2})\s*(?P=mark)\s*(?P<year>\d{2})(?![\d/])",
    re.MULTILINE,
)
_HEARING: Final = re.compile(  # "Trong các ngày 16 và 18 tháng 9 …": the last day counts
    rf"(?i:ngay)\s+(?:\d{{1,2}}(?:\s*[,;]\s*\d{{1,2}}){{0,8}}\s*(?:[,;]|(?i:va))\s*)?{DATE}[^\n]{{0,60}}?"
    r"(?i:tai\s+(?:tru so|diem cau|hoi truong|phong xu|phong xet))"
)
_IN_NAME_OF: Final = re.compile(r"(?i:nhan\s+danh|nuoc\s+cong\s+hoa\s+xa\s+hoi\s+chu\s+nghia\s+viet\s+nam)")
_COURT_START: Final = (
    r"(?i:toa\s+an\s+(?:nhan\s+dan|quan\s+su)|toa\s+phuc\s+tham\s+toa\s+an\s+nhan\s+dan|tand\b"
    r"|(?:uy\s+ban|hoi\s+dong)\s+tham\s+phan\s+(?:toa\s+an|tand)|hoi\s+dong\s+toan\s+the\s+uy\s+ban\s+tham\s+phan)"
)
_COURT_LINE: Final = re.compile(
    rf"^[^\w\n]{{0,3}}(?P<court>{_COURT_START}[^\n:;]{{0,120}}"
    r"(?:\n(?i:tinh|thanh\s+pho|tai|tp\.?)\s[^\n:;]{1,60})?)$",
    re.MULTILINE,
)
_COURT_INLINE: Final = re.compile(
    rf"(?P<court>{_COURT_START}[^\n:;]{{2,90}}?)(?=\s+(?:[-*+]\s*)?(?:V[oO][iI]\s+)?(?i:thanh\s+phan"
    rf"|hoi\s+dong\s+xet\s+xu))"
)
_HEADER_COURT: Final = re.compile(
    r"^[^\w\n]{0,3}(?P<court>(?i:toa\s+an\s+(?:nhan\s+dan|quan\s+su))(?:[^\n:;]{0,80}?)"
    r"(?:\n(?i:tinh|huyen|quan|thanh\s+pho|thi\s+xa|tp\.?|khu\s+vuc|cap\s+cao|tai)\s[^\n:;]{1,60}){0,2})"
    r"(?=\s+(?i:cong\s+hoa\s+xa\s+hoi)|$)",
    re.MULTILINE,
)
_SEAT: Final = re.compile(
    rf"(?i:tai\s+tru\s+so)\s+(?P<court>{_COURT_START}[^\n:;]{{3,80}}?)(?=\s*(?:,?\s*(?i:xet|mo|da)\b|;|$))"
)
_INSTANCE: Final = re.compile(
    r"(?i:xet\s+xu|hoi\s+dong(?:\s+xet\s+xu)?|ban\s+an)\s+(?:(?i:hinh\s+su|dan\s+su|cong\s+khai)\s+)?"
    r"(?P<instance>(?i:so\s+tham|phuc\s+tham|giam\s+doc\s+tham|tai\s+tham))"
)
_INSTANCES: Final = {
    "so tham": "sơ thẩm",
    "phuc tham": "phúc thẩm",
    "giam doc tham": "giám đốc thẩm",
    "tai tham": "tái thẩm",
}
_CASE_TYPE: Final = re.compile(
    r"(?i:vu\s+an|vu\s+viec|viec)\s+(?:(?i:so\s+tham|phuc\s+tham)\s+)?(?P<type>(?i:hinh\s+su|dan\s+su"
    r"|hon\s+nhan\s+(?:va\s+|-\s*|&\s*)?gia\s+dinh|kinh\s+doanh,?\s+thuong\s+mai|kinh\s+te|lao\s+dong"
    r"|hanh\s+chinh))\b"
)
_CASE_TYPES: Final = (
    ("hinh", "hình sự"),
    ("dan", "dân sự"),
    ("hon", "hôn nhân và gia đình"),
    ("kinh", "kinh doanh thương mại"),
    ("lao", "lao động"),
    ("hanh", "hành chính"),
)
_ABOUT: Final = re.compile(r"^[^\w\n]{0,4}(?i:v\s*/\s*v|ve\s+viec)\s*[:.]?\s*(?P<about>[^\n]{3,300})", re.MULTILINE)
_ABOUT_INLINE: Final = re.compile(
    r"(?i:ve\s+(?:viec\s*)?:?\s*)(?P<about>(?:(?i:tranh\s+chap)\s*)?[“\"][^”\"\n]{5,300}[”\"])"
)
_AGREED: Final = re.compile(
    r"^[^\w\n]{0,3}(?i:(?:v\s*/\s*v\s+)?)(?P<about>(?i:cong\s+nhan\s+(?:su\s+)?thuan\s+tinh\s+ly\s+hon))", re.MULTILINE
)
_SUBJECT_LINES: Final = 4
_HEADING: Final = re.compile(
    r"(?i:cong\s+hoa|doc\s+lap|nhan\s+danh|nuoc\s+cong|toa\s+an|tinh\s|huyen\s|thanh\s+phan|ban\s+an|ngay\s)"
)
_CHARGE: Final = re.compile(r"(?i:(?:ve|pham)\s+(?:cac\s+)?toi)\s*:?\s*(?P<about>[“\"][^”\"\n]{5,150}[”\"])")
_PRESIDING: Final = re.compile(
    r"(?i:tham\s+phan)\s*(?:[-,(]\s*)?(?i:(?:la\s+)?chu\s+to[ao]+\s+phien\s+(?:toa|hop))\)?\s*:?\s*"
    r"(?i:(?:ong|ba)(?:\s*\((?:ba|ong)\))?)?\s*[:.]?\s*(?:(?i:(?:thieu|trung|thuong|dai)\s+(?:uy|ta|tuong))\s+)?(?P<name>[A-Z][^\n,;:()]{1,60})"
)
_IN_THE_CHAIR: Final = re.compile(
    r"(?<!\w)(?i:ong|ba)\s+(?P<name>[A-Z][^\n,;:()-]{1,60}?)\s*(?:[-,][^\n:;]{3,90}?)?(?i:\slam\s+chu\s+toa)"
)
_SOLE: Final = re.compile(
    r"^[^\w\n]{0,3}(?i:tham\s+phan)(?:\s*-\s*(?i:chu\s+tri\s+phien\s+hop))?[ ]*:"
    r"[ ]*(?i:ong|ba)[ ]*:?[ ]*(?P<name>[A-Z][^\n,;:()]{1,60})",
    re.MULTILINE,
)
_CLOSED: Final = re.compile(
    r"(?P<closed>(?i:xet\s+xu(?:\s+(?:hinh\s+su\s+|dan\s+su\s+)?(?:so|phuc)\s+tham)?\s+kin"
    r"|xu\s+kin|phien\s+(?:toa|hop)(?:\s+(?:so|phuc)\s+tham)?\s+kin))\b"
)
_ACCEPTED: Final = re.compile(
    rf"(?i:thu\s+ly)\s+(?:(?i:vu\s+an)\s+)?(?i:so)?\s*:?\s*"
    rf"(?P<number>{CASE_NUMBER}|\d{{1,5}}/TL[A-Z]{{2}}\s?-\s?[A-Z]{{2,5}})"
)
_APPEALED: Final = re.compile(
    r"(?i:ban\s+an(?:\s+(?:dan\s+su|hinh\s+su|hanh\s+chinh|lao\s+dong|hon\s+nhan[\w\s]{0,15}"
    rf"|kinh\s+doanh[\w\s,]{{0,15}}))?\s+so\s+tham)\s+(?i:so)?\s*:?\s*(?P<number>{CASE_NUMBER})"
)


def read(text: str) -> Reading:
    """What a judgment states about itself.

    :param text: paragraphs joined by line breaks, in any normal form and spelling
    :returns: findings by name: case_number, court, decided_on (ISO), kind, instance, case_type, legal_relation,
        presiding_judge, closed_hearing (only when it was closed), accepted_number, appealed_number
    """
    copy = plain(text[:HEAD])
    found: dict[str, Finding] = {}
    _read_number(copy, found)
    for name, rule in _RULES.items():
        finding = None if name in found else rule(copy)
        if finding is not None:
            found[name] = finding
    if found.get("instance") is None or found["instance"].value not in {"phúc thẩm", "giám đốc thẩm", "tái thẩm"}:
        found.pop("appealed_number", None)
    return Reading(found)


_REVIEWS: Final = frozenset({"giám đốc thẩm", "tái thẩm"})
_NUMBER_RULES: Final = (
    ("header_number", _FULL_NUMBER, _HEADER),
    ("bare_number", _SHORT_NUMBER, _HEADER),
    ("unlabelled_number", _UNLABELLED_NUMBER, 1_500),
    ("number", _INLINE_NUMBER, _HEADER),
)


def _finding(copy: Plain, match: re.Match[str], group: str, value: str | bool, rule: str) -> Finding:
    return Finding(value, *copy.span(match.start(group), match.end(group)), rule)


def _number(copy: Plain) -> tuple[str, re.Match[str] | None]:
    """The first rule that finds the case number, and what it found."""
    for rule, pattern, end in _NUMBER_RULES:
        match = pattern.search(copy.text, 0, end)
        if match is not None:
            return rule, match
    return "", None


def _read_number(copy: Plain, found: dict[str, Finding]) -> None:
    """The case number, and what its label and letters say: kind, matter and instance."""
    rule, match = _number(copy)
    if match is None:
        return
    number = written(copy, match.start("number"), match.end("number"))
    found["case_number"] = _finding(copy, match, "number", number, rule)
    code = code_of(match["number"])
    decision = code.decision or (match["kind"] or "").lower().startswith("quyet")
    if not match["kind"]:
        titled = _kind(copy)
        decision = decision or code.instance in _REVIEWS or bool(titled and titled.value == "quyết định")
    where = "kind" if match["kind"] else "number"
    found["kind"] = _finding(copy, match, where, "quyết định" if decision else "bản án", "number_label")
    if code.instance is not None:
        found["instance"] = _finding(copy, match, "number", code.instance, "number_code")
    if code.case_type is not None:
        found["case_type"] = _finding(copy, match, "number", code.case_type, "number_code")


def _decided_on(copy: Plain) -> Finding | None:
    """The day under the case number; else a line of the header that is a date; else the day of the hearing."""
    _, number = _number(copy)
    near = (number.end(), number.end() + _NEAR) if number else (0, 0)
    tries = (
        ("under_number", _AFTER_NUMBER, near),
        ("header_date", _DECIDED, (0, _HEADER)),
        ("hearing_date", _HEARING, (0, _HEADER)),
    )
    for rule, pattern, (first, last) in tries:
        for match in pattern.finditer(copy.text, first, last):
            day = iso_date(match)
            if day is not None:
                return Finding(day, *copy.span(match.start("day"), match.end("year")), rule)
        if rule == "under_number" and (short := _short_year(copy, number, *near)):
            return short
    return None


def _short_year(copy: Plain, number: re.Match[str] | None, first: int, last: int) -> Finding | None:
    """A day under the number with a year of two digits ("22/09/18"), where the number's own year ends in them."""
    match = _SHORT_YEAR.search(copy.text, first, last)
    whole = re.search(r"/\s*((?:19|20)\d{2})\b", number["number"]) if number else None
    if match is None or whole is None or not whole[1].endswith(match["year"]):
        return None
    try:
        day = date(int(whole[1]), int(match["month"]), int(match["day"]))
    except ValueError:  # no such day: a slip of the court, nothing is guessed
        return None
    return Finding(day.isoformat(), *copy.span(match.start("day"), match.end("year")), "under_number")


def _hearing_on(copy: Plain) -> Finding | None:
    for match in _HEARING.finditer(copy.text, 0, 2 * _HEADER):
        day = iso_date(match)
        if day is not None:
            return Finding(day, *copy.span(match.start("day"), match.end("year")), "hearing")
    return None


def _court(copy: Plain) -> Finding | None:
    """The court under "NHÂN DANH NƯỚC …", where its whole name stands; else the header's, else the court's seat."""
    for start in (match.end() for match in _IN_NAME_OF.finditer(copy.text, 0, _HEADER)):
        match = _COURT_LINE.match(copy.text, start + 1) or _COURT_INLINE.match(copy.text, start + 1)
        if match is not None:
            return _finding(copy, match, "court", court_name(_printed(copy, match, "court")), "in_the_name_of")
    for rule, pattern in (("header_court", _HEADER_COURT), ("seat", _SEAT)):
        for match in pattern.finditer(copy.text, 0, _HEADER):
            name = court_name(_printed(copy, match, "court"))
            if fold(name) not in {"toa an nhan dan", "toa an quan su"}:
                return _finding(copy, match, "court", name, rule)
    return None


def _printed(copy: Plain, match: re.Match[str], group: str) -> str:
    return copy.printed(match.start(group), match.end(group))


def _kind(copy: Plain) -> Finding | None:
    match = re.compile(r"^(?P<kind>(?i:ban an|quyet dinh))\b", re.MULTILINE).search(copy.text, 0, _HEADER)
    if match is None:
        return None
    value = "bản án" if match["kind"].lower().startswith("ban") else "quyết định"
    return _finding(copy, match, "kind", value, "title")


def _instance(copy: Plain) -> Finding | None:
    match = _INSTANCE.search(copy.text)
    if match is None:
        return None
    return _finding(copy, match, "instance", _INSTANCES[" ".join(match["instance"].lower().split())], "hearing")


def _case_type(copy: Plain) -> Finding | None:
    match = _CASE_TYPE.search(copy.text)
    if match is None:
        return None
    word = match["type"].lower()
    return _finding(copy, match, "type", next(name for start, name in _CASE_TYPES if word.startswith(start)), "case")


def _legal_relation(copy: Plain) -> Finding | None:
    tries = (("about", _ABOUT, _HEADER), ("charge", _CHARGE, HEAD), ("about_inline", _ABOUT_INLINE, HEAD),
             ("title", _AGREED, _HEADER))  # fmt: skip
    for rule, pattern, end in tries:
        match = pattern.search(copy.text, 0, end)
        if match is None:
            continue
        last = _over_lines(copy, match.start("about"), match.end("about")) if rule == "about" else match.end("about")
        start, stop = relation_text(copy, match.start("about"), last)
        if stop > start:
            return Finding(copy.printed(start, stop), *copy.span(start, stop), rule)
    return None


def _over_lines(copy: Plain, start: int, end: int) -> int:
    """Where the subject in the header ends: at its closing quotation mark, or before a line that begins anew."""
    text = copy.text
    quoted = re.match(r"\s*[“\"]", text[start:end])
    for _ in range(_SUBJECT_LINES):
        if text[end : end + 1] != "\n" or (quoted and re.search(r"[”\"]", text[start + quoted.end() : end])):
            break
        following = re.compile(r"\n(?!\d)[^\n]{2,90}").match(text, end)
        if following is None or not (quoted or text[end + 1].islower()) or _HEADING.match(text, end + 1):
            break
        end = following.end()
    return end


def _presiding_judge(copy: Plain) -> Finding | None:
    for rule, pattern in (("panel", _PRESIDING), ("panel", _IN_THE_CHAIR), ("sole_judge", _SOLE)):
        match = pattern.search(copy.text)
        length = judge_name(match["name"]) if match else 0
        if match and length:
            start = match.start("name")
            name = copy.printed(start, start + length)
            return Finding(title_case(name) if name.isupper() else name, *copy.span(start, start + length), rule)
    return None


def _closed_hearing(copy: Plain) -> Finding | None:
    match = _CLOSED.search(copy.text)
    return None if match is None else _finding(copy, match, "closed", value=True, rule="closed")


def _numbered(pattern: re.Pattern[str], rule: str) -> Callable[[Plain], Finding | None]:
    def find(copy: Plain) -> Finding | None:
        match = pattern.search(copy.text)
        if match is None:
            return None
        return _finding(copy, match, "number", written(copy, match.start("number"), match.end("number")), rule)

    return find


_RULES: Final[dict[str, Callable[[Plain], Finding | None]]] = {
    "decided_on": _decided_on,
    "hearing_on": _hearing_on,
    "court": _court,
    "kind": _kind,
    "instance": _instance,
    "case_type": _case_type,
    "legal_relation": _legal_relation,
    "presiding_judge": _presiding_judge,
    "closed_hearing": _closed_hearing,
    "accepted_number": _numbered(_ACCEPTED, "acceptance"),
    "appealed_number": _numbered(_APPEALED, "appealed"),
}
