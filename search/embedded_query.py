"""A query tree as a tantivy query."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tantivy import FieldType, Occur, Query

from search.analysis import case_key, day_number
from search.embedded_store import field
from search.nodes import And, CaseNumber, Node, Not, Or, Prefix, Text, nearness
from search.ranking import (
    CASE_NUMBER_WEIGHT,
    EXACT_WEIGHT,
    NEARNESS_WEIGHT,
    NEARNESS_WORDS,
    TIE_BREAKER,
    TITLE_WEIGHT,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from tantivy import Schema

    from search.query import SearchQuery

EXACT, FOLDED = "exact", "folded"
"""Endings of the text fields `title_…` and `body_…`."""


def compiled(schema: Schema, ast: Node | None, *, ranked: bool) -> Query:
    """Return the tree as a query; `ranked` adds what only changes the order."""
    if ast is None:
        return Query.all_query()
    found = _node(schema, ast, ranked=ranked)
    near = nearness(ast) if ranked else None
    if near is None or len(near.words) > NEARNESS_WORDS:
        return found
    words = near.words if near.marked else near.folded
    phrase = _fields(schema, words, EXACT if near.marked else FOLDED)
    return Query.boolean_query([(Occur.Must, found), (Occur.Should, Query.boost_query(phrase, NEARNESS_WEIGHT))])


def restricted(schema: Schema, found: Query, query: SearchQuery, *, but: str = "") -> Query:
    """Return the query under the filters and dates of the search, the facet `but` left open."""
    filters = {name: values for name, values in query.filters.items() if values and name != but}
    clauses = list(_filters(schema, filters))
    if query.decided_from or query.decided_to:
        first = day_number(query.decided_from) if query.decided_from else None
        last = day_number(query.decided_to) if query.decided_to else None
        clauses.append(Query.range_query(schema, "day", FieldType.Integer, first, last))
    if not clauses:
        return found
    silent = [(Occur.Must, Query.const_score_query(clause, 0.0)) for clause in clauses]
    return Query.boolean_query([(Occur.Must, found), *silent])


def _filters(schema: Schema, filters: Mapping[str, tuple[str, ...]]) -> Iterable[Query]:
    for name, values in filters.items():
        yield Query.term_set_query(schema, field(name), list(values))


def _node(schema: Schema, node: Node, *, ranked: bool) -> Query:
    match node:
        case Text():
            query = _text(schema, node, ranked=ranked)
        case Prefix(letters):
            query = _either([Query.regex_query(schema, f"{field}_{FOLDED}", f"{letters}.*") for field in _TEXT_FIELDS])
        case CaseNumber():
            query = _case_number(schema, node)
        case Or(items):
            query = Query.boolean_query([(Occur.Should, _node(schema, item, ranked=ranked)) for item in items])
        case And(items):
            query = _all(schema, items, ranked=ranked)
        case Not():
            query = _all(schema, (node,), ranked=ranked)
    return query


_TEXT_FIELDS = ("title", "body")


def _all(schema: Schema, items: tuple[Node, ...], *, ranked: bool) -> Query:
    clauses = [
        (Occur.MustNot, _node(schema, item.item, ranked=False))
        if isinstance(item, Not)
        else (Occur.Must, _node(schema, item, ranked=ranked))
        for item in items
    ]
    if all(occur == Occur.MustNot for occur, _ in clauses):
        clauses.append((Occur.Must, Query.all_query()))
    return Query.boolean_query(clauses)


def _text(schema: Schema, text: Text, *, ranked: bool) -> Query:
    if text.strict:
        return _fields(schema, text.words, EXACT)
    folded = _fields(schema, text.folded, FOLDED)
    if not (ranked and text.marked):
        return folded
    exact = Query.boost_query(_fields(schema, text.words, EXACT), EXACT_WEIGHT)
    return Query.boolean_query([(Occur.Must, folded), (Occur.Should, exact)])


def _case_number(schema: Schema, number: CaseNumber) -> Query:
    own = Query.term_query(schema, "case", case_key(number.number, number.year, number.code))
    own = Query.const_score_query(own, CASE_NUMBER_WEIGHT)
    if number.cited is None:
        return own
    return Query.boolean_query([(Occur.Should, own), (Occur.Should, _text(schema, number.cited, ranked=False))])


def _fields(schema: Schema, words: tuple[str, ...], form: str) -> Query:
    """Return the words in a row in the title or in the body."""
    title, body = (_row(schema, f"{field}_{form}", words) for field in _TEXT_FIELDS)
    return Query.disjunction_max_query([Query.boost_query(title, TITLE_WEIGHT), body], TIE_BREAKER)


def _row(schema: Schema, field: str, words: tuple[str, ...]) -> Query:
    if len(words) == 1:  # a phrase of one word makes tantivy panic
        return Query.term_query(schema, field, words[0])
    return Query.phrase_query(schema, field, list(words))


def _either(queries: list[Query]) -> Query:
    return Query.boolean_query([(Occur.Should, query) for query in queries])
