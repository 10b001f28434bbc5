"""The numbers that order results, and the last step of the order: the same for every engine.

Under them is BM25 with its usual k1 = 1.2, b = 0.75. Relevance order has two steps. First the engine orders everything
by `first score`: for each word its BM25 in all of the text, TITLE_WEIGHT × that in the title, EXACT_WEIGHT × that of
the marked word in the text (in a question the marks belong to the second step). Then the first WINDOW documents (ties:
newer, then higher id) get `closeness` added: zones and phrases, which cost too much to be asked of every document;
their sum is multiplied by `importance` and `recency`. What stands behind the window keeps the order of the first step.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from search.engine import SearchDocument

TITLE_WEIGHT = 1.0
"""A hit in the title against one anywhere."""
EXACT_WEIGHT = 2.0
"""Added by a word that stands with the very marks that were typed."""
ALIKE_WEIGHT = 0.5
"""A synonym against the word that was typed."""
KEY_WEIGHT = 8.0
"""A recognised article, precedent, court or day in the facts of the judgment, not only in its words."""
CASE_NUMBER_WEIGHT = 1000.0
"""Puts the judgment whose own number was typed above those that cite it."""

WINDOW = 100
"""Documents whose order the second step settles."""
ZONE_WEIGHTS = {"reasoning": 0.4, "decision": 0.3}
"""What a word in a zone adds in the window."""
NEAR_FIELDS = ("title", "facts", "reasoning")
"""Where words without marks are looked for in a row, in the window; those with marks anywhere."""
NEARNESS_WEIGHT = 1.0
"""What all the words of the query in a row add in the window."""
PAIR_WEIGHT = 0.7
"""What two words that were typed next to each other and stand so add in the window."""
NEARNESS_WORDS = 8
"""Longer queries are sentences: nobody writes them twice."""
MOST_PAIRS = 12

QUESTION_WORDS = 8
"""From so many words on, or with a question mark, a query is a question: any of its words may match."""
LAY_WORDS, LAY_SILENT = 6, 2
"""So does a shorter one that is said, not keyed: so many words, so many of them words that say nothing of a case."""
QUESTION_SHARE = 0.3
"""The share of the words of a question that a document must have, function words not counted."""

FACET_LIMIT = 20
"""Values of a facet that are listed, those chosen not counted."""
TOTAL_LIMIT = 10_000
"""Totals are exact up to here, and pages end here."""

LEVEL_WEIGHTS = {"toi-cao": 1.15, "cap-cao": 1.08, "phuc-tham": 1.08, "tinh": 1.03}
PRECEDENT_FACTOR = 1.2
CITED_STEP = 0.04
MOST_IMPORTANT = 1.5
PER_MILLE = 1000
_YEAR = 365.25
_HALF_LIFE_YEARS = 10.0
_RECENT_SHARE = 0.1


@dataclass(frozen=True, slots=True)
class Candidate:
    """A document of the window: score of the first step, place in date order, importance in thousandths, its day.

    `key` names the document for the engine; `date_key` decides ties and `day` (days since 1970) is None where unknown.
    """

    key: str
    score: float
    date_key: int
    importance: int
    day: int | None


def importance(document: SearchDocument) -> int:
    """Return how much the judgment weighs among equally fitting ones, in thousandths: 1000 for an ordinary one."""
    return weigh(document.court_level, document.cited_by, is_precedent=document.is_precedent)


def weigh(court_level: str, cited_by: int, *, is_precedent: bool) -> int:
    """Return the importance of a judgment of a court of this level that so many others cite."""
    factor = LEVEL_WEIGHTS.get(court_level, 1.0) * (PRECEDENT_FACTOR if is_precedent else 1.0)
    factor *= 1.0 + CITED_STEP * math.log2(1 + max(cited_by, 0))
    return round(min(factor, MOST_IMPORTANT) * PER_MILLE)


def recency(days: np.ndarray[Any, Any], today: int) -> np.ndarray[Any, Any]:
    """Return the factor of age: 1 for a judgment of today, slowly down to 0.9; days since 1970, NaN where unknown."""
    years = np.maximum(today - days, 0) / _YEAR
    factor: np.ndarray[Any, Any] = np.nan_to_num(
        1.0 - _RECENT_SHARE * (1.0 - np.exp2(-years / _HALF_LIFE_YEARS)), nan=1.0 - _RECENT_SHARE
    )
    return factor


def order(  # noqa: PLR0917  columns of one table
    scores: Sequence[float],
    closeness: Sequence[float],
    date_keys: Sequence[int],
    importances: Sequence[int],
    days: Sequence[float | None],
    today: int,
) -> list[int]:
    """Return the places of the window's documents in their last order; the columns belong together, one a document."""
    total = np.array(scores, dtype=float) + np.array(closeness, dtype=float)
    total *= np.array(importances, dtype=float) / PER_MILLE * recency(np.array(days, dtype=float), today)
    found: list[int] = np.lexsort((np.array(date_keys, dtype=np.int64), total))[::-1].tolist()
    return found


def ordered(candidates: Iterable[Candidate], closeness: Mapping[str, float], today: int) -> list[str]:
    """Return the keys of the window in their last order; `closeness` is added to the score where it has the key."""
    window = list(candidates)
    places = order(
        [one.score for one in window],
        [closeness.get(one.key, 0.0) for one in window],
        [one.date_key for one in window],
        [one.importance for one in window],
        [one.day for one in window],
        today,
    )
    return [window[place].key for place in places]
