"""Files that pages need beside their HTML; a change of any of them changes the address of all."""

import hashlib
from functools import cache
from pathlib import Path

from flask import Flask, Response, send_from_directory

STATIC = Path(__file__).parent / "static"
PREFIX = "/static"
YEAR = 365 * 24 * 3600


@cache
def static_version() -> str:
    """Ten hexadecimal digits that change when any static file changes."""
    digest = hashlib.sha256()
    for path in sorted(p for p in STATIC.rglob("*") if p.is_file()):
        digest.update(path.relative_to(STATIC).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:10]


@cache
def static_url(name: str) -> str:
    """Address of a static file from the root of the host, the same in both applications.

    name: path below portal/static. Raises FileNotFoundError for a file that is not there.
    """
    if not (STATIC / name).is_file():
        raise FileNotFoundError(name)
    return f"{PREFIX}/{static_version()}/{name}"


def serve_static(app: Flask) -> None:
    """Answer `/static/<version>/…`: the current version for a year, any other version with a revalidation."""

    @app.get(f"{PREFIX}/<version>/<path:name>")
    def static_file(version: str, name: str) -> Response:
        current = version == static_version()
        answer = send_from_directory(STATIC, name, max_age=YEAR if current else None)
        if current:
            answer.cache_control.immutable = True
        return answer


def static_only() -> Flask:
    """An application that answers static files and nothing else: the root of a process that serves the desk alone."""
    app = Flask(__name__, static_folder=None)
    serve_static(app)
    return app
