import time
from datetime import timedelta

import pyotp
import pytest
from sqlalchemy import select

from records import accounts, models
from records.accounts import (
    SignInRefused,
    account,
    add_account,
    check_password,
    check_totp,
    disable_account,
    enrol_totp,
    list_accounts,
    totp_secret,
)
from records.actors import COMMAND_LINE
from records.database import Store, open_store
from records.errors import NotAllowed, NotFound, Permanent, Restricted, UnknownCourt
from tests.unit.records.office import COURT, PASSWORD, Clock, Office


def _events(store: Store) -> list[str]:
    with store.reading() as session:
        return list(session.scalars(select(models.Event.action).order_by(models.Event.sequence)))


def test_the_right_password_signs_in_whatever_the_case_of_the_address(office: Office) -> None:
    found = check_password(office.store, " Clerk@TOA.example ", PASSWORD)
    assert (found.role, found.court_code, found.name) == ("clerk", COURT, "Thư ký An")


@pytest.mark.parametrize(("email", "password"), [("clerk@toa.example", "sai"), ("nobody@toa.example", PASSWORD)])
def test_a_wrong_password_and_an_unknown_address_get_the_same_sentence(
    office: Office, email: str, password: str
) -> None:
    with pytest.raises(SignInRefused) as refused:
        check_password(office.store, email, password)
    assert refused.value.sentence == "Thư điện tử hoặc mật khẩu không đúng."


def test_five_failures_lock_for_fifteen_minutes_with_one_event(office: Office, clock: Clock) -> None:
    for _ in range(7):
        with pytest.raises(SignInRefused):
            check_password(office.store, "clerk@toa.example", "sai")
    with pytest.raises(SignInRefused):
        check_password(office.store, "clerk@toa.example", PASSWORD)
    assert _events(office.store).count("account.locked") == 1
    clock.move(minutes=15)
    assert check_password(office.store, "clerk@toa.example", PASSWORD).locked_until is None


def test_a_success_forgets_failures_and_after_a_lock_counting_starts_anew(office: Office, clock: Clock) -> None:
    def fail(times: int) -> None:
        for _ in range(times):
            with pytest.raises(SignInRefused):
                check_password(office.store, "clerk@toa.example", "sai")

    fail(4)
    check_password(office.store, "clerk@toa.example", PASSWORD)
    fail(4)
    check_password(office.store, "clerk@toa.example", PASSWORD)
    fail(5)
    clock.move(minutes=16)
    fail(4)
    check_password(office.store, "clerk@toa.example", PASSWORD)


def test_a_closed_account_does_not_sign_in_and_its_sessions_end(office: Office) -> None:
    before = office.people["clerk"].session_epoch
    closed = disable_account(office.store, "CLERK@toa.example", COMMAND_LINE)
    assert closed.disabled
    assert closed.session_epoch == before + 1
    assert disable_account(office.store, "clerk@toa.example").session_epoch == before + 1
    with pytest.raises(SignInRefused):
        check_password(office.store, "clerk@toa.example", PASSWORD)
    with pytest.raises(NotFound):
        disable_account(office.store, "nobody@toa.example", COMMAND_LINE)
    with pytest.raises(NotAllowed):
        disable_account(office.store, "judge@toa.example", office.act("clerk"))


def test_the_second_factor_is_for_judges_presidents_and_admins(office: Office) -> None:
    needed = {name for name, found in office.people.items() if found.totp_required}
    assert needed == {"judge", "judge2", "president", "president2", "admin"}


def test_a_code_is_accepted_once_and_neighbour_steps_are_forgiven(office: Office, clock: Clock) -> None:
    number = office.people["judge"].id
    secret = enrol_totp(office.store, number)
    code = pyotp.TOTP(secret)
    assert not account(office.store, number).totp_enrolled
    assert check_totp(office.store, number, code.at(clock()))
    assert account(office.store, number).totp_enrolled
    assert not check_totp(office.store, number, code.at(clock()))
    assert check_totp(office.store, number, code.at(clock() + timedelta(seconds=30)))
    assert not check_totp(office.store, number, code.at(clock() + timedelta(seconds=60)))
    clock.move(seconds=120)
    later = code.at(clock() + timedelta(seconds=-30))
    assert check_totp(office.store, number, f"{later[:3]} {later[3:]}")


def test_guessing_codes_locks_the_account(office: Office, clock: Clock) -> None:
    number = office.people["judge"].id
    secret = enrol_totp(office.store, number)
    for _ in range(5):
        assert not check_totp(office.store, number, "không phải số")
    assert not check_totp(office.store, number, pyotp.TOTP(secret).at(clock()))
    clock.move(minutes=16)
    assert check_totp(office.store, number, pyotp.TOTP(secret).at(clock()))


def test_secrets_are_sealed_in_the_database_and_need_the_key(office: Office, tmp_path: object) -> None:
    number = office.people["judge"].id
    assert totp_secret(office.store, number) is None
    assert not check_totp(office.store, number, "123456")
    secret = enrol_totp(office.store, number)
    assert totp_secret(office.store, number) == secret
    with office.store.reading() as session:
        sealed = session.get_one(models.Account, number).totp_sealed or ""
    assert secret not in sealed
    keyless = open_store(f"sqlite:///{tmp_path}/records.sqlite3", None, office.store.files.root, None)
    with pytest.raises(Restricted):
        totp_secret(keyless, number)
    keyless.close()


@pytest.mark.parametrize(
    ("email", "role", "court", "password", "error"),
    [
        ("no address", "clerk", COURT, PASSWORD, Permanent),
        ("a@toa.example", "king", COURT, PASSWORD, Permanent),
        ("a@toa.example", "worker", COURT, PASSWORD, Permanent),
        ("a@toa.example", "clerk", COURT, "ngắn", Permanent),
        ("a@toa.example", "clerk", "tand-nowhere", PASSWORD, UnknownCourt),
        ("a@toa.example", "judge", None, PASSWORD, Permanent),
        ("Judge@toa.example", "judge", COURT, PASSWORD, Permanent),
    ],
)
def test_an_account_with_a_fault_is_refused_with_a_sentence(
    office: Office, email: str, role: str, court: str | None, password: str, error: type[Permanent]
) -> None:
    with pytest.raises(error) as refused:
        add_account(office.store, email, role, court, password=password)
    assert refused.value.sentence


def test_accounts_are_listed_by_address_and_an_unknown_one_is_not_found(office: Office) -> None:
    addresses = [found.email for found in list_accounts(office.store)]
    assert addresses == sorted(addresses)
    assert len(addresses) == len(office.people)
    with pytest.raises(NotFound):
        account(office.store, 999)


def test_an_unknown_address_costs_a_hash_too(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    real = accounts._matches
    monkeypatch.setattr(accounts, "_matches", lambda known, password: seen.append(known) or real(known, password))
    started = time.monotonic()
    with pytest.raises(SignInRefused):
        check_password(office.store, "nobody@toa.example", "sai")
    assert seen[0].startswith("$argon2")
    assert time.monotonic() >= started
