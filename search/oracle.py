"""The answer by looking at every document: slow and obvious, what engines are compared with, relevance left out."""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING

from search.analysis import (
    article_keys,
    case_key,
    case_keys,
    date_key,
    facet_values,
    fold_terms,
    judge_rows,
    published_bounds,
    published_key,
    streams,
)
from search.engine import FacetValue, SearchDocument, SearchPage
from search.nodes import (
    Alike,
    And,
    Article,
    Bag,
    CaseNumber,
    Court,
    Days,
    Fact,
    Judge,
    Node,
    Not,
    Or,
    Precedent,
    Prefix,
    Text,
    relaxed,
)
from search.ranking import FACET_LIMIT, TOTAL_LIMIT

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from search.query import SearchQuery

_ORDERS = {"moi-nhat": (date_key, True), "cu-nhat": (date_key, False), "moi-cong-bo": (published_key, True)}


class Oracle:
    """Documents in memory and the meaning of a query over them; ids of a relevance search come in order of date."""

    def __init__(self) -> None:
        self.documents: dict[str, SearchDocument] = {}

    def put(self, documents: Iterable[SearchDocument]) -> None:
        """Take the documents in."""
        self.documents |= {document.id: document for document in documents}

    def remove(self, ids: Iterable[str]) -> None:
        """Take the documents out."""
        for public_id in ids:
            self.documents.pop(public_id, None)

    def frequencies(self, words: Sequence[str], *, marks: bool = False) -> dict[str, int]:
        """Return in how many documents each word stands."""
        stands = Counter[str]()
        for document in self.documents.values():
            found = streams(document)
            rows = found.rows[1:] if marks else [fold_terms(row) for row in found.rows]
            stands.update({word for row in rows for word in row})
        return {word: stands[word] for word in words}

    def search(self, query: SearchQuery) -> SearchPage:
        """Return one page of results."""
        page = self._answer(query, query.query.ast, "exact")
        looser = relaxed(query.query.ast)
        if page.total or looser is None:
            return page
        instead = self._answer(query, looser, "relaxed")
        return instead if instead.total else page

    def _answer(self, query: SearchQuery, ast: Node | None, relation: str) -> SearchPage:
        zone = query.field
        found = [one for one in self.documents.values() if ast is None or matches(ast, one, zone)]
        return _page(found, query, relation)


def matches(node: Node, document: SearchDocument, zone: str = "") -> bool:
    """Say whether the document answers the node; `zone` is the part of the text that is searched ("": all of it)."""
    match node:
        case And(items):
            found = all(matches(item, document, zone) for item in items)
        case Or(items):
            found = any(matches(item, document, zone) for item in items)
        case Bag(items, minimum):
            found = sum(matches(item, document, zone) for item in items) >= minimum
        case Alike(item, others):
            found = any(matches(one, document, zone) for one in (item, *others))
        case Not(item):
            found = not matches(item, document, zone)
        case Prefix(letters):
            found = any(word.startswith(letters) for row in _rows(document, zone) for word in fold_terms(row))
        case Text():
            found = _has(node, document, zone)
        case Judge(folded):
            found = _in_rows(list(folded), judge_rows(document))
        case _:
            cited = node.cited is not None and matches(node.cited, document, zone)
            found = cited or _is(node, document)
    return found


def _has(text: Text, document: SearchDocument, zone: str) -> bool:
    if not text.strict:
        return _in_rows(list(text.folded), [fold_terms(row) for row in _rows(document, zone)])
    if not zone:
        return _in_rows(list(text.words), _rows(document, ""))
    folded = Text(text.words)
    return _has(folded, document, zone) and _in_rows(list(text.words), _rows(document, "")[1:])


def _in_rows(wanted: list[str], rows: list[list[str]]) -> bool:
    return any(row[at : at + len(wanted)] == wanted for row in rows for at in range(len(row)))


def _is(fact: Fact, document: SearchDocument) -> bool:
    match fact:
        case CaseNumber(number, year, code):
            found = case_key(number, year, code) in case_keys(document)
        case Article(keys):
            found = bool(set(keys) & set(article_keys(document)))
        case Precedent(number):
            found = number in document.precedents
        case Court(codes):
            found = document.court in codes
        case Days(first, last):
            found = document.decided_on is not None and first <= document.decided_on <= last
        case Judge(folded):
            found = _in_rows(list(folded), judge_rows(document))
    return found


def _rows(document: SearchDocument, zone: str) -> list[list[str]]:
    found = streams(document)
    return found.zones[zone] if zone else found.rows


def _kept(document: SearchDocument, query: SearchQuery, but: str = "") -> bool:
    if document.id in query.excluded:
        return False
    low, high = published_bounds(query.published_from, query.published_to)
    if not (low or -math.inf) <= published_key(document) <= (high or math.inf):
        return False
    day = document.decided_on
    if query.decided_from and not (day and day >= query.decided_from):
        return False
    if query.decided_to and not (day and day <= query.decided_to):
        return False
    values = facet_values(document)
    return all(
        name == but or set(wanted) & set(values.get(name, ())) for name, wanted in query.filters.items() if wanted
    )


def _page(found: list[SearchDocument], query: SearchQuery, relation: str) -> SearchPage:
    key, down = _ORDERS.get(query.order, (date_key, True))
    kept = sorted((document for document in found if _kept(document, query)), key=key, reverse=down)
    ids = tuple(document.id for document in kept[:TOTAL_LIMIT][query.offset : query.offset + query.page_size])
    facets = {name: _facet(found, query, name) for name in query.facets}
    return SearchPage(ids, min(len(kept), TOTAL_LIMIT), len(kept) > TOTAL_LIMIT, relation, facets)


def _facet(found: list[SearchDocument], query: SearchQuery, name: str) -> tuple[FacetValue, ...]:
    chosen = query.filters.get(name, ())
    counts = Counter(dict.fromkeys(chosen, 0))
    for document in found:
        if _kept(document, query, but=name):
            counts.update(facet_values(document).get(name, ()))
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    kept = [item for place, item in enumerate(ordered) if place < FACET_LIMIT or item[0] in chosen]
    return tuple(FacetValue(value, count) for value, count in kept)
