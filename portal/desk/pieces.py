"""Texts cut into pieces for the review pages: plain text, the mentions between, the places of a phrase."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from vietnamese.letters import fold, nfc

CONTEXT_CHARACTERS = 60

Span = tuple[int, int]
SimilarPlaces = Callable[[str, int, int], list[Span]]


class Spot(Protocol):
    """Where a mention stands: its code-point span in the source text."""

    @property
    def start(self) -> int:
        """The first code point."""

    @property
    def end(self) -> int:
        """The code point after the last."""


SpotT = TypeVar("SpotT", bound=Spot)


@dataclass(frozen=True)
class Shade:
    """A part of the text to be marked: its code-point span, how, and the anchor of its beginning."""

    start: int
    end: int
    kind: str
    anchor: str


@dataclass(frozen=True)
class Run:
    """Words that look the same: `kind` of their shade or "", `anchor` where that shade begins."""

    text: str
    kind: str = ""
    anchor: str = ""


@dataclass(frozen=True)
class Piece(Generic[SpotT]):
    """A part of text: of the mention `spot`, or plain when that is None; `first` marks a mention's first part.

    `shaded`: its words cut at the shades that lie in it, () without any.
    """

    text: str
    spot: SpotT | None = None
    first: bool = False
    shaded: tuple[Run, ...] = ()

    @property
    def runs(self) -> tuple[Run, ...]:
        """The words as they are drawn; joined they are `text`."""
        return self.shaded or (Run(self.text),)


@dataclass(frozen=True)
class Place:
    """A place of a phrase in its text, with the words before and after it, for a person to tick."""

    start: int
    end: int
    before: str
    text: str
    after: str


def pieces(text: str, start: int, end: int, spots: Sequence[SpotT], shades: Sequence[Shade] = ()) -> list[Piece[SpotT]]:
    """Cut text[start:end] at its mentions.

    spots: sorted by start, not overlapping; those outside of the range are left out and those that
    cross its edge are cut, so that the texts of the pieces joined always give text[start:end]. shades: likewise.
    """
    cut: list[Piece[SpotT]] = []
    inside = [shade for shade in shades if shade.start < end and start < shade.end]
    at = start
    for spot in spots:
        if spot.end <= at or spot.start >= end or at >= end:
            continue
        if spot.start > at:
            cut.append(Piece(text[at : spot.start], shaded=_runs(text, at, spot.start, inside)))
        left, right = max(at, spot.start), min(end, spot.end)
        cut.append(Piece(text[left:right], spot, left == spot.start, _runs(text, left, right, inside)))
        at = right
    if at < end:
        cut.append(Piece(text[at:end], shaded=_runs(text, at, end, inside)))
    return cut


def _runs(text: str, start: int, end: int, shades: Sequence[Shade]) -> tuple[Run, ...]:
    """text[start:end] cut at the shades in it, () when none is."""
    runs: list[Run] = []
    at = start
    for shade in shades:
        left, right = max(at, shade.start), min(end, shade.end)
        if left >= right:
            continue
        if left > at:
            runs.append(Run(text[at:left]))
        runs.append(Run(text[left:right], shade.kind, shade.anchor if left == shade.start else ""))
        at = right
    if runs and at < end:
        runs.append(Run(text[at:end]))
    return tuple(runs)


def _one_line(text: str) -> str:
    return "".join(" " if letter.isspace() else letter for letter in text)


def _is_word(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start], text[end : end + 1]
    return not (before.isalnum() and text[start].isalnum()) and not (after.isalnum() and text[end - 1].isalnum())


def phrase_places(text: str, phrase: str) -> list[Span]:
    """Every place where `phrase` stands in `text` as whole words, marks, case and kinds of blank ignored."""
    wanted = " ".join(fold(nfc(phrase)).split())
    if not wanted:
        return []
    folded = _one_line(fold(text))
    found: list[Span] = []
    at = folded.find(wanted)
    while at >= 0:
        end = at + len(wanted)
        if _is_word(folded, at, end):
            found.append((at, end))
        at = folded.find(wanted, at + 1 if not found or found[-1][1] <= at else end)
    return found


def exact_place(text: str, phrase: str) -> Span | None:
    """The first place where the letters of `phrase` stand just so as whole words, else its first folded place."""
    folded = phrase_places(text, phrase)
    exact = " ".join(nfc(phrase).split())
    return next((span for span in folded if _one_line(text[span[0] : span[1]]) == exact), folded[0] if folded else None)


def preview(text: str, phrase: str, similar_places: SimilarPlaces, taken: Iterable[Spot]) -> list[Place]:
    """The places a person may tick when adding a mention by its words.

    similar_places: gives the places like the one found (anonymizer's rule), handed in by the application.
    taken: the mentions there are already; places that touch one are left out. Sorted by start.
    """
    first = exact_place(text, phrase)
    if first is None:
        return []
    spans = sorted({first, *phrase_places(text, phrase), *similar_places(text, *first)})
    busy = [(spot.start, spot.end) for spot in taken]
    free: list[Span] = []
    for start, end in spans:
        if not any(left < end and start < right for left, right in [*busy, *free]):
            free.append((start, end))
    return [place(text, start, end) for start, end in free]


def place(text: str, start: int, end: int) -> Place:
    """The place text[start:end] with up to CONTEXT_CHARACTERS on each side, on one line."""
    before = _one_line(text[max(0, start - CONTEXT_CHARACTERS) : start])
    after = _one_line(text[end : end + CONTEXT_CHARACTERS])
    return Place(start, end, before, _one_line(text[start:end]), after)
