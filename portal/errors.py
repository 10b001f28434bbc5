"""Pages and JSON for what goes wrong: every refusal is readable, says what to do next and never shows internals."""

import secrets
import time
import traceback
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import structlog
from flask import Flask, Response, current_app, jsonify, make_response, render_template, request
from flask_babel import lazy_gettext
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from portal.i18n import _
from portal.security import LIMITER

log = structlog.get_logger()

API_PREFIX: Final = "/api/"
REFERENCE_BYTES: Final = 5
FRAMES: Final = 12
RETRY_SECONDS: Final = 30
SEARCH_RETRY_SECONDS: Final = 120


@dataclass(frozen=True)
class Words:
    """What the page of one status says."""

    title: object
    text: object


PAGES: Final = {
    400: Words(lazy_gettext("Yêu cầu không đúng"), lazy_gettext("Địa chỉ hoặc dữ liệu gửi lên không đúng dạng.")),
    403: Words(lazy_gettext("Không có quyền"), lazy_gettext("Tài khoản của bạn không có quyền này.")),
    404: Words(
        lazy_gettext("Không tìm thấy trang này"),
        lazy_gettext("Địa chỉ không có trên Cổng. Kiểm tra lại địa chỉ, hoặc tìm bằng nội dung hay số bản án."),
    ),
    405: Words(lazy_gettext("Cách gọi không được nhận"), lazy_gettext("Trang này không nhận yêu cầu kiểu đó.")),
    413: Words(lazy_gettext("Tệp quá lớn"), lazy_gettext("Dữ liệu gửi lên vượt giới hạn.")),
    429: Words(
        lazy_gettext("Bạn gửi quá nhiều yêu cầu"),
        lazy_gettext("Hãy chờ rồi thử lại. Cần nhiều dữ liệu thì dùng nguồn tin hoặc API."),
    ),
    500: Words(lazy_gettext("Cổng đang có lỗi"), lazy_gettext("Lỗi thuộc về hệ thống, không phải do bạn.")),
    503: Words(lazy_gettext("Tạm ngừng phục vụ"), lazy_gettext("Hãy thử lại sau ít phút.")),
}


def handle_errors(app: Flask, *, frame: str) -> None:
    """Answer every HTTP error and every unexpected fault with a readable page, or JSON below `/api/`.

    frame: the template whose frame the pages stand in. A fault is logged as `request.failed` with the reference
    number the reader sees, never with the address's query.
    """

    @app.errorhandler(HTTPException)
    def http_error(error: HTTPException) -> Response:
        if error.response is not None or (error.code or 500) < 400:  # noqa: PLR2004  redirects are raised too
            return make_response(error.get_response())
        answer = refuse(error.code or 500, frame=frame, retry_after=_retry_after(error))
        if isinstance(error, MethodNotAllowed) and error.valid_methods:
            answer.headers["Allow"] = ", ".join(sorted(error.valid_methods))
        return answer

    @app.errorhandler(Exception)
    def fault(error: Exception) -> Response:
        reference = new_reference()
        log.error(
            "request.failed",
            reference=reference,
            endpoint=request.endpoint,
            kind=type(error).__name__,
            where=_places(error),
        )
        return refuse(500, frame=frame, reference=reference)


def new_reference() -> str:
    """A number that a reader can read out on the phone and an operator can find in the log."""
    return "E-" + secrets.token_hex(REFERENCE_BYTES).upper()


def refuse(
    code: int, *, frame: str, reference: str | None = None, retry_after: int | None = None, text: str | None = None
) -> Response:
    """The answer of one status: JSON `{"error", "message"}` below /api/, else the page `errors/page.html`.

    retry_after: seconds, also sent as a header. text: replaces the usual sentence of the status.
    """
    words = PAGES.get(code, PAGES[500 if code >= 500 else 400])  # noqa: PLR2004  classes of HTTP
    said = text or str(words.text)
    if request.path.startswith(API_PREFIX):
        answer = jsonify(error=code, message=f"{words.title}. {said}")
    else:
        if retry_after:
            said = f"{said} " + _("Thử lại sau %(seconds)s giây.", seconds=retry_after)
        answer = make_response(
            render_template(
                "errors/page.html", frame=frame, code=code, heading=str(words.title), text=said, reference=reference
            )
        )
    answer.status_code = code
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["X-Robots-Tag"] = "noindex"
    if retry_after:
        answer.headers["Retry-After"] = str(retry_after)
    return answer


def _retry_after(error: HTTPException) -> int | None:
    """Seconds to wait for 429 (until the window of the limit ends) and 503."""
    if error.code == 503:  # noqa: PLR2004  Service Unavailable
        return SEARCH_RETRY_SECONDS
    if error.code != 429:  # noqa: PLR2004  Too Many Requests
        return None
    limiter = current_app.extensions.get(LIMITER)
    limit = limiter.current_limit if limiter else None
    return max(1, int(limit.reset_at - time.time()) + 1) if limit else RETRY_SECONDS


def _places(error: Exception) -> list[str]:
    """Where a fault came from, without its message: messages of databases quote the data."""
    frames = traceback.extract_tb(error.__traceback__)
    return [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames[-FRAMES:]]
