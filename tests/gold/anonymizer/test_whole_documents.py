"""The gold of the whole documents holds together, and they are read no worse than committed."""

import json
import re

import pytest

from bench.anonymizer_texts import GOLD, Document, unseen
from bench.gold import figures, losses

_SETS = {"unseen": unseen(), "aside": unseen("aside")}
_DOCUMENTS = [one for documents in _SETS.values() for one in documents]
_NAMED = {"PERSON_PRIVATE", "PERSON_OFFICIAL", "ORG_PRIVATE"}


def test_two_dozen_kinds_of_document_are_there() -> None:
    assert len(_DOCUMENTS) >= 25
    kinds = {one["id"].split("-")[0] for one in _DOCUMENTS}
    assert {"hs", "ds", "hn", "kdtm", "ld", "hc", "ps", "dn"} <= kinds


@pytest.mark.parametrize("document", _DOCUMENTS, ids=lambda one: one["id"])
def test_a_document_is_whole_and_its_marks_are_read(document: Document) -> None:
    text = document["text"]
    assert 500 <= len(text.split()) <= 1300
    assert "{" not in text
    assert "}" not in text
    for zone in ("T(?:ÒA|OÀ) [ÁA]N NHÂN DÂN", "Nơi nhận:", "QUYẾT [ĐÐ]ỊNH", "TH[ẨÂ]M PHÁN|CHÁNH ÁN"):
        assert re.search(zone, text, re.IGNORECASE), zone
    assert {span["label"] for span in document["spans"]} >= {"PERSON_PRIVATE", "PERSON_OFFICIAL"}


@pytest.mark.parametrize("document", _DOCUMENTS, ids=lambda one: one["id"])
def test_a_name_is_marked_wherever_it_stands(document: Document) -> None:
    text = document["text"]
    marked = bytearray(len(text))
    for span in document["spans"]:
        marked[span["start"] : span["end"]] = b"\1" * (span["end"] - span["start"])
    for span in document["spans"]:
        name = text[span["start"] : span["end"]]
        if span["label"] in _NAMED and " " in name:
            for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text):
                assert all(marked[match.start() : match.end()]), f"{name} at {match.start()} is not marked"


@pytest.mark.parametrize("document", _DOCUMENTS, ids=lambda one: one["id"])
def test_a_mark_is_of_one_person_only(document: Document) -> None:
    owners: dict[str, set[str]] = {}
    for span in document["spans"]:
        name = document["text"][span["start"] : span["end"]]
        if span["label"] in _NAMED and name.count(" ") >= 2:
            owners.setdefault(f"{span['label']} {name.casefold()}", set()).add(span["entity_id"])
    assert not {name: ids for name, ids in owners.items() if len(ids) > 1}


@pytest.mark.parametrize("name", list(_SETS))
def test_whole_documents_are_read_no_worse_than_committed(name: str) -> None:
    committed = json.loads((GOLD / "figures.json").read_text(encoding="utf-8"))["sets"][name]
    assert losses({"sets": {name: figures(_SETS[name])}}, {"sets": {name: committed}}) == []
