"""Texts in which everybody is an official, named as rarer layouts name them: lists, capitals, online hearings.

Unlike layouts.officials, whose names are common ones put together at random, the names here are whole names of every
region, some with syllables that are everyday words.
"""

from __future__ import annotations

import random
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_LISTS: Final[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "benches.toml").read_text(encoding="utf-8"))
_NAMES: Final[list[str]] = _LISTS["names"].replace("\n", "|").split("|")
_COURTS: Final = ("huyện Cư Jút, tỉnh Đắk Nông", "khu vực 2 - Lâm Đồng", "tỉnh Sóc Trăng", "thành phố Huế", "quận 8")
_LINES_OF_ONE: Final = 5


def benches(count: int = 1000) -> list[tuple[str, str]]:
    """Return (id, marked text) of documents with so many officials in all: court, bench, hearing, signature."""
    found = []
    made = seed = 0
    while made < count:
        text = _bench(seed)
        made += text.count("{J")
        found.append((f"benches-{seed}", text))
        seed += 1
    return found


def _bench(seed: int) -> str:
    draw = random.Random(300_000 + seed)  # noqa: S311  not for secrets
    court = _COURTS[seed % len(_COURTS)]
    names = iter(draw.sample(_NAMES, k=3 * (_LINES_OF_ONE + 1)))
    lines, signatures = _LISTS["lines"], _LISTS["signatures"]
    parts = [f"TÒA ÁN NHÂN DÂN {court.upper()}", "Thành phần Hội đồng xét xử sơ thẩm gồm có:"]
    parts += [_filled(lines[(seed + step) % len(lines)], names, draw) for step in range(_LINES_OF_ONE)]
    parts += [
        f"Ngày 12 tháng 5 năm 2021, tại trụ sở Tòa án nhân dân {court}, xét xử công khai vụ án.",
        "QUYẾT ĐỊNH:",
        "Đình chỉ xét xử phúc thẩm vụ án.",
        _filled(signatures[seed % len(signatures)], names, draw),
    ]
    return "\n".join(parts)


def _filled(layout: str, names: Iterator[str], draw: random.Random) -> str:
    """Return the layout with marked names and titles; capitals where the layout has capital letters."""
    for letter in "abc":
        for slot, capitals in ((f"{{{letter}}}", False), (f"{{{letter.upper()}}}", True)):
            if slot in layout:
                name = next(names)
                mark = f"{{J{_NAMES.index(name) + 1} {name.upper() if capitals else name}}}"
                layout = layout.replace(slot, mark)
    while "{ông}" in layout or "{ÔNG}" in layout:
        title = draw.choice(("ông", "bà", "Ông", "Bà"))
        layout = layout.replace("{ông}", title, 1) if "{ông}" in layout else layout.replace("{ÔNG}", title.upper(), 1)
    return layout
