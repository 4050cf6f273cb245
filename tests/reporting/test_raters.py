"""Figures of scorers out of the sheets they treated: what is counted, what is compared, and when the body may see it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Any

import pytest
from pytest_django.fixtures import Settings

from thenchot.assessment.models import Cycle
from thenchot.assessment.queries.raters import Rated
from thenchot.audit.chain import moment_text
from thenchot.lib import clock
from thenchot.reporting.raters import Compared, compared, figures_of, severities, shown_from
from thenchot.rules.raters import Severity

STAFF = ("nd335", 1, "cong_chuc", False)
LEADERS = (*STAFF[:3], True)
ONE = Severity(8, 8, 1.0, 0.5, 1.5)
PUBLISHED = clock.at(date(2026, 11, 20), 9)


def sheet(number: int = 1, **given: Any) -> Rated:
    plain: dict[str, Any] = {
        "sheet_id": number, "cycle_id": 1, "period": "2026-10", "group": STAFF, "scorer_id": 1, "person_id": number,
        "unit_path": "0001", "judged_max": Fraction(30), "own_judged": Fraction(25), "judged": Fraction(25),
        "own_score": Fraction(88), "score": Fraction(88), "moved": 0, "late": False, "waiting": False, "adverse": False,
    }  # fmt: skip
    return Rated(**{**plain, **given})


def many(scorers: int = 6, people: int = 6, **given: Any) -> list[Rated]:
    """The first scorer marks two points higher for equal work."""
    return [
        sheet(
            scorer * 100 + at, scorer_id=scorer, judged=Fraction(22 + at % 3 + (2 if scorer == 0 else 0)),
            score=Fraction(84 + at % 3 + (2 if scorer == 0 else 0)), **given,
        )
        for scorer in range(scorers) for at in range(people)
    ]  # fmt: skip


# --- counts -----------------------------------------------------------------------------------------------------


def test_a_sheet_that_waits_is_counted_as_waiting_and_in_nothing_that_is_confirmed() -> None:
    found = figures_of([sheet(), sheet(2, waiting=True, late=True, judged=None, score=None)])
    assert (found.people, found.waiting, found.late) == (2, 1, 1)
    assert (found.spread.count, found.over, found.under) == (1, 0, 0)


def test_raises_and_lowerings_are_told_apart() -> None:
    found = figures_of([sheet(moved=1), sheet(2, moved=-1), sheet(3, moved=-1), sheet(4)])
    assert (found.raised, found.lowered) == (1, 2)


def test_over_and_under_raters_are_told_by_self_minus_confirmed() -> None:
    rows = [
        sheet(own_score=Fraction(95)),
        sheet(2, own_score=Fraction(87)),
        sheet(3),
        sheet(4, own_score=None),
    ]
    found = figures_of(rows)
    assert (found.over, found.under, found.difference) == (1, 1, Fraction(7 - 1, 3))
    assert figures_of([]).difference is None


def test_who_took_every_point_counts_only_where_something_speaks_against_them() -> None:
    full: dict[str, Any] = {"own_judged": Fraction(30)}
    rows = [
        sheet(**full), sheet(2, adverse=True, **full), sheet(3, adverse=True, judged=Fraction(30), **full),
        sheet(4, adverse=True),
    ]  # fmt: skip
    found = figures_of(rows)
    assert (found.adverse, found.full_despite, found.full_kept) == (3, 2, 1)


def test_points_of_judgement_are_spread_on_a_scale_of_thirty() -> None:
    found = figures_of([sheet(judged_max=Fraction(20), judged=Fraction(20)), sheet(2, judged=Fraction(30))])
    assert (found.spread.mean, found.spread.same) == (30, 2)


# --- severity ---------------------------------------------------------------------------------------------------


def test_the_generous_scorer_is_found_in_the_month_and_in_the_year() -> None:
    rows = many()
    (month, group), year = severities(rows, yearly=False)[0], [replace(row, period="2026-09") for row in rows]
    assert group == STAFF
    assert 1 < month.estimate < 2.1
    assert severities([*rows, *year], yearly=True)[0][0].marks == 12


def test_leaders_are_compared_apart_and_a_scorer_has_the_figure_of_most_marks() -> None:
    rows = [*many(people=4), *many(people=7, group=LEADERS)]
    assert {group for _, group in severities(rows, yearly=False).values()} == {LEADERS}


@pytest.mark.parametrize("lacking", [{"judged_max": None}, {"score": None}, {"judged": None}])
def test_a_sheet_without_a_computed_part_is_not_compared(lacking: dict[str, Any]) -> None:
    assert severities([replace(row, **lacking) for row in many()], yearly=False) == {}


def test_a_rulebook_of_other_maxima_is_brought_to_the_same_scales() -> None:
    halves = [replace(row, judged_max=Fraction(60), judged=(row.judged or Fraction(0)) * 2) for row in many()]
    halves = [replace(row, score=(row.judged or 0) + Fraction(62 * 40, 70)) for row in halves]
    found = severities(halves, yearly=False)[0][0]
    assert found.estimate == pytest.approx(severities(many(), yearly=False)[0][0].estimate)


def test_a_figure_counts_as_published_with_the_last_cycle_it_is_made_of() -> None:
    later = PUBLISHED + timedelta(days=3)
    cycles = [
        Cycle(rulebook="nd335", scope_id=1, category="cong_chuc", published_at=at)
        for at in (PUBLISHED, later, None)
    ]
    other = Cycle(rulebook="nd335", scope_id=2, category="cong_chuc", published_at=later + timedelta(days=9))
    found = compared([*cycles, other], many(), "2026-10")
    assert {one.published for one in found.values()} == {later}
    assert compared([other], many(), "2026-10") == {}


# --- who sees it when -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("seen", "today", "held"),
    [
        (None, date(2026, 11, 20), date(2026, 11, 27)), (None, date(2026, 11, 26), date(2026, 11, 27)),
        (None, date(2026, 11, 27), None), (PUBLISHED + timedelta(minutes=1), date(2026, 11, 20), None),
        (PUBLISHED - timedelta(minutes=1), date(2026, 11, 20), date(2026, 11, 27)),
    ],
)  # fmt: skip
def test_the_body_waits_until_the_scorer_saw_it_or_had_the_days(
    seen: datetime | None, today: date, held: date | None
) -> None:
    assert shown_from(Compared(ONE, PUBLISHED), moment_text(seen) if seen else "", today) == held


def test_a_body_may_choose_to_wait_for_nobody(settings: Settings) -> None:
    settings.SEVERITY_DAYS = 0
    assert shown_from(Compared(ONE, PUBLISHED), "", date(2026, 11, 20)) is None
