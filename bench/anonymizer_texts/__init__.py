"""How the anonymizer does on our own test texts: traps, whole documents, headers, numbers, officials, law.

The texts lie in tests/gold/anonymizer or are made by layouts.py here; README.md there says how.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import Any

from anonymizer.answer import CannotAnonymize, anonymize
from anonymizer.evaluate import needed
from anonymizer.types import MASKED
from bench.anonymizer_texts import benches, layouts

ROOT = Path(__file__).resolve().parents[2]
GOLD = ROOT / "tests" / "gold" / "anonymizer"
LABELS = {
    "P": "PERSON_PRIVATE", "J": "PERSON_OFFICIAL", "O": "ORG_PRIVATE", "A": "ADDRESS", "D": "DOB", "I": "ID_NUMBER",
    "T": "PHONE", "E": "EMAIL", "B": "BANK_ACCOUNT", "L": "PLATE", "C": "LAND", "X": "TAX_CODE", "V": "VEHICLE_CODE",
    "N": "ACCOUNT_NAME", "K": "OTHER_CODE", "W": "PERSON_OFFICIAL", "G": "ADDRESS", "M": "LAND", "=": "KEPT",
}  # fmt: skip
# W, G and M are neutral (contract 6): lawyers and holders of public offices, the place of a public body, a parcel
_ROLES = {"C": "certificate", "W": "lawyer", "G": "agency_unit", "M": "parcel"}
_MARK = re.compile(r"\{([PJOADITEBLCXVNKWGM=])(\d*) ([^{}]*)\}")

Document = dict[str, Any]


def parse(identifier: str, marked: str) -> Document:
    """Return a gold document (`id`, `text`, `spans`, and `kept` places) of a marked text."""
    pieces: list[str] = []
    spans: list[dict[str, Any]] = []
    kept: list[tuple[int, int]] = []
    length = at = 0
    for match in _MARK.finditer(marked):
        pieces += [marked[at : match.start()], match[3]]
        start = length + match.start() - at
        length = start + len(match[3])
        at = match.end()
        if match[1] == "=":
            kept.append((start, length))
        else:
            role = _ROLES.get(match[1], "")
            spans.append(
                {
                    "start": start,
                    "end": length,
                    "label": LABELS[match[1]],
                    "entity_id": match[1] + match[2],
                    "role": role,
                }
            )
    pieces.append(marked[at:])
    return {"id": identifier, "text": "".join(pieces), "spans": spans, "kept": kept}


@cache
def hard() -> list[Document]:
    """Return the traps, one line each."""
    lines = (GOLD / "hard.txt").read_text(encoding="utf-8").splitlines()
    return [
        parse(f"hard-{number}", line.replace("⏎", "\n"))
        for number, line in enumerate(lines, 1)
        if line and not line.startswith("#")
    ]


@cache
def documents() -> list[Document]:
    """Return the whole invented documents: those of the reader's gold with spans of persons and numbers, and ours."""
    texts = {
        case["id"]: case["text"]
        for case in map(json.loads, (ROOT / "tests/gold/reading/invented.jsonl").read_text("utf-8").splitlines())
    }
    found = []
    for line in (GOLD / "invented-spans.jsonl").read_text(encoding="utf-8").splitlines():
        gold = json.loads(line)
        spans = [
            {"start": start, "end": end, "label": label, "entity_id": entity.rstrip("?"), "role": role}
            | ({"link": "recency"} if entity.endswith("?") else {})
            for start, end, label, entity, role in gold["spans"]
        ]
        found.append({"id": gold["id"], "text": texts[gold["id"]], "spans": spans, "kept": []})
    for part in (GOLD / "documents.txt").read_text(encoding="utf-8").split("=== ")[1:]:
        name, body = part.split("\n", 1)
        found.append(parse(name, body))
    return found


@cache
def unseen(folder: str = "documents") -> list[Document]:
    """Return the whole documents written by reading the guidance only; those of "aside" are not for tuning."""
    return [parse(path.stem, path.read_text(encoding="utf-8")) for path in sorted((GOLD / folder).glob("*.txt"))]


