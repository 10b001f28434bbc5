"""Court days up to the draft: a child victim whose age the parties tell, and three persons called "T"."""

from dataclasses import replace
from datetime import date

import anonymizer
from vietnamese.texts import SourceText

TEXT = SourceText(
    "Nguyên đơn: Bà Lê Thị Tâm, sinh năm 1980.\n"
    "Bị đơn: Bà Đỗ Thị Thanh Thảo, sinh năm 1985.\n"
    "Người làm chứng: Bà Trần Thị Thu, sinh năm 1990.\n"
    "Chị Tâm cho chị Thảo vay tiền, chị Thu thấy. Chị Thảo không trả. Bà Trần Thị Thu khai như vậy."
)


def test_the_parties_tell_the_age_of_a_child_victim_and_not_of_a_child_merely_named() -> None:
    text = (
        "đối với bị cáo:\nTrần Văn Tý, sinh ngày 12/3/1987 tại Nam Định.\n"
        "- Bị hại: Cháu Hồ Thị Mão, sinh ngày 05/9/2009.\n"
        "NỘI DUNG VỤ ÁN:\nBị cáo có con chung là cháu Trần Thị Thìn, sinh năm 2014."
    )
    parties = anonymizer.detect(SourceText(text)).parties
    born = {party.role: party.birth_date for party in parties}
    assert born["victim"] == date(2009, 9, 5)
    assert "Trần Thị Thìn" not in {party.name for party in parties}
    assert "Mão" not in anonymizer.anonymize(text)["public_text"]


def test_three_short_forms_collide_and_are_numbered_in_long_and_short_form() -> None:
    public = anonymizer.anonymize(TEXT)["public_text"]
    assert "Lê Thị T1" in public
    assert "Đỗ Thị Thanh T2" in public
    assert "Trần Thị T3" in public
    assert "Chị T1 cho chị T2 vay tiền, chị T3 thấy. Chị T2 không trả. Bà Trần Thị T3 khai" in public


def test_a_wrongly_merged_short_form_is_split_and_the_split_undone() -> None:
    found = anonymizer.detect(TEXT).mentions
    at = next(index for index, one in enumerate(found) if TEXT[one.start : one.end] == "Thu")
    thao = next(one.entity for one in found if TEXT[one.start : one.end] == "Thảo")
    merged = [*found[:at], replace(found[at], entity=thao), *found[at + 1 :]]
    assert "chị T2 thấy" in anonymizer.redact(TEXT, merged).public_text
    split = [*merged[:at], replace(merged[at], entity="added-1"), *merged[at + 1 :]]
    codes = anonymizer.redact(TEXT, split).codes
    assert len(set(codes.values())) == len(codes)
    assert "chị T3 thấy" in anonymizer.redact(TEXT, found).public_text
