import subprocess
import sys
from pathlib import Path

import pytest

import app
from demo.run import DemoFault, environment, prepare, seed
from settings import load_settings


def test_a_worker_that_ended_stops_the_seeding_with_where_to_look(tmp_path: Path) -> None:
    store = app.open_records(load_settings(environment(tmp_path, 8000), None))
    worker = subprocess.Popen([sys.executable, "-c", ""])
    worker.wait()
    prepared = prepare(tmp_path, store, 1)
    with pytest.raises(DemoFault, match=r"worker\.log"):
        seed(store, *prepared, worker)
    store.close()
