"""The protocol of what finds mentions: the rules of today and the trained recogniser that joins them later."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from anonymizer.ner import current, current_name
from anonymizer.recognizers.addresses import find_addresses
from anonymizer.recognizers.identifiers import find_identifiers
from anonymizer.recognizers.organisations import find_organisations
from anonymizer.recognizers.persons import find_persons

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from anonymizer.reading import Reading
    from anonymizer.types import Candidate, Zone


class Detector(Protocol):
    """Finds candidates in a reading; deterministic, without network, a pure function of its arguments.

    `taken` holds the places of the candidates of the detectors before it, in places of the working text. A detector
    that is not a rule may add candidates but never exempts anyone: its PERSON_OFFICIAL counts as PERSON_PRIVATE.
    """

    @property
    def name(self) -> str:
        """The name and version that the result reports."""

    def find(self, reading: Reading, zones: tuple[Zone, ...], taken: Sequence[tuple[int, int]]) -> list[Candidate]:
        """Return candidates in any order; they may overlap."""


class Rules:
    """A detector made of functions of the reading."""

    def __init__(
        self, name: str, find: Callable[[Reading, tuple[Zone, ...], Sequence[tuple[int, int]]], list[Candidate]]
    ) -> None:
        self._name = name
        self._find = find

    @property
    def name(self) -> str:
        """The name and version that the result reports."""
        return self._name

    def find(self, reading: Reading, zones: tuple[Zone, ...], taken: Sequence[tuple[int, int]]) -> list[Candidate]:
        """Return candidates in any order; they may overlap."""
        return self._find(reading, zones, taken)


class Learned:
    """The trained recogniser as a detector; where no model is there it finds nothing."""

    @property
    def name(self) -> str:
        """The name and the beginning of the hash of the model in use; "ner-none" without one."""
        return current_name()

    def find(self, reading: Reading, zones: tuple[Zone, ...], taken: Sequence[tuple[int, int]]) -> list[Candidate]:
        """Return candidates of rank 7, behind every rule; PERSON_OFFICIAL among them exempts nobody."""
        model = current()
        return model.find(reading, zones, taken) if model else []


RULES: tuple[Detector, ...] = (
    Rules("identifiers-1", lambda reading, _zones, _taken: find_identifiers(reading)),
    Rules("organisations-1", lambda reading, _zones, _taken: find_organisations(reading)),
    Rules("addresses-1", lambda reading, _zones, _taken: find_addresses(reading)),
    Rules("persons-1", lambda reading, zones, taken: find_persons(reading, zones, list(taken))),
)
"""The rules, in the order in which they run; persons come last because places and firms look like names."""
LEARNED: Detector = Learned()
"""The committed model, or the one of `anonymizer.ner.using`."""
MODEL = "rules-1"


def model_name() -> str:
    """Return what an answer says about how it was made: the version of the rules and the recogniser in use."""
    return f"{MODEL}+{current_name()}"
