"""A query tree as a tantivy query: what matches and the first score; the phrases of the window apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tantivy import FieldType, Occur, Query

from search.analysis import ZONES, case_key, day_number, facet_field, id_number, published_bounds
from search.embedded_store import WORD_FIELD
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
    KEY_WEIGHT,
    NEAR_FIELDS,
    TITLE_WEIGHT,
    ZONE_WEIGHTS,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from tantivy import Schema

    from search.query import SearchQuery

Clause = tuple[Occur, Query]


class Compiler:
    """Compiles for one schema, one part of the text (`zone`, "" for all of it), with or without a score."""

    def __init__(self, schema: Schema, zone: str = "", *, ranked: bool = True, exact: bool = True) -> None:
        self.schema = schema
        self.zone = zone
        self.ranked = ranked
        self.exact = exact

    def query(self, node: Node | None) -> Query:
        """Return the tree as a query; None is everything."""
        match node:
            case None:
                query = Query.all_query()
            case Text():
                query = self.text(node)
            case Prefix(letters):
                # letters and digits only: nothing in them means anything in a pattern
                query = Query.regex_query(self.schema, self.zone or WORD_FIELD, f"{letters}.*")
            case Alike(item, others):
                weighed = [Query.boost_query(self.text(other), ALIKE_WEIGHT) for other in others]
                query = _any([self.query(item), *weighed])
            case Bag(items, minimum):
                inner = Compiler(self.schema, self.zone, ranked=self.ranked, exact=False)
                clauses = [(Occur.Should, inner.query(item)) for item in items]
                query = Query.boolean_query(clauses, minimum_number_should_match=min(minimum, len(items)))
            case Or(items):
                query = _any([self.query(item) for item in items])
            case And(items):
                query = self.all(items)
            case Not():
                query = self.all((node,))
            case _:
                query = self.fact(node)
        return query

    def all(self, items: tuple[Node, ...]) -> Query:
        """Return the query for all of the items, exclusions taken out."""
        silent = Compiler(self.schema, self.zone, ranked=False)
        clauses = [
            (Occur.MustNot, silent.query(item.item)) if isinstance(item, Not) else (Occur.Must, self.query(item))
            for item in items
        ]
        if all(occur == Occur.MustNot for occur, _ in clauses):
            clauses.append((Occur.Must, Query.all_query()))
        return Query.boolean_query(clauses)

    def text(self, text: Text) -> Query:
        """Return the query for one word, or for several in a row."""
        if text.strict:
            return self._strict(text)
        if len(text.words) > 1:
            return self.row(text.folded)
        word = text.folded[0]
        found = self._term(self.zone or WORD_FIELD, word)
        more = self._raises(text, word) if self.ranked else []
        return Query.boolean_query([(Occur.Must, found), *more]) if more else found

    def _raises(self, text: Text, word: str) -> list[Clause]:
        """What a word adds to the score beside its own: its place in the title, the marks it was typed with."""
        found = []
        if not self.zone:
            found.append(Query.boost_query(self._term("title", word), TITLE_WEIGHT))
        if text.marked and self.exact:
            found.append(Query.boost_query(self._term("body_exact", text.words[0]), EXACT_WEIGHT))
        return [(Occur.Should, query) for query in found]

    def row(self, folded: tuple[str, ...]) -> Query:
        """Return the query for folded words in a row in any part, or in the part that is searched."""
        if self.zone:
            return self._row(self.zone, folded)
        title = Query.boost_query(self._row("title", folded), TITLE_WEIGHT)
        return _any([title, *(self._row(zone, folded) for zone in ZONES)])

    def _strict(self, text: Text) -> Query:
        body = self._row("body_exact", text.words)
        if self.zone:
            place = Query.const_score_query(self._row(self.zone, text.folded), 0.0)
            return Query.boolean_query([(Occur.Must, place), (Occur.Must, body)])
        return _any([Query.boost_query(self._row("title_exact", text.words), TITLE_WEIGHT), body])

    def _row(self, name: str, words: tuple[str, ...]) -> Query:
        if len(words) == 1:  # a phrase of one word makes tantivy panic
            return self._term(name, words[0])
        return Query.phrase_query(self.schema, name, list(words))

    def _term(self, name: str, word: str) -> Query:
        return Query.term_query(self.schema, name, word, index_option="freq")  # places are not read

    def fact(self, fact: Fact) -> Query:
        """Return the query for a fact by its keys, or by the words it was typed with."""
        match fact:
            case CaseNumber(number, year, code):
                own = Query.term_query(self.schema, "case", case_key(number, year, code))
            case Article(keys):
                own = Query.term_set_query(self.schema, "article", list(keys))
            case Precedent(number):
                own = Query.term_query(self.schema, facet_field("an-le"), number)
            case Court(codes):
                own = Query.term_set_query(self.schema, facet_field("toa"), list(codes))
            case Days(first, last):
                own = Query.range_query(self.schema, "day", FieldType.Integer, day_number(first), day_number(last))
            case Judge(folded):
                return Query.const_score_query(self._row("judge", folded), 1.0)
        own = Query.const_score_query(own, CASE_NUMBER_WEIGHT if isinstance(fact, CaseNumber) else KEY_WEIGHT)
        return own if fact.cited is None else _any([own, self.text(fact.cited)])

    def closeness(self, ast: Node | None, ids: Iterable[int]) -> Query | None:
        """Return what raises the documents of the window (by their id numbers); None when nothing can.

        Each phrase is asked of the window by itself: under an "or" tantivy would read its places in every document.
        """
        some = [(Occur.Should, Query.term_query(self.schema, "id", one, index_option="basic")) for one in ids]
        window = (Occur.Must, Query.const_score_query(Query.boolean_query(some), 0.0))
        words = list(dict.fromkeys(plain_words(ast)))
        raises = [] if self.zone else self._zoned(words)
        if isinstance(ast, Bag) or (isinstance(ast, And) and any(isinstance(item, Bag) for item in ast.items)):
            marked = [self._term("body_exact", text.words[0]) for text in words if text.marked]
            raises += [Query.boost_query(query, EXACT_WEIGHT) for query in marked]
        phrases = [Query.boost_query(row, weight) for phrase, weight in nearness(ast) for row in self._near(phrase)]
        parts = [Query.boolean_query([window, (Occur.Must, phrase)]) for phrase in phrases]
        if raises:
            parts.append(Query.boolean_query([window, *((Occur.Should, query) for query in raises)]))
        return _any(parts) if parts else None

    def _zoned(self, words: list[Text]) -> list[Query]:
        folded = dict.fromkeys(text.folded[0] for text in words)
        return [
            Query.boost_query(self._term(zone, word), weight)
            for word in folded
            for zone, weight in ZONE_WEIGHTS.items()
        ]

    def _near(self, phrase: Text) -> list[Query]:
        if phrase.strict:
            title = Query.boost_query(self._row("title_exact", phrase.words), TITLE_WEIGHT)
            return [self._row("body_exact", phrase.words), *([] if self.zone else [title])]
        fields = (self.zone,) if self.zone else NEAR_FIELDS
        weights = {"title": TITLE_WEIGHT}
        return [Query.boost_query(self._row(name, phrase.folded), weights.get(name, 1.0)) for name in fields]


def restricted(schema: Schema, found: Query, query: SearchQuery, *, but: str = "") -> Query:
    """Return the query under the filters and dates of the search, the facet `but` left open."""
    filters = {name: values for name, values in query.filters.items() if values and name != but}
    clauses = list(_filters(schema, filters))
    if query.decided_from or query.decided_to:
        first = day_number(query.decided_from) if query.decided_from else None
        last = day_number(query.decided_to) if query.decided_to else None
        clauses.append(Query.range_query(schema, "day", FieldType.Integer, first, last))
    if query.published_from or query.published_to:
        low, high = published_bounds(query.published_from, query.published_to)
        clauses.append(Query.range_query(schema, "published_key", FieldType.Integer, low, high))
    without = [(Occur.MustNot, Query.term_query(schema, "id", id_number(one))) for one in query.excluded]
    if not clauses and not without:
        return found
    silent = [(Occur.Must, Query.const_score_query(clause, 0.0)) for clause in clauses]
    return Query.boolean_query([(Occur.Must, found), *silent, *without])


def _filters(schema: Schema, filters: Mapping[str, tuple[str, ...]]) -> Iterable[Query]:
    for name, values in filters.items():
        yield Query.term_set_query(schema, facet_field(name), list(values))


def _any(queries: list[Query]) -> Query:
    return Query.boolean_query([(Occur.Should, query) for query in queries])
