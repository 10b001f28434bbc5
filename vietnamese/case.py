"""Upper and lower case of Vietnamese words."""

import re

from vietnamese.letters import nfc

_WORD = re.compile("[^\\W\\d_]+(?:['\u2019][^\\W\\d_]+)*")


def is_upper(word: str) -> bool:
    """Say whether every letter of the word is upper case and there is at least one."""
    return word.isupper()


def is_capitalized(word: str) -> bool:
    """Say whether the word starts with an upper-case letter and goes on in lower case ("Huy"; a lone "A" too)."""
    return word[:1].isupper() and not any(character.isupper() for character in word[1:])


def title_case(text: str) -> str:
    """Return the text with each word capitalized and the rest in lower case ("NGUYỄN VĂN HUY" → "Nguyễn Văn Huy").

    What follows an apostrophe belongs to the word: "H'LAN" → "H'lan". The result is NFC.
    """
    return _WORD.sub(lambda match: match[0][0].upper() + match[0][1:].lower(), nfc(text))
