"""Numbers are exact from the first digit read to the last digit written."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thenchot.rules.errors import InputError
from thenchot.rules.numbers import (
    COUNT,
    PERCENT,
    SHARE,
    count,
    decimal_text,
    exact,
    round_half_up,
    whole_below,
    within,
)


def test_a_decimal_is_read_as_it_is_written() -> None:
    assert exact(Decimal("0.1"), "input.x") == Fraction(1, 10)
    assert exact(Decimal("2.50"), "input.x") == Fraction(5, 2)
    assert exact(7, "input.x") == 7
    assert exact(Fraction(1, 3), "input.x") == Fraction(1, 3)


@pytest.mark.parametrize("value", [True, False, "28", 28.0, [28], {"a": 1}, object()])
def test_what_is_no_exact_number_is_of_the_wrong_shape(value: object) -> None:
    with pytest.raises(InputError) as caught:
        exact(value, "input.general")
    assert caught.value.code == "wrong_shape"
    assert caught.value.field == "input.general"
    assert caught.value.params["why"] == "not_a_number"


def test_nothing_at_all_is_called_missing() -> None:
    with pytest.raises(InputError) as caught:
        exact(None, "input.general")
    assert (caught.value.code, caught.value.params["why"]) == ("wrong_shape", "missing")


@pytest.mark.parametrize("value", [10**1000, -(10**1000), Decimal("1e1000"), Decimal("-1e999999"), 10**2000])
def test_a_number_beyond_any_assessment_is_out_of_range(value: object) -> None:
    with pytest.raises(InputError) as caught:
        exact(value, "input.assigned")
    assert caught.value.code == "out_of_range"


def test_a_number_finer_than_any_assessment_is_out_of_range() -> None:
    with pytest.raises(InputError) as caught:
        exact(Decimal("1e-1001"), "input.assigned")
    assert (caught.value.code, caught.value.params["why"]) == ("out_of_range", "too_fine")


@pytest.mark.parametrize("value", [Decimal("NaN"), Decimal("Infinity")])
def test_what_has_no_value_is_no_number(value: Decimal) -> None:
    with pytest.raises(InputError) as caught:
        exact(value, "input.general")
    assert caught.value.code == "wrong_shape"


@pytest.mark.parametrize("value", [0, 100, Decimal("0.0"), Decimal("100.000"), Decimal("99.999999999999")])
def test_both_bounds_belong_to_the_range(value: object) -> None:
    assert 0 <= within(value, "input.done", PERCENT) <= 100


@pytest.mark.parametrize(
    ("value", "why"),
    [(-1, "negative"), (Decimal("-0.0001"), "negative"), (Decimal("100.0001"), "above_maximum")],
)
def test_a_step_beyond_a_bound_is_out_of_range(value: object, why: str) -> None:
    with pytest.raises(InputError) as caught:
        within(value, "input.done", PERCENT)
    assert (caught.value.code, caught.value.params["why"]) == ("out_of_range", why)


def test_a_share_is_between_nothing_and_all() -> None:
    assert within(Decimal("0.25"), "input.share", SHARE) == Fraction(1, 4)
    with pytest.raises(InputError):
        within(Decimal("1.01"), "input.share", SHARE)


def test_a_count_may_be_written_with_a_point_but_not_with_a_remainder() -> None:
    assert count(3, "input.n") == 3
    assert count(Decimal("3.0"), "input.n") == 3
    with pytest.raises(InputError) as caught:
        count(Decimal("1.5"), "input.n")
    assert (caught.value.code, caught.value.params["why"]) == ("wrong_shape", "not_whole")


@pytest.mark.parametrize("value", [-1, Decimal(-2)])
def test_a_negative_count_is_out_of_range(value: object) -> None:
    with pytest.raises(InputError) as caught:
        count(value, "input.items[0][1]")
    assert (caught.value.code, caught.value.field) == ("out_of_range", "input.items[0][1]")


def test_true_is_no_count() -> None:
    with pytest.raises(InputError) as caught:
        count(True, "input.n")
    assert caught.value.code == "wrong_shape"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(98), "98"),
        (Fraction(-3), "-3"),
        (Fraction(1, 8), "0.125"),
        (Fraction(-1, 8), "-0.125"),
        (Fraction(1, 3), "0.333333333333"),
        (Fraction(2, 3), "0.666666666667"),
        (Fraction(1, 10**12), "0.000000000001"),
        (Fraction(1, 2 * 10**12), "0"),
        (Fraction(3, 2 * 10**12), "0.000000000002"),
        (Fraction(5, 2 * 10**12), "0.000000000002"),
        (Fraction(-1, 10**15), "0"),
        (Fraction(999999999999999, 10**15) + Fraction(1, 10**15), "1"),
        (Fraction(10**40) + Fraction(1, 2), f"{10**40}.5"),
    ],
)
def test_a_number_is_written_exactly_or_half_even_to_twelve_places(value: Fraction, text: str) -> None:
    assert decimal_text(value) == text


@given(st.decimals(allow_nan=False, allow_infinity=False, places=12, min_value=-1000, max_value=1000))
def test_what_ends_within_twelve_places_comes_back_unchanged(value: Decimal) -> None:
    assert Fraction(decimal_text(Fraction(value))) == Fraction(value)


@given(st.fractions(min_value=-1000, max_value=1000))
def test_what_is_written_is_never_further_off_than_half_a_last_place(value: Fraction) -> None:
    assert abs(Fraction(decimal_text(value)) - value) <= Fraction(1, 2 * 10**12)


@given(st.fractions(min_value=-1000, max_value=1000))
def test_half_even_agrees_with_python(value: Fraction) -> None:
    assert Fraction(decimal_text(value)) == round(value, 12)


@pytest.mark.parametrize(
    ("value", "places", "rounded"),
    [("29.25", 1, "29.3"), ("29.24", 1, "29.2"), ("0.05", 1, "0.1"), ("-0.05", 1, "-0.1"), ("2.5", 0, "3")],
)
def test_a_half_goes_away_from_zero(value: str, places: int, rounded: str) -> None:
    assert round_half_up(Fraction(value), places) == Fraction(rounded)


def test_a_bound_is_cut_or_rounded_as_told() -> None:
    assert whole_below(Fraction(13, 5), "floor") == 2
    assert whole_below(Fraction(13, 5), "half_up") == 3
    assert whole_below(Fraction(5, 2), "half_up") == 3
    assert whole_below(Fraction(4), "floor") == 4


def test_a_count_has_no_upper_bound_of_its_own() -> None:
    assert within(10**30, "input.assigned", COUNT) == 10**30
