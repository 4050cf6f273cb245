"""Pages of systems outside beyond the ordinary: hostile texts, English, what the administrator is not told, long lists."""

from __future__ import annotations

from datetime import date

import pytest

from tests.assessment.cast import ADMIN, AN, AUDITOR, CHAIR, GIANG, OCTOBER, ORGANISER, Town
from tests.kept import state
from tests.web.office_cast import Answer, accounts, get, main, on, page_of, send, town_of
from thenchot.connections.acting import acting
from thenchot.connections.models import Connection
from thenchot.intake.actions.receive import Brought, receive
from thenchot.intake.actions.take import take
from thenchot.intake.models import Arrival
from thenchot.lib import clock
from thenchot.outbound.models import Owed, Packet
from thenchot.people.actions.delegate import grant
from thenchot.web.paging import CARDS

pytestmark = [pytest.mark.django_db, pytest.mark.one_engine]
HOSTILE = "<script>alert(1)</script>"
DESK = {
    "kind": "one_stop", "name": f"Một cửa {HOSTILE}", "source": "mot-cua", "address": "https://mot-cua.vi-du.vn/<b>",
    "unit": "BT", "person": GIANG, "minutes": "15",
}  # fmt: skip


def _town() -> Town:
    town = town_of(OCTOBER)
    grant(by=town.actor(ADMIN), staff_code=GIANG, role="monitoring_office", unit_code="BT", valid_from=date(2026, 1, 1))
    accounts()
    return town


@pytest.fixture
def town() -> Town:
    on("2026-10-20")
    return state(_town)


def running() -> Connection:
    send(ADMIN, "/ket-noi/nhap", **DESK)
    found = Connection.objects.select_related("unit", "person").get()
    send(GIANG, f"/ket-noi/{found.id}/dong-y", version="1")
    return Connection.objects.select_related("unit", "person").get()


def bring(connection: Connection, count: int = 1, **cells: str) -> list[Arrival]:
    rows = [
        Brought(f"S-{n}", "fact", {"kind": "inspection_finding", "subject": f"9{n:03d}", "text": "Nội dung kín", **cells})
        for n in range(count)
    ]
    receive(connection=connection, brought=rows)
    person = acting(connection, clock.today())
    assert person is not None
    for arrival in Arrival.objects.select_related("connection").all():
        take(by=person, arrival=arrival)
    return list(Arrival.objects.order_by("id"))


def english(code: str, path: str) -> str:
    client = page_of(code)
    client.cookies["django_language"] = "en"
    answer: Answer = client.get(path)
    return main(answer)


def test_what_others_wrote_is_text_and_no_more(town: Town) -> None:
    found = running()
    (arrival,) = bring(found, text=f"Chậm {HOSTILE}", document=HOSTILE)
    own = f"/du-lieu-nhan/{arrival.id}"
    for code, path in ((GIANG, "/ket-noi"), (GIANG, "/du-lieu-nhan"), (GIANG, own), (ADMIN, "/ket-noi")):
        body = get(code, path).content.decode()
        assert HOSTILE not in body, path
        assert "&lt;script&gt;" in body, path
        assert 'href="https://mot-cua' not in body, path


def test_the_administrator_is_told_of_addresses_and_never_of_what_travels(town: Town) -> None:
    found = running()
    (arrival,) = bring(found)
    assert "Nội dung kín" in main(get(GIANG, "/du-lieu-nhan"))
    for code in (ADMIN, AUDITOR):
        assert "Nội dung kín" not in main(get(code, "/ket-noi"))
        for path in ("/du-lieu-nhan", f"/du-lieu-nhan/{arrival.id}"):
            assert get(code, path).status_code == 404
    assert "Dữ liệu nhận" not in get(ADMIN, "/them").content.decode()
    assert "Kết nối" in get(ADMIN, "/them").content.decode()


