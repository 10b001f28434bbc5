"""Parties of 100 invented headers in layouts of their own: bullets, labels, separators, order drawn at random."""

import random

from demo.people import NameBook
from indexer.reading import read_document

RELATED = "người có quyền lợi, nghĩa vụ liên quan"
OPENING = """TÒA ÁN NHÂN DÂN HUYỆN THÍ DỤ
Bản án số: {number}/2022/{code}-ST
Ngày: 12-9-2022
NHÂN DANH
NƯỚC CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
TÒA ÁN NHÂN DÂN HUYỆN THÍ DỤ, TỈNH VÍ DỤ
- Thành phần Hội đồng xét xử sơ thẩm gồm có:
Thẩm phán - Chủ tọa phiên tòa: Bà Lò Thị Ví Dụ.
Các Hội thẩm nhân dân: 1. Ông Vừ A Thử; 2. Bà Sùng Thị Mẫu.
- Thư ký phiên tòa: Ông Giàng A Ghi - Thư ký Tòa án.
Ngày 12 tháng 9 năm 2022, tại trụ sở Tòa án nhân dân huyện Thí Dụ xét xử sơ thẩm công khai vụ án thụ lý số: \
{number}/2022/TLST-{code} ngày 01 tháng 3 năm 2022 {link}
"""
LABELS = {
    "nguyên đơn": ["Nguyên đơn", "NGUYÊN ĐƠN", "Đồng nguyên đơn"],
    "bị đơn": ["Bị đơn", "BỊ ĐƠN"],
    RELATED: [
        "Người có quyền lợi, nghĩa vụ liên quan",
        "Người có quyền lợi và nghĩa vụ liên quan",
        "Những người có quyền lợi, nghĩa vụ liên quan",
        "Người có quyền lợi nghĩa vụ liên quan",
        "Người có quyền lợi, nghĩa vụ liên quan có yêu cầu độc lập",
    ],
    "người làm chứng": ["Người làm chứng", "Những người làm chứng"],
    "người khởi kiện": ["Người khởi kiện"],
    "người bị kiện": ["Người bị kiện"],
    "bị hại": ["Bị hại", "Người bị hại"],
    "người đại diện": [
        "Người đại diện theo ủy quyền của {role}",
        "Người đại diện hợp pháp của {role}",
        "Đại diện theo pháp luật",
        "Người đại diện theo uỷ quyền",
    ],
}
TITLES = {"nam": ["Ông", "Anh"], "nữ": ["Bà", "Chị"]}
BORN = [
    ", sinh năm {y}",
    " – sinh năm: {y}",
    " (sinh năm {y})",
    ", SN {y}",
    "; sinh năm {y}",
    " sinh năm {y}",
    " -sn:{y}",
]
PRESENT = ["", " (có mặt)", "; vắng mặt", ". Có mặt", ", có đơn xin vắng mặt", " (Vắng mặt)"]
ADDRESS = [
    "Địa chỉ: Thôn {n}, xã T, huyện V, tỉnh Ví Dụ.",
    "Cư trú tại: ấp T, xã T, huyện V.",
    "Nơi cư trú: Số {n} đường P, phường K, quận G, thành phố Ví Dụ.",
    "Cùng trú tại: tổ {n}, khu phố 3, thị trấn Đ.",
]
BODIES = [
    "Công ty TNHH Thí Dụ {n}",
    "Ngân hàng thương mại cổ phần Ví Dụ",
    "Ủy ban nhân dân huyện V",
    "Công ty Cổ phần Xây dựng Thử",
]
FACTS = (
    "\nNỘI DUNG VỤ ÁN:\nTheo đơn khởi kiện.\nNHẬN ĐỊNH CỦA TÒA ÁN:\n[1] Xét yêu cầu.\nQUYẾT ĐỊNH:\nChấp nhận yêu cầu.\n"
)


class Header:
    """One header: its lines, and who stands in it."""

    def __init__(self, number: int) -> None:
        self.draw = random.Random(number)  # noqa: S311  invented texts, no secret depends on it
        self.book = NameBook(self.draw)
        self.number = number
        self.told: list[tuple[str, str]] = []
        self.lines: list[str] = []
        self.inline = self.draw.random() < 0.4  # address behind the name, not on a line of its own
        self.bullet = self.draw.choice(["{i}. ", "{i}/ ", "- ", "* ", "+ ", "", "{i}.", "{i}) "])

    def one(self, role: str) -> str:
        """Return a person of a role as the header writes it, and remember it."""
        sex = self.draw.choice(["nam", "nữ"])
        name = self.book.name(sex)
        if self.draw.random() < 0.4:
            name = " ".join([*name.split()[:-1], name.split()[-1][0]])
        self.told.append((role, name))
        born = self.draw.choice(BORN).format(y=self.draw.randint(1940, 1999)) if self.draw.random() < 0.8 else ""
        title = self.draw.choice(TITLES[sex])
        return (
            f"{title} {name}{born}{self.draw.choice(PRESENT)}" if born else f"{title} {name}{self.draw.choice(PRESENT)}"
        )

    def address(self) -> str:
        return self.draw.choice(ADDRESS).format(n=self.draw.randint(1, 99))

    def put(self, start: str, text: str) -> None:
        if self.inline:
            self.lines.append(f"{start}{text}; {self.address()[0].lower()}{self.address()[1:]}")
        else:
            self.lines += [f"{start}{text}", self.address()]

    def group(self, index: int, role: str, count: int) -> None:
        label = self.draw.choice(LABELS[role])
        start = self.bullet.format(i=index)
        if count == 1 and self.draw.random() < 0.3:
            body = self.draw.choice(BODIES).format(n=self.number)
            self.told.append((role, body))
            self.lines.append(f"{start}{label}: {body}; địa chỉ trụ sở: số 5 đường P, tỉnh Ví Dụ.")
            agent = self.draw.choice(LABELS["người đại diện"]).format(role=role)
            self.lines.append(f"{agent}: {self.one('người đại diện')}.")
        elif count == 1:
            self.put(f"{start}{label}: ", self.one(role))
        else:
            self.lines.append(f"{start}{label}:")
            mark = self.draw.choice([f"{index}.{{k}}. ", "- ", "+ ", "{k}. ", "{k}/ ", ""])
            for k in range(1, count + 1):
                self.put(mark.format(k=k), self.one(role))

    def text(self) -> str:
        kind = self.draw.choice(["civil", "civil", "civil", "administrative"])
        first, second = ("nguyên đơn", "bị đơn") if kind == "civil" else ("người khởi kiện", "người bị kiện")
        roles = [(first, self.draw.choice([1, 1, 2])), (second, self.draw.choice([1, 1, 3]))]
        roles += [(RELATED, self.draw.randint(1, 5))] if self.draw.random() < 0.8 else []
        roles += [("người làm chứng", self.draw.randint(1, 3))] if self.draw.random() < 0.4 else []
        for index, (role, count) in enumerate(roles, start=1):
            self.group(index, role, count)
        code = "DS" if kind == "civil" else "HC"
        return OPENING.format(number=self.number, code=code, link="giữa các đương sự:") + "\n".join(self.lines) + FACTS


def test_parties_of_a_hundred_layouts_are_right() -> None:
    told = right = extra = 0
    for number in range(1, 101):
        header = Header(number)
        found = [(one["role"], one["name"]) for one in read_document(header.text())["parties"]]
        told += len(header.told)
        right += sum(one in found for one in header.told)
        extra += sum(one not in header.told for one in found)
    assert told > 500
    assert right >= 0.98 * told
    assert extra <= 0.02 * told
