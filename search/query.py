"""The query language: what is typed becomes a tree, and never an error.

tranh chấp đất          all words, marks or not; with the typed marks first
"hợp đồng vô hiệu"      these words in a row; with marks: exactly these marks
trộm OR cướp, HOẶC      either; binds weaker than the blank between words
-"thu hồi", KHÔNG       without
(vay OR mượn) lãi       grouping
nhượng*                 words that start so, two letters or more
17/2018/HS-ST           the judgment with this number, then those that cite it; số:17/2018/HS-ST the former only
Điều 584 BLDS           judgments that apply the article or write it so; điều:584 the former only
án lệ số 25             likewise; án lệ:25 · tòa:"khu vực 1" · thẩm phán:"…" · ngày:2024 · phan:nhan-dinh

Eight words and more, six of a sentence somebody says, or a question mark: a question, any of whose words may do.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING

from search.analysis import terms
from search.lexer import NOTE_LONG, Lexeme, Lexer
from search.lexicon import NOBODY, Lexicon
from search.nodes import And, CaseNumber, Node, Not, Or, Text, positive, scored
from search.question import is_said, may_be_in_question, question
from search.ranking import QUESTION_WORDS
from search.said import understood
from search.synonyms import expanded
from vietnamese.letters import canonical

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

MAX_CHARACTERS = 1000
MAX_DEPTH = 20
MAX_PAGE_SIZE = 100
MAX_NOTES = 8

FACETS = ("cap", "toa", "tinh", "loai-an", "van-ban", "xet-xu", "nam", "dieu", "an-le", "quan-he", "ket-qua")
"""Facets and filters, by the name of their parameter in an address."""
ZONES = {"noi-dung": "facts", "nhan-dinh": "reasoning", "quyet-dinh": "decision"}
"""Parts of a judgment that can be searched alone, by the value of `phan`, with their fields."""
SORTS = ("lien-quan", "moi-nhat", "cu-nhat", "moi-cong-bo")
"""Orders: relevance, newest decision, oldest decision, newest publication."""

NOTE_PARENTHESIS = "Dấu ngoặc đơn không khớp nên được bỏ qua."
NOTE_OPERATOR = "“{}” không nối hai phần của câu tìm nên được tìm như một từ thường."
NOTE_ONLY_NOT = "Câu tìm chỉ có phần loại trừ; kết quả là mọi bản án không có phần đó."
NOTE_EMPTY = "Câu tìm không có chữ nào để tìm; kết quả là mọi bản án."


class InvalidSearch(ValueError):
    """A search asks for a facet, an order or a page that does not exist; the sentence is for the person."""


@dataclass(frozen=True, slots=True)
class Query:
    """What was typed, its tree (None: everything), how it was read and what was odd about it (Vietnamese sentences).

    `case_number` is the first case number in it that is not excluded; `zone` the part of the judgments that
    `phan:` asks for ("" for all of them); `question` says that it was read as one.
    """

    text: str = ""
    ast: Node | None = None
    understood: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    case_number: CaseNumber | None = None
    zone: str = ""
    question: bool = False


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """Everything an engine needs: the query, filters (values of one facet are alternatives), order, page, facets.

    Dates are those of the decision and of the publication, all inclusive. `zone` searches the words in one part of
    the judgments only ("" for all; it wins over `phan:` in the query). `excluded` are public ids that are left out.
    `page` counts from 1. Raises InvalidSearch.
    """

    query: Query = field(default_factory=Query)
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    decided_from: date | None = None
    decided_to: date | None = None
    published_from: date | None = None
    published_to: date | None = None
    zone: str = ""
    excluded: tuple[str, ...] = ()
    sort: str = "lien-quan"
    page: int = 1
    page_size: int = 20
    facets: tuple[str, ...] = FACETS

    def __post_init__(self) -> None:
        unknown = [name for name in (*self.filters, *self.facets) if name not in FACETS]
        if unknown:
            raise InvalidSearch(f"Không có bộ lọc “{unknown[0]}”.")
        if self.sort not in SORTS:
            raise InvalidSearch(f"Không có cách sắp xếp “{self.sort}”.")
        if self.zone not in {"", *ZONES}:
            raise InvalidSearch(f"Không có phần “{self.zone}”.")
        if self.page < 1 or not 1 <= self.page_size <= MAX_PAGE_SIZE:
            raise InvalidSearch("Số trang hoặc số dòng không hợp lệ.")

    @property
    def order(self) -> str:
        """The order that applies: without a query there is no relevance, so the newest come first."""
        return "moi-nhat" if self.sort == "lien-quan" and not scored(self.query.ast) else self.sort

    @property
    def field(self) -> str:
        """The field of the part that is searched: "facts", "reasoning", "decision", or "" for all of the text."""
        return ZONES.get(self.zone or self.query.zone, "")

    @property
    def offset(self) -> int:
        """How many documents stand before this page."""
        return (self.page - 1) * self.page_size


def parse(text: str, names: Lexicon = NOBODY) -> Query:
    """Read what was typed. Never fails: what does not fit the grammar is read as words, with a note.

    `names` are the courts and acts that may be named in it.
    """
    source = canonical(text.replace("\0", " ")).strip()
    notes: list[str] = []
    if len(source) > MAX_CHARACTERS:
        source = source[:MAX_CHARACTERS]
        notes.append(NOTE_LONG)
    lexer = Lexer(source, names, notes)
    lexemes = lexer.lexemes()
    ast = _question(lexemes, source)
    asked = ast is not None
    if not asked:
        ast = _Parser(lexemes, notes).whole()
    if isinstance(ast, Not) or (isinstance(ast, And) and all(isinstance(item, Not) for item in ast.items)):
        notes.append(NOTE_ONLY_NOT)
    if source and ast is None and not lexer.zone:
        notes.append(NOTE_EMPTY)
    numbers = [leaf for leaf in positive(ast) if isinstance(leaf, CaseNumber)]
    return Query(
        text,
        ast,
        tuple(understood(ast, lexer.zone)),
        tuple(dict.fromkeys(notes))[:MAX_NOTES],
        numbers[0] if numbers else None,
        lexer.zone,
        asked,
    )


def _question(lexemes: list[Lexeme], source: str) -> Node | None:
    """Read the query as a question when it looks like one and has no operator of the language in it."""
    nodes = [lexeme.node for lexeme in lexemes if lexeme.node is not None]
    inside = [node for node in nodes if may_be_in_question(node)]
    words = sum(isinstance(node, Text) for node in inside)
    if any(lexeme.kind in {"or", "not"} for lexeme in lexemes):
        return None
    if words < QUESTION_WORDS and "?" not in source and not is_said(inside):
        return None
    if any(isinstance(node, Text) and node.strict for node in nodes):
        return None
    bag = question(_runs(inside))
    others = [node for node in nodes if node not in inside]
    return _all([bag, *others]) if bag else None


def _runs(nodes: list[Node]) -> list[Node]:
    """Expand each run of plain words by the synonyms of its expressions."""
    found: list[Node] = []
    for plain, run in groupby(nodes, key=_plain):
        part = list(run)
        found += expanded([node for node in part if isinstance(node, Text)]) if plain else part
    return found


def _plain(node: Node) -> bool:
    return isinstance(node, Text) and not node.strict and len(node.words) == 1


class _Parser:
    """Recursive descent over the lexemes: alternatives of sequences of terms."""

    def __init__(self, lexemes: list[Lexeme], notes: list[str]) -> None:
        self.lexemes = lexemes
        self.notes = notes
        self.place = 0

    def whole(self) -> Node | None:
        found: list[Node] = []
        while self.place < len(self.lexemes):
            part = self.alternatives(0)
            found += [part] if part else []
            if self.place < len(self.lexemes):  # only a ")" without its "(" stops the descent
                self.notes.append(NOTE_PARENTHESIS)
                self.place += 1
        return _all(found)

    def alternatives(self, depth: int) -> Node | None:
        found = [self.sequence(depth)]
        while self.kind() == "or":
            operator = self.take()
            following = self.sequence(depth)
            if found[-1] is None or following is None:
                found[-1] = _all([part for part in (found[-1], self.plain(operator), following) if part])
            else:
                found.append(following)
        kept = [part for part in found if part]
        return Or(tuple(kept)) if len(kept) > 1 else _all(kept)

    def sequence(self, depth: int) -> Node | None:
        found: list[Node] = []
        while self.kind() in {"node", "not", "and", "("}:
            part = self.term(depth, alone=not found)
            found += [part] if part else []
        return _all(_runs(found))

    def term(self, depth: int, *, alone: bool) -> Node | None:
        lexeme = self.take()
        if lexeme.kind == "node":
            return lexeme.node
        if lexeme.kind == "(":
            return self.group(depth)
        following = self.kind() in {"node", "("} or (self.kind() == "not" and depth < MAX_DEPTH)
        if lexeme.kind == "and":
            return None if following and not alone else self.plain(lexeme)
        if not following:
            return self.plain(lexeme)
        inner = self.term(depth + 1, alone=True)
        return Not(inner) if inner else None

    def group(self, depth: int) -> Node | None:
        if depth >= MAX_DEPTH:
            self.notes.append(NOTE_PARENTHESIS)
            return None
        inner = self.alternatives(depth + 1)
        if self.kind() == ")":
            self.place += 1
        else:
            self.notes.append(NOTE_PARENTHESIS)
        return inner

    def plain(self, operator: Lexeme) -> Node | None:
        """Read an operator that connects nothing as the word it is."""
        if not operator.word:
            return None
        self.notes.append(NOTE_OPERATOR.format(operator.word))
        return Text(tuple(terms(operator.word)))

    def kind(self) -> str:
        return self.lexemes[self.place].kind if self.place < len(self.lexemes) else ""

    def take(self) -> Lexeme:
        self.place += 1
        return self.lexemes[self.place - 1]


def _all(found: list[Node]) -> Node | None:
    """Join the parts of a sequence, opening what is a sequence itself."""
    flat = [inner for part in found for inner in (part.items if isinstance(part, And) else (part,))]
    if not flat:
        return None
    return flat[0] if len(flat) == 1 else And(tuple(flat))
