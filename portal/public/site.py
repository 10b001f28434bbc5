"""What one public application works with: settings, records, engine, and counts that may be some minutes old."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, cast

from flask import current_app

from portal.assets import static_version
from portal.filters import TEMPLATES
from portal.public.kept import PageCache, Remembered
from records import courts, public
from records.current import CurrentVersion
from records.database import Store
from search.engine import SearchEngine
from settings import Settings

EXTENSION: Final = "banan-site"
SHARED_TEMPLATES: Final = ("base", "components", "public")


@dataclass(frozen=True)
class Site:
    """The parts of one public application.

    look: changes when a template, a static file or a shown setting does; quality: the card of the masking model.
    """

    settings: Settings
    store: Store
    engine: SearchEngine
    look: str
    current: CurrentVersion
    quality: Mapping[str, Any] | None = None
    counts: Remembered = field(default_factory=Remembered)
    pages: PageCache = field(default_factory=PageCache)

    def as_of(self) -> datetime | None:
        """When the collection last changed, as the foot of every page says; None while it is empty."""
        return self.counts.get("as-of", lambda: public.totals(self.store).changed_at)

    def court_counts(self) -> list[courts.CourtCount]:
        """The courts that have published something, most first."""
        return self.counts.get("court-counts", lambda: courts.court_counts(self.store))


def make_site(settings: Settings, store: Store, engine: SearchEngine, quality: Mapping[str, Any] | None = None) -> Site:
    """Put the parts together and compute the version of everything that pages look like."""
    digest = hashlib.sha256(static_version().encode())
    for folder in SHARED_TEMPLATES:
        for path in sorted((TEMPLATES / folder).glob("*")):
            digest.update(path.read_bytes())
    digest.update(f"{settings.site_name}|{settings.public_url}|{settings.index_judgments}".encode())
    return Site(settings, store, engine, digest.hexdigest()[:8], CurrentVersion(store), quality)


def site() -> Site:
    """The parts of the application that answers this request."""
    return cast("Site", current_app.extensions[EXTENSION])
