"""What the month's meeting of a unit looks at: key tasks, late ones with their explanation, weaknesses, the next month."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from thenchot.followup.content import Ahead, Content, Figures, KeyWork, LateWork, lines_in, read
from thenchot.followup.models import Briefing
from thenchot.followup.queries.remedies import brought_back, raised_in
from thenchot.lib import clock
from thenchot.lib.periods import Period
from thenchot.organisation.queries import UnitAt, units_on
from thenchot.workplan.models import Task
from thenchot.workplan.queries import TaskRow, tasks_below
from thenchot.workplan.tables import lines_of

MOST_UNITS = 500
"""With more units below than these a meeting looks at its own table only, as the page of the plan does."""
KEY, LATE, AHEAD = 15, 60, 10
"""So many rows a meeting reads; beyond that they are counted."""
SHOWN = ("assigned", "done")


def briefing_of(unit_id: int, period: str) -> Briefing | None:
    found = Briefing.objects.select_related("chair", "secretary")
    return found.filter(unit_id=unit_id, period=period).first()


def content_of(unit: UnitAt, period: str, briefing: Briefing | None) -> Content:
    """As frozen once the meeting is concluded; until then as things stand."""
    if briefing is not None and briefing.content is not None:
        return read(briefing.content)
    return live(unit, period, briefing.attention if briefing else "")


def live(unit: UnitAt, period: str, attention: str) -> Content:
    """As things stand today."""
    today = clock.today()
    units = units_on(today, unit.path)
    rows = _rows(unit, units, period)
    late = _late(rows, today)
    own = [row for row in rows if row.unit_id == unit.id]
    return Content(
        unit=unit.name, period=period, figures=_figures(rows, today), own_table=bool(own),
        key=tuple(_key(row, today) for row in _chosen(own or rows, today)),
        late=tuple(_late_work(row, units, today) for row in late[:LATE]), later=max(0, len(late) - LATE),
        weaknesses=tuple(raised_in(unit.id, period)), before=tuple(brought_back(unit.id, period)),
        attention=lines_in(attention), ahead=tuple(_ahead(unit, period)),
    )  # fmt: skip


def unfinished(unit: UnitAt, period: str) -> list[TaskRow]:
    """Rows that can be carried over: given, not done, and not carried over yet."""
    rows = _rows(unit, units_on(clock.today(), unit.path), period)
    running = [row for row in rows if row.status == "assigned"]
    going_on = Task.objects.filter(carried_from_id__in=[row.id for row in running]).exclude(status="dropped")
    carried = set(going_on.values_list("carried_from_id", flat=True))
    return [row for row in running if row.id not in carried]


def carried_into(unit: UnitAt, period: str) -> list[Ahead]:
    """The rows of this month's plan that an earlier meeting carried over, drafted ones among them."""
    places = units_on(clock.today(), unit.path)
    rows = Task.objects.filter(unit_id__in=list(places)[:MOST_UNITS], period=period, carried_from__isnull=False)
    found = rows.exclude(status="dropped").select_related("doer").order_by("deadline", "id")
    return [Ahead(row.content, _doer(row), _iso(row.deadline)) for row in found]


def _rows(unit: UnitAt, units: dict[int, UnitAt], period: str) -> list[TaskRow]:
    found = tasks_below(list(units) if len(units) <= MOST_UNITS else [unit.id], period)
    return [row for row in found if row.status in SHOWN]


def _figures(rows: Sequence[TaskRow], today: date) -> Figures:
    done = [row for row in rows if row.status == "done"]
    running = [row for row in rows if row.status == "assigned"]
    return Figures(
        total=len(rows), done=len(done), late=sum(1 for row in done if row.latenesses or row.rejections),
        running=len(running), overdue=sum(1 for row in running if row.overdue(today)),
        unplanned=sum(1 for row in rows if row.origin == "unplanned"),
    )  # fmt: skip


def _chosen(rows: Sequence[TaskRow], today: date) -> list[TaskRow]:
    """The largest, in the order of their deadlines, overdue ones first."""
    largest = sorted(rows, key=lambda row: (-row.units, row.id))[:KEY]
    return sorted(largest, key=lambda row: (not row.overdue(today), row.deadline or date.max, row.id))


def _key(row: TaskRow, today: date) -> KeyWork:
    state = "done" if row.status == "done" else "overdue" if row.overdue(today) else "running"
    return KeyWork(row.id, row.content, row.leader, row.doer, _iso(row.deadline), row.result, state)


def _late(rows: Sequence[TaskRow], today: date) -> list[TaskRow]:
    """Overdue ones first, then those nobody has explained, then by deadline."""
    found = [row for row in rows if row.latenesses or row.rejections or row.overdue(today)]
    return sorted(
        found, key=lambda row: (not row.overdue(today), bool(row.explanation.strip()), row.deadline or date.max, row.id)
    )


def _late_work(row: TaskRow, units: dict[int, UnitAt], today: date) -> LateWork:
    seen = (("overdue", row.overdue(today)), ("late", row.latenesses), ("rejected", row.rejections))
    unit = units.get(row.unit_id)
    return LateWork(
        task_id=row.id, content=row.content, doer=row.doer, unit=unit.name if unit else "", leader=row.leader,
        deadline=_iso(row.deadline), done_on=_iso(row.done_on), what=tuple(code for code, held in seen if held),
        explanation=row.explanation.strip(), excused=not row.deducted and not row.overdue(today),
    )  # fmt: skip


def _ahead(unit: UnitAt, period: str) -> list[Ahead]:
    """What the unit's own table of the next month holds already."""
    after = str(Period.parse(period).following())
    lines = lines_of(unit.id, after)[:AHEAD]
    return [Ahead(line.content, line.doer, _iso(line.deadline)) for line in lines]


def with_carried(content: Content, rows: Sequence[tuple[TaskRow | Task, date]]) -> Content:
    """The content with what the meeting carries over."""
    lines = [Ahead(row.content, _doer(row), day.isoformat()) for row, day in rows]
    return replace(content, carried=tuple(lines))


def _doer(row: TaskRow | Task) -> str:
    if isinstance(row, TaskRow):
        return row.doer
    return row.doer.full_name if row.doer else ""


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
