"""Months, quarters and years: each has one spelling, its own days, and one before it."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thenchot.lib.periods import Period

YEARS = range(2000, 2101)
MONTHS = [f"{year}-{month:02d}" for year in YEARS for month in range(1, 13)]
QUARTERS = [f"{year}-Q{quarter}" for year in YEARS for quarter in range(1, 5)]
ALL = [MONTHS, QUARTERS, [str(year) for year in YEARS]]
EVERY = st.sampled_from([text for texts in ALL for text in texts])


@pytest.mark.parametrize(
    ("text", "first", "last", "kind"),
    [
        ("2026-11", date(2026, 11, 1), date(2026, 11, 30), "month"),
        ("2026-12", date(2026, 12, 1), date(2026, 12, 31), "month"),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), "month"),
        ("2100-02", date(2100, 2, 1), date(2100, 2, 28), "month"),
        ("2026-Q1", date(2026, 1, 1), date(2026, 3, 31), "quarter"),
        ("2026-Q4", date(2026, 10, 1), date(2026, 12, 31), "quarter"),
        ("2026", date(2026, 1, 1), date(2026, 12, 31), "year"),
    ],
)
def test_a_period_has_its_days_and_its_kind(text: str, first: date, last: date, kind: str) -> None:
    period = Period.parse(text)
    assert (period.first, period.last, period.kind) == (first, last, kind)


def test_every_month_of_a_century_ends_where_the_calendar_says() -> None:
    for text in MONTHS:
        period = Period.parse(text)
        year, month = int(text[:4]), int(text[5:])
        assert period.last.day == calendar.monthrange(year, month)[1], text
        assert period.kind == "month", text


@given(EVERY)
def test_a_period_is_written_as_it_was_read(text: str) -> None:
    assert str(Period.parse(text)) == text


@pytest.mark.parametrize("texts", ALL, ids=["months", "quarters", "years"])
def test_periods_of_a_kind_follow_one_another_without_a_gap_and_without_a_day_in_common(texts: list[str]) -> None:
    for before, after in pairwise(map(Period.parse, texts)):
        assert after.previous() == before
        assert before.last + timedelta(days=1) == after.first
        assert after.kind == before.kind
        assert before < after


@given(EVERY)
def test_the_one_before_is_of_the_same_kind_and_ends_the_day_before(text: str) -> None:
    period = Period.parse(text)
    before = period.previous()
    assert before.kind == period.kind
    assert before.last == period.first - timedelta(days=1)
    assert Period.parse(str(before)) == before


@given(st.dates(date(2000, 1, 1), date(2100, 12, 31)))
def test_every_day_lies_in_its_own_month(day: date) -> None:
    month = Period.month_of(day)
    assert month.first <= day <= month.last
    assert str(month) == f"{day:%Y-%m}"


@pytest.mark.parametrize("year", [1999, 2024, 2026])
def test_a_year_is_its_quarters_and_a_quarter_its_months(year: int) -> None:
    whole = Period.parse(str(year))
    quarters = [Period.parse(f"{year}-Q{number}") for number in range(1, 5)]
    months = [Period.parse(f"{year}-{number:02d}") for number in range(1, 13)]
    assert (quarters[0].first, quarters[-1].last) == (whole.first, whole.last)
    assert [(q.first, q.last) for q in quarters] == [(months[i].first, months[i + 2].last) for i in (0, 3, 6, 9)]


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "2026-13", "2026-00", "2026-1", "2026-Q5", "2026-Q0", "2026-q1", "26-11", "2026/11", "11-2026", "2026-11-01",
        " 2026-11", "2026-11 ", "2026-11\n", "2026-Q", "-2026", "+2026", "2026-", "20261", "0000", "0000-01",
        # Digits of another script look right and would be kept as typed, never to be found again.
        "２０２６-11", "2026-١١", "٢٠٢٦",
    ],
)  # fmt: skip
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"is not a period|out of range"):
        Period.parse(text)


@given(st.text(max_size=9))
def test_whatever_is_typed_is_a_period_with_one_spelling_or_refused(text: str) -> None:
    try:
        period = Period.parse(text)
    except ValueError:
        return
    assert str(period) == text


def test_periods_sort_by_their_first_day() -> None:
    mixed = ["2026-Q3", "2026-11", "2025", "2026-08", "2026"]
    in_order = ["2025", "2026", "2026-Q3", "2026-08", "2026-11"]
    found = [str(period) for period in sorted(map(Period.parse, mixed), key=lambda p: (p.first, -p.last.toordinal()))]
    assert found == in_order
    assert Period.parse("2026-08") < Period.parse("2026-11")


def test_the_first_period_of_all_has_none_before_it() -> None:
    for text in ("0001-01", "0001-Q1", "0001"):
        with pytest.raises((ValueError, OverflowError)):
            Period.parse(text).previous()


def test_the_last_month_and_year_of_the_calendar_are_periods_too() -> None:
    assert [str(Period.parse(text).last) for text in ("9999-12", "9999-Q4", "9999")] == ["9999-12-31"] * 3


@given(st.sampled_from(["2026-11", "2026-12", "2026-Q4", "2026-H1", "2026-H2", "2026"]))
def test_the_period_after_is_of_the_same_kind_and_has_this_one_before_it(text: str) -> None:
    period = Period.parse(text)
    after = period.following()
    assert (after.previous(), after.kind, (after.first - period.last).days) == (period, period.kind, 1)
