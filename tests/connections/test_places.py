"""Connections and their places: roles count where they are held, people and units move, and what is refused writes nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import Any
from unicodedata import normalize

import pytest
from django.db import IntegrityError, transaction

from tests.assessment import cast
from tests.assessment.cast import (
    ADMIN,
    AN,
    AUDITOR,
    CHAIR,
    DIVISION_HEAD,
    GIANG,
    OCTOBER,
    OFFICE_HEAD,
    ORGANISER,
    OTHER_HEAD,
    SETUP,
    START,
    STRANGER,
    Town,
    refused,
)
from tests.kept import state
from thenchot.audit.models import Entry
from thenchot.audit.queries import history
from thenchot.connections import access, queries, refusals
from thenchot.connections.acting import acting, path_of
from thenchot.connections.actions.accept_connection import accept_connection
from thenchot.connections.actions.note_run import begin_run, end_run, fail_run
from thenchot.connections.actions.propose_connection import CODE, SECRET, Wanted, _check, propose_connection
from thenchot.connections.actions.stop_connection import stop_connection
from thenchot.connections.models import Connection
from thenchot.lib import canonical, clock
from thenchot.lib.refusals import FORBIDDEN, MISSING, Refusal
from thenchot.notices.models import Notice
from thenchot.organisation.models import UnitVersion
from thenchot.people.actions.delegate import grant
from thenchot.people.models import Appointment

TODAY = date(2026, 11, 20)
DESK = Wanted("one_stop", "Một cửa Bến Trúc", "mot-cua", "https://mot-cua.vi-du.vn/api", "BT", GIANG, 30, "khoa-bi-mat")
PAPERS = Wanted("documents", "Quản lý văn bản", "van-ban", "https://van-ban.vi-du.vn", "BT-KT", DIVISION_HEAD)


def built() -> Town:
    town = cast.build(OCTOBER)
    grant(by=SETUP, staff_code=GIANG, role="monitoring_office", unit_code="BT", valid_from=START)
    return town


@pytest.fixture
def town(db: None, monkeypatch: pytest.MonkeyPatch) -> Town:
    monkeypatch.setenv("THENCHOT_TODAY", TODAY.isoformat())
    return state(built)


def entered(town: Town, wanted: Wanted = DESK, **change: Any) -> Connection:
    return Connection.objects.get(id=propose_connection(by=town.viewer(ADMIN), wanted=replace(wanted, **change)))


def running(town: Town, wanted: Wanted = DESK) -> Connection:
    found = entered(town, wanted)
    accept_connection(by=town.viewer(wanted.staff_code), connection=found)
    return Connection.objects.get(id=found.id)


def status_of(act: Callable[[], object]) -> int:
    try:
        act()
    except Refusal as refusal:
        return refusal.status
    return 0


def role_over(town: Town, code: str, role: str, unit: str) -> None:
    grant(by=town.actor(ADMIN), staff_code=code, role=role, unit_code=unit, valid_from=date(2026, 1, 1))


@pytest.mark.parametrize("role", ["administrator", "organisation_body"])
def test_a_role_over_another_place_stops_nothing_here(town: Town, role: str) -> None:
    """Who may see a connection as an auditor and administers the ward next door does not stop it."""
    found = running(town)
    role_over(town, AUDITOR, role, "HL")
    viewer = town.viewer(AUDITOR)
    assert access.connection_to_read(viewer, found.id) == found
    with refused(refusals.NOT_ITS_PERSON):
        access.connection_to_stop(viewer, found.id)
    assert access.to_stop(viewer) == frozenset()
    role_over(town, AUDITOR, role, "BT")
    assert access.connection_to_stop(town.viewer(AUDITOR), found.id) == found


def test_who_stops_which_of_several(town: Town) -> None:
    desk, papers = entered(town).id, entered(town, PAPERS).id
    role_over(town, OFFICE_HEAD, "administrator", "BT-KT")
    found = {
        code: access.to_stop(town.viewer(code))
        for code in (ADMIN, ORGANISER, GIANG, DIVISION_HEAD, OFFICE_HEAD, AUDITOR, CHAIR, STRANGER)
    }
    assert found == {
        ADMIN: {desk, papers}, ORGANISER: {desk, papers}, GIANG: {desk}, DIVISION_HEAD: {papers}, OFFICE_HEAD: {papers},
        AUDITOR: frozenset(), CHAIR: frozenset(), STRANGER: frozenset(),
    }  # fmt: skip


def test_an_administrator_of_a_division_sees_the_connections_of_that_division(town: Town) -> None:
    desk, papers = entered(town), entered(town, PAPERS)
    role_over(town, OFFICE_HEAD, "administrator", "BT-KT")
    assert list(access.connections_seen(town.viewer(OFFICE_HEAD))) == [papers]
    assert list(access.connections_seen(town.viewer(ADMIN))) == [papers, desk]
    assert status_of(partial(access.connection_to_read, town.viewer(OFFICE_HEAD), desk.id)) == MISSING


@pytest.mark.parametrize("verb", ["connection_to_accept", "connection_to_stop", "connection_to_read"])
def test_a_number_that_is_none_is_not_found_by_anybody(town: Town, verb: str) -> None:
    for code in (ADMIN, GIANG, STRANGER):
        assert status_of(partial(getattr(access, verb), town.viewer(code), 0)) == MISSING


def test_nobody_accepts_in_the_name_of_another_whatever_their_role(town: Town) -> None:
    found = entered(town)
    role_over(town, ADMIN, "monitoring_office", "BT")
    assert status_of(partial(access.connection_to_accept, town.viewer(ADMIN), found.id)) == FORBIDDEN
    assert access.connection_to_accept(town.viewer(GIANG), found.id) == found


def test_who_moved_to_another_ward_writes_nothing_here_any_more(town: Town) -> None:
    papers = running(town, PAPERS)
    assert acting(papers, TODAY) is not None
    old = Appointment.objects.get(person_id=town.id(DIVISION_HEAD), valid_to=None)
    Appointment.objects.filter(id=old.id).update(valid_to=TODAY - timedelta(days=1))
    assert acting(papers, TODAY) is None
    assert acting(papers, TODAY - timedelta(days=1)) is not None
    columns = {field.attname: getattr(old, field.attname) for field in Appointment._meta.concrete_fields if field.name != "id"}
    Appointment.objects.create(**{**columns, "unit_id": town.unit("HL").id, "valid_from": TODAY, "valid_to": None})
    assert acting(papers, TODAY) is None


def test_a_unit_that_is_gone_is_served_no_more_and_one_that_is_renamed_goes_on(town: Town) -> None:
    papers, path = running(town, PAPERS), town.unit("BT-KT").path
    unit = UnitVersion.objects.filter(unit_id=papers.unit_id)
    unit.update(name="Phòng Kinh tế")
    (row,) = queries.connection_rows([papers], TODAY)
    assert row.unit == "Phòng Kinh tế, Phường Bến Trúc"
    assert acting(papers, TODAY) is not None
    unit.update(valid_to=TODAY - timedelta(days=1))
    assert (acting(papers, TODAY), path_of(papers, TODAY)) == (None, "")
    assert path_of(papers, TODAY - timedelta(days=1)) == path
    (row,) = queries.connection_rows([papers], TODAY)
    assert row.unit == "BT-KT"  # no name that day: its code


@pytest.mark.parametrize(
    ("code", "kind", "unit", "may"),
    [
        (DIVISION_HEAD, "documents", "BT-KT", True), (DIVISION_HEAD, "documents", "BT", False),
        (DIVISION_HEAD, "documents", "BT-VP", False), (CHAIR, "documents", "BT-KT", True), (CHAIR, "documents", "HL", False),
        (OTHER_HEAD, "documents", "BT-KT", False), (GIANG, "documents", "BT", False), (AN, "documents", "BT-KT", False),
        (GIANG, "one_stop", "BT-KT", True), (GIANG, "folder", "BT", True), (GIANG, "one_stop", "HL", False),
        (GIANG, "one_stop", "DL", False), (GIANG, "national", "BT", False), (ORGANISER, "national", "BT", True),
        (ORGANISER, "folder", "BT", True), (AUDITOR, "one_stop", "BT", False), (ADMIN, "one_stop", "BT", False),
        (ADMIN, "national", "BT", False), (CHAIR, "one_stop", "BT", False),
    ],
)  # fmt: skip
def test_who_may_answer_for_which_kind_over_which_place(town: Town, code: str, kind: str, unit: str, may: bool) -> None:
    assert access.may_answer_for(town.viewer(code), kind, town.unit(unit).path) is may


def test_what_is_refused_leaves_no_row_no_line_and_no_message(town: Town) -> None:
    first = running(town)
    before = (Connection.objects.count(), Entry.objects.count(), Notice.objects.count())
    changes: tuple[dict[str, Any], ...] = ({}, {"source": "khac", "staff_code": STRANGER}, {"source": "khac", "address": "ftp://a"})
    for change in changes:
        with pytest.raises(Refusal):
            entered(town, **change)
    for act in (
        partial(accept_connection, by=town.viewer(GIANG), connection=first),
        partial(stop_connection, by=town.viewer(GIANG), connection=first, reason="\u00a0\n"),
    ):
        with pytest.raises(Refusal):
            act()
    assert (Connection.objects.count(), Entry.objects.count(), Notice.objects.count()) == before
    first.refresh_from_db()
    assert (first.state, first.stopped_reason, queries.outside(first).secret) == ("active", "", "khoa-bi-mat")


def test_the_trail_says_what_was_entered_accepted_and_why_it_was_stopped(town: Town) -> None:
    found = running(town)
    stop_connection(by=town.viewer(ORGANISER), connection=found, reason="  Đổi phần mềm  ")
    lines = list(history("connection", found.id))
    said = [canonical.loads(line.payload) for line in lines]
    assert said[0] == {
        "kind": "one_stop", "name": "Một cửa Bến Trúc", "source": "mot-cua", "address": "https://mot-cua.vi-du.vn/api",
        "unit_code": "BT", "staff_code": GIANG, "minutes": 30, "secret": True, "origin": "",
    }  # fmt: skip
    assert said[1:] == [{"address": "https://mot-cua.vi-du.vn/api"}, {"reason": "Đổi phần mềm"}]
    assert [line.actor_id for line in lines] == [town.id(ADMIN), town.id(GIANG), town.id(ORGANISER)]


def test_two_that_run_under_one_source_are_refused_by_the_database_itself(town: Town) -> None:
    found = running(town)
    found.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        found.save(force_insert=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        Connection.objects.update(stopped_at=clock.now())  # stopped, and nobody said why


def test_who_waited_longest_runs_first_and_a_new_one_before_all(town: Town) -> None:
    now = clock.now()
    made = [entered(town, source=f"nguon-{at}", name=f"Nguồn {at}") for at in range(4)]
    waits = (timedelta(minutes=-1), timedelta(minutes=-9), None, timedelta(minutes=1))
    for one, wait in zip(made, waits, strict=True):
        Connection.objects.filter(id=one.id).update(state="active", next_at=now + wait if wait else None)
    found = [one.source for one in queries.due_connections(["one_stop"], now)]
    assert sorted(found) == ["nguon-0", "nguon-1", "nguon-2"]
    assert found.index("nguon-1") < found.index("nguon-0")


@pytest.mark.parametrize(("failures", "alarm"), [(0, 0), (2, 0), (3, 1), (40, 1)])
def test_a_person_is_called_after_three_failures_and_only_while_it_runs(town: Town, failures: int, alarm: int) -> None:
    found = running(town)
    Connection.objects.update(failures=failures)
    assert queries.failing() == alarm
    Connection.objects.update(state="stopped", stopped_at=clock.now(), stopped_reason="x")
    assert queries.failing() == 0
    assert not queries.connection_rows([Connection.objects.get(id=found.id)], TODAY)[0].failing


def test_what_the_worker_notes_is_no_act_and_makes_no_open_page_old(town: Town) -> None:
    found = running(town)
    lines = Entry.objects.count()
    assert begin_run(found)
    fail_run(found, "status", "x" * 500)
    found.refresh_from_db()
    assert len(found.detail) == 200
    end_run(found, {"after": "7"})
    assert (Entry.objects.count(), Connection.objects.get().version) == (lines, found.version)
    stop_connection(by=town.viewer(GIANG), connection=found, reason="Đổi phần mềm")


@pytest.mark.parametrize(
    "source", ["mot-cua", "a", "1", "mot-cua-2026", "a" * 40],
)
def test_codes_of_sources_that_can_stand_in_a_folder_and_an_address(source: str) -> None:
    assert CODE.fullmatch(source)
    _check(replace(DESK, source=source))


@pytest.mark.parametrize(
    "source", ["-a", "a-", "a--b", "a_b", "a.b", "a/b", "..", "A", "một", "a\n", " a", "٣", normalize("NFD", "đơn"), "a" * 41]
)
def test_codes_that_could_lead_elsewhere_or_be_read_twice_are_refused(source: str) -> None:
    with refused(refusals.SOURCE_BAD, field="source"):
        _check(replace(DESK, source=source))
    if source.strip() != "a":  # blanks around the name of a folder are let go
        with refused(refusals.FOLDER_BAD, field="address"):
            _check(replace(DESK, kind="folder", address=source))


@pytest.mark.parametrize("secret", ["", "a", "x" * 500, "Ab9+/=._~-!"])
def test_keys_as_other_systems_give_them_are_taken_whole(secret: str) -> None:
    assert SECRET.fullmatch(secret)


@pytest.mark.parametrize("secret", [" a", "a b", "a\r\nX-Other: 1", "khóa", "x" * 501, "\x7f", "\u00a0"])
def test_a_key_that_could_add_a_line_to_the_question_is_refused(secret: str) -> None:
    with refused(refusals.SECRET_BAD, field="secret"):
        _check(replace(DESK, secret=secret))
