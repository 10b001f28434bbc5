"""What a judgment says about itself: number, court, day, parties, citations, each with the place where it says so."""

from indexer.reading.document import Document, read_document, understand
from indexer.reading.findings import Finding, Reading
from indexer.reading.metadata import read

__all__ = ["Document", "Finding", "Reading", "read", "read_document", "understand"]
