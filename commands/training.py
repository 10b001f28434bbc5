"""`banan train`: no setting, no database, no demo data."""

import sys
from pathlib import Path

import click

from commands import print_json, refuse

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@click.command()
@click.option("--out", required=True, type=click.Path(file_okay=False, path_type=Path), help="Thư mục ghi mô hình.")
@click.option("--surrogate", multiple=True, type=FILE, help="Tệp có đáp án (JSON Lines); dùng được nhiều lần.")
@click.option("--masked", type=FOLDER, help="Thư mục bản án đã công bố, đã mã hóa (*.txt).")
@click.option("--words", default=4_000_000, show_default=True, type=click.IntRange(1), help="Số từ mô hình được học.")
@click.option(
    "--seed", default=1, show_default=True, type=int, help="Hạt giống: cùng dữ liệu, cùng hạt giống, cùng mô hình."
)
def train(out: Path, surrogate: tuple[Path, ...], masked: Path | None, words: int, seed: int) -> None:
    """Huấn luyện bộ nhận dạng tên; in thẻ mô hình (JSON)."""
    import json

    from anonymizer.ner import CARD
    from anonymizer.training.build import CannotTrain, build, gather
    from anonymizer.training.recipe import Recipe

    try:
        material = gather(surrogate, masked)
    except CannotTrain as refusal:
        refuse(str(refusal))
    with click.progressbar(length=words, label="Huấn luyện", file=sys.stderr) as bar:
        build(out, material, Recipe(words=words, seed=seed), progress=bar.update)
    print_json(json.loads((out / CARD).read_text(encoding="utf-8")))


COMMANDS = (train,)
