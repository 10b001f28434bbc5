"""Is a page's text layer to be trusted? Decided for each page: text, blank, scan, garbled, or an old OCR layer.

Thresholds measured on 342 good, 60 garbled and 102 scanned pages (design/pdf.md section 3).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Literal

from indexer.extract.hidden import INVISIBLE_MODES
from vietnamese.letters import has_marks
from vietnamese.syllables import is_syllable

if TYPE_CHECKING:
    from indexer.extract.ink import Char, PageInk

Verdict = Literal["text", "blank", "scan", "garbled", "ocr_layer"]

FEW: Final = 25  # characters
SCAN_IMAGE: Final = 0.3  # share of the page
FULL_IMAGE: Final = 0.7
UNKNOWN: Final = 0.02
VALID: Final = 0.75
MARKED: Final = 0.55
VALID_WORDS: Final = 8
MARKED_WORDS: Final = 20

_WITH_DIGIT: Final = re.compile(r"\S*\d\S*")
_WORD: Final = re.compile(r"[^\s\x00-\x40\x5b-\x60\x7b-\x7e“”‘’–—…]+")
_PRIVATE: Final = ("\ue000", "\uf8ff")


def verdict(page: PageInk, seen: list[Char], text: str) -> Verdict:
    """What the page's text layer is worth.

    :param seen: the characters that a reader sees
    :param text: their text after decoding, in reading order
    """
    ink = [char for char in seen if not char.text.isspace()]
    if has_old_layer(page):
        return "scan" if len(ink) < FEW else "ocr_layer"
    if len(ink) < FEW:
        return "scan" if _largest_image(page) > SCAN_IMAGE else "text" if text else "blank"
    if sum(map(_broken, ink)) > UNKNOWN * len(ink):
        return "garbled"
    return "text" if reads_as_vietnamese(text) else "garbled"


def has_old_layer(page: PageInk) -> bool:
    """Whether the page is an image with the text that some recognition left: never trusted, recognised again."""
    image = _largest_image(page)
    if image > FULL_IMAGE:
        return True
    ink = [char for char in page.chars if not char.text.isspace()]
    return image > SCAN_IMAGE and 2 * sum(char.mode in INVISIBLE_MODES for char in ink) > len(ink)


def reads_as_vietnamese(text: str) -> bool:
    """Whether the words are Vietnamese syllables with their marks; a text too short to say passes."""
    words = _WORD.findall(_WITH_DIGIT.sub(" ", text))
    valid = [word for word in words if is_syllable(word)]
    if len(words) >= VALID_WORDS and len(valid) < VALID * len(words):
        return False
    return len(words) < MARKED_WORDS or sum(map(has_marks, valid)) >= MARKED * len(words)


def _broken(char: Char) -> bool:
    first = char.text[0]
    return char.unknown or first == "\ufffd" or _PRIVATE[0] <= first <= _PRIVATE[1] or first < " "


def _largest_image(page: PageInk) -> float:
    """The share of the page that its largest image covers, 0 to 1."""
    area = page.width * page.height
    shares = [
        max(0.0, min(image.x1, page.width) - max(image.x0, 0.0))
        * max(0.0, min(image.y1, page.height) - max(image.y0, 0.0))
        / area
        for image in page.images
    ]
    return max(shares, default=0.0)
