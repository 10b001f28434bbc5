"""Files that nobody should send: hidden text in every way we know, bombs, loops, damage. Nothing in them does harm.

`HIDDEN` are ways to hide a name, `SEEN` legitimate drawings that only look like hiding, `BAD` whole files with the
code and flags they must end with. The names in them are invented.
"""

from __future__ import annotations

import random
import zlib
from dataclasses import replace
from typing import TYPE_CHECKING

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream

from tests.pdfs.make import LEFT, SERIF, TOP, Put, Sheet, pdf

if TYPE_CHECKING:
    from collections.abc import Callable

SECRET = "Lò Thị Ví Dụ"
LINE = "Hội đồng xét xử thấy rằng các bên đều thừa nhận có việc giao nhận tiền"
LINES = tuple(Put(LEFT, TOP - 20 * row, LINE, font=SERIF) for row in range(5))
PLACE = Put(LEFT, 500.0, SECRET, font=SERIF)
BOX = (LEFT - 4, 494.0, PLACE.width + 30, 20.0)
_RECT = "{} {} {} {} re".format(*BOX)


def _page(put: Put = PLACE, **options: object) -> Sheet:
    return Sheet((*LINES, put), **options)


def _on_first(entries: Callable[[Pdf], dict[str, object]], resource: str) -> Callable[[Pdf], None]:
    """Put a named resource on the first page."""

    def change(made: Pdf) -> None:
        made.pages[0].Resources[Name("/" + resource)] = Dictionary(entries(made))

    return change


def _clear(_: Pdf) -> dict[str, object]:
    return {"/Clear": Dictionary(ca=0, CA=0)}


def _layer(made: Pdf) -> None:
    """A layer that is off."""
    layer = made.make_indirect(Dictionary(Type=Name.OCG, Name=pikepdf.String("an")))
    made.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer]), Order=Array([])))
    made.pages[0].Resources.Properties = Dictionary(Off=layer)


def _note(made: Pdf) -> None:
    """A black square drawn as a note over the name."""
    x, y, width, height = BOX
    form = Stream(made, f"0 g 0 0 {width} {height} re f".encode())
    form.update({"/Type": Name.XObject, "/Subtype": Name.Form, "/BBox": Array([0, 0, width, height])})
    note = Dictionary(
        Type=Name.Annot,
        Subtype=Name.Square,
        Rect=Array([x, y, x + width, y + height]),
        F=4,
        AP=Dictionary(N=made.make_indirect(form)),
    )
    made.pages[0].Annots = Array([made.make_indirect(note)])


def _cropped(made: Pdf) -> None:
    made.pages[0].CropBox = Array([0, 550, 595, 842])


HIDDEN: dict[str, bytes] = {
    "white": pdf([_page(replace(PLACE, around="1 g"))]),
    "white in RGB": pdf([_page(replace(PLACE, around="1 1 1 rg"))]),
    "white in CMYK": pdf([_page(replace(PLACE, around="0 0 0 0 k"))]),
    "nearly white": pdf([_page(replace(PLACE, around="0.96 g"))]),
    "white over a grey rule": pdf([_page(replace(PLACE, around="1 g"), before="0.9 g 80 480 300 60 re f 0 g")]),
    "white over other words": pdf([_page(replace(LINES[2], text=SECRET, around="1 g"))]),
    "black on black": pdf([_page(before=f"0 g {_RECT} f")]),
    "invisible mode": pdf([_page(replace(PLACE, mode=3))]),
    "clip mode": pdf([_page(replace(PLACE, mode=7))]),
    "transparent": pdf([_page(replace(PLACE, around="/Clear gs"))], _on_first(_clear, "ExtGState")),
    "tiny": pdf([_page(replace(PLACE, size=0.5))]),
    "off the page": pdf([_page(replace(PLACE, x=700.0))]),
    "outside the crop box": pdf([_page()], _cropped),
    "clipped": pdf([_page(replace(PLACE, around="0 0 10 10 re W n"))]),
    "layer that is off": pdf([_page(replace(PLACE, around="/OC /Off BDC"))], _layer),
    "under a black box": pdf([_page(after=f"0 g {_RECT} f")]),
    "under a white box": pdf([_page(after=f"1 g {_RECT} f")]),
    "under a thick line": pdf([_page(after=f"20 w {BOX[0]} 504 m {BOX[0] + BOX[2]} 504 l S")]),
    "under an image": pdf(
        [replace(_page(), after="q {2} 0 0 {3} {0} {1} cm /Im Do Q".format(*BOX), image=(0, 0, 1, 1))]
    ),
    "under a note": pdf([_page()], _note),
    "under a white box with other words on it": pdf(
        [replace(_page(after=f"1 g {_RECT} f 0 g"), late=(replace(PLACE, text="Giàng A Mẫu"),))]
    ),
    "in a matrix of nothing": pdf([_page(replace(PLACE, around="0.01 0 0 0.01 1 5 cm"))]),
    "the colour of its shading": pdf([_page(replace(PLACE, around="0.8 1 1 rg"), before=f"0.8 1 1 rg {_RECT} f 0 g")]),
    "on a turned page, under a box": pdf([_page(after=f"0 g {_RECT} f", rotate=180)]),
}
"""Ways to hide SECRET on a page of LINES."""

