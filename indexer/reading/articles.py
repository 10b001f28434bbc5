"""Articles of acts cited in a text, one by one, each with its act (design/domain.md 6).

Only half of the citations stand beside the name of their act; the others take it from the list they stand in, from
the same article cited elsewhere in full, or from the act named last.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from indexer.reading.acts import acts_in, settle

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from indexer.reading.acts import Act, Version
    from indexer.reading.plain import Plain

# acts have put articles 7a to 7e between others; any other letter is a digit misread (46G), and 46 is not cited either
_ITEM: Final = r"\d{1,3}(?:(?:\s?[a-e]|[A-E])(?![\w]))?(?!\d|[./-]\d|\s?%|\s?/|[A-Za-z](?!\w))"
_NO_COUNT: Final = (
    r"(?!\s*(?:thang|ngay|nam|nguoi|trieu|dong|lan|tuoi|m2|ha|bi cao|phieu|chiec|xe|thua|lo|to|gio|phut|usd|vnd)\b)"
)
_JOIN: Final = r"\s*(?:,|;|\bva\b|&|\bhoac\b|-)\s*"
_GROUP: Final = re.compile(
    rf"(?P<word>(?i:\bdieu(?:\s+(?:luat\s+)?so)?|\bd\.?))\s{{0,3}}(?P<first>{_ITEM})"
    rf"(?P<rest>(?:{_JOIN}(?:va\s+)?{_ITEM}(?i:{_NO_COUNT}))*)"
)
_POINT: Final = r"[a-z](?![\w])"
_POINTS: Final = rf"(?i:(?:cac\s+)?(?:tiet\s+\S+\s*,?\s*)?(?:diem|d\.))\s*(?:{_POINT}(?:{_JOIN}(?:diem\s+)?{_POINT})*)"
_CLAUSE: Final = (
    r"(?:(?i:cac\s+)?(?i:kho[ao]?n|khoa?n|k)\.?\s*\d{1,2}[a-z]?"
    rf"(?:{_JOIN}(?:(?i:khoan)\s*)?\d{{1,2}}[a-z]?(?!\d|[./]))*)"
)
_BEFORE: Final = re.compile(
    rf"(?:(?:(?i:(?:cac\s+)?diem)\s*{_POINT}(?:{_JOIN}(?:(?i:diem)\s+)?{_POINT})*\s*,?\s*(?:(?i:cua|va)\s+)?)?"
    rf"{_CLAUSE}\s*(?:,|(?i:va|cua))?\s*)+(?:(?i:cua|cac)\s+)*$"
)
_AFTER: Final = re.compile(
    rf"\s*{_CLAUSE}(?!\d)(?:\s*,?\s*{_POINTS})?(?!\s*(?i:cua\s+|cac\s+)*(?i:dieu)\s*\d)"
    rf"|\s*[,;(]\s*(?>{_CLAUSE}(?:\s*,?\s*{_POINTS})?)(?!\s*(?:,|;|va\b)?\s*(?i:cua\s+|cac\s+)*(?i:dieu)\s*\d)"
)
_CLAUSES: Final = re.compile(
    r"(?i:kho[ao]?n|khoa?n|\bk)\.?\s*((?:\d{1,2}[a-z]?)(?:\s*(?:,|;|\bva\b|&|-)\s*(?:khoan\s*)?\d{1,2}[a-z]?)*)"
)
_LETTERS: Final = re.compile(r"(?i:diem|d\.)\s*((?:[a-z](?!\w))(?:\s*(?:,|;|\bva\b|&|-)\s*(?:diem\s+)?[a-z](?!\w))*)")
_CONTRACT: Final = re.compile(
    r"\s*(?:,?\s*(?:cua|trong|tai|theo)\s+)?(?:(?:cac|ban|nhung)\s+)?(?i:hop\s+dong|hd\w{2,}|thu\s|dieu\s+le"
    r"|noi\s+quy|phu\s+luc|bien\s+ban|thoa\s+(?:thuan|uoc)|giay\s|cam\s+ket|van\s+ban|don\s|di\s+chuc|quy\s+che|ban\s+an"
    r"|chung\s+thu|vi\s+bang|the\s+le|(?:bo\s+)?dieu\s+khoan|thong\s+bao|quy\s+tac|quy\s+dinh\s+noi"
    r"|quyet\s+dinh\s+(?:nay|(?:so\s*:?\s*)?\d+(?!\d|\s*/\s*(?:19|20)\d\d)|dua|cong|so\s+\d+/\d{4}/QD(?:ST|PT|XX)))"
)
_RULES_BY: Final = re.compile(
    r"\s*(?:cua\s+)?(?i:quy\s+che|quy\s+dinh|dieu\s+le|quy\s+tac)[^.;]{0,160}?\((?:(?i:duoc)\s+)?(?i:ban\s+hanh)\s[^.;()]{0,40}$"
    r"|\s*(?:va\s+)?(?:(?i:muc)[^.;]{0,40})?(?i:danh\s+muc|phu\s+luc)[^.;]{0,120}?(?i:kem\s+theo)\s*$"
)
_OF_CONTRACT: Final = re.compile(r"(?i:hop\s+dong|thoa\s+thuan|bien\s+ban|phu\s+luc)[^.;\n]{0,90}\($")
_RULE_BOOK: Final = re.compile(r"\s*(?:cua\s+)?(?i:quy\s+che)\b")
_LINK: Final = re.compile(
    r"(?:[\s,;:&()“”\"+-]|\b(?:cua|va|cac|nhung|tai|theo|dieu|khoan|diem|diem|k|hoac|cung|can cu|ap dung|vao"
    r"|quy dinh|muc|chuong|phan|tiet|doan|bo sung|voi|nhu|\d{1,3}[a-z]?|[a-z])\b)*",
    re.IGNORECASE,
)
_ADJACENT: Final = re.compile(
    r"[\s,(]*(?:(?:cua|tai|trong|theo|thuoc)\s+)?(?:quy\s+dinh\s+(?:cua|tai)\s+)?(?:cac\s+)?[-–(]?\s*", re.IGNORECASE
)
_BEFORE_GROUP: Final = re.compile(r"[\s,:(]*(?:(?:quy\s+dinh\s+)?tai\s+|quy\s+dinh\s+)?(?:cac\s+)?$", re.IGNORECASE)
_STOP: Final = re.compile(
    r"(?<![A-Z])(?<!\d)[.!?…](?=\s*[\n“\"A-Z\[-])|;|\n(?=\s*(?:[-+*•]|\[?\d{1,2}[\].)]))|(?<=[.;:])\n"
)
_THIS: Final = re.compile(r"\s*(?:cua\s+)?(?i:bo\s+luat|luat|nghi\s+quyet|nghi\s+dinh|phap\s+lenh)\s+nay\b")
_OWN: Final = re.compile(r"(?:^|\n)[ \t*]*$")
_AND: Final = re.compile(r"\s*(?:,|va|&)\s*")
_REACH: Final = 260
_LOOK_BACK: Final = 170
_FEW: Final = 12  # acts named before, tried when the last one has no such article

Basis = Literal["beside", "list", "same_article", "clause", "last", "none"]
_SURE: Final[dict[Basis, float]] = {
    "beside": 1.0, "list": 0.95, "same_article": 0.85, "clause": 0.75, "last": 0.6, "none": 0.3,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Article:
    """One article cited: place in the source, number, clause and point as lists in words, version of the act.

    `inferred` says that the act or its year was not written beside the article.
    """

    start: int
    end: int
    article: str
    clause: str | None
    point: str | None
    version: Version | None
    inferred: bool
    confidence: float


@dataclass(slots=True)
class _Group:
    """A run "khoản 1 Điều 26, 35 và 39" of the copy: where it begins with its clauses, its articles and its end."""

    start: int
    word: int
    end: int
    items: list[tuple[int, int, str]]
    clause: str | None
    point: str | None
    act: Act | None = None
    basis: Basis = "none"
    dropped: bool = False


def articles_in(copy: Plain, decided: date | None, case_type: str | None) -> list[Article]:
    """Every article of an act cited in the text, in order; clauses of contracts are no citations.

    :param copy: the plain copy of the whole text
    :param decided: the day of the judgment, for acts named without a year
    :param case_type: for "Bộ luật tố tụng" alone
    """
    line = copy.text.replace("\n", " ")
    acts = acts_in(copy, line, case_type)
    groups = list(_groups(copy, line))
    _assign(copy.text, line, groups, acts)
    return list(_settled(copy, groups, acts, decided))


def _groups(copy: Plain, line: str) -> Iterator[_Group]:
    last = 0
    for match in _GROUP.finditer(line):
        short = match["word"].lower().rstrip(".") == "d"
        if short and (copy.source[copy.places[match.start()]] not in "ĐÐđ" or "D" not in match["word"].upper()):
            continue
        first = max(last, match.start() - _LOOK_BACK)
        before = _BEFORE.search(line, first, match.start()) if _ends_like_clause(line, match.start()) else None
        after = _AFTER.match(line, match.end()) if before is None else None
        if short and before is None and after is None and not _ADJACENT_ACT.match(line, match.end()):
            continue
        items = list(_items(copy, match))
        end = after.end() if after else match.end()
        told = before or after
        words = line[told.start() : told.end()] if told else ""
        start = before.start() if before else match.start()
        point = _listed(copy, _LETTERS, words, told.start() if told else 0, letters=True)
        yield _Group(start, match.start(), end, items, _listed(copy, _CLAUSES, words, 0, letters=False), point)
        last = end


_ADJACENT_ACT: Final = re.compile(r"\s*(?:cua\s+)?(?:BL|Bo luat|Luat|L[A-Z]|NQ|Nghi)")


def _ends_like_clause(line: str, place: int) -> bool:
    return (
        re.search(r"\d[a-z]?\s*(?:,|;|va|cua)?\s*(?:(?:cua|cac)\s+)*$", line[max(0, place - 16) : place], re.IGNORECASE)
        is not None
    )


def _items(copy: Plain, match: re.Match[str]) -> Iterator[tuple[int, int, str]]:
    for item in re.finditer(_ITEM, match["first"] + match["rest"]):
        start = match.start("first") + item.start()
        end = start + len(item[0].rstrip())
        number = re.sub(r"\s", "", item[0]).lower().lstrip("0") or "0"
        if number.endswith("d") and copy.source[copy.places[end - 1]] in "đĐ":
            number = number[:-1] + "đ"
        yield start, end, number


def _listed(copy: Plain, pattern: re.Pattern[str], words: str, start: int, *, letters: bool) -> str | None:
    """The numbers of clauses or the letters of points, each once; a letter as the source writes it (đ is not d)."""
    found: list[str] = []
    for match in pattern.finditer(words):
        for one in re.finditer(r"\b[a-z]\b" if letters else r"\d{1,2}[a-z]?", match[1]):
            text = copy.source[copy.places[start + match.start(1) + one.start()]] if letters else one[0]
            if text.lower() not in found:
                found.append(text.lower())
    return ", ".join(found) or None


def _assign(text: str, line: str, groups: list[_Group], acts: list[Act]) -> None:
    """Give each group its act: beside, over a list, then by the same article, by the clause, by the last act."""
    starts = [act.start for act in acts]
    rules: Act | None = None
    for index, group in enumerate(groups):
        following = acts[bisect_left(starts, group.end)] if bisect_left(starts, group.end) < len(acts) else None
        rules = _beside(line, group, following, _last(acts, starts, group.start), rules)
        group.dropped = group.dropped or _own(text, line, group)
        if index and not group.dropped and groups[index - 1].end > group.start:
            group.start = group.word
    _over_lists(line, groups, starts)
    known = _known(groups)
    around = _Around(text, line, acts, starts, {act.key: act for act in reversed(acts)})
    for group in groups:
        if group.act is None and not group.dropped:
            _guess(around, group, known)


def _last(acts: list[Act], starts: list[int], place: int) -> Act | None:
    index = bisect_left(starts, place)
    return acts[index - 1] if index else None


def _beside(line: str, group: _Group, following: Act | None, before: Act | None, rules: Act | None) -> Act | None:
    """Look right behind the articles: an act, rules issued by one, a contract, or "Bộ luật này".

    :param rules: the act that issued the rules ("Quy chế cho vay") named last
    :returns: the same, after this group
    """
    gap = line[group.end : following.start] if following and following.start - group.end < _REACH else None
    if gap is not None and _ADJACENT.fullmatch(gap):
        group.act, group.basis = following, "beside"
    elif gap is not None and _RULES_BY.fullmatch(gap):
        group.act, group.basis, rules = following, "beside", following
    elif rules is not None and _RULE_BOOK.match(line, group.end):
        group.act, group.basis = rules, "beside"
    elif _is_contract(line, group, gap):
        group.dropped = True
    elif _THIS.match(line, group.end):
        group.act, group.basis = before, "clause" if before else "none"
    return rules


def _is_contract(line: str, group: _Group, gap: str | None) -> bool:
    """Whether the articles are clauses of a contract, a charter or a paper of the case, not of an act."""
    if line[group.end : group.end + 1] == ")":
        return _OF_CONTRACT.search(line, max(0, group.start - 120), group.start) is not None
    return _CONTRACT.match(line, group.end) is not None and not (gap is not None and _LINK.fullmatch(gap))


def _own(text: str, line: str, group: _Group) -> bool:
    """Whether it is the heading "Điều 1." of the decision itself."""
    return bool(_OWN.search(text, max(0, group.word - 4), group.word)) and line[group.end : group.end + 1] in {".", ":"}


def _over_lists(line: str, groups: list[_Group], starts: list[int]) -> None:
    """Walk back through lists: what is joined to the next group only by commas and "và" has the same act."""
    for index in range(len(groups) - 2, -1, -1):
        group, after = groups[index], groups[index + 1]
        if after.dropped and group.act is None and _AND.fullmatch(line, group.end, after.start):
            group.dropped = True
        if group.act is not None or group.dropped or after.act is None:
            continue
        gap = line[group.end : after.start]
        if len(gap) > _REACH or not _LINK.fullmatch(gap) or _has_act(starts, group.end, after.start):
            continue
        group.act, group.basis = after.act, "list"


def _has_act(starts: list[int], start: int, end: int) -> bool:
    place = bisect_left(starts, start)
    return place < len(starts) and starts[place] < end


def _known(groups: list[_Group]) -> dict[str, Counter[str]]:
    known: dict[str, Counter[str]] = defaultdict(Counter)
    for group in groups:
        if group.act is not None and group.basis in {"beside", "list"}:
            for _, _, number in group.items:
                known[number][group.act.key] += 1
    return known


@dataclass(frozen=True, slots=True)
class _Around:
    """What stands around the groups: the copy with and without line breaks, the acts, their places, each key once."""

    text: str
    line: str
    acts: list[Act]
    starts: list[int]
    first: dict[str, Act]


def _guess(around: _Around, group: _Group, known: dict[str, Counter[str]]) -> None:
    """The act of a group that stands alone: right before it, the same article elsewhere, the clause, the last act."""
    place = bisect_left(around.starts, group.start)
    left = around.acts[place - 1] if place else None
    right = around.acts[place] if place < len(around.acts) else None
    right = right if right and right.start - group.end < _REACH else None
    number = group.items[0][2]
    if left and _BEFORE_GROUP.fullmatch(around.line, left.end, group.start):
        group.act, group.basis = left, "list"
        return
    told = known.get(number)
    if told and len(told) == 1:
        key = next(iter(told))
        near = [act for act in (right, left) if act is not None and act.key == key]
        group.act = near[0] if near else around.first[key]
        group.basis = "same_article"
        return
    stop = _STOP.search(around.text, group.end, group.end + _REACH)
    if right and _fits(right, number) and not (stop and stop.start() < right.start):
        group.act, group.basis = right, "clause"
        return
    near = [act for act in (left, right, *around.acts[max(0, place - _FEW) : place][::-1]) if act is not None]
    group.act = next((act for act in near if _fits(act, number)), None)
    group.basis = "last" if group.act else "none"


def _fits(act: Act, number: str) -> bool:
    """Whether a version of the act has so many articles."""
    value = int(re.sub(r"\D", "", number))
    versions = [act.version] if act.version else list(act.family.versions if act.family else ())
    return any(one.articles is None or value <= one.articles for one in versions)


def _settled(copy: Plain, groups: list[_Group], acts: list[Act], decided: date | None) -> Iterator[Article]:
    named: dict[str, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    years: dict[tuple[str, str], Counter[int]] = defaultdict(Counter)
    for act in acts:
        if act.family and act.version:
            named[act.key][act.version.year] += 1
    for group in groups:
        if group.act and group.act.family and group.act.version:
            for _, _, number in group.items:
                years[group.act.key, number][group.act.version.year] += 1
    for group in groups:
        if group.dropped:
            continue
        for index, (start, end, number) in enumerate(group.items):
            version, sure, guessed = _version(group.act, number, decided, named, years)
            first, last = copy.span(group.start if index == 0 else start, group.end if len(group.items) == 1 else end)
            final = index == len(group.items) - 1
            yield Article(
                first, last, number,
                group.clause if index == 0 or (final and group.end > end) else None,
                group.point if index == 0 or (final and group.end > end) else None,
                version,
                guessed or group.basis != "beside",
                round(_SURE[group.basis] * sure, 2),
            )  # fmt: skip


def _version(
    act: Act | None, number: str, decided: date | None,
    named: dict[str, dict[int, int]], years: dict[tuple[str, str], Counter[int]],
) -> tuple[Version | None, float, bool]:  # fmt: skip
    """The version of an act for an article, how sure, and whether its year was not written."""
    if act is None:
        return None, 1.0, True
    if act.version is not None:
        return act.version, 1.0, False
    if act.family is None:
        return None, 1.0, True
    told = years.get((act.key, number))
    if told and len(told) == 1:
        year = next(iter(told))
        return next(one for one in act.family.versions if one.year == year), 0.95, True
    value = int(re.sub(r"\D", "", number))
    version, sure = settle(act.family, decided, value, named[act.key])
    return version, sure, len(act.family.versions) > 1
