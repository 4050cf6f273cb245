"""How the petitions about some cycles were answered: in time, late, or still within their days (Điều 22)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models.expressions import RawSQL
from django.utils import timezone

from thenchot.assessment.models import Cycle, Petition


@dataclass(frozen=True)
class PetitionFigures:
    """Petitions about results of a place, each counted once."""

    in_time: int = 0
    late: int = 0
    running: int = 0
    overdue: int = 0
    withdrawn: int = 0

    @property
    def total(self) -> int:
        return self.in_time + self.late + self.running + self.overdue + self.withdrawn


def petition_figures(cycles: Sequence[Cycle], path: str, today: date) -> PetitionFigures:
    """From the petitions, which are few, to their sheets: the other way round, a planner reads every sheet of a city."""
    if not cycles:
        return PetitionFigures()
    marks = ", ".join(["%s"] * len(cycles))
    there = RawSQL(  # noqa: S611 — only marks are put into it
        "SELECT p.id FROM assessment_petition p CROSS JOIN assessment_sheet s "
        f"WHERE s.id = p.sheet_id AND s.cycle_id IN ({marks}) AND s.unit_path >= %s AND s.unit_path < %s",
        [*(cycle.id for cycle in cycles), path, path + "z"],
    )
    found = dict.fromkeys(("in_time", "late", "running", "overdue", "withdrawn"), 0)
    for state, due, answered in Petition.objects.filter(id__in=there).values_list("state", "due_on", "answered_at"):
        day = timezone.localdate(answered) if answered else today
        late = day > due
        answered_as = {"answered": ("in_time", "late"), "received": ("running", "overdue")}
        found[answered_as.get(state, ("withdrawn", "withdrawn"))[late]] += 1
    return PetitionFigures(**found)
