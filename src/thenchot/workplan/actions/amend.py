"""Whoever gave a task answers a report of a wrong fact: mends the row, or keeps it and says why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction

from thenchot.lib import clock
from thenchot.lib.refusals import refuse_if
from thenchot.notices.actions.notify import Message, notify
from thenchot.people.identity import Identity
from thenchot.workplan.actions.assign import check_size
from thenchot.workplan.actions.change import change
from thenchot.workplan.models import Task
from thenchot.workplan.queries import is_locked, reports_among
from thenchot.workplan.refusals import (
    ANSWER_NEEDED,
    NEGATIVE_COUNT,
    NO_UNITS,
    NOT_REPORTED,
    NOT_YET,
    NOTHING_AMENDED,
    TASK_CLOSED,
)


@dataclass(frozen=True)
class Amendment:
    """The facts of the row as they should be."""

    units: Decimal
    deadline: date | None
    done_on: date | None
    rejections: int
    latenesses: int
    doer_id: int


def amend(*, by: Identity, task: Task, given: Amendment, note: str) -> None:
    """Write the facts that differ and tell the doer. An objective cause accepted before stays, within the new counts."""
    _check(task, note)
    _check_facts(given)
    columns = _differing(task, given)
    refuse_if(not columns, NOTHING_AMENDED)
    refuse_if(given.doer_id != task.doer_id and is_locked(given.doer_id, task.period), TASK_CLOSED)
    with transaction.atomic():
        change(by, task, "amend", columns, note.strip())
        _tell(task, note)


def keep(*, by: Identity, task: Task, note: str) -> None:
    """Leave the row as it is, with the reason that its doer reads."""
    _check(task, note)
    with transaction.atomic():
        change(by, task, "keep", {}, note.strip())
        _tell(task, note)


def _check(task: Task, note: str) -> None:
    refuse_if(not reports_among([task.id]), NOT_REPORTED)
    if not note.strip():
        raise ANSWER_NEEDED("note")


def _check_facts(given: Amendment) -> None:
    if given.units <= 0:
        raise NO_UNITS("units")
    if given.done_on is not None and given.done_on > clock.today():
        raise NOT_YET("done_on", day=f"{given.done_on:%d/%m/%Y}")
    refuse_if(min(given.rejections, given.latenesses) < 0, NEGATIVE_COUNT)
    check_size(given.units, given.rejections, given.latenesses)


def _differing(task: Task, given: Amendment) -> dict[str, object]:
    columns = {name: value for name, value in vars(given).items() if getattr(task, name) != value}
    if columns:
        excused = {
            "rejections_excused": min(task.rejections_excused, given.rejections),
            "latenesses_excused": min(task.latenesses_excused, given.latenesses),
        }
        columns |= {name: value for name, value in excused.items() if getattr(task, name) != value}
    return columns


def _tell(task: Task, note: str) -> None:
    if task.doer_id is not None:
        told = {"task": task.content, "note": note.strip()}
        notify([Message(task.doer_id, "wrong_answered", told, f"/ke-hoach/{task.period}")])
