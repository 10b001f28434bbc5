"""Texts with known personal data, made from the prescribed forms and the policy: headers, numbers, officials.

Everybody is invented: names are put together at random from syllables. Marks as in tests/gold/anonymizer/hard.txt.
The word lists stand here on purpose and are not those of the rules.
"""

from __future__ import annotations

import random
import tomllib
from pathlib import Path
from typing import Any, Final

LISTS: Final[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "layouts.toml").read_text(encoding="utf-8"))


class Writer:
    """Draws people, places and numbers of one document, already marked for the gold."""

    def __init__(self, seed: int) -> None:
        self.draw = random.Random(seed)  # noqa: S311  not for secrets
        self._count = 0

    def mark(self, kind: str, words: str) -> str:
        """Return words with a mark of their own."""
        self._count += 1
        return f"{{{kind}{self._count} {words}}}"

    def name(self, sex: str) -> str:
        """Return a full name."""
        families, middles, given = LISTS["families"].split(), LISTS["middles"][sex], LISTS["given"][sex].split()
        return " ".join((self.pick(families), self.pick(middles), self.pick(given)))

    def pick(self, choices: list[str] | tuple[str, ...]) -> str:
        """Return one of the choices."""
        return self.draw.choice(choices)

    def digits(self, count: int) -> str:
        """Return so many digits, the first not 0."""
        return str(self.draw.randint(1, 9)) + "".join(str(self.draw.randint(0, 9)) for _ in range(count - 1))

    def person(self, style: str = "{title} {name}", *, kind: str = "P", old: bool = False) -> str:
        """Return a person with a title; `upper` in the style gives the name in capitals."""
        sex = self.pick("mf")
        title = {"m": "Ông", "f": "Bà"} if old else {"m": "Anh", "f": "Chị"}
        name = self.name(sex)
        return style.format(title=title[sex], name=self.mark(kind, name), upper=self.mark(kind, name.upper()))

    def address(self, court: tuple[str, str]) -> str:
        """Return a whole address, marked up to the district."""
        home = self.pick(LISTS["hamlets"]).format(n=self.draw.randint(1, 14))
        street = self.pick(LISTS["streets"])
        if self.draw.random() < 0.5:
            home = f"số {self.draw.randint(2, 400)}{self.pick(('', '/12', 'A'))} đường {street}"
        commune = self.pick(LISTS["communes"])
        return f"{self.mark('A', f'{home}, {commune}, {court[0]}')}, {court[1]}"

    def firm(self) -> str:
        """Return an organisation, its distinctive words marked."""
        form = self.pick(LISTS["forms"])
        return f"{form} {self.mark('O', self.pick(LISTS['firms']))}"


def headers(count: int = 200) -> list[tuple[str, str]]:
    """Return (id, marked text): head, panel and party block in 4 x 4 x 5 layouts, then one sentence of the hearing."""
    return [(f"header-{seed}", _header(seed)) for seed in range(count)]


