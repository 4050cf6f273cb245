"""The races of connections, of what comes in through them and of packets that leave; see `tests.faults.races`."""

from __future__ import annotations

from datetime import date

from tests.assessment import cast
from tests.assessment.cast import ADMIN, AN, GIANG, OCTOBER, ORGANISER, SETUP, START, Town
from tests.faults.races import Act, Race, alone
from thenchot.assessment.queries.national import national_results
from thenchot.audit.models import Entry
from thenchot.connections import refusals as connections
from thenchot.connections.acting import acting
from thenchot.connections.actions.accept_connection import accept_connection
from thenchot.connections.actions.note_run import begin_run
from thenchot.connections.actions.propose_connection import Wanted, propose_connection
from thenchot.connections.actions.stop_connection import stop_connection
from thenchot.connections.models import Connection
from thenchot.evidence.models import Fact
from thenchot.intake import refusals as intake
from thenchot.intake.actions.mend import mend
from thenchot.intake.actions.receive import Brought, receive
from thenchot.intake.actions.take import take
from thenchot.intake.models import Arrival
from thenchot.lib import clock
from thenchot.notices.models import Notice
from thenchot.outbound import refusals as outbound
from thenchot.outbound.actions.make_packet import Batch, make_packet
from thenchot.outbound.actions.record_receipt import Receipt, record_receipt
from thenchot.outbound.actions.send_packet import send_packet
from thenchot.outbound.actions.settle_elsewhere import Elsewhere, settle_elsewhere
from thenchot.outbound.models import Packet
from thenchot.outbound.queries import body_of, to_pack
from thenchot.people.actions.delegate import grant

DESK = Wanted("one_stop", "Một cửa", "mot-cua", "https://mot-cua.vi-du.vn", "BT", GIANG, origin="one_stop")
COUNTS = {"kind": "one_stop_dossiers", "subject": AN, "month": "10/2026", "on_time": "9", "late": "0"}


def unconnected() -> Town:
    town = cast.build(OCTOBER)
    grant(by=SETUP, staff_code=GIANG, role="monitoring_office", unit_code="BT", valid_from=START)
    return town


def entered() -> Town:
    town = unconnected()
    propose_connection(by=town.viewer(ADMIN), wanted=DESK)
    return town


def running() -> Town:
    town = entered()
    accept_connection(by=town.viewer(GIANG), connection=_connection())
    return town


def waiting() -> Town:
    town = running()
    receive(connection=_connection(), brought=[Brought("1", "fact", COUNTS)])
    return town


def stuck() -> Town:
    town = running()
    receive(connection=_connection(), brought=[Brought("1", "fact", {**COUNTS, "subject": "9999"})])
    _take(town)
    return town


def owing() -> Town:
    town = cast.build_and_open(OCTOBER)
    town.close()
    return town


def packed() -> Town:
    town = owing()
    make_packet(by=town.viewer(ORGANISER), batch=_batch(town))
    return town


def sent() -> Town:
    town = packed()
    send_packet(by=town.actor(ORGANISER), packet=Packet.objects.get())
    return town


def _connection() -> Connection:
    return Connection.objects.select_related("unit", "person").get()


def _arrival() -> Arrival:
    return Arrival.objects.select_related("connection").get()


def _take(town: Town) -> None:
    person = acting(_connection(), clock.today())
    assert person is not None
    take(by=person, arrival=_arrival())


def _batch(town: Town) -> Batch:
    owed = to_pack(town.viewer(ORGANISER), town.cycle_id)
    return Batch(owed, national_results(owed), body_of(owed, clock.today()))


def _accepting(town: Town, _desk: int) -> Act:
    found, by = _connection(), town.viewer(GIANG)
    return lambda: accept_connection(by=by, connection=found)


def _stopping(town: Town, desk: int) -> Act:
    found, by = _connection(), town.viewer((GIANG, ADMIN)[desk])
    return lambda: stop_connection(by=by, connection=found, reason="Đổi phần mềm")


def _running(town: Town, _desk: int) -> Act:
    found = _connection()
    return lambda: begin_run(found)


def _taking(town: Town, _desk: int) -> Act:
    found, person = _arrival(), acting(_connection(), clock.today())
    assert person is not None
    return lambda: take(by=person, arrival=found)


def _mending(town: Town, desk: int) -> Act:
    found, by = _arrival(), town.viewer((GIANG, ORGANISER)[desk])
    return lambda: mend(by=by, arrival=found, cells=COUNTS)


def _packing(town: Town, _desk: int) -> Act:
    batch, by = _batch(town), town.viewer(ORGANISER)
    return lambda: make_packet(by=by, batch=batch)


def _sending(town: Town, _desk: int) -> Act:
    packet, by = Packet.objects.get(), town.actor(ORGANISER)
    return lambda: send_packet(by=by, packet=packet)


def _receiving(town: Town, desk: int) -> Act:
    packet, by = Packet.objects.get(), town.actor(ORGANISER)
    return lambda: record_receipt(by=by, packet=packet, given=Receipt(f"BN-{desk}", date(2026, 10, 20)))


def _elsewhere(town: Town, desk: int) -> Elsewhere:
    return Elsewhere(town.cycle_id, f"Người {desk} nhập", date(2026, 10, 20))


OUTSIDE = (
    Race(
        "connections/propose_connection", unconnected,
        alone(lambda town, _n: propose_connection(by=town.viewer(ADMIN), wanted=DESK)),
        connections.SOURCE_TAKEN, {Connection: 1, Entry: 1, Notice: 1},
    ),
    Race("connections/accept_connection", entered, _accepting, connections.CHANGED, {Entry: 1}),
    Race("connections/stop_connection", running, _stopping, connections.CHANGED, {Entry: 1}),
    Race(
        "connections/note_run", running, _running, None, {Entry: 0},
        "one of two workers gets the connection, the other goes on to the next",
    ),
    Race(
        "intake/receive", running,
        alone(lambda _town, _n: receive(connection=_connection(), brought=[Brought("1", "fact", COUNTS)])),
        None, {Arrival: 1}, "what comes twice under one number is one row",
    ),
    Race(
        "intake/take", waiting, _taking, None, {Fact: 1, Entry: 2},
        "one of two workers takes it, the other finds it taken",
    ),
    Race("intake/mend", stuck, _mending, intake.CHANGED, {Fact: 1, Entry: 3}),
    Race("outbound/make_packet", owing, _packing, outbound.QUEUE_CHANGED, {Packet: 1, Entry: 1}),
    Race(
        "outbound/settle_elsewhere", owing,
        alone(lambda town, n: settle_elsewhere(by=town.viewer(ORGANISER), given=_elsewhere(town, n))),
        outbound.NOTHING_OWED, {Entry: 1},
    ),
    Race("outbound/send_packet", packed, _sending, outbound.CHANGED, {Entry: 1}),
    Race("outbound/record_receipt", sent, _receiving, outbound.CHANGED, {Entry: 1}),
)  # fmt: skip
OUTSIDE_OTHERWISE = {
    "outbound/owe": "part of publishing or replacing a result, raced there; a version is queued once by a constraint",
}
