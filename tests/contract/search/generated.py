"""A collection of 320 invented judgments and 240 searches in it, the same in every run."""

from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

from search.analysis import ID_ALPHABET
from search.engine import SearchDocument
from search.query import SORTS, ZONES, SearchQuery, parse

SIZE = 320
WORDS = (  # noqa: SIM905  a text to read
    "đất đai tranh chấp hợp đồng vay tài sản ma túy ma tuý mà tủy hòa giải hoà giải quyền sử dụng nhà ở bị cáo "
    "nguyên đơn bị đơn bồi thường thiệt hại án phí lãi suất thừa kế di sản ly hôn con chung cấp dưỡng xét xử phúc thẩm "
    "sơ thẩm toàn bộ tòan thể quý giá dat dai hop dong lấn chiếm ranh giới 15 2018 m² ½ x\u0323 ủy ban thuỷ lợi"
).split()
PHRASES = (
    "tòa án nhân dân",
    "bản án số 17/2018/DS-ST",
    "Điều 12 Bộ luật Dân sự",
    "án lệ số 25/2018/AL",
    "hợp đồng vay tài sản",
    "quyền sử dụng đất",
)
JUDGES = ("Nguyễn Văn Mẫu", "Trần Thị Thử", "Lê Thí Dụ")


def collection() -> list[SearchDocument]:
    """Return the judgments; their parts are of all lengths, and a few have not every part."""
    chance = Random(11)  # noqa: S311  no secret
    weights = [1 / (place + 4) for place in range(len(WORDS))]

    def paragraph(most: int = 50) -> str:
        words = chance.choices(WORDS, weights, k=chance.randint(4, most))
        if chance.random() < 0.2:
            words.insert(chance.randrange(len(words)), chance.choice(PHRASES))
        return " ".join(words)

    def part(least: int) -> list[str]:
        return [paragraph() for _ in range(chance.randint(least, 3))]

    return [
        SearchDocument(
            id="".join(chance.choices(ID_ALPHABET, k=4)) + f"{place:04}",
            version=chance.randint(1, 5),
            title=" ".join(chance.choices(WORDS, weights, k=6)),
            published_at=datetime(2024, 1, 1, tzinfo=UTC) + timedelta(hours=chance.randint(0, 7000)),
            facts=part(1),
            reasoning=part(chance.random() < 0.9),
            decision=part(chance.random() < 0.9),
            other=part(1),
            decided_on=chance.choice([None, *(date(2014 + place % 10, chance.randint(1, 12), 5) for _ in range(5))]),
            number=chance.randint(1, 60),
            year=chance.choice([2017, 2018]),
            code=chance.choice(["DS-ST", "HS-ST", "HNGĐ-PT"]),
            court=f"toa-{chance.randint(1, 40)}",
            court_level=chance.choice(["toi-cao", "cap-cao", "tinh", "khu-vuc"]),
            province=f"{chance.randint(1, 34):02}",
            case_type=chance.choice(["ds", "hs", "hngd"]),
            doc_kind=chance.choice(["ban-an", "quyet-dinh"]),
            instance=chance.choice(["so-tham", "phuc-tham"]),
            articles=tuple(f"91-2015-qh13.{number}" for number in chance.sample(range(1, 40), chance.randint(0, 5))),
            precedents=tuple(str(number) for number in chance.sample(range(20, 30), chance.randint(0, 2))),
            legal_relation=chance.choice(["", "tranh-chap-dat", "hop-dong-vay"]),
            result=chance.choice(["", "chap-nhan", "bac"]),
            judges=(chance.choice(JUDGES),),
            cited_by=chance.choice([0, 0, 0, 1, 7]),
            is_precedent=chance.random() < 0.05,
        )
        for place in range(SIZE)
    ]


def searches(documents: list[SearchDocument]) -> dict[str, SearchQuery]:
    """Return what is searched by a name for it: texts of every kind, each under its own filters, part and dates."""
    chance = Random(12)  # noqa: S311  no secret
    found: dict[str, SearchQuery] = {}
    for place, text in enumerate(_texts(chance, documents)):
        narrowed: dict[str, Any] = {}
        if place % 3 == 1:
            narrowed["filters"] = {"loai-an": ("ds", "hs"), "toa": tuple(f"toa-{n}" for n in range(1, 22))}
        if place % 5 == 2:
            narrowed["decided_from"], narrowed["decided_to"] = date(2015, 3, 1), date(2021, 6, 5)
        if place % 7 == 3:
            narrowed["zone"] = chance.choice([*ZONES])
        if place % 11 == 4:
            narrowed |= {"published_from": date(2024, 2, 1), "excluded": tuple(one.id for one in documents[:30])}
        if place % 13 == 5:
            narrowed |= {"page": 2, "page_size": 15}
        found[f"{place:03}"] = SearchQuery(parse(text), sort=SORTS[place % 4], **narrowed)
    return found


def _texts(chance: Random, documents: list[SearchDocument]) -> list[str]:
    def words(count: int) -> list[str]:
        return chance.choices(WORDS, k=count)

    def printed(least: int, most: int) -> str:
        typed = chance.choice(chance.choice(documents).other).split()
        start, count = chance.randrange(len(typed)), chance.randint(least, most)
        return " ".join(typed[start : start + count])

    makers = [
        lambda: " ".join(words(1)),
        lambda: " ".join(words(2)),
        lambda: " ".join(words(3)),
        lambda: printed(2, 3),
        lambda: f'"{printed(2, 4)}"',
        lambda: f'"{" ".join(words(1))}"',
        lambda: " OR ".join(words(2)),
        lambda: "({} HOẶC {}) {}".format(*words(3)),
        lambda: "{} -{}".format(*words(2)),
        lambda: "{} KHÔNG {}".format(*words(2)),
        lambda: f"{words(1)[0][:2]}* {words(1)[0]}",
        lambda: f"{chance.randint(1, 60)}/2018/DS-ST",
        lambda: f"số:{chance.randint(1, 60)}",
        lambda: f"Điều {chance.randint(1, 39)} Bộ luật Dân sự",
        lambda: f"điều:{chance.randint(1, 39)} {words(1)[0]}",
        lambda: f"án lệ số {chance.randint(20, 29)}",
        lambda: f"thẩm phán:{chance.choice(['mẫu', 'thị thử', 'le thi'])} {words(1)[0]}",
        lambda: f"ngày:{chance.randint(2014, 2023)} {words(1)[0]}",
        lambda: f"phan:nhan-dinh {words(1)[0]} {words(1)[0]}",
        lambda: " ".join([*words(9), "?"]),
        lambda: chance.choice([*PHRASES, "ly dị", "sổ đỏ", "tand", "-đất", "", "*", "zzz đất", "tài khoản OR"]),
    ]
    return [makers[place % len(makers)]() for place in range(240)]
