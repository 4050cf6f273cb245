"""thenchot daily: seals, announcements and reminders, once a day and no more."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.management import call_command

from thenchot.assessment.actions.run_day import run_day
from thenchot.audit.actions.record import record
from thenchot.audit.actor import SOFTWARE
from thenchot.audit.chain import Act
from thenchot.audit.models import Seal
from thenchot.lib import clock

pytestmark = pytest.mark.django_db


def test_a_finished_day_is_sealed_once_and_today_is_not(capsys: pytest.CaptureFixture[str]) -> None:
    record(SOFTWARE, [Act("register", 9, "try")], clock.at(date(2026, 11, 19), 9))
    record(SOFTWARE, [Act("register", 10, "try")], clock.at(date(2026, 11, 20), 9))
    assert run_day(date(2026, 11, 20)).sealed == 1
    assert run_day(date(2026, 11, 20)).sealed == 0
    assert [seal.day for seal in Seal.objects.all()] == [date(2026, 11, 19)]


def test_the_command_says_what_it_did(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("daily")
    assert "Đã niêm phong 0 ngày" in capsys.readouterr().out
