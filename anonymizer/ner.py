"""The trained recogniser: a small spaCy model that is loaded once a process and finds what looks like a name.

It only ever adds candidates: the rules alone exempt officials. Its card (model/card.json) says what it was trained on.
"""

from __future__ import annotations

import json
import os
import re
import threading
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from anonymizer.recognizers.names import is_mask
from anonymizer.types import ADDRESS, OFFICIAL, ORGANISATION, PERSON, Candidate
from vietnamese.letters import fold, place_tones

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.language import Language

    from anonymizer.reading import Reading
    from anonymizer.types import Zone

SHIPPED = Path(__file__).with_name("model")
WEIGHTS = "recogniser.bin"
CARD = "card.json"
LABELS = {"PER": PERSON, "OFF": OFFICIAL, "ORG": ORGANISATION, "ADDR": ADDRESS}
"""Labels of the model and of the anonymizer."""

_WIDTH = 64
_FEATURES = {"NORM": 3000, "PREFIX": 2000, "SUFFIX": 1000, "SHAPE": 500}
"""Rows of the hashed tables: the word in lower case, the word without marks, its end, its shape."""
_SUFFIX = 3
_PIECE = 4000
_HARD = re.compile(r"[.:;!?…]\s*$|^\s*$")
_ITEM = re.compile(r"\s*(?:[-–—+*•]|\d+[.)/]|\[\d+\]|\(?[a-zđ][).])")
_SHORT_LINE = 45
_SCORE = 0.85
_RANK = 7


@dataclass(frozen=True, slots=True)
class Found:
    """A place of the text and its label in the model's words: PER, OFF, ORG or ADDR."""

    start: int
    end: int
    label: str


def blank() -> Language:
    """Return the untrained pipeline: spaCy's rule tokenizer cut at every letter-digit border, features, a parser."""
    # one thread: the same sums in the same order, and no fight for cores with the other workers
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        os.environ.setdefault(name, "1")
    import spacy  # noqa: PLC0415  a second to import, and most commands never need it
    from spacy.attrs import IDS  # noqa: PLC0415
    from spacy.tokenizer import Tokenizer  # noqa: PLC0415
    from spacy.util import compile_infix_regex  # noqa: PLC0415
    from thinc.api import NumpyOps, set_current_ops  # noqa: PLC0415

    set_current_ops(NumpyOps(use_blis=False))  # a third faster than BLIS here, same results
    nlp = spacy.blank("vi", config={"nlp": {"tokenizer": {"@tokenizers": "spacy.Tokenizer.v1"}}})
    vocab: Any = nlp.vocab  # the stubs do not know its getters
    vocab.lex_attr_getters = {
        IDS["NORM"]: str.lower,
        IDS["PREFIX"]: fold,
        IDS["SUFFIX"]: _suffix,
        IDS["SHAPE"]: _shape,
        IDS["LOWER"]: str.lower,
        IDS["IS_SPACE"]: str.isspace,
    }
    infixes = compile_infix_regex([r"[^\w\s]", r"_", r"(?<=[^\W\d_])(?=\d)", r"(?<=\d)(?=[^\W\d_])"])
    nlp.tokenizer = Tokenizer(
        nlp.vocab,
        prefix_search=re.compile(r"^(?:[^\w\s]|_)").search,
        suffix_search=re.compile(r"(?:[^\w\s]|_)$").search,
        infix_finditer=infixes.finditer,
    )
    nlp.add_pipe("ner", config={"model": _architecture()})
    return nlp


def _architecture() -> dict[str, Any]:
    return {
        "@architectures": "spacy.TransitionBasedParser.v2",
        "state_type": "ner",
        "extra_state_tokens": False,
        "hidden_width": 48,
        "maxout_pieces": 2,
        "use_upper": True,
        "tok2vec": {
            "@architectures": "spacy.Tok2Vec.v2",
            "embed": {
                "@architectures": "spacy.MultiHashEmbed.v2",
                "width": _WIDTH,
                "attrs": list(_FEATURES),
                "rows": list(_FEATURES.values()),
                "include_static_vectors": False,
            },
            "encode": {
                "@architectures": "spacy.MaxoutWindowEncoder.v2",
                "width": _WIDTH,
                "depth": 4,
                "window_size": 1,
                "maxout_pieces": 3,
            },
        },
    }


def _suffix(word: str) -> str:
    return word.lower()[-_SUFFIX:]


def _shape(word: str) -> str:
    """Return the word with X, x and d for its letters and digits, runs cut at three: "Nguyễn" → "Xxxx"."""
    kinds = [
        "X" if letter.isupper() else "x" if letter.isalpha() else "d" if letter.isdigit() else letter for letter in word
    ]
    return "".join(kind for at, kind in enumerate(kinds) if at < 3 or kinds[at - 3 : at] != [kind] * 3)  # noqa: PLR2004


