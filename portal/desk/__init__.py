"""The staff desk at /noi-bo: closed by default, every view behind the table of access, every form behind its token."""

from typing import TYPE_CHECKING, Any

from flask import Flask, Response, redirect, request, session, url_for
from flask_wtf.csrf import CSRFError, CSRFProtect
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.routing import IntegerConverter
from werkzeug.wrappers import Response as AnyResponse

from portal import auth
from portal.assets import serve_static
from portal.desk import (
    approval,
    conflicts,
    entry,
    keys,
    lists,
    mending,
    office,
    precedents,
    record,
    removal,
    review,
    uploads,
)
from portal.desk.access import NOBODY_YET, allowed, needed, refusal
from portal.desk.batches import open_batches
from portal.desk.context import EXTENSION, CheckUpload, Desk, PageImage, desk
from portal.desk.frame import who_is_here
from portal.desk.pieces import SimilarPlaces
from portal.desk.switches import SwitchEffects
from portal.errors import handle_errors, refuse
from portal.filters import number, prepare_templates
from portal.i18n import speak_vietnamese
from portal.security import DESK_POLICY, limit_requests, secure_answers, trust_proxies

if TYPE_CHECKING:
    from records.database import Store
    from settings import Settings

FRAME = "desk/frame.html"
MEGABYTE = 1024 * 1024
FORM_BYTES = 2 * MEGABYTE
FORM_PARTS = 5000
SIGN_IN_LIMIT = "10 per minute; 60 per hour"
CODE_LIMIT = "10 per minute; 40 per hour"


class RecordNumber(IntegerConverter):
    """The number of a record in an address; one that no database could hold is no address at all."""

    regex = "[0-9]{1,9}"


def create_desk_app(
    settings: "Settings",
    store: "Store",
    *,
    check_upload: CheckUpload,
    similar_places: SimilarPlaces,
    page_image: PageImage,
    switch_effects: SwitchEffects,
) -> Flask:
    """Return the desk, to be mounted at /noi-bo.

    settings: with a secret_key. check_upload(name, path, size): why a file is not received, None when it is.
    similar_places(text, start, end): the places like this one. page_image(original, number): a page as a JPEG, None
    for a file that has no pictures. switch_effects(mentions): what each switch of the policy would change. All come
    from layers the portal does not import.
    """
    app = Flask(__name__, static_folder=None)
    app.url_map.converters["int"] = RecordNumber
    auth.configure_sessions(app, settings)
    app.config.update(MAX_CONTENT_LENGTH=FORM_BYTES, MAX_FORM_MEMORY_SIZE=FORM_BYTES, MAX_FORM_PARTS=FORM_PARTS)
    app.config["WTF_CSRF_TIME_LIMIT"] = None  # the token lives as long as the session, which ends by itself
    batches = open_batches(settings.data_dir.parent / "batches", settings.secret_key or "")
    app.extensions[EXTENSION] = Desk(settings, store, check_upload, similar_places, batches, page_image, switch_effects)
    prepare_templates(app, settings)
    speak_vietnamese(app)
    secure_answers(app, settings, policy=DESK_POLICY)
    trust_proxies(app, settings)
    auth.install_sign_in(app, store)
    app.before_request(_guard)
    CSRFProtect(app)
    serve_static(app)
    for part in (entry, keys, lists, office, uploads, record, review, mending, approval, removal, precedents):
        app.register_blueprint(part.blueprint)
    limiter = app.extensions["banan-limiter"] = limit_requests(app, settings)  # views hold it by a weak reference
    for endpoint, limit in (
        ("entry.sign_in", SIGN_IN_LIMIT),
        ("entry.second_step", CODE_LIMIT),
        ("keys.recover", CODE_LIMIT),
    ):
        limited: Any = limiter.limit(limit, methods=["POST"])(app.view_functions[endpoint])
        app.view_functions[endpoint] = limited
    handle_errors(app, frame=FRAME)
    conflicts.handle_refusals(app)
    app.register_error_handler(CSRFError, _no_token)
    app.register_error_handler(RequestEntityTooLarge, _too_large)
    app.context_processor(_frame)
    app.after_request(_keep_private)
    return app


def _guard() -> AnyResponse | None:
    """Let a request through only to whom the table of access names; the records check courts and four eyes again."""
    if request.endpoint is None:
        return None  # 404 and 405 say nothing about what is inside
    method = "GET" if request.method in {"HEAD", "OPTIONS"} else request.method
    roles = needed(request.endpoint, method)
    account = auth.person()
    if roles == NOBODY_YET:
        return None
    if account is None:
        ended = "since" in session
        if ended:
            session.clear()
        here = request.full_path.rstrip("?") if method == "GET" else None
        return redirect(url_for("entry.sign_in", tiep=here, het=1 if ended else None), 303)
    auth.keep_session(desk().store.clock())
    if not allowed(account, roles):
        return refuse(403, frame=FRAME, text=refusal(roles))
    if request.endpoint == "uploads.choose":
        request.max_content_length = uploads.request_bytes()
    return None


def _no_token(error: CSRFError) -> Response:  # noqa: ARG001  the signature of an error handler
    """A form without its token: from an ended session, or not ours."""
    return refuse(
        400, frame=FRAME, text="Biểu mẫu đã hết hạn hoặc không phải của phiên này. Tải lại trang rồi gửi lại."
    )


def _too_large(error: RequestEntityTooLarge) -> Response:  # noqa: ARG001  the signature of an error handler
    """One file too large has its sentence in its row; this is for a whole request that is."""
    said = "Dữ liệu gửi lên vượt giới hạn."
    if request.endpoint == "uploads.choose":
        limit = number(uploads.request_bytes() // MEGABYTE)
        said = f"Cả lần tải lên không được quá {limit} MB. Hãy tải lên ít tệp hơn mỗi lần. Chưa tệp nào được nhận."
    return refuse(413, frame=FRAME, text=said)


def _frame() -> dict[str, Any]:
    return {"who": who_is_here(auth.person()), "desk_home": url_for("lists.dashboard")}


def _keep_private(response: Response) -> Response:
    """Nothing of the desk is stored by a browser or listed anywhere, except its style and script."""
    if request.endpoint != "static_file":
        response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response
