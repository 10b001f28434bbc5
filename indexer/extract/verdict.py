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
STAMP: Final = 200  # characters; a scan may carry so many of its own: who signed it, when, a page number
LONE_IMAGE: Final = 0.15  # share of the page; so much picture and no text is a photo
SCAN_IMAGE: Final = 0.3
STAMPED_IMAGE: Final = 0.5
FULL_IMAGE: Final = 0.7
UNKNOWN: Final = 0.02
VALID: Final = 0.75
MARKED: Final = 0.55
VALID_WORDS: Final = 8
MARKED_WORDS: Final = 20
ALIEN: Final = 0.05  # of the words; letters that no Vietnamese word holds
LISTED: Final = 0.33  # of the few words that a list repeats
CURVES: Final = 200  # filled paths of the size of letters

_WITH_DIGIT: Final = re.compile(r"\S*\d\S*")
_WORD: Final = re.compile(r"[^\s\x00-\x40\x5b-\x60\x7b-\x7e“”‘’–—…]+")
_ALIEN: Final = re.compile(r"[\x80-\x9f¡-©¬-¯±´-¶¸¹¿ÄÅÆÇËÎÏÐÑÖ×ØÛÜÞßäåæçëîïðñö÷øûüþÿ]")
_LETTER: Final = re.compile("[A-Za-z]")
_ACRONYM: Final = 8  # letters
_GLYPH: Final = (3.0, 30.0)  # points
_PRIVATE: Final = ("\ue000", "\uf8ff")


def verdict(page: PageInk, seen: list[Char], text: str) -> Verdict:
    """What the page's text layer is worth.

    :param seen: the characters that a reader sees
    :param text: their text after decoding, in reading order
    """
    ink = [char for char in seen if not char.text.isspace()]
    image = _image_share(page)
    if has_old_layer(page) or (image > SCAN_IMAGE and _hidden_in_images(page, seen) >= FEW):
        return "scan" if len(ink) < FEW else "ocr_layer"
    if len(ink) < FEW:
        return "scan" if image > LONE_IMAGE or _has_curves(page) else "text" if text else "blank"
    if len(ink) < STAMP and (image > STAMPED_IMAGE or _has_curves(page)):
        return "scan"
    if sum(map(_broken, ink)) - _bullets(text) > UNKNOWN * len(ink):
        return "garbled"
    return "text" if reads_as_vietnamese(text) else "garbled"


def has_old_layer(page: PageInk) -> bool:
    """Whether the page is an image with the text that some recognition left: never trusted, recognised again."""
    image = _image_share(page)
    if image > FULL_IMAGE:
        return True
    ink = [char for char in page.chars if not char.text.isspace()]
    return image > SCAN_IMAGE and 2 * sum(char.mode in INVISIBLE_MODES for char in ink) > len(ink)


def reads_as_vietnamese(text: str) -> bool:
    """Whether the words are Vietnamese syllables with their marks; a text too short to say passes."""
    words = _WORD.findall(_WITH_DIGIT.sub(" ", text))
    aliens = sum(_ALIEN.search(word) is not None and _LETTER.search(word) is not None for word in words)
    if len(words) >= VALID_WORDS and aliens > ALIEN * len(words):
        return False
    if _is_list(words):
        return True
    words = _without_acronyms(words)
    valid = [word for word in words if is_syllable(word)]
    if len(words) >= VALID_WORDS and len(valid) < VALID * len(words):
        return False
    return len(words) < MARKED_WORDS or sum(map(has_marks, valid)) >= MARKED * len(words)


def _is_list(words: list[str]) -> bool:
    """Whether a few ordinary words, each of them right, stand among names: names need not be Vietnamese."""
    usual = [word for word in words if word.islower()]
    return (
        len(usual) >= VALID_WORDS
        and len(set(usual)) < VALID_WORDS
        and all(map(is_syllable, usual))
        and sum(map(has_marks, usual)) >= LISTED * len(usual)
    )


def _without_acronyms(words: list[str]) -> list[str]:
    """The words without abbreviations in capitals (UBND, VND), unless most words would be that."""
    short = {word for word in words if word.isupper() and 1 < len(word) <= _ACRONYM and not is_syllable(word)}
    return words if 3 * len(short) > 2 * len(set(words)) else [word for word in words if word not in short]


def _bullets(text: str) -> int:
    """List marks of a symbol font: private letters that stand alone."""
    return sum(len(word) == 1 and _PRIVATE[0] <= word <= _PRIVATE[1] for word in text.split())


def _hidden_in_images(page: PageInk, seen: list[Char]) -> int:
    """How many letters that nobody sees stand where an image is: what some recognition read in it."""
    if len(seen) == len(page.chars):
        return 0
    shown = {char.order for char in seen}
    unseen = [char for char in page.chars if char.order not in shown and not char.text.isspace()]
    return sum(
        any(box.x0 <= char.x0 <= box.x1 and box.y0 <= char.y <= box.y1 for box in page.images) for char in unseen
    )


def _has_curves(page: PageInk) -> bool:
    """Whether letters were drawn as shapes, as some printers do: nothing but a look at the page reads them."""
    low, high = _GLYPH
    return (
        sum(path.filled and low < path.y1 - path.y0 < high and path.x1 - path.x0 < high for path in page.paths) > CURVES
    )


def _broken(char: Char) -> bool:
    first = char.text[0]
    return char.unknown or first == "\ufffd" or _PRIVATE[0] <= first <= _PRIVATE[1] or first < " "


def _image_share(page: PageInk) -> float:
    """The share of the page that its images cover, 0 to 1: a scan may come in strips."""
    area = page.width * page.height
    shares = [
        max(0.0, min(image.x1, page.width) - max(image.x0, 0.0))
        * max(0.0, min(image.y1, page.height) - max(image.y0, 0.0))
        / area
        for image in page.images
    ]
    return min(1.0, sum(shares))
