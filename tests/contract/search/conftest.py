from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from search.engine import SearchDocument, open_engine
from search.nodes import case_parts
from search.oracle import Oracle
from tests.elasticsearch.shared import forget, fresh


def _document(public_id: str, title: str, *paragraphs: str, case_number: str = "", **facts: Any) -> SearchDocument:
    number, year, code = case_parts(case_number)
    facts = {"version": 1, "decided_on": date(2020, 1, 2), "published_at": datetime(2024, 1, 1, tzinfo=UTC)} | facts
    return SearchDocument(
        id=public_id.ljust(8, "0"),
        title=title,
        facts=paragraphs,
        case_number=case_number,
        number=number,
        year=year,
        code=code,
        **facts,
    )


@pytest.fixture
def make() -> Callable[..., SearchDocument]:
    return _document


LIBRARY = (
    _document(
        "a1",
        "Tranh chấp quyền sử dụng đất",
        "Tòa án nhân dân huyện xét xử vụ án tranh chấp đất đai.",
        "Diện tích 100 m² giá 15.000.000 đồng.",
        case_number="17/2018/DS-ST",
        court="h1",
        case_type="ds",
        province="01",
        articles=("91-2015-qh13.468", "91-2015-qh13.584"),
        decided_on=date(2018, 5, 4),
        published_at=datetime(2024, 3, 1, tzinfo=UTC),
    ),
    _document(
        "a2",
        "Tranh chấp hợp đồng vay tài sản",
        "Toà án nhân dân thành phố mở phiên toà; thuỷ lợi.",
        "Bản án số 17/2018/DS-ST bị kháng cáo.",
        case_number="217/2018/DS-PT",
        court="t1",
        case_type="ds",
        province="01",
        decided_on=date(2018, 9, 4),
        published_at=datetime(2024, 2, 1, tzinfo=UTC),
    ),
    _document(
        "a3",
        "Mua bán trái phép chất ma túy",
        "Bị cáo mua bán ma tuý, bị bắt quả tang.",
        case_number="08/2020/HS - ST",
        court="h1",
        case_type="hs",
        province="79",
        decided_on=date(2020, 2, 2),
    ),
    _document(
        "a4",
        "Mà tủy sống",
        "Giám định mà tủy bị tổn thương; không có đất đai.",
        case_number="9/2020/HSST",
        court="h2",
        case_type="hs",
        province="79",
        decided_on=date(2020, 2, 2),
    ),
    _document("a5", "Ma tuy khong dau", "bi cao cat giau ma tuy", case_type="hs", province="79", decided_on=None),
    _document(
        "a6",
        "Ly hôn",
        "To\u0300a a\u0301n cho ly ho\u0302n.",
        "hôn nhân và gia đình",
        case_number="5/2021/HNGĐ-ST",
        case_type="hngd",
        decided_on=date(2021, 2, 2),
    ),
    _document("a7", "Ranh giới", "Câu cuối là ma", "túy là đầu câu sau", decided_on=date(2021, 2, 2)),
    _document("a8", "Quý giá", "quỹ đất, quy hoạch; nhượng lại, nhường đường", decided_on=date(1969, 12, 31)),
    _document("a9", "Ẩn", "ma\u00ad tú\u200by ẩn", decided_on=date(2022, 7, 1)),
    _document("aa", "Trống", "½ ③ ＡＢ _x_", case_type="ds", decided_on=date(2022, 7, 1)),
)
"""Ten invented judgments; each is there for a case of the table."""


@contextmanager
def opened(kind: str, folder: Path) -> Iterator[Any]:
    """Open an empty engine; of a server, an index that nobody else has."""
    address = fresh() if kind == "elasticsearch" else f"tantivy:{folder}"
    one: Any = Oracle() if kind == "oracle" else open_engine(address)
    try:
        yield one
    finally:
        if kind != "oracle":
            one.close()
        if kind == "elasticsearch":
            forget(address)


@pytest.fixture(params=["oracle", "tantivy", "elasticsearch"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Any]:
    """An empty engine of each kind."""
    with opened(request.param, tmp_path / "index") as one:
        yield one


@pytest.fixture(scope="module", params=["oracle", "tantivy", "elasticsearch"])
def filled(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """An engine of each kind with the library in it; tests only read it."""
    with opened(request.param, tmp_path_factory.mktemp("filled")) as one:
        one.put(LIBRARY)
        yield one
