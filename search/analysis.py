"""What every engine indexes of a document: words with marks, words without, keys. Done here, in Python, once.

An engine gets words that only need to be split at blanks, so that two engines, the oracle and the highlighter cannot
disagree about what a word is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from vietnamese.letters import canonical, fold, place_tones
from vietnamese.tokens import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from search.engine import SearchDocument

MAX_TERM = 64
"""Characters of a word that count: longer ones are noise of extraction, and engines drop them each in its own way."""

ID_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_ID_DIGITS = {character: value for value, character in enumerate(ID_ALPHABET)}
_ID_LENGTH = 8
_ID_BITS = 40
_SECOND_BITS = 30
_DAY_SECONDS = 86_400
_ZONE_SECONDS = 7 * 3600
_UNDATED = -(2**22)
_EPOCH = date(1970, 1, 1).toordinal()
_COMBINING = re.compile("[\u0300-\u036f]+")
_TABLE = 0x2100
_UNUSUAL = re.compile(
    "[\u2100-\U0010ffff\u0300-\u036f"
    + "".join(
        re.escape(chr(code))
        for code in range(0x80, _TABLE)
        if canonical(chr(code)) != chr(code) or len(chr(code).lower()) != 1
    )
    + "]"
)
"""What plain text has not: characters that have another canonical form, marks of their own, other scripts."""
_NO_WORD = re.compile(r"[^\w ]|_")
_LONG = re.compile(rf"[^ ]{{{MAX_TERM + 1}}}")


ZONES = ("other", "facts", "reasoning", "decision")
"""The parts of a judgment, in the order in which their words are indexed."""


@dataclass(frozen=True, slots=True)
class Streams:
    """The words of a document with their marks: of its title, and of each paragraph of each zone, in order."""

    title: list[str]
    zones: dict[str, list[list[str]]]

    @property
    def rows(self) -> list[list[str]]:
        """The title and all paragraphs."""
        return [self.title, *(row for zone in ZONES for row in self.zones[zone])]


def terms(text: str) -> list[str]:
    """Return the words of the text as they are compared with marks: canonical, in lower case."""
    return [word[:MAX_TERM] for word in words(canonical(text).lower())]


def fold_terms(exact: list[str]) -> list[str]:
    """Return the same words without marks, one for one."""
    return _COMBINING.sub("", fold(" ".join(exact))).split(" ") if exact else []


@lru_cache(maxsize=4096)
def fold_term(exact: str) -> str:
    """Return one word without marks."""
    return _COMBINING.sub("", fold(exact))


def streams(document: SearchDocument) -> Streams:
    """Return the words of title and zones."""
    zones = {zone: [terms(paragraph) for paragraph in getattr(document, zone)] for zone in ZONES}
    return Streams(terms(document.title), zones)


def rows(texts: Sequence[str]) -> list[tuple[str, str]]:
    """Return for each text its words with marks and its words without, with blanks between them.

    Plain Vietnamese text, which nearly all of it is, takes a way that costs a quarter: looked at as one string.
    """
    plain = [not _UNUSUAL.search(text) for text in texts]
    exact = [_blanked(text) if usual else " ".join(terms(text)) for text, usual in zip(texts, plain, strict=True)]
    together = "\n".join(row for row, usual in zip(exact, plain, strict=True) if usual)
    folded = iter(_folded(together).split("\n"))
    return [
        (row, next(folded) if usual else " ".join(fold_terms(row.split())))
        for row, usual in zip(exact, plain, strict=True)
    ]


def _blanked(text: str) -> str:
    """The words of a plain text, as `terms` has them, with nothing but blanks between them."""
    row = _NO_WORD.sub(" ", place_tones(text).lower())
    return " ".join(word[:MAX_TERM] for word in row.split()) if _LONG.search(row) else row


def _folded(text: str) -> str:
    """The fold of canonical text in lower case whose characters all stand in the table."""
    codes = np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32)
    return _fold_codes()[codes].tobytes().decode("utf-32-le")


@lru_cache(maxsize=1)
def _fold_codes() -> np.ndarray[Any, np.dtype[np.uint32]]:
    return np.array([ord(fold(chr(code))) for code in range(_TABLE)], dtype=np.uint32)


def code_key(code: str) -> str:
    """Return the symbol of a case number as it is compared: "HS - ST", "HSST", "hs-st" → "hsst"."""
    return "".join(words(fold(canonical(code))))


def case_key(number: int, year: int | None, code: str) -> str:
    """Return the key of a case number as far as it is known: "17", "17/2018" or "17/2018/hsst"."""
    if year is None:
        return str(number)
    return f"{number}/{year}/{code_key(code)}" if code_key(code) else f"{number}/{year}"


def case_keys(document: SearchDocument) -> list[str]:
    """Return every key under which the document's own number is found; none when it has no number."""
    number, year = document.number, document.year
    if number is None:
        return []
    return sorted({case_key(number, None, ""), case_key(number, year, ""), case_key(number, year, document.code)})


