"""Reading the queue for the national database: what is owed and by when, what is packed, what came back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Min, Q, QuerySet

from thenchot.lib import clock
from thenchot.organisation.queries import below, names_of_units, versions_on
from thenchot.outbound.access import READERS, scopes_of
from thenchot.outbound.models import Owed, Packet
from thenchot.people.identity import Identity

Made = Packet
"""A packet as a worker has it: doors name no table."""
MOST = 2000
"""Results of one packet: a file of about a megabyte."""


@dataclass(frozen=True)
class OwedCycle:
    """What is still owed of one period: not packed yet, on its way, come back; the first day that was missed."""

    cycle_id: int
    period: str
    rulebook: str
    scope: str
    waiting: int
    on_its_way: int
    refused: int
    overdue: int
    due_on: date

    @property
    def count(self) -> int:
        return self.waiting + self.on_its_way


@dataclass(frozen=True)
class Standing:
    """How much the places of a viewer owe, how much of it too late, and the nearest last day."""

    count: int
    overdue: int
    due_on: date | None


def open_rows() -> QuerySet[Owed]:
    return Owed.objects.filter(settled_at=None)


def standing(viewer: Identity) -> Standing:
    """For the organisation body's own page; nothing owed for anybody else."""
    if not viewer.has("organisation_body"):
        return Standing(0, 0, None)
    rows = open_rows().filter(scopes_of(viewer, "organisation_body"))
    found = rows.aggregate(n=Count("id"), late=Count("id", filter=Q(due_on__lt=viewer.day)), first=Min("due_on"))
    return Standing(found["n"], found["late"], found["first"])


def overdue(today: date) -> int:
    """How many results of the whole installation should have been received already."""
    return open_rows().filter(due_on__lt=today).count()


def owed_cycles(viewer: Identity) -> list[OwedCycle]:
    """By period, what was due first on top."""
    rows = open_rows().filter(scopes_of(viewer, *READERS)).values("cycle_id", "period", "rulebook", "scope_id")
    counted = rows.annotate(
        waiting=Count("id", filter=Q(packet=None)), on_its_way=Count("id", filter=Q(packet__isnull=False)),
        back=Count("id", filter=~Q(refused="")), late=Count("id", filter=Q(due_on__lt=viewer.day)), first=Min("due_on"),
    ).order_by("first", "cycle_id")  # fmt: skip
    found = list(counted)
    names = names_of_units([row["scope_id"] for row in found], viewer.day)
    return [
        OwedCycle(
            row["cycle_id"], row["period"], row["rulebook"], names.get(row["scope_id"], ""), row["waiting"],
            row["on_its_way"], row["back"], row["late"], row["first"],
        )
        for row in found
    ]  # fmt: skip


def unpacked(viewer: Identity, cycle_id: int) -> QuerySet[Owed]:
    """What is owed of a cycle and held by no packet, for who sends."""
    return open_rows().filter(scopes_of(viewer, "organisation_body"), cycle_id=cycle_id, packet=None)


def to_pack(viewer: Identity, cycle_id: int, most: int = MOST) -> list[Owed]:
    """The next rows of a cycle that no packet holds, for who sends."""
    return list(unpacked(viewer, cycle_id).select_related("scope").order_by("id")[:most])


def cycles_to_pack(viewer: Identity, path: str) -> list[int]:
    """Cycles of the places under a path of which results wait for a packet, for who sends there."""
    places = versions_on(viewer.day).filter(below(path)).values("unit_id")
    rows = open_rows().filter(scopes_of(viewer, "organisation_body"), scope_id__in=places, packet=None)
    return sorted(set(rows.values_list("cycle_id", flat=True)))


def body_of(owed: Sequence[Owed], day: date) -> dict[str, str]:
    """Whose results they are: code and name of the period's scope."""
    scope = owed[0].scope
    return {"code": scope.code, "name": names_of_units([scope.id], day).get(scope.id, scope.code)}


def come_back(viewer: Identity) -> list[Owed]:
    """Results that the database refused and that wait to be sent again."""
    rows = open_rows().filter(scopes_of(viewer, *READERS), packet=None).exclude(refused="")
    return list(rows.select_related("person").order_by("due_on", "id"))


def packets_of(viewer: Identity) -> list[Packet]:
    """The newest first, without their content."""
    rows = Packet.objects.filter(scopes_of(viewer, *READERS)).defer("content")
    return list(rows.select_related("scope", "made_by").order_by("-id"))


def packets_under(viewer: Identity, path: str, state: str) -> list[Packet]:
    """Packets of the places under a path that may be tried now: those to hand over, or those whose receipt is still to come."""
    places = versions_on(viewer.day).filter(below(path)).values("unit_id")
    due = Q(next_at=None) | Q(next_at__lte=clock.now())
    rows = Packet.objects.filter(due, scopes_of(viewer, "organisation_body"), scope_id__in=places, state=state)
    return list(rows.order_by("id"))
