"""Staff accounts: passwords, lock-out, second factor. Failures are counted in the database, for all processes."""

import hmac
import re
from base64 import b64decode, b64encode
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

import pyotp
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from records import events, models
from records.actors import WORKER, Actor
from records.database import Store
from records.errors import NotAllowed, NotFound, Permanent, Restricted, UnknownCourt
from records.lifecycle import Role
from records.sealing import seal, unseal

__all__ = ["WORKER", "Account", "Actor", "SignInRefused", "account", "actor_of", "add_account", "check_password"]

FAILURES_BEFORE_LOCK = 5
LOCK_MINUTES = 15
TOTP_SECONDS = 30
_TOTP_ROLES = frozenset({Role.JUDGE, Role.ADMIN})
_PASSWORD_LETTERS = 12
_CODES = 10
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+")
_HASHER = PasswordHasher()


class SignInRefused(Permanent):
    """The address or the password is wrong, the account is locked or closed: the sentence is the same."""

    def __init__(self) -> None:
        super().__init__("Thư điện tử hoặc mật khẩu không đúng.")


@dataclass(frozen=True, slots=True)
class Account:
    """A member of staff; `session_epoch` ends older sessions when it rises."""

    id: int
    email: str
    name: str
    role: str
    court_code: str | None
    president: bool
    disabled: bool
    locked_until: datetime | None
    totp_required: bool
    totp_enrolled: bool
    session_epoch: int
    recovery_codes: int


def actor_of(known: Account) -> Actor:
    """Return the actor that an account is."""
    return Actor(known.id, known.role, known.court_code, known.president)


def add_account(  # noqa: PLR0917  the order of `banan user add`
    store: Store,
    email: str,
    role: str,
    court_code: str | None,
    president: bool = False,
    name: str = "",
    *,
    password: str,
    actor: Actor = WORKER,
) -> Account:
    """Make an account; raise Permanent for a wrong address, role, court, short password or an address in use."""
    address = email.strip().casefold()
    if not _EMAIL.fullmatch(address):
        raise Permanent("Địa chỉ thư điện tử không đúng dạng.")
    if role not in {Role.CLERK, Role.JUDGE, Role.EDITOR, Role.ADMIN, Role.AUDITOR}:
        raise Permanent("Không có vai trò này.")
    if len(password) < _PASSWORD_LETTERS:
        raise Permanent(f"Mật khẩu cần ít nhất {_PASSWORD_LETTERS} ký tự.")
    with store.writing() as session:
        if court_code is not None and session.get(models.Court, court_code) is None:
            raise UnknownCourt(court_code)
        if court_code is None and role in {Role.CLERK, Role.JUDGE}:
            raise Permanent("Thư ký và thẩm phán cần có tòa án.")
        if session.scalar(select(models.Account.id).where(models.Account.email == address)) is not None:
            raise Permanent("Địa chỉ thư điện tử này đã có tài khoản.")
        row = models.Account(
            email=address,
            name=name.strip(),
            role=role,
            court_code=court_code,
            president=president,
            password_hash=_HASHER.hash(password),
            created_at=store.clock(),
        )
        session.add(row)
        session.flush()
        _event(session, store, actor, "account.added", row)
        return _account(row)


def list_accounts(store: Store) -> list[Account]:
    """Return all accounts by address."""
    with store.reading() as session:
        return [_account(row) for row in session.scalars(select(models.Account).order_by(models.Account.email))]


def disable_account(store: Store, email: str, actor: Actor = WORKER) -> Account:
    """Close an account and end its sessions; raise NotFound, or NotAllowed for anyone but an admin or the system."""
    if actor.role not in {Role.ADMIN, Role.WORKER}:
        raise NotAllowed("Tài khoản của bạn không có quyền này. Vai trò cần có: Quản trị.")
    with store.writing() as session:
        row = session.scalar(select(models.Account).where(models.Account.email == email.strip().casefold()))
        if row is None:
            raise NotFound("Không có tài khoản với địa chỉ này.")
        if not row.disabled:
            row.disabled = True
            row.session_epoch += 1
            _event(session, store, actor, "account.disabled", row)
        return _account(row)


