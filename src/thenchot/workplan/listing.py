"""Plan rows of a subtree, a stretch of their numbers at a time, for other software."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from thenchot.organisation.queries import below, versions_on
from thenchot.workplan.models import UNGIVEN, Task


@dataclass(frozen=True)
class Wanted:
    """What narrows the list; "" and None leave all in."""

    period: str = ""
    doer_code: str = ""
    status: str = ""


def tasks_after(under: str, day: date, wanted: Wanted, after: int, most: int) -> list[Task]:
    """Given work only: a row that is still drafted is shown nowhere but in its table."""
    units = versions_on(day).filter(below(under)).values("unit_id")
    rows = Task.objects.filter(unit_id__in=units, id__gt=after).exclude(status__in=UNGIVEN)
    narrowed = {"period": wanted.period, "doer__staff_code": wanted.doer_code, "status": wanted.status}
    rows = rows.filter(**{name: value for name, value in narrowed.items() if value})
    return list(rows.select_related("unit", "doer", "leader", "product").order_by("id")[:most])


def task_under(under: str, day: date, task_id: int) -> Task | None:
    """The row of this number, where its unit stands in the subtree."""
    rows = tasks_after(under, day, Wanted(), task_id - 1, 1)
    return rows[0] if rows and rows[0].id == task_id else None
