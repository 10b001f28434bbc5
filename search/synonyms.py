"""Words that mean the same: legal terms, everyday words, abbreviations. The table is `data/synonyms.toml`."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from search.analysis import fold_term, terms
from search.nodes import Alike, And, Node, Text
from vietnamese.letters import has_marks

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_DATA = Path(__file__).parent / "data" / "synonyms.toml"
MOST_OTHERS = 3
"""Phrases that one expression brings."""
MOST_EXPRESSIONS = 4
"""Expressions of one query that bring others: each phrase costs as much as a word or two."""

Words = tuple[str, ...]


@cache
def table() -> Mapping[Words, tuple[tuple[Words, tuple[Words, ...]], ...]]:
    """Return, by folded words, the expressions so written: each with its marks and the phrases that mean the same."""
    known: dict[Words, dict[Words, dict[Words, None]]] = {}
    data = tomllib.loads(_DATA.read_text("utf-8"))
    pairs = [(a, b) for group in data["same"] for a in group for b in group if a != b]
    pairs += [(short, full) for short, full in data["means"]]
    for typed, other in pairs:
        words, means = tuple(terms(typed)), tuple(terms(other))
        if not set(words) <= set(means):  # such a phrase brings nothing that its own words do not find
            known.setdefault(tuple(map(fold_term, words)), {}).setdefault(words, {})[means] = None
    return {folded: tuple((words, tuple(others)) for words, others in found.items()) for folded, found in known.items()}


@cache
def longest() -> int:
    """Return how many words the longest expression of the table has."""
    return max(map(len, table()))


def expanded(texts: Sequence[Text]) -> list[Node]:
    """Return the words of a run with every expression of the table in its place, the longest first.

    A word typed with marks must be the very word of the table; a word without marks may be any that folds to it.
    """
    found: list[Node] = []
    place = expressions = 0
    while place < len(texts):
        count, others = _at(texts, place) if expressions < MOST_EXPRESSIONS else (0, ())
        if others:
            expressions += 1
            group = tuple(texts[place : place + count])
            item = group[0] if count == 1 else And(group)
            found.append(Alike(item, tuple(Text(words, strict=True) for words in others)))
            place += count
        else:
            found.append(texts[place])
            place += 1
    return found


def _at(texts: Sequence[Text], place: int) -> tuple[int, tuple[Words, ...]]:
    for count in range(min(longest(), len(texts) - place), 0, -1):
        run = texts[place : place + count]
        if any(len(text.words) != 1 or text.strict for text in run):
            continue
        entries = table().get(tuple(text.folded[0] for text in run), ())
        others = [other for words, means in entries if _fits(run, words) for other in means]
        if others:
            return count, tuple(dict.fromkeys(others))[:MOST_OTHERS]
    return 0, ()


def _fits(run: Sequence[Text], words: Words) -> bool:
    bare = not any(map(has_marks, (text.words[0] for text in run)))
    if bare and len(run) == 1 and has_marks(words[0]):
        return False  # one syllable without marks may be any of a dozen words
    return all(not has_marks(text.words[0]) or text.words[0] == word for text, word in zip(run, words, strict=True))
