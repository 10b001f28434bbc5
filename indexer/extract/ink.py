"""What a page draws, as plain data: characters, paths, places of images. It needs no reader of PDFs to be held."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple, TypeAlias

Outlines: TypeAlias = Literal["embedded", "substituted", "unknown"]
"""In the file; any text font will do for its plain letters; or only a reader that has the very font can draw it."""

UPRIGHT, SIDEWAYS, UPSIDE_DOWN = 0, 1, 2


class Char(NamedTuple):
    """One glyph: left, baseline, right (points), font size, text, font, render mode, colour, place in the stream.

    The colour is grey, RGB or CMYK from 0 to 1, None when it is none of them.
    """

    x0: float
    y: float
    x1: float
    size: float
    text: str
    font: int
    mode: int
    color: Any
    order: int
    turn: int
    unknown: bool


class Shape(NamedTuple):
    """The box around one painted path or image, its place in the stream, and of how many lines and curves it is."""

    x0: float
    y0: float
    x1: float
    y1: float
    stroked: bool
    filled: bool
    color: Any
    order: int
    segments: int = 0


@dataclass(slots=True)
class PageInk:
    """All that one page draws; width and height in points, the origin at its lower left corner.

    `turned` is the rotation in degrees under which it was read, `crop` what of it a reader is shown.
    """

    width: float
    height: float
    turned: int = 0
    crop: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)
    chars: list[Char] = field(default_factory=list)
    paths: list[Shape] = field(default_factory=list)
    images: list[Shape] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Ink:
    """The pages of a file, the names of its fonts and where their outlines are; `Char.font` counts into both."""

    pages: list[PageInk]
    fonts: list[str]
    outlines: list[Outlines]
