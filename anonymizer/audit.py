"""A second, independent look at what stays readable: for the reviewer's eye, and on the published text."""

# ruff: noqa: PLR2004  the numbers count syllables and digits: they are the grammar itself

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from anonymizer.lexicon import COMMON_FAMILY_NAMES, STRONG_TITLES, ordinary, units
from anonymizer.reading import read
from anonymizer.recognizers.names import blocked, is_mask, name_end, title_before
from anonymizer.types import Residual

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from anonymizer.reading import Reading
    from anonymizer.types import Mention

_NUMBERS = (
    (re.compile(r"(?<![\w.,/-])0\d{2}[0-3]\d{8}(?![\w/])"), "identity number"),
    (re.compile(r"(?<![\w.,/-])(?:0|\+84)[ .]?[35789]\d(?:[ .]?\d){7}(?![\w/])"), "phone number"),
    (re.compile(r"[\w.+\-]{1,64}@[\w\-]+\.\w+"), "e-mail"),
    (re.compile(r"(?<![\w/.-])[1-9]\d ?[A-ZĐ]{1,2}\d? ?[-–] ?\d{3}[.]?\d{2}(?![\w/])"), "plate"),
    (re.compile(r"(?i:cmnd|cccd|hộ chiếu|căn cước)[^\d\n]{0,30}\d{6,}"), "number after its cue"),
)


def residual(text: str, mentions: Sequence[Mention] = ()) -> tuple[Residual, ...]:
    """Return places that look like a person or a number and that no mention covers; offsets are those of `text`.

    For a source text give its mentions (kept ones too); for a public text give none: codes are recognised.
    """
    reading = read(text)
    covered = bytearray(len(reading.text) + 1)
    for mention in mentions:
        start, end = reading.plain.plain_span(mention.start, mention.end)
        covered[start:end] = b"\1" * (end - start)
    found = [place for place in (*_people(reading, covered), *_codes(reading)) if not any(covered[place[0] : place[1]])]
    return tuple(Residual(*reading.plain.source_span(start, end), reason) for start, end, reason in sorted(set(found)))


def _codes(reading: Reading) -> Iterator[tuple[int, int, str]]:
    for expression, reason in _NUMBERS:
        for match in expression.finditer(reading.text):
            yield match.start(), match.end(), reason


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
