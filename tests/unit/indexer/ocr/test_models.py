"""Where the models are looked for, and what is said when there are none."""

from pathlib import Path

import pytest

from indexer.ocr import models as places
from indexer.ocr.models import OcrMissing, installed, models_folder, second_model


def folder(place: Path, *names: str) -> Path:
    place.mkdir(parents=True)
    for name in names:
        (place / name).parent.mkdir(exist_ok=True)
        (place / name).touch()
    return place


@pytest.mark.parametrize("below", ["", "tessdata"])
def test_the_folder_or_the_one_above_it_may_be_named(tmp_path: Path, below: str) -> None:
    place = folder(tmp_path / "data" / below, "vie.traineddata")
    assert models_folder({"TESSDATA_PREFIX": str(tmp_path / "data")}) == place


def test_debians_newest_version_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder(tmp_path / "4.00" / "tessdata", "vie.traineddata")
    newest = folder(tmp_path / "5" / "tessdata", "vie.traineddata")
    monkeypatch.setattr(places, "_DEBIAN", str(tmp_path))
    assert models_folder({}) == newest


def test_the_second_model_may_lie_in_the_folder_of_scripts(tmp_path: Path) -> None:
    place = folder(tmp_path / "data", "vie.traineddata")
    named = {"TESSDATA_PREFIX": str(place)}
    assert second_model(named) is None
    (place / "script").mkdir()
    (place / "script" / "Vietnamese.traineddata").touch()
    assert second_model(named) == "script/Vietnamese"


def test_without_the_model_the_sentence_names_the_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "_DEBIAN", str(tmp_path))
    monkeypatch.setattr(places, "_FOLDERS", ())
    monkeypatch.delenv("TESSDATA_PREFIX", raising=False)
    with pytest.raises(OcrMissing, match="tesseract-ocr-vie"):
        models_folder({})
    assert not installed()


def test_without_the_library_nothing_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "find_spec", lambda _: None)
    assert not installed()
