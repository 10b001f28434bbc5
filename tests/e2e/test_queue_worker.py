"""The worker with its real queue: woken by what is written, swept at its start, stopped by SIGTERM."""

import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

from demo import generate
from indexer.worker import waker
from records.lifecycle import DraftState
from tests.e2e.office import Office

SCRIPT = Path(__file__).with_name("queue_worker.py")
ROOT = Path(__file__).parents[2]
PATIENCE = 60  # seconds


def start(office: Office, seconds: int = 0, death: str = "-") -> subprocess.Popen[bytes]:
    command = [sys.executable, str(SCRIPT), str(office.folder), str(seconds), death]
    return subprocess.Popen(
        command, cwd=ROOT, env={"PYTHONPATH": "."}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def until(condition: Callable[[], bool], process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + PATIENCE
    while not condition():
        assert process.poll() is None, "the worker ended by itself"
        assert time.monotonic() < end, "the worker did not come to it"
        threading.Event().wait(0.05)


def test_a_killed_worker_is_followed_by_one_that_sweeps_works_and_stops_when_asked(office: Office) -> None:
    first, second = generate(4)[0], generate(4)[3]
    received = office.upload(first)
    with start(office, death="read:sources") as process:
        assert process.wait(PATIENCE) == -signal.SIGKILL
    with start(office, seconds=100) as process:
        # Swept at the start: nobody woke this worker.
        until(lambda: office.record(first, received).draft.state is DraftState.IN_REVIEW, process)
        # Woken by the job of an upload, long before the sweep of the next minute.
        office.store.on_enqueue.append(waker(f"sqlite:///{office.folder}/queue.sqlite3"))
        later = office.upload(second)
        until(lambda: office.record(second, later).draft.state is DraftState.IN_REVIEW, process)
        process.send_signal(signal.SIGTERM)
        assert process.wait(PATIENCE) == 0
