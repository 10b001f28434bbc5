"""Joins what the recogniser found with what the rules found: more is masked, nobody is exempt because of it.

A place that a rule found too is stretched to what both say; a place that only the recogniser found must look like its
class, and one with little support is `review`.
"""


# ruff: noqa: PLR2004  the numbers count syllables: they are the grammar itself

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from anonymizer.lexicon import (
    OFFICES,
    PLACE_CUES,
    STARTERS,
    STRONG_TITLES,
    UNIT_WORDS,
    VERBS,
    is_family_name,
    ordinary,
    units,
)
from anonymizer.recognizers.address_units import unit_at
from anonymizer.recognizers.names import blocked, is_mask, title_before
from anonymizer.recognizers.organisations import GENERIC
from anonymizer.types import ADDRESS, OFFICIAL, ORGANISATION, PERSON, Candidate
from vietnamese.syllables import is_syllable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from anonymizer.reading import Reading

_BODY = re.compile(
    r"^(?:tòa|toà|viện kiểm sát|viện ksnd|ủy ban|uỷ ban|ubnd|công an|sở |phòng |chi cục|cục |bộ |ban |hội |đảng|"
    r"ngân hàng nhà nước|bảo hiểm xã hội|kho bạc|cơ quan|trại |nhà tạm|văn phòng đăng ký|tand|vksnd|vks|hđxx|thi hành)"
)
_TITLES = {title[-1] for title in STRONG_TITLES} | {office[-1] for office in OFFICES}
_BELOW = frozenset({"house", "street", "small", "commune"})

_LETTER = re.compile(r"(?:[ABCDĐEGHIKLMNOPQRSTUVXÂĂÊÔƠƯ]|Th|Tr|Nh|Ng|Ph|Kh|Gi|Ch|Qu)\d*")
_NO_NAMES = frozenset({"thừa thiên huế", "cty", "thiên chúa", "đoàn", "tổ", "khối"})
_RANK = 7


def joined(reading: Reading, rules: Sequence[Candidate], learned: Sequence[Candidate]) -> list[Candidate]:
    """Return the candidates of the rules, stretched, and those of the recogniser that stand alone."""
    found = list(rules)
    owner = [-1] * (len(reading.text) + 1)
    for number, candidate in enumerate(found):
        for place in range(candidate.start, candidate.end):
            if owner[place] < 0 or candidate.rank < found[owner[place]].rank:
                owner[place] = number
    learned = [one for one in learned if not _runs_on(reading, one)]
    support = Counter(reading.text[one.start : one.end].casefold() for one in learned)
    names = {reading.text[one.start : one.end].casefold() for one in rules if one.label == PERSON}
    for one in learned:
        owners = {owner[place] for place in range(one.start, one.end) if owner[place] >= 0}
        if owners:
            _stretch(reading, found, owner, one, owners)
            continue
        alone = _alone(reading, one, support, names)
        if alone is not None:
            found.append(alone)
    return found


def _runs_on(reading: Reading, one: Candidate) -> bool:
    """Say whether a place runs over the end of a sentence, which no name and no address does."""
    words_in = reading.at(one.end - 1) - reading.at(one.start) + 1
    return words_in > 30 or (
        re.search(r"[.;:?!]\s|\n", reading.text[one.start : one.end - 1]) is not None and words_in > 8
    )


def _stretch(reading: Reading, found: list[Candidate], owner: list[int], one: Candidate, owners: set[int]) -> None:
    """Stretch the only rule candidate of the class at the place to what the recogniser says."""
    if len(owners) != 1:
        return
    number = owners.pop()
    rule = found[number]
    if rule.label != one.label or rule.label not in {PERSON, ADDRESS, ORGANISATION} or rule.rank < 3:
        return
    start, end = min(rule.start, one.start), max(rule.end, one.end)
    if rule.label == ADDRESS:
        end = rule.end  # what the rules leave behind an address is the province, which stays
    added = [
        index
        for index in range(reading.at(start), min(reading.at(end - 1) + 1, len(reading)))
        if not rule.start <= reading.start[index] < rule.end
    ]
    if not added or any(owner[reading.start[index]] >= 0 for index in added):
        return
    if rule.label == PERSON and not all(
        reading.capital[index] and not blocked(reading, index) and reading.low[index] not in _TITLES | STARTERS
        for index in added
    ):
        return
    if any(mark in reading.text[start:end] for mark in ";\n") and rule.label != ADDRESS:
        return
    link = reading.text[start:end] if rule.label == PERSON else rule.link
    found[number] = replace(rule, start=start, end=end, link=link)
    for place in range(start, end):
        owner[place] = number


def _alone(reading: Reading, one: Candidate, support: Counter[str], names: set[str]) -> Candidate | None:
    first, last = reading.at(one.start), reading.at(one.end - 1) + 1
    if reading.already_coded and not _forgotten(reading, one, first, last):
        return None
    if one.label in {PERSON, OFFICIAL}:
        return _person(reading, one, first, last, support, names)
    if one.label == ORGANISATION:
        return _organisation(reading, one, first, last)
    return _address(reading, one, first, last)


def _forgotten(reading: Reading, one: Candidate, first: int, last: int) -> bool:
    """Say whether a place in a text that somebody has coded is a whole name he forgot, beyond doubt."""
    if one.label not in {PERSON, OFFICIAL} or last - first < 2 or title_before(reading, first) is None:
        return False
    return is_family_name(reading.low[first]) and not is_mask(reading, first, last)


