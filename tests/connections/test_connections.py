"""Addresses outside: who enters, accepts, sees and stops them, what is refused, and in whose name they write."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from tests.assessment import cast
from tests.assessment.cast import (
    ADMIN,
    AUDITOR,
    CHAIR,
    DIVISION_HEAD,
    GIANG,
    OCTOBER,
    ORGANISER,
    OTHER_HEAD,
    SETUP,
    START,
    STRANGER,
    Town,
    refused,
)
from tests.kept import state
from thenchot.audit.queries import history
from thenchot.connections import access, queries, refusals
from thenchot.connections.acting import acting
from thenchot.connections.actions.accept_connection import accept_connection
from thenchot.connections.actions.note_run import begin_run, end_run, fail_run
from thenchot.connections.actions.propose_connection import Wanted, propose_connection
from thenchot.connections.actions.stop_connection import stop_connection
from thenchot.connections.models import Connection
from thenchot.lib import canonical, clock
from thenchot.lib.refusals import FORBIDDEN, MISSING, Kind, Refusal
from thenchot.notices.queries import recent
from thenchot.people.actions.delegate import grant
from thenchot.people.models import Grant

DESK = Wanted("one_stop", "Một cửa Bến Trúc", "mot-cua", "https://mot-cua.vi-du.vn/api", "BT", GIANG, 30, "khoa-bi-mat")
STATUS = {"read": access.connection_to_read, "accept": access.connection_to_accept, "stop": access.connection_to_stop}


@pytest.fixture
def town(db: None, monkeypatch: pytest.MonkeyPatch) -> Town:
    monkeypatch.setenv("THENCHOT_TODAY", "2026-11-20")
    return state(built)


def built() -> Town:
    """The town, where one of the ward's office keeps the register of facts."""
    town = cast.build(OCTOBER)
    grant(by=SETUP, staff_code=GIANG, role="monitoring_office", unit_code="BT", valid_from=START)
    return town


def entered(town: Town, by: str = ADMIN, **change: Any) -> Connection:
    return Connection.objects.get(id=propose_connection(by=town.viewer(by), wanted=replace(DESK, **change)))


def running(town: Town, **change: Any) -> Connection:
    found = entered(town, **change)
    accept_connection(by=town.viewer(change.get("staff_code", GIANG)), connection=found)
    return Connection.objects.get(id=found.id)


def stopped(town: Town, found: Connection, by: str = GIANG, reason: str = "Đổi phần mềm") -> None:
    stop_connection(by=town.viewer(by), connection=found, reason=reason)


def test_from_the_address_to_running_to_stopped_each_act_is_in_the_trail_and_the_secret_nowhere(town: Town) -> None:
    found = entered(town)
    assert (found.state, queries.due_connections(["one_stop"], clock.now())) == ("proposed", [])
    assert recent(town.id(GIANG))[0].kind == "connection_proposed"
    accept_connection(by=town.viewer(GIANG), connection=found)
    found.refresh_from_db()
    assert queries.due_connections(["one_stop"], clock.now()) == [found]
    assert queries.due_connections(["folder"], clock.now()) == []
    assert queries.outside(found).secret == "khoa-bi-mat"
    assert queries.active_of_source("mot-cua") == found
    stopped(town, found)
    found.refresh_from_db()
    assert (found.state, found.secret, queries.active_of_source("mot-cua")) == ("stopped", "", None)
    lines = history("connection", found.id)
    assert [line.action for line in lines] == ["propose", "accept", "stop"]
    assert [line.prev_hash for line in lines] == ["", *(line.hash for line in list(lines)[:-1])]
    assert list(lines)[-1].hash == found.last_hash
    assert canonical.loads(lines[0].payload)["secret"] is True
    assert "khoa-bi-mat" not in "".join(line.payload for line in lines) + DESK.address


@pytest.mark.parametrize(
    ("change", "refusal", "field"),
    [
        ({"kind": "ftp"}, refusals.KIND_UNKNOWN, "kind"),
        ({"name": "  "}, refusals.NAME_NEEDED, "name"), ({"name": "x" * 101}, refusals.NAME_NEEDED, "name"),
        ({"source": "Một cửa"}, refusals.SOURCE_BAD, "source"), ({"source": "a" * 41}, refusals.SOURCE_BAD, "source"),
        ({"source": ""}, refusals.SOURCE_BAD, "source"), ({"source": "a--b"}, refusals.SOURCE_BAD, "source"),
        ({"secret": "khóa"}, refusals.SECRET_BAD, "secret"), ({"secret": "a\nb"}, refusals.SECRET_BAD, "secret"),
        ({"minutes": 0}, refusals.MINUTES_BAD, "minutes"), ({"minutes": 1441}, refusals.MINUTES_BAD, "minutes"),
        ({"address": "http://mot-cua.vi-du.vn"}, refusals.ADDRESS_SCHEME, "address"),
        ({"address": "https://"}, refusals.ADDRESS_HOST, "address"),
        ({"address": f"https://a.vn/{'x' * 300}"}, refusals.ADDRESS_HOST, "address"),
        ({"address": "https://ten@a.vn"}, refusals.ADDRESS_EXTRA, "address"),
        ({"kind": "folder", "address": "../khac"}, refusals.FOLDER_BAD, "address"),
        ({"kind": "folder", "address": "/etc"}, refusals.FOLDER_BAD, "address"),
        ({"kind": "folder", "address": "thanh-tra"}, refusals.ORIGIN_NEEDED, "origin"),
        ({"unit_code": "KHONG"}, refusals.UNIT_UNKNOWN, "unit"),
        ({"staff_code": "9999"}, refusals.PERSON_UNKNOWN, "person"),
        ({"staff_code": ADMIN}, refusals.TWO_PEOPLE, "person"),
        ({"staff_code": STRANGER}, refusals.PERSON_LACKS, "person"),
        ({"staff_code": AUDITOR}, refusals.PERSON_LACKS, "person"),
        ({"unit_code": "HL"}, refusals.PERSON_LACKS, "person"),
        ({"kind": "documents"}, refusals.PERSON_LACKS, "person"),
        ({"kind": "documents", "staff_code": OTHER_HEAD}, refusals.PERSON_LACKS, "person"),
        ({"kind": "national"}, refusals.PERSON_LACKS, "person"),
    ],
)  # fmt: skip
def test_what_cannot_run_is_refused_at_its_field(town: Town, change: dict[str, Any], refusal: Kind, field: str) -> None:
    with refused(refusal, field=field):
        entered(town, **change)
    assert not Connection.objects.exists()


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "folder", "address": "van-phong", "origin": "council_office"}, {"kind": "documents", "staff_code": CHAIR},
        {"kind": "documents", "staff_code": DIVISION_HEAD, "unit_code": "BT-KT"},
        {"kind": "national", "staff_code": ORGANISER}, {"staff_code": ORGANISER}, {"minutes": 1}, {"minutes": 1440},
    ],
)  # fmt: skip
def test_who_could_do_it_by_hand_may_answer_for_it(town: Town, change: dict[str, Any]) -> None:
    assert acting(entered(town, **change), date(2026, 11, 20)) is not None


