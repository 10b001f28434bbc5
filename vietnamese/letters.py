"""Letters and marks: normal forms of Vietnamese text and the fold that comparison and search rest on.

Three facts make this more than NFD and a filter: đ has no decomposition; the tone of a final oa, oe, uy is written on
either vowel (hoà, hòa) and both stand in the same judgment; extractors leave combining marks behind a space.
"""

import re
import unicodedata
from functools import cache
from itertools import product

TONES = "\u0300\u0301\u0309\u0303\u0323"
"""The five combining tone marks: huyền, sắc, hỏi, ngã, nặng."""
SHAPES = "\u0302\u0306\u031b"
"""Circumflex, breve and horn: marks that make another letter."""

_VOWELS = "aăâeêioôơuưy"
LOWER = "abcdefghijklmnopqrstuvwxyzăâđêôơư" + "".join(
    unicodedata.normalize("NFC", vowel + tone) for vowel, tone in product(_VOWELS, TONES)
)
"""Every lower-case letter that Vietnamese text uses, f j w z included, ready for a regex class."""
UPPER = LOWER.upper()
"""The same letters in upper case, in the same order."""

_COMBINING = "\u0300-\u036f"
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U000e0000-\U000e0fff]"
)
_DETACHED = re.compile(rf"(?<=[^\W\d_{_COMBINING}])[ \t\u00a0]+(?=[{TONES}{SHAPES}])")
_OLD_PLACE = re.compile("(?<![qQ])[oOuU][àáảãạèéẻẽẹỳýỷỹỵÀÁẢÃẠÈÉẺẼẸỲÝỶỸỴ](?![^\\W\\d_])")
_MARKED = re.compile(rf"[{_COMBINING}đĐ]")
_UPPER_SET = frozenset(UPPER)

# Letters whose base Unicode does not know: đ has no decomposition; Ð (eth) and Ƣ stand for Đ and Ư in files made with
# the wrong keyboard table.
_OWN_BASE = {"đ": "d", "Đ": "d", "ð": "d", "Ð": "d", "ƣ": "u", "Ƣ": "u"}


def nfc(text: str) -> str:
    """Return the text in Unicode normal form C; its length may change."""
    return unicodedata.normalize("NFC", text)


def visible(text: str) -> str:
    """Return the text without zero-width characters, direction marks and soft hyphens."""
    return text if text.isascii() else _INVISIBLE.sub("", text)


def visible_map(text: str) -> tuple[str, list[int]]:
    """Return the visible text and, for each of its characters, the index it has in the source."""
    if text.isascii() or not _INVISIBLE.search(text):
        return text, list(range(len(text)))
    kept = [index for index, character in enumerate(text) if not _INVISIBLE.match(character)]
    return "".join(text[index] for index in kept), kept


def attach_marks(text: str) -> str:
    """Return the text with combining marks moved back to the letter they were torn from ("viê ̣c" → "viêc" + mark)."""
    return text if text.isascii() else _DETACHED.sub("", text)


def place_tones(text: str) -> str:
    """Return the text with the tone of a final oa, oe, uy on its first vowel ("hoà" → "hòa", "quý" stays).

    The text must be NFC; the length does not change.
    """
    return text if text.isascii() else _OLD_PLACE.sub(_placed, text)


def compatible(text: str) -> str:
    """Return the text with compatibility characters in their plain form where that is one character ("m²" → "m2")."""
    return text if text.isascii() else text.translate(_compatibility_table())


def canonical(text: str) -> str:
    """Return the form in which two spellings of the same words are equal, marks and case kept.

    Invisible characters are gone, torn-off marks are back, compatibility forms are plain, tones are in the new place,
    and the whole is NFC. The length may change; applying it twice changes nothing more.
    """
    if text.isascii():
        return text
    return place_tones(nfc(attach_marks(nfc(compatible(visible(text))))))


def fold(text: str) -> str:
    """Return the text without marks and case, character by character: the length never changes.

    "Đã hòa giải" → "da hoa giai", "m²" → "m2". On NFC text every Vietnamese letter becomes a plain ASCII letter, and
    a place found in the folded text is the same place in the text.
    """
    return text.lower() if text.isascii() else text.translate(_fold_table())


def has_marks(word: str) -> bool:
    """Say whether the word carries a tone, a shape mark or a đ."""
    return not word.isascii() and _MARKED.search(unicodedata.normalize("NFD", word)) is not None


def is_upper_letter(character: str) -> bool:
    """Say whether the one character is an upper-case letter of Vietnamese text."""
    return character in _UPPER_SET


def _placed(match: re.Match[str]) -> str:
    first, second = match[0][0], unicodedata.normalize("NFD", match[0][1])
    base, tone = second[0], second[1]
    if (first.lower(), base.lower()) not in {("o", "a"), ("o", "e"), ("u", "y")}:
        return match[0]
    return unicodedata.normalize("NFC", first + tone) + base


def _folded(character: str) -> str:
    """Return the fold of one character: always one character."""
    own = _OWN_BASE.get(character)
    if own:
        return own
    for form in (unicodedata.normalize("NFKD", character).casefold(), character.casefold(), character.lower()):
        bare = "".join(part for part in unicodedata.normalize("NFKD", form) if not unicodedata.combining(part))
        if len(bare) == 1 and (bare.isalnum() or not character.isalnum()):  # a word never falls apart
            return _OWN_BASE.get(bare, bare)
    return character


class _Folds(dict[int, str]):
    """The fold of every character met so far: `str.translate` asks once for each."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _folded(chr(code))
        return folded


@cache
def _fold_table() -> _Folds:
    return _Folds()


class _PlainForms(dict[int, str]):
    """The plain form of every character met so far: a table of all of Unicode would cost each start 0.1 s."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        plain = unicodedata.normalize("NFKC", character)
        folds = code >= 128 and len(plain) == 1 and unicodedata.normalize("NFC", character) != plain  # noqa: PLR2004
        self[code] = form = plain if folds else character
        return form


@cache
def _compatibility_table() -> _PlainForms:
    return _PlainForms()
