"""Where the letters' models lie on this machine, or what an operator does when there are none."""

from __future__ import annotations

import os
import sys
from importlib.util import find_spec
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

LANGUAGE: Final = "vie"
PACKAGES: Final = "tesseract-ocr tesseract-ocr-vie"
MISSING: Final = (
    "Hồ sơ có trang là ảnh quét nhưng máy chủ chưa cài phần nhận dạng chữ. Người vận hành cài gói "
    "tesseract-ocr-vie (apt-get install tesseract-ocr-vie); hồ sơ sẽ tự được đọc tiếp."
)

_SECOND: Final = ("Vietnamese", "script/Vietnamese")  # Debian's tesseract-ocr-script-viet; upstream's folder
_FOLDERS: Final = ("/usr/share/tessdata", "/usr/local/share/tessdata", "/opt/homebrew/share/tessdata")
_DEBIAN: Final = "/usr/share/tesseract-ocr"  # one folder a version below it


class OcrMissing(Exception):
    """Scans cannot be read here: a fault of the installation, which ends when the package is there."""

    sentence = MISSING

    def __init__(self) -> None:
        super().__init__(MISSING)


def models_folder(environ: Mapping[str, str] = os.environ) -> Path:
    """The folder that holds the Vietnamese model.

    :param environ: TESSDATA_PREFIX names the folder, or the one above it, as tesseract itself takes it
    :raises OcrMissing: tesserocr or the model is not installed
    """
    if find_spec("tesserocr") is None:
        raise OcrMissing
    for folder in _candidates(environ.get("TESSDATA_PREFIX", "")):
        if (folder / f"{LANGUAGE}.traineddata").is_file():
            return folder
    raise OcrMissing


def installed() -> bool:
    """Whether scans can be read here."""
    try:
        models_folder()
    except OcrMissing:
        return False
    return True


def _candidates(named: str) -> Iterator[Path]:
    """Every folder where a model may lie; the newest version of Debian's first."""
    if named:
        yield from (Path(named), Path(named) / "tessdata")
    versions = sorted(Path(_DEBIAN).glob("*/tessdata"), reverse=True)
    yield from chain(versions, map(Path, _FOLDERS), [Path(sys.prefix) / "share" / "tessdata"])


def second_model(environ: Mapping[str, str] = os.environ) -> str | None:
    """The name of a second model that reads lines with names again; None where it is not installed.

    :raises OcrMissing: not even the first is
    """
    folder = models_folder(environ)
    return next((name for name in _SECOND if (folder / f"{name}.traineddata").is_file()), None)
