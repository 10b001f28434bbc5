import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select

from records import jobs, models
from records.database import Store
from records.errors import LeaseLost
from records.events import verify
from tests.unit.records.office import Clock


def _add(store: Store, kind: str = "extract", key: str | None = None, **extra: object) -> jobs.Job:
    with store.writing() as session:
        return jobs.enqueue(session, kind, 1, key=key, **extra)  # type: ignore[arg-type]


def _finish(store: Store, job: jobs.Job) -> None:
    with store.writing() as session:
        jobs.finish(session, job)


def test_a_job_is_claimed_once_and_done_once(store: Store) -> None:
    _add(store)
    job = jobs.claim(store, "w1")
    assert job is not None
    assert (job.kind, job.attempt, job.worker) == ("extract", 1, "w1")
    assert jobs.claim(store, "w2") is None
    assert jobs.waiting(store) == []
    _finish(store, job)
    with pytest.raises(LeaseLost):
        _finish(store, job)
    assert jobs.pending(store) == 0


def test_the_same_key_is_queued_once_also_when_it_is_done(store: Store) -> None:
    first = _add(store, key="redraft:1:2")
    job = jobs.claim(store, "w1")
    assert job is not None
    _finish(store, job)
    assert _add(store, key="redraft:1:2").id == first.id
    assert jobs.claim(store, "w1") is None


def test_an_unknown_kind_is_a_fault(store: Store) -> None:
    with pytest.raises(ValueError, match="no such kind"):
        _add(store, kind="dance")


def test_a_job_needs_the_session_of_a_writing_store(store: Store) -> None:
    with store.reading() as session, pytest.raises(RuntimeError, match="writing"):
        jobs.enqueue(session, "extract", 1)


def test_a_named_job_is_claimed_before_older_ones_and_others_stay(store: Store) -> None:
    _add(store)
    second = _add(store)
    job = jobs.claim(store, "w1", second.id)
    assert job is not None
    assert job.id == second.id
    assert jobs.claim(store, "w1", second.id) is None
    assert len(jobs.waiting(store)) == 1


def test_a_job_for_later_waits_for_its_time(store: Store, clock: Clock) -> None:
    _add(store, run_after=clock() + timedelta(hours=1))
    assert jobs.claim(store, "w1") is None
    clock.move(hours=1)
    assert jobs.claim(store, "w1") is not None


def test_a_job_whose_worker_died_goes_to_the_next_and_the_first_may_not_finish(store: Store, clock: Clock) -> None:
    _add(store)
    dead = jobs.claim(store, "w1", lease_seconds=60)
    assert dead is not None
    clock.move(seconds=59)
    assert jobs.waiting(store) == []
    clock.move(seconds=2)
    assert jobs.waiting(store) == [dead.id]
    taken = jobs.claim(store, "w2")
    assert taken is not None
    assert taken.attempt == 2
    for late in (
        lambda: _finish(store, dead),
        lambda: jobs.renew(store, dead, "w1"),
        lambda: jobs.retry(store, dead, "x"),
    ):
        with pytest.raises(LeaseLost):
            late()
    _finish(store, taken)


def test_the_same_worker_name_after_a_restart_does_not_own_the_old_run(store: Store, clock: Clock) -> None:
    _add(store)
    first = jobs.claim(store, "w1")
    assert first is not None
    clock.move(seconds=61)
    second = jobs.claim(store, "w1")
    assert second is not None
    with pytest.raises(LeaseLost):
        _finish(store, first)
    _finish(store, second)


def test_a_heartbeat_keeps_the_lease(store: Store, clock: Clock) -> None:
    _add(store)
    job = jobs.claim(store, "w1", lease_seconds=60)
    assert job is not None
    for _ in range(3):
        clock.move(seconds=50)
        job = jobs.renew(store, job, "w1")
        assert jobs.claim(store, "w2") is None
    with pytest.raises(LeaseLost):
        jobs.renew(store, job, "w2")


def test_retries_wait_twice_as_long_each_time_and_the_eighth_fails_with_an_event(store: Store, clock: Clock) -> None:
    _add(store)
    for attempt in range(1, 8):
        job = jobs.claim(store, "w1")
        assert job is not None
        assert job.attempt == attempt
        assert jobs.retry(store, job, "engine_away")
        clock.move(minutes=2**attempt, seconds=-1)
        assert jobs.claim(store, "w1") is None
        clock.move(seconds=1)
    last = jobs.claim(store, "w1")
    assert last is not None
    assert not jobs.retry(store, last, "engine_away")
    status = jobs.queue_status(store)
    assert (status.waiting, status.running, status.failed) == (0, 0, 1)
    assert status.failures[0][1:] == ("extract", 1, "engine_away")
    assert verify(store).count == 1


def test_a_job_that_kills_its_worker_each_time_ends_as_failed(store: Store, clock: Clock) -> None:
    _add(store)
    other = _add(store, "index")
    for _ in range(jobs.MAX_ATTEMPTS):
        job = jobs.claim(store, "w1", lease_seconds=60)
        assert job is not None
        assert job.kind == "extract"
        clock.move(seconds=61)
    after = jobs.claim(store, "w1")
    assert after is not None
    assert after.id == other.id
    assert jobs.queue_status(store).failures[0][3] == "worker_died"


def test_giving_up_ends_a_job_at_once(store: Store) -> None:
    _add(store)
    job = jobs.claim(store, "w1")
    assert job is not None
    jobs.give_up(store, job, "not_publishable")
    assert jobs.queue_status(store).failed == 1
    assert jobs.waiting(store) == []


def test_the_status_names_the_oldest_waiting_job(store: Store, clock: Clock) -> None:
    assert jobs.queue_status(store).oldest_waiting is None
    _add(store)
    first = clock()
    clock.move(minutes=5)
    _add(store)
    status = jobs.queue_status(store)
    assert (status.waiting, status.oldest_waiting) == (2, first)


def test_hooks_hear_of_a_job_after_its_commit_and_never_of_one_that_was_rolled_back(store: Store) -> None:
    heard: list[tuple[int, int]] = []

    def hook(job_id: int) -> None:
        heard.append((job_id, len(jobs.waiting(store))))

    store.on_enqueue.append(hook)
    job = _add(store)

    def fails_later() -> None:
        with store.writing() as session:
            jobs.enqueue(session, "index", 1)
            raise RuntimeError("fails later")

    with pytest.raises(RuntimeError, match="fails later"):
        fails_later()
    assert heard == [(job.id, 1)]


def test_a_deaf_queue_does_not_undo_the_change(store: Store) -> None:
    def broken(_job_id: int) -> None:
        raise ConnectionError("queue away")

    store.on_enqueue.append(broken)
    job = _add(store)
    assert jobs.waiting(store) == [job.id]


@pytest.mark.parametrize("rounds", range(3))
def test_two_workers_never_claim_the_same_job(open_folder: Callable[[], Store], store: Store, rounds: int) -> None:
    count = 12 + rounds
    for _ in range(count):
        _add(store)
    start, claimed = threading.Barrier(2), []
    lock = threading.Lock()

    def work(name: str) -> None:
        own = open_folder()
        start.wait()
        while (job := jobs.claim(own, name)) is not None:
            _finish(own, job)
            with lock:
                claimed.append(job.id)

    threads = [threading.Thread(target=work, args=(name,)) for name in ("w1", "w2")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(claimed) == sorted(set(claimed))
    assert len(claimed) == count
    with store.reading() as session:
        assert set(session.scalars(select(models.Job.state))) == {"done"}
        assert set(session.scalars(select(models.Job.attempt))) == {1}
