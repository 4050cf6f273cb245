"""Caps as they stand in a cycle: which one holds, what its share is taken of, and within which group."""

from __future__ import annotations

import re
from collections import Counter
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.assessment.cast import AN, AUTHORITY, BINH, OCTOBER, WARD, Month, Town
from tests.assessment.conftest import SetDay
from thenchot.assessment.actions.recognise import recognise
from thenchot.assessment.caps import (
    CapState,
    cap_for,
    cap_states,
    counts_by_group,
    good_of,
    group_limit,
    outstanding_bodies,
)
from thenchot.assessment.models import Cycle, Outstanding, Sheet
from thenchot.assessment.steps import CONFIRMED, DECIDED, EXCUSED, PUBLISHED, SUBMITTED
from thenchot.rules.book import Rulebook
from thenchot.rulesets.books import all_books, load
from thenchot.rulesets.naming import cited

DECREE, CITY, PARTY = load("nd335-2025-cong-chuc"), load("hn-3814-2018"), load("qd366-2025")
YEAR, QUARTER_CAP = DECREE.caps[0], PARTY.caps[0]
COUNTS = st.fixed_dictionaries({code: st.integers(0, 60) for code in ("HTXS", "HTT", "HT", "KHT", "")}).map(Counter[str])


# --- which cap ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "kind", "share", "binding"),
    [
        ("nd335-2025-cong-chuc", "year", "1/5", True), ("nd335-2025-cong-chuc", "month", "1/5", False),
        ("hn-3814-2018", "month", "3/10", True), ("hn-3814-2018", "year", "3/10", False),
        ("qd366-2025", "quarter", "1/5", True), ("qd366-2025", "year", "1/5", True), ("qd366-2025", "month", "1/5", False),
    ],
)  # fmt: skip
def test_a_cap_binds_in_its_own_kind_of_period_and_foresees_in_others(name: str, kind: str, share: str, binding: bool) -> None:
    found = cap_for(load(name), kind)
    assert found is not None
    assert (found[0].share, found[1]) == (Fraction(share), binding)


@pytest.mark.parametrize(
    ("name", "kind", "share"),
    [("nd335-2025-cong-chuc", "year", "1/4"), ("hn-3814-2018", "month", "2/5"), ("qd366-2025", "quarter", "1/4")],
)
def test_an_outstanding_body_has_the_higher_share(name: str, kind: str, share: str) -> None:
    found = cap_for(load(name), kind, outstanding=True)
    assert found is not None
    assert found[0].share == Fraction(share)


def test_the_quarter_and_the_year_of_one_book_may_take_their_share_of_different_counts() -> None:
    quarter, year = cap_for(PARTY, "quarter"), cap_for(PARTY, "year")
    assert quarter is not None
    assert year is not None
    assert (quarter[0].base, year[0].base) == ("initial_HTT", "ranked_HTT")


@pytest.mark.parametrize("outstanding", [False, True])
def test_a_book_without_a_cap_has_none(outstanding: bool) -> None:
    assert cap_for(load("danang-2013"), "month", outstanding=outstanding) is None


def test_a_book_without_a_higher_share_keeps_its_own_for_an_outstanding_body() -> None:
    assert cap_for(load("nd90-2020"), "year", outstanding=True) == cap_for(load("nd90-2020"), "year")


@pytest.mark.parametrize("book", [book for book in all_books() if book.caps], ids=lambda book: book.id)
def test_every_cap_names_the_provision_it_stands_on_or_its_instrument(book: Rulebook) -> None:
    """What a refusal over the cap cites, whichever rulebook is in force."""
    named = {cited(cap.citation, book) for cap in book.caps}
    assert all(re.search(r"(Điều|Quy định|Quyết định|Nghị định|Hướng dẫn|HD|CV) ?\S*\d", one) for one in named), named


@pytest.mark.parametrize("book", [book for book in all_books() if book.caps], ids=lambda book: book.id)
def test_groups_of_similar_duties_count_where_the_book_says_so(book: object) -> None:
    for cap in getattr(book, "caps", ()):
        assert counts_by_group(cap) is any(name.startswith("similar_") for name in cap.group_by)


