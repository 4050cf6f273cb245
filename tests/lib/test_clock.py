"""The day is Vietnam's whatever the machine's zone, and stands still where the environment sets it."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta

import pytest

from thenchot.lib import clock
from thenchot.lib.clock import FROZEN_DAY, VIETNAM


@pytest.fixture
def running(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(FROZEN_DAY, raising=False)


def test_a_set_day_is_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(FROZEN_DAY, "2026-11-21")
    assert clock.today() == date(2026, 11, 21)
    assert clock.now().date() == date(2026, 11, 21)


def test_on_a_set_day_the_hours_still_pass_in_vietnams_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(FROZEN_DAY, "2024-02-29")
    real = datetime.now(UTC).astimezone(VIETNAM)
    said = clock.now()
    assert said.utcoffset() == timedelta(hours=7)
    apart = abs(said - datetime.combine(date(2024, 2, 29), real.timetz()))
    assert min(apart, timedelta(days=1) - apart) < timedelta(seconds=5)


def test_the_set_day_is_read_at_each_question(monkeypatch: pytest.MonkeyPatch) -> None:
    for number in (1, 15, 30):
        monkeypatch.setenv(FROZEN_DAY, f"2026-11-{number:02d}")
        assert clock.today() == date(2026, 11, number)


@pytest.mark.usefixtures("running")
def test_without_a_set_day_it_is_the_moment_of_the_machine_in_vietnams_time() -> None:
    before = datetime.now(UTC)
    said = clock.now()
    assert before <= said <= datetime.now(UTC)
    assert said.utcoffset() == timedelta(hours=7)


@pytest.mark.usefixtures("running")
def test_an_empty_variable_sets_no_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(FROZEN_DAY, "")
    assert abs(clock.now() - datetime.now(UTC)) < timedelta(seconds=5)


@pytest.mark.parametrize("text", ["hôm nay", "2026-02-30", "21/11/2026"])
def test_a_day_that_is_none_is_not_passed_over(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setenv(FROZEN_DAY, text)
    with pytest.raises(ValueError, match=r"[Ii]soformat|day|month"):
        clock.today()


@pytest.mark.parametrize("zone", ["America/Los_Angeles", "UTC", "Pacific/Kiritimati", "Asia/Ho_Chi_Minh"])
def test_the_zone_of_the_machine_does_not_move_the_day(zone: str) -> None:
    ask = "from thenchot.lib import clock; n = clock.now(); print(n.isoformat(), clock.today())"
    environment = {k: v for k, v in os.environ.items() if k != FROZEN_DAY} | {"TZ": zone, "PYTHONPATH": "src"}
    done = subprocess.run([sys.executable, "-c", ask], env=environment, capture_output=True, text=True, check=True)
    said, today = done.stdout.split()
    moment = datetime.fromisoformat(said)
    assert moment.utcoffset() == timedelta(hours=7)
    assert abs(moment - datetime.now(UTC)) < timedelta(seconds=30)
    assert date.fromisoformat(today) == moment.astimezone(VIETNAM).date()


def test_a_moment_of_a_day_is_made_in_vietnams_time() -> None:
    assert clock.at(date(2026, 11, 21), 8).isoformat() == "2026-11-21T08:00:00+07:00"
    assert clock.at(date(2026, 11, 21), 23, 59).astimezone(UTC).isoformat() == "2026-11-21T16:59:00+00:00"


def test_vietnams_midnight_begins_a_month_seven_hours_before_that_of_greenwich() -> None:
    moment = datetime(2026, 10, 31, 17, 0, tzinfo=UTC)
    assert moment.astimezone(VIETNAM).date() == date(2026, 11, 1)
    assert (moment - timedelta(seconds=1)).astimezone(VIETNAM).date() == date(2026, 10, 31)
