"""A worker as `banan worker` runs it, its queue in the same folder: `python queue_worker.py FOLDER SECONDS DEATH`."""

import sys
from pathlib import Path

from indexer.worker import run_worker, waker
from tests.e2e.mortal_worker import open_places, prepare


def main() -> None:
    folder, seconds, death = sys.argv[1:]
    if death != "-":
        prepare(*death.split(":"))
    store, context = open_places(Path(folder), float(seconds))
    url = f"sqlite:///{folder}/queue.sqlite3"
    store.on_enqueue.append(waker(url))
    run_worker(context, url)
    context.engine.close()
    store.close()


if __name__ == "__main__":
    main()
