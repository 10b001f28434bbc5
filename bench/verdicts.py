"""Page verdicts: scanned and garbled pages that are missed, good pages sent to recognition; on pages made here.

`mixtures` is a second set, made after the rules and measured before they were mended for it.
"""

from __future__ import annotations

from typing import Any

from bench import pdf_maker

GOOD, BAD = 15, 6  # pages of each kind


def run() -> dict[str, Any]:
    """Return pages and wrong verdicts of each kind (aims: none missed; under 0.5 % of the good ones recognised)."""
    make, layouts, scans, verdicts, mixtures = map(pdf_maker, ("make", "layouts", "scans", "verdicts", "mixtures"))
    found: dict[str, Any] = verdicts.report(verdicts.good(make, layouts, GOOD), verdicts.bad(make, layouts, scans, BAD))
    found["mixtures"] = verdicts.report(mixtures.good(make, layouts, GOOD), mixtures.bad(make, layouts, BAD))
    for part in (found, found["mixtures"]):
        part["good"]["recognised_share"] = round(part["good"]["wrong"] / part["good"]["pages"], 4)
    return found
