"""Precedents from an operator's file."""

import re
from collections import Counter
from pathlib import Path
from typing import Any, Final

from sqlalchemy import select

from records import catalogue
from records.database import Store
from records.imports.lines import BadLine, ImportReport, Line, RefusedLine, checked, put, read_lines, record, report
from records.lifecycle import COMMAND_LINE, Actor
from records.precedent_sources import reindex_sources
from records.precedents import BASES, PrecedentState, action_to
from vietnamese.addresses import slug
from vietnamese.letters import fold

COLUMNS: Final = {
    "number": ("so",),
    "year": ("nam",),
    "name": ("act", "so_an_le", "an_le"),
    "title": ("ten", "tieu_de"),
    "field": ("linh_vuc",),
    "state": ("trang_thai", "tinh trang"),
    "proposed_on": ("ngay_de_xuat",),
    "consultation_until": ("lay_y_kien_den",),
    "advisory_on": ("ngay_tu_van",),
    "adopted_on": ("ngay_thong_qua",),
    "published_on": ("ngay_cong_bo",),
    "decision": ("quyet_dinh_cong_bo",),
    "effective_from": ("ap_dung_tu",),
    "abolished_from": ("bai_bo_tu",),
    "basis": ("can_cu_bai_bo",),
    "ground": ("ghi_chu_bai_bo",),
    "source": ("nguon_an_le",),
    "passage": ("vi_tri",),
    "situation": ("tinh_huong",),
    "solution": ("giai_phap",),
    "related": ("quy_dinh_lien_quan",),
    "keywords": ("tu_khoa",),
    "content": ("noi_dung_an_le",),
    "facts": ("noi_dung_vu_an",),
    "reasoning": ("nhan_dinh",),
    "ruling": ("quyet_dinh",),
    "text": ("toan_van",),
    "scanned": ("ban_anh",),
}
_NAME: Final = re.compile(r"0*([1-9][0-9]{0,2})\s*/\s*((?:19|20)[0-9]{2})\s*/\s*AL", re.IGNORECASE)
_YEARS: Final = range(2016, 2100)  # the first precedents are of 2016
_ZONES: Final = {
    "noi dung vu an": "facts",
    "nhan dinh cua toa an": "reasoning",
    "quyet dinh": "ruling",
    "noi dung an le": "content",
}
_HEADING: Final = 160  # characters of a line that can be a heading
_DAYS: Final = (
    "proposed_on", "consultation_until", "advisory_on", "adopted_on", "published_on", "effective_from",
    "abolished_from",
)  # fmt: skip
_SHORT: Final = {"title": 500, "field": 60, "decision": 120, "source": 600, "passage": 300, "ground": 600}
_LONG: Final = ("situation", "solution", "content", "facts", "reasoning", "ruling")


def import_precedents(store: Store, path: Path, *, actor: Actor = COMMAND_LINE) -> ImportReport:
    """Read precedents from a CSV or JSON Lines file and write them, or nothing when a line is refused.

    A line has `number` and `year`, or `name` ("30/2020/AL"); the number is the key and a number that is there under
    another year is refused. `state` is a word of PrecedentState, "unknown" for a new one without it; it moves only
    along the table of states, and never to "possibly_outdated", which an editor writes with the ground. `text` is cut
    at its headings. An empty column leaves what stands. Raises ImportRefused.
    """
    lines, refused = read_lines(path, COLUMNS)
    good = checked(lines, _values, refused)
    with store.reading() as session:
        before = {row.number: row for row in session.scalars(select(catalogue.Precedent))}
    seen: set[int] = set()
    for line, values in good:
        refused += [RefusedLine(line.number, sentence) for sentence in _conflicts(values, before, seen)]
        seen.add(values["number"])
    if refused:
        return report(Counter(), refused)
    done: Counter[str] = Counter()
    with store.writing() as session:
        for _line, values in good:
            rest = {name: value for name, value in values.items() if name != "number"}
            if values["number"] not in before:
                rest = {"related": [], "keywords": [], "state": PrecedentState.UNKNOWN.value} | rest
            done[put(session, catalogue.Precedent, {"number": values["number"]}, rest)] += 1
        known = [row.source for row in before.values() if row.number in seen]
        reindex_sources(session, [*known, *(values.get("source", "") for _line, values in good)])
        record(session, store, actor, "precedents.import", done)
    return report(done)


