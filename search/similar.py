"""Judgments like another one: the same articles, the same legal relation, the same telling words."""

from __future__ import annotations

import math
from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING

from search.analysis import fold_terms, terms
from search.nodes import Article, Bag, Node, Text
from search.query import Query, SearchQuery
from search.question import function_words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

MOST_WORDS = 20
MOST_ARTICLES = 6
MOST_ASKED = 150
"""Words whose spread is asked for: a server answers a question for each."""
LEAST_TIMES = 2
MOST_SHARE = 0.2
"""Words of more documents than this share tell nothing."""


def similar_to(  # noqa: PLR0917  the facts of one judgment
    public_id: str,
    paragraphs: Sequence[str],
    articles: Sequence[str],
    relation: str,
    case_type: str,
    documents: int,
    frequencies: Callable[[Sequence[str]], dict[str, int]],
    size: int = 5,
) -> SearchQuery | None:
    """Return the search for judgments like this one, of the same case type; None when its text tells nothing.

    `articles` are keys like "91-2015-qh13.468", those that say most about the case first; `documents` is the number
    of documents of the index, `frequencies` its `SearchEngine.frequencies`.
    """
    telling = _telling(paragraphs, documents, frequencies)
    items: list[Node] = [Text((word,)) for word in telling]
    items += [Article((key,), key) for key in articles[:MOST_ARTICLES]]
    items += [Text((word,)) for word in dict.fromkeys(terms(relation)) if word not in function_words()]
    if len(items) < LEAST_TIMES:
        return None
    ast = Bag(tuple(dict.fromkeys(items)), max(2, len(items) // 4))
    return SearchQuery(
        Query("", ast, question=True),
        filters={"loai-an": (case_type,)} if case_type else {},
        excluded=(public_id,),
        page_size=size,
        facets=(),
    )


def _telling(
    paragraphs: Sequence[str], documents: int, frequencies: Callable[[Sequence[str]], dict[str, int]]
) -> list[str]:
    """Return the folded words that stand often here and seldom elsewhere, the most telling first."""
    counted = Counter(chain.from_iterable(fold_terms(terms(paragraph)) for paragraph in paragraphs))
    often = {
        word: times for word, times in counted.items() if times >= LEAST_TIMES and word.isalpha() and len(word) > 1
    }
    asked = sorted(often, key=lambda word: (-often[word], word))[:MOST_ASKED]
    spread = frequencies(asked)
    worth = {
        word: often[word] * math.log(documents / spread[word])
        for word in asked
        if 1 < spread.get(word, 0) <= max(MOST_SHARE * documents, LEAST_TIMES)
    }
    return sorted(worth, key=lambda word: (-worth[word], word))[:MOST_WORDS]
