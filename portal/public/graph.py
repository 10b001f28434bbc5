"""What the page of a judgment shows of the citation graph: links in its text, what it applies, who cites it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from portal.filters import short_date
from portal.i18n import _
from portal.public.cards import short_title
from portal.public.case_line import Instance, case_line, decides
from portal.public.links import Link, article_href, sentence
from portal.public.standing import Badge, standing_badge
from records import citations, instances, precedents, public, statutes
from records.citations import Citation, Target
from records.database import Store
from records.precedents import Precedent, PrecedentState
from records.public import PublicJudgment
from records.statutes import Act

CITING_SHOWN: Final = 10
CITING_ASKED: Final = 200  # a decision about this judgment may be older than the ten that are shown


@dataclass(frozen=True)
class Applied:
    """One line of “Áp dụng”."""

    label: str
    href: str | None
    inferred: bool = False


@dataclass(frozen=True)
class AppliedPrecedent:
    """A precedent that the judgment names: how it stands, whether it was applied, in which paragraphs."""

    label: str
    href: str | None
    badge: Badge | None
    applied: bool | None
    paragraphs: Sequence[int]


@dataclass(frozen=True)
class CitedBy:
    """A judgment that cites this one, with its sentence. outcome: a word of records.citations.OUTCOMES or nothing."""

    href: str
    heading: str
    decided_on: date
    court: str
    sentence: str
    outcome: str


@dataclass(frozen=True)
class Graph:
    """The parts of the page.

    standing: (tone, words, judgment) of later instances that decided about this one; case: the known instances
    of the case, oldest first; depends: other judgments that the page links to, with the version that was public then.
    """

    links: Mapping[int, Sequence[Link]] = field(default_factory=dict)
    articles: Sequence[Applied] = ()
    general: Sequence[Applied] = ()
    precedents: Sequence[AppliedPrecedent] = ()
    standing: Sequence[tuple[str, str, CitedBy]] = ()
    case: Sequence[Instance] = ()
    cited_by: Sequence[CitedBy] = ()
    cited_total: int = 0
    depends: Sequence[tuple[str, int]] = ()

    @property
    def applies(self) -> bool:
        """Whether there is anything under “Áp dụng”."""
        return bool(self.articles or self.general or self.precedents)


def graph_of(store: Store, judgment: PublicJudgment) -> Graph:
    """Ask the records for everything that surrounds a judgment."""
    cited = citations.of_judgment(store, judgment.public_id, judgment.version)
    acts = statutes.acts_by_code(store, {one.act for one in cited if one.act})
    known = precedents.precedents_by_number(store, {one.precedent for one in cited if one.precedent})
    targets = citations.resolve(store, cited)
    page = citations.cited_by(store, judgment.public_id, CITING_ASKED)
    shown = page.items[:CITING_SHOWN]
    deciding = [one for one in page.items if one.outcome]
    others = [target.public_id for target in targets.values() if target.public]
    others += [one.public_id for one in (*shown, *deciding)]
    tied = instances.decisions_around(store, judgment.public_id) if decides(cited) or deciding else []
    others += [code for one in tied for code in (one.later, one.earlier) if code]
    found = {one.public_id: one for one in public.find_many(store, others)}
    today = store.today()
    articles, general = _articles(store, cited, acts)
    return Graph(
        links=_links(cited, acts, known, targets, today),
        articles=articles,
        general=general,
        precedents=_precedents(cited, known, today),
        standing=[_standing(one, found[one.public_id]) for one in deciding if one.public_id in found],
        cited_by=[_cited_by(one, found[one.public_id]) for one in shown if one.public_id in found],
        case=case_line(judgment, tied, found, store),
        cited_total=page.total,
        depends=tuple((public_id, one.version) for public_id, one in found.items()),
    )


def _links(
    cited: Iterable[Citation],
    acts: Mapping[str, Act],
    known: Mapping[int, Precedent],
    targets: Mapping[Citation, Target],
    today: date,
) -> dict[int, list[Link]]:
    links: dict[int, list[Link]] = {}
    for one in cited:
        link = _link(one, acts, known, targets, today)
        before = links.setdefault(one.paragraph, [])
        if link is not None and (not before or before[-1].end <= link.start):
            before.append(link)
    return links


def _link(
    one: Citation,
    acts: Mapping[str, Act],
    known: Mapping[int, Precedent],
    targets: Mapping[Citation, Target],
    today: date,
) -> Link | None:
    if one.kind == "statute":
        href = article_href(one.act, one.article) if one.act in acts else None
        return Link(one.start, one.end, href, one.inferred) if href else None
    if one.kind == "precedent":
        precedent = known.get(one.precedent or 0)
        if precedent is None:
            return None
        return Link(one.start, one.end, f"/an-le/{precedent.number}", after=_about(one, precedent, today))
    target = targets.get(one)
    if target is None:
        return None
    if not target.public:
        return Link(one.start, one.end, None, after=_("(đã hạ)"))
    return Link(one.start, one.end, f"/ban-an/{target.public_id}")


def _about(one: Citation, precedent: Precedent, today: date) -> str:
    if precedent.standing(today) is PrecedentState.ABOLISHED and precedent.abolished_from:
        return _("(án lệ đã bị bãi bỏ từ %(day)s)", day=short_date(precedent.abolished_from))
    if one.year is not None and one.year != precedent.year:
        return _("(số đúng: %(name)s)", name=precedent.name)
    return ""


def _articles(store: Store, cited: Sequence[Citation], acts: Mapping[str, Act]) -> tuple[list[Applied], list[Applied]]:
    """Each article once, plain where it is named with its act anywhere; the common provisions apart."""
    clear: dict[tuple[str, str], bool] = {}
    for one in cited:
        if one.kind == "statute" and one.act and one.article and one.act in acts:
            clear[one.act, one.article] = clear.get((one.act, one.article), False) or not one.inferred
    entered = statutes.articles_by_reference(store, {f"{act}.{article}" for act, article in clear})
    ordered = sorted(clear, key=lambda key: (acts[key[0]].title, statutes.article_key(key[1])))
    particular: list[Applied] = []
    general: list[Applied] = []
    for act, article in ordered:
        label = _("Điều %(article)s %(act)s", article=article, act=acts[act].title)
        line = Applied(label, article_href(act, article), not clear[act, article])
        record = entered.get(f"{act}.{article}")
        (general if acts[act].general or (record and record.general) else particular).append(line)
    return particular, general


def _precedents(cited: Iterable[Citation], known: Mapping[int, Precedent], today: date) -> list[AppliedPrecedent]:
    by_number: dict[int, list[Citation]] = {}
    for one in cited:
        if one.precedent:
            by_number.setdefault(one.precedent, []).append(one)
    return [_applied(number, places, known.get(number), today) for number, places in sorted(by_number.items())]


def _applied(number: int, places: Sequence[Citation], precedent: Precedent | None, today: date) -> AppliedPrecedent:
    year = next((one.year for one in places if one.year), None)
    name = precedent.name if precedent else f"{number:02d}/{year}/AL" if year else f"{number:02d}"
    said = [one.applied for one in places]
    return AppliedPrecedent(
        label=_("Án lệ số %(name)s", name=name),
        href=f"/an-le/{number}" if precedent else None,
        badge=standing_badge(precedent, today) if precedent else None,
        applied=False if False in said else True if True in said else None,
        paragraphs=sorted({one.paragraph for one in places}),
    )


def _standing(one: citations.Citing, judgment: PublicJudgment) -> tuple[str, str, CitedBy]:
    words = {
        "upheld": ("info", _("Được giữ nguyên bởi")),
        "amended": ("warn", _("Đã bị sửa bởi")),
        "annulled": ("err", _("Đã bị hủy bởi")),
    }
    return (*words[one.outcome or ""], _cited_by(one, judgment))


def _cited_by(one: citations.Citing, judgment: PublicJudgment) -> CitedBy:
    return CitedBy(
        href=f"/ban-an/{judgment.public_id}?doan={one.paragraph}#d{one.paragraph}",
        heading=short_title(judgment),
        decided_on=judgment.decided_on,
        court=judgment.court_name,
        sentence=str(sentence(judgment.paragraphs, one.paragraph, one.start, one.end).striptags()),
        outcome=citations.OUTCOMES.get(one.outcome or "", ""),
    )
