"""Text that no reader sees, told by how it is drawn: invisible mode, tiny, outside the page."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final

from indexer.extract.results import Hidden

if TYPE_CHECKING:
    from indexer.extract.chars import Char, PageInk

INVISIBLE_MODES: Final = frozenset((3, 7))
TINY: Final = 3.0  # points


def reason(char: Char, page: PageInk) -> str | None:
    """Why this character cannot be seen; None when it can, as far as its drawing says."""
    if char.mode in INVISIBLE_MODES:
        return "invisible"
    if char.size < TINY:
        return "tiny"
    if char.x1 < 0 or char.y + char.size < 0 or char.x0 > page.width or char.y > page.height:
        return "off_page"
    return None


def split_hidden(page: PageInk, number: int) -> tuple[list[Char], list[Hidden]]:
    """The characters that can be seen, and the hidden runs with their reasons.

    A mark that takes no room and a space count as seen: they leave no ink of their own.
    """
    reasons = [reason(char, page) for char in page.chars]
    if not any(reasons):
        return page.chars, []
    seen = [char for char, why in zip(page.chars, reasons, strict=True) if why is None]
    hidden = []
    for why, run in groupby(zip(reasons, page.chars, strict=True), key=lambda pair: pair[0]):
        text = " ".join("".join(char.text for _, char in run).split())
        if why is not None and text:
            hidden.append(Hidden(number, text, why))
    return seen, hidden
