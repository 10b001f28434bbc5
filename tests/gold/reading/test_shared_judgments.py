"""The promised shares on real judgments; their gold holds places and labels, never their text."""

import csv
import json
import re

import pytest

from bench.read_gold import GOLD, SHARED, figures, measure_gold, same_value, shared_gold, shared_text
from indexer.reading import read_document
from vietnamese.letters import fold

PROMISED = {
    "article_recall": 0.97,
    "article_precision": 0.98,
    "act_right": 0.97,
    "field_right": 0.98,
    "party_right": 0.98,
    "party_precision": 0.98,
    "zone_right": 0.98,
    "precedent_recall": 0.98,
    "judgment_recall": 0.98,
}


def test_the_promised_shares_are_held() -> None:
    total = measure_gold([(gold, shared_text(gold)) for gold in shared_gold()])
    found = figures(total)
    assert {name: share for name, share in found.items() if share < PROMISED[name]} == {}


@pytest.mark.parametrize("split", ["dev", "held"])
def test_articles_are_found_in_both_parts(split: str) -> None:
    found = figures(measure_gold([(gold, shared_text(gold)) for gold in shared_gold(split)]))
    assert found["article_recall"] >= PROMISED["article_recall"]
    assert found["article_precision"] >= PROMISED["article_precision"]
    assert found["act_right"] >= PROMISED["act_right"]


def differing(typed, metadata):
    """The names whose value in the list is not the one that the text states."""
    return [name for name, told in typed.items() if told and not same_value(name, told, metadata[name]["value"])]


def test_a_wrong_court_in_the_list_is_noticed() -> None:
    reading = read_document((SHARED / "alqac_case_4616.txt").read_text(encoding="utf-8"))
    typed = {"court": "Toà án nhân dân tỉnh Bến Tre", "case_number": "03/2018/KDTM-ST", "decided_on": "10-10-2018"}
    assert differing(typed, reading["metadata"]) == ["court"]


def test_the_gold_holds_no_text() -> None:
    for path in (GOLD / "shared").glob("*.json"):
        gold = json.loads(path.read_text(encoding="utf-8"))
        assert {type(value) for place in gold["metadata"].values() for value in place} == {int}
        assert all(set(party) == {"role", "start", "end"} for party in gold["parties"])


def test_only_the_rows_known_to_be_wrong_differ_from_their_texts() -> None:
    found = set()
    with (SHARED / "index.csv").open(encoding="utf-8") as rows:
        for row in csv.DictReader(rows):
            metadata = read_document((SHARED / row["file"]).read_text(encoding="utf-8"))["metadata"]
            typed = {"court": row["court"], "case_number": row["case_number"], "decided_on": row["date"],
                     "case_type": row["type"]}  # fmt: skip
            found |= {(row["id"], name) for name in differing(typed, metadata)}
    assert found == {("alqac_case_4616", "court"), ("alqac_case_4616", "case_type")}


def test_articles_that_are_listed_and_cited_literally_are_found() -> None:
    told = found = 0
    for case in json.loads((SHARED / "queries.json").read_text(encoding="utf-8")):
        text = (SHARED / f"{case['id']}.txt").read_text(encoding="utf-8")
        read = {one["article"] for one in read_document(text)["citations"] if one["kind"] == "statute"}
        for number in re.findall(r"Điều (\d+[a-z]?)", case["laws"]):
            literal = re.search(rf"(?<!\w)dieu\s+(?:so\s+)?{number}(?!\w)", fold(text))
            told += literal is not None
            found += literal is not None and number in read
    assert told > 100
    assert found >= 0.98 * told
