"""Taking out of public and keeping out of it: withdrawal of a published judgment, decision not to publish one."""

from typing import Final

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from portal.desk.access import APPROVERS, allowed
from portal.desk.context import acting, desk, signed_in
from portal.desk.entry import UNPROCESSABLE, WRONG_CODE, field_errors
from portal.desk.heads import head_of
from portal.desk.review import refused
from portal.filters import short_date
from portal.forms import HideForm, UnhideForm, WithdrawForm, WithholdForm
from records import accounts
from records.desk import decisions, proposals
from records.lifecycle import (
    HIDDEN_WORKING_DAYS,
    WITHDRAW_REASONS,
    WITHHOLD_NEEDS_REQUESTER,
    WITHHOLD_REASONS,
    PublicationState,
    working_days_after,
)

blueprint = Blueprint("removal", __name__)

BY_ORDER: Final = "chanh-an"


@blueprint.route("/ho-so/<int:number>/ha", methods=["GET", "POST"])
def withdraw(number: int) -> ResponseReturnValue:
    """Ask for reason and code, show what readers will see, then withdraw at once."""
    head = head_of(number)
    form = WithdrawForm()
    form.ly_do.choices = list(WITHDRAW_REASONS.items())
    faults: list[tuple[str, str]] = []
    if form.validate_on_submit():
        if form.ly_do.data == BY_ORDER and not form.so_quyet_dinh.data:
            faults = [("so_quyet_dinh", "Ghi số quyết định của Chánh án.")]
        elif not accounts.check_totp(desk().store, signed_in().id, form.ma.data):
            faults = [("ma", WRONG_CODE)]
        else:
            decisions.withdraw(
                desk().store,
                acting(),
                number,
                form.ly_do.data,
                form.so_quyet_dinh.data or "",
                form.ghi_chu.data or "",
                form.revision.data,
            )
            flash("Đã hạ. Địa chỉ cũ trả lời 410 ngay từ bây giờ.")
            return redirect(url_for("record.publication", number=number), 303)
    faults = faults or field_errors(form)
    page = render_template(
        "desk/withdraw.html",
        heading=head.heading,
        form=form,
        errors=faults,
        reasons=form.ly_do.choices,
        public_id=head.public_id or "–",
        court=head.court,
        day=short_date(desk().store.today()),
        revision=head.revision,
        action=url_for("removal.withdraw", number=number),
        back=url_for("record.summary", number=number),
    )
    return page, UNPROCESSABLE if faults else 200


@blueprint.route("/ho-so/<int:number>/khong-cong-bo", methods=["GET", "POST"])
def withhold(number: int) -> ResponseReturnValue:
    """Ask for one of the seven reasons, some only on a request with its ground; a clerk proposes, a judge decides."""
    head = head_of(number)
    decides = allowed(signed_in(), APPROVERS)
    form = WithholdForm()
    form.ly_do.choices = [(str(code), f"{code} {words}") for code, words in WITHHOLD_REASONS.items()]
    faults: list[tuple[str, str]] = []
    if form.validate_on_submit():
        reason = int(form.ly_do.data)
        faults = _ungrounded(reason, form)
        if not faults:
            decide = decisions.withhold if decides else proposals.propose_withhold
            decide(desk().store, acting(), number, reason, form.ghi_chu.data or "", form.ai_yeu_cau.data or "")
            flash("Đã ghi vào sổ không công bố." if decides else "Đã đề nghị không công bố. Thẩm phán sẽ quyết định.")
            return redirect(url_for("record.summary", number=number), 303)
    faults = faults or field_errors(form)
    page = render_template(
        "desk/withhold.html",
        number=number,
        withheld=WITHHOLD_REASONS.get(head.judgment.withheld_reason or 0),
        proposed=WITHHOLD_REASONS.get(head.judgment.withhold_proposed or 0),
        decides=decides,
        heading=head.heading,
        form=form,
        errors=faults,
        action=url_for("removal.withhold", number=number),
        back=url_for("record.summary", number=number),
    )
    return page, UNPROCESSABLE if faults else 200


@blueprint.post("/ho-so/<int:number>/khong-cong-bo/khong-dong-y")
def decline(number: int) -> ResponseReturnValue:
    """Decide against the clerk's proposal."""
    proposals.decline_withhold(desk().store, acting(), number)
    flash("Đã ghi: không đồng ý với đề nghị không công bố.")
    return redirect(url_for("record.summary", number=number), 303)


@blueprint.route("/ho-so/<int:number>/tam-an", methods=["GET", "POST"])
def hide(number: int) -> ResponseReturnValue:
    """Take a public judgment out of sight at once, for at most five working days, with the reason."""
    head = head_of(number)
    form = HideForm()
    faults: list[tuple[str, str]] = []
    if form.validate_on_submit():
        decisions.hide(desk().store, acting(), number, form.ly_do.data, form.den_ngay.data)
        flash("Đã tạm ẩn. Địa chỉ công khai trả lời 410 ngay từ bây giờ.")
        return redirect(url_for("record.publication", number=number), 303)
    faults = field_errors(form)
    today = desk().store.today()
    page = render_template(
        "desk/hide.html",
        number=number,
        heading=head.heading,
        form=form,
        errors=faults,
        hidden_until=head.judgment.hidden_until and short_date(head.judgment.hidden_until),
        is_hidden=head.judgment.publication_state is PublicationState.HIDDEN,
        first=today.isoformat(),
        last=working_days_after(today, HIDDEN_WORKING_DAYS).isoformat(),
        back=url_for("record.summary", number=number),
    )
    return page, UNPROCESSABLE if faults else 200


@blueprint.post("/ho-so/<int:number>/tam-an/bo")
def unhide(number: int) -> ResponseReturnValue:
    """Show a hidden judgment again, with the reason."""
    form = UnhideForm()
    if not form.validate_on_submit():
        return refused(number, [sentence for _, sentence in field_errors(form)])
    decisions.unhide(desk().store, acting(), number, form.ly_do.data)
    flash("Đã hiện lại bản án.")
    return redirect(url_for("record.publication", number=number), 303)


@blueprint.post("/ho-so/<int:number>/khong-cong-bo/bo")
def publish_after_all(number: int) -> ResponseReturnValue:
    """Take a judgment out of the register of what is not published."""
    decisions.unwithhold(desk().store, acting(), number)
    flash("Đã bỏ quyết định không công bố.")
    return redirect(url_for("record.summary", number=number), 303)


def _ungrounded(reason: int, form: WithholdForm) -> list[tuple[str, str]]:
    """What is missing for a reason that needs a request with its ground."""
    if reason not in WITHHOLD_NEEDS_REQUESTER:
        return []
    missing = []
    if not form.ai_yeu_cau.data:
        missing.append(("ai_yeu_cau", "Ghi ai yêu cầu."))
    if not form.ghi_chu.data:
        missing.append(("ghi_chu", "Yêu cầu không nêu lý do thì không đủ căn cứ."))
    return missing
