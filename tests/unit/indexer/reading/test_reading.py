"""What a judgment states about itself, in the spellings that courts use. All people and cases are invented."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.reading import read
from indexer.reading.numbers import code_of
from indexer.reading.plain import plain

CIVIL = """TÒA ÁN NHÂN DÂN
HUYỆN THÍ DỤ
TỈNH ĐẮK LẮK
Bản án số: 17/2022/DS-ST
Ngày: 12-9-2022
V/v: “Tranh chấp hợp đồng vay tài sản”
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
NHÂN DANH
NƯỚC CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
TÒA ÁN NHÂN DÂN HUYỆN THÍ DỤ, TỈNH ĐẮK LẮK
- Thành phần Hội đồng xét xử sơ thẩm gồm có:
Thẩm phán - Chủ tọa phiên tòa: Bà Lò Thị Ví Dụ.
Ngày 12 tháng 9 năm 2022, tại trụ sở Tòa án nhân dân huyện Thí Dụ xét xử sơ thẩm công khai vụ án dân sự thụ lý số: \
54/2021/TLST-DS ngày 01 tháng 11 năm 2021 về tranh chấp hợp đồng vay tài sản."""

STATED = {
    "case_number": "17/2022/DS-ST",
    "kind": "bản án",
    "instance": "sơ thẩm",
    "case_type": "dân sự",
    "decided_on": "2022-09-12",
    "hearing_on": "2022-09-12",
    "court": "Tòa án nhân dân huyện Thí Dụ, tỉnh Đắk Lắk",
    "legal_relation": "Tranh chấp hợp đồng vay tài sản",
    "presiding_judge": "Lò Thị Ví Dụ",
    "accepted_number": "54/2021/TLST-DS",
}


def values(text: str) -> dict[str, str | bool]:
    return {name: finding.value for name, finding in read(text).metadata.items()}


def test_a_judgment_states_its_number_court_day_kind_and_matter() -> None:
    assert values(CIVIL) == STATED


def test_each_finding_stands_where_it_says() -> None:
    found = read(CIVIL).metadata
    for name in ("case_number", "legal_relation", "presiding_judge", "accepted_number"):
        finding = found[name]
        assert CIVIL[finding.start : finding.end] == finding.value
    assert CIVIL[found["decided_on"].start : found["decided_on"].end] == "12-9-2022"
    assert CIVIL[found["court"].start : found["court"].end] == "TÒA ÁN NHÂN DÂN HUYỆN THÍ DỤ, TỈNH ĐẮK LẮK"


SPELLINGS = {
    "decomposed": lambda text: unicodedata.normalize("NFD", text),
    "torn marks": lambda text: unicodedata.normalize("NFD", text).replace("ị\u0323", "i \u0323"),
    "old tones": lambda text: text.replace("òa", "oà").replace("ÒA", "OÀ").replace("ọa", "oạ"),
    "long dashes": lambda text: text.replace("-", "–"),
    "zero-width characters": lambda text: text.replace("n", "n\u200b"),
    "hard spaces": lambda text: text.replace(" ", "\u00a0"),
    "look-alike Đ": lambda text: text.replace("Đ", "Ð"),
    "look-alike Ư": lambda text: text.replace("Ư", "Ƣ").replace("ư", "ƣ"),
    "windows line ends": lambda text: text.replace("\n", "\r\n"),
    "double spaces": lambda text: text.replace(" ", "  "),
}


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_the_same_is_read_in_every_spelling(spelling: str) -> None:
    found = values(SPELLINGS[spelling](CIVIL))
    assert {name: found.get(name) for name in ("case_number", "kind", "instance", "case_type", "decided_on")} == {
        name: STATED[name] for name in ("case_number", "kind", "instance", "case_type", "decided_on")
    }
    assert {"court", "legal_relation", "presiding_judge", "accepted_number"} <= set(found)


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("Bản án số: 05/2018/ST-DS", "05/2018/ST-DS"),
        ("Bản án số: 17/2021/DS - ST", "17/2021/DS-ST"),
        ("Bản án số: 02/ 2017/DS - S T", "02/2017/DS-ST"),
        ("Bản án số: 09/2017/DSST", "09/2017/DSST"),
        ("Bản án số: 10/2017/KDTM – ST", "10/2017/KDTM-ST"),
        ("Bản án: 435/2017/DS-ST", "435/2017/DS-ST"),
        ("BẢN ÁN SỐ 34/2017/HSPT", "34/2017/HSPT"),
        ("Số: 98/2021/HNGĐ-ST", "98/2021/HNGĐ-ST"),
        ("Quyết định số: 860/2024/QĐ-PT", "860/2024/QĐ-PT"),
        ("Bản án số: 07/2021/\nDS-ST", "07/2021/DS-ST"),
        ("Bản án số: 191", "191"),
        ("Bản án số: 17/2018", "17/2018"),
        ("* Bản án số : 12/2020/LĐ-ST.", "12/2020/LĐ-ST"),
        ("Baûn aùn: 68/2017/DS-ST", "68/2017/DS-ST"),
    ],
)
def test_a_case_number_is_read_as_printed_without_blanks(line: str, number: str) -> None:
    assert values(f"TÒA ÁN NHÂN DÂN\nHUYỆN THÍ DỤ\n{line}\n- Thành phần Hội đồng")["case_number"] == number


def test_the_number_of_another_judgment_is_not_taken_for_ones_own() -> None:
    text = "Theo bản án dân sự sơ thẩm số: 27/2017/DS-ST của Tòa án\nBản án số: 206/2017/DS-PT\nNgày: 10-8-2017"
    assert values(text)["case_number"] == "206/2017/DS-PT"
    assert values(text)["appealed_number"] == "27/2017/DS-ST"


@pytest.mark.parametrize(
    ("code", "case_type", "instance", "decision"),
    [
        ("1/2020/HS-ST", "hình sự", "sơ thẩm", False),
        ("1/2020/HNGD-PT", "hôn nhân và gia đình", "phúc thẩm", False),
        ("1/2020/KDTM-GDT", "kinh doanh thương mại", "giám đốc thẩm", False),
        ("1/2020/LD-TT", "lao động", "tái thẩm", False),
        ("1/2020/HCST", "hành chính", "sơ thẩm", False),
        ("1/2020/QDST-DS", "dân sự", "sơ thẩm", True),
        ("1/2020/QD-PT", None, "phúc thẩm", True),
        ("1/2020/HSPT-QD", "hình sự", "phúc thẩm", True),
    ],
)
def test_the_letters_of_a_number_say_matter_and_procedure(
    code: str, case_type: str | None, instance: str | None, decision: bool
) -> None:
    assert code_of(code) == (case_type, instance, decision)


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Ngày 22/9/2017", "2017-09-22"),
        ("Ngày: 06-09-2017", "2017-09-06"),
        ("Ngày : 05 /4/ 2017.", "2017-04-05"),
        ("Ngày: 21 - 12 - 2018", "2018-12-21"),
        ("ngày 30 tháng 9 năm 2020", "2020-09-30"),
        ("Ngày tuyên án: 01.02.2021", "2021-02-01"),
        ("Thí Dụ, ngày 12 tháng 3 năm 2020", "2020-03-12"),
    ],
)
@pytest.mark.parametrize("number", ["Bản án số: 1/2020/DS-ST\n", ""])
def test_a_day_is_read_in_every_form(line: str, day: str, number: str) -> None:
    assert values(f"{number}{line}\nNHÂN DANH")["decided_on"] == day


def test_a_day_that_does_not_exist_is_not_stated() -> None:
    assert "decided_on" not in values("Bản án số: 1/2020/DS-ST\nNgày: 31-02-2020")


def test_the_day_of_the_hearing_stands_in_for_a_missing_one() -> None:
    text = "Hôm nay, ngày 30 tháng 9 năm 2020, tại trụ sở Tòa án nhân dân huyện Thí Dụ, tỉnh Đắk Lắk xét xử sơ thẩm"
    assert values(text)["decided_on"] == "2020-09-30"
    assert values(text)["court"] == "Tòa án nhân dân huyện Thí Dụ, tỉnh Đắk Lắk"
    assert values(text)["instance"] == "sơ thẩm"


@pytest.mark.parametrize(
    ("lines", "court"),
    [
        ("TOÀ ÁN NHÂN DÂN THÀNH PHỐ THÍ DỤ", "Tòa án nhân dân thành phố Thí Dụ"),
        ("TÒA ÁN NHÂN DÂN HUYỆN THÍ DỤ- TỈNH GIA LAI", "Tòa án nhân dân huyện Thí Dụ, tỉnh Gia Lai"),
        (
            "TÒA ÁN NHÂN DÂN KHU VỰC 1 - VĨNH LONG, TỈNH VĨNH LONG",
            "Tòa án nhân dân khu vực 1 - Vĩnh Long, tỉnh Vĩnh Long",
        ),
        ("TÒA ÁN NHÂN DÂN CẤP CAO TẠI ĐÀ NẴNG", "Tòa án nhân dân cấp cao tại Đà Nẵng"),
        (
            "TÒA PHÚC THẨM TÒA ÁN NHÂN DÂN TỐI CAO TẠI ĐÀ NẴNG",
            "Tòa phúc thẩm Tòa án nhân dân tối cao tại Đà Nẵng",
        ),
        ("TÒA ÁN NHÂN DÂN TỈNH BÀ RỊA-VŨNG TÀU", "Tòa án nhân dân tỉnh Bà Rịa - Vũng Tàu"),
        ("Tòa án nhân dân tỉnh Thí Dụ", "Tòa án nhân dân tỉnh Thí Dụ"),
    ],
)
def test_the_court_is_named_as_people_read_it(lines: str, court: str) -> None:
    text = f"NHÂN DANH\nNƯỚC CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n{lines}\n- Thành phần Hội đồng"
    assert values(text)["court"] == court


def test_the_court_of_the_header_is_put_together_from_its_lines() -> None:
    assert values("TÒA ÁN NHÂN DÂN\nTỈNH THÍ DỤ\nBản án số: 1/2020/HS-ST")["court"] == "Tòa án nhân dân tỉnh Thí Dụ"


@pytest.mark.parametrize(
    ("words", "closed"),
    [
        ("xét xử sơ thẩm kín vụ án", True),
        ("xét xử kín vụ án", True),
        ("đã mở phiên tòa phúc thẩm kín", True),
        ("xét xử sơ thẩm công khai vụ án", None),
        ("kín đáo", None),
    ],
)
def test_a_closed_hearing_is_noticed(words: str, closed: bool | None) -> None:
    assert values(f"Ngày 01/02/2020, tại trụ sở Tòa án {words} hình sự").get("closed_hearing") is closed


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Thẩm phán – Chủ toạ phiên toà: Ông Lò Văn Thí Dụ", "Lò Văn Thí Dụ"),
        ("Thẩm phán - Chủ tọa phiên tòa: Bà: Lò Thị Ví Dụ - Thẩm phán", "Lò Thị Ví Dụ"),
        ("Thẩm phán, chủ tọa phiên họp: LÒ THỊ VÍ DỤ", "Lò Thị Ví Dụ"),
        ("Thẩm phán chủ tọa phiên tòa: Ông (Bà) Lò Thị Ví Dụ", "Lò Thị Ví Dụ"),
    ],
)
def test_the_presiding_judge_is_read_without_title(words: str, name: str) -> None:
    assert values(f"{words}\nCác Hội thẩm nhân dân")["presiding_judge"] == name


@pytest.mark.parametrize(
    ("words", "relation"),
    [
        ("V/v tranh chấp hợp đồng dịch vụ.", "tranh chấp hợp đồng dịch vụ"),
        ("V/v:Tranh chấp về thừa kế tài sản", "Tranh chấp về thừa kế tài sản"),
        ("“V/v tranh chấp ranh giới đất”", "tranh chấp ranh giới đất"),
        ("về việc “Ly hôn, tranh chấp nuôi con” theo Quyết định", "Ly hôn, tranh chấp nuôi con"),
        ("bị truy tố về tội “Trộm cắp tài sản” theo khoản 1", "Trộm cắp tài sản"),
    ],
)
def test_the_matter_in_dispute_is_read_without_quotation_marks(words: str, relation: str) -> None:
    assert values(f"Bản án số: 1/2020/DS-ST\n{words}\nNHÂN DANH")["legal_relation"] == relation


@pytest.mark.parametrize(
    ("words", "case_type"),
    [
        ("vụ án hình sự", "hình sự"),
        ("vụ án hôn nhân và gia đình", "hôn nhân và gia đình"),
        ("vụ án kinh doanh, thương mại", "kinh doanh thương mại"),
        ("vụ án lao động", "lao động"),
        ("vụ án hành chính", "hành chính"),
    ],
)
def test_the_matter_is_read_from_the_hearing_when_the_number_does_not_say(words: str, case_type: str | None) -> None:
    text = f"Bản án số: 191\nQUYẾT ĐỊNH\nHội đồng xét xử phúc thẩm {words} thụ lý số 5/2020/TLPT-DS"
    assert values(text)["case_type"] == case_type
    assert values(text)["instance"] == "phúc thẩm"


def test_a_title_alone_says_the_kind() -> None:
    assert values("QUYẾT ĐỊNH\ncông nhận sự thỏa thuận")["kind"] == "quyết định"
    assert values("BẢN ÁN\nnhân danh")["kind"] == "bản án"


def test_an_empty_text_states_nothing() -> None:
    assert values("") == {}


PIECES = st.sampled_from([*CIVIL.splitlines(), *CIVIL.split(), "\n", " ", "-", "\u0323", "\u200b", "“", "/", "số", "Ð"])


@settings(max_examples=80, deadline=None)
@given(st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=40).map(" ".join)))
def test_findings_always_stand_inside_the_text(text: str) -> None:
    for finding in read(text).metadata.values():
        assert 0 <= finding.start < finding.end <= len(text)


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=100))
def test_the_plain_copy_knows_the_place_of_each_of_its_characters(text: str) -> None:
    copy = plain(text)
    assert len(copy.places) == len(copy.text) + 1
    assert copy.places == sorted(copy.places)
    for letter, place in zip(copy.text, copy.places, strict=False):
        if letter.isascii() and letter.isalpha() and text[place].isascii():
            assert letter == text[place]


def test_long_runs_of_blanks_cost_nothing() -> None:
    text = "Thẩm phán - Chủ tọa phiên tòa" + " " * 20_000 + "\n" * 10_000 + "Bản án số" + " " * 9_000 + "1"
    assert values(text)["case_number"] == "1"
