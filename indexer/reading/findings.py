"""The values that reading gives."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Finding:
    """One fact that the text states: `text[start:end]` says it (code points), found by the named rule."""

    value: str | bool
    start: int
    end: int
    rule: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What was found: by name case_number, court, decided_on and so on; what is not stated is absent."""

    metadata: dict[str, Finding] = field(default_factory=dict)
