"""What can go wrong in records: facts a person is told (`Permanent`) apart from faults that pass."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from records.lifecycle import Blocker, NotAllowed, Permanent

__all__ = [
    "Duplicate",
    "LeaseLost",
    "NotAllowed",
    "NotFound",
    "NotPublishable",
    "OriginalDamaged",
    "Permanent",
    "Restricted",
    "StaleRevision",
    "UnknownCourt",
]


class NotPublishable(Permanent):
    """Something stands in the way of publishing; `blockers` says what."""

    def __init__(self, blockers: Sequence[Blocker]) -> None:
        super().__init__("Chưa thể công bố: " + " ".join(blocker.sentence for blocker in blockers))
        self.blockers = tuple(blockers)


class Duplicate(Permanent):
    """The same file was received before, as `judgment_id` on `received_on`."""

    def __init__(self, judgment_id: int, received_on: date) -> None:
        super().__init__(f"Trùng với hồ sơ số {judgment_id} (đã nhận {received_on:%d/%m/%Y}).")
        self.judgment_id = judgment_id
        self.received_on = received_on


class UnknownCourt(Permanent):
    """No court has this code."""

    def __init__(self, code: str) -> None:
        super().__init__("Không có tòa án với mã này trong danh mục.")
        self.code = code


class NotFound(Permanent):
    """There is no such record."""

    def __init__(self, sentence: str = "Không tìm thấy hồ sơ này.") -> None:
        super().__init__(sentence)


class StaleRevision(Permanent):
    """Another person saved first: `mine` is what was to be saved, `theirs` what stands now."""

    def __init__(
        self,
        mine: Mapping[str, Any],
        theirs: Mapping[str, Any],
        sentence: str = "Người khác vừa thay đổi hồ sơ này. Hãy xem cả hai bản rồi chọn.",
    ) -> None:
        super().__init__(sentence)
        self.mine = dict(mine)
        self.theirs = dict(theirs)


class OriginalDamaged(Exception):
    """A stored original does not open with the key: it was changed, or the key is another one."""


class Restricted(Exception):
    """The process has no way to the restricted database or its key."""


class LeaseLost(Exception):
    """Another worker has taken over the job; the result of this run must not be written."""
