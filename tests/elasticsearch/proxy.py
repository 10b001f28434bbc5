"""A proxy before the server of the tests: it speaks TLS, asks for a password or a key; it refuses what it is told."""

from __future__ import annotations

import http.client
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import ssl

Refusal = Callable[[str, str], tuple[int, bytes] | None]
"""Method and path → status and body to answer with instead of asking the server, or None."""


@dataclass
class Proxy:
    """Where it listens, and what it was asked: method and path of each request."""

    url: str
    asked: list[tuple[str, str]] = field(default_factory=list)


@contextmanager
def proxy(
    target: str,
    *,
    tls: ssl.SSLContext | None = None,
    access: frozenset[str] | None = None,
    refuse: Refusal = lambda _method, _path: None,
) -> Iterator[Proxy]:
    """Listen on a free port; `access` are the values of the header Authorization that are let in."""
    host = target.removeprefix("http://")

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _forward(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            opened.asked.append((self.command, self.path))
            if access is not None and self.headers.get("Authorization") not in access:
                self._answer(401, b"{}", {})
            elif refused := refuse(self.command, self.path):
                self._answer(*refused, {"X-Elastic-Product": "Elasticsearch"})
            else:
                names = ("Content-Type", "Accept")
                headers = {name: self.headers[name] for name in names if name in self.headers}
                connection = http.client.HTTPConnection(host)
                connection.request(self.command, self.path, body or None, headers)
                answer = connection.getresponse()
                self._answer(answer.status, answer.read(), {name.lower(): value for name, value in answer.getheaders()})
                connection.close()

        def _answer(self, status: int, body: bytes, headers: dict[str, str]) -> None:
            self.send_response(status)
            for name, value in ({"content-type": "application/json"} | headers).items():
                if name not in {"content-length", "transfer-encoding", "content-encoding"}:
                    self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body)

        do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = _forward  # noqa: N815  names of the library

        def log_message(self, *_: object) -> None:
            """Keep quiet."""

    listening = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    listening.daemon_threads = True
    if tls is not None:
        listening.socket = tls.wrap_socket(listening.socket, server_side=True)
    opened = Proxy(f"{'https' if tls else 'http'}://127.0.0.1:{listening.server_port}")
    thread = threading.Thread(target=listening.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield opened
    finally:
        listening.shutdown()
        listening.server_close()
        thread.join()
