"""The public title of a judgment, made from its metadata, never typed."""

from datetime import date


def title_of(kind: str | None, case_number: str, decided_on: date, court_name: str) -> str:
    """Return "Bản án 13/2017/DS-ST ngày 22/9/2017 – TAND huyện B, tỉnh G"; without a kind it is a "Bản án"."""
    named = (kind or "bản án").strip()
    day = f"{decided_on.day}/{decided_on.month}/{decided_on.year}"
    return f"{named[:1].upper()}{named[1:].lower()} {case_number} ngày {day} – {court_name}"
