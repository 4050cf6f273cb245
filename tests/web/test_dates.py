"""Days, moments, periods and deadlines as an official writes them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.utils import translation

from thenchot.web import dates, reading


@pytest.fixture(autouse=True)
def _the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THENCHOT_TODAY", "2026-11-23")


def test_a_day_keeps_its_zeros() -> None:
    assert dates.vndate(date(2026, 1, 2)) == "02/01/2026"
    assert dates.vndate("2026-01-02") == "02/01/2026"
    assert dates.short_day(date(2026, 11, 23)) == "23/11"
    assert dates.vndate(None) == ""


def test_a_sentence_names_the_day_of_the_week() -> None:
    assert dates.long_day(date(2026, 11, 23)) == "thứ Hai, 23/11/2026"
    assert dates.long_day(date(2026, 11, 22)) == "Chủ nhật, 22/11/2026"


def test_a_moment_is_told_in_the_time_of_vietnam() -> None:
    assert dates.moment(datetime(2026, 11, 20, 20, 30, tzinfo=UTC)) == "03:30, 21/11/2026"
    assert dates.hour(datetime(2026, 11, 20, 1, 42, tzinfo=UTC)) == "08:42"


def test_a_deadline_is_words_and_not_a_countdown() -> None:
    assert dates.due(date(2026, 11, 23)) == "hôm nay, 23/11"
    assert dates.due(date(2026, 11, 25)) == "thứ Tư 25/11"
    assert dates.overdue(date(2026, 11, 22))
    assert not dates.overdue(date(2026, 11, 23))
    assert not dates.overdue(None)


@pytest.mark.parametrize(
    ("code", "vietnamese", "english"),
    [
        ("2026-11", "tháng 11/2026", "November 2026"),
        ("2026-Q4", "quý IV năm 2026", "quarter IV of 2026"),
        ("2026", "năm 2026", "year 2026"),
    ],
)
def test_a_period_is_named_in_both_languages(code: str, vietnamese: str, english: str) -> None:
    assert dates.period(code) == vietnamese
    with translation.override("en"):
        assert dates.period(code) == english


def test_only_the_first_letter_becomes_a_capital() -> None:
    assert dates.capital("quý IV năm 2026") == "Quý IV năm 2026"
    assert dates.capital("") == ""


def test_a_typed_day_is_read_in_the_local_form_and_in_iso() -> None:
    today = date(2026, 11, 23)
    assert reading.read_day("20/11/2026", today) == (date(2026, 11, 20), "")
    assert reading.read_day("2026-11-20", today) == (date(2026, 11, 20), "")
    assert reading.read_day("", today) == (today, "")


@pytest.mark.parametrize("text", ["31/02/2026", "hôm qua", "11/20/2026", "20/11/26x"])
def test_a_day_that_is_none_says_how_to_type_one(text: str) -> None:
    day, problem = reading.read_day(text, date(2026, 11, 23))
    assert day == date(2026, 11, 23)
    assert "ngày/tháng/năm" in problem


@pytest.mark.parametrize(("text", "value"), [("2,5", "5/2"), (" 2.5 ", "5/2"), ("10", "10")])
def test_a_typed_number_takes_a_comma_or_a_point(text: str, value: str) -> None:
    assert str(reading.read_number(text)) == value


@pytest.mark.parametrize("text", ["", "-1", "1e5", "2,5,1", "NaN", "١٢", "1/2", "9" * 30])
def test_what_is_no_number_is_none(text: str) -> None:
    assert reading.read_number(text) is None


def test_a_whole_number_of_another_script_is_not_taken() -> None:
    assert reading.read_whole("42") == 42
    assert reading.read_whole("٤٢", 7) == 7
    assert reading.read_whole("-3", 7) == 7
    assert reading.read_whole("9" * 12, 7) == 7
