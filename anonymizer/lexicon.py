"""Words that the rules know: titles, family names, offices, beginnings of lines, everyday words, units."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from vietnamese.letters import fold

Phrase = tuple[str, ...]


def phrases(text: str) -> frozenset[Phrase]:
    """Return the comma-separated phrases of a text as tuples of lower-case words."""
    return frozenset(tuple(phrase.split()) for phrase in text.replace("\n", " ").split(",") if phrase.strip())


def words(text: str) -> frozenset[str]:
    """Return the blank-separated words of a text."""
    return frozenset(text.split())


STRONG_TITLES = phrases(
    "ông, bà, anh, chị, cháu, cụ, cố, chú, cô, dì, cậu, mợ, thím, bé, bác, ông bà, vợ chồng, em,"
    "bị cáo, bị can, bị hại, người bị hại, nguyên đơn, bị đơn, đương sự, nhân chứng, người làm chứng, luật sư,"
    "người khởi kiện, người bị kiện, người yêu cầu, người kháng cáo, người liên quan, người chứng kiến, phạm nhân,"
    "người giám hộ, công chứng viên, chấp hành viên, điều tra viên, giám định viên, trợ giúp viên pháp lý,"
    "thẩm phán, kiểm sát viên, thư ký, hội thẩm, hội thẩm nhân dân, thẩm tra viên, thư ký tòa án, thư ký phiên tòa,"
    "con gái, con trai, em gái, em trai, anh trai, chị gái, bố đẻ, cha đẻ, mẹ đẻ, bố chồng, mẹ chồng, bố vợ, mẹ vợ,"
    "ông nội, bà nội, ông ngoại, bà ngoại, hộ ông, hộ bà, chị dâu, anh rể, em dâu, em rể, con dâu, con rể"
)
"""Words after which a capitalized syllable is a person's name."""

WEAK_TITLES = phrases(
    "con, tên, tên là, con tên, tên gọi, con chung, vợ, chồng, cha, bố, mẹ, ba, má, hộ, tức, đối tượng, giám đốc,"
    "lái xe, tài xế, phụ xe, chủ hộ, chủ xe, chủ nhà, thầy, sư cô, đại đức, thượng tọa, người tên, họ tên, họ và tên,"
    "con nuôi, cháu nội, cháu ngoại, bạn, bạn là, kế toán, thủ quỹ, trưởng thôn, tổ trưởng, bác sĩ, y sĩ, cô giáo"
)
"""Words after which a family name or a word that is no everyday word is a person's name."""

TITLE_ROLES: dict[Phrase, str] = {
    ("bị", "cáo"): "accused",
    ("bị", "can"): "accused",
    ("bị", "hại"): "victim",
    ("người", "bị", "hại"): "victim",
    ("nguyên", "đơn"): "plaintiff",
    ("người", "khởi", "kiện"): "plaintiff",
    ("người", "yêu", "cầu"): "plaintiff",
    ("bị", "đơn"): "defendant",
    ("người", "bị", "kiện"): "defendant",
    ("người", "làm", "chứng"): "witness",
    ("người", "chứng", "kiến"): "witness",
    ("nhân", "chứng"): "witness",
    ("người", "liên", "quan"): "related",
    ("luật", "sư"): "lawyer",
    ("trợ", "giúp", "viên", "pháp", "lý"): "legal_aid",
    ("công", "chứng", "viên"): "notary",
    ("chấp", "hành", "viên"): "bailiff",
    ("điều", "tra", "viên"): "investigator",
    ("giám", "định", "viên"): "expert",
    ("người", "giám", "hộ"): "guardian",
}

OFFICES: dict[Phrase, str] = {
    ("thẩm", "phán"): "judge",
    ("chủ", "tọa", "phiên", "tòa"): "judge",
    ("hội", "thẩm", "nhân", "dân"): "juror",
    ("hội", "thẩm"): "juror",
    ("kiểm", "sát", "viên"): "prosecutor",
    ("thư", "ký"): "clerk",
    ("thư", "ký", "tòa", "án"): "clerk",
    ("thư", "ký", "phiên", "tòa"): "clerk",
    ("thẩm", "tra", "viên"): "clerk",
}
"""Offices of the court and the prosecution whose holders are named in clear when the office stands with the name."""

