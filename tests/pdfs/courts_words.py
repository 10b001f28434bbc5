"""What the made judgments of courts.py say: pools of statements about invented people, drawn by a seeded generator."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random

COURTS = (
    ("TÒA ÁN NHÂN DÂN", "HUYỆN THÍ DỤ - TỈNH ĐẮK LẮK"),
    ("TÒA ÁN NHÂN DÂN CẤP CAO TẠI THÀNH PHỐ HỒ CHÍ MINH",),
    ("TÒA ÁN NHÂN DÂN KHU VỰC 7 - LÂM ĐỒNG",),
    ("TOÀ ÁN NHÂN DÂN", "THÀNH PHỐ MẪU TỈNH BÀ RỊA - VŨNG TÀU"),
    ("TÒA ÁN NHÂN DÂN TỈNH THỪA THIÊN HUẾ", "TÒA GIA ĐÌNH VÀ NGƯỜI CHƯA THÀNH NIÊN"),
    ("TÒA ÁN NHÂN DÂN", "QUẬN MẪU", "THÀNH PHỐ HÀ NỘI"),
)
MATTERS = (
    "V/v tranh chấp hợp đồng chuyển nhượng quyền sử dụng đất, yêu cầu hủy giấy chứng nhận",
    "V/v ly hôn",
    "V/v: “Tranh chấp về thừa kế tài sản và yêu cầu tuyên bố văn bản công chứng vô hiệu”",
    "Về việc tranh chấp tiền lương, bồi thường do đơn phương chấm dứt hợp đồng lao động",
    "V/v kiện đòi tài sản",
)
NUMBERS = ("Bản án số: 31/2023/DS-ST", "Bản án số 08/2022/HNGĐ-PT", "Bản án số: 126/2024/KDTM-ST", "Số: 12/2025/LĐ-ST")
DATES = ("Ngày: 14-6-2023", "Ngày 05/7/2022", "Ngày: 28 - 02 - 2024")
SOME = ("ông Giàng A Thí", "bà Lò Thị Ví Dụ", "ông Y Mẫu Niê", "bà Vàng Thị Mẫu", "anh Đặng Ví", "chị H’Thử Êban")
CLAUSES = (
    "theo đơn khởi kiện và các tài liệu có trong hồ sơ vụ án",
    "hai bên thống nhất giá chuyển nhượng là 350.000.000 đồng và đã giao nhận đủ tiền",
    "Tòa án đã tống đạt hợp lệ các văn bản tố tụng nhưng {} vẫn vắng mặt",
    "{} cho rằng chữ ký trong giấy vay tiền ngày 02/3/2021 không phải của mình",
    "căn cứ Điều 463, Điều 466 Bộ luật Dân sự và Nghị quyết số 326/2016/UBTVQH14",
    "diện tích đo đạc thực tế là 214,6 m² thuộc thửa số 105, tờ bản đồ số 17",
    "{} đề nghị Hội đồng xét xử xem xét theo quy định của pháp luật",
    "vụ án thụ lý số 54/2021/TLST-DS được đưa ra xét xử theo Quyết định số 37/2021/QĐXXST-DS",
    "phần lãi chậm trả được tính từ ngày 01/9/2021 đến ngày xét xử sơ thẩm với mức 10%/năm",
    "{} không xuất trình được chứng cứ nào để chứng minh cho lời trình bày của mình",
    "việc giao nhận có {} chứng kiến và ký tên vào biên bản",
)
NOTES = (
    "Giấy vay tiền lập ngày 02/3/2021, bút lục số 14.",
    "Biên bản hòa giải ngày 05/7/2022, bút lục từ số 40 đến số 43; các bên không thỏa thuận được với nhau về cách trả.",
    "Điều 466 Bộ luật Dân sự.",
)
HEADINGS = ("NỘI DUNG VỤ ÁN:", "NHẬN ĐỊNH CỦA TÒA ÁN:", "QUYẾT ĐỊNH:")
TABLE = (
    ("STT", "Tài sản", "Giá trị (đồng)"),
    ("1", "Quyền sử dụng đất thửa số 12, tờ bản đồ số 5, diện tích 250 m2 và nhà cấp bốn trên đất", "850.000.000"),
    ("2", "Xe mô tô hai bánh", "18.500.000"),
    ("3", "Tiền gửi tiết kiệm tại ngân hàng", "120.000.000"),
    ("4", "Ba con bò", "45.000.000"),
)
COPIES = (
    "- Viện kiểm sát nhân dân cùng cấp;",
    "- Các đương sự theo quy định;",
    "- Chi cục Thi hành án dân sự huyện Thí Dụ, tỉnh Đắk Lắk;",
    "- Lưu: hồ sơ vụ án, văn phòng.",
    "- Tòa án nhân dân tỉnh Đắk Lắk (phòng Kiểm tra nghiệp vụ);",
)
SIGNERS = (
    ("TM. HỘI ĐỒNG XÉT XỬ SƠ THẨM", "THẨM PHÁN - CHỦ TỌA PHIÊN TÒA", "Lò Thị Ví Dụ"),
    ("TM. HỘI ĐỒNG XÉT XỬ PHÚC THẨM", "THẨM PHÁN - CHỦ TỌA PHIÊN TÒA", "(Đã ký)", "Y Mẫu Niê"),
    ("THẨM PHÁN - CHỦ TỌA PHIÊN TÒA", "(đã ký và đóng dấu)", "Giàng A Thí"),
    ("T/M HỘI ĐỒNG XÉT XỬ", "Thẩm phán - Chủ tọa phiên tòa", "Lò Thị Ví Dụ"),
)
JURORS = (
    ("CÁC HỘI THẨM NHÂN DÂN", "Vàng Thị Mẫu", "Đặng Ví Thử"),
    ("HỘI THẨM NHÂN DÂN", "Vàng Thị Mẫu", "Đặng Ví Thử"),
    ("CÁC THẨM PHÁN", "Vàng Thị Mẫu", "Đặng Ví Thử"),
)


@dataclass(frozen=True)
class Words:
    """The statements of one judgment; body entries are (kind, text), kind p, c (centred) or l (list)."""

    left: tuple[str, ...]
    right: tuple[str, ...]
    titles: tuple[str, ...]
    body: tuple[tuple[str, str], ...]
    copies: tuple[str, ...]
    signature: tuple[str, ...]


def drawn(random: Random, paragraphs: int) -> Words:
    """A judgment of that many paragraphs between its headings."""
    court = random.choice(COURTS)
    left = [*court, random.choice(NUMBERS), random.choice(DATES)]
    if random.random() < 0.8:
        left.append(random.choice(MATTERS))
    right = ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]
    if random.random() < 0.25:
        right.append("Thí Dụ, ngày 14 tháng 6 năm 2023")
    body: list[tuple[str, str]] = []
    for number in range(paragraphs):
        if number in {2, paragraphs // 2, paragraphs - 4}:
            body.append(("c", HEADINGS[(number > 2) + (number == paragraphs - 4)]))
        body.append(_block(random, number))
    copies = ("Nơi nhận:", *random.sample(COPIES, random.randint(2, 4)))
    jury = random.random() < 0.4
    return Words(
        tuple(left),
        tuple(right),
        ("NHÂN DANH", "NƯỚC CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "TÒA ÁN NHÂN DÂN HUYỆN THÍ DỤ"),
        tuple(body),
        random.choice(JURORS) if jury else copies,
        random.choice(SIGNERS),
    )


def _block(random: Random, number: int) -> tuple[str, str]:
    kind = random.choices(("p", "l", "short"), (6, 2, 1))[0]
    if kind == "short":
        return "p", random.choice(("Vì các lẽ trên,", "Bị đơn vắng mặt.", "Về án phí:", "Các bên không hòa giải được."))
    text = "; ".join(
        clause.format(random.choice(SOME)) for clause in random.sample(CLAUSES, random.choice((1, 2, 3, 4, 5)))
    )
    text = text[0].upper() + text[1:] + "."
    if kind == "l":
        mark = random.choice(("- ", f"[{number}] ", f"{number}. ", "a) ", "+ "))
        return "l", mark + text
    return "p", text
