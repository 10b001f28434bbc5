"""What a judgment says about itself: number, court, day, kind, instance, each with the place where it says so."""

from indexer.reading.findings import Finding, Reading
from indexer.reading.metadata import read

__all__ = ["Finding", "Reading", "read"]