FAMILY_NAMES = words(
    "nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ "
    "ngô dương lý đào đoàn trịnh trương đinh lâm phùng mai tô "
    "hà tạ thái cao châu chu lưu quách vương kiều tống thạch "
    "từ khổng la lã lại lục mạc nghiêm ninh nông ông phó phương "
    "quan quản sầm tăng tào thân thi tiêu tôn triệu trà tràng văn viên vi viêm xa ân âu bạch bành bế cà cầm chử chung "
    "cù cung danh diệp doãn đàm đào đậu điền đồng đổng giang giàng giáp hàn hạ hầu hứa khúc khương kim kha lò lò lèng "
    "liêu liễu long lộc lù lương ma mã mẫn mùa nhan nhâm nhữ ngụy phí phù quàng sùng sơn tần thào thiều thôi tòng ung "
    "uông ứng vàng vừ vạn xồng yên đèo đới hoa hoàn khiếu khuất "
    "kông lầu lường mông sin sồng thang thịnh tòng trang tri "
    "trưng ksor rơ rmah siu nay niê êban mlô kpă hđơk ayun byă "
    "ra rahlan krông kbuôr blang cil kơ lơ mu touneh đinh a y "
    "thòng vòng vũ lợi lành kiên lữ nguyển huình hùynh bá cáp chìu tẩn phàn phượng lỳ chảo thều vày"
)

COMMON_FAMILY_NAMES = words(
    "nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương đào đoàn trịnh trương đinh phùng tạ lưu quách "
    "kiều tống nghiêm nông sầm triệu doãn đàm khúc lương lò giàng ksor rmah siu niê êban thạch tô lý lâm mai"
)

_FOLDED_FAMILY_NAMES = frozenset(fold(name) for name in COMMON_FAMILY_NAMES)

MIDDLE_NAMES = words("thị văn hữu đức đình xuân ngọc quốc minh thanh")
SURE_MIDDLE_NAMES = frozenset({"thị", "văn"})

STARTERS = words(
    "địa trú nơi sinh thư thẩm người nguyên bị ông bà anh chị "
    "các đại kiểm hội tòa căn theo tại ngày xét về nay có vắng "
    "do vì khi sau đối nhận như buộc áp tuyên chấp không trong từ đến giao hộ số hktt nghề cùng đều những và là cmnd "
    "cccd quyết bản tài việc nếu để trên trước đã được cho với của này đồng luật điều khoản án thành viện lưu chủ phó "
    "giám trưởng chức quá qua tuy mặc ngoài hiện còn vào lúc mà hai một ba bốn cháu em cụ con đơn hợp giấy quan ý tiền "
    "dân giới tôn quốc trình công ủy chi cơ nội phần phía lời kết biên sự hành phạt tội tháng năm đề yêu ghi mục phiên "
    "nhưng bởi vậy khoảng chúng tôi mẹ bố cha vợ chồng đây đó thì nên hồ đất nhà diện tổng thửa tờ riêng lại"
)
"""Words that begin a line or a sentence and do not go on with the name of the line before."""

