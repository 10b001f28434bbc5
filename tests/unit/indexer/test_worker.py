import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from structlog.testing import capture_logs

from indexer import worker
from indexer.context import Context
from indexer.lease import kept_alive
from indexer.pipeline import STEPS, Step, run_job
from records import jobs
from records.database import Store, migrate, open_store
from records.errors import LeaseLost
from records.jobs import KINDS, Job
from search.engine import open_engine

START = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


class Clock:
    """Time that goes on only when told to."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(tmp_path: Path, clock: Clock) -> Iterator[Store]:
    opened = open_store(
        f"sqlite:///{tmp_path}/records.sqlite3",
        f"sqlite:///{tmp_path}/sources.sqlite3",
        tmp_path / "files",
        b"k" * 32,
        clock=clock,
    )
    migrate(opened)
    yield opened
    opened.close()


@pytest.fixture
def context(tmp_path: Path, store: Store) -> Iterator[Context]:
    engine = open_engine(f"tantivy:{tmp_path / 'index'}")
    yield Context(store, engine, "http://127.0.0.1:8000")
    engine.close()


def put(store: Store, kind: str = "index", **more: object) -> int:
    with store.writing() as session:
        return jobs.enqueue(session, kind, None, **more).id  # type: ignore[arg-type]


def claimed(context: Context) -> Job:
    put(context.store)
    job = jobs.claim(context.store, context.worker_id, None, context.lease_seconds)
    assert job is not None
    return job


def until(condition: Callable[[], object], seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "the condition never came true"
        threading.Event().wait(0.005)


def finish(context: Context, job: Job) -> None:
    with context.store.writing() as session:
        jobs.finish(session, job)


def fault(_context: Context, _job: Job) -> None:
    raise OSError("Nguyễn Văn Mẫu")


def crash(_context: Context, _job: Job) -> None:
    raise LeaseLost(1)


def test_there_is_one_step_for_each_kind_of_job() -> None:
    assert sorted(step.kind for step in STEPS) == sorted(KINDS)


def test_a_finished_step_is_done(context: Context) -> None:
    job = claimed(context)
    assert run_job(context, job, [Step("index", finish)]) == "done"
    assert jobs.pending(context.store) == 0


def test_a_fault_is_tried_again_later_and_its_words_are_not_logged(context: Context, clock: Clock) -> None:
    job = claimed(context)
    with capture_logs() as log:
        assert run_job(context, job, [Step("index", fault)]) == "retried"
    assert "Mẫu" not in str(log)
    assert jobs.waiting(context.store) == []
    clock.now += timedelta(minutes=2)
    assert jobs.waiting(context.store) == [job.id]


def test_a_fault_at_the_last_attempt_is_a_failure(context: Context, clock: Clock) -> None:
    job = claimed(context)
    outcomes = [run_job(context, job, [Step("index", fault)])]
    while outcomes[-1] == "retried":
        clock.now += timedelta(days=1)
        again = jobs.claim(context.store, context.worker_id, job.id)
        assert again is not None
        outcomes.append(run_job(context, again, [Step("index", fault)]))
    assert outcomes == ["retried"] * (jobs.MAX_ATTEMPTS - 1) + ["failed"]
    assert jobs.queue_status(context.store).failed == 1


def test_a_lost_lease_ends_the_run_without_a_trace(context: Context) -> None:
    job = claimed(context)
    assert run_job(context, job, [Step("index", crash)]) == "lost"
    assert jobs.queue_status(context.store).running == 1


def test_while_a_job_runs_its_lease_is_prolonged(context: Context, clock: Clock) -> None:
    quick = Context(context.store, context.engine, context.public_url, lease_seconds=0.05)
    job = claimed(quick)
    clock.now += timedelta(seconds=10)
    with kept_alive(quick, job):
        until(lambda: jobs.waiting(context.store) == [])
    clock.now += timedelta(seconds=10)
    assert jobs.waiting(context.store) == [job.id]


def test_a_job_that_went_to_another_worker_is_not_prolonged(context: Context, clock: Clock) -> None:
    quick = Context(context.store, context.engine, context.public_url, lease_seconds=0.05)
    job = claimed(quick)
    clock.now += timedelta(seconds=10)
    assert jobs.claim(context.store, "another") is not None
    with capture_logs() as log, kept_alive(quick, job):
        until(lambda: log)
    assert log[0]["event"] == "lease.lost"


def test_a_busy_database_does_not_end_the_sign_of_life(
    context: Context, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sqlalchemy.exc import OperationalError  # noqa: PLC0415  only this test

    quick = Context(context.store, context.engine, context.public_url, lease_seconds=0.05)
    job = claimed(quick)
    clock.now += timedelta(seconds=10)
    real, calls = jobs.renew, []

    def busy_once(*arguments: object) -> Job:
        calls.append(1)
        if len(calls) == 1:
            raise OperationalError("UPDATE", {}, sqlite3.OperationalError("database is locked"))
        return real(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(jobs, "renew", busy_once)
    with kept_alive(quick, job):
        until(lambda: jobs.waiting(context.store) == [])
    assert len(calls) > 1


def test_work_goes_on_until_nothing_is_due(context: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    kinds = []

    def follow(context: Context, job: Job) -> None:
        kinds.append(job.kind)
        finish(context, job)
        if len(kinds) < 3:
            put(context.store, "unindex")

    monkeypatch.setattr(worker, "run_job", follow)
    put(context.store, run_after=START + timedelta(days=1))
    put(context.store)
    assert worker.work_until_idle(context) == 3
    assert kinds == ["index", "unindex", "unindex"]
    assert jobs.pending(context.store) == 1


def test_a_job_of_another_worker_is_left_alone(context: Context) -> None:
    job = claimed(context)
    assert not worker._work(context, job.id)


@pytest.mark.parametrize("url", ["redis://localhost/0", "postgresql://x/y", "sqlite://", "sqlite:///", "tệp"])
def test_an_address_of_another_kind_of_queue_is_refused_with_a_sentence(url: str) -> None:
    with pytest.raises(worker.UnknownQueue, match="BANAN_QUEUE_URL"):
        worker.open_queue(url)


def test_the_queue_is_its_owners_alone(tmp_path: Path) -> None:
    worker.open_queue(f"sqlite:///{tmp_path}/var/queue.sqlite3").storage.put_data("key", b"value")

    open_to_others = [path for path in tmp_path.rglob("*") if path.stat().st_mode & 0o077]
    assert open_to_others == []


def test_a_wake_up_is_put_into_the_queue_of_the_worker(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/folder/queue.sqlite3"
    worker.waker(url)(7)
    queue, seen = worker.open_queue(url), []
    worker._register(queue, seen.append)
    assert queue.pending_count() == 1
    queue.execute(queue.dequeue())
    assert seen == [7]


def test_a_process_that_only_wakes_does_no_work() -> None:
    with pytest.raises(RuntimeError, match="7"):
        worker._not_here(7)


def test_a_queue_that_cannot_be_reached_is_no_fault_of_the_request(tmp_path: Path) -> None:
    path = tmp_path / "queue.sqlite3"
    wake = worker.waker(f"sqlite:///{path}")
    with sqlite3.connect(path) as connection:
        connection.execute("drop table task")
    connection.close()
    with capture_logs() as log:
        wake(7)
    assert [(line["event"], line["job"]) for line in log] == [("queue.unreachable", 7)]


def test_a_sweep_wakes_what_waits_but_never_too_much_at_once(context: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "SWEEP_MOST", 2)
    ids = [put(context.store) for _ in range(3)]
    woken: list[int] = []
    worker._sweep(context, woken.append)
    assert woken == ids[:2]


def test_the_worker_sweeps_and_works_on_what_follows(
    context: Context, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    consumer = SimpleNamespace()
    options: dict[str, object] = {}

    def create(self: object, **given: object) -> object:
        options.update(given)

        def run() -> None:
            # What the consumer does: take tasks until there are none.
            while task := self.dequeue():  # type: ignore[attr-defined]
                self.execute(task)  # type: ignore[attr-defined]

        consumer.run = run
        return consumer

    ran: list[str] = []

    def work(context: Context, job: Job) -> None:
        ran.append(job.kind)
        finish(context, job)
        if len(ran) == 1:
            put(context.store, "unindex")

    monkeypatch.setattr(worker.SqliteHuey, "create_consumer", create)
    monkeypatch.setattr(worker, "run_job", work)
    put(context.store)
    url = f"sqlite:///{tmp_path}/queue.sqlite3"
    context.store.on_enqueue.append(worker.waker(url))
    worker.run_worker(context, url)
    assert ran == ["index", "unindex"]
    assert options["workers"] == worker.WORKERS
