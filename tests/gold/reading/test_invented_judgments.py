"""What is read from 25 invented judgments is what their gold says."""

import pytest

from bench.read_gold import Score, figures, invented_gold, score

GOLD = invented_gold()


@pytest.mark.parametrize("gold", GOLD, ids=[gold["id"] for gold in GOLD])
def test_everything_in_an_invented_judgment_is_read_right(gold: dict) -> None:
    total = Score()
    score(gold, gold["text"], total)
    assert total.faults == []
    assert set(figures(total).values()) == {1.0}


def test_the_gold_is_large_enough() -> None:
    assert len(GOLD) == 25
    assert sum(len(gold["articles"]) for gold in GOLD) > 600
