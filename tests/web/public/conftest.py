"""A public site over a real store and a real index in a folder of its own, with invented judgments."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from indexer.cite import cite
from indexer.index import document
from portal.public import create_public_app
from records import citations, courts, events, importance, models, public, statutes
from records.accounts import WORKER, add_account
from records.database import Store, migrate, open_store
from records.imports import import_precedents
from records.lifecycle import DraftState, PublicationState
from search.engine import SearchEngine, open_engine
from settings import Settings

NOW = datetime(2026, 11, 23, 7, 5, tzinfo=UTC)
DEMO_PRECEDENTS = Path(__file__).parents[3] / "demo" / "precedents.jsonl"
COURT, ENDED_COURT = "tand-kv-1-ha-noi", "tand-huyen-ba-tri-ben-tre"
PDF = b"%PDF-1.7\n% an invented file\n%%EOF\n"
PARAGRAPHS = (
    "TÒA ÁN NHÂN DÂN KHU VỰC 1 - HÀ NỘI",
    "Nguyên đơn: ông Nguyễn Văn K. Bị đơn: bà Trần Thị L.",
    "NỘI DUNG VỤ ÁN:",
    "Ông K yêu cầu bà L trả lại 312 m² đất; hai bên tranh chấp quyền sử dụng đất từ 2019 <script>alert(1)</script>.",
    "NHẬN ĐỊNH CỦA TÒA ÁN:",
    "[1] Về tố tụng: vụ án thuộc thẩm quyền của Tòa án.",
    "[2] Về nội dung: việc tranh chấp đất là có thật.",
    "[3] Về án phí.",
    "QUYẾT ĐỊNH:",
    "Chấp nhận yêu cầu khởi kiện của ông Nguyễn Văn K.",
)


class Reader(FlaskClient):
    """A browser that reads every answer to its end, so that no file stays open."""

    def open(self, *args: Any, buffered: bool = True, **kwargs: Any) -> TestResponse:
        return super().open(*args, buffered=buffered, **kwargs)


@dataclass
class World:
    """The parts of one site. publish: writes a judgment straight into the records, as the desk leaves it."""

    app: Flask
    client: FlaskClient
    store: Store
    engine: SearchEngine
    settings: Settings
    moment: datetime = NOW
    _serial: int = field(default=0)

    def publish(
        self,
        public_id: str,
        case_number: str,
        *,
        indexed: bool = True,
        paragraphs: Sequence[str] = PARAGRAPHS,
        **facts: Any,
    ) -> str:
        values: dict[str, Any] = {
            "court_code": COURT,
            "case_number": case_number,
            "kind": "ban-an",
            "instance": "st",
            "case_type": "ds",
            "legal_relation": "tranh chấp quyền sử dụng đất",
            "decided_on": date(2026, 9, 22),
            "effective_on": date(2026, 10, 23),
            "presiding_judge": "Thẩm phán Trần Thị Mẫu",
        } | facts
        self._serial += 1
        self.moment += timedelta(minutes=1)
        text = "\n".join(paragraphs)
        digest = sha256(f"{public_id}{self._serial}".encode()).hexdigest()
        pdf = self.store.files.put_published(PDF + public_id.encode())
        with self.store.writing() as session:
            judgment = models.Judgment(
                public_id=public_id,
                uploaded_by=1,
                created_at=self.moment,
                publication_state=PublicationState.PUBLISHED,
                publication_version=1,
                publication_changed_at=self.moment,
                **values,
            )
            session.add(judgment)
            session.flush()
            draft = models.Draft(
                judgment_id=judgment.id, version=1, state=DraftState.DONE, original_sha256=digest, original_bytes=1,
                uploaded_by=1, created_at=self.moment,
            )  # fmt: skip
            session.add(draft)
            session.flush()
            court = session.get_one(models.Court, values["court_code"])
            day = values["decided_on"]
            session.add(
                models.Publication(
                    judgment_id=judgment.id,
                    version=1,
                    draft_id=draft.id,
                    title=f"Bản án {case_number} ngày {day.day}/{day.month}/{day.year} – {court.name}",
                    paragraphs=list(paragraphs),
                    text=text,
                    text_sha256=sha256(text.encode()).hexdigest(),
                    pdf_sha256=pdf,
                    pdf_bytes=len(PDF),
                    policy="p1",
                    model="rules",
                    published_at=self.moment,
                    **values,
                )
            )
            detail = {"version": 1}
            events.append(
                session, self.store, actor=WORKER, action="judgment.publish", judgment_id=judgment.id, detail=detail
            )
        if indexed:
            self.index(public_id)
        return public_id

    def index(self, *ids: str) -> None:
        found = public.find_many(self.store, ids)
        cited, weights = citations.facets(self.store, ids), importance.weights(self.store, ids)
        self.engine.put(
            [
                document(one, courts.court(self.store, one.court_code), cited[one.public_id], weights[one.public_id])
                for one in found
            ]
        )

    def change(self, public_id: str, state: PublicationState, **values: Any) -> None:
        """Hide or withdraw as the desk does, leaving the index as it is: a stale index."""
        with self.store.writing() as session:
            judgment = session.query(models.Judgment).filter_by(public_id=public_id).one()
            judgment.publication_state = state
            judgment.publication_changed_at = self.moment
            for name, value in values.items():
                setattr(judgment, name, value)

    def correct(self, public_id: str, paragraph: str, note: str) -> None:
        """Put a second version with one paragraph in place of the first."""
        with self.store.writing() as session:
            judgment = session.query(models.Judgment).filter_by(public_id=public_id).one()
            first = session.query(models.Publication).filter_by(judgment_id=judgment.id).one()
            draft = models.Draft(
                judgment_id=judgment.id, version=2, state=DraftState.DONE, original_sha256=sha256(b"2").hexdigest(),
                original_bytes=1, uploaded_by=1, created_at=self.moment,
            )  # fmt: skip
            session.add(draft)
            session.flush()
            values = {c.key: getattr(first, c.key) for c in models.Publication.__table__.columns}
            values |= {"version": 2, "draft_id": draft.id, "paragraphs": [paragraph], "text": paragraph, "note": note}
            values["text_sha256"] = sha256(paragraph.encode()).hexdigest()
            session.add(models.Publication(**values))
            judgment.publication_version = 2

    def withdraw(self, public_id: str) -> None:
        self.change(
            public_id, PublicationState.WITHDRAWN, withdrawn_on=date(2026, 11, 20), withdrawn_reason="loi-ma-hoa"
        )


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A records database in its newest form with its courts: copied for each test, migrating is slow."""
    folder = tmp_path_factory.mktemp("public-template")
    store = open_store(f"sqlite:///{folder / 'records.sqlite3'}", None, folder / "files", None)
    migrate(store)
    courts.seed_courts(store)
    add_account(store, "thuky@example.vn", "clerk", COURT, password="mat-khau-du-dai-123")
    store.close()
    return folder / "records.sqlite3"


