from pathlib import Path

import pytest
from sqlalchemy.orm import sessionmaker

from records.current import CurrentVersion
from records.database import Store, migrate, open_store


def test_an_unknown_judgment_has_no_current_version(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path / 'records.sqlite3'}", None, tmp_path / "files", None)
    migrate(store)
    assert CurrentVersion(store)("7k3m2q9x") is None
    store.close()


def test_only_a_store_with_an_engine_can_be_asked(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path / 'records.sqlite3'}", None, tmp_path / "files", None)
    with pytest.raises(TypeError):
        CurrentVersion(Store(sessionmaker(bind=None), None, store.files))
    store.close()
