"""The short values that records, facets and addresses use for what a judgment prints in words."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from vietnamese.letters import fold

KINDS: Final = MappingProxyType({"ban an": "ban-an", "quyet dinh": "quyet-dinh"})
INSTANCES: Final = MappingProxyType({"so tham": "st", "phuc tham": "pt", "giam doc tham": "gdt", "tai tham": "tt"})
CASE_TYPES: Final = MappingProxyType(
    {
        "hinh su": "hs",
        "dan su": "ds",
        "hon nhan va gia dinh": "hngd",
        "kinh doanh thuong mai": "kdtm",
        "lao dong": "ld",
        "hanh chinh": "hc",
        "pha san": "ps",
        "bien phap xu ly hanh chinh": "bpxl",
    }
)
_TABLES: Final[dict[str, Mapping[str, str]]] = {"kind": KINDS, "instance": INSTANCES, "case_type": CASE_TYPES}


def coded(name: str, value: str) -> str:
    """The short value of kind, instance or case type ("sơ thẩm" → "st"); what is unknown stays as it is."""
    words = " ".join("".join(letter if letter.isalnum() else " " for letter in fold(value)).split())
    return _TABLES.get(name, {}).get(words, value)
