"""Whole invented judgments: forty layouts of header, panel, parties, facts, reasoning, decision and signature."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from anonymizer.lexicon import units
from anonymizer.training.draft import ADDR, OFF, ORG, PER, Draft, Slot
from anonymizer.training.names import Names, parts

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

_FIELD = re.compile(r"<([A-Za-z]+)(?::([a-z]))?>")
_KINDS = ("DS-ST", "HS-ST", "HNGĐ-ST", "DS-PT", "HC-ST")
_FACTS, _REASONS, _DECISIONS = (8, 16), (2, 5), (3, 6)


@dataclass(frozen=True, slots=True)
class Layout:
    """Numbers of the parts of a judgment: header, panel, parties, signature."""

    header: int
    panel: int
    parties: int
    signature: int


LAYOUTS = tuple(Layout(n % 6, (n * 5 + n // 6) % 6, n % 15, (n * 7 + n // 5) % 6) for n in range(40))
"""Forty different combinations; every part stands in several."""


def compose(layout: Layout, draw: random.Random) -> Draft:
    """Return an invented judgment as a draft; facts, reasons and decisions are drawn."""
    found = _sections()
    chosen = [found["header"][layout.header], found["panel"][layout.panel], found["parties"][layout.parties]]
    chosen += ["NỘI DUNG VỤ ÁN:", *draw.sample(found["fact"], draw.randint(*_FACTS))]
    chosen += ["NHẬN ĐỊNH CỦA TÒA ÁN:", *draw.sample(found["reason"], draw.randint(*_REASONS))]
    chosen += ["QUYẾT ĐỊNH:", *draw.sample(found["decision"], draw.randint(*_DECISIONS))]
    chosen.append(found["signature"][layout.signature])
    return _Scene(draw).pieces("\n".join(chosen))


@cache
def _sections() -> dict[str, list[str]]:
    """Return the sections of the data file by kind."""
    found: dict[str, list[str]] = {}
    content = files("anonymizer.training").joinpath("data", "layouts.txt").read_text(encoding="utf-8")
    for block in re.split(r"^== ", content, flags=re.MULTILINE)[1:]:
        head, _, body = block.partition("\n")
        found.setdefault(head.split()[0], []).append(body.rstrip("\n"))
    return found


class _Scene:
    """The people, places and firms of one invented judgment."""

    def __init__(self, draw: random.Random) -> None:
        self._draw = draw
        self._names = Names(draw)
        self._known: dict[tuple[str, str], str] = {}
        self._court = (
            f"{draw.choice(('huyện', 'thành phố', 'quận', 'thị xã'))} {self._names.place()}, tỉnh {self._province()}"
        )
        self._drawn: dict[str, Callable[[], str]] = {
            "COURT": lambda: self._court.upper().replace(", ", "\n"),
            "court": lambda: self._court,
            "PLACE": lambda: self._names.place().upper(),
            "Province": self._province,
            "unit": lambda: f"{draw.choice(('xã', 'phường', 'huyện', 'thị trấn'))} {self._names.place()}",
            "matter": lambda: draw.choice(parts()["matters"]),
            "case": lambda: f"{self._number()}/20{self._digits(2)}/{draw.choice(_KINDS)}",
            "date": self._date,
            "longdate": lambda: f"{draw.randint(1, 28)} tháng {draw.randint(1, 12)} năm {draw.randint(1950, 2025)}",
            "year": lambda: str(draw.randint(1930, 2015)),
            "money": lambda: f"{draw.randint(1, 950)}.{self._digits(3)}.000",
            "article": lambda: f"{draw.choice(('Điều', 'khoản 1 Điều', 'điểm a khoản 2 Điều'))} {draw.randint(2, 500)}",
            "number": self._number,
            "id": lambda: self._digits(draw.choice((9, 10, 12))),
            "phone": lambda: "09" + self._digits(8),
            "account": lambda: self._digits(draw.choice((10, 13, 14))),
            "plate": self._plate,
            "cert": lambda: f"{draw.choice(('AB', 'BX', 'CK', 'DĐ'))} {self._digits(6)}",
            "job": lambda: draw.choice(parts()["jobs"]),
            "ethnic": lambda: draw.choice(parts()["ethnic"]),
            "grade": lambda: f"{draw.randint(1, 12)}/12",
            "title": lambda: draw.choice(parts()["titles"]),
            "firm": self._names.firm,
            "opening": self._opening,
        }  # fmt: skip

    def pieces(self, template: str) -> Draft:
        found: list[str | Slot] = []
        at = 0
        for match in _FIELD.finditer(template):
            found += [template[at : match.start()], self._field(match[1], match[2] or "")]
            at = match.end()
        return (*found, template[at:])

    def _field(self, kind: str, key: str) -> str | Slot:
        if kind == "nick":
            return Slot(self._names.given(), PER, f"nick {self._draw.random()}")
        if not key:
            return self._drawn[kind]()
        surface = self._surface(kind, key)
        label = {"P": PER, "O": OFF, "A": ADDR, "G": ORG}[kind.upper()]
        return Slot(surface, label, f"{label} {key}")

    def _surface(self, kind: str, key: str) -> str:
        known = self._known
        if (kind.upper(), key) not in known:
            made = {"P": self._person, "O": self._person, "A": self._address, "G": self._firm}[kind.upper()]
            known[kind.upper(), key] = made()
        whole = known[kind.upper(), key]
        if kind == "p":
            return whole.split()[-1]
        if kind == "g":
            head = " ".join(whole.split()[: 2 if whole.startswith(("Công", "Ngân", "Hợp", "Cửa", "Quỹ")) else 1])
            return f"{head} {self._last(whole)}"
        return whole

    def _last(self, firm: str) -> str:
        return next(
            (firm[len(form.format("")) :] for form in parts()["firms"] if firm.startswith(form.format(""))),
            firm.rsplit(maxsplit=1)[-1],
        )

    def _person(self) -> str:
        return f"{self._names.surname()} {' '.join((*self._names.middles(), self._names.given()))}"

    def _firm(self) -> str:
        return self._draw.choice(parts()["firms"]).format(self._names.firm())

    def _address(self) -> str:
        pattern = self._draw.choice(parts()["addresses"])
        made = re.sub(r"\{p\}", lambda _: self._names.place(), pattern)
        made = re.sub(r"\{n\}", lambda _: str(self._draw.randint(1, 400)), made)
        made = made.replace("{t}", self._province())
        return made[0].upper() + made[1:] if self._draw.random() < 0.4 else made  # noqa: PLR2004  after a colon

    def _opening(self) -> str:
        made = self._draw.choice(parts()["openings"]).replace("{c}", self._court)
        for mark, value in (("{d}", self._date), ("{n}", self._number), ("{y}", lambda: self._digits(2))):
            made = re.sub(re.escape(mark), lambda _, value=value: value(), made)  # type: ignore[misc]
        return made.replace("{m}", self._draw.choice(parts()["matters"]))

    def _province(self) -> str:
        name = self._draw.choice(sorted(units().provinces))
        return " ".join(word[:1].upper() + word[1:] for word in name.split())

    def _plate(self) -> str:
        series = f"{self._draw.choice('ABCHKLM')}{self._draw.randint(1, 9)}"
        return f"{self._draw.randint(11, 99)}{series}-{self._digits(3)}.{self._digits(2)}"

    def _number(self) -> str:
        return str(self._draw.randint(1, 999))

    def _digits(self, count: int) -> str:
        return "".join(self._draw.choice("0123456789") for _ in range(count))

    def _date(self) -> str:
        sep = self._draw.choice(("/", "/", "-", "."))
        return sep.join(
            (str(self._draw.randint(1, 28)), str(self._draw.randint(1, 12)), str(self._draw.randint(1950, 2025)))
        )
