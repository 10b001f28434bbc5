"""Indexer: from a received PDF to a published judgment."""
