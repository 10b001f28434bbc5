"""The party block: who takes part, in which role, born when."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from anonymizer.types import MASKED, OFFICIAL, ORGANISATION, PERSON, Mention, Party

if TYPE_CHECKING:
    from anonymizer.reading import Reading
    from anonymizer.types import Zone

ROLES: tuple[tuple[str, str], ...] = (
    (
        "representative",
        (
            r"(?:nhung |cac )?nguoi dai dien|dai dien(?: (?:theo|hop phap|cua|uy quyen)|(?= ?:))"
            r"|nguoi duoc [^\n:]{0,50}?uy quyen"
        ),
    ),
    ("lawyer", r"(?:nhung |cac )?nguoi bao (?:ve quyen|chua)|luat su"),
    ("civil_plaintiff", r"nguyen don dan su"),
    ("civil_defendant", r"bi don dan su"),
    ("plaintiff", r"(?:nhung |cac )?(?:dong )?(?:nguyen don|nguoi khoi kien|nguoi yeu cau)|nguoi nop don"),
    ("defendant", r"(?:nhung |cac )?(?:dong )?(?:bi don|nguoi bi kien)|nguoi bi yeu cau"),
    (
        "related",
        r"(?:nhung |cac )?nguoi (?:co (?:quyen loi|ql\b|lien quan)|lien quan)|to chuc (?:co )?lien quan",
    ),
    ("accused", r"(?:cac )?bi cao"),
    ("victim", r"(?:nhung |cac )?(?:nguoi )?bi hai"),
    ("witness", r"(?:nhung |cac )?nguoi (?:lam chung|chung kien)"),
    ("guardian", r"nguoi giam ho"),
    ("heir", r"(?:nhung |cac )?nguoi (?:ke thua|thua ke)"),
    ("expert", r"(?:nhung |cac )?nguoi (?:giam dinh|dinh gia|phien dich)"),
    ("appellant", r"nguoi khang cao"),
)
_LABEL = re.compile(
    r"(?:^|\n|;\s|\.\s)[ \t]*+(?:[-*+•]|\d+(?:\.\d+)*[.)/]?|[ivx]+[.)])?[ \t]*+(?:"
    + "|".join(f"(?P<{name}>{expression})" for name, expression in ROLES)
    + r")\b|doi voi (?:cac )?(?P<charged>bi cao)"
)
_YEAR = re.compile(
    r"^[\s,;:(–-]*(?:[^\n;.]{0,30}[\s,;(])?(?:sinh|sn)\s*(?:nam|ngay)?\s*:?\s*(?:ngay\s*)?(?P<rest>[^\n;,)]{4,30})"
)
_FULL = re.compile(r"(\d{1,2})\s*(?:[/.\-]|thang)\s*(\d{1,2})\s*(?:[/.\-]|nam)\s*(\d{4})")
_BARE = re.compile(r"\b((?:19|20)\d\d)\b")
_HEAD = re.compile(r"(?:^|[:;\n]|\d[.)/]|[-•+]|\b(?:va|la|ong|ba|anh|chi|chau|cu|em)\b)[\s:.\-]*$")


def find_parties(
    source: str, reading: Reading, zones: tuple[Zone, ...], mentions: tuple[Mention, ...]
) -> tuple[Party, ...]:
    """Return the parties of the party block in order, each entity once in each role; no block, no parties."""
    zone = next((zone for zone in zones if zone.name == "parties"), None)
    if zone is None:
        return ()
    labels = [
        (match.start(), "accused" if match.lastgroup == "charged" else match.lastgroup or "")
        for match in _LABEL.finditer(reading.folded, zone.start, zone.end)
    ]
    found: dict[tuple[str, str], Party] = {}
    for mention in mentions:
        start, end = reading.plain.plain_span(mention.start, mention.end)
        if not zone.start <= start < zone.end or mention.label not in {PERSON, ORGANISATION, OFFICIAL}:
            continue
        role = next((name for place, name in reversed(labels) if place <= start), "")
        if not role or (mention.label != OFFICIAL and mention.action not in MASKED):
            continue
        year, day = born(reading.folded, end)
        heads = _HEAD.search(reading.folded[max(zone.start, start - 14) : start]) is not None
        if (role, mention.entity) not in found and (heads or year is not None) and mention.label != OFFICIAL:
            name = source[mention.start : mention.end]
            found[role, mention.entity] = Party(role, name, mention.start, mention.end, year, day, mention.entity)
    return tuple(found.values())


def born(folded: str, end: int) -> tuple[int | None, date | None]:
    """Return the year and the day of birth that stand right behind a name; `folded` has no marks, case or not."""
    match = _YEAR.match(folded[end : end + 110])
    if match is None:
        return None, None
    full = _FULL.search(match["rest"])
    if full:
        day, month, year = (int(part) for part in full.groups())
        try:
            return year, date(year, month, day)
        except ValueError:  # 31 February: a slip of the court; the year still stands
            return year, None
    bare = _BARE.search(match["rest"])
    return (int(bare[1]), None) if bare else (None, None)
