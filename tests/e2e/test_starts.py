"""Processes that start on one folder: at once on an empty one, and beside one that does not stop writing."""

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError

import app
from demo.run import environment
from records import database, models
from records.catalogue import Act
from records.database import Store, open_store
from settings import load_settings

START = "import app, settings; app.open_records(settings.load_settings()).close()"


def open_in(folder: Path) -> Store:
    return app.open_records(load_settings(environment(folder, 8000), None))


@pytest.fixture
def writer(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """Another program in the middle of a write."""
    connection = sqlite3.connect(tmp_path / "records.sqlite3", timeout=0, isolation_level=None)
    yield connection
    connection.close()


def test_two_processes_that_start_at_once_on_an_empty_folder_both_start_and_sow_once(tmp_path: Path) -> None:
    started = [
        subprocess.Popen([sys.executable, "-c", START], env=environment(tmp_path, 8000), stderr=subprocess.PIPE)
        for _ in range(2)
    ]
    for process in started:
        faults = process.communicate(timeout=200)[1]
        assert process.returncode == 0, faults.decode()[-2000:]
    store = open_in(tmp_path)
    with store.reading() as session:
        courts, acts = (session.scalar(select(func.count()).select_from(table)) for table in (models.Court, Act))
        doubled = session.scalars(select(models.CourtSuccession.court_code, func.count()).group_by(
            models.CourtSuccession.court_code, models.CourtSuccession.successor_code,
            models.CourtSuccession.successor_name, models.CourtSuccession.scope,
        ).having(func.count() > 1)).all()  # fmt: skip
    assert (courts or 0) > 700
    assert (acts or 0) > 50
    assert doubled == []
    store.close()


def test_a_start_with_nothing_to_write_does_not_wait_for_those_who_write(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, writer: sqlite3.Connection
) -> None:
    open_in(tmp_path).close()
    monkeypatch.setattr(database, "_BUSY_SECONDS", 0)
    monkeypatch.setattr(database, "STARTING_SECONDS", 0)
    writer.execute("BEGIN IMMEDIATE")
    open_in(tmp_path).close()


def test_a_first_connection_waits_until_the_file_can_have_its_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, writer: sqlite3.Connection
) -> None:
    writer.execute("CREATE TABLE t (x)")
    writer.execute("BEGIN IMMEDIATE")
    writer.execute("INSERT INTO t VALUES (1)")
    waits = []

    def ends_the_write(seconds: float) -> None:
        waits.append(seconds)
        writer.execute("COMMIT")

    monkeypatch.setattr(database, "_BUSY_SECONDS", 0)
    monkeypatch.setattr(database.time, "sleep", ends_the_write)
    store = open_store(f"sqlite:///{tmp_path}/records.sqlite3", None, tmp_path / "files", None)
    with store.writing() as session:
        assert session.connection().exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
    assert len(waits) == 1
    store.close()


def test_a_file_that_stays_locked_is_a_fault_in_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, writer: sqlite3.Connection
) -> None:
    writer.execute("BEGIN EXCLUSIVE")
    monkeypatch.setattr(database, "_BUSY_SECONDS", 0)
    monkeypatch.setattr(database, "STARTING_SECONDS", -1)
    store = open_store(f"sqlite:///{tmp_path}/records.sqlite3", None, tmp_path / "files", None)
    with pytest.raises(OperationalError, match="locked"), store.reading() as session:
        session.connection()
    store.close()
