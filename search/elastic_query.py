"""A query tree as the JSON of Elasticsearch: what matches and the first score; the phrases of the window apart.

Nothing that was typed reaches a parser of the server: words are values of `match`, `match_phrase`, `term`, `prefix`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from search.analysis import ZONES, case_key, day_number, facet_field, id_number, published_bounds
from search.elastic_index import plain
from search.engine import FacetValue
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
    nearness,
    plain_words,
)
from search.ranking import (
    ALIKE_WEIGHT,
    CASE_NUMBER_WEIGHT,
    EXACT_WEIGHT,
    FACET_LIMIT,
    KEY_WEIGHT,
    NEAR_FIELDS,
    TITLE_WEIGHT,
    ZONE_WEIGHTS,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from search.query import SearchQuery

Json = dict[str, Any]

_ALL_VALUES = 65_000
_FEW_VALUES = 1_000
_LARGE = frozenset({"toa", "dieu", "quan-he"})


class Compiler:
    """Compiles for one part of the text (`zone`, "" for all of it)."""

    def __init__(self, zone: str = "", *, exact: bool = True) -> None:
        self.zone = zone
        self.exact = exact

    def query(self, node: Node | None) -> Json:
        """Return the tree as a query; None is everything."""
        match node:
            case None:
                query = _constant({"match_all": {}}, 1.0)
            case Text():
                query = self.text(node)
            case Prefix(letters):
                query = _constant({"prefix": {self.zone or "all": {"value": plain(letters)}}}, 1.0)
            case Alike(item, others):
                query = _any([self.query(item), *(_boosted(self.text(other), ALIKE_WEIGHT) for other in others)])
            case Bag(items, minimum):
                inner = Compiler(self.zone, exact=False)
                found = [inner.query(item) for item in items]
                query = {"bool": {"should": found, "minimum_should_match": min(minimum, len(items))}}
            case Or(items):
                query = _any([self.query(item) for item in items])
            case And(items):
                query = self.all(items)
            case Not():
                query = self.all((node,))
            case _:
                query = self.fact(node)
        return query

    def all(self, items: tuple[Node, ...]) -> Json:
        """Return the query for all of the items, exclusions taken out."""
        wanted = [self.query(item) for item in items if not isinstance(item, Not)]
        without = [self.query(item.item) for item in items if isinstance(item, Not)]
        return {"bool": {"must": wanted or [self.query(None)], "must_not": without}}

    def text(self, text: Text) -> Json:
        """Return the query for one word, or for several in a row."""
        if text.strict:
            return self._strict(text)
        if len(text.words) > 1:
            return self._anywhere(text.folded)
        word = text.folded[0]
        raises = [] if self.zone else [_word("title", word, TITLE_WEIGHT)]
        raises += [_word("body_exact", text.words[0], EXACT_WEIGHT)] if text.marked and self.exact else []
        return {"bool": {"must": [_word(self.zone or "all", word)], "should": raises}}

    def _anywhere(self, folded: tuple[str, ...]) -> Json:
        if self.zone:
            return _row(self.zone, folded)
        return _any([_row("title", folded, TITLE_WEIGHT), *(_row(zone, folded) for zone in ZONES)])

    def _strict(self, text: Text) -> Json:
        exact = _row("body_exact", text.words)
        if self.zone:
            return {"bool": {"filter": [_row(self.zone, text.folded)], "must": [exact]}}
        return _any([_row("title_exact", text.words, TITLE_WEIGHT), exact])

    def fact(self, fact: Fact) -> Json:
        """Return the query for a fact by its keys, or by the words it was typed with."""
        match fact:
            case CaseNumber(number, year, code):
                own: Json = {"term": {"case": {"value": case_key(number, year, code)}}}
            case Article(keys):
                own = {"terms": {"article": list(keys)}}
            case Precedent(number):
                own = {"term": {facet_field("an-le"): {"value": number}}}
            case Court(codes):
                own = {"terms": {facet_field("toa"): list(codes)}}
            case Days(first, last):
                own = {"range": {"day": {"gte": day_number(first), "lte": day_number(last)}}}
            case Judge(folded):
                return _constant(_row("judge", folded), 1.0)
        own = _constant(own, CASE_NUMBER_WEIGHT if isinstance(fact, CaseNumber) else KEY_WEIGHT)
        return own if fact.cited is None else _any([own, self.text(fact.cited)])

    def closeness(self, ast: Node | None, ids: Sequence[str]) -> Json | None:
        """Return the query that scores the documents of the window by zones and phrases; None: nothing to ask."""
        words = list(dict.fromkeys(plain_words(ast)))
        folded = [] if self.zone else dict.fromkeys(text.folded[0] for text in words)
        raises = [_word(zone, word, weight) for word in folded for zone, weight in ZONE_WEIGHTS.items()]
        if isinstance(ast, Bag) or (isinstance(ast, And) and any(isinstance(item, Bag) for item in ast.items)):
            raises += [_word("body_exact", text.words[0], EXACT_WEIGHT) for text in words if text.marked]
        raises += [row for phrase, weight in nearness(ast) for row in self._near(phrase, weight)]
        if not raises:
            return None
        return {"bool": {"filter": [{"ids": {"values": list(ids)}}], "must": [_any(raises)]}}

    def _near(self, phrase: Text, weight: float) -> list[Json]:
        if phrase.strict:
            title = _row("title_exact", phrase.words, TITLE_WEIGHT * weight)
            return [_row("body_exact", phrase.words, weight), *([] if self.zone else [title])]
        fields = (self.zone,) if self.zone else NEAR_FIELDS
        weights = {"title": TITLE_WEIGHT}
        return [_row(name, phrase.folded, weights.get(name, 1.0) * weight) for name in fields]


def restricted(found: Json, query: SearchQuery, *, but: str = "", ranked: bool = False) -> Json:
    """Return the query under the filters and dates of the search, the facet `but` left open."""
    clauses = [
        {"terms": {facet_field(name): list(values)}} for name, values in query.filters.items() if values and name != but
    ]
    first, last = (day_number(day) if day else None for day in (query.decided_from, query.decided_to))
    clauses += _range("day", first, last)
    clauses += _range("published_key", *published_bounds(query.published_from, query.published_to))
    without = [{"terms": {"id": [id_number(one) for one in query.excluded]}}] if query.excluded else []
    if ranked:
        return {"bool": {"must": [found], "filter": clauses, "must_not": without}}
    return {"bool": {"filter": [found, *clauses], "must_not": without}}


def _range(name: str, low: int | None, high: int | None) -> Iterable[Json]:
    bounds = {sign: value for sign, value in (("gte", low), ("lte", high)) if value is not None}
    return [{"range": {name: bounds}}] if bounds else []


def _word(name: str, word: str, weight: float = 1.0) -> Json:
    return {"match": {name: {"query": plain(word), "operator": "and", "boost": weight}}}


def _row(name: str, words: tuple[str, ...], weight: float = 1.0) -> Json:
    return {"match_phrase": {name: {"query": plain(" ".join(words)), "boost": weight}}}


def _constant(query: Json, score: float) -> Json:
    return {"constant_score": {"filter": query, "boost": score}}


def _boosted(query: Json, weight: float) -> Json:
    return {"bool": {"must": [query], "boost": weight}}


def _any(queries: list[Json]) -> Json:
    return {"bool": {"should": queries, "minimum_should_match": 1}}


def counting(names: Iterable[str], chosen: Sequence[str] = ()) -> Json:
    """The aggregations that count facets: their first values, and those that were chosen."""
    asked: Json = {}
    for name in names:
        shard_size = _ALL_VALUES if name in _LARGE else _FEW_VALUES
        terms = {"field": facet_field(name), "size": FACET_LIMIT, "shard_size": shard_size}
        asked[name] = {"terms": terms}
        if chosen:
            asked[f"{name}+"] = {"terms": terms | {"include": list(chosen), "size": len(chosen)}}
    return asked


def listed(aggregations: Json, name: str, chosen: Sequence[str]) -> tuple[FacetValue, ...]:
    """Return the values of a facet in their order, from what the server counted."""
    buckets = [*aggregations[name]["buckets"], *aggregations.get(f"{name}+", {"buckets": []})["buckets"]]
    counts = dict.fromkeys(chosen, 0) | {bucket["key"]: int(bucket["doc_count"]) for bucket in buckets}
    ordered_counts = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    kept = [item for place, item in enumerate(ordered_counts) if place < FACET_LIMIT or item[0] in chosen]
    return tuple(FacetValue(value, count) for value, count in kept)
