"""Connections, what they brought and what the national database is owed, each through its pages and as each role."""

from __future__ import annotations

import json
import re
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
    DIVISION_HEAD,
    GIANG,
    OCTOBER,
    ORGANISER,
    STRANGER,
    WARD,
    Town,
)
from tests.kept import state
from tests.web.office_cast import accounts, get, main, on, page_of, send, text, town_of
from thenchot.assessment.actions.correct import Correction, correct
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
WRONG = {"kind": "one_stop_dossiers", "subject": "9999", "month": "10/2026", "on_time": "120", "late": "3"}


def _town() -> Town:
    town = town_of(OCTOBER)
    grant(by=town.actor(ADMIN), staff_code=GIANG, role="monitoring_office", unit_code="BT", valid_from=date(2026, 1, 1))
    accounts()
    return town


@pytest.fixture
def town() -> Town:
    on("2026-10-20")
    return state(_town)


def enter(**change: str) -> Any:
    return send(ADMIN, NEW, **{**DESK, **change})


def only() -> Connection:
    return Connection.objects.select_related("unit", "person").get()


def accept() -> Connection:
    enter()
    send(GIANG, f"{LIST}/{only().id}/dong-y", version="1")
    return only()


def test_an_administrator_enters_it_the_person_accepts_it_and_either_stops_it(town: Town) -> None:
    assert "không gọi ra ngoài" in main(get(ADMIN, LIST))
    assert enter().headers["Location"] == LIST
    found = only()
    assert (found.state, found.origin, found.minutes) == ("proposed", "one_stop", 30)
    assert "Đồng ý hay không phụ trách kết nối “Một cửa Bến Trúc”" in main(get(GIANG, "/viec-can-lam"))
    page = get(GIANG, LIST)
    assert "Ông/bà có đồng ý phụ trách kết nối “Một cửa Bến Trúc” không?" in main(page)
    assert send(ADMIN, f"{LIST}/{found.id}/dong-y").status_code == 403
    assert send(GIANG, f"{LIST}/{found.id}/dong-y", version="1").headers["Location"] == LIST
    assert only().state == "active"
    page = get(ADMIN, LIST)
    assert "https://mot-cua.vi-du.vn/api" in main(page)
    assert "Đang chạy" in main(page)
    assert "khoa-bi-mat" not in page.content.decode()
    stop = f"{LIST}/{found.id}/dung"
    refused = send(GIANG, stop, version="2", reason=" ")
    assert (refused.status_code, "Nêu lý do dừng kết nối." in text(refused)) == (422, True)
    assert send(GIANG, stop, version="1", reason="Đổi phần mềm").status_code == 409
    send(GIANG, stop, version="2", reason="Đổi phần mềm")
    assert (only().state, only().secret) == ("stopped", "")
    assert "Phạm Trường Giang, 20/10/2026: “Đổi phần mềm”" in main(get(ORGANISER, LIST))


def test_a_form_that_is_refused_keeps_what_was_typed_but_never_the_key(town: Town) -> None:
    answer = enter(address="http://mot-cua.vi-du.vn", person="0O31")
    body = answer.content.decode()
    assert answer.status_code == 422
    assert "Địa chỉ phải bắt đầu bằng https://" in text(answer)
    assert 'value="0O31"' in body
    assert "khoa-bi-mat" not in body
    assert enter(kind="folder", address="thanh-tra", origin="inspectorate").status_code == 302
    assert only().origin == "inspectorate"
    taken = enter()
    assert (taken.status_code, "Mã nguồn mot-cua đang dùng" in text(taken)) == (409, True)


def test_a_connection_that_fails_says_so_and_what_to_do(town: Town) -> None:
    accept()
    Connection.objects.update(failures=4, problem="status", detail="503", tried_at=clock.now(), good_at=clock.now())
    said = main(get(ORGANISER, LIST))
    assert "Lỗi 4 lần liền" in said
    assert "Đầu kia từ chối hoặc đang lỗi. Kiểm tra khóa truy cập và hỏi bên vận hành. (503)" in said
    assert "(503)" in main(get(GIANG, ARRIVALS))


def stuck(connection: Connection, **cells: str) -> Arrival:
    receive(connection=connection, brought=[Brought("7", "fact", {**WRONG, **cells})])
    found = Arrival.objects.select_related("connection").get()
    person = acting(connection, clock.today())
    assert person is not None
    take(by=person, arrival=found)
    found.refresh_from_db()
    return found


