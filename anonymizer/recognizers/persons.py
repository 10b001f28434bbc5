"""Names of persons: after titles and roles, by family name, after words of kinship, at the head of a birth date."""


# ruff: noqa: PLR2004  the numbers count syllables and digits: they are the grammar itself

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from anonymizer.lexicon import (
    ALIAS_CUES,
    COMMON_FAMILY_NAMES,
    MIDDLE_NAMES,
    OFFICES,
    PLACE_CUES,
    STARTERS,
    STRONG_TITLES,
    SURE_MIDDLE_NAMES,
    TITLE_ROLES,
    Phrase,
    is_family_name,
    ordinary,
    phrases,
    units,
)
from anonymizer.recognizers.names import blocked, is_mask, name_end, title_before
from anonymizer.types import OFFICIAL, PERSON, Candidate, Zone
from anonymizer.zones import zone_at
from vietnamese.letters import LOWER, UPPER, has_marks
from vietnamese.syllables import is_syllable

if TYPE_CHECKING:
    from anonymizer.reading import Reading

_BORN = re.compile(
    r"\s*[,;:(–-]?\s*\(?\s*(?:(?:giới tính|tên gọi khác|bí "
    r"danh)[^;,]{0,30}[;,]\s*)?(?:sinh|sn|s\.n)\s*(?:năm|ngày|:|\d)",
    re.IGNORECASE,
)
_OFFICE_AFTER = re.compile(
    r"\s*[-–,(;]?\s*(?:là\s+|chức vụ:?\s*)?(kiểm sát viên|thẩm phán|"
    r"hội thẩm|thư ký|thẩm tra viên)(?!\s+(?:công ty|hội đồng quản trị))",
    re.IGNORECASE,
)


def find_persons(reading: Reading, zones: tuple[Zone, ...], taken: list[tuple[int, int]]) -> list[Candidate]:
    """Return names of persons with the evidence for each; `taken`: places of organisations and addresses."""
    found: list[Candidate] = []
    occupied = bytearray(len(reading.text) + 1)
    for start, end in taken:
        occupied[start:end] = b"\1" * (end - start)
    index = 0
    while index < len(reading):
        if not reading.capital[index] or occupied[reading.start[index]]:
            index += 1
            continue
        candidate, after = _name_at(reading, zones, index)
        if candidate is not None:
            found.append(candidate)
        index = max(after, index + 1)
    found += _lower_case_names(reading)
    found += _dotted_names(reading)
    return found + _nicknames(reading, found) + _signers(reading, zones)


def _name_at(reading: Reading, zones: tuple[Zone, ...], index: int) -> tuple[Candidate | None, int]:
    title = title_before(reading, index)
    if _is_title(reading, index, titled=title is not None):
        return None, index + 1
    if title is not None and not blocked(reading, index):
        end = _cut(reading, index, name_end(reading, index))
        if is_mask(reading, index, end):
            return None, end
        if end > index and _fits_title(reading, index, end, strong=title[1]):
            return _person(reading, zones, index, end, "title", 0.98 if title[1] else 0.93, title[0]), end
    if (
        is_family_name(reading.low[index])
        or is_family_name(reading.low[index], unmarked=not has_marks(reading.word[index]))
        or (reading.word[index] in {"H", "K"} and "'" in reading.between(index))
    ):
        end = _cut(reading, index, name_end(reading, index))
        if not is_mask(reading, index, end):
            score = _family_score(reading, index, end)
            if score:
                return _person(reading, zones, index, end, "family name", score, ()), end
    if title is None and _heads_birth(reading, index):
        end = name_end(reading, index)
        if not is_mask(reading, index, end):
            return _person(reading, zones, index, end, "birth date", 0.95, ()), end
    return None, index + 1


def _is_title(reading: Reading, index: int, *, titled: bool) -> bool:
    """Say whether a capitalized word is itself the title of the name after it ("Nguyên đơn: Ông Nguyễn …")."""
    if (reading.low[index],) not in STRONG_TITLES or index + 1 >= len(reading):
        return False
    if reading.gap[index] > 1 or not reading.capital[index + 1]:
        return not titled or reading.gap[index - 1] > 1
    return not titled or reading.gap[index - 1] > 1 or is_family_name(reading.low[index + 1])


def _cut(reading: Reading, index: int, end: int) -> int:
    """Return the end without words that begin an address or an organisation after a wrapped line."""
    for place in range(index + 1, end):
        if reading.low[place] in {"hktt", "đkhktt", "sn", "đc", "cmnd", "cccd"}:
            return place
        named = not reading.gap[place - 1] and (
            (place > index + 1 and reading.low[place - 1] in SURE_MIDDLE_NAMES)
            or (place + 1 < end and not reading.gap[place])  # inside the name: "Cao Là Nghĩa"
        )
        if reading.low[place] in {"là", "có", "và", "được"} and (reading.word[place].isupper() or not named):
            return place
    return end


