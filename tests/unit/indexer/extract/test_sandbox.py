"""The child: limited, without network, and always an answer."""

import json
import resource
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from indexer import sandbox, sandboxed
from indexer.extract import Extraction, Limits, extract_file, preflight
from indexer.receive import checked_upload

TASKS = """
import ctypes, os, signal, socket

def echo(path, options):
    return {"path": path, "options": options, "bytes": len(open(path, "rb").read()), "home": dict(os.environ)}

def burn(path, options):
    while True:
        pass

def eat(path, options):
    hold = []
    try:
        while True:
            hold.append(bytearray(50 << 20))
    except MemoryError:
        hold.clear()
        return {"code": "OUT_OF_MEMORY"}

def die(path, options):
    os.kill(os.getpid(), options["signal"])

def leave(path, options):
    os._exit(3)

def surrogate(path, options):
    return {"text": "\\ud800"}

def connect(path, options):
    with socket.socket() as own:
        own.settimeout(5)
        return {"error": own.connect_ex(("127.0.0.1", options["port"]))}
"""

Ask = Callable[..., sandbox.Answer]


@pytest.fixture
def ask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Ask:
    folder = tmp_path / "own-packages"
    folder.mkdir()
    (folder / "sandbox_tasks.py").write_text(TASKS)
    file = tmp_path / "file.pdf"
    file.write_bytes(b"%PDF-")
    roots = [*sandbox._roots(), str(folder)]
    monkeypatch.setattr(sandbox, "_roots", lambda: roots)

    def run(task: str, seconds: float = 20, **options: object) -> sandbox.Answer:
        return sandbox.run(f"sandbox_tasks:{task}", file, options, seconds=seconds, megabytes=600)

    return run


@pytest.fixture(params=["walls", "no walls"])
def walls(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    if request.param == "no walls":
        monkeypatch.setattr(sandbox, "_bubblewrap", lambda: None)
    return request.param


def test_a_task_gets_the_file_and_an_empty_environment(ask: Ask, walls: str) -> None:
    assert walls
    value = ask("echo", depth=2).value
    assert value is not None
    assert (value["bytes"], value["options"]) == (5, {"depth": 2})
    assert not set(value["home"]) - {"LC_CTYPE", "PWD"}


def test_a_child_that_runs_on_is_stopped_by_its_cpu_limit(ask: Ask, walls: str) -> None:
    assert walls
    assert ask("burn", seconds=1).outcome == "timeout"


def test_a_child_that_waits_is_stopped_by_the_clock(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "WALL_FACTOR", 0.05)
    assert ask("burn", seconds=20).outcome == "timeout"


def test_a_child_gets_no_more_memory_than_allowed(ask: Ask) -> None:
    assert ask("eat").value == {"code": "OUT_OF_MEMORY"}


@pytest.mark.parametrize(("number", "outcome"), [(9, "out_of_memory"), (6, "out_of_memory"), (11, "crashed")])
def test_a_dead_child_is_an_answer(ask: Ask, monkeypatch: pytest.MonkeyPatch, number: int, outcome: str) -> None:
    monkeypatch.setattr(sandbox, "_bubblewrap", lambda: None)
    assert ask("die", signal=number).outcome == outcome


def test_a_child_that_leaves_without_an_answer_has_crashed(ask: Ask, walls: str) -> None:
    assert walls
    assert ask("leave").outcome == "crashed"


def may_leave_the_network() -> bool:
    script = "from indexer.sandboxed import leave_the_network; print(leave_the_network())"
    done = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True)
    return done.stdout.strip() == "True"


def test_a_child_reaches_no_network(ask: Ask, walls: str) -> None:
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        value = ask("connect", port=server.getsockname()[1]).value
    assert value is not None
    walled = walls == "walls" and sandbox._bubblewrap() is not None
    assert bool(value["error"]) == (walled or may_leave_the_network())


def test_an_unpaired_surrogate_of_a_hostile_font_does_not_break_the_answer(ask: Ask) -> None:
    assert ask("surrogate").value == {"text": "?"}


def test_a_child_that_cannot_start_is_our_fault(ask: Ask) -> None:
    with pytest.raises(sandbox.SandboxUnavailable):
        ask("no_such_task")


