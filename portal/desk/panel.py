"""What the judgment says about itself beside what the record holds: made from the record, no request, no database."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from portal.desk.rows import paragraph_of
from portal.desk.words import capital
from portal.filters import short_date
from portal.words import case_type, instance
from records.desk.differences import BLOCKING, COMPARED, differences
from records.desk.views import RecordView

# in the order of a judgment's own page; the court's name is compared by its code
LABELS: Final[Mapping[str, str]] = {
    "case_number": "Số",
    "court": "Tòa án",
    "decided_on": "Ngày tuyên",
    "hearing_on": "Ngày xét xử",
    "kind": "Loại văn bản",
    "instance": "Cấp xét xử",
    "case_type": "Loại án",
    "legal_relation": "Quan hệ pháp luật, tội danh",
    "result": "Kết quả",
    "presiding_judge": "Chủ tọa",
    "panel": "Hội đồng xét xử",
    "clerk": "Thư ký phiên tòa",
    "prosecutor": "Kiểm sát viên",
    "accepted_number": "Số thụ lý",
    "closed_hearing": "Xét xử kín",
    "minors": "Người có thể dưới 18 tuổi",
    "appealed_number": "Bản án bị kháng cáo, kháng nghị",
    "appealed_on": "Ngày của bản án đó",
    "appealed_court": "Tòa án của bản án đó",
    "effective_hint": "Về hiệu lực",
    "appeal_days": "Hạn kháng cáo",
}
_OF_RECORD: Final[Mapping[str, str]] = {"court": "court_code"}


@dataclass(frozen=True)
class Told:
    """A field: what the text says and where, what the record holds, and how the two stand.

    state: "" (nothing to compare), "same", "open" (blocks when `blocks`), "kept" (a person said the record's stays).
    """

    name: str
    label: str
    read: str
    paragraph: int | None
    mine: str
    typed: bool
    state: str
    blocks: bool


@dataclass(frozen=True)
class Panel:
    """The lines of the panel, the warnings of the reading, and how many differences are open."""

    lines: list[Told]
    warnings: list[str]
    open: int


def panel_of(view: RecordView, starts: list[int]) -> Panel:
    """The panel of a record; `starts`: where each paragraph of the source begins."""
    reading, judgment = view.source.reading, view.judgment
    findings = reading.get("findings") or {}
    findings = findings if isinstance(findings, Mapping) else {}
    found = {one.name: one for one in differences(reading, {name: getattr(judgment, name) for name in COMPARED})}
    lines = []
    for name, label in LABELS.items():
        field = _OF_RECORD.get(name, name)
        compared = field in COMPARED
        mine = _mine(view, field) if compared else ""
        finding = findings.get(name)
        if finding is None and not mine:
            continue
        difference = found.get(field)
        state = ("kept" if difference.settled else "open") if difference else "same" if mine and finding else ""
        lines.append(
            Told(
                name=field,
                label=label,
                read="" if finding is None else _words(name, finding["value"]),
                paragraph=None if finding is None else paragraph_of(starts, int(finding["start"])),
                mine=mine,
                typed=field in view.source.typed or field == "court_code",
                state=state,
                blocks=field in BLOCKING,
            )
        )
    warnings = [str(line) for line in reading.get("warnings", ())]
    return Panel(lines, warnings, sum(line.state == "open" for line in lines))


def marked_place(reading: Mapping[str, Any], field: str) -> tuple[int, int] | None:
    """Where the text says this field, None when it does not."""
    name = next((key for key, of_record in _OF_RECORD.items() if of_record == field), field)
    findings = reading.get("findings") or {}
    finding = findings.get(name) if isinstance(findings, Mapping) else None
    return None if finding is None else (int(finding["start"]), int(finding["end"]))


def _mine(view: RecordView, field: str) -> str:
    if field == "court_code":
        return view.judgment.court_name or ""
    value = getattr(view.judgment, field)
    return "" if value is None else _words(field, value)


def _words(name: str, value: object) -> str:
    """A value as the desk writes it."""
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, date):
        return short_date(value)
    text = str(value)
    if name.endswith("_on"):
        return short_date(date.fromisoformat(text))
    if name == "appeal_days":
        return f"{text} ngày"
    spoken = {"instance": instance, "case_type": case_type}.get(name)
    return spoken(text) if spoken else capital(text)