SEEN: dict[str, bytes] = {
    "white on a black box": pdf([_page(replace(PLACE, around="1 g"), before=f"0 g {_RECT} f 0 g")]),
    "black on grey shading": pdf([_page(before=f"0.85 g {_RECT} f 0 g")]),
    "underlined": pdf([_page(after=f"{LEFT} 497 {PLACE.width} 0.7 re f")]),
    "framed": pdf([_page(after=f"0.5 w {_RECT} S")]),
    "grey": pdf([_page(replace(PLACE, around="0.5 g"))]),
    "small print": pdf([_page(replace(PLACE, size=6.0))]),
    "red": pdf([_page(replace(PLACE, around="0.8 0 0 rg"))]),
    "outlined": pdf([_page(replace(PLACE, mode=1))]),
    "printed twice": pdf([_page(PLACE, late=(replace(PLACE, x=PLACE.x + 0.4),))]),
    "with a shadow": pdf([_page(replace(PLACE, x=PLACE.x + 0.9, y=PLACE.y - 0.9, around="0.6 g"), late=(PLACE,))]),
    "over a picture": pdf([replace(_page(), image=(80, 480, 300, 60))]),
    "on a turned page": pdf([_page(rotate=180)]),
}
"""Drawings of SECRET that every reader sees."""


def _sound(change: Callable[[Pdf], None] | None = None, sheets: int = 1, **save: object) -> bytes:
    return pdf([Sheet(LINES)] * sheets, change, **save)


def _noise(size: int) -> bytes:
    return random.Random(8).randbytes(size)  # noqa: S311  no secret


def _raw(objects: list[bytes], root: int = 1) -> bytes:
    """A file of these objects, numbered from 1, with a right cross-reference table."""
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return bytes(
        out
    ) + b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<</Root %d 0 R/Size %d>>\nstartxref\n%d\n%%%%EOF" % (
        len(objects) + 1,
        table,
        root,
        len(objects) + 1,
        len(out),
    )


def _deep_tree() -> bytes:
    """A page tree that is one page under ten thousand nodes."""
    depth = 10_000
    nodes = [b"<</Type/Pages/Count 1/Kids[%d 0 R]>>" % (number + 3) for number in range(depth)]
    return _raw([b"<</Type/Catalog/Pages 2 0 R>>", *nodes, b"<</Type/Page/MediaBox[0 0 595 842]>>"])


def _many_objects() -> bytes:
    return _raw([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 0/Kids[]>>", *[b"null"] * 400_000])


def _predictor(made: Pdf) -> None:
    bomb = Stream(made, zlib.compress(b"q Q"))
    bomb.update(
        {"/Filter": Name.FlateDecode, "/DecodeParms": Dictionary(Predictor=12, Columns=1_000_000_000, Colors=4)}
    )
    made.pages[0].Contents = bomb


def _launch(made: Pdf) -> None:
    made.Root.OpenAction = Dictionary(S=Name.Launch, F=pikepdf.String("none"))


def _signature(made: Pdf) -> None:
    made.Root.AcroForm = Dictionary(Fields=Array([made.make_indirect(Dictionary(FT=Name.Sig, T=pikepdf.String("s")))]))


def _nested_actual_text() -> bytes:
    """Words in /ActualText, which no eye sees and readers for the blind speak."""
    return pdf([_page(replace(PLACE, text="Lưu hồ sơ.", around=f"/Span <</ActualText ({'x' * 40})>> BDC"))])


def _looped_xref() -> bytes:
    content = _sound()
    return content.replace(b"/Size", b"/Prev %d /Size" % content.rindex(b"xref\n0"))


def _english() -> bytes:
    words = "The court finds that both parties agree about every payment made so far and about the house."
    return pdf([Sheet(tuple(Put(LEFT, TOP - 20 * row, words[:70], font=SERIF) for row in range(12)))])


BAD: dict[str, tuple[Callable[[], bytes], str]] = {
    "04 empty": (lambda: b"", "EMPTY"),
    "08 noise behind a header": (lambda: b"%PDF-1.7\n" + _noise(200_000), "DAMAGED"),
    "12 two thousand pages": (lambda: pdf([Sheet()] * 2000), "TOO_MANY_PAGES"),
    "14b predictor of a billion columns": (lambda: _sound(_predictor), "BOMB_STREAM"),
    "16 ten thousand levels of pages": (_deep_tree, "DAMAGED"),
    "17 four hundred thousand objects": (_many_objects, "TOO_COMPLEX"),
    "20b launch action": (lambda: _sound(_launch), "OK ACTION"),
    "22 white text": (lambda: HIDDEN["white"], "OK HIDDEN_TEXT"),
    "23d transparent text": (lambda: HIDDEN["transparent"], "OK HIDDEN_TEXT"),
    "24c text under a line": (lambda: HIDDEN["under a thick line"], "OK HIDDEN_TEXT"),
    "25 text under a note": (lambda: HIDDEN["under a note"], "OK ANNOTATIONS HIDDEN_TEXT"),
    "29 signature field": (lambda: _sound(_signature), "OK SIGNED"),
    "36 text for readers aloud": (_nested_actual_text, "OK"),
    "43 cross-references in a loop": (_looped_xref, "OK REPAIRED"),
    "48 another language": (_english, "OK NEEDS_OCR"),
}
"""What makes each file, and "CODE FLAG …" of its verdict."""