def _fits_title(reading: Reading, index: int, end: int, *, strong: bool) -> bool:  # noqa: PLR0911  one return a rule
    first = reading.low[index]
    if reading.before(index).strip(" ") and not is_family_name(first) and _heads_sentence(reading, index, end):
        return False
    if end - index == 1:
        if len(first) == 1 and first not in "yýôơêao":
            return False
        if reading.word[index].isupper() and len(first) > 1 and not _upper_line(reading, index):
            return False  # an abbreviation after a title: "bà VKS"
        if not strong:
            if reading.low[index - 1] == "là" and _alias_cue(reading, index):
                return first not in STARTERS
            after = f"{first} {reading.low[end]}" if end < len(reading) and reading.gap[end - 1] == 0 else ""
            aliased = (
                reading.low[index - 1] in {"tức", "khác", "gọi", "danh"}
                and first != "không"
                and after not in ordinary()
            )
            return aliased or (is_syllable(first) and first not in ordinary() and not units().known(first))
        return not (first in {"quốc", "em", "ta", "ấy"} and reading.low[index - 1] in {"anh", "chị"})
    phrase = " ".join(reading.low[index:end])
    if not strong:
        aliased = reading.low[index - 1] in {"tức", "khác", "gọi", "danh"} or _alias_cue(reading, index)
        return aliased or is_family_name(first) or first not in ordinary()
    return not (reading.low[index - 1] == "bà" and first == "rịa") and phrase not in {"vũng tàu"}  # noqa: FURB171  reads as a list of words that may grow


def _alias_cue(reading: Reading, index: int) -> bool:
    """Say whether words like "thường gọi là" stand before the name."""
    return any(tuple(reading.low[max(0, index - size) : index]) in ALIAS_CUES for size in (2, 3, 4, 5))


def _heads_sentence(reading: Reading, index: int, end: int) -> bool:
    """Say whether the word after a colon or a line break begins a sentence ("các bị cáo: Quá trình điều tra …")."""
    if reading.low[index] in STARTERS:
        return True
    return end - index == 1 and end < len(reading) and f"{reading.low[index]} {reading.low[end]}" in ordinary()


def _upper_line(reading: Reading, index: int) -> bool:
    return reading.word[index - 1].isupper() or (index + 1 < len(reading) and reading.word[index + 1].isupper())


def _family_score(reading: Reading, index: int, end: int) -> float:  # noqa: C901, PLR0911  one return a rule
    """Return how sure a run that begins with a family name is a name; 0 = it is not."""
    size = end - index
    if size < 2:
        return 0.0
    before = reading.low[index - 1] if index and not reading.gap[index - 1] else ""
    lows = reading.low[index:end]
    sure = any(low in SURE_MIDDLE_NAMES for low in lows[1:-1])
    joined = " ".join(lows)
    if before in PLACE_CUES and (not sure or units().known(joined)):
        return 0.0
    if joined in ordinary() and size == 2:
        return 0.0
    if _highland_name(reading, index, end):
        return 0.9
    unmarked = not any(has_marks(word) for word in reading.word[index:end])
    if unmarked and not (size >= 3 and (lows[1] in {"thi", "van"} or lows[0] in {"nguyen", "tran", "pham", "huynh"})):
        return 0.8 if sure or (size >= 3 and lows[0] in COMMON_FAMILY_NAMES) else 0.0
    if sure:
        return 0.97
    if units().known(joined):
        return 0.0
    inside_run = bool(index and reading.capital[index - 1] and not reading.gap[index - 1])
    if inside_run and not reading.starts_sentence(index - 1):
        return 0.0
    if reading.word[index].isupper() and not _shouted_name(lows):
        return 0.0
    if size >= 3:
        return 0.9 if lows[0] in COMMON_FAMILY_NAMES or lows[1] in MIDDLE_NAMES else 0.7
    return 0.7 if lows[0] in COMMON_FAMILY_NAMES else 0.0


def _highland_name(reading: Reading, index: int, end: int) -> bool:
    """Say whether a run is "Y Thih Byă" or "A Sùng": the letter of the sex with a name that is no everyday word."""
    return (
        reading.word[index] in {"Y", "A", "H", "K"}
        and (reading.word[index] in {"Y", "A"} or "'" in reading.between(index))
        and not reading.already_coded
        and not (index and reading.capital[index - 1] and not reading.gap[index - 1])
        and all(reading.capital[index:end])
        and reading.word[index + 1][1:].islower()
        and reading.low[index + 1] not in STARTERS
        and not blocked(reading, index + 1)
        and reading.low[index - 1 : index] not in (["bên"], ["khoản"], ["điểm"], ["loại"], ["hạng"], ["lô"], ["nhóm"])
    )


