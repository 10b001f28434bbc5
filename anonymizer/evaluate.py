"""Measures leak and over-redaction on gold documents: the same definition as the acceptance scorer.

Leaked: any letter or digit of a gold mention that no masked mention covers. Left out, because practice or the policy
leaves them open: generic words of organisations and addresses, district and province, place names inside the name of
a public body, a birth year, parcel and sheet numbers, lawyers. They are neither leak nor over-redaction.
"""

from __future__ import annotations

import json
import math
import re
import time
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from anonymizer.answer import CannotAnonymize, anonymize
from anonymizer.lexicon import units, words
from anonymizer.recognizers.organisations import SCORED_GENERIC
from anonymizer.types import ADDRESS, LABELS, MASKED, OFFICIAL, ORGANISATION, PERSON, STRUCTURED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

Document = dict[str, Any]

_ADDRESS_GENERIC = words(
    "số nhà đường phố ngõ ngách hẻm kiệt ấp thôn xóm bản buôn làng tổ dân khu khóm đội vực thuộc cũ xã phường thị trấn "
    "căn hộ chung cư tầng lô tòa toà quốc tỉnh lộ nay là và tại của cụm kdc tdp đô công nghiệp chợ"
)
_WORD = re.compile(r"[\w\u0300-\u036f]+")
_UPPER_UNIT = re.compile(r"(?:huyện|quận|thị xã|thành phố|tỉnh|tp\b\.?|tx\b\.?)", re.IGNORECASE)
_YEAR = re.compile(r"(?:1[89]|20)\d\d\W*$")
_DIRECT = frozenset({PERSON, *STRUCTURED})
_PRIVATE = _DIRECT | {ORGANISATION, ADDRESS}
_CONFIDENCE = 0.05


@dataclass
class _Tally:
    gold: Counter[str] = field(default_factory=Counter)
    leaked: Counter[str] = field(default_factory=Counter)
    documents: int = 0
    clean: int = 0
    words: int = 0
    tokens: int = 0
    over: int = 0
    officials: int = 0
    officials_redacted: int = 0
    entities: Counter[str] = field(default_factory=Counter)
    entities_leaked: Counter[str] = field(default_factory=Counter)
    clean_of: Counter[str] = field(default_factory=Counter)
    review: int = 0
    residual: int = 0
    codes: list[tuple[float, float]] = field(default_factory=list)
    shared_codes: int = 0


def evaluate(
    gold_lines: Iterable[str | Document], answers: Iterable[str | Mapping[str, Any]] | None = None
) -> dict[str, Any]:
    """Return the figures of contract 3.3 for gold documents (JSON lines or dicts with `text` and `spans`).

    `answers` are lines or dicts of contract 3.2 in the same order; without them every text is anonymized here and
    timed (`words_per_second`, CPU time; 0.0 when answers were given). An answer against the contract counts as no
    mention at all. Raises ValueError when answers and gold differ in number or order.
    """
    tally = _Tally()
    given = iter(answers) if answers is not None else None
    seconds = 0.0
    for line in gold_lines:
        document = json.loads(line) if isinstance(line, str) else line
        if given is None:
            began = time.process_time()
            answer: Mapping[str, Any] = _answer(document)
            seconds += time.process_time() - began
        else:
            answer = _next_answer(given, document)
        _add(tally, document, answer)
    if given is not None and next(given, None) is not None:
        raise ValueError("Có nhiều câu trả lời hơn văn bản chuẩn.")
    return _figures(tally, seconds)


def _answer(document: Document) -> Mapping[str, Any]:
    try:
        return anonymize(document["text"], document.get("id"))
    except CannotAnonymize:
        return {}


def _next_answer(given: Iterator[str | Mapping[str, Any]], document: Document) -> Mapping[str, Any]:
    found = next(given, None)
    if found is None:
        raise ValueError("Có ít câu trả lời hơn văn bản chuẩn.")
    answer: Mapping[str, Any] = json.loads(found) if isinstance(found, str) else found
    if answer.get("id") != document.get("id"):
        raise ValueError(f"Câu trả lời không đúng thứ tự, tại {document.get('id')}.")
    return answer


