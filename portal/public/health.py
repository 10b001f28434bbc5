"""Whether the process is up, and whether what it stands on answers."""

from typing import Final

import structlog
from flask import Blueprint, Response, jsonify
from sqlalchemy.exc import SQLAlchemyError

from portal.public.site import site
from records import public
from search.engine import SearchUnavailable

log = structlog.get_logger()
pages = Blueprint("health", __name__)

AWAY: Final = 503


@pages.get("/healthz")
def alive() -> Response:
    """200 as long as the process answers; nothing else is asked."""
    return _plain(jsonify(status="ok"))


@pages.get("/readyz")
def ready() -> Response:
    """200 when database and engine answer, else 503 and which of them does not."""
    parts = {"database": _database(), "search": _search()}
    answer = jsonify(
        status="ok" if all(parts.values()) else "unavailable", **{k: "ok" if v else "away" for k, v in parts.items()}
    )
    answer.status_code = 200 if all(parts.values()) else AWAY
    return _plain(answer)


def _database() -> bool:
    try:
        public.totals(site().store)
    except SQLAlchemyError as fault:
        log.warning("readiness.failed", part="database", kind=type(fault).__name__)
        return False
    return True


def _search() -> bool:
    try:
        site().engine.status()
    except SearchUnavailable as fault:
        log.warning("readiness.failed", part="search", kind=type(fault).__name__)
        return False
    return True


def _plain(answer: Response) -> Response:
    answer.headers["Cache-Control"] = "no-store"
    return answer
