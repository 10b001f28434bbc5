"""Names that a query may contain without any syntax: courts, acts, precedents. Who knows the records fills it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from search.analysis import fold_terms, terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Words = tuple[str, ...]
_COURT_WORDS = {
    "tand": ("toa", "an", "nhan", "dan"),
    "tandtc": ("toa", "an", "nhan", "dan", "toi", "cao"),
    "tandcc": ("toa", "an", "nhan", "dan", "cap", "cao"),
    "tp": ("thanh", "pho"),
    "hcm": ("ho", "chi", "minh"),
    "tphcm": ("thanh", "pho", "ho", "chi", "minh"),
    "hn": ("ha", "noi"),
    "kv": ("khu", "vuc"),
}


@dataclass(frozen=True, slots=True)
class Name:
    """A court or an act as people name it: its codes (several when the name does not say which) and its label."""

    codes: tuple[str, ...]
    label: str


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Names by their folded words. `courts` are whole names, `acts` names and abbreviations of acts of law."""

    courts: Mapping[Words, Name] = field(default_factory=dict)
    acts: Mapping[Words, Name] = field(default_factory=dict)
    longest_court: int = 0
    longest_act: int = 0


NOBODY = Lexicon()
"""A lexicon without names."""


def normal_court(words: list[str]) -> tuple[str, ...]:
    """Return the folded words of a court's name in one spelling: "TAND TP HCM" as "Tòa án nhân dân thành phố …"."""
    spelled = [part for word in words for part in _COURT_WORDS.get(word, (word,))]
    if spelled[:2] == ["toa", "an"] and spelled[2:4] != ["nhan", "dan"]:
        spelled[2:2] = ["nhan", "dan"]
    return tuple(spelled)


def lexicon(
    courts: Iterable[tuple[str, str, Iterable[str]]], acts: Iterable[tuple[str, str, Iterable[str]]]
) -> Lexicon:
    """Return the lexicon of courts and acts, each given as (code, label, names and abbreviations).

    A name that several share means all of them.
    """
    by_court = {normal_court(list(words)): name for words, name in _named(courts).items()}
    by_act = _named(acts)
    return Lexicon(by_court, by_act, max(map(len, by_court), default=0), max(map(len, by_act), default=0))


def _named(entries: Iterable[tuple[str, str, Iterable[str]]]) -> dict[Words, Name]:
    found: dict[Words, Name] = {}
    for code, label, names in entries:
        for name in (label, *names):
            words = tuple(fold_terms(terms(name)))
            if words:
                before = found.get(words, Name((), label))
                found[words] = Name(tuple(dict.fromkeys((*before.codes, code))), before.label)
    return found
