"""Other places of the same words: for "apply to the same places" when a reviewer adds a mention."""

from __future__ import annotations

from typing import TYPE_CHECKING

from anonymizer.lexicon import ordinary
from anonymizer.reading import read
from anonymizer.recognizers.names import blocked, title_before
from vietnamese.letters import fold

if TYPE_CHECKING:
    from anonymizer.reading import Reading


def similar_places(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the other places of the text with the words of `text[start:end]`, in source offsets.

    Two or more words are compared without marks, case and line breaks; one word with its marks, capitalized like the
    chosen one, and not as the first half of an everyday word.
    """
    reading = read(text)
    first, last = reading.plain.plain_span(start, end)
    chosen = [index for index in range(len(reading)) if reading.start[index] < last and first < reading.end[index]]
    if not chosen:
        return []
    low = [reading.low[index] for index in chosen]
    shape = [fold(word) for word in low]
    places = []
    for index in range(len(reading) - len(low) + 1):
        if index <= chosen[-1] and index + len(low) > chosen[0]:
            continue
        if any(gap > 1 for gap in reading.gap[index : index + len(low) - 1]):
            continue
        words = reading.low[index : index + len(low)]
        same = [fold(word) for word in words] == shape if len(low) > 1 else words == low
        if same and (len(low) > 1 or _same_word(reading, chosen[0], index)):
            places.append(reading.plain.source_span(reading.start[index], reading.end[index + len(low) - 1]))
    return places


def propagate(text: str, mention_text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return `similar_places`; raise ValueError when the words at the place are not `mention_text`."""
    if text[start:end] != mention_text:
        raise ValueError("Đoạn được chọn không khớp với văn bản.")
    return similar_places(text, start, end)


def _same_word(reading: Reading, chosen: int, index: int) -> bool:
    if not reading.capital[chosen]:
        return True
    if not reading.capital[index]:
        return False
    if title_before(reading, index) is not None:
        return True
    return not blocked(reading, index) and not (reading.starts_sentence(index) and reading.low[index] in ordinary())
