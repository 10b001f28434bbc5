"""The answer by looking at every document: slow and obvious, what engines are compared with, relevance left out."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from search.analysis import case_key, case_keys, date_key, facet_values, fold_terms, published_key, streams
from search.engine import FacetValue, SearchDocument, SearchPage
from search.nodes import And, CaseNumber, Node, Not, Or, Prefix, Text, relaxed
from search.ranking import FACET_LIMIT, TOTAL_LIMIT

if TYPE_CHECKING:
    from collections.abc import Iterable

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

    def search(self, query: SearchQuery) -> SearchPage:
        """Return one page of results."""
        page = self._answer(query, query.query.ast, "exact")
        looser = relaxed(query.query.ast)
        if page.total or looser is None:
            return page
        instead = self._answer(query, looser, "relaxed")
        return instead if instead.total else page

    def _answer(self, query: SearchQuery, ast: Node | None, relation: str) -> SearchPage:
        return _page([one for one in self.documents.values() if ast is None or matches(ast, one)], query, relation)


def matches(node: Node, document: SearchDocument) -> bool:
    """Say whether the document answers the node."""
    match node:
        case And(items):
            return all(matches(item, document) for item in items)
        case Or(items):
            return any(matches(item, document) for item in items)
        case Not(item):
            return not matches(item, document)
        case Prefix(letters):
            return any(word.startswith(letters) for row in _rows(document) for word in fold_terms(row))
        case CaseNumber(number, year, code, cited):
            own = case_key(number, year, code) in case_keys(document)
            return own or (cited is not None and matches(cited, document))
        case Text(words, strict):
            rows = _rows(document) if strict else map(fold_terms, _rows(document))
            wanted = list(words if strict else node.folded)
            return any(row[at : at + len(wanted)] == wanted for row in rows for at in range(len(row)))


def _rows(document: SearchDocument) -> list[list[str]]:
    found = streams(document)
    return [found.title, *found.paragraphs]


def _kept(document: SearchDocument, query: SearchQuery, but: str = "") -> bool:
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
