"""Reading the work-plan table of a unit and month (biểu ngang): its five columns, what rows lack, and its log of changes."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import F, Q, QuerySet

from thenchot.audit.models import Entry
from thenchot.lib import canonical
from thenchot.lib.periods import Period
from thenchot.organisation.queries import (
    SEGMENT,
    UnitAt,
    names_of_units,
    units_at,
    units_on,
    units_right_below,
)
from thenchot.people.queries import appointments_on, first_staff, names_of, staff_among
from thenchot.workplan.clarity import Attribute, Clarity, clarity_on
from thenchot.workplan.models import PlanTable, Task
from thenchot.workplan.queries import TaskRow

SHOWN = ("drafted", "assigned", "done")
"""A split row stands through its parts, one handed over through the row of whoever took it; claimed work is no plan yet."""
LOGGED = ("assign", "approve", "drop", "revise", "split", "hand_back", "mark_late", "amend")
OF_THE_TABLE = (
    "content", "leader_id", "doer_id", "doer_unit_id", "deadline", "result", "units", "recurring", "clarity", "status",
    "state", "source_number", "source_date", "source_title",
)  # fmt: skip
"""What the log tells of an act; what is said about somebody's work stands on the sheet and not here."""
MOST_PEOPLE = 200
ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True)
class PlanLine:
    """A row of the table: the five columns as they are read, and what stands beside them."""

    id: int
    version: int
    content: str
    leader: str
    doer: str
    deadline: date | None
    result: str
    done_on: date | None
    status: str
    unplanned: bool
    recurring: bool
    units: Decimal
    lacks: tuple[Attribute, ...]


@dataclass(frozen=True)
class Change:
    """A column before and after."""

    column: str
    before: str
    after: str


@dataclass(frozen=True)
class Logged:
    """A line of the log of changes: who did what, when, to which row ("" for the table), with the reason given."""

    at: datetime
    actor: str
    action: str
    row: str
    changes: tuple[Change, ...]
    note: str
    """The reason of a change; of an import the file's name."""
    counts: tuple[int, int] = (0, 0)
    """Of an import: rows added and rows changed."""


def plan_table(unit_id: int, period: str) -> PlanTable | None:
    return PlanTable.objects.filter(unit_id=unit_id, period=period).first()


def clarity_of(period: str) -> Clarity:
    """The list of clarities on the first day of the period."""
    return clarity_on(Period.parse(period).first)


def lacking(row: TaskRow) -> tuple[Attribute, ...]:
    """What a plan row lacks; claimed and declined work is no row of the plan."""
    if row.status in ("claimed", "declined"):
        return ()
    columns: dict[str, object] = {
        name: getattr(row, name) for name in ("content", "leader", "doer", "deadline")
    }
    columns |= {
        "doer_unit": row.doer_unit_id,
        "product": row.product,
        "units": row.units,
        "result": row.result,
    }
    return clarity_of(row.period).lacking(columns, row.clarity)


def lines_of(unit_id: int, period: str) -> list[PlanLine]:
    """The rows, one for each content, by their deadline."""
    tasks = Task.objects.filter(unit_id=unit_id, period=period, status__in=SHOWN)
    found = list(tasks.select_related("leader", "doer").order_by(F("deadline").asc(nulls_last=True), "id"))
    first = Period.parse(period).first
    units = names_of_units({task.doer_unit_id for task in found if task.doer_unit_id}, first)
    clarity = clarity_of(period)
    return [_line(task, units, clarity) for task in found]


def _line(task: Task, units: Mapping[int, str], clarity: Clarity) -> PlanLine:
    leader, doer = (person.full_name if person else "" for person in (task.leader, task.doer))
    unit = units.get(task.doer_unit_id or 0, "")
    columns: dict[str, object] = {
        "content": task.content, "leader": leader, "doer": doer, "doer_unit": unit, "deadline": task.deadline,
        "product": task.product_id, "units": task.units, "result": task.result,
    }  # fmt: skip
    return PlanLine(
        id=task.id, version=task.version, content=task.content, leader=leader, doer=", ".join(filter(None, (doer, unit))),
        deadline=task.deadline, result=task.result, done_on=task.done_on, status=task.status,
        unplanned=task.origin == "unplanned", recurring=task.recurring, units=task.units,
        lacks=clarity.lacking(columns, task.clarity),
    )  # fmt: skip


def log_of(table: PlanTable) -> QuerySet[Entry]:
    """The acts on the table and on every row that ever stood in it, the newest first."""
    rows = Task.objects.filter(unit_id=table.unit_id, period=table.period).exclude(
        status__in=("claimed", "declined")
    )
    of_rows = Q(object_kind="task", object_id__in=rows.values("id"), action__in=LOGGED)
    return Entry.objects.filter(Q(object_kind="plan", object_id=table.id) | of_rows).order_by("-id")


