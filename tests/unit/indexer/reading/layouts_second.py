"""The second family of layouts of party blocks, written apart from the first (see headers.py)."""
# ruff: noqa: E501  a layout is a page and is read as one

from collections.abc import Callable

from tests.unit.indexer.reading.headers import (
    BC_,
    BCAO,
    BD,
    BHAI,
    BK,
    BV,
    CK,
    CLOSING,
    DD,
    GH,
    KK,
    KT,
    LC,
    LQ,
    ND,
    PD,
    YC,
    Draw,
    Header,
    marked,
    opening,
)  # fmt: skip

BETWEEN = "giữa:"


def slashes(d: Draw) -> str:
    """Lists with slashes, "Các đồng nguyên đơn", shared addresses."""
    lines = [
        "Các đồng nguyên đơn:",
        *(f"{k}/ {d.person(ND)}{d.born()}" for k in range(1, 4)),
        f"Cùng địa chỉ: {d.place()}.",
    ]
    lines += [
        f"Người đại diện hợp pháp của các nguyên đơn: {d.person(DD)} là người đại diện theo ủy quyền{d.there()}",
        "Các đồng bị đơn:",
    ]
    lines += [*(f"{k}/ {d.person(BD)}{d.born()}{d.there()}" for k in range(1, 3)), f"Đều cư trú tại: {d.place()}."]
    return "\n".join(
        [*lines, f"Người có quyền lợi nghĩa vụ liên quan: {d.person(LQ)}{d.born()}. Địa chỉ: {d.place()}."]
    )


def stated_with_is(d: Draw) -> str:
    """Roles joined to names by "là"."""
    lines = [
        f"Nguyên đơn là: {d.person(ND)}{d.born()}",
        f"Trú quán: {d.place()}",
        f"Bị đơn là {d.person(BD, small=True)}{d.born()}",
        f"Trú quán: {d.place()}",
    ]
    return "\n".join(
        [
            *lines,
            f"Người có quyền lợi và nghĩa vụ liên quan là {d.person(LQ, small=True)}{d.born()} ; trú tại: {d.place()}{d.there()}",
        ]
    )


def old_style(d: Draw) -> str:
    """The nineties: stars, years in brackets, few words."""
    lines = [
        f"* Nguyên đơn: {d.person(ND)} - {d.year(1930, 1970)}",
        f"Trú quán: {d.place()}",
        f"* Bị đơn: {d.person(BD)} - {d.year(1930, 1970)}",
        f"Trú quán: {d.place()}",
    ]
    lines += [
        "* Người có quyền lợi và nghĩa vụ liên quan:",
        *(f"- {d.person(LQ)} ({d.year(1940, 1975)})" for _ in range(3)),
        "Đều trú tại nơi trên.",
    ]
    return "\n".join(lines)


def letters(d: Draw) -> str:
    """Letters and Roman numbers as bullets."""
    lines = [
        "I. Nguyên đơn:",
        f"a) {d.person(ND)}{d.born()}{d.there()}",
        f"b) {d.person(ND)}{d.born()}{d.there()}",
        f"Cùng trú tại: {d.place()}",
        f"II. Bị đơn: {d.company(BD)}",
    ]
    lines += [
        f"Trụ sở chính: {d.place()}",
        f"Đại diện theo pháp luật: {d.person(DD)} - Chủ tịch Hội đồng quản trị kiêm Tổng Giám đốc",
        "III. Người có quyền lợi, nghĩa vụ liên quan:",
    ]
    return "\n".join(
        [*lines, f"a) {d.body(LQ)}", f"Địa chỉ: {d.place()}", f"b) {d.person(LQ)}{d.born()}", f"Địa chỉ: {d.place()}"]
    )


def counterclaim(d: Draw) -> str:
    """Roles with remarks in brackets; representatives inside the paragraph; both spouses represent each other."""
    name, _ = d.name("nam")
    wife, _ = d.name("nữ")
    lines = [
        f"- Nguyên đơn (bị đơn phản tố): {d.person(ND)}{d.born()}; CCCD số 012345678901; địa chỉ: {d.place()}. Có mặt."
    ]
    lines += [
        f"- Bị đơn (có yêu cầu phản tố): Ông ⟦{BD}|{name}⟧{d.born()} và bà ⟦{BD}|{wife}⟧{d.born()}; cùng địa chỉ: {d.place()}."
    ]
    lines += [
        f"Bà {wife.split()[-1]} ủy quyền cho ông {name.split()[-1]} tham gia tố tụng. Ông {name.split()[-1]} có mặt."
    ]
    return "\n".join(
        [
            *lines,
            f"- Người có quyền lợi, nghĩa vụ liên quan có yêu cầu độc lập: {d.person(LQ)}{d.born()}; địa chỉ: {d.place()}{d.there()}",
        ]
    )


