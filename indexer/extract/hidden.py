"""Text that no reader sees: told by how it is drawn (invisible mode, tiny, off the page), or by the ink it leaves."""

from __future__ import annotations

from collections import defaultdict
from itertools import groupby
from math import inf
from typing import TYPE_CHECKING, Final

from indexer.extract.encodings import UNICODE
from indexer.extract.ink import UPRIGHT
from indexer.extract.lines import text_of
from indexer.extract.overprint import crossings, second_prints
from indexer.extract.results import Hidden

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from indexer.extract.ink import Char, PageInk
    from indexer.extract.lines import Fonts

INVISIBLE_MODES: Final = frozenset((3, 7))
TINY: Final = 3.0  # points
LIGHT: Final = 0.85  # of white
_CONTESTED: Final = 0.4  # of its width under other words
_PARTLY: Final = 0.3  # a word that misses more of its letters than this is covered
_SAME_LINE: Final = 1.0  # points
_WORD_GAP: Final = 0.25  # em


def reason(char: Char, page: PageInk) -> str | None:
    """Why this character cannot be seen; None when it can, as far as its drawing says."""
    if char.mode in INVISIBLE_MODES:
        return "invisible"
    if char.size < TINY:
        return "tiny"
    left, bottom, right, top = page.crop
    if char.x1 < left or char.y + char.size < bottom or char.x0 > right or char.y > top:
        return "off_page"
    return None


def split_hidden(
    page: PageInk, number: int, fonts: Fonts, inked: Callable[[Char], bool] | None = None
) -> tuple[list[Char], list[Hidden]]:
    """The characters that can be seen, and the hidden runs with their reasons.

    Whole words are hidden or seen. Spaces leave no ink of their own and go with the word before them.

    :param inked: whether a character leaves ink on the page (sight.py); without it only the drawing is judged
    """
    reasons = [reason(char, page) for char in page.chars]
    copies: set[int] = set()
    if inked is not None:
        words = list(_words(page.chars, reasons))
        for word in words:
            chars = [page.chars[place] for place in word]
            if not _seen(chars, fonts, inked, page):
                why = _why(chars[len(chars) // 2], page)
                for place in word:
                    reasons[place] = why
        if crossings([tuple(word) for word in words if reasons[word[0]] is None], page.chars):
            copies = _contest(page, reasons, fonts)
    if not copies and not any(reasons):
        return page.chars, []
    for place, char in enumerate(page.chars):
        if place and char.text.isspace():
            reasons[place] = reasons[place] or reasons[place - 1]
    seen = [char for place, char in enumerate(page.chars) if reasons[place] is None and place not in copies]
    return seen, list(_reported(page, number, fonts, reasons))


def _reported(page: PageInk, number: int, fonts: Fonts, reasons: list[str | None]) -> Iterator[Hidden]:
    """The hidden runs with their texts."""
    for why, run in groupby(zip(reasons, page.chars, strict=True), key=lambda pair: pair[0]):
        for chars in _apart([char for _, char in run]) if why is not None else ():
            if why is not None and (text := text_of(chars, fonts)):
                yield Hidden(number, text, why)


def _apart(chars: list[Char]) -> Iterator[list[Char]]:
    """Runs of characters, cut where the pen went back on its line: something else begins there."""
    start = 0
    for place in range(1, len(chars)):
        last, char = chars[place - 1], chars[place]
        if abs(char.y - last.y) < char.size and char.x0 < last.x0 - char.size:
            yield chars[start:place]
            start = place
    yield chars[start:]


def _contest(page: PageInk, reasons: list[str | None], fonts: Fonts) -> set[int]:
    """Give the words that lie over each other their reasons; the places of words that are printed twice.

    Ink cannot tell whose it is: of two dark words in one place the covered one is hidden, or else both are.
    """
    chars = page.chars
    plain = [fonts.encodings[char.font] == UNICODE for char in chars]
    places = [
        place for place, why in enumerate(reasons) if why is None and plain[place] and chars[place].text.isalnum()
    ]
    copies = second_prints(chars, places)
    kept = [place for place, why in enumerate(reasons) if why is None and plain[place] and place not in copies]
    once = [chars[place] for place in kept]
    words = [tuple(kept[at] for at in word) for word in _words(once, [None] * len(once))]
    share: defaultdict[tuple[int, ...], float] = defaultdict(float)
    open_pairs: list[tuple[tuple[int, ...], tuple[int, ...]]] = []
    for first, second, points in crossings(words, chars):
        if all(_why(chars[place], page, chars[second[0]].order) == "covered" for place in first):
            for place in first:
                reasons[place] = "covered"
        else:
            open_pairs.append((first, second))
            for word in (first, second):
                share[word] += points / max(1e-6, chars[word[-1]].x1 - chars[word[0]].x0)
    contested = {
        place
        for pair in open_pairs
        if max(share[word] for word in pair) >= _CONTESTED
        for word in pair
        for place in word
    }
    for whole in list(_words(chars, reasons)) if contested else ():
        if not contested.isdisjoint(whole):  # letters that both words have in one place are no second prints
            for place in whole:
                reasons[place] = "overprinted"
    return copies


def _words(chars: list[Char], reasons: list[str | None]) -> Iterator[list[int]]:
    """The places of the characters of each word still thought to be seen: on one line, of one colour, unbroken."""
    word: list[int] = []
    last: Char | None = None
    for place, char in enumerate(chars):
        if reasons[place] is not None or char.turn != UPRIGHT or char.text.isspace():
            last = None
            continue
        if (
            last is None
            or abs(char.y - last.y) > _SAME_LINE
            or not -_SAME_LINE <= char.x0 - last.x1 <= _WORD_GAP * char.size
            or char.color != last.color
        ):
            if word:
                yield word
            word = []
        word.append(place)
        last = char
    if word:
        yield word


def _seen(chars: list[Char], fonts: Fonts, inked: Callable[[Char], bool], page: PageInk) -> bool:
    """Whether a reader can see the word: most of its letters leave ink."""
    letters = [char for char in chars if char.text.isalnum() and char.x1 > char.x0] or chars
    outlines = fonts.outlines[chars[0].font]
    if outlines == "substituted":
        letters = [char for char in letters if char.text.isascii()]  # pdfium's own fonts have no Vietnamese letters
    if outlines == "unknown" or not letters:
        return any(map(inked, chars)) or _why(chars[len(chars) // 2], page) == "no_ink"
    missing = 0
    for char in letters:
        missing += not inked(char)
    return missing <= _PARTLY * len(letters)


def _why(char: Char, page: PageInk, before: float = inf) -> str:
    """Why a character without ink has none: covered by something drawn later, nearly white, or unknown.

    :param before: the place in the stream behind which a cover would be too late
    """
    x, y = (char.x0 + char.x1) / 2, char.y + 0.3 * char.size
    for shape in (*page.paths, *page.images):
        if not char.order < shape.order < before or not shape.filled:
            continue
        if shape.x0 <= x <= shape.x1 and shape.y0 <= y <= shape.y1:
            return "covered"
    return "background_color" if is_light(char.color) else "no_ink"


def is_light(color: object) -> bool:
    """Whether a fill colour, as grey, RGB or CMYK from 0 to 1, is nearly white."""
    parts = color if isinstance(color, (tuple, list)) else (color,)
    if not all(isinstance(part, (int, float)) for part in parts):
        return False
    if len(parts) == 4:  # noqa: PLR2004  CMYK
        return bool(sum(parts) <= 1 - LIGHT)
    return bool(parts) and min(parts) >= LIGHT
