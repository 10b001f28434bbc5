"""Tables of the restricted database: what the court wrote, who each mention means, and what people wrote about it.

Rows carry the revision of their draft at which they were written, and what stood before. The records database decides
which revision is true: a row with a higher one comes from a save that never finished and is read as `previous`.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index, MetaData, String, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from records.models import NAMING, UtcDateTime
from vietnamese.texts import PublicText, SourceText


class SourcesBase(DeclarativeBase):
    """The restricted database."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {datetime: UtcDateTime, dict[str, Any]: JSON, list[Any]: JSON}  # noqa: RUF012  SQLAlchemy's name


class Source(SourcesBase):
    """What one draft is made from."""

    __tablename__ = "sources"
    draft_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    judgment_id: Mapped[int] = mapped_column(index=True)
    file_name: Mapped[str] = mapped_column(String(400))
    pages: Mapped[list[Any]] = mapped_column(default=list)
    text: Mapped[SourceText] = mapped_column(Text, default="")
    paragraphs: Mapped[list[Any]] = mapped_column(default=list)
    hidden: Mapped[list[Any]] = mapped_column(default=list)
    doubtful: Mapped[list[Any]] = mapped_column(default=list)
    typed: Mapped[dict[str, Any]] = mapped_column(default=dict)
    reading: Mapped[dict[str, Any]] = mapped_column(default=dict)
    parties: Mapped[list[Any]] = mapped_column(default=list)
    zones: Mapped[list[Any]] = mapped_column(default=list)
    draft_text: Mapped[PublicText] = mapped_column(Text, default="")
    draft_paragraphs: Mapped[list[Any]] = mapped_column(default=list)
    draft_sha256: Mapped[str | None] = mapped_column(String(64))
    codes: Mapped[dict[str, Any]] = mapped_column(default=dict)
    residual: Mapped[list[Any]] = mapped_column(default=list)
    forms: Mapped[list[Any]] = mapped_column(default=list)
    policy: Mapped[str | None] = mapped_column(String(40))
    model: Mapped[str | None] = mapped_column(String(80))
    corrections: Mapped[list[Any]] = mapped_column(default=list)
    looked: Mapped[dict[str, Any]] = mapped_column(default=dict)
    text_version: Mapped[int] = mapped_column(default=1)  # rises with each correction of the text
    analysed_version: Mapped[int] = mapped_column(default=1)  # the text that mentions and reading were made from
    revision: Mapped[int] = mapped_column(default=1)
    previous: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))


class RecognisedPage(SourcesBase):
    """A scanned page that has been read while others of its file have not; gone when the text is whole."""

    __tablename__ = "recognised_pages"
    draft_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    answer: Mapped[dict[str, Any]]


class Mention(SourcesBase):
    """A place in the source text that names somebody or something, and what is done with it."""

    __tablename__ = "mentions"
    __table_args__ = (Index("ix_mentions_place", "draft_id", "start"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    draft_id: Mapped[int]
    start: Mapped[int]
    end: Mapped[int]
    label: Mapped[str] = mapped_column(String(24))
    entity: Mapped[str] = mapped_column(String(80), default="")
    role: Mapped[str] = mapped_column(String(80), default="")
    action: Mapped[str] = mapped_column(String(10))
    evidence: Mapped[str] = mapped_column(String(200), default="")
    score: Mapped[float] = mapped_column(default=1.0)
    replacement: Mapped[str | None] = mapped_column(String(400))
    origin: Mapped[str] = mapped_column(String(8), default="machine")
    decision: Mapped[str | None] = mapped_column(String(4))
    decided_by: Mapped[int | None]
    decided_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(String(400), default="")
    revision: Mapped[int] = mapped_column(default=1)
    previous: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))


class Note(SourcesBase):
    """What a person wrote about a record: why it was sent back, hidden, withheld; it may name people."""

    __tablename__ = "notes"
    key: Mapped[str] = mapped_column(String(80), primary_key=True)
    judgment_id: Mapped[int] = mapped_column(index=True)
    kind: Mapped[str] = mapped_column(String(20))
    text: Mapped[str] = mapped_column(Text)
    requester: Mapped[str] = mapped_column(String(200), default="")
    written_by: Mapped[int]
    written_at: Mapped[datetime]
