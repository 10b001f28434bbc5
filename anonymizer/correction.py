"""Names that recognition of a scan has damaged: found by the confirmed party list, with what should stand there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapidfuzz.distance import Levenshtein

from anonymizer.reading import read
from vietnamese.letters import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from anonymizer.reading import Reading

_LEAST = 6
_ONE_EDIT = 1


@dataclass(frozen=True, slots=True)
class Correction:
    """A damaged name at a place of the source and the confirmed name in its letters; `edits` beyond marks and case."""

    start: int
    end: int
    name: str
    edits: int


def corrections(text: str, names: Iterable[str]) -> tuple[Correction, ...]:
    """Return where a confirmed full name stands damaged in a text, in order; offsets are those of the text.

    Marks and case are ignored and one letter may be wrong, lost or too many. A place that is another confirmed name,
    or has the wrong number of words, or fits two names, is left alone. Names of fewer than two words are not used.
    """
    reading = read(text)
    confirmed = {tuple(read(name).low): " ".join(name.split()) for name in names if len(name.split()) > 1}
    shapes = {name: fold("".join(name)) for name in confirmed}
    sizes = sorted({len(name) for name in confirmed}, reverse=True)
    found: list[Correction] = []
    index = 0
    while index < len(reading):
        step = 1
        for size in sizes:
            words = tuple(reading.low[index : index + size])
            if len(words) < size or not _may_be_a_name(reading, index, size):
                continue
            if words in confirmed:
                step = size
                break
            fitting = _fitting(words, [name for name in confirmed if len(name) == size], shapes)
            if len(fitting) == 1:
                name, edits = fitting[0]
                found.append(_correction(reading, index, size, confirmed[name], edits))
                step = size
                break
        index += step
    return tuple(found)


def _may_be_a_name(reading: Reading, index: int, size: int) -> bool:
    inside = reading.gap[index : index + size - 1]
    return all(gap < 2 for gap in inside) and sum(reading.capital[index : index + size]) >= size - 1  # noqa: PLR2004  gap 2 is a mark


def _fitting(
    words: tuple[str, ...], names: list[tuple[str, ...]], shapes: dict[tuple[str, ...], str]
) -> list[tuple[tuple[str, ...], int]]:
    written = fold("".join(words))
    if len(written) < _LEAST:
        return []
    distances = ((name, Levenshtein.distance(written, shapes[name], score_cutoff=_ONE_EDIT)) for name in names)
    near = [(name, edits) for name, edits in distances if edits <= _ONE_EDIT]
    least = min((edits for _, edits in near), default=0)
    return [(name, edits) for name, edits in near if edits == least]


def _correction(reading: Reading, index: int, size: int, name: str, edits: int) -> Correction:
    surface = reading.word[index : index + size]
    start, end = reading.plain.source_span(reading.start[index], reading.end[index + size - 1])
    shouted = sum(word.isupper() for word in surface) >= size - 1 and len("".join(surface)) > size
    return Correction(start, end, name.upper() if shouted else name, edits)
