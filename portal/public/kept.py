"""What a process remembers between requests: finished pages by what they were made from, counts for some minutes."""

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from typing import Final, TypeVar, cast

COUNT_SECONDS: Final = 300.0
KEPT_PAGES: Final = 256
T = TypeVar("T")


class Remembered:
    """Values that are counted once in a while: a reader may see a count that is a few minutes old, never a text."""

    def __init__(self, seconds: float = COUNT_SECONDS, clock: Callable[[], float] = time.monotonic) -> None:
        self.seconds = seconds
        self.clock = clock
        self._kept: dict[str, tuple[float, object]] = {}

    def get(self, name: str, count: Callable[[], T]) -> T:
        """The remembered value of a name, counted again when it is too old."""
        now = self.clock()
        kept = self._kept.get(name)
        if kept is None or now - kept[0] >= self.seconds:
            kept = (now, count())
            self._kept[name] = kept
        return cast("T", kept[1])


@dataclass(frozen=True)
class KeptPage:
    """A finished page with its tag. depends: other judgments it links to, with the version that was public then."""

    body: bytes
    tag: str
    depends: tuple[tuple[str, int], ...] = ()


class PageCache:
    """The last finished pages by what they were made from; the caller asks the records first, each time."""

    def __init__(self, size: int = KEPT_PAGES) -> None:
        self.size = size
        self._pages: OrderedDict[tuple[object, ...], KeptPage] = OrderedDict()
        self._lock = Lock()

    def get(self, key: tuple[object, ...]) -> KeptPage | None:
        """The page made from exactly this, or None."""
        with self._lock:
            page = self._pages.get(key)
            if page is not None:
                self._pages.move_to_end(key)
            return page

    def put(self, key: tuple[object, ...], page: KeptPage) -> None:
        """Keep a page, in place of the one unused longest."""
        with self._lock:
            self._pages[key] = page
            while len(self._pages) > self.size:
                self._pages.popitem(last=False)
