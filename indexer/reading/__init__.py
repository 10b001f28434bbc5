"""What a judgment says about itself, each finding with its place."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Finding:
    """One fact that the text states: `text[start:end]` says it, found by the named rule."""

    value: str | bool
    start: int
    end: int
    rule: str


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything that was found."""

    metadata: dict[str, Finding] = field(default_factory=dict)


def read(text: str) -> Reading:
    """What the text says about itself."""
    return Reading()
