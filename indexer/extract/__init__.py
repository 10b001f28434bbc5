"""Text of court files: preflight, characters, columns and paragraphs, all inside a sandboxed child.

PDFs are read here, Word files by indexer.word; both give the same shape.

This module is the parent's side. The child imports the package too, so what only the parent needs is imported in the
functions: logging and reading would cost each child a tenth of a second.
"""

from __future__ import annotations

import time
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

from indexer.extract.messages import sentence
from indexer.extract.results import Extraction, Hidden, Limits, Page, Paragraph, Refusal, from_child, refusal

if TYPE_CHECKING:
    from pathlib import Path

__all__ = [
    "Extraction",
    "Hidden",
    "Limits",
    "Page",
    "Paragraph",
    "Refusal",
    "extract_file",
    "preflight",
]

READERS = {"pdf": "indexer.extract.child", "docx": "indexer.word.child"}
DEATHS = {"timeout": "TIMEOUT", "out_of_memory": "OUT_OF_MEMORY", "crashed": "TOO_COMPLEX"}


def extract_file(path: Path, limits: Limits = Limits()) -> Extraction:  # noqa: B008  frozen, so one is enough
    """Everything that is read from one PDF or .docx, or the reason why it is refused; hostile files included.

    :param path: the file, read only
    :returns: paragraphs, pages, hidden words and the metadata that the text states, with code-point offsets
    :raises indexer.sandbox.SandboxUnavailable: the child could not start (temporary, not the file's fault)
    """
    return extract_lines(path, limits)[0]


def extract_lines(path: Path, limits: Limits) -> tuple[Extraction, list[dict[str, Any]]]:
    """As extract_file, with the lines of the readable pages (wire.packed) when other pages need recognition."""
    started = time.monotonic()
    answer = _ask("extract", path, limits)
    lines: list[dict[str, Any]] = []
    if isinstance(answer, Refusal):
        found = Extraction("refused", answer.code, answer.message)
    else:
        from indexer.reading import read  # noqa: PLC0415  not for the child

        found, lines = from_child(answer), answer["lines"]
        found = replace(found, metadata=read(found.text).metadata)
    return replace(found, seconds=time.monotonic() - started), lines


def preflight(path: Path, limits: Limits = Limits()) -> Refusal | None:  # noqa: B008  frozen, so one is enough
    """Why this file will not be taken, quickly and without reading its text; None when nothing speaks against it.

    :raises indexer.sandbox.SandboxUnavailable: the child could not start (temporary, not the file's fault)
    """
    answer = _ask("inspect", path, limits)
    return answer if isinstance(answer, Refusal) else None


def _ask(task: str, path: Path, limits: Limits) -> dict[str, Any] | Refusal:
    """The child's answer, or the refusal that its answer or its death means."""
    from indexer import receive, sandbox  # noqa: PLC0415  not for the child

    try:
        receive.check_upload(path.name, path, path.stat().st_size, limits.upload_megabytes)
    except receive.UploadRefused as refused:
        return Refusal(refused.code, refused.message)
    with path.open("rb") as file:
        reader = READERS[receive.format_of(file.read(receive.HEADER_BYTES)) or "pdf"]
    answer = sandbox.run(f"{reader}:{task}", path, asdict(limits), seconds=limits.seconds, megabytes=limits.megabytes)
    if answer.value is None:
        _report("extraction.died", outcome=answer.outcome)
        return refusal(DEATHS[answer.outcome])
    code = answer.value["code"]
    if code == "OK":
        return answer.value
    if answer.value.get("fault"):
        _report("extraction.failed", code=code, fault=answer.value["fault"])
    return Refusal(code, sentence(code, "vi", **answer.value["facts"]))


def _report(event: str, **facts: str) -> None:
    import structlog  # noqa: PLC0415  not for the child

    structlog.get_logger().warning(event, **facts)
