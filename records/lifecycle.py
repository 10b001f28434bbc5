"""The two state machines of a judgment, as data, and what stands in the way of publishing it. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType


class Permanent(Exception):
    """The request cannot succeed however often it is tried; `sentence` says why, in Vietnamese, to a person."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class DraftState(StrEnum):
    """The states of one version of a judgment on its way to publication."""

    RECEIVED = "RECEIVED"
    PROCESSING = "PROCESSING"
    WAITING = "WAITING"
    IN_REVIEW = "IN_REVIEW"
    SUBMITTED = "SUBMITTED"
    APPROVED = "APPROVED"
    DONE = "DONE"
    FAILED = "FAILED"
    REJECTED = "REJECTED"


class PublicationState(StrEnum):
    """Whether and how a judgment is public."""

    NONE = "NONE"
    PUBLISHED = "PUBLISHED"
    HIDDEN = "HIDDEN"
    WITHDRAWN = "WITHDRAWN"
    WITHHELD = "WITHHELD"


class Role(StrEnum):
    """What an account may be; PRESIDENT is the mark an account carries beside its role."""

    CLERK = "clerk"
    JUDGE = "judge"
    EDITOR = "editor"
    ADMIN = "admin"
    AUDITOR = "auditor"
    WORKER = "worker"
    PRESIDENT = "president"


STATE_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "RECEIVED": "Đã nhận",
        "PROCESSING": "Đang xử lý",
        "WAITING": "Đang chờ",
        "IN_REVIEW": "Đang rà soát",
        "SUBMITTED": "Chờ duyệt",
        "APPROVED": "Đã duyệt",
        "DONE": "Xong",
        "FAILED": "Lỗi tệp",
        "REJECTED": "Không nhận",
        "NONE": "Chưa công bố",
        "PUBLISHED": "Đã công bố",
        "HIDDEN": "Tạm ẩn",
        "WITHDRAWN": "Đã hạ",
        "WITHHELD": "Không công bố",
    }
)
ROLE_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "clerk": "Thư ký",
        "judge": "Thẩm phán",
        "editor": "Biên tập",
        "admin": "Quản trị",
        "auditor": "Kiểm tra",
        "worker": "Hệ thống",
        "president": "Chánh án",
    }
)

_D, _P = DraftState, PublicationState
_WORKER = frozenset({Role.WORKER})
_STAFF = frozenset({Role.CLERK, Role.JUDGE})
_DECIDERS = frozenset({Role.JUDGE, Role.PRESIDENT})
_HIDERS = frozenset({Role.JUDGE, Role.EDITOR, Role.ADMIN, Role.PRESIDENT})

TRANSITIONS: Mapping[tuple[DraftState, str], tuple[DraftState, frozenset[Role]]] = MappingProxyType(
    {
        (_D.RECEIVED, "begin"): (_D.PROCESSING, _WORKER),
        (_D.WAITING, "begin"): (_D.PROCESSING, _WORKER),
        (_D.PROCESSING, "wait"): (_D.WAITING, _WORKER),
        (_D.PROCESSING, "fail"): (_D.FAILED, _WORKER),
        (_D.PROCESSING, "draft"): (_D.IN_REVIEW, _WORKER),
        (_D.IN_REVIEW, "submit"): (_D.SUBMITTED, _STAFF),
        (_D.SUBMITTED, "send_back"): (_D.IN_REVIEW, _DECIDERS),
        (_D.SUBMITTED, "approve"): (_D.APPROVED, _DECIDERS),
        # A draft that the gate on the finished file refused, or that waits for its day, can only be mended in review.
        (_D.APPROVED, "send_back"): (_D.IN_REVIEW, _DECIDERS),
        (_D.APPROVED, "publish"): (_D.DONE, _WORKER),
        (_D.RECEIVED, "reject"): (_D.REJECTED, _STAFF),
        (_D.PROCESSING, "reject"): (_D.REJECTED, _STAFF),
        (_D.WAITING, "reject"): (_D.REJECTED, _STAFF),
        (_D.FAILED, "reject"): (_D.REJECTED, _STAFF),
        (_D.IN_REVIEW, "reject"): (_D.REJECTED, _STAFF),
        (_D.SUBMITTED, "reject"): (_D.REJECTED, _DECIDERS),
        (_D.APPROVED, "reject"): (_D.REJECTED, _DECIDERS),
    }
)
"""(state, action) → (next state, roles that may); what is absent is not allowed."""

