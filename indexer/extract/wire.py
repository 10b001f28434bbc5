"""The lines of a page as plain data: how they leave the sandbox and come back to life on the other side."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from indexer.extract.furniture import PageItems
from indexer.extract.layout import Line, TableRow
from indexer.extract.lines import Segment

if TYPE_CHECKING:
    from indexer.extract.layout import Item


def packed(page: PageItems) -> dict[str, Any]:
    """A page's lines and table rows as what json.dumps takes."""
    return {"number": page.number, "height": page.height, "items": [asdict(item) for item in page.items]}


def unpacked(page: dict[str, Any]) -> PageItems:
    """The page that `packed` was given."""
    return PageItems(page["number"], page["height"], [revived(item) for item in page["items"]])


def revived(item: dict[str, Any]) -> Item:
    """The line or table row that dataclasses.asdict was given."""
    if "segment" in item:
        return Line(**item | {"segment": Segment(**item["segment"])})
    return TableRow(**item | {"cells": tuple(item["cells"])})
