"""Values that the anonymizer takes and gives: mentions, parties, zones, findings."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from vietnamese.texts import PublicText

Action: TypeAlias = Literal["replace", "keep", "review"]

MASKED: frozenset[Action] = frozenset({"replace", "review"})
"""Actions that hide the words of a mention; `review` also asks a person to look."""

PERSON = "PERSON_PRIVATE"
OFFICIAL = "PERSON_OFFICIAL"
ORGANISATION = "ORG_PRIVATE"
ADDRESS = "ADDRESS"
STRUCTURED = (
    "DOB",
    "ID_NUMBER",
    "PHONE",
    "EMAIL",
    "BANK_ACCOUNT",
    "PLATE",
    "LAND",
    "TAX_CODE",
    "VEHICLE_CODE",
    "ACCOUNT_NAME",
    "OTHER_CODE",
)
LABELS = frozenset({PERSON, OFFICIAL, ORGANISATION, ADDRESS, *STRUCTURED})


@dataclass(frozen=True, slots=True)
class Mention:
    """Words of the source that name a person, a place, a number; `start` and `end` are code points of the source."""

    start: int
    end: int
    label: str
    entity: str
    role: str
    action: Action
    evidence: str
    score: float
    replacement: str | None = None


@dataclass(frozen=True, slots=True)
class Residual:
    """A place of the source that looks like personal data and is not masked: for the reviewer's eye."""

    start: int
    end: int
    reason: str


@dataclass(frozen=True, slots=True)
class Finding:
    """A place where a protected form stands, in the text that was searched; `form_id` names the form, not its words."""

    start: int
    end: int
    form_id: str
    reason: str


@dataclass(frozen=True, slots=True)
class Party:
    """A person or organisation of the party block with its role, birth date where stated, and its entity."""

    role: str
    name: str
    start: int
    end: int
    birth_year: int | None
    birth_date: date | None
    entity: str


@dataclass(frozen=True, slots=True)
class Zone:
    """A part of the judgment: header, panel, parties, facts, reasoning, decision, recipients or signature."""

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Analysis:
    """What `detect` found: mentions sorted and apart from each other, the parties, the zones."""

    mentions: tuple[Mention, ...]
    parties: tuple[Party, ...]
    zones: tuple[Zone, ...]


@dataclass(frozen=True, slots=True)
class Redaction:
    """The public text with its proof: mentions carry their replacement, `codes` maps entities to codes."""

    public_text: PublicText
    mentions: tuple[Mention, ...]
    codes: Mapping[str, str]
    residual: tuple[Residual, ...]
    policy: str
    model: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A mention before entities are known, in places of the working text.

    `rank` decides between candidates that overlap (lower wins); `link` names what the entity is recognised by;
    `title` is the word that stood before a name.
    """

    start: int
    end: int
    label: str
    role: str
    evidence: str
    score: float
    rank: int = 5
    link: str = ""
    title: str = ""
    action: Action = "replace"
    parts: tuple[tuple[int, int], ...] = field(default=())
