"""The plain parts behind calendar, load and meeting: cutting, widths, days offered, what nobody explained; rubbish included."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.workplan.conftest import AN, Ward
from thenchot.followup.content import Content, Figures, LateWork, lines_in, read
from thenchot.followup.queries.agenda import Agenda, AgendaDay, AgendaRow
from thenchot.followup.queries.loads import Load
from thenchot.lib.periods import Period
from thenchot.lib.weeks import week_of, weeks_between
from thenchot.organisation.models import CalendarDay
from thenchot.people.queries import PersonRow
from thenchot.web.calendar.agenda import busy_weeks
from thenchot.web.calendar.follow import WIDTH, _bar_of, short
from thenchot.web.meeting.conclude import last_working_day, unexplained
from thenchot.workplan.queries import TaskRow

LATE = LateWork(1, "Tờ trình", "An", "Phòng", "Vĩnh", "2026-11-12", "", ("late",), "", excused=False)
EMPTY = Content("Phòng", "2026-11", Figures(), (), True, (), 0, (), (), (), ())


# --- weeks -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "last", "weeks"),
    [
        ("2027-02-01", "2027-02-28", 4),  # a February that begins on a Monday
        ("2026-02-01", "2026-02-28", 5),  # one that begins on a Sunday
        ("2026-08-01", "2026-08-31", 6), ("2028-02-01", "2028-02-29", 5),
        ("2026-12-31", "2027-01-01", 1), ("2026-11-22", "2026-11-23", 2),
    ],
)  # fmt: skip
def test_months_touch_as_many_weeks_as_a_wall_calendar_shows(first: str, last: str, weeks: int) -> None:
    found = weeks_between(date.fromisoformat(first), date.fromisoformat(last))
    assert len(found) == weeks
    assert {day.isocalendar().week for day in found[0]} == {found[0][0].isocalendar().week}


def test_the_week_of_new_years_day_holds_days_of_both_years() -> None:
    week = week_of(date(2027, 1, 1))
    assert (week[0], week[-1]) == (date(2026, 12, 28), date(2027, 1, 3))


def row(number: int, deadline: date | None = None, planned: date | None = None) -> AgendaRow:
    return AgendaRow(
        number, f"Việc {number}", "2026-11", deadline, planned, "assigned", None, unplanned=False
    )


def agenda(month: Period, *rows: AgendaRow) -> Agenda:
    """Days with what falls on them, as the query lays them out."""
    weeks = tuple(
        tuple(
            AgendaDay(
                day,
                True,
                tuple(one for one in rows if one.deadline == day),
                tuple(one for one in rows if one.planned == day),
            )
            for day in week
        )
        for week in weeks_between(month.first, month.last)
    )
    return Agenda((), weeks, ())


def test_a_week_is_busy_by_work_of_the_months_own_days_only() -> None:
    month = Period.parse("2026-11")
    assert busy_weeks(agenda(month), month) == set()
    # The first week begins on 26 October and the last ends on 6 December: work there belongs to the neighbours.
    neighbours = agenda(month, row(1, date(2026, 10, 30)), row(2, date(2026, 12, 1)))
    assert busy_weeks(neighbours, month) == set()
    assert busy_weeks(agenda(month, row(1, date(2026, 11, 1))), month) == {date(2026, 10, 26)}
    assert busy_weeks(agenda(month, row(1, None, date(2026, 11, 30))), month) == {date(2026, 11, 30)}


# --- loads -----------------------------------------------------------------------------------------------------


def load(given: str, done: str) -> Load:
    return Load(
        PersonRow(1, "01", "Hồ Hữu An", "Phòng", "Chuyên viên", "staff", "cong_chuc"),
        Fraction(given),
        Fraction(done),
    )


SIZES = st.fractions(0, 1000, max_denominator=10**4)


@given(st.lists(st.tuples(SIZES, SIZES), min_size=1, max_size=6))
def test_bars_keep_the_proportions_and_the_largest_fills_its_room(
    pairs: list[tuple[Fraction, Fraction]],
) -> None:
    loads = [load(str(max(pair)), str(min(pair))) for pair in pairs]
    largest = max(one.given for one in loads)
    widths = _bar_of(largest)
    drawn = [tuple(map(float, widths(one))) for one in loads]
    assert all(0 <= done <= whole <= WIDTH for done, whole in drawn)
    assert max(whole for _done, whole in drawn) == (WIDTH if largest else 0)
    assert all(one.left == one.given - one.done for one in loads)


def test_a_third_of_a_unit_is_left_exactly() -> None:
    assert load("1", "2/3").left == Fraction(1, 3)


def task(content: str) -> TaskRow:
    return TaskRow(
        1,
        1,
        content,
        "",
        None,
        "",
        None,
        "",
        "",
        Fraction(1),
        "planned",
        "assigned",
        None,
        0,
        0,
        0,
        0,
        "",
        "",
        1,
    )


@pytest.mark.parametrize(("length", "cut"), [(0, False), (89, False), (90, False), (91, True), (5000, True)])
def test_a_list_to_choose_from_shows_ninety_signs_of_a_content(length: int, cut: bool) -> None:
    said = short(task("ấ" * length))
    assert len(said) == min(length, 90)
    assert said.endswith("…") is cut


# --- the meeting -----------------------------------------------------------------------------------------------


def test_unexplained_is_what_has_neither_words_nor_an_accepted_cause() -> None:
    rows = (
        LATE,
        replace(LATE, task_id=2, explanation="Chờ số liệu."),
        replace(LATE, task_id=3, excused=True),
        replace(LATE, task_id=4, what=("overdue", "rejected")),
    )
    assert [one.task_id for one in unexplained(replace(EMPTY, late=rows))] == [1, 4]
    assert unexplained(EMPTY) == []


@pytest.mark.parametrize(
    ("typed", "matters"),
    [
        ("", ()), (" \n\t\r\n ", ()), ("---", ()), ("- \n•", ()),
        ("Một\r\nHai\rBa", ("Một", "Hai", "Ba")),
        ("- Việc 12-13", ("Việc 12-13",)),
        ("-Sát dấu\n*  Sao", ("Sát dấu", "Sao")),
        ("1. Giữ số thứ tự", ("1. Giữ số thứ tự",)),
        ("Một\u2028Hai", ("Một", "Hai")),
        (unicodedata.normalize("NFD", "- Đôn đốc"), (unicodedata.normalize("NFD", "Đôn đốc"),)),
        ("<b>đậm</b>", ("<b>đậm</b>",)),
    ],
)  # fmt: skip
def test_matters_are_read_a_line_each_whatever_was_pasted(typed: str, matters: tuple[str, ...]) -> None:
    assert lines_in(typed) == matters


@given(st.text(max_size=80))
def test_reading_matters_again_changes_nothing_and_leaves_no_blank(typed: str) -> None:
    once = lines_in(typed)
    assert lines_in("\n".join(once)) == once
    assert all(line == line.strip() != "" for line in once)


def without(name: str) -> Callable[[dict[str, Any]], dict[str, Any]]:
    return lambda kept: {key: value for key, value in kept.items() if key != name}


@pytest.mark.parametrize(
    "spoil",
    [
        without("late"), without("figures"), lambda kept: kept | {"extra": 1},
        lambda kept: kept | {"figures": {"total": 1, "guessed": 2}},
        lambda kept: kept | {"late": [{"task_id": 1}]},
    ],
    ids=["a part gone", "no figures", "a part more", "an unknown figure", "half a row"],
)  # fmt: skip
def test_minutes_of_another_shape_are_never_read_as_if_they_were_whole(
    spoil: Callable[[dict[str, Any]], Any],
) -> None:
    with pytest.raises((KeyError, TypeError)):
        read(spoil(EMPTY.plain()))


@pytest.mark.parametrize(
    ("period", "day"),
    [
        ("2026-12", date(2026, 12, 31)),  # a Thursday
        ("2027-01", date(2027, 1, 29)),  # ends on a Sunday
        ("2026-10", date(2026, 10, 30)),  # on a Saturday
        ("2028-02", date(2028, 2, 29)),
    ],
)
def test_the_day_offered_is_the_months_last_working_day(ward: Ward, period: str, day: date) -> None:
    assert ward.id(AN)
    assert last_working_day(Period.parse(period)) == day


def test_days_off_and_days_made_up_move_the_day_that_is_offered(ward: Ward) -> None:
    assert ward.unit_id
    month = Period.parse("2027-01")
    CalendarDay.objects.create(day=date(2027, 1, 29), works=False, source="Nghỉ Tết")
    assert last_working_day(month) == date(2027, 1, 28)
    CalendarDay.objects.create(day=date(2027, 1, 30), works=True, source="Làm bù")
    assert last_working_day(month) == date(2027, 1, 30)
    every = [CalendarDay(day=date(2027, 2, day), works=False, source="Nghỉ cả tháng") for day in range(1, 29)]
    CalendarDay.objects.bulk_create(every)
    assert last_working_day(Period.parse("2027-02")) == date(2027, 2, 1), (
        "a month without a working day offers its first"
    )
