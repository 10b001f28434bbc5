"""Signing in and out: password, then the code where the role asks for one, enrolled at the first time."""

from typing import Any

from flask import Blueprint, current_app, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException

from portal import auth
from portal.desk.context import desk
from portal.forms import CodeForm, SignInForm
from records import accounts

blueprint = Blueprint("entry", __name__)

WRONG_CODE = "Mã không đúng hoặc đã dùng rồi. Chờ ứng dụng hiện mã mới rồi nhập lại."
UNPROCESSABLE = 422


def field_errors(form: Any) -> list[tuple[str, str]]:  # noqa: ANN401  Flask-WTF has no types
    """The first sentence of each field that is wrong, with the field's id, in the order of the form."""
    return [(field.id, str(field.errors[0])) for field in form if field.errors]


def inner_address(wanted: object) -> str:
    """The address inside the desk that was wanted before signing in; the dashboard for anything else."""
    if isinstance(wanted, str) and wanted.isprintable():
        path, mark, query = wanted.partition("?")
        try:
            current_app.url_map.bind("").match(path, method="GET")
        except HTTPException:
            return url_for("lists.dashboard")
        return f"{request.script_root}{path}{mark}{query}"
    return url_for("lists.dashboard")


@blueprint.route("/dang-nhap", methods=["GET", "POST"])
def sign_in() -> ResponseReturnValue:
    """Ask for e-mail and password; the same sentence for an unknown, a locked and a wrong one."""
    form, now = SignInForm(), desk().store.clock()
    wanted = request.args.get("tiep")
    if auth.person() is not None:
        return redirect(inner_address(wanted), 303)
    refused: list[tuple[str, str]] = []
    if form.validate_on_submit():
        try:
            account = accounts.check_password(desk().store, form.thu.data, form.mk.data)
        except accounts.SignInRefused as error:
            refused = [("thu", error.sentence)]
        else:
            if account.totp_required or account.totp_enrolled:
                auth.begin_second_step(account, now)
                session["wanted"] = wanted
                return redirect(url_for("entry.second_step"), 303)
            auth.open_session(account, now)
            return redirect(inner_address(wanted), 303)
    faults = refused or field_errors(form)
    page = render_template(
        "desk/sign-in.html",
        form=form,
        errors=faults,
        ended="het" in request.args,
        action=url_for("entry.sign_in", tiep=wanted),
    )
    return page, UNPROCESSABLE if faults else 200


@blueprint.route("/xac-thuc", methods=["GET", "POST"])
def second_step() -> ResponseReturnValue:
    """Ask for the code of the moment; show the secret first to someone who has none in the application yet."""
    store = desk().store
    account = auth.pending_account(store)
    if account is None:
        return redirect(url_for("entry.sign_in"), 303)
    form = CodeForm()
    faults: list[tuple[str, str]] = []
    if form.validate_on_submit():
        if accounts.check_totp(store, account.id, form.ma.data):
            wanted = session.get("wanted")
            auth.open_session(account, store.clock())
            return redirect(inner_address(wanted), 303)
        faults = [("ma", WRONG_CODE)]
    faults = faults or field_errors(form)
    secret = None if account.totp_enrolled else _secret(account)
    page = render_template(
        "desk/second-step.html",
        form=form,
        errors=faults,
        heading="Mã xác thực" if secret is None else "Cài mã xác thực",
        secret=secret and " ".join(secret[i : i + 4] for i in range(0, len(secret), 4)),
        recovery=secret is None and account.recovery_codes > 0,
        picture=secret and auth.enrolment_picture(secret, account.email, desk().settings.site_name),
        action=url_for("entry.second_step"),
        back=url_for("entry.sign_in"),
    )
    return page, UNPROCESSABLE if faults else 200


def _secret(account: accounts.Account) -> str:
    """The secret to be put into the application: the one that waits, or a new one."""
    store = desk().store
    return accounts.totp_secret(store, account.id) or accounts.enrol_totp(store, account.id)


@blueprint.post("/dang-xuat")
def sign_out() -> ResponseReturnValue:
    """End the session."""
    auth.close_session(desk().store)
    return redirect(url_for("entry.sign_in"), 303)
