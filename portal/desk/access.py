"""Who may open what on the desk: one table, closed by default. Courts and four eyes are checked by the records."""

from collections.abc import Mapping
from typing import Final

from portal.desk.words import role_words
from records.accounts import Account

EVERYONE: Final = frozenset({"clerk", "judge", "editor", "admin", "auditor"})
NOBODY_YET: Final = frozenset({"anonymous"})
READERS: Final = frozenset({"clerk", "judge", "auditor"})
REVIEWERS: Final = frozenset({"clerk", "judge"})
UPLOADERS: Final = frozenset({"clerk", "judge"})
APPROVERS: Final = frozenset({"judge", "president"})
PROPOSERS: Final = frozenset({"clerk", "judge", "president"})
HIDERS: Final = frozenset({"judge", "president", "editor", "admin"})
EDITORS: Final = frozenset({"editor", "admin"})
REMOVERS: Final = frozenset({"president", "admin"})

# endpoint -> (who may read the page, who may send its form); an endpoint that is not here is refused to everyone
ACCESS: Final[Mapping[str, tuple[frozenset[str], frozenset[str]]]] = {
    "static_file": (NOBODY_YET, frozenset()),
    "entry.sign_in": (NOBODY_YET, NOBODY_YET),
    "entry.second_step": (NOBODY_YET, NOBODY_YET),
    "entry.sign_out": (frozenset(), EVERYONE),
    "lists.dashboard": (EVERYONE, frozenset()),
    "lists.records": (EVERYONE, frozenset()),
    "lists.late": (EVERYONE, frozenset()),
    "lists.withheld": (EVERYONE, frozenset()),
    "lists.account": (EVERYONE, EVERYONE),
    "keys.password": (EVERYONE, EVERYONE),
    "keys.codes": (frozenset(), EVERYONE),
    "keys.recover": (frozenset(), NOBODY_YET),
    "office.audit": (frozenset({"auditor", "admin"}), frozenset()),
    "office.people": (frozenset({"admin"}), frozenset()),
    "office.disable": (frozenset(), frozenset({"admin"})),
    "office.system": (frozenset({"admin", "auditor"}), frozenset()),
    "uploads.choose": (UPLOADERS, UPLOADERS),
    "uploads.batch": (UPLOADERS, frozenset()),
    "record.summary": (EVERYONE, frozenset()),
    "record.history": (EVERYONE, frozenset()),
    "record.publication": (EVERYONE, frozenset()),
    "review.page": (READERS, frozenset()),
    "review.decide": (frozenset(), REVIEWERS),
    "review.preview": (frozenset(), REVIEWERS),
    "review.add": (frozenset(), REVIEWERS),
    "review.residual": (frozenset(), REVIEWERS),
    "review.policy": (READERS, frozenset()),
    "mending.picture": (READERS, frozenset()),
    "mending.original": (READERS, frozenset()),
    "mending.settle": (frozenset(), REVIEWERS),
    "mending.hidden": (frozenset(), REVIEWERS),
    "mending.scan": (frozenset(), REVIEWERS),
    "mending.doubt": (frozenset(), REVIEWERS),
    "mending.keep_rest": (frozenset(), REVIEWERS),
    "mending.undo": (frozenset(), REVIEWERS),
    "mending.parties": (frozenset(), REVIEWERS),
    "mending.names": (REVIEWERS, frozenset()),
    "mending.mend_names": (frozenset(), REVIEWERS),
    "review.metadata": (frozenset(), REVIEWERS),
    "review.submit": (frozenset(), REVIEWERS),
    "approval.page": (READERS, APPROVERS),
    "approval.send_back": (frozenset(), APPROVERS),
    "precedents.listing": (EVERYONE, frozenset()),
    "precedents.page": (EVERYONE, frozenset()),
    "precedents.new": (EDITORS, EDITORS),
    "precedents.edit": (EDITORS, EDITORS),
    "precedents.move": (frozenset(), EDITORS),
    "removal.withdraw": (REMOVERS, REMOVERS),
    "removal.withhold": (PROPOSERS, PROPOSERS),
    "removal.decline": (frozenset(), APPROVERS),
    "removal.hide": (HIDERS, HIDERS),
    "removal.unhide": (frozenset(), HIDERS),
    "removal.publish_after_all": (frozenset(), APPROVERS),
}


def needed(endpoint: str, method: str) -> frozenset[str]:
    """The roles that may use `endpoint` with this HTTP method; empty = nobody."""
    reading, sending = ACCESS.get(endpoint, (frozenset(), frozenset()))
    return sending if method == "POST" else reading


def allowed(account: Account, roles: frozenset[str]) -> bool:
    """Whether this account holds one of the roles; "president" is a mark on an account, beside its role."""
    return str(account.role) in roles or (account.president and "president" in roles) or roles == NOBODY_YET


def refusal(roles: frozenset[str]) -> str:
    """The sentence of interface.md 2.3 for someone without any of these roles."""
    return f"Tài khoản của bạn không có quyền này. Vai trò cần có: {role_words(roles)}."
