"""The numbers that order results; the same for every engine (BM25 with its usual k1 = 1.2, b = 0.75 under them)."""

TITLE_WEIGHT = 4.0
"""A hit in the title against one in the body."""
TIE_BREAKER = 0.1
"""What the weaker of title and body adds to the stronger."""
EXACT_WEIGHT = 2.0
"""Added by a word that stands with the very marks that were typed."""
NEARNESS_WEIGHT = 2.0
"""Added when all the words of the query stand next to each other in their order."""
CASE_NUMBER_WEIGHT = 1000.0
"""Puts the judgment whose own number was typed above those that cite it."""
NEARNESS_WORDS = 8
"""Longer queries are sentences: nobody writes them twice, and the phrase would cost more than it orders."""

FACET_LIMIT = 20
"""Values of a facet that are listed, those chosen not counted."""
TOTAL_LIMIT = 10_000
"""Totals are exact up to here, and pages end here."""
