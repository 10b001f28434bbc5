"""One spelling for each case number, so that what a judgment cites meets what another one bears. Pure."""

import re
from typing import Final

from vietnamese.letters import nfc

_NUMBER: Final = re.compile(r"0*([0-9]{1,6})/((?:19|20)[0-9]{2})/(.+)")
_DASHES: Final = re.compile(r"[\u2010-\u2015]")


def case_key(printed: str) -> str | None:
    """Return a case number without blanks, leading zeros and odd dashes, in capitals; None when it has not three parts.

    "07 / 2017 / DS–ST" → "7/2017/DS-ST".
    """
    bare = _DASHES.sub("-", "".join(nfc(printed).split())).upper()
    match = _NUMBER.fullmatch(bare)
    return f"{match[1]}/{match[2]}/{match[3]}" if match else None


def spellings(key: str) -> tuple[str, ...]:
    """Return how records may write this number: with no, one or two zeros before it."""
    return tuple(f"{zeros}{key}" for zeros in ("", "0", "00", "000"))
