"""From files to a model folder: what `banan train` does."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from anonymizer.ner import CARD, LABELS, WEIGHTS
from anonymizer.training.corpus import Corpus, draft_hash, slot_count
from anonymizer.training.draft import Draft, Slot, from_gold
from anonymizer.training.masks import from_masked
from anonymizer.training.recipe import Recipe, Trained, train
from anonymizer.training.templates import LAYOUTS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

INVENTED = 150
"""Invented judgments in one pass over the drafts."""
_LEGACY = re.compile(r"[\u00a1-\u00ff]")
_LEGACY_SHARE = 0.06
_LOCK = Path(__file__).resolve().parents[2] / "requirements.lock"


class CannotTrain(Exception):
    """The material is none to train on; its sentence is for a person."""


@dataclass(frozen=True, slots=True)
class Material:
    """Drafts with the file hashes and counts that the card states."""

    drafts: tuple[Draft, ...]
    facts: tuple[dict[str, Any], ...]


def gather(surrogate: Sequence[Path] = (), masked: Path | None = None) -> Material:
    """Return the drafts of gold files (contract 3.3) and of a folder of masked judgments (*.txt, UTF-8).

    Raises CannotTrain for a file that is not of its format; texts in old encodings and texts without any
    mask are left out and counted.
    """
    drafts: list[Draft] = []
    facts: list[dict[str, Any]] = []
    for path in surrogate:
        found = tuple(from_gold(document) for document in _gold(path))
        drafts += found
        facts.append({"kind": "surrogate", "sha256": _file_hash([path]), "documents": len(found)} | _counts(found))
    if masked is not None:
        made, left_out, paths = _masked(masked)
        drafts += made
        facts.append(
            {"kind": "masked", "sha256": _file_hash(paths), "documents": len(made), "left_out": left_out}
            | _counts(made)
        )
    return Material(tuple(drafts), tuple(facts))


def _gold(path: Path) -> list[dict[str, Any]]:
    try:
        documents = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        for document in documents:
            from_gold(document)
    except (ValueError, LookupError, TypeError) as error:
        raise CannotTrain(f"{path.name} không phải tệp có đáp án (mỗi dòng một văn bản với text và spans).") from error
    return documents


def _masked(folder: Path) -> tuple[tuple[Draft, ...], int, list[Path]]:
    made: list[Draft] = []
    left_out = 0
    paths = sorted(folder.rglob("*.txt"))
    if not paths:
        raise CannotTrain(f"Thư mục {folder.name} không có tệp .txt nào.")
    for path in paths:
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError as error:
            raise CannotTrain(f"{path.name} không phải văn bản UTF-8.") from error
        draft = from_masked(text)
        if len(_LEGACY.findall(text)) > _LEGACY_SHARE * max(1, len(text)) and not any(mark in text for mark in "ạảấệộ"):
            left_out += 1
        else:
            made.append(draft)
    return tuple(made), left_out, paths


def _counts(drafts: tuple[Draft, ...]) -> dict[str, Any]:
    words = sum(
        len((piece.surface if isinstance(piece, Slot) else piece).split()) for draft in drafts for piece in draft
    )
    return {"words": words, "places": slot_count(drafts)}


def _file_hash(paths: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in paths:
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def build(
    out: Path, material: Material, recipe: Recipe, *, forbidden: frozenset[str] = frozenset(), invented: int = INVENTED,
    progress: Callable[[int], None] | None = None,
) -> Trained:  # fmt: skip
    """Train on the material, write the weights and their card into a folder and return what was trained."""
    trained = train(Corpus(material.drafts, invented, forbidden), recipe, progress)
    out.mkdir(parents=True, exist_ok=True)
    (out / WEIGHTS).write_bytes(trained.weights)
    card = card_of(trained, material, recipe, invented, forbidden)
    (out / CARD).write_text(json.dumps(card, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return trained


def card_of(
    trained: Trained, material: Material, recipe: Recipe, invented: int, forbidden: frozenset[str]
) -> dict[str, Any]:
    """Return the card of a model (keys: docs/model-card.md)."""
    return {
        "name": "banan-ner",
        "date": datetime.now(UTC).date().isoformat(),
        "labels": list(LABELS),
        "model": {"sha256": trained.sha256, "bytes": len(trained.weights)},
        "data": {
            "sources": list(material.facts),
            "drafts_sha256": draft_hash(material.drafts),
            "invented_a_pass": invented,
            "layouts": len(LAYOUTS),
            "forbidden_given_names": len(forbidden),
        },
        "recipe": recipe.as_json(),
        "training": {
            "words": trained.words,
            "passes": trained.passes,
            "cpu_seconds": round(trained.cpu_seconds, 1),
            "loss_per_1000_words": round(trained.loss, 3),
        },
        "software": {
            "spacy": version("spacy"),
            "thinc": version("thinc"),
            "numpy": version("numpy"),
            "lock_sha256": hashlib.sha256(_LOCK.read_bytes()).hexdigest() if _LOCK.is_file() else None,
        },
        "figures": {},
    }
