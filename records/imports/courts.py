"""Courts and who took over from whom, from an operator's file: many to many, each with its scope and its source."""

from collections import Counter
from pathlib import Path
from typing import Any, Final

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from records import models
from records.courts import COURT_LEVELS, ended_note, find_court, list_courts
from records.database import Store
from records.imports.lines import BadLine, ImportReport, Line, RefusedLine, checked, put, read_lines, record, report
from records.lifecycle import COMMAND_LINE, Actor
from vietnamese.addresses import slug

COLUMNS: Final = {
    "code": ("ma",),
    "name": ("ten", "toa an"),
    "level": ("cap",),
    "province_code": ("ma_tinh",),
    "province": ("tinh",),
    "valid_from": ("tu_ngay",),
    "valid_to": ("den_ngay",),
    "predecessor": ("toa_tien_than", "tien than"),
    "successor": ("toa_ke_thua", "ke thua"),
    "scope": ("pham_vi",),
    "since": ("ngay_ke_thua",),
    "source": ("nguon",),
}
_SHORT: Final = "TAND"
_FULL: Final = "Tòa án nhân dân "


def import_courts(store: Store, path: Path, *, actor: Actor = COMMAND_LINE) -> ImportReport:
    """Read courts and successions from a CSV or JSON Lines file and write them, or nothing when a line is refused.

    A line with `predecessor` and `successor` (codes, or names as printed) is a succession and needs a `source`; any
    other line is a court with its `code`. A stated succession takes the place of "unknown". An empty column leaves
    what stands. Raises ImportRefused.
    """
    lines, refused = read_lines(path, COLUMNS)
    before = {court.code: court for court in list_courts(store)}
    court_lines = [line for line in lines if "predecessor" not in line.values and "successor" not in line.values]
    own = checked(court_lines, lambda line: _court(line, set(before)), refused)
    codes = set(before) | {values["code"] for _line, values in own}
    others = [line for line in lines if line not in court_lines]
    successions = checked(others, lambda line: _succession(store, line, codes), refused)
    refused += _twice([(line, values["code"]) for line, values in own], "Mã tòa án")
    pairs = [(line, f"{one['court_code']} và {one['successor_code']}") for line, one in successions]
    refused += _twice(pairs, "Quan hệ kế thừa giữa")
    if refused:
        return report(Counter(), refused)
    done: Counter[str] = Counter()
    with store.writing() as session:
        for _line, values in own:
            rest = {name: value for name, value in values.items() if name != "code"}
            done[put(session, models.Court, {"code": values["code"]}, rest)] += 1
        session.flush()
        for _line, values in successions:
            done[_put_succession(session, values)] += 1
        session.flush()
        _write_notes(session, {one["court_code"] for _line, one in successions} | {one["code"] for _line, one in own})
        record(session, store, actor, "courts.import", done)
    return report(done)


def _court(line: Line, known: set[str]) -> dict[str, Any]:
    code = line.needed("code", 80)
    if code != slug(code):
        raise BadLine("Mã tòa án chỉ gồm chữ thường không dấu, số và dấu gạch ngang.")
    level = line.text("level")
    if level is not None and level not in COURT_LEVELS:
        raise BadLine(f"Cấp tòa án là một trong: {', '.join(COURT_LEVELS)}.")
    name = line.text("name", 160)
    values: dict[str, Any] = {
        "code": code,
        "name": f"{_SHORT} {name.removeprefix(_FULL)}"
        if name and name.startswith(_FULL) and level != "toi-cao"
        else name,
        "level": level,
        "province_code": line.text("province_code", 4),
        "province": line.text("province", 80),
        "valid_from": line.day("valid_from"),
        "valid_to": line.day("valid_to"),
    }
    if code not in known and (name is None or level is None):
        raise BadLine("Tòa án mới cần cột “name” và “level”.")
    if values["valid_from"] and values["valid_to"] and values["valid_to"] < values["valid_from"]:
        raise BadLine("Ngày kết thúc đứng trước ngày bắt đầu.")
    return {name: value for name, value in values.items() if value is not None} | {"imported": True}


def _succession(store: Store, line: Line, codes: set[str]) -> dict[str, Any]:
    before = _code(store, line, "predecessor", codes)
    after = _code(store, line, "successor", codes)
    if before == after:
        raise BadLine("Một tòa án không thể kế thừa chính nó.")
    return {
        "court_code": before,
        "successor_code": after,
        "scope": line.text("scope", 300) or "",
        "since": line.day("since"),
        "source": line.needed("source", 300),
    }


def _code(store: Store, line: Line, column: str, codes: set[str]) -> str:
    written = line.needed(column, 160)
    if written in codes:
        return written
    found = find_court(store, written, line.day("since") if column == "successor" else None)
    if found is None:
        raise BadLine(f"Không có tòa án “{written[:80]}” trong danh mục, hoặc có nhiều tòa cùng tên.")
    return found.code


def _twice(named: list[tuple[Line, str]], what: str) -> list[RefusedLine]:
    seen: set[str] = set()
    twice = []
    for line, name in named:
        if name in seen:
            twice.append(RefusedLine(line.number, f"{what} {name} có hai dòng trong tệp."))
        seen.add(name)
    return twice


def _put_succession(session: Session, values: dict[str, Any]) -> str:
    """Write one succession in place of what said that the successor is unknown, or named it without a code."""
    row = models.CourtSuccession
    name = session.scalar(select(models.Court.name).where(models.Court.code == values["successor_code"]))
    vague = or_(row.successor_name.is_(None), row.successor_name == name)
    session.execute(delete(row).where(row.court_code == values["court_code"], row.successor_code.is_(None), vague))
    same = (row.court_code == values["court_code"], row.successor_code == values["successor_code"])
    found = session.scalar(select(row).where(*same))
    if found is None:
        session.add(row(**values))
        return "added"
    given = {name: value for name, value in values.items() if value not in {None, ""}}
    changed = [name for name, value in given.items() if getattr(found, name) != value]
    for name in changed:
        setattr(found, name, given[name])
    return "changed" if changed else "unchanged"


def _write_notes(session: Session, codes: set[str]) -> None:
    for code in codes:
        court = session.get_one(models.Court, code)
        names = session.scalars(
            select(models.Court.name)
            .join(models.CourtSuccession, models.CourtSuccession.successor_code == models.Court.code)
            .where(models.CourtSuccession.court_code == code)
            .order_by(models.CourtSuccession.id)
        )
        court.note = ended_note(court.valid_to, list(names))
