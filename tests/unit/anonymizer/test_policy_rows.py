"""Every row of what is coded and what is kept (policy p1), on invented sentences."""

import unicodedata

import pytest

import anonymizer
from anonymizer.policy import UnknownPolicy, load_policy, parse_policy


def public(text: str) -> str:
    return anonymizer.anonymize(text)["public_text"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ông Nguyễn Văn Huy trình bày.", "Ông Nguyễn Văn H trình bày."),
        ("Bà Phạm Thị Ý có mặt.", "Bà Phạm Thị Y có mặt."),
        ("Anh Tô Văn Đạt và anh Tô Văn Dũng.", "Anh Tô Văn Đ và anh Tô Văn D."),
        ("Bị cáo Trần Quốc Thịnh nhận tội.", "Bị cáo Trần Quốc T nhận tội."),
        ("Cháu Lê Gia Phúc, sinh ngày 02/3/2014.", "Cháu Lê Gia P, sinh năm 2014."),
        ("Bà Trương Thị Ân nói.", "Bà Trương Thị Â nói."),
        ("con ông: Vũ Đức Tài và bà Mai Thị Lụa", "con ông: Vũ Đức T và bà Mai Thị L"),
        ("vợ tên Bùi Thị Nhạn, chồng là Hồ Văn Sướng", "vợ tên Bùi Thị N, chồng là Hồ Văn S"),
        ("Chị H'Nghiêm Niê trình bày.", "Chị H Niê trình bày."),
        ("Anh Y Bliu Niê và anh Giàng A Páo.", "Anh Y B Niê và anh Giàng A P."),
    ],
)
def test_a_private_person_keeps_family_and_middle_name_and_an_initial(text: str, expected: str) -> None:
    assert public(text) == expected


def test_persons_with_the_same_short_form_are_numbered_everywhere() -> None:
    text = "Ông Nguyễn Văn Huy kiện bà Lê Thị Hoa. Ông Huy nói bà Hoa nợ, ông Huy xin xét xử."
    assert public(text) == "Ông Nguyễn Văn H1 kiện bà Lê Thị H2. Ông H1 nói bà H2 nợ, ông H1 xin xét xử."


def test_the_middle_name_goes_when_what_is_kept_is_another_persons_name() -> None:
    assert public("Ông Lê Minh và con là anh Lê Minh Khôi.") == "Ông Lê M và con là anh Lê K."


def test_a_code_is_never_a_real_name_of_the_document() -> None:
    answer = anonymizer.anonymize("Ông Nguyễn Y và bà Trần Thị Bưởi có mặt.")
    assert "Nguyễn Y " not in answer["public_text"]


def test_codes_go_on_after_the_letters_that_the_text_already_uses() -> None:
    text = "Chị T và anh K cùng anh N đã ly hôn. Chị Lê Thị Tâm làm chứng."
    assert public(text) == "Chị T và anh K cùng anh N đã ly hôn. Chị Lê Thị T1 làm chứng."


def test_panel_clerk_prosecutor_and_signature_are_kept(judgment: str) -> None:
    answer = anonymizer.anonymize(judgment)
    names = ["Đoàn Quốc Khải", "Lương Thị Mận", "Trịnh Công Vượng", "Phùng Thu Nhài", "Kiều Đình Bách"]
    for name in names:
        assert name in answer["public_text"]
    officials = [mention for mention in answer["mentions"] if mention["label"] == "PERSON_OFFICIAL"]
    assert [mention["role"] for mention in officials] == ["judge", "juror", "juror", "clerk", "prosecutor", "judge"]
    assert {mention["action"] for mention in officials} == {"keep"}


