"""The town with its connections accepted: the one-stop desk, a folder of files, the document software of the ward."""

from __future__ import annotations

from datetime import date

import pytest

from tests.assessment import cast
from tests.assessment.cast import ADMIN, CHAIR, GIANG, OCTOBER, SETUP, START, Town
from tests.kept import state
from thenchot.connections.actions.accept_connection import accept_connection
from thenchot.connections.actions.propose_connection import Wanted, propose_connection
from thenchot.connections.models import Connection
from thenchot.people.actions.delegate import grant

TODAY = date(2026, 11, 20)
DESK = Wanted("one_stop", "Một cửa Bến Trúc", "mot-cua", "https://mot-cua.vi-du.vn", "BT", GIANG, origin="one_stop")
FOLDER = Wanted("folder", "Tệp của Thanh tra", "thanh-tra", "thanh-tra", "BT", GIANG, origin="inspectorate")
PAPERS = Wanted("documents", "Quản lý văn bản", "van-ban", "https://van-ban.vi-du.vn", "BT", CHAIR)


def accepted(town: Town, wanted: Wanted) -> Connection:
    number = propose_connection(by=town.viewer(ADMIN), wanted=wanted)
    accept_connection(by=town.viewer(wanted.staff_code), connection=Connection.objects.get(id=number))
    return Connection.objects.select_related("unit", "person").get(id=number)


def connected() -> Town:
    town = cast.build(OCTOBER)
    grant(by=SETUP, staff_code=GIANG, role="monitoring_office", unit_code="BT", valid_from=START)
    for wanted in (DESK, FOLDER, PAPERS):
        accepted(town, wanted)
    return town


@pytest.fixture
def town(db: None, monkeypatch: pytest.MonkeyPatch) -> Town:
    monkeypatch.setenv("THENCHOT_TODAY", TODAY.isoformat())
    return state(connected)
