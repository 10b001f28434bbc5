"""The judgment page against a bare Flask page, in one process, taking turns: both pay for the same machine.

Each page is asked for through WSGI with its own environ; the judgment pages are those of a store made here. `first`
is the time of pages that were not asked for before, `ratio` is requests a second of pages that were, which the
application keeps, after asking the records each time whether they still stand.
"""

import tempfile
import time
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from flask import Flask
from werkzeug.test import EnvironBuilder

from portal.public import create_public_app
from records import courts, models
from records.accounts import add_account
from records.database import Store, migrate, open_store
from records.lifecycle import DraftState, PublicationState
from search.engine import open_engine
from settings import Settings

JUDGMENTS = 60
PARAGRAPHS = 70
ROUNDS = 12
BATCH = 60
SENTENCE = "Xét yêu cầu của nguyên đơn, Hội đồng xét xử thấy các bên tranh chấp quyền sử dụng đất từ năm 2019. "
DIGITS = "0123456789abcdefghjkmnpqrstvwxyz"


def run() -> dict[str, Any]:
    """Return requests a second and CPU milliseconds a request of both pages, and their ratio."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        store = open_store(f"sqlite:///{root / 'records.sqlite3'}", None, root / "files", None)
        migrate(store)
        courts.seed_courts(store)
        ids = [publish(store, number) for number in range(JUDGMENTS)]
        engine = open_engine(f"tantivy:{root / 'index'}")
        app = create_public_app(Settings(rate_limit_url=""), store, engine)
        first, size = timed(app, [f"/ban-an/{one}" for one in ids])
        figures = taking_turns(app, bare(), [f"/ban-an/{one}" for one in ids])
        engine.close()
        store.close()
    return {"page_bytes": size // JUDGMENTS, "first_cpu_ms": round(first / JUDGMENTS * 1000, 3), **figures}


def taking_turns(app: Flask, plain: Flask, paths: list[str]) -> dict[str, Any]:
    """Measure both in turns, so that a busy machine is busy for both; the median round counts."""
    rounds = []
    for _round in range(ROUNDS):
        bare_seconds, _size = timed(plain, ["/"] * BATCH)
        judgment_seconds, _size = timed(app, (paths * BATCH)[:BATCH])
        rounds.append((bare_seconds / judgment_seconds, judgment_seconds / BATCH, bare_seconds / BATCH))
    ratio, judgment, bare_page = sorted(rounds)[ROUNDS // 2]
    return {
        "judgment": {"cpu_ms": round(judgment * 1000, 3), "requests_per_cpu_s": round(1 / judgment)},
        "bare_flask": {"cpu_ms": round(bare_page * 1000, 3), "requests_per_cpu_s": round(1 / bare_page)},
        "ratio": round(ratio, 3),
        "ratio_min": round(min(rounds)[0], 3),
        "ratio_max": round(max(rounds)[0], 3),
    }


def timed(app: Flask, paths: Iterable[str]) -> tuple[float, int]:
    """CPU seconds for these requests, one after the other, and the bytes of their answers."""
    environs = [EnvironBuilder(path=path).get_environ() for path in paths]
    started = time.process_time()
    size = sum(answered(app.wsgi_app, environ) for environ in environs)
    return time.process_time() - started, size


def answered(application: Callable[..., Iterable[bytes]], environ: dict[str, Any]) -> int:
    """Send one request through WSGI; the number of bytes of its answer, which must be a 200."""
    status: list[str] = []
    body = application(environ, lambda line, _headers, _fault=None: status.append(line))
    size = sum(map(len, body))
    getattr(body, "close", lambda: None)()
    assert status == ["200 OK"], status
    return size


def bare() -> Flask:
    """The smallest Flask application that answers with a page."""
    app = Flask("bare")

    @app.get("/")
    def page() -> str:
        return "<!DOCTYPE html><title>Bare</title><h1>Bare</h1>"

    return app


def publish(store: Store, number: int) -> str:
    """Write one invented judgment into the records as published; its public id."""
    public_id = "0000" + "".join(DIGITS[number // 32**place % 32] for place in range(3, -1, -1))
    paragraphs = ["NỘI DUNG VỤ ÁN:", *(f"[{n}] {SENTENCE * 3}" for n in range(PARAGRAPHS)), "QUYẾT ĐỊNH:", "Xong."]
    text = "\n".join(paragraphs)
    now = datetime.now(UTC)
    if number == 0:
        add_account(store, "thuky@example.vn", "clerk", "tand-kv-1-ha-noi", password="mat-khau-du-dai-123")  # noqa: S106  invented
    facts: dict[str, Any] = {
        "court_code": "tand-kv-1-ha-noi",
        "case_number": f"{number + 1}/2026/DS-ST",
        "kind": "ban-an",
        "instance": "st",
        "case_type": "ds",
        "legal_relation": "tranh chấp quyền sử dụng đất",
        "decided_on": date(2026, 9, 22),
    }
    with store.writing() as session:
        judgment = models.Judgment(
            public_id=public_id,
            uploaded_by=1,
            created_at=now,
            publication_state=PublicationState.PUBLISHED,
            publication_version=1,
            publication_changed_at=now,
            **facts,
        )
        session.add(judgment)
        session.flush()
        draft = models.Draft(
            judgment_id=judgment.id,
            version=1,
            state=DraftState.DONE,
            original_sha256=sha256(public_id.encode()).hexdigest(),
            original_bytes=1,
            uploaded_by=1,
            created_at=now,
        )
        session.add(draft)
        session.flush()
        session.add(
            models.Publication(
                judgment_id=judgment.id,
                version=1,
                draft_id=draft.id,
                title=f"Bản án {number + 1}/2026/DS-ST ngày 22/9/2026 – TAND khu vực 1 - Hà Nội",
                paragraphs=paragraphs,
                text=text,
                text_sha256=sha256(text.encode()).hexdigest(),
                pdf_sha256="0" * 64,
                pdf_bytes=72_000,
                policy="p1",
                model="rules",
                published_at=now,
                **facts,
            )
        )
    return public_id
