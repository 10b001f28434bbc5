"""One text in, one answer of the contract out: what `banan anonymize --jsonl` prints for a line."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from anonymizer.analysis import detect
from anonymizer.codes import HIDDEN
from anonymizer.redact import LeakFound, redact, review_leaks
from vietnamese.texts import SourceText

if TYPE_CHECKING:
    from collections.abc import Iterable

    from anonymizer.types import Redaction

_ROUNDS = 4


class CannotAnonymize(Exception):
    """After masking what the proof found, something protected still stands; its sentence is for a person."""


def anonymize(text: str, id: str | None = None) -> dict[str, Any]:  # noqa: A002  the name of the contract
    """Return the answer of contract 3.2 for a text.

    What the proof finds is masked as `review` and proved again; raises CannotAnonymize when that does not help.
    """
    result = draft(SourceText(text))
    return {
        "id": id,
        "public_text": result.public_text,
        "mentions": [asdict(mention) for mention in result.mentions],
        "codes": dict(result.codes),
        "residual": [asdict(place) for place in result.residual],
        "policy": result.policy,
        "model": result.model,
    }


def draft(text: SourceText) -> Redaction:
    """Return the first draft of a text: detected, replaced, proved; raises CannotAnonymize."""
    mentions = detect(text).mentions
    for _ in range(_ROUNDS):
        try:
            return redact(text, mentions)
        except LeakFound as leak:
            mentions = review_leaks(text, mentions, leak.findings)
            last = leak
    try:  # what a code cannot hide, because it shows a part of the name, is hidden whole
        return redact(text, mentions, fixed_codes=_hidden(dict.fromkeys(leak.entity for leak in last.findings)))
    except LeakFound as leak:
        last = leak
    raise CannotAnonymize(f"Không tự mã hóa hết được văn bản: {last}") from last


def _hidden(entities: Iterable[str]) -> dict[str, str]:
    """Return a stand-in for each entity, no two the same."""
    return {entity: HIDDEN if number == 1 else f"[… {number}]" for number, entity in enumerate(entities, 1)}