def guardian(d: Draw) -> str:
    """A person who cannot act, with guardian; a child with both parents as representatives."""
    ward, _ = d.name("nữ")
    lines = [
        f"1. Nguyên đơn: Bà ⟦{ND}|{ward}⟧{d.born()} (mất năng lực hành vi dân sự)",
        f"Địa chỉ: {d.place()}",
        f"Người giám hộ của bà {ward.split()[-1]}: {d.person(GH)}{d.born()}{d.there()}",
    ]
    lines += [
        f"2. Bị đơn: {d.person(BD)}{d.born()}",
        f"Địa chỉ: {d.place()}",
        f"3. Người có quyền lợi, nghĩa vụ liên quan: Cháu ⟦{LQ}|{d.plain_name()}⟧, sinh ngày 10/10/2012",
    ]
    return "\n".join(
        [
            *lines,
            f"Người đại diện theo pháp luật của cháu: {d.person(DD, sex='nam')} và {d.person(DD, sex='nữ', small=True)} (là cha mẹ ruột).",
        ]
    )


def lawyers(d: Draw) -> str:
    """Lawyers and legal aid of both sides."""
    lines = [
        f"Nguyên đơn: {d.person(ND)}{d.born()}{d.there()}",
        f"Địa chỉ: {d.place()}",
        f"Người bảo vệ quyền và lợi ích hợp pháp cho nguyên đơn: Luật sư ⟦{BV}|{d.plain_name()}⟧ – Văn phòng luật sư Thử{d.there()}",
    ]
    lines += [
        f"Bị đơn: {d.person(BD)}{d.born()}{d.there()}",
        f"Địa chỉ: {d.place()}",
        f"Người bảo vệ quyền và lợi ích hợp pháp của bị đơn là {d.person(BV, small=True)} - Trợ giúp viên pháp lý của Trung tâm trợ giúp pháp lý Nhà nước tỉnh Ví Dụ{d.there()}",
    ]
    return "\n".join(
        [
            *lines,
            f"Người làm chứng: 1. {d.person(LC)}{d.born()}. 2. {d.person(LC)}{d.born()}. Cùng địa chỉ: {d.place()}. Đều vắng mặt.",
        ]
    )


def accused_fields(d: Draw) -> str:
    """An accused described in fields, each on its own line."""
    name, _ = d.name("nam")
    lines = [
        f"Họ và tên: ⟦{BCAO}|{name}⟧; Giới tính: Nam;",
        "Tên gọi khác: Không;",
        f"Sinh ngày {d.day()} tại tỉnh Ví Dụ;",
        f"Nơi thường trú: {d.place()};",
        "Nghề nghiệp: Thợ hồ; Trình độ học vấn: 9/12;",
    ]
    lines += [
        "Dân tộc: Kinh; Tôn giáo: Không; Quốc tịch: Việt Nam;",
        f"Cha: {d.plain_name()}, sinh năm 1960 và mẹ: {d.plain_name()}, sinh năm 1962;",
        f"Vợ: {d.plain_name()}, sinh năm 1992; Con: có 01 người, sinh năm 2017;",
        "Tiền án: Không; Tiền sự: Không.",
    ]
    lines += [
        "Bị cáo bị áp dụng biện pháp cấm đi khỏi nơi cư trú và có mặt tại phiên tòa.",
        f"Người bào chữa cho bị cáo: Luật sư ⟦{BC_}|{d.plain_name()}⟧ thuộc Đoàn Luật sư tỉnh Ví Dụ (có mặt).",
    ]
    return "\n".join(
        [
            *lines,
            f"Người bị hại: {d.person(BHAI)}{d.born()}{d.there()}",
            f"Địa chỉ: {d.place()}",
            f"Người chứng kiến: {d.person(CK)}{d.born()}{d.there()}",
        ]
    )


def accused_capitals(d: Draw) -> str:
    """Names of the accused in capitals; victims who died, with representatives; an interpreter."""
    first, second = d.plain_name().upper(), d.plain_name().upper()
    lines = [
        f"1. ⟦{BCAO}|{first}⟧ - Sinh ngày {d.day()} tại Ví Dụ; Nơi cư trú: {d.place()}; dân tộc: Mông; con ông {d.plain_name()} và bà {d.plain_name()}; bị cáo có vợ tên {d.plain_name()} và 01 con; Bị cáo bị tạm giam. Có mặt."
    ]
    lines += [
        f"2. ⟦{BCAO}|{second}⟧ (Tên gọi khác: Bảy) - Sinh năm 1989; Nơi cư trú: {d.place()}; con ông {d.plain_name()} (chết) và bà {d.plain_name()}; Tiền án: 01. Tại bản án số 15/2018/HSST ngày 02/3/2018 Tòa án nhân dân huyện V xử phạt 02 năm tù. Có mặt."
    ]
    lines += [
        f"- Bị hại: Anh ⟦{BHAI}|{d.plain_name()}⟧, sinh năm 1995 (đã chết)",
        f"Người đại diện hợp pháp của bị hại: {d.person(DD)}{d.born()} (cha ruột của bị hại); địa chỉ: {d.place()}{d.there()}",
    ]
    lines += [
        f"- Nguyên đơn dân sự: ⟦nguyên đơn dân sự|Công ty Cổ phần Thử Việt⟧; địa chỉ: {d.place()}.",
        f"- Bị đơn dân sự: {d.person('bị đơn dân sự')}{d.born()}; địa chỉ: {d.place()}.",
        f"- Người phiên dịch: {d.person(PD)} - cán bộ xã.",
    ]
    return "\n".join(lines)


