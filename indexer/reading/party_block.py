"""Parties as the opening of a judgment lists them, named in full or already coded.

The roles and what follows a name are the anonymizer's; it finds the people who are to be coded, this finds those
who stand there, which is the same list only before coding.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from anonymizer.parties import ROLES, born

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from indexer.reading.plain import Plain

ROLE_NAMES: Final = {
    "representative": "người đại diện",
    "lawyer": "người bảo vệ quyền và lợi ích hợp pháp",
    "defender": "người bào chữa",
    "civil_plaintiff": "nguyên đơn dân sự",
    "civil_defendant": "bị đơn dân sự",
    "plaintiff": "nguyên đơn",
    "defendant": "bị đơn",
    "related": "người có quyền lợi, nghĩa vụ liên quan",
    "accused": "bị cáo",
    "victim": "bị hại",
    "witness": "người làm chứng",
    "guardian": "người giám hộ",
    "heir": "người kế thừa quyền và nghĩa vụ",
    "expert": "người giám định",
    "valuer": "người định giá",
    "interpreter": "người phiên dịch",
    "appellant": "người kháng cáo",
    "claimant": "người khởi kiện",
    "respondent": "người bị kiện",
    "petitioner": "người yêu cầu",
    "bystander": "người chứng kiến",
    "proposed": "người bị đề nghị áp dụng biện pháp xử lý hành chính",
    "proposer": "người đề nghị áp dụng biện pháp xử lý hành chính",
    "creditor": "người nộp đơn yêu cầu mở thủ tục phá sản",
    "debtor": "doanh nghiệp bị yêu cầu mở thủ tục phá sản",
}
_EXACT: Final = (
    ("proposed", r"nguoi bi de nghi(?: ap dung)?"),
    ("proposer", r"(?:co quan|nguoi) de nghi(?: ap dung)?"),
    ("creditor", r"nguoi nop don"),
    ("debtor", r"(?:doanh nghiep|hop tac xa|cong ty|nguoi) (?:bi yeu cau|bi de nghi|mat kha nang)"),
    ("defender", r"(?:nhung |cac )?(?:nguoi|luat su) bao chua"),
    ("interpreter", r"(?:nhung |cac )?(?:nguoi phien dich|phien dich vien)"),
    ("valuer", r"(?:nhung |cac )?nguoi dinh gia"),
    ("claimant", r"(?:nhung |cac )?(?:dong )?nguoi khoi kien"),
    ("respondent", r"(?:nhung |cac )?(?:dong )?nguoi bi kien"),
    ("petitioner", r"(?:nhung |cac )?(?:nguoi|ben) yeu cau"),
    ("bystander", r"(?:nhung |cac )?nguoi chung kien"),
)
_LABEL: Final = re.compile(
    r"(?:^|\n|[;.]\s|(?P<inline>\bcua\s|\bcho\s)?)[ \t]*(?:[-*+•]|\d+(?:\.\d+)*[.)/]*|[ivxIVX]+[.)]"
    r"|[a-z]\))?[ \t]*(?i:" + "|".join(f"(?P<{name}>{expression})" for name, expression in (*_EXACT, *ROLES)) + r")\b"
)
_NAMED: Final = re.compile(r"\b(?:la|ong|ba|anh|chi|gom)\b", re.IGNORECASE)
_LAWYERS: Final = re.compile(
    r"(?i:(?!luat\s+su)|luat\s+su\s+(?:bao|cua|tham|cho|nguyen|bi)[^\n:;,-]{0,70}:|luat\s+su\s*:)"
)
_CHARGED: Final = re.compile(r"(?i:doi\s+voi\s+(?:cac\s+)?)(?P<accused>(?i:bi\s+cao))")
_TITLE: Final = (
    r"(?:(?i:vo\s+chong\s+|ho\s+)?(?i:ong|ba|anh|chi|chau|cu|em|luat su|tre(?:\s+em)?|be|co|bac)\s*"
    r"(?:\((?i:ba|ong)\)\s*)?:?\s+)"
)
_WORD: Final = r"(?:[A-Z][A-Za-z']*\d{0,2})"
_PERSON: Final = rf"(?P<name>{_WORD}(?:[ \n]{_WORD}){{0,6}})"
_BODY: Final = re.compile(
    r"(?P<body>(?i:cong\s+ty|ngan\s+hang|uy\s+ban|ubnd|hop\s+tac\s+xa|chi\s+cuc|cuc\s|van\s+phong"
    r"|so\s+(?=[a-z])|trung\s+tam"
    r"|quy\s+tin|doanh\s+nghiep|truong\s|phong\s+(?!khu)|chu\s+tich|bao\s+hiem|to\s+chuc|tap\s+doan"
    r"|xi\s+nghiep|benh\s+vien"
    r"|ho\s+kinh|cong\s+an|hoi\s|tong\s+cong|ban\s+quan|kho\s+bac|vien\s+kiem|giao\s+xu|chua\s)[^\n,;:(]{2,140}?)"
    r"(?=\s*(?:[,;:(\n]|$|\s-\s|\s–\s|[.]\s*(?:\n|[A-Z]|$)|\s(?:do|dia chi|co(?!\s+(?:phan|so|quan|khi|dien))"
    r"|la|viet tat|goi tat)\s))"
)
_BULLET: Final = (
    r"(?:[-+*•][ \t]*)?(?:\d+(?:\.\d+)+[.)/:-]*[ \t]*|\d{1,3}[.)/:-]+[ \t]*|\d{1,3}[ \t]+(?=(?i:ong|ba|anh"
    r"|chi|chau|cu)\s)"
    r"|[a-z]\)[ \t]*)?"
)
_WHO: Final = (
    rf"(?:(?P<title>{_TITLE})?{_PERSON}|(?=(?i:cong|ngan|uy|ubnd|hop|chi|cuc|van|so|trung|quy|doanh|truong"
    rf"|phong|chu|bao|to|tap|xi|benh|ho|hoi"
    r"|tong|ban|kho|vien|giao)\b))"
)
_HEAD: Final = re.compile(
    rf"(?:(?:^|\n)[ \t]*(?P<bullet>{_BULLET})|;[ ](?P<after>\d+[.)/]\s*)?"
    rf"|[.)][ ](?P<inner>\d{{1,2}}[.)/-]+\s*)(?={_TITLE})){_WHO}"
)
_AT_ONCE: Final = re.compile(rf"\s*:?\s*(?P<bullet>{_BULLET}){_WHO}")
_ACCUSED: Final = re.compile(
    rf"(?:(?:^|\n)[ \t]*{_BULLET}|[.:]\s+(?:\d+[.)/]\s*|(?=(?i:ho\s+va\s+ten))))(?:(?i:ho\s+(?:va\s+)?ten"
    rf"|bi\s+cao)\s*:?\s*)?(?P<title>{_TITLE})?"
    rf"{_PERSON}(?=\s*(?:\([^()\n]{{0,80}}\)\s*)?[,;:.–-]?\s*(?:\([^()\n]{{0,80}}\)[,;]?\s*)?"
    r"(?i:(?:ten\s+goi|goi\s+khac|bi\s+danh|gioi\s+tinh|nam|nu)[^\n;]{0,60}[;,]\s*)?(?i:sinh|sn\b|ten\s+goi"
    r"|nghe\s+nghiep|noi\s+(?:cu|o|dkhk)|cu\s+tru|hktt|trinh\s+do|con\s+ong|dan\s+toc))"
)
_TITLED: Final = re.compile(rf"(?<!\w)(?P<title>{_TITLE}){_PERSON}")
_AND: Final = re.compile(
    r"\s*(?:\([^()]{0,60}\)\s*)?(?:[,;-]?\s*(?:\d{2}\s+(?i:tuoi)"
    r"|(?i:sinh\s+(?:nam|ngay)|sinh|sn)\s*:?\s*[\d/.-]{4,10}))?\s*(?:\([^()]{0,60}\)\s*)?"
    rf"(?:,\s*|\s+va\s+|\s*&\s*)(?P<title>{_TITLE}){_PERSON}"
)
_NOT_NAMES: Final = re.compile(
    r"^(?:dia chi|cung\s(?:dia|tru|noi|cu|ngu|co)|cho o|hien (?:tru|nay|dang|o|cu|tai)|thuong tru|ho khau"
    r"|hktt|dkhk|nguoi\s"
    r"|bi don|bi cao|bi hai|nguyen don|dai dien|ngay\s|theo\s|co mat|vang mat|tat ca|so nha|thanh pho"
    r"|khu (?:pho|vuc|dan|do)"
    r"|phuong \d|viet nam|cccd|cmnd|toa an|quyet dinh|noi dung|sinh (?:nam|ngay)|van ban|tien (?:an|su)"
    r"|tam (?:tru|giu|giam)"
    r"|nghe nghiep|dan toc|quoc tich|gioi tinh|ton giao|nhan than|bien ban|vu an|bao ve|chuc vu|hop dong"
    r"|trinh do|hoc van"
    r"|ten goi|luat su|van phong luat|tro giup)",
    re.IGNORECASE,
)
_WORDS_NOT_NAMES: Final = re.compile(
    r"(?:và|do|tổ|đường|trình|trong|bà|ông|cụ|là|cả|các|số|xã|ấp|khu|khóm|quận|phường|con|bố|mẹ|cha|bị|này"
    r"|tại|cùng|đều|buôn|bản"
    r"|xóm|phố|ngõ|đội|hẻm|tỉnh|huyện|thôn|nơi|trú|vợ|chồng|có|ngụ|khối|làng|kiệt|lô|chung|tầng|được|xét"
    r"|những|giấy)\s",
    re.IGNORECASE,
)
_FALSE_TITLES: Final = frozenset({"chỉ", "có", "ba", "bá", "bả", "cử", "cũ", "bể", "bế"})
_STATED: Final = re.compile(
    r"\s*(?:\d{1,2}\s*)?(?:\([^()\n]{0,80}\)\s*)?(?:[,;(–:-]|\.?\s*(?:\n|$)|[.]\s"
    r"|\b(?:sinh|sn|va|hien|co mat|vang mat|tru|dia chi|do|la|nam|tuoi)\b)",
    re.IGNORECASE,
)
_PRESENT: Final = re.compile(r"(?<=[.;:)])\s*\n\s*T(?i:ai\s+phien\s+(?:toa|hop))\b")
_IS: Final = re.compile(rf"\b(?:la(?=\s+{_TITLE})|gom(?:\s+co)?\b)")
_ALSO: Final = re.compile(rf"[.;]\s+(?P<title>{_TITLE}){_PERSON}(?=[^.;\n]{{0,80}}?\bla\s+(?i:nguoi\s+dai\s+dien))")
_ACTS_FOR: Final = re.compile(  # "Công ty … do ông A làm đại diện", "doanh nghiệp … do bà B là chủ"
    rf"\bdo\s+(?P<title>{_TITLE}){_PERSON}(?=[^.;\n]{{0,80}}?\b(?:(?:lam|la)\s+(?:nguoi\s+)?(?:dai\s+dien|chu\b|giam\s+doc)"
    r"|dai\s+dien))"
)
_PRESENCE: Final = re.compile(r"\s*(?i:co|vang)\s+(?i:mat)\b")
_CRIMINAL: Final = re.compile(r"(?i:bi\s+cao|hinh\s+su)|/HS|-\s?HS\b")
_ONE_PERSON: Final = frozenset({"representative", "lawyer", "defender", "heir", "guardian"})
_LONGEST_NAME: Final = 6  # words
_WRAPPED: Final = 40  # characters; a shorter line was not broken by the width of the page


@dataclass(frozen=True, slots=True)
class Listed:
    """Who stands in the party block: role in words, name as printed, place in the source, birth where stated."""

    role: str
    name: str
    start: int
    end: int
    birth_year: int | None
    birth_date: date | None


def parties_in(copy: Plain, start: int, end: int) -> tuple[Listed, ...]:
    """The parties of the block in the order of the text; `start` and `end` are places of the copy."""
    closing = _PRESENT.search(copy.text, start, end)
    end = closing.start() if closing else end
    labels = sorted(_labels(copy.text, start, end))
    found: dict[int, Listed] = {}
    main = "related"
    if _CRIMINAL.search(copy.text, 0, end) and not any(role == "accused" for _, _, role in labels):
        first = labels[0][0] if labels else end
        found |= {one.start: one for one in _accused(copy, start, first)}
    for index, (_, after, role) in enumerate(labels):
        stop = labels[index + 1][0] if index + 1 < len(labels) else end
        main = main if role in _ONE_PERSON else role
        for listed in _names(copy, role, main, after, stop):
            found.setdefault(listed.start, listed)
    for match in _ACTS_FOR.finditer(copy.text, labels[0][0] if labels else end, end):
        listed = _listed(copy, "representative", match.start("name"), _cut(copy, match))
        found.setdefault(listed.start, listed)
    return tuple(sorted(_once(found.values()), key=lambda one: one.start))


def _once(parties: Iterable[Listed]) -> Iterator[Listed]:
    """Leave out an accused of the opening sentence ("đối với bị cáo … do có kháng cáo") whose own entry follows."""
    told = {one.name.lower() for one in parties if one.role == ROLE_NAMES["accused"] and one.birth_year}
    for one in parties:
        if one.role != ROLE_NAMES["accused"] or one.birth_year or one.name.lower() not in told:
            yield one


def _labels(text: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    for match in _LABEL.finditer(text, start, end):
        role = match.lastgroup if match.lastgroup != "inline" else None
        if role and _begins(text, match):
            yield match.start(role), match.end(), role
    for match in _CHARGED.finditer(text, start, end):
        yield match.start("accused"), match.end(), "accused"


def _begins(text: str, match: re.Match[str]) -> bool:
    """Whether the label opens an entry: at the start of a line or sentence, and a colon or a name follows."""
    if match["inline"] or (match["lawyer"] and not _LAWYERS.match(text, match.start("lawyer"))):
        return False
    before = text[max(0, match.start() - 2) : match.start(match.lastgroup or 0)]
    opened = (
        match.start() == 0
        or bool(re.search(r"\n|[;.:]\s*$|^[^\w(]*$", before))
        or bool(re.search(r"[-+*\d.)]\s*$", before))
    )
    line = text[match.end() : match.end() + 160].partition("\n")[0]
    return opened and (":" in line or _NAMED.search(line) is not None or not line.strip())


def _names(copy: Plain, role: str, main: str, start: int, stop: int) -> Iterator[Listed]:
    """Who stands behind one label; behind a representative the list of the party goes on."""
    text = copy.text
    begin = _after_label(text, start, stop)
    if role in {"accused", "proposed"}:
        yield from _accused(copy, start, stop, role)
        return
    if role in _ONE_PERSON:
        yield from _of_another(copy, (role, main), start, stop)
        return
    first = _AT_ONCE.match(text, begin, stop)
    if first:
        yield from _one(copy, role, first, stop)
    for match in _HEAD.finditer(text, begin, stop):
        yield from _one(copy, role, match, stop)


def _of_another(copy: Plain, roles: tuple[str, str], start: int, stop: int) -> Iterator[Listed]:
    """Who represents, defends or succeeds a party; what is listed behind them belongs to the party's role again."""
    text = copy.text
    role, main = roles
    begin = _after_label(text, start, stop)
    match = _AT_ONCE.match(text, begin, stop) if begin > start else None
    if match is None or (match["name"] and not match["title"] and " " not in match["name"]):
        match = _TITLED.search(text, begin, stop) or match
    if match is None:
        return
    yield from _one(copy, role, match, stop)
    for also in _ALSO.finditer(text, match.end(), stop):
        yield _listed(copy, role, also.start("name"), _cut(copy, also))
    listed = _Numbers(match.groupdict().get("bullet"))
    for more in _HEAD.finditer(text, match.end(), stop):
        bullet = more["bullet"] or more["inner"] or more["after"]
        if bullet:
            yield from _one(copy, role if listed.goes_on(bullet) else main, more, stop)


