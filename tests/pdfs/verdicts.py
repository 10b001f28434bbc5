"""Pages whose text layer is sound and pages whose layer is not, of many kinds, with what each should be taken for.

`good()` and `bad()` give (kind, PDF of one page); everybody in them is invented.
"""

from __future__ import annotations

import io
import random
import unicodedata
from itertools import cycle, islice
from typing import TYPE_CHECKING, Any, Final

from indexer.extract.encodings import _TCVN3_FROM, _TCVN3_TO, _VNI

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from types import ModuleType

    import pikepdf

LINE: Final = 66  # letters
PAGE: Final = (0.0, 0.0, 595.0, 842.0)
STRIPS: Final = 12
VISCII: Final = (
    "ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲÕắằặấầẩậẽẹếềểễệốồổỗỠƠộờởịỰỨỪỬơớƯ"
    "ÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳĐứÒÓÔạỷừửÙÚỹỵÝỡưàáâãảăữẫèéêẻìíĩỉđựòóôõỏọụùúũủýợỮ"
)
SURNAMES: Final = ("Lò", "Trịnh", "Vàng", "Hồ", "Tạ", "Khuất", "Đèo", "Mạc", "Nguyễn", "Lê", "Phạm", "Quách")
MIDDLES: Final = ("Thị", "Văn", "Thí", "Hữu", "Ví", "Đức", "Kim", "Ngọc")
GIVEN: Final = ("Dụ", "Ổn", "Mỵ", "Thắng", "Hằng", "Khải", "Út", "Ánh", "Loan", "Tám", "Sinh", "Anh")
FOREIGN: Final = ("H'Mơ Niê Kbuôr", "Y Blơk Êban", "Rơ Châm Hlươt", "K'Brêu", "Siu Blă", "Kim Park Soo", "John Sample")
COMPANY: Final = (
    "Công ty TNHH Example Trading and Services Vietnam ký hợp đồng Consulting Agreement số 12/2021 với ngân hàng",
    "Sample Bank theo phương thức Letter of Credit, giao hàng FOB tại cảng, thanh toán bằng Telegraphic Transfer, biên",
    "bản giao nhận do Example Logistics lập, email xác nhận gửi từ phòng Sales & Marketing cho ông Trịnh Thí Dụ.",
)
ACRONYMS: Final = (
    "UBND huyện, TAND tỉnh, VKSND, CQĐT, THADS, GCNQSDĐ số BK 123456, QSDĐ, BLDS, BLTTDS, HĐTD, NHTMCP, TNHH MTV, HĐXX",
    "căn cứ Điều 463 BLDS, Điều 147 BLTTDS, NQ 326/UBTVQH; HĐXX chấp nhận yêu cầu về QSDĐ theo GCNQSDĐ do UBND cấp.",
)


def texts(layouts: ModuleType) -> Iterator[list[str]]:
    """Pages of invented reasons, each beginning elsewhere, as lines."""
    words = " ".join(layouts.BODY).split()
    for start in range(0, 10_000, 37):
        yield broken(" ".join(islice(cycle(words), start, start + 330)))


def broken(text: str) -> list[str]:
    """The text in lines."""
    lines = [""]
    for word in text.split():
        if len(lines[-1]) + len(word) > LINE:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def sheet(make: ModuleType, lines: list[str], font: str = "Tinos", mode: int = 0, **options: Any) -> Any:
    """A page of these lines."""
    puts = tuple(
        make.Put(85, 780 - 18 * row, line, font=font, mode=mode) for row, line in enumerate(lines[:40]) if line
    )
    return make.Sheet(puts, **options)


def tcvn3(text: str) -> str:
    """The text as it was typed in a .VnTime font."""
    small = "".join(
        letter if letter in _TCVN3_TO else letter.lower() if ord(letter) > 127 else letter for letter in text
    )
    return small.translate(str.maketrans(_TCVN3_TO, _TCVN3_FROM))


def vni(text: str) -> str:
    """The text as it was typed in a VNI font."""
    codes = {meaning: code for code, meaning in _VNI.items()}
    return "".join(codes.get(letter, letter) for letter in text)


# ---- sound pages