def test_a_lawyer_is_coded_with_the_role(judgment: str) -> None:
    answer = anonymizer.anonymize(judgment)
    lawyer = next(m for m in answer["mentions"] if m["role"] == "lawyer")
    assert (lawyer["label"], lawyer["replacement"]) == ("PERSON_PRIVATE", "Cao Bá N")


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("công chứng viên Phan Thị Sen ký", "notary"),
        ("điều tra viên Ngô Văn Cường lập", "investigator"),
        ("chấp hành viên Đỗ Văn Biên kê biên", "bailiff"),
    ],
)
def test_notaries_investigators_and_bailiffs_are_coded_with_their_role(text: str, role: str) -> None:
    mention = anonymizer.anonymize(text)["mentions"][0]
    assert (mention["label"], mention["role"], mention["action"]) == ("PERSON_PRIVATE", role, "replace")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Công ty TNHH Thương mại Hoàng Lâm kháng cáo.", "Công ty TNHH Thương mại HL kháng cáo."),
        ("Ngân hàng TMCP Phú Điền khởi kiện.", "Ngân hàng TMCP PĐ khởi kiện."),
        ("Doanh nghiệp tư nhân Tân Khởi nợ tiền.", "Doanh nghiệp tư nhân TK nợ tiền."),
        ("Hợp tác xã Đồng Xanh giao hàng.", "Hợp tác xã ĐX giao hàng."),
    ],
)
def test_organisations_keep_legal_form_and_business(text: str, expected: str) -> None:
    assert public(text) == expected


def test_an_organisation_and_its_short_name_are_one_entity() -> None:
    answer = anonymizer.anonymize(
        "Công ty cổ phần Sao Thủy (gọi tắt là Công ty Sao Thủy) giao hàng. Sao Thủy đã nhận tiền."
    )
    assert len({m["entity"] for m in answer["mentions"]}) == 1
    assert "Sao" not in answer["public_text"]


def test_the_state_bank_is_no_private_organisation() -> None:
    assert public("Ngân hàng Nhà nước Việt Nam trả lời.") == "Ngân hàng Nhà nước Việt Nam trả lời."


def test_an_address_is_coded_below_the_province() -> None:
    text = "Địa chỉ: Số 12, thôn Đông Phú, xã Phú Giang, huyện Yên Trạch, tỉnh Nam Định."
    assert public(text) == "Địa chỉ: Số […], thôn Đ, xã P, huyện Y, tỉnh Nam Định."


def test_a_numbered_ward_and_a_street_are_coded() -> None:
    coded = public("Trú tại: 433, đường Lê Lợi, Phường 6, quận Gò Mây, thành phố Hồ Chí Minh.")
    assert coded.endswith("thành phố Hồ Chí Minh.")
    for word in ("433", "Lợi", "6", "Mây"):
        assert word not in coded


def test_the_place_of_a_public_body_is_coded_with_the_address_that_names_it() -> None:
    text = "Trú tại xã Phú Giang, huyện Yên Trạch, tỉnh Nam Định. UBND huyện Yên Trạch và UBND xã Phú Giang trả lời."
    assert "UBND huyện Y và UBND xã P trả lời" in public(text)


def test_courts_keep_their_place(judgment: str) -> None:
    coded = public(judgment)
    assert "TÒA ÁN NHÂN DÂN\nHUYỆN LONG SƠN\nTỈNH NAM ĐỊNH" in coded
    assert "Tòa án nhân dân huyện Long Sơn" in coded


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Anh Lê Văn Cò sinh ngày 17 tháng 3 năm 1990.", "Anh Lê Văn C sinh năm 1990."),
        ("sinh năm 1969 tại Nam Định", "sinh năm 1969 tại Nam Định"),
        ("CMND số: 012345678 cấp ngày 01/02/2010", "CMND số: […] cấp ngày 01/02/2010"),
        ("căn cước công dân số 036 075 001 234", "căn cước công dân số […]"),
        ("Hộ chiếu số B1234567 cấp", "Hộ chiếu số […] cấp"),
        ("điện thoại: 0912.345.678.", "điện thoại: […]."),
        ("số điện thoại 12345678 không có thật", "số điện thoại […] không có thật"),
        ("gọi +84 912 345 678 nhiều lần", "gọi […] nhiều lần"),
        ("thư điện tử bao.cao@vidu.vn gửi đi", "thư điện tử […] gửi đi"),
        ("số tài khoản 0021000123456 tại ngân hàng", "số tài khoản […] tại ngân hàng"),
        ("mã số thuế 0100109106 của công ty", "mã số thuế […] của công ty"),
        ("Facebook tên “Mây Trắng” đăng bài", "Facebook tên “[…]” đăng bài"),
        ("Mã số thuế của Công ty là 3015246019.", "Mã số thuế của Công ty là […]."),
        ("Số hộ chiếu của người đó khi xuất cảnh là G3933768.", "Số hộ chiếu của người đó khi xuất cảnh là […]."),
        ("bảo hiểm xã hội là 29.600.000 đồng", "bảo hiểm xã hội là 29.600.000 đồng"),
        ("sổ bảo hiểm xã hội số 7912345678", "sổ bảo hiểm xã hội số […]"),
    ],
)
def test_numbers_that_lead_to_a_person_are_hidden_and_the_birth_year_stays(text: str, expected: str) -> None:
    assert public(text) == expected