def _shouted_name(lows: list[str]) -> bool:
    """Say whether an upper-case run is a name: a heading is made of everyday two-syllable words."""
    pairs = {" ".join(pair) for pair in pairwise(lows)}
    return lows[0] in COMMON_FAMILY_NAMES and not pairs & ordinary()


def _heads_birth(reading: Reading, index: int) -> bool:
    if index and reading.capital[index - 1] and not reading.gap[index - 1]:
        return False
    end = name_end(reading, index)
    if end == index or end - index > 5:
        return False
    if end - index == 1 and (reading.low[index] in ordinary() or reading.low[index] in STARTERS):
        return False
    return _BORN.match(reading.text, reading.end[end - 1]) is not None and reading.low[index] not in STARTERS


def _person(  # noqa: PLR0917  a row of a table
    reading: Reading, zones: tuple[Zone, ...], index: int, end: int, evidence: str, score: float, title: Phrase
) -> Candidate:
    start, stop = reading.start[index], reading.end[end - 1]
    office = _office(reading, zones, index, end, title)
    words = " ".join(title)
    if office:
        return Candidate(start, stop, OFFICIAL, office[0], office[1], 0.97, 3, reading.text[start:stop], words, "keep")
    role = TITLE_ROLES.get(title, "") or _role_left(reading, index)
    return Candidate(
        start,
        stop,
        PERSON,
        role,
        evidence,
        score,
        3 if score > 0.75 else 6,
        reading.text[start:stop],
        words,
        "replace" if score > 0.75 else "review",
    )


_LEFT_ROLES = (
    (re.compile(r"luật sư\s*[:,-]?\s*(?:là\s+)?(?:ông|bà)?\s*$"), "lawyer"),
    (re.compile(r"trợ giúp viên(?: pháp lý)?[^.;\n]{0,40}$|tgvpl[^.;\n]{0,20}$"), "legal_aid"),
    (re.compile(r"công chứng viên[^.;\n]{0,20}$"), "notary"),
    (re.compile(r"chấp hành viên[^.;\n]{0,20}$"), "bailiff"),
    (re.compile(r"điều tra viên[^.;\n]{0,20}$"), "investigator"),
    (re.compile(r"giám định viên[^.;\n]{0,20}$"), "expert"),
    (re.compile(r"đại diện (?:theo (?:ủy|uỷ) quyền|hợp pháp|theo pháp luật)[^.;\n]{0,60}$"), "representative"),
    (re.compile(r"người làm chứng[^.;\n]{0,30}$|người chứng kiến[^.;\n]{0,30}$"), "witness"),
)


def _role_left(reading: Reading, index: int) -> str:
    left = reading.text[max(0, reading.start[index] - 70) : reading.start[index]].casefold()
    return next((role for expression, role in _LEFT_ROLES if expression.search(left)), "")


def _office(reading: Reading, zones: tuple[Zone, ...], index: int, end: int, title: Phrase) -> tuple[str, str] | None:
    """Return the office of a person and its evidence: panel or signature block, or the office written with the name."""
    start, stop = reading.start[index], reading.end[end - 1]
    left = reading.text[max(0, start - 90) : start].casefold()
    zone = zone_at(zones, start)
    if zone == "panel":
        return _panel_office(reading.text[max(0, start - 300) : start].casefold()), "panel"
    if zone == "signature" and end - index >= 2:
        return "judge", "signature"
    if title in OFFICES and end - index >= 2:
        return OFFICES[title], "office"
    after = _OFFICE_AFTER.match(reading.text, stop)
    if after and end - index >= 2:
        return _panel_office(after[1].casefold()), "office"
    near = re.search(
        r"(thẩm phán|kiểm sát viên|thẩm tra viên|hội thẩm nhân dân|thư ký(?: phiên tòa| tòa "
        r"án)?|chủ tọa phiên tòa)\s*(?:[-–,:]?\s*(?:là\s+)?(?:ông|bà)?\s*[:(]?\s*)$",
        left,
    )
    if near and end - index >= 2:
        return _panel_office(near[1]), "office"
    return None


def _panel_office(left: str) -> str:
    places = {
        "judge": max(left.rfind("thẩm phán"), left.rfind("chủ tọa")),
        "juror": left.rfind("hội thẩm"),
        "clerk": max(left.rfind("thư ký"), left.rfind("thẩm tra viên")),
        "prosecutor": max(left.rfind("kiểm sát viên"), left.rfind("viện kiểm sát")),
    }
    office = max(places, key=lambda name: places[name])
    return office if places[office] >= 0 else "judge"


