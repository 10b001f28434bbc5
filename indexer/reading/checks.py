"""What a person should look at: where a text contradicts itself, and where it is damaged."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Final

from vietnamese.letters import canonical, fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from indexer.reading.findings import Finding
    from indexer.reading.plain import Plain
    from indexer.reading.references import Precedent

_LONGEST_DELIBERATION: Final = 60  # days between the hearing and the day of the judgment
_SURE_NUMBER: Final = re.compile(r"\d+/\d{4}/")
_NAMES: Final = {
    "case_number": "Số bản án",
    "court": "Tòa án",
    "decided_on": "Ngày tuyên án",
    "presiding_judge": "Thẩm phán chủ tọa",
}
_OFFICIAL: Final = re.compile(r"\b(?:toa\s+an\s+nhan\s+dan|tand)\s+([^\n,;:.()]{2,60})", re.IGNORECASE)
_UNIT: Final = re.compile(r"\b(?:thanh pho|tp|tinh|huyen|quan|thi xa|tx|khu vuc|cap cao tai)\b\.?")


def warnings_about(
    copy: Plain, metadata: Mapping[str, Finding], precedents: tuple[Precedent, ...], legacy_lines: int
) -> tuple[str, ...]:
    """Sentences for the reviewer about everything that is missing, damaged or contradicts itself."""
    return tuple(dict.fromkeys([*_missing(metadata), *_damaged(legacy_lines), *_contradictions(copy, metadata),
                                *_precedents(precedents)]))  # fmt: skip


def _missing(metadata: Mapping[str, Finding]) -> Iterator[str]:
    for name, words in _NAMES.items():
        if name not in metadata:
            yield f"{words}: không đọc được trong văn bản."
    number = metadata.get("case_number")
    if number and not _SURE_NUMBER.match(str(number.value)):
        yield f"Số bản án “{number.value}” không đủ số, năm và ký hiệu."


def _damaged(lines: int) -> Iterator[str]:
    if lines:
        yield f"Có {lines} dòng viết bằng phông chữ cũ (TCVN3 hoặc VNI), đã đọc theo bảng chữ cũ; cần xem lại."


def _contradictions(copy: Plain, metadata: Mapping[str, Finding]) -> Iterator[str]:
    decided, hearing = _day(metadata, "decided_on"), _day(metadata, "hearing_on")
    number = str(metadata["case_number"].value) if "case_number" in metadata else ""
    year = re.search(r"/((?:19|20)\d\d)", number)
    if decided and year and int(year[1]) != decided.year:
        yield f"Số bản án ghi năm {year[1]} nhưng ngày tuyên án là {_spoken(decided)}."
    if decided and hearing and not 0 <= (decided - hearing).days <= _LONGEST_DELIBERATION:
        yield f"Ngày xét xử trong văn bản là {_spoken(hearing)} nhưng ngày tuyên án là {_spoken(decided)}."
    instance = metadata.get("instance")
    heard = re.search(
        r"\b(?i:tai)\s[^\n]{3,160}?(?i:xet\s+xu)\s+(?:(?i:cong\s+khai)\s+)?(?i:(so|phuc)\s+tham)", copy.text[:12_000]
    )
    if instance and heard and instance.value in {"sơ thẩm", "phúc thẩm"}:
        said = "sơ thẩm" if heard[1].lower() == "so" else "phúc thẩm"
        if said != instance.value:
            yield f"Số bản án cho biết cấp {instance.value} nhưng văn bản ghi xét xử {said}."
    yield from _courts(copy, metadata)


def _courts(copy: Plain, metadata: Mapping[str, Finding]) -> Iterator[str]:
    court = metadata.get("court")
    seat = re.search(
        r"(?i:tai\s+(?:tru\s+so|hoi\s+truong)(?:\s+xet\s+xu)?)(?:\s+(?i:cua))?\s+(?i:toa\s+an\s+nhan\s+dan)\s+([^\n,;:.()]{2,60})",
        copy.text[:12_000],
    )
    if court is None or seat is None:
        return
    named, seated = _place(str(court.value)), _place(seat[1])
    if named and seated and not (set(named) & set(seated)):
        yield "Tên Tòa án ở đầu văn bản khác với nơi xét xử ghi trong phần mở đầu."


def _place(words: str) -> list[str]:
    plain = fold(canonical(words)).replace("toa an nhan dan", "")
    plain = re.split(r"\b(?:tien hanh|mo|xet|da|dua|cong khai)\b", plain)[0]
    return [
        word for word in re.findall(r"[a-z]{2,}", _UNIT.sub(" ", plain)) if word not in {"nhan", "dan", "toa", "an"}
    ]


def _precedents(precedents: tuple[Precedent, ...]) -> Iterator[str]:
    for one in precedents:
        if one.doubtful:
            yield f"Án lệ số {one.number:02} được ghi năm {one.year}, không khớp năm công bố của số án lệ này."


def _day(metadata: Mapping[str, Finding], name: str) -> date | None:
    finding = metadata.get(name)
    return date.fromisoformat(str(finding.value)) if finding else None


def _spoken(day: date) -> str:
    return f"{day.day}/{day.month}/{day.year}"
