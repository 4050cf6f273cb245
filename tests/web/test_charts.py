"""Geometry of the charts: nothing vanishes, nothing overlaps, a missing month breaks the line."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from thenchot.web.charts import GAP, WIDTH, distribution, trend

LEVELS = ("HTXS", "HTT", "HT", "KHT")


@given(st.lists(st.integers(min_value=0, max_value=200_000), min_size=4, max_size=4))
def test_segments_fill_the_bar_without_overlap(counts: list[int]) -> None:
    parts = distribution([(level, str(i), n) for i, (level, n) in enumerate(zip(LEVELS, counts, strict=True))])
    assert [part.count for part in parts] == [n for n in counts if n]
    edge = 0.0
    for part in parts:
        assert float(part.x) >= edge - 0.11
        assert float(part.width) > 0
        edge = float(part.x) + float(part.width)
    assert edge <= WIDTH + 0.3
    if parts:
        assert edge >= WIDTH - GAP


def test_one_person_among_thousands_is_still_drawn() -> None:
    parts = distribution([("HTT", "2", 100_000), ("KHT", "4", 1)])
    assert float(parts[1].width) > 2


def test_an_empty_distribution_draws_nothing() -> None:
    assert distribution([("HTXS", "1", 0)]) == []


def test_a_month_without_a_score_breaks_the_line() -> None:
    months = [("T1", Decimal(80), True), ("T2", None, True), ("T3", Decimal(90), True), ("T4", Decimal(100), False)]
    drawn = trend(months, (0, 0, 300, 100))
    assert len(drawn.lines) == 2
    assert drawn.dots[1].y == ""
    assert drawn.dots[3].y == "0.0"
    assert not drawn.dots[3].confirmed


def test_a_score_below_the_axis_stays_inside_the_box() -> None:
    assert trend([("T1", Decimal(12), True)], (0, 0, 300, 100)).dots[0].y == "100.0"