def test_a_long_list_is_read_a_page_at_a_time(town: Town) -> None:
    bring(running(), CARDS + 5)
    first, second = main(get(GIANG, "/du-lieu-nhan")), main(get(GIANG, "/du-lieu-nhan?trang=2"))
    assert f"{CARDS + 5} tin chờ sửa" in first
    assert (first.count("Nội dung kín"), second.count("Nội dung kín")) == (CARDS, 5)


@pytest.mark.parametrize(
    ("code", "path", "words"),
    [
        (GIANG, "/ket-noi", ("Every address", "Running", "every 15 minutes", "Stop the connection")),
        (ADMIN, "/ket-noi/nhap", ("Kind of connection", "Document and task software", "Save the connection")),
        (GIANG, "/du-lieu-nhan", ("1 arrivals to mend", "Connections in your charge")),
        (GIANG, "/du-lieu-nhan/{arrival}", ("Not taken", "Mend and take", "Staff or unit code", "Drop this arrival")),
        (GIANG, "/viec-can-lam", ("Mend 1 arrivals of other systems",)),
    ],
)  # fmt: skip
def test_every_page_is_complete_in_english(town: Town, code: str, path: str, words: tuple[str, ...]) -> None:
    (arrival,) = bring(running())
    said = english(code, path.format(arrival=arrival.id))
    assert [one for one in words if one not in said] == []


def test_the_pages_of_the_national_database_are_complete_in_english(town: Town) -> None:
    town.close()
    cycle = str(Owed.objects.values_list("cycle_id", flat=True)[0])
    assert "Updated in another way" in english(ORGANISER, "/cap-nhat-quoc-gia")
    assert "results in the national database" in english(ORGANISER, "/viec-can-lam")
    send(ORGANISER, "/cap-nhat-quoc-gia/dong-goi", cycle=cycle)
    path = f"/cap-nhat-quoc-gia/goi/{Packet.objects.get().id}"
    assert "Take the packet" in english(ORGANISER, path)
    send(ORGANISER, f"{path}/tai")
    assert "Write down the receipt" in english(ORGANISER, path)
    assert "Write down the receipt" not in english(AUDITOR, path)


def test_a_stopped_connection_stays_listed_with_its_arrivals_to_mend(town: Town) -> None:
    found = running()
    (arrival,) = bring(found)
    send(GIANG, f"/ket-noi/{found.id}/dung", version="2", reason="Đổi phần mềm")
    assert "đã dừng" in main(get(GIANG, "/du-lieu-nhan"))
    assert "Đã dừng" in main(get(ADMIN, "/ket-noi"))
    given = {"version": "1", "subject": AN, "kind": "inspection_finding", "text": "Chậm", "day": "06/10/2026"}
    more = {"document": "12/KL", "document_on": "10/10/2026"}
    assert send(GIANG, f"/du-lieu-nhan/{arrival.id}", **given, **more).status_code == 302


@pytest.mark.parametrize("change", [{"unit": "HL"}, {"person": CHAIR}, {"minutes": "nhiều"}, {"kind": ""}, {"source": "Một cửa"}])
def test_a_form_that_does_not_fit_saves_nothing_and_keeps_the_rest(town: Town, change: dict[str, str]) -> None:
    answer = send(ADMIN, "/ket-noi/nhap", **{**DESK, "name": "Một cửa phường", **change})
    assert answer.status_code == 422
    assert 'value="Một cửa phường"' in answer.content.decode()
    assert not Connection.objects.exists()


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/ket-noi/999/dong-y", 404), ("/ket-noi/999/dung", 404), ("/du-lieu-nhan/999", 404), ("/du-lieu-nhan/999/bo", 404),
        ("/cap-nhat-quoc-gia/goi/999/tai", 404), ("/cap-nhat-quoc-gia/goi/999/bien-nhan", 404),
        ("/cap-nhat-quoc-gia/dong-goi", 409), ("/cap-nhat-quoc-gia/da-cap-nhat", 422),
        ("/ket-noi/99999999999999999999/dung", 404),
    ],
)  # fmt: skip
def test_what_is_not_there_is_said_plainly(town: Town, path: str, status: int) -> None:
    assert send(ORGANISER, path, reason="x").status_code == status
