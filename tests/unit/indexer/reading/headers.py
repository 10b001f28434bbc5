"""Openings of invented judgments in the layouts that courts use, each with what it says: parties, panel, number …

Written from the prescribed forms and the ways courts depart from them, not from the rules that read them. A layout
is a text in which `⟦role|name⟧` stands for a party; `first` and `second` are two families written at different times.
"""

# ruff: noqa: E501  a layout is a page and is read as one
from __future__ import annotations

import random
import re
import textwrap
from dataclasses import dataclass, field

from demo.people import NameBook

ND, BD, LQ, DD = "nguyên đơn", "bị đơn", "người có quyền lợi, nghĩa vụ liên quan", "người đại diện"
BV, BC_, LC = "người bảo vệ quyền và lợi ích hợp pháp", "người bào chữa", "người làm chứng"
BCAO, BHAI, KK, BK, YC = "bị cáo", "bị hại", "người khởi kiện", "người bị kiện", "người yêu cầu"
KT, GH, KC, CK = "người kế thừa quyền và nghĩa vụ", "người giám hộ", "người kháng cáo", "người chứng kiến"
PD, GD = "người phiên dịch", "người giám định"

_MARK = re.compile(r"⟦([^|⟧]+)\|([^⟧]+)⟧")
_RARE = [
    "Y Blim Niê", "H'Lan Byă", "Ksor H'Thử", "Rơ Châm Dụ", "Giàng A Thí", "Sùng Thị Dụ", "Vừ A Ví", "Lò Văn Ví",
    "Thạch Thị Sa Ví", "Danh Thí", "K' Brửu", "Hà Thử", "Ngô Ý", "Đỗ Dụ", "Tô Thị Ví", "Thích Minh Thử",
    "Tôn Nữ Ví Dụ", "Nguyễn Đức T", "Lê Thị Kim Ng", "Trần Thị Th1", "Phạm Văn Đ", "Âu Dương Thử",
]  # fmt: skip
_FOREIGN = ["Chen Wei Shih", "Ong Beng Koh", "John Peter Sample", "Kim Min Test"]
_COMPANIES = [
    "Công ty TNHH Thương mại Dịch vụ Thí Dụ", "Công ty Cổ phần Đầu tư và Xây dựng Ví Dụ", "Công ty Cổ phần Thử Việt",
    "Công ty trách nhiệm hữu hạn một thành viên Thí Thử", "Doanh nghiệp tư nhân Ví Thử", "Hợp tác xã Nông nghiệp Thí Dụ",
    "Ngân hàng Thương mại Cổ phần Thí Dụ Việt Nam", "Ngân hàng TMCP Ví Dụ", "Ngân hàng Nông nghiệp Thí Dụ",
    "Quỹ tín dụng nhân dân Thí Dụ", "Tổng công ty Thử Nghiệm", "Trường Trung học cơ sở Thí Dụ", "Công ty Luật TNHH Thử",
]  # fmt: skip
_BODIES = [
    "Ủy ban nhân dân huyện V", "UBND xã Thí Dụ", "Ủy ban nhân dân thành phố Ví Dụ", "Chi cục Thi hành án dân sự huyện V",
    "Sở Tài nguyên và Môi trường tỉnh Ví Dụ", "Văn phòng Đăng ký đất đai tỉnh Ví Dụ", "Chủ tịch Ủy ban nhân dân huyện V",
    "Phòng Công chứng số 1 tỉnh Ví Dụ", "Bảo hiểm xã hội huyện V", "Công an huyện V",
]  # fmt: skip
_PLACES = [
    "số {n} đường P, phường K, quận G, thành phố Ví Dụ", "ấp T, xã T, huyện V, tỉnh Ví Dụ", "Thôn {n}, xã Thí Dụ, huyện V",
    "Tổ dân phố số {n}, thị trấn Đ, huyện V, tỉnh Ví Dụ", "Buôn Ví, xã E, huyện K, tỉnh Ví Dụ", "Khóm {n}, phường 5, thành phố T",
    "{n}/16 Lô M chung cư Thử, Phường 6, Quận 4, Thành phố Ví Dụ", "xóm Mới, xã Thử Dụ (nay là xã Thí), tỉnh Ví Dụ",
]  # fmt: skip
_JOBS = ["Làm ruộng", "Lao động tự do", "Buôn bán", "Công nhân", "Không", "Giáo viên"]
TITLES = {"nam": ["Ông", "Anh"], "nữ": ["Bà", "Chị"]}


