"""Redaction proves itself: forged decisions, reviewed mentions, the rule shared with the gate."""

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import anonymizer
from anonymizer.codes import initial, with_lines
from anonymizer.redact import review_leaks
from anonymizer.types import MASKED, Mention

TEXT = "Ông Nguyễn Văn Huy kiện bà Lê Thị Hoa.\nÔng Huy trình bày: bà Hoa vay tiền. Nguyễn Văn Huy ký tên."


def detected(text: str) -> list[Mention]:
    return list(anonymizer.detect(text).mentions)  # type: ignore[arg-type]


def redacted(text: str, mentions: list[Mention], **options: object) -> anonymizer.Redaction:
    return anonymizer.redact(text, mentions, **options)  # type: ignore[arg-type]


@pytest.mark.parametrize("place", range(5))
def test_every_single_forged_keep_is_found(place: int) -> None:
    mentions = detected(TEXT)
    assert len(mentions) == 5
    mentions[place] = replace(mentions[place], action="keep")
    with pytest.raises(anonymizer.LeakFound) as caught:
        redacted(TEXT, mentions)
    assert any(leak.start <= mentions[place].start < leak.end for leak in caught.value.findings)


def test_a_leak_names_places_and_labels_but_no_words() -> None:
    mentions = detected(TEXT)[1:]
    with pytest.raises(anonymizer.LeakFound) as caught:
        redacted(TEXT, mentions)
    sentence = str(caught.value)
    assert "PERSON_PRIVATE 4-18" in sentence
    for word in ("Huy", "Nguyễn", "Hoa"):
        assert word not in sentence


def test_a_forged_official_of_a_masked_person_is_found() -> None:
    mentions = detected(TEXT)
    mentions[0] = replace(mentions[0], label="PERSON_OFFICIAL", action="keep")
    with pytest.raises(anonymizer.LeakFound):
        redacted(TEXT, mentions)


def test_a_person_kept_everywhere_by_the_reviewer_stays() -> None:
    mentions = [replace(m, action="keep") if m.entity == "P1" else m for m in detected(TEXT)]
    result = redacted(TEXT, mentions)
    assert result.public_text.startswith("Ông Nguyễn Văn Huy kiện bà Lê Thị H.")
    assert set(result.codes) == {"P2"}


def test_an_everyday_word_taken_for_a_name_may_be_kept() -> None:
    text = "Anh Lò Văn Năm vay. Năm 2019 anh Năm trả."
    mentions = [*detected(text), Mention(20, 23, "PERSON_PRIVATE", "P1", "other", "keep", "reviewer", 1.0)]
    assert redacted(text, mentions).public_text == "Anh Lò Văn N vay. Năm 2019 anh N trả."


def test_a_forged_keep_at_the_beginning_of_a_sentence_is_found() -> None:
    text = "Bị cáo Đỗ Văn Trí nhận tội. Trí dùng kìm cắt khóa."
    mentions = detected(text)
    mentions[1] = replace(mentions[1], action="keep")
    with pytest.raises(anonymizer.LeakFound):
        redacted(text, mentions)


def test_a_mention_added_by_the_reviewer_is_replaced() -> None:
    text = "Tại nhà có cây đa cổ thụ của dòng họ."
    start = text.index("cây đa cổ thụ")
    result = redacted(text, [Mention(start, start + 13, "ADDRESS", "A9", "other", "replace", "reviewer", 1.0)])
    assert result.public_text == "Tại nhà có […] của dòng họ."


def test_a_relabelled_mention_gets_the_code_of_its_new_label() -> None:
    text = "Hoàng Lâm giao hàng."
    assert (
        redacted(text, [Mention(0, 9, "ORG_PRIVATE", "O1", "org", "replace", "reviewer", 1.0)]).public_text
        == "HL giao hàng."
    )
    assert (
        redacted(text, [Mention(0, 9, "PERSON_PRIVATE", "P1", "other", "replace", "r", 1.0)]).public_text
        == "Hoàng L giao hàng."
    )


def test_fixed_codes_stay_when_the_text_is_redacted_again() -> None:
    result = redacted(TEXT, detected(TEXT), fixed_codes={"P1": "Nguyễn Văn H7"})
    assert result.codes["P1"] == "Nguyễn Văn H7"
    assert "Ông H7 trình bày" in result.public_text


@pytest.mark.parametrize(
    "mentions",
    [
        [Mention(0, 5, "ADDRESS", "A1", "", "replace", "", 1), Mention(3, 8, "ADDRESS", "A1", "", "replace", "", 1)],
        [Mention(0, 5000, "ADDRESS", "A1", "", "replace", "", 1)],
        [Mention(0, 5, "NAME", "A1", "", "replace", "", 1)],
        [Mention(0, 5, "PERSON_OFFICIAL", "P1", "", "replace", "", 1)],
        [Mention(4, 4, "ADDRESS", "A1", "", "replace", "", 1)],
    ],
)
def test_wrong_mentions_are_refused(mentions: list[Mention]) -> None:
    with pytest.raises(anonymizer.WrongMentions):
        redacted(TEXT, mentions)


