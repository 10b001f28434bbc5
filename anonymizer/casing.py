"""Small and capital letters for text that is written in capitals only, so that the rules can read it.

In capitals a name looks like every other word. A word becomes a name here when something says so: a title or a family
name before it, the keyword of a place, the legal form of a firm; then all further places of a given name that a title
showed. The length of the text does not change.
"""


# ruff: noqa: PLR2004  the numbers count syllables: they are the grammar itself

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

from anonymizer.lexicon import (
    COMMON_FAMILY_NAMES,
    FAMILY_NAMES,
    JOINING,
    OFFICES,
    STRONG_TITLES,
    SURE_MIDDLE_NAMES,
    UNIT_WORDS,
    VERBS,
    ordinary,
    units,
    words,
)

_WORD = re.compile(r"[^\W_]+(?:['’][^\W\d_]+)*")
_LEAST = 12
_SHARE = 0.85
_TITLES = ({title[-1] for title in STRONG_TITLES | frozenset(OFFICES)} | words("tên tức vợ chồng con hộ")) - words(
    "lý dân án tòa hại quan"
)
_SECOND_PERSON = words("ông bà cháu cụ")
_PERSONAL = words("ông bà anh chị cháu cụ")
_PLACES = UNIT_WORDS | words("khu khóm hẻm ngõ tổ đặc cư kiệt chợ")
_FIRMS = words("tnhh phần ty hàng mtv tmcp nghiệp xã tín viện trường cp dntn doanh")
_BUSINESS = words(
    "tnhh mtv cp tmcp cổ phần trách nhiệm hữu hạn một hai thành viên thương mại dịch vụ xây dựng đầu tư sản xuất "
    "vận tải xuất nhập khẩu du lịch tài chính bảo hiểm luật và tư nhân doanh nghiệp nông thủy phát triển bất động "
    "chế biến thiết bị ô tô sản vật liệu công nghệ kỹ thuật quốc tế nghiệp tư vấn thiết kế thực phẩm dược may mặc "
    "điện tử"
)
_FORMS = words("tnhh mtv cp tmcp và một hai thành viên")
_SMALL = (
    JOINING
    | VERBS
    | words(
        "bị đã có không là được phải này nếu tại theo trên cho đến về ra vào sẽ đang rằng nên do thuộc số ngày tháng "
        "năm sinh trú đều xin nộp mặt vắng hiện nay đó đây ấy kia thì mà lại cũng chỉ còn nữa cả hai ba các những "
        "mỗi mọi yêu giao buộc chịu trả xử phạt tuyên hủy giữ khai trình kháng đề cùng"
    )
)
_NAME_LIKE = words("bảo sang sinh định khởi thừa hứa như tuyên")
"""Verbs that firms and places are called after."""
_ACRONYMS = words(
    "ubnd tand vksnd tnhh cmnd cccd hđxx vks gcn gcnqsdđ qsdđ mtv cp tmcp hktt đkhktt ktht qđ bks dntn htx"
)


def truecased(text: str) -> str:
    """Return the text with each long line of capitals in small letters but for what is a name; same length."""
    if not any(len(word) > 1 and word.isupper() for word in text.split()):
        return text
    pieces = re.split(r"(\n)", text)
    shouted = [index for index, piece in enumerate(pieces) if _is_shouted(piece)]
    if not shouted:
        return text
    names = Counter[str]()
    for index in shouted:
        pieces[index] = _lowered(pieces[index], names)
    known = {name for name in names if len(name) > 1} - _SECOND_PERSON - JOINING
    for index in shouted:
        pieces[index] = _with_names(pieces[index], known)
    return "".join(pieces)


def _is_shouted(line: str) -> bool:
    found = [word for word in _WORD.findall(line) if len(word) > 1 and word.isalpha()]
    return len(found) >= _LEAST and sum(word.isupper() for word in found) > _SHARE * len(found)


def _lowered(line: str, names: Counter[str]) -> str:
    """Return a line of capitals in small letters, names and places with a capital; count the given names."""
    matches = list(_WORD.finditer(line))
    low = [match[0].lower() for match in matches]
    gaps = [line[a.end() : b.start()] for a, b in pairwise(matches)]
    capital = [False] * len(low)
    index = 0
    while index < len(low):
        end = index
        if _begins_name(low, gaps, index):
            end = max(_name_end(low, gaps, index), _titled_run(low, gaps, index))
            if end > index:
                names[low[end - 1]] += 1
        elif index and low[index - 1] in _PLACES and gaps[index - 1] == " " and not _everyday(low, gaps, index - 1):
            end = _place_end(low, gaps, index)
        elif index and _of_firm(low, index) and gaps[index - 1] == " " and not _business(low, index):
            end = _firm_end(low, gaps, index)
        for place in range(index, end):
            capital[place] = True
        index = max(end, index + 1)
    return _written(line, matches, low, capital)


