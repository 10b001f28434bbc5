"""Capitals that TCVN3 cannot write: it has no codes for capital vowels with a tone, so "Ánh" was typed "ánh".

Only such letters are touched, where the language leaves no choice: at sentence starts and in names after a title.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

from vietnamese.letters import LOWER, TONES, UPPER

if TYPE_CHECKING:
    from collections.abc import Sequence

_LOST: Final = "".join(
    letter for letter in LOWER if any(tone in unicodedata.normalize("NFD", letter) for tone in TONES)
)
_START: Final = re.compile(
    rf"(?:^(?:[-–+•*“\"(]\s*|\[\d+\]\s*|\d{{1,2}}(?:\.\d{{1,2}})*\.\s*|[a-zđ]\)\s*)*|[.!?]\s+[“\"(]?)([{_LOST}])"
)
_TITLE: Final = r"\b(?:[Ôô]ng|[Bb]à|[Aa]nh|[Cc]hị|[Cc]ô|[Cc]háu|[Cc]ụ|[Ee]m|[Tt]hẩm phán|[Tt]hư ký|[Ll]uật sư|bị cáo)"
_NAME: Final = re.compile(rf"{_TITLE}:? ((?:[{UPPER}][{LOWER}]* ){{1,4}})([{_LOST}][{LOWER}]*)(?![{LOWER}])")
_GIVEN: Final = re.compile(rf"({_TITLE} )([{_LOST}][{LOWER}]*)(?![{LOWER}])")
_BORN: Final = re.compile(
    rf"((?:\b[{UPPER}][{LOWER}]* ){{2,4}})([{_LOST}][{LOWER}]*)(?=,? sinh (?:năm|ngày)|, tên gọi)"
)
_COMMITTEE: Final = re.compile(r"\b(ủy|uỷ)(?= ban (?:nhân dân|[Tt]hường vụ|[Mm]ặt trận|[Dd]ân tộc))")
_MIDDLE: Final = ("Văn ", "Thị ")
# words that follow a whole name: "ông Nam ở thôn Một"
_FOLLOWING: Final = frozenset(
    ("ở", "ấy", "ủy", "uỷ", "ốm", "uống", "ép", "áp", "ứng", "ủng", "ấn", "ít", "ỷ", "ám", "ức", "án", "ấp", "ảnh")
)


def with_capitals(texts: Sequence[str]) -> list[str]:
    """The paragraphs with the capitals that their encoding lost, as far as rules can tell; no length changes."""
    given: set[str] = set()

    def named(match: re.Match[str]) -> str:
        word = match[2]
        if word == "ở" or (word in _FOLLOWING and not match[1].endswith(_MIDDLE)):
            return match[0]
        given.add(word)
        return match[0][: -len(word)] + word[0].upper() + word[1:]

    found = [
        _BORN.sub(
            named, _NAME.sub(named, _COMMITTEE.sub(lambda match: match[1].capitalize(), _START.sub(_raised, text)))
        )
        for text in texts
    ]
    return [
        _GIVEN.sub(lambda match: match[1] + (match[2].capitalize() if match[2] in given else match[2]), text)
        for text in found
    ]


def _raised(match: re.Match[str]) -> str:
    return match[0][:-1] + match[1].upper()
