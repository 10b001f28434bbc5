"""How a case ended, and what the decision says about its effect and about appeals."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from indexer.reading.findings import Finding
from vietnamese.letters import fold

if TYPE_CHECKING:
    from indexer.reading.plain import Plain

_APPEAL: Final = re.compile(
    r"(?P<what>(?i:giu\s+nguyen|sua|huy|dinh\s+chi))\s+(?:(?i:toan\s+bo|mot\s+phan|phan|quyet\s+dinh(?=\s+cua)|xet\s+xu|viec)\s+)*"
    r"(?P<object>(?i:quyet\s+dinh\s+(?:cua\s+)?)?(?i:cac\s+)?(?i:ban\s+an|quyet\s+dinh|an\s+so\s+tham|phuc\s+tham|quyet\s+dinh\s+so\s+tham))"
)
_APPEAL_NAMES: Final = {"giu": "giữ nguyên", "sua": "sửa", "huy": "hủy", "dinh": "đình chỉ xét xử phúc thẩm"}
_CLAIM: Final = re.compile(
    r"(?P<what>(?P<no>(?i:khong\s+chap\s+nhan|bac))|(?P<yes>(?i:chap\s+nhan))|(?P<agreed>(?i:cong\s+nhan\s+(?:su\s+)?(?:thoa\s+thuan|thuan\s+tinh)))"
    r"|(?P<dropped>(?i:dinh\s+chi\s+(?:giai\s+quyet|xet\s+xu))))(?P<share>\s+(?i:toan\s+bo|mot\s+phan))?(?P<rest>[^.;\n]{0,80})"
)
_CLAIMED: Final = re.compile(r"(?i:yeu\s+cau|don\s+khoi|khoi\s+kien|thoa|thuan|vu\s+an)")
_COUNTER: Final = re.compile(r"(?i:phan\s+to|doc\s+lap|khang\s+cao|an\s+phi|mien)")
_SENTENCE: Final = re.compile(
    r"(?P<free>(?i:(?:bi\s+cao[^.;\n]{0,60})?khong\s+pham\s+toi))|(?P<probation>(?i:cho\s+huong\s+an\s+treo|an\s+treo))"
    r"|(?P<death>(?i:tu\s+hinh))|(?P<life>(?i:tu\s+chung\s+than))|(?P<correction>(?i:cai\s+tao\s+khong\s+giam\s+giu))"
    r"|(?P<prison>\d+\s*(?:\([^()]{0,20}\)\s*)?(?i:nam|thang)[^.;\n]{0,30}(?i:tu)\b)|(?P<fine>(?i:phat\s+tien))"
)
_SENTENCES: Final = {
    "free": "không phạm tội", "probation": "án treo", "death": "tử hình", "life": "tù chung thân",
    "correction": "cải tạo không giam giữ", "prison": "phạt tù", "fine": "phạt tiền",
}  # fmt: skip
_OFFENCE: Final = re.compile(
    r"(?i:pham\s+(?:cac\s+)?toi)\s*:?\s*(?:[“\"](?P<quoted>[^”\"\n]{4,150})[”\"]|(?P<bare>[A-ZDa-z][^.;:,\n“\"(]{3,90}?)(?=\s*(?:[.;,\n(]|$)))"
)
_EFFECT: Final = re.compile(
    r"(?P<hint>(?i:(?:ban\s+an|quyet\s+dinh)[^.;\n]{0,60}?co\s+hieu\s+luc\s+(?:phap\s+luat|thi\s+hanh)(?:\s+(?:ngay|ke\s+tu\s+ngay\s+tuyen(?:\s+an)?"
    r"|tu\s+ngay\s+tuyen(?:\s+an)?|ngay\s+sau\s+khi[^.;\n]{0,30}))?))(?=\s*[.;,/\n]|$)"
)
_APPEAL_DAYS: Final = re.compile(r"(?i:khang\s+cao)[^.\n]{0,120}?(?P<days>\d{1,2})\s*(?:\([^()]{0,20}\)\s*)?(?i:ngay)")


def read_outcome(copy: Plain, start: int, end: int, instance: str | None, case_type: str | None) -> dict[str, Finding]:
    """Findings result, effective_hint and appeal_days from the decision; `start` and `end` are places of the copy."""
    found: dict[str, Finding] = {}
    if instance in {"phúc thẩm", "giám đốc thẩm", "tái thẩm"}:
        result = _appealed(copy, start, end)
    elif case_type == "hình sự":
        result = _sentenced(copy, start, end)
    else:
        result = _claimed(copy, start, end)
    if result is not None:
        found["result"] = result
    hint = None
    for hint in _EFFECT.finditer(copy.text, start, end):
        if re.search(r"(?i:tuyen|ngay|thi\s+hanh)", hint["hint"][-30:]) and "khi" not in hint["hint"].lower().split():
            found["effective_hint"] = _found(copy, hint, "hint", copy.printed(*hint.span("hint")), "effect")
            break
    days = _APPEAL_DAYS.search(copy.text, start, end)
    if days is not None and instance == "sơ thẩm":
        found["appeal_days"] = _found(copy, days, "days", str(int(days["days"])), "appeal_right")
    return found


def read_offences(copy: Plain, start: int, end: int) -> Finding | None:
    """The offences of which the decision finds the accused guilty, each once, joined by a semicolon."""
    found: dict[str, tuple[str, re.Match[str]]] = {}
    for match in _OFFENCE.finditer(copy.text, start, end):
        group = "quoted" if match["quoted"] else "bare"
        words = copy.printed(match.start(group), match.end(group)).strip(' .,;:“”"')
        found.setdefault(fold(words), (words, match))
    if not found:
        return None
    first = next(iter(found.values()))[1]
    group = "quoted" if first["quoted"] else "bare"
    names = "; ".join(words for words, _ in found.values())
    return Finding(names, *copy.span(first.start(group), first.end(group)), "convicted")


def _found(copy: Plain, match: re.Match[str], group: str, value: str, rule: str) -> Finding:
    return Finding(value, *copy.span(match.start(group), match.end(group)), rule)


def _appealed(copy: Plain, start: int, end: int) -> Finding | None:
    """What became of the judgment below: amended in a part counts before kept in the rest."""
    found = {
        match["what"].lower().split()[0]: match for match in reversed(list(_APPEAL.finditer(copy.text, start, end)))
    }
    for word in ("huy", "sua", "giu", "dinh"):
        if word in found:
            return _found(copy, found[word], "what", _APPEAL_NAMES[word], "decision")
    return None


def _sentenced(copy: Plain, start: int, end: int) -> Finding | None:
    found = {match.lastgroup or "": match for match in reversed(list(_SENTENCE.finditer(copy.text, start, end)))}
    for name in ("free", "death", "life", "probation", "prison", "correction", "fine"):
        if name in found:
            return _found(copy, found[name], name, _SENTENCES[name], "decision")
    return None


def _claimed(copy: Plain, start: int, end: int) -> Finding | None:
    yes = no = other = None
    for match in _CLAIM.finditer(copy.text, start, end):
        if _COUNTER.search(match["rest"][:60]) or not _CLAIMED.search(match["what"] + match["rest"]):
            continue
        if match["yes"]:
            yes = yes or match
        elif match["no"]:
            no = no or match
        else:
            other = other or match
    first = yes or no or other
    if first is None:
        return None
    if yes is None and no is None:
        value = "công nhận thỏa thuận" if first["agreed"] else "đình chỉ"
    elif yes is None:
        value = "không chấp nhận"
    else:
        part = "mot" in (yes["share"] or "").lower() or no is not None
        value = "chấp nhận một phần" if part else "chấp nhận"
    return _found(copy, first, "what", value, "decision")
