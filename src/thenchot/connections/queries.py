"""Reading connections: the list of every address, and what is due to run."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from thenchot.connections.models import Connection
from thenchot.lib.outside import Place, place_of
from thenchot.organisation.queries import names_of_units
from thenchot.people.security.sealed import unseal

Source = Connection
"""A connection as a worker has it: doors name no table."""
ALARM_AFTER = 3
"""Failures in a row after which a person should look."""


@dataclass(frozen=True)
class ConnectionRow:
    """A connection as pages show it; its secret only as given or not."""

    connection: Connection
    unit: str

    @property
    def failing(self) -> bool:
        return self.connection.state == "active" and self.connection.failures >= ALARM_AFTER

    @property
    def has_secret(self) -> bool:
        return bool(self.connection.secret)


def connection_rows(connections: Iterable[Connection], day: date) -> list[ConnectionRow]:
    found = list(connections)
    names = names_of_units([one.unit_id for one in found], day)
    return [ConnectionRow(one, names.get(one.unit_id, one.unit.code)) for one in found]


def due_connections(kinds: Iterable[str], now: datetime) -> list[Connection]:
    """Those that should run now, the one that waited longest first."""
    due = Q(next_at=None) | Q(next_at__lte=now)
    rows = Connection.objects.filter(due, kind__in=list(kinds), state="active")
    return list(rows.select_related("unit", "person").order_by("next_at", "id"))


def connection_of(number: int) -> Connection:
    return Connection.objects.select_related("unit", "person").get(id=number)


def active_of_source(source: str) -> Connection | None:
    return Connection.objects.filter(source=source, state="active").select_related("person").first()


def failing() -> int:
    """How many running connections have failed so often that a person should look."""
    return Connection.objects.filter(state="active", failures__gte=ALARM_AFTER).count()


def outside(connection: Connection) -> Place:
    """Where the connection leads, with its secret. Raises AddressError."""
    return place_of(connection.address, unseal(connection.secret) if connection.secret else "")
