"""A unit's result with rates at their weights: exact, never outside what it is made of, and unmoved by what has no data."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thenchot.rules.service import Rate, Weighted, combined

WEIGHTS = st.fractions(0, 50, max_denominator=20)
RATES = st.builds(lambda good, bad: Rate(good, good + bad), st.integers(0, 500), st.integers(0, 500))
MEANS = st.fractions(0, 100, max_denominator=100)


def test_a_worked_case() -> None:
    """Mean 88, 95 of 100 citizens satisfied at 10 %, 180 of 200 dossiers on time at 20 %: 61,6 + 9,5 + 18 = 89,1."""
    parts = [Weighted(Rate(95, 100), Fraction(10)), Weighted(Rate(180, 200), Fraction(20))]
    assert combined(Fraction(88), parts) == Fraction(891, 10)


def test_without_data_the_weight_stays_with_the_mean_and_without_a_mean_there_is_no_result() -> None:
    parts = [Weighted(Rate(0, 0), Fraction(40)), Weighted(Rate(1, 2), Fraction(20))]
    assert combined(Fraction(90), parts) == Fraction(90) * Fraction(8, 10) + 10
    assert combined(None, parts) is None
    assert Rate(0, 0).value is None
    assert Rate(1, 2) + Rate(0, 0) == Rate(1, 2)


@given(MEANS, RATES, RATES)
def test_weights_of_nothing_leave_the_mean(mean: Fraction, one: Rate, other: Rate) -> None:
    assert combined(mean, [Weighted(one, Fraction(0)), Weighted(other, Fraction(0))]) == mean


@given(MEANS, RATES, WEIGHTS, RATES, WEIGHTS)
def test_the_result_lies_between_what_it_is_made_of(mean: Fraction, a: Rate, wa: Fraction, b: Rate, wb: Fraction) -> None:
    found = combined(mean, [Weighted(a, wa), Weighted(b, wb)])
    known = [mean, *(rate.value * 100 for rate in (a, b) if rate.value is not None)]
    assert found is not None
    assert min(known) <= found <= max(known)


@pytest.mark.parametrize("weights", [(-1, 0), (60, 41)])
def test_weights_beyond_the_whole_are_no_weights(weights: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="between 0 and 100"):
        combined(Fraction(1), [Weighted(Rate(1, 1), Fraction(weight)) for weight in weights])