PUBLICATION_TRANSITIONS: Mapping[tuple[PublicationState, str], tuple[PublicationState, frozenset[Role]]] = (
    MappingProxyType(
        {
            (_P.NONE, "publish"): (_P.PUBLISHED, _WORKER),
            (_P.PUBLISHED, "publish"): (_P.PUBLISHED, _WORKER),
            # Publishing a corrected version ends the hiding: showing the faulty one first would leak it again.
            (_P.HIDDEN, "publish"): (_P.PUBLISHED, _WORKER),
            (_P.WITHDRAWN, "publish"): (_P.PUBLISHED, _WORKER),
            (_P.PUBLISHED, "hide"): (_P.HIDDEN, _HIDERS),
            (_P.HIDDEN, "unhide"): (_P.PUBLISHED, _HIDERS),
            (_P.PUBLISHED, "withdraw"): (_P.WITHDRAWN, frozenset({Role.PRESIDENT, Role.ADMIN})),
            (_P.HIDDEN, "withdraw"): (_P.WITHDRAWN, frozenset({Role.PRESIDENT, Role.ADMIN})),
            (_P.NONE, "withhold"): (_P.WITHHELD, _DECIDERS),
            (_P.WITHHELD, "unwithhold"): (_P.NONE, _DECIDERS),
        }
    )
)
"""The same for the publication of the judgment."""

WITHHOLD_REASONS: Mapping[int, str] = MappingProxyType(
    {
        1: "Xét xử kín",
        2: "Bí mật nhà nước",
        3: "Bí mật kinh doanh, nghề nghiệp (người tham gia tố tụng yêu cầu)",
        4: "Ảnh hưởng phong tục, tập quán",
        5: "Có người dưới 18 tuổi",
        6: "Bí mật cá nhân, gia đình chưa mã hóa được",
        7: "Chưa có hiệu lực",
    }
)
"""The seven reasons of Điều 4 NQ 03/2017/NQ-HĐTP."""

WITHHOLD_NEEDS_REQUESTER = frozenset({3, 6})
"""Reasons that stand only on a request whose ground is stated."""

WITHDRAW_REASONS: Mapping[str, str] = MappingProxyType(
    {
        "loi-ma-hoa": "lỗi mã hóa đang được sửa",
        "khong-cong-bo": "thuộc trường hợp không công bố",
        "trung": "công bố trùng, xem bản còn lại",
        "chanh-an": "theo quyết định của Chánh án",
    }
)
"""Code → what a reader of the tombstone is told; only "chanh-an" is followed by the number of the decision."""

PUBLICATION_DAYS = 30
"""Điều 6 NQ 03/2017/NQ-HĐTP: calendar days from the day the judgment takes effect."""
HIDDEN_WORKING_DAYS = 5
"""A judgment is hidden for at most this many working days; then a person must decide."""


class NotAllowed(Permanent):
    """The role may not do this, or not in this state."""


def roles_of(role: str, president: bool) -> frozenset[Role]:
    """Return what counts as the actor's role: the role itself and, with the mark, PRESIDENT."""
    own = frozenset({Role(role)})
    return own | {Role.PRESIDENT} if president else own


@dataclass(frozen=True, slots=True)
class Actor:
    """An account as far as rules need it; `id` 0 is the system."""

    id: int
    role: str
    court_code: str | None
    president: bool = False

    @property
    def roles(self) -> frozenset[Role]:
        """The role and, with the mark, PRESIDENT."""
        return roles_of(self.role, self.president)


WORKER = Actor(0, Role.WORKER, None)
"""The pipeline itself."""
COMMAND_LINE = Actor(0, Role.ADMIN, None)
"""Whoever may run `banan` on the machine."""


def next_state(state: DraftState, action: str, role: str, president: bool) -> DraftState:
    """Return the state of a draft after the action; raise NotAllowed where the table has no such line."""
    _check(TRANSITIONS.get((state, action)), state, role, president)
    return TRANSITIONS[state, action][0]


def next_publication_state(state: PublicationState, action: str, role: str, president: bool) -> PublicationState:
    """Return the publication state after the action; raise NotAllowed where the table has no such line."""
    _check(PUBLICATION_TRANSITIONS.get((state, action)), state, role, president)
    return PUBLICATION_TRANSITIONS[state, action][0]


def _check(line: tuple[StrEnum, frozenset[Role]] | None, state: StrEnum, role: str, president: bool) -> None:
    if line is None:
        raise NotAllowed(f"Không làm được việc này khi hồ sơ ở trạng thái “{STATE_WORDS[state]}”.")
    if not roles_of(role, president) & line[1]:
        needed = ", ".join(ROLE_WORDS[name] for name in sorted(line[1]))
        raise NotAllowed(f"Tài khoản của bạn không có quyền này. Vai trò cần có: {needed}.")


