"""The demonstration's staff: for each court one who uploads, one who reviews and a president who approves."""

import json
import secrets
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Final

import pyotp

from records import accounts
from records.database import Store
from records.lifecycle import Actor, Role

DOMAIN: Final = "toaan.example"
POSTS: Final = (
    ("thu-ky-1", "An", Role.CLERK, False),
    ("thu-ky-2", "Bình", Role.CLERK, False),
    ("chanh-an", "Mẫu", Role.JUDGE, True),
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

    Passwords are on the disk before the accounts are made, so an interrupted run goes on with the same people.
    """
    known = {row["address"]: DemoAccount(**row) for row in json.loads(file.read_text("utf-8"))} if file.exists() else {}
    wanted = [
        DemoAccount(f"{post}.{court}@{DOMAIN}", _password(), None, role.value, court, president, title)
        for court in sorted(set(courts))
        for post, title, role, president in POSTS
    ]
    wanted += [
        DemoAccount(f"{post}@{DOMAIN}", _password(), None, role.value, None, president=False, name=name)
        for post, role, name in (("quan-tri", Role.ADMIN, "Quang"), ("kiem-tra", Role.AUDITOR, "Kim"))
    ]
    plan = known | {one.address: one for one in wanted if one.address not in known}
    _write(file, plan.values())
    there = {account.email: account for account in accounts.list_accounts(store) if account.email in known}
    everyone = [_hired(store, one, there.get(one.address)) for one in plan.values()]
    _write(file, everyone)
    return everyone


def _password() -> str:
    return secrets.token_urlsafe(12)


def _hired(store: Store, planned: DemoAccount, account: accounts.Account | None) -> DemoAccount:
    """The planned account, made if an earlier run did not get so far, with its second factor where it needs one."""
    if account is None:
        post = (planned.address, planned.role, planned.court, planned.president, planned.name)
        account = accounts.add_account(store, *post, password=planned.password)
    if not account.totp_required:
        return planned
    secret = accounts.totp_secret(store, account.id) or accounts.enrol_totp(store, account.id)
    if not account.totp_enrolled:
        accounts.check_totp(store, account.id, pyotp.TOTP(secret).now())
    return replace(planned, totp_secret=secret)


def _write(file: Path, everyone: Iterable[DemoAccount]) -> None:
    part = file.with_suffix(".part")
    part.touch(mode=0o600)
    part.write_text(json.dumps([asdict(one) for one in everyone], ensure_ascii=False, indent=1) + "\n", "utf-8")
    part.replace(file)


def actors(store: Store) -> dict[tuple[str, str], Actor]:
    """The staff by post and court, such as ("thu-ky-1", "tand-tinh-ben-tre")."""
    found = {}
    for account in accounts.list_accounts(store):
        post, _, court = account.email.removesuffix(f"@{DOMAIN}").partition(".")
        found[post, court] = accounts.actor_of(account)
    return found
