"""Training from files: the same input gives the same weights, what is no material is refused with a sentence."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from anonymizer.ner import CARD, WEIGHTS, Recogniser, using
from anonymizer.reading import read
from anonymizer.training.build import CannotTrain, build, gather
from anonymizer.training.recipe import Recipe
from cli import main

TEXT = "Bà Lê Thị Hoa vay tiền của Công ty TNHH Minh Phát. Bà Hoa ở xã Tân An, tỉnh Bến Tre.\n" * 20
MASKED = "Chị Lê Thị T (trú ấp X, xã Y, huyện Z, tỉnh Bến Tre) vay tiền của anh B. Chị T chưa trả.\n" * 20
TINY = Recipe(words=1500, seed=3, first_batch=300, full_batch=300)


def gold_line() -> str:
    spans = []
    at = -1
    while (at := TEXT.find("Lê Thị Hoa", at + 1)) >= 0:
        spans.append({"start": at, "end": at + 10, "label": "PERSON_PRIVATE", "entity_id": "P1"})
    return json.dumps({"id": "1", "text": TEXT, "spans": spans}, ensure_ascii=False)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "gold.jsonl").write_text(gold_line() + "\n\n", "utf-8")
    (tmp_path / "masked").mkdir()
    (tmp_path / "masked" / "1.txt").write_text(MASKED, "utf-8")
    (tmp_path / "masked" / "old.txt").write_text("TßA ¸N nh©n d©n tØnh §ång Nai xÐt xö vô ¸n " * 5, "utf-8")
    return tmp_path


def test_the_same_input_gives_the_same_hash_and_a_model_that_loads(folder: Path) -> None:
    material = gather([folder / "gold.jsonl"], folder / "masked")
    seen: list[int] = []
    first = build(folder / "a", material, TINY, invented=1, progress=seen.append)
    again = build(folder / "b", gather([folder / "gold.jsonl"], folder / "masked"), TINY, invented=1)
    assert first.sha256 == again.sha256
    assert (folder / "a" / WEIGHTS).read_bytes() == (folder / "b" / WEIGHTS).read_bytes()
    assert sum(seen) == first.words >= 1500
    card = json.loads((folder / "a" / CARD).read_text("utf-8"))
    assert card["model"]["sha256"] == first.sha256
    assert card["data"]["sources"][1]["left_out"] == 1
    assert card["data"]["sources"][0]["places"] == {"PER": 20}
    model = Recogniser(folder / "a")
    assert model.name == f"ner-{first.sha256[:12]}"
    with using(model):
        reading = read(TEXT)
        assert [(one.start, one.end) for one in model.places(reading.text)] == [
            (one.start, one.end) for one in model.places(reading.text)
        ]
        assert all(candidate.rank == 7 for candidate in model.find(reading, (), ()))


def test_another_seed_gives_another_model(folder: Path) -> None:
    material = gather((), folder / "masked")
    short = Recipe(words=300, seed=1, first_batch=300, full_batch=300)
    one = build(folder / "a", material, short, invented=0)
    other = build(folder / "b", material, Recipe(words=300, seed=2, first_batch=300, full_batch=300), invented=0)
    assert one.sha256 != other.sha256


@pytest.mark.parametrize("content", ["no json\n", '{"id": "1"}\n', "[]\n", '{"text": 5, "spans": [{"start": "x"}]}\n'])
def test_a_file_that_is_no_gold_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "gold.jsonl").write_text(content, "utf-8")
    with pytest.raises(CannotTrain, match="không phải tệp có đáp án"):
        gather([tmp_path / "gold.jsonl"])


def test_a_folder_without_texts_or_with_other_bytes_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CannotTrain, match="không có tệp"):
        gather((), tmp_path)
    (tmp_path / "1.txt").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(CannotTrain, match="UTF-8"):
        gather((), tmp_path)


def test_the_command_trains_and_prints_the_card(folder: Path) -> None:
    out = folder / "model"
    options = ["--masked", str(folder / "masked"), "--words", "300"]
    result = CliRunner().invoke(main, ["train", "--out", str(out), *options])
    assert result.exit_code == 0, result.output
    assert json.loads(result.stdout.splitlines()[-1])["name"] == "banan-ner"
    assert (out / WEIGHTS).is_file()


def test_the_command_refuses_what_is_no_material(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["train", "--out", str(tmp_path / "m"), "--masked", str(tmp_path)])
    assert result.exit_code == 3
    assert "không có tệp" in result.stderr
