"""The training text: drafts filled anew at every pass, spoiled, cut into pieces of one paragraph or a few."""

from __future__ import annotations

import hashlib
import random
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from anonymizer.reading import plain
from anonymizer.training.draft import Draft, Labelled, Slot, fill
from anonymizer.training.noise import spoil
from anonymizer.training.templates import LAYOUTS, compose

if TYPE_CHECKING:
    from collections.abc import Iterator

_PIECE = 1500


@dataclass(frozen=True, slots=True)
class Corpus:
    """What a model is trained on: drafts of real prose and a number of invented judgments a pass.

    `forbidden`: folded given names that no draw may use, those of a set that is measured on.
    """

    drafts: tuple[Draft, ...]
    invented: int
    forbidden: frozenset[str] = field(default=frozenset())

    def passage(self, seed: int, number: int) -> Iterator[Labelled]:
        """Yield the pieces of one pass over everything, in an order and with names of its own."""
        draw = random.Random(f"{seed}/{number}")  # noqa: S311  not for secrets
        made: list[Labelled] = []
        for draft in self.drafts:
            made += cut(_as_read(spoil(fill(draft, draw, self.forbidden), draw)))
        for _ in range(self.invented):
            layout = draw.choice(LAYOUTS)
            made += cut(_as_read(spoil(fill(compose(layout, draw), draw, self.forbidden), draw)))
        draw.shuffle(made)
        yield from made


def _as_read(text: Labelled) -> Labelled:
    """Return the text as the anonymizer reads it, small letters found in capitals included."""
    read = plain(text.text).text
    return Labelled(read, text.spans) if len(read) == len(text.text) else text


def cut(text: Labelled) -> list[Labelled]:
    """Return pieces of about 1,500 characters that cut no marked place, each with its own offsets."""
    found = []
    at = 0
    while at < len(text.text):
        end = _end(text, at)
        spans = tuple(
            (start - at, stop - at, label) for start, stop, label in text.spans if at <= start and stop <= end
        )
        found.append(Labelled(text.text[at:end], spans))
        at = end
    return found


def _end(text: Labelled, at: int) -> int:
    if at + _PIECE * 4 // 3 >= len(text.text):
        return len(text.text)
    inside = re.compile(r"[\n.;] ?|\s")
    for match in inside.finditer(text.text, at + _PIECE):
        if not any(start < match.end() < stop for start, stop, _ in text.spans):
            return match.end()
    return len(text.text)


def draft_hash(drafts: tuple[Draft, ...]) -> str:
    """Return the hash of drafts, which says what a model was trained on without showing it."""
    digest = hashlib.sha256()
    for draft in drafts:
        for piece in draft:
            digest.update(
                repr((piece.surface, piece.label, piece.entity) if isinstance(piece, Slot) else piece).encode()
            )
        digest.update(b"\0")
    return digest.hexdigest()


def slot_count(drafts: tuple[Draft, ...]) -> dict[str, int]:
    """Return how many places of each label the drafts hold; undecided ones under "unknown"."""
    counts: dict[str, int] = {}
    for draft in drafts:
        for piece in draft:
            if isinstance(piece, Slot):
                counts[piece.label or "unknown"] = counts.get(piece.label or "unknown", 0) + 1
    return dict(sorted(counts.items()))
