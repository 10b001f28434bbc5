"""The words and shapes that addresses are made of: keywords by level, house numbers, what stands before one."""

from __future__ import annotations

import re

from anonymizer.lexicon import Phrase, phrases, words

SMALL = phrases(
    "tổ dân phố, tdp, tổ, khu phố, kp, khu dân cư, kdc, khu "
    "vực, khu tập thể, khu đô thị, khu, khóm, ấp, thôn, xóm, bản,"
    "buôn, bon, làng, đội, cụm, cụm dân cư, phum, sóc, plei, tiểu khu, phân khu, ô, dãy, khối, khối phố, xứ đồng, "
    "xứ, khu biệt thự, khu nhà ở, khu tái định cư, khu phức hợp, khu chung cư, cư xá"
)
STREET = phrases("đường, phố, ngõ, ngách, hẻm, kiệt, đại lộ, quốc lộ, tỉnh lộ, đường số, hương lộ")
HOUSE = phrases(
    "số nhà, nhà số, nhà, số, sn, căn hộ, căn hộ số, tầng, lô, lô số, tòa nhà, "
    "tòa, chung cư, block, phòng trọ số, nhà trọ, nhà trọ số, phòng số, ki ốt số,"
    "chợ, bến xe, khu công nghiệp, kcn, cụm công nghiệp, "
    "phòng, căn, biệt thự, biệt thự số, liền kề, ký túc xá, sạp, ki ốt"
)
ONLY_NUMBERED = phrases("nhà, phòng, căn, sạp, ki ốt, liền kề, biệt thự")
COMMUNE = phrases("xã, phường, thị trấn, p, tt, đặc khu")
DISTRICT = phrases("huyện, quận, thị xã, thành phố, tp, tx, q, h, t.p")
PROVINCE = phrases("tỉnh")
LEVELS: dict[Phrase, str] = {
    **dict.fromkeys(HOUSE, "house"),
    **dict.fromkeys(STREET, "street"),
    **dict.fromkeys(SMALL, "small"),
    **dict.fromkeys(COMMUNE, "commune"),
    **dict.fromkeys(DISTRICT, "district"),
    **dict.fromkeys(PROVINCE, "province"),
}
LONGEST_KEYWORD = max(len(keyword) for keyword in LEVELS)
FIRST_WORDS = {keyword[0] for keyword in LEVELS}
BELOW = {"house", "street", "small", "commune"}
VILLAGES = words("buôn bon bản làng sóc plei đội xứ")
ABROAD = re.compile(r"(?:-[a-z]+)?(?:,\s(?!VN\b)[A-Z][A-Za-z'’.-]*(?:\s[A-Z][A-Za-z'’.-]*){0,3}(?=[,;.\n)]))*")
TITLES = words("ông bà anh chị cháu em cụ")
NUMBERED = words(
    "đồ thửa đất tờ sổ án đồng định lai thư lý luật đơn phiếu chứng hiệu "
    "mã khung máy biển thoại khoản cmnd cccd khoảnh quyền quyển lệ chức"
)
NUMBER = re.compile(r"(?:[A-ZĐ]{0,3}|l)\d+[A-ZĐa-zđ]?(?:[/.\-]\d*[A-ZĐa-zđ]?\d*)*")
SUFFIX = re.compile(r"[A-ZĐ]{1,3}\d{0,3}")  # "312/TH"
LEAD = re.compile(r"(?<![\w/.-])[A-ZĐl]{0,3}\d{1,5}[A-Za-zĐđ]?(?:\s?[/-]\s?[A-ZĐ]{0,3}\d{0,5}[A-Za-zĐđ]?)*(?![\w.])")
CODE = re.compile(r"[A-ZĐÂÊÔƠƯĂ]\d{0,2}")
CUE = re.compile(
    r"(?:địa chỉ(?: thửa đất| liên hệ| liên lạc| thường trú| trụ sở)?|đ/c|đc|trú(?: tại| "
    r"quán)?|cư trú(?: tại)?|thường trú(?: tại)?|tạm trú(?: tại)?|nơi cư trú|chỗ ở"
    r"(?: hiện nay| hiện tại)?|nơi ở(?: hiện nay)?|đkhktt|hktt|đkhk|đkntt|hộ khẩu thường "
    r"trú|hộ khẩu(?: tại)?|trụ sở(?: chính)?(?: đặt)?(?: tại)?|quê quán|nguyên quán|"
    r"ngụ(?: tại)?|sinh sống tại|ở tại|tọa lạc(?: tại)?|nơi sinh|"
    r"sinh tại|nay là|thuê trọ tại|nhà ở tại)\s*(?:tại)?\s*[:;]?\s*$"
)
AGENCY = re.compile(
    r"(?:tòa án nhân dân|tòa án|tand|viện kiểm sát nhân dân|viện kiểm sát|vksnd|vks|tandtp|"
    r"nhân dân tối cao tại|trại giam|trại tạm giam|nhà tạm giữ)\s*(?:cấp cao tại\s*)?$"
)
BODY = re.compile(
    r"(?:ủy ban nhân dân|uỷ ban nhân dân|ubnd|công an|cơ quan (?:cảnh sát )?điều tra|thi "
    r"hành án(?: dân sự)?|thads|tha|đất đai|vpđkđđ|vpđk|chi cục thuế|thuế|kho bạc nhà nước|"
    r"tài nguyên và môi trường|tn&mt|tài chính[^,;.]{0,20}|hội đồng nhân dân|hđnd|bảo hiểm xã "
    r"hội|phòng [^,;.\n]{3,40}|hội [^,;.\n]{3,30}|chi nhánh|bệnh viện đa khoa|hạt kiểm lâm|quân sự)"
    r"\s*(?:\(?[a-zđ&]{2,8}\)?\s*)?$"
)
SEPARATOR = re.compile(r"\s*[,;–-]?\s*(?:thuộc\s+)?")
