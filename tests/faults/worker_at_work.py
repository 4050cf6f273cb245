"""A connection to document software in the town of faults, with a lot that came in and one arrival that is taken."""

from __future__ import annotations

from tests.assessment.cast import ADMIN, AN, CHAIR, Town
from thenchot.connections.acting import acting
from thenchot.connections.actions.accept_connection import accept_connection
from thenchot.connections.actions.propose_connection import Wanted, propose_connection
from thenchot.connections.queries import active_of_source, connection_of
from thenchot.intake.actions.receive import Brought, receive
from thenchot.intake.actions.take import take
from thenchot.intake.queries import to_take
from thenchot.lib import clock

SOURCE = "van-ban"
WORK = {"unit": "BT-KT", "doer": AN, "deadline": "25/10/2026", "units": "1", "state": "done", "done_on": "20/10/2026"}


def connect(town: Town) -> None:
    """The connection, and five tasks that it brought."""
    wanted = Wanted("documents", "Quản lý văn bản", SOURCE, "https://van-ban.vi-du.vn", "BT", CHAIR)
    number = propose_connection(by=town.viewer(ADMIN), wanted=wanted)
    accept_connection(by=town.viewer(CHAIR), connection=connection_of(number))
    brought = [Brought(f"CV-{n}", "task", {**WORK, "content": f"Việc {n}"}) for n in range(5)]
    receive(connection=connection_of(number), brought=brought)


def take_first() -> None:
    """The first that waits: given and reported done in one transaction with the mark that it was taken."""
    source = active_of_source(SOURCE)
    assert source is not None
    person, first = acting(source, clock.today()), to_take(source, clock.now(), 1)
    assert person is not None
    for arrival in first:
        take(by=person, arrival=arrival)
