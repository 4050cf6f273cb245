"""How often the pages of the month ask the database: a fixed few times, with 94 people as with nine."""

from __future__ import annotations

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.kept import state
from tests.web import world as ward
from tests.web.conftest import As
from tests.web.world import DIVISION_HEAD, HEAD, LATE, ORGANISER, STAFF, World
from thenchot.assessment.access import sheet_to_read
from thenchot.assessment.actions.comment import comment
from thenchot.assessment.models import Sheet
from thenchot.assessment.queries.sheets import view_of
from thenchot.assessment.steps import OPENED, SUBMITTED
from thenchot.notices.actions.notify import Message, notify
from thenchot.people.actions.delegate import grant
from thenchot.people.models import Account, OpenSession
from thenchot.people.security.asking import asked_by
from thenchot.people.security.sessions import digest_of_session
from thenchot.people.who import identity_of
from thenchot.workplan.queries import facts_in, facts_of, tasks_of

SUBJECTS = 94
GRID, SHEET, FIRST = 8, 7, 15
"""Of the first page, two are of who confirms leaders: which of them wait for their subordinates; one of the systems outside."""


@pytest.fixture
def large(db: None, monkeypatch: pytest.MonkeyPatch) -> World:
    """The ward with so many officials in one division that its head scores 94."""
    there = sum(1 for row in ward.PEOPLE if row[2] == "BT-KT") - 1
    more = [
        (f"BT-1{n:02d}", f"Người Thứ {n}", "BT-KT", "Chuyên viên", "staff", "nam") for n in range(SUBJECTS - there)
    ]
    monkeypatch.setattr(ward, "PEOPLE", [*ward.PEOPLE, *more])
    return state(_crowded)


def _crowded() -> World:
    """A builder of its own: the ward with other people is another state."""
    return ward.build()


@pytest.fixture
def sign_in(large: World) -> As:
    def open_as(code: str) -> Client:
        client = Client()
        client.force_login(Account.objects.get(staff_code=code))
        return client

    return open_as


def asked(client: Client, path: str) -> tuple[int, str]:
    """How many queries the page takes once the reader is signed in, and the page."""
    client.get(path)
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(path)
    assert answer.status_code == 200
    return len(queries), answer.content.decode()


def test_the_heads_grid_of_94_takes_few_queries(large: World, sign_in: As) -> None:
    count, page = asked(sign_in(DIVISION_HEAD), "/xac-nhan/2026-11")
    assert Sheet.objects.filter(cycle_id=large.november, scorer_id=large.person(DIVISION_HEAD)).count() == SUBJECTS
    assert page.count('href="/phieu/') >= SUBJECTS
    assert count <= GRID


def test_ones_own_sheet_takes_few_queries(large: World, sign_in: As) -> None:
    for code in (STAFF, DIVISION_HEAD):
        count, page = asked(sign_in(code), f"/phieu/{large.sheet(code).id}")
        assert "Gửi phiếu" in page
        assert count <= SHEET, code


@pytest.mark.parametrize("code", [STAFF, LATE, DIVISION_HEAD, HEAD, ORGANISER])
def test_the_first_page_takes_few_queries(large: World, sign_in: As, code: str) -> None:
    count, page = asked(sign_in(code), "/viec-can-lam")
    assert "Việc cần làm" in page
    assert count <= FIRST


def test_comments_of_deputies_add_no_query_each(large: World, sign_in: As) -> None:
    deputy = large.viewer(ward.DEPUTY)
    client = sign_in(DIVISION_HEAD)
    before, _page = asked(client, "/xac-nhan/2026-11")
    sheets = Sheet.objects.filter(cycle_id=large.november, scorer_id=large.person(DIVISION_HEAD))
    for sheet in sheets.filter(state__in=(OPENED, SUBMITTED))[:9]:
        comment(by=deputy, sheet=sheet, text="Làm tốt.")
    count, _page = asked(client, "/xac-nhan/2026-11")
    assert count <= min(before + 1, GRID)


def test_a_session_read_with_its_account_is_what_each_table_says(large: World, sign_in: As) -> None:
    for code in (STAFF, ORGANISER):
        client = sign_in(code)
        key = client.cookies["sessionid"].value
        found = asked_by(key, large.viewer(code).day)
        assert found is not None
        row = OpenSession.objects.select_related("account").get(digest=digest_of_session(key))
        assert vars_of(found.row) == vars_of(row)
        assert vars_of(found.row.account) == vars_of(row.account)
        assert found.identity == large.viewer(code)
        assert found.held == Session.objects.get(session_key=key).session_data
    assert asked_by("nobody", large.viewer(STAFF).day) is None


def vars_of(row: object) -> dict[str, object]:
    return {name: value for name, value in vars(row).items() if name != "_state"}


def test_a_page_asks_for_the_reader_once(large: World, sign_in: As) -> None:
    """Session, account and identity together: nothing of them is kept from one request to the next."""
    client = sign_in(STAFF)
    client.get("/viec-can-lam")
    with CaptureQueriesContext(connection) as queries:
        client.get("/viec-can-lam")
    assert [query for query in queries if "session" in query["sql"]] == queries.captured_queries[:1]
    OpenSession.objects.all().delete()
    assert client.get("/viec-can-lam").status_code == 302


def test_messages_add_no_query_each(large: World, sign_in: As) -> None:
    before, _page = asked(sign_in(STAFF), "/viec-can-lam")
    sheet = large.sheet(STAFF, large.october).id
    notify(Message(large.person(STAFF), "result", {"period": f"2026-{month:02d}", "sheet": sheet}) for month in range(1, 10))
    assert asked(sign_in(STAFF), "/viec-can-lam")[0] == before


def test_the_bar_counts_what_waits_without_asking_again(large: World, sign_in: As) -> None:
    """The first page and its bar show the same jobs, read once."""
    client = sign_in(DIVISION_HEAD)
    client.get("/viec-can-lam")
    with CaptureQueriesContext(connection) as queries:
        client.get("/viec-can-lam")
    waiting = [query for query in queries if "'open'" in query["sql"] and "GROUP BY" in query["sql"]]
    assert len(waiting) == 1


def test_who_somebody_is_takes_two_queries_and_three_with_a_role(large: World) -> None:
    day = large.viewer(STAFF).day
    for code, most in ((STAFF, 2), (ORGANISER, 3)):
        person = large.person(code)
        with CaptureQueriesContext(connection) as queries:
            viewer = identity_of(person, day)
        assert len(queries) <= most
        assert viewer.unit_name
        assert viewer.title


def test_roles_and_fields_are_told_apart_though_read_together(large: World) -> None:
    grant(by=ward.SETUP, staff_code=ward.DEPUTY, role="auditor", unit_code="BT", valid_from=ward.START)
    deputy = large.viewer(ward.DEPUTY)
    [field] = deputy.fields
    [(role, path)] = deputy.grants
    assert role == "auditor"
    assert field.startswith(path)
    assert field != path


def test_the_tasks_of_a_page_are_the_facts_of_the_score(large: World) -> None:
    """Read once for both: in the same order, the same numbers."""
    for code in (STAFF, LATE, DIVISION_HEAD):
        person = large.person(code)
        assert facts_in(tasks_of(person, "2026-11")) == facts_of("2026-11", {person}).get(person, [])


def test_a_sheet_read_through_its_door_and_one_read_bare_show_the_same(large: World) -> None:
    for code in (STAFF, LATE, DIVISION_HEAD):
        bare = Sheet.objects.get(id=large.sheet(code).id)
        known = sheet_to_read(large.viewer(code), bare.id)
        assert view_of(known) == view_of(bare)
