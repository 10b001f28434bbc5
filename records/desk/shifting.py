"""Places in a text that is changed: what stands behind a change moves with it. Pure."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Any

from records.errors import Permanent

LONGEST = 200


@dataclass(frozen=True, slots=True, order=True)
class Change:
    """Put `new` in the place of text[start:end] (code points)."""

    start: int
    end: int
    new: str

    @property
    def delta(self) -> int:
        """By how many code points what follows moves."""
        return len(self.new) - (self.end - self.start)


def checked(text: str, changes: Iterable[Change]) -> list[Change]:
    """Return the changes in order; raise Permanent for overlaps, a place outside the text, and words it cannot take."""
    found = sorted(changes)
    for one in found:
        inside = 0 <= one.start < one.end <= len(text)
        if (
            not inside
            or "\n" in text[one.start : one.end]
            or not one.new
            or not one.new.isprintable()
            or len(one.new) > LONGEST
        ):
            raise Permanent("Chỗ sửa không hợp lệ. Hãy tải lại trang rồi thử lại.")
    if not found or any(left.end > right.start for left, right in pairwise(found)):
        raise Permanent("Hãy chọn ít nhất một chỗ; các chỗ sửa không được chồng lên nhau.")
    return found


def changed(text: str, changes: Sequence[Change]) -> str:
    """Return the text with the changes made (in order, not overlapping)."""
    parts, at = [], 0
    for one in changes:
        parts += [text[at : one.start], one.new]
        at = one.end
    return "".join([*parts, text[at:]])


class Shift:
    """Where places of the old text stand in the new one."""

    def __init__(self, changes: Sequence[Change]) -> None:
        self._changes = changes
        self._starts = [one.start for one in changes]
        self._deltas = [0, *accumulate(one.delta for one in changes)]

    def start(self, place: int) -> int:
        """The place of a beginning; one inside a change moves to where the change begins."""
        index = bisect_right(self._starts, place)
        if index and place < self._changes[index - 1].end:
            return self._changes[index - 1].start + self._deltas[index - 1]
        return place + self._deltas[index]

    def end(self, place: int) -> int:
        """The place of an end; one inside a change moves to where the new words end."""
        index = bisect_right(self._starts, place - 1) if place else 0
        if index and place <= self._changes[index - 1].end:
            one = self._changes[index - 1]
            return one.start + self._deltas[index - 1] + len(one.new)
        return place + self._deltas[index]

    def span(self, item: Mapping[str, Any]) -> dict[str, Any]:
        """A copy of an item with its `start` and `end` moved; one without a place stays as it is."""
        if "start" not in item or "end" not in item:
            return dict(item)
        return {**item, "start": self.start(int(item["start"])), "end": self.end(int(item["end"]))}


def touches(item: Mapping[str, Any], changes: Iterable[Change]) -> bool:
    """Whether a change lies in the place of the item."""
    return any(one.start < int(item["end"]) and int(item["start"]) < one.end for one in changes)