@pytest.fixture
def settings() -> Settings:
    return _settings()


def _settings() -> Settings:
    return Settings(public_url="https://congbo.example.vn", rate_limit_url="", surfaces=frozenset({"public"}))


@contextmanager
def opened(folder: Path, settings: Settings) -> Iterator[World]:
    store = open_store(f"sqlite:///{folder / 'records.sqlite3'}", None, folder / "files", None, clock=lambda: NOW)
    engine = open_engine(f"tantivy:{folder / 'index'}")
    app = create_public_app(settings, store, engine)
    app.test_client_class = Reader
    yield World(app, app.test_client(), store, engine, settings)
    engine.close()
    store.close()


@pytest.fixture
def world(migrated: Path, tmp_path: Path, settings: Settings) -> Iterator[World]:
    (tmp_path / "records.sqlite3").write_bytes(migrated.read_bytes())
    with opened(tmp_path, settings) as world:
        yield world


@pytest.fixture
def full(world: World) -> World:
    """A site with a few judgments: two courts, one number twice, several kinds of case."""
    return filled(world)


def filled(world: World) -> World:
    world.publish("7k3m2q9x", "13/2026/DS-ST", indexed=False)
    world.publish("8a4n5r2y", "13/2026/DS-ST", indexed=False, court_code=ENDED_COURT, decided_on=date(2024, 3, 5))
    theft = (
        "TÒA ÁN NHÂN DÂN KHU VỰC 1 - HÀ NỘI",
        "NỘI DUNG VỤ ÁN:",
        "Bị cáo Lê Văn T lấy một xe máy.",
        "QUYẾT ĐỊNH:",
        "Tuyên bố bị cáo Lê Văn T phạm tội trộm cắp tài sản.",
    )
    world.publish(
        "9b5p6s3z",
        "04/2026/HS-ST",
        indexed=False,
        case_type="hs",
        legal_relation="trộm cắp tài sản",
        instance="pt",
        paragraphs=theft,
    )
    world.index("7k3m2q9x", "8a4n5r2y", "9b5p6s3z")
    return world