@dataclass(frozen=True, slots=True)
class Facts:
    """All that decides whether a draft may be published; counts are of open points, `today` is the court's day."""

    undecided: int
    residual_open: int
    effective_on: date | None
    effective_confirmed: bool
    appeal_pending: bool
    closed_hearing: bool
    minor_participant: bool
    number_confirmed: bool
    court_confirmed: bool
    parties_confirmed: bool
    hidden_unresolved: int
    draft_ready: bool
    draft_failed: str | None
    today: date
    withheld: bool = False
    differs: tuple[str, ...] = ()
    withhold_proposed: bool = False


@dataclass(frozen=True, slots=True)
class Blocker:
    """One thing in the way: a code, a sentence for the page, and the part of the page where it is settled."""

    code: str
    sentence: str
    place: str


def blockers(facts: Facts) -> list[Blocker]:
    """Return what stands in the way of publishing, in the order of the page; [] means it may be published."""
    found = [*_text_blockers(facts), *_law_blockers(facts), *_record_blockers(facts)]
    return [Blocker(*line) for line in found]


def _text_blockers(facts: Facts) -> list[tuple[str, str, str]]:
    lines = []
    if facts.undecided:
        lines.append(("undecided", f"Còn {facts.undecided} mục chưa quyết.", "can-xem"))
    if facts.residual_open:
        lines.append(("residual", f"Còn {facts.residual_open} chỗ có thể còn sót.", "canh-bao"))
    if facts.hidden_unresolved:
        sentence = f"Còn {facts.hidden_unresolved} việc về chữ ẩn, bản quét hoặc từ còn ngờ chưa xem."
        lines.append(("hidden", sentence, "canh-bao"))
    if facts.draft_failed:
        lines.append(("draft-failed", facts.draft_failed, "ban-nhap"))
    elif not facts.draft_ready:
        lines.append(("draft-old", "Bản nháp cũ: đang tạo bản nháp mới.", "ban-nhap"))
    return lines


def _law_blockers(facts: Facts) -> list[tuple[str, str, str]]:
    lines = []
    if facts.effective_on is None:
        lines.append(("effective-missing", "Thiếu ngày hiệu lực.", "thong-tin"))
    else:
        if not facts.effective_confirmed:
            lines.append(("effective-unconfirmed", "Chưa xác nhận ngày hiệu lực.", "thong-tin"))
        if facts.effective_on > facts.today:
            lines.append(("effective-future", "Ngày hiệu lực ở tương lai.", "thong-tin"))
    if facts.appeal_pending:
        lines.append(("appeal", "Còn kháng cáo, kháng nghị.", "thong-tin"))
    if facts.closed_hearing:
        lines.append(("closed", "Xét xử kín: không công bố.", "khong-cong-bo"))
    if facts.minor_participant:
        lines.append(("minor", "Có người dưới 18 tuổi tham gia tố tụng: không công bố.", "khong-cong-bo"))
    if facts.withhold_proposed:
        lines.append(("withhold-proposed", "Có đề nghị không công bố: chờ thẩm phán quyết định.", "khong-cong-bo"))
    if facts.withheld:
        lines.append(("withheld", "Đã có quyết định không công bố.", "khong-cong-bo"))
    return lines


_DIFFERS: Mapping[str, str] = MappingProxyType(
    {
        "case_number": "Số trong bản án khác số đã nhập: hãy chọn một.",
        "decided_on": "Ngày tuyên trong bản án khác ngày đã nhập: hãy chọn một.",
        "court_code": "Tòa án trong bản án khác tòa án đã nhập: hãy chọn một.",
    }
)


def _record_blockers(facts: Facts) -> list[tuple[str, str, str]]:
    lines = [(f"differs-{name}", _DIFFERS[name], "ban-an-noi") for name in facts.differs]
    if not facts.number_confirmed:
        lines.append(("number", "Số, ngày của văn bản chưa xác nhận.", "thong-tin"))
    if not facts.court_confirmed:
        lines.append(("court", "Tòa án chưa xác nhận.", "thong-tin"))
    if not facts.parties_confirmed:
        lines.append(("parties", "Chưa đối chiếu đương sự.", "nguoi"))
    return lines


def deadline(effective_on: date) -> date:
    """Return the last day for publishing a judgment that took effect on this day (Điều 6 NQ 03/2017/NQ-HĐTP)."""
    return effective_on + timedelta(days=PUBLICATION_DAYS)


def working_days_after(day: date, count: int) -> date:
    """Return the day that is `count` working days (Monday to Friday) after `day`."""
    while count:
        day += timedelta(days=1)
        count -= day.weekday() < 5  # noqa: PLR2004  Saturday is 5
    return day
