"""One unit of an address in words: where its keyword stands, and where its name ends."""


# ruff: noqa: PLR2004  the numbers count syllables and digits: they are the grammar itself

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from anonymizer.lexicon import STARTERS, Phrase, ordinary, units
from anonymizer.recognizers.address_words import (
    FIRST_WORDS,
    LEVELS,
    LONGEST_KEYWORD,
    NUMBER,
    NUMBERED,
    ONLY_NUMBERED,
    SUFFIX,
    TITLES,
    VILLAGES,
)

if TYPE_CHECKING:
    from anonymizer.reading import Reading


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit of an address in words: keyword from `first`, its name from `name` up to `last` (excluded)."""

    level: str
    first: int
    name: int
    last: int


def unit_at(reading: Reading, index: int) -> Unit | None:
    """Return the unit whose keyword begins at the word, or None."""
    if reading.low[index] not in FIRST_WORDS or (reading.capital[index] and _names_a_unit(reading, index)):
        return None
    for size in range(LONGEST_KEYWORD, 0, -1):
        keyword = tuple(reading.low[index : index + size])
        level = LEVELS.get(keyword)
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


def _names_a_unit(reading: Reading, index: int) -> bool:
    """Say whether a keyword is the first word of the name of a larger unit after its own keyword ("TP. Sóc Trăng")."""
    pair = " ".join(reading.low[index : index + 2])
    return (pair in units().provinces or pair in units().districts) and not reading.low[index].startswith("đường")


def _part_of_a_name(reading: Reading, index: int, before: str) -> bool:
    """Say whether the keyword is a word of a person's name: "bà Đường Thị Sương", "H' Lan Buôn Yă"."""
    if not before or not reading.capital[index]:
        return False
    return before in TITLES or (
        reading.low[index] in VILLAGES and reading.capital[index - 1] and not reading.word[index].isupper()
    )


def _keyword_stands(reading: Reading, index: int, keyword: Phrase) -> bool:  # noqa: PLR0911  one return a rule
    before = reading.low[index - 1] if index and reading.gap[index - 1] < 2 else ""
    name = index + len(keyword)
    if name >= len(reading):
        return False
    if keyword == ("số",) and before in NUMBERED:
        return False
    if reading.word[name].isupper() and f"{keyword[-1]} {reading.low[name]}" in ordinary():
        return False  # "TÒA ÁN", "XÃ HỘI" in a heading
    if keyword == ("bản",) and reading.low[name] in {"cáo", "tự", "án", "kết", "cam"}:
        return False
    if _part_of_a_name(reading, index, before) or (keyword == ("tòa",) and reading.gap[index]):
        return False  # "HOÃN PHIÊN TÒA" and the court's name on the next line
    if keyword in ONLY_NUMBERED:
        return NUMBER.fullmatch(reading.word[name]) is not None
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
        numbered = NUMBER.fullmatch(word) is not None
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
    return _with_second_name(reading, index, end)


def _with_second_name(reading: Reading, index: int, end: int) -> int:
    """Return the end after the second half of a known double name ("Phan Rang - Tháp Chàm")."""
    after = end + 2
    if end == index or after > len(reading) or reading.between(end - 1).strip() not in {"-", "–"}:
        return end
    halves = " ".join(reading.low[index:end]), " ".join(reading.low[end:after])
    return after if any(units().known(dash.join(halves)) for dash in ("-", " - ")) else end


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
    while end < len(reading) and (
        (re.fullmatch(r"[/.\-]", reading.between(end - 1)) and NUMBER.fullmatch(reading.word[end]))
        or (reading.between(end - 1) == "/" and SUFFIX.fullmatch(reading.word[end]))
        or (level == "house" and reading.between(end - 1) in {" - ", " – "} and reading.word[end].isdigit())
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
    if (reading.low[index],) in LEVELS and index + 1 < len(reading) and reading.gap[index] == 0:
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
