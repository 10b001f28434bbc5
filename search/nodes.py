"""The tree a query is read into: what every engine, the oracle and the highlighter answer."""

from __future__ import annotations

import re
from dataclasses import dataclass

from search.analysis import fold_term
from vietnamese.letters import canonical, has_marks

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


Node = Text | Prefix | CaseNumber | And | Or | Not


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


def positive(node: Node | None) -> list[Text | Prefix | CaseNumber]:
    """Return what a matching document may show: every leaf that is not excluded, in the order it was typed."""
    match node:
        case None | Not():
            return []
        case And(items) | Or(items):
            return [leaf for item in items for leaf in positive(item)]
        case _:
            return [node]


def relaxed(node: Node | None) -> Node | None:
    """Return the query for any of the words instead of all, exclusions kept; None when that is no other query."""
    if not isinstance(node, And):
        return None
    wanted = tuple(item for item in node.items if not isinstance(item, Not))
    if len(wanted) < 2:  # noqa: PLR2004  one word cannot be relaxed
        return None
    excluded = tuple(item for item in node.items if isinstance(item, Not))
    return And((Or(wanted), *excluded)) if excluded else Or(wanted)


def nearness(node: Node | None) -> Text | None:
    """Return the plain words of a query that has nothing else but exclusions, as one phrase; None for one word."""
    items = node.items if isinstance(node, And) else ()
    wanted = [item for item in items if not isinstance(item, Not)]
    plain = [item for item in wanted if isinstance(item, Text) and not item.strict]
    if len(plain) < 2 or len(plain) < len(wanted):  # noqa: PLR2004  one word has no neighbour
        return None
    return Text(tuple(word for item in plain for word in item.words))


def _tidy(code: str) -> str:
    return re.sub(_DASH, "-", re.sub(r"\s+", " ", code.strip()))
