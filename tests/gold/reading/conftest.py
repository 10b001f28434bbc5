"""The tests on shared judgments are collected only where those are present."""

from bench.read_gold import SHARED

collect_ignore = [] if SHARED.is_dir() else ["test_shared_judgments.py"]
