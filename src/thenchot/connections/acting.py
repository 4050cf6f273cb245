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
    person, unit = identity_of(connection.person_id, day), unit_on(connection.unit_id, day)
    if unit is None or not may_answer_for(person, connection.kind, unit.path):
        return None
    return replace(person, name=f"{person.name}, qua kết nối {connection.name}"[:150])
