"""How a demonstration begins: alone in its folder, on a free port, and with the same staff after a broken run."""

import json
import socket
from collections.abc import Iterator
from pathlib import Path

import pyotp
import pytest

from demo import staff
from demo.run import DemoFault, alone, check_port
from records import accounts
from records.courts import seed_courts
from records.database import Store, migrate, open_store

COURT = "tand-kv-1-ha-noi"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(f"sqlite:///{tmp_path}/r.sqlite3", None, tmp_path / "files", bytes(32))
    migrate(opened)
    seed_courts(opened)
    yield opened
    opened.close()


def test_two_demonstrations_do_not_share_a_folder(tmp_path: Path) -> None:
    with alone(tmp_path), pytest.raises(DemoFault, match="đang được một bản dùng thử khác chạy"), alone(tmp_path):
        pytest.fail("two at once")
    with alone(tmp_path):
        assert (tmp_path / "demo.lock").is_file()


@pytest.mark.enable_socket
def test_a_port_in_use_is_said_before_the_work_begins() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(DemoFault, match=f"Cổng {port} đang được chương trình khác dùng"):
            check_port(port)
    check_port(port)


def test_staff_of_a_run_that_died_is_hired_once_and_can_sign_in(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, made = tmp_path / "accounts.json", accounts.add_account

    def dies_at_the_third(*post: object, **more: str) -> accounts.Account:
        if len(accounts.list_accounts(store)) == 2:
            raise KeyboardInterrupt
        return made(*post, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(accounts, "add_account", dies_at_the_third)
    with pytest.raises(KeyboardInterrupt):
        staff.hire(store, [COURT], file)
    monkeypatch.setattr(accounts, "add_account", made)
    hired = staff.hire(store, [COURT], file)
    assert staff.hire(store, [COURT], file) == hired
    assert len(accounts.list_accounts(store)) == len(hired) == 5
    assert [staff.DemoAccount(**row) for row in json.loads(file.read_text("utf-8"))] == hired
    assert file.stat().st_mode & 0o077 == 0
    for one in hired:
        account = accounts.check_password(store, one.address, one.password)
        assert account.totp_enrolled is account.totp_required is (one.totp_secret is not None)
        assert one.totp_secret is None or pyotp.TOTP(one.totp_secret).now()
