"""One page of a court's original as a picture, for the reviewer beside the text: drawn in the sandbox, kept nowhere."""

from __future__ import annotations

import base64
import io
from pathlib import Path
from typing import Any, Final

from indexer.extract.child import answered
from indexer.extract.inspection import check
from indexer.extract.results import Limits, Refused

DPI: Final = 110
SECONDS: Final = 20  # of the processor for one page with the preflight
MEGABYTES: Final = 1000
MAX_PIXELS: Final = 12_000_000
_POINTS: Final = 72
_QUALITY: Final = 80


def page_image(
    content: bytes,
    number: int,
    limits: Limits = Limits(),  # noqa: B008  frozen, so one is enough
) -> bytes | None:
    """The page (from 1) as a JPEG at 110 dpi; None for a file that is no PDF, has no such page, or cannot be drawn.

    :param content: the decrypted original; it lies on disk, for us alone, while the child reads it
    :raises indexer.sandbox.SandboxUnavailable: the child could not start (temporary, not the file's fault)
    """
    if not content.startswith(b"%PDF-") and b"%PDF-" not in content[:1024]:
        return None
    from indexer import sandbox  # noqa: PLC0415  not for the child
    from indexer.copies import private_copy  # noqa: PLC0415

    with private_copy(content) as path:
        options = {"pages": limits.pages, "number": number}
        answer = sandbox.run("indexer.page_image:drawn", path, options, seconds=SECONDS, megabytes=MEGABYTES)
    if answer.value is None or answer.value["code"] != "OK":
        return None
    return base64.b64decode(answer.value["image"])


def drawn(path: str, options: dict[str, Any]) -> dict[str, Any]:
    """The answer of the child: code OK with the page as base64, or the code of what is wrong.

    :param options: `pages` (most that a file may have), `number` (which to draw, from 1)
    """
    return answered(lambda: _drawn(Path(path), options))


def _drawn(path: Path, options: dict[str, Any]) -> dict[str, Any]:
    import pypdfium2  # noqa: PLC0415  only the child draws

    checked = check(path, options["pages"])
    if not 1 <= options["number"] <= checked.pages:
        raise Refused("DAMAGED", fault="no such page")
    document = pypdfium2.PdfDocument(io.BytesIO(checked.copy))
    page = document[options["number"] - 1]
    width, height = page.get_size()
    scale = min(DPI / _POINTS, (MAX_PIXELS / (width * height)) ** 0.5)
    with io.BytesIO() as out:
        page.render(scale=scale).to_pil().convert("RGB").save(out, "JPEG", quality=_QUALITY)
        return {"code": "OK", "image": base64.b64encode(out.getvalue()).decode()}
