"""Acts and their articles as records: names, numbers, from when to when, replaced by which."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Final

from sqlalchemy import select

from records import catalogue
from records.database import STARTING_SECONDS, Store
from vietnamese.addresses import act_code, slug
from vietnamese.letters import fold

SEED: Final = "seed"
"""Where a name and its days come from when no operator wrote them."""
ARTICLE: Final = re.compile(r"[0-9]{1,4}[a-zđ]?")
_KINDS: Final = (
    ("hien-phap", "Hiến pháp"),
    ("bo-luat", "Bộ luật"),
    ("luat", "Luật"),
    ("phap-lenh", "Pháp lệnh"),
    ("nghi-quyet", "Nghị quyết"),
    ("nghi-dinh", "Nghị định"),
    ("thong-tu-lien-tich", "Thông tư liên tịch"),
    ("thong-tu", "Thông tư"),
    ("quyet-dinh", "Quyết định"),
)
KIND_WORDS: Final = {**dict(_KINDS), "khac": "Văn bản khác"}
"""Kind of an act → its words, in the order of rank."""


@dataclass(frozen=True, slots=True)
class Act:
    """An act; `valid_from` None means that nobody entered the day, `replaced_by` is the number of the later act."""

    code: str
    number: str
    name: str
    kind: str
    names: tuple[str, ...]
    abbreviations: tuple[str, ...]
    aliases: tuple[str, ...]
    valid_from: date | None
    valid_to: date | None
    replaced_by: str | None
    general: bool
    source: str

    @property
    def title(self) -> str:
        """The name with the year of the number: “Bộ luật Dân sự 2015”."""
        year = year_of(self.number)
        return self.name if year is None or str(year) in self.name else f"{self.name} {year}"


@dataclass(frozen=True, slots=True)
class Article:
    """An article; `text` only where it was entered, `related` are references like "33-2005-qh11.476"."""

    act_code: str
    number: str
    title: str
    text: str | None
    valid_from: date | None
    valid_to: date | None
    general: bool
    related: tuple[str, ...]
    source: str
    source_on: date | None


@dataclass(frozen=True, slots=True)
class KnownAct:
    """An act that the project itself knows by number and name."""

    number: str
    name: str
    names: tuple[str, ...] = ()
    abbreviations: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None
    replaced_by: str | None = None
    general: bool = False


def article_number(text: str) -> str | None:
    """Return the bare number of an article ("Điều 217a." → "217a"), None when it is not one."""
    bare = re.sub(r"^đi[eề]u\s*", "", text.strip().lower()).rstrip(".").strip()
    return bare.lstrip("0") if ARTICLE.fullmatch(bare) else None


def article_reference(act: str, article: str) -> str:
    """Return how search and addresses name an article: "91-2015-qh13.468"."""
    return f"{act}.{article}"


def kind_of(name: str) -> str:
    """Return the kind of an act from the first words of its name: "luat", "nghi-dinh" … or "khac"."""
    folded = slug(name)
    return next((code for code, _words in _KINDS if folded == code or folded.startswith(f"{code}-")), "khac")


def year_of(number: str) -> int | None:
    """Return the year in the number of an act, None when it has none."""
    match = re.search(r"(?<![0-9])((?:19|20)[0-9]{2})(?![0-9])", number)
    return int(match[1]) if match else None


def article_key(number: str) -> tuple[int, str]:
    """Return what articles are ordered by: 7 before 7a before 10."""
    match = re.match(r"[0-9]+", number)
    return (int(match[0]), number[match.end() :]) if match else (0, number)


def in_force(valid_from: date | None, valid_to: date | None, on: date) -> bool | None:
    """Return whether something is in force on a day; None when the day it began was never entered."""
    if valid_to is not None and valid_to < on:
        return False
    return None if valid_from is None else valid_from <= on


def seed_acts(store: Store, known: Iterable[KnownAct]) -> int:
    """Write acts that are known by number and name where no operator wrote them; return how many are known.

    Safe to run twice; what an operator imported stays.
    """
    given = {act_code(act.number): act for act in known}
    with store.reading() as session:
        before = {row.code: row for row in session.scalars(select(catalogue.Act))}
    due = [code for code, act in given.items() if _differs(before.get(code), act)]
    if due:
        with store.writing(STARTING_SECONDS) as session:
            for code in due:
                row = session.get(catalogue.Act, code) or catalogue.Act(code=code, source=SEED, aliases=[])
                for name, value in _values(given[code]).items():
                    setattr(row, name, value)
                session.add(row)
    return len(given)


def _values(act: KnownAct) -> dict[str, object]:
    return {
        "number": act.number,
        "name": act.name,
        "kind": kind_of(act.name),
        "names": list(act.names),
        "abbreviations": list(act.abbreviations),
        "aliases": aliases_of(act.number, act.abbreviations),
        "valid_from": act.valid_from,
        "valid_to": act.valid_to,
        "replaced_by": act.replaced_by,
        "general": act.general,
    }


def _differs(row: catalogue.Act | None, act: KnownAct) -> bool:
    if row is None:
        return True
    return row.source == SEED and any(getattr(row, name) != value for name, value in _values(act).items())


def aliases_of(number: str, abbreviations: Sequence[str]) -> list[str]:
    """Return the short names that lead to an act: abbreviation and year, "blds-2015"."""
    year = year_of(number)
    return [] if year is None else sorted({f"{slug(short)}-{year}" for short in abbreviations})


def list_acts(store: Store) -> list[Act]:
    """Return all acts, codes and laws first, then by name, newest first."""
    with store.reading() as session:
        found = [_act(row) for row in session.scalars(select(catalogue.Act))]
    ranks = {kind: rank for rank, kind in enumerate(KIND_WORDS)}
    return sorted(found, key=lambda act: (ranks.get(act.kind, 99), fold(act.name), -(year_of(act.number) or 0)))


def find_act(store: Store, code: str) -> Act | None:
    """Return the act with this code, None when there is none."""
    with store.reading() as session:
        row = session.get(catalogue.Act, code)
        return None if row is None else _act(row)


def find_alias(store: Store, text: str) -> str | None:
    """Return the code of the act that another spelling or a short name ("blds-2015") means, None when none does."""
    code = act_code(text)
    acts = list_acts(store)
    return next((act.code for act in acts if act.code == code or slug(text) in act.aliases), None)


def acts_by_code(store: Store, codes: Iterable[str]) -> dict[str, Act]:
    """Return those of these acts that there are, by code."""
    with store.reading() as session:
        rows = session.scalars(select(catalogue.Act).where(catalogue.Act.code.in_(set(codes))))
        return {row.code: _act(row) for row in rows}


_HEADS: Final = tuple(getattr(catalogue.Article, field.name) for field in fields(Article) if field.name != "text")


def list_articles(store: Store, code: str) -> list[Article]:
    """Return the articles of an act that were entered, in order, without their text."""
    with store.reading() as session:
        rows = session.execute(select(*_HEADS).where(catalogue.Article.act_code == code)).mappings()
        found = [Article(text=None, **{**row, "related": tuple(row["related"])}) for row in rows]
    return sorted(found, key=lambda article: article_key(article.number))


def find_article(store: Store, code: str, number: str) -> Article | None:
    """Return one article as it was entered, None when it was not."""
    with store.reading() as session:
        row = session.get(catalogue.Article, (code, number))
        return None if row is None else _article(row)


def articles_by_reference(store: Store, references: Iterable[str]) -> dict[str, Article]:
    """Return those of these articles ("91-2015-qh13.468") that were entered, by reference."""
    wanted = set(references)
    acts = {reference.partition(".")[0] for reference in wanted}
    columns = catalogue.Article
    with store.reading() as session:
        numbers = {reference.partition(".")[2] for reference in wanted}
        rows = session.scalars(select(columns).where(columns.act_code.in_(acts), columns.number.in_(numbers)))
        found = {article_reference(row.act_code, row.number): _article(row) for row in rows}
    return {reference: article for reference, article in found.items() if reference in wanted}


def _act(row: catalogue.Act) -> Act:
    return Act(
        row.code,
        row.number,
        row.name,
        row.kind,
        tuple(row.names),
        tuple(row.abbreviations),
        tuple(row.aliases),
        row.valid_from,
        row.valid_to,
        row.replaced_by,
        row.general,
        row.source,
    )


def _article(row: catalogue.Article) -> Article:
    return Article(
        row.act_code,
        row.number,
        row.title,
        row.text,
        row.valid_from,
        row.valid_to,
        row.general,
        tuple(row.related),
        row.source,
        row.source_on,
    )
