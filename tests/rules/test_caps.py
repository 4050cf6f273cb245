"""The cap on excellence within a group (Điều 8 khoản 5, Điều 20 khoản 5)."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thenchot.rules.book import Cap
from thenchot.rules.caps import Group, SmallGroup, allowed, bound, self_consistent_bound, share_bound
from thenchot.rulesets.books import load

DECREE = load("nd335-2025-cong-chuc")
YEAR = DECREE.cap_of("year")
OUTSTANDING = DECREE.cap_of("year", when="organisation_outstanding")
assert YEAR is not None
assert OUTSTANDING is not None

shares = st.sampled_from([Fraction(1, 5), Fraction(1, 4), Fraction(3, 10), Fraction(2, 5)])
roundings = st.sampled_from(["floor", "half_up"])


@pytest.mark.parametrize(("people", "most"), [(24, 4), (23, 3), (6, 1), (5, 0), (0, 0), (600, 100)])
def test_the_self_consistent_bound_counts_those_pushed_down(people: int, most: int) -> None:
    assert self_consistent_bound(people, Fraction(1, 5), "floor") == most


@pytest.mark.parametrize(("people", "most"), [(5, 1), (4, 0), (24, 4), (25, 5)])
def test_an_outstanding_body_may_reach_a_quarter(people: int, most: int) -> None:
    assert self_consistent_bound(people, Fraction(1, 4), "floor") == most
    assert OUTSTANDING is not None
    assert bound(OUTSTANDING, Group(people, people), "floor") == most
    assert OUTSTANDING.decided_by == "competent_authority"


def test_an_organisation_cap_is_a_fifth_of_those_ranked_good() -> None:
    caps = load("nd335-2025-to-chuc").caps
    assert [cap.share for cap in caps] == [Fraction(1, 5), Fraction(1, 4)]
    assert allowed(caps[0], Group(at_htt_or_better=12, candidates=5)) == 2
    assert caps[0].group_by == ("recognising_authority",)


@given(st.integers(0, 500), shares)
def test_one_more_excellent_would_break_the_share(people: int, share: Fraction) -> None:
    most = self_consistent_bound(people, share, "floor")
    assert most <= share * (people - most)
    assert most + 1 > share * (people - most - 1)


@given(
    st.integers(0, 300),
    st.integers(0, 300),
    shares,
    roundings,
    st.sampled_from(["ranked_HTT", "initial_HTT", "all_ranked"]),
)
def test_a_cap_never_exceeds_the_candidates(
    people: int, candidates: int, share: Fraction, rounding: str, base: str
) -> None:
    group = Group(max(people, candidates), candidates, ranked=people + candidates)
    cap = Cap("HTXS", share, base, rounding, "year")
    assert 0 <= allowed(cap, group) <= candidates


@given(st.integers(0, 300), shares, roundings)
def test_a_stricter_share_never_allows_more(people: int, share: Fraction, rounding: str) -> None:
    stricter = share * Fraction(3, 4)
    for rule in (self_consistent_bound, share_bound):
        assert rule(people, stricter, rounding) <= rule(people, share, rounding)


@given(st.integers(0, 300), shares)
def test_half_up_allows_at_most_one_more_than_the_cut(people: int, share: Fraction) -> None:
    cut = self_consistent_bound(people, share, "floor")
    assert 0 <= self_consistent_bound(people, share, "half_up") - cut <= 1


def test_the_base_of_the_share_is_what_the_cap_says() -> None:
    group = Group(at_htt_or_better=24, candidates=6, ranked=30)
    for base, most in (("ranked_HTT", 4), ("initial_HTT", 3), ("all_ranked", 6)):
        assert bound(Cap("HTXS", Fraction(1, 5), base, "floor", "year"), group, "floor") == most


def test_a_small_group_may_be_given_one() -> None:
    assert YEAR is not None
    group = Group(at_htt_or_better=4, candidates=2)
    assert allowed(YEAR, group) == 0
    assert allowed(YEAR, group, small=SmallGroup(under=5, allows=1)) == 1
    assert allowed(YEAR, Group(5, 2), small=SmallGroup(under=5, allows=1)) == 0
    assert allowed(YEAR, Group(4, 0), small=SmallGroup(under=5, allows=1)) == 0


def test_the_body_may_choose_the_rounding() -> None:
    assert YEAR is not None
    assert allowed(YEAR, Group(9, 9)) == 1
    assert allowed(YEAR, Group(9, 9), rounding="half_up") == 2


def test_only_the_year_of_the_decree_has_a_cap() -> None:
    assert DECREE.cap_of("month") is None
    assert DECREE.cap_of("quarter") is None


def test_the_period_of_a_cap_belongs_to_the_rulebook() -> None:
    """The decree caps the year, the Party's guidance the quarter, Hanoi the month."""
    assert load("qd366-2025").cap_of("quarter") is not None
    hanoi = load("hn-3814-2018").cap_of("month")
    assert hanoi is not None
    assert (hanoi.level, hanoi.base, hanoi.share) == ("A", "all_ranked", Fraction(3, 10))
