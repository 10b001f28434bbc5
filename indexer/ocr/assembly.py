"""Recognised pages and pages with a text layer made one text, and where the doubtful words stand in it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from indexer.extract.capitals import with_capitals
from indexer.extract.furniture import PageItems
from indexer.extract.messages import flag_sentences
from indexer.extract.paragraphs import paragraphs
from indexer.extract.results import Extraction, page_numbers
from indexer.extract.verdict import reads_as_vietnamese
from indexer.extract.wire import revived, unpacked
from indexer.ocr.words import Doubt, ReadLine

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from indexer.extract.results import Page


@dataclass(frozen=True, slots=True)
class Doubtful:
    """A word of the text that may be misread: page, offsets in the text, percent of confidence, the other reading.

    `named`: it stands on a line that may name somebody, so a person must look at it.
    """

    page: int
    start: int
    end: int
    confidence: float
    other: str | None
    named: bool


@dataclass(frozen=True, slots=True)
class Recognised:
    """A file's extraction with its scanned pages read, and the doubtful words in order of the text."""

    extraction: Extraction
    doubtful: tuple[Doubtful, ...] = ()


def assembled(found: Extraction, lines: Sequence[dict[str, Any]], read: Sequence[dict[str, Any]]) -> Recognised:
    """One text of the pages that had a text layer and those that were recognised.

    :param found: what the text layers gave
    :param lines: the lines of the readable pages (wire.packed)
    :param read: the recognised pages as their children answered
    """
    if not read:
        return Recognised(found)
    answers = {page["number"]: page for page in read}
    recognised = {number: [_read_line(item) for item in page["lines"]] for number, page in answers.items()}
    of_text = {page["number"]: unpacked(page) for page in lines}
    of_scans = {
        number: PageItems(number, answers[number]["height"], [item.line for item in items])
        for number, items in recognised.items()
    }
    done = paragraphs([items for _, items in sorted((of_text | of_scans).items())])
    if any(page.get("tcvn3") for page in lines):  # scans keep the capitals that they show
        own = [paragraph.text if paragraph.page in of_text else "" for paragraph in done]
        done = [
            replace(paragraph, text=text or paragraph.text)
            for paragraph, text in zip(done, with_capitals(own), strict=True)
        ]
    text = "\n".join(paragraph.text for paragraph in done)
    pages = tuple(_page(page, answers, recognised) for page in found.pages)
    flags, message = _flags(found, pages)
    from indexer.reading import read as read_metadata  # noqa: PLC0415  it costs more than a file without scans needs

    extraction = replace(
        found,
        pages=pages,
        paragraphs=tuple(done),
        text=text,
        flags=flags,
        message=message,
        metadata=read_metadata(text).metadata,
    )
    return Recognised(extraction, tuple(_doubtful(text, extraction, recognised)))


def _read_line(item: dict[str, Any]) -> ReadLine:
    return ReadLine(revived(item["line"]), tuple(Doubt(**doubt) for doubt in item["doubts"]))


def _page(page: Page, answers: dict[int, dict[str, Any]], recognised: dict[int, list[ReadLine]]) -> Page:
    if page.number not in answers:
        return page
    confidence = answers[page.number]["confidence"]
    return replace(
        page,
        source="ocr",
        text="\n".join(item.line.text for item in recognised[page.number]),
        confidence=None if confidence is None else round(confidence, 3),
    )


def _flags(found: Extraction, pages: tuple[Page, ...]) -> tuple[tuple[str, ...], str | None]:
    """The flags with those of recognition, and the sentences they mean."""
    numbers = page_numbers(pages, found.hidden)
    numbers["OCR"] = [page.number for page in pages if page.source == "ocr"]
    numbers["NOT_VIETNAMESE"] = [
        page.number for page in pages if page.source == "ocr" and not reads_as_vietnamese(page.text)
    ]
    kept = [flag for flag in found.flags if flag != "NEEDS_OCR"]
    flags = (*kept, *(flag for flag in ("NEEDS_OCR", "OCR", "NOT_VIETNAMESE") if numbers[flag]))
    return flags, " ".join(flag_sentences(flags, numbers)) or None


def _doubtful(text: str, extraction: Extraction, recognised: dict[int, list[ReadLine]]) -> Iterator[Doubtful]:
    """Each doubtful word at its place; a line that was left out (a page number) has none."""
    starts = _page_starts(extraction)
    numbers = sorted(starts)
    for place, number in enumerate(numbers):
        if number not in recognised:
            continue
        # a paragraph that began on the page before runs into this one
        low = starts[numbers[place - 1]] if place else 0
        following = [starts[later] for later in numbers[place + 1 :]]
        high = following[1] if len(following) > 1 else len(text)
        for start, item in _placed(text, recognised[number], low, high):
            for doubt in item.doubts:
                yield Doubtful(
                    number, start + doubt.start, start + doubt.end, doubt.confidence, doubt.other, names(item)
                )


def _page_starts(extraction: Extraction) -> dict[int, int]:
    """For each page that begins a paragraph, where its first one starts."""
    starts: dict[int, int] = {}
    start = 0
    for paragraph in extraction.paragraphs:
        starts.setdefault(paragraph.page, start)
        start += len(paragraph.text) + 1
    return starts


def _placed(text: str, lines: Sequence[ReadLine], low: int, high: int) -> Iterator[tuple[int, ReadLine]]:
    """The lines with their places: right after the line before, else the next place that holds exactly that line."""
    after = low
    for item in lines:
        wanted = item.line.text
        start = next((at for at in (after, after + 1) if text.startswith(wanted, at)), -1)
        if start < 0:
            start = text.find(wanted, after, high)
        if start < 0:
            start = text.find(wanted, low, high)
        if start >= 0:
            after = start + len(wanted)
            yield start, item


def names(item: ReadLine) -> bool:
    """Whether the line may name somebody: a capitalised word that does not begin it."""
    return any(word[0].isupper() for word in item.line.text.split()[1:])
