"""The recipe of a model: passes, batches, learning rate; same corpus and seed, same weights to the last bit."""

from __future__ import annotations

import hashlib
import time
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from anonymizer.ner import LABELS, blank, flowing
from anonymizer.training.draft import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from spacy.language import Language
    from spacy.tokens import Span
    from spacy.training import Example

    from anonymizer.training.corpus import Corpus
    from anonymizer.training.draft import Labelled


@dataclass(frozen=True, slots=True)
class Recipe:
    """How long and how fast a model learns; `words` is the number of tokens it sees in all."""

    words: int = 4_000_000
    seed: int = 1
    rate: float = 0.001
    flat: float = 0.3
    last: float = 0.02
    dropout: float = 0.15
    first_batch: int = 800
    full_batch: int = 3000

    def as_json(self) -> dict[str, float]:
        """Return the settings for the card."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Trained:
    """Weights with what it took: their hash, tokens seen, passes begun, CPU seconds, mean loss of the last tenth."""

    weights: bytes
    sha256: str
    words: int
    passes: int
    cpu_seconds: float
    loss: float


def train(corpus: Corpus, recipe: Recipe, progress: Callable[[int], None] | None = None) -> Trained:
    """Return a trained model; `progress` is told how many words more it has seen."""
    began = time.process_time()
    nlp, optimizer = _start(recipe)
    ner: Any = nlp.get_pipe("ner")
    seen = passes = 0
    losses: list[tuple[float, int]] = []
    stream = _stream(nlp, corpus, recipe.seed)
    while seen < recipe.words:
        done = seen / recipe.words
        size = int(recipe.first_batch + (recipe.full_batch - recipe.first_batch) * min(1.0, 4 * done))
        batch, words, passes = _batch(stream, size)
        optimizer.learn_rate = _rate(recipe, done)
        loss = nlp.update(batch, sgd=optimizer, drop=recipe.dropout)["ner"]
        seen += words
        losses.append((float(loss), words))
        if progress is not None:
            progress(words)
    tail = losses[-max(1, len(losses) // 10) :]
    with nlp.use_params(optimizer.averages):
        weights = bytes(ner.to_bytes(exclude=["vocab"]))
    return Trained(
        weights,
        hashlib.sha256(weights).hexdigest(),
        seen,
        passes,
        time.process_time() - began,
        1000 * sum(loss for loss, _ in tail) / sum(words for _, words in tail),
    )


def _start(recipe: Recipe) -> tuple[Language, Any]:
    from thinc.api import Adam, fix_random_seed  # noqa: PLC0415  heavy, and only training needs it

    fix_random_seed(recipe.seed)
    nlp = blank()
    ner: Any = nlp.get_pipe("ner")
    for label in LABELS:
        ner.add_label(label)
    nlp.initialize()
    return nlp, Adam(recipe.rate, grad_clip=1.0, L2=0.01, L2_is_weight_decay=True, use_averages=True)


def _rate(recipe: Recipe, done: float) -> float:
    """Return the learning rate: flat, then falling in a straight line to a small share."""
    falling = max(0.0, (done - recipe.flat) / (1 - recipe.flat))
    return recipe.rate * (1 - falling * (1 - recipe.last))


def _stream(nlp: Language, corpus: Corpus, seed: int) -> Iterator[tuple[Example, int]]:
    number = 0
    while True:
        number += 1
        for text in corpus.passage(seed, number):
            yield _example(nlp, text), number


def _batch(stream: Iterator[tuple[Example, int]], size: int) -> tuple[list[Example], int, int]:
    batch: list[Example] = []
    words = number = 0
    while words < size:
        example, number = next(stream)
        if len(example.reference):
            batch.append(example)
            words += len(example.reference)
    return batch, words, number


def _example(nlp: Language, text: Labelled) -> Example:
    from spacy.training import Example  # noqa: PLC0415  as above

    reference = nlp.make_doc(flowing(text.text))
    entities: list[Span] = []
    missing: list[Span] = []
    for start, end, label in text.spans:
        span = reference.char_span(start, end, label=label or "PER", alignment_mode="expand")
        if span is not None:
            (missing if label == UNKNOWN else entities).append(span)
    taken = {token.i for span in entities for token in span}
    kept = [span for span in entities if not (span[0].is_space or span[-1].is_space)]
    reference.set_ents(
        kept, missing=[span for span in missing if not taken & {token.i for token in span}], default="outside"
    )
    return Example(nlp.make_doc(reference.text), reference)
