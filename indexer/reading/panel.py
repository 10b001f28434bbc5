"""Who sat in the panel, who kept the record, who prosecuted: names as printed, without titles."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from indexer.reading.findings import Finding
from indexer.reading.names import judge_name
from vietnamese.case import title_case

if TYPE_CHECKING:
    from indexer.reading.plain import Plain

_LABELS: Final = re.compile(
    r"(?P<presiding>(?i:(?:tham\s+phan\s*[-,(]?\s*)?chu\s+t[ao]{1,2}\s+phien\s+(?:toa|hop))\)?\s*:?)"
    r"|(?P<assessors>(?i:(?:cac\s+)?hoi\s+tham(?:\s+(?:nhan\s+dan|quan\s+nhan|toa\s+an[^\n:]{0,30}))?\s*:))"
    r"|(?P<judges>(?i:(?:cac\s+)?tham\s+phan)\s*:)"
    r"|(?P<clerk>(?i:thu\s+ky\s+(?:ghi\s+bien\s+ban|phien|toa\s+an|toa|viec)[^\n:]{0,60}:|thu\s+ky\s*:))"
    r"|(?P<prosecutor>(?i:(?:dai\s+dien\s+)?(?:vien\s+kiem\s+sat|vks)[^\n:]{0,170}:|kiem\s+sat\s+vien[^\n:]{0,40}:))"
)
_PERSON: Final = re.compile(
    r"(?<!\w)(?i:ong|ba|dong\s+chi|(?:thieu|trung|thuong|dai)\s+(?:uy|ta|tuong))(?:\s*\(\s*(?i:ong|ba)\s*\))?\s*[:.]?\s*(?P<name>[A-Z][^\n,;:()]{1,60})"
)
_UNTITLED: Final = re.compile(r"(?:^|\n|:)[ \t]*(?:[-+*]|\d+[.)/])?[ \t]*(?P<name>[A-Z][^\n,;:()]{1,60})")
_REST: Final = re.compile(
    r"\n\s*(?i:[-*+]?\s*(?:trong|ngay|hom\s+nay|tu\s+ngay|tai|nguoi|nguyen\s+don|bi\s+don|dai\s+dien|vao))\b"
)
_ENDING: Final = 1_500
_SIGNED: Final = re.compile(
    r"(?i:tham\s+phan)[^\n]{0,40}\n(?:[^\n]{0,60}\n){0,5}?[^\n]{0,40}(?i:da\s+ky)[^\n]{0,30}\n\s*"
    r"(?P<name>[A-Z][^\W\d_]*(?: [A-Z][^\W\d_]*){1,5})\s*(?=\n|$)"
)
_STRAY: Final = re.compile(r"\n\s*[2-5]\s*[.)/-]\s*(?i:ong|ba)\s*:?\s*$")
_SPLIT: Final = re.compile(r"\s+(?:va|cung)\s+(?=(?i:ong|ba)\b)")


def read_panel(copy: Plain, start: int, end: int) -> dict[str, Finding]:
    """Findings presiding_judge, panel (all names in order), clerk, prosecutor; what is not stated is absent."""
    labels = [(match.lastgroup or "", match) for match in _LABELS.finditer(copy.text, start, end)]
    found: dict[str, Finding] = {}
    members: list[tuple[int, int]] = []
    for index, (role, label) in enumerate(labels):
        stop = labels[index + 1][1].start() if index + 1 < len(labels) else end
        rest = _REST.search(copy.text, label.end(), stop)
        names = _people(copy.text, label.end(), rest.start() if rest else stop)
        if role in {"presiding", "judges", "assessors"}:
            members += names[:1] if role == "presiding" else names
        if not names:
            continue
        if role == "presiding" and "presiding_judge" not in found:
            found["presiding_judge"] = _finding(copy, names[:1], "panel")
        elif role in {"clerk", "prosecutor"} and role not in found:
            # an assessor whose line slipped below the clerk's, as it happens where a PDF gives its lines out of order
            members += [place for place in names if _STRAY.search(copy.text, max(0, place[0] - 14), place[0])]
            names = [place for place in names if place not in members] or names
            found[role] = _finding(copy, names if role == "prosecutor" else names[:1], "panel")
    if len(members) > 1:
        found["panel"] = _finding(copy, members, "panel")
    return found


def read_signature(copy: Plain) -> Finding | None:
    """The judge who signed a decision made by one judge, below "Thẩm phán" and "(đã ký)" at the end."""
    signed = _SIGNED.search(copy.text, max(0, len(copy.text) - _ENDING))
    return _finding(copy, [signed.span("name")], "signature") if signed else None


def _people(text: str, start: int, stop: int) -> list[tuple[int, int]]:
    found = []
    pattern = _PERSON if _PERSON.search(text, start, stop) else _UNTITLED
    for match in pattern.finditer(text, max(0, start - 1) if pattern is _UNTITLED else start, stop):
        words = match["name"]
        parted = _SPLIT.search(words)
        length = judge_name(words[: parted.start()] if parted else words)
        if " " in words[:length].strip():
            found.append((match.start("name"), match.start("name") + length))
    if pattern is _PERSON:
        for match in re.finditer(
            r"(?<=\s)(?i:va|cung)\s+(?i:ong|ba)\s*:?\s*(?P<name>[A-Z][^\n,;:()]{1,60})", text[start:stop]
        ):
            place = (start + match.start("name"), start + match.start("name") + judge_name(match["name"]))
            if place[1] > place[0] and place not in found:
                found.append(place)
    return sorted(set(found))


def _finding(copy: Plain, places: list[tuple[int, int]], rule: str) -> Finding:
    names = [copy.printed(*place) for place in places]
    names = [title_case(name) if name.isupper() else name for name in names]
    return Finding(", ".join(names), *copy.span(places[0][0], places[-1][1]), rule)
