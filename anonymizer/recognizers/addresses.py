"""Addresses: runs of units from house number to province, after the grammar that judgments write them in."""


# ruff: noqa: PLR2004  the numbers count syllables and digits: they are the grammar itself

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from anonymizer.lexicon import units
from anonymizer.recognizers.address_units import Unit, unit_at, unit_at_keyword
from anonymizer.recognizers.address_words import (
    ABROAD,
    AGENCY,
    BELOW,
    BODY,
    CODE,
    CUE,
    LEAD,
    NUMBER,
    SEPARATOR,
)
from anonymizer.types import ADDRESS, Candidate

if TYPE_CHECKING:
    from anonymizer.reading import Reading


def find_addresses(reading: Reading) -> list[Candidate]:
    """Return addresses below the province; `parts` holds the place of the name of each unit that is to be coded."""
    found: list[Candidate] = []
    index = 0
    while index < len(reading):
        unit = unit_at(reading, index) or _unnamed(reading, index)
        if unit is None:
            index += 1
            continue
        chain = _chain(reading, unit)
        if len(chain) == 1 and unit.first == unit.name:
            chain = _abroad(reading, chain)
        candidate = _candidate(reading, chain)
        if candidate is not None:
            found.append(candidate)
        index = chain[-1].last
    return found


def _chain(reading: Reading, unit: Unit) -> list[Unit]:
    """Return the unit and those that follow it after a comma, a dash or a blank."""
    chain = [unit]
    while True:
        last = chain[-1].last
        if last >= len(reading):
            return chain
        between = reading.between(last - 1)
        if SEPARATOR.fullmatch(between) is None or between.count("\n") > 1:
            return chain
        if reading.low[last] == "thuộc" and last + 1 < len(reading):
            last += 1
        following = unit_at(reading, last)
        if following is None:
            following = _bare(reading, last) or _unknown(reading, last, chain) or _numbered_street(reading, last)
        if following is None:
            return chain
        chain.append(following)


def _unnamed(reading: Reading, index: int) -> Unit | None:
    """Return the bare house number and street after a cue: "Địa chỉ: K45/12 Châu Thị Vĩnh Tế, phường …"."""
    if not any(letter.isdigit() for letter in reading.word[index]):
        return None
    start = reading.start[index]
    match = LEAD.match(reading.text, start)
    if match is None or CUE.search(reading.text[max(0, start - 60) : start].casefold()) is None:
        return None
    return _street(reading, index, match.end())


def _abroad(reading: Reading, chain: list[Unit]) -> list[Unit]:
    """Return the chain with what follows a bare number and street without any unit: "…, San Jose, California"."""
    end = reading.end[chain[0].last - 1]
    match = ABROAD.match(reading.text, end)
    if match is None or match.end() == end:
        return chain
    last = chain[0].last
    while last < len(reading) and reading.start[last] < match.end():
        last += 1
    return [Unit("house", chain[0].first, chain[0].name, last)]


def _numbered_street(reading: Reading, index: int) -> Unit | None:
    """Return a bare house number inside an address, before its street: "…, 25 đường số 7, phường An Phú"."""
    match = LEAD.match(reading.text, reading.start[index])
    if match is None or "," not in reading.between(index - 1):
        return None
    after = index
    while after < len(reading) and reading.start[after] < match.end():
        after += 1
    if after < len(reading) and reading.gap[after - 1] == 0:
        street = unit_at(reading, after)
        if street is not None and street.level == "street":
            return Unit("house", index, index, after)
    street = _street(reading, index, match.end())
    return street if street and street.last < len(reading) and unit_at(reading, street.last) else None


def _street(reading: Reading, index: int, number_end: int) -> Unit | None:
    """Return the unit of a number that ends at the offset and the capitalized words after it; None without them."""
    after = index
    while after < len(reading) and reading.start[after] < number_end:
        after += 1
    end = after
    while (
        end < len(reading)
        and end - after < 5
        and (reading.capital[end] or reading.low[end] == "tháng")
        and reading.gap[end - 1] == 0
        and not (end > after and unit_at_keyword(reading, end))
    ):
        end += 1
    return Unit("house", index, index, end) if end > after else None


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
    cued = CUE.search(left.casefold()) is not None
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
        if not any(unit.level in BELOW for unit in chain):
            return None
    coded = [unit for unit in chain if not _stays(reading, unit, known.provinces)]
    if reading.already_coded and (not cued or any(CODE.fullmatch(reading.word[unit.last - 1]) for unit in coded)):
        return None  # the clerk has been here: what stays of an address stays on purpose
    if coded and all(CODE.fullmatch(reading.word[place]) for unit in coded for place in range(unit.name, unit.last)):
        return None  # already coded: "thôn Đ, xã P"
    if AGENCY.search(left.casefold()) or not coded or _shouted_court(reading, chain, left):
        return None
    start = reading.start[_with_number(reading, coded[0].first)]
    end = reading.end[coded[-1].last - 1]
    parts = tuple((reading.start[unit.name], reading.end[unit.last - 1]) for unit in coded)
    below = any(unit.level in BELOW for unit in coded)
    body = not below and not cued and BODY.search(left.casefold()) is not None
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
        or not NUMBER.fullmatch(reading.word[first - 1])
        or reading.between(first - 1).strip() not in {"", ","}
    ):
        return first
    number = first - 1
    while number and re.fullmatch(r"[/.\-]", reading.before(number)) and NUMBER.fullmatch(reading.word[number - 1]):
        number -= 1
    left = reading.text[max(0, reading.start[number] - 60) : reading.start[number]].casefold()
    return number if CUE.search(left) else first


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
