"""`make demo`: invented judgments through the real line (queue, worker, review, approval), then the site is served."""

import ctypes
import fcntl
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import click

from demo import reviewer, staff
from demo.cases import DemoCase, canaries, generate
from demo.forms import in_other_forms
from demo.layouts import write_all
from indexer import ocr
from records import jobs
from records.database import Store
from records.desk import decisions, queries
from records.desk.receive import receive
from records.errors import Duplicate
from records.imports import import_precedents
from records.lifecycle import Actor, DraftState, PublicationState

COUNT: Final = 46
PRECEDENTS: Final = Path(__file__).parent / "precedents.jsonl"
KEPT_IN_REVIEW: Final = 2
KEPT_SUBMITTED: Final = 1
POLL_SECONDS: Final = 0.2
LONGEST_SECONDS: Final = 600.0
READY_SECONDS: Final = 60.0
_PR_SET_PDEATHSIG: Final = 1  # sys/prctl.h

OpenStore = Callable[[Mapping[str, str]], Store]


class DemoFault(Exception):
    """The demonstration cannot go on; the message says where it stands."""


def environment(data: Path, port: int) -> dict[str, str]:
    """The settings of a demonstration in that folder, for this process's children."""
    home = data.resolve()
    return {
        "BANAN_DATABASE_URL": f"sqlite:///{home}/records.sqlite3",
        "BANAN_SOURCES_URL": f"sqlite:///{home}/sources.sqlite3",
        "BANAN_SEARCH_URL": f"tantivy:{home}/index",
        "BANAN_QUEUE_URL": f"sqlite:///{home}/queue.sqlite3",
        "BANAN_DATA_DIR": f"{home}/files",
        "BANAN_LEDGER_DIR": f"{home}/ledger",
        "BANAN_PUBLIC_URL": f"http://127.0.0.1:{port}",
        "BANAN_PORT": str(port),
    }


def run_demo(data: Path, port: int, open_store: OpenStore, *, leave: bool, count: int = COUNT) -> int:
    """Seed the folder if it is not seeded yet and serve it until interrupted; return the exit code.

    open_store: makes the store that an environment describes. leave: stop after seeding.
    """
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    environ = environment(data, port)
    if not leave:
        check_port(port)
    with alone(data):
        store = open_store(environ)  # before the worker starts: only one process makes the tables
        return _run(data, environ, store, port, leave=leave, count=count)


def _run(data: Path, environ: Mapping[str, str], store: Store, port: int, *, leave: bool, count: int) -> int:
    marker = data / "demo-seeded"
    # before the worker starts: it writes the courts first, and a run of new accounts would keep it from the database
    prepared = None if marker.is_file() else prepare(data, store, count)
    with _process(environ, data, "worker") as worker:
        if prepared is not None:
            seed(store, *prepared, worker)
            marker.touch()
        if leave:
            return 0
        with _process(environ, data, "serve") as site:
            _wait_ready(port, site)
            click.echo(f"Sẵn sàng: http://127.0.0.1:{port}/  ·  bàn làm việc: http://127.0.0.1:{port}/noi-bo/")
            click.echo(f"Tài khoản: {data}/demo-accounts.json. Dừng: Ctrl+C.")
            return _until_stopped(site)


