"""An invented judgment of first instance; nobody in it exists."""

# ruff: noqa: E501  a judgment has long lines

import pytest

JUDGMENT = """TÒA ÁN NHÂN DÂN
HUYỆN LONG SƠN
TỈNH NAM ĐỊNH
Bản án số: 12/2024/DS-ST
Ngày 15-3-2024
V/v tranh chấp hợp đồng vay tài sản
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
NHÂN DANH
NƯỚC CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
TÒA ÁN NHÂN DÂN HUYỆN LONG SƠN, TỈNH NAM ĐỊNH
- Thành phần Hội đồng xét xử sơ thẩm gồm có:
Thẩm phán - Chủ tọa phiên tòa: Ông Đoàn Quốc Khải
Các Hội thẩm nhân dân:
1. Bà Lương Thị Mận
2. Ông Trịnh Công Vượng
- Thư ký phiên tòa: Bà Phùng Thu Nhài - Thư ký Tòa án nhân dân huyện Long Sơn.
- Đại diện Viện kiểm sát nhân dân huyện Long Sơn tham gia phiên tòa: Ông Kiều Đình Bách - Kiểm sát viên.
Ngày 15 tháng 3 năm 2024, tại trụ sở Tòa án nhân dân huyện Long Sơn xét xử sơ thẩm công khai vụ án dân sự thụ lý số: 45/2023/TLST-DS ngày 02 tháng 10 năm 2023 về tranh chấp hợp đồng vay tài sản giữa các đương sự:
1. Nguyên đơn: Ông Nguyễn Văn Huy, sinh ngày 20/8/1975; CCCD số 036075001234. Địa chỉ: Số 12, thôn Đông Phú, xã Phú Giang, huyện Yên Trạch, tỉnh Nam Định (có mặt).
Người bảo vệ quyền và lợi ích hợp pháp của ông Huy là luật sư Cao Bá Nhạ.
2. Bị đơn: Bà Lê Thị Hoa, sinh năm 1980 và Công ty TNHH Thương mại Hoàng Lâm.
Cùng địa chỉ: Phường 6, thành phố Minh Tân, tỉnh Nam Định; điện thoại 0912 345 678 (vắng mặt).
NỘI DUNG VỤ ÁN:
Ông Huy trình bày: Năm 2019, ông cho bà Hoa và Công ty Hoàng Lâm vay 500.000.000 đồng theo Điều 463 Bộ luật Dân sự. Bà HOA có nghĩa vụ liên quan.
Ông Nguyễn
Văn Huy giao tiền trước mặt anh Đặng Quyết (tức Ba Lùn). Anh Quyết và Nguyen Van Huy cùng ký.
QUYẾT ĐỊNH:
Chấp nhận yêu cầu khởi kiện của ông Nguyễn Văn Huy.
Nơi nhận:
- VKSND huyện Long Sơn;
TM. HỘI ĐỒNG XÉT XỬ SƠ THẨM
THẨM PHÁN - CHỦ TỌA PHIÊN TÒA
(đã ký)
Đoàn Quốc Khải
"""


@pytest.fixture
def judgment() -> str:
    return JUDGMENT
