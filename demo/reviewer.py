"""What the demonstration's clerk and president do with a record, through the same doors as the desk's pages.

The clerk knows the case, as a real one does: a true name that the machine left is masked by hand.
"""

import re
from collections.abc import Iterable
from datetime import date

from records.database import Store
from records.desk import decisions, review
from records.desk.views import RecordView
from records.lifecycle import Actor
from vietnamese.letters import fold

ORDINARY_WORD = "Là từ thường, không phải tên người"


def review_once(store: Store, clerk: Actor, judgment_id: int, names: Iterable[str], effective_on: date) -> bool:
    """Take the next step of the review; True when the record went to the president.

    After a step that changes the draft the worker makes it anew: call again once it is ready.
    """
    view = review.record_view(store, clerk, judgment_id)
    draft, revision = view.draft, view.draft.revision
    if not draft.ready and not draft.draft_failed:
        return False
    left = _left_standing(view, names)
    if left:
        review.add_mention(store, clerk, draft.id, left, "PERSON_PRIVATE", revision=revision)
        return False
    open_mentions = [mention.id for mention in view.mentions if mention.undecided]
    if open_mentions:
        review.decide(store, clerk, draft.id, open_mentions, "mask", revision=revision, scope="one")
        return False
    for index, found in enumerate(view.source.residual):
        if not found.get("resolution"):
            review.resolve_residual(store, clerk, draft.id, index, "word", ORDINARY_WORD, revision=revision)
            return False
    if draft.hidden_open:
        review.resolve_hidden(store, clerk, draft.id, revision=revision)
        return False
    revision = _confirm(store, clerk, view, effective_on)
    decisions.submit(store, clerk, draft.id, revision)
    return True


def approve(store: Store, president: Actor, judgment_id: int) -> None:
    """Approve exactly the draft that was submitted."""
    draft = review.record_view(store, president, judgment_id).draft
    decisions.approve(store, president, draft.id, draft.draft_sha256 or "", draft.revision)


def _confirm(store: Store, clerk: Actor, view: RecordView, effective_on: date) -> int:
    values = {
        "number_confirmed": True,
        "court_confirmed": True,
        "effective_on": effective_on,
        "effective_confirmed": True,
    }
    revision = review.save_metadata(store, clerk, view.judgment.id, values, revision=view.draft.revision)
    return review.confirm_parties(store, clerk, view.draft.id, revision=revision, minor=False)


def _left_standing(view: RecordView, names: Iterable[str]) -> list[tuple[int, int]]:
    """Places of the source where a true full name stands that no mention masks."""
    text = fold(view.source.text)
    masked = [
        (mention.start, mention.end)
        for mention in view.mentions
        if mention.decision == "mask" or (mention.decision is None and mention.action != "keep")
    ]
    found = []
    for name in names:
        form = r"\s+".join(re.escape(part) for part in fold(name).split())
        places = (match.span() for match in re.finditer(rf"(?<!\w){form}(?!\w)", text))
        found += [place for place in places if not any(start <= place[0] and place[1] <= end for start, end in masked)]
    return sorted(set(found))
