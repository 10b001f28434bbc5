"""The typefaces of the published file: every Vietnamese letter in every face, checked before the first file is made.

typst takes a letter that a face lacks from another one without a word, so the file would print but look patched.
"""

import struct
from pathlib import Path
from typing import Final

from vietnamese.letters import LOWER, UPPER

FOLDER: Final = Path(__file__).resolve().parents[1] / "templates" / "print" / "fonts"
FACES: Final = {
    "LiberationSerif-Regular.ttf": "chữ thường",
    "LiberationSerif-Bold.ttf": "chữ đậm",
    "LiberationSerif-Italic.ttf": "chữ nghiêng",
    "LiberationSerif-BoldItalic.ttf": "chữ đậm nghiêng",
}
VIETNAMESE: Final = frozenset(letter for letter in LOWER + UPPER if not letter.isascii())
"""The 134 letters that Vietnamese adds to the Latin alphabet, both cases."""
_NAMED: Final = 10
_SEGMENTS, _GROUPS = 4, 12  # the two formats of a character map that fonts use today


class BadTypefaces(Exception):
    """A face of the published file is missing, unreadable or without some Vietnamese letter; the message says which."""


def check_typefaces(folder: Path = FOLDER) -> None:
    """Read the character map of each face; raises BadTypefaces with a sentence for the operator."""
    for name, face in FACES.items():
        try:
            found = letters_of((folder / name).read_bytes())
        except FileNotFoundError as error:
            raise BadTypefaces(
                f"Thiếu tệp phông {face} {name} để dựng tệp công bố. Hãy cài lại chương trình."
            ) from error
        except (OSError, ValueError, struct.error) as error:
            raise BadTypefaces(f"Không đọc được tệp phông {face} {name}. Hãy cài lại chương trình.") from error
        if missing := sorted(letter for letter in VIETNAMESE if ord(letter) not in found):
            named = " ".join(missing[:_NAMED]) + (" …" if len(missing) > _NAMED else "")
            raise BadTypefaces(f"Phông {face} {name} thiếu {len(missing)} chữ cái tiếng Việt: {named}.")


def letters_of(font: bytes) -> frozenset[int]:
    """The code points that a TrueType font has a glyph for (OpenType specification, table cmap, formats 4 and 12).

    Raises ValueError or struct.error when it is no such font.
    """
    count = struct.unpack_from(">H", font, 4)[0]
    tables = {font[at : at + 4]: struct.unpack_from(">I", font, at + 8)[0] for at in range(12, 12 + 16 * count, 16)}
    if b"cmap" not in tables:
        raise ValueError("no character map")
    start = tables[b"cmap"]
    subtables = struct.unpack_from(">H", font, start + 2)[0]
    found: set[int] = set()
    for index in range(subtables):
        at = start + struct.unpack_from(">I", font, start + 4 + 8 * index + 4)[0]
        form = struct.unpack_from(">H", font, at)[0]
        if form == _SEGMENTS:
            found |= _by_segments(font, at)
        elif form == _GROUPS:
            groups = struct.unpack_from(">I", font, at + 12)[0]
            for first, last, _glyph in struct.iter_unpack(">III", font[at + 16 : at + 16 + 12 * groups]):
                found.update(range(first, last + 1))
    return frozenset(found)


def _by_segments(font: bytes, at: int) -> set[int]:
    double = struct.unpack_from(">H", font, at + 6)[0]
    ends, starts = at + 14, at + 16 + double
    deltas, offsets = starts + double, starts + 2 * double
    found: set[int] = set()
    for place in range(0, double, 2):
        first, last, delta, offset = (
            struct.unpack_from(">H", font, table + place)[0] for table in (starts, ends, deltas, offsets)
        )
        for code in range(first, min(last, 0xFFFE) + 1):
            glyph = code
            if offset:
                glyph = struct.unpack_from(">H", font, offsets + place + offset + 2 * (code - first))[0]
                if glyph == 0:
                    continue
            if (glyph + delta) & 0xFFFF:
                found.add(code)
    return found
