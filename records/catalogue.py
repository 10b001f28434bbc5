"""Tables of the catalogues and of the citation graph: acts, articles, precedents, and who cites what.

All of it comes from published texts or from an operator's files; none of it holds personal data of a party.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from records.models import Base


class Act(Base):
    """A code, law, resolution or decree; `code` is its number as it stands in addresses ("91-2015-qh13")."""

    __tablename__ = "acts"
    code: Mapped[str] = mapped_column(String(80), primary_key=True)
    number: Mapped[str] = mapped_column(String(80))
    name: Mapped[str] = mapped_column(String(400))
    kind: Mapped[str] = mapped_column(String(40), default="")
    names: Mapped[list[Any]] = mapped_column(default=list)
    abbreviations: Mapped[list[Any]] = mapped_column(default=list)
    aliases: Mapped[list[Any]] = mapped_column(default=list)
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    replaced_by: Mapped[str | None] = mapped_column(String(80))
    general: Mapped[bool] = mapped_column(default=False)
    source: Mapped[str] = mapped_column(String(200), default="")


class Article(Base):
    """One article of an act; its text only where an operator brought it, with its source."""

    __tablename__ = "articles"
    act_code: Mapped[str] = mapped_column(ForeignKey("acts.code"), primary_key=True)
    number: Mapped[str] = mapped_column(String(12), primary_key=True)
    title: Mapped[str] = mapped_column(String(500), default="")
    text: Mapped[str | None] = mapped_column(Text)
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    general: Mapped[bool] = mapped_column(default=False)
    related: Mapped[list[Any]] = mapped_column(default=list)
    source: Mapped[str] = mapped_column(String(300), default="")
    source_on: Mapped[date | None]


class Precedent(Base):
    """A precedent by its running number; the year only belongs to its name."""

    __tablename__ = "precedents"
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    year: Mapped[int]
    title: Mapped[str] = mapped_column(String(500), default="")
    field: Mapped[str] = mapped_column(String(60), default="")
    state: Mapped[str] = mapped_column(String(20), default="unknown", index=True)
    proposed_on: Mapped[date | None]
    consultation_until: Mapped[date | None]
    advisory_on: Mapped[date | None]
    adopted_on: Mapped[date | None]
    published_on: Mapped[date | None]
    decision: Mapped[str] = mapped_column(String(120), default="")
    effective_from: Mapped[date | None]
    abolished_from: Mapped[date | None]
    basis: Mapped[str] = mapped_column(String(40), default="")
    ground: Mapped[str] = mapped_column(String(600), default="")
    source: Mapped[str] = mapped_column(String(600), default="")
    passage: Mapped[str] = mapped_column(String(300), default="")
    situation: Mapped[str] = mapped_column(Text, default="")
    solution: Mapped[str] = mapped_column(Text, default="")
    related: Mapped[list[Any]] = mapped_column(default=list)
    keywords: Mapped[list[Any]] = mapped_column(default=list)
    content: Mapped[str] = mapped_column(Text, default="")
    facts: Mapped[str] = mapped_column(Text, default="")
    reasoning: Mapped[str] = mapped_column(Text, default="")
    ruling: Mapped[str] = mapped_column(Text, default="")
    scanned: Mapped[bool] = mapped_column(default=False)
    revision: Mapped[int] = mapped_column(default=1)


class Reading(Base):
    """Which version of a publication was read for citations, by which reader, and when."""

    __tablename__ = "citation_readings"
    judgment_id: Mapped[int] = mapped_column(ForeignKey("judgments.id"), primary_key=True, autoincrement=False)
    version: Mapped[int]
    reader: Mapped[str] = mapped_column(String(40))
    at: Mapped[datetime]


class Citation(Base):
    """One place of a published text that cites an article, a precedent or another judgment.

    `paragraph` counts from 1; `start` and `end` are code points in that paragraph. A judgment is named by what was
    printed (`case_key`, court, day): which page that is, is asked when it is shown, since pages come and go.
    """

    __tablename__ = "citations"
    __table_args__ = (
        ForeignKeyConstraint(["judgment_id"], ["citation_readings.judgment_id"], ondelete="CASCADE"),
        Index("ix_citations_article", "act", "article", "judgment_id", "inferred"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    judgment_id: Mapped[int] = mapped_column(index=True)
    version: Mapped[int]
    paragraph: Mapped[int]
    start: Mapped[int]
    end: Mapped[int]
    kind: Mapped[str] = mapped_column(String(12))
    act: Mapped[str | None] = mapped_column(String(80))
    article: Mapped[str | None] = mapped_column(String(12))
    clause: Mapped[str | None] = mapped_column(String(12))
    point: Mapped[str | None] = mapped_column(String(12))
    precedent: Mapped[int | None] = mapped_column(index=True)
    year: Mapped[int | None]
    case_key: Mapped[str | None] = mapped_column(String(60), index=True)
    court_code: Mapped[str | None] = mapped_column(String(80))
    decided_on: Mapped[date | None]
    target: Mapped[str | None] = mapped_column(String(120))
    inferred: Mapped[bool] = mapped_column(default=False)
    confidence: Mapped[float] = mapped_column(default=1.0)
    applied: Mapped[bool | None]
    outcome: Mapped[str | None] = mapped_column(String(12))