def _header(seed: int) -> str:
    writer = Writer(seed)
    court = writer.draw.choice(LISTS["districts"])
    number = 1 + seed % len(LISTS["heads"])
    places = {"court": ", ".join(court), "province": court[1]}
    head = LISTS["heads"][number - 1].format(
        n=writer.draw.randint(1, 200),
        day=f"{writer.draw.randint(1, 28)}-{writer.draw.randint(1, 12)}-2021",
        COURT=court[0].upper(),
        PROVINCE=court[1].upper(),
        **places,
    )
    panel = LISTS["panels"][seed // 4 % len(LISTS["panels"])].format(
        **{key: writer.person(kind="J", old=True) for key in "abcde"}, **places
    )
    style = "{title} {name}" if seed % 3 else "{title} {upper}"
    parties = LISTS["parties"][seed // 16 % len(LISTS["parties"])]
    bare = "{name}" if parties is LISTS["parties"][3] else style
    block = parties.format(
        **{f"p{key}": writer.person(bare, old=seed % 2 == 0) for key in "123"},
        **{f"a{key}": writer.address(court) for key in "123"},
        u1=writer.person("{upper}"),
        o1=writer.firm(),
        d1=writer.mark("D", f"{writer.draw.randint(10, 28)}/{writer.draw.randint(1, 12)}/1990"),
        **places,
    )
    end = "đối với bị cáo:" if bare == "{name}" else "giữa các đương sự:"
    hearing = f"Ngày 12 tháng 5 năm 2021, tại trụ sở Tòa án nhân dân {places['court']}, xét xử công khai vụ án {end}"
    return f"{head}\n{panel}\n{hearing}\n{block}\nNỘI DUNG VỤ ÁN:\nCác bên giữ nguyên ý kiến như đã trình bày."


def identifiers(count: int = 5400, rare: str = "") -> list[tuple[str, str]]:
    """Return (id, marked text) of texts with ten numbers each, in 49 layouts for one number and 6 for lists of three.

    `rare` is "rare_" for the 36 layouts that are seldom written: foreign numbers, digits apart, slips of a scan.
    """
    single, plural = LISTS[f"{rare}identifiers"], LISTS[f"{rare}plurals"]
    found = []
    made = 0
    seed = 0
    while made < count:
        writer = Writer((400_000 if rare else 100_000) + seed)
        lines = []
        for step in range(10):
            index = (seed * 10 + step) % (len(single) + len(plural))
            if index < len(single):
                kind, shape, layout = single[index]
                written = layout.format(v=writer.mark(kind, value(writer, shape)))
                made += 1
            else:
                kind, shape, layout = plural[index - len(single)]
                written = layout.format(**{key: writer.mark(kind, value(writer, shape)) for key in "vwx"})
                made += 3
            lines.append(LISTS["sentences"][(seed + step) % len(LISTS["sentences"])].format(i=written))
        found.append((f"{rare}numbers-{seed}", "\n".join(lines)))
        seed += 1
    return found


def _letters(writer: Writer, count: int) -> str:
    return "".join(writer.pick("ABCDEHKLMNPST") for _ in range(count))


def _cccd(writer: Writer) -> str:
    return f"0{writer.draw.randint(10, 96)}{writer.draw.randint(0, 3)}{writer.digits(8)}"


def _phone(writer: Writer) -> str:
    return f"0{writer.pick('35789')}{writer.digits(8)}"


def _plate(writer: Writer) -> tuple[str, str, str]:
    return str(writer.draw.randint(11, 99)), writer.pick("ABCDEFGHKLMNPSTUVXYZ"), writer.digits(5)


def value(writer: Writer, shape: str) -> str:
    """Return a number of a shape as it may be written."""
    kind = shape.split("_", maxsplit=1)[0].rstrip("0123456789")
    return _VALUES[kind](writer, shape)


def _identity(writer: Writer, shape: str) -> str:
    number = _cccd(writer) if shape.startswith("cccd") else writer.digits(9)
    grouped = [number[at : at + 3] for at in range(0, len(number), 3)]
    if shape.endswith("spaced"):
        return " ".join(number)
    if shape.endswith("dash"):
        return f"{number[:6]}-{number[6:9]}-{number[9:]}"
    if shape.endswith("3"):
        return " ".join(grouped)
    if shape.endswith("dots"):
        return ".".join(grouped)
    if shape.endswith("slip"):
        return number[:3] + writer.pick("OlI") + number[4:]
    return number


def _passport(writer: Writer, shape: str) -> str:
    if shape == "passport_letters":
        return f"{_letters(writer, 3)}{writer.digits(1)}{_letters(writer, 1)}{writer.digits(2)}{_letters(writer, 1)}7"
    if shape == "passport_gaps":
        return f"{_letters(writer, 1)}{writer.digits(1)} {writer.digits(3)} {writer.digits(3)}"
    if shape == "passport_digits":
        return writer.digits(9)
    return f"{_letters(writer, 1)}{' ' if shape.endswith('gap') else ''}{writer.digits(7)}"


def _telephone(writer: Writer, shape: str) -> str:
    number = _phone(writer)
    written = {
        "phone_area": f"(02{number[2:4]}) 3 {number[4:7]} {number[7:]}",
        "phone_spaced": " ".join(number),
        "phone_uneven": f"{number[:4]}-{number[4:6]}-{number[6:]}",
        "phone_slip": f"O{number[1:4]}.{number[4:7]}.l{number[8:]}",
        "phone_foreign": f"+{number[2:4]} {number[4:6]}-{number[6:]}-{number[1:5]}",
    }
    if shape in written:
        return written[shape]
    if shape == "phone_land":
        return f"02{writer.digits(2)} 3{writer.digits(6)}"
    if shape == "phone_plus":
        return f"+84{number[1:]}" if writer.draw.random() < 0.5 else f"(+84) {number[1:4]} {number[4:7]} {number[7:]}"
    sign = {"phone3": " ", "phone_dots": ".", "phone_dash": "-"}.get(shape, "")
    return sign.join((number[:4], number[4:7], number[7:]))


def _mail(writer: Writer, shape: str) -> str:
    name = f"{writer.pick(('hoa', 'k.toan', 'tran_lan', 'nguyen-huy'))}{writer.digits(3)}"
    host = writer.pick(("gmail.com", "yahoo.com.vn", "minh-an.vn"))
    return f"{name} @ {host}" if shape.endswith("gap") else f"{name}@{host}"


def _handle(writer: Writer, _: str) -> str:
    shop = writer.pick(("Mùi Mùi", "Shop Điện Máy", "Bi Một Mí", "Huyền Ngố", "Kho Sỉ Giá Tốt"))
    return writer.pick(
        (f"{shop} {writer.digits(2)}", f"linzhen_{writer.digits(2)}", f"@maylanh_{writer.digits(3)}", shop)
    )


def _account(writer: Writer, shape: str) -> str:
    if shape == "iban":
        return f"NL{writer.digits(2)}ABNA{writer.digits(10)}"
    if shape == "account_dash":
        return f"{writer.digits(4)}-{writer.digits(3)}-{writer.digits(6)}"
    if shape == "account_letter":
        return f"711A{writer.digits(8)}"
    number = writer.digits(16 if shape == "card" else writer.draw.choice((9, 10, 12, 13, 14)))
    if shape in {"account4", "card"}:
        return " ".join(number[at : at + 4] for at in range(0, len(number), 4))
    return number


def _tax(writer: Writer, shape: str) -> str:
    number = f"0{writer.digits(9)}"
    return f"{number}-00{writer.digits(1)}" if shape == "tax13" else number


def _plates(writer: Writer, shape: str) -> str:
    place, letter, number = _plate(writer)
    one = writer.digits(1)
    return {
        "plate": f"{place}{letter}{one}-{number[:3]}.{number[3:]}",
        "plate_old": f"{place}-{letter}{one} {number[:4]}",
        "plate_gap": f"{place}{letter}{one} - {number[:3]}.{number[3:]}",
        "plate_plain": f"{place}{letter}{one} {number}",
        "plate_car": f"{place}{letter}-{number[:3]}.{number[3:]}",
        "plate_machine": f"{place}M{letter} - {number[:4]}",
        "plate_slip": f"{place}{letter}{one}- 2O{number[:1]}.{number[3:]}",
        "plate_bare": f"{place}{letter} {number}",
    }[shape]


def _vehicle(writer: Writer, shape: str) -> str:
    if shape == "imei":
        return f"35{writer.digits(13)}"
    if shape == "engine":
        return f"{_letters(writer, 2)}{writer.digits(2)}E-{writer.digits(7)}"
    return f"RL{_letters(writer, 3)}{writer.digits(4)}{_letters(writer, 1)}Y{writer.digits(6)}"


def _certificate(writer: Writer, shape: str) -> str:
    old = shape == "certificate_old"
    return f"{_letters(writer, 1)} {writer.digits(7)}" if old else f"{_letters(writer, 2)} {writer.digits(6)}"


def _book(writer: Writer, shape: str) -> str:
    if shape == "book_old":
        return f"00{writer.digits(3)} QSDĐ/{_letters(writer, 1)}{writer.digits(1)}"
    return f"{writer.pick(('CS', 'CH', 'H'))}{writer.digits(5)}"


def _birth(writer: Writer, shape: str) -> str:
    day, month, year = writer.draw.randint(1, 28), writer.draw.randint(1, 12), writer.draw.randint(1940, 2019)
    if shape == "birth_words":
        return f"ngày {day:02} tháng {month:02} năm {year}"
    sign = writer.pick(("/", "-", "."))
    return f"{day:02}{sign}{month:02}{sign}{year}"


_VALUES = {
    "cccd": _identity,
    "cmnd": _identity,
    "passport": _passport,
    "handle": _handle,
    "iban": _account,
    "phone": _telephone,
    "mail": _mail,
    "account": _account,
    "card": _account,
    "tax": _tax,
    "plate": _plates,
    "chassis": _vehicle,
    "engine": _vehicle,
    "imei": _vehicle,
    "certificate": _certificate,
    "book": _book,
    "insurance": lambda writer, _: f"DN479{writer.digits(10)}",
    "social": lambda writer, _: writer.digits(10),
    "birth": _birth,
}


def officials(count: int = 1000) -> list[tuple[str, str]]:
    """Return (id, marked text) of documents in which nobody is private: panels, signatures, offices with a name."""
    found = []
    made = 0
    seed = 0
    while made < count:
        writer = Writer(200_000 + seed)
        court = writer.draw.choice(LISTS["districts"])
        people = {key: writer.person(kind="J", old=True) for key in "abcde"}
        judge = people["a"][people["a"].index("{") :]
        lines = [
            LISTS["panels"][seed % len(LISTS["panels"])].format(**people, court=", ".join(court)),
            "NHẬN ĐỊNH CỦA TÒA ÁN:",
        ]
        for step in range(4):
            layout = LISTS["official_lines"][(seed + step) % len(LISTS["official_lines"])]
            lines.append(
                layout.format(
                    a=writer.person(kind="J", old=True),
                    b=writer.person(kind="J", old=True),
                    n=writer.person("{name}", kind="J"),
                )
            )
        lines += ["TM. HỘI ĐỒNG XÉT XỬ", "THẨM PHÁN - CHỦ TỌA PHIÊN TÒA", "(Đã ký)", judge]
        text = "\n".join(lines)
        made += text.count("{J")
        found.append((f"officials-{seed}", text))
        seed += 1
    return found
