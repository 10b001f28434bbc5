"""“Vụ án này”: the instances of a case in the order of their days, with what each did to the one before."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from portal import words
from portal.i18n import _
from portal.public.cards import short_title
from records import courts
from records.citations import Citation
from records.database import Store
from records.errors import UnknownCourt
from records.instances import Decision
from records.public import PublicJudgment

_BY_CODE: Final = (("GDT", "gdt"), ("GĐT", "gdt"), ("TT", "tt"), ("PT", "pt"), ("ST", "st"))
SIGNS: Final = {"upheld": (None, "tick"), "amended": ("warn", "flag"), "annulled": ("err", "cross")}


@dataclass(frozen=True)
class Instance:
    """A judgment of the case. href: none for this page and for what is not public here; note: why not.

    did: tone, sign, words and address of what it did to earlier ones.
    """

    instance: str
    heading: str
    href: str | None
    decided_on: date | None
    court: str
    here: bool = False
    note: str = ""
    did: Sequence[tuple[str | None, str, str, str]] = ()


def decides(cited: Iterable[Citation]) -> bool:
    """Whether a judgment says what becomes of another one."""
    return any(one.kind == "judgment" and one.outcome for one in cited)


def case_line(
    judgment: PublicJudgment, tied: Sequence[Decision], found: Mapping[str, PublicJudgment], store: Store
) -> list[Instance]:
    """The instances of the case of a judgment, oldest first; empty when no other one is known.

    tied: the decisions between them; found: the judgments among them that are public at this moment, by public id.
    """
    known = dict(found) | {judgment.public_id: judgment}
    named = dict.fromkeys(code for one in tied for code in (one.earlier, one.later) if code in known)
    lines = [_public(known[code], judgment, tied, known) for code in named if code is not None]
    lines += [_absent(one, store) for one in tied if one.earlier not in known and one.later in known and one.case_key]
    return sorted(lines, key=lambda one: one.decided_on or date.min) if len(lines) > 1 else []


def _public(
    one: PublicJudgment, page: PublicJudgment, tied: Sequence[Decision], known: Mapping[str, PublicJudgment]
) -> Instance:
    here = one.public_id == page.public_id
    return Instance(
        instance=words.instance(one.instance),
        heading=short_title(one),
        href=None if here else f"/ban-an/{one.public_id}",
        decided_on=one.decided_on,
        court=one.court_name,
        here=here,
        did=[
            (*SIGNS[decision.outcome], _did(decision, known), _paragraph(decision))
            for decision in tied
            if decision.later == one.public_id
        ],
    )


def _did(decision: Decision, known: Mapping[str, PublicJudgment]) -> str:
    earlier = known.get(decision.earlier or "")
    number = earlier.case_number if earlier else decision.case_key or ""
    said = {"upheld": _("Giữ nguyên %(number)s"), "amended": _("Sửa %(number)s"), "annulled": _("Hủy %(number)s")}
    return said[decision.outcome] % {"number": number}


def _paragraph(decision: Decision) -> str:
    return f"/ban-an/{decision.later}?doan={decision.paragraph}#d{decision.paragraph}"


def _absent(decision: Decision, store: Store) -> Instance:
    """A judgment that a published one names but that is not to be read here."""
    number = decision.case_key or ""
    symbol = number.rpartition("-")[2]
    try:
        court = courts.court(store, decision.court_code).name if decision.court_code else ""
    except UnknownCourt:
        court = ""
    return Instance(
        instance=words.instance(next((code for ending, code in _BY_CODE if symbol == ending), None)),
        heading=_("số %(number)s", number=number),
        href=None,
        decided_on=decision.decided_on,
        court=court,
        note=_("(đã hạ)") if decision.withdrawn else _("(không có trên Cổng)"),
    )
