"""Days at the ends of months and years, moments at midnight, and what people type for them, in both languages."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from re import fullmatch

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from thenchot.web import dates, reading
from thenchot.web.periods import LongerConverter, PeriodConverter

WEEK = ["thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật"]
ENGLISH = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
DAYS = st.dates(date(1990, 1, 1), date(2099, 12, 31))


@given(DAYS)
@settings(max_examples=40)
def test_a_day_that_is_shown_is_read_back_as_itself(day: date) -> None:
    assert reading.read_day(dates.vndate(day), date(2000, 1, 1)) == (day, "")
    assert dates.vndate(day.isoformat()) == dates.vndate(day)


@pytest.mark.parametrize("place", range(7))
def test_each_day_of_the_week_has_its_name_in_both_languages(place: int) -> None:
    day = date(2026, 11, 23) + timedelta(days=place)
    assert dates.long_day(day) == f"{WEEK[place]}, {day:%d/%m/%Y}"
    with translation.override("en"):
        assert dates.weekday(day).lower() == ENGLISH[place].lower()


@pytest.mark.parametrize(
    ("moment", "day", "said"),
    [
        (datetime(2026, 12, 31, 16, 59, tzinfo=UTC), "31/12/2026", "23:59, 31/12/2026"),
        (datetime(2026, 12, 31, 17, 0, tzinfo=UTC), "01/01/2027", "00:00, 01/01/2027"),
        (datetime(2028, 2, 28, 18, 30, tzinfo=UTC), "29/02/2028", "01:30, 29/02/2028"),
        (datetime(2027, 1, 1, 1, 0, tzinfo=timezone(timedelta(hours=9))), "31/12/2026", "23:00, 31/12/2026"),
    ],
)
def test_a_moment_about_midnight_belongs_to_the_day_it_is_in_vietnam(moment: datetime, day: str, said: str) -> None:
    assert dates.vndate(moment) == day
    assert dates.moment(moment) == said
    assert dates.moment(moment.isoformat()) == said
    assert dates.short_day(moment) == day[:5]


def test_where_there_is_no_day_nothing_is_said() -> None:
    shown = [dates.vndate(None), dates.short_day(""), dates.long_day(None), dates.moment(""), dates.hour(None), dates.due(None)]
    assert shown == [""] * 6
    assert not dates.overdue("")


@pytest.mark.parametrize(
    ("today", "deadline", "said", "late"),
    [
        ("2026-12-31", "2026-12-31", "hôm nay, 31/12", False), ("2027-01-01", "2026-12-31", "thứ Năm 31/12", True),
        ("2026-02-28", "2026-03-01", "Chủ nhật 01/03", False),
    ],
)  # fmt: skip
def test_a_deadline_is_over_the_day_after_it_and_not_on_it(
    monkeypatch: pytest.MonkeyPatch, today: str, deadline: str, said: str, late: bool
) -> None:
    monkeypatch.setenv("THENCHOT_TODAY", today)
    assert dates.due(deadline) == said
    assert dates.overdue(deadline) is late


@pytest.mark.parametrize(
    ("code", "vietnamese", "english"),
    [
        ("2026-01", "tháng 01/2026", "January 2026"), ("2026-12", "tháng 12/2026", "December 2026"),
        ("2026-Q1", "quý I năm 2026", "quarter I of 2026"), ("2026-Q3", "quý III năm 2026", "quarter III of 2026"),
        ("2026-H1", "06 tháng đầu năm 2026", "2026"), ("2026-H2", "06 tháng cuối năm 2026", "2026"),
    ],
)  # fmt: skip
def test_every_kind_of_period_has_a_name(code: str, vietnamese: str, english: str) -> None:
    assert dates.period(code) == vietnamese
    with translation.override("en"):
        found = dates.period(code)
    assert english in found
    assert found != vietnamese


def test_the_two_halves_of_a_year_have_names_of_their_own_in_english() -> None:
    with translation.override("en"):
        assert len({dates.period("2026-H1"), dates.period("2026-H2"), dates.period("2026")}) == 3


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("29/02/2028", date(2028, 2, 29)), ("29/02/2027", None), ("31/04/2026", None), ("31/12/2026", date(2026, 12, 31)),
        ("  01/01/2027 ", date(2027, 1, 1)), ("2027-01-01", date(2027, 1, 1)), ("2027-13-01", None), ("00/01/2027", None),
        ("01/01/0000", None), ("1/2/2026", date(2026, 2, 1)), ("20/11/2026\x00", None), ("<script>", None),
    ],
)  # fmt: skip
def test_only_days_of_the_calendar_are_taken(text: str, day: date | None) -> None:
    otherwise = date(2000, 6, 15)
    found, problem = reading.read_day(text, otherwise)
    assert found == (day or otherwise)
    assert bool(problem) is (day is None)


def test_the_sentence_about_a_day_is_english_behind_the_switch() -> None:
    with translation.override("en"):
        _, problem = reading.read_day("hôm qua", date(2026, 1, 1))
    assert problem
    assert "ngày" not in problem


@pytest.mark.parametrize(
    ("text", "number"),
    [("0", "0"), ("2,50", "2.5"), ("999999999,999999", "999999999.999999"), ("1,0000001", None), ("1234567890", None),
    ("2 5", None)],
)
def test_a_decimal_is_read_exactly_or_not_at_all(text: str, number: str | None) -> None:
    found = reading.read_decimal(text)
    assert (None if found is None else str(found)) == number


@pytest.mark.parametrize(
    ("text", "number"), [("000000007", 7), ("999999999", 999999999), ("1000000000", 5), ("", 5), ("+3", 5), ("²", 5)]
)
def test_a_whole_number_has_at_most_nine_digits(text: str, number: int) -> None:
    assert reading.read_whole(text, 5) == number


@pytest.mark.parametrize(
    ("text", "short", "longer"),
    [
        ("2026-11", True, False), ("2026-00", False, False), ("2026-13", False, False), ("2026-Q4", True, True),
        ("2026-Q5", False, False),
        ("2026-H1", False, True), ("2026-H3", False, False), ("2026", True, True), ("26", False, False),
    ],
)  # fmt: skip
def test_an_address_holds_a_period_or_is_no_page(text: str, short: bool, longer: bool) -> None:
    assert bool(fullmatch(PeriodConverter.regex, text)) is short
    assert bool(fullmatch(LongerConverter.regex, text)) is longer
    assert PeriodConverter().to_url(PeriodConverter().to_python(text)) == text
    assert LongerConverter().to_url(LongerConverter().to_python(text)) == text
