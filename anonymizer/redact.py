"""Makes the public text and proves it: the only place where a PublicText is made."""

# ruff: noqa: PLR2004  the numbers count syllables and digits: they are the grammar itself

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from anonymizer.audit import residual
from anonymizer.codes import assign, surface_words
from anonymizer.detector import model_name
from anonymizer.forms import find_protected, protected_forms
from anonymizer.policy import P1
from anonymizer.reading import read
from anonymizer.recognizers.names import is_everyday_here
from anonymizer.types import ADDRESS, LABELS, MASKED, OFFICIAL, Finding, Mention, Redaction
from vietnamese.texts import PublicText

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from anonymizer.forms import ProtectedForms
    from anonymizer.policy import Policy
    from anonymizer.reading import Reading
    from vietnamese.texts import SourceText


class WrongMentions(ValueError):
    """The mentions overlap, lie outside the text, or carry a label or action that is none of ours."""


class LeakFound(Exception):
    """Protected forms still stand in the public text. Names places (of the source) and labels, never words."""

    def __init__(self, findings: Sequence[Leak]) -> None:
        self.findings = tuple(findings)
        places = ", ".join(f"{leak.label} {leak.start}-{leak.end}" for leak in self.findings[:20])
        more = "…" if len(self.findings) > 20 else ""
        super().__init__(f"Còn {len(self.findings)} chỗ chưa được mã hóa: {places}{more}.")


@dataclass(frozen=True, slots=True)
class Leak:
    """A place of the source that would stand in clear although its entity is masked."""

    start: int
    end: int
    label: str
    entity: str
    reason: str


def redact(
    text: SourceText,
    mentions: Sequence[Mention],
    *,
    policy: Policy = P1,
    fixed_codes: Mapping[str, str] = {},
) -> Redaction:
    """Replace the masked mentions by their codes and prove that nothing of them stands in the result.

    `mentions` may come from `detect` or from a reviewer; they are sorted here and must not overlap. The number of
    line breaks does not change. Raises LeakFound when a protected form remains, WrongMentions when mentions are wrong.
    """
    ordered = check(text, mentions)
    codes = assign(text, ordered, fixed_codes)
    public, segments = apply(text, codes.mentions)
    leaks = prove(text, codes.mentions, public, segments)
    if leaks:
        raise LeakFound(leaks)
    return Redaction(
        PublicText(public), codes.mentions, codes.by_entity, residual(text, codes.mentions), policy.name, model_name()
    )


def check(text: str, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """Return the mentions sorted; raise WrongMentions when they overlap, leave the text or are none of ours."""
    ordered = tuple(sorted(mentions, key=lambda mention: (mention.start, mention.end)))
    at = 0
    for mention in ordered:
        if not at <= mention.start < mention.end <= len(text):
            raise WrongMentions(
                f"Đoạn đánh dấu {mention.start}-{mention.end} chồng lên đoạn khác hoặc nằm ngoài văn bản."
            )
        if mention.label not in LABELS or mention.action not in {"replace", "keep", "review"}:
            raise WrongMentions(f"Đoạn đánh dấu {mention.start}-{mention.end} có nhãn hoặc quyết định không hợp lệ.")
        if mention.label == OFFICIAL and mention.action != "keep":
            raise WrongMentions(
                f"Đoạn đánh dấu {mention.start}-{mention.end}: người tiến hành tố tụng không được mã hóa."
            )
        at = mention.end
    return ordered


def apply(text: str, mentions: Sequence[Mention]) -> tuple[str, list[tuple[int, int]]]:
    """Return the text with replacements, and (public start, source start) of each run of it, replaced runs too."""
    pieces: list[str] = []
    segments: list[tuple[int, int]] = []
    at = length = 0
    for mention in mentions:
        if mention.action not in MASKED:
            continue
        code = mention.replacement or ""
        for piece, source in ((text[at : mention.start], at), (code, mention.start)):
            segments.append((length, source))
            pieces.append(piece)
            length += len(piece)
        at = mention.end
    segments.append((length, at))
    pieces.append(text[at:])
    return "".join(pieces), segments


def prove(text: str, mentions: Sequence[Mention], public: str, segments: list[tuple[int, int]]) -> list[Leak]:
    """Return every place where a masked entity would still be readable: the rule of the gate, and kept mentions."""
    forms = protected_forms(text, mentions)
    labels = {form.id: form.label for form in forms.forms}
    starts = [start for start, _ in segments]

    def source(place: int) -> int:
        start, origin = segments[bisect_right(starts, place) - 1]
        return min(origin + place - start, len(text))

    leaks = [
        Leak(
            source(found.start),
            max(source(found.end - 1) + 1, source(found.start) + 1),
            labels[found.form_id],
            _entity(found),
            found.reason,
        )
        for found in find_protected(public, forms)
    ]
    leaks += _kept(text, mentions, forms)
    if public.count("\n") != text.count("\n"):
        leaks.append(Leak(0, len(text), "LINES", "", "number of lines"))
    return sorted(set(leaks), key=lambda leak: (leak.start, leak.end))


def _entity(found: Finding) -> str:
    return found.form_id.rsplit(".", maxsplit=1)[0]


def _kept(text: str, mentions: Sequence[Mention], forms: ProtectedForms) -> list[Leak]:
    """Return kept mentions whose entity or whose very words are masked elsewhere."""
    masked = {mention.entity for mention in mentions if mention.action in MASKED}
    singles = {form.words for form in forms.forms if form.kind == "words" and len(form.words) == 1}
    leaks = []
    reading = read(text)
    for mention in mentions:
        if mention.action in MASKED:
            continue
        words = surface_words(text, mention)
        low = tuple(word.casefold() for word in words)
        same = mention.entity in masked and mention.label != ADDRESS
        if mention.label != OFFICIAL and low in singles and any(word[0].isupper() for word in words):
            same = True
        if same and not _everyday(reading, mention):
            leaks.append(
                Leak(mention.start, mention.end, mention.label, mention.entity, "kept beside a masked mention")
            )
    return leaks


def _everyday(reading: Reading, mention: Mention) -> bool:
    """Say whether a kept word is another word: written small, or the first of a phrase ("Năm 2019", "Hòa giải")."""
    start, end = reading.plain.plain_span(mention.start, mention.end)
    if reading.text[start:end].islower():
        return True
    index = reading.at(start)
    return index < len(reading) and reading.end[index] >= end and is_everyday_here(reading, index)


def review_leaks(text: str, mentions: Sequence[Mention], leaks: Sequence[Leak]) -> tuple[Mention, ...]:
    """Return the mentions with every leak masked as `review`; what stood at its place becomes part of it.

    An official at the place stays: the words are then for a person to settle, and the proof will say so again.
    """
    result = list(mentions)
    for leak in leaks:
        touched = [mention for mention in result if mention.start < leak.end and leak.start < mention.end]
        if leak.label not in LABELS or leak.label == OFFICIAL or any(mention.label == OFFICIAL for mention in touched):
            continue
        result = [mention for mention in result if mention not in touched]
        start = min([leak.start, *(mention.start for mention in touched)])
        end = min(max([leak.end, *(mention.end for mention in touched)]), len(text))
        known = next((mention for mention in touched if mention.action in MASKED), None)
        entity = known.entity if known else leak.entity
        label = known.label if known else leak.label
        role = known.role if known else "other"
        result.append(Mention(start, end, label, entity or f"R{start}", role, "review", "proof", 0.5))
    return tuple(sorted(result, key=lambda mention: mention.start))