def good(make: ModuleType, layouts: ModuleType, each: int) -> Iterator[tuple[str, bytes]]:
    """Pages whose text layer is to be kept, `each` of every kind."""
    pages = texts(layouts)
    for number in range(each):
        chance = random.Random(number)  # noqa: S311  invented pages
        lines = next(pages)
        for kind, made in (
            ("unicode", sheet(make, lines)),
            ("decomposed", sheet(make, [unicodedata.normalize("NFD", line) for line in lines])),
            ("TCVN3, named", sheet(make, [tcvn3(line) for line in lines], ".VnTime")),
            ("TCVN3, name lost", sheet(make, [tcvn3(line) for line in lines], "F1")),
            ("VNI, named", sheet(make, [vni(line) for line in lines], "VNI-Times")),
            ("VNI, name lost", sheet(make, [vni(line) for line in lines], "F2")),
            ("capitals", sheet(make, [line.upper() for line in lines])),
            ("short last page", sheet(make, [*lines[:1], "Nơi nhận:", "- Các đương sự;", "- Lưu hồ sơ."])),
            ("one line", sheet(make, [f"Lưu hồ sơ vụ án, số {number}."])),
            ("blank", make.Sheet()),
            ("figures", sheet(make, _figures(chance))),
            ("accounts", sheet(make, _accounts(chance))),
            ("names", sheet(make, _names(chance))),
            ("names of other peoples", sheet(make, _names(chance, FOREIGN))),
            ("English words", sheet(make, [*broken(" ".join(COMPANY)), *lines[: 3 + number % 4]])),
            ("abbreviations", sheet(make, [*broken(" ".join(ACRONYMS * 2)), *lines[: number % 3]])),
            ("emblem", sheet(make, lines, image=(250.0, 700.0, 90.0, 90.0))),
            ("photo in the text", sheet(make, lines[:16], image=(120.0, 100.0, 350.0, 380.0))),
            ("bullets of a symbol font", _bullets(make, lines)),
            ("ruled table", sheet(make, _accounts(chance), rules=_rules())),
            ("signatures", sheet(make, _signatures(chance))),
            ("quotation in English", sheet(make, [*lines[:20], *broken(ENGLISH)])),
        ):
            yield kind, make.pdf([made])


ENGLISH: Final = (
    "The parties agree that all disputes which arise out of or in connection with this contract shall be settled by "
    "the competent court of the place of the seller, and that the language of the proceedings shall be its own."
)


def _figures(chance: random.Random) -> list[str]:
    return [" ".join(f"{chance.randint(1, 999)}.{chance.randint(0, 999):03d}.000" for _ in range(5)) for _ in range(30)]


def _accounts(chance: random.Random) -> list[str]:
    rows = [
        f"{row} TK {chance.randint(10**9, 10**10)} {row:02d}/3/2022 GD {chance.randint(1, 999)}.000.000 VND CK"
        for row in range(1, 28)
    ]
    return ["STT Số tài khoản Ngày giao dịch Mã GD Số tiền ĐVT Nội dung", *rows, "Tổng cộng 1.234.000.000 VND"]


def _names(chance: random.Random, others: tuple[str, ...] = ()) -> list[str]:
    return [
        f"{row}. {chance.choice(others) if others else ' '.join(map(chance.choice, (SURNAMES, MIDDLES, GIVEN)))}"
        f", sinh năm {1950 + row}"
        for row in range(1, 30)
    ]


def _signatures(chance: random.Random) -> list[str]:
    return [
        "TM. HỘI ĐỒNG XÉT XỬ SƠ THẨM",
        "THẨM PHÁN - CHỦ TỌA PHIÊN TÒA",
        "(Đã ký)",
        " ".join(map(chance.choice, (SURNAMES, MIDDLES, GIVEN))),
    ]


def _bullets(make: ModuleType, lines: list[str]) -> Any:
    text = sheet(make, lines[:5])
    marks = tuple(make.Put(60, 780 - 18 * row, "\uf0b7", font="Symbol") for row in range(5))
    return make.Sheet((*text.puts, *marks))


def _rules() -> tuple[tuple[float, float, float, float], ...]:
    rows = tuple((80.0, 795.0 - 18 * row, 440.0, 0.5) for row in range(32))
    return (*rows, (80.0, 237.0, 0.5, 558.0), (519.5, 237.0, 0.5, 558.0))


# ---- pages to be recognised


def _private(text: str) -> str:
    return "".join(chr(0xE000 + ord(letter) % 512) if letter != " " else " " for letter in text)


def _shifted(text: str) -> str:
    return "".join(chr(ord(letter) + 3) if letter.isascii() and letter != " " else letter for letter in text)


