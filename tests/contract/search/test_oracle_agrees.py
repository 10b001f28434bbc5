"""Random small collections and queries: the engine and the oracle give the same answer."""

import itertools
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from search.engine import SearchDocument, open_engine
from search.oracle import Oracle
from search.query import FACETS, SORTS, SearchQuery, parse

WORDS = ["ma", "mà", "túy", "tuý", "tuy", "đất", "dat", "hoà", "hòa", "quý", "17", "2018", "hs", "st", "x\u0323", "m²"]
SEPARATORS = st.sampled_from([" ", " ", " ", "/", "-", ", ", "\u00ad", " _ "])
ATOMS = [*WORDS, '"ma túy"', '"ma tuy"', "“hoà đất”", "17/2018", "17/2018/HS-ST", "số:17/2018", "tu*", "da*", "m²*"]


@st.composite
def texts(draw: Any) -> str:
    words = draw(st.lists(st.sampled_from(WORDS), max_size=8))
    return "".join(word + draw(SEPARATORS) for word in words)


@st.composite
def documents(draw: Any) -> list[SearchDocument]:
    some = st.sampled_from(["", "a", "b"])
    return [
        SearchDocument(
            id=f"{place:08}",
            version=1,
            title=draw(texts()),
            facts=draw(st.lists(texts(), max_size=2)),
            reasoning=draw(st.lists(texts(), max_size=2)),
            other=draw(st.lists(texts(), max_size=1)),
            published_at=datetime(2024, 1, 1, tzinfo=UTC) + timedelta(seconds=draw(st.integers(0, 3))),
            decided_on=draw(st.none() | st.dates(date(1969, 12, 30), date(1970, 1, 3))),
            number=draw(st.sampled_from([None, 17, 217])),
            year=2018,
            code=draw(st.sampled_from(["HS-ST", ""])),
            court=draw(some),
            case_type=draw(some),
            articles=draw(st.sampled_from([(), ("a",), ("a", "b")])),
        )
        for place in range(draw(st.integers(1, 6)))
    ]


@st.composite
def queries(draw: Any) -> str:
    parts = draw(st.lists(st.sampled_from(ATOMS), min_size=0, max_size=5))
    joints = [draw(st.sampled_from([" ", " ", " OR ", " -", " KHÔNG ", " (", ") "])) for _ in parts]
    return "".join(itertools.chain.from_iterable(zip(parts, joints, strict=True)))


@given(
    documents(),
    st.lists(
        st.tuples(
            queries(),
            st.sampled_from(SORTS),
            st.fixed_dictionaries({}, optional={"toa": st.just(("a",)), "dieu": st.just(("a", "b"))}),
            st.none() | st.dates(date(1969, 12, 30), date(1970, 1, 3)),
        ),
        min_size=1,
        max_size=12,
    ),
)
@settings(deadline=None, max_examples=60)
def test_the_engine_answers_as_the_oracle_does(
    collection: list[SearchDocument], asked: list[tuple[str, str, dict[str, tuple[str, ...]], date | None]]
) -> None:
    oracle = Oracle()
    oracle.put(collection)
    with TemporaryDirectory() as folder:
        engine = open_engine(f"tantivy:{Path(folder) / 'index'}")
        engine.put(collection)
        for text, sort, filters, first in asked:
            search = SearchQuery(parse(text), filters=filters, sort=sort, decided_from=first, facets=FACETS)
            expected, found = oracle.search(search), engine.search(search)
            assert (found.total, found.relation, dict(found.facets)) == (
                expected.total,
                expected.relation,
                dict(expected.facets),
            )
            assert set(found.ids) == set(expected.ids)
            if search.order in {"moi-nhat", "cu-nhat"}:
                assert found.ids == expected.ids
        engine.close()
