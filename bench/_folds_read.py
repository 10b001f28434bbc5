"""What of the folds' clean figures holds after reading: leaks without the faults of the set, and what must never go."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from anonymizer.evaluate import upper_bound
from anonymizer.types import MASKED, PERSON, STRUCTURED

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

VERDICTS = Path(__file__).with_name("results") / "folds-verdicts.json"
_DIRECT = frozenset({PERSON, *STRUCTURED})
_PROTECTED = {
    "law citations": re.compile(r"(?i:(?<!\w)(?:điều|khoản) \d{1,3}(?:, (?:điều|khoản)? ?\d{1,3})*)(?![\w/])"),
    "amounts": re.compile(r"(?<![\w/.,])\d{1,3}(?:[.,]\d{3})+ ?(?:đồng|đ|vnđ)(?!\w)", re.IGNORECASE),
    "case numbers": re.compile(r"(?<![\w/])\d{1,4}/\d{4}/(?:HS|DS|HC|HNGĐ|KDTM|LĐ|QĐ|TL|QĐST)[A-ZĐ-]*"),
    "dates of decisions": re.compile(
        r"(?i:(?:bản án|quyết định|thông báo|biên bản|hợp đồng) [^\n.;,]{0,40}?ngày )\d{1,2}[/.-]\d{1,2}[/.-]\d{4}"
    ),
}
Leak = tuple[str, int, str]


def after_reading(figures: Mapping[str, Any], leaks: Sequence[Leak]) -> dict[str, Any]:
    """Return leaks by label without those whose verdict is a fault of the set, and documents without a direct one.

    leaks: id, start, label. A leak that nobody has read counts as one.
    """
    told = json.loads(VERDICTS.read_text(encoding="utf-8"))
    verdicts = {(one["id"], one["start"]): one["verdict"] for one in told}
    real = [leak for leak in leaks if verdicts.get(leak[:2]) != "artefact"]
    counts = Counter(label for _, _, label in real)
    spoiled = {one for one, _, label in real if label in _DIRECT}
    return {
        "by_label": {
            label: {
                "leaked": counts[label],
                "rate": round(counts[label] / row["gold"], 5),
                "upper95": round(upper_bound(counts[label], row["gold"]), 5),
            }
            for label, row in figures["by_label"].items()
        },
        "documents_clean": round(1 - len(spoiled) / max(1, figures["documents"]), 4),
        "not_read": sum(leak[:2] not in verdicts for leak in leaks),
    }


def protected(gold: Sequence[Mapping[str, Any]], answers: Sequence[Mapping[str, Any]]) -> dict[str, dict[str, int]]:
    """Return how many law citations, amounts, case numbers and dates of decisions there are, and how many were cut."""
    found: dict[str, dict[str, int]] = {name: {"found": 0, "masked": 0} for name in _PROTECTED}
    for document, answer in zip(gold, answers, strict=True):
        text = document["text"]
        own = bytearray(len(text))
        cut = bytearray(len(text))
        for span in document["spans"]:
            own[span["start"] : span["end"]] = b"\1" * (span["end"] - span["start"])
        for mention in answer.get("mentions", ()):
            if mention["action"] in MASKED:
                cut[mention["start"] : mention["end"]] = b"\1" * (mention["end"] - mention["start"])
        for name, expression in _PROTECTED.items():
            for match in expression.finditer(text):
                places = [at for at in range(*match.span()) if text[at].isdigit()]
                if not any(own[at] for at in places):
                    found[name]["found"] += 1
                    found[name]["masked"] += any(cut[at] for at in places)
    return found
