"""The first family of layouts of party blocks (see headers.py)."""
# ruff: noqa: E501  a layout is a page and is read as one

from collections.abc import Callable

from tests.unit.indexer.reading.headers import (
    BC_,
    BCAO,
    BD,
    BHAI,
    BK,
    BV,
    CLOSING,
    DD,
    KC,
    KK,
    KT,
    LC,
    LQ,
    ND,
    YC,
    Draw,
    Header,
    marked,
    opening,
)  # fmt: skip

BETWEEN = "giữa các đương sự:"


def numbered(d: Draw) -> str:
    """Everything numbered in two levels, addresses on lines of their own."""
    lines = ["1. Nguyên đơn: " + d.person(ND) + d.born() + d.there(), "Địa chỉ: " + d.place() + "."]
    lines += ["Người đại diện theo ủy quyền của nguyên đơn: " + d.person(DD) + d.born() + f"; địa chỉ: {d.place()}"
              f" (Văn bản ủy quyền ngày {d.day()})" + d.there()]  # fmt: skip
    lines += [
        "2. Bị đơn:",
        "2.1. " + d.person(BD) + d.born() + d.there(),
        "2.2. " + d.person(BD) + d.born() + d.there(),
    ]
    lines += ["Cùng địa chỉ: " + d.place() + ".", "3. Người có quyền lợi, nghĩa vụ liên quan:"]
    for k in range(1, d.chance.randint(2, 6)):
        lines += [f"3.{k}. " + d.person(LQ) + d.born() + d.there()]
        lines += ["Địa chỉ: " + d.place()] if d.chance.random() < 0.5 else []
    return "\n".join([*lines, f"4. Người làm chứng: {d.person(LC)}{d.born()}; địa chỉ: {d.place()}{d.there()}"])


def in_line(d: Draw) -> str:
    """One paragraph a party, couples joined by "và", everything behind the name."""
    lines = [
        f"- Nguyên đơn: {d.person(ND)}{d.born()} và {d.person(ND, small=True)}{d.born()}; cùng cư trú tại: {d.place()}{d.there()}."
    ]
    lines += [
        f"- Bị đơn: Vợ chồng {d.person(BD, sex='nam', small=True)}, {d.person(BD, sex='nữ', small=True)}; cùng trú tại {d.place()}{d.there()}."
    ]
    lines += [
        f"- Người có quyền lợi, nghĩa vụ liên quan: {d.person(LQ)}{d.born()}; nơi cư trú: {d.place()}{d.there()}; {d.person(LQ, small=True)}{d.born()}; nơi cư trú: {d.place()}{d.there()}."
    ]
    return "\n".join(lines)


def capitals(d: Draw) -> str:
    """Roles in capitals on lines of their own, names below."""
    lines = ["NGUYÊN ĐƠN:", d.person(ND) + d.born(), "Trú tại: " + d.place(), "BỊ ĐƠN:", d.person(BD) + d.born()]
    lines += ["Trú tại: " + d.place(), "NGƯỜI CÓ QUYỀN LỢI, NGHĨA VỤ LIÊN QUAN:"]
    for k in range(1, d.chance.randint(2, 4)):
        lines += [f"{k}. " + d.person(LQ) + d.born(), "Trú tại: " + d.place()]
    return "\n".join([*lines, "(Các đương sự đều có mặt tại phiên tòa)"])


def table(d: Draw) -> str:
    """Labels and colons in columns."""
    lines = ["Nguyên đơn          : " + d.person(ND) + d.born(), "Địa chỉ             : " + d.place()]
    lines += ["Bị đơn              : " + d.person(BD) + d.born(), "Địa chỉ             : " + d.place()]
    lines += ["Người làm chứng     : " + d.person(LC) + d.born(), "Địa chỉ             : " + d.place()]
    return "\n".join(lines)


