"""A second, independent look at what stays readable: for the reviewer's eye, and on the published text."""

# ruff: noqa: PLR2004  the numbers count syllables and digits: they are the grammar itself

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from anonymizer.lexicon import COMMON_FAMILY_NAMES, STRONG_TITLES, ordinary, units, words
from anonymizer.reading import read
from anonymizer.recognizers.names import blocked, is_mask, name_end, title_before
from anonymizer.recognizers.organisations import GENERIC, form_size
from anonymizer.types import Residual
from vietnamese.letters import LOWER, UPPER

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from anonymizer.reading import Reading
    from anonymizer.types import Mention

_NAME = rf"(?!(?:Th|Tr|Nh|Ng|Ph|Kh|Gi|Ch|Qu)\b)[{UPPER}][{LOWER}]+"
_DAY = r"\d{1,2}\s*(?:[/.\-]|tháng)\s*\d{1,2}\s*(?:[/.\-]|năm)\s*\d{4}"
_SHAPES = (
    (re.compile(r"(?<![\w.,/-])0\d{2}[0-3]\d{8}(?![\w/])"), "identity number"),
    (re.compile(r"(?<![\w.,/-])(?:0|\+84)[ .]?[35789]\d(?:[ .]?\d){7}(?![\w/])"), "phone number"),
    (re.compile(r"[\w.+\-]{1,64}@[\w\-]+\.\w+"), "e-mail"),
    (re.compile(r"(?<![\w/.-])[1-9]\d ?[A-ZĐ]{1,2}\d? ?[-–. ] ?(?:\d{3}[.]?\d{2}|\d{4})(?![\w/])"), "plate"),
    (re.compile(r"(?i:cmnd|cccd|hộ chiếu|căn cước)[^\d\n]{0,30}\d{6,}"), "number after its cue"),
    (re.compile(r"(?<![\w.,/-])\d{9,16}(?:-\d{3})?(?![\w/])(?!\s*(?:đồng|đ\b|vnđ|m2))"), "long number"),
    (re.compile(r"(?<![\w/-])[A-ZĐ]{1,3} ?\d{5,8}(?![\w/]|[.,]\d)"), "serial number"),
    (
        re.compile(r"(?<![\w/.-])(?=[A-Z]{0,20}\d)(?=\d{0,20}[A-Z])(?=(?:[A-Z]{0,18}\d){3})[A-Z0-9]{8,20}(?![\w/])"),
        "serial number",
    ),
    (re.compile(rf"(?i:sinh)\s+(?:ngày\s+)?(?P<x>{_DAY})"), "date of birth"),
    (
        re.compile(
            r"(?<!\w)(?<![Tt]hành )(?<![Tt]hị )(?<!tác )"
            r"(?i:thôn|ấp|xóm|buôn|khóm|tổ dân phố|khu phố|xã|phường|thị trấn|đường|phố|hẻm|ngõ)"
            rf"\s(?P<x>{_NAME}(?:\s{_NAME}){{0,4}})"
        ),
        "place",
    ),
    (re.compile(rf"(?i:số|số nhà) (?P<x>\d{{1,4}}[A-Z]?(?:/\d+)*,? {_NAME}(?:\s{_NAME}){{1,4}})"), "place"),
    (re.compile(r"(?i:facebook|zalo|tiktok|tài khoản|nick)[^\n.;“\"]{0,30}[“\"](?P<x>[^”\"\n]{2,40})"), "account name"),
)
_PUBLIC_FIRMS = ("nhà nước", "vpđk", "đăng ký", "quân đội", "chính sách", "việt nam", "thế giới")
_LOWER_INSIDE = words("và của - & thương mại dịch vụ hữu hạn thành viên cổ phần trách nhiệm tư nhân")
_LETTERS = re.compile(r"[^\W\d_a-z]{1,4}\d*|[A-ZĐ][hrgi]\d*")  # codes of firms and of persons
_LOOK_AHEAD = 16


def residual(text: str, mentions: Sequence[Mention] = ()) -> tuple[Residual, ...]:
    """Return places that look like a person or a number and that no mention covers; offsets are those of `text`.

    For a source text give its mentions (kept ones too); for a public text give none: codes are recognised.
    """
    reading = read(text)
    covered = bytearray(len(reading.text) + 1)
    for mention in mentions:
        start, end = reading.plain.plain_span(mention.start, mention.end)
        covered[start:end] = b"\1" * (end - start)
    found: dict[tuple[int, int], str] = {}
    for start, end, reason in (*_people(reading, covered), *_shapes(reading), *_firms(reading)):
        if not any(covered[start:end]):
            found.setdefault((start, end), reason)
    return tuple(Residual(*reading.plain.source_span(*place), reason) for place, reason in sorted(found.items()))


def _shapes(reading: Reading) -> Iterator[tuple[int, int, str]]:
    for expression, reason in _SHAPES:
        named = "x" if "x" in expression.groupindex else 0
        for match in expression.finditer(reading.text):
            yield match.start(named), match.end(named), reason


def _firms(reading: Reading) -> Iterator[tuple[int, int, str]]:
    """Give words with a capital letter behind a legal form: cruder than the grammar, for what the grammar missed."""
    index = 0
    while index < len(reading):
        size = form_size(reading, index)
        end = index + size
        while size and end < min(len(reading), index + _LOOK_AHEAD) and _goes_on(reading, end):
            end += 1
        own = [at for at in range(index + size, end) if _is_own(reading, at)]
        name = " ".join(reading.low[index + size : end])
        if own and not name.startswith(_PUBLIC_FIRMS):
            yield reading.start[own[0]], reading.end[own[-1]], "firm"
        index = max(end, index + 1)


def _goes_on(reading: Reading, index: int) -> bool:
    return reading.gap[index - 1] < 2 and (
        reading.capital[index] or reading.low[index] in _LOWER_INSIDE or reading.low[index] in GENERIC
    )


def _is_own(reading: Reading, index: int) -> bool:
    return reading.capital[index] and reading.low[index] not in GENERIC and not _LETTERS.fullmatch(reading.word[index])


def _people(reading: Reading, covered: bytearray) -> Iterator[tuple[int, int, str]]:
    index = 0
    while index < len(reading):
        if not reading.capital[index] or covered[reading.start[index]] or blocked(reading, index):
            index += 1
            continue
        if (reading.low[index],) in STRONG_TITLES and index + 1 < len(reading) and reading.capital[index + 1]:
            index += 1
            continue
        end = name_end(reading, index)
        if end > index and not is_mask(reading, index, end):
            reason = _suspicion(reading, index, end)
            if reason:
                yield reading.start[index], reading.end[end - 1], reason
        index = max(end, index + 1)


def _suspicion(reading: Reading, index: int, end: int) -> str:
    lows = reading.low[index:end]
    joined = " ".join(lows)
    if units().known(joined) or joined in ordinary():
        return ""
    title = title_before(reading, index)
    if title is not None and title[1] and not reading.word[index].isupper():
        return "name after a title"
    family = lows[0] in COMMON_FAMILY_NAMES
    if (
        family
        and end - index >= 2
        and not reading.word[index].isupper()
        and any(low in {"thị", "văn"} for low in lows[1:])
    ):
        return "family name"
    return ""