def _values(line: Line) -> dict[str, Any]:
    number, year = _identity(line)
    values: dict[str, Any] = {"number": number, "year": year}
    values |= {name: line.text(name, most) for name, most in _SHORT.items()}
    values |= {name: line.day(name) for name in _DAYS}
    values |= _zones(line.long("text") or "") | {name: found for name in _LONG if (found := line.long(name))}
    values |= {"related": line.items("related"), "keywords": line.items("keywords"), "scanned": line.flag("scanned")}
    values |= {"state": _state(line), "basis": _basis(line)}
    if values["effective_from"] and values["published_on"] and values["effective_from"] < values["published_on"]:
        raise BadLine("Ngày áp dụng đứng trước ngày công bố.")
    return {name: value for name, value in values.items() if value is not None}


def _identity(line: Line) -> tuple[int, int]:
    name = line.text("name")
    match = _NAME.search(name or "")
    if name and not match:
        raise BadLine(f"“{name[:40]}” không phải là số án lệ (viết như 30/2020/AL).")
    number, year = line.whole("number"), line.whole("year")
    if match:
        if number not in {None, int(match[1])} or year not in {None, int(match[2])}:
            raise BadLine("Số án lệ ở các cột không khớp nhau.")
        number, year = int(match[1]), int(match[2])
    if number is None or year is None:
        raise BadLine("Thiếu số án lệ: cột “number” và “year”, hoặc “name” (viết như 30/2020/AL).")
    if year not in _YEARS:
        raise BadLine(f"Năm {year} không thể là năm của một án lệ.")
    return number, year


def _state(line: Line) -> str | None:
    word = line.text("state")
    if word is None:
        return None
    state = slug(word).replace("-", "_")
    if state not in set(PrecedentState):
        raise BadLine(f"Không có trạng thái “{word[:30]}”. Dùng một trong: {', '.join(PrecedentState)}.")
    if state == PrecedentState.POSSIBLY_OUTDATED:
        raise BadLine("“Có thể không còn phù hợp” chỉ do biên tập viên ghi trên trang quản trị, kèm căn cứ.")
    if state == PrecedentState.ABOLISHED and not (line.day("abolished_from") and line.text("basis")):
        raise BadLine("Án lệ bị bãi bỏ cần ngày (“abolished_from”) và căn cứ (“basis”).")
    if state == PrecedentState.CONSULTATION and not line.day("consultation_until"):
        raise BadLine("Án lệ đang lấy ý kiến cần ngày hết hạn (“consultation_until”).")
    return state


def _basis(line: Line) -> str | None:
    basis = line.text("basis")
    if basis is not None and basis not in BASES:
        raise BadLine(f"Căn cứ bãi bỏ là một trong: {', '.join(BASES)}.")
    return basis


def _conflicts(values: dict[str, Any], before: dict[int, catalogue.Precedent], seen: set[int]) -> list[str]:
    """Why a line that is right by itself does not fit what stands in the records or earlier in the file."""
    number, row = values["number"], before.get(values["number"])
    if number in seen:
        return [f"Án lệ số {number} có hai dòng trong tệp."]
    if row is None:
        return []
    if row.year != values["year"]:
        return [f"Án lệ số {number} đã có với năm {row.year}; số án lệ là duy nhất qua các năm."]
    state = PrecedentState(row.state)
    wanted = PrecedentState(values.get("state", state))
    if wanted is not state and action_to(state, wanted) is None:
        return [f"Án lệ số {number} không thể chuyển từ “{state}” sang “{wanted}”."]
    return []


def _zones(text: str) -> dict[str, str]:
    """Cut a whole text at its headings; what stands before the first one is left out."""
    zones: dict[str, list[str]] = {}
    zone = None
    for line in text.split("\n"):
        heading = _heading(line)
        if heading and heading not in zones:
            zone = heading
            zones[zone] = []
        elif zone:
            zones[zone].append(line)
    return {name: found for name, lines in zones.items() if (found := "\n".join(lines).strip())}


def _heading(line: str) -> str | None:
    """The zone that a line opens; “Hội đồng Thẩm phán … nhận định:” opens the reasoning as well."""
    words = line.strip()
    folded = " ".join(fold(words).strip(" :.").split())
    if (
        len(words) <= _HEADING
        and words.endswith(":")
        and folded.startswith("hoi dong")
        and folded.endswith("nhan dinh")
    ):
        return "reasoning"
    # Some collections print the first heading without its colon, none prints it in running letters.
    return _ZONES.get(folded) if words.isupper() or words.endswith(":") else None
