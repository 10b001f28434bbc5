"""What the model misreads the same way every time, put right where nothing else can be meant.

Ordinary words stay as read: kể and kế, biểu and biếu are all words. A fixed formula of the courts has one spelling,
and letters that Vietnamese does not have stand for the ones they look like.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from vietnamese.letters import fold, place_tones

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.ocr.words import Word

FORMULAS: Final = (
    "cộng hòa xã hội chủ nghĩa việt nam",
    "độc lập - tự do - hạnh phúc",
    "tòa án nhân dân",
    "viện kiểm sát nhân dân",
    "kiểm sát viên",
    "ủy ban nhân dân",
    "hội thẩm nhân dân",
    "hội đồng xét xử",
    "chi cục thi hành án dân sự",
    "chủ tọa phiên tòa",
    "sơ thẩm",
    "phúc thẩm",
    "thẩm phán",
    "kể từ ngày",
    "sửa đổi",
    "bổ sung",
    "phát biểu",
    "bồi thường",
    "biển kiểm soát",
)

_FOREIGN: Final = str.maketrans({"ø": "g", "¡": "i", "ä": "ă", "~": "-"})
_SQUARE: Final = re.compile(r"(^|/)m[?ˆ’'*](?=[.,;:)]*$)")
_LETTERED: Final = re.compile(r"(\d{1,3})([A-Zf-zĐ])([.,;:)]*)")
_LISTED: Final = re.compile(r"\d{1,3}\w?[,;]?|và|hoặc|,|;", re.IGNORECASE)
_LOOKS_LIKE: Final = dict(zip("GBOoDQIliSsZzgqT", "6800001115522997", strict=True))
_EDGES: Final = ".,;:()“”\"'*"

_BY_FIRST: Final = {
    first: sorted((formula.split() for formula in FORMULAS if fold(formula.split()[0]) == first), key=len, reverse=True)
    for first in {fold(formula.split()[0]) for formula in FORMULAS}
}


def repaired(row: Sequence[Word]) -> list[Word]:
    """The words of a row with what is certain put right; as many words as before."""
    texts = respelled([word.text for word in row])
    others = [word.other or misread_number(texts, place) for place, word in enumerate(row)]
    return [
        replace(word, text=text, other=word.other if word.other is not None else other)
        for word, text, other in zip(row, texts, others, strict=True)
    ]


def misread_number(words: Sequence[str], place: int) -> str | None:
    """What a number behind "Điều" or "khoản" that ends in a letter may be: a digit was taken for the letter (46G).

    The letters that articles of acts do have, a to e and đ, are no misreading. None when nothing is doubtful.
    """
    found = _LETTERED.fullmatch(words[place])
    if found is None:
        return None
    before = next((word for word in reversed(words[:place]) if not _LISTED.fullmatch(word)), "")
    if fold(before.strip(_EDGES)) not in {"dieu", "khoan", "d", "k"}:
        return None
    return found[1] + _LOOKS_LIKE.get(found[2], "") + found[3]


def respelled(row: Sequence[str]) -> list[str]:
    """As repaired, for the words alone."""
    words = [word.replace("gø", "g").translate(_FOREIGN) for word in row]
    for place, word in enumerate(words):
        if "/m" in word or (place and words[place - 1][-1:].isdigit()):
            words[place] = _SQUARE.sub(r"\1m²", word)
    folded = [fold(word.strip(_EDGES)) for word in words]
    for place, first in enumerate(folded):
        for formula in _BY_FIRST.get(first, ()):
            if folded[place : place + len(formula)] == [fold(part) for part in formula]:
                for number, part in enumerate(formula, place):
                    words[number] = _spelled(words[number], part)
                break
    return words


def _spelled(text: str, spelling: str) -> str:
    """The word with the marks of the spelling; case, signs around it and the older place of a tone stay."""
    bare = text.strip(_EDGES)
    if place_tones(bare.lower()) == spelling:
        return text
    start = text.index(bare)
    letters = (new.upper() if old.isupper() else new for old, new in zip(bare, spelling, strict=True))
    return text[:start] + "".join(letters) + text[start + len(bare) :]