class _Numbers:
    """A list that began with a bullet: whether a further bullet goes on with it ("1.1." → "1.2.", "-" → "-")."""

    def __init__(self, first: str | None) -> None:
        self._open = bool(first and first.strip())
        self._style, self._last = self._parts(first or "")

    @staticmethod
    def _parts(bullet: str) -> tuple[str, int]:
        digits = re.findall(r"\d+", bullet)
        letter = re.search(r"[a-z]", bullet)
        last = int(digits[-1]) if digits else ord(letter[0]) if letter else 0
        return re.sub(r"\d+(?=\D*$)|[a-z]|\s", "", bullet), last

    def goes_on(self, bullet: str) -> bool:
        style, last = self._parts(bullet)
        self._open = self._open and style == self._style and (last == self._last + 1 or last == self._last == 0)
        self._last = last
        return self._open


def _accused(copy: Plain, start: int, stop: int, role: str = "accused") -> Iterator[Listed]:
    at_once = _AT_ONCE.match(copy.text, start, stop)
    if at_once and at_once["name"] and " " in at_once["name"] and not _is_word(copy, *at_once.span("name")):
        yield _listed(copy, role, at_once.start("name"), _cut(copy, at_once))
    for match in _ACCUSED.finditer(copy.text, max(0, start - 2), stop):
        if " " in match["name"] and not _is_word(copy, *match.span("name")):
            yield _listed(copy, role, match.start("name"), _cut(copy, match))


