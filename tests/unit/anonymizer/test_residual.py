"""The residual list sees at least half of what was missed, whatever its class, and little else."""

import pytest

from anonymizer.audit import residual
from bench.anonymizer_texts import documents
from bench.residual import caught


@pytest.mark.parametrize(
    ("missed", "reason"),
    [
        ("Bị đơn trú tại thôn Đông Khê, huyện Đông Phú", "place"),
        ("nhà số 12/4 Lê Văn Mẫu, quận 3", "place"),
        ("cư trú phường Hưng Thạnh", "place"),
        ("do Công ty TNHH Thương mại Hoàng Lâm vay", "firm"),
        ("vay của Ngân hàng TMCP Đông Khê", "firm"),
        ("hợp tác xã Tân Lộc giao hàng", "firm"),
        ("cháu Bình, sinh ngày 05/10/2015", "date of birth"),
        ("chuyển vào 19033344455566 trong ngày", "long number"),
        ("giấy chứng nhận CE 355692 cấp năm 2016", "serial number"),
        ("số khung RLHJA3915FY123456", "serial number"),
        ("tài khoản facebook “Gió Biển” nhắn", "account name"),
        ("xe 36A 123.45 chạy", "plate"),
    ],
)
def test_each_class_is_seen_by_its_shape(missed: str, reason: str) -> None:
    assert reason in {place.reason for place in residual(missed)}


@pytest.mark.parametrize(
    "text",
    [
        "Công ty TNHH HL, thôn Đ, xã T1, huyện Đ kiện ông Lê Văn T và Ngân hàng N.",
        "Tòa án nhân dân thành phố Hồ Chí Minh áp dụng Điều 463 Bộ luật Dân sự, án phí 4.200.000.000 đồng.",
        "Ngân hàng Nhà nước Việt Nam, Chi nhánh Văn phòng đăng ký đất đai.",
        "",
    ],
)
def test_codes_law_and_public_bodies_are_no_findings(text: str) -> None:
    assert residual(text) == ()


def test_half_of_what_is_taken_away_is_flagged_in_every_class_and_few_other_words() -> None:
    found = caught(document["text"] for document in documents())
    assert found["flags_per_1000_words"] < 3
    few = {label: row for label, row in found["by_label"].items() if row["share"] < 0.5}
    assert not {label for label, row in few.items() if row["taken_away"] >= 5}, few
