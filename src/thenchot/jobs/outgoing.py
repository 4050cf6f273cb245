"""One run of a connection to the national database: pack what is owed in its places, hand it over, write down the receipts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from thenchot.assessment.queries.national import national_results
from thenchot.connections.acting import acting, path_of
from thenchot.connections.actions.note_run import begin_run, end_run, fail_run
from thenchot.connections.queries import Source, outside
from thenchot.lib import clock
from thenchot.lib.outside import AddressError, NoAnswerError, Place, ask, hand_over
from thenchot.lib.refusals import Refusal
from thenchot.outbound.actions.make_packet import Batch, make_packet
from thenchot.outbound.actions.record_receipt import record_receipt
from thenchot.outbound.actions.send_packet import begin_sending, fail_sending, send_packet
from thenchot.outbound.packing import file_of, name_of
from thenchot.outbound.queries import Made, body_of, cycles_to_pack, packets_under, to_pack
from thenchot.outbound.receipts import receipt_of
from thenchot.outbound.refusals import CHANGED, QUEUE_CHANGED
from thenchot.people.identity import Identity

KINDS = ("national",)
MOST_PACKETS = 200
"""Of one run."""


@dataclass
class Run:
    """What one run did: packets made, handed over, received; why it stopped, if it did."""

    made: int = 0
    sent: int = 0
    received: int = 0
    problem: str = ""
    refused: str = field(default="", compare=False)
    """Code of why the last answer that was no receipt was not taken for one."""


def run_national(source: Source) -> Run | None:
    """Run it once; None where another worker has it, or it was stopped."""
    if not begin_run(source):
        return None
    person, path = acting(source, clock.today()), path_of(source, clock.today())
    if person is None:
        fail_run(source, "person_gone")
        return Run(problem="person_gone")
    done = Run(made=sum(pack_all(person, cycle) for cycle in cycles_to_pack(person, path)))
    try:
        place = outside(source)
        _send_ready(done, person, path, place)
        _ask_receipts(done, person, path, place)
    except (NoAnswerError, AddressError) as wrong:
        done.problem = wrong.code if isinstance(wrong, NoAnswerError) else "address"
        fail_run(source, done.problem, getattr(wrong, "detail", ""))
        return done
    if done.refused:
        # The database answered something that is no receipt of what it was sent: a person looks at it.
        done.problem = "receipt"
        fail_run(source, done.problem, done.refused)
    else:
        end_run(source, {})
    return done


def _send_ready(done: Run, person: Identity, path: str, place: Place) -> None:
    for packet in packets_under(person, path, "ready")[:MOST_PACKETS]:
        if begin_sending(packet):
            said = _hand_over(person, packet, place)
            done.sent += 1
            _receive(done, person, packet, said)


def _ask_receipts(done: Run, person: Identity, path: str, place: Place) -> None:
    for packet in packets_under(person, path, "sent")[:MOST_PACKETS]:
        _receive(done, person, packet, ask(place, f"/packets/{name_of(packet.id)}", {}))


def pack_all(person: Identity, cycle_id: int) -> int:
    """Pack everything that waits of a cycle; returns how many packets that made."""
    made = 0
    while owed := to_pack(person, cycle_id):
        try:
            make_packet(by=person, batch=Batch(owed, national_results(owed), body_of(owed, person.day)))
        except Refusal as refusal:
            if refusal.code != QUEUE_CHANGED.code:
                raise
            # Somebody packs the same by hand: what they leave is packed in the next run.
            break
        made += 1
    return made


def _hand_over(person: Identity, packet: Made, place: Place) -> Any:
    headers = {"Idempotency-Key": packet.sha256}
    try:
        said = hand_over(place, "/packets", file_of(packet), headers)
    except NoAnswerError as wrong:
        fail_sending(packet, wrong.code, wrong.detail)
        raise
    try:
        send_packet(by=person.actor, packet=packet)
    except Refusal as refusal:
        # Somebody took the file by hand meanwhile: it is sent either way, its receipt is asked for in the next run.
        if refusal.code != CHANGED.code:
            raise
        return {}
    return said


def _receive(done: Run, person: Identity, packet: Made, said: Any) -> None:
    """Write the receipt down where the answer holds one; one that does not fit keeps no other packet waiting."""
    try:
        receipt = receipt_of(said, packet)
        if receipt is not None:
            record_receipt(by=person.actor, packet=packet, given=receipt)
            done.received += 1
    except Refusal as refusal:
        done.refused = refusal.code
