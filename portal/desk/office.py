"""Pages of those who watch and run the desk: the log of events, the accounts, the queue of jobs."""

import re
from dataclasses import dataclass

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.desk.context import acting, desk, signed_in
from portal.desk.events import chain_lines, latest, of_record
from portal.filters import moment
from records import accounts, jobs
from records.courts import list_courts
from records.lifecycle import ROLE_WORDS

blueprint = Blueprint("office", __name__)


@dataclass(frozen=True)
class Row:
    """An account in the list of the admin; `own` is the reader's."""

    email: str
    name: str
    role: str
    court: str
    disabled: bool
    own: bool


@blueprint.get("/nhat-ky")
def audit() -> ResponseReturnValue:
    """The state of the event chains and the newest events, of all records or of one."""
    chosen = request.args.get("ho-so", "")
    number = int(chosen) if re.fullmatch(r"[0-9]{1,9}", chosen) else None
    lines = of_record(desk().store, number) if number is not None else latest(desk().store)
    return render_template("desk/audit.html", chains=chain_lines(desk().store), lines=lines, chosen=chosen)


@blueprint.get("/nguoi-dung")
def people() -> ResponseReturnValue:
    """All accounts."""
    store = desk().store
    names = {one.code: one.name for one in list_courts(store)}
    rows = [
        Row(
            one.email,
            one.name,
            ROLE_WORDS[str(one.role)] + (", Chánh án" if one.president else ""),
            names.get(one.court_code or "", "mọi tòa án"),
            one.disabled,
            one.id == signed_in().id,
        )
        for one in accounts.list_accounts(store)
    ]
    return render_template("desk/people.html", rows=rows)


@blueprint.post("/nguoi-dung/khoa")
def disable() -> ResponseReturnValue:
    """Close an account; its sessions end with the next request."""
    accounts.disable_account(desk().store, request.form.get("thu", ""), acting())
    flash("Đã khóa tài khoản.")
    return redirect(url_for("office.people"), 303)


@blueprint.get("/he-thong")
def system() -> ResponseReturnValue:
    """How many jobs wait, run and stopped for good."""
    status = jobs.queue_status(desk().store)
    words = "Không có việc nào bị dừng." if not status.failed else f"{status.failed} việc đã dừng sau nhiều lần thử."
    facts = [
        ("Đang chờ", str(status.waiting), None, False),
        ("Đang chạy", str(status.running), None, False),
        ("Đã dừng", str(status.failed), None, False),
        ("Chờ lâu nhất từ", moment(status.oldest_waiting) if status.oldest_waiting else "–", None, False),
    ]
    failures = [[str(number), kind, str(record or "–"), code or "–"] for number, kind, record, code in status.failures]
    return render_template("desk/system.html", failed=status.failed, words=words, facts=facts, failures=failures)
