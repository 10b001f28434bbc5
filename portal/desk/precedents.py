"""Precedents at the desk: the list, what each says, and where it stands, moved only along the table of the records."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date  # noqa: TC003  an annotation of a local value
from typing import Any, Final

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from portal.desk.context import acting, desk
from portal.desk.entry import UNPROCESSABLE, field_errors
from portal.filters import short_date
from portal.forms import MovePrecedentForm, NewPrecedentForm, PrecedentForm
from records import precedent_entries, precedents
from records.errors import NotAllowed, NotFound, Permanent
from records.precedents import BASES, TRANSITIONS, Precedent, PrecedentState

blueprint = Blueprint("precedents", __name__, url_prefix="/an-le")

STATES: Final[Mapping[str, str]] = {
    "unknown": "Chưa rõ",
    "proposed": "Đề xuất",
    "consultation": "Đang lấy ý kiến",
    "advisory": "Hội đồng tư vấn",
    "adopted": "Đã thông qua",
    "published": "Đã công bố",
    "in_force": "Đang có hiệu lực",
    "possibly_outdated": "Có thể không còn phù hợp",
    "abolished": "Đã bị bãi bỏ",
}
TONES: Final[Mapping[str, str]] = {"in_force": "ok", "possibly_outdated": "warn", "abolished": "err"}
ACTIONS: Final[Mapping[str, str]] = {
    "consult": "Đưa ra lấy ý kiến",
    "advise": "Trình Hội đồng tư vấn",
    "adopt": "Ghi đã thông qua",
    "publish": "Ghi đã công bố",
    "take_effect": "Ghi đã có hiệu lực",
    "doubt": "Ghi có thể không còn phù hợp",
    "clear": "Bỏ ghi chú không còn phù hợp",
    "abolish": "Ghi đã bị bãi bỏ",
}
# which day belongs to the step, in the words of its field
DAYS: Final[Mapping[str, tuple[str, str]]] = {
    "consult": ("consultation_until", "Lấy ý kiến đến hết ngày"),
    "advise": ("advisory_on", "Ngày họp Hội đồng tư vấn"),
    "adopt": ("adopted_on", "Ngày thông qua"),
    "publish": ("effective_from", "Áp dụng từ ngày"),
    "take_effect": ("effective_from", "Có hiệu lực từ ngày"),
    "abolish": ("abolished_from", "Bị bãi bỏ từ ngày"),
    "know:in_force": ("effective_from", "Có hiệu lực từ ngày"),
    "know:abolished": ("abolished_from", "Bị bãi bỏ từ ngày"),
}
NEEDS_GROUND: Final = frozenset({"doubt"})
NEEDS_BASIS: Final = frozenset({"abolish", "know:abolished"})
FIELDS: Final[Mapping[str, str]] = {
    "ten": "title", "linh_vuc": "field", "nguon": "source", "vi_tri": "passage", "tinh_huong": "situation",
    "giai_phap": "solution", "noi_dung": "content", "quy_dinh": "related", "tu_khoa": "keywords",
}  # fmt: skip
_LISTS: Final = frozenset({"quy_dinh", "tu_khoa"})


@dataclass(frozen=True)
class Step:
    """A move that is open to this person: its action, the words of its button, what its form asks for."""

    action: str
    words: str
    day: str
    ground: bool
    basis: bool
    decision: bool


def state_words(precedent: Precedent) -> tuple[str, str]:
    """Where a precedent stands today in words, and the tone of its badge."""
    standing = precedent.standing(desk().store.today())
    words = STATES[standing]
    if standing is PrecedentState.ABOLISHED and precedent.abolished_from:
        words += f" từ {short_date(precedent.abolished_from)}"
    if standing is PrecedentState.PUBLISHED and precedent.effective_from:
        words += f", áp dụng từ {short_date(precedent.effective_from)}"
    return words, TONES.get(standing, "")


@blueprint.get("")
def listing() -> ResponseReturnValue:
    """All precedents, highest number first."""
    rows = [(one, state_words(one)) for one in precedents.list_precedents(desk().store)]
    may_edit = bool(acting().roles & precedent_entries.EDITORS)
    return render_template("desk/precedents.html", rows=rows, may_edit=may_edit)


@blueprint.route("/moi", methods=["GET", "POST"])
def new() -> ResponseReturnValue:
    """Enter a precedent."""
    form = NewPrecedentForm()
    faults: list[tuple[str, str]] = []
    if form.validate_on_submit():
        try:
            precedent_entries.enter(
                desk().store,
                acting(),
                form.so.data,
                form.nam.data,
                values_of(form),
                known=form.bat_dau.data == "proposed",
            )
        except NotAllowed:
            raise
        except Permanent as error:
            faults = [("so", error.sentence)]
        else:
            flash("Đã thêm án lệ.")
            return redirect(url_for("precedents.page", so=form.so.data), 303)
    faults = faults or field_errors(form)
    page_text = render_template(
        "desk/precedent-edit.html",
        heading="Thêm án lệ",
        form=form,
        new=True,
        errors=faults,
        revision=0,
        action=url_for("precedents.new"),
        back=url_for("precedents.listing"),
    )
    return page_text, UNPROCESSABLE if faults else 200


@blueprint.get("/<int:so>")
def page(so: int) -> ResponseReturnValue:
    """What a precedent says, as readers see it, with the moves that are open."""
    return _page(_found(so), MovePrecedentForm(formdata=None), [])


@blueprint.route("/<int:so>/sua", methods=["GET", "POST"])
def edit(so: int) -> ResponseReturnValue:
    """Change what a precedent says."""
    found = _found(so)
    form = PrecedentForm()
    if form.validate_on_submit():
        precedent_entries.edit(desk().store, acting(), so, values_of(form), revision=form.revision.data)
        flash("Đã lưu.")
        return redirect(url_for("precedents.page", so=so), 303)
    faults = field_errors(form) if form.is_submitted() else []
    if not form.is_submitted():
        form = PrecedentForm(formdata=None, data=_data(found))
    page_text = render_template(
        "desk/precedent-edit.html",
        heading=f"Sửa Án lệ số {found.name}",
        form=form,
        new=False,
        errors=faults,
        revision=precedent_entries.revision_of(desk().store, so),
        action=url_for("precedents.edit", so=so),
        back=url_for("precedents.page", so=so),
    )
    return page_text, UNPROCESSABLE if faults else 200


@blueprint.post("/<int:so>/trang-thai")
def move(so: int) -> ResponseReturnValue:
    """Move a precedent one step, with the day, ground or basis that belongs to it."""
    found = _found(so)
    form = MovePrecedentForm()
    faults = [] if form.validate_on_submit() else field_errors(form)
    step = next((one for one in steps_of(found) if one.action == form.viec.data), None)
    if not faults and step is None:
        raise NotAllowed("Án lệ đang ở trạng thái không cho phép việc này.")
    if not faults and step is not None:
        faults = _missing(step, form)
    if faults or step is None:
        return _page(found, form, faults)
    _moves(step, form)(so)
    flash(f"Đã ghi: {step.words}.")
    return redirect(url_for("precedents.page", so=so), 303)


def steps_of(found: Precedent) -> list[Step]:
    """The moves open to this person from where the precedent stands."""
    standing, roles = found.standing(desk().store.today()), acting().roles
    steps = []
    for (start, action), (after, allowed) in TRANSITIONS.items():
        if start is standing and roles & allowed and (after is not standing or action == "doubt"):
            words = ACTIONS.get(action) or f"Ghi: {STATES[after]}"
            day = DAYS.get(action, ("", ""))[1]
            steps.append(
                Step(action, words, day, action in NEEDS_GROUND, action in NEEDS_BASIS, decision=action == "publish")
            )
    return steps


def _missing(step: Step, form: MovePrecedentForm) -> list[tuple[str, str]]:
    missing = []
    if step.day and form.ngay.data is None:
        missing.append(("ngay", f"{step.day}: nhập ngày."))
    if step.ground and not form.can_cu.data:
        missing.append(("can_cu", "Ghi căn cứ cho thấy án lệ có thể không còn phù hợp."))
    if step.basis and not form.co_so.data:
        missing.append(("co_so", "Chọn căn cứ bãi bỏ."))
    return missing


def _moves(step: Step, form: MovePrecedentForm) -> Callable[[int], Precedent]:
    """What the step does to the precedent of a number."""
    store, actor, day, note = desk().store, acting(), form.ngay.data, form.can_cu.data or ""
    if step.action == "doubt":
        return lambda so: precedents.doubt(store, actor, so, note)
    if step.action == "clear":
        return lambda so: precedents.clear(store, actor, so)
    if step.action == "abolish":
        return lambda so: precedents.abolish(store, actor, so, abolished_from=day, basis=form.co_so.data, note=note)
    values: dict[str, date | str] = {}
    if step.day:
        values[DAYS[step.action][0]] = day
    if step.action == "publish":
        values |= {"published_on": store.today(), "decision": (form.quyet_dinh.data or "")[:120]}
    if step.basis:
        values |= {"basis": form.co_so.data, "ground": note[:600]}
    return lambda so: precedents.advance(store, actor, so, step.action, **values)


def values_of(form: PrecedentForm) -> dict[str, Any]:
    """The values of a sent form in the words of the records; lists are one item a line."""
    values = {name: form[field].data or "" for field, name in FIELDS.items()}
    for field in _LISTS:
        values[FIELDS[field]] = [line.strip() for line in (form[field].data or "").splitlines() if line.strip()]
    return values


def _data(found: Precedent) -> dict[str, Any]:
    values = {field: getattr(found, name) for field, name in FIELDS.items()}
    return values | {field: "\n".join(values[field]) for field in _LISTS}


def _found(so: int) -> Precedent:
    found = precedents.find_precedent(desk().store, so)
    if found is None:
        raise NotFound("Không có án lệ mang số này.")
    return found


def _page(found: Precedent, form: MovePrecedentForm, faults: list[tuple[str, str]]) -> ResponseReturnValue:
    words, tone = state_words(found)
    days = [
        ("Đề xuất", found.proposed_on),
        ("Lấy ý kiến đến", found.consultation_until),
        ("Hội đồng tư vấn", found.advisory_on),
        ("Thông qua", found.adopted_on),
        ("Công bố", found.published_on),
        ("Có hiệu lực từ", found.effective_from),
        ("Bãi bỏ từ", found.abolished_from),
    ]
    page_text = render_template(
        "desk/precedent.html",
        found=found,
        words=words,
        tone=tone,
        facts=[
            ("Lĩnh vực", found.field or None, None, False),
            ("Nguồn", found.source or None, None, False),
            ("Vị trí nội dung", found.passage or None, None, False),
            ("Quyết định", found.decision or None, None, False),
            *((name, short_date(day), None, False) for name, day in days if day),
            ("Căn cứ bãi bỏ", BASES.get(found.basis), None, False),
        ],
        parts=[
            ("Tình huống án lệ", found.situation),
            ("Giải pháp pháp lý", found.solution),
            ("Nội dung án lệ", found.content),
        ],
        steps=steps_of(found),
        bases=[("", "– chọn –"), *BASES.items()],
        form=form,
        errors=faults,
        may_edit=bool(acting().roles & precedent_entries.EDITORS),
        public=desk().settings.public_url + f"/an-le/{found.number}",
    )
    return page_text, UNPROCESSABLE if faults else 200
