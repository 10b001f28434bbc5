"""Corrections of the text as it was recognised: places kept, the draft made anew, each one can be undone."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from records import sources
from records.actors import Actor
from records.database import Store
from records.desk import views
from records.desk.editing import Edit, edit, save
from records.desk.shifting import Change, Shift, changed, checked, touches
from records.errors import NotAllowed, NotFound, Permanent
from vietnamese.letters import nfc
from vietnamese.texts import SourceText

KINDS = frozenset({"word", "names"})


def correct(
    store: Store, actor: Actor, draft_id: int, changes: Sequence[Change], *, revision: int, kind: str = "word"
) -> int:
    """Put other words into the source text and have everything made from it made again; return the new revision.

    `kind`: "word" for one place, "names" for the names of the confirmed list. Only recognised text may be changed: what
    a file says in letters is the court's own. Raises NotAllowed for a file without recognised pages, Permanent for a
    place outside of the text.
    """
    if kind not in KINDS:
        raise Permanent("Quyết định không đúng dạng.")
    with edit(store, actor, draft_id, revision, {"corrections": len(changes)}) as change:
        if not any(page.get("source") == "ocr" for page in change.source.pages):
            raise NotAllowed("Chỉ sửa được chữ nhận dạng từ bản quét. Chữ có sẵn trong tệp là của Tòa án.")
        text = str(change.source.text)
        wanted = checked(text, (Change(one.start, one.end, nfc(one.new.strip())) for one in changes))
        number = 1 + max((int(item["id"]) for item in change.source.corrections), default=0)
        shift = Shift(wanted)
        places = [
            {
                "start": shift.start(one.start),
                "end": shift.start(one.start) + len(one.new),
                "old": text[one.start : one.end],
                "new": one.new,
            }
            for one in wanted
        ]
        entry = {
            "id": number, "kind": kind, "by": actor.id, "at": store.clock().isoformat(), "undone": False,
            "places": places,
        }  # fmt: skip
        _apply(change, wanted, settled="corrected")
        views.keep_source(change.source, change.revision, corrections=[*change.source.corrections, entry])
        save(change, store, actor, "text.corrected", correction=number, kind=kind, count=len(wanted))
        return change.revision


def undo(store: Store, actor: Actor, draft_id: int, number: int, *, revision: int) -> int:
    """Take a correction back, which is a change of its own; return the new revision.

    Raises NotFound, Permanent when the words were changed again since.
    """
    with edit(store, actor, draft_id, revision, {"undo": number}) as change:
        entry = next((one for one in change.source.corrections if one["id"] == number and not one["undone"]), None)
        if entry is None:
            raise NotFound("Không có lần sửa này hoặc đã hoàn tác.")
        text = str(change.source.text)
        if any(text[one["start"] : one["end"]] != one["new"] for one in entry["places"]):
            raise Permanent("Chỗ này đã được sửa tiếp. Hãy hoàn tác lần sửa sau trước.")
        back = checked(text, (Change(one["start"], one["end"], one["old"]) for one in entry["places"]))
        _apply(change, back, settled=None)
        entries = [{**one, "undone": True} if one["id"] == number else one for one in change.source.corrections]
        views.keep_source(change.source, change.revision, corrections=entries)
        save(change, store, actor, "text.correction_undone", correction=number, count=len(back))
        return change.revision


def _apply(change: Edit, changes: Sequence[Change], settled: str | None) -> None:
    """Change the text and move everything that has a place in it."""
    source, shift = change.source, Shift(changes)
    text = changed(str(source.text), changes)
    doubtful = []
    for word in source.doubtful:
        moved = shift.span(word)
        if touches(word, changes):
            moved["settled"] = settled
        doubtful.append(moved)
    reading = dict(source.reading)
    if isinstance(reading.get("findings"), dict):
        reading["findings"] = {name: shift.span(one) for name, one in reading["findings"].items()}
    views.keep_source(
        source,
        change.revision,
        text=SourceText(text),
        paragraphs=[shift.span(one) for one in source.paragraphs],
        zones=[shift.span(one) for one in source.zones],
        parties=[_party(shift.span(one), one, str(source.text), text) for one in source.parties],
        residual=[_finding(shift.span(one), text) for one in source.residual],
        doubtful=doubtful,
        reading=reading,
        corrections=[
            one if one["undone"] else {**one, "places": [shift.span(place) for place in one["places"]]}
            for one in source.corrections
        ],
        text_version=source.text_version + 1,
    )
    query = select(sources.Mention).where(sources.Mention.draft_id == change.draft.id)
    for row in change.restricted.scalars(query):
        start, end = shift.start(row.start), shift.end(row.end)
        if (start, end) != (row.start, row.end):
            views.keep_former(row, change.revision)
            row.start, row.end = start, end


def _party(moved: dict[str, Any], before: dict[str, Any], old: str, new: str) -> dict[str, Any]:
    """A party whose name is the words at its place follows them; a name that a person gave stays."""
    if "start" not in moved or before.get("name") != old[before["start"] : before["end"]]:
        return moved
    return {**moved, "name": new[moved["start"] : moved["end"]]}


def _finding(moved: dict[str, Any], text: str) -> dict[str, Any]:
    return {**moved, "text": text[moved["start"] : moved["end"]]} if "text" in moved and "start" in moved else moved
