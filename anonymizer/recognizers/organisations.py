"""Organisations: a legal form, words of business, and the distinctive words that make the name."""


# ruff: noqa: PLR2004  the numbers count syllables and digits: they are the grammar itself

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from anonymizer.lexicon import STARTERS, ordinary, phrases, units, words
from anonymizer.types import ORGANISATION, Candidate

if TYPE_CHECKING:
    from anonymizer.reading import Reading

FORMS = phrases(
    "tổng công ty, công ty, cty, c.ty, ngân hàng, doanh nghiệp tư "
    "nhân, doanh nghiệp, dntn, hợp tác xã, htx, tập đoàn, quỹ, quỹ tín dụng,"
    "quỹ tín dụng nhân dân, văn phòng công chứng, văn phòng luật sư, vpcc, "
    "phòng công chứng, phòng khám, bệnh viện, nhà hàng, khách sạn, cửa hàng,"
    "trường mầm non, trường tiểu học, trường trung học cơ sở, trường trung "
    "học phổ thông, trường thpt, trường thcs, trường đại học, trường cao đẳng,"
    "trung tâm ngoại ngữ, tiệm vàng, quán cà phê, quán karaoke, quán photo, quán photocopy, karaoke, "
    "cơ sở, xí nghiệp, nhà máy, hộ kinh doanh, chi nhánh, phòng giao dịch,"
    "nhà trọ, nhà nghỉ, garage, gara, salon, spa, thẩm mỹ viện, cửa hiệu, shop, đại lý, nhà xe, hãng "
    "xe, trung tâm đấu giá, nông trường, lâm trường, tiệm cầm đồ, dịch vụ cầm đồ, quán, văn phòng, tiệm, "
    "tạp hóa, xưởng, trang trại, nhà thuốc, phòng tập, trường trung học"
)
_LONGEST_FORM = max(len(form) for form in FORMS)
_FIRST_WORDS = {form[0] for form in FORMS}
GENERIC = words(
    "tổng công ty cty ngân hàng doanh nghiệp tư nhân dntn hợp tác xã htx tnhh "
    "mtv cp tmcp cổ phần trách nhiệm hữu hạn một hai thành viên thương mại "
    "dịch vụ xây dựng đầu tư sản xuất vận tải xuất nhập khẩu du lịch tài "
    "chính bảo hiểm luật và thẩm định giá tiệm vàng cầm đồ quán cà phê karaoke "
    "nhà hàng khách sạn văn phòng công chứng trường mầm non cửa hàng bệnh viện "
    "quỹ tín dụng nhân dân trung tâm ngoại ngữ phòng khám đa khoa cơ sở đấu "
    "hợp danh chứng khoán liên doanh chi nhánh phòng giao dịch thiết "
    "bị ô tô phát triển bất động sản xã hội tm dv xd sx xnk tm-dv đt kd "
    "tiểu học trung phổ thông thpt thcs đại cao đẳng tập đoàn xí nghiệp máy hộ kinh luật sư mỹ"
)
SCORED_GENERIC = words(
    "tổng công ty cty ngân hàng doanh nghiệp tư nhân dntn hợp tác xã htx tnhh "
    "mtv cp tmcp cổ phần trách nhiệm hữu hạn một thành viên thương mại dịch vụ "
    "xây dựng đầu tư sản xuất vận tải xuất nhập khẩu du lịch tài chính bảo "
    "hiểm luật và thẩm định giá tiệm vàng cầm đồ quán cà phê karaoke nhà hàng "
    "khách sạn văn phòng công chứng trường mầm non cửa hàng bệnh viện quỹ tín "
    "dụng nhân dân trung tâm ngoại ngữ phòng khám đa khoa cơ sở đấu giá hợp "
    "danh chứng khoán liên doanh chi nhánh phòng giao dịch thiết bị ô tô phát triển bất động sản xã hội"
)
"""Generic words at the beginning of an organisation that the score does not ask for."""
_LOWER_INSIDE = words(
    "tnhh trách nhiệm hữu hạn một hai thành viên trở lên thương mại dịch vụ "
    "xây dựng đầu tư sản xuất vận tải xuất nhập khẩu du lịch tài chính bảo "
    "hiểm luật và thẩm định giá cổ phần hợp danh chứng khoán liên doanh thiết "
    "bị ô tô phát triển bất động sản xã hội tư nhân doanh nghiệp kinh doanh "
    "vật liệu nông nghiệp thủy sản chế biến thực phẩm may mặc dược phẩm "
    "công nghiệp kỹ thuật vàng bạc đá quý quốc tế việt nam điện tử nước môi "
    "trường giáo dục đào tạo khoáng hạ tầng đô thị nhà kiến trúc cơ khí tư "
    "vấn thiết kế giải pháp công nghệ thông tin truyền gỗ nội thất nhựa thép "
    "quảng cáo in ấn tổng hợp sài gòn mtv cp tm dv xd sx xnk & - chi nhánh "
    "phòng giao dịch mua bán nợ đo đạc quản lý khai thác tài sản tiêu dùng "
    "bảo vệ vệ sĩ lâm sản cao su cà phê đường sắt bộ hàng hải điện lực "
    "viễn thông dầu khí xăng dầu gạch ngói hóa chất phân bón chăn nuôi "
    "nuôi trồng sửa chữa xe máy phụ tùng tạp hóa giải khát bao bì thức ăn gia súc gia cầm "
    "điện lạnh điện máy điện thoại máy tính vi tính giày da dệt nhuộm thời trang mỹ phẩm y tế chữa bệnh "
    "răng hàm mặt mắt bánh kẹo rượu bia nước mắm thanh lý cho thuê tài chính kế toán kiểm toán logistics kho bãi "
    "ngoại ngữ tin học mầm non tổ chức sự kiện cây xanh giống cây ăn uống hải sản làm tóc"
)
_PUBLIC = words("nhà nước")
_STOP = words(
    "do là có đã được bị và trụ địa theo tại ông bà anh chị giám người đại "
    "với cho để về nay phải trả không yêu đồng thanh số ngày từ vì thì nên khi "
    "hội quyết điều luật tòa ủy hợp ubnd công_an trình khởi nguyên việt_nam thuộc của các"
)
_CODE = re.compile(r"[A-ZĐÂÊÔƠƯĂ]\d{0,2}|(?:Th|Tr|Nh|Ng|Ph|Kh|Gi|Ch|Qu)\d{0,2}")
_ABBREVIATION = re.compile(
    r"\(\s*(?:(?:sau đây )?(?:gọi|viết) (?:tắt )?(?:là|tắt)?|tên viết tắt(?: "
    r"là)?|tên giao dịch(?: là)?)\s*[:]?\s*[\"“']?(?P<x>[^()\n\"”';,.]{2,60})",
    re.IGNORECASE,
)
_CAPITALS = re.compile(r"\(\s*[\"“]?(?P<x>[A-Z][A-Za-z]{2,14})[\"”]?\s*\)")
_AMOUNT = re.compile(r"\d{1,3}(?:[.,]\d{3})+|\d+\s(?:đồng|triệu|tỷ|m2|%)")  # "… Hà trả cho Công ty Sao Mai 34.564.060"
_KNOWN_ACRONYMS = words(
    "tnhh mtv ubnd tand vksnd gcn gcnqsdđ qsdđ cmnd cccd hđxx vks tmcp blds bltths bltths bltds hđtd usd vnđ"
)


