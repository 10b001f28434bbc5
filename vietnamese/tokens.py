"""Words of a text with their places."""

import re
from dataclasses import dataclass

_WORD = re.compile("[^\\W_]+(?:[\u0300-\u036f]+[^\\W_]*)*")


@dataclass(frozen=True, slots=True)
class Token:
    """A run of letters and digits: `text` is `source[start:end]`."""

    text: str
    start: int
    end: int


def tokens(text: str) -> list[Token]:
    """Return the runs of letters and digits in the text, in order; combining marks stay inside their word."""
    return [Token(match[0], match.start(), match.end()) for match in _WORD.finditer(text)]


def words(text: str) -> list[str]:
    """Return the texts of `tokens(text)`, for those who do not need the places."""
    return _WORD.findall(text)
