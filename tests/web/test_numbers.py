"""Numbers as they are shown: exact until the last step, comma in Vietnamese, point in English."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any, cast

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from thenchot.web import numbers


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (Fraction(713, 8), "89,13"),
        ("713/8", "89,13"),
        (Decimal("89.125"), "89,13"),
        ("89,125", "89,13"),
        (Decimal("89.995"), "90,00"),
        (Fraction(-228, 100), "−2,28"),
        (98, "98,00"),
        (0, "0,00"),
        (Fraction(-1, 1000), "0,00"),
        (None, "—"),
        ("", "—"),
    ],
)
def test_a_score_has_two_decimals_rounded_half_up(value: numbers.Exact | None, shown: str) -> None:
    assert numbers.score(value) == shown


def test_a_binary_float_is_no_score() -> None:
    with pytest.raises(TypeError):
        numbers.score(cast(Any, 0.1))


@pytest.mark.parametrize(
    ("value", "shown"),
    [(Fraction(497, 8), "62,125"), (90, "90"), ("5/2", "2,5"), (Fraction(265, 3), "88,3333…"), (Fraction(-1, 3), "−0,3333…")],
)
def test_arithmetic_shows_every_decimal_and_marks_an_endless_one(value: numbers.Exact, shown: str) -> None:
    assert numbers.exact(value) == shown


def test_a_criterion_score_has_at_least_one_decimal() -> None:
    assert [numbers.mark(v) for v in ("2", "5/2", "9/4")] == ["2,0", "2,5", "2,25"]


def test_a_share_has_a_no_break_space_before_its_sign() -> None:
    assert numbers.percent(Fraction(176173, 177379)) == "99,32\u00a0%"
    assert numbers.percent(Fraction(1, 5), 0) == "20\u00a0%"
    assert numbers.percent(Fraction(7, 8)) == "87,50\u00a0%"
    assert numbers.percent(None) == "—"


def test_a_whole_share_is_plain_and_what_is_not_whole_never_reads_as_whole() -> None:
    assert [numbers.percent(Fraction(n, 20)) for n in (0, 20, 19)] == ["0\u00a0%", "100\u00a0%", "95\u00a0%"]
    assert numbers.percent(Fraction(177378, 177379)) == "99,9994\u00a0%"
    assert numbers.percent(Fraction(1, 177379)) == "0,0005\u00a0%"
    assert [numbers.percent(share, 1) for share in ("0.680232", "0.984", "1")] == ["68,02\u00a0%", "98,4\u00a0%", "100\u00a0%"]


def test_thousands_are_parted_by_dots() -> None:
    assert numbers.thousands(177379) == "177.379"
    assert numbers.thousands(999) == "999"
    assert numbers.thousands(None) == "—"


@pytest.mark.parametrize(
    ("value", "shown"), [("1.94", "+1,94"), ("-2.28", "−2,28"), ("0", "0,00"), ("0.001", "0,00"), (None, "")]
)
def test_a_difference_carries_its_sign(value: str | None, shown: str) -> None:
    assert numbers.diff(value) == shown


def test_english_readers_get_english_marks() -> None:
    with translation.override("en"):
        assert numbers.score("89.125") == "89.13"
        assert numbers.thousands(177379) == "177,379"
        assert numbers.percent("0.9932") == "99.32%"


@given(st.fractions(min_value=-1000, max_value=1000, max_denominator=10**6))
def test_what_is_shown_is_never_further_than_half_a_cent_from_the_truth(value: Fraction) -> None:
    shown = Fraction(numbers.score(value).replace(".", "").replace(",", ".").replace("−", "-"))
    assert abs(shown - value) <= Fraction(1, 200)


@given(st.decimals(min_value=0, max_value=100, places=5))
def test_an_exact_value_reads_back_as_itself(value: Decimal) -> None:
    assert numbers.fraction(numbers.exact(value)) == Fraction(value)
