"""What a worker needs to do its work; made once by a composition root and passed along."""

import os
import secrets
import socket
import threading
from dataclasses import dataclass, field

from anonymizer.policy import P1, Policy
from indexer.extract.results import Limits
from records.database import Store
from search.engine import SearchEngine

LEASE_SECONDS = 60


def _worker_name() -> str:
    # Two workers must never share a name: the lease is theirs by it. A process id alone comes back after a restart.
    return f"{socket.gethostname()}-{os.getpid()}-{secrets.token_hex(3)}"


@dataclass(frozen=True)
class Context:
    """The places a worker reads and writes, and the limits it keeps.

    public_url: address of the public site without a slash at its end; it is printed on published files.
    lease_seconds: how long a claimed job stays ours without a sign of life.
    pdfium: pdfium must not be used by two threads of a process at once (design/pdf.md section 5).
    """

    store: Store
    engine: SearchEngine
    public_url: str
    policy: Policy = P1
    limits: Limits = field(default_factory=Limits)
    lease_seconds: int = LEASE_SECONDS
    worker_id: str = field(default_factory=_worker_name)
    pdfium: threading.Lock = field(default_factory=threading.Lock)
