"""Addresses: runs of units from house number to province, after the grammar that judgments write them in."""


# ruff: noqa: PLR2004  the numbers count syllables and digits: they are the grammar itself

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from anonymizer.lexicon import STARTERS, Phrase, ordinary, phrases, units, words
from anonymizer.types import ADDRESS, Candidate

if TYPE_CHECKING:
    from anonymizer.reading import Reading

_SMALL = phrases(
    "tổ dân phố, tdp, tổ, khu phố, kp, khu dân cư, kdc, khu "
    "vực, khu tập thể, khu đô thị, khu, khóm, ấp, thôn, xóm, bản,"
    "buôn, bon, làng, đội, cụm, cụm dân cư, phum, sóc, plei, tiểu khu, phân khu, ô, dãy, khối, khối phố, xứ đồng, xứ"
)
_STREET = phrases("đường, phố, ngõ, ngách, hẻm, kiệt, đại lộ, quốc lộ, tỉnh lộ, đường số, hương lộ")
_HOUSE = phrases(
    "số nhà, nhà số, nhà, số, sn, căn hộ, căn hộ số, tầng, lô, lô số, tòa nhà, "
    "tòa, chung cư, block, phòng trọ số, nhà trọ, nhà trọ số, phòng số, ki ốt số,"
    "chợ, bến xe, khu công nghiệp, kcn, cụm công nghiệp"
)
_COMMUNE = phrases("xã, phường, thị trấn, p, tt, đặc khu")
_DISTRICT = phrases("huyện, quận, thị xã, thành phố, tp, tx, q, h, t.p")
_PROVINCE = phrases("tỉnh")
_LEVELS: dict[Phrase, str] = {
    **dict.fromkeys(_HOUSE, "house"),
    **dict.fromkeys(_STREET, "street"),
    **dict.fromkeys(_SMALL, "small"),
    **dict.fromkeys(_COMMUNE, "commune"),
    **dict.fromkeys(_DISTRICT, "district"),
    **dict.fromkeys(_PROVINCE, "province"),
}
_LONGEST_KEYWORD = max(len(keyword) for keyword in _LEVELS)
_FIRST_WORDS = {keyword[0] for keyword in _LEVELS}
_BELOW = {"house", "street", "small", "commune"}
_NUMBERED = words(
    "đồ thửa đất tờ sổ án đồng định lai thư lý luật đơn phiếu chứng hiệu "
    "mã khung máy biển thoại khoản cmnd cccd khoảnh quyền quyển lệ chức"
)
_NUMBER = re.compile(r"[A-ZĐ]?\d+[A-ZĐa-zđ]?(?:[/.\-]\d*[A-ZĐa-zđ]?\d*)*")
_CODE = re.compile(r"[A-ZĐÂÊÔƠƯĂ]\d{0,2}")
_CUE = re.compile(
    r"(?:địa chỉ(?: liên hệ| liên lạc| thường trú| trụ sở)?|đ/c|đc|trú(?: tại| "
    r"quán)?|cư trú(?: tại)?|thường trú(?: tại)?|tạm trú(?: tại)?|nơi cư trú|chỗ ở"
    r"(?: hiện nay| hiện tại)?|nơi ở(?: hiện nay)?|đkhktt|hktt|đkhk|đkntt|hộ khẩu thường "
    r"trú|hộ khẩu(?: tại)?|trụ sở(?: chính)?(?: đặt)?(?: tại)?|quê quán|nguyên quán|"
    r"ngụ(?: tại)?|sinh sống tại|ở tại|tọa lạc(?: tại)?|nơi sinh|"
    r"sinh tại|nay là|thuê trọ tại|nhà ở tại)\s*(?:tại)?\s*[:;]?\s*$"
)
_AGENCY = re.compile(
    r"(?:tòa án nhân dân|tòa án|tand|viện kiểm sát nhân dân|viện kiểm sát|vksnd|vks|tandtp|"
    r"nhân dân tối cao tại|trại giam|trại tạm giam|nhà tạm giữ)\s*(?:cấp cao tại\s*)?$"
)
_BODY = re.compile(
    r"(?:ủy ban nhân dân|uỷ ban nhân dân|ubnd|công an|cơ quan (?:cảnh sát )?điều tra|thi "
    r"hành án(?: dân sự)?|thads|tha|đất đai|vpđkđđ|vpđk|chi cục thuế|thuế|kho bạc nhà nước|"
    r"tài nguyên và môi trường|tn&mt|tài chính[^,;.]{0,20}|hội đồng nhân dân|hđnd|bảo hiểm xã "
    r"hội|phòng [^,;.\n]{3,40}|hội [^,;.\n]{3,30}|chi nhánh|bệnh viện đa khoa|hạt kiểm lâm|quân sự)"
    r"\s*(?:\(?[a-zđ&]{2,8}\)?\s*)?$"
)
_SEPARATOR = re.compile(r"\s*[,;–-]?\s*(?:thuộc\s+)?")


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit of an address in words: keyword from `first`, its name from `name` up to `last` (excluded)."""

    level: str
    first: int
    name: int
    last: int


def find_addresses(reading: Reading) -> list[Candidate]:
    """Return addresses below the province; `parts` holds the place of the name of each unit that is to be coded."""
    found: list[Candidate] = []
    index = 0
    while index < len(reading):
        unit = unit_at(reading, index)
        if unit is None:
            index += 1
            continue
        chain = _chain(reading, unit)
        candidate = _candidate(reading, chain)
        if candidate is not None:
            found.append(candidate)
        index = chain[-1].last
    return found


def unit_at(reading: Reading, index: int) -> Unit | None:
    """Return the unit whose keyword begins at the word, or None."""
    if reading.low[index] not in _FIRST_WORDS:
        return None
    for size in range(_LONGEST_KEYWORD, 0, -1):
        keyword = tuple(reading.low[index : index + size])
        level = _LEVELS.get(keyword)
        if level is None or any(gap > 1 for gap in reading.gap[index : index + size - 1]):
            continue
        name = index + size
        if not _keyword_stands(reading, index, keyword):
            continue
        between = reading.between(name - 1)
        if between.strip() not in ({"", ".", ":"} if len(keyword[0]) < 3 else {"", ":"}):
            continue
        last = _name_end(reading, name, level)
        if last > name:
            return Unit(level, index, name, last)
    return None


def _keyword_stands(reading: Reading, index: int, keyword: Phrase) -> bool:  # noqa: PLR0911  one return a rule
    before = reading.low[index - 1] if index and reading.gap[index - 1] < 2 else ""
    name = index + len(keyword)
    if name >= len(reading):
        return False
    if keyword == ("số",) and before in _NUMBERED:
        return False
    if reading.word[name].isupper() and f"{keyword[-1]} {reading.low[name]}" in ordinary():
        return False  # "TÒA ÁN", "XÃ HỘI" in a heading
    if keyword == ("bản",) and reading.low[name] in {"cáo", "tự", "án", "kết", "cam"}:
        return False
    if keyword == ("nhà",):
        return _NUMBER.fullmatch(reading.word[name]) is not None
    if keyword == ("xã",):
        return before not in {"thị", "hợp", "tác"}
    if keyword in {("bản",), ("tổ",), ("đội",), ("khu",), ("cụm",), ("ô",), ("khối",), ("dãy",), ("xứ",)}:
        return before not in {"văn", "biên", "căn", "kịch", "tòa", "hợp", "quân", "bộ"}
    if keyword in {("p",), ("q",), ("h",), ("tt",)}:
        return reading.between(index) in {".", ". "} and any(mark in reading.before(index) for mark in ",;:-")
    return not (keyword == ("thôn",) and before == "nông")


def _name_end(reading: Reading, index: int, level: str) -> int:
    """Return the end of the name of a unit: capitalized words, numbers, letters with numbers."""
    end = index
    while end < len(reading) and end - index < 5:
        if end > index and (reading.gap[end - 1] > 1 or _breaks(reading, index, end)):
            break
        word = reading.word[end]
        numbered = _NUMBER.fullmatch(word) is not None
        if numbered and end > index and level in {"district", "province"}:
            break
        if numbered or reading.capital[end]:
            if end > index and unit_at_keyword(reading, end):
                break
            if not numbered and _everyday(reading, end) and not _known_so_far(reading, index, end):
                break
            end += 1
            if numbered and level in {"house", "street", "small", "commune"}:
                end = _after_number(reading, end, level)
                if level != "street" or end >= len(reading) or not reading.capital[end]:
                    break
            continue
        break
    return end


def _known_so_far(reading: Reading, index: int, end: int) -> bool:
    """Say whether the words up to this one are the name of a unit ("phường Bình Lợi Trung cấp …")."""
    return end > index and units().known(" ".join(reading.low[index : end + 1]))


def _everyday(reading: Reading, index: int) -> bool:
    """Say whether a capital letter only begins an everyday word ("bản Cáo trạng", "xã Bà ấy")."""
    following = index + 1
    return (
        following < len(reading)
        and reading.gap[index] < 2
        and not reading.capital[following]
        and f"{reading.low[index]} {reading.low[following]}" in ordinary()
    )


def _after_number(reading: Reading, end: int, level: str) -> int:
    """Return the end after further parts of a number: "127/5A", "12-14", "K1 - 3"."""
    while (
        end < len(reading)
        and re.fullmatch(r"[/.\-]", reading.between(end - 1))
        and _NUMBER.fullmatch(reading.word[end])
    ):
        end += 1
    if (
        level == "house"
        and end < len(reading)
        and reading.gap[end - 1] == 0
        and reading.capital[end]
        and not unit_at_keyword(reading, end)
    ):
        street = end
        while (
            end < len(reading)
            and end - street < 4
            and reading.capital[end]
            and (end == street or reading.gap[end - 1] == 0)
        ):
            end += 1
    return end


def unit_at_keyword(reading: Reading, index: int) -> bool:
    """Say whether a capitalized word is the keyword of the next unit ("Phường", "Xã") and not part of a name."""
    if (reading.low[index],) in _LEVELS and index + 1 < len(reading) and reading.gap[index] == 0:
        return reading.low[index] in {"xã", "phường", "huyện", "quận", "tỉnh", "đường", "thôn", "ấp", "tổ", "khu"}
    return tuple(reading.low[index : index + 2]) in {("thành", "phố"), ("thị", "xã"), ("thị", "trấn"), ("số", "nhà")}


def _breaks(reading: Reading, start: int, index: int) -> bool:
    """Say whether a word after a line break belongs to the next line, not to the name."""
    known = units()
    so_far = " ".join(reading.low[start:index])
    longer = " ".join(reading.low[start : index + 1])
    if reading.gap[index - 1] == 1:
        if reading.low[index] in STARTERS or (known.known(so_far) and not known.known(longer)):
            return True
        return reading.line_length(reading.start[index - 1]) < 40
    return False


def _chain(reading: Reading, unit: Unit) -> list[Unit]:
    """Return the unit and those that follow it after a comma, a dash or a blank."""
    chain = [unit]
    while True:
        last = chain[-1].last
        if last >= len(reading):
            return chain
        between = reading.between(last - 1)
        if _SEPARATOR.fullmatch(between) is None or between.count("\n") > 1:
            return chain
        if reading.low[last] == "thuộc" and last + 1 < len(reading):
            last += 1
        following = unit_at(reading, last)
        if following is None:
            following = _bare(reading, last) or _unknown(reading, last, chain)
        if following is None:
            return chain
        chain.append(following)


def _bare(reading: Reading, index: int) -> Unit | None:
    """Return a known unit written without its keyword ("…, Ba Đình, Hà Nội")."""
    known = units()
    for size in (4, 3, 2):
        end = index + size
        if end > len(reading) or any(reading.gap[place] for place in range(index, end - 1)):
            continue
        if not all(reading.capital[index:end]):
            continue
        name = " ".join(reading.low[index:end])
        if name in known.provinces:
            return Unit("province", index, index, end)
        if name in known.districts:
            return Unit("district", index, index, end)
    return None


def _unknown(reading: Reading, index: int, chain: list[Unit]) -> Unit | None:
    """Return a unit written without its keyword between units ("phường Đông Thành, Nam Đức, TP. Hà Nội")."""
    end = index
    while (
        end < len(reading) and end - index < 4 and reading.capital[end] and (end == index or reading.gap[end - 1] == 0)
    ):
        end += 1
    if (
        end == index
        or end >= len(reading)
        or "," not in reading.between(index - 1)
        or "," not in reading.between(end - 1)
    ):
        return None
    if reading.between(end - 1).strip() != "," or chain[-1].level == "province":
        return None
    following = unit_at(reading, end) or _bare(reading, end)
    return (
        Unit("commune", index, index, end)
        if following is not None and following.level in {"district", "province"}
        else None
    )


def _candidate(reading: Reading, chain: list[Unit]) -> Candidate | None:  # noqa: PLR0911  one rule a line
    """Return the mention for a chain, or None where nothing of it has to be coded."""
    known = units()
    first = chain[0]
    left = reading.text[max(0, reading.start[first.first] - 60) : reading.start[first.first]]
    cued = _CUE.search(left.casefold()) is not None
    market = reading.low[first.first] == "chợ" and first.last - first.name > 1 and reading.capital[first.name]
    if chain[0].level == "house" and len(chain) == 1 and not cued and not market:
        return None
    weak = (
        len(chain) == 1
        and not cued
        and reading.low[first.first] in {"tổ", "khu", "đội", "ô", "cụm", "khối", "dãy", "bản", "tầng", "khu vực"}
    )
    if weak and not (reading.capital[first.name] and reading.low[first.first] == "bản"):
        return None
    if chain[0].level == "street" and reading.low[chain[0].first] in {"quốc", "tỉnh"} and not cued:
        chain = chain[1:]  # a national road is where something happened, not where somebody lives
        if not any(unit.level in _BELOW for unit in chain):
            return None
    coded = [unit for unit in chain if not _stays(reading, unit, known.provinces)]
    if reading.already_coded and (not cued or any(_CODE.fullmatch(reading.word[unit.last - 1]) for unit in coded)):
        return None  # the clerk has been here: what stays of an address stays on purpose
    if coded and all(_CODE.fullmatch(reading.word[place]) for unit in coded for place in range(unit.name, unit.last)):
        return None  # already coded: "thôn Đ, xã P"
    if _AGENCY.search(left.casefold()) or not coded or _shouted_court(reading, chain, left):
        return None
    start = reading.start[_with_number(reading, coded[0].first)]
    end = reading.end[coded[-1].last - 1]
    parts = tuple((reading.start[unit.name], reading.end[unit.last - 1]) for unit in coded)
    below = any(unit.level in _BELOW for unit in coded)
    body = not below and not cued and _BODY.search(left.casefold()) is not None
    return Candidate(
        start,
        end,
        ADDRESS,
        "below_district" if below else "body_district" if body else "district",
        "cue" if cued else "grammar",
        0.97 if below else 0.85,
        4 if below or cued else 5,
        reading.text[start:end],
        parts=parts,
    )


def _with_number(reading: Reading, first: int) -> int:
    """Return the first word of an address with the bare house number before it ("Địa chỉ: 433, thôn …")."""
    if (
        first < 2
        or not _NUMBER.fullmatch(reading.word[first - 1])
        or reading.between(first - 1).strip() not in {"", ","}
    ):
        return first
    number = first - 1
    while number and re.fullmatch(r"[/.\-]", reading.before(number)) and _NUMBER.fullmatch(reading.word[number - 1]):
        number -= 1
    left = reading.text[max(0, reading.start[number] - 60) : reading.start[number]].casefold()
    return number if _CUE.search(left) else first


def _stays(reading: Reading, unit: Unit, provinces: frozenset[str]) -> bool:
    """Say whether a unit is kept: a province or a city run by the state."""
    name = " ".join(reading.low[unit.name : unit.last])
    if unit.level == "province":
        return True
    central = {"hà nội", "hồ chí minh", "đà nẵng", "hải phòng", "cần thơ", "huế", "hcm"}
    return (
        unit.level == "district"
        and name in central
        and reading.low[unit.first] not in {"huyện", "quận"}
        and name in provinces | {"hcm"}
    )


def _shouted_court(reading: Reading, chain: list[Unit], left: str) -> bool:
    """Say whether the unit belongs to the name of the court in the header ("TÒA ÁN NHÂN DÂN / HUYỆN …")."""
    keyword = reading.word[chain[0].first]
    return (
        keyword.isupper()
        and len(keyword) > 2
        and re.search(r"nhân dân|tòa án|kiểm sát|việt nam|hạnh phúc", left.casefold()) is not None
    )