def bank(d: Draw) -> str:
    """A bank against a company and guarantors; representatives with offices and papers."""
    agent = d.plain_name().split()[-1]
    lines = [
        f"1. Nguyên đơn: ⟦{ND}|Ngân hàng Thương mại Cổ phần Thí Dụ⟧ (viết tắt là TDB); địa chỉ trụ sở: {d.place()}."
    ]
    lines += [f"Người đại diện theo pháp luật: {d.person(DD)} - Chức vụ: Tổng Giám đốc."]
    lines += [
        f"Người đại diện theo ủy quyền: {d.person(DD)} – Chuyên viên xử lý nợ (Theo Giấy ủy quyền số 12/2021/UQ-TGĐ ngày {d.day()} của Tổng Giám đốc và Giấy ủy quyền lại số 34/UQ){d.there()}"
    ]
    lines += [
        f"2. Bị đơn: {d.company(BD)}; địa chỉ trụ sở: {d.place()}.",
        f"Người đại diện theo pháp luật của bị đơn: {d.person(DD)}, chức vụ: Giám đốc{d.there()}",
    ]
    lines += [
        "3. Người có quyền lợi, nghĩa vụ liên quan:",
        f"3.1. {d.person(LQ)}{d.born()}; địa chỉ: {d.place()}{d.there()}",
    ]
    lines += [
        f"3.2. {d.company(LQ)}",
        f"Địa chỉ: {d.place()}",
        f"Người đại diện hợp pháp: {d.person(DD)} – Giám đốc (anh {agent} đã được triệu tập hợp lệ).",
    ]
    return "\n".join(lines)


def divorce(d: Draw) -> str:
    """A divorce: two parties, short."""
    born = d.pick(", sinh ngày 02/3/1985", ", sinh năm 1988", "; sinh ngày 15 tháng 8 năm 1990")
    lines = [f"{d.pick('Nguyên đơn', '- Nguyên đơn', '* Nguyên đơn')}: {d.person(ND, sex='nữ')}{born}"]
    lines += [
        f"{d.pick('Nơi đăng ký hộ khẩu thường trú', 'HKTT', 'ĐKHKTT')}: {d.place()}.",
        f"Chỗ ở hiện nay: {d.place()}. Có mặt tại phiên tòa.",
    ]
    lines += [
        f"{d.pick('Bị đơn', '- Bị đơn', '* Bị đơn')}: {d.person(BD, sex='nam')}{d.born()}",
        f"Địa chỉ: {d.place()}. Vắng mặt không có lý do.",
    ]
    return "\n".join(lines)


def heirs(d: Draw) -> str:
    """A party who died, his heirs in a list, a household, a guardian."""
    dead, _ = d.name()
    lines = [
        f"1. Nguyên đơn: Cụ ⟦{ND}|{dead}⟧, sinh năm 1938 (chết ngày 01/02/2019).",
        f"Người kế thừa quyền, nghĩa vụ tố tụng của cụ {dead}:",
    ]
    lines += [f"1.{k}. {d.person(KT)}{d.born()}; địa chỉ: {d.place()}{d.there()}" for k in range(1, 4)]
    lines += [
        f"2. Bị đơn: Hộ {d.person(BD, sex='nam', small=True)}{d.born()}; địa chỉ: {d.place()}.",
        "3. Người có quyền lợi, nghĩa vụ liên quan:",
    ]
    lines += [
        f"- {d.body(LQ)}; địa chỉ: {d.place()}.",
        f"Người đại diện theo ủy quyền: {d.person(DD)} - Phó Trưởng phòng Tài nguyên và Môi trường{d.there()}",
    ]
    lines += [f"- {d.person(LQ)}{d.born()}{d.there()}"]
    return "\n".join(lines)


