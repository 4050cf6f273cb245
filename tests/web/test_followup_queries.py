"""However many rows there are, the calendar, the load and the meeting ask the database as often as for a few."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.web.conftest import As
from tests.web.world import DEPUTY, DIVISION_HEAD, HEAD, LATE, SETUP, STAFF, World
from thenchot.followup.actions.note import Noted, note
from thenchot.followup.actions.prepare_briefing import Sitting
from thenchot.followup.actions.raise_remedy import Weakness, raise_remedy
from thenchot.organisation.models import Unit
from thenchot.organisation.queries import unit_by_code
from thenchot.workplan.actions.assign import PlanRow, assign_many

pytestmark = [pytest.mark.django_db, pytest.mark.one_engine]
PERIOD = "2026-11"
PEOPLE = (STAFF, LATE, "BT-013", "BT-014", "BT-015", "BT-016")


def more(world: World) -> None:
    """Sixty rows, twelve notes, six remedies."""
    unit, head = Unit.objects.get(code="BT-KT").id, world.viewer(DIVISION_HEAD)
    rows = [
        PlanRow(
            unit, PERIOD, f"Việc thêm {number}", Decimal(1 + number % 5), doer_id=world.person(PEOPLE[number % 6]),
            leader_id=world.person(HEAD), deadline=date(2026, 11, 1 + number % 29),
        )
        for number in range(60)
    ]  # fmt: skip
    assign_many(by=SETUP, rows=rows)
    for number, code in enumerate(PEOPLE * 2):
        note(by=head, given=Noted(world.person(code), PERIOD, f"Ghi nhận {number}"))
    place = unit_by_code("BT-KT", date(2026, 11, 21))
    assert place is not None
    for number, code in enumerate(PEOPLE):
        given = Weakness(f"Hạn chế {number}", "Lập bảng kiểm", world.person(code), date(2026, 12, 15))
        raise_remedy(by=head, sitting=Sitting(place, PERIOD), given=given)


def asked(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200
    return len(seen)


def test_no_page_asks_more_often_because_there_is_more_to_show(as_: As, world: World) -> None:
    unit = Unit.objects.get(code="BT-KT").id
    pages = [
        (STAFF, "/lich", 8), (STAFF, "/lich/2026-11", 8), (DEPUTY, f"/theo-doi/{PERIOD}", 14),
        (DIVISION_HEAD, f"/theo-doi/{PERIOD}/{world.person(LATE)}", 12), (STAFF, f"/giao-ban/{PERIOD}/{unit}", 18),
        (DIVISION_HEAD, f"/giao-ban/{PERIOD}/{unit}", 24), (STAFF, f"/giao-ban/{PERIOD}/{unit}/trinh-chieu", 12),
        (DIVISION_HEAD, f"/giao-ban/{PERIOD}/{unit}/ket-luan", 16), (DIVISION_HEAD, "/khac-phuc", 10),
        (HEAD, "/tieu-chi-thap/2026-10", 14),
    ]  # fmt: skip
    clients = {code: as_(code) for code, _address, _most in pages}
    few = {(code, address): asked(clients[code], address) for code, address, _most in pages}
    more(world)
    many = {(code, address): asked(clients[code], address) for code, address, _most in pages}
    grown = {page: (few[page], many[page]) for page in many if many[page] > few[page] + 1}
    assert grown == {}
    assert {address: many[code, address] for code, address, most in pages if many[code, address] > most} == {}


def test_the_first_page_asks_no_more_often_for_remedies(as_: As, world: World) -> None:
    client = as_(STAFF)
    before = asked(client, "/viec-can-lam")
    more(world)
    assert "Khắc phục 1 hạn chế" in client.get("/viec-can-lam").content.decode()
    assert asked(client, "/viec-can-lam") <= before
