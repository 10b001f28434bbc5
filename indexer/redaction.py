"""What the reviewers decided, as mentions for `anonymizer.redact`; and the draft that comes of it, for the records."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, Final

import structlog

from anonymizer import (
    LeakFound,
    Mention,
    Policy,
    Redaction,
    WrongMentions,
    protected_forms,
    redact,
)
from anonymizer.redact import review_leaks
from records.desk.views import MentionView
from vietnamese.texts import SourceText

log = structlog.get_logger()

ROUNDS: Final = 4  # of masking what the proof found; each masks every place it names, more means a fault of a rule
NAMED_PARAGRAPHS: Final = 10


class Unproved(Exception):
    """No safe public text comes of these mentions; `sentence` tells the reviewer where to look."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True)
class Draft:
    """A proved public draft: what replaces each mention by its id, and the forms that the gate looks for."""

    redaction: Redaction
    replacements: Mapping[int, str | None]
    residual: Sequence[Mapping[str, Any]]
    forms: Sequence[Any]


def settled(text: SourceText, mentions: Sequence[Mention], policy: Policy) -> tuple[Mention, ...]:
    """Mentions with what the proof still finds masked for review; what cannot be settled is left to the redraft."""
    for _ in range(ROUNDS):
        try:
            redact(text, mentions, policy=policy)
        except LeakFound as leak:
            mentions = review_leaks(text, mentions, leak.findings)
        else:
            break
    return tuple(mentions)


def make_draft(text: SourceText, views: Sequence[MentionView], policy: Policy) -> Draft:
    """The public draft of a text under the decisions as they stand.

    Raises Unproved when something protected would still be readable, when mentions contradict each other, or when the
    anonymizer breaks on them.
    """
    mentions = {view.id: _decided(view) for view in views}
    try:
        done = redact(text, tuple(mentions.values()), policy=policy)
    except LeakFound as leak:
        raise Unproved(_where(text, [finding.start for finding in leak.findings])) from leak
    except WrongMentions as wrong:
        raise Unproved(str(wrong)) from wrong
    except (MemoryError, OSError):
        raise
    except Exception as error:
        # A pure function of text and decisions: it would break the same way on every attempt.
        log.error("anonymizer.crashed", error=type(error).__name__)  # noqa: TRY400  a trace may quote the text
        raise Unproved("Không tạo được bản nháp từ các quyết định này. Người vận hành đã được báo.") from error
    by_place = {(mention.start, mention.end): mention.replacement for mention in done.mentions}
    return Draft(
        redaction=done,
        replacements={number: by_place[mention.start, mention.end] for number, mention in mentions.items()},
        residual=[asdict(item) | {"text": text[item.start : item.end]} for item in done.residual],
        forms=[protected_forms(text, done.mentions).as_json()],
    )


def _decided(view: MentionView) -> Mention:
    """The mention with the decision of a person, where there is one, before what the rules propose."""
    mention = Mention(
        start=view.start,
        end=view.end,
        label=view.label,
        entity=view.entity,
        role=view.role,
        action="keep" if view.action == "keep" else "review" if view.action == "review" else "replace",
        evidence=view.evidence,
        score=view.score,
    )
    if view.decision == "keep":
        return replace(mention, action="keep")
    if view.decision == "mask":
        label = "PERSON_PRIVATE" if view.label == "PERSON_OFFICIAL" else view.label
        return replace(mention, action="replace", label=label)
    return mention


def _where(text: str, starts: Sequence[int]) -> str:
    """Which paragraphs a person must look at; never the words."""
    numbers = sorted({text.count("\n", 0, start) + 1 for start in starts})
    named = ", ".join(map(str, numbers[:NAMED_PARAGRAPHS])) + (" …" if len(numbers) > NAMED_PARAGRAPHS else "")
    return f"Còn {len(starts)} chỗ lộ thông tin đã được mã hóa ở nơi khác: đoạn {named}."
