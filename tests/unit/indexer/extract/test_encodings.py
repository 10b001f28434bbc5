"""Legacy fonts: TCVN3 and VNI, by name and by content."""

import io
from collections.abc import Callable
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.extract import encodings
from indexer.extract.capitals import with_capitals
from indexer.extract.child import text_stage
from indexer.extract.encodings import by_content, by_name, decode
from vietnamese.letters import LOWER, UPPER

Encode = Callable[[str], str]

TCVN3 = {meaning: code for code, meaning in zip(encodings._TCVN3_FROM, encodings._TCVN3_TO, strict=True)}
VNI: dict[str, str] = {}
for _code, _meaning in encodings._VNI.items():
    VNI.setdefault(_meaning, _code)
TEXT = "Hội đồng xét xử thấy rằng các bên đều thừa nhận có việc giao nhận tiền theo giấy vay đã lập ngày ấy"


def tcvn3(text: str) -> str:
    return "".join(TCVN3.get(letter, TCVN3.get(letter.lower(), letter)) for letter in text)


def vni(text: str) -> str:
    return "".join(VNI.get(letter, letter) for letter in text)


@pytest.mark.parametrize(
    ("name", "encoding"),
    [
        ("ABCDEF+.VnTime", "tcvn3"),
        ("ABCDEF+.VnTimeH", "tcvn3_capitals"),
        ("BAAAAA+.VnTimeH-Bold", "tcvn3_capitals"),
        ("#2eVnTime", "tcvn3"),
        (".VnArialH", "tcvn3_capitals"),
        ("VNI-Times", "vni"),
        ("AAAAAA+VNI-Helve-Bold", "vni"),
        ("TimesNewRomanPSMT", None),
        ("VNCHKR+LiberationSerif", None),
        ("VNIABC+LiberationSerif", None),
    ],
)
def test_a_font_name_promises_its_encoding(name: str, encoding: str | None) -> None:
    assert by_name(name) == encoding


@given(st.text(alphabet=LOWER + " .,-/0123456789", max_size=60))
def test_small_letters_survive_both_encodings(text: str) -> None:
    assert decode(tcvn3(text), "tcvn3") == text
    assert decode(vni(text), "vni") == text


def test_the_soft_hyphen_of_tcvn3_is_a_letter() -> None:
    assert decode("n\xad\xedc", "tcvn3") == "nước"


def test_capitals_of_vni_are_read_with_small_or_capital_marks() -> None:
    assert decode("TOØA AÙN", "vni") == decode("TOøA AùN", "vni") == "TÒA ÁN"


@pytest.mark.parametrize(("encode", "encoding"), [(str, "unicode"), (tcvn3, "tcvn3"), (vni, "vni")])
def test_a_font_without_a_name_is_known_by_what_it_wrote(encode: Encode, encoding: str | None) -> None:
    assert by_content(encode(TEXT)) == encoding


def test_a_font_that_wrote_too_little_follows_the_others() -> None:
    assert by_content("Hội đồng") is None


def test_a_capital_font_without_a_name_is_known_by_its_small_letters() -> None:
    assert by_content(tcvn3(TEXT.lower())) == "tcvn3_capitals"


@pytest.mark.parametrize(
    ("font", "encode"),
    [(".VnTime", tcvn3), ("VNI-Times", vni), ("F1", vni), (".VnTime", str)],
    ids=["tcvn3", "vni", "vni unnamed", "unicode under a legacy name"],
)
def test_a_judgment_in_a_legacy_font_reads_as_unicode(make: ModuleType, font: str, encode: Encode) -> None:
    made = make.judgment(6)
    style = make.Style(font=font, encode=encode)
    stage = text_stage(io.BytesIO(make.pdf(make.sheets(made, style))))
    found = [paragraph.text for paragraph in stage.paragraphs]
    assert [text.lower() for text in found] == [text.lower() for text in made.paragraphs]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("áp dụng Điều 5.", "Áp dụng Điều 5."),
        (
            "[2] ủy ban nhân dân xã đã xác nhận. ủy ban đề nghị xét xử.",
            "[2] Ủy ban nhân dân xã đã xác nhận. Ủy ban đề nghị xét xử.",
        ),
        ("- ông Lò Văn ổn, trú tại ấp 5; sau đó ông ổn ở nhà.", "- ông Lò Văn Ổn, trú tại ấp 5; sau đó ông Ổn ở nhà."),
        ("Bà Giàng Thị ánh và chị ánh đều có mặt.", "Bà Giàng Thị Ánh và chị Ánh đều có mặt."),
        ("Ông Nam ở thôn Một, anh Tú ủy quyền cho bà ấy.", "Ông Nam ở thôn Một, anh Tú ủy quyền cho bà ấy."),
        ("Lò Thế ổn, sinh năm 1980, gửi ủy ban nhân dân xã.", "Lò Thế Ổn, sinh năm 1980, gửi Ủy ban nhân dân xã."),
        ("số 1.ánh", "số 1.ánh"),
    ],
)
def test_capitals_that_tcvn3_cannot_write_come_back_where_they_are_sure(typed: str, meant: str) -> None:
    assert with_capitals([typed]) == [meant]


@given(st.lists(st.text(alphabet=LOWER + UPPER + " .,-[]0123456789", max_size=60), max_size=4))
def test_bringing_capitals_back_changes_case_only(texts: list[str]) -> None:
    assert [text.lower() for text in with_capitals(texts)] == [text.lower() for text in texts]
