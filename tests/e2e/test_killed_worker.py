"""Nothing is lost or done twice when the worker is killed, wherever it is at that moment."""

import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from demo import DemoCase, generate
from records import models, sources
from records.desk import decisions
from records.desk.receive import Received
from records.lifecycle import DraftState, PublicationState
from tests.e2e.office import Office

SCRIPT = Path(__file__).with_name("mortal_worker.py")
ROOT = Path(__file__).parents[2]
LEASE = 100  # seconds by which each next process is ahead: the leases of the dead have ended
READING = ("extract", "read", "anonymize", "redraft")
PUBLISHING = ("render", "publish", "index")
REMOVING = ("unindex", "purge")
RECORDS_ONLY = ("claimed", "unfinished", "ended")
WITH_SOURCES = ("claimed", "sources", "unfinished", "ended")


def run(office: Office, deaths: Sequence[str]) -> list[str]:
    """Let workers work one after the other, each until its death and the last one to the end; the deaths that came."""
    command = [sys.executable, str(SCRIPT), str(office.folder), str(LEASE), *deaths, "-"]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True, env={"PYTHONPATH": "."})
    *ends, last = [int(line) for line in done.stdout.split() if line.lstrip("-").isdigit()]
    assert last == 0
    assert set(ends) <= {0, -signal.SIGKILL}
    return [death for death, end in zip(deaths, ends, strict=True) if end]


def history(office: Office, judgment_id: int) -> list[tuple[str, Any, Any]]:
    with office.store.reading() as session:
        rows = session.scalars(
            select(models.Event)
            .where(models.Event.judgment_id == judgment_id, models.Event.actor_role == "worker")
            .order_by(models.Event.sequence)
        )
        return [(row.action, row.detail.get("from"), row.detail.get("to")) for row in rows]


def state(office: Office, received: Received) -> tuple[DraftState, PublicationState, int]:
    with office.store.reading() as session:
        draft = session.get_one(models.Draft, received.draft_id)
        judgment = session.get_one(models.Judgment, received.judgment_id)
        return draft.state, judgment.publication_state, judgment.publication_version


def places(kinds: Sequence[str], where: Sequence[str]) -> list[str]:
    return [f"{kind}:{place}" for kind in kinds for place in where]


@pytest.fixture
def cases() -> list[DemoCase]:
    """Two civil cases."""
    return [case for case in generate(6) if case.slug.startswith("ds-")][:2]


def test_after_a_kill_at_any_place_each_change_happens_exactly_once(office: Office, cases: list[DemoCase]) -> None:
    killed, spared = cases
    # The same way without an accident: what must come of it.
    calm = office.publish(spared)

    received = office.upload(killed)
    assert run(office, places(READING, WITH_SOURCES)) == places(READING, WITH_SOURCES)
    assert state(office, received)[0] is DraftState.IN_REVIEW

    office.confirm(killed, received)
    office.submit(killed, received)
    office.approve(killed, received)
    assert run(office, places(PUBLISHING, RECORDS_ONLY)) == places(PUBLISHING, RECORDS_ONLY)
    assert state(office, received) == (DraftState.DONE, PublicationState.PUBLISHED, 1)
    assert history(office, received.judgment_id) == history(office, calm.judgment_id)
    with office.store.reading() as session:
        public_ids = set(session.scalars(select(models.Judgment.public_id)))
    assert office.context.engine.versions() == dict.fromkeys(public_ids, 1)

    for case, each in ((killed, received), (spared, calm)):
        decisions.withdraw(office.store, office.staff_of(case).president, each.judgment_id, "trung")
    office.work()
    before = history(office, received.judgment_id)
    assert before == history(office, calm.judgment_id)
    assert office.context.engine.versions() == {}
    changes = Counter(line for line in before if line[2] is not None)
    assert set(changes.values()) == {1}


def test_after_a_kill_while_a_judgment_is_taken_down_nothing_of_it_stays(office: Office, cases: list[DemoCase]) -> None:
    case = cases[0]
    received = office.publish(case)
    decisions.withdraw(office.store, office.staff_of(case).president, received.judgment_id, "trung")
    before = history(office, received.judgment_id)
    assert run(office, places(REMOVING, RECORDS_ONLY)) == places(REMOVING, RECORDS_ONLY)
    assert history(office, received.judgment_id) == before
    assert state(office, received)[1:] == (PublicationState.WITHDRAWN, 2)
    assert office.context.engine.versions() == {}
    assert not [path for path in (office.folder / "files" / "published").rglob("*") if path.is_file()]


def test_after_a_kill_the_mentions_are_there_once(office: Office, cases: list[DemoCase]) -> None:
    received = office.upload(cases[0])
    deaths = ["anonymize:sources", "anonymize:sources", "redraft:sources"]
    assert run(office, deaths) == deaths
    with office.store.sources_reading() as session:
        rows = session.execute(
            select(sources.Mention.start, sources.Mention.end).where(sources.Mention.draft_id == received.draft_id)
        ).all()
    assert len(rows) == len(set(rows)) > 0
    assert office.record(cases[0], received).draft.ready
