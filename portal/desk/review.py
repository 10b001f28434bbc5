"""The review page and its decisions: each form one decision, one event, one new draft by the worker."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import BadRequest

from portal.desk import pages
from portal.desk.access import REVIEWERS
from portal.desk.context import acting, desk, signed_in
from portal.desk.entry import UNPROCESSABLE, field_errors
from portal.desk.heads import blocker_lines, due_of, heading_of
from portal.desk.panel import marked_place
from portal.desk.pieces import preview as places_of
from portal.desk.rows import rows_of
from portal.desk.switches import switch_rows
from portal.desk.words import LABELS, short_hash
from portal.forms import AddForm, DecisionForm, MetadataForm, PhraseForm, ResidualForm, RevisionForm
from records.accounts import list_accounts
from records.courts import list_courts
from records.desk import decisions
from records.desk import review as desk_review
from records.desk.views import RecordView
from records.lifecycle import STATE_WORDS, DraftState

blueprint = Blueprint("review", __name__, url_prefix="/ho-so/<int:number>/ra-soat")

RETOLD = "Đã lưu. Hệ thống đang tạo bản nháp mới."


def _view(number: int) -> RecordView:
    return desk_review.record_view(desk().store, acting(), number)


def _back(number: int, anchor: str = "", message: str = RETOLD) -> ResponseReturnValue:
    flash(message)
    return redirect(url_for("review.page", number=number) + (f"#{anchor}" if anchor else ""), 303)


@blueprint.get("")
def page(number: int) -> ResponseReturnValue:
    """The text with its mentions, the rows to decide, parties, metadata, blockers; `?ban=cong-bo` shows the draft."""
    view = _view(number)
    return _page(view, metadata_form(view))


def _page(view: RecordView, form: MetadataForm, faults: list[tuple[str, str]] | None = None) -> ResponseReturnValue:
    judgment, draft = view.judgment, view.draft
    public = request.args.get("ban") == "cong-bo"
    wanted = request.args.get("noi", "")
    found = None if public or not wanted else marked_place(view.source.reading, wanted)
    work = pages.work_of(view, found)
    number = judgment.id
    page_text = render_template(
        "desk/review.html",
        number=number,
        heading=heading_of(judgment),
        place=judgment.court_name or "chưa rõ tòa án",
        file_name=view.source.file_name,
        due=due_of(
            judgment.deadline_on, judgment.effective_confirmed, judgment.publication_state, desk().store.today()
        ),
        judgment=judgment,
        draft=draft,
        hash=short_hash(draft.draft_sha256),
        state_words=STATE_WORDS[draft.state],
        editable=draft.state == DraftState.IN_REVIEW and signed_in().role in REVIEWERS,
        sent_back=_last_note(view),
        blocker_list=blocker_lines(number, view.blockers),
        public=public,
        work=work,
        paragraphs=pages.draft_pieces(view.source.draft_paragraphs) if public else work.paragraphs,
        decided=sum(not mention.undecided for mention in view.mentions),
        total=len(view.mentions),
        images=range(1, draft.pages + 1) if view.source.file_name.lower().endswith(".pdf") else range(0),
        labels=pages.label_choices(),
        self_href=url_for("review.page", number=number),
        metadata=form,
        errors=faults or [],
    )
    return page_text, UNPROCESSABLE if faults else 200


def _last_note(view: RecordView) -> str:
    """Why the draft was sent back, "" when it was not."""
    words = [text for kind, text in view.notes if kind == "send_back"]
    return words[0] if view.draft.sent_back and words else ""


def told(form: RevisionForm, number: int) -> ResponseReturnValue | None:
    """The answer to a form that is not of its form, None when it is."""
    if form.validate_on_submit():
        return None
    sentences = [sentence for _, sentence in field_errors(form)]
    return refused(number, sentences)


def refused(number: int, sentences: list[str]) -> ResponseReturnValue:
    """A page with what was wrong and the way back; nothing was changed."""
    back = url_for("review.page", number=number)
    page_text = render_template(
        "desk/refused.html",
        heading="Chưa lưu được",
        text=" ".join(sentences),
        items=[],
        back=back,
        back_words="Về trang rà soát",
    )
    return page_text, UNPROCESSABLE


@blueprint.post("/quyet-dinh")
def decide(number: int) -> ResponseReturnValue:
    """Mask, keep, undo or relabel an entity, or with “-<id>” behind the word one place only."""
    form = DecisionForm()
    if wrong := told(form, number):
        return wrong
    view = _view(number)
    word, _, one = form.viec.data.partition("-")
    chosen = int(one) if one else form.cho.data
    reason = form.ly_do.data or ""
    label = (form.loai.data or None) if word == "relabel" else None
    decision = ("keep" if label == "PERSON_OFFICIAL" else "mask") if word == "relabel" else word
    desk_review.decide(
        desk().store,
        acting(),
        view.draft.id,
        [chosen],
        decision,
        revision=form.revision.data,
        reason=reason,
        label=label,
        scope="one" if one else "entity",
    )
    return _back(number, _next_open(view, chosen))


def _next_open(view: RecordView, done: int) -> str:
    """The row that still waits after the one just decided; that row itself when none does."""
    text, starts = str(view.source.text), pages.starts_of(view.source.paragraphs)
    rows = rows_of(text, starts, view.mentions, view.source.codes)
    here = next((at for at, row in enumerate(rows) if any(spot.id == done for spot in row.places)), 0)
    later = [row for row in rows[here + 1 :] + rows[:here] if row.undecided]
    return later[0].anchor if later else rows[here].anchor


@blueprint.post("/them")
def preview(number: int) -> ResponseReturnValue:
    """The places of a phrase with tick boxes; nothing is changed yet."""
    form = PhraseForm()
    view = _view(number)
    text = str(view.source.text)
    faults = [] if form.validate_on_submit() else field_errors(form)
    found = [] if faults else places_of(text, form.cum.data, desk().similar_places, view.mentions)
    label = LABELS.get(form.loai.data, LABELS["OTHER_CODE"])
    rows = rows_of(text, pages.starts_of(view.source.paragraphs), view.mentions, view.source.codes)
    page_text = render_template(
        "desk/preview.html",
        errors=faults,
        places=found,
        phrase=form.cum.data or "",
        label=label.name,
        code=label.code,
        entities=[("", "mục mới"), *((row.key, f"{row.label.tag} {row.name}") for row in rows if row.key)],
        revision=form.revision.data,
        action=url_for("review.add", number=number),
        back=url_for("review.page", number=number),
    )
    return page_text, UNPROCESSABLE if faults else 200


@blueprint.post("/them/luu")
def add(number: int) -> ResponseReturnValue:
    """Make the ticked places mentions that a person added."""
    form = AddForm()
    if wrong := told(form, number):
        return wrong
    try:
        spans = form.spans()
    except ValueError:
        raise BadRequest from None
    if not spans:
        return refused(number, ["Chọn ít nhất một chỗ."])
    view = _view(number)
    desk_review.add_mention(
        desk().store,
        acting(),
        view.draft.id,
        spans,
        form.loai.data,
        form.thuoc.data or None,
        revision=form.revision.data,
    )
    return _back(number, message=f"Đã mã hóa {len(spans)} chỗ. Hệ thống đang tạo bản nháp mới.")


@blueprint.post("/con-sot")
def residual(number: int) -> ResponseReturnValue:
    """Say of a possibly missed word that it is to be masked, or an ordinary word with a reason."""
    form = ResidualForm()
    if wrong := told(form, number):
        return wrong
    view = _view(number)
    store, actor, draft_id, index = desk().store, acting(), view.draft.id, form.muc.data
    revision = form.revision.data
    if form.viec.data == "mask" and index < len(view.source.residual):
        found = view.source.residual[index]
        span = (int(found["start"]), int(found["end"]))
        label = form.loai.data or "PERSON_PRIVATE"
        revision = desk_review.add_mention(store, actor, draft_id, [span], label, revision=revision)
    desk_review.resolve_residual(
        store, actor, draft_id, index, form.viec.data, form.ly_do.data or "", revision=revision
    )
    return _back(number, "canh-bao")


@blueprint.get("/chinh-sach")
def policy(number: int) -> ResponseReturnValue:
    """What each switch of the policy would change in this document; nothing is changed."""
    view = _view(number)
    text, starts = str(view.source.text), pages.starts_of(view.source.paragraphs)
    return render_template(
        "desk/policy.html",
        heading=heading_of(view.judgment),
        policy=view.source.policy or "",
        switches=switch_rows(text, starts, desk().switch_effects(view.mentions)),
        back=url_for("review.page", number=number),
    )


@blueprint.post("/thong-tin")
def metadata(number: int) -> ResponseReturnValue:
    """Save what is known of the judgment; a form with errors comes back with what was typed."""
    view = _view(number)
    form = metadata_form(view, sent=True)
    if not form.validate_on_submit():
        return _page(view, form, field_errors(form))
    desk_review.save_metadata(desk().store, acting(), number, pages.metadata_values(form), revision=form.revision.data)
    return _back(number, "thong-tin", "Đã lưu thông tin.")


@blueprint.post("/trinh-duyet")
def submit(number: int) -> ResponseReturnValue:
    """Send the draft for approval; the records refuse it while anything blocks."""
    form = RevisionForm()
    if wrong := told(form, number):
        return wrong
    decisions.submit(desk().store, acting(), _view(number).draft.id, form.revision.data)
    flash("Đã trình duyệt.")
    return redirect(url_for("record.summary", number=number), 303)


def metadata_form(view: RecordView, *, sent: bool = False) -> MetadataForm:
    """The form of the metadata: as sent, or filled from the record."""
    form = MetadataForm() if sent else MetadataForm(formdata=None, data=pages.metadata_data(view.judgment))
    courts = [(one.code, one.name) for one in list_courts(desk().store)]
    form.toa.choices = [("", "– chưa rõ –"), *courts]
    judges = [one for one in list_accounts(desk().store) if one.role == "judge" and not one.disabled]
    own = [(str(one.id), one.name or one.email) for one in judges if one.court_code == view.judgment.court_code]
    form.tai_khoan.choices = [("", "– chưa rõ –"), *own]
    return pages.keep_unknown_choices(form, view.judgment)
