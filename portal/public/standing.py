"""How a precedent stands, in the words and signs of the site."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from portal.filters import short_date
from portal.i18n import _
from records.precedents import Precedent, PrecedentState

S = PrecedentState
IN_FORCE: Final = frozenset({S.IN_FORCE, S.POSSIBLY_OUTDATED, S.PUBLISHED})
DRAFTS: Final = frozenset({S.PROPOSED, S.CONSULTATION, S.ADVISORY, S.ADOPTED})


@dataclass(frozen=True)
class Badge:
    """A word with its tone ("ok", "warn", "err" or none) and sign."""

    words: str
    tone: str | None
    sign: str


def standing_badge(precedent: Precedent, today: date) -> Badge:
    """The badge of a precedent today; what nobody entered is said to be unknown."""
    state = precedent.standing(today)
    begun, ended = precedent.effective_from, precedent.abolished_from
    match state:
        case S.IN_FORCE:
            since = _("Đang có hiệu lực từ %(day)s", day=short_date(begun)) if begun else _("Đang có hiệu lực")
            return Badge(since, "ok", "tick")
        case S.PUBLISHED:
            day = _("Đã công bố, áp dụng từ %(day)s", day=short_date(begun)) if begun else _("Đã công bố")
            return Badge(day, None, "clock")
        case S.POSSIBLY_OUTDATED:
            return Badge(_("Có thể không còn phù hợp"), "warn", "warning")
        case S.ABOLISHED:
            gone = _("Đã bị bãi bỏ từ %(day)s", day=short_date(ended)) if ended else _("Đã bị bãi bỏ")
            return Badge(gone, "err", "cross")
        case S.CONSULTATION:
            return Badge(_consultation(precedent.consultation_until, today), None, "clock")
        case _:
            words = {S.PROPOSED: _("Đề xuất"), S.ADVISORY: _("Hội đồng tư vấn"), S.ADOPTED: _("Đã thông qua")}
            return Badge(words.get(state, _("Chưa rõ")), None, "info")


def _consultation(until: date | None, today: date) -> str:
    if until is None:
        return _("Đang lấy ý kiến")
    left = (until - today).days
    if left < 0:
        return _("Đã hết hạn góp ý %(day)s", day=short_date(until))
    return _("Đang lấy ý kiến đến hết %(day)s (còn %(left)s ngày)", day=short_date(until), left=left)
