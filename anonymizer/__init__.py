"""Anonymizer: finds personal data, gives codes, replaces it and proves the result."""
