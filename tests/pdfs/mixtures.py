"""A second set of sound and unsound pages, of other mixtures than verdicts.py: half a page wrong, layers that are off
their image, fonts that draw their own letters, images with alpha, codes drawn as shapes.

`good()` and `bad()` give (kind, PDF of one page) as those of verdicts.py do; everybody in them is invented.
"""

from __future__ import annotations

import random
import zlib
from typing import TYPE_CHECKING, Any, Final

from pikepdf import Array, Dictionary, Name, Stream

from tests.pdfs.verdicts import PAGE, VISCII, broken, sheet, tcvn3, texts, vni

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import ModuleType

    import pikepdf

    Change = Callable[[pikepdf.Pdf], None]

STAMP: Final = (
    "Người ký: Tòa án nhân dân huyện Thí Dụ, tỉnh Đắk Lắk",
    "Cơ quan: Tòa án nhân dân tỉnh Đắk Lắk; Email: toa-an@example.invalid",
    "Thời gian ký: 12.09.2022 08:15:00 +07:00; Lý do: ban hành bản án",
    "Tài liệu được xác thực bằng chữ ký số của cơ quan; trang này có giá trị như bản giấy",
)
MESSAGE: Final = "anh oi em da chuyen tien cho anh roi nhe anh kiem tra tai khoan giup em voi em cam on anh nhieu"
ENGLISH: Final = (
    "Article 5. Delivery. The Seller shall deliver the goods to the carrier named by the Buyer at the agreed place on "
    "the date fixed in the contract. The risk passes to the Buyer when the goods have been handed over to the carrier. "
    "Where the Buyer fails to name a carrier in due time, the Seller may store the goods at the expense of the Buyer."
)


def _embedded(make: ModuleType, lines: list[str], first: int = 0, **options: Any) -> tuple[Any, ...]:
    """Lines in a font with its outlines, from that row on."""
    puts: tuple[Any, ...] = tuple(
        make.Put(85, 780 - 18 * (first + row), line, font=make.SERIF, **options)
        for row, line in enumerate(lines[: 40 - first])
        if line
    )
    return puts


def _draw(x: float, y: float, width: float, height: float, name: str = "Im") -> str:
    return f"q {width} 0 0 {height} {x} {y} cm /{name} Do Q"


def _font(made: pikepdf.Pdf, named: str) -> pikepdf.Dictionary:
    return next(font for font in made.pages[0].Resources.Font.values() if named in str(font.BaseFont))


def _meaning(named: str, turn: Callable[[str], str], letters: str) -> Change:
    """Have the font say other letters than it draws."""

    def change(made: pikepdf.Pdf) -> None:
        pairs = "\n".join(
            f"<{ord(letter):04x}> <{turn(letter).encode('utf-16-be').hex()}>" for letter in sorted(set(letters))
        )
        cmap = (
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Own def /CMapType 2 def\n"
            "1 begincodespacerange <0000> <ffff> endcodespacerange\n"
            f"{len(set(letters))} beginbfchar\n{pairs}\nendbfchar endcmap end end"
        )
        _font(made, named).ToUnicode = made.make_indirect(Stream(made, cmap.encode()))

    return change


def _shuffle(letters: str, seed: int, which: Callable[[str], bool]) -> Callable[[str], str]:
    moved = sorted(letter for letter in set(letters) if which(letter))
    turned = moved[:]
    random.Random(seed).shuffle(turned)  # noqa: S311  invented pages
    table = dict(zip(moved, turned, strict=True))
    return lambda letter: table.get(letter, letter)


def _no_unicode(named: str) -> Change:
    def change(made: pikepdf.Pdf) -> None:
        del _font(made, named).ToUnicode

    return change


