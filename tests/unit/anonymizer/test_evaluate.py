"""Evaluation: own small gold, and agreement with the acceptance scorer where its data is at hand."""

import importlib.util
import json
from pathlib import Path

import pytest

import anonymizer
from anonymizer.evaluate import upper_bound

TEXT = (
    "Bà Lê Thị Hoa ở ấp Đông, huyện Yên Trạch vay của Công ty TNHH "
    "Hoàng Lâm, sinh ngày 20/8/1975. Thẩm phán Đoàn Quốc Khải xử."
)
DATA = Path(__file__).resolve().parents[4] / "shared" / "data" / "anonymization"


def span(words: str, label: str, role: str = "") -> dict[str, object]:
    start = TEXT.index(words)
    return {"start": start, "end": start + len(words), "label": label, "role": role, "entity_id": words}


GOLD = {
    "id": "g1",
    "text": TEXT,
    "spans": [
        span("Lê Thị Hoa", "PERSON_PRIVATE"),
        span("ấp Đông, huyện Yên Trạch", "ADDRESS", "full"),
        span("Công ty TNHH Hoàng Lâm", "ORG_PRIVATE"),
        span("20/8/1975", "DOB"),
        span("Đoàn Quốc Khải", "PERSON_OFFICIAL", "judge"),
    ],
}


def answer(*mentions: tuple[str, str, str]) -> dict[str, object]:
    made, public, at = [], "", 0
    for words, label, action in sorted(mentions, key=lambda mention: TEXT.index(mention[0])):
        start = TEXT.index(words)
        made.append({"start": start, "end": start + len(words), "label": label, "action": action, "replacement": "X"})
        if action != "keep":
            public += TEXT[at:start] + "X"
            at = start + len(words)
    return {"id": "g1", "public_text": public + TEXT[at:], "mentions": made, "codes": {}}


def test_our_own_answer_leaks_nothing() -> None:
    figures = anonymizer.evaluate([json.dumps(GOLD)])
    assert figures["documents"] == 1
    assert figures["documents_clean"] == 1.0
    assert {label: row["leaked"] for label, row in figures["by_label"].items()} == dict.fromkeys(
        ["ADDRESS", "DOB", "ORG_PRIVATE", "PERSON_PRIVATE"], 0
    )
    assert figures["officials_redacted"] == {"gold": 1, "redacted": 0}
    assert figures["words_per_second"] > 0


def test_district_year_and_legal_form_need_no_cover_but_names_do() -> None:
    given = answer(
        ("Lê Thị", "PERSON_PRIVATE", "replace"),
        ("Đông", "ADDRESS", "replace"),
        ("Hoàng Lâm", "ORG_PRIVATE", "review"),
        ("20/8", "DOB", "replace"),
    )
    figures = anonymizer.evaluate([GOLD], [given])
    assert {label: row["leaked"] for label, row in figures["by_label"].items()} == {
        "ADDRESS": 0,
        "DOB": 0,
        "ORG_PRIVATE": 0,
        "PERSON_PRIVATE": 1,
    }
    assert figures["by_label"]["PERSON_PRIVATE"] == {"gold": 1, "leaked": 1, "rate": 1.0, "upper95": 1.0}
    assert figures["documents_clean"] == 0.0
    assert figures["words_per_second"] == 0.0


def test_over_redaction_and_redacted_officials_are_counted() -> None:
    given = answer(("vay của", "PERSON_PRIVATE", "replace"), ("Quốc Khải", "PERSON_PRIVATE", "replace"))
    figures = anonymizer.evaluate([GOLD], [json.dumps(given)])
    assert figures["officials_redacted"] == {"gold": 1, "redacted": 1}
    assert figures["over_redaction"] == pytest.approx(4 / 12)


@pytest.mark.parametrize(
    "spoil",
    [
        {"mentions": None},
        {"public_text": "khác"},
        {"codes": []},
        {"mentions": [{"start": 3, "end": 1, "label": "DOB", "action": "replace", "replacement": "X"}]},
        {"mentions": [{"start": 3, "end": 5, "label": "DOB", "action": "hide", "replacement": "X"}]},
        {"mentions": [{"start": 3, "end": 5, "label": "DOB", "action": "replace", "replacement": None}]},
        {"mentions": [{"start": 3, "end": 5, "label": "PERSON_OFFICIAL", "action": "replace", "replacement": "X"}]},
    ],
)
def test_an_answer_against_the_contract_counts_as_nothing_found(spoil: dict[str, object]) -> None:
    given = answer(("Lê Thị Hoa", "PERSON_PRIVATE", "replace")) | spoil
    assert anonymizer.evaluate([GOLD], [given])["by_label"]["PERSON_PRIVATE"]["leaked"] == 1


def test_answers_in_wrong_number_or_order_are_refused() -> None:
    with pytest.raises(ValueError, match="ít câu"):
        anonymizer.evaluate([GOLD], [])
    with pytest.raises(ValueError, match="nhiều câu"):
        anonymizer.evaluate([], [answer()])
    with pytest.raises(ValueError, match="thứ tự"):
        anonymizer.evaluate([GOLD], [answer() | {"id": "other"}])


def test_no_documents_give_figures_too() -> None:
    assert anonymizer.evaluate([])["documents"] == 0


def test_the_upper_bound_is_the_rule_of_three_for_nothing_found() -> None:
    assert upper_bound(0, 3300) == pytest.approx(0.00091, abs=0.00001)
    assert upper_bound(1, 100) == pytest.approx(0.0466, abs=0.0005)
    assert upper_bound(5, 5) == 1.0


def sample() -> list[str]:
    lines = (DATA / "surrogate-dev.jsonl").read_text(encoding="utf-8").splitlines() if DATA.is_dir() else []
    return lines[::8]


def test_the_figures_agree_with_the_acceptance_scorer() -> None:
    lines = sample()
    answers = [anonymizer.anonymize(document["text"], document["id"]) for document in map(json.loads, lines)]
    figures = anonymizer.evaluate(lines, answers)
    assert figures["documents"] == len(lines)
    if not lines:
        return
    loader = importlib.util.spec_from_file_location("acceptance_score", DATA / "score.py")
    assert loader is not None
    assert loader.loader is not None
    scorer = importlib.util.module_from_spec(loader)
    loader.loader.exec_module(scorer)
    score = scorer.Score()
    for line, given in zip(lines, answers, strict=True):
        score.add(scorer.with_need(json.loads(line)), given)
    assert score.shapes == []
    assert {label: (row["gold"], row["leaked"]) for label, row in figures["by_label"].items()} == {
        label: (score.gold[label], score.leaked[label]) for label in score.gold
    }
    assert figures["over_redaction"] == pytest.approx(score.over / score.tokens)
    assert figures["documents_clean"] == pytest.approx(score.direct_clean / score.docs)
    assert figures["officials_redacted"] == {"gold": score.officials, "redacted": score.officials_redacted}
    assert score.leaked["PERSON_PRIVATE"] <= 0.02 * score.gold["PERSON_PRIVATE"]
    assert figures["over_redaction"] <= 0.02
