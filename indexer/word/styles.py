"""How letters look: the properties of a run through document defaults, styles and its own (ECMA-376 part 1, 17.7)."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple

from indexer.word.markup import number, switched, value

if TYPE_CHECKING:
    from collections.abc import Sequence
    from xml.etree.ElementTree import Element

MAX_CHAIN: Final = 20  # styles that are based on each other; Word itself allows eleven

Reason = str
Colour = tuple[int, int, int]

TINY: Final = 3.0  # points
NARROW: Final = 10  # per cent of a letter's width
SAME_COLOUR: Final = 16  # of 255, in every part
WHITE: Final[Colour] = (255, 255, 255)
_USUAL_SIZE: Final = 20  # half-points
_DARK_MARKERS: Final = {
    "black": (0, 0, 0), "darkBlue": (0, 0, 128), "darkGray": (128, 128, 128), "darkRed": (128, 0, 0),
    "darkGreen": (0, 128, 0), "darkCyan": (0, 128, 128), "darkMagenta": (128, 0, 128), "darkYellow": (128, 128, 0),
}  # fmt: skip


class Look(NamedTuple):
    """What of a run's looks matters: the fonts of plain and of other letters, capitals, why it cannot be seen."""

    ascii: str = ""
    other: str = ""
    capitals: bool = False
    hidden: Reason | None = None


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a run stands: its colour behind (None: unknown), and why nothing there can be seen."""

    behind: Colour | None = WHITE
    hidden: Reason | None = None


@dataclass(frozen=True)
class Styles:
    """The styles of a document by their id, what holds without one, and the ids that paragraphs and letters start from.

    `root` is None for a document without a styles part.
    """

    root: Element | None
    _chains: dict[str, tuple[Element, ...]] = field(default_factory=dict)

    @cached_property
    def by_id(self) -> dict[str, Element]:
        """Each style by its id."""
        return {} if self.root is None else {style.get("w.styleId", ""): style for style in self.root.iter("w.style")}

    @cached_property
    def usual(self) -> str:
        """The id of the paragraph style that holds where none is named."""
        for name, style in self.by_id.items():
            if style.get("w.type") == "paragraph" and style.get("w.default", "0") in {"1", "true", "on"}:
                return name
        return ""

    @cached_property
    def defaults(self) -> tuple[Element, ...]:
        """The run properties of the document's defaults."""
        found = None if self.root is None else self.root.find("w.docDefaults/w.rPrDefault/w.rPr")
        return () if found is None else (found,)

    def chain(self, name: str | None) -> tuple[Element, ...]:
        """The style of that id and those it is based on, the nearest first; empty for an unknown id."""
        name = name or ""
        if name not in self._chains:
            found: list[Element] = []
            step: str | None = name
            while step in self.by_id and len(found) < MAX_CHAIN:
                style = self.by_id[step]
                if style in found:
                    break
                found.append(style)
                step = value(style, "w.basedOn")
            self._chains[name] = tuple(found)
        return self._chains[name]

    def of_letters(self, name: str | None) -> tuple[Element, ...]:
        """The run properties that a style and its ancestors set, the nearest first."""
        return tuple(found for style in self.chain(name) if (found := style.find("w.rPr")) is not None)

    def of_paragraph(self, name: str | None) -> tuple[Element, ...]:
        """The paragraph properties that a style and its ancestors set, the nearest first."""
        return tuple(found for style in self.chain(name) if (found := style.find("w.pPr")) is not None)


