"""One invented dispute: its people, organisations, places, numbers, sums and dates, ready to fill a story."""

import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Final

from demo.courts import Court
from demo.people import NameBook, Person, adult, pick

LETTERS: Final = "ABCDEGHKLMN"
TWIN_SHARE: Final = 0.5  # of the cases have two people with the same initial
STREET_SHARE: Final = 0.3  # of the homes outside towns have a street


@dataclass(frozen=True)
class Organisation:
    """A company or bank: `str()` is the short mention, "Công ty Vĩnh Kim Phát"."""

    full: str
    short: str
    distinctive: str

    def __str__(self) -> str:
        return self.short


@dataclass
class Scene:
    """What stories are filled from (`values`) and what of it must never become public (`secrets`, by kind)."""

    values: dict[str, Any]
    homes: dict[str, str]
    secrets: dict[str, list[str]] = field(default_factory=dict)

    def person(self, key: str) -> Person:
        """The person of that letter in the stories."""
        value: Person = self.values[key]
        return value

    def keep_secret(self, kind: str, value: str) -> str:
        """Note a value as secret and give it back."""
        self.secrets.setdefault(kind, []).append(value)
        return value


def make_scene(
    kind: str, story: dict[str, Any], court: Court, decided: date, *, book: NameBook, chance: random.Random
) -> Scene:
    """Cast a story of one case type for a court and a day of judgment."""
    scene = Scene({}, {})
    _people(scene, story, decided.year, book, chance)
    _organisations(scene, kind, court, chance)
    _places(scene, court, chance)
    _numbers(scene, chance)
    _sums(scene, kind, chance)
    _dates(scene, kind, decided, chance)
    return scene


def _people(scene: Scene, story: dict[str, Any], year: int, book: NameBook, chance: random.Random) -> None:
    sexes: dict[str, str] = dict(story.get("sex", {}))
    if "b" in sexes or "c" in sexes:
        sexes.setdefault("b", {"nam": "nữ", "nữ": "nam"}[sexes.get("c", "nam")])
    else:
        sexes["b"] = chance.choice(("nam", "nữ"))
    sexes.setdefault("c", {"nam": "nữ", "nữ": "nam"}[sexes["b"]])
    word_bearer = chance.choice("abcdw")
    for key in "abcdwrv":
        born_before = year - 30 if key in story.get("old", ()) else year
        twin = scene.values["a"].given[0] if key == "c" and chance.random() < TWIN_SHARE else ""
        sex = sexes.get(key, "")
        kin = story.get("kin", {}).get(key)
        surname = scene.person(kin).name.split()[0] if kin else ""
        one = adult(book, chance, born_before, sex=sex, word=key == word_bearer, initial=twin, surname=surname)
        if key in story.get("old", ()):
            one = Person(one.name, one.sex, one.born, {"nam": "ông", "nữ": "bà"}[one.sex])
        scene.values[key] = one
    for key in ("k1", "k2"):
        scene.values[key] = book.name(chance.choice(("nam", "nữ")), surname=scene.person("b").name.split()[0])
    scene.values["spouse"] = {"nam": "chồng", "nữ": "vợ"}[scene.person("c").sex]
    scene.values["nick"] = pick(chance, "nicknames")


def _organisations(scene: Scene, kind: str, court: Court, chance: random.Random) -> None:
    bank = pick(chance, "banks")
    scene.values["bank"] = Organisation(f"Ngân hàng Thương mại cổ phần {bank}", f"Ngân hàng {bank}", bank)
    for key in ("o", "o2"):
        name = " ".join(pick(chance, part) for part in ("company_first", "company_second", "company_third"))
        form = chance.choice(("Công ty Trách nhiệm hữu hạn", "Công ty TNHH", "Công ty Cổ phần"))
        scene.values[key] = Organisation(f"{form} {pick(chance, 'business')} {name}", f"Công ty {name}", name)
    area = court.places[0] if court.since_2025 else court.name.removeprefix("Tòa án nhân dân ")
    body = area.split(",")[0]
    scene.values["u"] = f"Ủy ban nhân dân {body}"
    scene.values["kind"] = kind


