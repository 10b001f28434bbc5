"""The public pages: no session, no cookie, nothing that was not published."""

from collections.abc import Mapping
from typing import Any

from flask import Flask
from flask.json.provider import DefaultJSONProvider

from portal.api import views as api
from portal.assets import serve_static
from portal.errors import handle_errors
from portal.filters import prepare_templates
from portal.i18n import speak_vietnamese
from portal.public import (
    advanced,
    court_pages,
    feeds,
    figures,
    health,
    judgments,
    lists,
    metrics,
    precedent_pages,
    search_files,
    search_pages,
    similar,
    statute_pages,
    texts,
)
from portal.public.site import EXTENSION, make_site
from portal.security import PUBLIC_POLICY, forbid_sessions, limit_requests, secure_answers, trust_proxies
from records.database import Store
from search.engine import SearchEngine
from settings import Settings

__all__ = ["create_public_app"]

FRAME = "base/public.html"
SEARCH_LIMIT = "60 per minute"
API_LIMIT = "120 per minute"


class ReadableJson(DefaultJSONProvider):
    """Vietnamese letters as they are, keys in the order of the contract."""

    ensure_ascii = False
    sort_keys = False


def create_public_app(
    settings: Settings, store: Store, engine: SearchEngine, quality: Mapping[str, Any] | None = None
) -> Flask:
    """Return the public application: search, judgments, courts, statistics, API, feeds.

    It has no session: no answer carries a cookie, whatever the browser sends. store: opened without the restricted
    database. engine: gives ids; everything that is shown is read from the store.
    quality: the card of the masking model (portal/public/quality.py), None while there is none.
    """
    app = Flask(__name__, static_folder=None)
    app.url_map.strict_slashes = True
    app.json = ReadableJson(app)
    here = make_site(settings, store, engine, quality)
    app.extensions[EXTENSION] = here
    prepare_templates(app, settings)
    app.jinja_env.globals["data_as_of"] = here.as_of
    speak_vietnamese(app)
    forbid_sessions(app)
    secure_answers(app, settings, policy=PUBLIC_POLICY)
    handle_errors(app, frame=FRAME)
    for module in (
        lists, court_pages, precedent_pages, statute_pages, search_pages, search_files, advanced, judgments,
        similar, figures, feeds, health, metrics, texts, api,
    ):  # fmt: skip
        app.register_blueprint(module.pages)
    serve_static(app)
    limiter = limit_requests(app, settings)
    limiter.limit(API_LIMIT)(api.pages)
    limiter.limit(SEARCH_LIMIT)(search_pages.pages)
    limiter.limit(SEARCH_LIMIT)(search_files.pages)
    limiter.limit(SEARCH_LIMIT)(similar.pages)
    trust_proxies(app, settings)
    return app
