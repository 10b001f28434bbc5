"""Forms of the desk: what may be sent, with the sentence for each thing that is missing or not of its form."""

from collections.abc import Sequence
from typing import Any, Final

from flask_wtf import FlaskForm
from flask_wtf.file import MultipleFileField
from wtforms import (
    BooleanField,
    DateField,
    HiddenField,
    IntegerField,
    PasswordField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.form import BaseForm
from wtforms.validators import (
    AnyOf,
    DataRequired,
    EqualTo,
    InputRequired,
    Length,
    NumberRange,
    Optional,
    Regexp,
    ValidationError,
)

from portal.desk.words import KINDS, LABELS, capital
from portal.words import CASE_TYPES, INSTANCES
from records.desk.differences import COMPARED
from records.precedents import BASES

LONGEST_LINE: Final = 300
LONGEST_NOTE: Final = 2000
LONGEST_TEXT: Final = 100_000
UNKNOWN: Final = ("", "– chưa rõ –")


def _trim(value: str | None) -> str | None:
    """One line: blanks joined, control characters out (PostgreSQL takes no NUL)."""
    return " ".join("".join(c for c in value if c.isprintable() or c.isspace()).split()) if value else value


def _printable(value: str | None) -> str | None:
    return "".join(c for c in value if c.isprintable() or c in "\n\t") if value else value


def _digits(value: str | None) -> str | None:
    return "".join(value.split()) if value else value


class PickField(StringField):  # type: ignore[misc]  # WTForms has no types
    """One of the values of `choices` (value, words); WTForms' own field is changing how it takes them."""

    def __init__(self, label: str, choices: Sequence[tuple[str, str]] = (), missing: str = "", **more: Any) -> None:  # noqa: ANN401  WTForms' own
        super().__init__(label, [DataRequired(missing)] if missing else [], **more)
        self.choices = list(choices)

    def pre_validate(self, form: BaseForm) -> None:  # noqa: ARG002  WTForms' signature
        """Refuse a value that was not offered."""
        if (self.data or "") not in {value for value, _ in self.choices}:
            raise ValidationError("Chọn một mục trong danh sách.")


def _line(label: str, missing: str | None = None) -> StringField:
    first = DataRequired(missing) if missing else Optional()
    return StringField(label, [first, Length(max=LONGEST_LINE, message="Nhiều nhất 300 ký tự.")], filters=[_trim])


def _note(label: str, missing: str | None = None) -> TextAreaField:
    first = DataRequired(missing) if missing else Optional()
    return TextAreaField(
        label, [first, Length(max=LONGEST_NOTE, message="Nhiều nhất 2.000 ký tự.")], filters=[_printable]
    )


def _long(label: str, longest: int) -> StringField:
    too_long = f"Nhiều nhất {longest} ký tự."
    return StringField(label, [Optional(), Length(max=longest, message=too_long)], filters=[_trim])


def _text(label: str) -> TextAreaField:
    too_long = "Nhiều nhất 100.000 ký tự."
    return TextAreaField(label, [Optional(), Length(max=LONGEST_TEXT, message=too_long)], filters=[_printable])


def _choices(values: tuple[str, ...]) -> list[tuple[str, str]]:
    return [UNKNOWN, *((value, capital(value)) for value in values)]


def _code() -> StringField:
    wrong = "Nhập mã gồm 6 chữ số đang hiện trong ứng dụng xác thực."
    return StringField("Mã xác thực", [DataRequired(wrong), Regexp(r"^[0-9]{6}$", message=wrong)], filters=[_digits])


class SignInForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """First step: e-mail and password."""

    thu = _line("Thư điện tử công vụ", "Nhập thư điện tử công vụ.")
    mk = PasswordField("Mật khẩu", [DataRequired("Nhập mật khẩu."), Length(max=1024, message="Mật khẩu quá dài.")])


class CodeForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """Second step: the code of the moment."""

    ma = _code()


class RevisionForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """Anything that changes a record names the revision it was read at."""

    revision = IntegerField("Phiên bản đã đọc", [InputRequired("Thiếu phiên bản đã đọc."), NumberRange(min=0)])


class UploadForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """Several files for one court; the choices of `toa` are set by the page."""

    tep = MultipleFileField("Chọn tệp PDF hoặc Word")
    toa = PickField("Tòa án", missing="Chọn tòa án.")


class DecisionForm(RevisionForm):
    """A decision about mentions: one (`cho`) or its whole entity; `viec` is mask, keep, undecided or relabel."""

    viec = StringField(validators=[Regexp(r"^(mask|keep|undecided|relabel)(-[0-9]{1,18})?$", message="Việc không có.")])
    cho = IntegerField("Chỗ", [InputRequired("Thiếu chỗ cần quyết."), NumberRange(min=1)])
    loai = StringField("Loại", [Optional(), AnyOf(list(LABELS), message="Loại không có trong danh sách.")])
    ly_do = _line("Lý do")


class PhraseForm(RevisionForm):
    """Words that should become a mention, with its kind."""

    cum = _line("Cụm từ cần mã hóa", "Nhập cụm từ cần mã hóa, đúng như trong văn bản.")
    loai = PickField("Loại", [(label.code, label.name) for label in LABELS.values()])
    thuoc = StringField("Thuộc về", [Optional(), Length(max=100)])


class AddForm(PhraseForm):
    """The ticked places of a phrase, each “start-end” in code points."""

    cho = SelectMultipleField("Chỗ", validate_choice=False)

    def spans(self) -> list[tuple[int, int]]:
        """The ticked places; raises ValueError for one that is not of its form."""
        found = []
        for value in self.cho.data or []:
            start, _, end = value.partition("-")
            found.append((int(start), int(end)))
        return found


class ResidualForm(RevisionForm):
    """What a possibly missed word is: to be masked, or an ordinary word with a reason."""

    muc = IntegerField("Mục", [InputRequired("Thiếu mục."), NumberRange(min=0)])
    viec = PickField("Việc", [("mask", "Mã hóa"), ("word", "Là từ thường")])
    loai = StringField("Loại", [Optional(), AnyOf(list(LABELS), message="Loại không có trong danh sách.")])
    ly_do = _line("Lý do")


class SettleForm(RevisionForm):
    """A field where record and text differ: the text's value, or the record's stays."""

    truong = PickField("Trường", [(name, name) for name in COMPARED])
    viec = PickField("Việc", [("read", "Lấy theo bản án"), ("kept", "Giữ như đã nhập")])


class HiddenForm(RevisionForm):
    """What a group of hidden words is."""

    nhom = IntegerField("Nhóm", [InputRequired("Thiếu nhóm chữ ẩn."), NumberRange(min=0)])
    viec = PickField("Việc", [("drop", "Không thuộc bản án"), ("belongs", "Thuộc bản án")])


class DoubtForm(RevisionForm):
    """A word in doubt: kept, the other reading, or what a person typed."""

    muc = IntegerField("Mục", [InputRequired("Thiếu mục."), NumberRange(min=0)])
    viec = PickField("Việc", [("keep", "Đúng"), ("other", "Theo cách đọc khác"), ("type", "Sửa thành")])
    chu = StringField("Sửa thành", [Length(max=200, message="Nhiều nhất 200 ký tự.")], filters=[_trim])


class CorrectionForm(RevisionForm):
    """A correction to be taken back."""

    so = IntegerField("Lần sửa", [InputRequired("Thiếu lần sửa."), NumberRange(min=1)])


class NamesForm(RevisionForm):
    """The ticked places of misread names, each “start-end” in code points."""

    cho = SelectMultipleField("Chỗ", validate_choice=False)


class PartiesForm(RevisionForm):
    """The tick that all parties were compared with the opening of the judgment; the page reads the names beside it."""

    doi_chieu = BooleanField("Đã đối chiếu đủ đương sự với phần mở đầu")


class MetadataForm(RevisionForm):
    """What is known of the judgment, each confirmation a tick beside its value; the page sets the choices of `toa`."""

    so = _line("Số")
    xac_nhan_so = BooleanField("Số đúng như trong văn bản")
    toa = PickField("Tòa án", missing="Chọn tòa án.")
    xac_nhan_toa = BooleanField("Tòa án đúng như trong văn bản")
    ngay_tuyen = DateField("Ngày tuyên", [Optional()])
    loai_van_ban = PickField("Loại văn bản", _choices(KINDS))
    loai_an = PickField("Loại án", [UNKNOWN, *CASE_TYPES.items()])
    cap_xet_xu = PickField("Cấp xét xử", [UNKNOWN, *INSTANCES.items()])
    quan_he = _line("Quan hệ pháp luật")
    ket_qua = _line("Kết quả")
    chu_toa = _line("Chủ tọa")
    tai_khoan = PickField("Tài khoản chủ tọa")
    hieu_luc = DateField("Ngày có hiệu lực", [Optional()])
    xac_nhan_hieu_luc = BooleanField("Ngày có hiệu lực đã được xác nhận")
    khang_cao = BooleanField("Còn kháng cáo, kháng nghị")
    xu_kin = BooleanField("Xét xử kín")
    duoi_18 = BooleanField("Có người tham gia tố tụng dưới 18 tuổi")


class ApproveForm(RevisionForm):
    """Approval of one exact draft with the code asked again."""

    ban_nhap = HiddenField(validators=[Regexp(r"^[0-9a-f]{64}$", message="Thiếu bản nháp được duyệt.")])
    doc = BooleanField("Tôi đã đọc bản sẽ công bố.", [DataRequired("Hãy đọc bản sẽ công bố rồi đánh dấu.")])
    ngay = BooleanField("Ngày hiệu lực là đúng.", [DataRequired("Hãy kiểm tra ngày hiệu lực rồi đánh dấu.")])
    ma = _code()


class SendBackForm(RevisionForm):
    """Back to the clerk, with words."""

    ly_do = _note("Lý do trả lại", "Ghi rõ lý do để người rà soát biết cần sửa gì.")


class WithdrawForm(RevisionForm):
    """Withdrawal of a published judgment; the choices of `ly_do` are set by the page."""

    ly_do = PickField("Lý do", missing="Chọn lý do.")
    so_quyet_dinh = _line("Số quyết định")
    ghi_chu = _note("Ghi chú nội bộ")
    ma = _code()


class WithholdForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """One of the seven reasons not to publish; who asked and why are needed for some."""

    ly_do = PickField("Lý do", missing="Chọn một trong bảy lý do.")
    ghi_chu = _note("Ghi chú, lý do cụ thể")
    ai_yeu_cau = _line("Ai yêu cầu")


class HideForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """A public judgment out of sight for some days."""

    ly_do = _note("Lý do tạm ẩn", "Ghi rõ lý do tạm ẩn.")
    den_ngay = DateField("Đến hết ngày", [Optional()])


class UnhideForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """A hidden judgment back in sight."""

    ly_do = _note("Lý do hiện lại", "Ghi rõ lý do hiện lại.")


class PasswordForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """One's own password, the new one twice."""

    cu = PasswordField("Mật khẩu hiện nay", [DataRequired("Nhập mật khẩu hiện nay."), Length(max=1024)])
    moi = PasswordField(
        "Mật khẩu mới", [DataRequired("Nhập mật khẩu mới."), Length(12, 1024, "Mật khẩu cần ít nhất 12 ký tự.")]
    )
    lai = PasswordField("Nhập lại mật khẩu mới", [EqualTo("moi", "Hai lần nhập mật khẩu mới không giống nhau.")])


class RecoveryForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """A recovery code in the place of the code of the moment."""

    du_phong = StringField("Mã dự phòng", [DataRequired("Nhập mã dự phòng."), Length(max=40)], filters=[_trim])


class PrecedentForm(RevisionForm):
    """What a precedent says, read at revision 0 when it is new; `quy_dinh` and `tu_khoa` are one item a line."""

    ten = _long("Tên án lệ", 500)
    linh_vuc = _long("Lĩnh vực", 60)
    nguon = _long("Nguồn án lệ", 600)
    vi_tri = _long("Vị trí nội dung trong nguồn", 300)
    tinh_huong = _text("Tình huống án lệ")
    giai_phap = _text("Giải pháp pháp lý")
    noi_dung = _text("Nội dung án lệ")
    quy_dinh = _text("Quy định liên quan")
    tu_khoa = _text("Từ khóa")


class NewPrecedentForm(PrecedentForm):
    """A precedent that is not there yet."""

    so = IntegerField("Số", [InputRequired("Nhập số án lệ."), NumberRange(1, 999, "Số án lệ từ 1 đến 999.")])
    nam = IntegerField("Năm", [InputRequired("Nhập năm."), NumberRange(2016, 2100, "Năm từ 2016.")])
    bat_dau = PickField("Trạng thái", [("proposed", "Đề xuất"), ("unknown", "Chưa rõ")])


class MovePrecedentForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """One step of a precedent with what belongs to it."""

    viec = StringField("Việc", [Regexp(r"^[a-z_:]{3,30}$", message="Việc không có.")])
    ngay = DateField("Ngày", [Optional()])
    quyet_dinh = _long("Số quyết định công bố", 120)
    co_so = PickField("Căn cứ bãi bỏ", [("", ""), *BASES.items()])
    can_cu = _long("Căn cứ, ghi chú", 600)
