"""Starts the Elasticsearch server of the tests: one node, or several that form a cluster.

In a test:

    with server(".es") as node:
        Elasticsearch(node.url).cluster.health()

By hand:

    python -m tests.elasticsearch.server run --port 9200
    python -m tests.elasticsearch.server cluster --nodes 3
"""

from __future__ import annotations

import argparse
import contextlib
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tests.elasticsearch.assembly import ServerError, assemble, java, tail

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

START_TIMEOUT_S = 120
STOP_TIMEOUT_S = 30


@dataclass
class Node:
    """A running node. It ends when stop() is called or when this process ends, whichever comes first."""

    name: str
    url: str
    transport: str
    data: Path
    process: subprocess.Popen[bytes]

    @property
    def log(self) -> str:
        return (self.data / "server.log").read_text(errors="replace")

    @property
    def rss_mb(self) -> int:
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmRSS:\s+(\d+)", status)[1]) // 1024

    def stop(self) -> None:
        """Close the node in good order."""
        self.process.terminate()
        try:
            self.process.wait(STOP_TIMEOUT_S)
        except subprocess.TimeoutExpired:
            self.kill()
        self.process.stdin.close()

    def kill(self) -> None:
        """End it as a power cut would (SIGKILL)."""
        self.process.kill()
        self.process.wait()
        self.process.stdin.close()


def start(
    assembled: Path | str,
    data: Path | str,
    port: int = 0,
    *,
    name: str = "node-1",
    heap_mb: int = 512,
    settings: Mapping[str, object] | None = None,
) -> Node:
    """Start one node on 127.0.0.1 and wait until it answers searches; port 0 picks a free one."""
    process = _spawn(assembled, data, port, name, heap_mb, {"discovery.type": "single-node", **(settings or {})})
    node = _await(process, Path(data), name)
    _await_primaries(node)
    return node


def _spawn(
    assembled: Path | str,
    data: Path | str,
    port: int,
    name: str,
    heap_mb: int,
    settings: Mapping[str, object],
) -> subprocess.Popen[bytes]:
    root, data = Path(assembled).resolve(), Path(data).resolve()
    (data / "tmp").mkdir(parents=True, exist_ok=True)
    settings = {
        "cluster.name": "test",
        "node.name": name,
        "node.processors": 2,
        "network.host": "127.0.0.1",
        "http.port": port,
        "transport.port": 0,
        "indices.breaker.total.use_real_memory": "false",
        "cluster.routing.allocation.disk.threshold_enabled": "false",
        **settings,
    }
    command = [
        java(),
        f"-Xms{heap_mb}m",
        f"-Xmx{heap_mb}m",
        f"-XX:MaxDirectMemorySize={heap_mb // 2}m",
        "-XX:+ExitOnOutOfMemoryError",
        "--enable-native-access=ALL-UNNAMED",
        f"-Djava.io.tmpdir={data / 'tmp'}",
        f"-Dlog4j2.configurationFile={root / 'home' / 'config' / 'log4j2.properties'}",
        "-Dlog4j2.disable.jmx=true",
        "-cp",
        str(root / "core" / "*"),
        "vn.banan.es.Server",
        str(root / "home"),
        str(data),
        *(f"{key}={value}" for key, value in settings.items()),
    ]
    with (data / "server.log").open("wb") as log:
        return subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=log, stderr=subprocess.STDOUT, start_new_session=True
        )


def _await(process: subprocess.Popen[bytes], data: Path, name: str) -> Node:
    deadline = time.monotonic() + START_TIMEOUT_S
    while True:
        ended = process.poll() is not None
        log = (data / "server.log").read_text(errors="replace")
        if ready := re.search(r"^ready (\S+) (\S+)$", log, re.MULTILINE):
            return Node(name, f"http://{ready[1]}", ready[2], data, process)
        if ended or time.monotonic() > deadline:
            why = f"ended with {process.returncode}" if ended else f"was not ready after {START_TIMEOUT_S} s"
            process.kill()
            process.wait()
            process.stdin.close()
            raise ServerError(f"Elasticsearch node {name} {why}; the end of its log:\n{tail(log)}")
        time.sleep(0.05)


def _await_primaries(node: Node) -> None:
    """A node is up before it has read its indices; until then every search is answered with 503."""
    health = f"{node.url}/_cluster/health?wait_for_status=yellow&timeout={START_TIMEOUT_S}s"
    try:
        with urllib.request.urlopen(health, timeout=START_TIMEOUT_S + 5):  # noqa: S310  our own loopback address
            pass
    except urllib.error.HTTPError:  # still red: a lost shard is for the test to judge
        pass


