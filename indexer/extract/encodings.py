"""TCVN3 (.VnTime) and VNI fonts: bytes that look like Latin-1 and mean Vietnamese letters, decided font by font.

Tables checked against glibc's TCVN and by round trips (design/pdf.md section 2).
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final, Literal

from vietnamese.letters import attach_marks, nfc
from vietnamese.syllables import is_syllable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from indexer.extract.ink import Ink

Encoding = Literal["unicode", "tcvn3", "tcvn3_capitals", "vni"]
UNICODE: Final[Encoding] = "unicode"

_TCVN3_FROM: Final = "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\xadõøö÷ùúýûüþ¡¢§£¤¥¦"
_TCVN3_TO: Final = "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵĂÂĐÊÔƠƯ"
_TCVN3: Final = str.maketrans(_TCVN3_FROM, _TCVN3_TO)

# VNI writes the letter, then its mark: what follows each letter, and what the two mean together
_VNI_PAIRS: Final = (
    ("a", "ùøûõïêéèúüëâáàåãä", "áàảãạăắằẳẵặâấầẩẫậ"),
    ("e", "ùøûõïâáàåãä", "éèẻẽẹêếềểễệ"),
    ("o", "ùøûõïâáàåãä", "óòỏõọôốồổỗộ"),
    ("u", "ùøûõï", "úùủũụ"),
    ("y", "ùøûõ", "ýỳỷỹ"),
    ("ô", "ùøûõï", "ớờởỡợ"),
    ("ö", "ùøûõï", "ứừửữự"),
)
_VNI_SINGLE: Final = dict(zip("ôöíìæóòîñ", "ơưíìỉĩịỵđ", strict=True))

_SUBSET_TAG: Final = re.compile(r"^[A-Z]{6}\+")  # six random letters before the name (PDF 32000-1, 9.6.4)
_VNI_NAME: Final = re.compile(r"vni[-_ ]?", re.IGNORECASE)
_TCVN3_NAME: Final = re.compile(r"[.#2e]*\.?vn(?!i)[a-z]", re.IGNORECASE)
_TCVN3_CAPITALS_NAME: Final = re.compile(r"(?:#2e|\.)?vn(?!i)[a-z]*?h(?:,|-|bold|ital|$)", re.IGNORECASE)
_WORD: Final = re.compile(r"[^\s\x00-\x40\x5b-\x60\x7b-\x7e“”‘’–—…]+")

_ENOUGH_WORDS: Final = 15
_SAMPLE: Final = 6000  # characters; more would only cost
_CLEARLY: Final = 0.2  # right decodings give 0.97 valid syllables, wrong ones under 0.25
_SURELY: Final = 0.85  # VISCII read as TCVN3 gives up to 0.82
_ENOUGH_LETTERS: Final = 30
_SPACE: Final = 0.18


def _vni_table() -> dict[str, str]:
    table = dict(_VNI_SINGLE)
    for letter, marks, meanings in _VNI_PAIRS:
        for mark, meaning in zip(marks, meanings, strict=True):
            table[letter + mark] = meaning
    for code, meaning in list(table.items()):
        table[code.upper()] = meaning.upper()
        table[code[0].upper() + code[1:]] = meaning.upper()  # capitals are often typed with the small mark
    return table


_VNI: Final = _vni_table()
_VNI_CODE: Final = re.compile("|".join(sorted(map(re.escape, _VNI), key=len, reverse=True)))


def decode(text: str, encoding: Encoding) -> str:
    """The Unicode text that a run of characters of one font means."""
    if encoding == UNICODE or not text:
        return text
    if encoding == "vni":
        return _VNI_CODE.sub(lambda match: _VNI[match[0]], text)
    meaning = text.translate(_TCVN3)
    return meaning.upper() if encoding == "tcvn3_capitals" else meaning


def by_name(font: str) -> Encoding | None:
    """The encoding that a font's name promises; None when the name says nothing."""
    name = _SUBSET_TAG.sub("", font)
    if _VNI_NAME.match(name):
        return "vni"
    if _TCVN3_NAME.match(name):
        return "tcvn3_capitals" if _TCVN3_CAPITALS_NAME.match(name) else "tcvn3"
    return None


def by_content(text: str) -> Encoding | None:
    """The encoding under which the text reads most like Vietnamese; None when it is too short to say."""
    if len(text.split()) < _ENOUGH_WORDS:
        return None
    text = text[:_SAMPLE]
    plain = _score(nfc(attach_marks(text)))
    found = {encoding: _score(decode(text, encoding)) for encoding in ("tcvn3", "vni")}
    best: Literal["tcvn3", "vni"] = "vni" if sum(found["vni"]) > sum(found["tcvn3"]) else "tcvn3"
    if found[best][0] <= max(plain[0] + _CLEARLY, _SURELY):
        return UNICODE
    return "tcvn3_capitals" if best == "tcvn3" and _small_only(text) else best


def _score(text: str) -> tuple[float, float]:
    """The shares of words that are syllables, and half the share of those that also carry marks."""
    words = _WORD.findall(text)
    valid = [word for word in words if is_syllable(word)]
    marked = sum(not word.isascii() for word in valid)
    return len(valid) / max(1, len(words)), 0.5 * marked / max(1, len(words))


def _small_only(text: str) -> bool:
    """Whether a long text has no capital at all: a capital font draws them from small codes."""
    letters = [letter for letter in text if letter.isascii() and letter.isalpha()]
    return len(letters) >= _ENOUGH_LETTERS and sum(map(str.isupper, letters)) <= 0.01 * len(letters)


def encodings(ink: Ink) -> list[Encoding]:
    """The encoding of each font of a file: by its name, else by its text, else as most of the unnamed fonts.

    Text that reads as Vietnamese as it stands overrules a name: decoding it would garble every name in it.
    """
    texts = _texts(ink)
    seen = [by_content(text) for text in texts]
    found = [
        encoding if encoding == UNICODE else by_name(name) or encoding
        for name, encoding in zip(ink.fonts, seen, strict=True)
    ]
    votes: Counter[Encoding] = Counter()
    for number, (name, encoding) in enumerate(zip(ink.fonts, found, strict=True)):
        if encoding is not None and by_name(name) is None:
            votes["tcvn3" if encoding == "tcvn3_capitals" else encoding] += len(texts[number])
    majority = votes.most_common(1)[0][0] if votes else UNICODE
    return [encoding or majority for encoding in found]


def _texts(ink: Ink) -> list[str]:
    """What each font was used to write, in stream order, with spaces where the pen jumped."""
    parts: list[list[str]] = [[] for _ in ink.fonts]
    for page in ink.pages:
        last = None
        for char in page.chars:
            if last is not None and (abs(char.y - last.y) > 2 or char.x0 - last.x1 > _SPACE * char.size):  # noqa: PLR2004  points
                parts[char.font].append(" ")
            parts[char.font].append(char.text)
            last = char
    return ["".join(_letters(part)) for part in parts]


def _letters(parts: Iterable[str]) -> Iterable[str]:
    return (part for part in parts if not part.startswith("(cid:"))
