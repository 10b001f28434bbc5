"""Commands that bring an operator's lists in: acts and articles, precedents, courts."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from commands import refuse, settings_here

if TYPE_CHECKING:
    from collections.abc import Callable

    from records.database import Store
    from records.imports.lines import ImportReport

LIST = click.Path(exists=True, dir_okay=False, path_type=Path)


def _import(read_in: "Callable[[Store, Path], ImportReport]", file: Path) -> None:
    from app import open_records

    report = read_in(open_records(settings_here()), file)
    for line in report.refused:
        click.echo(f"Dòng {line.line}: {line.sentence}", err=True)
    if report.refused:
        refuse("Chưa nhập gì. Hãy sửa các dòng trên rồi nhập lại.")
    click.echo(report.sentence)


@click.command("import-statutes")
@click.argument("file", type=LIST)
def statutes(file: Path) -> None:
    """Nhập văn bản pháp luật và điều luật (CSV hoặc JSON Lines)."""
    from records.imports.statutes import import_statutes

    _import(import_statutes, file)


@click.command("import-precedents")
@click.argument("file", type=LIST)
def precedents(file: Path) -> None:
    """Nhập án lệ (CSV hoặc JSON Lines)."""
    from records.imports.precedents import import_precedents

    _import(import_precedents, file)


@click.command("import-courts")
@click.argument("file", type=LIST)
def courts(file: Path) -> None:
    """Nhập tòa án và quan hệ kế thừa (CSV hoặc JSON Lines)."""
    from records.imports.courts import import_courts

    _import(import_courts, file)


COMMANDS = (statutes, precedents, courts)
