"""Redraws the pages of a PDF as other producers would: each letter or word an object of its own, one form, turned."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pikepdf
from pikepdf import Array, Dictionary, Name

if TYPE_CHECKING:
    from random import Random

Matrix = tuple[float, float, float, float, float, float]


def turned(page: pikepdf.Page, angle: int) -> None:
    """Show the page turned."""
    page.Rotate = angle


def as_form(file: pikepdf.Pdf, page: pikepdf.Page) -> None:
    """Move all that the page draws into one form."""
    page.contents_coalesce()
    form = file.make_stream(page.Contents.read_bytes())
    form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, Array(list(page.mediabox))
    form.Resources = page.Resources
    page.Resources = Dictionary(XObject=Dictionary(Whole=form))
    page.Contents = file.make_stream(b"q /Whole Do Q")


def scattered(file: pikepdf.Pdf, page: pikepdf.Page, random: Random, *, words: bool) -> None:
    """Draw each letter (or each run between two spaces) as a text object of its own, shuffled, no spaces drawn."""
    fonts = {str(name): _widths(font) for name, font in page.Resources.Font.items()}
    drawn, rest = _glyphs(page, fonts)
    objects = _joined(drawn) if words else [[glyph] for glyph in drawn if not glyph[4]]
    random.shuffle(objects)
    parts = [_object(glyphs) for glyphs in objects]
    page.Contents = file.make_stream(rest + b"\n" + "\n".join(parts).encode())


Glyph = tuple[str, float, Matrix, bytes, bool]  # font, size, place, code, whether it is a space


def _widths(font: Any) -> tuple[dict[int, float], set[int]]:
    """The advance of each code, and the codes that are spaces."""
    inner = font.DescendantFonts[0]
    found: dict[int, float] = {}
    items = list(inner.W)
    while items:
        first = int(items.pop(0))
        second = items.pop(0)
        if isinstance(second, Array):
            found |= {first + n: float(width) for n, width in enumerate(second)}
        else:
            width = float(items.pop(0))
            found |= dict.fromkeys(range(first, int(second) + 1), width)
    spaces = set()
    for line in font.ToUnicode.read_bytes().decode("latin-1").splitlines():
        pieces = line.strip().strip("<>").split("> <")
        if len(pieces) == 2 and pieces[1].lower() in {"0020", "00a0"}:
            spaces.add(int(pieces[0], 16))
    return found, spaces


def _glyphs(  # noqa: C901, PLR0912  a branch for each operator
    page: pikepdf.Page, fonts: dict[str, Any]
) -> tuple[list[Glyph], bytes]:
    """The glyphs with their places, and the instructions that draw no text."""
    outer: list[Matrix] = []
    ctm = text = line = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    font, size, gap, found, rest = "", 0.0, 0.0, [], []
    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name == "q":
            outer.append(ctm)
        elif name == "Q":
            ctm = outer.pop()
        elif name == "cm":
            ctm = _times(tuple(float(n) for n in operands), ctm)
        elif name == "BT":
            text = line = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
        elif name == "Tf":
            font, size = str(operands[0]), float(operands[1])
        elif name == "Tc":
            gap = float(operands[0])
        elif name == "Tm":
            text = line = tuple(float(n) for n in operands)
        elif name in {"Td", "TD"}:
            text = line = _times((1, 0, 0, 1, float(operands[0]), float(operands[1])), line)
        elif name in {"Tj", "TJ"}:
            widths, spaces = fonts[font]
            for part in operands[0] if name == "TJ" else operands:
                if not isinstance(part, pikepdf.String):
                    text = _times((1, 0, 0, 1, -float(part) / 1000 * size, 0), text)
                    continue
                codes = bytes(part)
                for at in range(0, len(codes), 2):
                    code = int.from_bytes(codes[at : at + 2], "big")
                    found.append((font, size, _times(text, ctm), codes[at : at + 2], code in spaces))
                    text = _times((1, 0, 0, 1, widths.get(code, 1000) / 1000 * size + gap, 0), text)
        if name not in {"BT", "ET", "Tf", "Tc", "Tm", "Td", "TD", "Tj", "TJ", "Tr", "Tw", "TL", "Ts"}:
            rest.append((operands, operator))
    return found, pikepdf.unparse_content_stream(rest)


def _times(one: Any, other: Any) -> Any:
    a, b, c, d, e, f = one
    g, h, i, j, k, m = other
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


def _joined(glyphs: list[Glyph]) -> list[list[Glyph]]:
    found: list[list[Glyph]] = [[]]
    for glyph in glyphs:
        last = found[-1]
        if glyph[4] or (last and abs(last[-1][2][5] - glyph[2][5]) > 0.1):
            found.append([])
        if not glyph[4]:
            found[-1].append(glyph)
    return [word for word in found if word]


def _object(glyphs: list[Glyph]) -> str:
    parts = []
    for font, size, place, code, _ in glyphs:
        numbers = " ".join(f"{n:.4f}" for n in place)
        parts.append(f"{font} {size:.4f} Tf {numbers} Tm <{code.hex()}> Tj")
    return "BT " + " ".join(parts) + " ET"
