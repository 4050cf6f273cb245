"""Work that changed after its sheet was confirmed: the score stands on what was true then, and somebody must be told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.db.models import Max, Min

from thenchot.assessment.aggregate import is_year
from thenchot.assessment.judging import Bench
from thenchot.assessment.models import Cycle, Sheet
from thenchot.assessment.scoring import fractions_of, plain
from thenchot.assessment.steps import CONFIRMED, DECIDED, PROPOSED
from thenchot.audit.chain import moment_text
from thenchot.audit.models import Entry
from thenchot.rules.facts import FORCING
from thenchot.workplan.models import Task
from thenchot.workplan.queries import ReadTasks

WAITING = (CONFIRMED, PROPOSED, DECIDED)
"""Confirmed and not yet published."""


@dataclass(frozen=True)
class Changed:
    """A sheet whose work is not what was confirmed; `now` is the score the same marks would make today, None for none."""

    sheet: Sheet
    now: Fraction | None


def changed_since(cycle: Cycle, sheets: Sequence[Sheet], read: ReadTasks | None = None) -> dict[int, Changed]:
    """By sheet. Only whose plan rows were touched since the confirmation is judged again.

    At most two queries before that; one in all where the tasks of these people have been `read` already.
    """
    confirmed = [sheet for sheet in sheets if sheet.state in WAITING and sheet.confirmed_at]
    if not confirmed or is_year(cycle):
        return {}
    touched = _touched(cycle, confirmed, read)
    again = [sheet for sheet in confirmed if touched.get(sheet.person_id, "") >= _since(sheet)]
    if not again:
        return {}
    bench = Bench(cycle, again, read.facts if read else None)
    return {sheet.id: found for sheet in again if (found := _compared(bench, sheet))}


def changed_in(cycle: Cycle) -> list[Changed]:
    """Those of a whole cycle, by name: what publishing now would pass over. Only whose work was touched is read."""
    waiting = cycle.sheets.filter(state__in=WAITING)
    first = waiting.aggregate(first=Min("confirmed_at"))["first"]
    if first is None:
        return []
    entries = Entry.objects.filter(object_kind="task", at__gte=moment_text(first))
    touched = set(entries.values_list("object_id", flat=True).distinct())
    people = {doer for task, doer in _doers(cycle, list(touched)) if doer and task in touched} if touched else set[int]()
    rows = waiting.select_related("person", "scorer").order_by("person__sort_key", "id")
    sheets = list(rows.filter(person_id__in=people) if len(people) < FEW else rows) if people else []
    for sheet in sheets:
        sheet.cycle = cycle
    return list(changed_since(cycle, sheets).values())


def _touched(cycle: Cycle, confirmed: Sequence[Sheet], read: ReadTasks | None) -> dict[int, str]:
    """When somebody last touched a plan row of each doer, since the first of these confirmations."""
    people = {sheet.person_id for sheet in confirmed}
    entries = Entry.objects.filter(object_kind="task", at__gte=min(map(_since, confirmed)))
    if read:
        # A busy day touches the work of a whole city; of one head's people it touches little.
        entries = entries.filter(object_id__in=[task for task, doer in read.doers.items() if doer in people])
    last = dict(entries.values_list("object_id").annotate(last=Max("at")).order_by())
    if not last:
        return {}
    found: dict[int, str] = {}
    for task, doer in read.doers.items() if read else _doers(cycle, list(last)):
        if doer in people and task in last:
            found[doer] = max(found.get(doer, ""), last[task])
    return found


def _doers(cycle: Cycle, task_ids: Sequence[int]) -> Iterable[tuple[int, int | None]]:
    tasks = Task.objects.filter(period=cycle.period, doer_id__isnull=False).values_list("id", "doer_id")
    return tasks.filter(id__in=task_ids) if len(task_ids) < FEW else tasks


def _since(sheet: Sheet) -> str:
    """The moment of the confirmation as the trail writes moments."""
    return moment_text(sheet.confirmed_at) if sheet.confirmed_at else ""


FEW = 500
"""So many rows are asked for by their numbers; beyond that the period's rows are read through."""


def _compared(bench: Bench, sheet: Sheet) -> Changed | None:
    marks, leader = fractions_of(sheet.marks.get("confirmed")), sheet.marks.get("leader", {})
    scored = bench.judge(sheet, marks, leader, provisional=False)
    before, now = sheet.inputs.get("input"), scored.inputs["input"]
    return None if _facts(before) == _facts(plain(now)) else Changed(sheet, scored.score)


def _facts(kept: dict[str, object] | None) -> dict[str, object] | None:
    """What of an input is made of the work; what forces a level is told apart, and `load` only explains."""
    return (
        None
        if kept is None
        else {name: value for name, value in kept.items() if name not in (*FORCING, "load")}
    )
