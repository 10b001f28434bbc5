"""The blocks of a document in the order of its XML: paragraphs, and tables as rows of cells of blocks."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from indexer.word.markup import chosen, number, switched, value
from indexer.word.runs import PAGE, Inside, Piece, Story, exact_height, mark_is_gone
from indexer.word.styles import TINY, Look, Setting, fill, look

if TYPE_CHECKING:
    from collections.abc import Sequence
    from xml.etree.ElementTree import Element

    from indexer.word.numbering import Numbering
    from indexer.word.styles import Styles

_WRAPPED: Final = frozenset(("w.sdt", "w.sdtContent", "w.customXml", "w.ins", "w.moveTo", "w.smartTag"))
_SIDES: Final = ("w.top", "w.left", "w.start", "w.bottom", "w.right", "w.end", "w.insideH", "w.insideV")
_NO_LINE: Final = frozenset(("nil", "none"))
_MOST_WIPED: Final = 2  # of the four sides of a cell; one may lie between two cells that are merged to the eye
_PAPER: Final = "ffffff"
_TWIPS: Final = 20  # in a point


@dataclass(frozen=True, slots=True)
class Para:
    """A paragraph: its pieces, its number first, and the notes it refers to as (part, id)."""

    pieces: tuple[Piece, ...]
    notes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells of blocks; `ruled` when lines are drawn between the cells."""

    rows: tuple[tuple[tuple[Block, ...], ...], ...]
    ruled: bool


Block = Para | Table


@dataclass(slots=True)
class Reader:
    """Reads the blocks of one document; lists count on from block to block."""

    story: Story
    numbering: Numbering

    @property
    def styles(self) -> Styles:
        """The document's styles."""
        return self.story.styles

    def blocks(self, parent: Element, setting: Setting) -> list[Block]:
        """The blocks below an element: a body, a cell, a note, a text box."""
        found: list[Block] = []
        self._blocks(parent, setting, found, [])
        return found

    def _blocks(self, parent: Element, setting: Setting, found: list[Block], held: list[Para]) -> None:
        """`held`: at most one paragraph whose end is gone, so that the next one goes on in its line."""
        for child in chosen(parent):
            if child.tag == "w.p":
                self._paragraph(child, setting, found, held)
            elif child.tag == "w.tbl":
                found.append(self._table(child, setting))
            elif child.tag in _WRAPPED:
                self._blocks(child, setting, found, held)
            elif child.tag == "w.altChunk":
                self.story.flags.add("PICTURES")
        if held and parent.tag not in _WRAPPED:
            found.append(held.pop())

    def _paragraph(self, element: Element, setting: Setting, found: list[Block], held: list[Para]) -> None:
        properties = element.find("w.pPr")
        style = value(properties, "w.pStyle") or self.styles.usual
        setting = self._setting(properties, style, setting)
        inside = Inside(self.story, style, setting)
        notes = len(self.story.notes)
        inside.read(element)
        pieces = inside.pieces
        shown = not pieces or any(piece.look.hidden is None for piece in pieces)
        gone = mark_is_gone(properties)
        if shown and not gone:
            pieces = [*self._label(properties, style, setting), *pieces]
        if switched(properties, "w.pageBreakBefore"):
            pieces = [Piece(PAGE, Look()), *pieces]
        section = None if properties is None else properties.find("w.sectPr")
        if section is not None and value(section, "w.type") not in {"continuous", "nextColumn"}:
            pieces = [*pieces, Piece(PAGE, Look())]
        made = Para(tuple(pieces), tuple(self.story.notes[notes:]))
        if held:
            before = held.pop()
            made = Para(before.pieces + made.pieces, before.notes + made.notes)
        if gone:
            held.append(made)
        else:
            found.append(made)
        for box, around in inside.boxes:
            found += self.blocks(box, around)

    def _label(self, properties: Element | None, style: str, setting: Setting) -> list[Piece]:
        label = self.numbering.label(properties, style)
        if label is None:
            return []
        mark = None if properties is None else properties.find("w.rPr")
        has_font = label.letters is not None and label.letters.find("w.rFonts") is not None
        looks = look(self.styles, style, label.letters if has_font else mark, replace(setting, behind=None))
        return [Piece(label.text + label.after, looks)]

    def _setting(self, properties: Element | None, style: str, setting: Setting) -> Setting:
        """Where the runs of a paragraph stand: on its shading, in lines of its height."""
        levels = [level for level in (properties, *self.styles.of_paragraph(style)) if level is not None]
        behind, hidden = setting.behind, setting.hidden
        shading = next((found for level in levels if (found := level.find("w.shd")) is not None), None)
        behind = fill(shading, behind)
        height = next((height for level in levels if (height := exact_height(level)) is not None), None)
        if hidden is None and height is not None and height < TINY * _TWIPS:
            hidden = "tiny"
        return Setting(behind, hidden)

    def _table(self, table: Element, setting: Setting) -> Table:
        properties = table.find("w.tblPr")
        style = value(properties, "w.tblStyle")
        if any(found.get("w.val") != "nil" for item in self.styles.chain(style) for found in item.iter("w.shd")):
            setting = replace(setting, behind=None)  # rows and columns of a style are painted by rules of their own
        rows = [row for row in self._rows(table, setting) if row]
        return Table(tuple(rows), ruled=self._ruled(table, properties, style))

    def _rows(self, parent: Element, setting: Setting) -> list[tuple[tuple[Block, ...], ...]]:
        rows: list[tuple[tuple[Block, ...], ...]] = []
        for child in chosen(parent):
            if child.tag in _WRAPPED:
                rows += self._rows(child, setting)
            elif child.tag == "w.tr":
                properties = child.find("w.trPr")
                if properties is not None and properties.find("w.del") is not None:
                    self.story.flags.add("REVISIONS")
                    continue
                rows.append(tuple(self._cells(child, _row_setting(properties, setting))))
        return rows

    def _cells(self, parent: Element, setting: Setting) -> list[tuple[Block, ...]]:
        cells: list[tuple[Block, ...]] = []
        for child in chosen(parent):
            if child.tag in _WRAPPED:
                cells += self._cells(child, setting)
            elif child.tag == "w.tc":
                if child.find("w.tcPr/w.cellDel") is not None:
                    self.story.flags.add("REVISIONS")
                    continue
                cells.append(tuple(self.blocks(child, _cell_setting(child.find("w.tcPr"), setting))))
        return cells

    def _ruled(self, table: Element, properties: Element | None, style: str | None) -> bool:
        """Whether lines are drawn between cells: by the table, its style, or the cells themselves."""
        own = None if properties is None else properties.find("w.tblBorders")
        if own is None:
            own = next(
                (
                    found
                    for item in self.styles.chain(style)
                    if (found := item.find("w.tblPr/w.tblBorders")) is not None
                ),
                None,
            )
        inside = own is not None and _has_line(own, ("w.insideH", "w.insideV"))
        cells = [cell.find("w.tcPr/w.tcBorders") for row in table.findall("w.tr") for cell in row.findall("w.tc")]
        lined = [inside if borders is None else _is_lined(borders, inside=inside) for borders in cells]
        return 2 * sum(lined) > len(cells)


