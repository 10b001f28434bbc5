"""What the review page shows, made from the record: no request, no database."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from portal.desk.doubts import Doubts, doubts_of, shades_of
from portal.desk.panel import Panel, panel_of
from portal.desk.pieces import Piece, Place, pieces, place
from portal.desk.rows import Box, Row, boxes_of, paragraph_of, rows_of
from portal.desk.words import LABELS, MENTION_ROLES, capital
from portal.forms import MetadataForm
from portal.words import CASE_TYPES, INSTANCES, code
from records.desk.views import JudgmentView, MentionView, RecordView, SourceView

RESOLVED: Final = {"mask": "Mã hóa", "word": "Là từ thường"}
FIELDS: Final = {
    "so": "case_number",
    "xac_nhan_so": "number_confirmed",
    "toa": "court_code",
    "xac_nhan_toa": "court_confirmed",
    "ngay_tuyen": "decided_on",
    "loai_van_ban": "kind",
    "loai_an": "case_type",
    "cap_xet_xu": "instance",
    "quan_he": "legal_relation",
    "ket_qua": "result",
    "chu_toa": "presiding_judge",
    "tai_khoan": "presiding_account_id",
    "hieu_luc": "effective_on",
    "xac_nhan_hieu_luc": "effective_confirmed",
    "khang_cao": "appeal_pending",
    "xu_kin": "closed_hearing",
    "duoi_18": "minor_participant",
}


@dataclass(frozen=True)
class ResidualRow:
    """A word that a second look takes for possibly missed."""

    index: int
    paragraph: int
    place: Place
    why: str
    open: bool
    standing: str


@dataclass(frozen=True)
class Party:
    """A party as read, with the code that stands for it."""

    role: str
    name: str
    code: str


@dataclass(frozen=True)
class Work:
    """The rows of the review page in their groups, and the text cut at its mentions."""

    paragraphs: list[list[Piece[MentionView]]]
    boxes: Mapping[int, Box]
    open: list[Row]
    settled: list[Row]
    residual: list[ResidualRow]
    doubts: Doubts
    panel: Panel
    parties: list[Party]
    evidence: Mapping[str, str]


def starts_of(paragraphs: Sequence[Mapping[str, Any]]) -> list[int]:
    """Where each paragraph of the source begins."""
    return [int(paragraph["start"]) for paragraph in paragraphs]


def work_of(view: RecordView, found: tuple[int, int] | None = None) -> Work:
    """Everything of the review page that comes from the restricted text; `found`: a place to be marked in it."""
    source, text = view.source, str(view.source.text)
    starts = starts_of(source.paragraphs)
    rows = rows_of(text, starts, view.mentions, source.codes)
    shades = shades_of(source, found)
    return Work(
        paragraphs=[
            pieces(text, int(one["start"]), int(one["end"]), view.mentions, shades) for one in source.paragraphs
        ],
        boxes=boxes_of(view.mentions, rows),
        open=[row for row in rows if row.undecided],
        settled=[row for row in rows if not row.undecided],
        residual=_residual(text, starts, source.residual),
        doubts=doubts_of(source, starts),
        panel=panel_of(view, starts),
        parties=_parties(text, rows, source),
        evidence=_evidence(source),
    )


def draft_pieces(paragraphs: Sequence[str]) -> list[list[Piece[MentionView]]]:
    """The public draft in the shape of the source text, with nothing boxed."""
    return [[Piece(paragraph)] if paragraph else [] for paragraph in paragraphs]


def metadata_data(judgment: JudgmentView) -> dict[str, Any]:
    """The values of the metadata form that the record holds."""
    values = {field: getattr(judgment, name) for field, name in FIELDS.items()}
    coded = {
        "loai_an": code(CASE_TYPES, values["loai_an"] or ""),
        "cap_xet_xu": code(INSTANCES, values["cap_xet_xu"] or ""),
    }
    values |= {name: value or None for name, value in coded.items()}
    return {**values, "tai_khoan": str(judgment.presiding_account_id or ""), "toa": judgment.court_code or ""}


def metadata_values(form: MetadataForm) -> dict[str, Any]:
    """The values of a sent form in the words of the records; an empty line is None."""
    values = {name: _empty_is_none(form[field].data) for field, name in FIELDS.items()}
    number = form.tai_khoan.data
    return {**values, "presiding_account_id": int(number) if number else None}


def keep_unknown_choices(form: MetadataForm, judgment: JudgmentView) -> MetadataForm:
    """Let a value that is in the record but not in the list be chosen, so that saving never changes it unseen."""
    for field in ("loai_van_ban", "loai_an", "cap_xet_xu"):
        value = metadata_data(judgment)[field]
        if value and value not in {code for code, _ in form[field].choices}:
            form[field].choices = [*form[field].choices, (value, capital(value))]
    return form


def _empty_is_none(value: object) -> object:
    return None if value == "" else value


def _residual(text: str, starts: Sequence[int], found: Sequence[Mapping[str, Any]]) -> list[ResidualRow]:
    rows = []
    for index, one in enumerate(found):
        start, end = int(one["start"]), int(one["end"])
        resolution = one.get("resolution")
        standing = RESOLVED.get(str(resolution), str(resolution or ""))
        around = place(text, start, end)
        rows.append(
            ResidualRow(
                index, paragraph_of(starts, start), around, str(one.get("reason", "")), not resolution, standing
            )
        )
    return sorted(rows, key=lambda row: not row.open)


def _parties(text: str, rows: Sequence[Row], source: SourceView) -> list[Party]:
    codes: dict[str, str] = defaultdict(lambda: "chưa có mã")
    for row in rows:
        for spot in row.places:
            codes[" ".join(spot.text.split()).casefold()] = row.code or row.standing
    found = []
    for one in source.parties:
        name = str(one.get("name") or text[int(one.get("start", 0)) : int(one.get("end", 0))])
        found.append(
            Party(
                capital(MENTION_ROLES.get(str(one.get("role", "")), str(one.get("role", "")))),
                name,
                codes[" ".join(name.split()).casefold()],
            )
        )
    return found


def _evidence(source: SourceView) -> Mapping[str, str]:
    """Where each value was read: page and words, "" for what was not found."""
    text = str(source.text)
    found: dict[str, str] = defaultdict(str)
    read = source.reading.get("findings") or {}
    differs = set(source.reading.get("differs", ()))
    for name, finding in read.items() if isinstance(read, Mapping) else ():
        if isinstance(finding, Mapping) and "start" in finding:
            start, end = int(finding["start"]), int(finding["end"])
            page = next((one["page"] for one in source.paragraphs if one["start"] <= start < one["end"]), None)
            words = " ".join(text[start:end].split())[:80]
            source_words = "Khác với thông tin nhập; đọc được" if name in differs else "Đọc được"
            found[name] = f"{source_words}{f' ở trang {page}' if page else ''}: “{words}”"
    return found


def label_choices() -> list[tuple[str, str]]:
    """The fifteen kinds of mention for a select."""
    return [(label.code, label.name) for label in LABELS.values()]
