"""The text of a judgment as a page: zones, parts of long texts, numbered paragraphs with their anchors. Pure."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup, escape

from portal.words import slug

PART_CHARACTERS: Final = 40_000  # about 90 KB of HTML: nearly every judgment is one part
LONGEST_HEADING: Final = 60
PRINTED_NUMBER: Final = re.compile(r"\[(\d{1,3})\]")
OPENING: Final = ("mo-dau", "Phần mở đầu")
HEADINGS: Final = (
    (
        re.compile(r"(noi-dung(-vu-an|-vu-viec|-su-viec)?|nhan-thay|tom-tat-noi-dung.*)"),
        "noi-dung-vu-an",
        "Nội dung vụ án",
    ),
    (
        re.compile(r"(xet-thay|nhan-dinh(-cua-(toa-an|hoi-dong-xet-xu|hdxx|hoi-dong.*))?)"),
        "nhan-dinh",
        "Nhận định của Tòa án",
    ),
    (re.compile(r"(quyet-dinh|tuyen-xu|xu|quyet-nghi)"), "quyet-dinh", "Quyết định"),
)


@dataclass(frozen=True)
class Zone:
    """A part of a judgment under its heading. first: number of its first paragraph, from 1."""

    anchor: str
    words: str
    first: int


@dataclass(frozen=True)
class Part:
    """Paragraphs that one page shows. first and last: their numbers, from 1, both included."""

    number: int
    first: int
    last: int


def zones(paragraphs: Sequence[str]) -> list[Zone]:
    """The zones of a judgment in reading order, found by their headings; empty when no heading was found.

    Each kind of zone is taken once and only after the kinds before it: a “Quyết định” in the middle of the facts is
    a word, not a heading.
    """
    found: list[Zone] = []
    wanted = 0
    for number, text in enumerate(paragraphs, 1):
        if len(text) > LONGEST_HEADING or not text.strip():
            continue
        name = slug(text)
        for place in range(wanted, len(HEADINGS)):
            pattern, anchor, words = HEADINGS[place]
            if pattern.fullmatch(name) and _stands_out(text):
                found.append(Zone(anchor, words, number))
                wanted = place + 1
                break
    if found and found[0].first > 1:
        found.insert(0, Zone(*OPENING, 1))
    return found


def _stands_out(text: str) -> bool:
    """Whether a line is set like a heading: all capitals, or ending in a colon."""
    stripped = text.strip()
    return stripped == stripped.upper() or stripped.endswith(":")


def parts(paragraphs: Sequence[str], outline: Sequence[Zone], limit: int = PART_CHARACTERS) -> list[Part]:
    """Cut a long judgment into parts of about `limit` characters, at the start of a zone where one is near."""
    starts = {zone.first for zone in outline}
    cuts = [1]
    length = 0
    left = sum(map(len, paragraphs))
    for number, text in enumerate(paragraphs, 1):
        near_zone = number in starts and length > limit * 2 // 3 and left > limit // 3
        left -= len(text)
        if length and (near_zone or length + len(text) > limit):
            cuts.append(number)
            length = 0
        length += len(text)
    ends = [*(cut - 1 for cut in cuts[1:]), len(paragraphs)]
    return [Part(i, first, last) for i, (first, last) in enumerate(zip(cuts, ends, strict=True), 1)]


def part_with(all_parts: Sequence[Part], number: int) -> Part:
    """The part that holds a paragraph; the first one when there is no such paragraph."""
    return next((part for part in all_parts if part.first <= number <= part.last), all_parts[0])


def body(
    paragraphs: Sequence[str],
    part: Part,
    outline: Sequence[Zone],
    *,
    link: str,
    inner: Callable[[int, str], Markup] | None = None,
) -> Markup:
    """The paragraphs of one part as HTML: number that links to itself, anchor of the court's own number, text.

    link: accessible name of a number, with `{}` for it. inner: writes the text of a paragraph given its number
    (highlights); by default the text is only escaped.
    """
    headings = {zone.first: zone for zone in outline}
    printed: set[str] = set()
    pieces: list[str] = []
    for number in range(1, part.last + 1):
        text = paragraphs[number - 1]
        court = _court_anchor(text, printed)
        if number < part.first:
            continue
        written = (inner(number, text) if inner else escape(text)).replace("\n", Markup("<br>"))
        label = escape(link.format(number))
        mark = f'<a class="pn" href="#d{number}" aria-label="{label}">¶{number}</a>'
        zone = headings.get(number)
        if zone and zone.anchor != OPENING[0]:
            pieces.append(f'<h2 class="zone" id="d{number}">{mark}<span id="{zone.anchor}">{written}</span></h2>')
        else:
            start = f'<span id="{zone.anchor}"></span>' if zone else ""
            pieces.append(f'<p class="para" id="d{number}">{mark}{start}{court}{written}</p>')
    return Markup("\n".join(pieces))  # noqa: S704  every piece was escaped above


def _court_anchor(text: str, printed: set[str]) -> str:
    """The anchor `nd4` for a paragraph that the court itself numbered [4]; each number once in a document."""
    match = PRINTED_NUMBER.match(text.lstrip())
    if not match or match[1] in printed:
        return ""
    printed.add(match[1])
    return f'<span id="nd{match[1]}"></span>'


def plain(paragraphs: Sequence[str]) -> str:
    """The text with paragraph numbers, for `.txt`."""
    return "\n\n".join(f"[¶{number}] {text}" for number, text in enumerate(paragraphs, 1)) + "\n"