# --- how many ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("counts", "limit"),
    [
        ({"HTXS": 6, "HTT": 18}, 4), ({"HTXS": 24}, 4), ({"HTT": 24}, 4), ({"HTT": 24, "HT": 30, "KHT": 9}, 4), ({"HTT": 5}, 0),
        ({"HTT": 6}, 1), ({"HTXS": 1}, 0), ({}, 0), ({"": 40}, 0), ({"HTT": 24, "": 40, "ASK": 7}, 4),
    ],
)  # fmt: skip
def test_under_the_decree_the_share_is_of_those_at_htt_in_the_end(counts: dict[str, int], limit: int) -> None:
    assert group_limit(DECREE, YEAR, Counter(counts)) == limit


@pytest.mark.parametrize(
    ("counts", "limit"),
    [({"A": 9, "B": 5}, 4), ({"A": 1, "B": 2}, 0), ({"B": 10}, 3), ({"C": 10, "D": 10}, 6), ({"": 9, "A": 1}, 0)],
)
def test_under_the_citys_framework_the_share_is_of_all_ranked(counts: dict[str, int], limit: int) -> None:
    assert group_limit(CITY, CITY.caps[0], Counter(counts)) == limit


@pytest.mark.parametrize(
    ("counts", "limit"),
    [({"HTXS": 3, "HTT": 7}, 1), ({"HTXS": 6, "HTT": 18}, 4), ({"HTXS": 10}, 0), ({"HTT": 10}, 2), ({"HTT": 2}, 0)],
)
def test_under_the_partys_quarter_the_share_is_of_those_who_stand_at_htt(counts: dict[str, int], limit: int) -> None:
    assert group_limit(PARTY, QUARTER_CAP, Counter(counts)) == limit


@given(COUNTS)
def test_a_limit_is_never_below_nought_nor_above_all_who_are_ranked(counts: Counter[str]) -> None:
    for book, cap in ((DECREE, YEAR), (PARTY, QUARTER_CAP)):
        assert 0 <= group_limit(book, cap, counts) <= sum(counts.values()) - counts[""]


@given(COUNTS)
def test_under_the_decree_as_many_as_the_limit_are_a_fifth_of_those_left_at_htt(counts: Counter[str]) -> None:
    limit, good = group_limit(DECREE, YEAR, counts), good_of(DECREE, YEAR, counts)
    assert limit * 5 <= good - limit
    assert (limit + 1) * 5 > good - (limit + 1)


@given(COUNTS, st.integers(0, 30))
def test_moving_somebody_from_the_top_to_htt_does_not_change_the_decrees_limit(counts: Counter[str], moved: int) -> None:
    moved = min(moved, counts["HTXS"])
    after = counts + Counter({"HTT": moved})
    after["HTXS"] = counts["HTXS"] - moved
    assert group_limit(DECREE, YEAR, after) == group_limit(DECREE, YEAR, counts)


@given(COUNTS)
def test_whoever_is_not_ranked_has_no_part_in_the_base(counts: Counter[str]) -> None:
    without = Counter({code: count for code, count in counts.items() if code})
    assert group_limit(DECREE, YEAR, counts) == group_limit(DECREE, YEAR, without)


def test_over_says_by_how_many_a_group_is_over() -> None:
    state = CapState(1, "Phường", "", "HTXS", 6, 24, 4, Fraction(1, 5), True, "Điều 20")
    assert state.over == 2
    assert CapState(1, "Phường", "", "HTXS", 4, 24, 4, Fraction(1, 5), True, "Điều 20").over == 0


# --- in a cycle ---------------------------------------------------------------------------------------------------


def give(town: Town, levels: dict[str, dict[str, str]]) -> None:
    for code, columns in levels.items():
        assert Sheet.objects.filter(cycle=town.cycle, person__staff_code=code).update(**columns) == 1


def states(town: Town) -> dict[str, CapState]:
    return {state.group: state for state in cap_states(town.cycle)}