def _shuffled(text: str) -> str:
    letters = sorted({letter for letter in text if letter.isalpha()})
    turned = letters[:]
    random.Random(5).shuffle(turned)  # noqa: S311  as above
    return text.translate(str.maketrans("".join(letters), "".join(turned)))


def _without_marks(text: str) -> str:
    plain = "".join(letter for letter in unicodedata.normalize("NFD", text) if not unicodedata.combining(letter))
    return plain.replace("đ", "d").replace("Đ", "D")


def _one_byte(seed: int) -> Callable[[str], str]:
    """A one-byte code of the kind of VPS and BK HCM 1: Vietnamese letters in the places of others."""
    letters = [letter for letter in VISCII if ord(letter) > 127]
    codes = [chr(code) for code in range(0x80, 0x100)]
    random.Random(seed).shuffle(codes)  # noqa: S311  as above
    return lambda text: text.translate(str.maketrans(dict(zip(letters, codes, strict=False))))


def _two_bytes(text: str) -> str:
    """A code of the kind of BK HCM 2: a letter, then its mark as another letter."""
    parts = unicodedata.normalize("NFD", text)
    marks = dict(zip("\u0300\u0301\u0303\u0309\u0323\u0302\u0306\u031b", "âáãàåêùæ", strict=True))
    return parts.translate(str.maketrans(marks)).replace("đ", "à").replace("Đ", "À")


DAMAGE: Final[dict[str, Callable[[str], str]]] = {
    "private use": _private,
    "codes shifted": _shifted,
    "codes shuffled": _shuffled,
    "marks lost": _without_marks,
    "marked letters lost": lambda text: "".join(letter for letter in text if ord(letter) < 0x80),
    "VISCII": lambda text: text.translate(str.maketrans(VISCII, "".join(map(chr, range(0x80, 0x100))))),
    "VPS": _one_byte(1),
    "BK HCM 1": _one_byte(2),
    "BK HCM 2": _two_bytes,
    "Windows 1258 as Latin-1": lambda text: (
        unicodedata.normalize("NFD", text).encode("cp1258", "replace").decode("latin-1")
    ),
    "UTF-8 as Latin-1": lambda text: text.encode().decode("latin-1"),
    "replacement characters": lambda text: "".join("\ufffd" if ord(letter) > 0x2FF else letter for letter in text),
    "all one letter": lambda text: "".join("e" if letter.isalpha() else letter for letter in text),
}


def bad(
    make: ModuleType, layouts: ModuleType, scans: ModuleType, each: int, conditions: Sequence[str] = ()
) -> Iterator[tuple[str, bytes]]:
    """Pages that must be recognised from their image, `each` of every kind; of scans at most three for each condition.

    conditions: names of scans.CONDITIONS; all of them without it.
    """
    pages = texts(layouts)
    for number in range(each):
        lines = next(pages)
        short = lines[:4]
        for kind, damage in DAMAGE.items():
            damaged = [damage(line) for line in (lines if number % 3 else short)]
            yield kind, make.pdf([sheet(make, damaged)])
        for kind, made, change in _layers(make, lines):
            yield kind, make.pdf([made], change)
    source = make.typeset(make.judgment(6 + 9 * each))
    for condition in conditions or scans.CONDITIONS:
        for number in range(min(each, 3)):
            yield f"scan {condition}", scans.scan(source, condition, pages=[number])


