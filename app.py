"""The WSGI name: public and desk applications under one dispatcher, or one of them (`BANAN_SURFACES`)."""

import json
import os
import sys
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Any

from werkzeug.middleware.dispatcher import DispatcherMiddleware
from werkzeug.test import Client

from commands import set_up_logs
from indexer.cite import seed_acts
from indexer.context import Context
from indexer.extract import Limits
from indexer.receive import checked_upload
from indexer.typefaces import BadTypefaces, check_typefaces
from indexer.worker import waker
from portal.assets import static_only
from records import events
from records.courts import seed_courts
from records.database import Store, migrate, open_store
from records.ledger import ledger_writer
from search.engine import SearchEngine, SearchUnavailable, open_engine
from settings import BadSettings, Settings, files_key, load_settings, secret_key

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

DESK_PATH = "/noi-bo"
MODEL_CARD = Path(__file__).parent / "anonymizer" / "model" / "card.json"


def open_records(settings: Settings) -> Store:
    """Open the databases and files, bring them to the newest schema and seed the courts."""
    key = None if settings.serves_public_only else files_key(settings)
    store = open_store(settings.database_url, settings.sources_url, settings.data_dir, key)
    migrate(store)
    seed_courts(store)
    seed_acts(store)
    store.on_withdraw.append(ledger_writer(settings.ledger_dir))
    return store


def limits_of(settings: Settings) -> Limits:
    """What one file may cost."""
    return Limits(seconds=settings.extract_seconds, megabytes=settings.extract_mb, upload_megabytes=settings.upload_mb)


def open_context(settings: Settings) -> Context:
    """Everything a worker or a command needs; jobs it writes wake the workers.

    Raises BadSettings when the typefaces of the published files are not whole.
    """
    set_up_logs()
    try:
        check_typefaces()
    except BadTypefaces as error:
        raise BadSettings(str(error)) from error
    store = open_records(settings)
    store.on_enqueue.append(waker(settings.queue_url))
    return Context(
        store=store,
        engine=open_search(settings),
        public_url=settings.public_url,
        limits=limits_of(settings),
    )


def open_search(settings: Settings) -> SearchEngine:
    """Open the search engine of the settings. Raises BadSettings when its address or certificate cannot be used."""
    try:
        return open_engine(
            settings.search_url,
            ca_file=settings.search_ca_file,
            api_key=settings.search_api_key,
            codec=settings.search_codec,
            shards=settings.search_shards,
            replicas=settings.search_replicas,
        )
    except ValueError as error:
        raise BadSettings(f"BANAN_SEARCH_URL: {error}") from error


def create_app(settings: Settings | None = None) -> "WSGIApplication":
    """Return the WSGI application for the surfaces of the settings (default: of the environment).

    Raises BadSettings when the environment cannot be used.
    """
    settings = load_settings() if settings is None else settings
    set_up_logs()
    settings = settings.model_copy(update={"secret_key": secret_key(settings)})
    store = open_records(settings)
    public = _public(settings, store, open_search(settings)) if "public" in settings.surfaces else static_only()
    if "desk" not in settings.surfaces:
        return public
    return DispatcherMiddleware(public, {DESK_PATH: _desk(settings, store)})


def _public(settings: Settings, store: Store, engine: SearchEngine) -> "WSGIApplication":
    from portal.public import create_public_app

    return create_public_app(settings, store, engine, model_card())


def model_card(path: Path = MODEL_CARD) -> dict[str, Any] | None:
    """What training wrote about the model in use, with the measured figures; None while there is no model."""
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else None


def _desk(settings: Settings, store: Store) -> "WSGIApplication":
    from anonymizer import similar_places
    from anonymizer.policy import effects
    from indexer.page_image import page_image
    from portal.desk import create_desk_app

    store.on_enqueue.append(waker(settings.queue_url))
    limits = limits_of(settings)
    return create_desk_app(
        settings,
        store,
        check_upload=lambda name, path, size: checked_upload(name, path, size, limits),
        similar_places=similar_places,
        page_image=lambda content, number: page_image(content, number, limits),
        switch_effects=effects,
    )


def serve(settings: Settings) -> None:
    """Replace this process by gunicorn serving `create_app()` with the same environment."""
    secret_key(settings)
    gunicorn = Path(sys.executable).with_name("gunicorn")
    os.execv(  # noqa: S606  our own server, no shell
        gunicorn,
        [
            str(gunicorn),
            "--bind",
            f"{settings.host}:{settings.port}",
            "--workers",
            "2",
            "--threads",
            "4",
            "--worker-tmp-dir",
            "/dev/shm" if Path("/dev/shm").is_dir() else "/tmp",  # noqa: S108  gunicorn's heartbeat file
            "--limit-request-line",
            "8190",  # a search of 500 Vietnamese letters takes up to 4,500 bytes in an address
            "--no-control-socket",  # one place a user for all sites of a machine, and nobody here asks it
            "app:create_app()",
        ],
    )


def search_answer(settings: Settings, query: str, page: int) -> dict[str, Any]:
    """The answer of `/api/v1/search` to a query, given by the public application itself.

    Raises SearchUnavailable with the API's sentence when it cannot answer.
    """
    client = Client(_public(settings.model_copy(update={"rate_limit_url": ""}), *_readable(settings)))
    answer = client.get("/api/v1/search", query_string={"q": query, "trang": page})
    found: dict[str, Any] = json.loads(answer.get_data(as_text=True))
    if answer.status_code != HTTPStatus.OK:
        raise SearchUnavailable(str(found.get("message", answer.status)))
    return found


def _readable(settings: Settings) -> tuple[Store, SearchEngine]:
    return open_records(settings), open_search(settings)


def sign_events(store: Store, key: str | None) -> dict[str, Any]:
    """The signed head of the event chains, to be kept outside the database; raises BadSettings without a key."""
    return events.sign_head(store, _audit_key(key))


def verify_events(store: Store, head: dict[str, Any] | None, key: str | None) -> dict[str, Any]:
    """Check both event chains, against a signed head when given; the report as plain data."""
    reports = {chain: events.verify(store, chain) for chain in events.CHAINS}
    if head is not None:
        reports["head"] = events.verify_head(store, head, _audit_key(key))
    return {"ok": all(report.ok for report in reports.values())} | {
        name: {"ok": report.ok, "count": report.count, "head": report.head, "broken_at": report.broken_at}
        for name, report in reports.items()
    }


def _audit_key(key: str | None) -> bytes:
    if not key:
        raise BadSettings("Thiếu BANAN_AUDIT_KEY: khóa dùng để ký đầu chuỗi sự kiện.")
    return key.encode()
