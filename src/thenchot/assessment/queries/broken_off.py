"""Publications that were broken off in the middle, and in whose name they go on."""

from __future__ import annotations

from datetime import date

from thenchot.assessment.models import Cycle
from thenchot.assessment.steps import PUBLISHING
from thenchot.audit.models import Entry
from thenchot.people.identity import Identity
from thenchot.people.who import identity_of


def broken_off(day: date, action: str) -> list[tuple[Cycle, Identity]]:
    """Each cycle in the middle of its publication with who began it; `action` is the beginning's name in the trail."""
    begun = Entry.objects.filter(object_kind="cycle", action=action).order_by("id")
    who = dict(begun.values_list("object_id", "actor_id"))
    return [(cycle, identity_of(who[cycle.id], day)) for cycle in Cycle.objects.filter(state=PUBLISHING).order_by("id")]
