"""Speed of reading on judgments that the demonstration makes up: CPU seconds for 3,000 words and growth with length.

python -m bench read
"""

import json
import re
import time
from typing import Any

from demo.cases import generate
from indexer.reading import read_document

WORDS = 3_000
CASES = 12


def document(words: int, cases: list[str]) -> str:
    """Return an invented judgment of so many words: the paragraphs of one case, then those of others before its end."""
    texts = [part for case in cases for part in case.split("\n")]
    lines: list[str] = []
    count = 0
    while count < words:
        for line in texts:
            lines.append(line)
            count += len(line.split())
            if count >= words:
                break
    return "\n".join(lines)


def _seconds(texts: list[str]) -> float:
    began = time.process_time()
    for text in texts:
        read_document(text)
    return time.process_time() - began


def run() -> dict[str, Any]:
    """Return CPU seconds a judgment of 3,000 words, the ratio to a scan of words, and seconds at 1× to 16×."""
    cases = ["\n".join(case.paragraphs) for case in generate(CASES)]
    text = document(WORDS, cases)
    read_document(text)
    once = min(_seconds([text] * 5) / 5 for _ in range(3))
    scan = re.compile(r"[^\W_]+")
    began = time.process_time()
    for _ in range(20):
        scan.findall(text)
    plain = (time.process_time() - began) / 20
    growth = {f"{factor}x": round(_seconds([document(WORDS * factor, cases)]), 4) for factor in (1, 2, 4, 8, 16)}
    return {
        "words": len(text.split()),
        "cpu_seconds": round(once, 4),
        "ratio_to_word_scan": round(once / plain, 1),
        "seconds_by_size": growth,
    }


if __name__ == "__main__":
    print(json.dumps(run(), ensure_ascii=False))
