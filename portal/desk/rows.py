"""Mentions gathered into the rows of the review page: a row for each person, organisation or number."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from portal.desk.pieces import Place, place
from portal.desk.words import EVIDENCE, LABELS, MENTION_ROLES, REASON_TO_KEEP, Label
from records.desk.views import MentionView

ALIASES_SHOWN: Final = 4


@dataclass(frozen=True)
class Box:
    """How a mention is drawn in the text: its tag, colour group and border, its state in words, its row's anchor."""

    tag: str
    group: str
    style: str
    words: str
    row: str


@dataclass(frozen=True)
class SpotLine:
    """One place of a row: where it is, the words around it, its state in words."""

    id: int
    paragraph: int
    before: str
    text: str
    after: str
    words: str


@dataclass(frozen=True)
class Row:
    """One person, organisation or number of the document with all its places."""

    anchor: str
    key: str
    name: str
    label: Label
    role: str
    code: str
    aliases: str
    evidence: str
    places: list[SpotLine]
    undecided: bool
    by_person: bool
    needs_reason: str
    tone: str
    standing: str
    reason: str


def is_masked(mention: MentionView) -> bool:
    """Whether the mention stands replaced in the draft."""
    return mention.decision == "mask" or (mention.decision is None and mention.action != "keep")


def standing(mention: MentionView) -> tuple[str, str]:
    """The border style of a mention and its state in words."""
    if mention.undecided:
        return "open", "chưa quyết"
    if not is_masked(mention):
        return "keep", "giữ nguyên"
    return ("hand", "thêm tay, sẽ mã hóa") if mention.origin == "person" else ("mask", "sẽ mã hóa")


def label_of(mention: MentionView) -> Label:
    """The kind of a mention; one this page does not know is shown as another code."""
    return LABELS.get(mention.label, LABELS["OTHER_CODE"])


def gather(mentions: Sequence[MentionView]) -> list[list[MentionView]]:
    """The mentions of each entity together, in the order of their first places; without an entity by kind alone."""
    groups: dict[object, list[MentionView]] = {}
    for mention in sorted(mentions, key=lambda one: one.start):
        groups.setdefault(mention.entity or mention.id, []).append(mention)
    return list(groups.values())


def rows_of(text: str, starts: Sequence[int], mentions: Sequence[MentionView], codes: Mapping[str, str]) -> list[Row]:
    """The rows of a document.

    starts: where each paragraph of `text` begins, ascending. codes: entity to what stands for it in the draft.
    """
    return [_row(text, starts, group, codes) for group in gather(mentions)]


def boxes_of(mentions: Iterable[MentionView], rows: Iterable[Row]) -> dict[int, Box]:
    """How each mention is drawn, by its number."""
    anchors = {spot.id: row.anchor for row in rows for spot in row.places}
    found = {}
    for mention in mentions:
        label, (style, words) = label_of(mention), standing(mention)
        found[mention.id] = Box(label.tag, label.group, style, words, anchors[mention.id])
    return found


def paragraph_of(starts: Sequence[int], offset: int) -> int:
    """The number, from 1, of the paragraph that holds this offset."""
    return max(1, bisect_right(starts, offset))


def _row(text: str, starts: Sequence[int], group: list[MentionView], codes: Mapping[str, str]) -> Row:
    first = group[0]
    forms = Counter(" ".join(text[one.start : one.end].split()) for one in group)
    name = max(forms, key=lambda form: (len(form.split()), len(form), -list(forms).index(form)))
    label = label_of(next((one for one in group if one.undecided), first))
    places = [_spot(text, starts, one) for one in group]
    undecided = any(one.undecided for one in group)
    tone, words = _standing_of(group)
    others = [f"“{form}” {count}" for form, count in forms.most_common() if form != name][:ALIASES_SHOWN]
    return Row(
        anchor=f"t{first.id}",
        key=first.entity,
        name=name,
        label=label,
        role=next((MENTION_ROLES.get(one.role, one.role) for one in group if one.role), ""),
        code=_code(group, codes),
        aliases=", ".join(others),
        evidence=_evidence(group),
        places=places,
        undecided=undecided,
        by_person=any(one.decision is not None for one in group),
        needs_reason={"PERSON_OFFICIAL": "mã hóa"}.get(
            label.code, "giữ nguyên" if label.code in REASON_TO_KEEP else ""
        ),
        tone=tone,
        standing=words,
        reason=next((one.reason for one in group if one.reason), ""),
    )


def _code(group: Sequence[MentionView], codes: Mapping[str, str]) -> str:
    """What stands for the row in the draft, "" when nothing of it is replaced."""
    masked = [one for one in group if is_masked(one)]
    if not masked:
        return ""
    return codes.get(masked[0].entity, "") or next((one.replacement for one in masked if one.replacement), "")


def _spot(text: str, starts: Sequence[int], mention: MentionView) -> SpotLine:
    around: Place = place(text, mention.start, mention.end)
    number = paragraph_of(starts, mention.start)
    return SpotLine(mention.id, number, around.before[-30:], around.text, around.after[:30], standing(mention)[1])


def _evidence(group: Sequence[MentionView]) -> str:
    reasons = Counter(one.evidence for one in group if one.evidence)
    why = ", ".join(EVIDENCE.get(reason, reason) for reason, _ in reasons.most_common(2))
    least = min(one.score for one in group)
    by_hand = any(one.origin == "person" for one in group)
    return "; ".join(filter(None, ("thêm tay" if by_hand else "", why, f"điểm {least:.2f}".replace(".", ","))))


def _standing_of(group: Sequence[MentionView]) -> tuple[str, str]:
    """Tone and words for the whole row."""
    count = len(group)
    waiting = sum(one.undecided for one in group)
    if waiting:
        return "warn", "chưa quyết" if waiting == count else f"{waiting}/{count} chỗ chưa quyết"
    masked = sum(is_masked(one) for one in group)
    if masked == count:
        return "ok", "Sẽ mã hóa" if count == 1 else f"Sẽ mã hóa cả {count}"
    if masked == 0:
        return "ok", "Giữ nguyên" if count == 1 else f"Giữ nguyên cả {count}"
    return "ok", f"Mã hóa {masked}, giữ {count - masked}"
