"""Our own texts stay as good as promised; bench/gold.py compares every figure with the committed ones."""

import json

import pytest

from bench.anonymizer_texts import GOLD, answer, benches, documents, faults, generated, hard, law, layouts
from bench.gold import figures, losses


def test_at_most_a_few_of_the_traps_are_wrong() -> None:
    traps = hard()
    wrong = [one["id"] for one in traps if faults(one, answer(one["text"], one["id"]))]
    committed = json.loads((GOLD / "figures.json").read_text(encoding="utf-8"))
    assert len(traps) >= 200
    assert len(wrong) <= committed["sets"]["hard"]["wrong"], wrong


def test_whole_documents_leak_nothing_and_keep_their_officials() -> None:
    found = figures(documents()[::4])
    assert sum(found["leaked"].values()) == 0
    assert found["officials_redacted"] == 0


def test_headers_in_every_layout_leak_nothing() -> None:
    found = figures(generated(layouts.headers(40)))
    assert sum(found["leaked"].values()) == 0
    assert found["officials_redacted"] == 0


def test_numbers_in_every_layout_are_hidden() -> None:
    made = layouts.identifiers(600)
    found = figures(generated(made))
    assert sum(found["leaked"].values()) == 0
    assert sum(found["gold"].values()) >= 600


def test_numbers_in_rare_layouts_are_hidden_as_often_as_committed() -> None:
    committed = json.loads((GOLD / "figures.json").read_text(encoding="utf-8"))["sets"]["rare numbers"]
    found = figures(generated(layouts.identifiers(1200, "rare_")))
    assert sum(found["gold"].values()) >= 1200
    assert losses({"sets": {"rare numbers": found}}, {"sets": {"rare numbers": committed}}) == []


def test_officials_stay_in_clear() -> None:
    found = figures(generated(layouts.officials(150)))
    assert found["officials"] >= 150
    assert found["officials_redacted"] == 0


def test_officials_of_every_region_are_coded_no_more_often_than_committed() -> None:
    committed = json.loads((GOLD / "figures.json").read_text(encoding="utf-8"))["sets"]["benches"]
    found = figures(generated(benches.benches()))
    assert found["officials"] >= 1000
    assert losses({"sets": {"benches": found}}, {"sets": {"benches": committed}}) == []


def test_law_without_persons_stays_as_it_is() -> None:
    assert figures(law())["over_redaction"] <= 0.006


@pytest.mark.parametrize("worse", [{"leaked": {"PHONE": 1}}, {"over_redaction": 0.5}])
def test_a_loss_is_named(worse: dict[str, object]) -> None:
    before = {"leaked": {"PHONE": 0}, "over_redaction": 0.0}
    now = {"sets": {"numbers": before | worse}}
    assert losses(now, {"sets": {"numbers": before}})
    assert not losses({"sets": {"numbers": before}}, {"sets": {"numbers": before, "absent": before}})
