"""Which recorded acts count in a ranking (Điều 11 khoản 3), on invented acts and on all combinations of years."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from thenchot.rules.acts import Place, RecordedAct, rulings

OLD, NEW = 1, 2
YEAR_2026 = Place(date(2026, 1, 1), date(2026, 12, 31), NEW)
YEAR_2027 = Place(date(2027, 1, 1), date(2027, 12, 31), NEW)
PARTY = RecordedAct(10, 10, date(2026, 11, 5), date(2026, 3, 2), date(2026, 11, 6), NEW)
ADMINISTRATIVE = RecordedAct(11, 10, date(2027, 2, 1), date(2026, 3, 2), date(2027, 2, 1), NEW)


def said(acts: list[RecordedAct], place: Place) -> dict[int, tuple[str, str, str]]:
    return {number: (r.standing, r.code, r.article) for number, r in rulings(acts, place).items()}


def test_a_discipline_counts_in_the_year_in_which_it_has_effect_even_for_an_act_of_an_earlier_year() -> None:
    earlier = replace(PARTY, happened_on=date(2024, 6, 1))
    assert said([earlier], YEAR_2026) == {10: ("counts", "", "")}
    assert said([earlier], YEAR_2027) == {}


def test_one_act_with_a_decision_in_each_of_two_years_counts_in_the_first_only() -> None:
    assert said([PARTY, ADMINISTRATIVE], YEAR_2026) == {10: ("counts", "", "")}
    assert said([PARTY, ADMINISTRATIVE], YEAR_2027) == {
        11: ("not_counted", "same_act_two_decisions", "Điều 11 khoản 3 điểm a")
    }


def test_two_acts_count_in_two_years() -> None:
    assert said([PARTY, replace(ADMINISTRATIVE, act=11)], YEAR_2027) == {11: ("counts", "", "")}


def test_a_first_decision_known_only_after_its_year_was_ranked_leaves_the_second_to_the_authority() -> None:
    late = replace(PARTY, known_on=date(2027, 1, 16))
    assert said([late, ADMINISTRATIVE], YEAR_2027)[11][:2] == ("ask", "same_act_known_late")
    assert said([replace(late, known_on=date(2027, 1, 15)), ADMINISTRATIVE], YEAR_2027)[11][0] == "not_counted"


def test_an_act_that_was_the_ground_for_kht_before_its_decision_does_not_count_again() -> None:
    used = replace(PARTY, used_in_year=2025)
    assert said([used], YEAR_2026) == {10: ("not_counted", "act_already_used", "Điều 11 khoản 3 điểm b")}
    assert said([replace(used, used_in_year=2026)], YEAR_2026) == {10: ("counts", "", "")}


def test_an_act_at_the_old_unit_counts_to_the_old_unit() -> None:
    before = replace(PARTY, body=OLD, happened_on=date(2025, 9, 1))
    assert said([before], YEAR_2026) == {10: ("not_counted", "act_at_old_unit", "Điều 11 khoản 3 điểm c")}
    assert said([before], replace(YEAR_2026, body=OLD)) == {10: ("counts", "", "")}


def test_an_act_at_the_old_unit_in_the_year_ranked_by_the_new_one_is_for_the_authority() -> None:
    assert said([replace(PARTY, body=OLD)], YEAR_2026)[10][:2] == ("ask", "act_at_old_unit_same_period")
    assert said([replace(PARTY, body=None)], YEAR_2026)[10][:2] == ("ask", "act_unit_unknown")


def test_acts_at_both_units_count_each_where_it_happened() -> None:
    there, here = replace(PARTY, body=OLD, happened_on=date(2025, 5, 1)), replace(PARTY, id=12, act=12)
    assert {n: r.standing for n, r in rulings([there, here], YEAR_2026).items()} == {10: "not_counted", 12: "counts"}


def test_two_decisions_in_two_quarters_of_one_year_are_for_the_authority_where_quarters_are_ranked() -> None:
    first, second = replace(PARTY, effect_on=date(2026, 8, 1)), replace(PARTY, id=12, effect_on=date(2026, 11, 5))
    fourth = Place(date(2026, 10, 1), date(2026, 12, 31), NEW)
    assert said([first, second], fourth)[12][:2] == ("ask", "same_act_earlier_period")


days = st.dates(date(2024, 1, 1), date(2027, 12, 31))


@given(st.lists(st.tuples(days, days, st.sampled_from([OLD, NEW, None])), min_size=1, max_size=4))
def test_decisions_about_one_act_count_in_one_year_at_most(rows: list[tuple[date, date, int | None]]) -> None:
    acts = [RecordedAct(n, 0, max(a, b), min(a, b), max(a, b), body) for n, (a, b, body) in enumerate(rows)]
    years = [Place(date(y, 1, 1), date(y, 12, 31), NEW) for y in range(2024, 2028)]
    counted = [place for place in years if any(r.standing == "counts" for r in rulings(acts, place).values())]
    assert len(counted) <= 1
