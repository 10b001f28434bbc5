"""Hits of a search inside one judgment: numbered marks, and the list of places for readers without scripts. Pure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

from markupsafe import Markup, escape

from portal.public.layout import Part
from search.query import Query
from search.snippet import Spans, highlight

MOST_PLACES: Final = 50


@dataclass(frozen=True)
class Hits:
    """The hits of a judgment as one part of it shows them.

    count: in the whole judgment. first and last: numbers of the first and last mark on this page.
    places: (anchor, paragraph, address before the anchor), at most 50.
    """

    spans: dict[int, Spans]
    numbers: dict[int, int]
    count: int
    first: int
    last: int
    places: list[tuple[str, int, str]] = field(default_factory=list)

    def write(self, number: int, text: str) -> Markup:
        """The text of a paragraph with its hits marked `tu-1`, `tu-2` … through the document."""
        found = self.spans.get(number)
        return marked(found, self.numbers[number]) if found else escape(text)


def marker(paragraphs: Sequence[str], query: Query, part: Part, elsewhere: Callable[[int], str]) -> Hits | None:
    """Find the hits of a query in a judgment; None when there is none.

    Marks are numbered through the whole judgment, so that an address keeps its meaning in every part.
    elsewhere: address of the part that holds a paragraph outside this one.
    """
    spans: dict[int, Spans] = {}
    numbers: dict[int, int] = {}
    places: list[tuple[str, int, str]] = []
    shown: list[int] = []
    count = 0
    for number, text in enumerate(paragraphs, 1):
        found = highlight(text, query)
        hits = sum(hit for _text, hit in found)
        if not hits:
            continue
        spans[number], numbers[number] = found, count + 1
        here = part.first <= number <= part.last
        marks = range(count + 1, count + hits + 1)
        shown += marks if here else ()
        places += [(f"tu-{mark}", number, "" if here else elsewhere(number)) for mark in marks]
        count += hits
    if not count:
        return None
    return Hits(spans, numbers, count, shown[0] if shown else 0, shown[-1] if shown else 0, places[:MOST_PLACES])


def marked(spans: Spans, first: int | None = None) -> Markup:
    """Pieces of text with `<mark>` around the hits, everything escaped.

    first: number of the first mark, which becomes its anchor `tu-<number>`; none for marks without anchors.
    """
    pieces: list[Markup] = []
    mark = first
    for text, hit in spans:
        if not hit:
            pieces.append(escape(text))
        elif mark is None:
            pieces.append(Markup("<mark>{}</mark>").format(text))
        else:
            pieces.append(Markup('<mark id="tu-{}">{}</mark>').format(mark, text))
            mark += 1
    return Markup("").join(pieces)