def _person(  # noqa: PLR0911, PLR0917  one return a rule
    reading: Reading, one: Candidate, first: int, last: int, support: Counter[str], names: set[str]
) -> Candidate | None:
    while first < last and (reading.low[first] in _TITLES or not reading.capital[first]):
        first += 1
    while last > first and not reading.capital[last - 1]:
        last -= 1
    if first >= last or last - first > 6 or is_mask(reading, first, last) or blocked(reading, first):
        return None
    if any(gap > 1 for gap in reading.gap[first : last - 1]) or not reading.word[first][0].isalpha():
        return None
    phrase = " ".join(reading.low[first:last])
    before = reading.low[first - 1] if first and not reading.gap[first - 1] else ""
    if _inside_place(reading, first) or _before_letter(reading, last):
        return None  # "huyện Ba Tri"; the kept words of a coded name, "Nguyễn Ngọc Bảo N"
    if f"{before} {phrase}" in names:
        first -= 1  # the rest of a name that a rule knows: "Hợi" of "Tư Hợi"
    titled = title_before(reading, first) is not None
    everyday = (phrase in ordinary() and last - first > 1) or _begins_a_word(reading, first, last)
    if not titled and (before in PLACE_CUES or everyday):
        return None
    seen = support[reading.text[one.start : one.end].casefold()]
    if last - first == 1 and not titled and not _bare_name(reading, first, seen):
        return None
    if not titled and (phrase in _NO_NAMES | units().provinces or (units().known(phrase) and seen < 3)):
        return None
    sure = titled or seen > 2 or (last - first > 2 and is_family_name(reading.low[first]))
    start, end = reading.start[first], reading.end[last - 1]
    score = 0.85 if sure else 0.6
    return Candidate(
        start,
        end,
        PERSON,
        "",
        "recogniser",
        score,
        _RANK,
        reading.text[start:end],
        action="replace" if sure else "review",
    )


def _begins_a_word(reading: Reading, first: int, last: int) -> bool:
    """Say whether one capital syllable and the small one behind it are an everyday word ("Hiến pháp")."""
    if last - first != 1 or last >= len(reading) or reading.gap[first] or reading.capital[last]:
        return False
    return f"{reading.low[first]} {reading.low[last]}" in ordinary()


def _before_letter(reading: Reading, last: int) -> bool:
    """Say whether the letter of a coded name comes next, and not the middle of a name ("Giàng A Páo")."""
    if last >= len(reading) or reading.gap[last - 1] or not _LETTER.fullmatch(reading.word[last]):
        return False
    return last + 1 >= len(reading) or bool(reading.gap[last]) or not reading.capital[last + 1]


def _inside_place(reading: Reading, index: int) -> bool:
    """Say whether the run of capitalized words around the word begins after the keyword of a unit ("huyện Ba Tri")."""
    while (
        index and not reading.gap[index - 1] and reading.capital[index - 1] and reading.low[index - 1] not in UNIT_WORDS
    ):
        index -= 1
    return bool(index) and not reading.gap[index - 1] and reading.low[index - 1] in UNIT_WORDS


def _bare_name(reading: Reading, index: int, seen: int) -> bool:
    """Say whether one word may be a given name: no abbreviation, no everyday word that only begins a sentence."""
    low, word = reading.low[index], reading.word[index]
    if len(low) < 2 or not low.isalpha() or (word.isupper() and not reading.mostly_upper):
        return False
    following = reading.low[index + 1] if index + 1 < len(reading) and reading.gap[index] == 0 else ""
    if low in STARTERS or f"{low} {following}" in ordinary():
        return False
    if reading.starts_sentence(index) and low in ordinary():
        return following in VERBS and seen > 1
    return is_syllable(low) or seen > 1


def _organisation(reading: Reading, one: Candidate, first: int, last: int) -> Candidate | None:
    phrase = " ".join(reading.low[first:last])
    if _BODY.match(phrase + " ") or reading.low[first] in STARTERS or blocked(reading, last - 1):
        return None
    own = [
        index
        for index in range(first, last)
        if reading.capital[index] and reading.low[index] not in GENERIC and not reading.word[index].isdigit()
    ]
    if not own or all(len(reading.word[index]) < 2 for index in own) or phrase in {"nhà nước", "việt nam"}:
        return None
    if len(own) == 1 and reading.low[own[0]] in ordinary():
        return None
    name = " ".join(reading.low[index] for index in own)
    parts = tuple((reading.start[index], reading.end[index]) for index in own)
    return Candidate(
        one.start, one.end, ORGANISATION, "org", "recogniser", 0.6, _RANK, name, parts=parts, action="review"
    )


def _address(reading: Reading, one: Candidate, first: int, last: int) -> Candidate | None:
    """Return an address that names something below the district; a province or a court stays."""
    below = []
    index = first
    while index < last:
        unit = unit_at(reading, index)
        if unit is not None and unit.level in _BELOW:
            below.append(unit)
        index = unit.last if unit is not None else index + 1
    if not below:
        return None
    start, end = one.start, max(one.end, reading.end[below[-1].last - 1])
    parts = tuple((reading.start[unit.name], reading.end[unit.last - 1]) for unit in below)
    return Candidate(
        start,
        end,
        ADDRESS,
        "below_district",
        "recogniser",
        0.6,
        _RANK,
        reading.text[start:end],
        parts=parts,
        action="review",
    )