def test_a_group_counts_the_decided_level_before_the_proposed_the_band_and_the_persons_own(old_town: Town) -> None:
    rows = {code: {"state": CONFIRMED, "band": "B"} for code in WARD}
    rows[AN] = {"state": DECIDED, "level": "B", "proposed_level": "A", "band": "A"}
    rows[BINH] = {"state": CONFIRMED, "proposed_level": "A", "band": "B"}
    rows[WARD[0]] = {"state": SUBMITTED, "self_level": "A"}
    give(old_town, rows)
    (state,) = cap_states(old_town.cycle)
    assert (state.count, state.ranked, state.allowed, state.binding) == (2, len(WARD), len(WARD) * 3 // 10, True)
    assert (state.body, state.group, state.level) == ("Phường Bến Trúc", "", "A")


def test_sheets_not_sent_and_sheets_left_out_are_not_ranked(old_town: Town) -> None:
    give(old_town, {code: {"state": CONFIRMED, "band": "A"} for code in WARD} | {AN: {"state": EXCUSED, "band": "A"}})
    give(old_town, {BINH: {"state": "opened", "self_level": "A"}})
    (state,) = cap_states(old_town.cycle)
    assert (state.count, state.ranked) == (len(WARD) - 2, len(WARD) - 2)


def test_each_group_of_similar_duties_has_a_state_of_its_own_where_the_cap_counts_by_it(town: Town) -> None:
    for place, code in enumerate(WARD):
        band, group = "HTXS" if place % 2 else "HTT", "tham mưu" if place < 8 else "phục vụ"
        give(town, {code: {"state": CONFIRMED, "band": band, "duty_group": group}})
    found = states(town)
    assert {group: (state.count, state.ranked) for group, state in found.items()} == {"tham mưu": (4, 8), "phục vụ": (3, 6)}
    assert {state.allowed for state in found.values()} == {1}
    assert not any(state.binding for state in found.values()), "a month only foresees under the decree"


def test_groups_do_not_part_a_body_where_the_cap_counts_the_whole_body(old_town: Town) -> None:
    give(old_town, {code: {"state": CONFIRMED, "band": "B", "duty_group": code[:3]} for code in WARD})
    assert list(states(old_town)) == [""]


def test_once_published_only_results_count(old_town: Town) -> None:
    give(old_town, {code: {"state": PUBLISHED, "band": "A", "level": "A"} for code in WARD})
    give(old_town, {AN: {"state": SUBMITTED, "self_level": "A", "band": "", "level": ""}})
    assert cap_states(old_town.cycle)[0].ranked == len(WARD)
    Cycle.objects.filter(id=old_town.cycle.id).update(state="published")
    (state,) = cap_states(old_town.cycle)
    assert (state.count, state.ranked) == (len(WARD) - 1, len(WARD) - 1)


def test_a_body_can_be_asked_for_alone(old_town: Town) -> None:
    give(old_town, {code: {"state": CONFIRMED, "band": "B"} for code in WARD})
    body = old_town.sheet(AN).body_id
    assert [state.body_id for state in cap_states(old_town.cycle, [body])] == [body]
    assert cap_states(old_town.cycle, [body + 1000]) == []


def test_an_outstanding_body_gets_its_higher_share_and_no_other_body_does(old_town: Town) -> None:
    give(old_town, {code: {"state": CONFIRMED, "band": "B"} for code in WARD})
    body = old_town.sheet(AN).body_id
    recognise(by=old_town.viewer(AUTHORITY), cycle=old_town.cycle, body_id=body, note="Hoàn thành vượt mức mọi chỉ tiêu")
    assert outstanding_bodies(old_town.cycle) == {body}
    (state,) = cap_states(old_town.cycle)
    assert (state.share, state.allowed) == (Fraction(2, 5), len(WARD) * 2 // 5)
    Outstanding.objects.update(body_id=old_town.unit("HL").id)
    (state,) = cap_states(old_town.cycle)
    assert state.share == Fraction(3, 10)


def test_another_cycles_outstanding_body_does_not_count(old_town: Town, on_day: SetDay) -> None:
    body = old_town.sheet(AN).body_id
    recognise(by=old_town.viewer(AUTHORITY), cycle=old_town.cycle, body_id=body, note="Vượt mức mọi chỉ tiêu")
    later = Town(Month(old_town.month.rulebook, 2019, 11))
    on_day(later.month.day(20))
    later.open()
    assert outstanding_bodies(later.cycle) == frozenset()
    assert OCTOBER.period != later.month.period


@pytest.mark.parametrize(
    ("settings", "limit"),
    [({}, 1), ({"cap_rounding": "half_up"}, 2), ({"cap_rounding": "floor"}, 1)],
)
def test_the_rounding_a_body_chose_is_the_one_that_counts(settings: dict[str, object], limit: int) -> None:
    assert group_limit(DECREE, YEAR, Counter({"HTXS": 4, "HTT": 5}), settings) == limit


@pytest.mark.parametrize(
    ("settings", "limit"),
    [({}, 0), ({"small_group_allows": 1}, 1), ({"small_group_allows": 1, "small_group_under": 3}, 0)],
)
def test_a_small_group_has_what_the_body_chose_for_it(settings: dict[str, object], limit: int) -> None:
    assert group_limit(DECREE, YEAR, Counter({"HTXS": 2, "HTT": 2}), settings) == limit