@cache
def law() -> list[Document]:
    """Return legal prose, acts, guidance and a form without personal data, each after its line of explanation."""
    return [
        {"id": path.stem, "text": path.read_text(encoding="utf-8").split("\n", 1)[1], "spans": [], "kept": []}
        for path in sorted(GOLD.glob("law*.txt"))
    ]


def generated(pairs: list[tuple[str, str]]) -> list[Document]:
    """Return gold documents of generated marked texts."""
    return [parse(identifier, marked) for identifier, marked in pairs]


@cache
def own_sets() -> dict[str, list[Document]]:
    """Return every set of our own by name."""
    return {
        "hard": hard(),
        "documents": documents(),
        "unseen": unseen(),
        "aside": unseen("aside"),
        "headers": generated(layouts.headers()),
        "numbers": generated(layouts.identifiers()),
        "rare numbers": generated(layouts.identifiers(1200, "rare_")),
        "officials": generated(layouts.officials()),
        "benches": generated(benches.benches()),
        "law": law(),
    }


def answer(text: str, identifier: str | None = None) -> dict[str, Any]:
    """Return the answer for a text; one without mentions where the anonymizer refuses it."""
    try:
        return anonymize(text, identifier)
    except CannotAnonymize:
        return {"id": identifier, "public_text": text, "mentions": [], "codes": {}, "residual": []}


def faults(document: Document, given: dict[str, Any]) -> list[str]:
    """Return what is wrong in the answer to a trap: leaks, words masked for nothing, codes split or shared."""
    text = document["text"]
    masked = [mention for mention in given["mentions"] if mention["action"] in MASKED]
    covered = bytearray(len(text))
    for mention in masked:
        covered[mention["start"] : mention["end"]] = b"\1" * (mention["end"] - mention["start"])
    wrong = []
    for span in document["spans"]:
        words = text[span["start"] : span["end"]]
        if span["label"] == "PERSON_OFFICIAL" and any(covered[span["start"] : span["end"]]):
            wrong.append(f"official masked: {words}")
        elif not all(covered[place] for place in needed(text, span)):
            wrong.append(f"leaked: {words}")
    wrong += [f"masked for nothing: {text[start:end]}" for start, end in document["kept"] if any(covered[start:end])]
    return wrong + _code_faults([span for span in document["spans"] if span["entity_id"][0] == "P"], masked)


def _code_faults(people: list[dict[str, Any]], masked: list[dict[str, Any]]) -> list[str]:
    codes: dict[str, set[str]] = defaultdict(set)
    owners: dict[str, set[str]] = defaultdict(set)
    for span in people:
        for mention in masked:
            if mention["start"] < span["end"] and span["start"] < mention["end"]:
                codes[span["entity_id"]].add(mention["entity"])
                owners[mention["entity"]].add(span["entity_id"])
    return [f"codes of {entity}: {sorted(found)}" for entity, found in codes.items() if len(found) > 1] + [
        f"one code for {sorted(users)}" for users in owners.values() if len(users) > 1
    ]


def decomposed(document: Document) -> Document:
    """Return the document in NFD, its places moved."""
    at, pieces, length = [], [], 0
    for character in document["text"]:
        at.append(length)
        pieces.append(unicodedata.normalize("NFD", character))
        length += len(pieces[-1])
    at.append(length)
    spans = [span | {"start": at[span["start"]], "end": at[span["end"]]} for span in document["spans"]]
    return document | {"text": "".join(pieces), "spans": spans}


def unbroken(document: Document) -> Document:
    """Return the document without line breaks."""
    return document | {"text": document["text"].replace("\n", " ")}


def shouted(document: Document) -> Document:
    """Return the document in capitals."""
    text = "".join(letter.upper() if len(letter.upper()) == 1 else letter for letter in document["text"])
    return document | {"text": text}