def test_the_limits_of_the_machine_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: dict[int, tuple[int, int]] = {}
    monkeypatch.setattr(resource, "getrlimit", lambda _: (10, 10))
    monkeypatch.setattr(resource, "setrlimit", asked.setdefault)
    sandboxed.limit_this_process(60, 100)
    assert asked[resource.RLIMIT_AS] == (10, 10)
    assert asked[resource.RLIMIT_CORE] == (0, 0)


def test_without_bubblewrap_the_child_still_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    sandbox._bubblewrap.cache_clear()
    monkeypatch.setattr(sandbox.shutil, "which", lambda _: None)
    try:
        assert sandbox._bubblewrap() is None
    finally:
        sandbox._bubblewrap.cache_clear()


def test_one_file_through_the_sandbox_gives_the_contract_shape(make: ModuleType, tmp_path: Path) -> None:
    made = make.judgment(3)
    path = tmp_path / "ban-an.pdf"
    path.write_bytes(make.typeset(made))
    found = extract_file(path)
    shape = found.as_json()
    assert set(shape) == {
        *("verdict", "code", "message", "flags", "pages", "paragraphs", "text", "hidden", "metadata", "seconds"),
    }
    assert (shape["verdict"], shape["code"], shape["message"]) == ("ok", "OK", None)
    assert shape["text"] == "\n".join(made.paragraphs)
    number = shape["metadata"]["case_number"]
    assert number["value"] == "17/2022/DS-ST"
    assert shape["text"][number["start"] : number["end"]] == "17/2022/DS-ST"


def test_scans_and_hidden_words_are_said_in_the_message(make: ModuleType, tmp_path: Path) -> None:
    line = make.Put(85, 700, "Hội đồng xét xử thấy rằng các bên đều thừa nhận")
    hidden = make.Put(85, 600, "Ví Dụ", mode=3)
    path = tmp_path / "file.pdf"
    path.write_bytes(make.pdf([make.Sheet((line, hidden)), make.Sheet(image=(0, 0, 595, 842))]))
    found = extract_file(path)
    assert found.flags == ("NEEDS_OCR", "HIDDEN_TEXT")
    assert "Trang 2" in (found.message or "")
    assert "Trang 1" in (found.message or "")


@pytest.mark.parametrize(
    ("outcome", "code"), [("timeout", "TIMEOUT"), ("out_of_memory", "OUT_OF_MEMORY"), ("crashed", "TOO_COMPLEX")]
)
def test_the_death_of_the_child_becomes_a_refusal(
    make: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, outcome: str, code: str
) -> None:
    monkeypatch.setattr(sandbox, "run", lambda *_, **__: sandbox.Answer(outcome))
    path = tmp_path / "file.pdf"
    path.write_bytes(make.pdf([make.Sheet()]))
    found = extract_file(path, Limits(seconds=3))
    assert isinstance(found, Extraction)
    assert (found.verdict, found.code) == ("refused", code)
    assert found.message
    assert found.text == ""


def test_the_quick_look_says_what_the_upload_form_shows(make: ModuleType, tmp_path: Path) -> None:
    path = tmp_path / "file.pdf"
    content = make.pdf([make.Sheet((make.Put(85, 700, "Lưu hồ sơ."),))] * 20)
    path.write_bytes(content)
    assert preflight(path) is None
    assert checked_upload("file.pdf", path, len(content), Limits()) is None
    path.write_bytes(content[: len(content) // 3])
    refusal = preflight(path)
    assert refusal is not None
    assert (refusal.code, refusal.sentence) == ("DAMAGED", refusal.message)
    empty = checked_upload("file.pdf", path, 0, Limits())
    assert empty is not None
    assert empty.code == "EMPTY"


def test_the_child_says_that_it_started_before_it_answers(
    monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes], tmp_path: Path
) -> None:
    order = {"task": "indexer.extract.child:inspect", "path": str(tmp_path / "none.pdf"), "options": {"pages": 5}}
    monkeypatch.setattr(sandboxed, "limit_this_process", lambda *_: None)
    monkeypatch.setattr(sandboxed.os, "_exit", lambda _: None)
    monkeypatch.setattr(
        sandboxed.sys, "argv", ["-c", "[]", json.dumps({**order, "seconds": 1, "megabytes": 1, "walls": True})]
    )
    sandboxed.child()
    written = capfdbinary.readouterr().out
    assert written.startswith(sandboxed.STARTED)
    assert json.loads(written.removeprefix(sandboxed.STARTED))["code"] == "DAMAGED"
