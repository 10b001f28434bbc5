"""What the commands of `banan` share: how they print, how they refuse, and the line they work on."""

import json
import re
import sys
from typing import TYPE_CHECKING, NoReturn

import click
import structlog

from records.lifecycle import Permanent
from search.engine import IndexOutdated, SearchUnavailable

if TYPE_CHECKING:
    from indexer.context import Context
    from settings import Settings

_HALF = re.compile("[\ud800-\udfff]")
AWAY = "Máy tìm kiếm không trả lời. Hãy thử lại sau 2 phút."
OUTDATED = "Chỉ mục tìm kiếm do một phiên bản khác tạo ra. Hãy chạy: banan index rebuild"
REFUSED = 3
"""Exit code: the input was refused with a reason."""


def set_up_logs() -> None:
    """One JSON object a line on standard error: events and ids, never text; standard output is for the answer."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso"),
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        logger_factory=lambda *_: structlog.PrintLogger(sys.stderr),
    )


def print_json(value: object) -> None:
    """Print one JSON value on a line of its own; half a character pair of the input is written as its escape."""
    line = json.dumps(value, ensure_ascii=False, default=str)
    click.echo(line if line.isascii() or not _HALF.search(line) else json.dumps(value, default=str))


def refuse(sentence: str) -> NoReturn:
    """Say why the input is not taken and leave with 3."""
    click.echo(sentence, err=True)
    sys.exit(REFUSED)


def settings_here() -> "Settings":
    """The settings of this environment; wrong ones are wrong usage."""
    from settings import BadSettings, load_settings

    try:
        return load_settings()
    except BadSettings as error:
        raise click.UsageError(str(error)) from None


def line_here() -> "Context":
    """The line as the settings of this environment describe it."""
    from app import open_context

    return open_context(settings_here())


class Answering(click.Group):
    """A group whose commands say why they refuse, in one place, and leave with 3."""

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; a permanent fault of the input becomes its sentence."""
        set_up_logs()
        try:
            return super().invoke(ctx)
        except Permanent as error:
            refuse(error.sentence)
        except IndexOutdated:
            raise click.ClickException(OUTDATED) from None
        except SearchUnavailable as error:
            raise click.ClickException(f"{AWAY} ({error})") from None
