"""Which firms of a document are one: by the words that no other firm has, and by the short names it gives them."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from anonymizer.codes import distinctive
from anonymizer.entities import folded, words_of
from anonymizer.lexicon import units
from anonymizer.recognizers.organisations import form_size
from anonymizer.types import ORGANISATION

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from anonymizer.reading import Reading
    from anonymizer.types import Candidate

Name = tuple[str, ...]
_SHORT = "short name"
_WORD = re.compile(r"[^\W_]+")
_BRANCH = re.compile(
    r"(?:\s*[-–,(]\s*|\s+)(?:cn|pgd|chi nhánh|phòng giao dịch)\b.*|[\"“”(].*", re.IGNORECASE | re.DOTALL
)
_COUNTRY = ("việt", "nam")
_BETWEEN_FIRMS = frozenset({"và", "với", "hoặc"})


def apart(reading: Reading, candidates: Iterable[Candidate]) -> list[Candidate]:
    """Return the candidates, those that hold two firms ("Công ty A và Công ty B") cut into one for each."""
    return [
        part
        for candidate in candidates
        for part in (_cut(reading, candidate) if candidate.label == ORGANISATION else (candidate,))
    ]


def _cut(reading: Reading, candidate: Candidate) -> Iterator[Candidate]:
    first, after = reading.at(candidate.start), reading.at(candidate.end - 1) + 1
    begin = first
    for index in range(first + 2, after):
        if reading.low[index - 1] not in _BETWEEN_FIRMS or not form_size(reading, index):
            continue
        if any(reading.capital[begin + max(1, form_size(reading, begin)) : index - 1]):
            yield _part(reading, candidate, begin, index - 1)
        begin = index
    yield candidate if begin == first else _part(reading, candidate, begin, after)


def _part(reading: Reading, candidate: Candidate, first: int, after: int) -> Candidate:
    start, end = reading.start[first], reading.end[after - 1]
    words = reading.word[first:after]
    own = [first + index for index in distinctive(words)]
    link = " ".join(reading.low[index] for index in own)
    return replace(
        candidate, start=start, end=end, link=link, parts=tuple((reading.start[at], reading.end[at]) for at in own)
    )


class Firms:
    """The firms of one document, asked for by their candidates."""

    def __init__(self, reading: Reading, candidates: Sequence[Candidate]) -> None:
        self._reading = reading
        named = [candidate for candidate in candidates if candidate.label == ORGANISATION]
        self._by_link = {one.link: self._own(one) for one in reversed(named) if one.evidence != _SHORT}
        self._aliases = {
            self._own(one): self._by_link[one.link]
            for one in named
            if one.evidence == _SHORT and one.link in self._by_link
        }
        self._aliases = {short: name for short, name in self._aliases.items() if name not in self._aliases}

    def key(self, candidate: Candidate) -> Name:
        """Return what the candidate has in common with every other place of its firm, short names included."""
        if candidate.evidence == _SHORT:
            return self._by_link.get(candidate.link, folded(words_of(candidate.link)))
        own = self._own(candidate)
        return self._aliases.get(own, own)

    def _own(self, candidate: Candidate) -> Name:
        """Return the distinctive words of the surface, without branch, number, place and country behind them."""
        surface = self._reading.text[candidate.start : candidate.end]
        words = _WORD.findall(_BRANCH.sub("", surface)) or _WORD.findall(surface)
        name = [words[index].casefold() for index in _with_ending(words, distinctive(words))]
        while len(name) > 1 and (name[-1].isdigit() or name[-1] == "vn"):
            name.pop()
        for size in (3, 2):
            if len(name) >= size + 2 and units().known(" ".join(name[-size:])):
                return folded(name[:-size])
        if len(name) > len(_COUNTRY) and tuple(name[-len(_COUNTRY) :]) == _COUNTRY:
            name = name[: -len(_COUNTRY)]
        return folded(name)


def _with_ending(words: Sequence[str], own: list[int]) -> list[int]:
    """Return the indexes with the words right behind them that look like business and are name ("Hoàng Long Phát")."""
    whole = list(own)
    while whole and whole[-1] + 1 < len(words):
        following = whole[-1] + 1
        phrase = following + 1 < len(words) and words[following + 1].islower()
        if not words[following][0].isupper() or words[following].isupper() or phrase:
            break
        whole.append(following)
    return whole
