"""What runs inside the sandbox for a Word file: from the path of a hostile file to plain data."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from indexer.extract.child import answered
from indexer.extract.results import Refused
from indexer.word.numbering import Numbering, written
from indexer.word.order import in_order
from indexer.word.package import Package, open_package
from indexer.word.pages import Written, write
from indexer.word.runs import Piece, Story
from indexer.word.story import Para, Reader
from indexer.word.styles import WHITE, Look, Setting, Styles, rgb
from vietnamese.syllables import marked_share, valid_share

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

NOTES: Final = (("footnotes", "w.footnote", "decimal"), ("endnotes", "w.endnote", "lowerRoman"))
_VALID: Final = 0.75  # as for the pages of a PDF (verdict.py)
_MARKED: Final = 0.55
_FEW_WORDS: Final = 20
_LETTERHEAD: Final = re.compile("CỘNG H[OÒ][AÀ] X")


@dataclass(slots=True)
class _Document:
    """An opened document: its package, its body, what reads its blocks."""

    package: Package
    body: Element
    reader: Reader
    setting: Setting


def extract(path: str, options: dict[str, Any]) -> dict[str, Any]:
    """The answer of the child for one .docx, in the form of `indexer.extract.child.extract`.

    :param options: the fields of results.Limits
    """
    return answered(lambda: _extracted(Path(path), options["pages"]))


def inspect(path: str, options: dict[str, Any]) -> dict[str, Any]:  # noqa: ARG001  the sandbox calls all tasks alike
    """The answer of the child when only the preflight is wanted."""

    def run() -> dict[str, Any]:
        document, flags = _opened(Path(path))
        return {"code": "OK", "flags": sorted(flags | document.reader.story.flags), "count": 1}

    return answered(run)


def _opened(path: Path) -> tuple[_Document, set[str]]:
    package, macros = open_package(path)
    root = package.part(package.main)
    body = None if root is None else root.find("w.body")
    if root is None or body is None:
        raise Refused("DAMAGED", fault="no body", word=True)
    styles = Styles(_part(package, "styles"))
    reader = Reader(Story(styles), Numbering(_part(package, "numbering"), styles))
    background = root.find("w.background")
    paper = WHITE if background is None else rgb(background.get("w.color")) or WHITE
    return _Document(package, body, reader, Setting(paper)), _carried(package, macros=macros)


def _part(package: Package, kind: str) -> Element | None:
    """The first part of that kind which the document names."""
    name = next(iter(package.related(package.main, kind)), None)
    return None if name is None else package.part(name)


def _extracted(path: Path, most_pages: int) -> dict[str, Any]:
    document, flags = _opened(path)
    reader = document.reader
    paras = in_order(reader.blocks(document.body, document.setting))
    notes = _notes(document)
    made = write(paras, notes, most_pages)
    head = _letterhead(document, made, most_pages)
    if head:
        made = write([*head, *paras], notes, most_pages)
    flags |= reader.story.flags
    doubted = [page.number for page in made.pages if not _reads_as_vietnamese(page.text)]
    if doubted:
        flags.add("NOT_VIETNAMESE")
    if "REVISIONS" in flags:
        flags.add("TRACKED_CHANGES")
    return {
        "code": "OK",
        "flags": sorted(flags),
        "lines": [],
        "pages": [asdict(page) for page in made.pages],
        "paragraphs": [asdict(paragraph) for paragraph in made.paragraphs],
        "hidden": [asdict(item) for item in made.hidden],
        "named": {"NOT_VIETNAMESE": doubted},
    }


def _notes(document: _Document) -> dict[tuple[str, str], list[Para]]:
    """The notes that the text refers to, numbered in the order of the references."""
    referred = list(dict.fromkeys(document.reader.story.notes))
    found: dict[tuple[str, str], list[Para]] = {}
    for kind, tag, form in NOTES:
        root = _part(document.package, kind) if any(note[0] == kind for note in referred) else None
        if root is None:
            continue
        by_id = {note.get("w.id", ""): note for note in root.iter(tag)}
        wanted = [note for note in referred if note[0] == kind and note[1] in by_id]
        for count, note in enumerate(wanted, 1):
            paras = in_order(document.reader.blocks(by_id[note[1]], document.setting))
            mark = Piece(f"{written(count, form)} ", Look())
            found[note] = [Para((mark, *para.pieces)) if not place else para for place, para in enumerate(paras)]
    return found


def _letterhead(document: _Document, made: Written, most_pages: int) -> list[Para]:
    """The first page's header where it holds the head of the judgment; other headers and footers only run along."""
    if _LETTERHEAD.search("\n".join(paragraph.text for paragraph in made.paragraphs)):
        return []
    section = next(document.body.iter("w.sectPr"), None)
    for reference in () if section is None else section.findall("w.headerReference"):
        name = document.package.named(document.package.main, reference.get("r.id"))
        root = None if name is None else document.package.part(name)
        if root is None:
            continue
        paras = in_order(document.reader.blocks(root, document.setting))
        text = "\n".join(paragraph.text for paragraph in write(paras, {}, most_pages).paragraphs)
        if _LETTERHEAD.search(text):
            return paras
    return []


def _carried(package: Package, *, macros: bool) -> set[str]:
    """The flags of what the file carries beside its text; none of it is read."""
    flags: set[str] = set()
    names = package.entries
    if macros or any(name.endswith(("vbaproject.bin", "vbadata.xml")) or "/activex/" in name for name in names):
        flags.add("MACROS")
    if any("/embeddings/" in name for name in names):
        flags.add("ATTACHMENT")
    if any(name.startswith("_xmlsignatures/") for name in names):
        flags.add("SIGNED")
    settings = next(iter(package.related(package.main, "settings")), None)
    if settings is not None:
        if package.leads_out(settings, "attachedTemplate"):
            flags.add("ACTION")
        root = package.part(settings)
        if root is not None and root.find("w.documentProtection") is not None:
            flags.add("OWNER_LOCKED")
    if package.related(package.main, "comments"):
        flags |= _remarks(package)
    return flags


def _remarks(package: Package) -> set[str]:
    root = _part(package, "comments")
    return {"ANNOTATIONS"} if root is not None and root.find("w.comment") is not None else set()


def _reads_as_vietnamese(text: str) -> bool:
    """Whether a page reads as Vietnamese; one too short to say passes."""
    if len(text.split()) < _FEW_WORDS:
        return True
    return valid_share(text) >= _VALID and marked_share(text) >= _MARKED