ACTS = (
    statutes.KnownAct("91/2015/QH13", "Bộ luật Dân sự", ("bộ luật dân sự",), ("BLDS",), date(2017, 1, 1), None, None),
    statutes.KnownAct(
        "33/2005/QH11", "Bộ luật Dân sự", (), ("BLDS",), date(2006, 1, 1), date(2016, 12, 31), "91/2015/QH13"
    ),
    statutes.KnownAct("326/2016/UBTVQH14", "Nghị quyết 326 về án phí, lệ phí Tòa án", general=True),
)
CITING = (
    "TÒA ÁN NHÂN DÂN KHU VỰC 1 - HÀ NỘI",
    "NỘI DUNG VỤ ÁN:",
    "Nguyên đơn dẫn Bản án dân sự sơ thẩm số 13/2026/DS-ST ngày 22/9/2026 của Tòa án nhân dân khu vực 1 - Hà Nội.",
    "NHẬN ĐỊNH CỦA TÒA ÁN:",
    "[1] Việc vay tiền có lãi theo khoản 2 Điều 468 Bộ luật Dân sự năm 2015; bên vay phải trả nợ theo Điều 466.",
    "[2] Hội đồng xét xử áp dụng Án lệ số 902/2025/AL vì tình huống tương tự.",
    "[3] Án lệ số 904/2026/AL có tình huống khác nên Tòa án không áp dụng.",
    "QUYẾT ĐỊNH:",
    "Căn cứ Điều 468 Bộ luật Dân sự năm 2015, Điều 26 Nghị quyết số 326/2016/UBTVQH14, tuyên xử.",
)


@pytest.fixture(scope="session")
def cited_folder(migrated: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of the site of `cited`: made once, copied for each test."""
    folder = tmp_path_factory.mktemp("cited-template")
    (folder / "records.sqlite3").write_bytes(migrated.read_bytes())
    with opened(folder, _settings()) as world:
        filled(world)
        statutes.seed_acts(world.store, ACTS)
        assert import_precedents(world.store, DEMO_PRECEDENTS).written
        world.publish("5m8n7p6q", "21/2026/DS-ST", indexed=False, paragraphs=CITING, decided_on=date(2026, 10, 12))
        assert cite(world.store) == 4
        world.index("5m8n7p6q")
    return folder


@pytest.fixture
def cited(cited_folder: Path, tmp_path: Path, settings: Settings) -> Iterator[World]:
    """The same site with acts, invented precedents, and a judgment that cites all of them and another judgment."""
    copytree(cited_folder, tmp_path, dirs_exist_ok=True)
    with opened(tmp_path, settings) as world:
        yield world


class Page(HTMLParser):
    """What a test wants to know of an HTML page: its tags closed, its ids, headings, links, controls and labels."""

    VOID = frozenset({"meta", "link", "input", "br", "hr", "img", "path", "rect", "circle", "line"})

    def __init__(self, body: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.faults: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.headings: list[str] = []
        self.labels: set[str] = set()
        self.controls: list[dict[str, str | None]] = []
        self.title = ""
        self.feed(body)
        self.close()
        self.faults += [f"left open: {tag}" for tag in self.open]
        doubled = {one for one in self.ids if self.ids.count(one) > 1}
        self.faults += [f"doubled id: {one}" for one in sorted(doubled)]
        for control in self.controls:
            named = control.get("id") in self.labels or control.get("inside") or control.get("aria-label")
            if not named:
                self.faults.append(f"no label: {control.get('name')}")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self._check(tag, attrs, given)
        if given.get("id"):
            self.ids.append(given["id"] or "")
        if tag in {"a", "link"} and given.get("href") is not None:
            self.links.append(given["href"] or "")
        if tag == "form":
            self.links.append(given.get("action") or "")
        if tag == "label" and given.get("for"):
            self.labels.add(given["for"] or "")
        if tag in {"input", "select", "textarea"} and given.get("type") != "hidden":
            self.controls.append(given | {"inside": "label" if "label" in self.open else None})
        if tag not in self.VOID:
            self.open.append(tag)
        if tag == "h1":
            self.headings.append("")

    def _check(self, tag: str, attrs: list[tuple[str, str | None]], given: dict[str, str | None]) -> None:
        if len(given) != len(attrs):
            self.faults.append(f"doubled attribute: {tag}")
        if "style" in given or any(name.startswith("on") for name in given):
            self.faults.append(f"inline style or script: {tag}")
        if tag == "script" and not given.get("src") and given.get("type") != "application/ld+json":
            self.faults.append("inline script")
        if tag == "p" and "p" in self.open[-1:]:
            self.faults.append("p inside p")

    def handle_endtag(self, tag: str) -> None:
        if tag in self.VOID:
            return
        if not self.open or self.open[-1] != tag:
            self.faults.append(f"closed out of turn: {tag} in {self.open[-3:]}")
        if tag in self.open:
            while self.open.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if self.open[-2:] == ["head", "title"]:
            self.title += data
        if "h1" in self.open:
            self.headings[-1] += data


@pytest.fixture
def page_of() -> type[Page]:
    return Page
