"""What scanners, typists and word processors do to a text: the same length, so that marked places stay right."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from anonymizer.training.draft import Labelled
from vietnamese.letters import TONES

if TYPE_CHECKING:
    import random

CAPITALS, CAPITAL_LINES, NO_MARKS, LOWER, CHARACTERS, ONE_LINE, WRAPPED = (
    "capitals",
    "capital lines",
    "no marks",
    "lower case",
    "characters",
    "one line",
    "wrapped",
)
SHARES = ((CAPITALS, 0.1), (CAPITAL_LINES, 0.06), (NO_MARKS, 0.03), (LOWER, 0.02), (CHARACTERS, 0.2))
"""How often a text is spoiled in each way; the rest stays as it is."""
_LAYOUT = ((ONE_LINE, 0.2), (WRAPPED, 0.2))
_CONFUSED = {
    "l": "1",
    "1": "l",
    "O": "0",
    "0": "O",
    "n": "r",
    "u": "v",
    "i": "l",
    "m": "n",
    "c": "e",
    "h": "b",
    "o": "c",
}
_CAPITAL_LINE = 0.12
_LINE = (60, 95)


def spoil(text: Labelled, draw: random.Random) -> Labelled:
    """Return the text with noise of at most one kind, and with its lines joined or broken in some of the cases."""
    kind = _choice(SHARES, draw)
    words = text.text
    if kind == CAPITALS:
        words = capitals(words)
    elif kind == CAPITAL_LINES:
        words = "\n".join(capitals(line) if draw.random() < _CAPITAL_LINE else line for line in words.split("\n"))
    elif kind == NO_MARKS:
        words = "".join(map(bare, words))
    elif kind == LOWER:
        words = "".join(_same_length(letter, letter.lower()) for letter in words)
    elif kind == CHARACTERS:
        words = wrong_characters(words, draw.uniform(0.01, 0.035), draw)
    layout = _choice(_LAYOUT, draw)
    if layout == ONE_LINE:
        words = words.replace("\n", " ")
    elif layout == WRAPPED:
        words = wrapped(words, draw)
    return Labelled(words, text.spans)


def capitals(text: str) -> str:
    """Return the text in capitals, letter by letter."""
    return "".join(_same_length(letter, letter.upper()) for letter in text)


def bare(letter: str) -> str:
    """Return a letter without its marks."""
    if letter in "đĐ":
        return "d" if letter == "đ" else "D"
    parts = unicodedata.normalize("NFD", letter)
    return parts[0] if len(parts) > 1 else letter


def wrong_characters(text: str, share: float, draw: random.Random) -> str:
    """Return the text with a share of its letters read wrongly: marks lost or exchanged, shapes confused."""
    return "".join(_wrong(letter, draw) if letter.isalnum() and draw.random() < share else letter for letter in text)


def wrapped(text: str, draw: random.Random) -> str:
    """Return the text with hard line breaks in place of blanks, as a page has them."""
    width = draw.randint(*_LINE)
    out = list(text)
    begun = blank = 0
    for at, letter in enumerate(text):
        if letter == "\n":
            begun, blank = at + 1, 0
        elif letter == " ":
            if at - begun > width and blank > begun:
                out[blank] = "\n"
                begun = blank + 1
            blank = at
    return "".join(out)


def _wrong(letter: str, draw: random.Random) -> str:
    plain = bare(letter)
    if plain != letter:
        if draw.random() < 0.75 or letter in "đĐ":  # noqa: PLR2004  most often the mark is lost
            return plain
        marked = [part for part in unicodedata.normalize("NFD", letter)[1:] if part not in TONES]
        return unicodedata.normalize("NFC", plain + "".join(marked) + draw.choice(TONES))
    return _CONFUSED.get(letter, letter)


def _same_length(letter: str, other: str) -> str:
    return other if len(other) == 1 else letter


def _choice(shares: tuple[tuple[str, float], ...], draw: random.Random) -> str:
    kind = draw.random()
    for name, share in shares:
        if kind < share:
            return name
        kind -= share
    return ""
