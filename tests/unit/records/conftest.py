"""A store in a temporary folder and its staff."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from sqlalchemy import delete, event

from records import accounts, models
from records.accounts import Account
from records.database import Store, migrate, open_store
from tests.unit.records.office import COURT, OTHER_COURT, Clock, Office


@pytest.fixture(autouse=True)
def quick_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Password hashes that cost nothing: the real cost is a constant of the library."""
    monkeypatch.setattr(accounts, "_HASHER", _quick())


@cache
def _quick() -> PasswordHasher:
    return PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


@pytest.fixture
def clock() -> Clock:
    return Clock()


def _open(folder: Path, clock: Clock) -> Store:
    records, restricted = f"sqlite:///{folder}/records.sqlite3", f"sqlite:///{folder}/sources.sqlite3"
    store = open_store(records, restricted, folder / "files", b"k" * 32, clock=clock)
    for maker in (store.records, store.sources):
        assert maker is not None
        event.listen(maker.kw["bind"], "connect", _no_sync)
    return store


def _no_sync(connection: sqlite3.Connection, _record: object) -> None:
    connection.execute("PRAGMA synchronous=OFF")  # no test cuts the power


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Account]]:
    """A migrated and staffed pair of databases, made once and copied for each test."""
    folder = tmp_path_factory.mktemp("template")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(accounts, "_HASHER", _quick())
        store = _open(folder, Clock())
        migrate(store)
        with store.writing() as session:
            for code, name in ((COURT, "TAND khu vực 1 - Hà Nội"), (OTHER_COURT, "TAND khu vực 2 - Hà Nội")):
                session.add(models.Court(code=code, name=name, level="khu-vuc", province="Hà Nội"))
        office = Office(store, Clock())
        office.hire("clerk", "clerk", name="Thư ký An")
        office.hire("reviewer", "clerk", name="Thư ký Bình")
        office.hire("judge", "judge", name="Trần Thị Mai")
        office.hire("judge2", "judge", name="Lê Văn Tư")
        office.hire("president", "judge", president=True, name="Phạm Thị Hòa")
        office.hire("stranger", "clerk", OTHER_COURT)
        office.hire("president2", "judge", OTHER_COURT, president=True)
        office.hire("auditor", "auditor", None)
        office.hire("admin", "admin", None)
        office.hire("editor", "editor", None)
        with store.writing() as session:
            session.execute(delete(models.Event))
        store.close()
    return folder, office.people


@pytest.fixture
def open_folder(tmp_path: Path, clock: Clock) -> Iterator[Callable[[], Store]]:
    """Open the databases of this test, again and again, as other processes would."""
    opened: list[Store] = []

    def again() -> Store:
        opened.append(_open(tmp_path, clock))
        return opened[-1]

    yield again
    for store in opened:
        store.close()


@pytest.fixture
def store(template: tuple[Path, dict[str, Account]], tmp_path: Path, open_folder: Callable[[], Store]) -> Store:
    for path in template[0].glob("*.sqlite3"):
        shutil.copy(path, tmp_path)
    return open_folder()


@pytest.fixture
def office(template: tuple[Path, dict[str, Account]], store: Store, clock: Clock) -> Office:
    return Office(store, clock, dict(template[1]))
