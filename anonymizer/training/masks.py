"""Finds the letters that a court put for names in a published judgment and says what each stood for.

The left context decides: a title or a family name before the letter makes a person, a word of a unit a place, a legal
form a firm. A letter that nothing explains but that stands for a person elsewhere in the text is that person; what
stays undecided is left out of training (anonymizer design, section 2).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from anonymizer.lexicon import FAMILY_NAMES, STRONG_TITLES, WEAK_TITLES
from anonymizer.lexicon import words as known_words
from anonymizer.recognizers.organisations import SCORED_GENERIC
from anonymizer.training.draft import ADDR, MASK, ORG, PER, UNKNOWN, Draft, Slot
from vietnamese.letters import LOWER, UPPER

_LETTER = r"(?:[A-ZĐÂÊÔƠƯĂÝ]|Th|Tr|Nh|Ng|Ph|Kh|Gi|Ch|Qu)\d{0,3}"
_INITIALS = r"[A-ZĐ]{2,4}\d{0,2}"
_CAPITALIZED = rf"[{UPPER}][{LOWER}]+"
_ANY_MASK = rf"(?<![\w./-])(?:{_LETTER}|{_INITIALS})(?!\w|[./-]\w)"
_LONE = re.compile(rf"(?<![\w./-])(?:{_CAPITALIZED} ){{0,4}}{_LETTER}(?!\w|[./-]\w)")
_TITLES = sorted({" ".join(title) for title in STRONG_TITLES | WEAK_TITLES}, key=lambda title: (-len(title), title))
_TITLED = re.compile(
    rf"(?<!\w)(?i:{'|'.join(map(re.escape, _TITLES))})(?: là)?:? "
    rf"(?P<x>(?:{_CAPITALIZED} ){{0,4}}(?:{_LETTER}|{_INITIALS}))(?!\w|[./-]\w)"
)
_LEADING_TITLE = re.compile(r"(?:Ông|Bà|Anh|Chị|Cháu|Cụ|Em) (?=\w+ \w)")
_UNIT = (
    r"(?:số nhà|số|đường|phố|ngõ|ngách|hẻm|kiệt|ấp|thôn|xóm|bản|buôn|làng|tổ dân phố|tổ|khu phố|khu|khóm|khối|đội|xã|"
    r"phường|thị trấn|huyện|quận|thị xã|thành phố|tp\.?|tx\.?|tỉnh|chợ|chung cư|quốc lộ|tỉnh lộ)"
)
_ONE_PLACE = (
    rf"(?<!\w)(?i:{_UNIT})(?: số)? (?:{_LETTER}|{_INITIALS}|\d+[\w/]*|"
    rf"{_CAPITALIZED}(?: {_CAPITALIZED}){{0,3}}(?: {_LETTER})?)(?!\w)"
)
_PLACES = re.compile(rf"{_ONE_PLACE}(?:(?:, ?| - |; | thuộc | ){_ONE_PLACE})*")
_NUMBERED = re.compile(r"số \S+", re.IGNORECASE)
_BELOW = re.compile(
    r"(?<!\w)(?:số|đường|phố|ngõ|ngách|hẻm|kiệt|ấp|thôn|xóm|bản|buôn|làng|tổ|khu|khóm|khối|đội|xã|phường|"
    r"thị trấn|chợ|chung)\b",
    re.IGNORECASE,
)
_BODY_BEFORE = re.compile(
    r"(?:ubnd|ủy ban nhân dân|uỷ ban nhân dân|hđnd|hội đồng nhân dân|tand|tòa án nhân dân|toà án nhân dân|vksnd|"
    r"viện kiểm sát nhân dân|công an|thi hành án dân sự|thads|phòng [\w ]{3,40}|chi cục [\w ]{3,40}|"
    r"văn phòng [\w ]{3,60}|sở [\w ]{3,40}|chi nhánh|trung tâm [\w ]{3,40}|bệnh viện [\w ]{0,30}|"
    r"quỹ tín dụng[\w ]{0,20})\s*$",
    re.IGNORECASE,
)
_FIRM_HEAD = re.compile(
    r"(?<!\w)(?:(?:Tổng )?[Cc]ông ty|Cty|Ngân hàng|[Dd]oanh nghiệp(?: tư nhân)?|DNTN|HTX|[Hh]ợp tác xã|Tập đoàn|"
    r"Quỹ [Tt]ín dụng|Văn phòng công chứng|Nhà hàng|Khách sạn|[Hh]ộ kinh doanh|[Cc]ửa hàng|Trường|Bệnh viện)(?!\w)"
)
_FIRM_WORD = re.compile(r"(?: ?[-–] ?|\s)([^\W_]+(?:&[^\W_]+)?)")
_LONGEST_FIRM = 14
_KNOWN_INITIALS = known_words(
    "UBND HĐND TAND VKSND TANDTC TNHH MTV CP TMCP XHCN BLDS BLTTDS BLHS BLTTHS QSDĐ GCN GCNQSDĐ HĐXX CMND CCCD BKS "
    "HKTT ĐKHKTT THA THADS CHXHCN TP TX TT QĐ KL BB HĐ DS HS HC KDTM HNGĐ ST PT VNĐ USD KTV ĐT SĐT TM "
    "HTX DNTN CTY KCN CNXH "
    "TAVN VN NN PTNT TNMT VPCC GĐ PGĐ CN PGD BHXH XD TM-DV NLQ GTGT NH LĐ KT CT HIV GPLX CSGT CA VKS TA NQ NĐ CQ "
    "KDC TDP ĐKKD ĐKTK GPXD HĐTD HĐTC HĐQT HĐTV MST STT NSNN TSCĐ ODT ONT LUA LUC CLN HNK BCA BTC ANTT PCCC QSH BĐS VB"
)
_NOT_NAMES = re.compile(
    r"(?:điều|khoản|điểm|mục|lô|hạng|nhóm|loại|mẫu|phụ lục|căn|vitamin|gan|block|tầng|nhà|khối|lớp|phần|bảng|hình|"
    r"cạnh|điểm mốc|mốc|ký hiệu|giấy phép lái xe|bằng lái|tòa|đoạn|thửa|phòng|khu)\s*(?:số\s*)?$",
    re.IGNORECASE,
)
_LEFT = 70


@dataclass(frozen=True, slots=True)
class _Found:
    start: int
    end: int
    label: str


def from_masked(text: str) -> Draft:
    """Return the draft of a published, masked judgment; a text without masks gives a draft without slots."""
    taken = bytearray(len(text))
    found: list[_Found] = []

    def take(start: int, end: int, label: str) -> None:
        if not any(taken[start:end]):
            taken[start:end] = b"\1" * (end - start)
            found.append(_Found(start, end, label))

    for match in _FIRM_HEAD.finditer(text):
        end = _firm_end(text, match.end())
        if end:
            take(match.start(), end, ORG)
    for match in _TITLED.finditer(text):
        if _is_mask(match["x"].split()[-1]):
            title = _LEADING_TITLE.match(match["x"])
            take(match.start("x") + (title.end() if title else 0), match.end("x"), PER)
    for match in _PLACES.finditer(text):
        if not _NUMBERED.fullmatch(match[0]) and any(_is_mask(word) for word in re.findall(r"\w+", match[0])):
            take(match.start(), match.end(), _place_label(text, match))
    _lone_masks(text, taken, take)
    return _draft(text, sorted(found, key=lambda one: one.start))


def _firm_end(text: str, at: int) -> int:
    """Return the end of the mask of a firm: only business words and capitalized words stand before it; else 0."""
    for _ in range(_LONGEST_FIRM):
        match = _FIRM_WORD.match(text, at)
        if match is None:
            return 0
        if _is_mask(match[1]):
            return match.end()
        if match[1].casefold() not in SCORED_GENERIC and not match[1][0].isupper():
            return 0
        at = match.end()
    return 0


def _place_label(text: str, match: re.Match[str]) -> str:
    before = text[max(0, match.start() - _LEFT) : match.start()]
    if _BODY_BEFORE.search(before) or not _BELOW.search(match[0]):
        return UNKNOWN
    return ADDR


def _lone_masks(text: str, taken: bytearray, take: object) -> None:
    """Take the masks without title, unit or form: family names decide, then what the same letter is elsewhere."""
    people = {one.split()[-1] for one in _taken_words(text, taken)}
    for match in _LONE.finditer(text):
        if any(taken[match.start() : match.end()]):
            continue
        words = match[0].split()
        first = next((at for at, word in enumerate(words) if word.casefold() in FAMILY_NAMES - _STARTS), None)
        if first is not None and first < len(words) - 1:
            start = match.start() + len(" ".join(words[:first])) + (1 if first else 0)
            take(start, match.end(), PER)  # type: ignore[operator]
            people.add(words[-1])
            continue
        start = match.end() - len(words[-1])
        if _NOT_NAMES.search(text[max(0, start - _LEFT) : start]):
            continue
        known = words[-1] in people and (len(words) == 1 or words[0].casefold() in _STARTS)
        take(start, match.end(), PER if known else UNKNOWN)  # type: ignore[operator]
    for match in re.finditer(_ANY_MASK, text):
        if not any(taken[match.start() : match.end()]) and match[0] not in _KNOWN_INITIALS and match[0] in people:
            take(match.start(), match.end(), UNKNOWN)  # type: ignore[operator]


_STARTS = known_words("nay sau khi do vì việc thì là và của cho với tại theo trong nhưng hiện lúc bị được các")


def _taken_words(text: str, taken: bytearray) -> list[str]:
    """Return the runs of places already taken."""
    runs = []
    at = 0
    while at < len(text):
        if not taken[at]:
            at += 1
            continue
        end = at
        while end < len(text) and taken[end]:
            end += 1
        runs.append(text[at:end])
        at = end
    return runs


def _is_mask(word: str) -> bool:
    return MASK.fullmatch(word) is not None and word not in _KNOWN_INITIALS


def _draft(text: str, found: list[_Found]) -> Draft:
    """Return the pieces; persons with the same letter are one, a lone letter means the last one who bore it."""
    pieces: list[str | Slot] = []
    last: dict[str, str] = {}
    at = 0
    for one in found:
        surface = text[one.start : one.end]
        entity = surface
        if one.label == PER:
            letter = surface.split()[-1]
            entity = surface if " " in surface else last.get(letter, surface)
            last[letter] = entity
        pieces += [text[at : one.start], Slot(surface, one.label, entity)]
        at = one.end
    return (*pieces, text[at:])