_ANY = frozenset({"*"})
_DIGIT = frozenset({"#"})
BLOCKS: dict[str, frozenset[str]] = {
    "công": words("ty an chứng nhân đoàn văn ước tố thương nghiệp trình dân khai việc báo"),
    "ngân": frozenset({"hàng"}),
    "ủy": frozenset({"ban", "quyền", "viên"}),
    "uỷ": frozenset({"ban"}),
    "tòa": frozenset({"án", "phúc", "sơ", "nhà", "dân", "kinh", "hình", "hành", "gia", "lao"}),
    "viện": frozenset({"kiểm", "trưởng", "ksnd", "phó", "pháp", "dẫn"}),
    "doanh": frozenset({"nghiệp", "thu"}),
    "hợp": frozenset({"tác", "đồng", "pháp", "thửa"}),
    "chi": frozenset({"cục", "nhánh", "phí", "bộ", "hội"}),
    "văn": frozenset({"phòng", "bản", "hóa", "thư"}),
    "phòng": frozenset({"tài", "giao", "công", "tư", "cảnh", "đăng", "giáo", "y", "kế", "khám", "kỹ", "pc"}),
    "bộ": frozenset({"luật", "tài", "công", "tư", "y", "xây", "quốc", "trưởng", "giao"}),
    "cục": frozenset({"thi", "thuế", "cảnh", "trưởng"}),
    "sở": _ANY,
    "chủ": frozenset({"tịch", "tọa", "nhiệm", "hộ", "sở", "đầu", "doanh"}),
    "giám": frozenset({"đốc", "định", "hộ"}),
    "phó": frozenset({"giám", "chủ", "trưởng", "chánh", "viện", "tổng", "phòng", "thủ"}),
    "trưởng": frozenset({"phòng", "ban", "công", "thôn", "ấp", "văn", "khu", "chi"}),
    "thẩm": frozenset({"phán", "tra", "định", "quyền"}),
    "kiểm": frozenset({"sát", "tra", "toán", "lâm"}),
    "thư": frozenset({"ký"}),
    "luật": frozenset({"sư", "hôn", "đất", "tố", "các", "thi", "dân", "nhà", "thương", "số", "kinh", "doanh", "bảo"}),
    "hội": frozenset({"đồng", "thẩm", "nông", "phụ", "liên", "cựu", "người", "luật"}),
    "điều": frozenset({"#", "tra", "luật", "lệ", "khoản", "kiện", "hành", "khiển", "dưỡng", "chỉnh", "của"}),
    "khoản": _DIGIT,
    "điểm": frozenset({"#", "a", "b", "c", "d", "đ", "e", "g", "h"}),
    "chương": frozenset({"#", "i", "ii", "iii", "iv", "v", "trình"}),
    "nguyên": frozenset({"đơn", "đán", "nhân", "tắc", "giá", "cáo"}),
    "bị": _ANY,
    "đại": frozenset({"diện", "học", "lý", "hội"}),
    "trung": frozenset({"tâm", "ương", "quốc", "học"}),
    "cơ": frozenset({"quan", "sở", "quang"}),
    "nhà": frozenset({"nước", "hàng", "đất", "ở", "máy", "thờ", "trọ", "nghỉ", "văn", "xuất"}),
    "quỹ": frozenset({"tín", "đầu", "hỗ", "bảo"}),
    "tổng": frozenset({"công", "giám", "cục", "cộng", "số", "tiền", "hợp"}),
    "tập": frozenset({"đoàn", "thể"}),
    "quyết": frozenset({"định", "toán"}),
    "nghị": frozenset({"quyết", "định"}),
    "thông": frozenset({"tư", "báo", "qua", "tin"}),
    "quyền": frozenset({"sử", "lợi", "sở", "và", "yêu", "kháng", "thừa", "nuôi"}),
    "chức": frozenset({"vụ", "danh", "năng", "trách"}),
    "pháp": frozenset({"lệnh", "luật", "y"}),
    "bản": frozenset({"án", "tự", "cáo", "khai", "kết", "chính", "sao", "di", "đồ", "vẽ", "ảnh"}),
    "biên": frozenset({"bản", "lai", "phòng"}),
    "giấy": _ANY,
    "đơn": frozenset({"khởi", "xin", "đề", "kháng", "yêu", "giá", "trình", "tố"}),
    "người": _ANY,
    "các": _ANY,
    "những": _ANY,
    "căn": frozenset({"cứ", "cước", "nhà", "hộ"}),
    "theo": _ANY,
    "tại": _ANY,
    "ngày": _ANY,
    "năm": frozenset({"#", "nay", "sinh", "trăm", "triệu", "mươi", "tháng", "ngày"}),
    "tháng": _ANY,
    "xét": frozenset({"thấy", "xử", "về", "yêu", "hỏi"}),
    "sinh": frozenset({"năm", "ngày", "sống", "hoạt", "trưởng"}),
    "trú": frozenset({"tại", "quán"}),
    "địa": frozenset({"chỉ", "phương", "chính", "bàn"}),
    "quan": frozenset({"hệ", "điểm"}),
    "liên": frozenset({"quan", "đới", "hệ", "bang", "minh", "hiệp", "hợp", "tục", "doanh"}),
    "mỹ": frozenset({"tho", "đức", "xuyên", "tú"}),
    "thái": frozenset({"lan", "bình", "nguyên", "thụy"}),
    "nga": frozenset({"sơn"}),
    "việt": frozenset({"nam", "kiều"}),
    "đài": frozenset({"loan", "tiếng", "phát"}),
    "hàn": frozenset({"quốc"}),
    "nhật": frozenset({"bản"}),
    "rịa": _ANY,
    "phụ": frozenset({"nữ", "lục"}),
    "mặt": frozenset({"trận"}),
    "ban": frozenset({"quản", "chỉ", "giám", "nhân", "bồi", "chấp", "đầu", "thanh", "tổ", "hành"}),
    "trợ": frozenset({"giúp", "cấp"}),
    "nông": frozenset({"thôn", "nghiệp", "dân"}),
    "hành": frozenset({"vi", "chính"}),
    "phạm": frozenset({"tội", "vi", "nhân", "pháp"}),
    "từ": frozenset({"ngày", "khi", "đó", "năm", "tháng", "đầu", "trước", "sau", "chối", "thiện", "#"}),
    "đến": frozenset({"ngày", "nay", "khi", "năm", "tháng", "khoảng", "hạn", "#", "đây", "tòa"}),
    "hòa": frozenset({"giải"}),
    "hạnh": frozenset({"phúc", "kiểm"}),
    "họ": frozenset({"và", "tên", "tộc", "hàng", "chữ"}),
    "tài": frozenset({"sản", "liệu", "chính", "khoản", "nguyên"}),
    "thành": frozenset({"phố", "phần", "viên", "lập", "tiền"}),
    "tòng": frozenset({"phạm"}),
    "đồng": frozenset({"ý", "thời", "phạm", "chủ"}),
    "đảng": _ANY,
    "trần": frozenset({"trụi"}),
    "hồ": frozenset({"sơ"}),
    "lý": frozenset({"do", "lịch"}),
    "lưu": frozenset({"ý", "hồ", "thông", "trữ"}),
    "mai": frozenset({"táng", "mối"}),
    "thân": frozenset({"nhân", "thích"}),
    "phí": frozenset({"thi", "sơ", "dịch"}),
    "chung": frozenset({"cư", "thân", "thẩm"}),
    "cao": frozenset({"su", "cấp", "đẳng", "hơn", "nhất"}),
    "tiền": _ANY,
    "không": _ANY,
    "việc": _ANY,
    "hai": frozenset({"bên", "vợ", "anh", "người", "ông", "bà", "cháu", "bị", "đương"}),
    "nay": frozenset({"là", "tôi", "ông", "bà", "anh", "chị", "do", "đã", "xin", "không", "vẫn", "yêu", "công"}),
    "đương": frozenset({"sự"}),
    "đã": _ANY,
    "của": _ANY,
    "có": _ANY,
    "và": _ANY,
    "được": _ANY,
    "do": _ANY,
    "khi": _ANY,
    "tội": _ANY,
    "cmnd": _ANY,
    "cccd": _ANY,
    "ubnd": _ANY,
    "hđxx": _ANY,
    "tand": _ANY,
    "vksnd": _ANY,
    "tnhh": _ANY,
    "cp": _ANY,
    "hktt": _ANY,
    "sn": _ANY,
    "gcnqsdđ": _ANY,
    "gcn": _ANY,
    "qsdđ": _ANY,
    "nđ": _ANY,
    "mtv": _ANY,
    "vnđ": _ANY,
    "usd": _ANY,
    "tmcp": _ANY,
}
"""First words of phrases that are no names, with their second words (`*` any, `#` a number)."""

