import pytest

from anonymizer.answer import anonymize


def public(text: str) -> str:
    return anonymize(text)["public_text"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Nguyên đơn bà H' Nhung Êban trình bày.", "Nhung"),
        ("Ông K' Brố và bà K' Lé có mặt.", "Brố"),
        ("Bà Vũ Thị Là vắng mặt.", "Là"),
        ("Chị Tạ Thị Hiện Tại, anh Nam đều đến.", "Tại"),
        ('Lê Hoàng Tấn "sẹo" bỏ chạy.', "sẹo"),
        ("Giàng A Páo (tên gọi khác: Giàng A Dế, Páo Lùn), sinh năm 1990", "Lùn"),
        ('Chị Lê Thị Thu Hoa trình bày. Tin nhắn: "mai Hoa ve nha ngoai roi nhe"', "Hoa"),
        ("Cháu tôi ( Thoại) ở cùng nhà; em tôi (Khuyến) thì không.", "Khuyến"),
        ("Cháu tôi ( Thoại) ở cùng nhà; em tôi (Khuyến) thì không.", "Thoại"),
        ("Bị cáo Lê Văn Sinh khai: hôm đó Sinh ra chợ. Sinh đem xe về.", "Sinh"),
    ],
)
def test_a_name_that_looks_like_something_else_is_replaced(text: str, name: str) -> None:
    assert name not in public(text)


@pytest.mark.parametrize(
    "block",
    [
        "TM. ỦY BAN THẨM PHÁN\nCHÁNH ÁN\n{name}\n",
        "THẨM PHÁN CHỦ TỌA PHIÊN HỌP\n(đã ký)\n{name}\n",
        "KT. CHÁNH ÁN\nPHÓ CHÁNH ÁN\n{name}",
        "THÀNH VIÊN HỘI ĐỒNG XÉT XỬ\n{name}    Lê Thị Mơ\nTHẨM PHÁN – CHỦ TỌA PHIÊN TÒA\nHồ Văn Tám\n",
    ],
)
@pytest.mark.parametrize("name", ["Chế Thị Loan", "Điểu Khuê", "Bon Niêng Sáu", "Trương An", "K' Brép"])
def test_who_signs_for_the_court_stays(block: str, name: str) -> None:
    reasons = "Xét thấy việc rút đơn là tự nguyện, không trái pháp luật và đạo đức xã hội.\n" * 4
    head = f"QUYẾT ĐỊNH\n{reasons}QUYẾT ĐỊNH:\n1. Đình chỉ xét xử vụ án.\n"
    assert name in public(head + block.format(name=name))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("TÒA ÁN ĐÃ TRIỆU TẬP HỢP LỆ BỊ ĐƠN LÀ ÔNG LƯ HÙNG MẠNH, SINH NĂM 1955 NHƯNG ÔNG KHÔNG CÓ MẶT", "MẠNH"),
        ("NGUYÊN ĐƠN TRÌNH BÀY RẰNG ÔNG TUYÊN ĐÃ NHẬN ĐỦ TIỀN CỌC VÀ KHÔNG CHỊU GIAO ĐẤT CHO BÀ ĐÀO", "TUYÊN"),
        ("CÁC CON CHUNG CỦA HAI NGƯỜI GỒM HỒ THỊ ÂN, HỒ BẢO SƯƠNG, ĐỀU ĐANG SỐNG VỚI MẸ TẠI NHÀ", "SƯƠNG"),
        ("ANH XIN ĐƯỢC LY HÔN VỚI CHỊ THÂN THỊ KIM NHƯ. VỀ CON CHUNG ANH ĐỒNG Ý GIAO CHO CHỊ NUÔI DƯỠNG", "KIM NHƯ"),
    ],
)
def test_a_name_in_capitals_is_replaced_whole(text: str, name: str) -> None:
    assert name not in public(text)
