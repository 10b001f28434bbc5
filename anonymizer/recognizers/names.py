"""What a name looks like: titles before it, where it ends, phrases that are none, letters of names already coded."""


# ruff: noqa: PLR2004  the numbers count syllables: they are the grammar itself

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from anonymizer.lexicon import (
    ALIAS_CUES,
    BLOCKS,
    COMMON_FAMILY_NAMES,
    JOINING,
    MIDDLE_NAMES,
    OFFICES,
    STARTERS,
    STRONG_TITLES,
    SURE_MIDDLE_NAMES,
    UNIT_WORDS,
    VERBS,
    WEAK_TITLES,
    Phrase,
    is_family_name,
    ordinary,
)

if TYPE_CHECKING:
    from anonymizer.reading import Reading

_LONGEST = 6
_WRAPPED = 60
_CODED_NAME = re.compile(r"[A-ZĐÂÊÔƠƯĂÝ]\d*|(?:Th|Tr|Nh|Ng|Ph|Kh|Gi|Ch|Qu)\d{0,3}|[A-ZĐ]{2,4}\d{1,2}")
_LETTER = re.compile(r"[A-ZĐÂÊÔƠƯĂ](?:h|r|g|i)?\d{0,3}")
_TITLE_ENDS = {title[-1] for title in STRONG_TITLES | WEAK_TITLES | ALIAS_CUES | frozenset(OFFICES)} | {"là"}
_LONGEST_TITLE = max(len(title) for title in STRONG_TITLES | WEAK_TITLES | frozenset(OFFICES))
_TITLED = STRONG_TITLES | frozenset(OFFICES)


def blocked(reading: Reading, index: int) -> bool:
    """Say whether a phrase that is no name begins at the word ("Công an", "Điều 5", "Tòa án")."""
    seconds = BLOCKS.get(reading.low[index])
    if seconds is None:
        return False
    if "*" in seconds:
        return True
    if index + 1 >= len(reading) or reading.gap[index] > 1:
        return False
    following = reading.low[index + 1]
    return following in seconds or ("#" in seconds and following[0].isdigit())


def name_end(reading: Reading, index: int) -> int:
    """Return the index after the last word of the name that begins at the word (at most six words)."""
    end = index
    upper = len(reading.word[index]) > 1 and reading.word[index].isupper()
    while end < len(reading) and reading.capital[end] and end - index < _LONGEST:
        if end > index and (reading.gap[end - 1] > 1 or not _goes_on(reading, index, end, upper=upper)):
            break
        if blocked(reading, end) and not (
            end > index and (_name_all_the_same(reading, index, end, upper=upper) or _given_word(reading, index, end))
        ):
            break
        end += 1
    return end - 1 if end - index > 3 and _begins_phrase(reading, end - 1) else end


def _name_all_the_same(reading: Reading, start: int, index: int, *, upper: bool) -> bool:
    """Say whether a word inside a name only looks like the beginning of a phrase.

    "Châu Công Ước", "TRẦN MINH NĂM" before a line "Sinh năm", "LÊ MINH ĐIỀU 02 năm tù".
    """
    if index + 1 >= len(reading):
        return True
    low, following = reading.low[index], reading.word[index + 1]
    if "*" in BLOCKS[low] or not is_family_name(reading.low[start], unmarked=True):
        return False
    if reading.gap[index] == 1 or following.casefold() in JOINING:
        return index - start > 1
    if following[0].isdigit():
        return low == "điều" and index - start > 1 and (upper or following.startswith("0"))
    return not upper and reading.capital[index + 1] and not following.isupper()


def _given_word(reading: Reading, start: int, index: int) -> bool:
    """Say whether a capitalized function word after "Thị" or "Văn" is the given name ("Vũ Thị Là", "Tạ Thị Hiện Tại").

    Nothing but a name is written with a capital letter there, unless the next two words are a phrase ("Tòa án").
    """
    following = index + 1
    return (
        reading.gap[index - 1] == 0
        and not reading.word[index].isupper()
        and any(low in SURE_MIDDLE_NAMES for low in reading.low[start + 1 : index])
        and index - start < 4
        and not (
            following < len(reading)
            and reading.gap[index] < 2
            and f"{reading.low[index]} {reading.low[following]}" in ordinary()
        )
    )


