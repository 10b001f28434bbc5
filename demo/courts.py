"""Courts and places of the demonstration: real courts of several provinces, before and after 1 July 2025."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Final


@dataclass(frozen=True)
class Court:
    """A court as its judgments name it, with the communes its parties live in."""

    code: str
    name: str
    heading: tuple[str, ...]
    province: str
    places: tuple[str, ...]
    since_2025: bool
    provincial: bool

    @property
    def prosecutor(self) -> str:
        """The prosecutor's office at this court."""
        return self.name.replace("Tòa án nhân dân", "Viện kiểm sát nhân dân")


def _read() -> tuple[Court, ...]:
    entries = tomllib.loads((Path(__file__).parent / "courts.toml").read_text(encoding="utf-8"))["court"]
    return tuple(Court(**(one | {"heading": tuple(one["heading"]), "places": tuple(one["places"])})) for one in entries)


COURTS: Final = _read()
BY_CODE: Final = {court.code: court for court in COURTS}
