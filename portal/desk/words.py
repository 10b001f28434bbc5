"""Vietnamese words of the desk: roles, states, labels, actions and dates as they stand on its pages."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from records.lifecycle import ROLE_WORDS

SOON_DAYS = 3
HASH_SHOWN = 6


@dataclass(frozen=True)
class Label:
    """A kind of mention: its code in contract.md, its Vietnamese name, the two letters and colour group of its tag."""

    code: str
    name: str
    tag: str
    group: str


LABELS: Mapping[str, Label] = {
    label.code: label
    for label in (
        Label("PERSON_PRIVATE", "Người", "NG", "ng"),
        Label("PERSON_OFFICIAL", "Người tiến hành tố tụng", "NG", "ng"),
        Label("ORG_PRIVATE", "Tổ chức", "TC", "tc"),
        Label("ADDRESS", "Địa chỉ", "ĐC", "dc"),
        Label("DOB", "Ngày sinh", "NS", "ns"),
        Label("ID_NUMBER", "Số giấy tờ tùy thân", "SỐ", "so"),
        Label("PHONE", "Số điện thoại", "SỐ", "so"),
        Label("EMAIL", "Thư điện tử", "SỐ", "so"),
        Label("BANK_ACCOUNT", "Tài khoản ngân hàng", "SỐ", "so"),
        Label("PLATE", "Biển số xe", "SỐ", "so"),
        Label("LAND", "Thửa đất, giấy chứng nhận", "ĐĐ", "dd"),
        Label("TAX_CODE", "Mã số thuế, mã doanh nghiệp", "SỐ", "so"),
        Label("VEHICLE_CODE", "Số khung, số máy", "SỐ", "so"),
        Label("ACCOUNT_NAME", "Tài khoản mạng xã hội", "SỐ", "so"),
        Label("OTHER_CODE", "Mã số khác", "SỐ", "so"),
    )
}

# what the anonymizer says of a mention: who it is, and by which rule it was found
MENTION_ROLES: Mapping[str, str] = {
    "accused": "bị cáo",
    "plaintiff": "nguyên đơn",
    "defendant": "bị đơn",
    "victim": "bị hại",
    "related": "người liên quan",
    "witness": "người làm chứng",
    "representative": "người đại diện",
    "guardian": "người giám hộ",
    "lawyer": "luật sư",
    "legal_aid": "trợ giúp pháp lý",
    "notary": "công chứng viên",
    "expert": "giám định viên",
    "investigator": "điều tra viên",
    "bailiff": "chấp hành viên",
    "judge": "thẩm phán",
    "juror": "hội thẩm",
    "clerk": "thư ký",
    "prosecutor": "kiểm sát viên",
    "org": "",
    "other": "",
    "parcel": "thửa đất",
    "sheet": "tờ bản đồ",
    "certificate": "giấy chứng nhận",
    "book": "số vào sổ",
    "below_district": "dưới cấp huyện",
    "body_district": "nơi trong tên cơ quan",
    "district": "cấp huyện",
    "identity": "căn cước",
    "passport": "hộ chiếu",
    "insurance": "bảo hiểm",
    "imei": "IMEI",
    "chassis": "số khung",
    "engine": "số máy",
}
EVIDENCE: Mapping[str, str] = {
    "recogniser": "bộ nhận dạng học từ văn bản bản án",
    "title": "sau cách xưng hô",
    "legal form": "loại hình tổ chức",
    "cue": "sau từ chỉ dẫn",
    "cue+validator": "sau từ chỉ dẫn, đúng dạng số",
    "family name": "họ tên đầy đủ",
    "grammar": "dạng địa chỉ",
    "given name again": "tên gọi lặp lại",
    "name again": "tên lặp lại",
    "short name": "tên viết tắt",
    "panel": "thành phần hội đồng xét xử",
    "signature": "khối chữ ký",
    "signature line": "một dòng của khối chữ ký",
    "nickname": "tên gọi khác hoặc biệt danh",
    "given name without marks": "tên gọi viết không dấu",
    "list": "danh sách",
    "shape": "dạng viết",
    "birth date": "ngày sinh",
    "office": "chức danh",
}

# keeping one of these in a public text needs a reason in words (interface.md 4.4)
REASON_TO_KEEP = frozenset({"ID_NUMBER", "PHONE", "BANK_ACCOUNT"})

# fields of a judgment as the records name them
FIELD_NAMES: Mapping[str, str] = {
    "case_number": "Số",
    "court_code": "Tòa án",
    "decided_on": "Ngày tuyên",
    "kind": "Loại văn bản",
    "case_type": "Loại án",
    "instance": "Cấp xét xử",
    "legal_relation": "Quan hệ pháp luật",
    "result": "Kết quả",
    "presiding_judge": "Chủ tọa",
    "presiding_account_id": "Tài khoản chủ tọa",
    "effective_on": "Ngày có hiệu lực",
    "effective_confirmed": "Đã xác nhận ngày hiệu lực",
    "appeal_pending": "Còn kháng cáo, kháng nghị",
    "closed_hearing": "Xét xử kín",
    "minor_participant": "Có người dưới 18 tuổi",
    "number_confirmed": "Đã xác nhận số",
    "court_confirmed": "Đã xác nhận tòa án",
    "parties_confirmed": "Đã đối chiếu đương sự",
}

# what the reading step writes for each field; pages show the same words with a capital letter
KINDS = ("bản án", "quyết định")


@dataclass(frozen=True)
class Deadline:
    """A deadline in words with its tone: "" (time enough), "warn" or "err"."""

    words: str
    tone: str


def deadline_words(due_on: date | None, today: date) -> Deadline:
    """How many days are left until `due_on`, in the words of interface.md 4.2."""
    if due_on is None:
        return Deadline("chưa xác nhận ngày hiệu lực", "warn")
    left = (due_on - today).days
    if left < 0:
        return Deadline(f"quá hạn {-left} ngày", "err")
    if left == 0:
        return Deadline("hôm nay là hạn", "warn")
    return Deadline(f"còn {left} ngày", "warn" if left <= SOON_DAYS else "")


def capital(text: str) -> str:
    """The text with its first letter in upper case, the others as they are."""
    return text[:1].upper() + text[1:]


def short_hash(value: str | None) -> str:
    """The first characters of a draft's hash, by which people name it; "" while there is no draft."""
    return (value or "")[:HASH_SHOWN]


def role_words(codes: frozenset[str]) -> str:
    """The roles of `codes` by name in the order of the list of roles, joined for a sentence."""
    return ", ".join(name for code, name in ROLE_WORDS.items() if code in codes)