def end_sessions(store: Store, account_id: int) -> None:
    """End every session of this account, also one whose cookie somebody copied."""
    with store.writing() as session:
        _row(session, account_id).session_epoch += 1


def account(store: Store, account_id: int) -> Account:
    """Return the account with this id; raise NotFound."""
    with store.reading() as session:
        return _account(_row(session, account_id))


def check_password(store: Store, email: str, password: str) -> Account:
    """Return the account whose password this is; raise SignInRefused, which says the same in every case.

    Five failures lock the account for fifteen minutes, with an event. An unknown address costs the same time.
    """
    query = select(models.Account).where(models.Account.email == email.strip().casefold())
    with store.reading() as session:
        seen = session.scalar(query)
    # The slow hash is computed outside of the writing transaction, or one sign-in would stop all others.
    right = _matches(seen.password_hash if seen else _nobody(), password)
    if seen is None:
        raise SignInRefused
    with store.writing() as session:
        row = _row(session, seen.id)
        accepted = right and not row.disabled and not _locked(row, store.clock())
        if accepted and hmac.compare_digest(row.password_hash, seen.password_hash):
            row.failed_attempts, row.locked_until = 0, None
            return _account(row)
        _count_failure(session, store, row)
    raise SignInRefused


def totp_secret(store: Store, account_id: int) -> str | None:
    """Return the secret of the second factor (base32), None before one was made."""
    with store.reading() as session:
        sealed = _row(session, account_id).totp_sealed
    return None if sealed is None else unseal(_key(store), f"totp:{account_id}", b64decode(sealed)).decode()


def enrol_totp(store: Store, account_id: int) -> str:
    """Make a new secret for the second factor and return it; it counts from the first right code on."""
    secret = pyotp.random_base32()
    with store.writing() as session:
        row = _row(session, account_id)
        row.totp_sealed = b64encode(seal(_key(store), f"totp:{account_id}", secret.encode())).decode()
        row.totp_enrolled, row.totp_last_step = False, 0
        _event(session, store, _self(row), "account.totp_made", row)
    return secret


def check_totp(store: Store, account_id: int, code: str) -> bool:
    """Say whether this is the code of now or of a neighbour step (30 s); each step is accepted once.

    Failures count towards the lock like wrong passwords; a locked or closed account has no right code.
    """
    secret = totp_secret(store, account_id)
    with store.writing() as session:
        row = _row(session, account_id)
        if secret is None or row.disabled or _locked(row, store.clock()):
            return False
        step = _step_of(secret, code, store.clock())
        if step is None or step <= row.totp_last_step:
            _count_failure(session, store, row)
            return False
        row.totp_last_step, row.failed_attempts = step, 0
        if not row.totp_enrolled:
            row.totp_enrolled = True
            _event(session, store, _self(row), "account.totp_enrolled", row)
        return True


def change_password(store: Store, account_id: int, old: str, new: str) -> Account:
    """Change one's own password and end every other session; return the account as it is now.

    Raises SignInRefused for a wrong old password (which counts towards the lock), Permanent for a new one that is too
    short or no new one.
    """
    if len(new) < _PASSWORD_LETTERS:
        raise Permanent(f"Mật khẩu cần ít nhất {_PASSWORD_LETTERS} ký tự.")
    if new == old:
        raise Permanent("Mật khẩu mới phải khác mật khẩu cũ.")
    known = check_password(store, account(store, account_id).email, old)
    made = _HASHER.hash(new)  # outside of the transaction: it is slow on purpose
    with store.writing() as session:
        row = _row(session, known.id)
        row.password_hash = made
        row.session_epoch += 1
        _event(session, store, _self(row), "account.password_changed", row)
        return _account(row)


