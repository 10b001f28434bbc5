"""What every answer carries and what no answer may: headers, proxies, limits, and no session where none belongs."""

from typing import Any, Final
from urllib.parse import urlsplit

from flask import Flask, Response, request
from flask.sessions import SessionInterface, SessionMixin
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.routing import RequestRedirect

from settings import Settings

PUBLIC_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
DESK_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS: Final = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
HSTS: Final = "max-age=31536000"
LIMITER: Final = "banan-limiter"


class NoSession(SessionInterface):
    """A session that cannot be written and never becomes a cookie."""

    def open_session(self, app: Flask, request: Any) -> SessionMixin | None:  # noqa: ANN401, ARG002  Flask's signature
        """Nothing is read: Flask then makes a null session, whose every write fails."""
        return None

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Never called for a null session; kept so that nothing could be written either way."""


def forbid_sessions(app: Flask) -> None:
    """Make writing a session an error in this application, so that no answer can carry a cookie of it."""
    app.session_interface = NoSession()


def secure_answers(app: Flask, settings: Settings, *, policy: str = PUBLIC_POLICY) -> None:
    """Set the security headers on every answer of the application, errors and static files included.

    policy: value of Content-Security-Policy. Strict-Transport-Security is added when the public address is https.
    """
    headers = {"Content-Security-Policy": policy, **HEADERS}
    if settings.public_url.startswith("https://"):
        headers["Strict-Transport-Security"] = HSTS
    pairs = tuple(headers.items())

    @app.after_request
    def add_headers(response: Response) -> Response:
        response.headers.extend(pairs)
        if isinstance(request.routing_exception, RequestRedirect):
            _stay_here(response, request.routing_exception)
        return response


def _stay_here(response: Response, redirect: RequestRedirect) -> None:
    """Name no host in a redirect of the routing: it would be the one the caller claims, and caches keep it."""
    to = urlsplit(redirect.new_url)
    response.location = "/" + to.path.lstrip("/") + (f"?{to.query}" if to.query else "")
    response.set_data(b"")


def trust_proxies(app: Flask, settings: Settings) -> None:
    """Believe the forwarding headers of exactly as many proxies as the settings name; of none by default."""
    if hops := settings.trusted_proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]


def limit_requests(app: Flask, settings: Settings) -> Limiter:
    """Return the limiter of the application; it counts by address and is off when the settings name no place to count.

    Routes ask for a limit with `limiter.limit("60 per minute")`; there is none by default.
    """
    limiter = Limiter(
        get_remote_address,
        app=app,
        storage_uri=settings.rate_limit_url or "memory://",
        strategy="fixed-window",
        headers_enabled=False,
        enabled=bool(settings.rate_limit_url),
    )
    app.extensions[LIMITER] = limiter  # its decorators hold it only weakly
    return limiter
