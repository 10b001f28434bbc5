import sqlite3
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError, SQLAlchemyError
from sqlalchemy.orm import DeclarativeBase

from records import events, models
from records.actors import WORKER
from records.database import Store, migrate, open_store, utc_now
from records.errors import Restricted
from records.models import Base
from records.sources import SourcesBase
from tests.unit.records.office import Clock


@pytest.mark.parametrize(("which", "base"), [("records", Base), ("sources", SourcesBase)])
def test_the_migrations_make_exactly_the_tables_of_the_models(
    store: Store, which: str, base: type[DeclarativeBase]
) -> None:
    maker = getattr(store, which)
    with maker.kw["bind"].connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, base.metadata) == []


def test_migrating_twice_is_harmless(open_folder: Callable[[], Store]) -> None:
    first, second = open_folder(), open_folder()
    for one in (first, second, first):
        migrate(one)
    assert events.verify(second).ok


@pytest.mark.usefixtures("store")
def test_a_public_process_works_without_the_restricted_database(tmp_path: Path) -> None:
    public = open_store(f"sqlite:///{tmp_path}/records.sqlite3", None, tmp_path / "files", None)
    migrate(public)
    with public.reading() as session:
        assert session.scalar(select(models.Court.code).limit(1)) is not None
    for context in (public.sources_reading, public.sources_writing):
        with pytest.raises(Restricted), context():
            pytest.fail("no session")
    public.close()


def test_folders_are_made_and_sqlite_runs_with_its_safeguards(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b"
    store = open_store(f"sqlite:///{folder}/r.sqlite3", None, folder / "files", None)
    with store.reading() as session:
        pragmas = [session.execute(text(f"PRAGMA {name}")).scalar() for name in ("journal_mode", "foreign_keys")]
        assert session.execute(text("PRAGMA busy_timeout")).scalar() == 15_000
        assert session.execute(text("PRAGMA synchronous")).scalar() == 2, "a commit survives a power cut"
    assert pragmas == ["wal", 1]
    assert (folder / "files").is_dir()


def test_a_text_that_was_blanked_is_not_in_the_file_any_more(tmp_path: Path) -> None:
    file = tmp_path / "r.sqlite3"
    store = open_store(f"sqlite:///{file}", None, tmp_path / "files", None)
    leaked = "Nguyễn Văn Mẫu " * 500
    with store.writing() as session:
        session.execute(text("CREATE TABLE texts (id INTEGER PRIMARY KEY, words TEXT)"))
        session.execute(text("INSERT INTO texts VALUES (1, :words), (2, 'khác')"), {"words": leaked})
    with store.reading() as session:
        session.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
    assert "Mẫu".encode() in file.read_bytes()
    with store.writing() as session:
        session.execute(text("UPDATE texts SET words = '' WHERE id = 1"))
    with store.reading() as session:
        session.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
    store.close()
    assert "Mẫu".encode() not in file.read_bytes()


def test_databases_and_files_are_readable_by_their_owner_alone(tmp_path: Path) -> None:
    home = tmp_path / "var"
    store = open_store(f"sqlite:///{home}/r.sqlite3", f"sqlite:///{home}/s.sqlite3", home / "files", bytes(32))
    migrate(store)
    original = store.files.put_original(b"x")
    assert store.files.get_original(original) == b"x"
    open_to_others = [path for path in home.rglob("*") if path.is_file() and path.stat().st_mode & 0o077]
    assert sum(path.name.startswith(("r.sqlite3", "s.sqlite3")) for path in home.iterdir()) >= 2
    assert open_to_others == []
    assert [folder for folder in (home, home / "files") if folder.stat().st_mode & 0o077] == []
    store.close()


def test_a_foreign_key_to_nothing_is_refused(store: Store) -> None:
    def hire() -> None:
        with store.writing() as session:
            session.add(
                models.Account(
                    email="a@b", role="clerk", court_code="tand-nowhere", password_hash="", created_at=store.clock()
                )
            )

    with pytest.raises(IntegrityError):
        hire()


def test_a_writing_transaction_holds_the_lock_from_its_first_moment(store: Store, tmp_path: Path) -> None:
    other = sqlite3.connect(tmp_path / "records.sqlite3", timeout=0, isolation_level=None)
    with store.writing():
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
        assert other.execute("SELECT count(*) FROM events").fetchone() == (0,), "readers go on"
    other.execute("BEGIN IMMEDIATE")
    other.close()


def test_events_of_many_threads_make_one_whole_chain(store: Store, open_folder: Callable[[], Store]) -> None:
    start = threading.Barrier(3)

    def write() -> None:
        own = open_folder()
        start.wait()
        for _ in range(8):
            with own.writing() as session:
                events.append(session, own, actor=WORKER, action="a.b")

    threads = [threading.Thread(target=write) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    report = events.verify(store)
    assert (report.ok, report.count) == (True, 24)


def test_moments_come_back_in_utc_and_naive_ones_are_a_fault(store: Store) -> None:
    moment = datetime(2026, 11, 23, 10, 0, tzinfo=timezone(timedelta(hours=7)))
    with store.writing() as session:
        session.add(models.Removed(public_id="00000000", judgment_id=1, version=1, reason="trung", at=moment))
    with store.reading() as session:
        found = session.scalars(select(models.Removed.at)).one()
    assert (found, found.utcoffset()) == (moment, timedelta(0))
    assert utc_now().tzinfo is UTC
    with pytest.raises(ValueError, match="zone"):
        models.UtcDateTime().process_bind_param(datetime(2026, 1, 1), store.records.kw["bind"].dialect)  # noqa: DTZ001  the fault itself


def test_the_day_at_the_courts_begins_seven_hours_before_that_of_utc(store: Store, clock: Clock) -> None:
    clock.now = datetime(2026, 11, 23, 16, 59, tzinfo=UTC)
    assert str(store.today()) == "2026-11-23"
    clock.move(minutes=1)
    assert str(store.today()) == "2026-11-24"


def test_another_database_is_opened_without_the_safeguards_of_sqlite(tmp_path: Path) -> None:
    with pytest.raises(ModuleNotFoundError):
        open_store("postgresql+psycopg://nobody@127.0.0.1/none", None, tmp_path, None)


def test_a_store_without_an_engine_is_a_fault(store: Store, tmp_path: Path) -> None:
    bare = Store(type(store.records)(), None, store.files)
    with pytest.raises((TypeError, KeyError)):
        migrate(bare)
    assert tmp_path.exists()


def test_a_database_fault_does_not_quote_what_was_to_be_written(store: Store) -> None:
    with pytest.raises(SQLAlchemyError) as fault, store.reading() as session:
        session.execute(text("INSERT INTO nowhere VALUES (:name)"), {"name": "Trần Văn Khải"})
    assert "Khải" not in str(fault.value)
