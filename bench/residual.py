"""What the residual list catches of missed mentions: some of each class are taken away, at most six a document.

python bench/residual.py      on the development set; nothing where it is not there
"""

from __future__ import annotations

import json
import random
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import anonymizer
from anonymizer.audit import residual
from anonymizer.types import MASKED, Mention

if TYPE_CHECKING:
    from collections.abc import Iterable

ROOT = Path(__file__).resolve().parents[1]
GOLD = ROOT.parent / "shared" / "data" / "anonymization" / "surrogate-dev.jsonl"
_EACH = 6


def caught(texts: Iterable[str], seed: int = 4) -> dict[str, Any]:
    """Return flags per 1,000 words of complete drafts, and by label how many of the mentions taken away are flagged."""
    draw = random.Random(seed)  # noqa: S311  not for secrets
    taken: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    flags = words = 0
    for text in texts:
        mentions = [_mention(one) for one in anonymizer.anonymize(text)["mentions"]]
        flags += len(residual(text, mentions))
        words += len(text.split())
        masked = [mention for mention in mentions if mention.action in MASKED]
        for label in sorted({mention.label for mention in masked}):
            pool = [mention for mention in masked if mention.label == label]
            dropped = draw.sample(pool, min(len(pool), _EACH))
            found = residual(text, [mention for mention in mentions if mention not in dropped])
            taken[label] += len(dropped)
            seen[label] += sum(any(f.start < one.end and one.start < f.end for f in found) for one in dropped)
    return {
        "words": words,
        "flags_per_1000_words": round(1000 * flags / max(1, words), 2),
        "by_label": {
            label: {"taken_away": count, "flagged": seen[label], "share": round(seen[label] / count, 3)}
            for label, count in sorted(taken.items())
        },
    }


def _mention(told: dict[str, Any]) -> Mention:
    return Mention(**told)


def run() -> dict[str, Any]:
    """Return the figures on the development set."""
    if not GOLD.is_file():
        return {"words": 0}
    return caught(json.loads(line)["text"] for line in GOLD.read_text(encoding="utf-8").splitlines())


if __name__ == "__main__":
    print(json.dumps(run(), ensure_ascii=False))
