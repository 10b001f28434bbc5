"""The protected forms of one document, compiled once and looked for in many texts.

What the anonymizer's rule would find needs letters of a form to stand in the text. Whether they do is seen in a
fraction of the time on the letters alone, so the rule reads only texts that may hold something, and each text once.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote

from anonymizer import ProtectedForms, find_protected
from vietnamese.letters import compatible, fold, nfc, visible

# In an address or a file name the words are joined: nguyen-van-huy, nguyen_van_huy, Nguy%E1%BB%85n+V%C4%83n.
_JOINT: Final = re.compile(r"%[0-9A-Fa-f]{2}|(?<=[^\W\d_])[-_+.](?=\w)|(?<=\w)[-_+.](?=[^\W\d_])")
_AROUND: Final = 80  # characters on each side of a joint: more than a name and its title
_PARTED: Final = "\n|\n"  # between pieces that stand apart, so that no name is made of two
_NOT_LETTERS: Final = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class Watchlist:
    """Forms with what must stand in a text before they can: `keys` folded letters in a row, `names` single words."""

    forms: Sequence[ProtectedForms]
    keys: frozenset[str]
    names: re.Pattern[str] | None

    def __bool__(self) -> bool:
        """Whether there is anything that was to be looked for, be it an empty list of forms."""
        return bool(self.forms)

    def count(self, texts: Iterable[str]) -> int:
        """How many findings the anonymizer's rule has in these texts; equal texts count once."""
        distinct = dict.fromkeys(variant for text in texts for variant in _variants(text))
        return sum(
            len(find_protected(text, forms)) for text in distinct if self.may_stand_in(text) for forms in self.forms
        )

    def may_stand_in(self, text: str) -> bool:
        """False only when no form can be found in the text."""
        folded = fold(compatible(nfc(visible(text))))
        letters = _NOT_LETTERS.sub("", folded)
        return any(key in letters for key in self.keys) or bool(self.names and self.names.search(folded))


def watchlist(forms: Sequence[ProtectedForms]) -> Watchlist:
    """Compile the protected forms of a document."""
    keys: set[str] = set()
    names: set[str] = set()
    for form in (form for one in forms for form in one.forms):
        letters = [_NOT_LETTERS.sub("", fold(word)) for word in form.words]
        if form.kind == "birth":
            keys.add(letters[-1])  # the year
        elif form.kind == "words" and len(letters) == 1 and letters[0] == fold(form.words[0]):
            names.add(letters[0])
        else:
            keys.add("".join(letters))
    # Longer words first is not needed: each must end where a word ends.
    pattern = re.compile(rf"(?<![^\W_])(?:{'|'.join(sorted(map(re.escape, names)))})(?![^\W_])") if names else None
    return Watchlist(tuple(forms), frozenset(keys), pattern)


def _variants(text: str) -> Iterator[str]:
    # Where a line of the page ends says nothing about the text, so every blank counts the same.
    plain = " ".join(text.split())
    yield plain
    joined = _PARTED.join(_around_joints(plain))
    if joined:
        yield re.sub(r"[-_+.]", " ", unquote(joined))


def _around_joints(text: str) -> Iterator[str]:
    """The words around each joint; places that are near each other are one piece, and no word is cut."""
    first = last = 0
    for joint in _JOINT.finditer(text):
        start = text.rfind(" ", 0, max(0, joint.start() - _AROUND)) + 1
        if start > last:
            if last:
                yield text[first:last]
            first = start
        last = text.find(" ", joint.end() + _AROUND)
        if last < 0:
            last = len(text)
    if last:
        yield text[first:last]
