"""Reading an operator's file, CSV or JSON Lines, line by line, and saying what is wrong with a line."""

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final, TypeVar

from sqlalchemy.orm import Session

from records import events
from records.database import Store
from records.lifecycle import Actor, Permanent
from vietnamese.addresses import slug
from vietnamese.letters import nfc

MOST_BYTES: Final = 256 * 1024 * 1024
_ISO: Final = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_WRITTEN: Final = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})")
_YES: Final = frozenset({"1", "true", "yes", "co", "x"})
_NO: Final = frozenset({"0", "false", "no", "khong"})
T = TypeVar("T")


class ImportRefused(Permanent):
    """The file as a whole cannot be read."""


class BadLine(Permanent):
    """One line cannot be taken; the sentence says why."""


@dataclass(frozen=True, slots=True)
class RefusedLine:
    """A line of the file, counted from 1, and why it was refused, in Vietnamese."""

    line: int
    sentence: str


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did. One refused line, and nothing of the file is written (`written` False)."""

    added: int
    changed: int
    unchanged: int
    refused: tuple[RefusedLine, ...]

    @property
    def written(self) -> bool:
        """Whether the file was taken."""
        return not self.refused

    @property
    def sentence(self) -> str:
        """The report in one sentence."""
        if self.refused:
            return f"Không nhập gì: {len(self.refused)} dòng chưa đúng. Sửa các dòng này rồi nhập lại."
        return f"Đã nhập: thêm {self.added}, sửa {self.changed}, giữ nguyên {self.unchanged}."


@dataclass(frozen=True, slots=True)
class Line:
    """One line: values by column name; what is empty was not given."""

    number: int
    values: Mapping[str, Any]

    def text(self, name: str, most: int | None = None) -> str | None:
        """The words of a column on one line; None when not given; BadLine when longer than the column holds."""
        found = self.long(name)
        words = None if found is None else " ".join(found.split())
        if words is not None and most is not None and len(words) > most:
            raise BadLine(f"Cột “{name}” dài quá {most} ký tự.")
        return words

    def long(self, name: str) -> str | None:
        """The text of a column with its line breaks, in NFC; None when not given."""
        value = self.values.get(name)
        if isinstance(value, (dict, list)):
            raise BadLine(f"Cột “{name}” phải là chữ hoặc số.")
        return None if value is None else nfc(str(value)).strip() or None

    def needed(self, name: str, most: int | None = None) -> str:
        """The words of a column that must be there."""
        found = self.text(name, most)
        if found is None:
            raise BadLine(f"Thiếu cột “{name}”.")
        return found

    def day(self, name: str) -> date | None:
        """A day, as 2017-09-22 or 22/9/2017."""
        found = self.text(name)
        if found is None:
            return None
        if match := _ISO.fullmatch(found):
            year, month, day = map(int, match.groups())
        elif match := _WRITTEN.fullmatch(found):
            day, month, year = map(int, match.groups())
        else:
            raise BadLine(f"Cột “{name}”: “{found[:30]}” không phải là ngày (viết như 22/9/2017 hoặc 2017-09-22).")
        try:
            return date(year, month, day)
        except ValueError as error:
            raise BadLine(f"Cột “{name}”: không có ngày {found}.") from error

    def flag(self, name: str) -> bool | None:
        """Yes or no."""
        found = self.text(name)
        if found is None:
            return None
        word = slug(found)
        if word in _YES | _NO:
            return word in _YES
        raise BadLine(f"Cột “{name}” chỉ nhận “có” hoặc “không”.")

    def whole(self, name: str) -> int | None:
        """A whole number from 1."""
        found = self.text(name)
        if found is None:
            return None
        if not re.fullmatch(r"[0-9]{1,6}", found) or not int(found):
            raise BadLine(f"Cột “{name}”: “{found[:30]}” không phải là số.")
        return int(found)

    def items(self, name: str) -> list[str] | None:
        """Several values: a JSON list, or words between semicolons."""
        value = self.values.get(name)
        if value is None:
            return None
        parts = value if isinstance(value, list) else str(value).split(";")
        return [words for part in parts if (words := " ".join(nfc(str(part)).split()))] or None


def read_lines(path: Path, names: Mapping[str, Sequence[str]]) -> tuple[list[Line], list[RefusedLine]]:
    """Return the lines of a CSV (by its first line) or JSON Lines file, and those that are no line at all.

    names: column → other spellings of it; columns outside are left alone. Raises ImportRefused for a file that is
    not there, too big, empty or not UTF-8.
    """
    if not path.is_file():
        raise ImportRefused("Không tìm thấy tệp.")
    if path.stat().st_size > MOST_BYTES:
        raise ImportRefused(f"Tệp lớn hơn {MOST_BYTES // 1024 // 1024} MB.")
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ImportRefused("Tệp không phải UTF-8. Lưu lại với bảng mã UTF-8.") from error
    if not text.strip():
        raise ImportRefused("Tệp không có dòng nào.")
    columns = {slug(spelling): name for name, others in names.items() for spelling in (name, *others)}
    return _json(text, columns) if text.lstrip().startswith("{") else _csv(text, columns)


def _json(text: str, columns: Mapping[str, str]) -> tuple[list[Line], list[RefusedLine]]:
    lines, refused = [], []
    # Not splitlines(): a text may hold the separators that JSON leaves as they are.
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except ValueError:
            value = None
        if isinstance(value, dict):
            lines.append(Line(number, _named(value.items(), columns)))
        else:
            refused.append(RefusedLine(number, "Dòng này không phải là một đối tượng JSON."))
    return lines, refused


def _csv(text: str, columns: Mapping[str, str]) -> tuple[list[Line], list[RefusedLine]]:
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    lines, refused = [], []
    try:
        head = next(reader)
        if not any(slug(name) in columns for name in head):
            raise ImportRefused(f"Dòng đầu không có cột nào được biết: {', '.join(dict.fromkeys(columns.values()))}.")
        before = reader.line_num
        for cells in reader:
            number, before = before + 1, reader.line_num
            if len(cells) == len(head):
                lines.append(Line(number, _named(zip(head, cells, strict=True), columns)))
            elif cells:
                refused.append(RefusedLine(number, f"Dòng này có {len(cells)} ô, dòng đầu có {len(head)} cột."))
    except csv.Error as error:
        raise ImportRefused(f"Tệp CSV bị hỏng ở dòng {reader.line_num}: dấu ngoặc kép chưa đóng.") from error
    return lines, refused


def _named(pairs: Iterable[tuple[str, Any]], columns: Mapping[str, str]) -> dict[str, Any]:
    named: dict[str, Any] = {}
    for name, value in pairs:
        column = columns.get(slug(name))
        if column is not None and value is not None and str(value).strip() and column not in named:
            named[column] = value
    return named


def checked(lines: Iterable[Line], check: Callable[[Line], T], refused: list[RefusedLine]) -> list[tuple[Line, T]]:
    """Check every line; those that cannot be taken are added to `refused`."""
    good = []
    for line in lines:
        try:
            good.append((line, check(line)))
        except BadLine as error:
            refused.append(RefusedLine(line.number, error.sentence))
    return good


def put(session: Session, model: type[Any], key: Mapping[str, object], values: Mapping[str, object]) -> str:
    """Write one row by its key; return "added", "changed" or "unchanged"."""
    row = session.get(model, dict(key))
    if row is None:
        session.add(model(**key, **values))
        return "added"
    changed = [name for name, value in values.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, values[name])
    return "changed" if changed else "unchanged"


def report(done: Counter[str], refused: Iterable[RefusedLine] = ()) -> ImportReport:
    """The report of an import from its counts."""
    ordered = tuple(sorted(refused, key=lambda line: line.line))
    return ImportReport(done["added"], done["changed"], done["unchanged"], ordered)


def record(session: Session, store: Store, actor: Actor, action: str, done: Counter[str]) -> None:
    """Write the event of an import that changed something."""
    if done["added"] or done["changed"]:
        detail = {"added": done["added"], "changed": done["changed"]}
        events.append(session, store, actor=actor, action=action, detail=detail)