PLACE_CUES = words(
    "đường phố xã huyện phường trấn quận tỉnh thôn ấp làng bản xóm buôn khóm học trường viện chợ giải sông hồ núi "
    "đèo cầu dự án hiệu tuyến rạp khu đảo biển vịnh lộ hẻm ngõ kiệt ngách cư tòa"
)
"""Words after which a run that looks like a name is a place, a school, a brand."""

UNIT_WORDS = words("đường phố xã huyện phường trấn quận tỉnh thôn ấp làng bản xóm buôn")
"""Last words of what a place is called; a capitalized syllable right after them belongs to its name."""

VERBS = words(
    "trình khai cho đã không có là và đến vay mua bán nói đi về gọi đưa lấy dùng bị được xin yêu đề cũng thì nhận trả "
    "chết đang sẽ phải còn đồng mượn hỏi thấy chạy đánh ký thừa bỏ ở nợ rủ cùng với cầm điều xác chở bảo làm nhờ biết "
    "giao thuê mang sống nghe ra vào lên xuống vẫn mới liền kháng tự muốn chưa sinh thỏa cam hứa chém "
    "đâm đẩy sử hiểu cắt rút mời đòi chửi kể sang nhặt dừng đứng ngồi "
    "nằm thực tiếp lại chuẩn nhớ lái gửi nộp cố dắt khóc cãi giật hẹn "
    "mở kéo bật tháo lục cất chia ném tát chặn cướp trộm ăn uống ngủ đón tìm quay chụp nhắn"
)
"""Words that follow the name of a person who acts."""

