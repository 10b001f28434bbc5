"""The public JSON API, without key and without session."""
