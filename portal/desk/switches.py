"""What the switches of the policy would change in a document: rows for a page that changes nothing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from portal.desk.pieces import Place, place
from portal.desk.rows import paragraph_of
from portal.desk.words import LABELS
from records.desk.views import MentionView

SHOWN: Final = 50
WORDS: Final = {"keep": "giữ nguyên", "replace": "mã hóa", "review": "mã hóa và phải xem"}


class Change(Protocol):
    """One place that a switch treats differently."""

    @property
    def start(self) -> int:
        """The first code point."""

    @property
    def end(self) -> int:
        """The code point after the last."""

    @property
    def label(self) -> str:
        """What stands there."""

    @property
    def before(self) -> str:
        """What is done there now: an action of the mentions."""

    @property
    def after(self) -> str:
        """What the switch would do there."""


class Effect(Protocol):
    """A switch with its changes."""

    @property
    def title(self) -> str:
        """The switch in words."""

    @property
    def changes(self) -> Sequence[Change]:
        """The places, in order."""


SwitchEffects = Callable[[Sequence[MentionView]], Sequence[Effect]]


@dataclass(frozen=True)
class ChangeRow:
    """A place with what is done there now and what would be done."""

    paragraph: int
    label: str
    place: Place
    before: str
    after: str


@dataclass(frozen=True)
class SwitchRow:
    """A switch, how many places it changes, and the first of them."""

    title: str
    count: int
    rows: list[ChangeRow]

    @property
    def more(self) -> int:
        """How many places are not shown."""
        return self.count - len(self.rows)


def switch_rows(text: str, starts: Sequence[int], effects: Sequence[Effect]) -> list[SwitchRow]:
    """The switches as the page shows them; starts: where each paragraph of the text begins."""
    return [
        SwitchRow(effect.title, len(effect.changes), [_row(text, starts, one) for one in effect.changes[:SHOWN]])
        for effect in effects
    ]


def _row(text: str, starts: Sequence[int], change: Change) -> ChangeRow:
    return ChangeRow(
        paragraph_of(starts, change.start),
        LABELS[change.label].name,
        place(text, change.start, change.end),
        WORDS[change.before],
        WORDS[change.after],
    )
