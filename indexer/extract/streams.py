"""How large the streams of a PDF become when decoded, found without keeping them. Runs in the child."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import pikepdf

from indexer.extract.results import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MAX_STREAM: Final = 64 << 20
MAX_TOTAL: Final = 256 << 20
MAX_COLUMNS: Final = 100_000
MAX_COLORS: Final = 16
PdfObject: TypeAlias = Any  # pikepdf gives one type for every kind of object, told apart by isinstance

_BLOCK: Final = 1 << 20
_NO_SUM: Final = bytes(4)
_FLATE: Final = ("/FlateDecode", "/Fl")
# LZW and run-length streams: the most that one byte can become
_WORST: Final = {"/LZWDecode": 4096, "/LZW": 4096, "/RunLengthDecode": 64, "/RL": 64}


def entry(item: PdfObject) -> list[PdfObject]:
    """The values of a dictionary, the items of an array, a lone value, or nothing; at most 500 of them."""
    if isinstance(item, pikepdf.Dictionary):
        return [item[key] for key in list(item.keys())[:500]]
    if isinstance(item, pikepdf.Array):
        return list(item)[:500]
    return [] if item is None else [item]


class StreamBudget:
    """Adds up what the streams of one file decode to; each is counted once.

    `broken` are those that do not inflate to their end.
    """

    def __init__(self) -> None:
        self.broken: set[tuple[int, int]] = set()
        self._sizes: dict[tuple[int, int], int] = {}
        self._total = 0

    def decoded(self, stream: PdfObject) -> int:
        """Bytes that the stream decodes to.

        :raises Refused: BOMB_STREAM above 64 MB for one stream or 256 MB in all, or with an absurd predictor
        """
        known = self._sizes.get(stream.objgen)
        if known is not None:
            return known
        parameters = stream.get("/DecodeParms")
        for one in entry(parameters) if isinstance(parameters, pikepdf.Array) else [parameters]:
            _check_predictor(one)
        filters = [str(name) for name in entry(stream.get("/Filter"))]
        size, whole = _bounded_size(stream.read_raw_bytes(), filters)
        if not whole:
            self.broken.add(stream.objgen)
        self._sizes[stream.objgen] = size
        self._total += size
        if self._total > MAX_TOTAL:
            raise Refused("BOMB_STREAM")
        return size


def _check_predictor(parameters: PdfObject) -> None:
    if isinstance(parameters, pikepdf.Dictionary) and (
        int(parameters.get("/Columns", 1)) > MAX_COLUMNS or int(parameters.get("/Colors", 1)) > MAX_COLORS
    ):
        raise Refused("BOMB_STREAM")


def _bounded_size(raw: bytes, filters: list[str]) -> tuple[int, bool]:
    """What the stream decodes to, and whether its inflating parts come to their end."""
    data: Iterable[bytes] = [raw]
    faults: list[str] = []
    for name in filters:
        if name in _FLATE:
            data = _inflated(data, faults)
        elif name in _WORST:
            size = sum(map(len, data))
            if size * _WORST[name] <= MAX_STREAM:
                return size * _WORST[name], not faults
            alone = name in {"/RunLengthDecode", "/RL"} and len(filters) == 1
            return (_run_length_size(raw) if alone else _bomb()), True
        else:
            break  # images and ASCII codings do not grow
    size = 0
    for block in data:
        size += len(block)
        if size > MAX_STREAM:
            _bomb()
    return size, not faults


def _bomb() -> int:
    raise Refused("BOMB_STREAM")


def _inflated(blocks: Iterable[bytes], faults: list[str]) -> Iterator[bytes]:
    """What the blocks inflate to, block by block; a damaged end is left to the reader and noted among the faults."""
    inflater = zlib.decompressobj()
    given = 0
    try:
        for block in blocks:
            rest = block
            while rest and not inflater.eof:
                out = inflater.decompress(rest, _BLOCK)
                given += len(out)
                if given > MAX_STREAM:
                    _bomb()
                yield out
                rest = inflater.unconsumed_tail
    except zlib.error:
        faults.append("damaged")
        return
    if given and not inflater.eof and not _lacks_only_its_sum(inflater):
        faults.append("cut")


def _lacks_only_its_sum(inflater: zlib._Decompress) -> bool:
    """Whether the data came to its end and only the sum behind it is missing, as some writers leave it."""
    try:
        inflater.decompress(_NO_SUM)
    except zlib.error as error:
        return "incorrect data check" in str(error)
    return False


def _run_length_size(raw: bytes) -> int:
    """Exact size of a run-length stream (PDF 1.7, 7.4.5): a length byte, then its literal bytes or one repeated."""
    size = place = 0
    while place < len(raw) and raw[place] != 128:  # noqa: PLR2004  the end mark
        length = raw[place]
        size += length + 1 if length < 128 else 257 - length  # noqa: PLR2004
        place += length + 2 if length < 128 else 2  # noqa: PLR2004
        if size > MAX_STREAM:
            _bomb()
    return size