def test_what_the_proof_finds_becomes_review() -> None:
    mentions = tuple(detected(TEXT)[:-1])
    with pytest.raises(anonymizer.LeakFound) as caught:
        redacted(TEXT, list(mentions))
    repaired = review_leaks(TEXT, mentions, caught.value.findings)
    result = redacted(TEXT, list(repaired))
    assert [m.action for m in result.mentions] == ["replace"] * 4 + ["review"]
    assert "Huy" not in result.public_text


def forms_of(text: str) -> anonymizer.ProtectedForms:
    result = redacted(text, detected(text))
    return anonymizer.protected_forms(text, result.mentions)


@pytest.mark.parametrize(
    "leak",
    [
        "Nguyễn Văn Huy", "NGUYỄN VĂN HUY", "nguyen van huy", "Nguyễn\nVăn\n\nHuy",
        "Nguy\u200bễn Văn H\u00aduy", "Nguyễn_Văn-Huy",
        "nguyenvanhuy90", "ông Huy", "Bị cáo Huy", "Lê Thị Hoà", "le thi hoa",
    ],
)  # fmt: skip
def test_the_gate_finds_a_protected_form_in_every_writing(leak: str) -> None:
    assert anonymizer.find_protected(f"Tiêu đề {leak} trang 1", forms_of(TEXT))


@pytest.mark.parametrize(
    "text",
    [
        "Ông Nguyễn Văn H kiện bà Lê Thị H.", "phát huy, hoa quả, hòa giải", "Lê Thị\nH2",
        "Nguyễn Văn, Huy động vốn", "Ông Nguyễn Văn H1",
        "chỉ huy và anh hoa", "",
    ],
)  # fmt: skip
def test_the_gate_leaves_codes_and_other_words_alone(text: str) -> None:
    assert anonymizer.find_protected(text, forms_of(TEXT)) == []


def test_the_gate_finds_a_single_syllable_where_a_mention_stood_only_when_told() -> None:
    forms = forms_of(TEXT)
    assert anonymizer.find_protected("Hôm sau Huy ký tên", forms) == []
    assert anonymizer.find_protected("Hôm sau Huy ký tên", forms, places=[(8, 11)])


def test_names_that_sound_like_words_of_the_law_do_not_block() -> None:
    text = "Ông Lê Phi và bà Vũ Ân nộp lệ phí vụ án. Bà Phan Thị Hồ nộp hồ sơ. ÁN PHÍ, LỆ PHÍ, VỤ ÁN."
    result = redacted(text, detected(text))
    assert "nộp lệ phí vụ án" in result.public_text
    forms = anonymizer.protected_forms(text, result.mentions)
    assert anonymizer.find_protected("Lệ phí vụ án", forms) == []
    assert anonymizer.find_protected("bà Vũ Án", forms)
    assert anonymizer.find_protected("Le Phi", forms)


def test_an_officials_name_does_not_block_and_does_not_hide_his_namesake(judgment: str) -> None:
    forms = forms_of(judgment.replace("Lê Thị Hoa", "Lê Quốc Khải").replace("bà Hoa", "bà Khải"))
    assert anonymizer.find_protected("Thẩm phán Đoàn Quốc Khải", forms) == []
    assert anonymizer.find_protected("bà Lê Quốc Khải", forms)


def test_a_namesake_of_the_judge_beyond_the_kept_places_is_found() -> None:
    forms = anonymizer.ProtectedForms(
        (anonymizer.forms.Form("P1.1", "PERSON_PRIVATE", "words", ("lê", "quốc", "khải")),),
        (),
        ((("lê", "quốc", "khải"), 1),),
    )
    assert anonymizer.find_protected("Lê Quốc Khải", forms) == []
    assert len(anonymizer.find_protected("Lê Quốc Khải và Lê Quốc Khải", forms)) == 1


def test_words_kept_by_a_reviewer_in_small_letters_do_not_block() -> None:
    text = "Bà Lý Hương kiện. Việc lý hương là tục lệ."
    mentions = detected(text)
    start = text.index("lý hương")
    mentions = [m for m in mentions if m.start < start]
    kept = Mention(start, start + 8, "PERSON_PRIVATE", "P8", "other", "keep", "reviewer", 1.0)
    result = redacted(text, [*mentions, kept])
    assert "Việc lý hương là tục lệ" in result.public_text


