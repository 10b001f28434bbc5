"""TCVN3 and VNI fonts of a Word file: each run decoded by the font it is set in, with the tables of the PDF reader."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Final

from indexer.extract.encodings import UNICODE, by_content, by_name, decode
from vietnamese.letters import nfc

if TYPE_CHECKING:
    from collections.abc import Iterable

    from indexer.extract.encodings import Encoding
    from indexer.word.runs import Piece

# letters that no eight-bit font has: a run that holds one was typed in Unicode, whatever its font is called
_BEYOND: Final = re.compile("[ĂăĐđĨĩŨũƠơƯư\u1ea0-\u1ef9\u0300\u0301\u0303\u0309\u0323]")
# the private numbers under which programs keep the codes of such a font, the ư of TCVN3 above all
_SYMBOL_CODES: Final = {base + code: code for base in (0xE000, 0xF000) for code in range(0x20, 0x100)}
_SOFT_HYPHEN: Final = "\u00ad"  # to a reader nothing in Unicode, to a TCVN3 font the letter ư


def font_of(piece: Piece) -> str:
    """The font that decides how a run is to be read: that of its letters beyond ASCII."""
    return piece.look.ascii if piece.text.isascii() else piece.look.other


def encodings(pieces: Iterable[Piece]) -> dict[str, Encoding]:
    """The encoding of each font: by its name, else by its text, else as most of the text in fonts that say nothing.

    Text that reads as Vietnamese as it stands overrules a name, as in a PDF.
    """
    texts: dict[str, list[str]] = defaultdict(list)
    for piece in pieces:
        if not _BEYOND.search(piece.text):
            texts[font_of(piece)].append(piece.text)
    found: dict[str, Encoding | None] = {}
    votes: Counter[Encoding] = Counter()
    for name, parts in texts.items():
        text = "".join(parts).translate(_SYMBOL_CODES)
        seen, promised = by_content(text), by_name(name)
        found[name] = seen if seen == UNICODE else promised or seen
        if promised is None and found[name] is not None:
            votes[found[name] or UNICODE] += len(text)
    majority = votes.most_common(1)[0][0] if votes else UNICODE
    majority = "tcvn3" if majority == "tcvn3_capitals" else majority
    return {name: encoding or majority for name, encoding in found.items()}


def encoding_of(piece: Piece, fonts: dict[str, Encoding]) -> Encoding:
    """The encoding of one run."""
    return UNICODE if _BEYOND.search(piece.text) else fonts.get(font_of(piece), UNICODE)


def read(text: str, encoding: Encoding) -> str:
    """The letters that a stretch of one encoding means, in NFC; breaks stay where they are."""
    if encoding == UNICODE:
        return nfc(text.replace(_SOFT_HYPHEN, ""))
    return nfc(decode(text.translate(_SYMBOL_CODES), encoding))


def is_blank(text: str) -> bool:
    """Whether a stretch holds nothing but blanks and breaks."""
    return not text.strip()
