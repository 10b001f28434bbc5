"""“Có phải bạn muốn tìm”: words that stand nowhere become near ones that do, words without marks get theirs.

What is known of the language: the curated phrases, the synonyms, and in how many documents a word stands.
"""

from __future__ import annotations

import string
from functools import cache, lru_cache
from itertools import product
from typing import TYPE_CHECKING

from search.analysis import fold_term, fold_terms, terms
from search.nodes import plain_words
from search.suggest import phrases
from search.synonyms import table
from vietnamese.letters import TONES, canonical, has_marks
from vietnamese.syllables import is_syllable

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from search.query import Query

    Frequencies = Callable[..., dict[str, int]]

FEW_HITS = 5
"""With so many hits nothing is corrected."""
_RARE = 3
"""A word in so few documents may be a slip."""
_BETTER = 20
"""A correction stands in so many times more documents than what was typed."""
_CLEAR = 0.85
"""The share of one way to mark a word among all ways, from which on it is the clear one."""
_MOST_WORDS = 8
_VOWELS = "aeiouy"
_FORMS = {"a": "aăâ", "e": "eê", "o": "oôơ", "u": "uư", "d": "dđ"}
_LETTERS = string.ascii_lowercase
_SOUNDS = (("tr", "ch"), ("s", "x"), ("d", "gi"), ("r", "gi"), ("l", "n"), ("ngh", "ng"), ("gh", "g"), ("k", "c"))
"""Beginnings that sound alike to many speakers and are mistaken for one another."""
_LONGEST = 8


def marked_form(query: Query, frequencies: Frequencies) -> str:
    """Return what was typed without any mark with its marks, when there is one clear form; else "".

    frequencies: as `SearchEngine.frequencies`.
    """
    typed = [text.words[0] for text in plain_words(query.ast)]
    if not 1 < len(typed) <= _MOST_WORDS or any(map(has_marks, typed)) or not _only_words(query, typed):
        return ""
    found = _marked(typed, frequencies)
    return " ".join(found) if found and any(map(has_marks, found)) else ""


def corrected(query: Query, frequencies: Frequencies) -> str:
    """Return the query with each misspelled word in its likely spelling; "" when nothing better is known."""
    typed = [text.words[0] for text in plain_words(query.ast)]
    if not typed or len(typed) > _MOST_WORDS or not _only_words(query, typed):
        return ""
    folded = [fold_term(word) for word in typed]
    counts = frequencies(list(dict.fromkeys(folded)))
    better = [_near(folded, place, counts, frequencies) for place in range(len(folded))]
    words = [new or old for new, old in zip(better, typed, strict=True)]
    remarked = _marked([fold_term(word) for word in words], frequencies, words) or words
    if [fold_term(word) for word in remarked] == folded and (not any(better) and remarked == typed):
        return ""
    said = " ".join(remarked)
    return said if said != " ".join(typed) else ""


def _only_words(query: Query, typed: Sequence[str]) -> bool:
    """Whether the query is nothing but these words: what has operators is left alone."""
    return fold_terms(terms(query.text)) == [fold_term(word) for word in typed]


@cache
def _known() -> Mapping[tuple[str, ...], tuple[str, ...]]:
    """Return the marked words of each known expression by its folded words; those with several readings left out."""
    found: dict[tuple[str, ...], set[tuple[str, ...]]] = {}
    expressions = [tuple(terms(phrase)) for phrase in phrases()]
    expressions += [words for entries in table().values() for words, _ in entries]
    for words in expressions:
        for start in range(len(words)):
            for end in range(start + 2, min(len(words), start + _LONGEST) + 1):
                part = words[start:end]
                found.setdefault(tuple(map(fold_term, part)), set()).add(part)
    return {folded: next(iter(ways)) for folded, ways in found.items() if len(ways) == 1}


def _marked(folded: Sequence[str], frequencies: Frequencies, typed: Sequence[str] = ()) -> list[str]:
    """Return the words with their marks: known expressions first, then clear single words; [] when one is unclear."""
    found: list[str] = []
    place = 0
    while place < len(folded):
        count = next(
            (
                n
                for n in range(min(_LONGEST, len(folded) - place), 1, -1)
                if tuple(folded[place : place + n]) in _known()
            ),
            0,
        )
        if count:
            found += _known()[tuple(folded[place : place + count])]
            place += count
            continue
        if typed and has_marks(typed[place]):
            found.append(typed[place])
        else:
            clear = _clear(folded[place], frequencies)
            if not clear:
                return []
            found.append(clear)
        place += 1
    return found


def _clear(folded: str, frequencies: Frequencies) -> str:
    ways = variants(folded)
    counts = frequencies(list(ways), marks=True) if ways else {}
    total = sum(counts.values())
    best = max(counts, key=lambda word: counts[word], default="")
    return best if total and counts[best] >= _CLEAR * total else ""


@lru_cache(maxsize=4096)
def variants(folded: str) -> tuple[str, ...]:
    """Return every syllable that folds to this: all shapes of its letters with all tones ("dat" → đất, đạt …)."""
    if not folded.isascii() or not folded.isalpha() or len(folded) > _LONGEST:
        return (folded,)
    found = {folded: None}
    for shaped in product(*(_FORMS.get(letter, letter) for letter in folded)):
        word = "".join(shaped)
        for place, letter in enumerate(folded):
            if letter in _VOWELS:
                for tone in ("", *TONES):
                    made = canonical(word[: place + 1] + tone + word[place + 1 :])
                    if is_syllable(made):
                        found[made] = None
    return tuple(found)


def _near(folded: Sequence[str], place: int, counts: Mapping[str, int], frequencies: Frequencies) -> str:
    """Return the folded word that was likely meant at this place; "" when what stands there is fine."""
    word = folded[place]
    if not word.isalpha() or not word.isascii() or counts.get(word, 0) > _RARE:
        return ""
    near = _edits(word)
    found = frequencies(near)
    best, worth = "", 0.0
    for other in near:
        count = found.get(other, 0)
        if count < max(_RARE, counts.get(word, 0) * _BETTER):
            continue
        value = count * (1000.0 if _fits(folded, place, other) else 1.0)
        if value > worth:
            best, worth = other, value
    return best


def _fits(folded: Sequence[str], place: int, other: str) -> bool:
    """Whether the word makes a known expression with a neighbour."""
    pairs = [(folded[place - 1], other)] if place else []
    pairs += [(other, folded[place + 1])] if place + 1 < len(folded) else []
    return any(pair in _known() for pair in pairs)


def _edits(word: str) -> list[str]:
    """Return all words one slip away: a letter left out, doubled, swapped, wrong or too many."""
    cuts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    found = {head + tail[1:] for head, tail in cuts if tail}
    found |= {head + tail[1] + tail[0] + tail[2:] for head, tail in cuts if len(tail) > 1}
    found |= {head + letter + tail[1:] for head, tail in cuts if tail for letter in _LETTERS}
    found |= {head + letter + tail for head, tail in cuts for letter in _LETTERS}
    for one, other in (*_SOUNDS, *((b, a) for a, b in _SOUNDS)):
        if word.startswith(one):
            found.add(other + word.removeprefix(one))
    return sorted(found - {word, ""})