def flowing(text: str) -> str:
    """Return the text as the model reads it, same length: one tone placement, soft line breaks as blanks.

    A line break is hard after the end of a sentence, before an item of a list, and after a short line.
    """
    lines = place_tones(text).split("\n")
    out = [lines[0]]
    for before, after in pairwise(lines):
        hard = len(before) < _SHORT_LINE or _HARD.search(before) or _ITEM.match(after)
        out += ["\n" if hard else " ", after]
    return "".join(out)


def pieces(text: str) -> Iterator[tuple[int, str]]:
    """Yield pieces of some thousand characters with where they begin; cut at line breaks, else at blanks."""
    at = 0
    while at < len(text):
        end = at + _PIECE
        if end >= len(text):
            end = len(text)
        else:
            cut = max(text.rfind("\n", at + 1, end), text.rfind(". ", at + 1, end))
            cut = cut if cut > at + _PIECE // 2 else text.rfind(" ", at + 1, end)
            end = cut + 1 if cut > at else end
        yield at, text[at:end]
        at = end


class Recogniser:
    """A trained model; `find` is the Detector protocol, `places` the same for a plain text."""

    def __init__(self, folder: Path) -> None:
        self._nlp = blank()
        ner: Any = self._nlp.get_pipe("ner")
        for label in LABELS:
            ner.add_label(label)
        self._nlp.initialize()
        ner.from_bytes((folder / WEIGHTS).read_bytes(), exclude=["vocab"])
        self._name = _name(folder)
        self._one_at_a_time = threading.Lock()

    @property
    def name(self) -> str:
        """The name and the beginning of the hash of the weights."""
        return self._name

    def places(self, text: str) -> list[Found]:
        """Return what the model finds in a text, in order, apart from each other; offsets are the text's."""
        found = []
        with self._one_at_a_time, self._nlp.memory_zone():
            parts = list(pieces(flowing(text)))
            docs = self._nlp.pipe([part for _, part in parts], batch_size=16)
            for (at, _), doc in zip(parts, docs, strict=True):
                found += [Found(at + one.start_char, at + one.end_char, one.label_) for one in doc.ents]
        return [trimmed for one in found for trimmed in _trimmed(text, one)]

    def find(self, reading: Reading, zones: tuple[Zone, ...], taken: Sequence[tuple[int, int]]) -> list[Candidate]:  # noqa: ARG002  the protocol
        """Return a candidate for each place that is no letter of an already coded name; rank 7, behind every rule."""
        return [
            candidate
            for one in self.places(_whole(reading.text))
            if (candidate := _candidate(reading, one)) is not None
        ]


def _whole(text: str) -> str:
    """Return the text with half character pairs as U+FFFD, one for one: spaCy hashes UTF-8, which has none."""
    return _HALF_PAIR.sub("\ufffd", text)


def _trimmed(text: str, found: Found) -> Iterator[Found]:
    """Yield the place without blanks and punctuation at its ends."""
    start, end = found.start, found.end
    while start < end and not text[start].isalnum():
        start += 1
    while start < end and not text[end - 1].isalnum():
        end -= 1
    if start < end:
        yield Found(start, end, found.label)


def _candidate(reading: Reading, found: Found) -> Candidate | None:
    first, last = reading.at(found.start), reading.at(found.end - 1)
    if is_mask(reading, first, last + 1):
        return None
    words = reading.text[found.start : found.end]
    return Candidate(found.start, found.end, LABELS[found.label], "", "recogniser", _SCORE, _RANK, words)


_HALF_PAIR = re.compile("[\ud800-\udfff]")

_CHOSEN: ContextVar[Recogniser | None] = ContextVar("recogniser", default=None)


@contextmanager
def using(model: Recogniser) -> Iterator[None]:
    """Let this model stand in for the committed one, here and in what is called from here (folds, comparisons)."""
    token = _CHOSEN.set(model)
    try:
        yield
    finally:
        _CHOSEN.reset(token)


def current() -> Recogniser | None:
    """Return the model in use: the one of `using`, else the committed one; None where there is none."""
    return _CHOSEN.get() or shipped()


@cache
def shipped_name() -> str:
    """Return the name of the committed model without loading it; "ner-none" where there is none."""
    return _name(SHIPPED) if (SHIPPED / WEIGHTS).is_file() else "ner-none"


def _name(folder: Path) -> str:
    """Return the name of the model of a folder: the beginning of the hash of its weights."""
    card = json.loads((folder / CARD).read_text(encoding="utf-8"))
    return f"ner-{card['model']['sha256'][:12]}"


def current_name() -> str:
    """Return the name of the model in use; "ner-none" where there is none."""
    chosen = _CHOSEN.get()
    return chosen.name if chosen else shipped_name()


@cache
def shipped() -> Recogniser | None:
    """Return the committed model, loaded at the first call; None in a checkout that has none."""
    return Recogniser(SHIPPED) if (SHIPPED / WEIGHTS).is_file() else None


def detect(text: str) -> list[Found]:
    """Return what the model in use finds in a text (see Recogniser.places); nothing where there is no model."""
    model = current()
    return model.places(text) if model else []