def authority(d: Draw) -> str:
    """An administrative appeal: chairman and committee, several defenders, related bodies."""
    lines = [
        f"* Người khởi kiện: {d.person(KK)}{d.born()} và {d.person(KK, small=True)}{d.born()}.",
        f"Cùng địa chỉ: {d.place()}.",
        "* Người bị kiện:",
        f"1. ⟦{BK}|Chủ tịch Ủy ban nhân dân huyện V⟧;",
        f"2. ⟦{BK}|Ủy ban nhân dân huyện V⟧;",
        f"Cùng địa chỉ: {d.place()}.",
    ]
    lines += [
        f"Người đại diện theo ủy quyền: {d.person(DD)}, chức vụ: Phó Chủ tịch (vắng mặt).",
        f"Người bảo vệ quyền và lợi ích hợp pháp của người bị kiện: {d.person(BV)} – Trưởng phòng Tài nguyên và Môi trường{d.there()}",
    ]
    return "\n".join(
        [
            *lines,
            "* Người có quyền lợi, nghĩa vụ liên quan:",
            f"1. {d.body(LQ)} (có đơn xin xét xử vắng mặt).",
            f"2. {d.person(LQ)}{d.born()} (vắng mặt).",
        ]
    )


def related_many(d: Draw) -> str:
    """A long list of related people with relations and shared addresses in groups."""
    lines = [
        f"1- Nguyên đơn: {d.person(ND)}{d.born()}; trú tại: {d.place()}",
        f"2- Bị đơn: {d.person(BD)}{d.born()}; trú tại: {d.place()}",
        "3- Những người có quyền lợi, nghĩa vụ liên quan:",
    ]
    for k in range(1, 9):
        lines += [f"3.{k}- {d.person(LQ)}{d.born()}{d.pick('', ' (con bà X)', ' (là vợ của bị đơn)')}"]
        lines += [f"Trú tại: {d.place()}"] if k % 4 == 0 else []
    return "\n".join(
        [
            *lines,
            f"Người đại diện theo ủy quyền của những người có quyền lợi, nghĩa vụ liên quan từ 3.1 đến 3.4: {d.person(DD)}{d.born()} (Theo các giấy ủy quyền ngày {d.day()}).",
            "4- Người kế thừa quyền, nghĩa vụ tố tụng của bị đơn:",
            f"4.1- {d.person(KT)}{d.born()}",
            f"4.2- {d.person(KT)}{d.born()}",
        ]
    )


def petitioners(d: Draw) -> str:
    """A decision by consent: husband and wife as petitioners."""
    lines = [
        "- Những người yêu cầu giải quyết việc dân sự:",
        f"+ {d.person(YC, sex='nữ')}{d.born()}",
        f"Địa chỉ: {d.place()}.",
        f"+ {d.person(YC, sex='nam')}{d.born()}",
        f"Địa chỉ: {d.place()}.",
    ]
    return "\n".join(
        [
            *lines,
            f"- Người có quyền lợi, nghĩa vụ liên quan: {d.company(LQ)}",
            f"Người đại diện theo pháp luật: {d.person(DD)} – Giám đốc.",
        ]
    )


LAYOUTS: tuple[tuple[str, str, str, Callable[[Draw], str]], ...] = (
    ("DS", "ST", BETWEEN, slashes), ("DS", "ST", "giữa các đương sự:", stated_with_is), ("DS", "ST", "giữa:", old_style),
    ("KDTM", "ST", BETWEEN, letters), ("DS", "ST", BETWEEN, counterclaim), ("DS", "PT", BETWEEN, guardian),
    ("DS", "ST", BETWEEN, lawyers), ("HS", "ST", "đối với bị cáo:", accused_fields), ("HS", "PT", "đối với các bị cáo:", accused_capitals),
    ("HC", "PT", BETWEEN, authority), ("DS", "PT", BETWEEN, related_many), ("HNGĐ", "ST", "đối với:", petitioners),
)  # fmt: skip


def second(count: int, *, seed: int = 0) -> list[Header]:
    """Return so many headers, the layouts in turn; every third with broken lines."""
    headers = []
    for number in range(seed + 1, seed + count + 1):
        code, stage, link, layout = LAYOUTS[number % len(LAYOUTS)]
        text = opening(code, number, link, "Tranh chấp hợp đồng", stage) + layout(Draw(number)) + CLOSING
        headers.append(marked(layout.__name__, text, columns=74 if number % 3 == 0 else 0))
    return headers
