"""The load of each person, summed in the database, is the sum of their rows to the last digit."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from random import Random

import pytest

from tests.workplan.conftest import AN, BINH, HEAD, SETUP, TODAY, Ward
from thenchot.followup.queries import loads
from thenchot.followup.queries.loads import Load, loads_of, overdue_in
from thenchot.organisation.queries import UnitAt, unit_on
from thenchot.workplan.actions.carry_over import Carried, carry_over
from thenchot.workplan.models import Task

STATUSES = ("assigned", "done", "handed_back", "claimed", "declined", "split", "drafted", "dropped")


def place(ward: Ward) -> UnitAt:
    found = unit_on(ward.unit_id, TODAY)
    assert found is not None
    return found


def by_person(ward: Ward) -> dict[int, Load]:
    found = loads_of(place(ward), "2026-11", TODAY)
    assert found is not None
    return {one.person.id: one for one in found}


def expected(person: int) -> tuple[Fraction, Fraction, int, int, int, int]:
    """The same sums taken row by row."""
    rows = [row for row in Task.objects.filter(doer_id=person, period="2026-11") if row.status in ("assigned", "done")]
    left = [row for row in rows if row.status == "assigned"]
    return (
        sum((Fraction(row.units) for row in rows), Fraction(0)),
        sum((Fraction(row.units) for row in rows if row.status == "done"), Fraction(0)),
        len(rows), len(left), sum(1 for row in left if row.deadline and row.deadline < TODAY),
        sum(1 for row in rows if row.origin == "unplanned"),
    )  # fmt: skip


def test_sums_of_random_rows_are_exact_and_count_only_work_given_in_the_period(ward: Ward) -> None:
    chance = Random(7)
    for _ in range(40):
        size = f"{chance.randrange(1, 99)}.{chance.randrange(0, 10**4):04d}"
        ward.give(
            size, doer=chance.choice([AN, BINH, HEAD]), status=chance.choice(STATUSES),
            deadline=date(2026, 11, chance.randrange(1, 31)), origin=chance.choice(["planned", "unplanned"]),
            period=chance.choice(["2026-11", "2026-11", "2026-10"]),
        )  # fmt: skip
    found = by_person(ward)
    assert set(found) == {ward.id(code) for code in (AN, BINH, HEAD)}
    for person, one in found.items():
        assert (one.given, one.done, one.tasks, one.left_tasks, one.overdue, one.unplanned) == expected(person)
        assert one.left == one.given - one.done


def test_who_is_overdue_stands_first_then_who_has_most_left_then_the_names(ward: Ward) -> None:
    ward.give("1", doer=BINH, deadline=date(2026, 11, 2))
    ward.give("30", doer=AN, deadline=date(2026, 11, 28))
    ward.give("2", doer=HEAD, deadline=date(2026, 11, 25))
    ward.give("9", doer=HEAD, deadline=date(2026, 11, 24), status="done")
    found = loads_of(place(ward), "2026-11", TODAY)
    assert found is not None
    assert [one.person.id for one in found] == [ward.id(code) for code in (BINH, AN, HEAD)]
    assert [one.next_due for one in found] == [None, date(2026, 11, 28), date(2026, 11, 25)]


def test_work_that_goes_on_next_month_weighs_there_and_is_overdue_no_more(ward: Ward) -> None:
    old = ward.give("6", deadline=date(2026, 11, 10))
    assert [row.id for row in overdue_in([ward.unit_id], "2026-11", TODAY)] == [old.id]
    carry_over(by=SETUP, rows=[Carried(old, date(2026, 12, 15))], here={ward.id(AN)})
    assert (by_person(ward)[ward.id(AN)].given, overdue_in([ward.unit_id], "2026-11", TODAY)) == (0, [])
    after = loads_of(place(ward), "2026-12", TODAY)
    assert after is not None
    assert {one.person.id: one.left for one in after}[ward.id(AN)] == 6


def test_more_people_than_a_page_holds_are_not_listed(ward: Ward, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loads, "MOST_PEOPLE", 2)
    assert loads_of(place(ward), "2026-11", TODAY) is None