_LOWER_NAME = re.compile(
    r"(?<!\w)(?:ông|bà|anh|chị|cháu|cụ|bị cáo|bị hại|nguyên đơn|bị "
    r"đơn)\s+(?P<x>(?:nguyễn|trần|lê|phạm|hoàng|huỳnh|phan|vũ|võ|đặng|bùi|đỗ|hồ|ngô|dương)"
    r"\s+(?:thị|văn|hữu|đức|đình|xuân)\s+\w+)(?!\w)"
)


_ALIAS = rf"[{UPPER}][{LOWER}]+(?: [{UPPER}][{LOWER}]*){{0,3}}"
_DOTTED_NAME = re.compile(
    rf"(?<!\w)(?i:ông|bà|anh|chị|cháu|cụ|bị cáo|bị hại|nguyên đơn|bị đơn)\s+"
    rf"(?P<x>(?:[{UPPER}][{LOWER}]{{0,3}}\. ?){{1,3}}[{UPPER}][{LOWER}]+)(?!\w)"
)


def _dotted_names(reading: Reading) -> list[Candidate]:
    """Return names with shortened words: "Ng. V. Bình"."""
    return [
        Candidate(match.start("x"), match.end("x"), PERSON, "", "shortened name", 0.85, 4, match["x"].replace(".", " "))
        for match in _DOTTED_NAME.finditer(reading.text)
        if not reading.already_coded and match["x"].split(".")[-1].strip().casefold() not in STARTERS
    ]


_SIGNED = re.compile(
    rf"(?:^|\n|\t| {{2,}})[ \t]*(?P<x>[{UPPER}][^\W\d_]*(?:'? ?[{UPPER}][^\W\d_]*){{1,5}})[ \t]*(?=\n|\t| {{2,}}|$)"
)
_SIGNING_WORDS = phrases(
    "chánh án, thẩm phán, hội đồng, hội thẩm, thư ký, đã ký, chủ tọa, tòa án, nơi nhận, thành viên, xét xử, "
    "nhân dân, phiên tòa, phiên họp, ủy ban, viện trưởng, bản án, kiểm sát"
)


def _signers(reading: Reading, zones: tuple[Zone, ...]) -> list[Candidate]:
    """Return the names that stand for themselves on a line or in a cell of the signature block."""
    found = []
    for zone in zones:
        if zone.name != "signature":
            continue
        for match in _SIGNED.finditer(reading.text, zone.start, zone.end):
            words = match["x"].replace("'", " ").casefold().split()
            if not set(pairwise(words)) & _SIGNING_WORDS:
                start, end = match.span("x")
                found.append(
                    Candidate(start, end, OFFICIAL, "judge", "signature line", 0.95, 2, match["x"], action="keep")
                )
    return found


_QUOTED = re.compile(r"\s?[\"“](?P<x>[^\"”\n.,;:]{2,20})[\"”]")
_BRACKETED = re.compile(rf"(?<!\w)(?i:tôi|ta|mình|nó|ấy|này)\s?\(\s?(?P<x>{_ALIAS})\s?\)")  # "con tôi (Khuyến)"
_OTHER_NAMES = re.compile(
    r"(?<!\w)(?i:tên gọi khác|tên thường gọi|(?:còn|thường|hay) gọi(?: là)?|bí danh|biệt danh|tên khác)\s*:?\s*"
    rf"(?P<list>{_ALIAS}(?:(?:,|;| và| hoặc| hay) {_ALIAS})*)(?=\s*[,;.)\n])"
)


def _nicknames(reading: Reading, persons: list[Candidate]) -> list[Candidate]:
    """Return nicknames in quotation marks right after a name (Hoàng "sẹo"), in brackets after a pronoun, in lists."""
    text = reading.text
    found = [match for person in persons if (match := _QUOTED.match(text, person.end)) and person.label == PERSON]
    places = [match.span("x") for match in found if len(match["x"].split()) < 4]
    for match in _OTHER_NAMES.finditer(text):
        at = match.start("list")
        places += [(at + one.start(), at + one.end()) for one in re.finditer(_ALIAS, match["list"])]
    cues = dict.fromkeys(places, "tên gọi khác")
    cues |= dict.fromkeys((match.span("x") for match in _BRACKETED.finditer(text)), "")  # whoever stands before it
    return [
        Candidate(start, end, PERSON, "", "nickname", 0.9, 2, text[start:end], cue)
        for (start, end), cue in cues.items()
        if text[start:end].split()[0].casefold() not in STARTERS and not reading.already_coded
    ]


def _lower_case_names(reading: Reading) -> list[Candidate]:
    return [
        Candidate(match.start("x"), match.end("x"), PERSON, "", "lower-case name", 0.85, 4, match["x"])
        for match in _LOWER_NAME.finditer(reading.text)
    ]
