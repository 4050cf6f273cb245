"""One petition as its page needs it: the result it is about with its arithmetic, and what happened so far."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from thenchot.assessment.access import READERS
from thenchot.assessment.models import Petition, Published
from thenchot.assessment.queries.sheets import (
    MarkLine,
    ScoreView,
    SheetView,
    kept_score,
    versions_of,
    view_of,
)
from thenchot.lib import canonical
from thenchot.organisation.queries import below, calendar_days
from thenchot.people.identity import Identity
from thenchot.rules.working_days import is_working_day, working_days_between


@dataclass(frozen=True)
class Box:
    """A working day of the clock with its number, or a run of days off (number 0)."""

    first: date
    last: date
    number: int


@dataclass(frozen=True)
class Clock:
    """The days from receipt to the last day to answer; `overdue` counts the working days after it."""

    boxes: tuple[Box, ...]
    days_off: tuple[date, ...]
    today_number: int
    left: int
    overdue: int


@dataclass(frozen=True)
class PetitionView:
    """`about` is the score the petition disputes, `sheet` the sheet as it stands now, `versions` every published result."""

    petition: Petition
    about: ScoreView
    sheet: SheetView
    versions: tuple[Published, ...]

    @property
    def marks(self) -> tuple[MarkLine, ...]:
        return self.sheet.lines


def petition_view(petition: Petition) -> PetitionView:
    kept = canonical.loads(petition.about.frozen)
    about = kept_score(kept["inputs"], kept["verdict"], petition.about.band)
    return PetitionView(petition, about, view_of(petition.sheet), tuple(versions_of(petition.sheet)))


def clock_of(petition: Petition, today: date) -> Clock:
    """Lay out the working days from the day after receipt to the last day (Điều 22: the day of receipt is not counted)."""
    received, due = petition.received_on, petition.due_on
    entered = calendar_days(received, max(due, today))
    boxes: list[Box] = []
    off: list[date] = []
    number = 0
    for day in (received + timedelta(days=step) for step in range(1, (due - received).days + 1)):
        if is_working_day(day, *entered):
            number += 1
            boxes.append(Box(day, day, number))
            continue
        off.append(day)
        if boxes and not boxes[-1].number:
            boxes[-1] = Box(boxes[-1].first, day, 0)
        else:
            boxes.append(Box(day, day, 0))
    gone = working_days_between(received, min(today, due), *entered)
    overdue = working_days_between(due, today, *entered) if today > due else 0
    return Clock(tuple(boxes), tuple(off), gone, number - gone, overdue)


def petitions_seen(viewer: Identity) -> Sequence[Petition]:
    """Petitions the viewer filed, must answer, or oversees by role: the open ones by their last day, then the latest."""
    seen = Q(sheet__person_id=viewer.person_id) | Q(addressee_id=viewer.person_id)
    for path in (path for role in READERS for path in viewer.scopes(role)):
        seen |= below(path, "sheet__unit_path")
    rows = Petition.objects.filter(seen).select_related("sheet__cycle", "sheet__person", "addressee", "about")
    return sorted(
        rows,
        key=lambda row: (
            row.state != "received",
            row.due_on if row.state == "received" else date.max,
            -row.id,
        ),
    )