class Cluster:
    """Several nodes that form one cluster. A killed node may be brought back with start_node()."""

    def __init__(self, assembled: Path | str, data: Path | str, nodes: int = 3, heap_mb: int = 512) -> None:
        self._assembled, self._data, self._heap_mb = Path(assembled), Path(data), heap_mb
        # Fixed transport ports, so that a node that comes back finds the others and is found.
        self._ports = dict(zip((f"node-{i + 1}" for i in range(nodes)), _free_ports(nodes), strict=True))
        self.nodes: dict[str, Node] = {}

    @property
    def urls(self) -> list[str]:
        return [node.url for node in self.nodes.values()]

    def start(self) -> None:
        """Start all nodes at the same time: none is ready before they have elected a master."""
        spawned: dict[str, subprocess.Popen[bytes]] = {}
        try:
            for name in self._ports:
                spawned[name] = self._spawn(name)
            for name, process in spawned.items():
                self.nodes[name] = _await(process, self._data / name, name)
            _await_primaries(self.nodes[name])
        except BaseException:
            for process in spawned.values():
                process.kill()
                process.wait()
            raise

    def start_node(self, name: str) -> Node:
        """Bring a node back, on the data it had."""
        self.nodes[name] = _await(self._spawn(name), self._data / name, name)
        return self.nodes[name]

    def kill_node(self, name: str) -> None:
        """Lose a node as in a power cut (SIGKILL)."""
        self.nodes.pop(name).kill()

    def stop(self) -> None:
        for node in self.nodes.values():  # all at once: the last ones have no master to say goodbye to
            node.process.terminate()
        for node in self.nodes.values():
            node.stop()
        self.nodes.clear()

    def _spawn(self, name: str) -> subprocess.Popen[bytes]:
        settings = {
            "transport.port": self._ports[name],
            "discovery.seed_hosts": ",".join(f"127.0.0.1:{port}" for port in self._ports.values()),
            "cluster.initial_master_nodes": ",".join(self._ports),
            "node.processors": 1,
        }
        return _spawn(self._assembled, self._data / name, 0, name, self._heap_mb, settings)


def _free_ports(count: int) -> list[int]:
    with contextlib.ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(count)]
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return [each.getsockname()[1] for each in sockets]


@contextlib.contextmanager
def server(
    folder: Path | str,
    data: Path | str | None = None,
    port: int = 0,
    *,
    heap_mb: int = 512,
    settings: Mapping[str, object] | None = None,
) -> Iterator[Node]:
    """A running node; without `data` its index lives in a temporary folder."""
    with contextlib.ExitStack() as stack:
        data = data or stack.enter_context(tempfile.TemporaryDirectory(prefix="es-"))
        node = start(assemble(folder), data, port, heap_mb=heap_mb, settings=settings)
        stack.callback(node.stop)
        yield node


@contextlib.contextmanager
def cluster(
    folder: Path | str,
    data: Path | str | None = None,
    nodes: int = 3,
    *,
    heap_mb: int = 512,
) -> Iterator[Cluster]:
    """A running cluster; without `data` its indices live in a temporary folder."""
    with contextlib.ExitStack() as stack:
        data = data or stack.enter_context(tempfile.TemporaryDirectory(prefix="es-"))
        group = Cluster(assemble(folder), data, nodes, heap_mb)
        group.start()
        stack.callback(group.stop)
        yield group


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="A real Elasticsearch server for tests.")
    commands = parser.add_subparsers(dest="command", required=True)
    for command, what in (
        ("assemble", "download and lay out the server, then stop"),
        ("run", "run one node until interrupted"),
        ("cluster", "run a cluster until interrupted"),
    ):
        sub = commands.add_parser(command, help=what)
        sub.add_argument("--dir", type=Path, default=Path(".es"), help="where the server is kept (default .es)")
        if command == "assemble":
            continue
        sub.add_argument("--data", type=Path, help="where the index is kept (default: a temporary folder)")
        sub.add_argument("--heap", type=int, default=512, metavar="MB", help="Java heap of each node (default 512)")
        if command == "run":
            sub.add_argument("--port", type=int, default=9200)
        else:
            sub.add_argument("--nodes", type=int, default=3)
    args = parser.parse_args(argv)
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # end as after Ctrl-C
    try:
        if args.command == "assemble":
            sys.stdout.write(f"{assemble(args.dir)}\n")
        elif args.command == "run":
            with server(args.dir, args.data, args.port, heap_mb=args.heap) as node:
                _report([node])
        else:
            with cluster(args.dir, args.data, args.nodes, heap_mb=args.heap) as group:
                _report(list(group.nodes.values()))
    except ServerError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    except KeyboardInterrupt:
        pass
    return 0


def _report(nodes: list[Node]) -> None:
    for node in nodes:
        sys.stdout.write(f"{node.name} {node.url} pid {node.process.pid}, {node.rss_mb} MB\n")
        sys.stdout.flush()
    for node in nodes:
        node.process.wait()


if __name__ == "__main__":
    sys.exit(main())