def biography(d: Draw, role: str, start: str = "", end: str = ".") -> str:
    """The identity block of an accused, with parents, wife and children who are no parties."""
    name, _ = d.name("nam")
    alias = d.pick("", "", " (tên gọi khác: Tí)", ", tên gọi khác: Không", " (tức Cu Đen)")
    born = d.pick(
        "sinh ngày {x} tại tỉnh Ví Dụ", "sinh năm 1990 tại huyện V", "Sinh ngày: {x}", "sinh ngày {x}"
    ).format(x=d.day())
    home = d.pick("Nơi cư trú", "nơi ĐKHKTT", "Nơi đăng ký hộ khẩu thường trú", "HKTT và chỗ ở")
    return (
        f"{start}⟦{role}|{name}⟧{alias}{d.pick(', ', '; ')}{born}; {home}: {d.place()}; nghề nghiệp: {d.chance.choice(_JOB)}; trình độ văn hóa "
        f"(học vấn): {d.chance.randint(1, 12)}/12; dân tộc: Kinh; giới tính: Nam; tôn giáo: Không; quốc tịch: Việt Nam; con ông {d.plain_name()}, "
        f"sinh năm 1955 và bà {d.plain_name()} (đã chết); có vợ là {d.plain_name()}, sinh năm 1991 và 02 con, lớn sinh năm 2012, nhỏ sinh năm 2016; "
        f"tiền án, tiền sự: {d.pick('Không', 'Ngày 12/3/2015 bị Tòa án nhân dân huyện V xử phạt 09 tháng tù về tội “Trộm cắp tài sản” theo bản án số 12/2015/HSST')}; "
        f"bị bắt tạm giam từ ngày {d.day()} đến nay{d.pick('', '. Có mặt', ', có mặt tại phiên tòa')}{end}"
    )


_JOB = ["Làm nông", "Lao động tự do", "Lái xe", "Không nghề nghiệp"]


def crime(d: Draw) -> str:
    """One accused right behind "đối với bị cáo", a victim, a related person, a lawyer, witnesses."""
    lines = [
        biography(d, BCAO),
        f"- Người bào chữa cho bị cáo: {d.person(BC_)} – Luật sư Văn phòng Luật sư Thí Dụ thuộc Đoàn Luật sư tỉnh Ví Dụ{d.there()}",
    ]
    lines += [
        f"- Bị hại: {d.person(BHAI)}{d.born()}; nơi cư trú: {d.place()}{d.there()}",
        f"- Người có quyền lợi, nghĩa vụ liên quan đến vụ án: {d.person(LQ)}{d.born()}; nơi cư trú: {d.place()}{d.there()}",
    ]
    return "\n".join([*lines, "- Người làm chứng:", *(f"{k}. {d.person(LC)}{d.born()}{d.there()}" for k in (1, 2))])


def crimes(d: Draw) -> str:
    """Several accused in a numbered list, then the injured with the representative of a minor."""
    start = d.pick("{k}. Họ và tên: ", "{k}. ", "{k}/ ", "{k}. Bị cáo ")
    lines = [biography(d, BCAO, start.format(k=k)) for k in range(1, d.chance.randint(3, 5))]
    lines += [
        "* Bị hại:",
        f"+ {d.person(BHAI)}{d.born()}; trú tại: {d.place()}. Vắng mặt",
        f"+ Cháu ⟦{BHAI}|{d.plain_name()}⟧, sinh ngày 05/6/2010; trú tại: {d.place()}. Vắng mặt",
    ]
    lines += [
        f"Người đại diện hợp pháp của cháu: {d.person(DD)}{d.born()} (là mẹ đẻ). Có mặt",
        f"* Người làm chứng: {d.person(LC)}; {d.person(LC, small=True)}. Đều vắng mặt.",
    ]
    return "\n".join(lines)


def office(d: Draw) -> str:
    """An administrative case against an authority."""
    lines = [f"1. Người khởi kiện: {d.person(KK)}{d.born()}; địa chỉ: {d.place()}{d.there()}"]
    lines += [
        f"Người bảo vệ quyền và lợi ích hợp pháp của người khởi kiện: {d.person(BV)} - Luật sư của Công ty Luật TNHH Thử, Đoàn Luật sư thành phố Ví Dụ{d.there()}"
    ]
    lines += [
        f"2. Người bị kiện: {d.body(BK)}; địa chỉ: {d.place()}.",
        f"Người đại diện theo ủy quyền của người bị kiện: {d.person(DD)} – Phó Chủ tịch Ủy ban nhân dân huyện V (Văn bản ủy quyền số 55/UQ-UBND){d.there()}",
    ]
    lines += [
        "3. Người có quyền lợi, nghĩa vụ liên quan:",
        f"3.1 {d.body(LQ)}; địa chỉ: {d.place()}.",
        f"3.2 {d.person(LQ)}{d.born()}; địa chỉ: {d.place()}{d.there()}",
    ]
    return "\n".join(lines)


