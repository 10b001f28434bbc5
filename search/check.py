"""Compare the index with the records: the records are the truth."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Difference:
    """Public ids, sorted: published but not indexed, indexed in another version, indexed but not published."""

    missing: tuple[str, ...] = ()
    stale: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.missing or self.stale or self.extra)


def compare(engine_versions: Mapping[str, int], record_versions: Mapping[str, int]) -> Difference:
    """Return what the index lacks or has too much, from the version of each id in the index and in the records."""
    indexed, published = engine_versions.keys(), record_versions.keys()
    return Difference(
        tuple(sorted(published - indexed)),
        tuple(sorted(one for one in indexed & published if engine_versions[one] != record_versions[one])),
        tuple(sorted(indexed - published)),
    )