def _type3(meaning: bool) -> Change:
    """Have the page's font draw its own letters as small squares, by codes of one byte."""

    def change(made: pikepdf.Pdf) -> None:
        page = made.pages[0]
        text = page.obj["/Lines"]
        letters = sorted({letter for line in text for letter in str(line)})[:250]
        codes = {letter: number for number, letter in enumerate(letters, 1)}
        glyph = made.make_indirect(Stream(made, b"500 0 0 0 400 600 d1 0 0 400 600 re f"))
        blank = made.make_indirect(Stream(made, b"500 0 0 0 0 0 d1"))
        names = {letter: Name(f"/g{code}") for letter, code in codes.items()}
        font = Dictionary(
            Type=Name.Font,
            Subtype=Name.Type3,
            FontBBox=[0, 0, 500, 700],
            FontMatrix=[0.001, 0, 0, 0.001, 0, 0],
            FirstChar=1,
            LastChar=len(letters),
            Widths=Array([500] * len(letters)),
            Encoding=Dictionary(Type=Name.Encoding, Differences=Array([1, *names.values()])),
            CharProcs=Dictionary({str(name): blank if letter == " " else glyph for letter, name in names.items()}),
            Resources=Dictionary(),
        )
        if meaning:
            pairs = "\n".join(f"<{code:02x}> <{letter.encode('utf-16-be').hex()}>" for letter, code in codes.items())
            cmap = f"begincmap 1 begincodespacerange <00> <ff> endcodespacerange {len(codes)} beginbfchar\n{pairs}\n"
            font.ToUnicode = made.make_indirect(Stream(made, (cmap + "endbfchar endcmap").encode()))
        page.Resources = Dictionary(Font=Dictionary(T3=made.make_indirect(font)))
        rows = (
            f"BT /T3 13 Tf 1 0 0 1 60 {780 - 18 * row} Tm <{bytes(codes[letter] for letter in str(line)).hex()}> Tj ET"
            for row, line in enumerate(text)
        )
        page.Contents = Stream(made, "\n".join(rows).encode())

    return change


def _lines(lines: list[str], then: Change) -> Change:
    def change(made: pikepdf.Pdf) -> None:
        made.pages[0].obj["/Lines"] = Array([line for line in lines[:40] if line])
        then(made)
        del made.pages[0].obj["/Lines"]

    return change


def _image(made: pikepdf.Pdf, alpha: int | None = None) -> pikepdf.Object:
    """A grey image of little dots; with alpha one that is seen through."""
    grey = Stream(
        made, zlib.compress(bytes(60 if x % 7 == 0 and y % 5 == 0 else 255 for y in range(64) for x in range(64)))
    )
    grey.update(
        {"/Type": Name.XObject, "/Subtype": Name.Image, "/Width": 64, "/Height": 64, "/BitsPerComponent": 8}
        | {"/ColorSpace": Name.DeviceGray, "/Filter": Name.FlateDecode}
    )
    if alpha is not None:
        mask = Stream(made, zlib.compress(bytes([alpha]) * 4096))
        mask.update({key: value for key, value in grey.items() if key != "/Length"})
        grey.SMask = made.make_indirect(mask)
    return made.make_indirect(grey)


def _with_image(alpha: int | None = None) -> Change:
    def change(made: pikepdf.Pdf) -> None:
        made.pages[0].Resources.XObject = Dictionary(Im=_image(made, alpha))

    return change


def _in_form(made: pikepdf.Pdf) -> None:
    form = Stream(made, b"q 595 0 0 842 0 0 cm /Im Do Q", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 595, 842])
    form.Resources = Dictionary(XObject=Dictionary(Im=_image(made)))
    made.pages[0].Resources.XObject = Dictionary(Im=made.make_indirect(form))


def _inline(made: pikepdf.Pdf) -> None:
    """The scan written into the page itself, in twenty bands."""
    band = b"q 595 0 0 42.1 0 %d cm BI /W 16 /H 4 /CS /G /BPC 8 ID " + bytes(range(60, 124)) + b" EI Q\n"
    made.pages[0].Contents = Stream(made, b"".join(band.replace(b"%d", b"%d" % (42 * row)) for row in range(20)))


def _outlines(stroked: bool, together: bool) -> str:
    """Letters drawn as outlines: only their edges, or all of a line as one shape."""
    rows = []
    for row in range(30):
        shapes = [
            f"{80 + 9 * place} {760 - 20 * row} m {85 + 9 * place} {760 - 20 * row} l "
            f"{85 + 9 * place} {768 - 20 * row} l {80 + 9 * place} {768 - 20 * row} l h"
            for place in range(50)
        ]
        end = " S " if stroked else " f "
        rows.append((" ".join(shapes) + end) if together else end.join(shapes) + end)
    return "\n".join(rows)


