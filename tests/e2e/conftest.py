import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import structlog
from flask.testing import FlaskClient

from settings import Settings
from tests.e2e.office import Office, close_office, open_office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    opened = open_office(tmp_path)
    yield opened
    close_office(opened)


@pytest.fixture
def citizen(office: Office) -> Iterator[FlaskClient]:
    """A reader of the public site: a process without the restricted database and without the key."""
    from portal.public import create_public_app  # noqa: PLC0415  the pages are only needed where they are read
    from records.database import open_store  # noqa: PLC0415

    folder = office.folder
    store = open_store(f"sqlite:///{folder}/records.sqlite3", None, folder / "files", None, clock=office.store.clock)
    settings = Settings(surfaces="public", secret_key="k" * 40, rate_limit_url="")  # type: ignore[arg-type]
    with create_public_app(settings, store, office.context.engine).test_client() as client:
        yield client
    store.close()


@pytest.fixture
def log_lines() -> Iterator[list[dict[str, Any]]]:
    """All that the application logs, by structlog and by the standard library."""
    lines: list[dict[str, Any]] = []

    class Keep(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append({"event": record.getMessage(), "logger": record.name, "trace": str(record.exc_info)})

    def keep(_logger: Any, _method: str, line: Any) -> Any:
        lines.append(dict(line))
        raise structlog.DropEvent

    handler, root = Keep(level=logging.DEBUG), logging.getLogger()
    before, level = structlog.get_config(), root.level
    structlog.configure(processors=[structlog.processors.format_exc_info, keep], cache_logger_on_first_use=False)
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    yield lines
    root.removeHandler(handler)
    root.setLevel(level)
    structlog.configure(**before)