def find_organisations(reading: Reading) -> list[Candidate]:
    """Return organisations from their legal form to the last word of their name, and the short names given to them."""
    found: list[Candidate] = []
    index = 0
    while index < len(reading):
        if reading.low[index] not in _FIRST_WORDS:
            index += 1
            continue
        candidate, after = _organisation_at(reading, index)
        if candidate is not None:
            found.append(candidate)
            found += _short_names(reading, candidate)
        index = max(after, index + 1)
    return found


def form_size(reading: Reading, index: int) -> int:
    """Return how many words the legal form at the word has; 0 = none begins there."""
    for size in range(_LONGEST_FORM, 0, -1):
        if tuple(reading.low[index : index + size]) in FORMS and all(
            gap < 2 for gap in reading.gap[index : index + size - 1]
        ):
            return size
    return 0


def _organisation_at(reading: Reading, index: int) -> tuple[Candidate | None, int]:  # noqa: PLR0911  one return a rule
    size = form_size(reading, index)
    if not size:
        return None, index + 1
    end, distinctive = _extent(reading, index + size)
    if not distinctive:
        return None, index + size
    first = tuple(reading.low[index : index + size])
    if (
        first in {("quỹ",), ("chi", "nhánh"), ("phòng", "giao", "dịch"), ("cơ", "sở"), ("quán",), ("đại", "lý")}
        and distinctive[0] > index + size
    ):
        return None, index + size
    coded = any if reading.already_coded else all
    if coded(_CODE.fullmatch(reading.word[place]) for place in distinctive):
        return None, end  # already coded: "Công ty TNHH H"
    name = " ".join(reading.low[place] for place in distinctive)
    if name.startswith(("vpđk", "đăng ký", "phá sản", "giải thể")) or (
        first == ("chi", "nhánh") and name in units().provinces
    ):
        return None, end
    if first == ("ngân", "hàng") and name.startswith("nhà nước"):
        return None, end
    if first in {("công", "ty"), ("ngân", "hàng"), ("doanh", "nghiệp"), ("quán",), ("quỹ",)} and name in {
        "việt nam",
        "nhà nước",
    }:
        return None, end
    start, stop = reading.start[index], reading.end[end - 1]
    parts = tuple((reading.start[place], reading.end[place]) for place in distinctive)
    return Candidate(start, stop, ORGANISATION, "org", "legal form", 0.93, 4, name, parts=parts), end