def _qr() -> str:
    """A square code drawn as little squares."""
    chance = random.Random(4)  # noqa: S311  as above
    return "\n".join(
        f"{400 + 3.4 * x} {90 + 3.4 * y} 3.4 3.4 re f" for x in range(29) for y in range(29) if chance.random() < 0.5
    )


def bad(make: ModuleType, layouts: ModuleType, each: int) -> Iterator[tuple[str, bytes]]:
    """Pages that must be recognised from their image, `each` of every kind."""
    pages = texts(layouts)
    for _ in range(7):
        next(pages)
    for number in range(each):
        lines = next(pages)
        for kind, made, change in (*_wrong_letters(make, lines, number), *_wrong_layers(make, lines)):
            yield kind, make.pdf([made], change)


def _wrong_letters(make: ModuleType, lines: list[str], seed: int) -> Iterator[tuple[str, Any, Change | None]]:
    """Fonts that say other letters than they draw, for the whole page or a part of it."""
    joined = "".join(lines)
    viscii = str.maketrans(VISCII, "".join(map(chr, range(0x80, 0x100))))
    asked = str.maketrans(dict.fromkeys(VISCII, "?"))
    foreign = _shuffle(joined, seed, lambda letter: letter.isalpha() and not letter.isascii())
    small = _shuffle(joined, seed, lambda letter: letter.isascii() and letter.islower())
    every = _shuffle(joined, seed, str.isalpha)
    for share, turned in ((10, every), (20, every), (28, foreign), (14, small)):
        above, below = sheet(make, lines[: 40 - share]).puts, _embedded(make, lines, 40 - share)
        kind = f"{share} lines of another font that names wrong letters"
        yield kind, make.Sheet((*above, *below)), _meaning(make.SERIF, turned, joined)
    text = make.Sheet(_embedded(make, lines))
    yield "font that means nothing but spaces", text, _meaning(make.SERIF, lambda _: " ", joined)
    headed = make.Sheet((*sheet(make, lines[:3]).puts, *_embedded(make, lines, 3)))
    yield "font that means one letter, with a sound heading", headed, _meaning(make.SERIF, lambda _: "l", joined)
    halves = make.Sheet((*sheet(make, lines[:20]).puts, *_embedded(make, lines, 20)))
    yield "half without ToUnicode", halves, _no_unicode(make.SERIF)
    third = [*lines[:15], *(line.translate(asked) for line in lines[15:])]
    yield "question marks for marked letters, lower third", sheet(make, third), None
    yield "own letters without meaning", sheet(make, []), _lines(lines, _type3(meaning=False))
    legacy = [*lines[:18], *(line.translate(viscii) for line in lines[18:])]
    yield "unknown legacy code, half", sheet(make, legacy), None


def _wrong_layers(make: ModuleType, lines: list[str]) -> Iterator[tuple[str, Any, Change | None]]:
    """Scans with stamps, with old layers beside or under them, and letters drawn as shapes."""
    stamp = tuple(make.Put(60, 800 - 14 * row, line, size=9.0, font=make.SERIF) for row, line in enumerate(STAMP))
    titles = _embedded(make, ["TÀI LIỆU KÈM THEO BẢN ÁN", "Trang 1 của 3"])
    text, layer = _embedded(make, lines), sheet(make, lines, mode=3).puts
    moved = tuple(make.Put(97, 768 - 18 * row, line, mode=3) for row, line in enumerate(lines[:40]))
    white = _embedded(make, lines[:26], around="1 g")
    yield "scan of two thirds with a long stamp", make.Sheet(stamp, before=_draw(50, 90, 495, 640)), _with_image()
    yield "piece of a scan with a heading", make.Sheet(titles, before=_draw(90, 200, 420, 480)), _with_image()
    for share in (35, 45, 60):
        covered = make.Sheet(text, after=_draw(0, 330, 595, 842 * share / 100))
        yield f"right text under a picture of {share} %", covered, _with_image()
    yield "old layer beside its image", make.Sheet(moved, before=_draw(40, 100, 515, 600)), _with_image()
    yield "old layer, white, on its image", make.Sheet(white, before=_draw(50, 280, 500, 520)), _with_image()
    yield "scan in a form with an old layer", make.Sheet(layer, before="/Im Do"), _in_form
    yield "turned scan with an old layer", make.Sheet(layer, before=_draw(*PAGE), rotate=90), _with_image()
    yield "scan in the page itself", make.Sheet(), _inline
    yield "letters as edges", make.Sheet(before=_outlines(stroked=True, together=False)), None
    yield "lines as shapes", make.Sheet(before=_outlines(stroked=False, together=True)), None


