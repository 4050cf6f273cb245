"""What waits for the viewer, by deadline (việc cần làm)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Count, Min, Q

from thenchot.assessment.models import Cycle, Petition, Sheet
from thenchot.assessment.queries.progress import HOLDER
from thenchot.assessment.steps import WAITS_IN, last_day_to_send, steps_at, waits_in
from thenchot.people.identity import Identity


@dataclass(frozen=True)
class Waiting:
    """One job: a step of a cycle with how many sheets, or a petition to answer; `last` is its last day."""

    kind: str
    period: str
    category: str
    rulebook: str
    digest: str
    count: int
    first: date | None
    last: date | None
    late: bool
    target_id: int


def waiting_for(viewer: Identity) -> list[Waiting]:
    """Jobs of the open cycles and petitions, the nearest deadline first; steps not yet begun are among them.

    Two queries, however many cycles and steps there are.
    """
    counts = _counts(viewer)
    cycles = [_cycle(row) for _, row in sorted({cycle: row for (cycle, _state), row in counts.items()}.items())]
    jobs = [job for cycle in cycles for code in WAITS_IN if (job := _of_step(viewer, cycle, code, counts))]
    petitions = Petition.objects.filter(addressee_id=viewer.person_id, state="received").select_related("sheet__cycle")
    jobs += [_of_petition(viewer, petition) for petition in petitions]
    return sorted(jobs, key=lambda job: (job.last or date.max, job.kind, job.target_id))


OF_CYCLE = ("period", "category", "rulebook", "digest", "steps")
Counts = dict[tuple[int, str], Mapping[str, Any]]
"""How many sheets of a cycle are in a state, for each step in which the viewer has a part in them; "own" is one's own sheet."""


def _counts(viewer: Identity) -> Counts:
    mine = {code: Q(**{column: viewer.person_id}) for code, column in HOLDER.items()}
    anything = reduce(or_, mine.values())
    rows = (
        Sheet.objects.filter(anything, cycle__state="open")
        .values("cycle_id", "state", *(f"cycle__{name}" for name in OF_CYCLE))
        .annotate(**{code: Count("id", filter=held) for code, held in mine.items()})
        .annotate(own=Min("id", filter=mine["self_assess"]))
        .annotate(returned=Count("id", filter=mine["self_assess"] & ~Q(return_note="")))
        .order_by()
    )
    return {(row["cycle_id"], row["state"]): row for row in rows}


def _cycle(row: Mapping[str, Any]) -> Cycle:
    """As much of the cycle as a job says of it."""
    return Cycle(id=row["cycle_id"], **{name: row[f"cycle__{name}"] for name in OF_CYCLE})


def _of_step(viewer: Identity, cycle: Cycle, code: str, counts: Counts) -> Waiting | None:
    step = next((step for step in steps_at(cycle.steps) if step.code == code), None)
    found = counts.get((cycle.id, waits_in(cycle.steps, code)), {})
    if step is None or not found.get(code):
        return None
    last = last_day_to_send(cycle.steps, returned=bool(found["returned"])) if code == "self_assess" else step.last
    return Waiting(
        kind=code, period=cycle.period, category=cycle.category, rulebook=cycle.rulebook, digest=cycle.digest,
        count=found[code], first=step.first, last=last, late=last is not None and viewer.day > last,
        target_id=found["own"] if code == "self_assess" else cycle.id,
    )  # fmt: skip


def _of_petition(viewer: Identity, petition: Petition) -> Waiting:
    cycle = petition.sheet.cycle
    return Waiting(
        kind="petition", period=cycle.period, category=cycle.category, rulebook=cycle.rulebook, digest=cycle.digest,
        count=1, first=petition.received_on, last=petition.due_on, late=viewer.day > petition.due_on, target_id=petition.id,
    )  # fmt: skip


def waiting_count(viewer: Identity) -> int:
    return sum(job.count for job in waiting_for(viewer))
