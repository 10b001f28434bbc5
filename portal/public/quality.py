"""`/gioi-thieu/chat-luong`: what the masking was measured at, read from the card that training writes with a model."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from portal.filters import number, short_date
from portal.i18n import _

LABELS: Final = {
    "PERSON_PRIVATE": "Tên người",
    "ORG_PRIVATE": "Tổ chức, ngân hàng",
    "ADDRESS": "Địa chỉ dưới cấp tỉnh",
    "DOB": "Ngày, tháng sinh",
    "ID_NUMBER": "Số giấy tờ tùy thân",
    "PHONE": "Số điện thoại",
    "EMAIL": "Thư điện tử",
    "BANK_ACCOUNT": "Tài khoản ngân hàng",
    "PLATE": "Biển số xe",
    "LAND": "Số giấy chứng nhận đất",
    "TAX_CODE": "Mã số thuế, doanh nghiệp",
    "VEHICLE_CODE": "Số khung, số máy",
    "ACCOUNT_NAME": "Tài khoản mạng xã hội",
    "OTHER_CODE": "Mã số khác",
}
Figures = Mapping[str, Any]


@dataclass(frozen=True)
class Measured:
    """One test set: heading, facts (term, value, address, full width), rows of the table, chart of the upper bounds."""

    id: str
    heading: str
    facts: Sequence[tuple[str, str, str | None, bool]]
    finding: str
    bars: Sequence[tuple[str, str, float]]
    rows: Sequence[Sequence[str]]


def measured(card: Mapping[str, Any] | None) -> list[Measured]:
    """The test sets of a model card; empty when there is no card or it has no figures yet.

    card: `figures` is one object of contract 3.3, or such objects by the name of their test set; each may carry
    `date`, `policy` and `model` of its own.
    """
    figures = (card or {}).get("figures") or {}
    if "by_label" in figures:
        figures = {"": figures}
    sets = [(name, one) for name, one in figures.items() if isinstance(one, Mapping) and one.get("by_label")]
    return [_set(place, str(name), one, card or {}) for place, (name, one) in enumerate(sets, 1)]


def _set(place: int, name: str, one: Figures, card: Mapping[str, Any]) -> Measured:
    # A class without a single mention was not measured: it has no row.
    by_label = {label: line for label, line in one["by_label"].items() if line.get("gold")}
    order = [*(label for label in LABELS if label in by_label), *sorted(by_label.keys() - LABELS.keys())]
    highest = max((by_label[label]["upper95"] for label in order), default=0.0)
    rows = [_row(LABELS.get(label, label), by_label[label]) for label in order]
    gold, leaked = (sum(line[key] for line in by_label.values()) for key in ("gold", "leaked"))
    rows.append([_("Cộng"), number(gold), number(leaked), _share(leaked / gold) if gold else "–", "–"])
    return Measured(
        id=f"do-{place}",
        heading=_("Bộ kiểm tra: %(name)s", name=name) if name else _("Bộ kiểm tra"),
        facts=_facts(one, card),
        finding=_(
            "Máy để sót %(leaked)s trong %(gold)s chỗ phải mã hóa, khi chưa có người sửa.",
            leaked=number(leaked),
            gold=number(gold),
        ),
        bars=[
            (LABELS.get(label, label), _share(by_label[label]["upper95"]), by_label[label]["upper95"] * 100 / highest)
            for label in order
        ]
        if highest
        else [],
        rows=rows,
    )


def _row(words: str, line: Mapping[str, Any]) -> list[str]:
    return [words, number(line["gold"]), number(line["leaked"]), _share(line["rate"]), _share(line["upper95"])]


def _facts(one: Figures, card: Mapping[str, Any]) -> list[tuple[str, str, str | None, bool]]:
    officials = one.get("officials_redacted") or {}
    model = one.get("model") or (card.get("model") or {}).get("sha256", "")[:12]
    said = _("%(documents)s văn bản", documents=number(one["documents"])) if one.get("documents") else ""
    if one.get("words"):
        said = f"{said}, " + _("%(words)s từ", words=number(one["words"]))
    return [
        (_("Gồm"), said, None, False),
        (_("Ngày đo"), _day(one.get("date") or card.get("date")), None, False),
        (_("Quy tắc"), str(one.get("policy") or ""), None, False),
        (_("Mô hình"), str(model), None, False),
        (_("Văn bản không sót tên người, số giấy tờ"), _share(one.get("documents_clean")), None, False),
        (_("Từ thường bị che thừa"), _share(one.get("over_redaction")), None, False),
        (
            _("Người tiến hành tố tụng bị che nhầm"),
            f"{number(officials['redacted'])}/{number(officials['gold'])}" if officials.get("gold") else "",
            None,
            False,
        ),
    ]


def _share(value: float | None) -> str:
    """0.0012 → “0,12 %”; what was not measured is empty."""
    if value is None:
        return ""
    return f"{100 * value:.2f} %".replace(".", ",")


def _day(value: object) -> str:
    try:
        return short_date(date.fromisoformat(str(value)))
    except ValueError:
        return ""