def matter(d: Draw) -> str:
    """A civil matter with petitioner and related people."""
    lines = [
        f"{d.pick('- Người yêu cầu giải quyết việc dân sự', 'Người yêu cầu', '1. Người yêu cầu')}: {d.person(YC)}{d.born()}",
        f"Địa chỉ: {d.place()}",
    ]
    return "\n".join(
        [*lines, f"- Người có quyền lợi, nghĩa vụ liên quan: {d.person(LQ)}{d.born()}; địa chỉ: {d.place()}"]
    )


def appeal(d: Draw) -> str:
    """A judgment on appeal, with the appellant named again."""
    name, _ = d.name("nam")
    lines = [
        f"1. Nguyên đơn: {d.person(ND)}{d.born()}{d.there()}",
        f"Địa chỉ: {d.place()}",
        f"2. Bị đơn: Ông ⟦{BD}|{name}⟧{d.born()}{d.there()}",
        f"Địa chỉ: {d.place()}",
    ]
    return "\n".join([*lines, f"3. Người kháng cáo: Ông ⟦{KC}|{name}⟧ là bị đơn."])


def work(d: Draw) -> str:
    """A labour case."""
    lines = [
        f"Nguyên đơn: {d.person(ND)}{d.born()}; địa chỉ: {d.place()}.",
        f"Bị đơn: {d.company(BD)}; địa chỉ: {d.place()}.",
    ]
    return "\n".join(
        [
            *lines,
            f"Người đại diện theo ủy quyền của bị đơn: {d.person(DD)}{d.born()} (theo văn bản ủy quyền ngày {d.day()}).",
            "Các đương sự có mặt.",
        ]
    )


def abroad(d: Draw) -> str:
    """Foreigners and people abroad."""
    lines = [
        f"- Nguyên đơn: {d.foreigner(ND)}; sinh năm 1970; quốc tịch: Hoa Kỳ; địa chỉ: 12 Sample Street, Testville, USA (vắng mặt)."
    ]
    lines += [
        f"Người đại diện theo ủy quyền của nguyên đơn: {d.person(DD)}{d.born()}; địa chỉ: {d.place()}{d.there()}",
        f"- Bị đơn: {d.person(BD)}{d.born()}",
        f"Địa chỉ: {d.place()}",
    ]
    return "\n".join([*lines, f"- Người phiên dịch: ⟦người phiên dịch|{d.plain_name()}⟧ - Công ty dịch thuật Thử."])


LAYOUTS: tuple[tuple[str, str, str, Callable[[Draw], str]], ...] = (
    ("DS", "ST", BETWEEN, numbered), ("DS", "ST", BETWEEN, in_line), ("DS", "ST", BETWEEN, capitals),
    ("DS", "ST", BETWEEN, table), ("KDTM", "ST", BETWEEN, bank), ("HNGĐ", "ST", BETWEEN, divorce),
    ("DS", "ST", BETWEEN, heirs), ("HS", "ST", "đối với bị cáo:", crime), ("HS", "ST", "đối với các bị cáo:", crimes),
    ("HC", "ST", BETWEEN, office), ("DS", "ST", "gồm những người tham gia tố tụng sau đây:", matter),
    ("DS", "PT", BETWEEN, appeal), ("LĐ", "ST", BETWEEN, work), ("DS", "ST", BETWEEN, abroad),
)  # fmt: skip


def first(count: int, *, seed: int = 0) -> list[Header]:
    """Return so many headers, the layouts in turn; every third with broken lines."""
    headers = []
    for number in range(seed + 1, seed + count + 1):
        code, stage, link, layout = LAYOUTS[number % len(LAYOUTS)]
        text = opening(code, number, link, "Tranh chấp hợp đồng", stage) + layout(Draw(number)) + CLOSING
        headers.append(marked(layout.__name__, text, columns=78 if number % 3 == 0 else 0))
    return headers