def _row_setting(properties: Element | None, setting: Setting) -> Setting:
    if properties is None or setting.hidden:
        return setting
    height = number(properties, "w.trHeight")
    exact = value(properties, "w.trHeight", "w.hRule") == "exact"
    if exact and height is not None and height < TINY * _TWIPS:
        return replace(setting, hidden="tiny")
    return replace(setting, hidden="invisible") if switched(properties, "w.hidden") else setting


def _cell_setting(properties: Element | None, setting: Setting) -> Setting:
    if properties is None:
        return setting
    merged = properties.find("w.vMerge")
    covered = merged is not None and merged.get("w.val", "continue") == "continue"
    hidden = setting.hidden or ("covered" if covered else None)
    return Setting(fill(properties.find("w.shd"), setting.behind), hidden)


def _is_lined(borders: Element, *, inside: bool) -> bool:
    """Whether a cell has lines around it: its own, else those of the table where it does not wipe them off."""
    return _has_line(borders, _SIDES) or (inside and sum(_wiped(borders, side) for side in _SIDES) < _MOST_WIPED)


def _wiped(borders: Element, side: str) -> bool:
    """Whether a cell says of a side that it has no line; a white one, as Google Docs draws it, is none."""
    return borders.find(side) is not None and not _has_line(borders, (side,))


def _has_line(borders: Element, sides: Sequence[str]) -> bool:
    return any(
        value(borders, side) not in {None, *_NO_LINE} and (value(borders, side, "w.color") or "").lower() != _PAPER
        for side in sides
    )
