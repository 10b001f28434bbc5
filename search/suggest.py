"""What is offered while someone types: courts, acts, precedents and phrases of law. Never a name of a person."""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from search.analysis import fold_terms, terms
from vietnamese.letters import canonical, fold

if TYPE_CHECKING:
    from collections.abc import Iterable

_DATA = Path(__file__).parent / "data" / "phrases.toml"
MOST = 8
LEAST_CHARACTERS = 2
KINDS = ("number", "precedent", "article", "phrase", "act", "court")
"""What a line can be, in the order in which equal ones are offered."""
_ARTICLE = re.compile(r"(?:dieu\s+)(\d{1,4}[a-z]?)(?:\s+(.*))?")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One line: what it is (number, precedent, article, phrase, act, court), what to show and what to search for."""

    kind: str
    text: str
    query: str


@dataclass(frozen=True, slots=True)
class Suggester:
    """Lines by their folded words, each also from its second word on; sorted, so that a prefix is one stretch."""

    keys: tuple[tuple[str, int, int], ...]
    lines: tuple[Suggestion, ...]
    acts: tuple[tuple[str, Suggestion], ...]

    def suggest(self, typed: str, most: int = MOST) -> list[Suggestion]:
        """Return the lines that what was typed may become, those that begin with it first."""
        text = " ".join(fold_terms(terms(typed)))
        if len(text) < LEAST_CHARACTERS:
            return []
        found = [*self._articles(fold(canonical(typed)).strip()), *self._named(text)]
        return list(dict.fromkeys(found))[:most]

    def _named(self, text: str) -> list[Suggestion]:
        place = bisect_left(self.keys, (text, -1, -1))
        hits = []
        while place < len(self.keys) and self.keys[place][0].startswith(text):
            hits.append(self.keys[place])
            place += 1
        hits.sort(key=lambda hit: (hit[1] > 0, KINDS.index(self.lines[hit[2]].kind), len(hit[0]), hit[2]))
        return [self.lines[hit[2]] for hit in hits]

    def _articles(self, folded: str) -> list[Suggestion]:
        match = _ARTICLE.fullmatch(folded)
        if not match:
            return []
        wanted = " ".join(fold_terms(terms(match[2] or "")))
        acts = [act for name, act in self.acts if name.startswith(wanted)]
        return [
            Suggestion("article", f"Điều {match[1]} {act.text}", f"Điều {match[1]} {act.text}")
            for act in dict.fromkeys(acts)
        ]


@cache
def phrases() -> tuple[str, ...]:
    """Return the curated phrases, the most asked for first within each field of law."""
    return tuple(tomllib.loads(_DATA.read_text("utf-8"))["phrases"])


def suggester(
    courts: Iterable[str], acts: Iterable[tuple[str, Iterable[str]]], precedents: Iterable[tuple[str, str]]
) -> Suggester:
    """Return a suggester of court names, acts (title, other names) and precedents (number, what it is about)."""
    lines = [(Suggestion("phrase", phrase, phrase), [phrase]) for phrase in phrases()]
    lines += [
        (Suggestion("precedent", f"Án lệ {number}: {about}" if about else f"Án lệ {number}", f"án lệ {number}"),
         [f"án lệ {number}", f"án lệ số {number}", about])
        for number, about in precedents
    ]  # fmt: skip
    named = [(Suggestion("act", title, title), [title, *names]) for title, names in acts]
    lines += named
    lines += [(Suggestion("court", name, name), [name, name.replace("TAND", "Tòa án nhân dân")]) for name in courts]
    keys: dict[tuple[str, int, int], None] = {}
    for place, (_, names) in enumerate(lines):
        for name in names:
            words = fold_terms(terms(name))
            for start in range(min(len(words), 6)):
                keys[" ".join(words[start:]), start, place] = None
    by_act = tuple((" ".join(fold_terms(terms(name))), line) for line, names in named for name in names)
    return Suggester(tuple(sorted(keys)), tuple(line for line, _ in lines), by_act)
