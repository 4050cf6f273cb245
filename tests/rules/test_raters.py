"""Severity of scorers, found where it is known; who declares far more work than the others; how marks differ."""

from __future__ import annotations

import random
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.simulate_raters import MONTHS, World, measured, simulated
from thenchot.rules.raters import (
    FAR_ABOVE,
    Mark,
    Severity,
    Spread,
    _Pair,
    _solved,
    _Weighed,
    far_above,
    of_month,
    of_year,
    spread,
)

PARTS = st.lists(st.tuples(st.integers(20, 30), st.integers(40, 70)), min_size=24, max_size=24)


def month(cells: list[tuple[int, int]], scorers: int = 6) -> list[Mark]:
    """Each scorer has four people, one after the other."""
    return [
        Mark(at % scorers, at, "2026-10", judged, computed) for at, (judged, computed) in enumerate(cells)
    ]


def year(marks: list[Mark]) -> list[Mark]:
    """The same judgement in four months, a little off each time."""
    return [
        replace(one, period=f"2026-0{at}", judged=one.judged + (one.person + at) % 2)
        for one in marks
        for at in range(1, 5)
    ]


@pytest.mark.parametrize(("months", "rounds", "least"), [(1, 30, 0.85), (MONTHS, 8, 0.87)])
def test_known_severity_is_found_and_nine_of_ten_intervals_hold_it(
    months: int, rounds: int, least: float
) -> None:
    found = measured(World(15), months, rounds)
    assert found.correlation > least
    assert 0.85 <= found.coverage <= 0.95
    assert found.reach < 1.2


def test_the_year_knows_more_than_the_month() -> None:
    alone, together = measured(World(15), 1, 6), measured(World(15), MONTHS, 6)
    assert together.error < alone.error
    assert together.reach < alone.reach


def test_who_scores_better_work_higher_is_not_called_generous() -> None:
    def people(scorer: int, level: int) -> list[Mark]:
        return [
            Mark(scorer, scorer * 10 + at, "2026-10", 15 + (level + at) / 5, level + at) for at in range(8)
        ]

    marks = [mark for scorer, level in enumerate((40, 45, 50, 55, 60)) for mark in people(scorer, level)]
    assert all(abs(one.estimate) < 0.01 for one in of_month(marks).values())
    assert spread([Fraction(int(mark.judged)) for mark in marks]).deviation > 1


def test_a_generous_scorer_stands_clearly_above_and_a_severe_one_below() -> None:
    def people(scorer: int) -> list[Mark]:
        given = {0: 4, 1: -4}.get(scorer, 0)
        return [
            Mark(scorer, scorer * 10 + at, "2026-10", 24 + given + at % 3 / 2, 60 + at % 4) for at in range(9)
        ]

    found = of_month([mark for scorer in range(8) for mark in people(scorer)])
    assert (found[0].low > 0, found[0].clear) == (True, True)
    assert (found[1].high < 0, found[1].clear) == (True, True)
    assert not found[2].clear
    assert (found[0].people, found[0].marks) == (9, 9)
    assert 3 < found[0].estimate < 5


def test_a_person_who_changes_scorer_tells_the_scorer_from_the_people() -> None:
    """Good people who keep their good marks under other scorers: so the first scorer was not generous."""
    dice = random.Random(5)
    marks = []
    for scorer in range(8):
        for at in range(3):
            own = (3 if scorer == 0 else 0) + dice.gauss(0, 1)
            marks += [
                Mark(scorer, scorer * 10 + at, f"2026-{m:02d}", 24 + own + dice.gauss(0, 0.5), 60)
                for m in range(1, 7)
            ]
    stayed = of_year(marks)[0].estimate
    moved = [
        replace(one, scorer=1 + one.person % 3) if one.person < 3 and one.period > "2026-03" else one
        for one in marks
    ]
    assert of_year(moved)[0].estimate < stayed - 0.5


@given(PARTS, st.integers(-5, 5), st.integers(-5, 5))
def test_severity_asks_only_how_marks_differ_not_how_high_they_are(
    cells: list[tuple[int, int]], up: int, more: int
) -> None:
    plain, higher = month(cells), month([(judged + up, computed + more) for judged, computed in cells])
    for method, make in ((of_month, list), (of_year, year)):
        before, after = method(make(plain)), method(make(higher))
        assert before.keys() == after.keys() == set(range(6))
        assert all(abs(before[who].estimate - after[who].estimate) < 1e-4 for who in before)
        assert all(one.low < one.estimate < one.high for one in before.values())


