"""In the ward of the page tests: a connection, an arrival of it that sticks, a packet for the national database."""

from __future__ import annotations

from tests.web.world import ADMIN, ORGANISER, World
from thenchot.assessment.queries.national import national_results
from thenchot.connections.actions.propose_connection import Wanted, propose_connection
from thenchot.connections.models import Connection
from thenchot.intake.actions.receive import Brought, receive
from thenchot.intake.actions.take import take
from thenchot.intake.models import Arrival
from thenchot.outbound.actions.make_packet import Batch, make_packet
from thenchot.outbound.queries import body_of, to_pack


def proposed(world: World, person: str, source: str = "mot-cua") -> int:
    """The one-stop desk of the ward, entered by its administrator; its person is asked."""
    wanted = Wanted("one_stop", "Một cửa Bến Trúc", source, "https://mot-cua.vi-du.vn", "BT", person, origin="one_stop")
    return propose_connection(by=world.viewer(ADMIN), wanted=wanted)


def stuck(world: World, person: str, about: tuple[str, str], connection_id: int) -> int:
    """Counts of a month that are no numbers, about somebody (code, name)."""
    found = Connection.objects.get(id=connection_id)
    cells = {"kind": "one_stop_dossiers", "subject": about[0], "name": about[1], "month": "10/2026", "late": "ba"}
    receive(connection=found, brought=[Brought("MC-10", "fact", {**cells, "text": f"Hồ sơ của {about[1]}"})])
    arrival = Arrival.objects.select_related("connection").get(connection=found)
    take(by=world.viewer(person), arrival=arrival)
    return arrival.id


def packed(world: World) -> int:
    """The results of the published October."""
    by = world.viewer(ORGANISER)
    owed = to_pack(by, world.october)
    return make_packet(by=by, batch=Batch(owed, national_results(owed), body_of(owed, by.day)))
