"""Reading plan rows: the facts of a person's score, and the tables of a unit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from operator import attrgetter
from typing import Any

from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Concat

from thenchot.audit.queries import acts_on, last_act
from thenchot.lib import canonical
from thenchot.lib.kept_query import MARK, TEXT_MARK, KeptQuery
from thenchot.rules.facts import TaskFact
from thenchot.workplan import owing
from thenchot.workplan.models import COUNTED, UNGIVEN, LockedPeriod, Task

WRONGS = ("not_mine", "dates", "units")
"""What a doer may find wrong in a row: not their work, a wrong day or result, wrong converted units."""
REPORTED, ANSWERED = "report_wrong", ("amend", "keep", "hand_back")
FACT_COLUMNS = (
    "doer_id", "units", "origin", "status", "rejections", "rejections_excused", "latenesses", "latenesses_excused"
)  # fmt: skip


@dataclass(frozen=True)
class TaskRow:
    """A plan row as pages show it."""

    id: int
    version: int
    content: str
    leader: str
    doer_id: int | None
    doer: str
    deadline: date | None
    result: str
    product: str
    units: Fraction
    origin: str
    status: str
    done_on: date | None
    rejections: int
    rejections_excused: int
    latenesses: int
    latenesses_excused: int
    explanation: str
    source: str
    unit_id: int
    period: str = ""
    doer_unit_id: int | None = None
    clarity: Mapping[str, str] | None = None
    reported: bool = False
    """Its doer reported a wrong fact and nobody has answered yet; read for a person's own rows."""
    explained_at: datetime | None = None
    cause: str = ""
    """What the authority made of the cause, see `models.CAUSES`."""
    cause_note: str = ""
    cause_by: str = ""
    cause_at: datetime | None = None

    @property
    def costs_points(self) -> bool:
        """Whether the row takes points away: late, rejected, unfinished or handed back."""
        return self.deducted or (self.origin == "planned" and self.status in ("assigned", "handed_back"))

    @property
    def deducted(self) -> bool:
        return owing.deducted(self)

    @property
    def missed(self) -> bool:
        return owing.missed(self.status, self.deadline, self.period)

    @property
    def owes(self) -> bool:
        """Whether its doer owes an explanation, given or not."""
        return owing.owes(self, self.deadline, self.period, self.cause)

    @property
    def unexplained(self) -> bool:
        return self.owes and not self.explanation.strip()

    @property
    def pleaded(self) -> bool:
        """Whether it was explained and the authority has not said since what it makes of the cause."""
        return (
            self.owes
            and bool(self.explanation.strip())
            and (self.cause == "" or _after(self.explained_at, self.cause_at))
        )

    @property
    def counted(self) -> bool:
        """Whether the row is a fact of the score: not while it is only claimed, nor once it is declined or split."""
        return self.status in COUNTED

    def overdue(self, day: date) -> bool:
        return self.status == "assigned" and self.deadline is not None and self.deadline < day


def facts_of(period: str, person_ids: Collection[int] | None = None) -> dict[int, list[TaskFact]]:
    """Return the tasks of each doer in the period, as the engine reads them; everybody's when no ids are given."""
    rows = Task.objects.filter(period=period, doer_id__isnull=False, status__in=COUNTED)
    if person_ids is not None and len(person_ids) <= 500:
        rows = rows.filter(doer_id__in=list(person_ids))
    found: dict[int, list[TaskFact]] = defaultdict(list)
    for doer_id, units, *rest in rows.order_by("id").values_list(*FACT_COLUMNS).iterator(chunk_size=5000):
        found[doer_id].append(TaskFact(_exact(units), *rest))
    return found


@dataclass(frozen=True)
class ReadTasks:
    """The tasks of some people, read once: what `facts_of` answers by doer, and whose each task is."""

    facts: Mapping[int, list[TaskFact]]
    silences: Mapping[int, list[int]]
    """By doer, the tasks that owe an explanation and have none."""
    explained: Mapping[int, list[int]]
    """By doer, those that owe one and have it."""
    doers: Mapping[int, int]
    reported: Mapping[int, list[str]]
    """By doer, when each row was reported wrong that nobody has answered since; moments as the trail writes them."""


def read_tasks(period: str, person_ids: Collection[int]) -> ReadTasks:
    """For the few people of a page."""
    silent, answered, doers = defaultdict[int, list[int]](list), defaultdict[int, list[int]](list), dict[int, int]()
    read = ReadTasks(defaultdict(list), silent, answered, doers, defaultdict(list))
    for number, said, act, deadline, cause, doer_id, units, *rest in _read_rows(period, list(person_ids)):
        fact, doers[number] = TaskFact(_exact(units), *rest), doer_id
        if fact.status in COUNTED:
            read.facts[doer_id].append(fact)
        if owing.owes(fact, deadline, period, cause):
            (answered if said.strip() else silent)[doer_id].append(number)
        if act and act.startswith(f"{REPORTED} "):
            read.reported[doer_id].append(act.partition(" ")[2])
    return read


READ_COLUMNS = ("id", "explanation", "said_last", "deadline", "cause", *FACT_COLUMNS)


def _read_rows(period: str, person_ids: list[int]) -> Iterable[tuple[Any, ...]]:
    """One person's, as each confirmation asks for them, by a query that is spelled once."""
    if len(person_ids) == 1:
        return map(attrgetter(*READ_COLUMNS), ONE_READ.all(person_ids[0], period))
    return _to_read(period, Q(doer_id__in=person_ids)).values_list(*READ_COLUMNS)


