"""The words that pages use for coded values; an unknown value is shown as it was recorded, never hidden."""

from collections.abc import Mapping
from typing import Final

from vietnamese.letters import fold

CASE_TYPES: Final = {
    "hs": "Hình sự",
    "ds": "Dân sự",
    "hngd": "Hôn nhân và gia đình",
    "kdtm": "Kinh doanh, thương mại",
    "ld": "Lao động",
    "hc": "Hành chính",
    "ps": "Phá sản",
    "bpxl": "Biện pháp xử lý hành chính",
}
INSTANCES: Final = {"st": "Sơ thẩm", "pt": "Phúc thẩm", "gdt": "Giám đốc thẩm", "tt": "Tái thẩm"}
KINDS: Final = {"ban-an": "Bản án", "quyet-dinh": "Quyết định"}
LEVELS: Final = {
    "toi-cao": "Tối cao",
    "cap-cao": "Cấp cao",
    "phuc-tham": "Phúc thẩm TANDTC",
    "tinh": "Cấp tỉnh",
    "khu-vuc": "Khu vực",
    "huyen": "Cấp huyện",
    "quan-su": "Quân sự",
    "chuyen-biet": "Chuyên biệt",
}


def case_type(value: str | None) -> str:
    """Words for a case type, by code (“ds”) or as printed (“dân sự”); empty for none."""
    return _word(CASE_TYPES, value)


def instance(value: str | None) -> str:
    """Words for an instance, by code (“st”) or as printed (“sơ thẩm”); empty for none."""
    return _word(INSTANCES, value)


def kind(value: str | None) -> str:
    """Words for the kind of document, by code (“ban-an”) or as printed (“bản án”); empty for none."""
    return _word(KINDS, value)


def level(value: str | None) -> str:
    """Words for the level of a court; empty for none."""
    return _word(LEVELS, value)


def _word(table: Mapping[str, str], value: str | None) -> str:
    if not value:
        return ""
    return table.get(code(table, value)) or value[:1].upper() + value[1:]


def code(table: Mapping[str, str], value: str) -> str:
    """The code of a value, given as its code or as its words: “dân sự” → “ds”; the value itself when unknown."""
    name = slug(value)
    return next((known for known, said in table.items() if name in {known, slug(said)}), value)


def slug(text: str) -> str:
    """Text as it stands in an address: “Bản án” → “ban-an”."""
    letters = "".join(c if c.isascii() and c.isalnum() else " " for c in fold(text))
    return "-".join(letters.split())
