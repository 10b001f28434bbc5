"""Invented judgments for demonstration and tests: no person, number or address in them is real.

Officials are invented too, but only private people, organisations and their data are secrets that must never be public.
"""

from demo.cases import DemoCase, canaries, generate
from demo.layouts import LAYOUTS, write_all, write_pdf

__all__ = ["LAYOUTS", "DemoCase", "canaries", "generate", "write_all", "write_pdf"]
