"""The results page over the records, and four readers beside a writer: what the bench measures around queries."""

from __future__ import annotations

import multiprocessing
import tempfile
import time
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import numpy as np

from bench.corpus import document, public_id
from portal.public import create_public_app
from records import courts, models
from records.accounts import add_account
from records.database import Store, migrate, open_store
from records.lifecycle import DraftState, PublicationState
from search.embedded import Embedded
from search.query import SearchQuery, parse
from settings import load_settings

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from search.engine import SearchDocument

COURT = "tand-kv-1-ha-noi"
PAGES = 40
READERS = 4
MARK = "zzdanhdau"


def results_page(engine: Embedded, count: int, asked: Mapping[str, Sequence[SearchQuery]]) -> dict[str, float | None]:
    """Milliseconds of whole result pages: the hits of these searches stand in the records, as they do in life."""
    texts = [one.query.text for name in ("and3", "and3_marks", "phrase", "filter_facets") for one in asked[name][:10]]
    found = {hit for text in texts for hit in engine.search(SearchQuery(parse(text), page_size=20, facets=())).ids}
    wanted = {document.id: document for document in _these(found, count)}
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(f"sqlite:///{folder}/records.sqlite3", None, Path(folder) / "files", None)
        migrate(store)
        courts.seed_courts(store)
        _publish(store, list(wanted.values()))
        client = create_public_app(load_settings({"BANAN_RATE_LIMIT_URL": ""}, None), store, engine).test_client()
        figures = []
        for turn in range(2):
            for text in texts:
                wall, cpu = time.perf_counter(), time.process_time()
                answer = client.get(f"/tim-kiem?{urlencode({'q': text})}")
                figure = (time.perf_counter() - wall, time.process_time() - cpu)
                assert answer.status_code == 200, text
                if turn:
                    figures.append(figure)
        store.close()
    wall_ms = np.array([one[0] for one in figures]) * 1000
    return {
        "p50_ms": round(float(np.percentile(wall_ms, 50)), 1),
        "p95_ms": round(float(np.percentile(wall_ms, 95)), 1),
        "cpu_ms": round(float(np.mean([one[1] for one in figures])) * 1000, 1),
        "raw_p95_ms": None,
        "raw_cpu_ms": None,
    }


def _these(ids: set[str], count: int) -> list[SearchDocument]:
    """Make the documents with these ids again."""
    return [document(number) for number in range(count) if public_id(number) in ids]


def _publish(store: Store, found: Sequence[SearchDocument]) -> None:
    """Write documents into the records as published."""
    add_account(store, "thuky@example.vn", "clerk", COURT, password="mat-khau-du-dai-123")  # noqa: S106  invented
    now = datetime.now(UTC)
    with store.writing() as session:
        for one in found:
            paragraphs = [
                *one.other,
                "NỘI DUNG VỤ ÁN:",
                *one.facts,
                "NHẬN ĐỊNH CỦA TÒA ÁN:",
                *one.reasoning,
                *one.decision,
            ]
            text = "\n".join(paragraphs)
            facts: dict[str, Any] = {
                "court_code": COURT,
                "case_number": one.case_number,
                "kind": one.doc_kind,
                "instance": one.instance,
                "case_type": one.case_type,
                "legal_relation": one.legal_relation,
                "decided_on": one.decided_on,
            }
            judgment = models.Judgment(
                public_id=one.id, uploaded_by=1, created_at=now, publication_state=PublicationState.PUBLISHED,
                publication_version=1, publication_changed_at=now, **facts,
            )  # fmt: skip
            session.add(judgment)
            session.flush()
            digest = sha256(one.id.encode()).hexdigest()
            draft = models.Draft(
                judgment_id=judgment.id, version=1, state=DraftState.DONE, original_sha256=digest, original_bytes=1,
                uploaded_by=1, created_at=now,
            )  # fmt: skip
            session.add(draft)
            session.flush()
            session.add(
                models.Publication(
                    judgment_id=judgment.id,
                    version=1,
                    draft_id=draft.id,
                    title=one.title,
                    paragraphs=paragraphs,
                    text=text,
                    text_sha256=digest,
                    pdf_sha256=digest,
                    pdf_bytes=1,
                    policy="p1",
                    model="-",
                    published_at=one.published_at,
                    **facts,
                )
            )


def under_load(folder: str, count: int, seconds: float) -> dict[str, Any]:
    """Four processes search while one writes, for so long: searches, faults, totals that cannot be."""
    context = multiprocessing.get_context("spawn")
    answers: Any = context.Queue()
    go = context.Event()
    readers = [context.Process(target=_read, args=(folder, count, seconds, go, answers)) for _ in range(READERS)]
    for reader in readers:
        reader.start()
    for _ in readers:
        answers.get(timeout=300)  # each says that it is ready
    go.set()
    written, slowest = _write(Embedded(folder), count, time.monotonic() + seconds)
    found = [answers.get(timeout=300) for _ in readers]
    for reader in readers:
        reader.join()
    times = np.array([one for answer in found for one in answer["times"]]) * 1000
    return {
        "seconds": seconds,
        "searches": len(times),
        "p50_ms": round(float(np.percentile(times, 50)), 1),
        "p95_ms": round(float(np.percentile(times, 95)), 1),
        "writes": written,
        "slowest_write_s": round(slowest, 2),
        "errors": sum(answer["errors"] for answer in found),
        "wrong_totals": sum(answer["wrong"] for answer in found),
    }


def _read(folder: str, count: int, seconds: float, go: Any, answers: Any) -> None:  # noqa: ANN401  of multiprocessing
    engine = Embedded(folder)
    answers.put("ready")
    go.wait(300)
    until = time.monotonic() + seconds
    asked = [SearchQuery(parse(text), facets=("loai-an",)) for text in ("quyen su dung dat", '"hợp đồng"', "ma túy")]
    everything, marked = SearchQuery(facets=("loai-an",)), SearchQuery(parse(MARK), facets=())
    times, errors, wrong = [], 0, 0
    while time.monotonic() < until:
        for query in (*asked, everything, marked):
            began = time.perf_counter()
            try:
                page = engine.search(query)
            except Exception:  # noqa: BLE001  every fault counts, whatever it is
                errors += 1
                continue
            times.append(time.perf_counter() - began)
            # the writer adds one marked judgment and takes it out again, in one commit each
            facets = sum(one.count for one in page.facets.get("loai-an", ()))
            wrong += (query is marked and page.total > 1) or (query is everything and not count <= facets <= count + 1)
    answers.put({"times": times, "errors": errors, "wrong": wrong})


def _write(engine: Embedded, count: int, until: float) -> tuple[int, float]:
    writes, slowest = 0, 0.0
    one = document(count + 2)
    while time.monotonic() < until:
        began = time.perf_counter()
        engine.put([replace(one, title=MARK)])
        engine.put([replace(one, title=MARK, version=writes + 2)])
        engine.remove([one.id])
        slowest = max(slowest, (time.perf_counter() - began) / 3)
        writes += 3
        time.sleep(0.2)
    return writes, slowest
