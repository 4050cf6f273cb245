"""The calendar of a cycle in months of every length, and which step a sheet waits for."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest

from thenchot.assessment import steps
from thenchot.assessment.steps import (
    CONFIRMED,
    DECIDED,
    EXCUSED,
    OPENED,
    PROPOSED,
    PUBLISHED,
    STATE_NAMES,
    SUBMITTED,
    DaysOff,
    calendar_of,
    ending_at_work,
    final_state,
    has,
    last_day,
    refuse_after,
    steps_at,
    waiting_step,
)
from thenchot.lib.periods import Period
from thenchot.lib.refusals import Refusal
from thenchot.rules.book import Rulebook
from thenchot.rulesets.books import all_books, load

DECREE, CITY, PARTY = load("nd335-2025-cong-chuc"), load("hn-3814-2018"), load("qd366-2025")
NOVEMBER = Period.parse("2026-11")
MONTHS = [Period.parse(f"{year}-{month:02d}") for year in (2024, 2026) for month in range(1, 13)]
WITH_STEPS = [(book, kind) for book in all_books() for kind in ("month", "quarter", "year") if book.steps_of(kind)]


def days(rows: list[dict[str, str]]) -> dict[str, tuple[str, str]]:
    return {row["code"]: (row["from"], row["to"]) for row in rows}


def test_the_calendar_holds_each_step_with_its_days_its_actor_and_its_article() -> None:
    rows = calendar_of(DECREE, NOVEMBER)
    assert days(rows) == {
        "self_assess": ("2026-11-20", "2026-11-22"), "comment": ("2026-11-20", "2026-11-23"),
        "confirm": ("2026-11-23", "2026-11-24"), "notify": ("2026-11-25", "2026-11-25"),
    }  # fmt: skip
    assert all(row["vi"] and row["actor"] and row["citation"] for row in rows)


def test_a_quarter_has_its_steps_in_its_last_month_and_a_year_in_december() -> None:
    assert days(calendar_of(PARTY, Period.parse("2026-Q1")))["self_assess"] == ("2026-03-10", "2026-03-12")
    assert days(calendar_of(DECREE, Period.parse("2026")))["publish"] == ("2026-12-14", "2026-12-14")


def test_a_kind_of_period_without_steps_has_an_empty_calendar() -> None:
    assert calendar_of(PARTY, NOVEMBER) == []
    assert calendar_of(load("nd90-2020"), Period.parse("2022")) == []


@pytest.mark.parametrize("period", MONTHS, ids=str)
def test_a_day_that_the_month_does_not_have_is_its_last(period: Period) -> None:
    rows = days(calendar_of(DECREE, period, {"confirm": (28, 31), "notify": (31, 31)}))
    assert rows["confirm"] == (period.first.replace(day=28).isoformat(), period.last.isoformat())
    assert rows["notify"] == (period.last.isoformat(), period.last.isoformat())


@pytest.mark.parametrize("period", MONTHS, ids=str)
def test_all_days_lie_in_the_month_and_no_step_ends_before_it_begins(period: Period) -> None:
    for moved in (None, {"self_assess": (30, 31)}, {"confirm": (1, 1)}):
        for step in steps_at(calendar_of(DECREE, period, moved)):
            assert period.first <= step.first <= step.last <= period.last


def test_a_body_may_move_a_step_and_leaves_the_others_where_they_are() -> None:
    ordinary, moved = days(calendar_of(DECREE, NOVEMBER)), days(calendar_of(DECREE, NOVEMBER, {"confirm": (26, 28)}))
    assert moved.pop("confirm") == ("2026-11-26", "2026-11-28")
    ordinary.pop("confirm")
    assert moved == ordinary


def test_days_for_a_step_the_book_does_not_have_move_nothing() -> None:
    assert calendar_of(DECREE, NOVEMBER, {"decide": (1, 2)}) == calendar_of(DECREE, NOVEMBER)


def test_what_is_kept_comes_back_as_days() -> None:
    rows = calendar_of(CITY, Period.parse("2019-02"))
    for row, step in zip(rows, steps_at(rows), strict=True):
        assert (step.code, step.vi, step.actor, step.citation) == (row["code"], row["vi"], row["actor"], row["citation"])
        assert (step.first.isoformat(), step.last.isoformat()) == (row["from"], row["to"])


@pytest.mark.parametrize(("book", "kind"), WITH_STEPS, ids=lambda value: getattr(value, "id", value))
def test_steps_of_every_book_begin_in_the_order_they_are_taken(book: Rulebook, kind: str) -> None:
    period = Period.parse({"month": "2026-02", "quarter": "2026-Q1", "year": "2026"}[kind])
    found = steps_at(calendar_of(book, period))
    assert all(before.first <= after.first for before, after in pairwise(found))
    assert {step.code for step in found} <= {*steps.AFTER, "comment"}


@pytest.mark.parametrize(
    ("codes", "state"),
    [
        (["self_assess", "confirm", "notify"], CONFIRMED),
        (["confirm", "propose", "decide", "publish"], DECIDED),
        (["propose"], CONFIRMED),
        ([], CONFIRMED),
    ],
)
def test_a_sheet_must_be_decided_before_publication_only_where_there_is_that_step(codes: list[str], state: str) -> None:
    rows = [{"code": code} for code in codes]
    assert final_state(rows) == state
    assert [has(rows, code) for code in codes] == [True] * len(codes)
    assert not has(rows, "dance")


@pytest.mark.parametrize(
    ("state", "step"),
    [
        (OPENED, "self_assess"), (SUBMITTED, "confirm"), (CONFIRMED, "propose"), (PROPOSED, "decide"), (DECIDED, None),
        (PUBLISHED, None), (EXCUSED, None),
    ],
)
def test_a_sheet_waits_for_the_step_of_its_state(state: str, step: str | None) -> None:
    found = waiting_step(calendar_of(CITY, Period.parse("2019-10")), state)
    assert (found.code if found else None) == step


def test_where_nobody_decides_a_confirmed_sheet_waits_for_publication_only() -> None:
    rows = calendar_of(DECREE, NOVEMBER)
    assert waiting_step(rows, CONFIRMED) is None
    assert waiting_step(rows, PROPOSED) is None


@pytest.mark.parametrize("period", MONTHS, ids=str)
def test_a_cycle_is_open_on_its_last_day_and_locked_on_the_next(period: Period) -> None:
    rows = calendar_of(DECREE, period)
    end = last_day(rows)
    assert end == period.first.replace(day=25)
    refuse_after(rows, end)
    with pytest.raises(Refusal) as refused:
        refuse_after(rows, end + timedelta(days=1))
    assert refused.value.code == "cycle.locked"
    assert f"{end:%d/%m/%Y}" in refused.value.sentence


def test_the_last_day_is_that_of_the_latest_step_wherever_it_stands() -> None:
    assert last_day(calendar_of(DECREE, NOVEMBER, {"self_assess": (20, 29)})) == date(2026, 11, 29)


def test_a_cycle_without_a_calendar_is_never_locked() -> None:
    refuse_after([], date(9999, 12, 31))


def test_every_state_has_a_name_and_every_absence_its_words() -> None:
    assert set(STATE_NAMES) == {OPENED, SUBMITTED, CONFIRMED, PROPOSED, DECIDED, PUBLISHED, EXCUSED}
    assert all(str(text) for text in (*STATE_NAMES.values(), *steps.ABSENCES.values()))


@pytest.mark.parametrize(
    ("end", "holidays", "worked", "expected"),
    [
        (20, [], [], 20),  # a Friday
        (21, [], [], 23),
        (22, [], [], 23),
        (22, [23, 24], [], 25),
        (21, [], [21], 21),  # a Saturday swapped for work
        (27, [27], [28], 28),
    ],
)
def test_a_step_that_ends_on_a_day_off_lasts_to_the_next_working_day(
    end: int, holidays: list[int], worked: list[int], expected: int
) -> None:
    off = DaysOff(*(frozenset(date(2026, 11, day) for day in days) for days in (holidays, worked)))
    (row,) = ending_at_work([{"code": "confirm", "from": "2026-11-14", "to": f"2026-11-{end}"}], off)
    assert row == {"code": "confirm", "from": "2026-11-14", "to": f"2026-11-{expected}"}
