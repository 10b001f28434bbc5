"""The same query as other people type it: without marks, with slips of the finger, with tones in the old place."""

from __future__ import annotations

import random
import re
import unicodedata

from vietnamese.letters import canonical, fold, nfc

_EVERY = 8
"""One slip in so many words, and at least one in a query."""
_SHORTEST = 3
_NEIGHBOURS = {
    a: b for row in ("qwertyuiop", "asdfghjkl", "zxcvbnm") for a, b in zip(row, row[1:] + row[-2], strict=True)
}
_FINAL = re.compile(
    r"(?<![qQ])(?P<first>[oOuU])(?P<tone>[\u0300\u0301\u0309\u0303\u0323])(?P<second>[aeyAEY])(?![\w\u0300-\u036f])"
)
_PAIRS = {"oa", "oe", "uy"}


def unmarked(text: str) -> str:
    """Return the text without marks."""
    return fold(canonical(text))


def mistyped(text: str) -> str:
    """Return the text with a slip in one word of eight, always the same: letters swapped, left out, doubled, wrong."""
    draw = random.Random(text)  # noqa: S311  the same slips at each call, nothing secret
    words = text.split()
    longer = [place for place, word in enumerate(words) if len(word) >= _SHORTEST and word.isalpha()]
    for place in draw.sample(longer, min(len(longer), max(1, len(words) // _EVERY))):
        words[place] = _slip(words[place], draw)
    return " ".join(words)


def _slip(word: str, draw: random.Random) -> str:
    at = draw.randrange(1, len(word))
    match draw.randrange(4):
        case 0:
            return word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :]
        case 1:
            return word[:at] + word[at + 1 :]
        case 2:
            return word[:at] + word[at - 1] + word[at:]
        case _:
            return word[:at] + _NEIGHBOURS.get(fold(word[at]), "x") + word[at + 1 :]


def old_tones(text: str) -> str:
    """Return the text with the tone of a final oa, oe, uy on its second vowel ("hòa" → "hoà")."""

    def moved(match: re.Match[str]) -> str:
        pair = (match["first"] + match["second"]).lower()
        return match["first"] + match["second"] + match["tone"] if pair in _PAIRS else match[0]

    return nfc(_FINAL.sub(moved, unicodedata.normalize("NFD", text)))
