"""Reading remedies: those of a meeting, those somebody owes, and what became of one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Case, Q, QuerySet, Value, When

from thenchot.audit.models import Entry
from thenchot.followup.access import followed_paths
from thenchot.followup.content import RemedyLine
from thenchot.followup.models import Remedy
from thenchot.lib import canonical
from thenchot.lib.periods import Period
from thenchot.organisation.queries import below, versions_on
from thenchot.people.identity import Identity

OPEN = ("open", "reported")
MOST = 200


@dataclass(frozen=True)
class Step:
    """Something done with a remedy: raised, reported, returned, closed; with its words."""

    at: datetime
    actor: str
    action: str
    text: str
    due: date | None


def raised_in(unit_id: int, period: str) -> list[RemedyLine]:
    """The weaknesses named in the month."""
    return [line_of(row) for row in _remedies().filter(unit_id=unit_id, period=period)]


def brought_back(unit_id: int, period: str) -> list[RemedyLine]:
    """What earlier months named and nobody had closed when this month began: it comes back until it is closed."""
    first = Period.parse(period).first
    running = Q(state__in=OPEN) | Q(closed_on__gte=first)
    return [line_of(row) for row in _remedies().filter(running, unit_id=unit_id, period__lt=period)]


def owed_by(person_id: int) -> list[Remedy]:
    """What somebody answers for and has not seen closed, the nearest day first."""
    return list(_remedies().filter(owner_id=person_id, state__in=OPEN))


def remedies_for(viewer: Identity) -> list[Remedy]:
    """The remedies of the places one follows or keeps the meetings of; open ones first, those reported before the others."""
    seen = Q(raised_by_id=viewer.person_id)
    for path in (*followed_paths(viewer), *viewer.scopes("monitoring_office")):
        seen |= Q(unit_id__in=versions_on(viewer.day).filter(below(path)).values("unit_id"))
    turn = Case(When(state="reported", then=Value(0)), When(state="open", then=Value(1)), default=Value(2))
    return list(_remedies().filter(seen).exclude(owner_id=viewer.person_id).order_by(turn, "due", "id")[:MOST])


def line_of(row: Remedy) -> RemedyLine:
    return RemedyLine(
        row.id, row.weakness, row.action, row.owner.full_name, row.due.isoformat(), row.state, row.result, row.period
    )


def steps_of(remedy: Remedy) -> list[Step]:
    """What became of it, from the trail."""
    entries = Entry.objects.filter(object_kind="remedy", object_id=remedy.id).order_by("id")
    return [_step(entry) for entry in entries]


def _step(entry: Entry) -> Step:
    payload = canonical.loads(entry.payload)
    due = payload.get("due")
    text = str(payload.get("note") or payload.get("result") or "")
    return Step(datetime.fromisoformat(entry.at), entry.actor, entry.action, text, date.fromisoformat(due) if due else None)


def _remedies() -> QuerySet[Remedy]:
    return Remedy.objects.select_related("owner").order_by("due", "id")
