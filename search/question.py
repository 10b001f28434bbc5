"""Questions in plain words: any of the words may match, function words do not count."""

from __future__ import annotations

import math
import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from search.analysis import terms
from search.nodes import Alike, And, Article, Bag, CaseNumber, Court, Days, Node, Precedent, Text
from search.ranking import LAY_SILENT, LAY_WORDS, QUESTION_SHARE

if TYPE_CHECKING:
    from collections.abc import Sequence

_DATA = Path(__file__).parent / "data" / "function_words.toml"
_FEW = 3
"""With fewer words that mean something, a question asks for all of them."""
_WORDS = 40


@cache
def function_words() -> frozenset[str]:
    """Return the words that say nothing about a case: with marks, and without where that means nothing else."""
    data = tomllib.loads(_DATA.read_text("utf-8"))
    return frozenset(word for name in ("marked", "bare") for line in data[name] for word in terms(line))


@cache
def _speaker() -> frozenset[str]:
    return frozenset(word for line in tomllib.loads(_DATA.read_text("utf-8"))["speaker"] for word in terms(line))


def is_said(items: Sequence[Node]) -> bool:
    """Say whether the parts are a sentence somebody says, not words keyed in: it names the speaker, or has filling."""
    words = [item.words[0] for item in items if isinstance(item, Text) and len(item.words) == 1]
    filling = sum(word in function_words() for word in words)
    return len(words) >= LAY_WORDS and (filling >= LAY_SILENT or any(word in _speaker() for word in words))


def question(items: Sequence[Node]) -> Node | None:
    """Return the parts of a question as any-of with a minimum, of few parts all; None when no part means anything."""
    kept = [item for item in dict.fromkeys(items) if not _silent(item)][:_WORDS]
    if not kept:
        return None
    if len(kept) < _FEW:
        return kept[0] if len(kept) == 1 else And(tuple(kept))
    return Bag(tuple(kept), max(2, math.ceil(QUESTION_SHARE * len(kept))))


def may_be_in_question(item: Node) -> bool:
    """Say whether the part may stand in a question: plain words, and facts recognised among them."""
    if isinstance(item, Text):
        return not item.strict
    if isinstance(item, CaseNumber | Article | Precedent | Court | Days):
        return item.cited is not None
    return isinstance(item, Alike)


def _silent(item: Node) -> bool:
    return isinstance(item, Text) and len(item.words) == 1 and item.words[0] in function_words()
