"""Signing in to the desk: sessions over the accounts of the records, the second step, the code asked again.

The session is a signed cookie that holds only ids and times. It ends after 30 minutes without a request, after 12
hours in any case, and at once when the account is disabled or its session epoch moves on.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

import segno
from flask import Flask, session
from flask_login import LoginManager, login_user, logout_user
from flask_login import current_user as _current_user
from markupsafe import Markup
from pyotp import TOTP

from records import accounts
from records.errors import NotFound

if TYPE_CHECKING:
    from records.database import Store
    from settings import Settings

IDLE: Final = timedelta(minutes=30)
LONGEST: Final = timedelta(hours=12)
PENDING: Final = timedelta(minutes=10)
COOKIE: Final = "banan_desk"
MOUNT: Final = "/noi-bo"


@dataclass(frozen=True)
class SignedIn:
    """The person of a request, in the shape Flask-Login asks for; `account` is what the records say now."""

    account: accounts.Account
    is_authenticated: bool = True
    is_active: bool = True
    is_anonymous: bool = False

    def get_id(self) -> str:
        """The account's id, as Flask-Login keeps it in the session."""
        return str(self.account.id)


def configure_sessions(app: Flask, settings: "Settings") -> None:
    """Set the desk's cookie: its own name and path, for HTTP only, same site, secure when the site is https."""
    app.config.update(
        SECRET_KEY=settings.secret_key,
        SESSION_COOKIE_NAME=COOKIE,
        SESSION_COOKIE_PATH=MOUNT,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.public_url.startswith("https://"),
    )


def install_sign_in(app: Flask, store: "Store") -> LoginManager:
    """Let Flask-Login load the person of each request from the records, if the session still holds."""
    manager = LoginManager(app)
    manager.session_protection = None  # the session is bound to the account's epoch, not to an address that changes

    @manager.user_loader  # type: ignore[untyped-decorator]  # Flask-Login has no types
    def load(user_id: str) -> SignedIn | None:
        if not user_id.isdecimal() or not _still_open(store.clock()):
            return None
        found = _open_account(store, int(user_id), session.get("epoch"))
        return None if found is None else SignedIn(found)

    return manager


def person() -> accounts.Account | None:
    """The account of this request, None when nobody is signed in."""
    return _current_user.account if _current_user.is_authenticated else None


def open_session(account: accounts.Account, now: datetime) -> None:
    """Begin a session for an account that passed every step; whatever the cookie held before is gone."""
    session.clear()
    login_user(SignedIn(account))
    session["epoch"] = account.session_epoch
    session["since"] = session["seen"] = int(now.timestamp())


def keep_session(now: datetime) -> None:
    """Note that the person is still there."""
    session["seen"] = int(now.timestamp())


def close_session(store: "Store") -> None:
    """End the person's sessions, here and wherever a copy of the cookie is: signing out must hold."""
    if (account := person()) is not None:
        accounts.end_sessions(store, account.id)
    logout_user()
    session.clear()


def _still_open(now: datetime) -> bool:
    seen, since = session.get("seen"), session.get("since")
    if not isinstance(seen, int) or not isinstance(since, int):
        return False
    at = now.timestamp()
    return at - seen <= IDLE.total_seconds() and at - since <= LONGEST.total_seconds()


def begin_second_step(account: accounts.Account, now: datetime) -> None:
    """Remember that the password was right; nothing can be opened before the second step."""
    session.clear()
    session["pending"] = {"id": account.id, "epoch": account.session_epoch, "at": int(now.timestamp())}


def pending_account(store: "Store") -> accounts.Account | None:
    """The account whose password was right within the last ten minutes and that is still to give its code."""
    pending: Any = session.get("pending")
    if not isinstance(pending, dict) or store.clock().timestamp() - pending["at"] > PENDING.total_seconds():
        return None
    return _open_account(store, pending["id"], pending["epoch"])


def _open_account(store: "Store", account_id: int, epoch: object) -> accounts.Account | None:
    """The account, if it is still there, not disabled and in the epoch a session began in."""
    try:
        found = accounts.account(store, account_id)
    except NotFound:
        return None
    return None if found.disabled or found.session_epoch != epoch else found


def enrolment_picture(secret: str, email: str, issuer: str) -> Markup:
    """The QR code of a TOTP secret as inline SVG without style attributes, dark on light in every mode."""
    address = TOTP(secret).provisioning_uri(name=email, issuer_name=issuer)
    drawing = segno.make(address, error="m").svg_inline(
        scale=5, dark="#000", light="#fff", svgclass="qr", lineclass=None, title="Mã QR của khóa xác thực"
    )
    return Markup(drawing)  # noqa: S704  drawn by segno from our own address; the title is a constant
