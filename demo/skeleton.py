"""The parts that every judgment of forms 52-DS, 27-HS and their appeal forms has around its story."""

import random
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from demo.courts import Court
from demo.people import NameBook
from demo.scene import Scene

_HERE: Final = Path(__file__).parent
PHRASES: Final[dict[str, list[str]]] = tomllib.loads((_HERE / "phrases.toml").read_text(encoding="utf-8"))
MATTERS: Final = {"ds": "DS", "hngd": "HNGĐ", "kdtm": "KDTM", "ld": "LĐ", "hc": "HC", "hs": "HS"}
NAMES: Final = {
    "ds": "dân sự",
    "hngd": "hôn nhân và gia đình",
    "kdtm": "kinh doanh thương mại",
    "ld": "lao động",
    "hc": "hành chính",
    "hs": "hình sự",
}
CODES: Final = {"hc": "Luật Tố tụng hành chính năm 2015", "hs": "Bộ luật Tố tụng hình sự năm 2015"}
SIDES: Final = {"hc": ("Người khởi kiện", "Người bị kiện")}
RELATED: Final = "Người có quyền lợi, nghĩa vụ liên quan"


@dataclass(frozen=True)
class Panel:
    """The officials of one court: invented, public by law and never replaced."""

    judges: tuple[str, ...]
    assessors: tuple[str, ...]
    clerk: str
    prosecutor: str


@dataclass(frozen=True)
class Frame:
    """What of a judgment is known before its story: court, numbers, days as they are printed."""

    kind: str
    appeal: bool
    court: Court
    panel: Panel
    number: int
    year: int
    day: str
    lower_number: str = ""
    lower_day: str = ""
    lower_court: str = ""

    @property
    def case_number(self) -> str:
        """The number as printed, 12/2024/DS-ST."""
        return f"{self.number}/{self.year}/{MATTERS[self.kind]}-{'PT' if self.appeal else 'ST'}"

    @property
    def instance(self) -> str:
        """The word for the instance."""
        return "phúc thẩm" if self.appeal else "sơ thẩm"

    @property
    def code(self) -> str:
        """The code of procedure that governs the case."""
        return CODES.get(self.kind, "Bộ luật Tố tụng dân sự năm 2015")


def make_panel(book: NameBook, chance: random.Random) -> Panel:
    """Officials for one court, as "Ông Nguyễn Văn A"."""

    def official() -> str:
        sex = chance.choice(("nam", "nữ"))
        return f"{'Ông' if sex == 'nam' else 'Bà'} {book.name(sex)}"

    judges = tuple(official() for _ in range(3))
    return Panel(judges, tuple(official() for _ in range(2)), official(), official())


def panel_lines(frame: Frame) -> list[str]:
    """The panel block from "Thành phần Hội đồng xét xử" to the prosecutor."""
    panel, name = frame.panel, frame.court.name
    lines = [
        f"- Thành phần Hội đồng xét xử {frame.instance} gồm có:",
        f"Thẩm phán - Chủ tọa phiên tòa: {panel.judges[0]}",
    ]
    if frame.appeal:
        lines += ["Các Thẩm phán:", f"1. {panel.judges[1]}", f"2. {panel.judges[2]}"]
    else:
        lines += ["Các Hội thẩm nhân dân:", f"1. {panel.assessors[0]}", f"2. {panel.assessors[1]}"]
    lines.append(f"- Thư ký phiên tòa: {panel.clerk} - Thư ký {name}.")
    lines.append(f"- Đại diện {frame.court.prosecutor} tham gia phiên tòa: {panel.prosecutor} - Kiểm sát viên.")
    return lines


def hearing_line(frame: Frame, relation: str, accepted: str, chance: random.Random) -> str:
    """The sentence that names hearing, acceptance and the order that set the case for trial."""
    matter, accept, order = MATTERS[frame.kind], chance.randint(8, 290), chance.randint(8, 320)
    stage = "PT" if frame.appeal else "ST"
    subject = "" if frame.kind == "hs" else f" về việc “{relation}”"
    summons = f"{order}/{frame.year}/{'QĐPT' if frame.appeal else 'QĐXXST'}-{matter}"
    end = "đối với bị cáo:" if frame.kind == "hs" else "giữa các đương sự:"
    below = ""
    if frame.appeal:
        below = (
            f" Do bản án {NAMES[frame.kind]} sơ thẩm số {frame.lower_number} ngày {frame.lower_day} của "
            f"{frame.lower_court} bị kháng cáo."
        )
    return (
        f"Ngày {frame.day}, tại trụ sở {frame.court.name}, xét xử {frame.instance} công khai vụ án {NAMES[frame.kind]} "
        f"thụ lý số {accept}/{frame.year}/TL{stage}-{matter} ngày {accepted}{subject}.{below} "
        f"Theo Quyết định đưa vụ án ra xét xử {frame.instance} số {summons}, {end}"
    )


def party(scene: Scene, key: str, number: str, role: str, *, detail: str = "", present: str = "có mặt") -> str:
    """One line of the party block: role, name, year of birth, address, presence."""
    one = scene.person(key)
    full = one.full[0].upper() + one.full[1:]
    lead = f"{number} {role}: " if role else f"{number} "
    return f"{lead}{full}, sinh năm {one.born}; {detail}địa chỉ: {scene.homes[key]} ({present})."


def company(scene: Scene, key: str, number: str, *, role: str, representative: str, office: str) -> list[str]:
    """The lines of a company in the party block and of the person who speaks for it."""
    one, speaker = scene.values[key], scene.person(representative)
    full = speaker.full[0].upper() + speaker.full[1:]
    return [
        f"{number} {role}: {one.full}; địa chỉ trụ sở: {scene.homes[key]}.",
        f"{office}: {full}, sinh năm {speaker.born} (có mặt).",
    ]


def phrase(name: str, chance: random.Random, **values: Any) -> str:  # noqa: ANN401  whatever the sentence names
    """One of the wordings of a usual sentence, filled."""
    return sentences(chance.choice(PHRASES[name]).format(**values))


def sentences(text: str) -> str:
    """The text with a capital at each start of a sentence."""
    text = re.sub(r"(?<=\. )\w", lambda match: match[0].upper(), text)
    return text[0].upper() + text[1:]
