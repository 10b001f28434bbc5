"""Numbers of pages and what stands between them. Pure."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

EDGE: Final = 2


@dataclass(frozen=True)
class Pages:
    """Links of a paged list. items: (address, number), number None where pages are left out."""

    page: int
    last: int
    items: list[tuple[str, int | None]]
    previous: str | None
    next: str | None


def pages(page: int, total: int, per_page: int, href: Callable[[int], str]) -> Pages:
    """The links around one page of a list of `total` rows: both ends, the neighbours, gaps between."""
    last = max(1, -(-total // per_page))
    near = {n for n in range(page - 1, page + EDGE) if 1 <= n <= last}
    shown = sorted({1, last} | near | set(range(1, min(last, EDGE) + 1)) | set(range(max(1, last - 1), last + 1)))
    items: list[tuple[str, int | None]] = []
    before = 0
    for number in shown:
        if number > before + 1:
            items.append(("", None))
        items.append((href(number), number))
        before = number
    return Pages(
        page=page,
        last=last,
        items=items,
        previous=href(page - 1) if page > 1 else None,
        next=href(page + 1) if page < last else None,
    )