JOINING = words("và thì của với các những hoặc hay để theo tại từ do vì nên mà như trong ngoài trên dưới sau trước")
"""Words that join: what stands before them is no half of an everyday word."""

ALIAS_CUES = phrases(
    "tức, tên gọi khác, còn gọi là, thường gọi là, thường gọi, bí danh, hay còn gọi là, tên khác, tên thường gọi,"
    "gọi là, tên tục, biệt danh, tức là, tên gọi khác là, hay gọi là"
)


@dataclass(frozen=True, slots=True)
class Units:
    """Names of administrative units, lower case with marks."""

    provinces: frozenset[str]
    districts: frozenset[str]
    communes: frozenset[str]

    def known(self, name: str) -> bool:
        """Say whether a lower-case name is a unit of any level."""
        return name in self.provinces or name in self.districts or name in self.communes


@cache
def units() -> Units:
    """Return the units before and after 1 July 2025, read once from the package."""
    lists: dict[str, set[str]] = {"provinces": set(), "districts": set(), "communes": set()}
    current: set[str] = set()
    for line in _lines("units.txt"):
        if line.startswith("["):
            current = lists[line.strip("[]")]
        else:
            current.add(line.casefold())
    return Units(*(frozenset(lists[name]) for name in ("provinces", "districts", "communes")))


@cache
def ordinary() -> frozenset[str]:
    """Return everyday syllables and two-syllable words, lower case with marks."""
    return frozenset(_lines("ordinary.txt"))


def _lines(name: str) -> list[str]:
    content = files("anonymizer").joinpath("data", name).read_text(encoding="utf-8")
    return [line for line in content.splitlines() if line and not line.startswith("#")]


def is_family_name(low: str, *, unmarked: bool = False) -> bool:
    """Say whether a lower-case word is a family name; `unmarked`: in a run written without any marks."""
    return low in FAMILY_NAMES or (unmarked and low in _FOLDED_FAMILY_NAMES)