def _places(scene: Scene, court: Court, chance: random.Random) -> None:
    scene.values["place"], scene.values["province"] = chance.choice(court.places), court.province
    scene.values["address"] = scene.keep_secret("address", _street(chance))
    for key in "abcdwrv":
        place = chance.choice(court.places)
        home = _street(chance) if "phường" in place or chance.random() < STREET_SHARE else _hamlet(chance)
        scene.homes[key] = f"{scene.keep_secret('address', home)}, {place}, {court.province}"
    scene.homes["o"] = f"{scene.keep_secret('address', _street(chance))}, {court.places[0]}, {court.province}"
    scene.homes["o2"] = f"{scene.keep_secret('address', _street(chance))}, {court.places[-1]}, {court.province}"


def _street(chance: random.Random) -> str:
    number = str(chance.randint(2, 480)) + chance.choice(("", "", f"/{chance.randint(1, 60)}"))
    return f"số {number} đường {pick(chance, 'streets')}"


def _hamlet(chance: random.Random) -> str:
    return f"số nhà {chance.randint(10, 490)}, {chance.choice(('ấp', 'thôn', 'khóm'))} {pick(chance, 'hamlets')}"


def _numbers(scene: Scene, chance: random.Random) -> None:
    def digits(count: int) -> str:
        return "".join(chance.choice("0123456789") for _ in range(count))

    def plate() -> str:
        return f"{chance.randint(59, 95)}{chance.choice('BFHK')}{chance.randint(1, 9)}-{digits(3)}.{digits(2)}"

    values = {
        "phone": f"095{chance.randint(1, 8)}{digits(6)}",  # no operator issues 095 any more
        "cccd": f"0{chance.randint(10, 96)}{chance.randint(0, 3)}{digits(8)}",
        "passport": f"{chance.choice(LETTERS)}{digits(7)}",
        "insurance": digits(10),
        "account": f"{chance.randint(1, 9)}{digits(chance.choice((9, 11, 12)))}",
        "tax": f"{chance.randint(10, 39)}{digits(8)}",
        "plate": plate(),
        "plate2": plate(),
        "frame": f"RL{chance.choice(LETTERS)}{digits(4)}{chance.choice(LETTERS)}{digits(6)}",
        "cert": f"{chance.choice(LETTERS)}{chance.choice(LETTERS)} {digits(6)}",
        "book": f"CH{digits(5)}",
    }
    scene.values |= values
    for key, value in values.items():
        scene.keep_secret("plate" if key == "plate2" else key, value)
    scene.values |= {"parcel": str(chance.randint(11, 890)), "sheet": str(chance.randint(2, 60))}
    scene.values["area"] = f"{chance.randint(60, 900)},{chance.randint(1, 9)}"


def _sums(scene: Scene, kind: str, chance: random.Random) -> None:
    first = chance.randint(20, 80) if kind == "hs" else chance.randint(24, 180) * 5
    second = max(first * 2 // 5, 4)
    sums = {
        "m1": first,
        "m2": second,
        "m3": first - second,
        "m12": first + second,
        "m4": chance.randint(15, 58),
        "m5": chance.randint(5, 12),
    }
    scene.values |= {key: f"{millions * 1_000_000:,}".replace(",", ".") + " đồng" for key, millions in sums.items()}
    scene.values["fee"] = f"{second * 50_000:,}".replace(",", ".") + " đồng"


def _dates(scene: Scene, kind: str, decided: date, chance: random.Random) -> None:
    accepted = decided - timedelta(days=chance.randint(45, 70) if kind == "hs" else chance.randint(110, 260))
    first = accepted - timedelta(days=chance.randint(400, 900))
    if kind == "hngd":
        first = accepted - timedelta(days=chance.randint(2900, 4300))
    second = accepted - timedelta(days=chance.randint(60, 180))
    if kind == "hs":
        first = accepted - timedelta(days=chance.randint(100, 170))
        second = first + timedelta(days=chance.randint(8, 20))
    days = {
        "d0": first - timedelta(days=20),
        "d1": first,
        "dm": first + (second - first) / 2,
        "d2": second,
        "d3": accepted + timedelta(days=chance.randint(30, 40)),
        "d4": accepted - timedelta(days=10),
    }
    separator = chance.choice(("/", "/", "-"))
    scene.values |= {key: separator.join((f"{day.day:02}", str(day.month), str(day.year))) for key, day in days.items()}
    scene.values |= {"y1": first.year - chance.randint(12, 25), "y2": first.year + 5}
    scene.values |= {"ky1": first.year + 1, "ky2": first.year + 4, "accepted": accepted}
