"""Numbers and codes that lead to a person: patterns with their cues, raised by validators."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from anonymizer.recognizers.validators import (
    digits,
    is_citizen_number,
    is_phone_number,
    is_tax_code,
    passes_luhn,
)
from anonymizer.types import Candidate
from vietnamese.letters import UPPER

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from anonymizer.reading import Reading

_CUED, _SHAPE = 0.98, 0.9
_LEAST_PHONE, _LONGEST_PHONE = 9, 17  # digits; abroad with the country's number and 00
_NUMBER = r"\d(?:[\d.\- ]{0,24}\d)?"
# letters that OCR and hasty typing put for digits, only where digits stand around them: "O12345678", "09I2345678"
_SLIPPED = r"(?:\d|[OIl](?=[\d.\- ]{5}))(?:(?:[\d.\- ]|[OIl](?=[.\- ]?\d)){0,24}(?:\d|(?<=\d)[OIl](?![^\W\d_])))?"
_SERIAL = r"(?:[A-ZĐ]{1,3}[ .-]?\d(?:[\d.\-]| (?=\d)){3,10}\d|\d{6,13})[A-Z]?(?![.,]\d)"
_SO = r"\s*(?:[:;]\s*(?=số\b))?(?:\(?(?:số|số hiệu|no|n°|sô)\)?)?\s*(?:là)?\s*[:.]?\s*"
_OWNER = r"(?:\s+(?:của|mang tên|đứng tên)\s[^\n.;:,\d]{1,60}?(?=\s(?:là|số)\s))?"  # "… của bà Hoa khi xuất cảnh là …"
_DAY = r"(?:\d{1,2}|[lIO]\d|\d[lIO])"  # a slip of OCR in one of two digits
_DATE = rf"{_DAY}\s*(?:[/.\-]|tháng)\s*{_DAY}\s*(?:[/.\-]|năm)\s*\d{{4}}"
# passports of other countries: letters anywhere, or three groups of three
_PASSPORT = r"(?:[A-Z]{0,2} ?\d{6,9}|[A-Z]{0,2}\d{1,3}(?: \d{3}){2}|(?=(?:[A-Z]*\d){4})[A-Z0-9]{7,10})"
_IBAN = r"[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?"
# what an account is for stands between the word and its number: "tài khoản trả nợ vay 0711…"
_PURPOSE = r"(?: (?!có |còn |số |là |với |đã |bị |được |nhận |ngày |từ |trên |hơn |của )[^\W\d_]+){1,4}"


@dataclass(frozen=True, slots=True)
class _Pattern:
    """A cue and what follows it; group `x` is the number, further numbers of a list follow it."""

    label: str
    role: str
    expression: re.Pattern[str]
    least: int = 1
    valid: Callable[[str], bool] | None = None
    several: bool = True


def _cued(  # noqa: PLR0917  a row of a table
    label: str, role: str, cue: str, number: str, least: int, valid: Callable[[str], bool] | None = None
) -> _Pattern:
    owner = "" if label in {"LAND", "PLATE", "VEHICLE_CODE"} else _OWNER
    expression = re.compile(
        rf"(?<!\w)(?:{cue}){owner}{_SO}(?P<x>{number})(?!{'[0-9]' if label == 'PLATE' else '[0-9a-z_]'})", re.IGNORECASE
    )
    return _Pattern(label, role, expression, least, valid)


_CODE = r"(?=[A-Z.\-/]*\d)[A-Z0-9](?:[A-Z0-9.\-/]{1,14}[A-Z0-9])"
_IDENTITY_CUE = (
    r"c\.?m\.?n\.?d|cmtnd|cmt|c\.?c\.?c\.?d|chứng minh(?: thư)?(?: nhân dân)?(?: thư)?|căn cước(?: công dân)?|"
    r"thẻ căn cước|cccd gắn chip|mã (?:số )?định danh(?: cá nhân)?|số định danh(?: cá nhân)?|định danh cá nhân"
)
_CERTIFICATE = (
    r"(?:giấy chứng nhận|gcn)[^\n;.:()]{0,110}?(?= số| seri| sê)(?: số)?(?: phát hành| seri| sê-ri| sê ri| serial)?|"
    r"gcn ?qsd ?đ(?:ất)?|gcn ?qsh[^\n;.:]{0,40}?|số phát hành|sổ đỏ|sổ hồng|bìa đỏ|số seri|số sê-ri|seri(?: số)?|số bìa"
)
PATTERNS: tuple[_Pattern, ...] = (
    _cued("ID_NUMBER", "identity", _IDENTITY_CUE, _SLIPPED, 6, is_citizen_number),
    _cued("ID_NUMBER", "passport", r"hộ chiếu|passport|(?<!số )hc", _PASSPORT, 6),
    _cued(
        "ID_NUMBER",
        "insurance",
        r"bảo hiểm (?:xã hội|y tế)|bhxh|bhyt|thẻ bhyt|sổ bhxh",
        r"(?:[A-Z]{2} ?)?\d[\d .\-]{7,18}\d",
        8,
    ),
    _cued(
        "ID_NUMBER",
        "licence",
        r"(?:giấy phép lái xe|gplx|bằng lái(?: xe)?)(?:,? hạng [a-e]\d?e?)?",
        r"[A-Z]{0,2} ?\d[\d .\-]{5,14}\d",
        6,
    ),
    _cued(
        "PHONE",
        "",
        r"điện thoại(?: di động| liên hệ| bàn)?|số máy|đt|đtdđ|sđt|tel|hotline|zalo|fax|viber|whatsapp|thuê bao|sim|"
        r"di động|ví (?:điện tử|momo|zalopay|viettelpay)|"
        r"(?:liên (?:hệ|lạc)|gọi)(?: điện)?(?: theo| qua| đến| tới| vào)?(?= số)",
        rf"\(?\+?\d[\d.\-() ]{{5,18}}\d(?![OIl]\d)|{_SLIPPED}",
        6,
        is_phone_number,
    ),
    _cued(
        "BANK_ACCOUNT",
        "",
        r"(?:số )?tài khoản(?: ngân hàng| thanh toán| thẻ| cá nhân)?|stk|"
        r"số tk(?! \d{6}(?!\d))|(?<!số )tk(?= số|\s*:?\s*\d{6})|số thẻ|thẻ (?:atm|tín dụng|ngân hàng|ghi nợ)|"
        r"sổ tiết kiệm|thẻ tiết kiệm",
        r"\d{3}[A-Z]\d{8,10}|[A-Z]{0,3} ?\d[\d.\- ]{4,24}\d",
        6,
        passes_luhn,
    ),
    _cued("BANK_ACCOUNT", "", r"iban|swift", _IBAN, 12),
    _cued(
        "BANK_ACCOUNT", "", rf"tài khoản{_PURPOSE}", r"\d{8,16}|\d{3,5}(?:[ -]\d{3,5}){2,4}(?![ .]\d)", 8, passes_luhn
    ),
    _cued("OTHER_CODE", "staff", r"(?:mã|số thẻ)(?: số)? (?:nhân viên|công nhân|lao động)", _CODE, 4),
    _cued("OTHER_CODE", "card", r"số thẻ", r"[A-Z]{1,4}-\d{3,8}", 4),
    _cued(
        "TAX_CODE",
        "",
        r"mã số thuế(?: cá nhân)?|mst|mã số doanh nghiệp|mã số (?:đăng ký )?kinh doanh|msdn|mã số hợp tác xã|"
        r"giấy chứng nhận đăng ký (?:doanh nghiệp|kinh doanh|hộ kinh doanh)(?: công ty)?|đkkd|gcnđkkd|gcn đkdn",
        r"(?:\d{2}[A-Z]\d{3,9}|\d[\d.\- ]{6,14}\d)",
        7,
        is_tax_code,
    ),
    _cued("VEHICLE_CODE", "chassis", r"số khung|sk(?= ?:)", r"[A-Z0-9][A-Z0-9*.\-]{4,24}", 5),
    _cued(
        "VEHICLE_CODE", "engine", r"số máy|sm(?= ?:)", r"(?=[A-Z0-9*.\-]*\d)[A-Z0-9][A-Z0-9*.\-]{1,24}(?: \d{4,8})?", 5
    ),
    _cued(
        "VEHICLE_CODE",
        "imei",
        r"imei(?: ?[1-9](?!\d))?|s/n|serial(?: number)?|số seri máy",
        r"(?=[A-Z0-9\-]*\d)[A-Z0-9][A-Z0-9\-]{5,20}",
        6,
        passes_luhn,
    ),
    _cued("LAND", "certificate", _CERTIFICATE, _SERIAL, 5),
    _cued(
        "LAND",
        "book",
        r"(?:số )?vào sổ(?: cấp)?(?: gcn(?:qsdđ)?| giấy(?: chứng nhận[^\n;.:]{0,60}?)?)?(?: qsdđ| qsd đất)?|số vào sổ",
        r"(?=[^\n,;]*\d)(?:[A-ZĐ]{1,4}[ .\-]?)?\d[\dA-ZĐ./\-]{0,24}(?: (?:QSD|QSH|GCN)[\dA-ZĐ./\-]*)?",
        1,
    ),
    _cued("LAND", "parcel", r"thửa(?: đất)?|thửa đất số", r"\d{1,4}(?:-\d{1,3})?", 1),
    _cued("LAND", "sheet", r"tờ bản đồ(?: địa chính)?|bản đồ", r"\d{1,4}(?:-\d{1,3})?", 1),
    _cued(
        "PLATE",
        "",
        r"biển (?:kiểm soát|số|ks|đăng ký)(?: xe)?|bks|bsx?|biển số xe|mang bs",
        r"\d{2} ?[-–]? ?[A-ZĐ]{1,2}[A-Z0-9]? ?[-–.]? ?(?:(?:\d|[OIl](?=[ .\-–]?\d))[ .\-–]?){2,5}\d(?!\d)",
        5,
    ),
)
_LISTED = frozenset({"PLATE", "ID_NUMBER", "PHONE", "BANK_ACCOUNT"})
_AMOUNT = re.compile(r"[.,\d]*\s*(?:đồng(?! thời| ý)|đ|vnđ|vnd|usd|m2|%|triệu|tỷ|nghìn)(?!\w)", re.IGNORECASE)
_AT = re.compile(r"\s?@\s?[\w\-]+(?:\.[\w\-]+)+")
_BARE_PLATE = re.compile(r"(?<![\w/.-])[1-9]\d ?[A-ZĐ]{1,2}\d? ?[-–.] ?(?:\d{3}[.]\d{2}|\d{4,5})(?![\w/])")
_BARE_PHONE = re.compile(r"(?<![\w.,/-])(?:0|\+84 ?)(?:3|5|7|8|9)\d(?:[ .]?\d){7}(?![\w/])(?!\s*(?:đồng|đ\b|vnđ|m2))")
# one separator throughout, or each digit apart; a date that begins with 0 is none
_SPLIT_PHONE = re.compile(
    r"(?<![\w.,/-])(?!\d{1,2}([.\-])\d{1,2}\1\d{4})"
    r"(?:0(?: \d){9}|0[ .\-]?[35789]\d{1,2}(?P<gap>[ .\-])\d{2,4}(?P=gap)\d{2,4}(?:(?P=gap)\d{2,3})?)"
    r"(?![\w/]|[.,]\d)(?!\s*(?:đồng|đ\b|vnđ|m2))"
)
_AREA_PHONE = re.compile(r"\(0\d{2,3}\) ?\d(?:[ .\-]?\d){6,7}(?![\w/])")
_FOREIGN_PHONE = re.compile(
    r"(?<![\w+.,/-])(?:\+|00)[1-9]\d{0,2}(?:[ .\-]?\(?\d{1,5}\)?){2,6}(?![\w/])(?!\s*(?:đồng|đ\b|vnđ|m2))"
)
_BARE_CITIZEN = re.compile(r"(?<![\w.,/-])0\d{2}[0-3]\d{8}(?![\w/])")
_BARE_CERTIFICATE = re.compile(r"(?<![\w/-])[A-ZĐ]{2} ?\d{5,8}(?![\w/])")
_BIRTH = re.compile(
    r"(?<!\w)(?:sinh|sn|s\.n|ngày sinh|năm sinh|"
    rf"dob)\s*(?:vào\s*)?[:,]?\s*(?P<day>(?:ngày|năm)\s*[:,]?\s*)?(?P<x>{_DATE})",
    re.IGNORECASE,
)
_BIRTH_AFTER_NAME = re.compile(rf"(?P<x>{_DATE})\s*\)")
_NAMED_BEFORE = re.compile(
    rf"(?<!\w)(?i:ông|bà|anh|chị|cháu|em|con|bé|bị cáo|bị hại)(?i: tên)?(?: [{UPPER}][^\W\d_]*){{1,5}} ?\(\s*$"
)
_NETWORKS = (
    r"facebook|zalo|tiktok|telegram|instagram|messenger|viber|whatsapp|wechat|kakaotalk|skype|line|youtube|twitter"
)
_ACCOUNT_NAME = re.compile(
    rf"(?<!\w)(?:{_NETWORKS}|nick|tài khoản mạng xã hội)(?:\s+(?:cá nhân|có))?"
    r"(?:\s+(?:tên|là|nick|id|mang tên|có tên|tên là|:))*\s*[:]?\s*[\"“‘'](?P<x>[^\"”’'\n]{2,40})[\"”’']",
    re.IGNORECASE,
)
_ACCOUNT_NAMED = re.compile(
    rf"(?<!\w)(?i:{_NETWORKS}|nick)(?i:\s+(?:cá nhân|có))?"
    rf"(?i:\s+(?:mang tên|có tên|tên là|tên|nick))\s*:?\s*(?P<x>[{UPPER}][^\W_]*(?: [{UPPER}][^\W_]*){{0,4}})"
)


def find_identifiers(reading: Reading) -> list[Candidate]:
    """Return numbers, codes and birth dates of the working text with their class."""
    text = reading.text
    found = [candidate for pattern in PATTERNS for candidate in _find(pattern, text)]
    found += [_candidate("EMAIL", "", start, end, "shape", text) for start, end in _addresses(text)]
    found += [
        _candidate("PLATE", "", match.start(), match.end(), "shape", text) for match in _BARE_PLATE.finditer(text)
    ]
    found += [
        _candidate("PHONE", "", match.start(), match.end(), "shape", text)
        for expression in (_BARE_PHONE, _SPLIT_PHONE, _AREA_PHONE, _FOREIGN_PHONE)
        for match in expression.finditer(text)
        if _LEAST_PHONE <= len(digits(match[0])) <= _LONGEST_PHONE
    ]
    found += [
        _candidate("ID_NUMBER", "identity", match.start(), match.end(), "validator", text)
        for match in _BARE_CITIZEN.finditer(text)
        if is_citizen_number(match[0])
    ]
    found += [
        _candidate("ACCOUNT_NAME", "", match.start("x"), match.end("x"), "cue", text)
        for expression in (_ACCOUNT_NAME, _ACCOUNT_NAMED)
        for match in expression.finditer(text)
    ]
    found += [
        _candidate("LAND", "certificate", match.start(), match.end(), "shape", text)
        for match in _BARE_CERTIFICATE.finditer(text)
        if re.search(
            r"chứng nhận|gcn|phát hành|seri|(?:giấy|sổ|bìa) [^\n.;:]{0,30}số $",
            text[max(0, match.start() - 160) : match.start()],
            re.IGNORECASE,
        )
    ]
    return found + list(_births(text))


def _addresses(text: str) -> Iterator[tuple[int, int]]:
    """Give e-mail addresses, found from their “@” back: from the front, a long run of letters costs its square."""
    free = 0
    for match in _AT.finditer(text):
        start = match.start()
        while start > free and (text[start - 1].isalnum() or text[start - 1] in "_.+-"):
            start -= 1
        if start < match.start():
            free = match.end()
            yield start, free


def _find(pattern: _Pattern, text: str) -> Iterator[Candidate]:
    for match in pattern.expression.finditer(text):
        start, end = _trim(text, match.start("x"), match.end("x"), pattern)
        value = text[start:end]
        if _AMOUNT.match(text, end):
            continue
        if sum(character.isalnum() for character in value) < pattern.least or not any(c.isdigit() for c in value):
            continue
        if pattern.label == "PHONE" and value.lstrip("(+")[:1] not in "0123456789OIl":
            continue
        valid = pattern.valid is not None and pattern.valid(digits(value))
        yield _candidate(pattern.label, pattern.role, start, end, "cue+validator" if valid else "cue", text)
        if pattern.role in {"parcel", "sheet", "certificate", "imei"} or pattern.label in _LISTED:
            yield from _others(pattern, text, end)


def _others(pattern: _Pattern, text: str, at: int) -> Iterator[Candidate]:
    """Yield the further numbers of a list: "các thửa số 981, 984 và 990"."""
    shape = re.compile(
        rf"\s*(?:,|và|;|hoặc)\s*(?:số\s*)?(?P<x>{_list_shape(pattern)})(?![\w/])(?!\s*(?:m2|đồng|tỷ|triệu|%))",
        re.IGNORECASE,
    )
    while match := shape.match(text, at):
        yield _candidate(pattern.label, pattern.role, match.start("x"), match.end("x"), "list", text)
        at = match.end("x")


def _list_shape(pattern: _Pattern) -> str:
    if pattern.label == "PLATE":
        return r"\d{2} ?[-–]? ?[A-ZĐ]{1,2}\d? ?[-–.]? ?(?:\d{3}[.]\d{2}|\d{4,5})"
    if pattern.role == "certificate":
        return r"[A-ZĐ]{1,3}[ .-]?\d{5,8}"
    return r"\d{1,4}" if pattern.role in {"parcel", "sheet"} else r"(?:\d{8,16}|\+?\d{1,5}(?:[ .\-]\d{2,6}){1,4})"


def _trim(text: str, start: int, end: int, pattern: _Pattern) -> tuple[int, int]:
    """Return the place without a date or an amount that the number pattern ran into."""
    value = text[start:end]
    if pattern.label in {"ID_NUMBER", "PHONE", "BANK_ACCOUNT", "TAX_CODE"}:
        date = re.search(r"[ .\-]+\d{1,2}[/.\-]\d{1,2}[/.\-]\d{4}$", value)
        if date:
            end = start + date.start()
        value = text[start:end]
        spaced = value.split(" - ")
        if len(spaced) > 1 and len(digits(spaced[0])) >= pattern.least:
            end = start + len(spaced[0])
    while end > start and text[end - 1] in " .-–(":
        end -= 1
    return start, end


def _births(text: str) -> Iterator[Candidate]:
    for match in _BIRTH.finditer(text):
        start = match.start("day") if match["day"] else match.start("x")
        yield _candidate("DOB", "", start, match.end("x"), "cue", text)
    for match in _BIRTH_AFTER_NAME.finditer(text):
        before = text[max(0, match.start() - 20) : match.start()]
        if (
            re.search(r"[^\W\d_]\s*\(\s*(?:sinh|sn)?\s*(?:ngày)?\s*:?\s*$", before, re.IGNORECASE)
            and "sinh" in before.casefold()
        ) or _NAMED_BEFORE.search(text[max(0, match.start() - 60) : match.start()]):
            yield _candidate("DOB", "", match.start("x"), match.end("x"), "parentheses", text)


def _candidate(label: str, role: str, start: int, end: int, evidence: str, text: str) -> Candidate:  # noqa: PLR0917  a row of a table
    key = "".join(character for character in text[start:end].upper() if character.isalnum())
    score = {"cue+validator": 0.99, "cue": _CUED, "list": 0.95, "validator": 0.95}.get(evidence, _SHAPE)
    rank = 1 if evidence.startswith("cue") else 2
    return Candidate(start, end, label, role, evidence, score, rank, key)
