"""Rules that find mentions: persons, organisations, addresses, numbers and codes."""
