"""The query language: what is typed becomes a tree, and never an error.

tranh chấp đất          all words, marks or not; with the typed marks first
"hợp đồng vô hiệu"      these words in a row; with marks: exactly these marks
trộm OR cướp, HOẶC      either; binds weaker than the blank between words
-"thu hồi", KHÔNG       without
(vay OR mượn) lãi       grouping
nhượng*                 words that start so, two letters or more
17/2018/HS-ST           the judgment with this number, then those that cite it; số:17/2018/HS-ST the former only
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from search.analysis import fold_term, terms
from search.nodes import CASE_NUMBER, And, CaseNumber, Node, Not, Or, Prefix, Text, case_number, scored
from vietnamese.letters import canonical, fold

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

MAX_CHARACTERS = 500
MAX_TERMS = 40
MAX_DEPTH = 20
MAX_PAGE_SIZE = 100
MIN_PREFIX = 2

FACETS = ("cap", "toa", "tinh", "loai-an", "van-ban", "xet-xu", "nam", "dieu", "an-le", "quan-he", "ket-qua")
"""Facets and filters, by the name of their parameter in an address."""
ZONES = {"noi-dung": "facts", "nhan-dinh": "reasoning", "quyet-dinh": "decision"}
"""Parts of a judgment that can be searched alone, by the value of `phan`, with their fields."""
SORTS = ("lien-quan", "moi-nhat", "cu-nhat", "moi-cong-bo")
"""Orders: relevance, newest decision, oldest decision, newest publication."""

NOTE_QUOTE = "Dấu ngoặc kép chưa đóng; các từ sau đó được tìm như từ thường."
NOTE_PARENTHESIS = "Dấu ngoặc đơn không khớp nên được bỏ qua."
NOTE_OPERATOR = "“{}” không nối hai phần của câu tìm nên được tìm như một từ thường."
NOTE_CAPITALS = "Câu tìm viết hoa toàn bộ nên “{}” được hiểu là từ thường."
NOTE_PREFIX = "Cần ít nhất 2 chữ cái trước dấu *; “{}” được tìm như một từ."
NOTE_LONG = "Câu tìm quá dài; chỉ phần đầu được dùng."
NOTE_ONLY_NOT = "Câu tìm chỉ có phần loại trừ; kết quả là mọi bản án không có phần đó."

_OR = frozenset({"OR", "HOẶC"})
_NOT = frozenset({"NOT", "KHÔNG"})
_AND = frozenset({"AND", "VÀ"})
_ENGLISH = frozenset({"OR", "NOT", "AND"})
_QUOTES = '"“”„«»'
_QUOTED = re.compile(f"[{_QUOTES}]([^{_QUOTES}]*)[{_QUOTES}]")
_CHUNK = re.compile(rf"[^\s(){_QUOTES}]+")
_MINUS = re.compile(r"[-\u2212](?=[^\s)\-])")


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


def parse(text: str) -> Query:
    """Read what was typed. Never fails: what does not fit the grammar is read as words, with a note."""
    source = canonical(text).strip()
    notes: list[str] = []
    if len(source) > MAX_CHARACTERS:
        source = source[:MAX_CHARACTERS]
        notes.append(NOTE_LONG)
    parser = _Parser(_lexed(source, notes), notes)
    ast = parser.whole()
    if isinstance(ast, Not) or (isinstance(ast, And) and all(isinstance(item, Not) for item in ast.items)):
        notes.append(NOTE_ONLY_NOT)
    numbers = [leaf for leaf in _top(ast) if isinstance(leaf, CaseNumber)]
    return Query(text, ast, tuple(_understood(ast)), tuple(dict.fromkeys(notes)), numbers[0] if numbers else None)


@dataclass(frozen=True, slots=True)
class _Lexeme:
    """One piece of the typed text: kind "node", "or", "not", "and", "(" or ")"; operators keep their word."""

    kind: str
    node: Node | None = None
    word: str = ""


def _lexed(source: str, notes: list[str]) -> list[_Lexeme]:
    folded, found, place, left = fold(source), [], 0, MAX_TERMS
    lower = any(character.islower() for character in source)
    while place < len(source):
        character = source[place]
        if number := CASE_NUMBER.match(folded, place):
            cited = Text(tuple(terms(source[number.start("number") : number.end()]))) if number["number"] else Text(())
            lexemes = [_Lexeme("node", case_number(number, source, cited))]
            place = number.end()
        elif character in _QUOTES:
            quoted = _QUOTED.match(source, place)
            if not quoted:
                notes.append(NOTE_QUOTE)
            lexemes = _phrase(quoted[1]) if quoted else []
            place = quoted.end() if quoted else place + 1
        elif character in "()":
            lexemes, place = [_Lexeme(character)], place + 1
        elif _MINUS.match(source, place):
            lexemes, place = [_Lexeme("not")], place + 1
        elif chunk := _CHUNK.match(source, place):
            lexemes, place = _words(chunk[0], notes, operators=lower), chunk.end()
        else:
            lexemes, place = [], place + 1
        left -= sum(lexeme.kind == "node" for lexeme in lexemes)
        if left < 0:
            notes.append(NOTE_LONG)
            break
        found += lexemes
    return found


def _phrase(quoted: str) -> list[_Lexeme]:
    found = Text(tuple(terms(quoted)[:MAX_TERMS]))
    return [_Lexeme("node", Text(found.words, strict=found.marked))] if found.words else []


def _words(chunk: str, notes: list[str], *, operators: bool) -> list[_Lexeme]:
    """Read one run of characters without blanks: an operator, a word, a number of several parts, a prefix."""
    for kind, names in (("or", _OR), ("not", _NOT), ("and", _AND)):
        if chunk in names:
            if operators or chunk in _ENGLISH:
                return [_Lexeme(kind, word=chunk)]
            notes.append(NOTE_CAPITALS.format(chunk))
    found = terms(chunk)
    if not found:
        return []
    if chunk.endswith("*"):
        if len(found[-1]) >= MIN_PREFIX:
            before = [_Lexeme("node", Text(tuple(found[:-1])))] if found[:-1] else []
            return [*before, _Lexeme("node", Prefix(fold_term(found[-1])))]
        notes.append(NOTE_PREFIX.format(chunk))
    return [_Lexeme("node", Text(tuple(found)))]


class _Parser:
    """Recursive descent over the lexemes: alternatives of sequences of terms."""

    def __init__(self, lexemes: list[_Lexeme], notes: list[str]) -> None:
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
        return _all(found)

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

    def plain(self, operator: _Lexeme) -> Node | None:
        """Read an operator that connects nothing as the word it is."""
        if not operator.word:
            return None
        self.notes.append(NOTE_OPERATOR.format(operator.word))
        return Text(tuple(terms(operator.word)))

    def kind(self) -> str:
        return self.lexemes[self.place].kind if self.place < len(self.lexemes) else ""

    def take(self) -> _Lexeme:
        self.place += 1
        return self.lexemes[self.place - 1]


def _all(found: list[Node]) -> Node | None:
    """Join the parts of a sequence, opening what is a sequence itself."""
    flat = [inner for part in found for inner in (part.items if isinstance(part, And) else (part,))]
    if not flat:
        return None
    return flat[0] if len(flat) == 1 else And(tuple(flat))


def _top(ast: Node | None) -> list[Node]:
    match ast:
        case And(items) | Or(items):
            return [leaf for item in items for leaf in _top(item)]
        case None | Not():
            return []
        case _:
            return [ast]


def _understood(ast: Node | None) -> list[str]:
    """Say how the query was read, one sentence for each part that all results must have."""
    items = ast.items if isinstance(ast, And) else (ast,) if ast else ()
    plain = [item for item in items if isinstance(item, Text) and not item.strict and len(item.words) == 1]
    said = []
    if plain:
        marks = "ưu tiên đúng dấu" if any(item.marked for item in plain) else "không phân biệt dấu"
        said.append(" + ".join(item.words[0] for item in plain) + f", {marks}")
    return said + [_said(item) for item in items if item not in plain]


def _said(node: Node) -> str:
    match node:
        case Text():
            said = _said_words(node)
        case Prefix(letters):
            said = f"từ bắt đầu bằng “{letters}”"
        case CaseNumber():
            said = f"số {node.label}"
        case Not(item):
            said = f"không có {_said(item)}"
        case Or(items):
            said = "một trong: " + "; ".join(map(_said, items))
        case And(items):
            said = "đủ cả: " + ", ".join(map(_said, items))
    return said


def _said_words(text: Text) -> str:
    said = " ".join(text.words)
    if text.strict:
        return f"đúng cụm từ “{said}”"
    return f"“{said}”, không phân biệt dấu" if len(text.words) > 1 else said
