"""Quantity, quality and progress by Điều 14 khoản 2."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thenchot.rules.score import Item, Ratios, capped_mean, plain_mean, ratios

units = st.fractions(min_value=Fraction(1, 8), max_value=50, max_denominator=40)
items = st.lists(st.tuples(units, st.integers(0, 6), st.integers(0, 6)), max_size=8)


Abc = tuple[Fraction, Fraction, Fraction]


def abc(found: Ratios | None) -> Abc:
    assert found is not None
    return found.a, found.b, found.c


def one(rejections: int = 0, latenesses: int = 0) -> Abc:
    return abc(ratios(Fraction(4), [(Fraction(4), rejections, latenesses)]))


@pytest.mark.parametrize(
    ("times", "left"), [(0, 1), (1, "3/4"), (2, "1/2"), (3, "1/4"), (4, 0), (5, 0), (9, 0)]
)
def test_each_rejection_takes_a_quarter_of_that_product(times: int, left: str | int) -> None:
    assert one(rejections=times) == (Fraction(1), Fraction(left), Fraction(1))


@pytest.mark.parametrize(("times", "left"), [(0, 1), (1, "3/4"), (3, "1/4"), (4, 0), (7, 0)])
def test_each_lateness_takes_a_quarter_of_that_product(times: int, left: str | int) -> None:
    assert one(latenesses=times) == (Fraction(1), Fraction(1), Fraction(left))


def test_a_rejection_touches_only_its_own_product() -> None:
    found = ratios(Fraction(20), [(Fraction(15), 0, 0), (Fraction(2), 1, 0), (Fraction(1), 0, 1)])
    assert abc(found) == (Fraction(18, 20), Fraction("17.5") / 20, Fraction("17.75") / 20)


def test_nothing_assigned_has_no_ratio() -> None:
    assert ratios(Fraction(0), [(Fraction(5), 0, 0)]) is None


def test_nothing_done_is_nought_of_what_was_assigned() -> None:
    assert abc(ratios(Fraction(10), [])) == (Fraction(0), Fraction(0), Fraction(0))


def test_more_done_than_assigned_is_more_than_one() -> None:
    found = ratios(Fraction(10), [(Fraction(12), 0, 0)])
    assert abc(found) == (Fraction(6, 5), Fraction(6, 5), Fraction(6, 5))


@given(assigned=units, work=items)
def test_the_fast_sum_equals_the_formula_as_printed(assigned: Fraction, work: list[Item]) -> None:
    found = ratios(assigned, work)
    assert found is not None
    assert found.a == sum(u for u, _, _ in work) / assigned
    assert found.b == sum(u * max(Fraction(0), 1 - Fraction(r, 4)) for u, r, _ in work) / assigned
    assert found.mean == plain_mean([found.a, found.b, found.c])
    assert found.done == sum(u for u, _, _ in work)
    assert found.c == sum(u * max(Fraction(0), 1 - Fraction(late, 4)) for u, _, late in work) / assigned


@given(assigned=units, work=items, seed=st.randoms())
def test_the_order_of_the_items_does_not_matter(assigned: Fraction, work: list[Item], seed: object) -> None:
    assert ratios(assigned, work) == ratios(assigned, list(reversed(work)))


@given(assigned=units, work=items)
def test_quality_and_progress_never_exceed_quantity(assigned: Fraction, work: list[Item]) -> None:
    found = ratios(assigned, work)
    assert found is not None
    assert 0 <= found.b <= found.a
    assert 0 <= found.c <= found.a


@given(assigned=units, work=items, split=st.integers(2, 5))
def test_a_product_split_into_outputs_counts_the_same(
    assigned: Fraction, work: list[Item], split: int
) -> None:
    """Điều 18 khoản 1 điểm c: long work is split within its total of standard units."""
    parts = [(u / split, r, late) for u, r, late in work for _ in range(split)]
    assert ratios(assigned, work) == ratios(assigned, parts)


def test_the_mean_of_the_parts_is_plain() -> None:
    assert plain_mean([Fraction(1), Fraction(1, 2), Fraction(3, 4)]) == Fraction(3, 4)


def test_the_two_ways_to_cap_differ_where_one_part_is_above_one() -> None:
    parts = [Fraction(6, 5), Fraction("0.825"), Fraction(6, 5)]
    plain = plain_mean(parts)
    assert plain == Fraction("1.075")
    assert capped_mean(parts, plain, "cap_total") == 1
    assert capped_mean(parts, plain, "cap_each") == Fraction("2.825") / 3


def test_a_mean_at_or_under_one_is_left_alone() -> None:
    parts = [Fraction(1), Fraction(1), Fraction(1)]
    plain = plain_mean(parts)
    assert capped_mean(parts, plain, "cap_total") is plain
    assert capped_mean(parts, plain, "cap_each") is plain


def test_cap_total_lets_one_part_make_up_for_another() -> None:
    parts = [Fraction(6, 5), Fraction(3, 5), Fraction(6, 5)]
    plain = plain_mean(parts)
    assert capped_mean(parts, plain, "cap_total") == 1
    assert capped_mean(parts, plain, "cap_each") == Fraction(13, 15)


@given(st.lists(st.fractions(min_value=0, max_value=3, max_denominator=30), min_size=3, max_size=6))
def test_capping_each_part_is_never_more_generous(parts: list[Fraction]) -> None:
    plain = plain_mean(parts)
    assert capped_mean(parts, plain, "cap_each") <= capped_mean(parts, plain, "cap_total") <= 1
