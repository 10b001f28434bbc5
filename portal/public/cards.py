"""A judgment as one line of a list or one card of results. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from portal import words
from portal.i18n import _
from records.public import PublicJudgment


@dataclass(frozen=True)
class Excerpt:
    """Words around a hit. place: where it stands; html: escaped text with its marks; href: the paragraph."""

    place: str
    html: Markup
    href: str


@dataclass(frozen=True)
class Card:
    """What a list shows of one judgment."""

    href: str
    heading: str
    decided_on: date | None
    subject: str
    meta: str
    version: int
    pdf_href: str
    pdf_bytes: int
    snippets: Sequence[Excerpt] = ()


def card(judgment: PublicJudgment, *, query: str = "", snippets: Sequence[Excerpt] = ()) -> Card:
    """The card of a judgment. query: encoded parameters to carry to its page, so that the hits are marked there."""
    href = f"/ban-an/{judgment.public_id}"
    return Card(
        href=f"{href}?{query}" if query else href,
        heading=short_title(judgment),
        decided_on=judgment.decided_on,
        subject=subject(judgment),
        meta=" · ".join(
            part
            for part in (
                court_with_note(judgment),
                words.instance(judgment.instance),
                words.case_type(judgment.case_type),
            )
            if part
        ),
        version=judgment.version,
        pdf_href=f"{href}.pdf",
        pdf_bytes=judgment.pdf_bytes,
        snippets=tuple(snippets),
    )


def short_title(judgment: PublicJudgment) -> str:
    """Kind and number: “Bản án 13/2017/DS-ST”."""
    return " ".join(part for part in (words.kind(judgment.kind) or _("Văn bản"), judgment.case_number) if part)


def subject(judgment: PublicJudgment) -> str:
    """What the case is about: the legal relation or the offence, with a capital first letter."""
    relation = judgment.legal_relation or ""
    return relation[:1].upper() + relation[1:]


def court_with_note(judgment: PublicJudgment) -> str:
    """The court as the document names it, and what became of it."""
    return f"{judgment.court_name} ({judgment.court_note})" if judgment.court_note else judgment.court_name
