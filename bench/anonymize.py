"""Speed of the anonymizer on text that it makes itself: words per CPU second, and the ratio to a plain scan of words.

python bench/anonymize.py
"""

import json
import random
import re
import time

import anonymizer

WORDS = 60_000
_FAMILIES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Phan", "Vũ", "Đặng", "Bùi", "Đỗ")
_MIDDLES = ("Văn", "Thị", "Quốc", "Đình", "Ngọc", "Minh", "Thu")
_GIVEN = ("Huy", "Hoa", "Lan", "Tâm", "Đạt", "Khánh", "Nhi", "Liên", "Năm", "Bình", "Sơn", "Trinh")
_PLACES = ("Đông Phú", "Phú Giang", "Yên Trạch", "Minh Tân", "Thanh Hưng")
_SENTENCES = (
    "Ông {a} trình bày: ngày {d}/3/2019 ông cho bà {b} vay {n}00.000.000 đồng theo Điều 463 Bộ luật Dân sự.",
    "Nay {a} yêu cầu {b} trả cả gốc và lãi, vì quá hạn đã lâu mà hai bên không tự hòa giải được với nhau.",
    "Bà {b} sinh năm 19{n}{n}, trú tại thôn {p}, xã {q}, tỉnh Nam Định; số điện thoại 09123456{n}{d}.",
    "Tại phiên tòa, Công ty TNHH Thương mại {p} giữ nguyên ý kiến và đề nghị Hội đồng xét xử xem xét theo quy định.",
    "Hội đồng xét xử nhận định: quan hệ tranh chấp là hợp đồng vay tài sản, có nghĩa vụ liên quan của các bên.",
)


def document(seed: int, words: int) -> str:
    """Return an invented judgment of about so many words."""
    draw = random.Random(seed)  # noqa: S311  not for secrets
    people = [" ".join(draw.choice(part) for part in (_FAMILIES, _MIDDLES, _GIVEN)) for _ in range(8)]
    lines: list[str] = []
    count = 0
    while count < words:
        full, short = draw.sample(people, 2)
        line = draw.choice(_SENTENCES).format(
            a=full, b=draw.choice([short, short.split()[-1]]), d=draw.randint(10, 28), n=draw.randint(4, 9),
            p=draw.choice(_PLACES), q=draw.choice(_PLACES),
        )  # fmt: skip
        lines.append(line)
        count += len(line.split())
    return "\n".join(lines)


def _seconds(texts: list[str], work: object) -> float:
    began = time.process_time()
    for text in texts:
        work(text)  # type: ignore[operator]
    return time.process_time() - began


def run() -> dict[str, object]:
    """Return words per CPU second, the ratio to a regex scan of words in this run, and growth from 1× to 8×."""
    texts = [document(seed, 3000) for seed in range(WORDS // 3000)]
    words = sum(len(text.split()) for text in texts)
    anonymizer.anonymize(texts[0])
    scan = re.compile(r"[^\W_]+")
    ours = _seconds(texts, anonymizer.anonymize)
    plain = min(_seconds(texts, scan.findall) for _ in range(5))
    growth = {
        f"{factor}x": round(_seconds([document(1, 3000 * factor)], anonymizer.anonymize), 4) for factor in (1, 2, 4, 8)
    }
    return {
        "words": words,
        "cpu_seconds": round(ours, 3),
        "words_per_second": round(words / ours),
        "ratio_to_word_scan": round(plain / ours, 5),
        "seconds_by_size": growth,
    }


if __name__ == "__main__":
    print(json.dumps(run(), ensure_ascii=False))
