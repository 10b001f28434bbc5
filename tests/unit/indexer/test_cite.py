"""From what reading says of a text to rows of the graph."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer import cite
from records.citations import Citation
from records.courts import seed_courts
from records.database import Store, migrate, open_store
from records.statutes import acts_by_code, find_alias, list_acts
from vietnamese.addresses import act_code


class Judgment:
    """What is read: paragraphs and the judgment's own number."""

    def __init__(self, *paragraphs: str, case_number: str = "31/2026/DS-PT") -> None:
        self.paragraphs = paragraphs
        self.case_number = case_number


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Any:
    folder = tmp_path_factory.mktemp("cite")
    opened = open_store(f"sqlite:///{folder}/records.sqlite3", None, folder / "files", None)
    migrate(opened)
    seed_courts(opened)
    yield opened
    opened.close()


def _found(store: Store, judgment: Any, *raw: dict[str, Any], **metadata: str) -> list[Citation]:
    values = {name: {"value": value} for name, value in metadata.items()}
    return list(cite._found(store, judgment, lambda _text: {"citations": raw, "metadata": values}))


def test_acts_that_reading_knows_become_records(store: Store) -> None:
    assert 50 < cite.seed_acts(store) == cite.seed_acts(store) <= len(list_acts(store))
    old = acts_by_code(store, ["33-2005-qh11"])["33-2005-qh11"]
    assert (old.replaced_by, old.valid_to, old.title) == ("91/2015/QH13", date(2016, 12, 31), "Bộ luật Dân sự 2005")
    assert find_alias(store, "BLHS-1999") == "15-1999-qh10"
    assert acts_by_code(store, ["26-2008-qh12"])["26-2008-qh12"].general


@given(
    st.lists(st.text("ab\n ", max_size=8).map(lambda text: text.replace("\n", " ")), min_size=1, max_size=6), st.data()
)
@settings(deadline=None, max_examples=80)
def test_a_place_in_the_text_is_the_same_words_in_its_paragraph(paragraphs: list[str], data: Any) -> None:
    text = "\n".join(paragraphs)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    raw = {"start": start, "end": end, "kind": "precedent", "target": "30/2020/AL"}
    [one] = _found(None, Judgment(*paragraphs), raw)  # type: ignore[arg-type]
    assert paragraphs[one.paragraph - 1][one.start : one.end] == text[start:end].partition("\n")[0]


@pytest.mark.parametrize(
    ("raw", "act"),
    [
        ({"target": "91-2015-qh13.468", "act": "Bộ luật Dân sự 2015 (91/2015/QH13)"}, "91-2015-qh13"),
        ({"target": None, "act": "Nghị định 21/2021/NĐ-CP"}, "21-2021-nd-cp"),
        ({"target": None, "act": "Bộ luật Dân sự 1995 (44-L/CTN)"}, "44-l-ctn"),
        ({"target": None, "act": "Hiến pháp 2013"}, "hien-phap-2013"),
    ],
)
def test_an_act_is_known_by_its_number(store: Store, raw: dict[str, Any], act: str) -> None:
    place = {"start": 0, "end": 8, "kind": "statute", "article": "468", "clause": "2", "point": None}
    [one] = _found(store, Judgment("Điều 468"), place | raw)
    assert (one.act, one.article, one.clause, one.point) == (act, "468", "2", None)


def test_a_citation_without_an_act_or_a_number_is_no_edge(store: Store) -> None:
    place = {"start": 0, "end": 8}
    found = _found(
        store,
        Judgment("Điều 468"),
        place | {"kind": "statute", "target": None, "act": None, "article": "5"},
        place | {"kind": "precedent", "target": None},
        place | {"kind": "judgment", "target": "31/2026/DS–PT"},
    )
    assert found == []


def test_a_judgment_is_known_by_number_day_and_court_and_the_appealed_one_by_its_outcome(store: Store) -> None:
    raw = {
        "start": 0, "end": 8, "kind": "judgment", "target": "007/2026/DS-ST", "decided_on": "2026-09-22",
        "court": "Tòa án nhân dân khu vực 1 - Hà Nội", "confidence": 0.95,
    }  # fmt: skip
    other = raw | {"target": "8/2026/DS-ST", "court": None, "decided_on": None}
    result = "sửa một phần, giữ nguyên các phần khác"
    one, two = _found(store, Judgment("x" * 20), raw, other, appealed_number="07/2026/DS-ST", result=result)
    assert (one.case_key, one.court_code, one.decided_on, one.outcome) == (
        "7/2026/DS-ST", "tand-kv-1-ha-noi", date(2026, 9, 22), "amended",
    )  # fmt: skip
    assert (two.court_code, two.decided_on, two.outcome) == (None, None, None)


def test_an_act_in_no_table_gets_a_record_by_its_number_when_that_is_sure(store: Store) -> None:
    place = {"start": 0, "end": 8, "kind": "statute", "article": "1", "target": None}
    sure = place | {"act": "Nghị định 901/2021/NĐ-CP", "confidence": 0.95}
    vague = place | {"act": "Nghị định 902/2021/NĐ-CP", "confidence": 0.5}
    cite._know(store, _found(store, Judgment("Điều 468"), sure, vague))
    assert set(acts_by_code(store, [act_code("901/2021/NĐ-CP"), act_code("902/2021/NĐ-CP")])) == {"901-2021-nd-cp"}
