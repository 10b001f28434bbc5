"""Published, masked judgments through the anonymizer: what stays as it is, what is proposed, codes that clash.

python bench/masked.py      on the masked judgments of the shared data; nothing where they are not there
"""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import anonymizer
from anonymizer.reading import read
from anonymizer.types import MASKED, PERSON
from vietnamese.letters import nfc

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT.parent / "shared" / "data" / "judgments"
_LEGACY = ("alqac_case_5236", "alqac_case_2705")
_CODED = re.compile(r"(?<![\w'.])([A-ZĐÂÊÔƠƯĂ]\d{0,3})(?![\w'])")


def texts() -> list[str]:
    """Return the masked judgments, without the two in an old encoding."""
    files = sorted(FOLDER.glob("*.txt"))
    return [nfc(file.read_text(encoding="utf-8")) for file in files if file.stem not in _LEGACY]


def forgotten(text: str) -> str:
    """Return a masked judgment with one more person among its facts, whose name the clerk forgot."""
    at = text.find("\n", int(len(text) * 0.4))
    at = at if at >= 0 else len(text)
    return text[:at] + "\nNgười làm chứng bà Trương Thị Mỹ Huệ khai: bà Huệ thấy rõ sự việc." + text[at:]


def run() -> dict[str, Any]:
    """Return the share of words that stay, mentions proposed by label, names put in and proposed, codes that clash."""
    judged = [(text, anonymizer.anonymize(text)) for text in texts()]
    words = touched = clashes = coded = proposed = 0
    labels: Counter[str] = Counter()
    for text, answer in judged:
        masked = [mention for mention in answer["mentions"] if mention["action"] in MASKED]
        words += len(text.split())
        touched += sum(len(text[mention["start"] : mention["end"]].split()) for mention in masked)
        labels.update(mention["label"] for mention in masked)
        coded += read(text).already_coded
        standing = set(_CODED.findall(text))
        new = {code.split()[-1] for entity, code in answer["codes"].items() if entity.startswith("P") and code.split()}
        clashes += len({code for code in new & standing if any(m["label"] == PERSON for m in masked)})
        again = anonymizer.anonymize(forgotten(text))
        proposed += "Huệ" not in again["public_text"]
    return {
        "documents": len(judged),
        "recognised_as_masked": coded,
        "words": words,
        "words_unchanged": round(1 - touched / max(1, words), 5),
        "proposed": dict(sorted(labels.items())),
        "codes_of_new_persons_that_stand_in_the_text": clashes,
        "forgotten_names_put_in": len(judged),
        "forgotten_names_proposed": proposed,
    }


if __name__ == "__main__":
    print(json.dumps(run(), ensure_ascii=False))