def _written(line: str, matches: list[re.Match[str]], low: list[str], capital: list[bool]) -> str:
    letters = list(line.lower()) if len(line.lower()) == len(line) else [c.lower()[0] for c in line]
    for index, match in enumerate(matches):
        if low[index] in _ACRONYMS or any(letter.isdigit() for letter in match[0]) or len(match[0]) == 1:
            letters[match.start() : match.end()] = match[0]
        elif capital[index] or (
            index == 0 or re.search(r"[.:;!?]\s|\n|^\s*[-–+*]\s", line[matches[index - 1].end() : match.start()])
        ):
            letters[match.start()] = match[0][0]
    return "".join(letters)


def _everyday(low: list[str], gaps: list[str], index: int) -> bool:
    """Say whether the word and the next one are a two-syllable word."""
    return index + 1 < len(low) and gaps[index] == " " and f"{low[index]} {low[index + 1]}" in ordinary()


def _of_firm(low: list[str], index: int) -> bool:
    """Say whether the legal form of a firm, or its business behind the form, stands right before the word."""
    before = index - 1
    while before > 0 and index - before < 8 and low[before] in _BUSINESS and _business(low, before):
        if low[before] in _FIRMS:
            return True
        before -= 1
    return low[before] in _FIRMS


def _business(low: list[str], index: int) -> bool:
    """Say whether a word of a firm's name is its form or its business and not what makes it distinct."""
    if low[index] in _FORMS:
        return True
    around = (" ".join(low[max(0, index - 1) : index + 1]), " ".join(low[index : index + 2]))
    return low[index] in _BUSINESS and any(pair in ordinary() for pair in around)


def _begins_name(low: list[str], gaps: list[str], index: int) -> bool:
    word = low[index]
    if word in _SECOND_PERSON:
        return False
    titled = index > 0 and low[index - 1] in _TITLES and gaps[index - 1].strip() in {"", ":"}
    family = word in FAMILY_NAMES and index + 1 < len(low) and gaps[index] == " "
    if titled and word in _TITLES and index + 1 < len(low) and gaps[index] == " " and low[index + 1] not in _SMALL:
        return False  # "NGUYÊN ĐƠN BÀ LÂM THỊ LAN": the name comes after the second title
    if titled:
        if word in _SMALL - SURE_MIDDLE_NAMES - _NAME_LIKE or word in _ACRONYMS or not word[0].isalpha():
            return family and index + 2 < len(low) and low[index + 1] in SURE_MIDDLE_NAMES
        return not _everyday(low, gaps, index) or (family and not _everyday(low, gaps, index + 1))
    if family and low[index + 1] in SURE_MIDDLE_NAMES and index + 2 < len(low) and gaps[index + 1] == " ":
        return not _everyday(low, gaps, index) and not _everyday(low, gaps, index + 1)
    return family and index + 2 < len(low) and _untitled(low, gaps, index)


def _untitled(low: list[str], gaps: list[str], index: int) -> bool:
    """Say whether three words from a family name on hold no everyday word, as a name does."""
    if gaps[index + 1] != " " or low[index + 1] in _SMALL - _NAME_LIKE:
        return False
    if not (low[index + 1] + low[index + 2]).isalpha():
        return False
    if _everyday(low, gaps, index) or _everyday(low, gaps, index + 1) or (index and _everyday(low, gaps, index - 1)):
        return False
    if low[index] not in COMMON_FAMILY_NAMES:
        free = index == 0 or gaps[index - 1] != " " or low[index - 1] in _SMALL
        return free and low[index + 2] not in _SMALL and not _everyday(low, gaps, index + 2)
    return low[index + 2] not in _SMALL or _ends(low, gaps, index + 2)


def _name_end(low: list[str], gaps: list[str], index: int) -> int:
    """Return the end of a name: at most four words, cut before a verb or an everyday two-syllable word."""
    family = low[index] in FAMILY_NAMES
    end = index + 1
    while end < len(low) and end - index < (5 if family else 2) and gaps[end - 1] == " ":
        middle = low[end] in SURE_MIDDLE_NAMES and family
        given = low[end - 1] in SURE_MIDDLE_NAMES and family and end > index + 1
        if not low[end].isalpha() or low[end] in _ACRONYMS:
            break
        if low[end] in _SECOND_PERSON:
            break
        if low[end] in _SMALL and not (middle or given or _name_all_the_same(low, gaps, index, end)):
            break
        if (
            _everyday(low, gaps, end)
            and not (middle or given or _ends(low, gaps, end))
            and (end > index + 1 or low[end + 1] in _SMALL or not family)
        ):
            break
        end += 1
    return end


