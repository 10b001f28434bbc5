"""Names as a judgment prints them, brought into the form in which people read them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from vietnamese.case import title_case
from vietnamese.letters import UPPER, fold, nfc, place_tones

if TYPE_CHECKING:
    from indexer.reading.plain import Plain

# Words of a court's name that stay small: "Tòa án nhân dân huyện Krông Pắc, tỉnh Đắk Lắk"
_PHRASES: Final = re.compile(
    r"\b(?:tòa án nhân dân|toà án nhân dân|tòa án quân sự|toà án quân sự|tòa phúc thẩm|toà phúc thẩm|tòa án|toà án"
    r"|thành phố|thị xã|khu vực|quân khu|cấp cao|tối cao|huyện|tỉnh|quận|tại|trung ương|ủy ban thẩm phán"
    r"|uỷ ban thẩm phán|hội đồng)\b",
    re.IGNORECASE,
)
_UNDER: Final = re.compile(
    rf"((?:huyện|quận|thị xã|thành phố|khu vực \d+) [^,]+?)(?<![-–]) (tỉnh|thành phố) (?=[{UPPER}])"
)
_OF_JUDGES: Final = re.compile("thẩm phán", re.IGNORECASE)
_PLENARY: Final = re.compile(
    r"(?i)^(hội đồng thẩm phán|[uủ][yỷ] ban thẩm phán|t(?:òa|oà) phúc thẩm),?\s+t(?=(?:òa|oà) )"
)
_ABBREVIATED: Final = re.compile(r"^TAND\b")
_SHOUTED: Final = re.compile(rf"(?<!\w)(?!TAND|TP|TX|HCM|IA\b)[{UPPER}]{{2,}}(?!\w)")
_NAME_END: Final = re.compile(r"\s+-|-\s|\s(?:la|chanh|pho|tham|thu|hoi|tand|toa|can|cac|\d)\b|\d|[.\"“”]")


def court_name(printed: str) -> str:
    """The court's name as it is read: capitals of a heading become "Tòa án nhân dân huyện …, tỉnh …"."""
    name = _ABBREVIATED.sub("Tòa án nhân dân", printed).strip(" .,;-–*")
    letters = [letter for letter in name if letter.isalpha()]
    if sum(map(str.isupper, letters)) > len(letters) / 2:
        name = title_case(name)
    else:
        name = _SHOUTED.sub(lambda match: title_case(match[0]), name)
    name = _PHRASES.sub(lambda match: match[0].lower(), name)
    name = _PLENARY.sub(lambda match: f"{_OF_JUDGES.sub('Thẩm phán', match[1])} T", name)
    name = re.sub(r"(?<![\d\s])\s*[-–]\s*(?=tỉnh|thành phố)", ", ", name)
    name = _UNDER.sub(r"\1, \2 ", name)
    name = re.sub(r"\bBà Rịa\s*[-–]\s*Vũng Tàu", "Bà Rịa - Vũng Tàu", place_tones(nfc(name)))
    return name[:1].upper() + name[1:]


def judge_name(plain_name: str) -> int:
    """How many characters at the start of this piece of the plain copy are a person's name; 0 for none."""
    ended = _NAME_END.search(plain_name.lower() if plain_name.isupper() else plain_name)
    piece = plain_name[: ended.start()] if ended else plain_name
    words = list(re.finditer(r"\S+", piece))
    length = 0
    for word in words[:6]:
        if not word[0][0].isupper():
            break
        length = word.end()
    # "… Vinh Ngày 12 tháng …": a date that followed on the next line of a page whose lines were joined
    joined = re.search(r"^(\S+\s+\S+(?:\s+\S+)*)\s+ngay$", piece[:length], re.IGNORECASE)
    return joined.end(1) if joined else length


def relation_text(copy: Plain, start: int, end: int) -> tuple[int, int]:
    """The piece without quotation marks, "V/v" and the stop around it; a quotation ends where it is closed."""
    text = copy.text
    while start < end and (text[start] in " “\"':.”-" or fold(text[start : start + 3]) == "v/v"):
        start += 3 if fold(text[start : start + 3]) == "v/v" else 1
    opened = any(mark in text[max(0, start - 3) : start] for mark in '“"')
    closing = next((place for place in range(start, end) if text[place] in '”"'), None) if opened else None
    end = closing if closing is not None else end
    while end > start and text[end - 1] in " ”\"“.,;:'":
        end -= 1
    return start, end