def needed(text: str, span: Mapping[str, Any]) -> list[int]:
    """Return the places of the letters and digits of a gold mention that must be covered."""
    start, end, label = span["start"], span["end"], span["label"]
    if not _counts(span) or (label == ORGANISATION and _composed(text[end : end + 6]).startswith(" tế")):
        return []
    found = [(start + match.start(), start + match.end(), match[0]) for match in _WORD.finditer(text[start:end])]
    if label == ORGANISATION:
        while len(found) > 1 and _composed(found[0][2]) in SCORED_GENERIC:
            found.pop(0)
    elif label == ADDRESS:
        found = _address_words(text[start:end], start, found)
    elif label == "DOB":
        year = _YEAR.search(text[start:end])
        if year:
            found = [word for word in found if word[0] < start + year.start()]
        found = [word for word in found if _composed(word[2]) not in {"ngày", "tháng", "năm"}]
    return [place for first, last, _ in found for place in range(first, last) if text[place].isalnum()]


def _composed(words: str) -> str:
    """Return words as the lists have them: small letters with their marks, whatever the normal form of the text."""
    return unicodedata.normalize("NFC", words).casefold()


def _counts(span: Mapping[str, Any]) -> bool:
    label, role = span["label"], span.get("role")
    return label in _PRIVATE and role != "agency_unit" and not (label == "LAND" and role in {"parcel", "sheet"})


