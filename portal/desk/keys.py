"""One's own keys: password, recovery codes, and signing in with one of them."""

from flask import Blueprint, flash, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue

from portal import auth
from portal.desk.context import desk, signed_in
from portal.desk.entry import UNPROCESSABLE, WRONG_CODE, field_errors, inner_address
from portal.forms import CodeForm, PasswordForm, RecoveryForm
from records import accounts
from records.errors import Permanent

blueprint = Blueprint("keys", __name__)

WRONG_RECOVERY = "Mã dự phòng không đúng hoặc đã dùng rồi."


@blueprint.route("/tai-khoan/mat-khau", methods=["GET", "POST"])
def password() -> ResponseReturnValue:
    """Change one's own password; every other session of the account ends."""
    form = PasswordForm()
    faults: list[tuple[str, str]] = []
    if form.validate_on_submit():
        try:
            account = accounts.change_password(desk().store, signed_in().id, form.cu.data, form.moi.data)
        except accounts.SignInRefused:
            faults = [("cu", "Mật khẩu hiện nay không đúng.")]
        except Permanent as error:
            faults = [("moi", error.sentence)]
        else:
            auth.open_session(account, desk().store.clock())
            flash("Đã đổi mật khẩu. Các phiên khác đã đóng.")
            return redirect(url_for("lists.account"), 303)
    faults = faults or field_errors(form)
    page = render_template("desk/password.html", errors=faults, wrong=dict(faults))
    return page, UNPROCESSABLE if faults else 200


@blueprint.post("/tai-khoan/ma-du-phong")
def codes() -> ResponseReturnValue:
    """Ten new recovery codes, shown this once; the code of the moment is asked again."""
    form = CodeForm()
    faults = [] if form.validate_on_submit() else field_errors(form)
    if not faults and not accounts.check_totp(desk().store, signed_in().id, form.ma.data):
        faults = [("ma", WRONG_CODE)]
    made = [] if faults else accounts.make_recovery_codes(desk().store, signed_in().id)
    page = render_template("desk/codes.html", errors=faults, codes=made, back=url_for("lists.account"))
    return page, UNPROCESSABLE if faults else 200


@blueprint.post("/xac-thuc/du-phong")
def recover() -> ResponseReturnValue:
    """The second step with a recovery code, which is then used up."""
    store = desk().store
    account = auth.pending_account(store)
    if account is None:
        return redirect(url_for("entry.sign_in"), 303)
    form = RecoveryForm()
    if form.validate_on_submit() and accounts.use_recovery_code(store, account.id, form.du_phong.data):
        wanted = session.get("wanted")
        auth.open_session(account, store.clock())
        left = accounts.account(store, account.id).recovery_codes
        flash(f"Đã đăng nhập bằng mã dự phòng. Còn {left} mã; hãy tạo mã mới ở trang Tài khoản khi sắp hết.")
        return redirect(inner_address(wanted), 303)
    page = render_template(
        "desk/codes.html", errors=[("du_phong", WRONG_RECOVERY)], codes=[], back=url_for("entry.second_step")
    )
    return page, UNPROCESSABLE