def _to_read(period: str, whose: Q) -> QuerySet[Task]:
    said_last = last_act("task", "id", (REPORTED, *ANSWERED), Concat("action", Value(" "), "at"))
    rows = Task.objects.filter(whose, period=period).exclude(status__in=UNGIVEN).order_by("id")
    return rows.only(*(column for column in READ_COLUMNS if column != "said_last")).annotate(said_last=said_last)


ONE_READ = KeptQuery(lambda person_id, period: _to_read(period, Q(doer_id=person_id)), MARK, TEXT_MARK)


def facts_in(rows: Iterable[TaskRow]) -> list[TaskFact]:
    """What the engine reads of rows that are at hand already, as `facts_of` would give it."""
    counted = sorted((row for row in rows if row.counted), key=lambda row: row.id)
    return [TaskFact(row.units, *(getattr(row, column) for column in FACT_COLUMNS[2:])) for row in counted]


@lru_cache(maxsize=4096)
def _exact(units: Decimal) -> Fraction:
    """The same few sizes come back in row after row."""
    return Fraction(units)


def _after(one: datetime | None, other: datetime | None) -> bool:
    return one is not None and other is not None and one > other


def tasks_of(person_id: int, period: str) -> list[TaskRow]:
    """A person's own rows, with what they reported as wrong."""
    return [row_of(task) for task in OWN_TASKS.all(person_id, period)]


def _own(person_id: int, period: str) -> QuerySet[Task]:
    said = last_act("task", "id", (REPORTED, *ANSWERED))
    given = Task.objects.filter(doer_id=person_id, period=period).exclude(status__in=UNGIVEN)
    return _in_order(given.annotate(last_said=said))


OWN_TASKS = KeptQuery(_own, MARK, TEXT_MARK)


@dataclass(frozen=True)
class Report:
    """A wrong fact that a doer reported and nobody has answered: a code of WRONGS, and what they wrote."""

    kind: str
    text: str


def reports_among(task_ids: Collection[int]) -> dict[int, Report]:
    """Reports of wrong facts that wait for an answer, by task. They stand in the trail; an answer is an act after them."""
    found: dict[int, Report] = {}
    for act in acts_on("task", task_ids, (REPORTED, *ANSWERED)) if task_ids else ():
        if act.action == REPORTED:
            kind, _colon, text = str(canonical.loads(act.payload).get("note", "")).partition(": ")
            found[act.object_id] = Report(kind, text)
        else:
            found.pop(act.object_id, None)
    return found


def tasks_below(path_units: Iterable[int], period: str) -> list[TaskRow]:
    return _rows(Task.objects.filter(unit_id__in=list(path_units), period=period).exclude(status__in=UNGIVEN))


def contents_of(task_ids: Collection[int]) -> list[str]:
    """What these tasks are, by their numbers."""
    return list(Task.objects.filter(id__in=list(task_ids)).order_by("id").values_list("content", flat=True))


def task(task_id: int) -> Task | None:
    return Task.objects.filter(id=task_id).select_related("leader", "doer").first()


def is_locked(person_id: int | None, period: str) -> bool:
    """Whether the person's result of the period is published."""
    return person_id is not None and LockedPeriod.objects.filter(person_id=person_id, period=period).exists()


def locked_among(pairs: Collection[tuple[int, str]]) -> set[tuple[int, str]]:
    """Which of these (person, period) are published, read in one query."""
    rows = LockedPeriod.objects.filter(period__in={period for _, period in pairs}).values_list(
        "person_id", "period"
    )
    return set(pairs) & set(rows) if pairs else set()


def goes_on(task_id: int) -> bool:
    """Whether the month's meeting gave the unfinished row a row of its own in a later month."""
    return Task.objects.filter(carried_from_id=task_id).exclude(status="dropped").exists()


def claims_below(unit_ids: Iterable[int]) -> list[TaskRow]:
    """Tasks that doers of these units entered themselves and nobody has accepted or declined yet."""
    return _rows(Task.objects.filter(unit_id__in=list(unit_ids), status="claimed"))


def parts_of(task_id: int) -> list[TaskRow]:
    return _rows(Task.objects.filter(part_of_id=task_id))


def _in_order(tasks: QuerySet[Task]) -> QuerySet[Task]:
    return tasks.select_related("leader", "doer", "product", "cause_by").order_by("deadline", "id")


def _rows(tasks: QuerySet[Task]) -> list[TaskRow]:
    return [row_of(task) for task in _in_order(tasks)]


def row_of(t: Task) -> TaskRow:
    return TaskRow(
        id=t.id, version=t.version, content=t.content, leader=t.leader.full_name if t.leader else "",
        doer_id=t.doer_id, doer=t.doer.full_name if t.doer else "", deadline=t.deadline, result=t.result,
        product=t.product.code if t.product else "", units=_exact(t.units), origin=t.origin, status=t.status,
        done_on=t.done_on, rejections=t.rejections, rejections_excused=t.rejections_excused,
        latenesses=t.latenesses, latenesses_excused=t.latenesses_excused, explanation=t.explanation, source=t.source,
        unit_id=t.unit_id, period=t.period, doer_unit_id=t.doer_unit_id, clarity=t.clarity,
        reported=getattr(t, "last_said", "") == REPORTED, explained_at=t.explained_at, cause=t.cause,
        cause_note=t.cause_note, cause_by=t.cause_by.full_name if t.cause_by else "", cause_at=t.cause_at,
    )  # fmt: skip
