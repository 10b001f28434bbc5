"""Worker processes, one after the other, each of which can be told to die by SIGKILL at one place of one kind of job.

    python mortal_worker.py FOLDER SECONDS DEATH...

FOLDER holds the databases. A DEATH is KIND:PLACE, or "-" for none; each gets a process of its own (forked, so that the
modules are loaded once), whose clock is SECONDS further ahead than the one before: the leases of the dead have ended.
Places: `claimed` before the work, `sources` between the write of the restricted database and that of the records,
`unfinished` inside the transaction that ends the job, `ended` after it. Prints how each process ended, one a line.
"""

import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from indexer import worker
from indexer.context import Context
from records import jobs
from records.database import Store, open_store, utc_now
from search.engine import open_engine

KEY = b"k" * 32


def open_places(folder: Path, seconds: float = 0) -> tuple[Store, Context]:
    """The store and the context of a worker on the databases in a folder."""

    def clock() -> datetime:
        return utc_now() + timedelta(seconds=seconds)

    store = open_store(
        f"sqlite:///{folder}/records.sqlite3", f"sqlite:///{folder}/sources.sqlite3", folder / "files", KEY, clock=clock
    )
    return store, Context(store, open_engine(f"tantivy:{folder / 'index'}"), "http://127.0.0.1:8000")


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def prepare(kind: str, place: str) -> None:
    """Put the death in."""
    current = {"kind": ""}
    run_job, finish, writing = worker.run_job, jobs.finish, Store.sources_writing

    def at(where: str) -> None:
        if current["kind"] == kind and place == where:
            die()

    def mortal_run(context: Context, job: jobs.Job) -> Any:
        current["kind"] = job.kind
        at("claimed")
        outcome = run_job(context, job)
        at("ended")
        return outcome

    def mortal_finish(*arguments: Any, **named: Any) -> None:
        finish(*arguments, **named)
        at("unfinished")

    @contextmanager
    def mortal_sources(store: Store) -> Iterator[Any]:
        with writing(store) as session:
            yield session
        at("sources")

    replaced: list[tuple[Any, str, Callable[..., Any]]] = [
        (worker, "run_job", mortal_run),
        (jobs, "finish", mortal_finish),
        (Store, "sources_writing", mortal_sources),
    ]
    for owner, name, function in replaced:
        setattr(owner, name, function)


def live(folder: Path, seconds: float, death: str) -> None:
    """The life of one worker: work until there is nothing to do, or until its death."""
    if death != "-":
        prepare(*death.split(":"))
    store, context = open_places(folder, seconds)
    worker.work_until_idle(context)
    context.engine.close()
    store.close()


def main() -> None:
    folder, step, *deaths = sys.argv[1:]
    for number, death in enumerate(deaths, start=1):
        pid = os.fork()
        if pid == 0:
            live(Path(folder), number * float(step), death)
            os._exit(0)
        _, status = os.waitpid(pid, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)  # noqa: T201  the answer of this program


if __name__ == "__main__":
    main()
