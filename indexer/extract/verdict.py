"""Is a page's text layer to be trusted? Decided for each page: text, blank, scan, garbled, or an old OCR layer.

Thresholds measured on 342 good, 60 garbled and 102 scanned pages (design/pdf.md section 3).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Literal

from indexer.extract.hidden import INVISIBLE_MODES, is_light
from vietnamese.letters import fold, has_marks
from vietnamese.syllables import is_syllable

if TYPE_CHECKING:
    from collections.abc import Callable

    from indexer.extract.ink import Char, PageInk

Verdict = Literal["text", "blank", "scan", "garbled", "ocr_layer"]

FEW: Final = 25  # characters
HEADED: Final = 200  # characters; a piece of a scan may stand under so long a heading
STAMP: Final = 400  # characters; a scan may carry so many of its own: who signed it, when, a page number
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
STRETCH: Final = 60  # words judged together
STRANGE: Final = 0.5  # of them; marked, but no syllables
PLAIN_VALID: Final = 0.6
PLAIN_MARKED: Final = 0.15
MUTE: Final = 0.35
CURVES: Final = 200  # paths of the size of letters
SPREAD: Final = 25  # places of the page, an inch each way, where they stand
FEW_REPLACED: Final = 5  # question marks inside words
NAMED: Final = 0.15  # of the words
SMALL_MARKED: Final = 0.4  # text that lost its marks has under 0.29
SURE: Final = 0.95
SAMPLE: Final = 40  # characters

_WITH_DIGIT: Final = re.compile(r"\S*\d\S*")
_WORD: Final = re.compile(r"[^\s\x00-\x40\x5b-\x60\x7b-\x7e“”‘’–—…]+")
_ALIEN: Final = re.compile(r"[\x80-\x9f¡-©¬-¯±´-¶¸¹¿ÄÅÆÇËÎÏÐÑÖ×ØÛÜÞßäåæçëîïðñö÷øûüþÿ]")
_VOWEL: Final = re.compile("[aeiouyAEIOUY]")
_LETTER: Final = re.compile("[A-Za-z]")
_ACRONYM: Final = 8  # letters
_GLYPH: Final = (3.0, 30.0)  # points
_CELL: Final = 72.0
_LETTER_SEGMENTS: Final = 10  # lines and curves of one path; a rectangle has five
_REPLACED: Final = re.compile(r"(?<=[^\W\d_])\?(?=[^\W\d_])")
_UNKNOWN_MARK: Final = re.compile(r"^(\(cid:\d+\)) ", re.MULTILINE)
_PRIVATE: Final = ("\ue000", "\uf8ff")


def verdict(page: PageInk, seen: list[Char], text: str, inked: Callable[[Char], bool] | None = None) -> Verdict:
    """What the page's text layer is worth.

    :param seen: the characters that a reader sees
    :param text: their text after decoding, in reading order
    :param inked: whether a character leaves ink on the page (sight.py)
    """
    ink = [char for char in seen if not char.text.isspace()]
    image = _image_share(page)
    if has_old_layer(page) or (image > SCAN_IMAGE and _unread_in_images(page, seen) >= FEW):
        return "scan" if len(ink) < FEW else "ocr_layer"
    if inked is not None and _has_drawn_spaces(seen, len(ink), inked):
        return "garbled"
    if len(ink) < FEW:
        return "scan" if image > LONE_IMAGE or _has_curves(page) else "text" if text else "blank"
    if len(ink) < (STAMP if image > STAMPED_IMAGE else HEADED) and (image > SCAN_IMAGE or _has_curves(page)):
        return "scan"
    broken = sum(map(_broken, ink)) - _bullets(text) > UNKNOWN * len(ink)
    return "garbled" if broken or not reads_as_vietnamese(text) or garbled_in_part(text) else "text"


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
    if len(_REPLACED.findall(text)) > max(FEW_REPLACED, UNKNOWN * len(words)):
        return False
    if _is_list(words) or _has_names_of_others(words):
        return True
    words = _without_acronyms(_without_signs(words))
    valid = [word for word in words if is_syllable(word)]
    if len(words) >= VALID_WORDS and len(valid) < VALID * len(words):
        return False
    return len(words) < MARKED_WORDS or sum(map(has_marks, valid)) >= MARKED * len(words)


def garbled_in_part(text: str) -> bool:
    """Whether a stretch of the text is surely garbled though most of it is right: half a page, a font of several.

    Surely means what no language is: marks on letters that make no syllables, syllables that all lost their marks, or
    words without vowels. A quotation in another language is none of these.
    """
    words = [word for word in _WORD.findall(_WITH_DIGIT.sub(" ", text)) if not word.isupper()]
    return any(
        _stretch_is_garbled(words[start : start + STRETCH])
        for start in range(0, max(1, len(words) - STRETCH // 2), STRETCH // 2)
    )


def _stretch_is_garbled(words: list[str]) -> bool:
    if len(words) < STRETCH // 2:
        return False
    valid = [word for word in words if is_syllable(word)]
    marked = sum(map(has_marks, valid))
    strange = sum(map(has_marks, words)) - marked
    long = [word for word in words if len(word) > 2]  # noqa: PLR2004  shorter ones are often abbreviations
    mute = sum(_VOWEL.search(fold(word)) is None for word in long)
    return (
        strange > STRANGE * len(words)
        or (len(valid) >= PLAIN_VALID * len(words) and marked < PLAIN_MARKED * len(valid))
        or mute > MUTE * len(words)
    )


def _is_list(words: list[str]) -> bool:
    """Whether a few ordinary words, each of them right, stand among names: names need not be Vietnamese."""
    usual = [word for word in words if word.islower()]
    return (
        len(usual) >= VALID_WORDS
        and len(set(usual)) < VALID_WORDS
        and all(map(is_syllable, usual))
        and sum(map(has_marks, usual)) >= LISTED * len(usual)
    )


def _has_names_of_others(words: list[str]) -> bool:
    """Whether the small words, a good part of all, are right: what is wrong beside them are names."""
    small = [word for word in words if word.islower() and len(word) > 1]
    valid = [word for word in small if is_syllable(word)]
    return (
        len(small) >= max(MARKED_WORDS, NAMED * len(words))
        and len(valid) >= SURE * len(small)
        and sum(map(has_marks, valid)) >= SMALL_MARKED * len(valid)
    )


def _without_signs(words: list[str]) -> list[str]:
    """The words without a lone letter or two that come again and again: the sign of a currency or a unit."""
    signs = {word for word in words if len(word) == 1}
    return words if len(signs) > 2 else [word for word in words if word not in signs]  # noqa: PLR2004  as said


def _without_acronyms(words: list[str]) -> list[str]:
    """The words without abbreviations in capitals (UBND, VND), unless most words would be that."""
    short = {word for word in words if word.isupper() and 1 < len(word) <= _ACRONYM and not is_syllable(word)}
    return words if 3 * len(short) > 2 * len(set(words)) else [word for word in words if word not in short]


def _bullets(text: str) -> int:
    """List marks of a symbol font: private letters that stand alone, or one unknown glyph that begins lines."""
    private = sum(len(word) == 1 and _PRIVATE[0] <= word <= _PRIVATE[1] for word in text.split())
    unknown = _UNKNOWN_MARK.findall(text)
    return private + (len(unknown) if len(set(unknown)) == 1 else 0)


def _unread_in_images(page: PageInk, seen: list[Char]) -> int:
    """How many letters that nobody reads stand where an image is, unseen or white: what some recognition saw in it."""
    shown = {char.order for char in seen} if len(seen) < len(page.chars) else None
    unread = [
        char
        for char in page.chars
        if not char.text.isspace() and ((shown is not None and char.order not in shown) or is_light(char.color))
    ]
    return sum(
        any(box.x0 <= char.x0 <= box.x1 and box.y0 <= char.y <= box.y1 for box in page.images) for char in unread
    )


def _has_drawn_spaces(seen: list[Char], letters: int, inked: Callable[[Char], bool]) -> bool:
    """Whether most characters claim to be spaces and yet leave ink: a font that names no letter right."""
    spaces = [char for char in seen if char.text.isspace()]
    if len(spaces) < FEW or len(spaces) < 2 * letters:
        return False
    some = spaces[:: max(1, len(spaces) // SAMPLE)]
    return 2 * sum(map(inked, some)) > len(some)


def _has_curves(page: PageInk) -> bool:
    """Whether letters were drawn as shapes, as some printers do: nothing but a look at the page reads them.

    They stand all over the page; a code of little squares or an emblem stands in one place.
    """
    low, high = _GLYPH
    shapes = 0
    cells: set[tuple[int, int]] = set()
    for path in page.paths:
        if not low < path.y1 - path.y0 < high:
            continue
        if path.x1 - path.x0 < high:
            shapes += 1
        elif path.segments >= _LETTER_SEGMENTS:
            shapes += path.segments // _LETTER_SEGMENTS
        else:
            continue
        cells.update((int(x // _CELL), int(path.y0 // _CELL)) for x in (path.x0, (path.x0 + path.x1) / 2, path.x1))
    return shapes > CURVES and len(cells) >= SPREAD


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
