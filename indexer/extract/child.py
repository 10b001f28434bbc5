"""What runs inside the sandbox: from the path of a hostile file to plain data."""

from __future__ import annotations

import io
import logging
import resource
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from indexer.extract.inspection import check
from indexer.extract.results import Hidden, Page, Paragraph, Refused

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import BinaryIO

    from indexer.extract.furniture import PageItems
    from indexer.extract.sight import Sight

_BASE_SECONDS: Final = 20
_PAGE_SECONDS: Final = 0.3


@dataclass(frozen=True, slots=True)
class TextStage:
    """What the text layers of a file gave."""

    pages: list[Page]
    paragraphs: list[Paragraph]
    hidden: list[Hidden]
    readable: list[PageItems] = field(default_factory=list)
    tcvn3: bool = False


def extract(path: str, options: dict[str, Any]) -> dict[str, Any]:
    """The answer of the child for one file: code OK with pages, paragraphs, hidden and flags, or code and facts.

    `lines` holds the lines of the readable pages when others wait for recognition: paragraphs may run across both.

    :param options: the fields of results.Limits
    """
    return answered(lambda: _extracted(Path(path), options["pages"]))


def inspect(path: str, options: dict[str, Any]) -> dict[str, Any]:
    """The answer of the child when only the preflight is wanted."""

    def run() -> dict[str, Any]:
        checked = check(Path(path), options["pages"], copy=False)
        return {"code": "OK", "flags": checked.flags, "count": checked.pages}

    return answered(run)


def answered(run: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """What the work answers, every way it can fail on a hostile file included: here they all become codes."""
    logging.disable(logging.CRITICAL)  # readers of hostile files talk a lot, and quote the text
    try:
        return run()
    except Refused as refused:
        fault = refused.facts.pop("fault", None)
        return {"code": refused.code, "facts": refused.facts, "fault": fault}
    except MemoryError:
        return {"code": "OUT_OF_MEMORY", "facts": {}}
    except RecursionError:
        return {"code": "TOO_COMPLEX", "facts": {}}
    except Exception as error:  # noqa: BLE001  the readers raise anything; the parent logs the type, never the text
        return {"code": "DAMAGED", "facts": {}, "fault": _place(error)}


def _place(error: Exception) -> str:
    """The type of the error and the line that raised it, without its words."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else "?"
    return f"{type(error).__name__} {where}"


def _extracted(path: Path, max_pages: int) -> dict[str, Any]:
    checked = check(path, max_pages)
    _tighten(checked.pages)
    from indexer.extract.sight import Sight  # noqa: PLC0415  the quick look draws nothing

    with Sight(checked.copy) as sight:
        stage = text_stage(io.BytesIO(checked.copy), sight)
    if len(stage.pages) != checked.pages:
        raise Refused("DAMAGED", fault="the readers disagree about the number of pages")
    from indexer.extract.wire import packed  # noqa: PLC0415  as above

    waiting = any(page.source == "needs_ocr" for page in stage.pages)
    return {
        "code": "OK",
        "flags": checked.flags,
        "lines": [packed(page) | {"tcvn3": stage.tcvn3} for page in stage.readable] if waiting else [],
        "pages": [asdict(page) for page in stage.pages],
        "paragraphs": [asdict(paragraph) for paragraph in stage.paragraphs],
        "hidden": [asdict(item) for item in stage.hidden],
    }


def _tighten(pages: int) -> None:
    """A file with few pages gets few seconds; never more than the limit already set."""
    soft, hard = resource.getrlimit(resource.RLIMIT_CPU)
    wanted = round(_BASE_SECONDS + _PAGE_SECONDS * pages)
    if soft == resource.RLIM_INFINITY or wanted >= soft:
        return
    resource.setrlimit(resource.RLIMIT_CPU, (wanted, hard))


def text_stage(file: BinaryIO, sight: Sight | None = None) -> TextStage:
    """Characters, encodings, columns, verdicts and paragraphs of a checked PDF.

    :param file: the normalised copy that the preflight made
    :param sight: the same copy opened for drawing; without it hidden text is told by its drawing alone
    :raises Refused: TOO_COMPLEX with the page
    """
    # pdfminer is imported late: the quick look does not need it
    from indexer.extract.capitals import with_capitals  # noqa: PLC0415
    from indexer.extract.chars import read_ink  # noqa: PLC0415
    from indexer.extract.encodings import encodings  # noqa: PLC0415
    from indexer.extract.furniture import PageItems  # noqa: PLC0415
    from indexer.extract.hidden import split_hidden  # noqa: PLC0415
    from indexer.extract.layout import layout  # noqa: PLC0415
    from indexer.extract.lines import Fonts  # noqa: PLC0415
    from indexer.extract.paragraphs import paragraphs  # noqa: PLC0415
    from indexer.extract.verdict import has_old_layer, verdict  # noqa: PLC0415

    ink = read_ink(file)
    fonts = Fonts(ink.fonts, encodings(ink), ink.outlines)
    pages: list[Page] = []
    readable: list[PageItems] = []
    hidden: list[Hidden] = []
    for number, page in enumerate(ink.pages, 1):
        drawn = sight is not None and page.chars and not has_old_layer(page)
        inked = sight.inked(number, page) if sight and drawn else None
        seen, unseen = split_hidden(page, number, fonts, inked)
        items = layout(replace(page, chars=seen), fonts)
        text = "\n".join(item.text for item in items)
        judged = verdict(page, seen, text, inked)
        if judged == "text":
            hidden += unseen
            readable.append(PageItems(number, page.height, items))
            pages.append(Page(number, "text", text))
        else:
            pages.append(Page(number, "blank" if judged == "blank" else "needs_ocr", ""))
    found = paragraphs(readable)
    if "tcvn3" in fonts.encodings:
        texts = with_capitals([paragraph.text for paragraph in found])
        found = [replace(paragraph, text=text) for paragraph, text in zip(found, texts, strict=True)]
    return TextStage(pages, found, hidden, readable, "tcvn3" in fonts.encodings)
