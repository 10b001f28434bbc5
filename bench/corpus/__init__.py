"""Invented judgments for the benchmarks of search, as documents of the engine, any number of them.

Words follow a Zipf-Mandelbrot law over about 19,000: legal words and phrases at its head (`words.txt`), made-up
syllables behind; there are topics, stock sentences, numbers, dates and citations. Each document is made from its own
number alone, so that any of them can be made again.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from search.analysis import number_id
from search.engine import SearchDocument
from search.nodes import case_parts
from vietnamese.letters import TONES, canonical
from vietnamese.syllables import is_syllable

if TYPE_CHECKING:
    from collections.abc import Iterator

SEED = 20260101
SYLLABLES, TAIL, STOCK = 6200, 22_000, 500
TOPICS = (
    ("hs", 249, "mua bán trái phép chất ma túy", "ma túy|chất ma túy|tàng trữ|mua bán|heroin|khối lượng"),
    ("hs", 173, "trộm cắp tài sản", "trộm cắp tài sản|chiếm giữ|điện thoại|xe mô tô|tang vật|tái phạm"),
    ("hs", 134, "cố ý gây thương tích", "cố ý gây thương tích|tỷ lệ tổn thương cơ thể|giám định|sức khỏe"),
    ("hs", 321, "đánh bạc", "đánh bạc|tổ chức đánh bạc|gá bạc|tiền mặt"),
    ("ds", 166, "tranh chấp quyền sử dụng đất", "quyền sử dụng đất|thửa đất|diện tích|ranh giới|chuyển nhượng"),
    ("ds", 463, "tranh chấp hợp đồng vay tài sản", "vay tiền|giấy vay tiền|lãi suất|trả nợ|nợ gốc"),
    ("ds", 612, "tranh chấp thừa kế", "thừa kế|di sản|di chúc|hàng thừa kế|chia di sản"),
    ("ds", 584, "bồi thường thiệt hại", "bồi thường|thiệt hại|ngoài hợp đồng|lỗi"),
    ("hngd", 56, "ly hôn", "ly hôn|con chung|cấp dưỡng|nuôi con|hôn nhân|vợ chồng"),
    ("kdtm", 95, "tranh chấp hợp đồng tín dụng", "hợp đồng tín dụng|ngân hàng|nợ lãi|thế chấp|tín dụng"),
    ("ld", 41, "đơn phương chấm dứt hợp đồng lao động", "hợp đồng lao động|người lao động|tiền lương|sa thải"),
    ("hc", 193, "khiếu kiện quyết định hành chính", "quyết định hành chính|thu hồi đất|tái định cư|cưỡng chế"),
)
"""Case type, leading article, legal relation and words of each topic."""
ACTS = {
    "hs": "100-2015-qh13",
    "ds": "91-2015-qh13",
    "hngd": "52-2014-qh13",
    "kdtm": "36-2005-qh11",
    "ld": "45-2019-qh14",
    "hc": "93-2015-qh13",
}
CODES = {"hs": "HS", "ds": "DS", "hngd": "HNGĐ", "kdtm": "KDTM", "ld": "LĐ", "hc": "HC"}
LEVELS = ("huyen", "khu-vuc", "tinh", "cap-cao", "toi-cao")
RESULTS = ("chấp nhận", "chấp nhận một phần", "không chấp nhận", "giữ nguyên", "sửa", "hủy", "đình chỉ")
_WORDS = Path(__file__).parent / "words.txt"
_ONSETS = "b c ch d đ g gi h k kh l m n ng nh ph r s t th tr v x"
_RHYMES = (
    "a ai ao au ay am an ang anh ac ach ap at ăm ăn ăng ăc âm ân âng âu ây ât e en eo ê êm ên ênh êt i im in inh ich "
    "iêm iên iêng iêt o oa oai oan oang oi om on ong oc ot ô ôi ôm ôn ông ôc ơ ơi ơm ơn u ua ui um un ung uc ut uy "
    "uyên uân uôi uôn uông ư ưa ưng ươi ươm ươn ương"
)
_VOWELS = "aăâeêioôơuưy"
_BARE = 0.7
"""The share of a text that is not stock sentences and items."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Words by rank with the running sum of their shares, stock sentences as ranks, topic words as ranks."""

    words: np.ndarray[Any, Any]
    sums: np.ndarray[Any, Any]
    lengths: np.ndarray[Any, Any]
    stock: tuple[np.ndarray[Any, Any], ...]
    topics: tuple[np.ndarray[Any, Any], ...]


@cache
def vocabulary() -> Vocabulary:
    """Return the words that all documents are made of."""
    draw = np.random.default_rng(SEED)
    syllables = _syllables()
    draw.shuffle(syllables)
    used = syllables[:SYLLABLES]
    shares = 1 / np.arange(1, len(used) + 1) ** 0.75
    first, second = (draw.choice(len(used), TAIL, p=shares / shares.sum()) for _ in range(2))
    single = draw.random(TAIL) < 0.25
    tail = [used[a] if one else f"{used[a]} {used[b]}" for a, b, one in zip(first, second, single, strict=True)]
    head = _WORDS.read_text("utf-8").split("\n")
    topical = [word for _, _, _, words in TOPICS for word in words.split("|")]
    words = list(dict.fromkeys([word for word in (*head, *tail, *topical) if word]))
    place = {word: rank for rank, word in enumerate(words)}
    weights = 1 / (np.arange(len(words)) + 2.7) ** 1.02
    sums = np.cumsum(weights / weights.sum())
    stock = tuple(np.searchsorted(sums, draw.random(int(draw.integers(6, 22)))) for _ in range(STOCK))
    topics = tuple(np.array([place[word] for word in words.split("|")]) for _, _, _, words in TOPICS)
    lengths = np.array([word.count(" ") + 1 for word in words])
    return Vocabulary(np.array(words, dtype=object), sums, lengths, stock, topics)


