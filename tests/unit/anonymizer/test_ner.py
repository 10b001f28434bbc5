"""The committed model: small, loaded once, deterministic, and what it reads before it finds."""

import hashlib
import json
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anonymizer import ner
from anonymizer.detector import LEARNED, MODEL, model_name
from anonymizer.reading import read
from anonymizer.types import PERSON

TEXT = (
    "Nguyên đơn: Bà Nguyễn Thị Bồng, sinh năm 1969, trú tại ấp An Phú, xã Tân Hòa, tỉnh Bến Tre.\n"
    "Theo lời khai, Bồng cho ông Lê Văn Khoát vay tiền; sau đó Khoát bỏ đi khỏi địa phương.\n"
)


def surfaces(text: str) -> list[str]:
    return [text[one.start : one.end] for one in ner.detect(text)]


def test_the_committed_model_is_small_and_is_the_one_of_its_card() -> None:
    weights = (ner.SHIPPED / ner.WEIGHTS).read_bytes()
    card = json.loads((ner.SHIPPED / ner.CARD).read_text("utf-8"))
    assert len(weights) <= 5_000_000
    assert hashlib.sha256(weights).hexdigest() == card["model"]["sha256"]
    assert LEARNED.name == f"ner-{card['model']['sha256'][:12]}"


def test_full_and_bare_names_are_found() -> None:
    found = surfaces(TEXT)
    assert {"Nguyễn Thị Bồng", "Lê Văn Khoát", "Khoát"} <= set(found)
    assert not any("sinh" in one for one in found)


def test_an_answer_can_name_rules_and_model_without_loading_it() -> None:
    assert model_name() == f"{MODEL}+{LEARNED.name}"


def test_the_model_is_loaded_once_a_process() -> None:
    assert ner.shipped() is ner.shipped()


def test_candidates_stand_behind_the_rules_and_masks_are_none() -> None:
    reading = read(TEXT + "Chị T1 và bà Trần Thị H2 có mặt. Anh Q vắng mặt.")
    found = LEARNED.find(reading, (), ())
    assert any(candidate.label == PERSON and candidate.link == "Nguyễn Thị Bồng" for candidate in found)
    assert all(candidate.rank == 7 and candidate.evidence == "recogniser" for candidate in found)
    assert not {"T1", "Trần Thị H2", "Q"} & {candidate.link for candidate in found}


def test_without_a_model_nothing_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ner, "shipped", lambda: None)
    monkeypatch.setattr(ner, "SHIPPED", ner.SHIPPED / "nowhere")
    ner.shipped_name.cache_clear()
    assert ner.detect(TEXT) == []
    assert LEARNED.find(read(TEXT), (), ()) == []
    assert LEARNED.name == "ner-none"
    ner.shipped_name.cache_clear()


@settings(deadline=None, max_examples=40)
@given(st.text(alphabet="aB ạĐ1.,\n-'Ýộ\t\u00a0", max_size=300))
def test_places_are_in_order_apart_and_inside_whatever_the_text(text: str) -> None:
    found = ner.detect(text)
    assert all(0 <= one.start < one.end <= len(text) for one in found)
    assert all(before.end <= after.start for before, after in pairwise(found))
    assert found == ner.detect(text)


@settings(deadline=None, max_examples=60)
@given(st.text(alphabet="ab. \n-hòaoà1", max_size=400))
def test_what_the_model_reads_is_as_long_as_the_text(text: str) -> None:
    flowing = ner.flowing(text)
    assert len(flowing) == len(text)
    assert "".join(piece for _, piece in ner.pieces(flowing)) == flowing


def test_soft_line_breaks_flow_and_hard_ones_stay() -> None:
    long = "Nguyên đơn trình bày về việc cho vay số tiền nói trên giữa ông Nguyễn"
    assert ner.flowing(f"{long}\nVăn Huy") == f"{long} Văn Huy"
    assert "\n" in ner.flowing(f"{long}.\nVăn Huy")
    assert "\n" in ner.flowing(f"{long}\n- Văn Huy")
    assert "\n" in ner.flowing("Người làm chứng\nVăn Huy")


def test_long_texts_are_read_in_pieces_that_lose_nothing() -> None:
    text = TEXT * 60 + "x" * 9000
    parts = list(ner.pieces(text))
    assert "".join(part for _, part in parts) == text
    assert all(text[at : at + len(part)] == part for at, part in parts)
    assert max(len(part) for _, part in parts) <= 4000