def good(make: ModuleType, layouts: ModuleType, each: int) -> Iterator[tuple[str, bytes]]:
    """Pages whose text layer is to be kept, `each` of every kind."""
    pages = texts(layouts)
    for _ in range(11):
        next(pages)
    for number in range(each):
        for kind, made, change in (*_drawn_beside(make, next(pages), number), *_other_words(make, next(pages))):
            yield kind, make.pdf([made], change)


def _drawn_beside(make: ModuleType, lines: list[str], number: int) -> Iterator[tuple[str, Any, Change | None]]:
    """Sound text with images, codes and rules."""
    short = ["Nơi nhận:", "- Các đương sự;", "- Viện kiểm sát nhân dân huyện Thí Dụ;", f"- Lưu hồ sơ số {number}."]
    text, brief = _embedded(make, lines), _embedded(make, short)
    dots = tuple((85 + 4.0 * dot, 600.0 - 20 * row, 1.0, 0.6) for row in range(6) for dot in range(90))
    cells = " ".join(f"{80 + 14 * x} {200 + 14 * y} 13 13 re f" for x in range(28) for y in range(20))
    around = (*_embedded(make, lines[:14]), *_embedded(make, lines[14:20], 34))
    yield "see-through mark over a third", make.Sheet(text, after=_draw(80, 260, 430, 380)), _with_image(40)
    yield "see-through seal", make.Sheet(text, after=_draw(330, 60, 130, 130)), _with_image(110)
    yield "picture between the lines", make.Sheet(around, before=_draw(90, 200, 420, 300)), _with_image()
    yield "strip of a letterhead", make.Sheet(_embedded(make, lines, 6), before=_draw(0, 740, 595, 102)), _with_image()
    yield "own letters with their meaning", sheet(make, []), _lines(lines, _type3(meaning=True))
    yield "square code and recipients", make.Sheet(brief, before=_qr()), None
    yield "dotted lines of a form", make.Sheet(brief, rules=dots), None
    yield "table of small cells", make.Sheet(_embedded(make, lines[:8]), before=f"0.9 g {cells} 0 g"), None
    note = make.Put(85, 40, "Lò Thị Ví Dụ", font=make.SERIF, around="1 g")
    yield "hidden note", make.Sheet((*text, note)), None


def _other_words(make: ModuleType, lines: list[str]) -> Iterator[tuple[str, Any, Change | None]]:
    """Sound text that is not all sentences of a judgment in Unicode."""
    message, clause = broken(f"“{MESSAGE}”"), broken(ENGLISH)
    plates = [f"{row}. 47C-{100 + row}.{row:02d}; 0{900000000 + row}; GCN số BK {row}12345" for row in range(1, 30)]
    sums = [f"Lần {row}: {row}.500.000 đ ({row * 3} %)" for row in range(1, 35)]
    others = [f"{row}. Siu H'Mơ Blă, Ksor Y Êban, Rơ Châm Kpă, sinh năm {1960 + row}" for row in range(1, 26)]
    below = sheet(make, [*[""] * 20, *map(tcvn3, lines[20:])], ".VnTime").puts
    heading = sheet(make, [vni(line) for line in lines[:2]], "VNI-Times").puts
    for kind, shown in (
        ("message without marks", [*lines[:12], *message, *lines[12:20]]),
        ("clause of a contract in English", [*lines[:14], *clause, *lines[14:]]),
        ("plates and numbers", plates),
        ("amounts with few words", sums),
        ("names in Latin letters of others", [*lines[:6], *others]),
    ):
        yield kind, make.Sheet(_embedded(make, shown)), None
    yield "half TCVN3", make.Sheet((*_embedded(make, lines[:20]), *below)), None
    yield "heading in VNI", make.Sheet((*heading, *_embedded(make, lines[2:], 2))), None