def check_port(port: int) -> None:
    """Raise DemoFault while another program listens there: its answers would be taken for ours."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            said = f"Cổng {port} đang được chương trình khác dùng. Chọn cổng khác: make demo PORT={port + 1}"
            raise DemoFault(said) from None


@contextmanager
def alone(data: Path) -> Iterator[None]:
    """Hold the folder for this process; raise DemoFault while another demonstration does. The lock dies with us."""
    with (data / "demo.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            said = f"Thư mục {data} đang được một bản dùng thử khác chạy. Dừng bản đó, hoặc chọn nơi khác: DATA=…"
            raise DemoFault(said) from None
        yield


def prepare(data: Path, store: Store, count: int) -> tuple[list[DemoCase], list[Path]]:
    """Write the invented judgments and their secrets, hire the staff, take in the precedents; cases and their files."""
    cases = generate(count)
    names = canaries(cases)
    (data / "demo-canaries.json").touch(mode=0o600)
    (data / "demo-canaries.json").write_text(json.dumps(names, ensure_ascii=False, indent=1) + "\n", "utf-8")
    click.echo(f"Soạn {count} bản án mẫu (PDF, một tệp phông .VnTime, một tệp Word, một bản quét) …")
    scan = ocr.installed()
    if not scan:
        click.echo(f"Không có bản quét mẫu: {ocr.MISSING}")
    files = in_other_forms(cases, write_all(data / "demo-pdfs", count), scan=scan)
    click.echo("Mở tài khoản …")
    staff.hire(store, [case.court_code for case in cases], data / "demo-accounts.json")
    import_precedents(store, PRECEDENTS)
    return cases, files


def seed(store: Store, cases: Sequence[DemoCase], files: Sequence[Path], worker: subprocess.Popen[bytes]) -> None:
    """Push invented judgments through receive, queue, review, approval and publication.

    worker: the process that works on the queue. Raises DemoFault if a record sticks or the worker ends.
    """
    posts = staff.actors(store)
    numbers = [
        _receive(store, posts["thu-ky-1", case.court_code], case, file) for case, file in zip(cases, files, strict=True)
    ]
    with click.progressbar(length=len(cases), label="Đọc, mã hóa, rà soát, duyệt, công bố") as bar:
        _work_through(store, dict(zip(numbers, cases, strict=True)), posts, bar.update, worker)
    _withdraw_one(store, posts, dict(zip(numbers, cases, strict=True)))
    _wait_for_the_queue(store, worker)


def _receive(store: Store, clerk: Actor, case: DemoCase, file: Path) -> int:
    typed = {"case_number": case.case_number, "decided_on": case.decided_on, "effective_on": case.effective_on}
    try:
        content = file.read_bytes()
        return receive(
            store, clerk, file_name=file.name, content=content, court_code=case.court_code, typed=typed
        ).judgment_id
    except Duplicate as again:  # an interrupted run goes on
        return again.judgment_id


def _work_through(
    store: Store,
    cases: Mapping[int, DemoCase],
    posts: Mapping[tuple[str, str], Actor],
    advance: Callable[[int], object],
    worker: subprocess.Popen[bytes],
) -> None:
    """Review and approve each record as soon as the worker has made it ready, until all stand where they should."""
    aims = _aims(list(cases))
    open_ones = dict(cases)
    until = time.monotonic() + LONGEST_SECONDS
    while open_ones:
        for number, case in list(open_ones.items()):
            if _step(store, number, case, posts, aims[number]):
                del open_ones[number]
                advance(1)
        if worker.poll() is not None:
            raise DemoFault("Tiến trình xử lý đã dừng: xem worker.log.")
        if time.monotonic() > until:
            raise DemoFault(f"Còn {len(open_ones)} hồ sơ chưa xong sau {LONGEST_SECONDS:.0f} giây: {sorted(open_ones)}")
        time.sleep(POLL_SECONDS)


def _aims(numbers: list[int]) -> dict[int, DraftState]:
    """Where each record is to end: most published, the last few left on the desk for people to try it."""
    aims = dict.fromkeys(numbers, DraftState.DONE)
    spare = len(numbers) - KEPT_IN_REVIEW - KEPT_SUBMITTED
    for number in numbers[spare : spare + KEPT_SUBMITTED]:
        aims[number] = DraftState.SUBMITTED
    for number in numbers[spare + KEPT_SUBMITTED :]:
        aims[number] = DraftState.IN_REVIEW
    return aims


def _step(store: Store, number: int, case: DemoCase, posts: Mapping[tuple[str, str], Actor], aim: DraftState) -> bool:
    """Do what this record waits for, if it waits for a person; True when it has reached its aim."""
    clerk, president = posts["thu-ky-2", case.court_code], posts["chanh-an", case.court_code]
    draft = queries.summary(store, clerk, number)[1]
    if draft.state is aim:
        return True
    if draft.state in {DraftState.FAILED, DraftState.WAITING, DraftState.REJECTED}:
        raise DemoFault(f"Hồ sơ {number} dừng ở {draft.state}: {draft.failure_sentence or draft.waiting_reason}")
    if draft.gate and not draft.gate.get("passed", True):
        raise DemoFault(f"Hồ sơ {number}: cổng kiểm tra tệp từ chối.")
    if draft.state is DraftState.IN_REVIEW and (draft.ready or draft.draft_failed):
        reviewer.review_once(store, clerk, number, case.canaries, case.effective_on)
    elif draft.state is DraftState.SUBMITTED:
        reviewer.approve(store, president, number)
    return False


def _withdraw_one(store: Store, posts: Mapping[tuple[str, str], Actor], cases: Mapping[int, DemoCase]) -> None:
    """Take one judgment down, so that the site has a tombstone to show."""
    number, case = next(iter(cases.items()))
    president = posts["chanh-an", case.court_code]
    if queries.summary(store, president, number)[0].publication_state is PublicationState.PUBLISHED:
        decisions.withdraw(store, president, number, "loi-ma-hoa")


def _wait_for_the_queue(store: Store, worker: subprocess.Popen[bytes]) -> None:
    """What is published is also found: wait until the last index job is done."""
    until = time.monotonic() + LONGEST_SECONDS
    while left := jobs.pending(store):
        if worker.poll() is not None:
            raise DemoFault("Tiến trình xử lý đã dừng: xem worker.log.")
        if time.monotonic() > until:
            raise DemoFault(f"Hàng đợi còn {left} việc sau {LONGEST_SECONDS:.0f} giây.")
        time.sleep(POLL_SECONDS)


@contextmanager
def _process(environ: Mapping[str, str], data: Path, command: str) -> Iterator[subprocess.Popen[bytes]]:
    """One of our own commands beside this process, its log in the data folder, ended with SIGTERM."""
    with (data / f"{command}.log").open("ab") as log:
        child = subprocess.Popen(  # noqa: S603  our own command
            [Path(sys.executable).with_name("banan"), command],
            env={**os.environ, **environ},
            stdout=log,
            stderr=log,
            preexec_fn=_end_with_parent(os.getpid()),  # noqa: PLW1509  no thread runs here yet
        )
        try:
            yield child
        finally:
            child.terminate()
            child.wait()


def _end_with_parent(parent: int) -> Callable[[], None]:
    """What a child does first: ask the kernel for SIGTERM when its parent dies, however it dies."""
    call = ctypes.CDLL(None).prctl  # looked up before the fork

    def ask() -> None:
        call(_PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:  # it died before we asked
            os._exit(1)

    return ask


def _wait_ready(port: int, site: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + READY_SECONDS
    while time.monotonic() < until:
        if site.poll() is not None:
            raise DemoFault("Trang web không khởi động được: xem serve.log.")
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=5) as answer:
                if answer.status == 200:  # noqa: PLR2004  the HTTP code for yes
                    return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(POLL_SECONDS)
    raise DemoFault(f"Trang web không sẵn sàng sau {READY_SECONDS:.0f} giây: xem serve.log.")


def _until_stopped(site: subprocess.Popen[bytes]) -> int:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, stop)
    try:
        return site.wait()
    except KeyboardInterrupt:
        click.echo("Đang dừng …")
        return 0
