"""The three parts of an invented judgment's text: what happened, what the court thinks, what it decides."""

import random
import re
from datetime import date, timedelta
from typing import Any

from demo.scene import Scene
from demo.skeleton import Frame, phrase, sentences

APPEAL_ARTICLES = {"hs": "Điều 355, Điều 356", "hc": "khoản 1 Điều 241"}


def facts(frame: Frame, story: dict[str, Any], scene: Scene, first_day: date, chance: random.Random) -> list[str]:
    """The paragraphs of NỘI DUNG VỤ ÁN; `first_day` is the day of the judgment at first instance."""
    texts = [fill(text, scene) for text in story["facts"]]
    office = frame.court.prosecutor
    if frame.kind == "hs":
        words = {"crime": story["relation"], "article": story["article"], "office": office}
        texts.append(phrase("charge", chance, number=chance.randint(11, 190), accused=_accused(story, scene), **words))
    elif not frame.appeal:
        law = story.get("law", "")
        texts += [phrase("mediation", chance), phrase("hearing", chance)]
        texts.append(phrase("prosecutor", chance, office=office, law=law))
    if frame.appeal:
        orders = " ".join(fill(text, scene) for text in story["decision"])
        day = first_day + timedelta(days=9)
        texts += [
            phrase("below", chance, orders=orders, **_below(frame)),
            phrase(
                "appeal", chance, appeal_day=f"{day.day:02}/{day.month}/{day.year}", appellant=appellant(frame, scene)
            ),
            phrase("appeal_hearing", chance, office=office),
        ]
    return texts


def reasoning(frame: Frame, story: dict[str, Any], scene: Scene, chance: random.Random) -> list[str]:
    """The numbered paragraphs of NHẬN ĐỊNH CỦA TÒA ÁN."""
    values = {"relation": story["relation"], "code": frame.code}
    points = [phrase("criminal_procedure" if frame.kind == "hs" else "procedure", chance, **values)]
    points += [fill(text, scene) for text in story["reasoning"]]
    if frame.appeal:
        points.append(phrase("appeal_reason", chance, appellant=appellant(frame, scene)))
    if frame.kind != "hs":
        points += [phrase("view", chance), phrase("fee_reason", chance, **values)]
    return [f"[{number}] {text}" for number, text in enumerate(points, start=1)]


def decision(frame: Frame, story: dict[str, Any], scene: Scene, chance: random.Random) -> list[str]:
    """The legal basis and the numbered orders of QUYẾT ĐỊNH."""
    basis, ends = _basis(frame, story, scene, chance)
    orders = [fill(text, scene) for text in story["decision"]]
    if frame.appeal:
        article = APPEAL_ARTICLES.get(frame.kind, "khoản 1 Điều 308")
        basis = f"Căn cứ {article} {frame.code}; " + re.sub(r"^(Căn cứ|Áp dụng)( vào)? ", "", basis)
        orders.insert(0, phrase("dismissed", chance, appellant=appellant(frame, scene), **_below(frame)))
        ends.append("Bản án phúc thẩm có hiệu lực pháp luật kể từ ngày tuyên án.")
    else:
        ends.append(phrase("appeal_right", chance))
    return [basis, *(f"{number}. {text}" for number, text in enumerate([*orders, *ends], start=1))]


def appellant(frame: Frame, scene: Scene) -> str:
    """Who appeals: the accused, or the side that lost at first instance."""
    if frame.kind == "hs":
        return f"bị cáo {scene.person('a').name}"
    if frame.kind in {"kdtm", "ld", "hc"}:
        return _sides(frame, scene)[1]
    return scene.person("b").full


def fill(text: str, scene: Scene) -> str:
    """A sentence of a story with its people and values, capital at each start of a sentence."""
    return sentences(text.format(**scene.values))


def _basis(frame: Frame, story: dict[str, Any], scene: Scene, chance: random.Random) -> tuple[str, list[str]]:
    if frame.kind == "hs":
        accused = "Bị cáo" if story.get("single") else "Mỗi bị cáo"
        basis = phrase("criminal_basis", chance, article=story["article"], code=frame.code)
        return basis, [phrase("criminal_fee", chance, accused=accused)]
    winner, loser = _sides(frame, scene)
    receipt = f"00{chance.randint(10000, 99999)}"
    fee = phrase("fee", chance, loser=loser, winner=winner, fee=scene.values["fee"], receipt=receipt)
    return phrase("basis", chance, code=frame.code, law=story["law"]), [fee, phrase("enforcement", chance)]


def _below(frame: Frame) -> dict[str, str]:
    return {"lower_number": frame.lower_number, "lower_day": frame.lower_day, "lower_court": frame.lower_court}


def _accused(story: dict[str, Any], scene: Scene) -> str:
    if story.get("single"):
        return f"bị cáo {scene.person('a').name}"
    return f"các bị cáo {scene.person('a').name}, {scene.person('b').name}"


def _sides(frame: Frame, scene: Scene) -> tuple[str, str]:
    if frame.kind == "kdtm":
        return str(scene.values["o"].full), str(scene.values["o2"].full)
    if frame.kind == "ld":
        return scene.person("a").full, str(scene.values["o"].full)
    if frame.kind == "hc":
        return scene.person("a").full, str(scene.values["u"])
    return scene.person("a").full, scene.person("b").full