@given(PARTS)
def test_nobody_is_told_a_larger_distance_than_the_marks_show(cells: list[tuple[int, int]]) -> None:
    """What little is known is drawn towards the common level, never away from it."""
    found = of_month(month(cells))
    judged = [float(judged) for judged, _ in cells]
    assert max(abs(one.estimate) for one in found.values()) <= 2 * (max(judged) - min(judged)) + 1e-6


def test_where_all_marks_are_equal_nobody_is_severe_or_generous() -> None:
    same = month([(28, 60)] * 24)
    for found in (
        of_month(same),
        of_year([replace(mark, period=f"2026-0{at}") for mark in same for at in (1, 2)]),
    ):
        assert {round(one.estimate, 6) for one in found.values()} == {0}
        assert not any(one.clear for one in found.values())


def test_too_few_to_compare_give_no_figure() -> None:
    assert of_month(month([(20 + at % 9, 50) for at in range(40)], scorers=4)) == {}
    assert of_month([Mark(at, at, "2026-10", 25, 60) for at in range(30)]) == {}
    assert of_year(month([(20 + at % 9, 50) for at in range(40)])) == {}
    assert of_month([]) == of_year([]) == {}


def test_an_interval_that_touches_nought_is_not_clear() -> None:
    assert not Severity(9, 9, 1.0, 0.0, 2.0).clear
    assert not Severity(9, 9, -1.0, -2.0, 0.0).clear


def test_the_same_seed_makes_the_same_world() -> None:
    worlds = [simulated(World(5), random.Random(3), 2) for _ in range(2)]
    assert worlds[0] == worlds[1]


def test_declared_work_far_above_comparable_posts_is_named() -> None:
    units = dict(enumerate(map(Fraction, (20, 22, 21, 19, 23, 60))))
    assert far_above(units).keys() == {5}
    assert far_above(units)[5] > FAR_ABOVE
    assert far_above({who: units[who] for who in range(5)}) == {}


def test_work_far_below_or_in_too_small_a_group_is_not_named() -> None:
    assert far_above(dict(enumerate(map(Fraction, (20, 22, 21, 19, 23, 1))))) == {}
    assert far_above(dict(enumerate(map(Fraction, (20, 22, 21, 90))))) == {}


def test_where_most_declare_the_same_one_who_declares_more_is_still_seen() -> None:
    assert far_above(dict(enumerate(map(Fraction, (20,) * 9 + (40,))))).keys() == {9}
    assert far_above(dict(enumerate(map(Fraction, (20,) * 6)))) == {}


def test_levelling_shows_as_marks_that_hardly_differ() -> None:
    found = spread([Fraction(28)] * 9 + [Fraction(29)])
    assert (found.count, round(found.mean, 9), round(found.deviation, 9), found.same) == (10, 28.1, 0.3, 9)
    assert spread([]) == Spread(0, 0.0, 0.0, 0)


def test_the_sweeps_solve_the_whole_equations_of_scorers_and_people() -> None:
    """Henderson's equations written out with a line for each scorer and each person, and eliminated one by one."""
    dice, scorers, people, own, noise, tau = random.Random(7), 4, 6, 1.5, 0.8, 1.2
    pairs = [
        _Pair(scorer, person, dice.randint(1, 6), dice.gauss(0, 2))
        for scorer in range(scorers)
        for person in range(people)
        if (scorer + person) % 3
    ]
    size = scorers + people
    lines = [[0.0] * (size + 1) for _ in range(size)]
    for at in range(size):
        lines[at][at] = noise / tau**2 if at < scorers else noise / own
    for pair in pairs:
        for one in (pair.scorer, scorers + pair.person):
            lines[one][size] += pair.count * (pair.mean - 0.3)
            for other in (pair.scorer, scorers + pair.person):
                lines[one][other] += pair.count
    for at in range(size):
        for other in range(size):
            if other != at:
                times = lines[other][at] / lines[at][at]
                lines[other] = [
                    cell - times * pivot for cell, pivot in zip(lines[other], lines[at], strict=True)
                ]
    found = _solved(pairs, _Weighed(tau, 1.0, 0.3, 0.1), (own, noise), dict.fromkeys(range(scorers), 0.0))
    assert found == pytest.approx({at: lines[at][size] / lines[at][at] for at in range(scorers)}, abs=1e-5)
