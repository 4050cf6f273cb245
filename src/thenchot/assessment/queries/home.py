"""What waits for the viewer, by deadline (việc cần làm)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from thenchot.assessment.models import Cycle, Petition, Sheet
from thenchot.assessment.queries.progress import HOLDER
from thenchot.assessment.steps import OPENED, WAITS_IN, steps_at, waits_in
from thenchot.people.identity import Identity


@dataclass(frozen=True)
class Waiting:
    """One job: a step of a cycle with how many sheets, or a petition to answer; `last` is its last day."""

    kind: str
    period: str
    category: str
    rulebook: str
    count: int
    first: date | None
    last: date | None
    late: bool
    target_id: int


def waiting_for(viewer: Identity) -> list[Waiting]:
    """Jobs of the open cycles and petitions, the nearest deadline first; steps not yet begun are among them."""
    jobs = [job for code in WAITS_IN for job in _of_step(viewer, code)]
    petitions = Petition.objects.filter(addressee_id=viewer.person_id, state="received").select_related("sheet__cycle")
    for petition in petitions:
        cycle = petition.sheet.cycle
        jobs.append(
            Waiting(
                "petition",
                cycle.period,
                cycle.category,
                cycle.rulebook,
                1,
                petition.received_on,
                petition.due_on,
                viewer.day > petition.due_on,
                petition.id,
            )
        )
    return sorted(jobs, key=lambda job: (job.last or date.max, job.kind, job.target_id))


def _of_step(viewer: Identity, code: str) -> list[Waiting]:
    rows = (
        Sheet.objects.filter(**{HOLDER[code]: viewer.person_id}, cycle__state="open")
        .values_list("cycle_id", "state")
        .annotate(n=Count("id"))
        .order_by()
    )
    counts = {(cycle_id, state): n for cycle_id, state, n in rows}
    found = []
    for cycle in Cycle.objects.filter(id__in={cycle_id for cycle_id, _ in counts}):
        step = next((step for step in steps_at(cycle.steps) if step.code == code), None)
        count = counts.get((cycle.id, waits_in(cycle.steps, code)), 0)
        if step is None or not count:
            continue
        target = cycle.id if code != "self_assess" else _own(viewer, cycle)
        found.append(
            Waiting(
                code,
                cycle.period,
                cycle.category,
                cycle.rulebook,
                count,
                step.first,
                step.last,
                viewer.day > step.last,
                target,
            )
        )
    return found


def _own(viewer: Identity, cycle: Cycle) -> int:
    return Sheet.objects.filter(cycle=cycle, person_id=viewer.person_id, state=OPENED).values_list("id", flat=True)[0]


def waiting_count(viewer: Identity) -> int:
    return sum(job.count for job in waiting_for(viewer))
