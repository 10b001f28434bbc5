"""The citation graph of what is public: who cites which article, which precedent, which judgment.

Every question is asked over current publications, so a judgment that was withdrawn or hidden counts nowhere from the
moment of its commit, whatever stands in the tables.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, Final

from sqlalchemy import ColumnElement, and_, case, delete, distinct, extract, func, or_, select
from sqlalchemy.orm import Session

from records import catalogue, models
from records.case_keys import case_key, spellings
from records.database import Store
from records.lifecycle import PublicationState

OUTCOMES: Final = {"upheld": "giữ nguyên", "amended": "sửa", "annulled": "hủy"}
"""What a later instance did to the judgment it cites."""
_MOST_CITING: Final = 500

J, P, X, R = models.Judgment, models.Publication, catalogue.Citation, catalogue.Reading
LIVE = and_(
    J.id == X.judgment_id, J.publication_state == PublicationState.PUBLISHED, J.publication_version == X.version
)
_PRINTED = and_(P.judgment_id == J.id, P.version == J.publication_version)


@dataclass(frozen=True, slots=True)
class Citation:
    """One place that cites; `paragraph` from 1, `start` and `end` code points in it.

    kind is "statute" (act and article, both as in addresses), "precedent" (its number, the year as printed) or
    "judgment" (case_key and what was printed of court and day). `applied` is False where the court says that it does
    not apply what it cites, None where that was not read; `outcome` a key of OUTCOMES.
    """

    paragraph: int
    start: int
    end: int
    kind: str
    act: str | None = None
    article: str | None = None
    clause: str | None = None
    point: str | None = None
    precedent: int | None = None
    year: int | None = None
    case_key: str | None = None
    court_code: str | None = None
    decided_on: date | None = None
    target: str | None = None
    inferred: bool = False
    confidence: float = 1.0
    applied: bool | None = None
    outcome: str | None = None


@dataclass(frozen=True, slots=True)
class Citing:
    """A judgment that cites, with the place of its first such citation."""

    public_id: str
    paragraph: int
    start: int
    end: int
    inferred: bool
    applied: bool | None
    outcome: str | None


@dataclass(frozen=True, slots=True)
class CitingPage:
    """One page of judgments that cite, newest decisions first."""

    items: tuple[Citing, ...]
    total: int


@dataclass(frozen=True, slots=True)
class ArticleCount:
    """How many judgments cite an article, and in how many the act is named there (`clear`)."""

    act: str
    article: str
    total: int
    clear: int


@dataclass(frozen=True, slots=True)
class YearCount:
    """Judgments of one year: all that cite, and those of them that count as plain (clear, or applied)."""

    year: int
    total: int
    plain: int


@dataclass(frozen=True, slots=True)
class Target:
    """The judgment that a citation means; not `public`: it was withdrawn or is hidden."""

    public_id: str
    public: bool


_FIELDS: Final = tuple(field.name for field in fields(Citation))


def save(store: Store, public_id: str, version: int, found: Iterable[Citation], reader: str) -> bool:
    """Put the citations of this version in place of what the judgment had; safe to run twice.

    Returns False, with nothing written, when another version is public by now or none.
    """
    with store.writing() as session:
        judgment = session.scalar(select(J).where(J.public_id == public_id))
        if judgment is None or not _is_current(judgment, version):
            return False
        _forget(session, [judgment.id])
        session.add(R(judgment_id=judgment.id, version=version, reader=reader, at=store.clock()))
        session.flush()
        session.add_all(
            X(judgment_id=judgment.id, version=version, **{name: getattr(one, name) for name in _FIELDS})
            for one in found
        )
    return True


def forget(store: Store, public_ids: Iterable[str]) -> None:
    """Delete the citations of these judgments where they are not public (any more)."""
    query = select(J.id).where(
        J.public_id.in_(list(public_ids)), J.publication_state != PublicationState.PUBLISHED, J.id == R.judgment_id
    )
    with store.writing() as session:
        _forget(session, list(session.scalars(query)))


def _forget(session: Session, keys: Sequence[int]) -> None:
    session.execute(delete(X).where(X.judgment_id.in_(keys)))
    session.execute(delete(R).where(R.judgment_id.in_(keys)))


def _is_current(judgment: models.Judgment, version: int) -> bool:
    return judgment.publication_state is PublicationState.PUBLISHED and judgment.publication_version == version


def unread(store: Store, reader: str, ids: Sequence[str] | None = None) -> list[str]:
    """Return the public judgments (of `ids`) whose current version this reader has not read yet, oldest first."""
    read = and_(R.judgment_id == J.id, R.version == J.publication_version, R.reader == reader)
    query = (
        select(J.public_id)
        .outerjoin(R, read)
        .where(J.publication_state == PublicationState.PUBLISHED, R.judgment_id.is_(None))
        .order_by(J.id)
    )
    if ids is not None:
        query = query.where(J.public_id.in_(list(ids)))
    with store.reading() as session:
        return [public_id for public_id in session.scalars(query) if public_id]


def of_judgment(store: Store, public_id: str, version: int) -> list[Citation]:
    """Return the citations of this version of a public judgment in the order of its text."""
    query = (
        select(*(getattr(X, name) for name in _FIELDS))
        .join(J, LIVE)
        .where(J.public_id == public_id, X.version == version)
        .order_by(X.paragraph, X.start, X.end)
    )
    with store.reading() as session:
        return [Citation(*row) for row in session.execute(query)]


def facets(store: Store, ids: Sequence[str]) -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    """Return, by public id, the articles ("91-2015-qh13.468") and precedents ("33") that each judgment cites."""
    query = (
        select(J.public_id, X.act, X.article, X.precedent)
        .join(J, LIVE)
        .where(J.public_id.in_(ids), X.kind != "judgment")
        .distinct()
    )
    articles: dict[str, set[str]] = {}
    precedents: dict[str, set[int]] = {}
    with store.reading() as session:
        rows: Any = session.execute(query)
        for public_id, act, article, precedent in rows:
            if act and article:
                articles.setdefault(public_id, set()).add(f"{act}.{article}")
            elif precedent is not None:
                precedents.setdefault(public_id, set()).add(precedent)
    return {
        public_id: (
            tuple(sorted(articles.get(public_id, ()))),
            tuple(str(number) for number in sorted(precedents.get(public_id, ()))),
        )
        for public_id in ids
    }


_TOTAL = func.count(distinct(X.judgment_id))
_CLEAR = func.count(distinct(case((X.inferred.is_(False), X.judgment_id))))
_APPLIED = func.count(distinct(case((or_(X.applied.is_(None), X.applied.is_(True)), X.judgment_id))))


# Counting over a whole act row by row costs seconds in a large collection. The index alone tells who cites; what is
# not public now, a few judgments at most until their rows are deleted, is counted apart and taken off.
_DEAD = (
    select(R.judgment_id)
    .join(J, J.id == R.judgment_id)
    .where(or_(J.publication_state != PublicationState.PUBLISHED, J.publication_version != R.version))
)


def act_counts(store: Store) -> dict[str, int]:
    """Return how many public judgments cite each act, by its code."""
    query = select(X.act, _TOTAL).where(X.act.is_not(None)).group_by(X.act)
    with store.reading() as session:
        counted = Counter({act: total for act, total in session.execute(query) if act})
        dead = list(session.scalars(_DEAD))
        if dead:
            gone = session.execute(query.where(X.judgment_id.in_(dead)))
            counted -= Counter({act: total for act, total in gone if act})
    return dict(counted)


def article_counts(store: Store, act: str) -> dict[str, ArticleCount]:
    """Return how many public judgments cite each article of an act, by its number."""
    query = select(X.article, _TOTAL, _CLEAR).where(X.act == act, X.article.is_not(None)).group_by(X.article)
    with store.reading() as session:
        rows: Any = session.execute(query)
        counted = {article: (total, clear) for article, total, clear in rows}
        dead = list(session.scalars(_DEAD))
        gone: Any = session.execute(query.where(X.judgment_id.in_(dead))) if dead else ()
        for article, total, clear in gone:
            before = counted.get(article, (total, clear))
            counted[article] = (before[0] - total, before[1] - clear)
    return {article: ArticleCount(act, article, *both) for article, both in counted.items() if both[0]}


def article_count(store: Store, act: str, article: str) -> ArticleCount:
    """Return how many public judgments cite one article."""
    query = select(_TOTAL, _CLEAR).join(J, LIVE).where(X.act == act, X.article == article)
    with store.reading() as session:
        return ArticleCount(act, article, *session.execute(query).one())


def clause_counts(store: Store, act: str, article: str) -> list[tuple[str, int]]:
    """Return the clauses of an article that are cited with their numbers of judgments, in order."""
    query = (
        select(X.clause, _TOTAL)
        .join(J, LIVE)
        .where(X.act == act, X.article == article, X.clause.is_not(None))
        .group_by(X.clause)
    )
    with store.reading() as session:
        found = [(clause, total) for clause, total in session.execute(query) if clause]
    return sorted(found, key=lambda line: (len(line[0]), line[0]))


def article_years(store: Store, act: str, article: str) -> list[YearCount]:
    """Return the citing judgments of an article by the year they were decided, oldest first."""
    return _years(store, and_(X.act == act, X.article == article), _CLEAR)


def precedent_years(store: Store, number: int) -> list[YearCount]:
    """Return the citing judgments of a precedent by the year they were decided, oldest first."""
    return _years(store, X.precedent == number, _APPLIED)


def _years(store: Store, which: ColumnElement[bool], plain: ColumnElement[int]) -> list[YearCount]:
    year = extract("year", P.decided_on)
    query = select(year, _TOTAL, plain).join(J, LIVE).join(P, _PRINTED).where(which).group_by(year).order_by(year)
    with store.reading() as session:
        return [YearCount(int(row[0]), row[1], row[2]) for row in session.execute(query)]


def article_page(
    store: Store, act: str, article: str, *, clause: str | None = None, clear: bool = False, page: int = 1, size: int
) -> CitingPage:
    """Return the judgments that cite an article (this clause of it; only where the act is named)."""
    which = and_(X.act == act, X.article == article)
    if clause is not None:
        which = and_(which, X.clause == clause)
    return _page(store, and_(which, X.inferred.is_(False)) if clear else which, page, size)


def precedent_page(store: Store, number: int, *, page: int = 1, size: int) -> CitingPage:
    """Return the judgments that cite a precedent."""
    return _page(store, X.precedent == number, page, size)


def _page(store: Store, which: ColumnElement[bool], page: int, size: int) -> CitingPage:
    """The order is found on keys alone; the first place of each judgment is read for one page only."""
    keys = (
        select(X.judgment_id, P.decided_on)
        .join(J, LIVE)
        .join(P, _PRINTED)
        .where(which)
        .distinct()
        .order_by(P.decided_on.desc(), X.judgment_id.desc())
    )
    with store.reading() as session:
        total = session.scalar(select(_TOTAL).join(J, LIVE).where(which)) or 0
        wanted = [row[0] for row in session.execute(keys.limit(size).offset((page - 1) * size))]
        found = _citing(session, which, wanted)
    return CitingPage(tuple(found[key] for key in wanted if key in found), total)


def _citing(session: Session, which: ColumnElement[bool], keys: Sequence[int]) -> dict[int, Citing]:
    """The first place of each judgment, one that is clear before one that is inferred."""
    rows: Any = session.execute(
        select(X.judgment_id, J.public_id, X.paragraph, X.start, X.end, X.inferred, X.applied, X.outcome)
        .join(J, LIVE)
        .where(which, X.judgment_id.in_(keys))
        .order_by(X.inferred, X.paragraph, X.start)
    )
    found: dict[int, Citing] = {}
    refused: set[int] = set()
    for key, *place in rows:
        found.setdefault(key, Citing(*place))
        if place[5] is False:
            refused.add(key)
    return {key: _with_refusal(one) if key in refused else one for key, one in found.items()}


def _with_refusal(one: Citing) -> Citing:
    """A judgment that says once that it does not apply what it cites does not apply it."""
    return Citing(one.public_id, one.paragraph, one.start, one.end, one.inferred, applied=False, outcome=one.outcome)


def precedent_counts(store: Store, number: int | None = None) -> dict[int, tuple[int, int]]:
    """Return, by precedent number, how many public judgments cite it and how many of them say they do not apply it.

    number: this precedent only.
    """
    refused = func.count(distinct(case((X.applied.is_(False), X.judgment_id))))
    which = X.precedent.is_not(None) if number is None else X.precedent == number
    query = select(X.precedent, _TOTAL, refused).join(J, LIVE).where(which).group_by(X.precedent)
    with store.reading() as session:
        rows: Any = session.execute(query)
        return {found: (total, refusals) for found, total, refusals in rows}


def resolve(store: Store, found: Iterable[Citation]) -> Mapping[Citation, Target]:
    """Return which page each cited judgment has; a citation that could mean two judgments, or none, is left out.

    Number, year and symbol must be the same, and the printed day or court must agree with it: the same number stands
    in many courts.
    """
    cited = [one for one in found if one.kind == "judgment" and one.case_key]
    spelled = {text for one in cited for text in spellings(one.case_key or "")}
    if not spelled:
        return {}
    query = select(J.public_id, J.case_number, J.court_code, J.decided_on, J.publication_state).where(
        J.case_number.in_(spelled), J.public_id.is_not(None)
    )
    with store.reading() as session:
        known: list[Any] = list(session.execute(query))
    pairs = ((one, [row for row in known if _means(one, *row[1:4])]) for one in cited)
    return {one: Target(rows[0][0], rows[0][4] is PublicationState.PUBLISHED) for one, rows in pairs if len(rows) == 1}


def _means(one: Citation, number: str, court: str | None, day: date | None) -> bool:
    return case_key(number) == one.case_key and agree((one.court_code, one.decided_on), (court, day))


def agree(printed: Sequence[Any], known: Sequence[Any]) -> bool:
    """Whether court and day that a citation prints (None: not printed) can be those of a judgment; one is needed."""
    return any(printed) and all(said in {None, true} for said, true in zip(printed, known, strict=True))


def cited_by(store: Store, public_id: str, limit: int = 10) -> CitingPage:
    """Return the public judgments that cite this one, newest decisions first, and how many there are."""
    with store.reading() as session:
        row = session.execute(select(J.case_number, J.court_code, J.decided_on).where(J.public_id == public_id)).first()
        key = case_key(row[0] or "") if row else None
        # Asked first by the number alone: most judgments are cited by none.
        if row is None or key is None or session.scalar(select(X.id).where(X.case_key == key).limit(1)) is None:
            return CitingPage((), 0)
        query = (
            select(J.public_id, X.paragraph, X.start, X.end, X.inferred, X.applied, X.outcome)
            .join(J, LIVE)
            .join(P, _PRINTED)
            .where(
                X.case_key == key,
                or_(X.decided_on.is_not(None), X.court_code.is_not(None)),
                or_(X.decided_on.is_(None), X.decided_on == row[2]),
                or_(X.court_code.is_(None), X.court_code == row[1]),
                J.public_id != public_id,
            )
            .order_by(P.decided_on.desc(), J.id.desc(), X.outcome.is_(None), X.paragraph, X.start)
            .limit(_MOST_CITING)
        )
        first: dict[str, Citing] = {}
        rows: Any = session.execute(query)
        for place in rows:
            first.setdefault(place[0], Citing(*place))
    return CitingPage(tuple(first.values())[:limit], len(first))
