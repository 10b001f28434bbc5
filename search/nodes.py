"""The tree a query is read into: what every engine, the oracle and the highlighter answer."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from search.analysis import fold_term
from search.ranking import MOST_PAIRS, NEARNESS_WEIGHT, NEARNESS_WORDS, PAIR_WEIGHT
from vietnamese.letters import canonical, has_marks

if TYPE_CHECKING:
    from datetime import date

_PART = "(?:hngd|kdtm|bpxl|tcds|gdt|hpt|tlst|tlpt|hs|ds|ld|hc|ps|st|pt|tt|qd|xx|tl|tb|tc|ta)"
_DASH = r"\s*[-\u2010-\u2015]\s*"
CASE_NUMBER = re.compile(
    rf"(?P<field>so\s*:\s*)?(?P<number>\d{{1,6}})\s*/\s*(?P<year>(?:19|20)\d\d)"
    rf"(?:\s*/\s*(?P<code>{_PART}+(?:{_DASH}{_PART}+)*))?(?![\w]|\s*/\s*\w)"
    r"|(?P<only>so\s*:\s*)(?P<bare>\d{1,6})(?![\w/])"
)
"""A case number in folded text: number, year and, when it is there, a symbol made of the courts' own parts.

With "số:" before it only the judgment's own number is meant, and the number alone is enough.
"""


@dataclass(frozen=True, slots=True)
class Text:
    """One word, or several that must follow each other; `strict` asks for the very marks that were typed."""

    words: tuple[str, ...]
    strict: bool = False

    @property
    def folded(self) -> tuple[str, ...]:
        """The words without marks."""
        return tuple(map(fold_term, self.words))

    @property
    def marked(self) -> bool:
        """Whether any word was typed with marks."""
        return any(map(has_marks, self.words))


@dataclass(frozen=True, slots=True)
class Prefix:
    """Every word that starts with these letters, marks aside."""

    folded: str


@dataclass(frozen=True, slots=True)
class CaseNumber:
    """A case number: the judgment that bears it and, with `cited`, those that write it as it was typed."""

    number: int
    year: int | None = None
    code: str = ""
    cited: Text | None = None

    @property
    def label(self) -> str:
        """The number as a court writes it, without blanks."""
        parts = [str(self.number), *([str(self.year)] if self.year else []), *([self.code] if self.code else [])]
        return "/".join(parts)


@dataclass(frozen=True, slots=True)
class Article:
    """An article of law: `keys` are facet values like "91-2015-qh13.468", or the bare number "468" for any act.

    A judgment matches that cites any of them or, with `cited`, has the words as they were typed.
    """

    keys: tuple[str, ...]
    label: str
    cited: Text | None = None


@dataclass(frozen=True, slots=True)
class Precedent:
    """A precedent by its number ("25"): the judgments that cite it or, with `cited`, have the words as typed."""

    number: str
    cited: Text | None = None


@dataclass(frozen=True, slots=True)
class Court:
    """Courts by their codes: their judgments or, with `cited`, those that have the name as typed."""

    codes: tuple[str, ...]
    label: str
    cited: Text | None = None


@dataclass(frozen=True, slots=True)
class Judge:
    """An official of the panel, by folded words of the name that follow each other."""

    folded: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Days:
    """Judgments decided from one day to another, both included, or, with `cited`, with the day as it was typed."""

    first: date
    last: date
    label: str
    cited: Text | None = None


@dataclass(frozen=True, slots=True)
class Alike:
    """What was typed, or any of the phrases that mean the same; `others` are strict and weigh less."""

    item: Node
    others: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Bag:
    """At least `minimum` of these: a question in plain words."""

    items: tuple[Node, ...]
    minimum: int


@dataclass(frozen=True, slots=True)
class And:
    """All of these."""

    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """At least one of these."""

    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """None of this."""

    item: Node


Fact = CaseNumber | Article | Precedent | Court | Judge | Days
"""What is looked up in the facts of a judgment; with `cited`, its words count as well."""
Leaf = Text | Prefix | Fact
Node = Leaf | Alike | Bag | And | Or | Not


def case_parts(case_number: str) -> tuple[int | None, int | None, str]:
    """Return number, year and symbol of a court's case number ("08/2017/HS - ST" → 8, 2017, "HS-ST").

    Number and year are None, and the symbol empty, when the text is not a case number.
    """
    text = canonical(case_number).strip()
    match = re.match(r"(\d{1,6})\s*/\s*((?:19|20)\d\d)(?:\s*/\s*(.+))?$", text)
    if not match:
        return None, None, ""
    return int(match[1]), int(match[2]), _tidy(match[3] or "")


def case_number(match: re.Match[str], source: str, cited: Text) -> CaseNumber:
    """Return the case number that CASE_NUMBER found in the fold of the source; `cited` are its words as typed."""
    if match["only"]:
        return CaseNumber(int(match["bare"]))
    code = _tidy(source[match.start("code") : match.end("code")]).upper() if match["code"] else ""
    return CaseNumber(int(match["number"]), int(match["year"]), code, None if match["field"] else cited)


def positive(node: Node | None) -> list[Leaf]:
    """Return what a matching document may show: every leaf that is not excluded, in the order it was typed."""
    match node:
        case None | Not():
            return []
        case And(items) | Or(items) | Bag(items):
            return [leaf for item in items for leaf in positive(item)]
        case Alike(item, others):
            return [*positive(item), *others]
        case _:
            return [node]


def relaxed(node: Node | None) -> Node | None:
    """Return the query for any of the words instead of all; None when that is no other query.

    Exclusions and what is asked of the facts alone (`toa:`, `ngay:` …) stay as they are.
    """
    if isinstance(node, Bag):
        return Bag(node.items, 1) if node.minimum > 1 else None
    if not isinstance(node, And):
        return None
    wanted = tuple(inner for item in node.items if not _kept(item) for inner in _opened(item))
    kept = tuple(item for item in node.items if _kept(item))
    loose: Node
    if len(wanted) >= 2:  # noqa: PLR2004  one word cannot be relaxed
        loose = Or(wanted)
    else:
        return None
    return And((loose, *kept)) if kept else loose


def _opened(item: Node) -> tuple[Node, ...]:
    """What a part of the query is relaxed into: a question into its words."""
    return item.items if isinstance(item, Bag) else (item,)


def _kept(item: Node) -> bool:
    return isinstance(item, Not | Judge) or (isinstance(item, Fact) and item.cited is None)


def scored(node: Node | None) -> bool:
    """Say whether documents can match the query better or worse; without it, relevance order is date order."""
    return any(isinstance(leaf, Text) or getattr(leaf, "cited", None) is not None for leaf in positive(node))


def plain_words(node: Node | None) -> list[Text]:
    """Return the single unquoted words of a query in the order they were typed, exclusions and synonyms left out."""
    match node:
        case Text(words, strict):
            return [node] if len(words) == 1 and not strict else []
        case And(items) | Or(items) | Bag(items):
            return [word for item in items for word in plain_words(item)]
        case Alike(item):
            return plain_words(item)
        case _:
            return []


def nearness(node: Node | None) -> list[tuple[Text, float]]:
    """Return the phrases that raise a document in the window, each with its weight.

    All plain words of the query in a row, when they are 3 to NEARNESS_WORDS and stand on its top level, and each pair
    of neighbours among them; a phrase with any mark is strict.
    """
    groups = [node] if isinstance(node, Bag | And) else []
    found: dict[Text, float] = {}
    for group in groups:
        words = [word for item in group.items for word in plain_words(item) if not isinstance(item, Or | Not)]
        for first, second in islice(pairwise(words), MOST_PAIRS):
            found.setdefault(_row([first, second]), PAIR_WEIGHT)
        if 2 < len(words) <= NEARNESS_WORDS:  # noqa: PLR2004  two words are a pair already
            found[_row(words)] = NEARNESS_WEIGHT
    return list(found.items())


def _row(texts: list[Text]) -> Text:
    words = tuple(word for text in texts for word in text.words)
    return Text(words, strict=any(map(has_marks, words)))


def _tidy(code: str) -> str:
    return re.sub(_DASH, "-", re.sub(r"\s+", " ", code.strip()))
