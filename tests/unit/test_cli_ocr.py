"""`banan ocr` and `banan extract` on scans."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import cli
from indexer.ocr import models


def test_status_names_the_models_or_the_package_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answer = CliRunner().invoke(cli.main, ["ocr", "status"])
    assert answer.exit_code == 0
    assert json.loads(answer.output)["installed"] is True

    monkeypatch.setattr(models, "_DEBIAN", str(tmp_path))
    monkeypatch.setattr(models, "_FOLDERS", ())
    monkeypatch.delenv("TESSDATA_PREFIX", raising=False)
    for command in ("status", "resume"):
        answer = CliRunner().invoke(cli.main, ["ocr", command])
        assert answer.exit_code == cli.REFUSED
        assert "apt-get install tesseract-ocr-vie" in answer.output


def test_resume_says_how_many_files_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    class Line:
        store = "store"

    def resumed(store: Any) -> list[int]:
        assert store == "store"
        return [3, 4]

    monkeypatch.setattr(cli, "line_here", Line)
    monkeypatch.setattr("records.desk.recognition.resume_all", resumed)
    answer = CliRunner().invoke(cli.main, ["ocr", "resume"])
    assert answer.exit_code == 0
    assert "2 hồ sơ" in answer.output