def article_keys(document: SearchDocument) -> list[str]:
    """Return every key under which an article that the document cites is found: with its act, and its number alone."""
    return sorted({*document.articles, *(article.rpartition(".")[2] for article in document.articles)})


def judge_rows(document: SearchDocument) -> list[list[str]]:
    """Return the folded words of each judge's name."""
    return [row for name in document.judges if (row := fold_terms(terms(name)))]


def facet_field(facet: str) -> str:
    """Return the name of the field of a facet in an index."""
    return facet.replace("-", "_")


def facet_values(document: SearchDocument) -> dict[str, tuple[str, ...]]:
    """Return the values of the document for each facet, by the name of the facet's parameter; empty ones left out."""
    values = {
        "cap": (document.court_level,),
        "toa": (document.court,),
        "tinh": (document.province,),
        "loai-an": (document.case_type,),
        "van-ban": (document.doc_kind,),
        "xet-xu": (document.instance,),
        "nam": (str(document.decided_on.year) if document.decided_on else "",),
        "dieu": document.articles,
        "an-le": document.precedents,
        "quan-he": (document.legal_relation,),
        "ket-qua": (document.result,),
    }
    return {name: kept for name, found in values.items() if (kept := tuple(dict.fromkeys(filter(None, found))))}


def id_number(public_id: str) -> int:
    """Return a public id as a number of 40 bits; its eight characters have 32 values each.

    Raises ValueError for anything else.
    """
    if len(public_id) != _ID_LENGTH or not _ID_DIGITS.keys() >= set(public_id):
        raise ValueError(f"not a public id: {public_id!r}")
    number = 0
    for character in public_id:
        number = number * len(ID_ALPHABET) + _ID_DIGITS[character]
    return number


def number_id(number: int) -> str:
    """Return the public id of its number."""
    return "".join(ID_ALPHABET[number >> shift & 31] for shift in range(35, -1, -5))


def day_number(day: date) -> int:
    """Return the days since 1 January 1970."""
    return day.toordinal() - _EPOCH


def date_key(document: SearchDocument) -> int:
    """Return the place of the document in date order, the id deciding within a day: a signed number of 64 bits.

    A document without a date stands before all others.
    """
    day = day_number(document.decided_on) if document.decided_on else _UNDATED
    return (day << _ID_BITS) + id_number(document.id)


def published_key(document: SearchDocument) -> int:
    """Return the place of the document in order of publication, to the second: a signed number of 64 bits."""
    moment = document.published_at
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return (int(moment.timestamp()) << _SECOND_BITS) + (id_number(document.id) >> (_ID_BITS - _SECOND_BITS))


def published_bounds(first: date | None, last: date | None) -> tuple[int | None, int | None]:
    """Return the least and the greatest published_key of documents published between two days of the courts' zone."""
    start, end = (None if day is None else day_number(day) * _DAY_SECONDS - _ZONE_SECONDS for day in (first, last))
    return (
        None if start is None else start << _SECOND_BITS,
        None if end is None else ((end + _DAY_SECONDS) << _SECOND_BITS) - 1,
    )
