"""The party block of an invented judgment, and the list of who stands in it."""

import random
from typing import Any

from demo.people import NameBook, Person, adult
from demo.scene import Scene
from demo.skeleton import RELATED, SIDES, Frame, company, party

Listed = list[tuple[str, str]]


def used(story: dict[str, Any], key: str) -> bool:
    """Whether a letter is cast in the story."""
    text = " ".join([*story["facts"], *story["reasoning"], *story["decision"]])
    return f"{{{key}}}" in text or f"{{{key}." in text


def civil_parties(frame: Frame, story: dict[str, Any], scene: Scene, chance: random.Random) -> tuple[list[str], Listed]:
    """Party block of every matter but criminal: lines, and (role, name) of each."""
    plaintiff, defendant = SIDES.get(frame.kind, ("Nguyên đơn", "Bị đơn"))
    lines: list[str] = []
    listed: Listed = []

    def add(key: str, number: str, role: str, listed_as: str = "", **more: str) -> None:
        lines.append(party(scene, key, number, role, **more))
        listed.append((listed_as or role, scene.person(key).name))

    def add_company(key: str, number: str, role: str, speaker: str, office: str) -> None:
        lines.extend(company(scene, key, number, role=role, representative=speaker, office=office))
        listed.extend([(role, scene.values[key].full), (office, scene.person(speaker).name)])

    if frame.kind == "kdtm":
        add_company("o", "1.", plaintiff, "r", "Người đại diện theo ủy quyền")
        add_company("o2", "2.", defendant, "b", "Người đại diện theo pháp luật")
    elif frame.kind == "ld" and story["facts"][0].startswith("Nguyên đơn {o"):
        add_company("o", "1.", plaintiff, "b", "Người đại diện theo pháp luật")
        add("a", "2.", defendant)
    elif frame.kind == "ld":
        add("a", "1.", plaintiff, detail=_identity(scene))
        add_company("o", "2.", defendant, "b", "Người đại diện theo pháp luật")
    elif frame.kind == "hc":
        add("a", "1.", plaintiff, detail=_identity(scene))
        lines.append(f"2. {defendant}: {scene.values['u']}.")
        speaker = scene.person("b").full
        lines.append(f"Người đại diện theo ủy quyền: {speaker[0].upper()}{speaker[1:]} (có mặt).")
        listed.extend([(defendant, scene.values["u"]), ("Người đại diện theo ủy quyền", scene.person("b").name)])
    else:
        add("a", "1.", plaintiff, detail=_identity(scene))
        add("b", "2.", defendant, present=chance.choice(("có mặt", "vắng mặt")))
    _others(story, add, lines)
    return lines, listed


def _identity(scene: Scene) -> str:
    return f"CCCD số {scene.values['cccd']}, điện thoại {scene.values['phone']}; "


def _others(story: dict[str, Any], add: Any, lines: list[str]) -> None:  # noqa: ANN401  the closure above
    related = [key for key in story.get("related", "cd") if used(story, key)]
    number = 3
    if len(related) == 1:
        add(related[0], "3.", RELATED, present="vắng mặt")
        number += 1
    elif related:
        lines.append(f"3. {RELATED}:")
        for index, key in enumerate(related, start=1):
            add(key, f"3.{index}.", "", RELATED, present="có đơn xin vắng mặt")
        number += 1
    if used(story, "w"):
        add("w", f"{number}.", "Người làm chứng", present="vắng mặt")


def criminal_parties(
    story: dict[str, Any], scene: Scene, year: int, book: NameBook, chance: random.Random
) -> tuple[list[str], Listed, list[str]]:
    """Identity block of each accused and the others: lines, (role, name), and names of relatives named in it."""
    lines: list[str] = []
    relatives: list[str] = []
    accused = ["a"] if story.get("single") else ["a", "b"]
    for number, key in enumerate(accused, start=1):
        line, kin = _accused(scene, key, number, year, book=book, chance=chance, nick="{nick}" in story["facts"][0])
        lines.append(line)
        relatives += kin
    listed: Listed = [("Bị cáo", scene.person(key).name) for key in accused]
    for key, role, sign in (
        ("v", "Bị hại", "- Bị hại"),
        ("c", RELATED, f"- {RELATED}"),
        ("w", "Người làm chứng", "- Người làm chứng"),
    ):
        if used(story, key):
            lines.append(party(scene, key, sign + ":", "", present=chance.choice(("có mặt", "vắng mặt"))))
            listed.append((role, scene.person(key).name))
    if used(story, "o"):
        lines.append(f"- Tổ chức liên quan: {scene.values['o'].full}; địa chỉ trụ sở: {scene.homes['o']}.")
    return lines, listed, relatives


def _accused(
    scene: Scene, key: str, number: int, year: int, *, book: NameBook, chance: random.Random, nick: bool
) -> tuple[str, list[str]]:
    one = scene.person(key)
    father, mother = book.name("nam", surname=one.name.split()[0]), book.name("nữ")
    spouse = adult(book, chance, year, sex="nữ" if one.sex == "nam" else "nam")
    alias = f" (tức {scene.values['nick']})" if nick and key == "a" else ""
    birthday = f"{chance.randint(1, 28):02} tháng {chance.randint(1, 12)} năm {one.born}"
    scene.keep_secret("birth", f"ngày {birthday}")
    family = _family(one, spouse, chance)
    work = chance.choice(("làm thuê", "lao động tự do", "thợ hồ", "lái xe"))
    record = chance.choice(("không", "không", "01 tiền án"))
    text = (
        f"{number}. {one.caps}{alias}, sinh ngày {birthday} tại {scene.values['province']}; "
        f"nơi cư trú: {scene.homes[key]}; nghề nghiệp: {work}; "
        f"trình độ học vấn: {chance.randint(5, 12)}/12; dân tộc: Kinh; giới tính: {one.sex}; tôn giáo: không; "
        f"quốc tịch: Việt Nam; con ông {father} và bà {mother}; {family}; tiền án, tiền sự: {record}; "
        f"bị bắt tạm giam từ ngày {scene.values['d2']} đến nay; có mặt."
    )
    return text, [father, mother, spouse.name]


def _family(one: Person, spouse: Person, chance: random.Random) -> str:
    word = "vợ" if one.sex == "nam" else "chồng"
    count = chance.randint(1, 3)
    return f"có {word} tên {spouse.name}, sinh năm {spouse.born} và có {count:02} con"
