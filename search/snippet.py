"""Where the words of a query stand in a text, marked for a reader: our own, so that all engines show the same.

The text stays as it is: places are found in its fold, which keeps every place.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING

from search.analysis import code_key, terms
from search.nodes import CaseNumber, Node, Prefix, Text, positive
from vietnamese.letters import fold, visible_map

if TYPE_CHECKING:
    from collections.abc import Sequence

    from search.query import Query

LENGTH = 220
"""Characters of a snippet, ellipses not counted."""

Spans = list[tuple[str, bool]]
"""Pieces of a text in order; True for those that were searched for."""
_Leaf = Text | Prefix | CaseNumber
"""What can be pointed at in a text; the other facts are shown by the words they were typed with."""
_GAP = r"[\W_]+"
_END = r"(?![^\W_])"
_CLUSTER = re.compile("[^\u0300-\u036f][\u0300-\u036f]*|[\u0300-\u036f]+", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Snippet:
    """The piece of a document that shows best why it was found: paragraph number from 1, and its spans."""

    paragraph: int
    spans: Spans


@dataclass(frozen=True, slots=True)
class _Hit:
    start: int
    end: int
    leaf: int
    exact: bool


def highlight(paragraph: str, query: Query) -> Spans:
    """Return the whole paragraph in spans; the texts together are the paragraph."""
    return _spans(paragraph, _hits(paragraph, _leaves(query.ast)), 0, len(paragraph))


def snippet(paragraphs: Sequence[str], query: Query, length: int = LENGTH) -> Snippet | None:
    """Return the best piece of at most `length` characters; None when no paragraph has a word of the query."""
    found = snippets(paragraphs, query, 1, length)
    return found[0] if found else None


def snippets(paragraphs: Sequence[str], query: Query, count: int = 2, length: int = LENGTH) -> list[Snippet]:
    """Return up to `count` pieces of different paragraphs, the best first: most words, then most with their marks."""
    leaves = _leaves(query.ast)
    ranked = []
    for number, paragraph in enumerate(paragraphs, 1):
        hits = _hits(paragraph, leaves)
        if hits:
            window = _window(hits, length)
            ranked.append((*_worth(window), -number, paragraph, hits, window))
    ranked.sort(key=lambda one: one[:4], reverse=True)
    return [
        Snippet(-number, _cut(paragraph, hits, window, length))
        for *_, number, paragraph, hits, window in ranked[:count]
    ]


def snippet_html(spans: Spans) -> str:
    """Return spans as HTML: everything escaped, what was searched for in <mark>."""
    return "".join(f"<mark>{escape(text)}</mark>" if hit else escape(text) for text, hit in spans)


def _leaves(ast: Node | None) -> list[_Leaf]:
    shown = (leaf if isinstance(leaf, _Leaf) else getattr(leaf, "cited", None) for leaf in positive(ast))
    return [leaf for leaf in dict.fromkeys(shown) if leaf is not None]


def _hits(paragraph: str, leaves: Sequence[_Leaf]) -> list[_Hit]:
    """Return every place of every leaf, in order of place."""
    if not leaves:
        return []
    flat, starts, ends = _flat(paragraph)
    folded = fold(flat)
    found = []
    for number, leaf in enumerate(leaves):
        for start, end in _places(folded, leaf):
            exact = not isinstance(leaf, Text) or not leaf.marked or terms(flat[start:end]) == list(leaf.words)
            if exact or not (isinstance(leaf, Text) and leaf.strict):
                first, last = (starts[start], ends[end - 1]) if starts else (start, end)
                found.append(_Hit(first, last, number, exact))
    return sorted(found, key=lambda hit: (hit.start, -hit.end))


def _flat(paragraph: str) -> tuple[str, list[int], list[int]]:
    """Return the paragraph composed and visible, and where each character starts and ends in it.

    The lists are empty when nothing had to change.
    """
    shown, places = visible_map(paragraph)
    if len(shown) == len(paragraph) and unicodedata.is_normalized("NFC", paragraph):
        return paragraph, [], []
    flat, starts, ends = [], [], []
    for cluster in _CLUSTER.finditer(shown):
        composed = unicodedata.normalize("NFC", cluster[0])
        flat.append(composed)
        starts += [places[cluster.start()]] * len(composed)
        ends += [places[cluster.end() - 1] + 1] * len(composed)
    return "".join(flat), starts, ends


def _places(folded: str, leaf: _Leaf) -> list[tuple[int, int]]:
    pattern, found, place = _pattern(leaf), [], 0
    while match := pattern.search(folded, place):
        if match.start() == 0 or not folded[match.start() - 1].isalnum():
            found.append(match.span())
        place = match.start() + 1  # overlapping places too: which of them has the right marks is decided later
    return found


@lru_cache(maxsize=512)
def _pattern(leaf: _Leaf) -> re.Pattern[str]:
    match leaf:
        case Text():
            pattern = _GAP.join(map(re.escape, leaf.folded)) + _END
        case Prefix(letters):
            pattern = re.escape(letters) + r"[^\W_]*"
        case CaseNumber(number, year, code):
            symbol = r"[\W_]*".join(code_key(code))
            pattern = _GAP.join([f"0*{number}", *([str(year)] if year else []), *([symbol] if symbol else [])]) + _END
    return re.compile(pattern)


def _worth(hits: Sequence[_Hit]) -> tuple[int, int, int]:
    """Rank a group of hits: different parts of the query, those with their marks, hits at all."""
    return len({hit.leaf for hit in hits}), len({hit.leaf for hit in hits if hit.exact}), len(hits)


def _window(hits: list[_Hit], length: int) -> list[_Hit]:
    """Return the best run of hits that fits into the length; a hit that is longer by itself stays alone."""
    best: list[_Hit] = []
    last = 0
    for first in range(len(hits)):
        last = max(last, first + 1)
        while last < len(hits) and hits[last].end - hits[first].start <= length:
            last += 1
        if _worth(hits[first:last]) > _worth(best):
            best = hits[first:last]
    return best


def _cut(paragraph: str, hits: list[_Hit], window: list[_Hit], length: int) -> Spans:
    """Return the words around the window, with an ellipsis where the paragraph goes on."""
    first, last = window[0].start, max(hit.end for hit in window)
    spare = max(length - (last - first), 0)
    start = max(0, min(first - spare // 3, len(paragraph) - length))
    end = min(len(paragraph), max(start + length, last))
    if start:
        start = next((place + 1 for place in range(start - 1, first) if paragraph[place].isspace()), first)
    if end < len(paragraph):
        end = next((place for place in range(end, last, -1) if paragraph[place].isspace()), last)
    spans = _spans(paragraph, hits, start, end)
    before = [("… ", False)] if start else []
    after = [(" …", False)] if end < len(paragraph) else []
    return before + spans + after


def _spans(paragraph: str, hits: list[_Hit], start: int, end: int) -> Spans:
    """Return paragraph[start:end] in spans, hits that overlap joined and cut at the ends."""
    joined: list[tuple[int, int]] = []
    for hit in hits:
        first, last = max(hit.start, start), min(hit.end, end)
        if joined and first < joined[-1][1]:
            joined[-1] = joined[-1][0], max(joined[-1][1], last)
        elif first < last:
            joined.append((first, last))
    edges = [start, *(edge for pair in joined for edge in pair), end]
    return [(paragraph[a:b], number % 2 == 1) for number, (a, b) in enumerate(pairwise(edges)) if a < b]
