"""The demo's systems outside, all invented: the desk's counts, some of them stuck, and the national database's receipts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from thenchot.assessment.queries.national import national_results
from thenchot.cli.demo.month import Month
from thenchot.cli.demo.stage import Stage
from thenchot.connections.acting import acting
from thenchot.connections.actions.accept_connection import accept_connection
from thenchot.connections.actions.note_run import begin_run, end_run
from thenchot.connections.actions.propose_connection import Wanted, propose_connection
from thenchot.connections.queries import connection_of
from thenchot.intake.actions.receive import Brought, receive
from thenchot.intake.actions.take import take
from thenchot.intake.queries import to_take
from thenchot.lib import clock
from thenchot.outbound.actions.make_packet import Batch, make_packet
from thenchot.outbound.actions.record_receipt import Receipt, record_receipt
from thenchot.outbound.actions.send_packet import send_packet
from thenchot.outbound.actions.settle_elsewhere import Elsewhere, settle_elsewhere
from thenchot.outbound.queries import Made, body_of, cycles_to_pack, packets_under, to_pack

DESK, DIVISION, OFFICE, ADMINISTRATION = "P01", "P01-KT", "VPUB", "STP"
COUNTS = ((132, 0), (118, 0), (96, 0))
"""Dossiers on time and late of the division's people in November so far."""
LATE_CODE, BLANK_MONTH = "DL99999", "13/2026"
REFUSED = 2
"""Results of October that the database did not know the person of: they stand as overdue."""
BY_HAND = "Nhập trực tiếp trên trang của cơ sở dữ liệu quốc gia, trước khi có gói cập nhật"
WHY_REFUSED = "Không có mã cán bộ này trong cơ sở dữ liệu quốc gia"


def connect(stage: Stage) -> None:
    """The desk of a ward is connected and accepted; the national database waits to be accepted."""
    by, office = stage.identity(stage.cast.of(ADMINISTRATION)[0]), stage.cast.of(OFFICE)[0]
    desk = Wanted(
        "one_stop", "Phần mềm một cửa phường", "mot-cua", "https://mot-cua.dong-lam.example/api", DESK, office, 30,
        origin="one_stop",
    )  # fmt: skip
    number = propose_connection(by=by, wanted=desk)
    accept_connection(by=stage.identity(office), connection=connection_of(number))
    _bring(number, stage)
    nation = Wanted(
        "national", "Cơ sở dữ liệu quốc gia", "quoc-gia", "https://csdl.dong-lam.example/cap-nhat", stage.root.code,
        stage.organiser.staff_code,
    )  # fmt: skip
    propose_connection(by=by, wanted=nation)


def _bring(number: int, stage: Stage) -> None:
    """One run: counts of the division, and two rows that stick with their reasons."""
    source = connection_of(number)
    begin_run(source)
    people = stage.cast.of(DIVISION)
    rows = [(code, "11/2026", *figures) for code, figures in zip(people, COUNTS, strict=False)]
    rows += [(LATE_CODE, "11/2026", 64, 1), (people[0], BLANK_MONTH, 20, 0)]
    receive(connection=source, brought=list(_brought(rows)))
    person = acting(source, clock.today())
    assert person is not None
    for arrival in to_take(source, clock.now()):
        take(by=person, arrival=arrival)
    end_run(source, {})


def _brought(rows: Sequence[tuple[str, str, int, int]]) -> Iterator[Brought]:
    for code, month, on_time, late in rows:
        cells = {"kind": "one_stop_dossiers", "subject": code, "month": month, "on_time": on_time, "late": late}
        yield Brought(f"{month}/{code}", "fact", cells)


def report(month: Month, *, last: bool) -> None:
    """The results of the last published month travel in packets; those before were entered by hand."""
    if last:
        send(month.stage, month.period)
    else:
        enter_by_hand(month.stage)


def enter_by_hand(stage: Stage) -> None:
    """What is owed until today was entered on the database's own pages."""
    for cycle in cycles_to_pack(stage.organiser, stage.root.path):
        settle_elsewhere(by=stage.organiser, given=Elsewhere(cycle, BY_HAND, clock.today()))


def send(stage: Stage, period: str) -> None:
    """The results of the period are packed, handed in as files and received the same day, but for a few that were refused."""
    by, path = stage.organiser, stage.root.path
    for cycle in cycles_to_pack(by, path):
        while (owed := to_pack(by, cycle)) and owed[0].period == period:
            make_packet(by=by, batch=Batch(owed, national_results(owed), body_of(owed, by.day)))
    for place, packet in enumerate(packets_under(by, path, "ready")):
        send_packet(by=by.actor, packet=packet)
        _receive(stage, packet, 0 if place else REFUSED)


def _receive(stage: Stage, packet: Made, refused: int) -> None:
    by = stage.organiser
    rows = list(packet.owed.order_by("id")[:refused])
    back = {f"{row.sheet_id}-{row.number}": WHY_REFUSED for row in rows}
    number = f"BN-{packet.period.replace('-', '')}-{packet.pk:04d}"
    record_receipt(by=by.actor, packet=packet, given=Receipt(number, clock.today(), back))