def test_what_sticks_is_shown_with_its_reason_mended_at_its_field_and_taken(town: Town) -> None:
    found = stuck(accept())
    assert "Sửa 1 tin do phần mềm khác gửi về" in main(get(GIANG, "/viec-can-lam"))
    said = main(get(GIANG, ARRIVALS))
    assert "1 tin chờ sửa" in said
    assert "Một cửa Bến Trúc, số 7: 9999 · 10/2026 Không tìm thấy mã “9999” trong phạm vi của ông/bà." in said
    path = f"{ARRIVALS}/{found.id}"
    page = get(GIANG, path).content.decode()
    assert re.search(r'<div class="field err"><label for="subject">', page)
    cells = {**WRONG, "version": str(found.version)}
    again = send(GIANG, path, **{**cells, "subject": "8888"})
    assert (again.status_code, 'value="8888"' in again.content.decode()) == (422, True)
    assert send(GIANG, path, **{**cells, "subject": AN}).status_code == 409  # what was refused was kept as a version of its own
    found.refresh_from_db()
    done = send(GIANG, path, **{**cells, "subject": AN, "version": str(found.version)})
    assert done.headers["Location"] == ARRIVALS
    assert (Fact.objects.get().person_id, Fact.objects.get().entered_by_id) == (town.id(AN), town.id(GIANG))
    assert "Tin này đã được nhận" in main(get(GIANG, path))
    assert "tin chờ sửa" not in main(get(GIANG, ARRIVALS))


def test_what_sticks_is_dropped_with_a_reason_that_stays_readable(town: Town) -> None:
    found = stuck(accept())
    path = f"{ARRIVALS}/{found.id}"
    refused = send(GIANG, f"{path}/bo", version="1", reason="")
    assert (refused.status_code, "Nêu lý do bỏ tin này" in text(refused)) == (422, True)
    send(GIANG, f"{path}/bo", version="1", reason="Người của đơn vị khác")
    assert "“Người của đơn vị khác”" in main(get(GIANG, path))
    assert send(GIANG, f"{path}/bo", version="2", reason="x").status_code == 409


def test_a_task_that_sticks_shows_all_its_fields(town: Town) -> None:
    enter(kind="documents", source="van-ban", person=CHAIR)
    send(CHAIR, f"{LIST}/{only().id}/dong-y", version="1")
    cells = {"content": "Trả lời đơn", "unit": "BT-KT", "doer": AN, "deadline": "25/10/2026"}
    receive(connection=only(), brought=[Brought("CV-1", "task", cells)])
    arrival = Arrival.objects.select_related("connection").get()
    person = acting(only(), clock.today())
    assert person is not None
    take(by=person, arrival=arrival)
    page = get(CHAIR, f"{ARRIVALS}/{arrival.id}")
    assert "Nhập số đơn vị quy đổi lớn hơn 0" in main(page)
    for label in ("Nội dung", "Mã cán bộ thực hiện", "Đơn vị quy đổi", "Hạn mới"):
        assert label in main(page)
    assert get(GIANG, f"{ARRIVALS}/{arrival.id}").status_code == 404
    assert get(CHAIR, LIST).status_code == 200


def test_the_pages_of_systems_outside_answer_each_role(town: Town) -> None:
    found = stuck(accept())
    roles = (ADMIN, ORGANISER, AUDITOR, GIANG, CHAIR, BINH, STRANGER)
    pages = (LIST, NEW, ARRIVALS, f"{ARRIVALS}/{found.id}", NATIONAL)
    answers = {code: [get(code, path).status_code for path in pages] for code in roles}
    assert answers == {
        ADMIN: [200, 200, 404, 404, 404], ORGANISER: [200, 403, 200, 200, 200], AUDITOR: [200, 403, 404, 404, 200],
        GIANG: [200, 403, 200, 200, 404], CHAIR: [404, 404, 200, 404, 404], BINH: [404] * 5, STRANGER: [404] * 5,
    }  # fmt: skip


def _published() -> Town:
    town = _town()
    town.close()
    return town


@pytest.fixture
def owing() -> Town:
    """October published on the 20th: its results are owed until the 25th."""
    on("2026-10-20")
    return state(_published)


def pack(by: str = ORGANISER) -> Packet:
    send(by, f"{NATIONAL}/dong-goi", cycle=str(Owed.objects.values_list("cycle_id", flat=True)[0]))
    return Packet.objects.latest("id")


def test_results_are_packed_taken_as_a_signed_file_and_settled_by_a_typed_receipt(owing: Town) -> None:
    count = len(WARD)
    assert f"Cập nhật {count} kết quả vào cơ sở dữ liệu quốc gia" in main(get(ORGANISER, "/viec-can-lam"))
    assert "25/10/2026" in main(get(ORGANISER, NATIONAL))
    packet = pack()
    path = f"{NATIONAL}/goi/{packet.id}"
    assert "Ghi biên nhận" not in main(get(ORGANISER, path))
    file = send(ORGANISER, f"{path}/tai")
    assert file.headers["Content-Disposition"] == f'attachment; filename="goi-{name_of(packet.id)}.json"'
    assert len(json.loads(json.loads(file.content)["payload"])["results"]) == count
    assert "Đã gửi, chờ biên nhận" in main(get(ORGANISER, NATIONAL))
    an = owing.sheet(AN).id
    given = {"version": "2", "receipt": "BN-77", "received_on": "20/10/2026", "refused": f"{an}-1: Không có mã này"}
    done = send(ORGANISER, f"{path}/bien-nhan", **given)
    assert done.headers["Location"] == NATIONAL
    said = main(get(ORGANISER, NATIONAL))
    assert f"Hồ Hữu An ({AN}), tháng 10/2026: “Không có mã này”" in said
    assert "BN-77, 20/10/2026 · 1 bị từ chối" in said
    assert "1 kết quả bị từ chối đã trở lại danh sách chờ" in main(get(AUDITOR, path))
    assert "Tải gói về" not in main(get(AUDITOR, path))


