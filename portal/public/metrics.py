"""Figures for Prometheus in its text form: counts only, never a name or a text, and for internal addresses only."""

from collections.abc import Iterator
from ipaddress import ip_address
from typing import Final

from flask import Blueprint, Response, abort, request

from portal.public.site import Site, site
from records import jobs, public
from search.engine import SearchUnavailable

pages = Blueprint("metrics", __name__)

FORM: Final = "text/plain; version=0.0.4"
Line = tuple[str, str, float]


@pages.get("/metrics")
def metrics() -> Response:
    """Collection, queue and search engine as numbers; 404 for a caller from outside."""
    if not _internal(request.remote_addr or ""):
        abort(404)
    body = "".join(
        f"# HELP {name} {what}\n# TYPE {name} gauge\n{name} {value:g}\n" for name, what, value in _all(site())
    )
    answer = Response(body, content_type=FORM)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _internal(address: str) -> bool:
    """Whether the caller is on this machine or in a private network; trusted proxies were taken off before."""
    try:
        return ip_address(address).is_private
    except ValueError:
        return False


def _all(here: Site) -> Iterator[Line]:
    totals, queue = public.totals(here.store), jobs.queue_status(here.store)
    yield "banan_judgments_public", "Judgments that are public now.", totals.judgments
    yield "banan_jobs_waiting", "Jobs that wait.", queue.waiting
    yield "banan_jobs_running", "Jobs that a worker holds.", queue.running
    yield "banan_jobs_failed", "Jobs that were given up.", queue.failed
    late = (here.store.clock() - queue.oldest_waiting).total_seconds() if queue.oldest_waiting else 0.0
    yield "banan_jobs_oldest_seconds", "How long the oldest waiting job could have run.", max(late, 0.0)
    try:
        status = here.engine.status()
    except SearchUnavailable:
        yield "banan_search_up", "Whether the search engine answers.", 0
        return
    yield "banan_search_up", "Whether the search engine answers.", 1
    yield "banan_search_documents", "Documents in the search index.", status.documents
    yield "banan_search_bytes", "Size of the search index.", status.size