def _titled_run(low: list[str], gaps: list[str], index: int) -> int:
    """Return the end of three or four words between a personal title and a small word or a mark ("ÔNG LƯ HÙNG MẠNH,").

    Their family name need not be known, and two of them may make an everyday word; `index` where there are none.
    """
    if not index or low[index - 1] not in _PERSONAL or gaps[index - 1].strip():
        return index
    end = index
    while end < len(low) and end - index < 5 and low[end].isalpha() and low[end] not in _SMALL | _ACRONYMS | _TITLES:
        end += 1
        if end < len(low) and gaps[end - 1] != " ":
            break
    return end if end - index in {3, 4} else index


def _name_all_the_same(low: list[str], gaps: list[str], index: int, end: int) -> bool:
    """Say whether a small word is a syllable of a name here: "PHẠM BẢO MIÊN", "NGÔ MẠNH SINH LÀ"."""
    if low[index] not in FAMILY_NAMES or low[end] in JOINING - _NAME_LIKE:
        return False
    if low[end] in _NAME_LIKE and (end + 1 == len(low) or gaps[end].strip()):
        return True  # a mark follows: "CHỊ THÂN THỊ KIM NHƯ."
    if end == index + 2 and (_ends(low, gaps, end) or _everyday(low, gaps, end + 1)):
        return True
    return (end == index + 1 or low[end] in _NAME_LIKE) and not _ends(low, gaps, end) and not _everyday(low, gaps, end)


def _ends(low: list[str], gaps: list[str], index: int) -> bool:
    """Say whether a small word or a mark follows, so that the word is the last of its phrase."""
    return index + 1 >= len(low) or gaps[index] != " " or low[index + 1] in _SMALL


def _place_end(low: list[str], gaps: list[str], index: int) -> int:
    """Return the end of the name of a place: the longest known unit, else up to two words."""
    for size in (4, 3, 2, 1):
        end = index + size
        if end <= len(low) and all(gap == " " for gap in gaps[index : end - 1]):
            name = " ".join(low[index:end])
            if units().known(name) and (size > 1 or low[index] not in _SMALL):
                return end
    if low[index] in _SMALL or not low[index].isalpha():
        return index
    end = index + 1
    while (
        end < len(low)
        and end - index < 3
        and gaps[end - 1] == " "
        and low[end] not in _SMALL | _SECOND_PERSON
        and low[end].isalpha()
        and not _everyday(low, gaps, end)
    ):
        end += 1
    return end


def _firm_end(low: list[str], gaps: list[str], index: int) -> int:
    """Return the end of the distinctive words of a firm."""
    if low[index] in _SMALL - _NAME_LIKE or _everyday(low, gaps, index):
        return index
    end = index + 1
    while (
        end < len(low)
        and end - index < 4
        and gaps[end - 1] == " "
        and low[end] not in _SMALL | _SECOND_PERSON
        and not _everyday(low, gaps, end)
    ):
        end += 1
    return end


def _with_names(line: str, known: set[str]) -> str:
    """Return the line with a capital for each known given name that is no half of an everyday word."""
    matches = list(_WORD.finditer(line))
    low = [match[0].lower() for match in matches]
    gaps = [line[a.end() : b.start()] for a, b in pairwise(matches)]
    letters = list(line)
    for index, match in enumerate(matches):
        if low[index] not in known or match[0] != low[index]:
            continue
        titled = index > 0 and low[index - 1] in _TITLES
        if titled or (not _half(low, gaps, index) and (low[index] not in ordinary() or _free(low, gaps, index))):
            letters[match.start()] = letters[match.start()].upper()
    return "".join(letters)


def _half(low: list[str], gaps: list[str], index: int) -> bool:
    """Say whether the word makes a two-syllable word with a neighbour that is no small word."""
    before = index > 0 and low[index - 1] not in _SMALL and _everyday(low, gaps, index - 1)
    after = index + 1 < len(low) and low[index + 1] not in _SMALL and _everyday(low, gaps, index)
    return before or after


def _free(low: list[str], gaps: list[str], index: int) -> bool:
    """Say whether an everyday syllable stands between small words or marks, as a name does and a noun seldom."""
    if index and (low[index - 1][-1].isdigit() or low[index - 1] in {"ngày", "tháng", "năm", "số"}):
        return False
    if low[index] in _SMALL or low[index + 1 : index + 2] in (
        ["tháng"],
        ["năm"],
        ["người"],
        ["triệu"],
        ["lần"],
        ["ngày"],
    ):
        return False
    starts = index == 0 or gaps[index - 1] != " " or low[index - 1] in _SMALL
    return starts or _ends(low, gaps, index)
