"""Tables of the records database. None of them holds personal data of a party; the restricted ones are in sources."""

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    DateTime,
    Dialect,
    Enum,
    ForeignKey,
    Index,
    MetaData,
    String,
    Text,
    TypeDecorator,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from records.lifecycle import DraftState, PublicationState
from vietnamese.texts import PublicText

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment in UTC; SQLite keeps it without its zone, so the zone is put back on reading."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the moment in UTC; a naive one is a fault of ours."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs its zone")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002  SQLAlchemy's signature
        """Return the moment with its zone."""
        return value if value is None or value.tzinfo else value.replace(tzinfo=UTC)


class Base(DeclarativeBase):
    """The records database."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {datetime: UtcDateTime, dict[str, Any]: JSON, list[Any]: JSON}  # noqa: RUF012  SQLAlchemy's name


class Court(Base):
    """A court as it was named from one day to another."""

    __tablename__ = "courts"
    code: Mapped[str] = mapped_column(String(80), primary_key=True)
    name: Mapped[str] = mapped_column(String(160))
    level: Mapped[str] = mapped_column(String(16), index=True)
    province_code: Mapped[str | None] = mapped_column(String(4))
    province: Mapped[str | None] = mapped_column(String(80))
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    note: Mapped[str | None] = mapped_column(String(300))
    imported: Mapped[bool] = mapped_column(default=False)  # an operator's file goes before the seed


class CourtSuccession(Base):
    """Who took over from an ended court; neither code nor name: unknown."""

    __tablename__ = "court_successions"
    id: Mapped[int] = mapped_column(primary_key=True)
    court_code: Mapped[str] = mapped_column(ForeignKey("courts.code"), index=True)
    successor_code: Mapped[str | None] = mapped_column(ForeignKey("courts.code"), index=True)
    successor_name: Mapped[str | None] = mapped_column(String(160))
    scope: Mapped[str] = mapped_column(String(300), default="")
    since: Mapped[date | None]
    source: Mapped[str] = mapped_column(String(300), default="")


class Account(Base):
    """A member of staff."""

    __tablename__ = "accounts"
    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(200), unique=True)
    name: Mapped[str] = mapped_column(String(120), default="")
    role: Mapped[str] = mapped_column(String(16))
    court_code: Mapped[str | None] = mapped_column(ForeignKey("courts.code"))
    president: Mapped[bool] = mapped_column(default=False)
    disabled: Mapped[bool] = mapped_column(default=False)
    password_hash: Mapped[str] = mapped_column(String(200))
    totp_sealed: Mapped[str | None] = mapped_column(String(200))
    totp_enrolled: Mapped[bool] = mapped_column(default=False)
    totp_last_step: Mapped[int] = mapped_column(default=0)
    recovery_hashes: Mapped[list[Any]] = mapped_column(default=list)
    failed_attempts: Mapped[int] = mapped_column(default=0)
    locked_until: Mapped[datetime | None]
    session_epoch: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]


class Judgment(Base):
    """A judgment or decision of a court and where it stands."""

    __tablename__ = "judgments"
    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str | None] = mapped_column(String(8), unique=True)
    court_code: Mapped[str | None] = mapped_column(ForeignKey("courts.code"), index=True)
    case_number: Mapped[str | None] = mapped_column(String(60), index=True)
    kind: Mapped[str | None] = mapped_column(String(40))
    instance: Mapped[str | None] = mapped_column(String(40))
    case_type: Mapped[str | None] = mapped_column(String(60))
    legal_relation: Mapped[str | None] = mapped_column(String(300))
    result: Mapped[str | None] = mapped_column(String(60))
    decided_on: Mapped[date | None]
    effective_on: Mapped[date | None]
    effective_confirmed: Mapped[bool] = mapped_column(default=False)
    deadline_on: Mapped[date | None] = mapped_column(index=True)
    appeal_pending: Mapped[bool] = mapped_column(default=False)
    closed_hearing: Mapped[bool] = mapped_column(default=False)
    minor_participant: Mapped[bool] = mapped_column(default=False)
    number_confirmed: Mapped[bool] = mapped_column(default=False)
    court_confirmed: Mapped[bool] = mapped_column(default=False)
    parties_confirmed: Mapped[bool] = mapped_column(default=False)
    presiding_judge: Mapped[str | None] = mapped_column(String(120))
    presiding_account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    citations: Mapped[list[Any]] = mapped_column(default=list)
    publication_state: Mapped[PublicationState] = mapped_column(
        Enum(PublicationState, native_enum=False, length=16), default=PublicationState.NONE, index=True
    )
    publication_version: Mapped[int] = mapped_column(default=0)
    publication_changed_at: Mapped[datetime | None]
    hidden_until: Mapped[date | None]
    withdrawn_on: Mapped[date | None]
    withdrawn_reason: Mapped[str | None] = mapped_column(String(20))
    withdrawn_decision: Mapped[str | None] = mapped_column(String(60))
    withheld_reason: Mapped[int | None]
    withheld_on: Mapped[date | None]
    withhold_proposed: Mapped[int | None]  # the reason a clerk proposes; a judge decides
    uploaded_by: Mapped[int]  # 0: the worker, for files taken in from the command line
    created_at: Mapped[datetime]
    revision: Mapped[int] = mapped_column(default=1)


class Draft(Base):
    """One version of a judgment on its way; what it says is in the restricted database."""

    __tablename__ = "drafts"
    __table_args__ = (
        UniqueConstraint("judgment_id", "version"),
        Index(
            "uq_drafts_original",
            "original_sha256",
            unique=True,
            sqlite_where=text("correction_of IS NULL AND state != 'REJECTED'"),
            postgresql_where=text("correction_of IS NULL AND state != 'REJECTED'"),
        ),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    judgment_id: Mapped[int] = mapped_column(ForeignKey("judgments.id"), index=True)
    version: Mapped[int] = mapped_column(default=1)
    correction_of: Mapped[int | None] = mapped_column(ForeignKey("drafts.id"))
    state: Mapped[DraftState] = mapped_column(Enum(DraftState, native_enum=False, length=16), index=True)
    waiting_reason: Mapped[str | None] = mapped_column(String(300))
    failure_code: Mapped[str | None] = mapped_column(String(40))
    failure_sentence: Mapped[str | None] = mapped_column(String(400))
    draft_failed: Mapped[str | None] = mapped_column(String(400))
    original_sha256: Mapped[str] = mapped_column(String(64))
    original_bytes: Mapped[int]
    pages: Mapped[int] = mapped_column(default=0)
    ocr_total: Mapped[int] = mapped_column(default=0)  # pages that need recognition
    ocr_done: Mapped[int] = mapped_column(default=0)
    flags: Mapped[list[Any]] = mapped_column(default=list)
    draft_sha256: Mapped[str | None] = mapped_column(String(64))
    drafted_at: Mapped[datetime | None]
    drafted_revision: Mapped[int | None]
    undecided: Mapped[int] = mapped_column(default=0)
    residual_open: Mapped[int] = mapped_column(default=0)
    hidden_open: Mapped[int] = mapped_column(default=0)
    differs_open: Mapped[list[Any]] = mapped_column(default=list)  # fields where record and text disagree, unsettled
    uploaded_by: Mapped[int]  # 0: the worker, for files taken in from the command line
    editors: Mapped[list[Any]] = mapped_column(default=list)
    submitted_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    sent_back: Mapped[bool] = mapped_column(default=False)
    approved_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    approved_sha256: Mapped[str | None] = mapped_column(String(64))
    approved_at: Mapped[datetime | None]
    publish_at: Mapped[datetime | None]
    pdf_sha256: Mapped[str | None] = mapped_column(String(64))
    gate: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    policy: Mapped[str | None] = mapped_column(String(40))
    model: Mapped[str | None] = mapped_column(String(80))
    note: Mapped[str | None] = mapped_column(String(500))
    created_at: Mapped[datetime]
    revision: Mapped[int] = mapped_column(default=1)


class Publication(Base):
    """One published version; text is blank once a newer version stands or the judgment is withdrawn."""

    __tablename__ = "publications"
    judgment_id: Mapped[int] = mapped_column(ForeignKey("judgments.id"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    draft_id: Mapped[int] = mapped_column(ForeignKey("drafts.id"), unique=True)
    title: Mapped[str] = mapped_column(String(400))
    court_code: Mapped[str] = mapped_column(ForeignKey("courts.code"), index=True)
    case_number: Mapped[str] = mapped_column(String(60), index=True)
    kind: Mapped[str | None] = mapped_column(String(40))
    instance: Mapped[str | None] = mapped_column(String(40))
    case_type: Mapped[str | None] = mapped_column(String(60), index=True)
    legal_relation: Mapped[str | None] = mapped_column(String(300))
    result: Mapped[str | None] = mapped_column(String(60))
    decided_on: Mapped[date] = mapped_column(index=True)
    effective_on: Mapped[date | None]
    presiding_judge: Mapped[str | None] = mapped_column(String(120))
    citations: Mapped[list[Any]] = mapped_column(default=list)
    paragraphs: Mapped[list[Any]] = mapped_column(default=list)
    text: Mapped[PublicText] = mapped_column(Text)
    text_sha256: Mapped[str] = mapped_column(String(64))
    pdf_sha256: Mapped[str] = mapped_column(String(64), index=True)
    pdf_bytes: Mapped[int]
    policy: Mapped[str] = mapped_column(String(40))
    model: Mapped[str] = mapped_column(String(80))
    note: Mapped[str | None] = mapped_column(String(500))
    published_at: Mapped[datetime] = mapped_column(index=True)


class Event(Base):
    """One line of a hash chain: ids and facts, never text."""

    __tablename__ = "events"
    __table_args__ = (UniqueConstraint("chain", "sequence"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    chain: Mapped[str] = mapped_column(String(16))
    sequence: Mapped[int]
    at: Mapped[datetime]
    actor_id: Mapped[int]
    actor_role: Mapped[str] = mapped_column(String(16))
    action: Mapped[str] = mapped_column(String(40))
    judgment_id: Mapped[int | None] = mapped_column(index=True)
    detail: Mapped[dict[str, Any]]
    previous_hash: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))


class Job(Base):
    """Work to be done, written in the transaction of what it is about."""

    __tablename__ = "jobs"
    __table_args__ = (Index("ix_jobs_claim", "state", "run_after"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(16))
    judgment_id: Mapped[int | None] = mapped_column(index=True)
    draft_id: Mapped[int | None] = mapped_column(index=True)
    payload: Mapped[dict[str, Any]] = mapped_column(default=dict)
    key: Mapped[str | None] = mapped_column(String(120), unique=True)
    state: Mapped[str] = mapped_column(String(10), default="waiting")
    attempt: Mapped[int] = mapped_column(default=0)
    worker: Mapped[str | None] = mapped_column(String(80))
    lease_until: Mapped[datetime | None]
    run_after: Mapped[datetime]
    last_error: Mapped[str | None] = mapped_column(String(80))
    created_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]


class Removed(Base):
    """The ledger of withdrawals: a restored backup must not bring these texts back."""

    __tablename__ = "removed"
    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(8), index=True)
    judgment_id: Mapped[int]
    version: Mapped[int]
    reason: Mapped[str] = mapped_column(String(20))
    at: Mapped[datetime]
