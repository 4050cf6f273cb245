"""Which checklists somebody answers in the period a day lies in, and how far each has come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from thenchot.checklists.access import OFFICES
from thenchot.checklists.models import Reply
from thenchot.checklists.periods import period_on
from thenchot.checklists.placed import Placed, holding, holds_in
from thenchot.lib.periods import Period
from thenchot.people.identity import Identity


@dataclass(frozen=True)
class Own:
    """A checklist of one's own or of one's unit, the period, and the state of its reply ("" for none)."""

    found: Placed
    period: Period
    state: str
    reply_id: int | None


def own_checklists(viewer: Identity, day: date | None = None) -> list[Own]:
    """Those the viewer answers for themselves, and those they answer as head of their unit."""
    mine = [one for one in holding(viewer.unit_path, day or viewer.day, viewer.day) if _answers(viewer, one)]
    periods = {one.id: period_on(one.edition.period, day or viewer.day) for one in mine}
    kept = {
        (reply.checklist_id, reply.period): reply
        for reply in _replies(viewer, mine, {str(period) for period in periods.values()})
    }
    return [
        _own(one, periods[one.id], kept.get((one.id, str(periods[one.id]))))
        for one in mine
        if holds_in(one, periods[one.id])
    ]


def _own(one: Placed, period: Period, reply: Reply | None) -> Own:
    return Own(one, period, reply.state if reply else "", reply.id if reply else None)


def _replies(viewer: Identity, mine: list[Placed], periods: set[str]) -> list[Reply]:
    """The standing ones about the viewer, and about the unit they head."""
    if not mine:
        return []
    me, unit = Q(person_id=viewer.person_id), Q(person=None, unit_id=viewer.unit_id or 0)
    rows = Reply.objects.filter(me | unit, checklist_id__in=[one.id for one in mine], period__in=periods)
    return list(rows.exclude(state="withdrawn"))


def _answers(viewer: Identity, one: Placed) -> bool:
    by = one.edition.answered_by
    return by == "self" or (by == "head" and viewer.rank == "head")


def entered_by_office(viewer: Identity) -> list[Placed]:
    """Checklists whose results the viewer's office enters, at its places."""
    found: dict[int, Placed] = {}
    for path in {path for role in OFFICES for path in viewer.scopes(role)}:
        found |= {one.id: one for one in holding(path, viewer.day) if one.edition.answered_by == "office"}
    return list(found.values())
