"""Invented judgments of every matter and both instances, with the true names and numbers that must never be public."""

import random
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal

from demo.body import decision, facts, reasoning
from demo.courts import BY_CODE, COURTS, Court
from demo.parties import Listed, civil_parties, criminal_parties, used
from demo.people import LISTS, NameBook
from demo.scene import Scene, make_scene
from demo.skeleton import MATTERS, Frame, Panel, hearing_line, make_panel, panel_lines

STORIES: Final = {
    "ds": "civil", "hngd": "family", "kdtm": "commercial", "ld": "labour", "hc": "administrative", "hs": "criminal",
}  # fmt: skip
PLAN: Final[list[str]] = LISTS["plan"]
LOWER: Final[list[list[str]]] = LISTS["lower"]
FIRST_COURTS: Final = tuple(court for court in COURTS if not court.provincial)
OLD_TONE_SHARE: Final = 0.3  # of the courts write hoà, toà, thuỷ
REFORM: Final = date(2025, 7, 1)
FRIDAY: Final = 4
HOLIDAYS: Final = tuple(
    (date(year, *first), date(year, *last))
    for year, first, last in (
        (2024, (2, 8), (2, 14)), (2025, (1, 25), (2, 2)), (2026, (2, 14), (2, 22)),
        *((year, (4, 30), (5, 1)) for year in (2023, 2024, 2025, 2026)),
        *((year, (9, 1), (9, 2)) for year in (2023, 2024, 2025, 2026)),
    )
)  # fmt: skip
OLD_TONES: Final = dict(
    pair.split(":")
    for pair in (
        "òa:oà óa:oá ỏa:oả õa:oã ọa:oạ òe:oè óe:oé ỏe:oẻ õe:oẽ ọe:oẹ úy:uý ùy:uỳ ủy:uỷ ũy:uỹ ụy:uỵ".split()  # noqa: SIM905  pairs are read more easily in one line
    )
)

BlockKind = Literal["centre", "head", "body"]


@dataclass(frozen=True)
class Block:
    """One paragraph of a judgment and how it stands on the page."""

    kind: BlockKind
    text: str


@dataclass(frozen=True)
class DemoCase:
    """An invented judgment: what is printed, what is known of it, and what must never become public.

    `canaries` are the true full names of every private person; `secrets` holds the rest by kind (organisation,
    address, phone, cccd, account, plate …).
    """

    slug: str
    case_number: str
    court_name: str
    court_code: str
    case_type: str
    instance: str
    kind: str
    relation: str
    decided_on: date
    effective_on: date
    presiding_judge: str
    header_left: tuple[str, ...]
    header_right: tuple[str, ...]
    blocks: tuple[Block, ...]
    recipients: tuple[str, ...]
    signature: tuple[str, ...]
    parties: tuple[tuple[str, str], ...]
    canaries: tuple[str, ...]
    secrets: dict[str, tuple[str, ...]]

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """All that is printed, in reading order."""
        body = tuple(block.text for block in self.blocks)
        return (*self.header_left, *self.header_right, *body, *self.recipients, *self.signature)


def canaries(cases: Iterable[DemoCase]) -> list[str]:
    """The true full names of all private people of these cases, each once."""
    return sorted({name for case in cases for name in case.canaries})


def generate(count: int = 44, seed: int = 7) -> list[DemoCase]:
    """Make that many judgments; the same count and seed always give the same ones."""
    chance = random.Random(seed)  # noqa: S311  invented texts, no secret depends on it
    book = NameBook(chance)
    panels = {court.code: make_panel(book, chance) for court in COURTS}
    return [_make(index, panels, book, chance) for index in range(count)]


@cache
def _stories(kind: str) -> list[dict[str, Any]]:
    text = (Path(__file__).parent / "stories" / f"{STORIES[kind]}.toml").read_text(encoding="utf-8")
    stories: list[dict[str, Any]] = tomllib.loads(text)["story"]
    return stories


@dataclass(frozen=True)
class _Draft:
    """A case before it is written: its frame, its cast story and the two days of judgment."""

    frame: Frame
    story: dict[str, Any]
    scene: Scene
    decided: date
    first_day: date


def _make(index: int, panels: dict[str, Panel], book: NameBook, chance: random.Random) -> DemoCase:
    before = PLAN[: index % len(PLAN)]
    entry, rounds = PLAN[index % len(PLAN)], index // len(PLAN)
    kind, appeal = entry.rstrip("+"), entry.endswith("+")
    stories = _stories(kind)
    story = stories[(sum(one.rstrip("+") == kind for one in before) + rounds) % len(stories)]
    lower = None
    court = FIRST_COURTS[(index * 7 + 3) % len(FIRST_COURTS)]
    if appeal:
        below, above = LOWER[(sum(one.endswith("+") for one in before) + rounds) % len(LOWER)]
        lower, court = BY_CODE[below], BY_CODE[above]
    decided = _day_of_judgment(court, chance)
    first_day = decided - timedelta(days=chance.randint(95, 140)) if appeal else decided
    if lower and not lower.since_2025:
        first_day = min(first_day, REFORM - timedelta(days=chance.randint(8, 40)))
    scene = make_scene(kind, story, lower or court, first_day, book=book, chance=chance)
    frame = Frame(
        kind=kind,
        appeal=appeal,
        court=court,
        panel=panels[court.code],
        number=3 + index * 3 + chance.randrange(3),
        year=decided.year,
        day=f"{decided.day:02} tháng {decided.month} năm {decided.year}",
        lower_number=f"{chance.randint(5, 180)}/{first_day.year}/{MATTERS[kind]}-ST" if lower else "",
        lower_day=_slashes(first_day),
        lower_court=lower.name if lower else "",
    )
    return _assemble(_Draft(frame, story, scene, decided, first_day), book, chance)


