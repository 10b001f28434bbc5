"""Acts named in a text: by name, by abbreviation, by number; with the version that was in force.

The table is `data/acts.toml`; what stands in no table is known by its number alone.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from vietnamese.letters import fold, nfc

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from indexer.reading.plain import Plain

_TABLE: Final = Path(__file__).parent / "data" / "acts.toml"
_KINDS: Final = {
    "nghi quyet": "Nghị quyết", "nq": "Nghị quyết", "nghi dinh": "Nghị định", "nghi dinh so": "Nghị định",
    "nd": "Nghị định", "thong tu lien tich": "Thông tư liên tịch", "ttlt": "Thông tư liên tịch",
    "thong tu": "Thông tư", "tt": "Thông tư", "phap lenh": "Pháp lệnh", "quyet dinh": "Quyết định",
    "qd": "Quyết định", "chi thi": "Chỉ thị", "luat": "Luật", "bo luat": "Bộ luật",
}  # fmt: skip

_ISSUER: Final = r"[A-Z]{2,}[A-Z0-9]*g?(?:\s?-\s?[A-Z]{2,}[A-Z0-9]*g?)*(?:\s?-\s?\d{1,2})?"
_NUMBER: Final = rf"(?P<number>\d{{1,4}}[a-z]?\s?/\s?(?P<number_year>(?:19|20)\d\d)(?:\s?/\s?(?P<issuer>{_ISSUER}))?)"
_OLD_NUMBER: Final = r"(?P<old>\d{1,4}\s?/\s?(?:CP|HDBT|TTg|NQ-HDTP|HDTP|TTLT))(?![\w/])"
_NUMBERED: Final = re.compile(
    r"\b(?P<word>(?i:nghi\s+quyet|nghi\s+dinh|thong\s+tu\s+lien\s+tich|thong\s+tu|phap\s+lenh|quyet\s+dinh|chi\s+thi"
    rf"|bo\s+luat|luat)|NQ|ND|TTLT|TT)(?:\s+(?i:lien\s+tich))?"
    r"(?:\s+(?i:cua)\s[^,.;:\d]{3,70}?(?=\s(?i:so)\s))?"
    rf"\s?(?i:so)?\s?[:.]?\s?(?:{_NUMBER}|{_OLD_NUMBER})"
)
_RULES: Final = re.compile(r"QD\s?-\s?(?!PT|ST|TA|HPT|CA|VKS|ADB|TD|DC|GDT)")
_AMENDING: Final = re.compile(
    r"(?i:\b(?:bo\s+)?luat\s+sua\s+doi\s*(?:,|va)?\s*bo\s+sung\s+(?:mot\s+so\s+dieu\s+)?(?:luat\s+)?(?:cua\s+)?)$"
)
_AMENDING_NUMBER: Final = re.compile(rf"[^.;()]{{0,120}}?(?i:so)\s*:?\s*{_NUMBER}")
_FEES: Final = re.compile(
    r"\b(?:(?i:nghi\s+quyet|n\.?quyet)|NQ)\s?(?:(?i:so)\s?:?\s?)?(?P<short>326)(?!\s?/?\d)(?:\s?/\s?[A-Z][A-Z0-9-]+)?"
)
_YEAR: Final = re.compile(
    r"\s*(?:,?\s*\(?\s*(?i:nam|n\.|so)?\s*:?\s*(?P<year>(?:19|20)\d\d)(?!\d|[/.-]\d)"
    rf"|,?\s*\(?\s*(?i:so)\s*:?\s*{_NUMBER})"
)
_UNKNOWN: Final = re.compile(
    r"\b(?i:dieu)\s+\d{1,3}[a-z]?,?\s+(?:cua\s+)?(?P<name>(?:Luat|Phap\s+lenh)\s+(?!(?i:to\s|ve\s|sua\s))[A-Z]\w*"
    r"(?:,?\s+(?!nam\s|so\s)\w+){0,7}?)"
    r"(?=\s*(?:[.,;:()]|$)|\s+(?:nam|so|ngay|quy|thi|de|duoc|da|khi|va|tai|nay|thu|theo|thay|cho|co|la|khong|hien)\b)"
)
_DEFINED: Final = re.compile(
    r"[^().;]{0,60}\((?i:(?:sau\s+day\s+)?(?:duoc\s+)?(?:goi|viet)\s+(?:tat\s+)?(?:la\s+)?(?:tat\s+)?)[:\s]*[“\"]?(?P<short>[A-Z][A-Z&]{1,11})[”\"]?\)"
)
_MANY: Final = 20  # abbreviations of its own that a text can give
_LAWS: Final = ("Luật", "Bộ luật", "Pháp lệnh")


@dataclass(frozen=True, slots=True)
class Version:
    """One version of an act; `first` and `last` are the days it was in force, None where unknown or still so."""

    number: str
    year: int
    first: date | None
    last: date | None
    articles: int | None
    name: str

    @property
    def label(self) -> str:
        """The act as people cite it, with its number."""
        if self.name.startswith(_LAWS):
            return f"{self.name} ({self.number})" if self.number else self.name
        return f"{self.name} {self.number}" if self.name != self.number else self.name


@dataclass(frozen=True, slots=True)
class Family:
    """An act through all its versions, newest first."""

    name: str
    versions: tuple[Version, ...]
    amended: dict[int, Version]


@dataclass(frozen=True, slots=True)
class Act:
    """An act named in the plain copy: its family or, for a number in no table, its version alone.

    `version` is None when the text names no year; `order` is the name "bộ luật tố tụng" of any procedure.
    """

    start: int
    end: int
    family: Family | None
    version: Version | None

    @property
    def key(self) -> str:
        """What tells acts apart before versions are settled."""
        if self.family:
            return self.family.name
        return (self.version.number or self.version.name) if self.version else ""


def acts_in(copy: Plain, line: str, case_type: str | None) -> list[Act]:
    """Every act named in the copy, in order and apart; `line` is the copy with blanks for line breaks."""
    found: list[Act] = []
    taken = 0
    named = [*_by_name(line, case_type), *_by_number(copy, line), *_by_unknown_name(copy, line)]
    candidates = sorted([*named, *_by_short_name(line, named)], key=lambda act: (act.start, -act.end))
    for act in candidates:
        if act.start >= taken:
            found.append(act)
            taken = act.end
    return found


def _by_name(line: str, case_type: str | None) -> Iterator[Act]:
    table = _table()
    for match in table.names.finditer(line):
        words = " ".join(match[0].split())
        family = table.by_word.get(words) or table.by_word.get(words.lower())
        if family is None:
            family = table.families[_PROCEDURES.get(case_type or "", "Bộ luật Tố tụng dân sự")]
        amending = _AMENDING.search(line, max(0, match.start() - 90), match.start())
        if amending is None:
            yield _with_year(line, match.start(), match.end(), family)
        else:
            yield _amending(line, amending.start(), match.end(), family)


def _amending(line: str, start: int, end: int, family: Family) -> Act:
    """The act that changes another: its number where it follows, never the act that it changes."""
    number = _AMENDING_NUMBER.match(line, end)
    told = re.sub(r"\s", "", number["number"]).upper() if number else ""
    name = f"Luật sửa đổi, bổ sung một số điều của {family.name}"
    version = Version(told, int(number["number_year"]) if number else 0, None, None, None, name)
    return Act(start, number.end() if number else end, None, version)


_PROCEDURES: Final = {"hình sự": "Bộ luật Tố tụng hình sự", "hành chính": "Luật Tố tụng hành chính"}


def _with_year(line: str, start: int, end: int, family: Family) -> Act:
    """The act with the year or number that follows its name, when it is one of its versions."""
    match = _YEAR.match(line, end)
    if match is None:
        return Act(start, end, family, None)
    year = int(match["year"] or match["number_year"])
    version = next((one for one in family.versions if one.year == year), None) or family.amended.get(year)
    if match["number"] and version is None and family.versions:
        version = next((one for one in family.versions if one.number.startswith(match["number"][:9])), None)
    return Act(start, match.end() if version else end, family, version)


def _by_number(copy: Plain, line: str) -> Iterator[Act]:
    table = _table()
    fees = table.numbers["326/2016"]
    for match in _FEES.finditer(line):
        yield Act(match.start(), match.end(), *fees)
    for match in _NUMBERED.finditer(line):
        kind = _KINDS[" ".join(match["word"].lower().split())]
        if match["old"]:
            yield _unlisted(match, kind, _written(copy, match, "old"))
            continue
        issuer = match["issuer"] or ""
        if kind == "Quyết định" and not _RULES.match(issuer):
            continue  # decisions of courts and of offices in one matter
        known = table.numbers.get(_short(match["number"]))
        if known is not None and (not issuer or _same_issuer(known[1].number, issuer)):
            yield Act(match.start(), match.end(), *known)
        else:
            yield _unlisted(match, kind, _written(copy, match, "number"))


def _by_unknown_name(copy: Plain, line: str) -> Iterator[Act]:
    """A law of no table, named right behind an article ("Điều 26 Luật Thí dụ năm 2014"): better than a wrong one."""
    for match in _UNKNOWN.finditer(line):
        year = _YEAR.match(line, match.end("name"))
        number = _written(copy, year, "number") if year and year["number"] else ""
        name = copy.printed(*match.span("name"))
        told = int((year["year"] or year["number_year"]) if year else 0)
        label = f"{name} {told}" if told else name
        yield Act(match.start("name"), year.end() if year else match.end("name"), None,
                  Version(number, told, None, None, None, label))  # fmt: skip


def _by_short_name(line: str, named: list[Act]) -> Iterator[Act]:
    """Acts by the abbreviation that the text itself gives them: "Luật Xây dựng năm 2014 (viết tắt LXD)"."""
    seen: set[str] = set()
    for act in named:
        match = _DEFINED.match(line, act.end)
        if match and len(seen) < _MANY and match["short"] not in seen and not _table().names.fullmatch(match["short"]):
            seen.add(match["short"])
            for again in re.finditer(rf"(?<!\w){re.escape(match['short'])}(?!\w)", line[match.end() :]):
                start = match.end() + again.start()
                yield Act(start, start + len(match["short"]), act.family, act.version)


def _short(number: str) -> str:
    parts = re.sub(r"\s", "", number).split("/")
    return f"{int(re.sub(r'[^0-9]', '', parts[0]))}/{parts[1]}"


def _same_issuer(number: str, issuer: str) -> bool:
    known = re.sub(r"[^A-Z]", "", fold(number).upper())
    told = re.sub(r"[^A-Z]", "", issuer)
    return any(body in known and body in told for body in ("UBTVQH", "QH", "CTN", "HDNN")) or known == told


def _unlisted(match: re.Match[str], kind: str, number: str) -> Act:
    found = re.search(r"(19|20)\d\d", number)
    version = Version(number, int(found[0]) if found else 0, None, None, None, kind)
    return Act(match.start(), match.end(), None, version)


def _written(copy: Plain, match: re.Match[str], group: str) -> str:
    printed = nfc(copy.printed(match.start(group), match.end(group)))
    return re.sub(r"\s", "", re.sub(r"[‐‑‒–—―−]", "-", printed)).replace("Ð", "Đ").upper()


def settle(family: Family, day: date | None, article: int | None, named: dict[int, int]) -> tuple[Version, float]:
    """The version meant by a name without a year, and how sure that is.

    :param day: the day of the judgment; the newest version when it is not known
    :param article: versions that have no such article are left out
    :param named: how often the text names each year of this act
    """
    fitting = [one for one in family.versions if article is None or one.articles is None or article <= one.articles]
    fitting = fitting or list(family.versions)
    if len(fitting) == 1:
        return fitting[0], 1.0 if len(family.versions) == 1 else 0.9
    told = [one for one in fitting if named.get(one.year)]
    if len(told) == 1 and named[told[0].year] > 1:
        return told[0], 0.9
    force = [one for one in fitting if _in_force(one, day)] or fitting
    return force[0], 0.85 if not told or force[0] in told else 0.7


def _in_force(version: Version, day: date | None) -> bool:
    if day is None:
        return version.last is None
    return (version.first is None or version.first <= day) and (version.last is None or day <= version.last)


@dataclass(frozen=True, slots=True)
class _Table:
    families: dict[str, Family]
    by_word: dict[str, Family]
    names: re.Pattern[str]
    numbers: dict[str, tuple[Family, Version]]


@cache
def _table() -> _Table:
    entries = tomllib.loads(_TABLE.read_text(encoding="utf-8"))["act"]
    families = {entry["name"]: _family(entry) for entry in entries}
    by_word: dict[str, Family] = {}
    for entry in entries:
        by_word |= {fold(nfc(name)): families[entry["name"]] for name in entry["names"]}
        by_word |= {fold(nfc(name)).upper(): families[entry["name"]] for name in entry["abbreviations"]}
    numbers = {_short(one.number): (family, one) for family in families.values() for one in family.versions
               if re.match(r"\d+/\d{4}/", one.number)}  # fmt: skip
    return _Table(families, by_word, _pattern(entries), numbers)


def _family(entry: dict[str, Any]) -> Family:
    versions = []
    amended: dict[int, Version] = {}
    for one in entry["versions"]:
        law = entry["name"].startswith(_LAWS)
        label = f"{entry['name']} {one['year']}" if law else " ".join(entry["name"].split()[:2])
        label = one["number"] if one["number"].startswith(label) else label
        version = Version(one["number"], one["year"], one.get("from"), one.get("to"), one.get("articles"), label)
        versions.append(version)
        amended |= dict.fromkeys(one.get("amended", ()), version)
    return Family(entry["name"], tuple(versions), amended)


def _pattern(entries: list[dict[str, Any]]) -> re.Pattern[str]:
    names = sorted({fold(nfc(name)) for entry in entries for name in entry["names"]}, key=len, reverse=True)
    letters = sorted(
        {fold(nfc(name)).upper() for entry in entries for name in entry["abbreviations"]}, key=len, reverse=True
    )
    spoken = "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in [*names, "bộ luật tố tụng"])
    written = "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in letters)
    return re.compile(rf"(?<!\w)(?:(?i:{fold(spoken)})|{written})(?!\w)")
