"""The working text of a document: normal letters, a way back to the source, words with what stands between them."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property

from anonymizer.casing import truecased
from vietnamese.letters import LOWER, UPPER, attach_marks, compatible, fold, place_tones, visible
from vietnamese.syllables import is_syllable

_SAME_WIDTH = str.maketrans(
    {
        "\u00a0": " ",
        "\u2007": " ",
        "\u202f": " ",
        "\t": " ",
        "’": "'",
        "‘": "'",
        "ʼ": "'",
        "`": "'",
        "´": "'",
        "Ð": "Đ",
        "Ƣ": "Ư",
        "ƣ": "ư",
        "\u000c": "\n",
        "\r": " ",
        "\u2028": "\n",
    }
)
_LOOKALIKE = str.maketrans(
    "АВЕЅІЈКМНОРСТУХаеіјорсухѕԁһΑΒΕΖΗΙΚΜΝΟΡΤΥΧοαɡıΙ",
    "ABESIJKMHOPCTYXaeijopcyxsdhABEZHIKMNOPTYXoagiI",
)
_FOREIGN = re.compile(r"[\u0370-\u03ff\u0400-\u052fɡı]")
_LETTERS = re.compile(r"\w+")
_WORD = re.compile(r"[^\W_]+(?:'[^\W\d_]+)*")
_CODES = re.compile(
    r"(?<!\w)(?:ông|bà|anh|chị|cháu|cụ|bị cáo|thôn|ấp|xã|huyện|(?!Điều|Điểm|Khoản|Lô|Nhóm|Loại|Lớp|Khối)"
    rf"[{UPPER}][{LOWER}]+) (?:[BCDĐGHKLMNPQRSTVX]|Th|Tr|Nh|Ng|Ph|Kh)\d*(?![\w./'’-])"
)
_APOSTROPHE = re.compile(r"([^\W\d_]{3,})'(?=[^\W\d_])")
_GLUED = re.compile(rf"((?i:ông|bà|anh|chị|cháu|cụ)|của|là|và|cho|với)(?=[{UPPER}][{LOWER}])(?<![{UPPER}]{{2}})")
_MANY_CODES = 4
_BLANK, _LINE, _OTHER = 0, 1, 2
_CAPITALS = frozenset(UPPER)
_LATIN = frozenset(UPPER + LOWER)
_SENTENCE = re.compile(r"[.:;!?…•*+\[\]()\"“”/]|\n|(?:^|\s)[-–—]\s")


@dataclass(frozen=True, slots=True)
class Plain:
    """Text in NFC with one tone placement, plain blanks and apostrophes; `starts`/`ends` lead back to the source."""

    text: str
    starts: tuple[int, ...] | None
    ends: tuple[int, ...] | None

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """Return the place in the source of a non-empty place in the working text."""
        if self.starts is None or self.ends is None:
            return start, end
        return self.starts[start], self.ends[end - 1]

    def plain_span(self, start: int, end: int) -> tuple[int, int]:
        """Return the place in the working text of a place in the source."""
        if self.starts is None or self.ends is None:
            return start, end
        return bisect_left(self.ends, start + 1), bisect_left(self.starts, end)


def plain(source: str) -> Plain:
    """Return the working text of a source text of any normal form; every letter knows where it came from."""
    if unicodedata.is_normalized("NFC", source) and visible(source) == source and attach_marks(source) == source:
        return Plain(_same_length(source), None, None)
    characters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for start, end, cluster in _clusters(source):
        composed = unicodedata.normalize("NFC", cluster)
        characters.append(composed)
        starts.extend([start] * len(composed))
        ends.extend([end] * len(composed))
    return Plain(_same_length("".join(characters)), tuple(starts), tuple(ends))


def _same_length(text: str) -> str:
    return truecased(place_tones(compatible(_without_lookalikes(text))).translate(_SAME_WIDTH))


def _without_lookalikes(text: str) -> str:
    """Return the text, same length, with the Greek and Cyrillic letters of half Latin words made Latin ones."""
    if not _FOREIGN.search(text):
        return text
    return _LETTERS.sub(lambda found: _latin(found[0]), text)


def _latin(word: str) -> str:
    half = _FOREIGN.search(word) and any(letter in _LATIN for letter in word)
    return word.translate(_LOOKALIKE) if half else word


def _clusters(source: str) -> list[tuple[int, int, str]]:
    """Return base letters with their combining marks; marks torn off by a blank come back to their letter."""
    found: list[tuple[int, int, str]] = []
    for index, character in enumerate(source):
        if not visible(character):
            continue
        if unicodedata.combining(character) and found:
            start, _, cluster = found[-1]
            if cluster in {" ", "\u00a0"} and len(found) > 1 and found[-2][2][0].isalpha():
                found.pop()
                start, _, cluster = found[-1]
            found[-1] = (start, index + 1, cluster + character)
        else:
            found.append((index, index + 1, character))
    return found


@dataclass(frozen=True)
class Reading:
    """The working text cut into words.

    Parallel lists, one entry a word: `word`, `low` (case-folded), `start`, `end`, `capital` (starts with a capital
    letter), `gap` (what follows: 0 blanks, 1 one line break, 2 anything else).
    """

    plain: Plain
    word: list[str]
    low: list[str]
    start: list[int]
    end: list[int]
    capital: list[bool]
    gap: list[int]

    @property
    def text(self) -> str:
        """The working text."""
        return self.plain.text

    @cached_property
    def folded(self) -> str:
        """The working text without marks and case, same length."""
        return fold(self.plain.text)

    @cached_property
    def mostly_upper(self) -> bool:
        """Whether the document is written in capitals, so that a capital letter says nothing."""
        letters = [word for word in self.word if len(word) > 1 and word.isalpha()]
        return bool(letters) and sum(word.isupper() for word in letters) > 0.6 * len(letters)

    @cached_property
    def already_coded(self) -> bool:
        """Whether the persons of the document already stand there as letters ("chị T", "Nguyễn Văn H1")."""
        return len(_CODES.findall(self.plain.text)) >= _MANY_CODES

    @cached_property
    def bare(self) -> frozenset[str]:
        """The capitalized words that stand alone inside a sentence somewhere, between words in small letters."""
        return frozenset(
            self.word[place]
            for place in range(1, len(self))
            if self.capital[place]
            and not self.gap[place - 1]
            and not self.capital[place - 1]
            and not (place + 1 < len(self) and not self.gap[place] and self.capital[place + 1])
            and not self.starts_sentence(place)
        )

    def __len__(self) -> int:
        return len(self.word)

    def between(self, index: int) -> str:
        """Return what stands between a word and the next one."""
        after = self.start[index + 1] if index + 1 < len(self.word) else len(self.plain.text)
        return self.plain.text[self.end[index] : after]

    def before(self, index: int) -> str:
        """Return what stands between a word and the one before it."""
        return self.plain.text[self.end[index - 1] if index else 0 : self.start[index]]

    def starts_sentence(self, index: int) -> bool:
        """Say whether the word stands where any word is written with a capital letter."""
        if index == 0:
            return True
        before = self.before(index)
        return (
            not before.rstrip(" ").endswith(",")
            and self.gap[index - 1] != _BLANK
            and _SENTENCE.search(before) is not None
        )

    def at(self, position: int) -> int:
        """Return the index of the first word that ends after the position."""
        return bisect_left(self.end, position + 1)

    def line_length(self, position: int) -> int:
        """Return the length of the line around a position."""
        before = self.plain.text.rfind("\n", 0, position) + 1
        after = self.plain.text.find("\n", position)
        return (after if after >= 0 else len(self.plain.text)) - before


def read(source: str) -> Reading:
    """Cut a source text into words of its working text."""
    working = plain(source)
    text = working.text
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for match in _WORD.finditer(text):
        cut = _GLUED.match(match[0]) or _glued_by_apostrophe(match[0])
        rest = match.start() + (cut.end() if cut else 0)
        if cut:
            words.append(cut[1])
            starts.append(match.start())
            ends.append(match.start() + len(cut[1]))
        words.append(text[rest : match.end()])
        starts.append(rest)
        ends.append(match.end())
    gaps = [
        _BLANK if start == end or _particle(text, start_of, end, start) else _gap(text[end:start])
        for start_of, end, start in zip(starts, ends, starts[1:], strict=False)
    ]
    return Reading(
        working,
        words,
        [word.casefold() for word in words],
        starts,
        ends,
        [word[0] in _CAPITALS for word in words],
        [*gaps, _OTHER] if words else [],
    )


def _glued_by_apostrophe(word: str) -> re.Match[str] | None:
    """Return the syllable that a stray apostrophe ties to the next word ("Trinh'có"), not the first of "H'Lan"."""
    found = _APOSTROPHE.match(word)
    return found if found and is_syllable(found[1].casefold()) else None


def _particle(text: str, start: int, end: int, following: int) -> bool:
    """Say whether the word is the letter of a highland name, its apostrophe apart from the name ("H' Nhiên")."""
    return text[start:end] in {"H", "K"} and text[end:following] in {"' ", " '", " ' "}


def _gap(between: str) -> int:
    if between in {" ", "  "}:
        return _BLANK
    if not between or between.strip():
        return _OTHER
    breaks = between.count("\n")
    return _OTHER if breaks > 1 else _LINE if breaks else _BLANK