def _syllables() -> list[str]:
    found = dict.fromkeys(
        canonical(onset + rhyme[:at] + tone + rhyme[at:])
        for onset in _ONSETS.split()
        for rhyme in _RHYMES.split()
        for at in range(1, len(rhyme) + 1)
        if rhyme[at - 1] in _VOWELS
        for tone in ("", *TONES)
    )
    return [one for one in found if is_syllable(one)]


def documents(count: int, start: int = 0) -> Iterator[SearchDocument]:
    """Make the documents with these numbers."""
    return map(document, range(start, start + count))


def document(number: int) -> SearchDocument:
    """Make one document from its number: about 1,500 words."""
    draw = np.random.default_rng((SEED, number))
    topic = int(draw.integers(len(TOPICS)))
    case_type, article, relation, _ = TOPICS[topic]
    day = date(2014, 1, 1) + timedelta(days=int(4380 * draw.random() ** 0.7))
    court, level = _court(draw)
    instance = "st" if level in {"huyen", "khu-vuc"} else ("pt" if draw.random() < 0.8 else "gdt")
    serial = int(draw.integers(1, 400))
    case_number = f"{serial:02d}/{day.year}/{CODES[case_type]}-{instance.upper()}"
    own_number, year, code = case_parts(case_number)
    rows = _rows(draw, topic)
    cuts = [len(rows) // 2, len(rows) * 9 // 10]
    articles = {article, *(int(one) for one in draw.integers(1, 600, int(draw.integers(1, 6))))}
    return SearchDocument(
        id=public_id(number),
        version=1,
        title=f"Bản án {case_number} ngày {day.day}/{day.month}/{day.year} về {relation}",
        published_at=datetime(2024, 1, 1, tzinfo=UTC) + timedelta(minutes=number),
        other=[f"TÒA ÁN NHÂN DÂN {court}", f"Bản án số: {case_number}", f"Ngày {day.day}-{day.month}-{day.year}"],
        facts=rows[: cuts[0]],
        reasoning=rows[cuts[0] : cuts[1]],
        decision=rows[cuts[1] :],
        decided_on=day,
        case_number=case_number,
        number=own_number,
        year=year,
        code=code,
        court=court,
        court_level=level,
        province=f"{int(draw.integers(1, 64)):02d}",
        case_type=case_type,
        doc_kind="ban-an" if draw.random() < 0.8 else "quyet-dinh",
        instance=instance,
        articles=tuple(f"{ACTS[case_type]}.{one}" for one in sorted(articles)),
        precedents=(str(int(72 * draw.random() ** 2) + 1),) if draw.random() < 0.06 else (),
        legal_relation=relation,
        result=RESULTS[int(draw.integers(len(RESULTS)))],
        cited_by=int(draw.random() ** 8 * 20),
    )


def public_id(number: int) -> str:
    """Return the id of the document with this number."""
    return number_id(number * 7919 % 2**40)


def _court(draw: np.random.Generator) -> tuple[str, str]:
    level = LEVELS[int(np.searchsorted([0.5, 0.66, 0.92, 0.995], draw.random()))]
    return f"{level}-{int(640 * draw.random() ** 1.3):03d}", level


def _rows(draw: np.random.Generator, topic: int) -> list[str]:
    """Make the paragraphs: words of the law, of the topic, stock sentences, numbers."""
    known = vocabulary()
    wanted = int(np.clip(draw.lognormal(7.24, 0.38), 350, 9000))
    size = int(wanted / 1.75) + 40
    ranks = np.minimum(np.searchsorted(known.sums, draw.random(size)), len(known.words) - 1)
    topical = draw.random(size) < 0.10
    ranks[topical] = draw.choice(known.topics[topic], int(topical.sum()))
    size = int(np.searchsorted(np.cumsum(known.lengths[ranks]), wanted * _BARE)) + 1
    pieces = known.words[ranks[:size]]
    for place in np.flatnonzero(draw.random(len(pieces)) < 0.035):
        stock = known.stock[int(STOCK * draw.random() ** 2)]
        pieces[place] = " ".join(known.words[stock]) + "."
    for place in np.flatnonzero(draw.random(len(pieces)) < 0.05):
        pieces[place] = _item(int(draw.integers(1_000_000)))
    return [" ".join(pieces[start : start + 45]) for start in range(0, len(pieces), 45)]


def _item(drawn: int) -> str:
    match drawn % 6:
        case 0:
            return f"{drawn % 28 + 1:02d}/{drawn % 12 + 1:02d}/{2005 + drawn % 20}"
        case 1:
            return f"{drawn % 900 + 1}.000.000 đồng"
        case 2:
            return f"khoản {drawn % 5 + 1} Điều {drawn % 600 + 1} Bộ luật Dân sự"
        case 3:
            return f"{drawn % 5000} m2"
        case 4:
            return f"số {drawn % 300:02d}/{2012 + drawn % 13}/QĐ-UBND"
        case _:
            return str(drawn)
