"""In whose name a connection writes: its person, as they are on the day, with the connection's name beside theirs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from thenchot.connections.access import may_answer_for
from thenchot.connections.models import Connection
from thenchot.organisation.queries import unit_on
from thenchot.people.identity import Identity
from thenchot.people.who import identity_of


def acting(connection: Connection, day: date) -> Identity | None:
    """Who acts; None once the person may no longer do it by hand, has left, or the unit is gone."""
    person, path = identity_of(connection.person_id, day), path_of(connection, day)
    if not path or not may_answer_for(person, connection.kind, path):
        return None
    return replace(person, name=f"{person.name}, qua kết nối {connection.name}"[:150])


def path_of(connection: Connection, day: date) -> str:
    """Where the place it serves stands on the day; "" once the unit is gone."""
    unit = unit_on(connection.unit_id, day)
    return unit.path if unit else ""
