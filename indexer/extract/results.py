"""The values that extraction takes and gives; plain data, so that both sides of the sandbox can hold them."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from indexer.extract.messages import flag_sentences, sentence

if TYPE_CHECKING:
    from indexer.reading import Finding

Source = Literal["text", "ocr", "blank", "needs_ocr"]


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may cost: CPU seconds, megabytes of address space, pages, megabytes of upload."""

    seconds: int = 60
    megabytes: int = 1200
    pages: int = 500
    upload_megabytes: int = 50


@dataclass(frozen=True, slots=True)
class Page:
    """One page: number from 1, where its text came from, the text in reading order, confidence 0 to 1 of OCR."""

    number: int
    source: Source
    text: str
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph with the number of the page where it begins; its text holds no line break."""

    page: int
    text: str


@dataclass(frozen=True, slots=True)
class Hidden:
    """Words of a page that no reader sees, kept out of the text, and why."""

    page: int
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a file is not taken: a code of messages.CODES and the Vietnamese sentence for a person."""

    code: str
    message: str

    @property
    def sentence(self) -> str:
        """The message under the name that the upload form knows."""
        return self.message


@dataclass(frozen=True, slots=True)
class Extraction:
    """What a file gave: verdict "ok" or "refused" with a code, pages, paragraphs, and what the text says of itself.

    The text is the paragraphs joined by one newline; offsets in metadata count its code points.
    """

    verdict: Literal["ok", "refused"]
    code: str
    message: str | None = None
    flags: tuple[str, ...] = ()
    pages: tuple[Page, ...] = ()
    paragraphs: tuple[Paragraph, ...] = ()
    text: str = ""
    hidden: tuple[Hidden, ...] = ()
    metadata: dict[str, Finding] = field(default_factory=dict)
    seconds: float = 0.0

    def as_json(self) -> dict[str, Any]:
        """The shape that `banan extract` prints (contract 3.1)."""
        return asdict(self) | {"flags": list(self.flags), "seconds": round(self.seconds, 3)}


class Refused(Exception):
    """Raised inside the child when the file must not be read; carries the code and what its sentence names."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


def refusal(code: str, **facts: object) -> Refusal:
    """A refusal with its Vietnamese sentence."""
    return Refusal(code, sentence(code, "vi", **facts))


def page_numbers(pages: tuple[Page, ...], hidden: tuple[Hidden, ...]) -> dict[str, list[int]]:
    """For the flags that name pages, which ones."""
    return {
        "NEEDS_OCR": [page.number for page in pages if page.source == "needs_ocr"],
        "HIDDEN_TEXT": sorted({item.page for item in hidden}),
    }


def from_child(answer: dict[str, Any]) -> Extraction:
    """The extraction that the child reported, without metadata and seconds."""
    pages = tuple(Page(**page) for page in answer["pages"])
    hidden = tuple(Hidden(**item) for item in answer["hidden"])
    paragraphs = tuple(Paragraph(**item) for item in answer["paragraphs"])
    numbers = page_numbers(pages, hidden) | answer.get("named", {})
    flags = tuple(answer["flags"]) + tuple(flag for flag in ("NEEDS_OCR", "HIDDEN_TEXT") if numbers[flag])
    return Extraction(
        verdict="ok",
        code="OK",
        message=" ".join(flag_sentences(flags, numbers)) or None,
        flags=flags,
        pages=pages,
        paragraphs=paragraphs,
        text="\n".join(paragraph.text for paragraph in paragraphs),
        hidden=hidden,
    )
