"""Doors of systems outside where somebody comes with another's number, an old page or nothing; nothing is written then."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.assessment.cast import (
    ADMIN,
    AN,
    AUDITOR,
    BINH,
    CHAIR,
    GIANG,
    OCTOBER,
    ORGANISER,
    OTHER_HEAD,
    STRANGER,
    WARD,
    Town,
)
from tests.kept import state
from tests.web.office_cast import accounts, get, main, on, page_of, send, text, town_of
from thenchot.audit.models import Entry
from thenchot.audit.queries import history
from thenchot.connections.acting import acting
from thenchot.connections.models import Connection
from thenchot.evidence.models import Fact
from thenchot.intake.actions.receive import Brought, receive
from thenchot.intake.actions.take import take
from thenchot.intake.models import Arrival
from thenchot.lib import clock
from thenchot.outbound.models import Owed, Packet
from thenchot.outbound.packing import name_of
from thenchot.people.actions.delegate import grant

pytestmark = [pytest.mark.django_db, pytest.mark.one_engine]
LIST, NEW, ARRIVALS, NATIONAL = "/ket-noi", "/ket-noi/nhap", "/du-lieu-nhan", "/cap-nhat-quoc-gia"
DESK = {
    "kind": "one_stop", "name": "Một cửa Bến Trúc", "source": "mot-cua", "address": "https://mot-cua.vi-du.vn/api",
    "unit": "BT", "person": GIANG, "minutes": "30", "secret": "khoa-bi-mat",
}  # fmt: skip
WRONG = {"kind": "one_stop_dossiers", "subject": "9999", "month": "09/2026", "on_time": "120", "late": "3"}


def _town() -> Town:
    town = town_of(OCTOBER)
    grant(by=town.actor(ADMIN), staff_code=GIANG, role="monitoring_office", unit_code="BT", valid_from=date(2026, 1, 1))
    accounts()
    send(ADMIN, NEW, **DESK)
    send(GIANG, f"{LIST}/{Connection.objects.get().id}/dong-y", version="1")
    return town


@pytest.fixture
def town() -> Town:
    """The one-stop desk of the ward runs, in the name of somebody of its office."""
    on("2026-10-20")
    return state(_town)


def desk() -> Connection:
    return Connection.objects.select_related("unit", "person").get()


def stuck(ref: str = "7", **cells: str) -> Arrival:
    receive(connection=desk(), brought=[Brought(ref, "fact", {**WRONG, **cells})])
    found = Arrival.objects.select_related("connection").get(ref=ref)
    person = acting(desk(), clock.today())
    assert person is not None
    take(by=person, arrival=found)
    return Arrival.objects.get(id=found.id)


def test_only_who_may_stop_is_shown_how_and_an_administrator_of_another_ward_is_not(town: Town) -> None:
    shown = {code: "Dừng kết nối" in main(get(code, LIST)) for code in (ADMIN, ORGANISER, GIANG, AUDITOR)}
    assert shown == {ADMIN: True, ORGANISER: True, GIANG: True, AUDITOR: False}
    grant(by=town.actor(ADMIN), staff_code=AUDITOR, role="administrator", unit_code="HL", valid_from=date(2026, 1, 1))
    assert "Dừng kết nối" not in main(get(AUDITOR, LIST))
    answer = send(AUDITOR, f"{LIST}/{desk().id}/dung", version="2", reason="Thử")
    assert (answer.status_code, desk().state) == (403, "active")


@pytest.mark.parametrize(("code", "status"), [(CHAIR, 404), (OTHER_HEAD, 404), (STRANGER, 404), (BINH, 404), ("", 403)])
def test_whoever_has_nothing_to_do_with_it_finds_nothing_and_writes_nothing(town: Town, code: str, status: int) -> None:
    arrival, lines = stuck(), Entry.objects.count()
    number = desk().id
    for path, given in (
        (f"{LIST}/{number}/dong-y", {"version": "2"}), (f"{LIST}/{number}/dung", {"version": "2", "reason": "x"}),
        (f"{ARRIVALS}/{arrival.id}", {**WRONG, "subject": AN, "version": "1"}),
        (f"{ARRIVALS}/{arrival.id}/bo", {"version": "1", "reason": "x"}),
    ):  # fmt: skip
        assert send(code, path, **given).status_code == status, path
    assert (desk().state, Arrival.objects.get().state) == ("active", "stuck")
    assert (Fact.objects.count(), Entry.objects.count()) == (0, lines)


def test_reading_a_page_never_settles_anything_and_a_door_that_writes_is_not_read(town: Town) -> None:
    arrival, lines = stuck(), Entry.objects.count()
    for path in (LIST, ARRIVALS, f"{ARRIVALS}/{arrival.id}"):
        assert get(GIANG, path).status_code == 200
    for path in (f"{LIST}/{desk().id}/dung", f"{LIST}/{desk().id}/dong-y", f"{ARRIVALS}/{arrival.id}/bo"):
        assert get(GIANG, path).status_code == 405, path
    assert Entry.objects.count() == lines


def test_what_was_typed_into_a_refused_form_stays_word_for_word(town: Town) -> None:
    typed = {
        **DESK, "source": "mot-cua-2", "name": 'Một "cửa" <Bến Trúc> & phường', "address": "ftp://a.vn/?x=<1>", "minutes": "07",
        "secret": "khoa-moi",
    }  # fmt: skip
    answer = send(ADMIN, NEW, **typed)
    body = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="Một &#34;cửa&#34; &lt;Bến Trúc&gt; &amp; phường"' in body
    assert 'value="ftp://a.vn/?x=&lt;1&gt;"' in body
    assert "khoa-moi" not in body
    assert Connection.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"kind": "ftp"}, "Chọn loại kết nối"), ({"name": "x" * 101}, "nhiều nhất 100 ký tự"),
        ({"minutes": "1441"}, "1 đến 1440"), ({"minutes": "-5"}, "1 đến 1440"), ({"minutes": ""}, "1 đến 1440"),
        ({"secret": "khóa"}, "ký tự không dấu"),
        ({"kind": "folder", "address": "../a", "origin": "inspectorate"}, "Tên thư mục"),
        ({"kind": "folder", "address": "a", "origin": "khong-co"}, "Chọn nguồn của thông tin"),
        ({"person": ADMIN}, "Chọn người khác"),
        ({"person": AN}, "không có quyền ghi loại dữ liệu này"), ({"unit": "<b>"}, "Chọn đơn vị"),
    ],
)  # fmt: skip
def test_each_refusal_of_the_form_says_at_its_field_what_to_do(town: Town, change: dict[str, str], words: str) -> None:
    answer = send(ADMIN, NEW, **{**DESK, "source": "khac", **change})
    assert (answer.status_code, words in text(answer)) == (422, True)
    assert 'class="field err"' in answer.content.decode()
    assert Connection.objects.count() == 1


def test_a_mended_arrival_with_fields_of_nobody_is_taken_by_its_own_fields_alone(town: Town) -> None:
    """What a browser sends besides, a source or an office of its own, is not read."""
    arrival = stuck()
    more = {"source": "inspectorate", "ref": "99", "state": "taken", "kind_": "x", "entered_by": ADMIN, "version": "1"}
    assert send(GIANG, f"{ARRIVALS}/{arrival.id}", **{**WRONG, "subject": AN, **more}).status_code == 302
    fact = Fact.objects.get()
    assert (fact.source_code, fact.source_ref, fact.entered_by_id) == ("one_stop", "7", town.id(GIANG))
    assert [line.action for line in history("arrival", arrival.id)] == ["mend", "take"]


def test_mended_on_two_open_pages_the_second_is_told(town: Town) -> None:
    arrival = stuck()
    path = f"{ARRIVALS}/{arrival.id}"
    given = {**WRONG, "subject": AN, "version": "1"}
    assert send(GIANG, path, **given).status_code == 302
    again = send(ORGANISER, path, **given)
    assert (again.status_code, Fact.objects.count()) == (409, 1)
    assert send(ORGANISER, f"{path}/bo", version="1", reason="Trùng").status_code == 409


@pytest.mark.parametrize("path", ["0", "99999999999999999999", "-1", "a", "7/x"])
def test_an_address_of_no_arrival_is_not_found(town: Town, path: str) -> None:
    assert get(GIANG, f"{ARRIVALS}/{path}").status_code == 404


def _published() -> Town:
    town = _town()
    town.close()
    return town


@pytest.fixture
def owing() -> Town:
    on("2026-10-20")
    return state(_published)


def packed() -> Packet:
    send(ORGANISER, f"{NATIONAL}/dong-goi", cycle=str(Owed.objects.values_list("cycle_id", flat=True)[0]))
    packet = Packet.objects.latest("id")
    send(ORGANISER, f"{NATIONAL}/goi/{packet.id}/tai")
    return Packet.objects.get(id=packet.id)


def imported(packet: Packet, content: bytes, **more: str) -> Any:
    upload = SimpleUploadedFile("bn.json", content, "application/json")
    given = {"version": str(packet.version), "file": upload, **more}
    return page_of(ORGANISER).post(f"{NATIONAL}/goi/{packet.id}/bien-nhan", given)


def test_a_file_of_a_receipt_stands_before_what_is_typed_beside_it_and_is_held_to_its_packet(owing: Town) -> None:
    packet = packed()
    good = {"packet": name_of(packet.id), "receipt": "BN-TEP", "received_on": "2026-10-20"}
    for bad in ({"receipt": "BN\ud800"}, {"received_on": "2026-10-21"}, {"refused": [{"result": "1-9", "reason": "x"}]}):
        answer = imported(packet, json.dumps({**good, **bad}).encode(), receipt="BN-GO", received_on="20/10/2026")
        assert answer.status_code == 422, bad
    assert Packet.objects.get().state == "sent"
    assert imported(packet, json.dumps(good).encode(), receipt="BN-GO", received_on="20/10/2026").status_code == 302
    assert Packet.objects.get().receipt == "BN-TEP"


def test_a_receipt_comes_once_however_often_the_form_is_sent(owing: Town) -> None:
    packet = packed()
    path = f"{NATIONAL}/goi/{packet.id}/bien-nhan"
    given = {"version": str(packet.version), "receipt": "BN-1", "received_on": "20/10/2026"}
    assert send(ORGANISER, path, **given).status_code == 302
    lines = Entry.objects.count()
    assert send(ORGANISER, path, **given).status_code == 409
    assert send(ORGANISER, path, **{**given, "version": str(packet.version + 1)}).status_code == 409
    assert (Entry.objects.count(), Packet.objects.get().receipt) == (lines, "BN-1")


def test_a_receipt_of_a_packet_that_never_left_is_refused_on_its_page(owing: Town) -> None:
    send(ORGANISER, f"{NATIONAL}/dong-goi", cycle=str(Owed.objects.values_list("cycle_id", flat=True)[0]))
    packet = Packet.objects.get()
    answer = send(ORGANISER, f"{NATIONAL}/goi/{packet.id}/bien-nhan", version="1", receipt="BN", received_on="20/10/2026")
    assert (answer.status_code, "chưa gửi" in text(answer)) == (409, True)
    assert Packet.objects.get().state == "ready"


def test_who_organises_another_ward_finds_neither_what_is_owed_here_nor_its_packets(owing: Town) -> None:
    packet = packed()
    grant(by=owing.actor(ADMIN), staff_code=OTHER_HEAD, role="organisation_body", unit_code="HL", valid_from=date(2026, 1, 1))
    assert "Không còn kết quả nào phải cập nhật" in main(get(OTHER_HEAD, NATIONAL))
    cycle = str(owing.cycle_id)
    for path, status in ((f"goi/{packet.id}/tai", 404), (f"goi/{packet.id}/bien-nhan", 404), ("dong-goi", 409)):
        assert send(OTHER_HEAD, f"{NATIONAL}/{path}", cycle=cycle, version="2").status_code == status
    given = {"cycle": cycle, "how": "Nhập trực tiếp", "on": "20/10/2026"}
    assert send(OTHER_HEAD, f"{NATIONAL}/da-cap-nhat", **given).status_code == 409
    assert get(OTHER_HEAD, f"{NATIONAL}/goi/{packet.id}").status_code == 404
    assert Owed.objects.filter(settled_at=None).count() == len(WARD)


@pytest.mark.parametrize("cycle", ["", "0", "-1", "x", "9" * 30])
def test_a_period_that_is_none_has_nothing_to_pack(owing: Town, cycle: str) -> None:
    assert send(ORGANISER, f"{NATIONAL}/dong-goi", cycle=cycle).status_code == 409
    assert not Packet.objects.exists()


def test_each_taking_of_the_file_is_in_the_trail_and_gives_the_same_bytes(owing: Town) -> None:
    packet = packed()
    first, second = (send(ORGANISER, f"{NATIONAL}/goi/{packet.id}/tai").content for _ in range(2))
    assert first == second
    assert [line.action for line in history("packet", packet.id)] == ["make", "send", "send", "send"]