def _begins_phrase(reading: Reading, index: int) -> bool:
    """Say whether the last word of a long name begins a phrase after it ("Đào Duy Hưng Chức vụ").

    Kept in the name it would be taken for the given name, and the true given name would stay.
    """
    following = index + 1
    return (
        following < len(reading)
        and reading.gap[index] == 0
        and not reading.capital[following]
        and reading.low[following] not in VERBS | JOINING
        and f"{reading.low[index]} {reading.low[following]}" in ordinary()
    )


def _goes_on(reading: Reading, start: int, index: int, *, upper: bool) -> bool:  # noqa: PLR0911  one return a rule
    word, low = reading.word[index], reading.low[index]
    if _LETTER.fullmatch(word) and not reading.gap[index - 1]:
        return True
    if len(word) > 1 and word.isupper() != upper and (word.isupper() or not word[1:].islower()):
        return False
    if low in {"ông", "bà", "chị", "ubnd", "hktt", "cmnd", "cccd"} and index > start + 1:
        return False
    if low == "bà" and upper:
        return False  # "HÙNG BÀ HÀ": two persons in capitals
    if reading.gap[index - 1] == 0:
        return True
    if low in STARTERS:
        return False
    if index == start + 1 or reading.low[index - 1] in MIDDLE_NAMES:
        return True
    return reading.line_length(reading.start[index - 1]) >= _WRAPPED


def title_before(reading: Reading, index: int) -> tuple[Phrase, bool] | None:  # noqa: C901, PLR0911  one condition a rule
    """Return the title that ends right before the word and whether it is a strong one."""
    if index == 0:
        return None
    last = index - 1
    between = reading.between(last).strip()
    if between not in {"", ":", "(", ": (", '"', "“", "-:"}:
        return None
    if reading.low[last] == "là" and last:
        last -= 1
        if reading.gap[last] > 1:
            return None
    if reading.low[last] not in _TITLE_ENDS:
        return None
    for size in range(min(_LONGEST_TITLE, last + 1), 0, -1):
        first = last - size + 1
        if any(gap > 1 for gap in reading.gap[first:last]):
            continue
        title = tuple(reading.low[first : last + 1])
        if _first_of_a_place(reading, first, index):
            continue  # "huyện Ba Tri", "xã Cô Tô": the title is the first syllable of a place
        if title in _TITLED:
            if between and len(title) == 1 and title[0] not in {"ông", "bà", "anh", "chị"}:
                return title, False
            return title, True
        if title in WEAK_TITLES or title in ALIAS_CUES:
            return title, False
    return None


def _first_of_a_place(reading: Reading, first: int, index: int) -> bool:
    """Whether a capitalized title right after "huyện", "xã" … begins the name of a place and not of a person."""
    return (
        first > 0
        and reading.gap[first - 1] == 0
        and reading.low[first - 1] in UNIT_WORDS
        and reading.capital[first]
        and reading.low[index] not in COMMON_FAMILY_NAMES
    )


def is_mask(reading: Reading, index: int, end: int) -> bool:
    """Say whether the name ends in the letter of an already coded name ("Nguyễn Văn H1", "chị T", "bà Tr")."""
    if end == index:
        return False
    if letter_follows(reading, end):
        return True
    last = reading.word[end - 1]
    if last in {"Y", "Ý", "Ô", "Ơ", "Ê", "O", "A"} and not reading.already_coded:
        return False
    if last in {"Y", "Ý", "Ô", "Ơ"} and end - index > 1 and end < len(reading) and not reading.gap[end - 1]:
        return False
    return _CODED_NAME.fullmatch(last) is not None


def letter_follows(reading: Reading, end: int) -> bool:
    """Say whether the letter of a coded name stands right behind the words ("Vũ Thị Lan" in "Vũ Thị Lan A")."""
    return (
        reading.already_coded
        and 0 < end < len(reading)
        and not reading.gap[end - 1]
        and _CODED_NAME.fullmatch(reading.word[end]) is not None
    )


def is_everyday_here(reading: Reading, index: int) -> bool:
    """Say whether a capitalized word begins a sentence as another word: "Năm 2019", "Điều 5", "Hòa giải"."""
    return reading.starts_sentence(index) and (blocked(reading, index) or _begins_phrase(reading, index))


def follows_as_person(reading: Reading, index: int) -> bool:
    """Say whether a capitalized everyday word acts like a person: a verb of persons follows, or a comma of a list."""
    if index + 1 >= len(reading):
        return True
    return reading.low[index + 1] in VERBS and reading.gap[index] < 2
