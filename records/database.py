"""The way to the two databases: engines, transactions and migrations.

Every write is an immediate transaction, so that two writers never both read the old state. On SQLite that is one
writer at a time; on PostgreSQL rows are locked by their compare-and-set and events by an advisory lock. SQLite does
not queue its writers: one that writes again and again can keep another out for long. A start therefore writes only
what is missing, and waits for that longer than a page does.
"""

import json
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import structlog
from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.orm import Session, sessionmaker

from records.errors import Restricted
from records.files import Files

log = structlog.get_logger(__name__)

COURT_ZONE = timezone(timedelta(hours=7))
"""Việt Nam has one zone and no summer time."""
_BUSY_SECONDS = 15
STARTING_SECONDS = 120
"""How long the writes of a start wait for other writers."""
_RETRY_SECONDS = 0.02
_PRAGMAS = (
    "foreign_keys=ON",
    "synchronous=FULL",
    "secure_delete=ON",  # a text that was taken down must not stay in the free pages of the file
)
_MIGRATIONS = Path(__file__).parent / "migrations"


def utc_now() -> datetime:
    """Return this moment in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class Store:
    """Records, restricted sources (None in a public process), files and the clock, handed to every function.

    `on_enqueue` functions get the id of each new job after its transaction is committed; `on_withdraw` functions get
    (public id, version, reason code, moment) of each withdrawal, likewise.
    """

    records: sessionmaker[Session]
    sources: sessionmaker[Session] | None
    files: Files
    clock: Callable[[], datetime] = utc_now
    on_enqueue: list[Callable[[int], None]] = field(default_factory=list)
    on_withdraw: list[Callable[[str, int, str, datetime], None]] = field(default_factory=list)

    def today(self) -> date:
        """Return the day at the courts."""
        return self.clock().astimezone(COURT_ZONE).date()

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Give a session that sees one state of the records."""
        with self.records() as session:
            yield session

    @contextmanager
    def writing(self, busy_seconds: int = _BUSY_SECONDS) -> Iterator[Session]:
        """Give a session whose changes are committed together at the end, or not at all; then tell the hooks.

        :param busy_seconds: how long to wait for other writers
        """
        with self.records() as session:
            session.info["clock"] = self.clock
            session.connection(execution_options={"immediate": True, "busy_seconds": busy_seconds})
            yield session
            session.commit()
            self._tell(session.info)

    @contextmanager
    def sources_reading(self) -> Iterator[Session]:
        """Give a session that sees one state of the restricted database; raise Restricted where there is none."""
        with self._restricted()() as session:
            yield session

    @contextmanager
    def sources_writing(self) -> Iterator[Session]:
        """The same for writing. Inside `writing()`: sources are committed first, then records."""
        with self._restricted()() as session:
            session.connection(execution_options={"immediate": True})
            yield session
            session.commit()

    def close(self) -> None:
        """Close all connections."""
        for maker in (self.records, self.sources):
            if maker is not None:
                _engine(maker).dispose()

    def _restricted(self) -> sessionmaker[Session]:
        if self.sources is None:
            raise Restricted("this process has no restricted database")
        return self.sources

    def _tell(self, info: dict[Any, Any]) -> None:
        for job_id in info.pop("enqueued", ()):
            for hook in self.on_enqueue:
                try:
                    hook(job_id)
                except Exception:  # the job is committed; a deaf queue only delays it until the sweep
                    log.warning("job.wake_failed", job=job_id, exc_info=True)
        for removed in info.pop("withdrawn", ()):
            for ledger in self.on_withdraw:
                ledger(*removed)


def open_store(
    database_url: str,
    sources_url: str | None,
    data_dir: Path,
    files_key: bytes | None,
    *,
    clock: Callable[[], datetime] = utc_now,
) -> Store:
    """Return the store at these addresses (SQLAlchemy URLs); SQLite folders and `data_dir` are made.

    `files_key` has 32 bytes. A public process passes no `sources_url` and no key.
    """
    sources = None if sources_url is None else sessionmaker(_open(sources_url), expire_on_commit=False)
    records = sessionmaker(_open(database_url), expire_on_commit=False)
    data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    return Store(records, sources, Files(data_dir, files_key), clock)


def migrate(store: Store) -> None:
    """Bring both databases to the newest form; safe to run twice and from two processes.

    Databases that have it are only read.
    """
    _upgrade(store.records, "records")
    if store.sources is not None:
        _upgrade(store.sources, "sources")


def _upgrade(maker: sessionmaker[Session], tree: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS / tree).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    newest = set(ScriptDirectory.from_config(config).get_heads())
    with _engine(maker).connect() as connection:
        if set(MigrationContext.configure(connection).get_current_heads()) == newest:
            return
    options = {"immediate": True, "busy_seconds": STARTING_SECONDS}
    with _engine(maker).connect().execution_options(**options) as connection, connection.begin():
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _engine(maker: sessionmaker[Session]) -> Engine:
    bind = maker.kw["bind"]
    if not isinstance(bind, Engine):
        raise TypeError("a session maker of a store is bound to an engine")
    return bind


def _open(url: str) -> Engine:
    address = make_url(url)
    if address.get_backend_name() != "sqlite":
        return create_engine(address, json_serializer=_compact, pool_pre_ping=True, hide_parameters=True)
    if address.database and address.database != ":memory:":
        _own_file(Path(address.database))
    engine = create_engine(
        address, json_serializer=_compact, connect_args={"timeout": _BUSY_SECONDS}, hide_parameters=True
    )
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _own_file(place: Path) -> None:
    """Make the file of a SQLite database readable by its owner alone; its journals take the same mode from it."""
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    place.touch(mode=0o600)


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _prepare(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # transactions are begun by `_begin`, never by the driver
    connection.execute(f"PRAGMA busy_timeout={_BUSY_SECONDS * 1000}")
    _keep_a_log(connection)
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _keep_a_log(connection: sqlite3.Connection) -> None:
    """Give the file its write-ahead log; SQLite does not wait for the lock that this needs, so we ask again."""
    until = time.monotonic() + STARTING_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
            time.sleep(_RETRY_SECONDS)
        else:
            return


def _begin(connection: Connection) -> None:
    options = connection.get_execution_options()
    if not options.get("immediate", False):
        connection.exec_driver_sql("BEGIN")
        return
    seconds = options.get("busy_seconds", _BUSY_SECONDS)
    connection.exec_driver_sql(f"PRAGMA busy_timeout={seconds * 1000}")
    connection.exec_driver_sql("BEGIN IMMEDIATE")
    connection.exec_driver_sql(f"PRAGMA busy_timeout={_BUSY_SECONDS * 1000}")
