"""How often the forms of a page would be drawn: a few nested forms can mean a billion drawings. Runs in the child."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pikepdf

from indexer.extract.results import Refused
from indexer.extract.streams import entry

if TYPE_CHECKING:
    from indexer.extract.streams import PdfObject, StreamBudget

MAX_DEPTH: Final = 6
MAX_DRAWINGS: Final = 2000
_SMALL: Final = 2 << 20


class FormBudget:
    """Counts the drawings that the forms of a page stand for; each form is looked at once."""

    def __init__(self, streams: StreamBudget) -> None:
        self._streams = streams
        self._drawings: dict[tuple[int, int], int] = {}

    def check(self, resources: PdfObject, page: int) -> None:
        """Refuse (TOO_COMPLEX with the page) forms nested deeper than 6 or standing for over 2,000 drawings."""
        self._count(resources, page, 0, frozenset())

    def _count(self, resources: PdfObject, page: int, depth: int, above: frozenset[tuple[int, int]]) -> int:
        if depth > MAX_DEPTH:
            raise Refused("TOO_COMPLEX", page=page)
        drawn = resources.get("/XObject") if isinstance(resources, pikepdf.Dictionary) else None
        total = 0
        for form in entry(drawn):
            if not isinstance(form, pikepdf.Stream) or form.get("/Subtype") != "/Form" or form.objgen in above:
                continue  # a form inside itself is refused by the reader
            total += self._of_form(form, page, depth, above)
            if total > MAX_DRAWINGS:
                raise Refused("TOO_COMPLEX", page=page)
        return total

    def _of_form(self, form: PdfObject, page: int, depth: int, above: frozenset[tuple[int, int]]) -> int:
        known = self._drawings.get(form.objgen)
        if known is None:
            inner = self._count(form.get("/Resources"), page, depth + 1, above | {form.objgen})
            small = self._streams.decoded(form) < _SMALL
            times = form.read_bytes().count(b" Do") if small and inner else 1
            known = self._drawings[form.objgen] = 1 + inner * max(1, times)
        return known