def test_plates_and_vehicle_numbers_get_the_same_stand_in_for_the_same_value() -> None:
    text = "xe biển số 18B1-234.56, số khung RLHJA1234567, số máy JA12E7654321; xe BKS 29A-123.45 đâm xe 18B1 - 234.56."
    expected = (
        "xe biển số [biển số 1], số khung [số khung 1], số máy [số máy 1]; xe BKS [biển số 2] đâm xe [biển số 1]."
    )
    assert public(text) == expected


def test_parcel_and_sheet_stay_but_certificate_and_book_numbers_are_coded() -> None:
    text = (
        "thửa đất số 414, tờ bản đồ số 3, giấy chứng nhận quyền sử dụng đất số AB 123456, số vào sổ CH00123 do UBND cấp"
    )
    coded = public(text)
    assert "thửa đất số 414, tờ bản đồ số 3" in coded
    assert "[số giấy chứng nhận 1]" in coded
    assert "[số vào sổ 1]" in coded


def test_a_plural_list_of_parcels_is_kept_whole() -> None:
    text = "các thửa đất số 981, 984 và 990"
    answer = anonymizer.anonymize(text)
    assert answer["public_text"] == text
    assert [mention["role"] for mention in answer["mentions"]] == ["parcel"] * 3


@pytest.mark.parametrize(
    "text",
    [
        "Biên lai thu tiền số 0004435 ngày 02/3/2020",
        "hợp đồng tín dụng số 225/2015/HĐTD ngày 07/10/2015",
        "Bản án số 12/2024/DS-ST ngày 15/3/2024 và Quyết định số 09/2021/QĐST-DS",
        "buộc trả 1.250.000.000 đồng và lãi 12%/năm",
        "theo Điều 5, khoản 2 Điều 463 Bộ luật Dân sự năm 2015 và Nghị quyết 326/2016/UBTVQH14",
        "dân tộc: Kinh; tôn giáo: Không; tiền án: Không",
        "Hội đồng xét xử nhận định về quan hệ tranh chấp",
    ],
)
def test_receipts_contracts_cases_amounts_dates_and_law_stay(text: str) -> None:
    assert public(text) == text


def test_a_switch_of_the_policy_keeps_lawyers_and_hides_parcels() -> None:
    policy = parse_policy(
        'name = "t"\n[actions]\nPERSON_PRIVATE = "replace"\n"PERSON_PRIVATE.lawyer" = "keep"\nLAND = "replace"\n'
    )
    text = "luật sư Cao Bá Nhạ và bà Lê Thị Hoa, thửa đất số 414"
    found = anonymizer.detect(text, policy=policy)  # type: ignore[arg-type]
    result = anonymizer.redact(text, found.mentions, policy=policy)  # type: ignore[arg-type]
    assert result.public_text == "luật sư Cao Bá Nhạ và bà Lê Thị H, thửa đất số [thửa 1]"
    assert result.policy == "t"


def test_an_unknown_policy_or_a_wrong_line_is_refused_with_a_sentence() -> None:
    with pytest.raises(UnknownPolicy, match="Không có chính sách"):
        load_policy("../p1")
    with pytest.raises(UnknownPolicy, match="không hợp lệ"):
        parse_policy('name = "x"\n[actions]\nNAMES = "replace"\n')
    with pytest.raises(UnknownPolicy, match="thiếu"):
        parse_policy('name = "x"\n')


def test_a_birth_date_of_decomposed_letters_is_replaced_like_any_other() -> None:
    text = "Nguyên đơn: ông Nguyễn Văn Huy, sinh ngày 12/3/1969."
    for form in ("NFC", "NFD"):
        answer = anonymizer.anonymize(unicodedata.normalize(form, text), "x")
        assert unicodedata.normalize("NFC", answer["public_text"]).endswith("sinh năm 1969."), form
