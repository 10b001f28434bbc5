"""Blocks to lines of pieces in reading order: the left side of a header before its right, ruled tables row by row."""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING, Final

from indexer.word.runs import TURNED, Piece
from indexer.word.story import Para, Table
from indexer.word.styles import Look

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.word.story import Block

# what stands side by side at the head and the foot of a judgment, read before any font is decoded: TCVN3 and VNI
# leave the plain letters as they are
_SIDE_BY_SIDE: Final = re.compile(r"C.{1,3}NG H|.{1,3}c l.{1,3}p|N.i nh.{1,2}n|T\.? ?M\.|T/M|KT\.|TL\.", re.IGNORECASE)
_STATE: Final = re.compile(r"C.{1,3}NG H.{1,3} X", re.IGNORECASE)  # what no table of figures says
_PAIR: Final = 2


def in_order(blocks: Sequence[Block]) -> list[Para]:
    """The paragraphs of the blocks in reading order; a row of a ruled table is one paragraph."""
    found: list[Para] = []
    for block in blocks:
        if isinstance(block, Para):
            found.append(block)
        else:
            found += _of_table(block)
    return found


def _of_table(table: Table) -> list[Para]:
    rows = [[in_order(cell) for cell in row] for row in table.rows]
    for row in rows:
        _turn_once(row)
    rows = _without_gaps(rows)
    widest = max(map(len, rows), default=0)
    ruled = table.ruled and not any(_STATE.search(_plain(cell)) for row in rows for cell in row)
    if widest <= 1 or (len(rows) == 1 and not ruled):
        return list(chain.from_iterable(chain.from_iterable(rows)))
    if not ruled and widest == _PAIR and any(_SIDE_BY_SIDE.search(_plain(cell)) for row in rows for cell in row):
        return [para for side in range(_PAIR) for row in rows for cell in row[side : side + 1] for para in cell]
    if ruled:
        return [_joined(list(chain.from_iterable(row))) for row in rows]
    return list(chain.from_iterable(map(_unruled, rows)))


def _without_gaps(rows: list[list[list[Para]]]) -> list[list[list[Para]]]:
    """The rows without columns that are empty from top to bottom: they only hold the others apart."""
    widest = max(map(len, rows), default=0)
    if any(len(row) != widest for row in rows):
        return rows
    kept = [place for place in range(widest) if any(_plain(row[place]).strip() for row in rows)]
    return [[row[place] for place in kept] for row in rows]


def _unruled(row: list[list[Para]]) -> list[Para]:
    """A row without lines: read as one line where each cell holds one paragraph, else cell by cell."""
    filled = [[para for para in cell if _plain([para]).strip()] for cell in row]
    if all(len(cell) <= 1 for cell in filled):
        return [_joined(list(chain.from_iterable(filled)))]
    return list(chain.from_iterable(row))


def _joined(paras: list[Para]) -> Para:
    pieces: list[Piece] = []
    for para in paras:
        if pieces and para.pieces:
            pieces.append(Piece(" ", Look()))
        pieces += [piece._replace(text=piece.text.replace("\n", " ")) for piece in para.pieces]
    return Para(tuple(pieces), tuple(chain.from_iterable(para.notes for para in paras)))


def _plain(paras: list[Para]) -> str:
    return " ".join("".join(piece.text for piece in para.pieces) for para in paras)


def _turn_once(row: list[list[Para]]) -> None:
    """A row that runs over a page's end turns the page once, though Word notes it in every cell."""
    turns = [sum(piece.text.count(TURNED) for para in cell for piece in para.pieces) for cell in row]
    if sum(turn > 0 for turn in turns) <= 1:
        return
    most = turns.index(max(turns))
    for place, cell in enumerate(row):
        if place != most:
            row[place] = [
                Para(tuple(piece._replace(text=piece.text.replace(TURNED, "")) for piece in para.pieces), para.notes)
                for para in cell
            ]
