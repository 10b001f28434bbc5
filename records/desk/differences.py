"""Where the record and the judgment's own text say different things. Pure.

The record holds what was typed (form, CSV, the court chosen at upload) or entered at the desk; the reading holds what
the text says. A difference is open until a person takes the text's value or says that the record's stays.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from vietnamese.letters import canonical, fold

COMPARED: Final = (
    "case_number", "decided_on", "court_code", "kind", "instance", "case_type", "legal_relation", "presiding_judge",
    "result",
)  # fmt: skip
BLOCKING: Final = ("case_number", "decided_on", "court_code")
"""Fields by which a judgment is found and whose title they make: nothing is published while they are in doubt."""
_TITLES: Final = frozenset({"ong", "ba", "tham", "phan"})
_CODED: Final = frozenset({"instance", "case_type"})


@dataclass(frozen=True, slots=True)
class Difference:
    """A field where record and text differ; `settled` when a person said that the record's value stays."""

    name: str
    kept: str
    read: str
    settled: bool


def differences(reading: Mapping[str, Any], current: Mapping[str, Any]) -> list[Difference]:
    """Return the fields where both say something and not the same.

    :param reading: of the source: `values` by name, `court_code`, `kept` (name → the value that was said to stay)
    :param current: the judgment's values by name, dates as dates or ISO text
    """
    values = {**reading.get("values", {}), "court_code": reading.get("court_code")}
    stays = reading.get("kept", {})
    found = []
    for name in COMPARED:
        mine, read = _text(current.get(name)), _text(values.get(name))
        if mine and read and not alike(name, mine, read):
            found.append(Difference(name, mine, read, settled=stays.get(name) == mine))
    return found


def open_fields(found: Iterable[Difference]) -> list[str]:
    """Return the names of the fields that block publication: unsettled, and of number, day or court."""
    return [one.name for one in found if not one.settled and one.name in BLOCKING]


def alike(name: str, mine: str, read: str) -> bool:
    """Whether two spellings of a field's value mean the same: "05/2018/ST-DS" and "5/2018/DSST" do."""
    if name == "case_number":
        return _number(mine) == _number(read)
    if name in {"decided_on", "court_code"}:
        return mine == read
    left, right = _words(mine), _words(read)
    if name == "presiding_judge":
        left, right = ([word for word in words if word not in _TITLES] for words in (left, right))
    if name in _CODED:
        return _initials(left) == _initials(right)
    return left == right


def _text(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if value not in {None, ""} else ""


def _number(value: str) -> tuple[str, ...]:
    """The digits without leading zeros, and the letters in any order: courts write them either way."""
    digits = [part.lstrip("0") for part in re.findall(r"\d+", value)]
    return (*digits, "".join(sorted(re.sub(r"[^a-z]", "", fold(value)))))


def _words(value: str) -> list[str]:
    return "".join(letter if letter.isalnum() else " " for letter in fold(canonical(value))).split()


def _initials(words: list[str]) -> str:
    """The short code of an instance or case type: "hôn nhân và gia đình" and "hngd" are one."""
    return words[0] if len(words) == 1 else "".join(word[0] for word in words if word != "va")
