"""The jobs of `make minutes` on a small ward: an official's month in five taps, pages on a slow line, words typed without one."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from scripts.minutes import jobs, slow
from scripts.minutes.effort import strokes
from scripts.minutes.person import Person
from tests.browser.conftest import PHONE, Open
from tests.web.world import HEAD, SETUP, STAFF, World
from thenchot.assessment.models import Sheet
from thenchot.organisation.models import Unit
from thenchot.workplan.actions.assign import PlanRow, assign_many
from thenchot.workplan.models import Task

pytestmark = [pytest.mark.browser, pytest.mark.slow]
PERIOD = "2026-11"


def twelve_tasks(world: World) -> None:
    """One of them late, one rejected, neither explained; all done."""
    mine = Task.objects.filter(doer_id=world.person(STAFF), period=PERIOD)
    mine.update(status="done", done_on=date(2026, 11, 12))
    row = PlanRow(
        Unit.objects.get(code="BT-KT").id, PERIOD, "Trả lời phản ánh", Decimal(1), world.person(STAFF), world.person(HEAD),
        date(2026, 11, 12), status="done", done_on=date(2026, 11, 11),
    )  # fmt: skip
    assign_many(by=SETUP, rows=[row] * (12 - mine.count()))


def test_an_official_closes_the_month_in_five_taps_and_types_nothing_but_the_explanations(
    open_as: Open, world: World
) -> None:
    twelve_tasks(world)
    person = Person(open_as(STAFF, viewport=PHONE, has_touch=True).new_page())
    jobs.official(person)
    assert person.effort.actions <= 5
    assert person.effort.keys == sum(strokes(cause) for cause in jobs.CAUSES)
    assert person.effort.seconds - person.effort.typing < 60
    assert Sheet.objects.get(id=world.sheet(STAFF).id).state == "submitted"
    said = Task.objects.filter(doer_id=world.person(STAFF), period=PERIOD).exclude(explanation="")
    assert {task.explanation for task in said} == set(jobs.CAUSES)


def test_my_sheet_can_be_used_on_a_slow_line_within_five_seconds(
    browser: Browser, live_server: LiveServer, open_as: Open, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = next(cookie["value"] for cookie in open_as(STAFF).cookies() if cookie["name"] == "sessionid")
    monkeypatch.setattr(slow, "PAGES", {"official": (f"/phieu/{world.sheet(STAFF).id}",)})
    first, again = slow.visits(browser, live_server.url, {"official": key})
    assert first.kept
    assert again.usable < first.usable
    assert again.bytes < first.bytes / 3
