"""Page verdicts: scanned and garbled pages that are missed, good pages sent to recognition; on pages made here."""

from __future__ import annotations

from typing import Any

from bench import pdf_maker

GOOD, BAD = 15, 6  # pages of each kind


def run() -> dict[str, Any]:
    """Return pages and wrong verdicts of each kind (aims: none missed; under 0.5 % of the good ones recognised)."""
    make, layouts, scans, verdicts = map(pdf_maker, ("make", "layouts", "scans", "verdicts"))
    report: dict[str, Any] = verdicts.main(make, layouts, scans, GOOD, BAD)
    report["good"]["recognised_share"] = round(report["good"]["wrong"] / report["good"]["pages"], 4)
    return report
