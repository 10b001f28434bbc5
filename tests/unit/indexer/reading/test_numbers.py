"""Case numbers in the spellings that courts use, and what their letters say."""

import pytest

from indexer.reading import read_document

HEADER = """TÒA ÁN NHÂN DÂN HUYỆN THÍ DỤ
{line}
Ngày: 22/9/2018
NHÂN DANH
NƯỚC CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
TÒA ÁN NHÂN DÂN HUYỆN THÍ DỤ, TỈNH VÍ DỤ
Thẩm phán - Chủ tọa phiên tòa: Ông Lò A Dụ
vụ án thụ lý số 99/2018/TLST-DS ngày 01/01/2018
"""
CIVIL, FAMILY, TRADE = "dân sự", "hôn nhân và gia đình", "kinh doanh thương mại"


def metadata(line: str) -> dict[str, object]:
    """Return by name what is read from a header with this line."""
    return {name: one["value"] for name, one in read_document(HEADER.format(line=line))["metadata"].items()}


@pytest.mark.parametrize(
    ("letters", "case_type", "instance"),
    [
        ("HS-ST", "hình sự", "sơ thẩm"),
        ("HSPT", "hình sự", "phúc thẩm"),
        ("DSST", CIVIL, "sơ thẩm"),
        ("ST-DS", CIVIL, "sơ thẩm"),
        ("DS – ST", CIVIL, "sơ thẩm"),
        ("DS - S T", CIVIL, "sơ thẩm"),
        ("KDTM - ST", TRADE, "sơ thẩm"),
        ("HN&GĐ-ST", FAMILY, "sơ thẩm"),
        ("HNGĐ-PT", FAMILY, "phúc thẩm"),
        ("LĐ-PT", "lao động", "phúc thẩm"),
        ("HC-GĐT", "hành chính", "giám đốc thẩm"),
        ("DS-TT", CIVIL, "tái thẩm"),
        ("QĐST-HNGĐ", FAMILY, "sơ thẩm"),
        ("QĐ-PT", None, "phúc thẩm"),
        ("QĐCNTTLH", None, None),
        ("QĐ-TBPS", "phá sản", None),
    ],
)
def test_every_spelling_of_a_number_is_read_as_printed(
    letters: str, case_type: str | None, instance: str | None
) -> None:
    read = metadata(f"Bản án số: 05/2018/{letters}")
    assert read["case_number"] == f"05/2018/{letters}".replace(" ", "").replace("–", "-")
    assert read.get("case_type") == case_type
    assert read.get("instance") == instance


@pytest.mark.parametrize("label", ["Bản án số:", "BẢN ÁN SỐ", "Số:", "Bản án:", "- Bản án số", "BA số:"])
@pytest.mark.parametrize("number", ["191/2018/DS-ST", "191/2018", "191"])
def test_a_number_is_found_behind_every_label(label: str, number: str) -> None:
    assert metadata(f"{label} {number}")["case_number"] == number
