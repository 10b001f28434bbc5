"""Letters of TCVN3 and VNI files in a text that is otherwise Unicode, read line by line, places kept.

Courts paste paragraphs from old files: a font drew them, so the codes mean other letters than they say. A line is
read in the old way only when most of its words become Vietnamese syllables by that and are none before.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from indexer.extract.encodings import decode
from vietnamese.letters import attach_marks, nfc
from vietnamese.syllables import is_syllable

_STRANGE: Final = re.compile(
    r"[A-Za-z][µ¶·¸¹¨©ª«¬®Þßäåæçëîïñöøûüþÿ×\u00ad]|[§®][a-zA-Z¸µ¶·¹©ª«¬­-]|[ÖÔ][ÙØÛÕÏ]|[AOEUYaoeuy][ÄÂÅØÏÁÀÙÛÕÃ](?=\W|[A-Z])"
    r"|(?<!\w)[b-df-hj-np-tv-xz]{1,3} [\u00c0-\u00ff]"
)
_WORD: Final = re.compile(r"[^\s\d.,;:()\[\]/\"“”-]+")
_UNICODE_ONLY: Final = re.compile(r"[\u0102\u0103\u0110\u0111\u0128\u0129\u0168-\u01b0\u0300-\u036f\u1ea0-\u1ef9]")
_TORN: Final = re.compile(r"(?<!\w)(?P<first>[^\W\d_]{1,3}) (?P<second>[^\W\d_a-zA-Z][^\W\d_]{0,3})(?!\w)")
_TORN_OLD: Final = re.compile(
    r"(?<!\w)(?P<first>[A-Za-z][b-df-hj-np-tv-xz]{0,2}) (?P<second>[\u00c0-\u00ff][a-z\u00a1-\u00ff]{0,3})(?!\w)"
)
_GAIN: Final = 0.25  # of the words of a line
_FEW: Final = 2


class Decoded(NamedTuple):
    """The text in Unicode letters, as long as before, and how many of its lines were written otherwise."""

    text: str
    lines: int


def decoded(text: str) -> Decoded:
    """Read lines of old codes; a letter of two codes leaves a zero-width space, so that places stay."""
    if not _STRANGE.search(text):
        return Decoded(text, 0)
    lines = text.split("\n")
    changed = 0
    for index, line in enumerate(lines):
        if _STRANGE.search(line):
            better = _better(line)
            changed += better != line
            lines[index] = line if better == line else _TORN.sub(_joined, better)
    return Decoded("\n".join(lines), changed)


def _joined(match: re.Match[str]) -> str:
    """A syllable that the old font tore in two ("§i Òu"): the blank becomes one that takes no room."""
    first, second = match["first"], match["second"]
    whole = is_syllable(first + second)
    words = is_syllable(first) and is_syllable(second) and second[0] not in "êềếểễệ"
    return f"{first}\u200b{second}" if whole and not words else match[0]


def _better(line: str) -> str:
    words = [word for word in _WORD.findall(line) if not word.isascii() or word.isalpha()]
    if len(words) < _FEW:
        return line
    before = _share(line, words)
    forms = [_tcvn3(line), _vni(line)]
    best = max(forms, key=lambda form: _share(form, words))
    return best if _share(best, words) >= before + _GAIN else _single_words(line)


def _single_words(line: str) -> str:
    """A few old words among Unicode ones ("- BÞ ®¬n: Ông …"): each that is no syllable as it stands but becomes one."""
    return _TORN_OLD.sub(_mended, _WORD.sub(_single, line))


def _mended(match: re.Match[str]) -> str:
    first, second = match["first"], match["second"]
    whole = first + decode(second, "tcvn3")
    if is_syllable(first) or is_syllable(first + second) or not is_syllable(whole):
        return match[0]
    return f"{first}\u200b{decode(second, 'tcvn3')}"


def _single(match: re.Match[str]) -> str:
    word = match[0]
    if word.isascii() or _UNICODE_ONLY.search(word) or is_syllable(word):
        return word
    for form in (decode(word, "tcvn3"), _spread(word)):
        if is_syllable(form.replace("\u200b", "")):
            return form
    return word


def _share(line: str, words: list[str]) -> float:
    found = _WORD.findall(nfc(attach_marks(line.replace("\u200b", ""))))
    return sum(map(is_syllable, found)) / max(1, len(words))


def _tcvn3(line: str) -> str:
    """Decode words of a line; one that is a syllable as it stands ("các") stays beside a Unicode word."""
    found = list(_WORD.finditer(line))
    new = [bool(_UNICODE_ONLY.search(match[0])) for match in found]
    parts, place = [], 0
    for index, match in enumerate(found):
        beside = any(new[max(0, index - 1) : index + 2])
        kept = (
            new[index]
            or (len(match[0]) > 1 and match[0].isupper() and is_syllable(match[0]))
            or (beside and not _STRANGE.search(match[0]) and is_syllable(match[0]))
        )
        parts += [line[place : match.start()], match[0] if kept else decode(match[0], "tcvn3")]
        place = match.end()
    return "".join([*parts, line[place:]])


def _vni(line: str) -> str:
    return _WORD.sub(lambda match: match[0] if _UNICODE_ONLY.search(match[0]) else _spread(match[0]), line)


def _spread(word: str) -> str:
    letters, place = [], 0
    while place < len(word):
        pair = word[place : place + 2]
        meaning = decode(pair, "vni")
        if len(pair) > len(meaning):
            letters.append(meaning + "\u200b")
            place += 2
        else:
            letters.append(decode(word[place], "vni"))
            place += 1
    return "".join(letters)
