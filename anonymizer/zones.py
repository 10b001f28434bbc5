"""Parts of a judgment, found by the headings that the prescribed forms give them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from anonymizer.types import Zone

if TYPE_CHECKING:
    from anonymizer.reading import Reading

# Matched on folded text: headings come in upper case, with missing marks, with OCR slips (0 for o, 1 for i).
_LINE = r"(?:^|\n)[ \t]*+(?:\d+[.)]|[ivx]+[.)]|[-*])?[ \t]*+"  # possessive: blanks are taken in one way only
_PANEL = re.compile(
    r"thanh phan (?:h[o0]i d[o0]ng|giai quyet)[^\n:;.,]{0,40}?(?:g[o0]m|"
    r":)|h[o0]i d[o0]ng xet xu (?:so tham |phuc tham )?g[o0]m"
)
_CHAIR = re.compile(
    r"tham phan\s*[-–]\s*chu t[o0]a phien t[o0]a\s*:|tham phan chu t[o0]a phien toa\s*:|chu t[o0]a phien t[o0]a\s*:"
)
_PANEL_END = re.compile(
    r"(?:trong (?:cac )?ngay|(?:^|\n)[ \t]*+(?:hom nay,?\s*)?(?:vao )?ngay|(?<=\.) "
    r"?ngay)\s+\d[^\n]{0,80}?(?:tai|mo phien|xet xu)|thu ly (?:vu an )?(?:so|hinh)|"
    r"(?:^|\n)[-\d. ]*(?:nguyen don|nguoi khoi kien|bi cao|nguoi yeu cau)\b[^\n]{0,12}:"
)
_PARTIES = re.compile(
    r"giua (?:cac )?duong su|doi voi (?:cac )?bi cao|"
    + _LINE
    + r"(?:nguyen don|nguoi khoi kien|nguoi yeu cau|nguoi bi de nghi|nguoi de nghi|nguoi nop don)\b[^\n]{0,40}?[:;]"
)
_FACTS = re.compile(_LINE + r"(?:n[o0][i1] dung (?:vu an|viec|yeu cau)|nhan thay)\b")
_REASONING = re.compile(_LINE + r"(?:nhan d[i1]nh (?:cua|ve)\b|xet thay\b|nhan d[i1]nh\s*:?[ \t]*\n)")
_DECISION = re.compile(_LINE + r"quy ?et dinh\s*:?[ \t]*(?:\n|$)")
# Where a whole page stands on one line, a heading is known by its colon.
_IN_LINE = (
    ("facts", re.compile(r"n[o0][i1] dung (?:vu an|vu viec|viec dan su)\s*:")),
    ("reasoning", re.compile(r"nhan d[i1]nh cua (?:toa an|hoi dong xet xu)\s*:|(?<=[.;:]) (?:xet thay)\s*:")),
    (
        "decision",
        re.compile(
            r"(?<=[.,;:/]) quyet dinh\s*:\s+(?=[-\d]|can cu|ap dung|tuyen|chap nhan|khong|cong nhan|dinh chi|xu)"
        ),
    ),
)
_RECIPIENTS = re.compile(_LINE + r"noi nhan\b")
_SIGNATURE = re.compile(
    r"(?:^|\s)t\.?/? ?m\.?\s*(?:h[o0]i d[o0]ng x ?et xu|h[o0]i d[o0]ng tham phan|hdxx|uy ban tham phan)|"
    r"(?:^|\n)[ \t]*+tham phan\s*[-–]?\s*chu t[o0]a phien t[o0]a\s*(?:\n|$)|"
    r"(?:^|\n)[ \t]*+(?:thanh vien|cac thanh vien|hoi tham nhan dan|tham phan)[^\n:;,.]{0,40}(?:\t| {2,}|\n[ \t]*+)"
    r"tham phan\s*[-–]?\s*chu t[o0]a|"
    r"(?:^|\n)[ \t]*+(?:thanh vien hoi dong xet xu|"
    r"tham phan\s*[-–]?\s*chu t[o0]a phien (?:h[o0]p|t[o0]a))[ \t]*+(?:\n|$)|"
    r"(?:^|\n)[ \t]*+(?:k\.?t\.?[ /]*chanh an|(?:pho )?chanh an)[ \t]*+(?=\n)|"
    r"(?:^|\n)[ \t]*+tham phan[ \t]*+\n(?=\s*(?:\(|da ky|[^\n]{5,40}\s*$))"
)

_HEAD = 8000
_LONGEST_PANEL = 2500


def find_zones(reading: Reading) -> tuple[Zone, ...]:
    """Return the parts of the document in order; what stands before the first heading is the header or the facts.

    A text without headings is one zone `facts`.
    """
    text = reading.folded
    marks: list[tuple[int, str]] = []
    panel = _PANEL.search(text, 0, _HEAD) or _CHAIR.search(text, 0, _HEAD)
    at = 0
    if panel:
        marks.append((panel.start(), "panel"))
        end = _PANEL_END.search(text, panel.end(), panel.end() + _LONGEST_PANEL)
        at = end.start() if end else min(panel.end() + _LONGEST_PANEL, len(text))
        marks.append((at, "parties"))
    parties = _PARTIES.search(text, at)
    if parties and not panel:
        marks.append((parties.start(), "parties"))
        at = parties.end() if _DECISION.search(text, parties.end()) else at  # an agreement lists them in its decision
    for name, expression in (("facts", _FACTS), ("reasoning", _REASONING), ("decision", _DECISION)):
        match = expression.search(text, at)
        if match is None and panel:
            match = dict(_IN_LINE)[name].search(text, at)
        if match:
            marks.append((match.start(), name))
            at = match.end()
    tail = len(text) // 2 if len(marks) > 1 else at
    for name, expression in (("recipients", _RECIPIENTS), ("signature", _SIGNATURE)):
        match = expression.search(text, tail)
        if match:
            marks.append((match.start(), name))
    return _as_zones(
        sorted(marks), len(text), has_header=panel is not None or (parties is not None and parties.start() < _HEAD)
    )


def _as_zones(marks: list[tuple[int, str]], length: int, *, has_header: bool) -> tuple[Zone, ...]:
    first = "header" if has_header else "facts"
    if not marks:
        return (Zone("facts", 0, length),) if length else ()
    bounds = [(0, first), *marks] if marks[0][0] > 0 else marks
    ends = [start for start, _ in bounds[1:]] + [length]
    return tuple(Zone(name, start, end) for (start, name), end in zip(bounds, ends, strict=True) if end > start)


def zone_at(zones: tuple[Zone, ...], position: int) -> str:
    """Return the name of the zone at a position, or an empty string."""
    return next((zone.name for zone in zones if zone.start <= position < zone.end), "")
