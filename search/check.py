"""Compare the index with the records: the records are the truth."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Difference:
    """Public ids, sorted: published but not indexed, indexed as they are not now, indexed but not published."""

    missing: tuple[str, ...] = ()
    stale: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.missing or self.stale or self.extra)


def compare(indexed_as: Mapping[str, object], recorded_as: Mapping[str, object]) -> Difference:
    """Return what the index lacks or has too much, from how each id stands in the index and in the records.

    How it stands is whatever must be equal: the version, or version and importance.
    """
    indexed, published = indexed_as.keys(), recorded_as.keys()
    return Difference(
        tuple(sorted(published - indexed)),
        tuple(sorted(one for one in indexed & published if indexed_as[one] != recorded_as[one])),
        tuple(sorted(indexed - published)),
    )
