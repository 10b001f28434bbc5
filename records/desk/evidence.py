"""The record beside what the text says: a person takes one or the other."""

from datetime import date
from typing import Any, Final

from records.actors import Actor
from records.database import Store
from records.desk.differences import COMPARED, differences, open_fields
from records.desk.editing import edit, save
from records.desk.metadata import check_court, unconfirm
from records.desk.readings import current_values
from records.desk.views import keep_source
from records.errors import NotFound, Permanent

CHOICES: Final = frozenset({"read", "kept"})


def settle_difference(store: Store, actor: Actor, draft_id: int, name: str, choice: str, *, revision: int) -> int:
    """Take the text's value of a field ("read") or say that the record's stays ("kept"); return the new revision.

    A value that changes loses its confirmation. Raises NotFound when the two do not differ (any more), Permanent.
    """
    if choice not in CHOICES or name not in COMPARED:
        raise Permanent("Quyết định không đúng dạng.")
    with edit(store, actor, draft_id, revision, {name: choice}) as change:
        reading, judgment = change.source.reading, change.judgment
        one = next((one for one in differences(reading, current_values(judgment)) if one.name == name), None)
        if one is None:
            raise NotFound("Hai giá trị không còn khác nhau. Hãy tải lại trang.")
        kept: dict[str, Any] = {key: value for key, value in reading.get("kept", {}).items() if key != name}
        if choice == "kept":
            kept[name] = one.kept
        else:
            if name == "court_code":
                check_court(change.session, one.read)
            unconfirm(judgment, name)
            setattr(judgment, name, _typed_value(name, one.read))
            judgment.revision += 1
        now = {**reading, "kept": kept}
        left = differences(now, current_values(judgment))
        now["differs"] = [other.name for other in left]
        keep_source(change.source, change.revision, reading=now)
        change.draft.differs_open = open_fields(left)
        save(change, store, actor, "difference.settled", field=name, choice=choice)
        return change.revision


def _typed_value(name: str, read: str) -> object:
    return date.fromisoformat(read) if name.endswith("_on") else read
