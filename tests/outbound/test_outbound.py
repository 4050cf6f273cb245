"""What the national database is owed: queued with the publication, packed once, signed, received, sent again when replaced."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from tests.assessment import cast
from tests.assessment.cast import (
    AN,
    AUDITOR,
    AUTHORITY,
    BINH,
    CHI,
    DIVISION_HEAD,
    OCTOBER,
    OCTOBER_2019,
    ORGANISER,
    WARD,
    Month,
    Town,
    refused,
)
from tests.kept import state
from tests.outbound.schema import FORMATS, breaks, schema
from thenchot.assessment.actions.answer import Answer, answer
from thenchot.assessment.actions.correct import Correction, correct
from thenchot.assessment.actions.petition import petition
from thenchot.assessment.actions.publish import publish
from thenchot.assessment.models import Petition, Published
from thenchot.assessment.queries.national import national_results
from thenchot.audit.queries import history
from thenchot.audit.seals import public_key
from thenchot.lib import canonical
from thenchot.lib.refusals import FORBIDDEN, MISSING, Refusal
from thenchot.outbound import duties, packing, queries, refusals
from thenchot.outbound.access import packet_to_read, packet_to_send, require_reader, require_sender
from thenchot.outbound.actions import owe
from thenchot.outbound.actions.make_packet import Batch, make_packet
from thenchot.outbound.actions.record_receipt import Receipt, record_receipt
from thenchot.outbound.actions.send_packet import begin_sending, fail_sending, send_packet
from thenchot.outbound.actions.settle_elsewhere import Elsewhere, settle_elsewhere
from thenchot.outbound.models import Owed, Packet
from thenchot.people.models import Grant

DAY = date(2026, 10, 20)
WHY = "Kết luận kiểm tra số 7 xác định việc chậm là do nguyên nhân khách quan."
BODY = {"code": "BT", "name": "Phường Bến Trúc"}


def closed(month: Month) -> Town:
    town = cast.build_and_open(month)
    town.close()
    return town


@pytest.fixture
def town(db: None, monkeypatch: pytest.MonkeyPatch) -> Town:
    """October of the ward published on the 20th."""
    monkeypatch.setenv("THENCHOT_TODAY", DAY.isoformat())
    return state(closed, OCTOBER)


@pytest.fixture
def on(monkeypatch: pytest.MonkeyPatch) -> Any:
    return lambda day: monkeypatch.setenv("THENCHOT_TODAY", day.isoformat())


def pack(town: Town, by: str = ORGANISER, most: int = 100) -> Packet:
    owed = queries.to_pack(town.viewer(by), town.cycle_id, most)
    return Packet.objects.get(id=make_packet(by=town.viewer(by), batch=Batch(owed, national_results(owed), BODY)))


def sent(town: Town, **how: Any) -> Packet:
    packet = pack(town, **how)
    send_packet(by=town.actor(ORGANISER), packet=packet)
    return packet


def receive(town: Town, packet: Packet, number: str = "BN-77", **refused_ones: str) -> None:
    by_result = {result.removeprefix("r").replace("_", "-"): why for result, why in refused_ones.items()}
    record_receipt(by=town.actor(ORGANISER), packet=packet, given=Receipt(number, DAY, by_result))


def fix(town: Town, code: str = AN, points: str = "1") -> int:
    return correct(by=town.viewer(AUTHORITY), given=Correction(town.sheet(code), WHY, {"I.1": points}))


def test_publishing_queues_each_result_in_its_own_transaction_with_five_days_of_the_calendar(town: Town) -> None:
    rows = list(Owed.objects.order_by("sheet_id"))
    assert {row.sheet_id for row in rows} == {one.sheet_id for one in Published.objects.all()}
    assert len(rows) == len(WARD)
    assert {(row.number, row.known_on, row.due_on, row.period, row.packet_id) for row in rows} == {
        (1, DAY, date(2026, 10, 25), "2026-10", None)  # the 25th is a Sunday: the text says days, not working days
    }
    assert {row.scope_id for row in rows} == {town.unit("BT").id}


def test_a_publication_that_does_not_happen_queues_nothing(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("THENCHOT_TODAY", DAY.isoformat())
    town = state(cast.build_and_open, OCTOBER)
    town.finish()

    def fails(*_: Any) -> None:
        assert Owed.objects.count() == len(WARD)
        raise RuntimeError("the machine stops")

    monkeypatch.setattr("thenchot.assessment.actions.publish._record", fails)
    with pytest.raises(RuntimeError, match="stops"):
        publish(by=town.viewer(ORGANISER), cycle=town.cycle)
    assert not Owed.objects.exists()


def test_a_framework_that_no_text_names_owes_nothing(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THENCHOT_TODAY", "2019-10-20")
    town = state(closed, OCTOBER_2019)
    assert Published.objects.exists()
    assert not Owed.objects.exists()
    assert queries.standing(town.viewer(ORGANISER)) == queries.Standing(0, 0, None)


@pytest.mark.parametrize(
    ("rulebook", "category", "known_on", "due"),
    [
        ("nd335-2025-cong-chuc", "cong_chuc", date(2026, 1, 1), date(2026, 1, 6)),
        ("nd335-2025-cong-chuc", "cong_chuc", date(2026, 12, 28), date(2027, 1, 2)),
        ("haiquan-21169-2026", "cong_chuc", date(2026, 9, 30), date(2026, 10, 5)),
        ("nd335-2025-cong-chuc", "cong_chuc", date(2025, 12, 31), None),
        ("nd335-2025-cong-chuc", "hop_dong", date(2026, 10, 1), None),
        ("qd366-2025", "cong_chuc", date(2026, 10, 1), None),
        ("nd335-2025-to-chuc", "to_chuc", date(2026, 10, 1), None),
    ],
)
def test_the_duty_is_of_the_decrees_civil_servants_since_it_is_in_force(
    rulebook: str, category: str, known_on: date, due: date | None
) -> None:
    duty = duties.duty_of(rulebook, category, known_on)
    assert (duty.due_on(known_on) if duty else None) == due


def test_every_duty_is_quoted_or_marked_as_our_reading() -> None:
    assert duties.all_duties()
    assert {one.confidence for one in duties.all_duties()} <= set(duties.CONFIDENCES)
    assert all("Điều 26" in one.citation for one in duties.all_duties())


def test_a_packet_keeps_to_its_schema_and_its_signature_is_checked_without_our_software(
    town: Town, tmp_path: Path
) -> None:
    packet = pack(town)
    content = json.loads(packing.text_of(packet))
    assert not list(breaks(content, schema("packet-1.schema.json")))
    assert (content["packet"], content["body"], len(content["results"])) == (packing.name_of(packet.id), BODY, len(WARD))
    an = next(one for one in content["results"] if one["person"]["staff_code"] == AN)
    kept = Published.objects.get(sheet=town.sheet(AN))
    exact = f"{kept.score:f}".rstrip("0").rstrip(".")
    assert (an["score"], an["band"], an["level"], an["replaces"]) == (exact, kept.band, None, None)
    assert an["frozen_sha256"] == kept.frozen_hash == canonical.sha256(kept.frozen)
    assert an["unit"] == {"code": "BT-KT", "name": "Phòng Kinh tế, Hạ tầng và Đô thị"}
    assert packet.sha256 == canonical.sha256(packing.text_of(packet))
    file = tmp_path / "goi.json"
    file.write_bytes(packing.file_of(packet))
    said = f"đúng: {packing.name_of(packet.id)}, kỳ 2026-10, Phường Bến Trúc, {len(WARD)} kết quả"
    assert checked(file, public_key()) == (0, said)
    envelope = json.loads(file.read_text("utf-8"))
    file.write_text(json.dumps({**envelope, "payload": envelope["payload"].replace("BT-KT", "BT-VP")}))
    assert checked(file, public_key())[0] == 1
    file.write_text(json.dumps(envelope))
    assert checked(file, "0" * 64)[0] == 1


def checked(file: Path, key: str) -> tuple[int, str]:
    command = [sys.executable, str(FORMATS / "verify_packet.py"), str(file), key]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout.strip()


@pytest.mark.parametrize(
    "spoil",
    [
        {"format": "thenchot-national-2"}, {"packet": "12"}, {"period": "2026-13"}, {"results": [{}]}, {"extra": 1},
        {"body": {"code": "BT"}},
    ],
)  # fmt: skip
def test_the_schema_is_not_satisfied_with_anything(spoil: dict[str, Any]) -> None:
    good = {"format": packing.FORMAT, "packet": "TC-000001", "body": BODY, "period": "2026-10", "made_at": "x", "results": []}
    assert not list(breaks(good, schema("packet-1.schema.json")))
    assert list(breaks({**good, **spoil}, schema("packet-1.schema.json")))


def test_each_result_is_in_one_packet_once(town: Town) -> None:
    viewer = town.viewer(ORGANISER)
    owed = queries.to_pack(viewer, town.cycle_id, 5)
    batch = Batch(owed, national_results(owed), BODY)
    first = make_packet(by=viewer, batch=batch)
    before = Packet.objects.count()
    with refused(refusals.QUEUE_CHANGED):
        make_packet(by=viewer, batch=batch)
    assert Packet.objects.count() == before
    second = pack(town)
    assert (Packet.objects.get(id=first).count, second.count) == (5, len(WARD) - 5)
    with refused(refusals.NOTHING_OWED):
        pack(town)
    ids = [json.loads(packing.text_of(one))["results"] for one in Packet.objects.all()]
    assert len({result["result"] for some in ids for result in some}) == len(WARD)
    assert [line.action for line in history("packet", first)] == ["make"]


def test_a_receipt_settles_what_was_taken_and_puts_back_what_was_refused(town: Town) -> None:
    packet, an = sent(town), town.sheet(AN).id
    receive(town, packet, **{f"r{an}_1": "Không có mã cán bộ này"})
    packet.refresh_from_db()
    assert (packet.state, packet.receipt, packet.received_on, packet.refused) == ("received", "BN-77", DAY, 1)
    (back,) = queries.open_rows()
    assert (back.sheet_id, back.refused, back.packet_id) == (an, "Không có mã cán bộ này", None)
    assert queries.come_back(town.viewer(ORGANISER)) == [back]
    again = sent(town)
    assert (again.count, queries.come_back(town.viewer(ORGANISER))) == (1, [])
    receive(town, again, "BN-78")
    assert not queries.open_rows().exists()
    assert [line.action for line in history("packet", packet.id)] == ["make", "send", "receive"]


@pytest.mark.parametrize(
    ("given", "refusal", "field"),
    [
        (Receipt("  ", DAY), refusals.RECEIPT_NEEDED, "receipt"),
        (Receipt("x" * 101, DAY), refusals.RECEIPT_NEEDED, "receipt"),
        (Receipt("BN", None), refusals.RECEIPT_DAY, "received_on"),
        (Receipt("BN", DAY - timedelta(days=1)), refusals.RECEIPT_DAY, "received_on"),
        (Receipt("BN", DAY + timedelta(days=1)), refusals.RECEIPT_DAY, "received_on"),
        (Receipt("BN", DAY, {"999999-1": "không"}), refusals.REFUSED_UNKNOWN, "refused"),
    ],
)  # fmt: skip
def test_a_receipt_that_lacks_something_is_refused(town: Town, given: Receipt, refusal: Any, field: str) -> None:
    packet = sent(town)
    with refused(refusal, field=field):
        record_receipt(by=town.actor(ORGANISER), packet=packet, given=given)
    with refused(refusals.REFUSED_WHY, field="refused"):
        receive(town, packet, **{f"r{town.sheet(AN).id}_1": " "})
    assert queries.open_rows().count() == len(WARD)


def test_a_receipt_comes_once_and_only_for_what_left(town: Town) -> None:
    packet = pack(town)
    with refused(refusals.NOT_SENT):
        receive(town, packet)
    old = Packet.objects.get(id=packet.id)
    send_packet(by=town.actor(ORGANISER), packet=packet)
    with refused(refusals.CHANGED):
        send_packet(by=town.actor(ORGANISER), packet=old)
    stale = Packet.objects.get(id=packet.id)
    receive(town, packet)
    with refused(refusals.CHANGED):
        receive(town, stale)
    packet.refresh_from_db()
    with refused(refusals.RECEIVED_ALREADY, receipt="BN-77"):
        receive(town, packet)


def test_taking_the_file_again_changes_nothing_but_the_trail(town: Town) -> None:
    packet = sent(town)
    receive(town, packet)
    packet.refresh_from_db()
    first = packet.sent_at
    send_packet(by=town.actor(ORGANISER), packet=packet)
    assert (packet.state, packet.sent_at) == ("received", first)
    assert [line.action for line in history("packet", packet.id)] == ["make", "send", "receive", "send"]


def test_a_replaced_result_is_sent_again_naming_what_it_replaces(town: Town, on: Any) -> None:
    receive(town, sent(town))
    on(date(2026, 11, 3))
    assert fix(town) == 2
    (row,) = queries.open_rows()
    assert (row.sheet_id, row.number, row.due_on) == (town.sheet(AN).id, 2, date(2026, 11, 8))
    (said,) = json.loads(packing.text_of(pack(town)))["results"]
    assert (said["result"], said["replaces"], said["reason"]) == (f"{row.sheet_id}-2", f"{row.sheet_id}-1", WHY)


def test_a_result_replaced_before_it_was_packed_travels_once_as_its_newest_version(town: Town) -> None:
    fix(town)
    fix(town, points="0")
    results = json.loads(packing.text_of(pack(town)))["results"]
    assert len(results) == len(WARD)
    an = town.sheet(AN).id
    assert [one["result"] for one in results if one["result"].startswith(f"{an}-")] == [f"{an}-3"]


def test_a_refused_version_that_was_replaced_meanwhile_does_not_come_back(town: Town) -> None:
    packet, an = sent(town), town.sheet(AN).id
    fix(town)
    receive(town, packet, **{f"r{an}_1": "Sai mã"})
    assert [(row.sheet_id, row.number) for row in queries.open_rows()] == [(an, 2)]


def test_a_petition_that_is_accepted_sends_its_correction(town: Town) -> None:
    receive(town, sent(town))
    number = petition(by=town.viewer(AN), sheet=town.sheet(AN), text="Đề nghị xem lại")
    found = Petition.objects.select_related("sheet__cycle", "sheet__person", "about", "addressee").get(id=number)
    given = Answer(found, "accepted", "Chấp nhận", {"I.1": "1"}, "")
    answer(by=town.viewer(found.addressee.staff_code), given=given)
    assert [(row.sheet_id, row.number) for row in queries.open_rows()] == [(town.sheet(AN).id, 2)]


def test_what_is_not_received_after_the_fifth_day_is_overdue(town: Town, on: Any) -> None:
    on(date(2026, 10, 25))
    assert queries.standing(town.viewer(ORGANISER)) == queries.Standing(len(WARD), 0, date(2026, 10, 25))
    packet = sent(town)
    on(date(2026, 10, 26))
    assert queries.standing(town.viewer(ORGANISER)).overdue == queries.overdue(date(2026, 10, 26)) == len(WARD)
    (row,) = queries.owed_cycles(town.viewer(ORGANISER))
    assert (row.waiting, row.on_its_way, row.overdue, row.count, row.scope) == (
        0, len(WARD), len(WARD), len(WARD), "Phường Bến Trúc, Thành phố Đông Lam",
    )  # fmt: skip
    record_receipt(by=town.actor(ORGANISER), packet=packet, given=Receipt("BN", date(2026, 10, 26)))
    assert queries.standing(town.viewer(ORGANISER)) == queries.Standing(0, 0, None)
    assert queries.overdue(date(2026, 10, 26)) == 0


def elsewhere(town: Town, how: str = "Nhập trên trang của cơ sở dữ liệu quốc gia", on: date | None = DAY) -> int:
    return settle_elsewhere(by=town.viewer(ORGANISER), given=Elsewhere(town.cycle_id, how, on))


def test_what_was_entered_by_another_way_is_settled_in_one_statement_and_only_what_no_packet_holds(town: Town) -> None:
    packet = pack(town, most=5)
    for how, on, refusal, field in (
        (" ", DAY, refusals.HOW_NEEDED, "how"), ("x" * 301, DAY, refusals.HOW_NEEDED, "how"),
        ("x", None, refusals.ELSEWHERE_DAY, "on"), ("x", DAY - timedelta(days=1), refusals.ELSEWHERE_DAY, "on"),
        ("x", DAY + timedelta(days=1), refusals.ELSEWHERE_DAY, "on"),
    ):  # fmt: skip
        with refused(refusal, field=field):
            elsewhere(town, how, on)
    assert elsewhere(town) == len(WARD) - 5
    assert {row.packet_id for row in queries.open_rows()} == {packet.id}
    (line,) = history("owed", town.cycle_id)
    assert canonical.loads(line.payload) == {
        "count": len(WARD) - 5, "how": "Nhập trên trang của cơ sở dữ liệu quốc gia", "on": "2026-10-20",
    }  # fmt: skip
    with refused(refusals.NOTHING_OWED):
        elsewhere(town)
    Grant.objects.filter(role="organisation_body").update(unit_id=town.unit("HL").id)
    Owed.objects.update(settled_at=None, packet=None)
    with refused(refusals.NOTHING_OWED):
        elsewhere(town)


def status_of(ask: Any, *given: Any) -> int:
    try:
        ask(*given)
    except Refusal as refusal:
        return refusal.status
    return 0


def test_who_reads_and_who_sends(town: Town) -> None:
    packet = pack(town)
    found = {
        code: [
            status_of(require_reader, town.viewer(code)), status_of(require_sender, town.viewer(code)),
            status_of(packet_to_read, town.viewer(code), packet.id), status_of(packet_to_send, town.viewer(code), packet.id),
        ]
        for code in (ORGANISER, AUDITOR, DIVISION_HEAD, BINH, AUTHORITY)
    }  # fmt: skip
    assert found == {
        ORGANISER: [0, 0, 0, 0], AUDITOR: [0, FORBIDDEN, 0, FORBIDDEN], DIVISION_HEAD: [MISSING] * 4, BINH: [MISSING] * 4,
        AUTHORITY: [MISSING] * 4,
    }  # fmt: skip
    Grant.objects.filter(role="organisation_body").update(unit_id=town.unit("HL").id)
    elsewhere = town.viewer(ORGANISER)
    assert status_of(packet_to_read, elsewhere, packet.id) == MISSING
    assert (queries.to_pack(elsewhere, town.cycle_id), queries.owed_cycles(elsewhere)) == ([], [])
    assert queries.standing(elsewhere).count == 0


def test_a_packet_is_tried_by_one_worker_at_a_time_and_later_each_time(town: Town) -> None:
    packet, viewer, path = pack(town), town.viewer(ORGANISER), town.unit("BT").path
    assert queries.packets_under(viewer, path, "ready") == [packet]
    assert queries.packets_under(viewer, town.unit("HL").path, "ready") == []
    assert begin_sending(packet)
    assert not begin_sending(packet)
    assert queries.packets_under(viewer, path, "ready") == []
    packet.refresh_from_db()
    fail_sending(packet, "status", "503")
    packet.refresh_from_db()
    assert (packet.failures, packet.problem, packet.detail, packet.state) == (1, "status", "503", "ready")
    assert packet.next_at is not None
    Packet.objects.update(next_at=packet.made_at)
    assert queries.packets_under(viewer, path, "ready") == [packet]
    send_packet(by=town.actor(ORGANISER), packet=packet)
    assert (packet.failures, packet.problem) == (0, "")


@pytest.fixture
def two_versions(town: Town) -> Iterator[owe.Known]:
    yield owe.Known(town.cycle_id, "2026-10", "nd335-2025-cong-chuc", "cong_chuc", town.unit("BT").id, town.cycle.opened_at)


def test_one_version_is_queued_once_and_a_set_and_a_single_one_leave_equal_rows(
    town: Town, two_versions: owe.Known
) -> None:
    before = Owed.objects.get(sheet_id=town.sheet(CHI).id)
    version = owe.Version(before.sheet_id, 1, before.person_id, before.unit_id)
    with pytest.raises(DatabaseError), transaction.atomic():
        owe.owe(two_versions, version)
    Owed.objects.filter(id=before.id).delete()
    owe.owe(replace(two_versions, at=town.cycle.published_at or two_versions.at), version)
    after = Owed.objects.get(sheet_id=before.sheet_id)
    columns = [field.attname for field in Owed._meta.concrete_fields if field.name != "id"]
    assert [getattr(after, name) for name in columns] == [getattr(before, name) for name in columns]
