"""One entity one code, two entities never one: firms in one breath, short names before long ones, glued words."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import anonymizer
from anonymizer.evaluate import evaluate, needed


def nfd(text: str) -> str:
    return unicodedata.normalize("NFD", text)


def codes_of(text: str) -> dict[str, set[str]]:
    """Return the entities of each masked surface."""
    found: dict[str, set[str]] = {}
    for mention in anonymizer.anonymize(text)["mentions"]:
        if mention["action"] != "keep":
            found.setdefault(text[mention["start"] : mention["end"]], set()).add(mention["entity"])
    return found


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Công ty TNHH Trường Nguyên", "Công ty TNHH Kim Vượng"),
        ("Công ty cổ phần Hải Thạnh", "Ngân hàng TMCP Đông Khê"),
        ("Hợp tác xã Tân Lộc", "Doanh nghiệp tư nhân Phú Mỹ Lợi"),
    ],
)
def test_two_firms_in_one_breath_are_two(first: str, second: str) -> None:
    text = f"{first} ký hợp đồng.\n{second} giao hàng.\nTranh chấp giữa {first} và {second} kéo dài."
    found = codes_of(text)
    assert len(found[first]) == len(found[second]) == 1
    assert found[first] != found[second]


@pytest.mark.parametrize(
    ("one", "again"),
    [
        ("Công ty TNHH Kim Vượng", "Công ty Kim Vượng 27"),
        ("Ngân hàng TMCP Đông Khê", "Ngân hàng Đông Khê-CN TP"),
        ("Công ty cổ phần Hải Thạnh", "Công ty Hải Thạnh Việt Nam"),
        ("Văn phòng công chứng Thiên Ân", "Văn phòng công chứng Thiên Ân Bắc Ninh"),
    ],
)
def test_a_firm_with_number_branch_or_place_behind_it_is_the_same_firm(one: str, again: str) -> None:
    mentions = anonymizer.anonymize(f"{one} vay tiền. Sau đó, {again} trả nợ.")["mentions"]
    assert len({mention["entity"] for mention in mentions if mention["label"] == "ORG_PRIVATE"}) == 1


@pytest.mark.parametrize("longer", ["Hoàng Long Phát", "Hoàng Long Vĩnh", "An Hoàng Long"])
def test_a_firm_whose_name_goes_on_is_another_firm(longer: str) -> None:
    found = codes_of(f"Công ty TNHH Hoàng Long kiện Công ty TNHH {longer}.")
    assert found["Công ty TNHH Hoàng Long"] != found[f"Công ty TNHH {longer}"]


def test_a_short_name_leads_to_its_firm_wherever_it_stands() -> None:
    text = "Ngân hàng Long Khê (gọi tắt là Ngân hàng Thiên Quang) cho vay. Bà Tâm trả cho Ngân hàng Thiên Quang."
    entities = {m["entity"] for m in anonymizer.anonymize(text)["mentions"] if m["label"] == "ORG_PRIVATE"}
    assert len(entities) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Chị Mai Ý trình bày. Người con là Đỗ Thị Mai Ý, sinh năm 1998.",
        "Ông Doanh không ký. Bà Vân viết tên chồng là Tư Doanh, tên thường gọi là Tư Doanh.",
        "Bà Tạ Thị Trinh’có sáu người con. Bà Tạ Thị Trinh chết năm 2011.",
    ],
)
def test_short_glued_and_nick_forms_are_one_person(text: str) -> None:
    names = codes_of(text)
    same = [entities for surface, entities in names.items() if surface.endswith(("Ý", "Doanh", "Trinh"))]
    assert same
    assert len(set.union(*same)) == 1


@pytest.mark.parametrize("name", ["H'Lan Niê", "K’Brếu", "Y Bliu Mlô", "H’Mai Ayun"])
def test_an_apostrophe_of_a_name_is_no_glue(name: str) -> None:
    assert name not in anonymizer.anonymize(f"Bị cáo {name} khai nhận. {name} đã bồi thường.")["public_text"]


FAMILIES = st.sampled_from(["Nguyễn", "Trần", "Đỗ", "Đặng", "Hồ"])
MIDDLES = st.sampled_from(["Văn", "Thị", "Hữu", "Thị Thanh"])
GIVEN = st.sampled_from(["Tâm", "Thảo", "Thu", "Hân", "Hường", "Ý", "Vân", "Điều", "Đào", "Dung", "Ân", "An"])
FIRMS = st.sampled_from(["Tâm Thảo", "Vân Anh", "Hường Thu", "Tân Thành", "Vĩnh Hưng", "Tân Thịnh", "Việt Hà"])
FORMS = st.sampled_from(["Công ty TNHH", "Công ty cổ phần", "Ngân hàng TMCP", "Hợp tác xã"])


@settings(max_examples=80, deadline=None)
@given(
    st.lists(st.tuples(FAMILIES, MIDDLES, GIVEN), min_size=2, max_size=7, unique=True),
    st.lists(st.tuples(FORMS, FIRMS), min_size=0, max_size=4, unique_by=lambda firm: firm[1]),
    st.booleans(),
)
def test_no_two_entities_have_one_code_and_no_code_is_a_name_of_the_text(
    people: list[tuple[str, str, str]], firms: list[tuple[str, str]], coded: bool
) -> None:
    names = [" ".join(person) for person in people]
    lines = [f"Ông {name} trình bày ý kiến." for name in names] + [f"{' '.join(firm)} vay tiền." for firm in firms]
    lines += [f"Anh {person[2]} đồng ý." for person in people]
    if coded:
        lines.append("Chị T, anh H và bà V1 vắng mặt.")
    answer = anonymizer.anonymize("\n".join(lines))
    codes = [code for entity, code in answer["codes"].items() if entity[0] in "PO"]
    assert len(set(codes)) == len(codes)
    assert not {*names, *(person[2] for person in people)} & set(codes)
    if coded:
        assert not {"T", "H", "V1"} & {code.split()[-1] for code in codes}
    shown: dict[str, set[str]] = {}
    for mention in answer["mentions"]:
        if mention["label"] in {"PERSON_PRIVATE", "ORG_PRIVATE"}:
            shown.setdefault(mention["replacement"], set()).add(mention["entity"])
    assert all(len(entities) == 1 for entities in shown.values())


def test_decomposed_gold_needs_the_same_letters() -> None:
    text = "Ông An ở thôn Đông Khê, huyện Đông Phú; Công ty Cổ phần Hải Thạnh thuê nhà."
    spans = [
        {"start": text.index(surface), "end": text.index(surface) + len(surface), "label": label}
        for surface, label in (
            ("thôn Đông Khê, huyện Đông Phú", "ADDRESS"),
            ("Công ty Cổ phần Hải Thạnh", "ORG_PRIVATE"),
        )
    ]
    for span in spans:
        apart = nfd(text[: span["start"]]), nfd(text[span["start"] : span["end"]])
        moved = span | {"start": len(apart[0]), "end": len(apart[0]) + len(apart[1])}
        letters = "".join(text[place] for place in needed(text, span))
        spoiled = "".join(nfd(text)[place] for place in needed(nfd(text), moved))
        assert nfd(letters) == spoiled or len(letters) == len(spoiled)
    assert evaluate([])["documents"] == 0
