"""Bands and bounds: every rulebook that ranks by points does so without a gap."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thenchot.rules.book import ASK, Condition, Rulebook
from thenchot.rules.level import band, highest_met, holds, lower_of
from thenchot.rulesets.books import all_books, load

BY_POINTS = [book for book in all_books() if book.ranks_by_points]
DECREE = load("nd335-2025-cong-chuc")
TINY = Fraction(1, 10**15)


@pytest.mark.parametrize("book", BY_POINTS, ids=lambda book: book.id)
def test_each_bound_belongs_to_the_level_above(book: Rulebook) -> None:
    for level in book.levels:
        assert band(book, level.min) == level
        if level.min > 0:
            under = band(book, level.min - TINY)
            assert under is not None
            assert book.levels.index(under) == book.levels.index(level) + 1


@pytest.mark.parametrize("book", BY_POINTS, ids=lambda book: book.id)
def test_every_score_of_the_scale_has_a_level(book: Rulebook) -> None:
    assert book.levels[-1].min == 0
    assert all(band(book, Fraction(score, 4)) is not None for score in range(401))


@given(st.fractions(0, 100), st.fractions(0, 100))
def test_a_higher_score_never_has_a_lower_level(one: Fraction, other: Fraction) -> None:
    low, high = band(DECREE, min(one, other)), band(DECREE, max(one, other))
    assert low is not None
    assert high is not None
    assert DECREE.levels.index(high) <= DECREE.levels.index(low)


def test_without_a_score_there_is_no_band() -> None:
    assert band(DECREE, None) is None


def test_each_level_says_what_it_is_nationally() -> None:
    hanoi = load("hn-3814-2018")
    assert [level.equals for level in hanoi.levels] == ["HTXS", "HTT", "HT", "KHT"]
    assert [level.equals for level in DECREE.levels] == [level.code for level in DECREE.levels]


@pytest.mark.parametrize(
    ("level", "ceiling", "found"),
    [
        ("HTXS", "HTT", "HTT"),
        ("HT", "HTT", "HT"),
        ("KHT", "HTXS", "KHT"),
        ("HTXS", None, "HTXS"),
        (ASK, "HT", ASK),
        ("HTXS", ASK, "HTXS"),
    ],
)
def test_a_ceiling_only_lowers(level: str, ceiling: str | None, found: str) -> None:
    assert lower_of(DECREE, level, ceiling) == found


@pytest.mark.parametrize(
    ("condition", "fact", "met"),
    [
        (Condition("exceed", "min", Fraction(30)), Fraction(30), True),
        (Condition("exceed", "min", Fraction(30)), Fraction(29), False),
        (Condition("late", "max", Fraction(20)), Fraction(20), True),
        (Condition("late", "max", Fraction(20)), Fraction(21), False),
        (Condition("done", "is", Fraction(100)), Fraction(100), True),
        (Condition("done", "is", Fraction(100)), Fraction(99), False),
        (Condition("fixed", "is", True), True, True),
        (Condition("fixed", "is", True), False, False),
        (Condition("lower_kht", "is", False), False, True),
    ],
)
def test_a_condition_is_met_at_its_bound(condition: Condition, fact: Fraction | bool, met: bool) -> None:
    assert holds(condition, {condition.fact: fact}) is met


def test_a_condition_without_its_fact_is_taken_as_met() -> None:
    assert holds(Condition("exceed", "min", Fraction(30)), {})


def test_where_no_level_fits_the_authority_is_asked() -> None:
    body = load("nd335-2025-to-chuc")
    found, failed = highest_met(body, Fraction(75), {"done": Fraction(90)})
    assert found == ASK
    assert {condition.fact for condition in failed} == {"done"}


def test_the_old_decree_alone_ranks_by_counts() -> None:
    assert [book.id for book in all_books() if not book.ranks_by_points] == ["nd90-2020"]
