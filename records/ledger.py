"""The withdrawal ledger: one line for each judgment taken down, kept outside the databases.

A database restored from before a withdrawal would bring the judgment back; the ledger is what says that it must not.
"""

import json
import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

FILE_NAME = "withdrawals.jsonl"


def ledger_writer(folder: Path) -> Callable[[str, int, str, datetime], None]:
    """Return what `Store.on_withdraw` calls: it appends a line to the ledger in this folder and waits for the disk.

    A line holds the public id, the version that the withdrawal made, the reason's code and the time (UTC): no text.
    """

    def write(public_id: str, version: int, reason: str, at: datetime) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        line = {"public_id": public_id, "version": version, "reason": reason, "at": at.isoformat()}
        with (folder / FILE_NAME).open("a", encoding="utf-8") as file:
            file.write(json.dumps(line) + "\n")
            file.flush()
            os.fsync(file.fileno())

    return write