def test_a_receipt_is_imported_as_the_file_the_database_gave(owing: Town) -> None:
    packet = pack()
    path = f"{NATIONAL}/goi/{packet.id}"
    send(ORGANISER, f"{path}/tai")

    def imported(content: bytes) -> Any:
        upload = SimpleUploadedFile("bn.json", content, "application/json")
        return page_of(ORGANISER).post(f"{path}/bien-nhan", {"version": "2", "file": upload})

    good = {"packet": name_of(packet.id), "receipt": "BN-9", "received_on": "2026-10-20"}
    assert "Không đọc được tệp biên nhận" in text(imported(b"{"))
    assert "dành cho gói TC-999999" in text(imported(json.dumps({**good, "packet": "TC-999999"}).encode()))
    assert imported(json.dumps({**good, "receipt": ""}).encode()).status_code == 422
    assert imported(json.dumps(good).encode()).status_code == 302
    assert "Không còn kết quả nào phải cập nhật" in main(get(ORGANISER, NATIONAL))


def test_a_receipt_typed_wrongly_keeps_what_was_typed(owing: Town) -> None:
    packet = pack()
    path = f"{NATIONAL}/goi/{packet.id}"
    send(ORGANISER, f"{path}/tai")
    answer = send(ORGANISER, f"{path}/bien-nhan", version="2", receipt="BN-1", received_on="hôm qua", refused="99999-1: sai")
    assert answer.status_code == 422
    assert 'value="BN-1"' in answer.content.decode()
    assert "Kết quả 99999-1 không có trong gói này" in text(answer)
    answer = send(ORGANISER, f"{path}/bien-nhan", version="2", receipt="BN-1", received_on="hôm qua")
    assert "Nhập ngày biên nhận, từ ngày 20/10/2026 đến hôm nay." in text(answer)
    assert send(ORGANISER, f"{path}/bien-nhan", version="1", receipt="BN-1", received_on="20/10/2026").status_code == 409


def test_what_is_overdue_stands_on_the_first_page_and_a_replacement_is_owed_again(owing: Town) -> None:
    on("2026-10-26")
    said = main(get(ORGANISER, "/viec-can-lam"))
    assert f"{len(WARD)} kết quả quá hạn 05 ngày Quá hạn từ 25/10/2026" in said
    assert "quá hạn" in main(get(ORGANISER, NATIONAL))
    assert "quốc gia" not in main(get(DIVISION_HEAD, "/viec-can-lam"))
    pack()
    correct(by=owing.viewer(ORGANISER), given=Correction(owing.sheet(AN), "Kết luận số 7", {"I.1": "1"}))
    page = main(get(ORGANISER, NATIONAL))
    assert "Đóng gói" in page
    assert pack().count == 1
    assert send(ORGANISER, f"{NATIONAL}/dong-goi", cycle="1").status_code == 409


def test_what_was_entered_by_hand_elsewhere_is_owed_no_more(owing: Town) -> None:
    path, cycle = f"{NATIONAL}/da-cap-nhat", str(owing.cycle_id)
    refused = send(ORGANISER, path, cycle=cycle, how="", on="20/10/2026")
    assert (refused.status_code, "Nêu cách đã cập nhật" in text(refused)) == (422, True)
    refused = send(ORGANISER, path, cycle=cycle, how="Nhập trực tiếp", on="hôm qua")
    assert "từ ngày có kết quả 20/10/2026 đến hôm nay" in text(refused)
    assert "Nhập trực tiếp" in refused.content.decode()
    assert send(ORGANISER, path, cycle=cycle, how="Nhập trực tiếp", on="20/10/2026").headers["Location"] == NATIONAL
    assert "Không còn kết quả nào phải cập nhật" in main(get(ORGANISER, NATIONAL))
    assert send(ORGANISER, path, cycle=cycle, how="Nhập trực tiếp", on="20/10/2026").status_code == 409


def test_only_the_organisation_body_packs_takes_and_receives(owing: Town) -> None:
    packet = pack()
    path = f"{NATIONAL}/goi/{packet.id}"
    for code, status in ((AUDITOR, 403), (CHAIR, 404), (ADMIN, 404)):
        assert send(code, f"{NATIONAL}/dong-goi", cycle="1").status_code == status
        assert send(code, f"{NATIONAL}/da-cap-nhat", cycle="1", how="x", on="20/10/2026").status_code == status
        assert send(code, f"{path}/tai").status_code == status
        assert send(code, f"{path}/bien-nhan", receipt="x").status_code == status
    assert Packet.objects.get().state == "ready"
