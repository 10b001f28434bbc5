"""Words and numbers as they stand in web addresses and index keys."""

import re
from typing import Final

from vietnamese.letters import fold

_STANDING: Final = re.compile(r"^nq-(?=ubtvqh)")


def slug(text: str) -> str:
    """Return letters and digits of a text without marks, with one dash between words: "Bản án" → "ban-an"."""
    return "-".join("".join(c if c.isascii() and c.isalnum() else " " for c in fold(text)).split())


def act_code(number: str) -> str:
    """Return the number of an act as it stands in addresses: "91/2015/QH13" → "91-2015-qh13".

    Two digits at least, and no "NQ-" before the Standing Committee, which courts write or leave out.
    """
    parts = slug(number).split("-", 1)
    if not parts[0].isdigit():
        return "-".join(parts)
    head = f"{int(parts[0]):02d}"
    if len(parts) == 1:
        return head
    year, _, rest = parts[1].partition("-")
    return "-".join(part for part in (head, year, _STANDING.sub("", rest)) if part)