def read_log(entries: Sequence[Entry], day: date) -> list[Logged]:
    """The lines in words, with people and units by name as of the day."""
    read = [(entry, canonical.loads(entry.payload)) for entry in entries]
    people, units = _named(payload for _, payload in read)
    names = {
        "leader_id": names_of(people),
        "doer_id": names_of(people),
        "doer_unit_id": names_of_units(units, day),
    }
    contents = dict(Task.objects.filter(id__in=_rows_among(entries)).values_list("id", "content"))
    return [
        Logged(
            datetime.fromisoformat(entry.at), entry.actor, entry.action,
            contents.get(entry.object_id, "") if entry.object_kind == "task" else "",
            tuple(_changes(payload, names)), _note(entry.action, payload),
            (int(payload["added"]), int(payload["changed"])) if entry.action == "import" else (0, 0),
        )
        for entry, payload in read
    ]  # fmt: skip


def _note(action: str, payload: Mapping[str, object]) -> str:
    """What is said beside an act: nothing of what was said about how well work was done."""
    return str(payload.get({"revise": "note", "import": "file"}.get(action, ""), ""))


def _rows_among(entries: Iterable[Entry]) -> set[int]:
    return {entry.object_id for entry in entries if entry.object_kind == "task"}


def _named(payloads: Iterable[Mapping[str, object]]) -> tuple[set[int], set[int]]:
    """The numbers of the people and of the units that the acts speak of."""
    people: set[int] = set()
    units: set[int] = set()
    for payload in payloads:
        was = payload.get("was")
        for said in (payload, was if isinstance(was, dict) else {}):
            people |= {
                number for name in ("leader_id", "doer_id") if isinstance(number := said.get(name), int)
            }
            units |= {number for name in ("doer_unit_id",) if isinstance(number := said.get(name), int)}
    return people, units


def _changes(payload: Mapping[str, object], names: Mapping[str, Mapping[int, str]]) -> Iterable[Change]:
    was = payload.get("was")
    if isinstance(was, dict):
        for column in OF_THE_TABLE:
            if column in payload:
                yield Change(
                    column,
                    _said(was.get(column), names.get(column)),
                    _said(payload[column], names.get(column)),
                )


def _said(value: object, names: Mapping[int, str] | None) -> str:
    if isinstance(value, dict):
        return "; ".join(str(text) for text in value.values())
    if names is not None and isinstance(value, int):
        return names.get(value, str(value))
    if isinstance(value, bool):
        return "1" if value else ""
    return "" if value is None else _day(str(value))


def _day(text: str) -> str:
    """A day as it is read, where the text is one."""
    return f"{date.fromisoformat(text):%d/%m/%Y}" if ISO_DAY.fullmatch(text) else text


def recurring_before(table: PlanTable) -> list[Task]:
    """Recurring rows of the period before that this table does not have yet, by content."""
    before = str(Period.parse(table.period).previous())
    here = Task.objects.filter(unit_id=table.unit_id, period=table.period).exclude(status="dropped")
    rows = Task.objects.filter(
        unit_id=table.unit_id, period=before, recurring=True, status__in=("assigned", "done")
    )
    return list(
        rows.exclude(content__in=here.values("content")).order_by(F("deadline").asc(nulls_last=True), "id")
    )


@dataclass(frozen=True)
class Offered:
    """Whom a form of the table offers: leaders in charge, and people and units to do the work, as number and name."""

    leaders: tuple[tuple[int, str], ...]
    people: tuple[tuple[int, str], ...]
    units: tuple[tuple[int, str], ...]


def offered_in(unit: UnitAt, day: date) -> Offered:
    """Heads and deputies of the unit and above it; its people, of a large one only its own; itself and the units right below."""
    above = units_at([unit.path[:end] for end in range(SEGMENT, len(unit.path) + 1, SEGMENT)], day)
    people = first_staff(unit.path, day, "", MOST_PEOPLE + 1)
    staff = tuple((one.id, f"{one.name} · {one.title}") for one in people)
    if len(people) > MOST_PEOPLE:
        staff = _posts(day, Q(unit_id=unit.id))
    places = units_right_below(unit.id, day)
    leaders = _posts(day, Q(unit_id__in=[one.id for one in above], rank__in=("head", "deputy")))
    return Offered(leaders, staff, tuple((one.id, one.name) for one in places))


def _posts(day: date, which: Q) -> tuple[tuple[int, str], ...]:
    posts = (
        appointments_on(day)
        .exclude(kind="concurrent")
        .filter(which)
        .order_by("person__sort_key", "person_id")
    )
    return tuple(
        (pid, f"{name} · {title}")
        for pid, name, title in posts.values_list("person_id", "person__full_name", "title__name")
    )


def may_do(unit: UnitAt, day: date, person_ids: Collection[int], unit_ids: Collection[int]) -> bool:
    """Whether these people work in the unit's subtree and these units lie in it."""
    known = {one.id for one in staff_among(unit.path, day, person_ids)} if person_ids else set()
    return set(person_ids) <= known and set(unit_ids) <= set(units_on(day, unit.path))