def _address_words(surface: str, start: int, found: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    kept = []
    at = start
    for piece in re.split(r"([,;–-])", surface):
        first, at = at, at + len(piece)
        body = _composed(piece.strip())
        if _UPPER_UNIT.match(body) or body in units().provinces:
            continue
        kept += [word for word in found if first <= word[0] < at and _composed(word[2]) not in _ADDRESS_GENERIC]
    return kept


def _fits(text: str, answer: Mapping[str, Any]) -> bool:
    """Say whether an answer keeps the contract: mentions in order, replacements that give the text."""
    mentions, public = answer.get("mentions"), answer.get("public_text")
    if not isinstance(mentions, list) or not isinstance(public, str) or not isinstance(answer.get("codes"), dict):
        return False
    at = 0
    pieces = []
    cut = 0
    for mention in mentions:
        if not at <= mention.get("start", -1) < mention.get("end", -1) <= len(text):
            return False
        at = mention["end"]
        if mention.get("label") not in LABELS or mention.get("action") not in {"replace", "keep", "review"}:
            return False
        masked = mention["action"] in MASKED
        if (mention["label"] == OFFICIAL and masked) or (masked and not isinstance(mention.get("replacement"), str)):
            return False
        if masked:
            pieces += [text[cut : mention["start"]], mention["replacement"]]
            cut = mention["end"]
    pieces.append(text[cut:])
    return "".join(pieces).split() == public.split()


def _add(tally: _Tally, document: Document, answer: Mapping[str, Any]) -> None:
    text: str = document["text"]
    mentions = answer["mentions"] if _fits(text, answer) else []
    covered = _covered(text, mentions)
    tally.documents += 1
    tally.words += len(text.split())
    gold = bytearray(len(text))
    leaked = set()
    entities: dict[tuple[str, str], bool] = {}
    tally.review += sum(mention["action"] == "review" for mention in mentions)
    tally.residual += len(answer.get("residual", ())) if mentions else 0
    for span in document["spans"]:
        official = span["label"] == OFFICIAL and span.get("role") != "lawyer"
        gold[span["start"] : span["end"]] = (b"\2" if official else b"\1") * (span["end"] - span["start"])
        if official:
            tally.officials += 1
            tally.officials_redacted += any(covered[span["start"] : span["end"]])
        places = needed(text, span)
        if not places:
            continue
        tally.gold[span["label"]] += 1
        key = (span["label"], str(span.get("entity_id", len(entities))))
        leaks = not all(covered[place] for place in places)
        entities[key] = entities.get(key, False) or leaks
        if leaks:
            tally.leaked[span["label"]] += 1
            leaked.add(span["label"])
    tally.clean += not leaked & _DIRECT
    tally.clean_of["any"] += not leaked
    tally.clean_of["persons"] += PERSON not in leaked
    for (label, _), leaks in entities.items():
        tally.entities[label] += 1
        tally.entities_leaked[label] += leaks
    _add_codes(tally, document, mentions)
    for match in _WORD.finditer(text):
        if 1 not in gold[match.start() : match.end()]:
            tally.tokens += 1
            tally.over += any(covered[match.start() : match.end()])


def _add_codes(tally: _Tally, document: Document, mentions: Sequence[Mapping[str, Any]]) -> None:
    """Add, for every coded mention of a person or firm, how pure and how whole its code is (B-cubed)."""
    pairs = [
        ((span["label"], span["entity_id"]), (mention["label"], mention["entity"]))
        for span in document["spans"]
        if span["label"] in {PERSON, ORGANISATION} and "entity_id" in span and "recency" not in (span.get("link") or "")
        for mention in mentions
        if mention["action"] in MASKED and mention["label"] == span["label"]
        and mention["start"] <= span["start"] and span["end"] <= mention["end"]
    ]  # fmt: skip
    truth = Counter(gold for gold, _ in pairs)
    given = Counter(code for _, code in pairs)
    both = Counter(pairs)
    tally.codes += [(both[pair] / given[pair[1]], both[pair] / truth[pair[0]]) for pair in pairs]
    tally.shared_codes += sum(len({gold for gold, other in both if other == code}) > 1 for code in given)


def _covered(text: str, mentions: Sequence[Mapping[str, Any]]) -> bytearray:
    covered = bytearray(len(text))
    for mention in mentions:
        if mention["action"] in MASKED:
            covered[mention["start"] : mention["end"]] = b"\1" * (mention["end"] - mention["start"])
    return covered


def _rates(gold: Counter[str], leaked: Counter[str]) -> dict[str, dict[str, float]]:
    """How many of each label leaked, as a share, with the bound that it stays under with 95 %."""
    return {
        label: {
            "gold": count,
            "leaked": leaked[label],
            "rate": leaked[label] / count,
            "upper95": upper_bound(leaked[label], count),
        }
        for label, count in sorted(gold.items())
    }


def _figures(tally: _Tally, seconds: float) -> dict[str, Any]:
    return {
        "documents": tally.documents,
        "words": tally.words,
        "by_label": _rates(tally.gold, tally.leaked),
        "documents_clean": tally.clean / tally.documents if tally.documents else 1.0,
        "over_redaction": tally.over / tally.tokens if tally.tokens else 0.0,
        "officials_redacted": {
            "gold": tally.officials,
            "redacted": tally.officials_redacted,
        },
        "by_entity": _rates(tally.entities, tally.entities_leaked),
        "documents_without": {
            name: tally.clean_of[name] / tally.documents if tally.documents else 1.0 for name in ("any", "persons")
        },
        "codes": _b_cubed(tally),
        "review_per_1000": 1000 * tally.review / tally.words if tally.words else 0.0,
        "residual_per_1000": 1000 * tally.residual / tally.words if tally.words else 0.0,
        "words_per_second": tally.words / seconds if seconds else 0.0,
    }


def _b_cubed(tally: _Tally) -> dict[str, float]:
    """Return B-cubed precision, recall and F of the codes (Bagga and Baldwin 1998), and the codes that two share."""
    count = len(tally.codes)
    precision = math.fsum(one for one, _ in tally.codes) / count if count else 1.0
    recall = math.fsum(one for _, one in tally.codes) / count if count else 1.0
    both = 2 * precision * recall / (precision + recall) if count else 1.0
    return {"mentions": count, "precision": precision, "recall": recall, "f": both, "shared": tally.shared_codes}


def upper_bound(hits: int, trials: int) -> float:
    """Return the one-sided 95 % upper bound of a share (Clopper and Pearson 1934); 0 of n gives the rule of three."""
    if hits >= trials:
        return 1.0
    low, high = hits / trials, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if _at_most(hits, trials, middle) > _CONFIDENCE else (low, middle)
    return high


def _at_most(hits: int, trials: int, share: float) -> float:
    """Return the chance of at most so many hits."""
    if share in {0.0, 1.0}:
        return 1.0 - share
    return math.fsum(
        math.exp(
            math.lgamma(trials + 1)
            - math.lgamma(count + 1)
            - math.lgamma(trials - count + 1)
            + count * math.log(share)
            + (trials - count) * math.log1p(-share)
        )
        for count in range(hits + 1)
    )