def look(styles: Styles, paragraph: str, own: Element | None, setting: Setting) -> Look:
    """How a run looks.

    :param paragraph: the id of its paragraph's style
    :param own: its own properties (w:rPr)
    """
    direct = () if own is None else (own,)
    by_letters = styles.of_letters(value(own, "w.rStyle"))
    by_paragraph = styles.of_letters(paragraph)
    levels = (*direct, *by_letters, *by_paragraph, *styles.defaults)
    complex_script = bool(switched(own, "w.cs") or switched(own, "w.rtl"))
    ascii_font, other_font = _fonts(levels, complex_script=complex_script)

    def toggled(name: str) -> bool:
        said = switched(own, name)
        if said is not None:
            return said
        # each of the two kinds of style turns the property over (17.7.3)
        turns = [_first_switch(level, name) for level in (by_letters, by_paragraph)]
        return (turns[0] != turns[1]) or bool(_first_switch(styles.defaults, name))

    hidden = setting.hidden
    if hidden is None and toggled("w.vanish"):
        hidden = "invisible"
    if hidden is None and _tiny(levels, complex_script=complex_script):
        hidden = "tiny"
    if hidden is None and _same_colour(levels, setting.behind):
        hidden = "background_color"
    return Look(ascii_font, other_font, toggled("w.caps"), hidden)


def _first_switch(levels: Sequence[Element], name: str) -> bool:
    return next((said for level in levels if (said := switched(level, name)) is not None), False)


def _first(levels: Sequence[Element], name: str) -> Element | None:
    return next((found for level in levels if (found := level.find(name)) is not None), None)


def _fonts(levels: Sequence[Element], *, complex_script: bool) -> tuple[str, str]:
    """The fonts of plain letters and of others; a theme's font has no name here, for no theme holds a legacy font."""
    found: list[str] = []
    for slot in ("cs",) if complex_script else ("ascii", "hAnsi"):
        for level in levels:
            fonts = level.find("w.rFonts")
            if fonts is None:
                continue
            if fonts.get(f"w.{slot}Theme") is not None or fonts.get("w.cstheme" if slot == "cs" else "") is not None:
                found.append("")
                break
            name = fonts.get(f"w.{slot}")
            if name is not None:
                found.append(name.strip())
                break
        else:
            found.append("")
    return found[0], found[-1]


def _tiny(levels: Sequence[Element], *, complex_script: bool) -> bool:
    """Whether the letters are too small or too narrow to be read."""
    name = "w.szCs" if complex_script else "w.sz"
    sizes = (number(level, name) for level in levels)
    size = next((size for size in sizes if size is not None), _USUAL_SIZE)
    widths = (number(level, "w.w") for level in levels)
    width = next((width for width in widths if width is not None), 100)
    return size < 2 * TINY or 0 < width < NARROW


def _same_colour(levels: Sequence[Element], behind: Colour | None) -> bool:
    """Whether the letters have the colour of what is behind them; letters of automatic colour stand out from a fill."""
    colour = _first(levels, "w.color")
    ink = rgb(None if colour is None else colour.get("w.val"))
    marker = _first(levels, "w.highlight")
    marked = None if marker is None else marker.get("w.val")
    if marked is not None and marked != "none":
        behind = _DARK_MARKERS.get(marked)  # a bright marker hides nothing that white paper would not
        if behind == (0, 0, 0) and ink is None:
            return True
        if behind is None:
            return False
    else:
        behind = fill(_first(levels, "w.shd"), behind)
    return (
        ink is not None
        and behind is not None
        and all(abs(a - b) < SAME_COLOUR for a, b in zip(ink, behind, strict=True))
    )


def fill(shading: Element | None, behind: Colour | None) -> Colour | None:
    """The colour behind letters that a w:shd leaves; None when a pattern or a theme makes it unknown."""
    if shading is None:
        return behind
    pattern = shading.get("w.val", "clear")
    if pattern in {"nil", "none"}:
        return behind
    if pattern == "solid":
        return rgb(shading.get("w.color")) or (0, 0, 0)
    if pattern != "clear":
        return None
    painted = shading.get("w.fill", "auto")
    if painted == "auto":
        return behind if shading.get("w.themeFill") is None else None
    return rgb(painted)


def rgb(text: str | None) -> Colour | None:
    """A colour written as six hexadecimal digits; None for "auto" and anything else."""
    bare = (text or "").lstrip("#")
    if len(bare) != 6:  # noqa: PLR2004  two digits for each of red, green and blue
        return None
    try:
        packed = int(bare, 16)
    except ValueError:
        return None
    return packed >> 16, packed >> 8 & 255, packed & 255
