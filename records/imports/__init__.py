"""Catalogues that an operator brings as a file: acts and articles, precedents, courts and their successions."""

from records.imports.courts import import_courts
from records.imports.lines import ImportRefused, ImportReport, RefusedLine
from records.imports.precedents import import_precedents
from records.imports.statutes import import_statutes

__all__ = [
    "ImportRefused",
    "ImportReport",
    "RefusedLine",
    "import_courts",
    "import_precedents",
    "import_statutes",
]
