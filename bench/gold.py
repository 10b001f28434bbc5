"""The anonymizer against our own test texts; fails on a loss. The development set: bench/folds.py.

python bench/gold.py            compares with tests/gold/anonymizer/figures.json, exit code 1 on a loss
python bench/gold.py --write    measures and makes the figures the committed ones
"""

from __future__ import annotations

import json
import sys
import time
from typing import TYPE_CHECKING, Any

from anonymizer.evaluate import evaluate
from anonymizer.types import PERSON
from bench.anonymizer_texts import (
    GOLD,
    answer,
    decomposed,
    documents,
    faults,
    hard,
    own_sets,
    shouted,
    unbroken,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

FIGURES = GOLD / "figures.json"
_SLACK = {"over_redaction": 0.0002, "review_per_1000": 0.1, "residual_per_1000": 0.5}  # of 3 that may be


def figures(gold: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """Return leaks by class and what was masked for nothing on gold documents."""
    gold = list(gold)
    answers = [answer(document["text"], document["id"]) for document in gold]
    report = evaluate(gold, answers)
    words = max(1, report["words"])
    return {
        "documents": report["documents"],
        "leaked": {label: row["leaked"] for label, row in report["by_label"].items()},
        "gold": {label: row["gold"] for label, row in report["by_label"].items()},
        "over_redaction": round(report["over_redaction"], 5),
        "officials_redacted": report["officials_redacted"]["redacted"],
        "officials": report["officials_redacted"]["gold"],
        "review_per_1000": round(
            1000 * sum(m["action"] == "review" for one in answers for m in one["mentions"]) / words, 2
        ),
        "residual_per_1000": round(1000 * sum(len(one["residual"]) for one in answers) / words, 2),
    }


def run() -> dict[str, Any]:
    """Return the figures of every set and of the noise variants of our documents."""
    began = time.process_time()
    sets = {name: figures(gold) for name, gold in own_sets().items()}
    for name, change in (("decomposed", decomposed), ("unbroken", unbroken), ("shouted", shouted)):
        sets[f"documents {name}"] = figures(map(change, documents()))
    wrong = {one["id"]: found for one in hard() if (found := faults(one, answer(one["text"], one["id"])))}
    sets["hard"]["wrong"] = len(wrong)
    return {"sets": sets, "cpu_seconds": round(time.process_time() - began, 1)}


def losses(now: dict[str, Any], before: dict[str, Any]) -> list[str]:
    """Return each figure that is worse than the committed one; sets that are not present now are left out."""
    found = []
    for name, told in before["sets"].items():
        new = now["sets"].get(name)
        if new is None:
            continue
        for label, leaked in told["leaked"].items():
            if new["leaked"].get(label, 0) > leaked:
                found.append(f"{name}: {new['leaked'][label]} {label} leaked, {leaked} before")
        found += [
            f"{name}: {figure} {new[figure]}, {told[figure]} before"
            for figure in ("over_redaction", "officials_redacted", "review_per_1000", "residual_per_1000", "wrong")
            if figure in told and new[figure] > told[figure] + _SLACK.get(figure, 0)
        ]
    return found


def main() -> None:
    """Measure, print, and compare or write."""
    now = run()
    for name, found in now["sets"].items():
        private = sum(found["leaked"].values()), sum(found["gold"].values())
        people = found["leaked"].get(PERSON, 0), found["gold"].get(PERSON, 0)
        print(
            f"{name:22} persons {people[0]}/{people[1]}, all {private[0]}/{private[1]}, masked for nothing "
            f"{found['over_redaction']:.2%}, officials {found['officials_redacted']}/{found['officials']}, review "
            f"{found['review_per_1000']}, residual {found['residual_per_1000']} per 1,000 words"
            + (f", wrong traps {found['wrong']}" if "wrong" in found else "")
        )
    if "--write" in sys.argv:
        FIGURES.write_text(json.dumps(now, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        return
    worse = losses(now, json.loads(FIGURES.read_text(encoding="utf-8")))
    for line in worse:
        print("LOSS", line)
    sys.exit(1 if worse else 0)


if __name__ == "__main__":
    main()
