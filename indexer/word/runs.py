"""The letters of a paragraph run by run: text, tabs, breaks and symbols; what was deleted or is a field's code is left.

Breaks stand in the text as characters that XML cannot hold: BREAK in a line, PAGE asked for by the author, TURNED
where Word began a page when it last drew the document.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple

from indexer.extract.results import Refused
from indexer.word.markup import chosen, switched, value, whole
from indexer.word.styles import Look, Setting, look

if TYPE_CHECKING:
    from collections.abc import Callable
    from xml.etree.ElementTree import Element

    from indexer.word.styles import Styles

BREAK, PAGE, TURNED = "\n", "\f", "\v"
MAX_LETTERS: Final = 5_000_000
LARGE_PICTURE: Final = 0.25 * 595 * 842  # square points: a quarter of an A4 page
_EMU: Final = 12_700  # a point

_THROUGH: Final = frozenset(
    ("w.hyperlink", "w.smartTag", "w.customXml", "w.fldSimple", "w.bdo", "w.dir", "w.sdt", "w.sdtContent", "w.ruby",
     "w.rubyBase", "m.oMath", "m.oMathPara", "?:contentPart")
)  # fmt: skip
_INSERTED: Final = frozenset(("w.ins", "w.moveTo"))
_DELETED: Final = frozenset(("w.del", "w.moveFrom"))
_REMARKS: Final = frozenset(("w.commentReference", "w.commentRangeStart"))
_DRAWN: Final = frozenset(("w.drawing", "w.pict", "w.object"))
_ACTING: Final = ("DDE", "DDEAUTO", "INCLUDETEXT", "MACROBUTTON")
_SYMBOLS: Final = {
    "symbol": {
        0xB7: "•", 0x2D: "−", 0xB1: "±", 0xA3: "≤", 0xB3: "≥", 0xB4: "×", 0xB0: "°", 0xAE: "→", 0xB9: "≠", 0xBB: "≈",
        0xB8: "÷", 0xA2: "′", 0xB2: "″", 0x61: "α", 0x62: "β", 0x67: "γ", 0x64: "δ", 0x6C: "λ", 0x6D: "μ", 0x70: "π",
        0x44: "Δ", 0x53: "Σ", 0x57: "Ω",
    },
    "wingdings": {0xA8: "☐", 0x6F: "☐", 0xFE: "☑", 0xFD: "☒", 0xFC: "✓", 0xFB: "✗", 0xE0: "→", 0xE8: "→", 0x2D: "–"},
}  # fmt: skip
_PRIVATE: Final = range(0xF020, 0xF100)  # how the codes of a symbol font are written (17.3.3.30)


class Piece(NamedTuple):
    """Letters of one look."""

    text: str
    look: Look


@dataclass(slots=True)
class Story:
    """What reading a document gathers beside its text: flags, footnotes referred to, how many letters so far."""

    styles: Styles
    flags: set[str] = field(default_factory=set)
    notes: list[tuple[str, str]] = field(default_factory=list)
    letters: int = 0
    field_codes: list[bool] = field(default_factory=list)


@dataclass(slots=True)
class Inside:
    """The runs of one paragraph as they are read: its pieces, and the text boxes that hang on it."""

    story: Story
    style: str
    setting: Setting
    pieces: list[Piece] = field(default_factory=list)
    boxes: list[tuple[Element, Setting]] = field(default_factory=list)

    def read(self, parent: Element) -> None:
        """Take in every run below the element."""
        for child in chosen(parent):
            tag = child.tag
            if tag in {"w.r", "m.r"}:
                self._run(child)
            elif tag in _INSERTED:
                self.story.flags.add("REVISIONS")
                self.read(child)
            elif tag in _DELETED:
                self.story.flags.add("REVISIONS")
            elif tag in _REMARKS:
                self.story.flags.add("ANNOTATIONS")
            elif tag in _THROUGH or tag.startswith("m."):
                self.read(child)
        if parent.tag == "w.p":
            self.story.field_codes.clear()  # no code runs on into the next paragraph; one without its end hides no more

    def _run(self, run: Element) -> None:
        own = run.find("w.rPr")
        looks = look(self.story.styles, self.style, own, self.setting)
        for child in chosen(run):
            act = _ACTS.get(child.tag)
            if act is not None:
                text = act(self, child, looks)
                if text and not any(self.story.field_codes):
                    self.add(text, looks)
            elif child.tag in _DRAWN:
                self._drawn(child, looks)

    def add(self, text: str, looks: Look) -> None:
        """Put letters at the end."""
        self.story.letters += len(text)
        if self.story.letters > MAX_LETTERS:
            raise Refused("TOO_COMPLEX")
        self.pieces.append(Piece(text, looks))

    def _drawn(self, drawn: Element, looks: Look) -> None:
        """Text boxes are kept for after the paragraph; large pictures and embedded objects are things nobody reads."""
        setting = Setting(None, looks.hidden or self.setting.hidden or _out_of_sight(drawn))
        boxes = _boxes(drawn)
        self.boxes += [(box, setting) for box in boxes]
        if drawn.tag == "w.object":
            self.story.flags.add("ATTACHMENT")
        if not boxes and _is_large(drawn):
            self.story.flags.add("PICTURES")


def _boxes(drawn: Element) -> list[Element]:
    """The text boxes of a drawing, those of one alternative only, none that lies in another."""
    found: list[Element] = []
    waiting = [drawn]
    while waiting:
        element = waiting.pop()
        if element.tag == "w.txbxContent":
            found.append(element)
        else:
            waiting.extend(reversed(list(chosen(element))))
    return found


def _out_of_sight(drawn: Element) -> str | None:
    described = next(drawn.iter("wp.docPr"), None)
    if described is not None and described.get("hidden") in {"1", "true"}:
        return "invisible"
    styles = [shape.get("style", "") for shape in drawn if shape.tag.startswith("v.")]
    return "invisible" if any("visibility:hidden" in style.replace(" ", "") for style in styles) else None


def _is_large(drawn: Element) -> bool:
    """Whether a picture, chart or diagram covers a quarter of a page: its text would be missed."""
    extent = next(drawn.iter("wp.extent"), None)
    if extent is not None:
        width, height = whole(extent.get("cx")) or 0, whole(extent.get("cy")) or 0
        return width * height / _EMU**2 > LARGE_PICTURE
    for shape in drawn.iter("v.shape"):
        sides = dict(part.strip().partition(":")[::2] for part in shape.get("style", "").split(";"))
        if _points(sides.get("width")) * _points(sides.get("height")) > LARGE_PICTURE:
            return True
    return False


def _points(length: str | None) -> float:
    try:
        return float((length or "0").removesuffix("pt"))
    except ValueError:
        return 0.0


def _text(_: Inside, element: Element, __: Look) -> str:
    text = element.text or ""
    if element.get("xml.space") != "preserve":
        text = text.strip(" \t\r\n")
    return text.replace("\n", " ").replace("\r", " ")


def _break(_: Inside, element: Element, __: Look) -> str:
    return PAGE if element.get("w.type") == "page" else BREAK


def _symbol(_: Inside, element: Element, looks: Look) -> str:
    try:
        code = int(element.get("w.char", ""), 16)
    except ValueError:
        return ""
    if code not in _PRIVATE:
        return chr(code) if 0x20 <= code < 0xD800 else ""  # noqa: PLR2004  letters below the surrogates
    code -= 0xF000
    font = (element.get("w.font") or looks.other).lower()
    table = next((table for name, table in _SYMBOLS.items() if font.startswith(name)), None)
    return chr(code) if table is None else table.get(code, "▪")


def _field(inside: Inside, element: Element, _: Look) -> str:
    codes = inside.story.field_codes
    kind = element.get("w.fldCharType")
    if kind == "begin":
        codes.append(True)
    elif codes and kind == "separate":
        codes[-1] = False
    elif codes and kind == "end":
        codes.pop()
    return ""


def _code(inside: Inside, element: Element, _: Look) -> str:
    if (element.text or "").strip().upper().startswith(_ACTING):
        inside.story.flags.add("ACTION")
    return ""


def _note(inside: Inside, element: Element, _: Look) -> str:
    kind = "footnotes" if element.tag == "w.footnoteReference" else "endnotes"
    inside.story.notes.append((kind, element.get("w.id", "")))
    return ""


def _remark(inside: Inside, _: Element, __: Look) -> str:
    inside.story.flags.add("ANNOTATIONS")
    return ""


_ACTS: Final[dict[str, Callable[[Inside, Element, Look], str]]] = {
    "w.t": _text,
    "m.t": _text,
    "w.tab": lambda *_: "\t",
    "w.ptab": lambda *_: "\t",
    "w.br": _break,
    "w.cr": lambda *_: BREAK,
    "w.lastRenderedPageBreak": lambda *_: TURNED,
    "w.noBreakHyphen": lambda *_: "-",
    "w.softHyphen": lambda *_: "\u00ad",  # how Word keeps the letter ư of a TCVN3 font
    "w.sym": _symbol,
    "w.fldChar": _field,
    "w.instrText": _code,
    "w.footnoteReference": _note,
    "w.endnoteReference": _note,
    "w.commentReference": _remark,
}


def mark_is_gone(properties: Element | None) -> bool:
    """Whether a paragraph's end was deleted or is hidden, so that the next one goes on in its line."""
    mark = None if properties is None else properties.find("w.rPr")
    if mark is None:
        return False
    return any(mark.find(name) is not None for name in _DELETED) or bool(switched(mark, "w.vanish"))


def exact_height(properties: Element | None) -> int | None:
    """The height in twentieths of a point to which a paragraph's lines are cut; None when they are not cut."""
    spacing = None if properties is None else properties.find("w.spacing")
    if spacing is None or value(properties, "w.spacing", "w.lineRule") != "exact":
        return None
    return whole(spacing.get("w.line"))