def _layers(make: ModuleType, lines: list[str]) -> Iterator[tuple[str, Any, Callable[[pikepdf.Pdf], None] | None]]:
    """Images of pages with and without text, fonts that name nothing, and letters drawn as curves."""
    wrong = [_without_marks(line).replace("o", "c") for line in lines]
    stamp = ["Người ký: Tòa án nhân dân huyện Thí Dụ", "Ngày ký: 12.09.2022 08:15:00 +07:00"]
    half = (0.0, 0.0, 595.0, 400.0)
    yield "no ToUnicode", sheet(make, lines), _without_unicode
    yield "no ToUnicode in one font of two", _two_fonts(make, lines), _without_unicode
    yield "old layer, invisible", sheet(make, wrong, mode=3, image=PAGE), None
    yield "old layer, right text", sheet(make, lines, mode=3, image=PAGE), None
    yield "old layer under a picture", _under(make, wrong, PAGE), None
    yield "old layer, picture with margins", sheet(make, wrong, mode=3, image=(60.0, 80.0, 470.0, 680.0)), None
    yield "half a page scanned, old layer", _halves(make, lines, wrong, half, 3), None
    yield "half a page under a picture", _halves(make, lines, wrong, half, 0), None
    yield "scan with a signature stamp", sheet(make, stamp, image=PAGE), None
    yield "scan with margins and a stamp", sheet(make, stamp, image=(60.0, 80.0, 475.0, 660.0)), None
    yield "photo", sheet(make, [], image=(100.0, 250.0, 400.0, 300.0)), None
    yield "scan in strips", make.Sheet(before=_strips(), image=(0.0, 0.0, 595.0, 842.0 / STRIPS)), None
    yield "scan in strips with a stamp", sheet(make, stamp, before=_strips(), image=(0.0, 0.0, 595.0, 70.0)), None
    yield "letters as curves", make.Sheet(before=_curves()), None
    yield "letters as curves, page number", sheet(make, ["", "2"], before=_curves()), None


def _without_unicode(made: pikepdf.Pdf) -> None:
    for font in made.pages[0].Resources.Font.values():
        if "Tinos" in str(font.BaseFont):
            del font.ToUnicode


def _two_fonts(make: ModuleType, lines: list[str]) -> Any:
    named, unnamed = sheet(make, lines, "Serif"), sheet(make, lines)
    return make.Sheet((*named.puts[:12], *unnamed.puts[12:]))


def _under(make: ModuleType, lines: list[str], box: tuple[float, float, float, float]) -> Any:
    x, y, width, height = box
    drawn = sheet(make, lines, image=(0.0, 0.0, 1.0, 1.0))
    return make.Sheet(drawn.puts, image=drawn.image, after=f"q {width} 0 0 {height} {x} {y} cm /Im Do Q")


def _halves(
    make: ModuleType, lines: list[str], wrong: list[str], box: tuple[float, float, float, float], mode: int
) -> Any:
    """The upper half typed; the lower half an image whose text is invisible or drawn before it."""
    above = sheet(make, lines[:21]).puts
    below = tuple(make.Put(85, 360 - 18 * row, line, mode=mode) for row, line in enumerate(wrong[:14]))
    x, y, width, height = box
    drawn = f"q {width} 0 0 {height} {x} {y} cm /Im Do Q"
    return make.Sheet((*above, *below), image=(0.0, 0.0, 1.0, 1.0), after=drawn)


def _strips() -> str:
    step = 842.0 / STRIPS
    return "\n".join(f"q 595 0 0 {step:.2f} 0 {step * number:.2f} cm /Im Do Q" for number in range(1, STRIPS))


def _curves() -> str:
    """What a page of letters drawn as curves looks like to a reader: many small filled paths."""
    glyphs = []
    for row in range(30):
        for place in range(50):
            x, y = 80 + 9 * place, 760 - 20 * row
            glyphs.append(f"{x} {y} m {x + 5} {y} {x + 5} {y + 8} {x} {y + 8} c h f")
    return "\n".join(glyphs)


def taken(content: bytes) -> str:
    """What the text stage takes the only page of this PDF for: text, blank or needs_ocr."""
    from indexer.extract.child import text_stage  # noqa: PLC0415  pdfminer comes with it
    from indexer.extract.sight import Sight  # noqa: PLC0415  pdfium comes with it

    with Sight(content) as sight:
        return text_stage(io.BytesIO(content), sight).pages[0].source


def report(good_pages: Iterable[tuple[str, bytes]], bad_pages: Iterable[tuple[str, bytes]]) -> dict[str, Any]:
    """How many pages of each kind are taken for what they are not."""
    found: dict[str, Any] = {}
    for name, pages, wrong in (
        ("good", good_pages, lambda source: source == "needs_ocr"),
        ("bad", bad_pages, lambda source: source != "needs_ocr"),
    ):
        kinds: dict[str, list[int]] = {}
        for kind, content in pages:
            count = kinds.setdefault(kind, [0, 0])
            count[0] += wrong(taken(content))
            count[1] += 1
        found[name] = {
            "pages": sum(count[1] for count in kinds.values()),
            "wrong": sum(count[0] for count in kinds.values()),
            "kinds": {kind: {"wrong": count[0], "pages": count[1]} for kind, count in kinds.items()},
        }
    return found
