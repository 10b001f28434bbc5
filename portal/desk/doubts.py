"""Words in doubt, hidden words, corrections: what of a scan or a doctored file a person must look at."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from portal.desk.pieces import Place, Shade, place
from portal.desk.rows import paragraph_of
from records.desk.spellings import Misread, misread_names
from records.desk.views import SourceView, hidden_groups

REASONS: Final[Mapping[str, str]] = {
    "invisible": "chữ ở chế độ không hiện",
    "tiny": "chữ quá nhỏ để đọc",
    "off_page": "chữ nằm ngoài trang",
    "covered": "chữ bị che",
    "overprinted": "hai dòng chữ in đè lên nhau",
    "background_color": "chữ cùng màu với nền",
    "no_ink": "chữ không để lại mực trên trang",
}
HIDDEN_STANDING: Final[Mapping[str, str]] = {
    "drop": "Không thuộc bản án: bỏ.",
    "belongs": "Thuộc bản án: cần tệp khác, chưa công bố được.",
}
WORDS_SHOWN: Final = 300


@dataclass(frozen=True)
class HiddenGroup:
    """Hidden words of one page and reason; never part of the text."""

    index: int
    page: int
    why: str
    count: int
    words: str
    standing: str


@dataclass(frozen=True)
class DoubtLine:
    """A word that may be misread: where, both readings, how sure, whether its line names somebody."""

    index: int
    page: int
    paragraph: int
    place: Place
    other: str
    percent: int
    named: bool
    standing: str


@dataclass(frozen=True)
class Mend:
    """A correction that was made: its number, its words before and after, how many places."""

    number: int
    kind: str
    old: str
    new: str
    count: int
    paragraph: int


@dataclass(frozen=True)
class Doubts:
    """Everything of this kind on the review page; `scan_open`: the scan was not compared with its text yet."""

    hidden: list[HiddenGroup]
    words: list[DoubtLine]
    settled: int
    mends: list[Mend]
    scanned: bool
    scan_open: bool

    @property
    def open(self) -> int:
        """How many things wait for a person."""
        return len(self.words) + sum(not group.standing for group in self.hidden) + self.scan_open


def doubts_of(source: SourceView, starts: Sequence[int]) -> Doubts:
    """What a person must look at; words on a line with a name come first."""
    text = str(source.text)
    lines = [_line(text, starts, index, word) for index, word in enumerate(source.doubtful) if not word.get("settled")]
    scanned = bool(recognised(source))
    return Doubts(
        hidden=_hidden(source.hidden),
        words=sorted(lines, key=lambda line: (not line.named, line.place.start)),
        settled=len(source.doubtful) - len(lines),
        mends=[_mend(one, starts) for one in reversed(source.corrections) if not one["undone"]],
        scanned=scanned,
        scan_open=scanned and not source.looked.get("scan"),
    )


def shades_of(source: SourceView, found: tuple[int, int] | None) -> list[Shade]:
    """The open words in doubt and the place that was asked for, as parts of the text to be marked, in order."""
    shades = [
        Shade(int(word["start"]), int(word["end"]), "doubt", f"n{index}")
        for index, word in enumerate(source.doubtful)
        if not word.get("settled") and word["start"] < word["end"]
    ]
    if found is not None:
        shades = [one for one in shades if one.end <= found[0] or one.start >= found[1]]
        shades.append(Shade(*found, "found", "noi"))
    return sorted(shades, key=lambda one: one.start)


def recognised(source: SourceView) -> list[tuple[int, int]]:
    """The paragraphs of pages that were recognised (or run on from one), as places in the text."""
    scans = {page["number"] for page in source.pages if page.get("source") == "ocr"}
    return [(one["start"], one["end"]) for one in source.paragraphs if one["page"] in scans]


def misread_parties(source: SourceView) -> list[Misread]:
    """The places of the recognised text where a listed party's name stands misread."""
    names = [str(party["name"]) for party in source.parties if party.get("name")]
    doubtful = [(word["start"], word["end"]) for word in source.doubtful if not word.get("settled")]
    return misread_names(str(source.text), names, recognised(source), doubtful)


def counted(found: Iterable[Misread]) -> list[tuple[str, int]]:
    """How many places each name would be put right at, in the order of the text."""
    counts: dict[str, int] = {}
    for one in found:
        counts[one.new] = counts.get(one.new, 0) + 1
    return list(counts.items())


def _hidden(hidden: Sequence[Mapping[str, Any]]) -> list[HiddenGroup]:
    groups = []
    for index, (page, reason, places) in enumerate(hidden_groups(hidden)):
        words = " ".join(str(hidden[one].get("text", "")) for one in places)
        shown = words if len(words) <= WORDS_SHOWN else words[:WORDS_SHOWN] + "…"
        standing = HIDDEN_STANDING.get(str(hidden[places[0]].get("decision")), "")
        why = REASONS.get(reason, reason or "chữ ẩn")
        groups.append(HiddenGroup(index, page, why, len(words.split()), shown, standing))
    return groups


def _line(text: str, starts: Sequence[int], index: int, word: Mapping[str, Any]) -> DoubtLine:
    start, end = int(word["start"]), int(word["end"])
    other = word.get("other")
    return DoubtLine(
        index=index,
        page=int(word["page"]),
        paragraph=paragraph_of(starts, start),
        place=place(text, start, end),
        other="" if other in {None, text[start:end]} else str(other),
        percent=round(float(word.get("confidence", 0))),
        named=bool(word.get("named")),
        standing=str(word.get("settled") or ""),
    )


def _mend(one: Mapping[str, Any], starts: Sequence[int]) -> Mend:
    first = one["places"][0]
    paragraph = paragraph_of(starts, int(first["start"]))
    return Mend(int(one["id"]), str(one["kind"]), first["old"], first["new"], len(one["places"]), paragraph)
