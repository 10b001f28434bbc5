"""What every database under the records must keep when a process is killed: nothing half done, nothing lost."""

import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from records import jobs
from records.database import Store, migrate, open_store
from records.events import verify

VICTIM = """
import os, signal, sys
from pathlib import Path
from records import events, jobs
from records.actors import WORKER
from records.database import open_store

records, sources, folder, place = sys.argv[1:]
store = open_store(records, sources, Path(folder), b"k" * 32)
job = jobs.claim(store, "victim", lease_seconds=60)
assert job is not None
if place == "claimed":
    os.kill(os.getpid(), signal.SIGKILL)
with store.writing() as session:
    jobs.finish(session, job)
    events.append(session, store, actor=WORKER, action="draft.read")
    jobs.enqueue(session, "anonymize", 1)
    if place == "writing":
        os.kill(os.getpid(), signal.SIGKILL)
os.kill(os.getpid(), signal.SIGKILL)
"""

Open = Callable[[Callable[[], datetime]], Store]


@pytest.fixture(params=["sqlite"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[list[str], Open]]:
    """The addresses of an empty pair of databases and how to open them with a clock."""
    urls = [f"{request.param}:///{tmp_path}/{name}.sqlite3" for name in ("records", "sources")]
    opened: list[Store] = []

    def again(clock: Callable[[], datetime]) -> Store:
        opened.append(open_store(urls[0], urls[1], tmp_path / "files", b"k" * 32, clock=clock))
        return opened[-1]

    yield [*urls, str(tmp_path / "files")], again
    for store in opened:
        store.close()


@pytest.mark.parametrize(
    ("place", "done"), [("claimed", False), ("writing", False), ("committed", True)], ids=["claimed", "writing", "end"]
)
def test_a_killed_process_leaves_all_or_nothing_and_its_job_to_the_next(
    database: tuple[list[str], Open], place: str, done: bool
) -> None:
    addresses, again = database
    now = again(lambda: datetime.now(UTC))
    migrate(now)
    with now.writing() as session:
        first = jobs.enqueue(session, "read", 1)
    killed = subprocess.run([sys.executable, "-c", VICTIM, *addresses, place], check=False, timeout=120)
    assert killed.returncode == -signal.SIGKILL
    assert verify(now).count == int(done)
    assert [job for job in jobs.waiting(now) if job == first.id] == [], "the lease of the dead still runs"
    later = again(lambda: datetime.now(UTC) + timedelta(minutes=2))
    job = jobs.claim(later, "next")
    assert job is not None
    assert (job.kind, job.attempt) == (("anonymize", 1) if done else ("read", 2))
    assert jobs.claim(later, "other") is None
    with later.writing() as session:
        jobs.finish(session, job)
    assert jobs.pending(later) == 0
    assert verify(later).ok