@pytest.mark.parametrize(
    ("source", "leak"),
    [
        ("CCCD số 036075001234", "036 075 001 234"),
        ("điện thoại 0912345678", "0912.345.678"),
        ("biển số 18B1-234.56", "18B1 23456"),
        ("thư a.b@vidu.vn gửi", "A.B@VIDU.VN"),
        ("sinh ngày 20/8/1975", "sinh ngày 20 tháng 8 năm 1975"),
        ("trú tại xã Phú Giang, tỉnh Nam Định", "XÃ PHÚ\nGIANG"),
        ("trú tại ấp Đông, tỉnh Nam Định", "ấp Đông"),
        ("Công ty TNHH Hoàng Lâm", "cong ty tnhh hoang lam"),
    ],
)
def test_the_gate_finds_numbers_dates_places_and_firms(source: str, leak: str) -> None:
    forms = forms_of(source)
    assert anonymizer.find_protected(f"trước {leak} sau", forms)
    assert anonymizer.find_protected("ngày 20/8/1975, áp dụng Điều 5, 036 tấn", forms) == []


def test_forms_survive_json() -> None:
    forms = forms_of(TEXT)
    assert anonymizer.ProtectedForms.from_json(json.loads(json.dumps(forms.as_json()))) == forms
    assert anonymizer.protected_forms(TEXT, detected(TEXT)) == forms


def test_similar_places_are_the_other_places_of_the_same_words() -> None:
    places = anonymizer.similar_places(TEXT, 3, 18)
    assert [TEXT[start:end] for start, end in places] == ["Nguyễn Văn Huy"]
    text = "Anh Năm đến. Năm 2019, năm lần, chị gặp Năm và anh Năm."
    assert [start for start, _ in anonymizer.similar_places(text, 4, 7)] == [40, 51]
    assert anonymizer.propagate(text, "Năm", 4, 7) == anonymizer.similar_places(text, 4, 7)
    assert anonymizer.similar_places(text, 7, 8) == []
    with pytest.raises(ValueError, match="không khớp"):
        anonymizer.propagate(text, "Sáu", 4, 7)


def test_lines_are_kept_inside_replacements() -> None:
    assert with_lines("Lê Thị T", "Lê Thị\nTâm") == "Lê\nThị T"
    assert with_lines("T", "Lê\nThị\nTâm") == "T\n\n"


def test_initials_lose_tones_but_not_letters() -> None:
    assert [initial(word) for word in ("Huy", "Ý", "Ân", "đạt", "Ước", "Ổn", "Ạnh")] == [
        "H",
        "Y",
        "Â",
        "Đ",
        "Ư",
        "Ô",
        "A",
    ]


NAMES = st.lists(
    st.tuples(
        st.sampled_from(["Nguyễn", "Trần", "Lê", "Phạm", "Đặng", "Vũ"]),
        st.sampled_from(["Văn", "Thị", "Quốc", "Ngọc Bảo", "Đình"]),
        st.sampled_from(["Huy", "Hoa", "Năm", "Đạt", "Dũng", "Ý", "Ân", "Liên", "Điều", "Khánh", "Hạnh"]),
    ),
    min_size=1,
    max_size=6,
    unique=True,
)
SENTENCES = [
    "{} vay tiền của {}.",
    "Bà {}\nkiện ông {}.",
    "Theo Điều 5, anh {} và chị {} phải liên đới.",
    "Năm 2019, {} gặp {} tại Tòa án.",
]


@settings(max_examples=60, deadline=None)
@given(NAMES, st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=6), st.data())
def test_any_invented_text_is_proved_aligned_and_injective(
    names: list[tuple[str, str, str]], sentences: list[str], data: st.DataObject
) -> None:
    full = [" ".join(name) for name in names]
    head = " ".join(f"Ông {name} có mặt." for name in full)
    text = (
        head
        + "\n"
        + "\n".join(s.format(data.draw(st.sampled_from(full)), data.draw(st.sampled_from(full))) for s in sentences)
    )
    answer = anonymizer.anonymize(text)
    public = answer["public_text"]
    assert public.count("\n") == text.count("\n")
    assert len(set(answer["codes"].values())) == len(answer["codes"])
    for name in full:
        assert name not in public
    at = 0
    for mention in answer["mentions"]:
        assert at <= mention["start"] < mention["end"] <= len(text)
        at = mention["end"]
        assert (mention["replacement"] is not None) == (mention["action"] in MASKED)
    if "Ý" not in text:  # a lone "Nguyễn Văn Y" may be a name: only a text with more codes shows that it is one
        assert anonymizer.anonymize(public)["public_text"] == public


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="aàÔNguyễn Văn.:;,\n0123456789-/()\u0301\u0323\u200b’'ĐđY", max_size=200))
def test_any_characters_at_all_give_an_answer_with_the_same_lines(text: str) -> None:
    answer = anonymizer.anonymize(text)
    assert answer["public_text"].count("\n") == text.count("\n")