def make_recovery_codes(store: Store, account_id: int) -> list[str]:
    """Make ten codes that stand in for the second factor once each, and return them: only now are they readable.

    Codes made before stop counting. They are kept as keyed hashes: with the database alone nobody can try them.
    """
    codes = [f"{word[:5]}-{word[5:]}" for word in (pyotp.random_base32(32)[:10].lower() for _ in range(_CODES))]
    with store.writing() as session:
        row = _row(session, account_id)
        row.recovery_hashes = [_code_hash(store, account_id, code) for code in codes]
        _event(session, store, _self(row), "account.codes_made", row)
    return codes


def use_recovery_code(store: Store, account_id: int, code: str) -> bool:
    """Say whether this is an unused recovery code, and use it up; a failure counts towards the lock."""
    with store.writing() as session:
        row = _row(session, account_id)
        if row.disabled or _locked(row, store.clock()) or not row.totp_enrolled:
            return False
        given = _code_hash(store, account_id, code)
        left = [known for known in row.recovery_hashes if not hmac.compare_digest(known, given)]
        if len(left) == len(row.recovery_hashes):
            _count_failure(session, store, row)
            return False
        row.recovery_hashes, row.failed_attempts = left, 0
        _event(session, store, _self(row), "account.code_used", row)
        return True


def _code_hash(store: Store, account_id: int, code: str) -> str:
    letters = "".join(letter for letter in code.lower() if letter.isalnum())
    return hmac.new(_key(store), f"recovery:{account_id}:{letters}".encode(), "sha256").hexdigest()


def _step_of(secret: str, code: str, now: datetime) -> int | None:
    current = int(now.timestamp()) // TOTP_SECONDS
    generator = pyotp.TOTP(secret)
    given = code.replace(" ", "").encode()
    matching = [
        step
        for step in (current - 1, current, current + 1)
        if hmac.compare_digest(generator.at(step * TOTP_SECONDS).encode(), given)
    ]
    return matching[-1] if matching else None


def _count_failure(session: Session, store: Store, row: models.Account) -> None:
    now = store.clock()
    if row.locked_until is not None:
        if row.locked_until > now:
            return
        row.failed_attempts, row.locked_until = 0, None
    row.failed_attempts += 1
    if row.failed_attempts >= FAILURES_BEFORE_LOCK:
        row.locked_until = now + timedelta(minutes=LOCK_MINUTES)
        _event(session, store, WORKER, "account.locked", row)


def _locked(row: models.Account, now: datetime) -> bool:
    return row.locked_until is not None and row.locked_until > now


def _matches(known: str, password: str) -> bool:
    try:
        return _HASHER.verify(known, password)
    except (VerifyMismatchError, InvalidHashError):
        return False


@cache
def _nobody() -> str:
    return _HASHER.hash("an address that nobody has")


def _key(store: Store) -> bytes:
    if store.files.key is None:
        raise Restricted("this process has no key for second factors")
    return store.files.key


def _row(session: Session, account_id: int) -> models.Account:
    row = session.get(models.Account, account_id)
    if row is None:
        raise NotFound("Không có tài khoản này.")
    return row


def _self(row: models.Account) -> Actor:
    return Actor(row.id, row.role, row.court_code, row.president)


def _event(session: Session, store: Store, actor: Actor, action: str, row: models.Account) -> None:
    events.append(session, store, actor=actor, action=action, detail={"account": row.id, "role": row.role})


def account_names(session: Session, court_code: str) -> dict[int, str]:
    """Return the names of the judges of a court who can sign in, by account id."""
    query = select(models.Account.id, models.Account.name).where(
        models.Account.court_code == court_code,
        models.Account.disabled.is_(False),
        models.Account.role == Role.JUDGE,
        func.length(models.Account.name) > 0,
    )
    return {account_id: name for account_id, name in session.execute(query)}  # noqa: C416  keeps the types of a row


def _account(row: models.Account) -> Account:
    return Account(
        id=row.id,
        email=row.email,
        name=row.name,
        role=row.role,
        court_code=row.court_code,
        president=row.president,
        disabled=row.disabled,
        locked_until=row.locked_until,
        totp_required=row.president or row.role in _TOTP_ROLES,
        totp_enrolled=row.totp_enrolled,
        session_epoch=row.session_epoch,
        recovery_codes=len(row.recovery_hashes),
    )
