import pytest

from anonymizer.reading import read
from anonymizer.recognizers.addresses import find_addresses


def found(text: str) -> list[str]:
    reading = read(text)
    return [reading.text[one.start : one.end] for one in find_addresses(reading)]


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("Trú tại: 17B Lê Hồng, phường Hải An.", "17B Lê Hồng, phường Hải An"),
        ("địa chỉ: K9/3 Ông Thanh Tịnh, phường Hải An", "K9/3 Ông Thanh Tịnh, phường Hải An"),
        ("Địa chỉ: số 21/QT, ấp Hạ, xã Mỹ Yên, huyện An Lão", "số 21/QT, ấp Hạ, xã Mỹ Yên, huyện An Lão"),
        ("Trụ sở: Số 12 - 14 đường Lý Nam, phường Hạ", "Số 12 - 14 đường Lý Nam, phường Hạ"),
        ("ở căn hộ B2.05 chung cư Sao, 7 đường số 3, phường Hạ", "căn hộ B2.05 chung cư Sao, 7 đường số 3, phường Hạ"),
        ("Địa chỉ: phòng 302 nhà CT2B, khu đô thị Xanh, quận Hạ", "phòng 302 nhà CT2B, khu đô thị Xanh, quận Hạ"),
        ("địa chỉ: 77 Elm Street, Salem, Oregon, Hoa Kỳ.", "77 Elm Street, Salem, Oregon"),
        ("cư trú tại số l9 đường Hạ, phường Yên", "số l9 đường Hạ, phường Yên"),
        ("trú tại thành phố Phan Rang - Tháp Chàm.", "thành phố Phan Rang - Tháp Chàm"),
    ],
)
def test_an_address_is_read_whole(text: str, address: str) -> None:
    assert found(text) == [address]


@pytest.mark.parametrize(
    "text",
    [
        "có bà Đường Thị Hiên trình bày",
        "H' Lan Buôn Yă và Y Thon Buôn Krông cùng đến",
        "tỉnh Sóc Trăng",
        "HOÃN PHIÊN TÒA\nTÒA ÁN NHÂN DÂN",
        "ngày 12/3 Tòa án mở phiên tòa",
    ],
)
def test_a_name_or_a_province_is_no_address(text: str) -> None:
    assert found(text) == []