def _after_label(text: str, start: int, stop: int) -> int:
    """Where the names begin: behind the colon of the label's line, or right behind the label."""
    line_end = text.find("\n", start, stop)
    line_end = stop if line_end < 0 else line_end
    colon = text.find(":", start, min(line_end, start + 220))
    word = _IS.search(text, start, min(line_end, start + 120))
    if colon >= 0 and (word is None or colon < word.start()):
        return colon + 1
    return word.end() if word else start


def _one(copy: Plain, role: str, match: re.Match[str], stop: int) -> Iterator[Listed]:
    text = copy.text
    place = match.start("name") if match["name"] else match.end()
    body = _BODY.match(text, place, stop)
    if body and not (_NOT_NAMES.match(body["body"]) and not re.match(r"(?i:so\s+[a-z])", body["body"])):
        yield _listed(copy, role, body.start("body"), body.end("body"))
        return
    if match["name"] is None or (
        match["title"] and copy.printed(*match.span("title")).lower().strip(" :") in _FALSE_TITLES
    ):
        return
    end = _cut(copy, match)
    name = text[place:end]
    if not match["title"] and (_is_word(copy, place, end) or not _STATED.match(text, end)):
        return
    if text[match.start()] == ";" and _PRESENCE.match(text, end):
        return  # "… ; Ông A có mặt, bà B vắng mặt": said of people who are listed already
    listed = _listed(copy, role, place, end)
    if " " not in name and listed.birth_year is None:
        return
    yield listed
    while (more := _AND.match(text, end, stop)) is not None:
        end = _cut(copy, more)
        if " " in more["name"]:
            yield _listed(copy, role, more.start("name"), end)


