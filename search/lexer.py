"""The typed text cut into pieces: words, phrases, operators, and what is recognised as a fact of a judgment."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from search.analysis import fold_term, terms
from search.nodes import Node, Prefix, Text
from search.recognise import NOTE_DAY, fact, field_value, impossible_day
from vietnamese.letters import fold

if TYPE_CHECKING:
    from search.lexicon import Lexicon

MAX_TERMS = 60
MIN_PREFIX, MAX_PREFIXES = 2, 4
"""Letters before a *, and how many words with a * are read so: each one is looked up as all words that it begins."""

NOTE_QUOTE = "Dấu ngoặc kép chưa đóng; các từ sau đó được tìm như từ thường."
NOTE_CAPITALS = "Câu tìm viết hoa toàn bộ nên “{}” được hiểu là từ thường."
NOTE_PREFIX = "Cần ít nhất 2 chữ cái trước dấu *; “{}” được tìm như một từ."
NOTE_PREFIXES = "Chỉ 4 từ đầu có dấu * được tìm theo phần đầu của từ; “{}” được tìm như một từ."
NOTE_LONG = "Câu tìm quá dài; chỉ phần đầu được dùng."

_OR = frozenset({"OR", "HOẶC"})
_NOT = frozenset({"NOT", "KHÔNG"})
_AND = frozenset({"AND", "VÀ"})
_ENGLISH = frozenset({"OR", "NOT", "AND"})
_QUOTES = '"“”„«»'
_QUOTED = re.compile(f"[{_QUOTES}]([^{_QUOTES}]*)[{_QUOTES}]")
_CHUNK = re.compile(rf"[^\s(){_QUOTES}]+")
_MINUS = re.compile(r"[-\u2212](?=[^\s)\-])")
_SHOWN = 60
"""Characters of a piece of the query that a note repeats."""


@dataclass(frozen=True, slots=True)
class Lexeme:
    """One piece of the typed text: kind "node", "or", "not", "and", "(" or ")"; operators keep their word."""

    kind: str
    node: Node | None = None
    word: str = ""


class Lexer:
    """Cuts one query; notes go to `notes`, the part that `phan:` asks for is `zone` afterwards."""

    def __init__(self, source: str, names: Lexicon, notes: list[str]) -> None:
        self.source = source
        self.folded = fold(source)
        self.names = names
        self.notes = notes
        self.zone = ""
        self.prefixes = 0
        self.operators = any(character.islower() for character in source)

    def lexemes(self) -> list[Lexeme]:
        """Return the pieces in order, at most MAX_TERMS of them with something to search for."""
        found: list[Lexeme] = []
        place, left = 0, MAX_TERMS
        while place < len(self.source):
            lexemes, place = self._next(place)
            left -= sum(lexeme.kind == "node" for lexeme in lexemes)
            if left < 0:
                self.notes.append(NOTE_LONG)
                break
            found += lexemes
        return found

    def _next(self, place: int) -> tuple[list[Lexeme], int]:
        recognised = self._recognised(place)
        if recognised:
            return recognised
        character = self.source[place]
        if character in _QUOTES:
            quoted = _QUOTED.match(self.source, place)
            if quoted:
                return _phrase(quoted[1]), quoted.end()
            self.notes.append(NOTE_QUOTE)
        elif character in "()":
            return [Lexeme(character)], place + 1
        elif _MINUS.match(self.source, place):
            return [Lexeme("not")], place + 1
        elif chunk := _CHUNK.match(self.source, place):
            return self._words(chunk[0]), chunk.end()
        return [], place + 1

    def _recognised(self, place: int) -> tuple[list[Lexeme], int] | None:
        """Return what is asked by a field or recognised as a fact at the beginning of a word."""
        if place and (self.source[place - 1].isalnum() or not self.source[place].isalnum()):
            return None
        found = fact(self.source, self.folded, place, self.names)
        found = found or field_value(self.source, self.folded, place, self.names, self.notes)
        if found is None:
            day = impossible_day(self.folded, place)
            if day:
                self.notes.append(NOTE_DAY.format(day))
            return None
        self.zone = found.zone or self.zone
        return ([Lexeme("node", found.node)] if found.node else []), found.end

    def _words(self, chunk: str) -> list[Lexeme]:
        """Read one run of characters without blanks: an operator, a word, a number of several parts, a prefix."""
        for kind, names in (("or", _OR), ("not", _NOT), ("and", _AND)):
            if chunk in names:
                if self.operators or chunk in _ENGLISH:
                    return [Lexeme(kind, word=chunk)]
                self.notes.append(NOTE_CAPITALS.format(chunk))
        found = terms(chunk)
        if not found:
            return []
        if chunk.endswith("*"):
            if len(found[-1]) >= MIN_PREFIX and self.prefixes < MAX_PREFIXES:
                self.prefixes += 1
                before = [Lexeme("node", Text(tuple(found[:-1])))] if found[:-1] else []
                return [*before, Lexeme("node", Prefix(fold_term(found[-1])))]
            note = NOTE_PREFIXES if len(found[-1]) >= MIN_PREFIX else NOTE_PREFIX
            self.notes.append(note.format(chunk[:_SHOWN]))
        return [Lexeme("node", Text(tuple(found[:MAX_TERMS])))]


def _phrase(quoted: str) -> list[Lexeme]:
    found = Text(tuple(terms(quoted)[:MAX_TERMS]))
    return [Lexeme("node", Text(found.words, strict=found.marked))] if found.words else []
