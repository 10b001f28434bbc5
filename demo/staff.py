"""The demonstration's staff: for each court one who uploads, one who reviews and a president who approves."""

import json
import secrets
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

import pyotp

from records import accounts
from records.database import Store
from records.lifecycle import Actor, Role

DOMAIN: Final = "toaan.example"
POSTS: Final = (
    ("thu-ky-1", "Thư ký Một", Role.CLERK, False),
    ("thu-ky-2", "Thư ký Hai", Role.CLERK, False),
    ("chanh-an", "Chánh án", Role.JUDGE, True),
)


@dataclass(frozen=True)
class DemoAccount:
    """An account as it stands in demo-accounts.json, so that a reader of that file can sign in."""

    address: str
    password: str
    totp_secret: str | None
    role: str
    court: str | None
    president: bool
    name: str


def hire(store: Store, courts: Iterable[str], file: Path) -> list[DemoAccount]:
    """Add the accounts of these courts, an admin and an auditor, and write them to `file` (owner only).

    Accounts that the file names already are left as they are, so an interrupted run goes on.
    """
    known = [DemoAccount(**row) for row in json.loads(file.read_text("utf-8"))] if file.is_file() else []
    wanted: list[tuple[str, str, Role, str | None, bool]] = [
        (f"{post}.{court}@{DOMAIN}", f"{title}, {court}", role, court, president)
        for court in sorted(set(courts))
        for post, title, role, president in POSTS
    ]
    wanted += [
        (f"quan-tri@{DOMAIN}", "Quản trị", Role.ADMIN, None, False),
        (f"kiem-tra@{DOMAIN}", "Kiểm tra", Role.AUDITOR, None, False),
    ]
    existing = {account.address for account in known}
    everyone = known + [_add(store, *post) for post in wanted if post[0] not in existing]
    file.touch(mode=0o600)
    file.write_text(json.dumps([asdict(one) for one in everyone], ensure_ascii=False, indent=1) + "\n", "utf-8")
    return everyone


def _add(  # noqa: PLR0917  one row of the list of posts
    store: Store, address: str, name: str, role: Role, court: str | None, president: bool
) -> DemoAccount:
    password = secrets.token_urlsafe(12)
    account = accounts.add_account(store, address, role, court, president, name, password=password)
    secret = None
    if account.totp_required:
        secret = accounts.enrol_totp(store, account.id)
        accounts.check_totp(store, account.id, pyotp.TOTP(secret).now())
    return DemoAccount(address, password, secret, role.value, court, president, name)


def actors(store: Store) -> dict[tuple[str, str], Actor]:
    """The staff by post and court, such as ("thu-ky-1", "tand-tinh-ben-tre")."""
    found = {}
    for account in accounts.list_accounts(store):
        post, _, court = account.email.removesuffix(f"@{DOMAIN}").partition(".")
        found[post, court] = accounts.actor_of(account)
    return found
