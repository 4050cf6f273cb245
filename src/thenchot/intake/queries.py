"""Reading what came in: what waits to be taken, what sticks and why, how each connection stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, Q

from thenchot.connections.models import Connection
from thenchot.intake.access import connections_in_charge
from thenchot.intake.models import Arrival
from thenchot.lib.refusals import REGISTERED, Refusal
from thenchot.people.identity import Identity


@dataclass(frozen=True)
class Standing:
    """A connection and how much of what it brought is where."""

    connection: Connection
    waiting: int
    stuck: int
    taken: int
    last: datetime | None


def standings(connections: Sequence[Connection]) -> list[Standing]:
    counted = Arrival.objects.filter(connection__in=[one.id for one in connections]).order_by().values("connection_id").annotate(
        waiting=Count("id", filter=Q(state="waiting")), stuck=Count("id", filter=Q(state="stuck")),
        taken=Count("id", filter=Q(state="taken")), last=Max("came_at"),
    )  # fmt: skip
    rows = counted.values_list("connection_id", "waiting", "stuck", "taken", "last")
    by_id = {number: found for number, *found in rows}
    return [Standing(one, *by_id.get(one.id, (0, 0, 0, None))) for one in connections]


def stuck(connections: Sequence[Connection]) -> list[Arrival]:
    """What waits for a person, the oldest first."""
    rows = Arrival.objects.filter(connection__in=[one.id for one in connections], state="stuck")
    return list(rows.select_related("connection").order_by("came_at", "id"))


def answered_for(viewer: Identity) -> list[tuple[Connection, int]]:
    """Connections this person answers for or is asked to, each with how many of its arrivals stick; one query."""
    mine = Connection.objects.filter(person_id=viewer.person_id).order_by("id")
    counted = mine.annotate(stuck_now=Count("arrivals", filter=Q(arrivals__state="stuck")))
    return [(one, one.stuck_now) for one in counted]


def stuck_in_charge(viewer: Identity) -> list[Arrival]:
    return stuck(connections_in_charge(viewer))


def to_take(connection: Connection, now: datetime, most: int = 2000) -> list[Arrival]:
    """What waits to be taken now, in the order it came."""
    due = Q(next_at=None) | Q(next_at__lte=now)
    rows = Arrival.objects.filter(due, connection=connection, state="waiting")
    return list(rows.select_related("connection").order_by("id")[:most])


def refusal_of(arrival: Arrival) -> Refusal | None:
    """Why it sticks, as the refusal it was; None for a code that this version no longer knows."""
    kind = REGISTERED.get(str(arrival.why.get("code", "")))
    return Refusal(kind, dict(arrival.why.get("params", {})), str(arrival.why.get("field", ""))) if kind else None


def sticking(connection: Connection, refs: Sequence[str]) -> list[tuple[str, Refusal]]:
    """Which of these numbers wait for a person, and why."""
    rows = Arrival.objects.filter(source=connection.source, ref__in=refs, state="stuck").order_by("id")
    found = ((arrival.ref, refusal_of(arrival)) for arrival in rows)
    return [(ref, refusal) for ref, refusal in found if refusal is not None]


def all_stuck() -> int:
    return Arrival.objects.filter(state="stuck").count()
