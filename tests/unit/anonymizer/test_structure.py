"""Zones, parties, residual scan, validators and the detector protocol."""

from datetime import date
from itertools import pairwise

import pytest

import anonymizer
from anonymizer import audit
from anonymizer.detector import RULES
from anonymizer.reading import Reading
from anonymizer.recognizers.validators import is_citizen_number, is_phone_number, is_tax_code, passes_luhn
from anonymizer.types import Candidate, Zone


def test_zones_follow_the_prescribed_form(judgment: str) -> None:
    zones = anonymizer.detect(judgment).zones  # type: ignore[arg-type]
    assert [zone.name for zone in zones] == [
        "header",
        "panel",
        "parties",
        "facts",
        "decision",
        "recipients",
        "signature",
    ]
    assert zones[0].start == 0
    assert zones[-1].end == len(judgment)
    assert all(before.end == after.start for before, after in pairwise(zones))


def test_a_text_without_headings_is_facts() -> None:
    zones = anonymizer.detect("Ông An vay tiền.").zones  # type: ignore[arg-type]
    assert zones == (Zone("facts", 0, 16),)
    assert anonymizer.detect("").zones == ()  # type: ignore[arg-type]


def test_talk_about_the_panel_is_no_panel() -> None:
    text = "Viện kiểm sát xét thành phần Hội đồng xét xử đúng luật. Anh Lê Văn Cò vắng mặt."
    assert "Cò" not in anonymizer.anonymize(text)["public_text"]


def test_parties_have_role_place_and_birth(judgment: str) -> None:
    parties = anonymizer.detect(judgment).parties  # type: ignore[arg-type]
    found = {(party.role, party.name): (party.birth_year, party.birth_date) for party in parties}
    assert found["plaintiff", "Nguyễn Văn Huy"] == (1975, date(1975, 8, 20))
    assert found["defendant", "Lê Thị Hoa"] == (1980, None)
    assert ("defendant", "Công ty TNHH Thương mại Hoàng Lâm") in found
    assert all(judgment[party.start : party.end] == party.name for party in parties)


def test_the_accused_and_a_date_that_does_not_exist() -> None:
    text = (
        "đối với bị cáo:\nTrần Văn Tý, sinh ngày 31/02/1987 tại Nam Định; nơi cư trú: "
        "xã Phú Giang, tỉnh Nam Định.\n"
        "- Bị hại: Bà Hồ Thị Mão, sinh năm 1990."
    )
    parties = anonymizer.detect(text).parties  # type: ignore[arg-type]
    assert [(party.role, party.birth_year, party.birth_date) for party in parties] == [
        ("accused", 1987, None),
        ("victim", 1990, None),
    ]


def test_the_residual_scan_sees_what_stands_in_clear() -> None:
    text = "Bà Lê Thị Hoa, 0912345678, 036075001234, a@vidu.vn, xe 18B1-234.56 và Nguyễn Văn Huy"
    reasons = {place.reason for place in audit.residual(text)}
    assert reasons == {"name after a title", "phone number", "identity number", "e-mail", "plate", "family name"}


def test_the_residual_scan_is_quiet_on_public_text(judgment: str) -> None:
    answer = anonymizer.anonymize(judgment)
    assert answer["residual"] == []
    places = audit.residual(answer["public_text"])
    assert all("Khải" in answer["public_text"][p.start : p.end] or p.reason for p in places)
    assert len(places) <= 5  # the officials


def test_validators_know_good_numbers() -> None:
    assert is_citizen_number("036075001234")
    assert not is_citizen_number("136075001234")
    assert is_tax_code("0100109106")
    assert not is_tax_code("0100109107")
    assert not is_tax_code("12")
    assert is_phone_number("0912345678")
    assert is_phone_number("84912345678")
    assert is_phone_number("02438223344")
    assert not is_phone_number("1234")
    assert passes_luhn("4539578763621486")
    assert not passes_luhn("4539578763621487")


class Oracle:
    """A detector that marks one word."""

    name = "oracle-1"

    def find(self, reading: Reading, zones: tuple[Zone, ...], taken: list[tuple[int, int]]) -> list[Candidate]:
        del zones, taken
        at = reading.text.find("Mật")
        return [Candidate(at, at + 3, "OTHER_CODE", "", "oracle", 0.5, link="mật", action="review")]


def test_a_further_detector_joins_the_rules() -> None:
    text = "Bà Lê Thị Hoa giữ Mật ở nhà."
    mentions = anonymizer.detect(text, detectors=(*RULES, Oracle())).mentions  # type: ignore[arg-type]
    assert [(m.label, m.action) for m in mentions] == [("PERSON_PRIVATE", "replace"), ("OTHER_CODE", "review")]


@pytest.mark.parametrize("detector", RULES)
def test_detectors_have_names(detector: object) -> None:
    assert detector.name  # type: ignore[attr-defined]