def _extent(reading: Reading, index: int) -> tuple[int, list[int]]:  # noqa: C901  one condition a rule
    """Return the end of the name and the indexes of its distinctive words."""
    end, place = index, index
    distinctive: list[int] = []
    while place < len(reading) and place - index < 18:
        low = reading.low[place]
        if place > index or reading.gap[place - 1] > 1:
            between = reading.between(place - 1)
            listed = between.strip() == "," and not distinctive and low in _LOWER_INSIDE  # "quản lý, thanh lý tài sản"
            if reading.gap[place - 1] > 1 and not listed and between.strip() not in {"&", "-", "–", ".", '"', "“"}:
                break
            if between.strip() == "." and (between != "." or len(reading.word[place - 1]) > 3):
                break
            if reading.gap[place - 1] == 1 and low in STARTERS:
                break
        if (low in {"ông", "bà", "anh", "chị"} and place > index) or (distinctive and form_size(reading, place)):
            break
        if reading.capital[place] or (
            reading.word[place][0].isdigit()
            and distinctive
            and reading.gap[place - 1] == 0
            and not _AMOUNT.match(reading.text, reading.start[place])
        ):
            if _stops(reading, place, bool(distinctive)):
                break
            if distinctive and low == "việt" and reading.low[place + 1 : place + 2] == ["nam"]:
                break
            if (low not in GENERIC or _proper(reading, place)) and not _everyday(reading, place):
                distinctive.append(place)
            end = place + 1
        elif (
            low not in _LOWER_INSIDE and not (place and _everyday(reading, place - 1) and reading.capital[place - 1])
        ) or (distinctive and low in {"và", "nước", "nhà", "đường", "quản", "khai", "đầu", "hai", "một"}):
            break
        place += 1
    return (end, distinctive) if distinctive else (index, [])


def _proper(reading: Reading, place: int) -> bool:
    """Say whether a word of business is part of the name: its neighbours are distinctive words ("Mỹ Đại Phát")."""
    following = place + 1
    return (
        reading.low[place] in {"mỹ", "đại", "cao", "trung", "máy", "sư", "hai", "một"}
        and following < len(reading)
        and reading.gap[place] == 0
        and reading.capital[following]
    )


def _everyday(reading: Reading, place: int) -> bool:
    """Say whether a capital letter only begins an everyday word ("Nông nghiệp và phát triển nông thôn")."""
    following = place + 1
    return (
        following < len(reading)
        and reading.gap[place] < 2
        and not reading.capital[following]
        and f"{reading.low[place]} {reading.low[following]}" in ordinary()
    )


def _stops(reading: Reading, place: int, distinctive: bool) -> bool:
    low = reading.low[place]
    if not distinctive:
        return low in {"ông", "bà", "ubnd"}
    following = reading.low[place + 1] if place + 1 < len(reading) else ""
    return (
        low in {"cmnd", "ubnd", "hktt", "ông", "bà"}
        or (low, following)
        in {
            ("giám", "đốc"),
            ("tổng", "giám"),
            ("địa", "chỉ"),
            ("hợp", "đồng"),
            ("tòa", "án"),
            ("công", "ty"),
            ("trụ", "sở"),
        }
        or (reading.word[place][0].isdigit() and len(reading.word[place]) > 4)
    )


def _short_names(reading: Reading, candidate: Candidate) -> list[Candidate]:
    """Return the short names in parentheses right after an organisation: "(gọi tắt là Bảo Việt)", "(VNB)"."""
    tail = reading.text[candidate.end : candidate.end + 120]
    at = re.match(r"[^()\n]{0,25}", tail)
    offset = at.end() if at else 0
    match = _ABBREVIATION.match(tail, offset) or _CAPITALS.match(tail, offset)
    if match is None:
        return []
    value = match["x"].strip()
    first = reading.at(candidate.end + match.start("x"))
    if first >= len(reading):
        return []
    size = form_size(reading, first)
    own = [
        place
        for place in range(first + size, len(reading))
        if reading.start[place] < candidate.end + match.end("x")
        and reading.capital[place]
        and reading.low[place] not in GENERIC
    ]
    if not own or value.casefold() in _KNOWN_ACRONYMS or len(own) > 6:
        return []
    start, stop = reading.start[first if size else own[0]], reading.end[own[-1]]
    if any(not reading.capital[place] for place in range(own[0], own[-1] + 1)):
        return []
    parts = tuple((reading.start[place], reading.end[place]) for place in own)
    return [
        Candidate(start, stop, ORGANISATION, "org", "short name", 0.9, 4, candidate.link, parts=parts, title="short")
    ]
