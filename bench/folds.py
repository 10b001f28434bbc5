"""Five folds of the development set: each document is measured with a model that never saw it, nor its names.

python bench/folds.py --models DIR [--train [--masked FOLDER] [--words N]] [--clean] [--write] [--card FILE]
python bench/folds.py --models DIR --underthesea PYTHON

`--train` trains the five models into DIR (about three CPU minutes each); without it the models of DIR are measured
again, for rules that changed. Documents that share text are kept in one fold; masked originals of test documents
are kept out of training; no given name of a test fold is drawn in its training.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import anonymizer
from anonymizer.evaluate import evaluate, needed, upper_bound
from anonymizer.ner import CARD, LABELS, Recogniser, using
from anonymizer.reading import read
from anonymizer.training.build import Material, build, gather
from anonymizer.training.draft import Slot, from_gold
from anonymizer.training.recipe import Recipe
from bench._folds_read import after_reading, protected
from vietnamese.letters import fold as folded

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import ModuleType

ROOT = Path(__file__).resolve().parents[1]
GOLD = ROOT.parent / "shared" / "data" / "anonymization" / "surrogate-dev.jsonl"
SCORER = GOLD.with_name("score.py")
RESULTS = ROOT / "bench" / "results" / "folds.json"
COMPARED = RESULTS.with_name("underthesea.json")
FOLDS = 5
WORDS = 2_400_000
_SAME = 0.2
_RUN = 6
CARD_NAMES = {
    "clean": "bản án thật với tên thay thế, đo chéo năm phần",
    "caps": "như trên, viết hoa toàn bộ",
    "noise": "như trên, sai 3 % ký tự",
    "nfd": "như trên, dấu tổ hợp rời (NFD)",
    "one line": "như trên, không xuống dòng",
}
CARD_KEYS = (
    "documents",
    "words",
    "by_label",
    "documents_clean",
    "over_redaction",
    "officials_redacted",
    "review_per_1000_words",
)
VARIANTS = ("clean", "caps", "noise", "nfd", "one line")
Document = dict[str, Any]


def documents() -> list[Document]:
    """Return the gold documents of the development set."""
    return [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]


def runs(text: str) -> frozenset[int]:
    """Return the hashes of all runs of six words, which say whether two texts are one."""
    found = re.findall(r"\w+", folded(text))
    return frozenset(hash(tuple(found[at : at + _RUN])) for at in range(len(found) - _RUN + 1))


def same(one: frozenset[int], other: frozenset[int]) -> bool:
    """Say whether a fifth of the shorter text stands in the other."""
    return len(one & other) > _SAME * max(1, min(len(one), len(other)))


def fold_of(gold: list[Document]) -> list[int]:
    """Return the fold of each document: by the hash of its id, or of the first document whose text it shares."""
    seen: list[tuple[frozenset[int], int]] = []
    for document in gold:
        words = runs(document["text"])
        number = int(hashlib.sha256(document["id"].encode()).hexdigest(), 16) % FOLDS
        seen.append((words, next((fold for other, fold in seen if same(words, other)), number)))
    return [fold for _, fold in seen]


def given_names(gold: list[Document]) -> frozenset[str]:
    """Return the folded last syllables of all persons of the documents."""
    return frozenset(
        folded(document["text"][span["start"] : span["end"]].split()[-1])
        for document in gold
        for span in document["spans"]
        if span["label"].startswith("PERSON")
    )


def train_fold(number: int, gold: list[Document], masked: Path | None, models: Path, words: int) -> None:
    """Train the model of one fold on everything but its documents, and write it below `models`."""
    folds = fold_of(gold)
    tested = [document for document, fold in zip(gold, folds, strict=True) if fold == number]
    drafts = [from_gold(document) for document, fold in zip(gold, folds, strict=True) if fold != number]
    facts: list[dict[str, Any]] = [{"kind": "surrogate", "documents": len(drafts)}]
    if masked:
        material = gather((), masked)
        test_runs = [runs(document["text"]) for document in tested]
        kept = [
            draft
            for draft in material.drafts
            if not any(
                same(runs("".join(p.surface if isinstance(p, Slot) else p for p in draft)), one) for one in test_runs
            )
        ]
        facts.append({"kind": "masked", "documents": len(kept), "same_as_tested": len(material.drafts) - len(kept)})
        drafts += kept
    trained = build(
        models / f"fold-{number}", Material(tuple(drafts), tuple(facts)), Recipe(words=words, seed=number + 1),
        forbidden=given_names(tested),
    )  # fmt: skip
    print(f"fold {number}: {len(tested)} tested, {trained.cpu_seconds:.0f} CPU s, {trained.sha256[:12]}", flush=True)


def scorer() -> ModuleType:
    """Return the scorer of the shared data, whose noise variants and counts are those of the acceptance."""
    spec = importlib.util.spec_from_file_location("score", SCORER)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def variant(document: Document, kind: str, score: ModuleType) -> Document:
    """Return a gold document spoiled in one way; its `need` says which letters count, whatever the spoiling did."""
    document = score.with_need(document)
    if kind == "one line":
        return document | {"text": document["text"].replace("\n", " ")}
    found: Document = score.variant(document, kind)
    return found


def measure_variant(gold: list[Document], models: Path, kind: str, score: ModuleType) -> dict[str, Any]:
    """Return the figures of one variant, all folds together and one by one, and where the persons leaked."""
    folds = fold_of(gold)
    spoiled = [variant(document, kind, score) for document in gold]
    whole, parts = score.Score(), [score.Score() for _ in range(FOLDS)]
    seconds = 0.0
    answers = []
    for number in range(FOLDS):
        with using(Recogniser(models / f"fold-{number}")):
            began = time.process_time()
            answers += [(at, _answer(spoiled[at])) for at, fold in enumerate(folds) if fold == number]
            seconds += time.process_time() - began
    answers.sort(key=lambda pair: pair[0])
    for at, answer in answers:
        whole.add(spoiled[at], answer)
        parts[folds[at]].add(spoiled[at], answer)
    found = _figures(whole, seconds) | {"by_fold": [_figures(part, 0.0) for part in parts]}
    if kind == "clean":
        found["evaluate"] = evaluate(gold, [answer for _, answer in answers])
        found["leaked_places"] = sorted(
            (one, gold_at["spans"][place]["start"], gold_at["spans"][place]["label"])
            for one, place in whole.leaks
            for gold_at in gold
            if gold_at["id"] == one
        )
        found["after_reading"] = after_reading(found, found["leaked_places"])
        found["protected"] = protected(gold, [answer for _, answer in answers])
    return found


def _answer(document: Document) -> dict[str, Any]:
    try:
        return anonymizer.anonymize(document["text"], document["id"])
    except anonymizer.CannotAnonymize:
        return {}


def _figures(score: Any, seconds: float) -> dict[str, Any]:  # noqa: ANN401  the scorer's own class
    return {
        "documents": score.docs,
        "words": score.words,
        "by_label": {
            label: {
                "gold": count,
                "leaked": score.leaked[label],
                "rate": round(score.leaked[label] / count, 5),
                "upper95": round(upper_bound(score.leaked[label], count), 5),
                "entities": score.entities[label],
                "entities_leaked": score.entity_leaked[label],
            }
            for label, count in sorted(score.gold.items())
        },
        "private": {
            "gold": sum(score.gold.values()),
            "leaked": sum(score.leaked.values()),
            "rate": round(sum(score.leaked.values()) / max(1, sum(score.gold.values())), 5),
        },
        "documents_clean": round(score.direct_clean / max(1, score.docs), 4),
        "over_redaction": round(score.over / max(1, score.tokens), 5),
        "officials_redacted": {"gold": score.officials, "redacted": score.officials_redacted},
        "entities_with_several_codes": len(score.split),
        "codes_of_several_entities": len(score.shared),
        "review_per_1000_words": round(1000 * score.review / max(1, score.words), 2),
        "refused": len(score.shapes),
        "words_per_second": round(score.words / seconds) if seconds else None,
    }


def alone(gold: list[Document], models: Path) -> dict[str, Any]:
    """Return what the recogniser finds without any rule: by label, mentions with a letter outside all its places."""
    folds = fold_of(gold)
    counted: Counter[str] = Counter()
    leaked: Counter[str] = Counter()
    words = 0
    seconds = 0.0
    for number in range(FOLDS):
        model = Recogniser(models / f"fold-{number}")
        for document in (one for one, fold in zip(gold, folds, strict=True) if fold == number):
            reading = read(document["text"])
            began = time.process_time()
            found = model.places(reading.text)
            seconds += time.process_time() - began
            words += len(document["text"].split())
            covered = {at for one in found for at in range(*reading.plain.source_span(one.start, one.end))}
            for span in document["spans"]:
                places = needed(document["text"], span) if span["label"] in LABELS.values() else []
                if places:
                    counted[span["label"]] += 1
                    leaked[span["label"]] += not covered.issuperset(places)
    return {
        "by_label": {
            label: {"gold": count, "leaked": leaked[label], "rate": round(leaked[label] / count, 4)}
            for label, count in sorted(counted.items())
        },
        "words_per_second": round(words / seconds),
    }


def compare(gold: list[Document], models: Path, python: str) -> dict[str, Any]:
    """Return persons leaked and words per second of underthesea and of us, on the documents of the first fold.

    python: an interpreter whose environment has underthesea; ours has not.
    """
    tested = [one for one, fold in zip(gold, fold_of(gold), strict=True) if fold == 0]
    lines = "".join(json.dumps({"text": one["text"]}) + "\n" for one in tested)
    script = str(ROOT / "bench" / "_underthesea.py")
    told = subprocess.run([python, script], input=lines, capture_output=True, text=True, check=True)  # noqa: S603  our own script
    theirs = [json.loads(line) for line in told.stdout.splitlines()]
    with using(Recogniser(models / "fold-0")):
        _answer(tested[0])  # loads what is loaded once
        began = time.process_time()
        answers = [_answer(one) for one in tested]
        seconds = time.process_time() - began
    masked = [[(m["start"], m["end"]) for m in one.get("mentions", ()) if m["action"] != "keep"] for one in answers]
    words = sum(len(one["text"].split()) for one in tested)
    return {
        "documents": len(tested),
        "persons": _persons(tested, [()] * len(tested)),
        "leaked_underthesea": _persons(tested, [one["places"] for one in theirs]),
        "leaked_ours": _persons(tested, masked),
        "words_per_second_underthesea": round(words / sum(one["seconds"] for one in theirs)),
        "words_per_second_ours": round(words / seconds),
    }


def _persons(gold: list[Document], places: Sequence[Sequence[Sequence[int]]]) -> int:
    """Return how many private persons have a letter outside all places."""
    leaked = 0
    for document, found in zip(gold, places, strict=True):
        covered = {at for start, end in found for at in range(start, end)}
        needs = [needed(document["text"], span) for span in document["spans"] if span["label"] == "PERSON_PRIVATE"]
        leaked += sum(bool(need) and not covered.issuperset(need) for need in needs)
    return leaked


def cards(models: Path) -> list[dict[str, Any]]:
    """Return which model each fold has and what it took."""
    found = [json.loads((models / f"fold-{number}" / CARD).read_text(encoding="utf-8")) for number in range(FOLDS)]
    keys = ("model", "recipe", "training", "data")
    return [{"fold": number, **{key: card[key] for key in keys}} for number, card in enumerate(found)]


def figures(models: Path, variants: tuple[str, ...] = VARIANTS) -> dict[str, Any]:
    """Return the whole report of the models of a folder."""
    gold, score = documents(), scorer()
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "gold_sha256": hashlib.sha256(GOLD.read_bytes()).hexdigest(),
        "folds": cards(models),
        "fold_of": dict(zip([document["id"] for document in gold], fold_of(gold), strict=True)),
        "recogniser_alone": alone(gold, models),
        **{kind: measure_variant(gold, models, kind, score) for kind in variants},
    }


def note_on_card(report: dict[str, Any], card: Path) -> None:
    """Write the figures of a report into a model card, each test set in the shape of contract 3.3."""
    content = json.loads(card.read_text(encoding="utf-8"))
    content["figures"] = {
        CARD_NAMES[kind]: {key: value for key, value in report[kind].items() if key in CARD_KEYS}
        | {"date": report["date"], "policy": "p1", "model": "năm mô hình của năm phần"}
        for kind in VARIANTS
        if kind in report
    }
    card.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def run() -> dict[str, Any]:
    """Train five small models and measure them on clean text; nothing where the development set is not there."""
    if not GOLD.is_file():
        return {"documents": 0}
    with tempfile.TemporaryDirectory() as folder:
        for number in range(FOLDS):
            train_fold(number, documents(), None, Path(folder), WORDS // 8)
        found = figures(Path(folder), ("clean",))
    return {"recogniser_alone": found["recogniser_alone"], "clean": found["clean"]["evaluate"]}


def main(arguments: list[str]) -> None:
    """Train or measure as asked, print the figures, write them with --write."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--models", type=Path, required=True)
    parser.add_argument("--train", action="store_true")
    parser.add_argument("--masked", type=Path)
    parser.add_argument("--words", type=int, default=WORDS)
    parser.add_argument("--clean", action="store_true", help="only the clean text, no noise")
    parser.add_argument("--write", action="store_true", help="write bench/results/folds.json")
    parser.add_argument("--card", type=Path, help="write the figures into this model card")
    parser.add_argument(
        "--underthesea",
        metavar="PYTHON",
        help="only compare with underthesea of this interpreter, into underthesea.json",
    )
    given = parser.parse_args(arguments)
    if given.train:
        for number in range(FOLDS):
            train_fold(number, documents(), given.masked, given.models, given.words)
        return
    if given.underthesea:
        told = {"date": datetime.now(UTC).date().isoformat()} | compare(documents(), given.models, given.underthesea)
        COMPARED.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
        print(json.dumps(told))
        return
    report = figures(given.models, VARIANTS[:1] if given.clean else VARIANTS)
    if given.write:
        RESULTS.write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    if given.card:
        note_on_card(report, given.card)
    for kind in ("recogniser_alone", *VARIANTS):
        if kind in report:
            shown = {label: row["leaked"] for label, row in report[kind]["by_label"].items()}
            rest = {key: value for key, value in report[kind].items() if isinstance(value, (int, float))}
            print(kind, json.dumps(shown), json.dumps(rest), json.dumps(report[kind].get("private", {})))


if __name__ == "__main__":
    main(sys.argv[1:])
