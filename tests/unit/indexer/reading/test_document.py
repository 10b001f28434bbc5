"""A whole judgment read: panel, parties, outcome, warnings, typed values. All people and cases are invented."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.reading import read_document
from indexer.reading.legacy import decoded

HEAD = """TÒA ÁN NHÂN DÂN
TỈNH THÍ DỤ
Bản án số: 31/2023/DS-PT
Ngày: 25-9-2023
V/v: Tranh chấp hợp đồng vay tài sản
NHÂN DANH
NƯỚC CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
TÒA ÁN NHÂN DÂN TỈNH THÍ DỤ
- Thành phần Hội đồng xét xử phúc thẩm gồm có:
Thẩm phán - Chủ tọa phiên tòa: Bà Lò Thị Ví Dụ
Các Thẩm phán: Ông Vừ A Thử và ông Sùng Mí Mẫu
- Thư ký phiên tòa: Bà Giàng Thị Ghi - Thư ký Tòa án nhân dân tỉnh Thí Dụ.
- Đại diện Viện kiểm sát nhân dân tỉnh Thí Dụ tham gia phiên tòa: Ông Hầu Mí Kiểm - Kiểm sát viên.
Ngày 25 tháng 9 năm 2023, tại trụ sở Tòa án nhân dân tỉnh Thí Dụ xét xử phúc thẩm công khai vụ án dân sự thụ lý số \
12/2023/TLPT-DS ngày 01 tháng 8 năm 2023. Do bản án dân sự sơ thẩm số 32/2023/DS-ST ngày 05/6/2023 của Tòa án nhân \
dân huyện Ví Dụ, tỉnh Thí Dụ bị kháng cáo; giữa các đương sự:
"""
BODY = """
NỘI DUNG VỤ ÁN:
Nguyên đơn khởi kiện.
NHẬN ĐỊNH CỦA TÒA ÁN:
[1] Xét kháng cáo.
QUYẾT ĐỊNH:
{decision}
Bản án phúc thẩm có hiệu lực pháp luật kể từ ngày tuyên án.
Nơi nhận:
- Các đương sự;
TM. HỘI ĐỒNG XÉT XỬ PHÚC THẨM
"""
PARTIES = "1. Nguyên đơn: Ông Lý Văn Đòi, sinh năm 1960.\n2. Bị đơn: Bà Lý Thị Nợ, sinh năm 1970."
KEEP = "Không chấp nhận kháng cáo; giữ nguyên bản án sơ thẩm số 32/2023/DS-ST."


def whole(parties: str = PARTIES, decision: str = KEEP, head: str = HEAD) -> str:
    return head + parties + BODY.format(decision=decision)


def values(text: str) -> dict[str, object]:
    return {name: one["value"] for name, one in read_document(text)["metadata"].items()}


def parties(block: str) -> list[tuple[str, str]]:
    return [(one["role"], one["name"]) for one in read_document(whole(block))["parties"]]


def test_the_shape_is_that_of_the_contract() -> None:
    found = read_document(whole(), "x1")
    assert list(found) == ["id", "metadata", "zones", "parties", "citations", "warnings"]
    assert json.loads(json.dumps(found)) == found
    assert found["id"] == "x1"
    assert {"name", "start", "end"} == set(found["zones"][0])
    assert found["warnings"] == []


def test_an_appeal_is_read_whole() -> None:
    found = values(whole())
    assert found == {
        "case_number": "31/2023/DS-PT",
        "court": "Tòa án nhân dân tỉnh Thí Dụ",
        "decided_on": "2023-09-25",
        "hearing_on": "2023-09-25",
        "kind": "bản án",
        "instance": "phúc thẩm",
        "case_type": "dân sự",
        "legal_relation": "Tranh chấp hợp đồng vay tài sản",
        "presiding_judge": "Lò Thị Ví Dụ",
        "panel": "Lò Thị Ví Dụ, Vừ A Thử, Sùng Mí Mẫu",
        "clerk": "Giàng Thị Ghi",
        "prosecutor": "Hầu Mí Kiểm",
        "accepted_number": "12/2023/TLPT-DS",
        "appealed_number": "32/2023/DS-ST",
        "appealed_on": "2023-06-05",
        "appealed_court": "Tòa án nhân dân huyện Ví Dụ, tỉnh Thí Dụ",
        "result": "giữ nguyên",
        "effective_hint": "Bản án phúc thẩm có hiệu lực pháp luật kể từ ngày tuyên án",
    }


@pytest.mark.parametrize(
    ("decision", "result"),
    [
        ("Sửa một phần bản án sơ thẩm; giữ nguyên các phần khác của bản án.", "sửa"),
        ("Hủy toàn bộ bản án dân sự sơ thẩm, giao hồ sơ xét xử lại.", "hủy"),
        ("Đình chỉ xét xử phúc thẩm bản án nêu trên.", "đình chỉ xét xử phúc thẩm"),
        ("Ông Đòi phải chịu án phí.", None),
    ],
)
def test_what_became_of_the_judgment_below_is_read(decision: str, result: str | None) -> None:
    assert values(whole(decision=decision)).get("result") == result


FIRST = HEAD.replace("DS-PT", "DS-ST").replace("phúc thẩm", "sơ thẩm")


@pytest.mark.parametrize(
    ("decision", "result"),
    [
        ("1. Chấp nhận yêu cầu khởi kiện của ông Đòi.", "chấp nhận"),
        ("1. Chấp nhận một phần yêu cầu khởi kiện của ông Đòi.", "chấp nhận một phần"),
        ("1. Chấp nhận yêu cầu đòi nợ.\n2. Không chấp nhận yêu cầu bồi thường.", "chấp nhận một phần"),
        ("1. Không chấp nhận toàn bộ yêu cầu khởi kiện.", "không chấp nhận"),
        ("1. Bác yêu cầu của ông Đòi.", "không chấp nhận"),
        ("1. Chấp nhận yêu cầu khởi kiện.\n2. Không chấp nhận yêu cầu phản tố của bị đơn.", "chấp nhận"),
        ("1. Công nhận sự thỏa thuận của các đương sự.", "công nhận thỏa thuận"),
        ("1. Đình chỉ giải quyết vụ án.", "đình chỉ"),
    ],
)
def test_what_became_of_a_claim_is_read(decision: str, result: str) -> None:
    found = values(whole(decision=decision + "\nCác đương sự có quyền kháng cáo trong hạn 15 ngày.", head=FIRST))
    assert found["result"] == result
    assert found["appeal_days"] == "15"


CRIMINAL = FIRST.replace("DS-ST", "HS-ST").replace("V/v: Tranh chấp hợp đồng vay tài sản\n", "")


@pytest.mark.parametrize(
    ("decision", "result"),
    [
        ("phạm tội “Trộm cắp tài sản”. Xử phạt 06 tháng tù nhưng cho hưởng án treo.", "án treo"),
        ("phạm tội “Trộm cắp tài sản”. Xử phạt 02 (hai) năm tù.", "phạt tù"),
        ("phạm tội “Trộm cắp tài sản”. Xử phạt cải tạo không giam giữ.", "cải tạo không giam giữ"),
        ("phạm tội “Trộm cắp tài sản”. Xử phạt tù chung thân.", "tù chung thân"),
        ("không phạm tội Trộm cắp tài sản.", "không phạm tội"),
    ],
)
def test_a_sentence_is_read(decision: str, result: str) -> None:
    found = values(whole(decision=f"Tuyên bố bị cáo Lý Văn Trộm {decision}", head=CRIMINAL))
    assert found["result"] == result
    assert found["legal_relation"] == "Trộm cắp tài sản"


def test_parties_are_read_by_role() -> None:
    block = """1. Nguyên đơn: Vợ chồng ông Lý Văn Đ, sinh năm 1960 và bà Tô Thị X, sinh năm 1962 (có mặt).
