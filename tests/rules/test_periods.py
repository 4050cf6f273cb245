"""The ways from months and quarters to a year."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thenchot.rules.periods import (
    AGGREGATIONS,
    level_combination,
    mean_of,
    mean_of_quarters,
    own_review,
)

months = st.lists(st.fractions(0, 100, max_denominator=40), min_size=12, max_size=12)


def test_a_mean_leaves_out_what_has_no_score_and_says_where() -> None:
    found = mean_of([Fraction(80), None, Fraction(91)])
    assert (found.value, found.left_out) == (Fraction(171, 2), (1,))


@pytest.mark.parametrize("scores", [[], [None], [None, None]])
def test_nothing_to_average_has_no_mean(scores: list[Fraction | None]) -> None:
    assert mean_of(scores).value is None


@given(months)
def test_the_mean_of_the_quarters_is_the_mean_of_the_months(scores: list[Fraction]) -> None:
    quarters = [mean_of(scores[start : start + 3]).value for start in range(0, 12, 3)]
    assert mean_of_quarters(quarters).value == mean_of(scores).value


@given(months, st.integers(0, 11), st.fractions(0, 10))
def test_a_better_month_never_lowers_the_year(scores: list[Fraction], place: int, more: Fraction) -> None:
    better = [*scores[:place], scores[place] + more, *scores[place + 1 :]]
    before, after = mean_of(scores).value, mean_of(better).value
    assert before is not None
    assert after is not None
    assert after - before == more / 12


@pytest.mark.parametrize(
    ("levels", "year"),
    [
        (["KHT", "KHT"], "KHT"),
        (["HTXS", "HTXS", "KHT"], "HTT"),
        (["HTXS", "HTXS"], "HTXS"),
        (["HT", "HT", "HT"], "HT"),
        (["HT", "HT", "HT", "KHT"], "HTT"),
        (["NONE", "NONE"], "ASK"),
        ([], "ASK"),
    ],
)
def test_quarter_levels_combine_by_the_first_line_that_fits(levels: list[str], year: str) -> None:
    assert level_combination(levels) == year


def test_a_year_with_its_own_review_is_never_computed() -> None:
    assert own_review() == "ASK"


def test_the_four_ways_are_known_by_name() -> None:
    assert AGGREGATIONS == ("mean_months", "mean_quarters", "level_combination", "own_review")
