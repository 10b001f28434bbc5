"""The places of the desk's tests: databases with people in them, a world for each test, a record ready for review."""

import shutil
from datetime import timedelta
from pathlib import Path
from typing import Any

import pyotp
import pytest

from anonymizer.policy import effects
from portal.desk import create_desk_app
from records import accounts
from records.courts import seed_courts
from records.database import migrate
from records.desk.receive import receive
from tests.web.desk.line import Record
from tests.web.desk.world import (
    COURT,
    PASSWORD,
    PEOPLE,
    START,
    Clock,
    World,
    check_upload,
    open_at,
    page_image,
    settings_at,
    similar_places,
)


@pytest.fixture(scope="session")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str], dict[str, int]]:
    """A folder with migrated databases and the people, copied for each test: hashing passwords takes its time."""
    folder = tmp_path_factory.mktemp("seeded")
    clock = Clock()
    store = open_at(folder, clock)
    migrate(store)
    seed_courts(store)
    secrets, ids = {}, {}
    for who, (role, court, president) in PEOPLE.items():
        made = accounts.add_account(store, f"{who}@toaan.vn", role, court, president, f"Mẫu {who}", password=PASSWORD)
        ids[who] = made.id
        if made.totp_required and who != "far":
            secrets[who] = accounts.enrol_totp(store, made.id)
            clock.pass_time(seconds=61)
            assert accounts.check_totp(store, made.id, pyotp.TOTP(secrets[who]).at(int(clock.now.timestamp())))
    store.close()
    return folder, secrets, ids


@pytest.fixture
def world(seeded: tuple[Path, dict[str, str], dict[str, int]], tmp_path: Path) -> Any:
    source, secrets, ids = seeded
    folder = tmp_path / "var"
    shutil.copytree(source, folder)
    clock = Clock(START + timedelta(hours=1))
    store = open_at(folder, clock)
    settings = settings_at(folder)
    app = create_desk_app(
        settings,
        store,
        check_upload=check_upload,
        similar_places=similar_places,
        page_image=page_image,
        switch_effects=effects,
    )
    app.config["PROPAGATE_EXCEPTIONS"] = True
    app.error_handler_spec[None][None].pop(Exception)  # a fault of ours fails the test that meets it
    yield World(store, settings, clock, dict(secrets), ids, folder, app)
    store.close()


@pytest.fixture
def record(world: World) -> Record:
    """A judgment that a clerk uploaded and the worker has made ready for review."""

    return _made(world, scanned=False)


@pytest.fixture
def scan(world: World) -> Record:
    """The same from a scan: two words are in doubt."""
    return _made(world, scanned=True)


def _made(world: World, *, scanned: bool) -> Record:
    content = b"%PDF-1.7 invented"
    got = receive(world.store, world.actor("second"), file_name="ho-so-mat.pdf", content=content, court_code=COURT)
    made = Record(world, got.judgment_id, got.draft_id, scanned)
    made.work()
    return made