Người đại diện theo ủy quyền của ông Đ: Anh Lý Văn E, sinh năm 1990.
2. Bị đơn: Công ty TNHH Thí Dụ, địa chỉ: Lô T, khu công nghiệp N.
Người đại diện theo pháp luật: Ông Đỗ Văn G – Giám đốc.
3. Người có quyền lợi, nghĩa vụ liên quan:
3.1. Ngân hàng Thí Dụ
Người đại diện hợp pháp: Bà Dương Thị H là người đại diện theo ủy quyền.
3.2. Ông Trịnh Văn K, sinh năm 1955; địa chỉ: ấp T, xã T.
- Người làm chứng: 1. Ông Y Mốc; 2. Bà Lò Thị M, có mặt.
Tại phiên tòa có mặt ông Lý Văn Đ; ông Trịnh Văn K."""
    related = "người có quyền lợi, nghĩa vụ liên quan"
    assert parties(block) == [
        ("nguyên đơn", "Lý Văn Đ"),
        ("nguyên đơn", "Tô Thị X"),
        ("người đại diện", "Lý Văn E"),
        ("bị đơn", "Công ty TNHH Thí Dụ"),
        ("người đại diện", "Đỗ Văn G"),
        (related, "Ngân hàng Thí Dụ"),
        ("người đại diện", "Dương Thị H"),
        (related, "Trịnh Văn K"),
        ("người làm chứng", "Y Mốc"),
        ("người làm chứng", "Lò Thị M"),
    ]


def test_the_accused_are_read_without_their_relatives() -> None:
    text = CRIMINAL.replace("giữa các đương sự:", "đối với các bị cáo:") + (
        "1. LÝ VĂN TRỘM (tên gọi khác: Không), sinh ngày 02 tháng 3 năm 2007 tại Thí Dụ; con ông Lý Văn B và bà Tô Thị "
        "C; có vợ là Lò Thị D, sinh năm 2005.\n2. Vừ A Cắp; Sinh ngày: 20 tháng 6 năm 1988 tại Thí Dụ.\n"
        "- Bị hại: Chị Sùng Thị Mất, sinh năm 1990.\n- Người chứng kiến: Ông Giàng A Thấy, vắng mặt."
    )
    found = read_document(text + BODY.format(decision="Xử phạt 02 năm tù."))
    assert [(one["role"], one["name"]) for one in found["parties"]] == [
        ("bị cáo", "LÝ VĂN TRỘM"),
        ("bị cáo", "Vừ A Cắp"),
        ("bị hại", "Sùng Thị Mất"),
        ("người chứng kiến", "Giàng A Thấy"),
    ]
    assert found["metadata"]["minors"]["value"] == "LÝ VĂN TRỘM"


@pytest.mark.parametrize(("birth", "minor"), [("năm 2005", True), ("ngày 25/9/2005", False), ("ngày 26/9/2005", True)])
def test_a_party_under_18_on_the_day_is_noticed(birth: str, minor: bool) -> None:
    found = values(whole(f"1. Nguyên đơn: Chị Lý Thị Trẻ, sinh {birth}.\n2. Bị đơn: Bà Lý Thị Nợ, sinh năm 1970."))
    assert ("minors" in found) is minor


@pytest.mark.parametrize(
    ("old", "new", "warning"),
    [
        ("31/2023/DS-PT", "31/2022/DS-PT", "Số bản án ghi năm 2022"),
        ("Ngày 25 tháng 9 năm 2023, tại", "Ngày 25 tháng 9 năm 2022, tại", "Ngày xét xử trong văn bản là 25/9/2022"),
        ("31/2023/DS-PT", "31/2023/DS-ST", "cấp sơ thẩm nhưng văn bản ghi xét xử phúc thẩm"),
        ("tại trụ sở Tòa án nhân dân tỉnh Thí Dụ", "tại trụ sở Tòa án nhân dân tỉnh Khác Hẳn", "Tên Tòa án"),
        ("31/2023/DS-PT", "31", "không đủ số, năm và ký hiệu"),
        ("Thẩm phán - Chủ tọa phiên tòa: Bà Lò Thị Ví Dụ", "Thẩm phán:", "Thẩm phán chủ tọa: không đọc được"),
    ],
)
def test_a_text_that_contradicts_itself_is_told(old: str, new: str, warning: str) -> None:
    assert any(warning in one for one in read_document(whole().replace(old, new))["warnings"])


def test_old_letters_are_read_and_told() -> None:
    text = whole().replace("1. Nguyên đơn:", "1. Nguyªn ®¬n:").replace("V/v: Tranh chấp", "V/v: Tranh ch Êp")
    found = read_document(text)
    assert found["parties"][0]["role"] == "nguyên đơn"
    assert found["metadata"]["legal_relation"]["value"] == "Tranh chấp hợp đồng vay tài sản"
    assert any("phông chữ cũ" in one for one in found["warnings"])


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Toµ ¸n nh©n d©n huyÖn", "Toà án nhân dân huyện"),
        ("®Ò nghÞ xÐt xö v¾ng mÆt", "đề nghị xét xử vắng mặt"),
        ("QUYEÁT ÑÒNH cuûa Toøa aùn", "QUYẾT ĐỊNH của Tòa án"),
        ("các Điều 123; §i Òu 357", "các Điều 123; Điều 357"),
        ("Tòa án nhân dân đã xét xử", "Tòa án nhân dân đã xét xử"),
        ("diện tích 120 m² ± 5%", "diện tích 120 m² ± 5%"),
    ],
)
def test_old_letters_mean_what_their_font_drew(old: str, new: str) -> None:
    found = decoded(old)
    assert found.text.replace("\u200b", "") == new
    assert len(found.text) == len(old)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 40), st.integers(0, 40), st.text(max_size=30))
def test_every_place_is_inside_a_damaged_text(first: int, last: int, noise: str) -> None:
    lines = whole().split("\n")
    text = "\n".join([*lines[: min(first, last)], noise, *lines[max(first, last) :]])
    found = read_document(text)
    places = [*found["metadata"].values(), *found["zones"], *found["parties"], *found["citations"]]
    assert all(0 <= one["start"] <= one["end"] <= len(text) for one in places)


def metadata_of(text: str) -> dict[str, object]:
    return {name: one["value"] for name, one in read_document(text)["metadata"].items()}


def parties_of(text: str) -> list[tuple[str, str]]:
    return [(one["role"], one["name"]) for one in read_document(text)["parties"]]


def test_a_court_of_a_numbered_region_keeps_its_dash() -> None:
    region = whole().replace("TỈNH THÍ DỤ", "KHU VỰC 5 - THÀNH PHỐ THÍ DỤ")
    assert metadata_of(region)["court"] == "Tòa án nhân dân khu vực 5 - thành phố Thí Dụ"


def test_a_year_of_two_digits_is_read_by_the_year_of_the_number() -> None:
    short = HEAD.replace("Ngày: 25-9-2023", "Ngày: 25/09/23")
    assert metadata_of(short)["decided_on"] == "2023-09-25"
    for wrong in ("25/09/22", "31/02/23"):
        assert metadata_of(HEAD.replace("Ngày: 25-9-2023", f"Ngày: {wrong}")).get("decided_on") not in {
            "2022-09-25", "2023-02-31"}  # fmt: skip


@pytest.mark.parametrize(
    "opening",
    [
        "Trong các ngày 22 và 25 tháng 9 năm 2023, tại trụ sở Tòa án nhân dân tỉnh Thí Dụ xét xử",
        "Ngày 25 tháng 9 năm 2023, tại điểm cầu trung tâm trụ sở Tòa án nhân dân tỉnh Thí Dụ xét xử",
    ],
)
def test_the_last_day_of_a_hearing_is_its_day(opening: str) -> None:
    assert metadata_of(f"TÒA ÁN NHÂN DÂN TỈNH THÍ DỤ\nSố: 1/2023/DS-PT\n{opening}")["hearing_on"] == "2023-09-25"


def test_the_title_of_an_agreed_divorce_says_what_it_is_about() -> None:
    text = (
        "TÒA ÁN NHÂN DÂN TỈNH THÍ DỤ\nSố: 7/2024/QĐST-HNGĐ\nQUYẾT ĐỊNH\nCÔNG NHẬN THUẬN TÌNH LY HÔN\nVÀ SỰ THỎA THUẬN"
    )
    assert metadata_of(text)["legal_relation"] == "CÔNG NHẬN THUẬN TÌNH LY HÔN"


def test_who_acts_for_a_company_is_told_behind_its_name() -> None:
    text = (
        "Nguyên đơn: Công ty TNHH Mía Ngọt do ông Từ Văn Đường làm đại diện theo pháp luật.\n"
        "Bị đơn: Doanh nghiệp tư nhân Bảy Hạt; do bà Thân Thị Bảy là chủ doanh nghiệp.\nNỘI DUNG VỤ ÁN:\nx"
    )
    assert ("người đại diện", "Từ Văn Đường") in parties_of(text)
    assert ("người đại diện", "Thân Thị Bảy") in parties_of(text)


def test_an_accused_without_a_birth_year_is_listed() -> None:
    text = (
        "Bản án số: 3/2024/HS-ST\nxét xử vụ án hình sự đối với các bị cáo:\n"
        "1. Vi Văn Cối, sinh năm 1990; có mặt.\n"
        "2. Lăng Văn Mẹt; nghề nghiệp: làm ruộng; con ông Lăng Văn Dần; vắng mặt.\nNỘI DUNG VỤ ÁN:\nx"
    )
    assert parties_of(text) == [("bị cáo", "Vi Văn Cối"), ("bị cáo", "Lăng Văn Mẹt")]


def test_a_court_behind_a_cited_judgment_ends_before_the_next_one() -> None:
    text = (
        "Hủy Bản án dân sự phúc thẩm số 21/2020/DS-PT ngày 30/11/2020 của Tòa án nhân dân tỉnh Thí Dụ và hủy "
        "Bản án dân sự sơ thẩm số 05/2020/DS-ST ngày 12/5/2020."
    )
    found = [one["target"] for one in read_document(text)["citations"] if one["kind"] == "judgment"]
    assert found == ["21/2020/DS-PT", "05/2020/DS-ST"]


def test_a_name_ends_before_a_date_that_was_joined_to_its_line() -> None:
    joined = whole().replace("Lò Thị Ví Dụ", "Lò Thị Ví Dụ Ngày")
    assert metadata_of(joined)["presiding_judge"] == "Lò Thị Ví Dụ"


def test_a_heading_whose_letters_came_apart_still_opens_its_part() -> None:
    text = whole().replace("QUYẾT ĐỊNH:", "Quy ết định:")
    assert "decision" in [zone["name"] for zone in read_document(text)["zones"]]
