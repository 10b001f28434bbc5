"""The head of every desk page: who is signed in, and the links this person may open."""

from dataclasses import dataclass
from typing import Final

from flask import request, url_for

from portal.desk.access import allowed, needed
from portal.desk.context import desk
from records.accounts import Account
from records.courts import court
from records.lifecycle import ROLE_WORDS

LINKS: Final = (
    ("Việc của tôi", "lists.dashboard"),
    ("Tải lên", "uploads.choose"),
    ("Danh sách", "lists.records"),
    ("Chậm hạn", "lists.late"),
    ("Không công bố", "lists.withheld"),
    ("Nhật ký", "office.audit"),
    ("Người dùng", "office.people"),
    ("Án lệ", "precedents.listing"),
    ("Hệ thống", "office.system"),
    ("Tài khoản", "lists.account"),
)


@dataclass(frozen=True)
class Here:
    """Title and place of the person, links of the head as (label, address, current), address to sign out."""

    title: str
    place: str
    links: list[tuple[str, str, bool]]
    sign_out: str


def title_of(account: Account) -> str:
    """The person as colleagues see them: role (and presidency) with the name, or the e-mail when there is none."""
    role = ROLE_WORDS.get(str(account.role), str(account.role))
    mark = ", Chánh án" if account.president else ""
    return f"{role}{mark} {account.name or account.email}"


def place_of(account: Account) -> str:
    """The court of an account, or that it works for all courts."""
    return court(desk().store, account.court_code).name if account.court_code else "Mọi tòa án"


def who_is_here(account: Account | None) -> Here | None:
    """The head for this person, None when nobody is signed in."""
    if account is None:
        return None
    links = [
        (label, url_for(endpoint), request.endpoint == endpoint)
        for label, endpoint in LINKS
        if allowed(account, needed(endpoint, "GET"))
    ]
    return Here(title_of(account), place_of(account), links, url_for("entry.sign_out"))