@dataclass
class Draw:
    """Invented people, places and days of one header."""

    number: int
    chance: random.Random = field(init=False)
    book: NameBook = field(init=False)

    def __post_init__(self) -> None:
        self.chance = random.Random(self.number)  # noqa: S311  invented texts, no secret depends on it
        self.book = NameBook(self.chance)

    def pick(self, *choices: str) -> str:
        return self.chance.choice(choices)

    def name(self, sex: str = "") -> tuple[str, str]:
        """Return a new name and the sex it was drawn for; now and then one of a rare shape."""
        sex = sex or self.chance.choice(["nam", "nữ"])
        roll = self.chance.random()
        name = self.chance.choice(_RARE) if roll < 0.12 else self.book.name(sex)
        if roll > 0.8:
            name = " ".join([*name.split()[:-1], name.split()[-1][0] + self.pick("", "", "1", "2")])
        return name, sex

    def person(self, role: str, *, sex: str = "", title: bool = True, small: bool = False) -> str:
        name, sex = self.name(sex)
        word = self.chance.choice(TITLES[sex])
        return (f"{word.lower() if small else word} " if title else "") + f"⟦{role}|{name}⟧"

    def foreigner(self, role: str) -> str:
        return f"{self.pick('Ông', 'Bà')} ⟦{role}|{self.chance.choice(_FOREIGN)}⟧"

    def company(self, role: str) -> str:
        return f"⟦{role}|{self.chance.choice(_COMPANIES)}⟧"

    def body(self, role: str) -> str:
        return f"⟦{role}|{self.chance.choice(_BODIES)}⟧"

    def plain_name(self) -> str:
        return self.book.name(self.chance.choice(["nam", "nữ"]))

    def year(self, low: int = 1935, high: int = 2000) -> str:
        return str(self.chance.randint(low, high))

    def born(self) -> str:
        return self.pick(", sinh năm {y}", "; sinh năm: {y}", " (sinh năm {y})", ", SN: {y}", " - sinh năm {y}").format(
            y=self.year()
        )

    def day(self, *, low: int = 1, high: int = 28) -> str:
        d, m, y = self.chance.randint(low, high), self.chance.randint(1, 12), self.chance.randint(2008, 2024)
        return self.pick(f"{d:02}/{m:02}/{y}", f"{d:02}-{m}-{y}", f"ngày {d:02} tháng {m} năm {y}").removeprefix(
            "ngày "
        )

    def place(self) -> str:
        return self.chance.choice(_PLACES).format(n=self.chance.randint(2, 98))

    def there(self) -> str:
        return self.pick(
            " (có mặt)", " (vắng mặt)", ", có mặt", "; vắng mặt", ". Có mặt.", " (có đơn xin xét xử vắng mặt)", ""
        )


@dataclass(frozen=True)
class Header:
    """The text of an opening, and its parties as (role, name, start, end)."""

    layout: str
    text: str
    parties: tuple[tuple[str, str, int, int], ...]


def marked(layout: str, written: str, *, columns: int = 0) -> Header:
    """Take the marks out of a written layout; with `columns` lines are broken there, as in the text of a PDF."""
    if columns:
        kept = _MARK.sub(lambda match: f"⟦{match[1].replace(' ', '¤')}|{match[2]}⟧", written)
        kept = "\n".join(part for line in kept.split("\n") for part in _wrapped(line, columns))
        written = kept
    text, parties, place = "", [], 0
    for match in re.finditer(r"⟦([^|⟧]+)\|([^⟧]+)⟧", written):
        text += written[place : match.start()]
        start = len(text)
        text += match[2]
        parties.append((match[1].replace("¤", " ").replace("\n", " "), " ".join(match[2].split()), start, len(text)))
        place = match.end()
    return Header(layout, text + written[place:], tuple(parties))


def _wrapped(line: str, columns: int) -> list[str]:
    """Break a line between words where its printed width ends; marks have no width."""
    lines, width = [""], 0
    for word in line.split(" "):
        size = len(re.sub(r"⟦[^|]*\||⟧", "", word)) + 1
        if width and width + size > columns:
            lines.append("")
            width = 0
        lines[-1] += ("" if not width else " ") + word
        width += size
    return lines


OPENING = """TÒA ÁN NHÂN DÂN {court_up}
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Bản án số: {n}/2022/{code}-{stage}
Ngày: 12-9-2022
V/v {about}
NHÂN DANH
NƯỚC CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
TÒA ÁN NHÂN DÂN {court_up}
- Thành phần Hội đồng xét xử {stage_words} gồm có:
Thẩm phán - Chủ tọa phiên tòa: Bà Lò Thị Ví Dụ.
Các Hội thẩm nhân dân: 1. Ông Vừ A Thử; 2. Bà Sùng Thị Mẫu.
- Thư ký phiên tòa: Ông Giàng A Ghi - Thư ký Tòa án nhân dân {court}.
- Đại diện Viện kiểm sát nhân dân {court} tham gia phiên tòa: Ông Mùa A Kiểm - Kiểm sát viên.
"""
HEARD = (
    "Ngày 12 tháng 9 năm 2022, tại trụ sở Tòa án nhân dân {court} xét xử {stage_words} công khai vụ án thụ lý số "
    "{n}/2022/TL{stage}-{code} ngày 01 tháng 3 năm 2022 về việc “{about}” theo Quyết định đưa vụ án ra xét xử số "
    "{n}/2022/QĐXX{stage}-{code} ngày 20 tháng 8 năm 2022 {link}\n"
)
CLOSING = textwrap.dedent(
    """
    NỘI DUNG VỤ ÁN:
    Theo đơn khởi kiện và các lời khai tại Tòa án, nội dung vụ án như sau: ông bà có giao dịch với nhau.
    NHẬN ĐỊNH CỦA TÒA ÁN:
    [1] Xét yêu cầu của các bên.
    QUYẾT ĐỊNH:
    Chấp nhận yêu cầu.
    """
)


def opening(code: str, number: int, link: str, about: str, stage: str = "ST") -> str:
    """Return the opening of a judgment up to the parties."""
    court = "huyện Thí Dụ, tỉnh Ví Dụ" if stage == "ST" else "tỉnh Ví Dụ"
    words = {"ST": "sơ thẩm", "PT": "phúc thẩm"}[stage]
    values = {"court": court, "court_up": court.upper(), "n": number, "code": code, "stage": stage, "about": about,
              "stage_words": words, "link": link}  # fmt: skip
    return (OPENING + HEARD).format(**values)
