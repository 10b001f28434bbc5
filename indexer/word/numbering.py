"""The numbers that Word counts by itself and that stand in no run: "1.", "a)", "[1]", "Điều 2." (ECMA-376 17.9)."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Final

from indexer.word.markup import number, value, whole

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from indexer.word.styles import Styles

LEVELS: Final = 9
_MAX_LINKS: Final = 5
_ALPHABET: Final = 26
_LONGEST: Final = 10  # times that a letter is repeated (aa, bb, …)
_ROMAN_LIMIT: Final = 4000
_ROMAN: Final = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_DASHES: Final = frozenset("-–—+*")
BULLET: Final = "•"


@dataclass(frozen=True, slots=True)
class Label:
    """The number of a paragraph as text, what follows it, and the level's own run properties (its font)."""

    text: str
    after: str
    letters: Element | None


@dataclass
class Numbering:
    """The lists of a document and how far each has been counted. `root` is None without a numbering part."""

    root: Element | None
    styles: Styles
    _counts: dict[str, list[int | None]] = field(default_factory=dict)
    _begun: set[tuple[str, int]] = field(default_factory=set)

    @cached_property
    def _lists(self) -> dict[str, Element]:
        root = self.root
        return {} if root is None else {item.get("w.numId", ""): item for item in root.iter("w.num")}

    @cached_property
    def _kinds(self) -> dict[str, Element]:
        root = self.root
        return {} if root is None else {item.get("w.abstractNumId", ""): item for item in root.iter("w.abstractNum")}

    def label(self, properties: Element | None, style: str) -> Label | None:
        """Count this paragraph and return its number; None for a paragraph without one.

        :param properties: its own w:pPr
        :param style: the id of its style
        """
        wanted = self._place(properties, style)
        if wanted is None:
            return None
        name, depth = wanted
        kind, levels = self._levels(name)
        level = levels.get(depth)
        if level is None:
            return None
        counts = self._counted(kind, name, depth, levels)
        return self._written(level, depth, counts, levels)

    def _place(self, properties: Element | None, style: str) -> tuple[str, int] | None:
        """The list and the level of a paragraph: its own, else those of its style."""
        own = None if properties is None else properties.find("w.numPr")
        name, depth = value(own, "w.numId"), number(own, "w.ilvl")
        for level in self.styles.of_paragraph(style):
            inherited = level.find("w.numPr")
            if inherited is not None:
                name = name or value(inherited, "w.numId")
                depth = number(inherited, "w.ilvl") if depth is None else depth
        if not name or name == "0":
            return None
        if depth is None:
            depth = self._depth_of_style(name, style)
        return (name, depth) if 0 <= depth < LEVELS else None

    def _depth_of_style(self, name: str, style: str) -> int:
        _, levels = self._levels(name)
        ids = [item.get("w.styleId") for item in self.styles.chain(style)]
        return next((depth for depth, level in levels.items() if value(level, "w.pStyle") in ids), 0)

    def _levels(self, name: str) -> tuple[str, dict[int, Element]]:
        """The abstract list behind a list, and its levels with what the list changes in them."""
        item = self._lists.get(name)
        kind = value(item, "w.abstractNumId") or ""
        abstract = self._kinds.get(kind)
        for _ in range(_MAX_LINKS):
            link = value(abstract, "w.numStyleLink")
            if link is None:
                break
            linked = next(
                (
                    found
                    for level in self.styles.of_paragraph(link)
                    if (found := value(level.find("w.numPr"), "w.numId"))
                ),
                "",
            )
            kind = value(self._lists.get(linked), "w.abstractNumId") or ""
            abstract = self._kinds.get(kind)
        levels = {} if abstract is None else {whole(lvl.get("w.ilvl")) or 0: lvl for lvl in abstract.findall("w.lvl")}
        for change in () if item is None else item.findall("w.lvlOverride"):
            level = change.find("w.lvl")
            if level is not None:
                levels[whole(change.get("w.ilvl")) or 0] = level
        return kind, levels

    def _counted(self, kind: str, name: str, depth: int, levels: dict[int, Element]) -> list[int | None]:
        counts = self._counts.setdefault(kind, [None] * LEVELS)
        start = number(levels[depth], "w.start")
        again = self._restart(name, depth)
        if again is not None and (name, depth) not in self._begun:
            counts[depth] = again
        else:
            before = counts[depth]
            counts[depth] = (1 if start is None else start) if before is None else before + 1
        self._begun.add((name, depth))
        for deeper in range(depth + 1, LEVELS):
            restarts = number(levels.get(deeper), "w.lvlRestart")
            if restarts is None or depth < restarts:
                counts[deeper] = None
        return counts

    def _restart(self, name: str, depth: int) -> int | None:
        item = self._lists.get(name)
        for change in () if item is None else item.findall("w.lvlOverride"):
            if whole(change.get("w.ilvl")) == depth:
                return number(change, "w.startOverride")
        return None

    def _written(
        self, level: Element, depth: int, counts: list[int | None], levels: dict[int, Element]
    ) -> Label | None:
        form = value(level, "w.numFmt") or "decimal"
        text = value(level, "w.lvlText") or ""
        after = "" if value(level, "w.suff") == "nothing" else " "
        if form == "bullet":
            bare = text.strip()
            return Label(bare if bare in _DASHES else BULLET, after, None) if bare else None
        legal = level.find("w.isLgl") is not None
        for place in range(depth + 1):
            if f"%{place + 1}" in text:
                step = levels.get(place)
                start = number(step, "w.start")
                count = counts[place]
                count = (1 if start is None else start) if count is None else count
                form = "decimal" if legal else value(step, "w.numFmt") or "decimal"
                text = text.replace(f"%{place + 1}", written(count, form))
        return Label(text, after, level.find("w.rPr")) if text.strip() else None


def written(count: int, form: str) -> str:
    """A count in one of Word's forms; forms that are not known are written as digits."""
    if form in {"lowerLetter", "upperLetter"} and count > 0:
        letters = chr(ord("a") + (count - 1) % _ALPHABET) * min((count - 1) // _ALPHABET + 1, _LONGEST)
        return letters if form == "lowerLetter" else letters.upper()
    if form in {"lowerRoman", "upperRoman"} and 0 < count < _ROMAN_LIMIT:
        letters = _roman(count)
        return letters if form == "lowerRoman" else letters.upper()
    if form == "decimalZero":
        return f"{count:02}"
    return "" if form == "none" else str(count)


def _roman(count: int) -> str:
    found = ""
    for worth, letters in _ROMAN:
        found += letters * (count // worth)
        count %= worth
    return found