def _day_of_judgment(court: Court, chance: random.Random) -> date:
    start, days = (date(2025, 9, 8), 370) if court.since_2025 else (date(2023, 3, 6), 820)
    decided = start + timedelta(days=chance.randrange(days))
    while decided.weekday() > FRIDAY or any(first <= decided <= last for first, last in HOLIDAYS):
        decided += timedelta(days=1)
    return decided


def _slashes(day: date) -> str:
    return f"{day.day:02}/{day.month}/{day.year}"


def _assemble(draft: _Draft, book: NameBook, chance: random.Random) -> DemoCase:
    frame, decided, relation = draft.frame, draft.decided, draft.story["relation"]
    parties, listed, relatives = _parties(draft, book, chance)
    blocks = _blocks(draft, parties, chance)
    names, secrets = _secrets(draft, relatives, "\n".join(block.text for block in blocks))
    spell = old_tones if chance.random() < OLD_TONE_SHARE else _as_is
    judge = frame.panel.judges[0].split(maxsplit=1)[1]
    return DemoCase(
        slug=f"{frame.kind}-{frame.number}-{decided.year}{'-pt' if frame.appeal else ''}",
        case_number=frame.case_number,
        court_name=frame.court.name,
        court_code=frame.court.code,
        case_type=frame.kind,
        instance=frame.instance,
        kind="Bản án",
        relation=relation,
        decided_on=decided,
        effective_on=decided if frame.appeal else decided + timedelta(days=chance.randint(31, 40)),
        presiding_judge=judge,
        header_left=tuple(map(spell, _header_left(frame, relation, decided))),
        header_right=tuple(map(spell, ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"))),
        blocks=tuple(Block(block.kind, spell(block.text)) for block in blocks),
        recipients=tuple(map(spell, _recipients(frame))),
        signature=(f"TM. HỘI ĐỒNG XÉT XỬ {frame.instance.upper()}", "THẨM PHÁN - CHỦ TỌA PHIÊN TÒA", "(đã ký)", judge),
        parties=tuple(listed),
        canaries=names,
        secrets=secrets,
    )


def _parties(draft: _Draft, book: NameBook, chance: random.Random) -> tuple[list[str], Listed, list[str]]:
    if draft.frame.kind == "hs":
        return criminal_parties(draft.story, draft.scene, draft.decided.year, book, chance)
    return (*civil_parties(draft.frame, draft.story, draft.scene, chance), [])


def _blocks(draft: _Draft, parties: list[str], chance: random.Random) -> list[Block]:
    frame, story, scene = draft.frame, draft.story, draft.scene
    accepted = draft.first_day + timedelta(days=35) if frame.appeal else scene.values["accepted"]
    opening = [*panel_lines(frame), hearing_line(frame, story["relation"], _slashes(accepted), chance), *parties]
    state = "NƯỚC CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    parts: list[tuple[BlockKind, list[str]]] = [
        ("centre", ["NHÂN DANH", state, frame.court.name.upper()]),
        ("body", opening),
        ("head", ["NỘI DUNG VỤ ÁN:"]),
        ("body", facts(frame, story, scene, draft.first_day, chance)),
        ("head", ["NHẬN ĐỊNH CỦA TÒA ÁN:"]),
        ("body", [*reasoning(frame, story, scene, chance), "Vì các lẽ trên,"]),
        ("head", ["QUYẾT ĐỊNH:"]),
        ("body", decision(frame, story, scene, chance)),
    ]
    return [Block(kind, text) for kind, texts in parts for text in texts]


def _header_left(frame: Frame, relation: str, decided: date) -> list[str]:
    subject = [] if frame.kind == "hs" else [f"V/v: {relation[0].lower()}{relation[1:]}"]
    number, day = f"Bản án số: {frame.case_number}", f"Ngày: {decided.day:02} - {decided.month} - {decided.year}"
    return ["TÒA ÁN NHÂN DÂN", *frame.court.heading, number, day, *subject]


def _recipients(frame: Frame) -> list[str]:
    return [
        "Nơi nhận:",
        f"- {frame.court.prosecutor};",
        "- Cơ quan thi hành án dân sự;",
        "- Các đương sự;",
        "- Lưu hồ sơ vụ án.",
    ]


def _secrets(draft: _Draft, relatives: list[str], text: str) -> tuple[tuple[str, ...], dict[str, tuple[str, ...]]]:
    scene = draft.scene
    people = [scene.person(key).name for key in "abcdwrv"] + [scene.values["k1"], scene.values["k2"], *relatives]
    printed = text.upper()
    names = tuple(sorted({name for name in people if name.upper() in printed}))
    secrets = {
        kind: tuple(one for one in dict.fromkeys(values) if one in text) for kind, values in scene.secrets.items()
    }
    organisations = [scene.values[key].distinctive for key in ("o", "o2", "bank")]
    secrets["organisation"] = tuple(name for name in organisations if name in text)
    secrets["alias"] = (scene.values["nick"],) if used(draft.story, "nick") else ()
    return names, {kind: values for kind, values in secrets.items() if values}


def _as_is(text: str) -> str:
    return text


def old_tones(text: str) -> str:
    """The text with the tone of a final oa, oe, uy on its second vowel, as many courts write it."""
    for new, old in OLD_TONES.items():
        text = text.replace(new, old).replace(new.upper(), old.upper()).replace(new.capitalize(), old.capitalize())
    return text