def _is_word(copy: Plain, start: int, end: int) -> bool:
    """Whether a line begins so because a sentence or an address does; "Đỗ" and "Tô" are names, "Do" and "Tổ" none."""
    printed = copy.printed(start, end) + " "
    return bool(_NOT_NAMES.match(copy.text[start:end] + " ") or _WORDS_NOT_NAMES.match(printed))


def _cut(copy: Plain, match: re.Match[str]) -> int:
    """Where the name ends: it goes on over a line break where the page was full and the rest is no new entry."""
    name, text = match["name"], match.string
    if "\n" in name:
        head = name.split("\n")[0]
        broken = match.start("name") + len(head)
        rest = name[len(head) + 1 :]
        wrapped = broken - (text.rfind("\n", 0, broken) + 1) >= _WRAPPED and len(name.split()) <= _LONGEST_NAME
        goes_on = (
            wrapped
            and "\n" not in rest
            and _STATED.match(text, match.end("name"))
            and not _BODY.match(text, broken + 1)
        )
        if _is_word(copy, broken + 1, match.end("name")) or (" " in head and not goes_on):
            return broken
    return match.start("name") + len(name)


def _listed(copy: Plain, role: str, start: int, end: int) -> Listed:
    year, day = born(copy.text.lower(), end) if end < len(copy.text) else (None, None)
    return Listed(ROLE_NAMES[role], copy.printed(start, end), *copy.span(start, end), year, day)