def test_an_administrator_of_another_place_enters_nothing_here(town: Town) -> None:
    Grant.objects.filter(role="administrator").update(unit_id=town.unit("HL").id)
    with refused(refusals.UNIT_UNKNOWN):
        entered(town)
    with refused(refusals.PERSON_UNKNOWN):
        entered(town, unit_code="HL")


def test_one_source_is_one_connection_at_a_time_and_the_next_goes_on_under_its_name(town: Town) -> None:
    first = running(town)
    with refused(refusals.SOURCE_TAKEN, name="Một cửa Bến Trúc", field="source"):
        entered(town)
    stopped(town, first)
    assert entered(town, address="https://moi.vi-du.vn").source == first.source


@pytest.mark.parametrize(
    ("code", "answers"),
    [
        (GIANG, {}), (ADMIN, {"accept": FORBIDDEN}), (ORGANISER, {"accept": FORBIDDEN}),
        (AUDITOR, {"accept": FORBIDDEN, "stop": FORBIDDEN}),
        (CHAIR, dict.fromkeys(STATUS, MISSING)), (STRANGER, dict.fromkeys(STATUS, MISSING)),
    ],
)  # fmt: skip
def test_who_sees_accepts_and_stops(town: Town, code: str, answers: dict[str, int]) -> None:
    found = entered(town)
    for verb, ask in STATUS.items():
        try:
            assert ask(town.viewer(code), found.id) == found
            status = 0
        except Refusal as refusal:
            status = refusal.status
        assert status == answers.get(verb, 0), verb


def test_accepting_and_stopping_are_refused_out_of_turn(town: Town) -> None:
    found = entered(town)
    old = Connection.objects.get(id=found.id)
    accept_connection(by=town.viewer(GIANG), connection=found)
    with refused(refusals.CHANGED):
        accept_connection(by=town.viewer(GIANG), connection=old)
    with refused(refusals.CHANGED):
        stopped(town, old)
    found.refresh_from_db()
    with refused(refusals.NOT_PROPOSED):
        accept_connection(by=town.viewer(GIANG), connection=found)
    with refused(refusals.REASON_NEEDED, field="reason"):
        stopped(town, found, reason=" ")
    stopped(town, found, ADMIN)
    found.refresh_from_db()
    with refused(refusals.STOPPED_ALREADY):
        stopped(town, found)


def test_it_writes_in_the_name_of_its_person_as_they_are_on_the_day(town: Town) -> None:
    found = running(town)
    today = clock.today()
    person = acting(found, today)
    assert person is not None
    assert person.actor.label == f"Phạm Trường Giang, qua kết nối Một cửa Bến Trúc ({GIANG})"
    assert (person.person_id, person.unit_name) == (town.id(GIANG), "Văn phòng HĐND và UBND")
    Grant.objects.filter(person_id=town.id(GIANG)).update(valid_to=today - timedelta(days=1))
    assert acting(found, today) is None


def test_a_run_is_taken_by_one_worker_and_each_failure_puts_the_next_try_off(town: Town) -> None:
    found, now = running(town), clock.now()
    assert begin_run(found)
    assert not begin_run(found)  # another worker read the same row
    assert queries.due_connections(["one_stop"], now) == []
    assert queries.due_connections(["one_stop"], now + timedelta(minutes=11)) == [found]  # its worker was killed
    waits = []
    for _ in range(3):
        found.refresh_from_db()
        fail_run(found, "status", "503")
        found.refresh_from_db()
        assert found.next_at is not None
        waits.append(found.next_at - clock.now())
    assert timedelta(seconds=20) < waits[0] <= timedelta(minutes=1) < waits[2] <= timedelta(minutes=4)
    assert (found.problem, found.detail, found.failures, queries.failing()) == ("status", "503", 3, 1)
    (row,) = queries.connection_rows([found], clock.today())
    assert (row.failing, row.has_secret, row.unit) == (True, True, "Phường Bến Trúc, Thành phố Đông Lam")
    end_run(found, {"after": "7"})
    found.refresh_from_db()
    assert (found.failures, found.problem, found.place, queries.failing()) == (0, "", {"after": "7"}, 0)
    assert found.next_at is not None
    assert timedelta(minutes=29) < found.next_at - clock.now() <= timedelta(minutes=30)
    stopped(town, found)
    assert not begin_run(found)
