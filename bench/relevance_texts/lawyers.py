"""What people of the law type: the number of a case, an article of an act, words they remember exactly."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from indexer.cite import known_acts
from search.analysis import fold_terms, streams
from search.nodes import case_parts
from vietnamese.addresses import act_code

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from random import Random

    from search.engine import SearchDocument

Asked = tuple[str, set[str]]
"""What is typed, and the public ids of the documents that are right."""
_WORDS = 6
_EACH = 3
_MOST_ARTICLES = 100


def by_number(some: Iterable[SearchDocument], every: Sequence[SearchDocument]) -> list[Asked]:
    """Ask for each number as printed, in small letters with blanks, and by its number and year alone."""
    whole, short = defaultdict(set), defaultdict(set)
    for one in every:
        whole[_key(one)].add(one.id)
        short[one.number, one.year].add(one.id)
    asked: list[Asked] = []
    for one in some:
        number, year, code = case_parts(one.case_number)
        right = whole[_key(one)]
        asked += [(one.case_number, right), (f"bản án số {number} / {year} / {code.lower()}", right)]
        asked.append((f"{number}/{year}", short[one.number, one.year]))
    return asked


def _key(one: SearchDocument) -> tuple[int | None, int | None, str]:
    return one.number, one.year, one.code.lower()


def by_article(some: Iterable[SearchDocument], every: Iterable[SearchDocument], draw: Random) -> list[Asked]:
    """Ask for articles that these documents cite, of acts that have a short form, in three ways."""
    citing = defaultdict(set)
    for one in every:
        for article in one.articles:
            citing[article].add(one.id)
    acts = {act_code(act.number): act for act in known_acts()}
    asked: list[Asked] = []
    cited = sorted({article for one in some for article in one.articles})
    for key in draw.sample(cited, min(len(cited), _MOST_ARTICLES)):
        code, _, number = key.rpartition(".")
        act = acts.get(code)
        if act is None or not act.abbreviations:
            continue
        year = act.number.split("/")[1]
        ways = (f"Điều {number} {act.name} {year}", f"dieu {number} {act.abbreviations[0]} {year}", f"điều:{key}")
        asked += [(way, citing[key]) for way in ways]
    return asked


def by_phrase(some: Iterable[SearchDocument], every: Iterable[SearchDocument], draw: Random) -> list[Asked]:
    """Ask for words in a row that stand in one real document alone, in quotes: as they stand and without marks."""
    asked: list[Asked] = []
    candidates: list[tuple[str, list[str], list[str]]] = []
    for one in some:
        rows = [row for row in streams(one).rows[1:] if len(row) >= _WORDS]
        for row in draw.sample(rows, min(_EACH, len(rows))):
            start = draw.randrange(len(row) - _WORDS + 1)
            words = row[start : start + _WORDS]
            candidates.append((one.id, words, fold_terms(words)))
    counts = _counted({tuple(folded) for _, _, folded in candidates}, every)
    for id_, words, folded in candidates:
        if counts[tuple(folded)] == 1:
            asked += [(f'"{" ".join(words)}"', {id_}), (f'"{" ".join(folded)}"', {id_})]
    return asked


def _counted(phrases: set[tuple[str, ...]], every: Iterable[SearchDocument]) -> Counter[tuple[str, ...]]:
    """In how many of these documents each phrase stands."""
    found: Counter[tuple[str, ...]] = Counter()
    for one in every:
        seen = set()
        for row in streams(one).rows:
            folded = fold_terms(row)
            seen |= {tuple(folded[at : at + _WORDS]) for at in range(len(folded) - _WORDS + 1)} & phrases
        found.update(seen)
    return found
