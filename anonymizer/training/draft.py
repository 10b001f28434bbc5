"""A text with places for names: filled again and again, it gives new training text with gold places each time."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

from anonymizer.lexicon import units
from anonymizer.lexicon import words as known_words
from anonymizer.recognizers.organisations import SCORED_GENERIC
from anonymizer.training.names import Names, PersonName
from vietnamese.letters import UPPER

if TYPE_CHECKING:
    import random
    from collections.abc import Mapping

PER, OFF, ORG, ADDR = "PER", "OFF", "ORG", "ADDR"
LABELS = (PER, OFF, ORG, ADDR)
UNKNOWN = ""
"""The label of a place of which nobody can say what it is: training neither rewards nor punishes it."""

MASK = re.compile(r"(?:[A-ZĐÂÊÔƠƯĂÝ]|Th|Tr|Nh|Ng|Ph|Kh|Gi|Ch|Qu)\d{0,3}|[A-ZĐ]{2,4}\d{0,2}")
"""The letters that courts put for a name: one capital, a two-letter onset, or initials, with a number."""

_WORD = re.compile(r"[^\W_]+(?:['’][^\W\d_]+)*")
_CAPITALS = frozenset(UPPER)
_UNITS = known_words(
    "số nhà đường phố ngõ ngách hẻm kiệt ấp thôn xóm bản buôn làng tổ dân khu khóm đội vực thuộc cũ xã phường thị trấn "
    "căn hộ chung cư tầng lô tòa toà quốc tỉnh lộ nay là và tại của cụm kdc tdp tp tx đô công nghiệp chợ huyện quận "
    "thành khối sinh sống phum sóc plei địa chỉ trú hiện tạm thường"
)
_PUBLIC = known_words("nhà nước việt nam nông nghiệp ngoại thương chính sách")
_KEPT_FIRM = SCORED_GENERIC | _PUBLIC | known_words("chi nhánh phòng giao dịch hộ kinh")

Spans: TypeAlias = tuple[tuple[int, int, str], ...]


@dataclass(frozen=True, slots=True)
class Labelled:
    """A text and its marked places (start, end, label), sorted and apart; undecided places are UNKNOWN."""

    text: str
    spans: Spans


@dataclass(frozen=True, slots=True)
class Slot:
    """A place for a name: what stood there, its label and the entity it means within its document."""

    surface: str
    label: str
    entity: str


Draft: TypeAlias = tuple[str | Slot, ...]
"""Pieces of a text in order: words that stay, and slots."""


def fill(draft: Draft, draw: random.Random, forbidden: frozenset[str] = frozenset()) -> Labelled:
    """Return the draft with one new name for each entity, the same in all its forms; `forbidden`: see Names."""
    naming = _Naming(Names(draw, forbidden), _longest_forms(draft))
    pieces: list[str] = []
    spans: list[tuple[int, int, str]] = []
    at = 0
    for piece in draft:
        words = piece if isinstance(piece, str) else naming.surface(piece)
        if isinstance(piece, Slot) and words:
            spans.append((at, at + len(words), piece.label))
        pieces.append(words)
        at += len(words)
    return Labelled("".join(pieces), tuple(spans))


def _longest_forms(draft: Draft) -> dict[str, list[str]]:
    """Return the words of the longest form of every person of the draft."""
    longest: dict[str, list[str]] = {}
    for piece in draft:
        if isinstance(piece, Slot) and piece.label in {PER, OFF}:
            words = piece.surface.split()
            if len(words) > len(longest.get(piece.entity, ())):
                longest[piece.entity] = words
    return longest


@dataclass
class _Naming:
    """The new names of one document."""

    names: Names
    longest: dict[str, list[str]]
    people: dict[str, PersonName] = field(default_factory=dict)
    runs: dict[tuple[str, str], str] = field(default_factory=dict)

    def surface(self, slot: Slot) -> str:
        if slot.label == UNKNOWN:
            return slot.surface
        if slot.label in {PER, OFF}:
            return self._person(slot)
        return self._runs(slot)

    def _person(self, slot: Slot) -> str:
        name = self.people.get(slot.entity)
        longest = self.longest[slot.entity]
        if name is None:
            name = self.people[slot.entity] = self._new_person(longest)
        words = slot.surface.split()
        if len(words) == 1:
            new = name.short
        elif len(words) == len(longest) or words[0].casefold() == longest[0].casefold():
            new = name.full
        else:
            new = " ".join(name.parts[-len(words) :])
        return new.upper() if slot.surface.isupper() and len(slot.surface) > 3 else new  # noqa: PLR2004  no lone initials

    def _new_person(self, longest: list[str]) -> PersonName:
        """Return a new name that keeps family and middle name in half of the cases, and the letter of a mask always."""
        last = longest[-1]
        masked = MASK.fullmatch(last) is not None
        initial = re.sub(r"\d", "", last) if masked else ""
        if len(initial) > 1 and initial.isupper():
            initial = initial[-1]  # initials of the whole name: the given name has the last
        if len(longest) == 1 or self.names.draw.random() < 0.5:  # noqa: PLR2004  half, see the module's design
            return self.names.person(initial if self.names.draw.random() < 0.9 else "")  # noqa: PLR2004  rare kinds too
        kept = tuple(word if not MASK.fullmatch(word) else self.names.syllable() for word in longest[:-1])
        return self.names.person(initial, surname=kept[0], middles=kept[1:])

    def _runs(self, slot: Slot) -> str:
        """Return an address or a firm with its proper words drawn anew: the same words give the same new ones."""
        kept = _UNITS if slot.label == ADDR else _KEPT_FIRM
        words = list(_WORD.finditer(slot.surface))
        out: list[str] = []
        cut = index = 0
        while index < len(words):
            end = index
            while end < len(words) and _proper(words[end][0], kept) and (end == index or _next_to(slot, words, end)):
                end += 1
            if end == index:
                index += 1
                continue
            first, last = words[index].start(), words[end - 1].end()
            out += [slot.surface[cut:first], self._run(slot.surface[first:last], slot.label)]
            cut, index = last, end
        text = "".join(out) + slot.surface[cut:]
        return self._numbers(text) if slot.label == ADDR else text

    def _run(self, run: str, label: str) -> str:
        if run.casefold() in units().provinces:
            return run
        key = (label, run.casefold())
        if key not in self.runs:
            letters = re.sub(r"\d", "", run)
            initials = letters if MASK.fullmatch(run) and len(letters) < 4 else ""  # noqa: PLR2004
            if len(initials) == 2 and initials[1].islower():  # noqa: PLR2004
                initials = initials[0]
            drawn = self.names.place(initials) if label == ADDR else self.names.business() + self.names.firm(initials)
            upper = run.isupper() and not initials
            self.runs[key] = drawn.upper() if upper else drawn
        return self.runs[key]

    def _numbers(self, text: str) -> str:
        digits = "0123456789"
        return re.sub(r"\d", lambda _: self.names.draw.choice(digits), text) if self.names.draw.random() < 0.5 else text  # noqa: PLR2004


def _proper(word: str, kept: frozenset[str]) -> bool:
    return word[0] in _CAPITALS and word.casefold() not in kept


def _next_to(slot: Slot, words: list[re.Match[str]], index: int) -> bool:
    return not slot.surface[words[index - 1].end() : words[index].start()].strip()


def from_gold(document: Mapping[str, Any]) -> Draft:
    """Return the draft of a gold document (`text`, `spans` of contract 3.3); spans of other labels stay as they are.

    District and province named within a public body are undecided: the score leaves them out.
    """
    text: str = document["text"]
    pieces: list[str | Slot] = []
    at = 0
    for span in sorted(document["spans"], key=lambda span: span["start"]):
        label = _GOLD_LABELS.get(span["label"])
        if label is None or span["start"] < at:
            continue
        if span.get("role") == "agency_unit":
            label = UNKNOWN
        pieces += [text[at : span["start"]], Slot(text[span["start"] : span["end"]], label, span["entity_id"])]
        at = span["end"]
    return (*pieces, text[at:])


_GOLD_LABELS = {"PERSON_PRIVATE": PER, "PERSON_OFFICIAL": OFF, "ORG_PRIVATE": ORG, "ADDRESS": ADDR}
